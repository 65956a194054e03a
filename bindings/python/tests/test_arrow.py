"""Tables go out to, and evidence comes in from, every library that speaks Arrow; the same on both sides."""

from __future__ import annotations

import copy
import datetime
import gc
import pickle
import threading
from typing import Any

import cwp
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import ON

# New in pandas 3, and not in its stubs yet.
frame_of: Any = pd.DataFrame.from_arrow  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def tables() -> list[tuple[str, cwp.Table]]:
    """A table of every shape that there is."""
    pathway = cwp.Pathway()
    me = cwp.Portfolio("R1", role="CSW", evidence=[cwp.Evidence("CSW.B1", "assessed", from_=ON, until="2026-12-31")])
    catalogue = cwp.Catalogue([cwp.Course("C1", covers=["CSW.K7"], hours=1.5, cost=10), cwp.Course("C2")])
    shapes: dict[str, Any] = {
        "statements": pathway.statements,
        "links": pathway["CSW"].links(),
        "covers": pathway["ASC.T20"].covers,
        "requirements": pathway.role_category("CSW").requirements(),
        "hits": pathway.search("medication"),
        "counterparts": pathway["CSW.B1"].counterparts(cwp.Pathway("2024")),
        "evidence": me,
        "assessment": me.assess(on=ON),
        "nothing": me.assess(on=ON).gaps[:0],
        "forecast": me.forecast(on=ON),
        "lapses": me.forecast(on=ON).lapses,
        "next": me.next_steps(on=ON),
        "lines": me.next_steps(on=ON)[0].lines,
        "routes": me.routes("RM", on=ON),
        "conversation": me.conversation(on=ON),
        "comparison": cwp.compare("CSW", "SL"),
        "themes": cwp.compare("CSW", "SL").themes,
        "diff": cwp.diff("2024", "2025"),
        "carried": me.carry("2024").report,
        "catalogue": catalogue,
        "plan": me.plan(catalogue, on=ON),
        "gaps": me.plan(catalogue, on=ON).gaps,
        "barred": me.plan(catalogue, on=ON, options=cwp.PlanOptions("cost")).barred,
        "claims": me.plan(catalogue, on=ON).claims,
        "team plan": cwp.Team([me]).plan(catalogue, on=ON),
        "runs": cwp.Team([me]).plan(catalogue, on=ON).runs,
        "people": cwp.assess_all([me], on=ON),
    }
    return [(name, shape.to_table()) for name, shape in shapes.items()]


def test_every_table_is_the_same_everywhere(tables: list[tuple[str, cwp.Table]]) -> None:
    for name, table in tables:
        this, said = table, table.to_dict()
        arrow = pa.table(this)
        arrow.validate(full=True)
        assert arrow.to_pydict() == said, name
        batch = pa.record_batch(table)
        batch.validate(full=True)
        assert batch.to_pydict() == said, name
        assert pl.DataFrame(table).to_dict(as_series=False) == said, name
        frame = frame_of(table)
        assert list(frame.columns) == list(said) and len(frame) == len(table), name
        assert pa.Table.from_pandas(frame, schema=arrow.schema, preserve_index=False).equals(arrow), name
        assert [list(row) for row in duckdb.execute("SELECT * FROM this").fetchall()] == [
            list(row.values()) for row in table.rows()
        ], name
        assert pickle.loads(pickle.dumps(table)) == table == copy.deepcopy(table), name


def test_types_suit_everybody(tables: list[tuple[str, cwp.Table]]) -> None:
    allowed = {pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()}
    for _, table in tables:
        assert set(pa.table(table).schema.types) <= allowed


def test_what_is_a_list_is_a_table_without_asking(pathway: cwp.Pathway, me: cwp.Portfolio, team: cwp.Team) -> None:
    assert pl.DataFrame(pathway.values)["code"].to_list() == [value.code for value in pathway.values]
    assert pa.table(me.assess(on=ON).gaps).num_rows == len(me.assess(on=ON).gaps)
    assert pa.table(team.findings).num_rows == len(team.findings or [])
    assert len(team.to_polars()) == len(team.to_pandas()) == len(team.to_table())
    assert pa.schema(team).names == list(team.to_table().columns)
    reader = pa.RecordBatchReader.from_stream(team)
    assert [batch.num_rows for batch in reader] == [len(team.to_table())]


def test_a_schema_that_is_asked_for(pathway: cwp.Pathway) -> None:
    table = pathway.values.to_table()
    schema = pa.table(table).schema
    assert pa.RecordBatchReader.from_stream(table, schema=schema).read_all().num_rows == 7
    with pytest.raises(ValueError, match="the columns are"):
        pa.RecordBatchReader.from_stream(table, schema=pa.schema([("other", pa.string())]))


def test_tables_outlive_everything(team: cwp.Team) -> None:
    own = cwp.Team.from_arrow(team.to_table())
    arrow = pa.table(own.assess(on=ON, lines="all").lines)
    code = arrow["code"].to_pylist()
    own.close()
    del own
    gc.collect()
    part = arrow["code"].chunk(0).slice(10, 5)
    del arrow
    gc.collect()
    assert part.to_pylist() == code[10:15]


def test_capsules_are_one_shot_and_made_anew(pathway: cwp.Pathway) -> None:
    table = pathway.values.to_table()

    class Once:
        def __init__(self) -> None:
            self.capsule = table.__arrow_c_stream__()

        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            return self.capsule

    once = Once()
    assert pa.table(once).num_rows == 7
    with pytest.raises(cwp.errors.ArgumentError, match="nobody has read"):
        cwp.Team.from_arrow(once)
    assert pa.table(table).num_rows == pa.table(table).num_rows == 7
    for _ in range(100):  # capsules that nobody takes
        table.__arrow_c_stream__()
        table.__arrow_c_array__()
        table.__arrow_c_schema__()


def test_release_on_another_thread(pathway: cwp.Pathway) -> None:
    held = [pa.table(pathway.statements) for _ in range(8)]

    def drop() -> None:
        while held:
            table = held.pop()
            assert table["code"][0].as_py()
            del table

    threads = [threading.Thread(target=drop) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not held


# ---- Evidence in ----

ROWS: dict[str, list[Any]] = {
    "worker": ["R1", "R2", "R1", "R3"],
    "subject": ["CSW.B1", "ASC.T20", "CSW.K7.1", None],
    "kind": ["assessed", "trained", "declared", None],
    "result": ["completed", "in-progress", None, None],
    "from": [datetime.date(2026, 5, 12), None, datetime.date(1969, 12, 31), None],
    "until": [None, datetime.date(2027, 2, 28), None, None],
    "title": ["a title of more than twelve characters", "é", "", None],
    "role": ["CSW", "NTC", "SL", None],
    "something else": [1.5, None, 2.5, 3.5],
}


def expected() -> cwp.Team:
    return cwp.Team(
        [
            cwp.Portfolio(
                "R1",
                role="CSW",
                evidence=[
                    cwp.Evidence("CSW.B1", "assessed", from_="2026-05-12", title=str(ROWS["title"][0])),
                    cwp.Evidence("CSW.K7.1", "declared", from_="1969-12-31"),
                ],
            ),
            cwp.Portfolio(
                "R2",
                role="NTC",
                evidence=[cwp.Evidence("ASC.T20", "trained", result="in-progress", until="2027-02-28", title="é")],
            ),
            cwp.Portfolio("R3"),
        ]
    )


def arrow() -> pa.Table:
    return pa.table(ROWS)


def with_types(**types: pa.DataType) -> pa.Table:
    table = arrow()
    for name, kind in types.items():
        table = table.set_column(table.schema.get_field_index(name), name, table[name].cast(kind))
    return table


TEXTS = ("worker", "subject", "kind", "result", "title", "role")
DAYS = ("from", "until")


def sources() -> dict[str, Any]:
    table = arrow()
    twice = pa.concat_tables([table, table])
    made = {
        "pyarrow": table,
        "record batch": pa.record_batch(ROWS),
        "chunks": pa.concat_tables([table.slice(0, 1), table.slice(1, 0), table.slice(1, 3)]),
        "offsets": twice.slice(4, 4),
        "struct offsets": pa.Table.from_batches(
            [
                pa.RecordBatch.from_struct_array(
                    pa.concat_tables([table] * 2).to_struct_array().combine_chunks().slice(4)
                )
            ]
        ),
        "reader": table.to_reader(max_chunksize=2),
        "large": with_types(**dict.fromkeys(TEXTS, pa.large_string())),
        "views": with_types(**dict.fromkeys(TEXTS, pa.string_view())),
        "dictionaries": with_types(**dict.fromkeys(TEXTS, pa.dictionary(pa.int8(), pa.string()))),
        "unsigned dictionaries": with_types(**dict.fromkeys(TEXTS, pa.dictionary(pa.uint16(), pa.large_string()))),
        "text days": with_types(**dict.fromkeys(DAYS, pa.string())),
        "polars": pl.DataFrame(ROWS),
        "polars categories": pl.DataFrame(ROWS).with_columns(pl.col("kind", "role").cast(pl.Categorical)),
        "polars time": pl.DataFrame(ROWS).with_columns(pl.col(*DAYS).cast(pl.Datetime("us"))),
        "pandas": pd.DataFrame(ROWS),
        "pandas time": pd.DataFrame(ROWS).assign(**{name: pd.to_datetime(ROWS[name]) for name in DAYS}),
        "pandas categories": pd.DataFrame(ROWS).astype({"kind": "category"}),
        "pandas arrow": table.to_pandas(types_mapper=pd.ArrowDtype),
        "duckdb": duckdb.from_arrow(table),
    }
    for unit in ("s", "ms", "us", "ns"):
        made[f"time in {unit}"] = with_types(**dict.fromkeys(DAYS, pa.timestamp(unit)))
    made["days in ms"] = with_types(**dict.fromkeys(DAYS, pa.date64()))
    return made


@pytest.mark.parametrize("name", sources())
def test_evidence_from(name: str) -> None:
    got = cwp.Team.from_arrow(sources()[name])
    assert got.ids == ["R1", "R2", "R3"]
    assert list(got) == list(expected())


def test_numbers_as_ids() -> None:
    table = pa.table({"worker": pa.array([7, -3, 7]), "subject": ["CSW.B1"] * 3, "kind": ["declared"] * 3})
    assert cwp.Team.from_arrow(table).ids == ["7", "-3"]
    for kind in (pa.uint8(), pa.int16(), pa.uint64(), pa.int32()):
        column = pa.array([7, 8, 7], kind)
        assert cwp.Team.from_arrow(table.set_column(0, "worker", column)).ids == ["7", "8"]


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"kind": ["seen"] * 4}, "InvalidError", r'row 1, column "kind": "seen"'),
        ({"kind": [None] * 4}, "InvalidError", r'row 1, column "kind": is empty'),
        ({"result": ["done"] * 4}, "InvalidError", r'row 1, column "result": "done"'),
        ({"worker": ["R1", None, "R1", "R1"]}, "InvalidError", r'row 2, column "worker": is empty'),
        ({"worker": ["R1", "a\0b", "R1", "R1"]}, "InvalidError", r'row 2, column "worker": a NUL'),
        ({"from": ["soon"] * 4}, "InvalidError", r'row 1, column "from": "soon"'),
        ({"from": [1] * 4}, "UnsupportedError", r'column "from" is of Arrow format "l"'),
        ({"title": [1.5] * 4}, "UnsupportedError", r'column "title" is of Arrow format "g"'),
        ({"subject": [["x"]] * 4}, "UnsupportedError", r'column "subject" is of Arrow format "\+l"'),
        ({"until": ["1900-01-01"] * 4}, "InvalidError", r"row 1: "),
        ({"worker": ["x" * 201] * 4}, "ArgumentError", r"row 1: "),
    ],
)
def test_evidence_that_is_refused(change: dict[str, Any], error: str, says: str) -> None:
    with pytest.raises(getattr(cwp.errors, error), match=says):
        cwp.Team.from_arrow(pa.table({**ROWS, **change}))


def test_tables_that_are_no_evidence(pathway: cwp.Pathway) -> None:
    with pytest.raises(cwp.errors.InvalidError, match=r'no column "worker"'):
        cwp.Team.from_arrow(pathway.values)
    with pytest.raises(cwp.errors.UnsupportedError, match="must be a table"):
        cwp.Team.from_arrow(pa.chunked_array([["x"]]))
    with pytest.raises(TypeError, match="does not speak Arrow"):
        cwp.Team.from_arrow([{"worker": "R1"}])
    zoned = with_types(until=pa.timestamp("us", "Europe/London"))
    with pytest.raises(cwp.errors.UnsupportedError, match="until"):
        cwp.Team.from_arrow(zoned)
    empty = cwp.Team.from_arrow(arrow().slice(0, 0))
    assert len(empty) == 0 and len(empty.assess(on=ON).people) == 0


def test_a_stream_that_fails() -> None:
    def batches() -> Any:
        yield pa.record_batch(ROWS)
        raise ValueError("the source went away")

    reader = pa.RecordBatchReader.from_batches(arrow().schema, batches())
    with pytest.raises(cwp.errors.InputOutputError, match="went away"):
        cwp.Team.from_arrow(reader)


def test_there_and_back(team: cwp.Team) -> None:
    for through in (pa.table, pl.DataFrame, frame_of):
        again = cwp.Team.from_arrow(through(team))
        assert again.ids == team.ids
        assert again.to_table() == team.to_table()
        # A table of evidence does not hold how the role category came to be known; all that counts it does.
        assert again.assess(on=ON).people == team.assess(on=ON).people
