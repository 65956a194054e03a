"""The questions of cwp.Workforce on Spark's DataFrames: where the tables are larger than one machine, or already there.

    import cwp.spark

    workforce = cwp.spark.Workforce(evidence, workers)        # DataFrames with the columns of cwp.Workforce
    workforce.gaps(by=["site"], on="2026-11-21").show()

Each answer is a DataFrame, computed when Spark is asked for it. Rows of both tables go to partitions by worker; each
task judges its people in pieces of a bounded size, with the same engine as cwp.Workforce, and Spark adds up what is
counted. The executors need this package too; docs/spark.md says how it gets there.
"""

# pyright: reportMissingImports=false
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ._enums import EvidenceKind
from ._pathway import Pathway, Record, Settings, pathway_or_default
from ._workforce import Answer, Days, is_evidence
from ._workforce import Workforce as _Workforce
from .errors import ArgumentError

try:
    import pyarrow as pa
    import pyarrow.compute
    from pyspark.sql import functions as sql
    from pyspark.sql import types
    from pyspark.sql.pandas.types import to_arrow_schema
except ImportError as missing:
    raise ImportError(f'{missing}: cwp.spark needs PySpark and PyArrow: pip install "cwp[spark]"') from missing

# What checkers of types do not see.
_compute: Any = pyarrow.compute

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from ._assessment import Policy

__all__ = ["Workforce"]

# How the columns of both tables are told apart in the one that is shuffled.
_EVIDENCE, _WORKER, _IS_WORKER, _KEY = "e_", "w_", "is_worker", "worker"

# What is added up: of a person in one task and never in two, so that sums of sums are right.
_COUNTED = {
    "gaps": (
        "needed",
        "met",
        "expiring",
        "expired",
        "in_progress",
        "claimed",
        "partly",
        "no_evidence",
        "not_applicable",
    ),
    "readiness": ("people", "ready", "musts_met", "nearest", "must_open", "should_open"),
    "course": ("people", "helped", "closed", "ready_before", "ready_after"),
    "consistency": ("people",),
}

_TYPES: dict[Any, Callable[[], types.DataType]] = {
    pa.bool_(): types.BooleanType,
    pa.int8(): types.ByteType,
    pa.int16(): types.ShortType,
    pa.int32(): types.IntegerType,
    pa.int64(): types.LongType,
    pa.date32(): types.DateType,
    pa.string(): types.StringType,
}

#: A question: of a workforce, its answer.
_Ask = Callable[[_Workforce], Any]


class Workforce:
    """People and their evidence as DataFrames, ready for questions: cwp.Workforce says which columns they have.

    `names` gives columns their right names. Time stamps become days in the session's time zone. `partitions` is into
    how many pieces people are dealt out (as Spark does by itself, if None), and `rows` how many rows of both tables a
    task judges at a time: its memory does not grow with the partition, so that no skew needs tuning. Only what belongs
    to one person is never cut.
    """

    def __init__(
        self,
        evidence: DataFrame,
        workers: DataFrame | None = None,
        *,
        names: Mapping[str, str] | None = None,
        pathway: Pathway | None = None,
        partitions: int | None = None,
        rows: int = 500_000,
    ) -> None:
        if rows < 1 or (partitions is not None and partitions < 1):
            raise ArgumentError("rows and partitions must be at least 1")
        #: The edition that is asked.
        self.pathway = pathway_or_default(pathway)
        names = dict(names or {})
        columns = [*evidence.columns, *([] if workers is None else workers.columns)]
        missing = [name for name in names if name not in columns]
        if missing:
            raise ArgumentError(f"names speaks of a column {missing[0]!r}, which no table has")
        self._evidence = _prepared(evidence, names, is_evidence)
        self._workers = None if workers is None else _prepared(workers, names, lambda _: True)
        self._partitions, self._rows = partitions, rows
        # Wrong tables are an error here and now, as they are without Spark.
        self._empty = _workforce_of(_nothing_of(self._evidence), _nothing_of(self._workers), self.pathway)

    def _dealt(self) -> DataFrame:
        """Both tables as one, dealt out by worker: a task has all of a person, the worker's row before the evidence."""
        evidence = self._evidence
        rest = [name for name in evidence.columns if name != _KEY]
        # Rows without a worker count for nobody and could be very many: they go anywhere, but always to the same place.
        salt = sql.when(sql.col(_KEY).isNull(), sql.xxhash64(*(sql.col(_EVIDENCE + name) for name in rest)))
        both = evidence.select(
            sql.col(_KEY), sql.lit(False).alias(_IS_WORKER), *(sql.col(name).alias(_EVIDENCE + name) for name in rest)
        )
        if self._workers is not None:
            people = self._workers.select(
                sql.col(_KEY),
                sql.lit(True).alias(_IS_WORKER),
                *(sql.col(name).alias(_WORKER + name) for name in self._workers.columns if name != _KEY),
            )
            both = both.unionByName(people, allowMissingColumns=True)
        where = (sql.col(_KEY), salt) if rest else (sql.col(_KEY),)
        dealt = both.repartition(*where) if self._partitions is None else both.repartition(self._partitions, *where)
        return dealt.sortWithinPartitions(sql.col(_KEY).asc_nulls_first(), sql.col(_IS_WORKER).desc())

    def _asked(self, ask: _Ask) -> DataFrame:
        """What all tasks answer, as a DataFrame. The question is put to nobody first: what is wrong with it is raised
        here, and its columns are the answer's."""
        schema = _plain_schema(ask(self._empty))
        pathway, rows, has_workers = self.pathway, self._rows, self._workers is not None

        def judge(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for piece in _pieces(batches, rows):
                yield from _plain(ask(_workforce_of(*_parted(piece, has_workers), pathway)), schema)

        return self._dealt().mapInArrow(judge, _spark_schema(schema))

    def _counted(self, name: str, by: str | Sequence[str], ask: _Ask) -> DataFrame:
        counted = _COUNTED[name]
        twice = [column for column in ([by] if isinstance(by, str) else by) if column in counted]
        if twice:
            raise ArgumentError(f"the answer has a column {twice[0]!r} of its own: rename that of the workers")
        found = self._asked(ask)
        keys = [column for column in found.columns if column not in counted]
        return found.groupBy(*keys).agg(*(sql.sum(column).alias(column) for column in counted))

    def own(self, *, on: Days, settings: Settings = (), policy: Policy | None = None) -> DataFrame:
        """Each person against their own role category: as Workforce.own, in no order."""
        return self._asked(_question(_Workforce.own, on=on, settings=settings, policy=policy))

    def moves(self, *, on: Days, settings: Settings = (), policy: Policy | None = None) -> DataFrame:
        """Each person against every role category: as Workforce.moves, in no order."""
        return self._asked(_question(_Workforce.moves, on=on, settings=settings, policy=policy))

    def gaps(
        self, by: str | Sequence[str] = (), *, on: Days, settings: Settings = (), policy: Policy | None = None
    ) -> DataFrame:
        """Of each requirement of people's own role categories, how many stand where: as Workforce.gaps."""
        return self._counted("gaps", by, _question(_Workforce.gaps, by=by, on=on, settings=settings, policy=policy))

    def readiness(
        self, by: str | Sequence[str] = (), *, on: Days, settings: Settings = (), policy: Policy | None = None
    ) -> DataFrame:
        """How many people are ready for each role category: as Workforce.readiness."""
        ask = _question(_Workforce.readiness, by=by, on=on, settings=settings, policy=policy)
        return self._counted("readiness", by, ask)

    def course(
        self,
        learning: Record | str,
        by: str | Sequence[str] = (),
        *,
        on: Days,
        kind: EvidenceKind | str = EvidenceKind.TRAINED,
        settings: Settings = (),
        policy: Policy | None = None,
    ) -> DataFrame:
        """What would change if everybody had a piece of learning: as Workforce.course."""
        code = learning.code if isinstance(learning, Record) else learning
        ask = _question(
            _Workforce.course, learning=code, by=by, on=on, kind=str(kind), settings=settings, policy=policy
        )
        return self._counted("course", by, ask)

    def consistency(self, by: str | Sequence[str] = (), *, job_role: str = "job_role") -> DataFrame:
        """How many people of each job role are in which role category: as Workforce.consistency."""
        return self._counted("consistency", by, _question(_Workforce.consistency, by=by, job_role=job_role))

    def findings(self) -> DataFrame:
        """What could not count, with how many rows: as Workforce.findings, but for the first row's number."""
        found = self._asked(lambda workforce: workforce.findings).drop("first_row")
        keys = [column for column in found.columns if column != "rows"]
        return found.groupBy(*keys).agg(sql.sum("rows").alias("rows")).select(*found.columns)


def _question(method: Callable[..., Answer], **arguments: Any) -> _Ask:
    """A question that travels to the executors: with codes in place of records."""
    settings, on = arguments.get("settings"), arguments.get("on", "")
    if settings is not None and not isinstance(settings, str | Record):
        arguments["settings"] = tuple(one.code if isinstance(one, Record) else one for one in settings)
    if not isinstance(on, str | date):
        arguments["on"] = tuple(on)
    return lambda workforce: method(workforce, **arguments)


# ---- Tables ----


def _prepared(frame: DataFrame, names: Mapping[str, str], wanted: Callable[[str], bool]) -> DataFrame:
    """The columns that are wanted, under their right names; time stamps as days."""
    columns = []
    for field in frame.schema.fields:
        name = names.get(field.name, field.name)
        if not wanted(name):
            continue
        column = frame[f"`{field.name}`"]
        if isinstance(field.dataType, types.TimestampType | types.TimestampNTZType):
            column = column.cast("date")
        columns.append(column.alias(name))
    return frame.select(*columns)


def _nothing_of(frame: DataFrame | None) -> pa.Table | None:
    return None if frame is None else to_arrow_schema(frame.schema).empty_table()


def _workforce_of(evidence: pa.Table, workers: pa.Table | None, pathway: Pathway) -> _Workforce:
    return _Workforce(evidence, workers, pathway=pathway)


def _under(table: pa.Table, prefix: str) -> pa.Table:
    """The columns of one of the two tables, as they were called there."""
    names = [name for name in table.column_names if name == _KEY or name.startswith(prefix)]
    return table.select(names).rename_columns([name if name == _KEY else name[len(prefix) :] for name in names])


def _parted(table: pa.Table, has_workers: bool) -> tuple[pa.Table, pa.Table | None]:
    """Evidence and workers of what was dealt out together."""
    is_worker = table[_IS_WORKER]
    evidence = _under(table.filter(_compute.invert(is_worker)), _EVIDENCE)
    return evidence, _under(table.filter(is_worker), _WORKER) if has_workers else None


def _pieces(batches: Iterator[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """Batches in the order of workers, as tables of some `rows` rows in which nobody is cut in two."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        if batch.num_rows and count + batch.num_rows >= rows:
            cut = _last_start(batch)
            if cut > 0 or (held and _key(held[-1], -1) != _key(batch, 0)):
                yield pa.Table.from_batches([*held, batch.slice(0, cut)])
                held, count, batch = [], 0, batch.slice(cut)
        if batch.num_rows:
            held.append(batch)
            count += batch.num_rows
    if held:
        yield pa.Table.from_batches(held)


def _key(batch: pa.RecordBatch, row: int) -> Any:
    return batch.column(_KEY)[row].as_py()


def _last_start(batch: pa.RecordBatch) -> int:
    """Where the rows of the last worker begin. Rows without a worker are nobody's, and end with the batch."""
    keys = batch.column(_KEY)
    last = keys[-1]
    start: int = keys.index(last).as_py() if last.is_valid else batch.num_rows
    return start


# ---- Answers ----


def _plain_type(kind: pa.DataType) -> pa.DataType:
    """Spark has no dictionaries, and one kind of text."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return pa.string() if pa.types.is_large_string(kind) else kind


def _plain_schema(answer: Any) -> pa.Schema:
    return pa.schema([(field.name, _plain_type(field.type)) for field in _schema_of(answer)])


def _schema_of(answer: Any) -> pa.Schema:
    return pa.RecordBatchReader.from_stream(answer).schema


def _spark_schema(schema: pa.Schema) -> types.StructType:
    return types.StructType([types.StructField(field.name, _TYPES[field.type]()) for field in schema])


def _plain(answer: Any, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The answer's batches as Spark can take them."""
    for batch in pa.RecordBatchReader.from_stream(answer):
        if batch.num_rows:
            columns = [column.cast(field.type) for column, field in zip(batch.columns, schema, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)
