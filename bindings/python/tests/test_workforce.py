"""Everybody at once: tables from anywhere, answers to anywhere, and what happens when something goes wrong between."""

from __future__ import annotations

import datetime
import gc
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import cwp
import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet
import pytest
from conftest import ON

DAYS = ("2026-11-21", "2027-02-28", "2027-06-30")
COUNTS = ("needed", "met", "expiring", "expired", "in_progress", "claimed", "partly", "no_evidence")


@pytest.fixture(scope="module")
def workforce(team: cwp.Team) -> cwp.Workforce:
    """The sample provider."""
    return cwp.Workforce(team)


@pytest.fixture(scope="module")
def tables(team: cwp.Team) -> tuple[pa.Table, pa.Table]:
    """The sample provider's evidence, and its workers under other names."""
    whole = pa.table(team.to_table())
    evidence = whole.take([row for row, subject in enumerate(whole["subject"].to_pylist()) if subject])
    workers = pa.table(
        {
            "staff": [person.id for person in (portfolio.person for portfolio in team)],
            "site": [portfolio.person.site for portfolio in team],
            "role": [portfolio.person.role or None for portfolio in team],
            "started": [portfolio.person.started for portfolio in team],
        }
    )
    return evidence.select(["worker", "subject", "kind", "result", "from", "until", "extent", "note"]), workers


def rows(answer: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pa.table(answer).to_pylist()
    return found


def many(people: int) -> tuple[pa.Table, pa.Table]:
    """A workforce that takes a moment."""
    evidence = {
        "worker": [n for n in range(people) for _ in range(5)],
        "subject": ["ASC.T20", "CSW.B1"] * (people // 2 * 5),
    }
    return pa.table(evidence), pa.table({"worker": range(people), "role": ["CSW", "RM"] * (people // 2)})


# ---- The same as for one person ----


def test_own_is_what_the_assessment_of_a_person_says(team: cwp.Team, workforce: cwp.Workforce) -> None:
    assert len(workforce) == len(team) and workforce.refused_rows == 0
    for settings in ([], ["P.dementia"]):
        for day in DAYS:
            found = rows(workforce.own(on=day, settings=settings))
            expected = team.assess(on=day, settings=settings).people.rows()
            assert len(found) == len(expected)
            for row, right in zip(found, expected, strict=True):
                assert row["worker"] == right["person"] and row["on"] == datetime.date.fromisoformat(day)
                assert row["ready"] == right["ready"] and row["coverage"] == right["coverage"]
                for name in (f"{kind}_{part}" for kind in ("must", "should", "can") for part in COUNTS):
                    assert row[name] == right[name], (row["worker"], name)


def test_moves_are_what_the_overview_of_a_person_says(team: cwp.Team, workforce: cwp.Workforce) -> None:
    policy = cwp.Policy(must="trained", expiring_days=30)
    found = rows(workforce.moves(on=ON, policy=policy))
    assert len(found) == len(team) * len(team[0].overview(on=ON).pathway.role_categories)
    of_person: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        of_person.setdefault(row["worker"], []).append(row)
    for portfolio in team:
        overview = portfolio.overview(on=ON, policy=policy)
        for row in of_person[portfolio.id]:
            assert row["own"] == (row["role"] == portfolio.person.role if portfolio.person.role else None)
            assert row["ready"] == overview.ready(row["role"]) and row["coverage"] == overview.coverage(row["role"])
            for kind, counts in overview[row["role"]].items():
                assert [row[f"{kind}_{part}"] for part in COUNTS] == [getattr(counts, part) for part in COUNTS]


def test_gaps_add_up_what_the_assessments_say(team: cwp.Team, workforce: cwp.Workforce) -> None:
    lines = team.assess(on=ON, lines="all").lines.rows()
    expected = Counter((line["site"], line["role"], line["code"], line["standing"]) for line in lines)
    found: Counter[tuple[str, str, str, str]] = Counter()
    for row in rows(workforce.gaps(["site"], on=ON)):
        assert row["needed"] == sum(row[part] for part in COUNTS[1:])
        for standing in (*COUNTS[1:], "not_applicable"):
            key = (row["site"], row["role"], row["code"], standing.replace("_", "-"))
            found[key] += row[standing]
    assert +found == expected
    everybody = rows(workforce.gaps(on=ON))
    assert sum(row["needed"] for row in everybody) == sum(row["needed"] for row in rows(workforce.gaps("site", on=ON)))


def test_readiness_and_a_course(team: cwp.Team, workforce: cwp.Workforce) -> None:
    moves = rows(workforce.moves(on=ON))
    for row in rows(workforce.readiness(on=ON)):
        asked = [one for one in moves if one["role"] == row["role"] and _own(team, one["worker"]) == row["own"]]
        assert row["people"] == len(asked) and row["ready"] == sum(one["ready"] for one in asked)
        assert row["must_open"] == sum(one["must_needed"] - one["must_met"] - one["must_expiring"] for one in asked)
    before = {row["role"]: row for row in rows(workforce.course("ASC.T20", on=ON, kind="assessed"))}
    trained = cwp.Evidence("ASC.T20", "assessed")
    after = cwp.Team([cwp.Portfolio(one.person, evidence=[*one.evidence, trained]) for one in team])
    for role, row in before.items():
        people = [number for number, one in enumerate(team) if one.person.role == role]
        closed = [_met(after, number) - _met(team, number) for number in people]
        assert (row["people"], row["helped"], row["closed"]) == (len(people), sum(map(bool, closed)), sum(closed))


def _own(team: cwp.Team, worker: str) -> str | None:
    return team[worker].person.role or None


def _met(team: cwp.Team, number: int) -> int:
    return sum(count.met + count.expiring for count in team[number].assess(on=ON).counts.values())


def test_consistency_is_of_everybody(team: cwp.Team) -> None:
    workers = pa.table({"worker": ["a", "b", "c"], "role": ["CSW", "CSW", None], "job_role": [8, 8, 8]})
    evidence = pa.table({"worker": pa.array([], pa.string()), "subject": pa.array([], pa.string())})
    found = rows(cwp.Workforce(evidence, workers).consistency())
    assert sum(row["people"] for row in found) == 3
    assert {row["role"] for row in found} == {"CSW", None}
    assert {row["agrees"] for row in found if row["role"] is None} == {None}


def test_days_come_in_order_and_once(workforce: cwp.Workforce) -> None:
    days: list[datetime.date | str] = [datetime.date(2027, 1, 31), "2026-11-21", datetime.date(2027, 1, 31)]
    found = [row["on"] for row in rows(workforce.own(on=days))]
    assert sorted(set(found)) == [datetime.date(2026, 11, 21), datetime.date(2027, 1, 31)]
    assert len(found) == 2 * len(workforce)
    ends = cwp.month_ends("2026-11-21", 12)
    assert len(ends) == 12 and ends[-1] == datetime.date(2027, 10, 31)
    by_month = rows(workforce.gaps(on=ends))
    assert {row["on"] for row in by_month} == set(ends)
    with pytest.raises(TypeError):
        workforce.own()  # type: ignore[call-arg]
    with pytest.raises(cwp.errors.ArgumentError):
        workforce.own(on=[])


# ---- Tables from anywhere ----


def sources(evidence: pa.Table, folder: Any) -> dict[str, Callable[[], Any]]:
    pyarrow.parquet.write_table(evidence, folder / "evidence.parquet", row_group_size=200)
    path = str(folder / "evidence.parquet")
    polars = pl.DataFrame(evidence)
    thirds = [evidence.slice(0, 100), evidence.slice(100, 50), evidence.slice(150)]
    coded = evidence.set_column(1, "subject", evidence["subject"].dictionary_encode())
    return {
        "table": lambda: evidence,
        "dictionary": lambda: coded,
        "reader": evidence.to_reader,
        "batches": lambda: iter(evidence.to_batches(max_chunksize=33)),
        "tables": lambda: thirds,
        "dataset": lambda: pyarrow.dataset.dataset(path),
        "scanner": lambda: pyarrow.dataset.dataset(path).scanner(),
        "fragments": lambda: (pyarrow.dataset.dataset(path) for _ in range(1)),
        "polars": lambda: polars,
        "categories": lambda: polars.with_columns(pl.col("subject").cast(pl.Categorical)),
        "lazy": lambda: polars.lazy(),
        "scan": lambda: pl.scan_parquet(path),
        "pandas": lambda: evidence.to_pandas(),
        "duckdb": lambda: duckdb.from_arrow(evidence),
        "query": lambda: duckdb.sql(f"SELECT * FROM '{path}'"),
        "cwp": lambda: cwp.Team.from_arrow(evidence).to_table(),
    }


def test_every_library_gives_the_same(tables: tuple[pa.Table, pa.Table], tmp_path: Any, pathway: cwp.Pathway) -> None:
    evidence, workers = tables
    names = {"staff": "worker"}
    expected = pa.table(cwp.Workforce(evidence, workers, names=names).moves(on=DAYS[:2]))
    assert expected.num_rows == 2 * len(pathway.role_categories) * workers.num_rows
    for name, source in sources(evidence, tmp_path).items():
        found = pa.table(cwp.Workforce(source(), workers, names=names).moves(on=DAYS[:2]))
        assert found.equals(expected), name
    for name, people in {
        "polars": pl.DataFrame(workers),
        "lazy": pl.DataFrame(workers).lazy(),
        "pandas": workers.to_pandas(),
        "duckdb": duckdb.from_arrow(workers),
    }.items():
        assert pa.table(cwp.Workforce(evidence, people, names=names).moves(on=DAYS[:2])).equals(expected), name


def test_every_library_takes_an_answer(workforce: cwp.Workforce) -> None:
    for answer in (workforce.moves(on=ON), workforce.gaps(["site"], on=DAYS)):
        arrow = pa.table(answer)
        arrow.validate(full=True)
        assert tuple(arrow.column_names) == answer.columns
        assert pa.types.is_dictionary(arrow.schema.field("role").type)
        said = [list(row.values()) for row in arrow.to_pylist()]
        assert [list(row) for row in pl.DataFrame(answer).iter_rows()] == said
        assert answer.to_polars().equals(pl.DataFrame(answer))
        assert [list(row.values()) for row in answer.to_table().rows()] == said
        assert answer.to_pandas().shape == (len(said), len(answer.columns))
        assert [list(row) for row in duckdb.execute("SELECT * FROM answer").fetchall()] == said
        assert pa.RecordBatchReader.from_stream(answer).schema == arrow.schema
        assert pa.schema(answer) == arrow.schema
        with pytest.raises(ValueError, match="the columns are"):
            answer.__arrow_c_stream__(pa.schema([("x", pa.int64())]).__arrow_c_schema__())


def test_people_come_in_batches(workforce: cwp.Workforce) -> None:
    roles = len(cwp.Pathway().role_categories)
    for threads in (0, 1, 2, 3):
        reader = pa.RecordBatchReader.from_stream(workforce.moves(on=ON, batch_rows=7, threads=threads))
        sizes = [batch.num_rows for batch in reader]
        assert max(sizes) <= 7 * roles and sum(sizes) == roles * len(workforce)
    with pytest.raises(cwp.errors.ArgumentError):
        workforce.moves(on=ON, threads=-1)


def test_wide_flags_are_evidence() -> None:
    day = datetime.date(2026, 3, 1)
    wide = pl.DataFrame({"id": [1, 2], "tr20flag": [1, 0], "tr20latestdate": [day, None]})
    long = pa.table({"worker": [1], "subject": ["ASC.T20"], "from": [day]})
    workers = pa.table({"worker": [1, 2], "role": ["CSW", "CSW"]})
    found = cwp.Workforce(wide, workers, names={"id": "worker"}).own(on=ON)
    assert pa.table(found).equals(pa.table(cwp.Workforce(long, workers).own(on=ON)))
    assert sum(row["should_partly"] + row["should_met"] + row["must_claimed"] for row in rows(found)) > 0


# ---- Findings and errors ----


def test_what_cannot_count_is_found() -> None:
    evidence = pa.table({"worker": [1, 1, 9, None], "subject": ["CSW.B1", "X.Y", "CSW.B1", "CSW.B1"]})
    workforce = cwp.Workforce(evidence, pa.table({"worker": [1, 2], "role": ["CSW", "nobody"]}))
    found = {(row["finding"], row["value"]): row["rows"] for row in workforce.findings.rows()}
    assert found[("WF.unknown-subject", "X.Y")] == 1
    assert {finding for finding, _ in found} >= {"WF.unknown-worker", "WF.no-worker", "WF.unknown-role"}
    assert workforce.refused_rows == 3
    answer = workforce.own(on=ON)
    del workforce
    gc.collect()
    assert len(answer.findings) == len(found)


def test_wrong_tables_are_named() -> None:
    good = pa.table({"worker": [1], "subject": ["CSW.B1"]})
    for wrong, message in {
        "no subject": (good.select(["worker"]), "subject"),
        "a float": (good.set_column(0, "worker", pa.array([1.5])), "worker"),
        "text for a day": (good.append_column("from", pa.array(["2026"])), "from"),
    }.values():
        with pytest.raises(cwp.errors.InvalidError, match=message):
            cwp.Workforce(wrong)
    with pytest.raises(cwp.errors.ArgumentError, match="nobody"):
        cwp.Workforce(good, names={"nobody": "worker"})
    with pytest.raises(cwp.errors.ArgumentError, match="two columns"):
        cwp.Workforce(good.append_column("staff", pa.array([1])), names={"staff": "worker"})
    with pytest.raises(TypeError, match="is a path"):
        cwp.Workforce("evidence.parquet")
    with pytest.raises(TypeError, match="does not speak Arrow"):
        cwp.Workforce(7)
    with pytest.raises(TypeError, match="does not speak Arrow"):
        cwp.Workforce({"worker": [1]})
    with pytest.raises(cwp.errors.InputOutputError, match="later piece"):
        cwp.Workforce([good, good.append_column("kind", pa.array(["trained"]))])
    with pytest.raises(cwp.errors.ArgumentError, match="progress"):
        cwp.Workforce(good, progress="often")  # type: ignore[arg-type]


def test_wrong_questions_are_named(workforce: cwp.Workforce) -> None:
    with pytest.raises(cwp.errors.ArgumentError, match="colour"):
        workforce.gaps("colour", on=ON)
    with pytest.raises(cwp.errors.NotFoundError):
        workforce.own(on=ON, settings=["P.nothing"])
    with pytest.raises(cwp.errors.NotFoundError):
        workforce.course("X.nothing", on=ON)
    with pytest.raises(cwp.errors.ArgumentError, match="settings must be several"):
        workforce.own(on=ON, settings="P.dementia")


class OwnError(Exception):
    """Somebody else's exception."""


def test_an_exception_of_a_table_comes_out() -> None:
    good = pa.table({"worker": [1], "subject": ["CSW.B1"]})

    def failing() -> Iterator[Any]:
        yield good
        raise OwnError("the database went away")

    with pytest.raises(OwnError, match="went away"):
        cwp.Workforce(failing())
    with pytest.raises(OwnError):
        cwp.Workforce(good, failing())


def test_progress_is_told_and_can_end_the_work() -> None:
    evidence, workers = many(60_000)
    told: list[int] = []
    workforce = cwp.Workforce(evidence, workers, progress=told.append)
    assert told and told == sorted(told)
    told.clear()
    workforce.moves(on=ON, threads=2).keep()
    assert told

    def stop(_: int) -> None:
        raise OwnError("enough")

    with pytest.raises(OwnError):
        cwp.Workforce(evidence, workers, progress=stop)
    going = [True]

    def later(_: int) -> None:
        if not going[0]:
            raise OwnError("enough")

    workforce = cwp.Workforce(evidence, workers, progress=later)
    answer = workforce.moves(on=ON, threads=2)
    going[0] = False
    with pytest.raises(OwnError):
        answer.keep()
    with pytest.raises(OwnError):
        workforce.gaps(on=ON, threads=2)
    with pytest.raises(Exception, match="OwnError: enough"):
        pa.table(workforce.moves(on=ON))
    going[0] = True
    assert pa.table(workforce.own(on=ON)).num_rows == 60_000


# ---- Threads and lifetimes ----


def test_nothing_waits_for_the_lock() -> None:
    """Polars reads with the interpreter's lock held, the engine's threads call back into Python, and so does the
    table: none of them waits for another."""
    evidence, workers = many(60_000)
    seen = []

    def batches() -> Iterator[Any]:
        for batch in evidence.to_batches(max_chunksize=20_000):
            seen.append(threading.get_ident())
            yield batch

    done: list[int] = []

    def work() -> None:
        workforce = cwp.Workforce(batches(), workers, progress=seen.append)
        done.append(pl.DataFrame(workforce.own(on=ON, threads=2)).height)
        answer = workforce.own(on=ON, threads=2)
        assert answer.name == "own"
        done.append(duckdb.connect().execute("SELECT count(worker) FROM answer").fetchall()[0][0])

    threads = [threading.Thread(target=work, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads), "deadlock"
    assert done == [60_000] * 6


def test_answers_outlive_everything(team: cwp.Team) -> None:
    expected = pa.table(cwp.Workforce(team).moves(on=ON))
    workforce = cwp.Workforce(pl.DataFrame(team.to_table()), pathway=cwp.Pathway("2025"))
    moves, gaps = workforce.moves(on=ON, batch_rows=5), workforce.gaps(on=ON)
    reader = pa.RecordBatchReader.from_stream(workforce.moves(on=ON, batch_rows=5))
    first = reader.read_next_batch()
    workforce.close()
    assert workforce.closed and repr(workforce) == "<Workforce, closed>"
    with pytest.raises(ValueError, match="closed"):
        workforce.own(on=ON)
    del workforce
    gc.collect()
    read: list[int] = []
    thread = threading.Thread(
        target=lambda rest: read.append(rest.read_all().num_rows + first.num_rows), args=(reader,)
    )
    thread.start()
    thread.join()
    assert read == [pa.table(moves).num_rows] == [pa.table(moves).num_rows] == [expected.num_rows]
    assert pa.table(gaps).equals(pa.table(gaps))
    del moves, gaps, reader
    gc.collect()


def test_answers_are_kept_or_computed_again(workforce: cwp.Workforce) -> None:
    moves = workforce.moves(on=ON)
    assert pa.table(moves).equals(pa.table(moves))
    assert "rows" not in repr(moves) and moves.name == "moves"
    assert "rows" in repr(moves.keep()) and pa.table(moves).num_rows == len(moves.to_table())
    gaps = workforce.gaps(on=ON)
    assert repr(gaps).startswith(f"<Answer gaps of {len(gaps.to_table())} rows: on, role")
    assert "<table>" in gaps._repr_html_()


# ---- Streams ----


def test_a_stream_says_the_same(tables: tuple[pa.Table, pa.Table]) -> None:
    evidence, workers = tables
    keys = evidence["worker"].to_pylist()
    together = evidence.take(sorted(range(len(keys)), key=lambda row: keys.index(keys[row])))
    names = {"staff": "worker"}
    whole = cwp.Workforce(together, workers, names=names)

    def pieces() -> Iterator[pa.RecordBatch]:
        return iter(together.to_batches(max_chunksize=19))

    stream = cwp.Workforce.stream(pieces, workers, names=names)
    questions: list[Callable[[Any], cwp.Answer]] = [
        lambda one: one.own(on=DAYS, batch_rows=9),
        lambda one: one.moves(on=ON, threads=2),
        lambda one: one.gaps(["site"], on=DAYS),
        lambda one: one.readiness("site", on=ON),
        lambda one: one.course("ASC.T20", on=ON),
    ]
    for ask in questions:
        found, expected = ask(stream), ask(whole)
        assert pl.DataFrame(found).sort(pl.all()).equals(pl.DataFrame(expected).sort(pl.all()))
        assert found.findings == whole.findings


def test_a_sorted_stream_says_the_same_in_the_same_order(tables: tuple[pa.Table, pa.Table]) -> None:
    evidence, workers = tables[0].sort_by("worker"), tables[1].sort_by("staff")
    names = {"staff": "worker"}
    plain = workers.drop_columns([name for name in ("settings",) if name in workers.column_names])
    whole = cwp.Workforce(evidence, plain, names=names)
    stream = cwp.Workforce.stream(
        lambda: iter(evidence.to_batches(max_chunksize=19)),
        lambda: iter(plain.to_batches(max_chunksize=7)),
        names=names,
        sorted=True,
    )
    questions: list[Callable[[Any], cwp.Answer]] = [
        lambda one: one.own(on=DAYS),
        lambda one: one.moves(on=ON, threads=2),
        lambda one: one.gaps(on=DAYS),
        lambda one: one.gaps(["site"], on=ON),
        lambda one: one.course("ASC.T20", on=ON),
    ]
    for place, ask in enumerate(questions):
        found, expected = pl.DataFrame(ask(stream)), pl.DataFrame(ask(whole))
        if place != 3:  # workers that are grouped are read first
            assert found.equals(expected)
        assert found.sort(pl.all()).equals(expected.sort(pl.all()))
    backwards = plain.sort_by([("staff", "descending")])
    with pytest.raises(cwp.errors.InvalidError, match=r"workers: row 1 .* said to be sorted"):
        cwp.Workforce.stream(evidence, backwards, names=names, sorted=True).gaps(on=ON)


def test_a_stream_goes_by_once(tables: tuple[pa.Table, pa.Table]) -> None:
    evidence, workers = tables
    stream = cwp.Workforce.stream(evidence.sort_by("worker").to_reader())
    answer = stream.moves(on=ON)
    assert pa.table(answer).num_rows > 0
    with pytest.raises(ValueError, match="once"):
        pa.table(answer)
    with pytest.raises(ValueError, match="went by"):
        stream.own(on=ON)
    apart = pa.concat_tables([evidence, evidence])
    for people, message in ((None, "sorted"), (workers, "together")):
        with pytest.raises(cwp.errors.InvalidError, match=message):
            cwp.Workforce.stream(apart, people, names={"staff": "worker"} if people else None).gaps(on=ON)


def test_a_stream_that_fails_says_why(tables: tuple[pa.Table, pa.Table]) -> None:
    evidence, _ = tables
    ordered = evidence.sort_by("worker")

    def failing() -> Iterator[Any]:
        yield from ordered.to_batches(max_chunksize=50)[:4]
        raise OwnError("the disk is gone")

    with pytest.raises(OwnError, match="disk"):
        cwp.Workforce.stream(failing()).gaps(on=ON)
    with pytest.raises(Exception, match="OwnError: the disk is gone"):
        pa.table(cwp.Workforce.stream(failing()).moves(on=ON))
