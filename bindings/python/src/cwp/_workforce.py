"""Questions about everybody at once: tables of people and evidence in, tables of answers out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from . import _native
from ._arrow import check_names, check_requested, holder_of, names_of, renamed, stream_of
from ._base import DATE, TEXT, Closing, Day, Table, table_of, to_days
from ._enums import EvidenceKind, Kind, place_of
from ._pathway import Pathway, Record, Settings, pathway_or_default
from ._portfolio import EVIDENCE_COLUMNS
from ._team import Team
from .errors import ArgumentError

if TYPE_CHECKING:
    import pandas
    import polars

    from ._assessment import Policy

#: One day, or several.
Days = Day | Iterable[Day]
#: Called with the rows that were taken or judged so far; an exception ends the work.
Progress = Callable[[int], object]

_EVIDENCE = frozenset(("worker", "subject", "kind", "result", "from", "until", "extent"))
_WIDE = re.compile(r"tr[0-9]", re.IGNORECASE)

_MOST_GROUPS = 1_000_000
_BATCH = 65_536


class Answer:
    """An answer about a workforce: a table in batches. Any library that knows Arrow's PyCapsule interface takes it as
    it is: polars.DataFrame(it), pyarrow.table(it), pyarrow.RecordBatchReader.from_stream(it), FROM it in DuckDB. Labels
    are dictionary-encoded.

    Answers with rows for people are computed while they are read, batch by batch, and again when they are read again;
    others are there already. An answer lives on when its workforce is closed or gone.
    """

    __slots__ = ("_again", "_findings", "_kept", "_ready", "_schema", "columns", "name")

    def __init__(self, name: str, stream: object, again: Callable[[], object] | None, findings: Callable[[], Table]):
        #: What was asked: "own", "moves", "gaps", "readiness", "course" or "consistency".
        self.name = name
        self._schema: _native.kept = _native.stream_schema(stream)
        #: The names of its columns.
        self.columns: tuple[str, ...] = tuple(names_of(self._schema))
        self._ready: object | None = stream
        self._again = again
        self._findings = findings
        self._kept: _native.kept | None = None

    def _stream(self) -> object:
        if self._kept is not None:
            return _native.kept_stream(self._kept)
        stream, self._ready = self._ready, None
        if stream is not None:
            return stream
        if self._again is None:
            raise ValueError("this answer can be read once, and was: its evidence is not kept")
        return self._again()

    def keep(self) -> Answer:
        """Reads all of it now, so that it can be read as often as wanted without being computed again; returns itself.
        Exceptions of `progress` come out as they are."""
        self._all()
        return self

    def _all(self) -> _native.kept:
        if self._kept is not None:
            return self._kept
        kept: _native.kept = _native.stream_keep(self._stream())
        self._kept, self._ready = kept, None
        return kept

    @property
    def findings(self) -> Table:
        """What could not count: the findings of its workforce; of a stream, once the answer was read to its end."""
        return self._findings()

    def to_table(self) -> Table:
        """It as a Table, in memory, with texts in place of labels."""
        return Table(_native.kept_to_table(self._all()))

    def to_pandas(self) -> pandas.DataFrame:
        """It as a pandas DataFrame, with labels as categories. Needs pandas 3 with PyArrow; without, texts."""
        import pandas

        try:
            frame: pandas.DataFrame = pandas.DataFrame.from_arrow(self)  # type: ignore[attr-defined]
        except (AttributeError, ImportError):
            return self.to_table().to_pandas()
        return frame

    def to_polars(self) -> polars.DataFrame:
        """It as a Polars DataFrame. Needs Polars."""
        import polars

        return polars.DataFrame(self)

    def __arrow_c_schema__(self) -> object:
        capsule: object = _native.kept_schema_capsule(self._schema)
        return capsule

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        check_requested(self.columns, requested_schema)
        return self._stream()

    def __repr__(self) -> str:
        rows = "" if self._kept is None else f" of {_native.kept_rows(self._kept)} rows"
        return f"<Answer {self.name}{rows}: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        return repr(self).replace("<", "&lt;") if self._kept is None else self.to_table()._repr_html_()


class _Questions:
    """What can be asked, of a workforce in memory and of one that streams by."""

    __slots__ = ()

    pathway: Pathway
    _holder: object

    def _ask(self, question: tuple[Any, ...], keep: bool) -> Answer:
        raise NotImplementedError

    def _question(
        self,
        answer: int,
        on: Days,
        settings: Settings,
        policy: Policy | None,
        threads: int,
        *,
        by: str | Sequence[str] = (),
        course: Record | str | None = None,
        kind: EvidenceKind | str = EvidenceKind.TRAINED,
        job_role: str | None = None,
        batch_rows: int = 0,
    ) -> tuple[Any, ...]:
        """A question as C takes it."""
        if threads < 0 or batch_rows < 0:
            raise ArgumentError("threads and batch_rows must not be negative")
        return (
            answer,
            _days(on),
            self.pathway._settings(settings),
            None if policy is None else policy._row,
            (by,) if isinstance(by, str) else tuple(by),
            None if course is None else self.pathway._id_of(course, Kind.EDITION, "a course"),
            place_of(EvidenceKind, kind, "kind"),
            job_role,
            threads,
            batch_rows,
        )

    def own(
        self,
        *,
        on: Days,
        settings: Settings = (),
        policy: Policy | None = None,
        threads: int = 1,
        batch_rows: int = _BATCH,
    ) -> Answer:
        """Each person against their own role category: a row for each of them, and each day.

        `on` is a day or several; `settings` are for everybody, beside each worker's own. `threads=0` takes all cores;
        the answer is the same for any number. `batch_rows` is how many people a batch of the answer has.
        """
        asked = self._question(_native.CWP_ANSWER_OWN, on, settings, policy, threads, batch_rows=batch_rows)
        return self._ask(asked, keep=False)

    def moves(
        self,
        *,
        on: Days,
        settings: Settings = (),
        policy: Policy | None = None,
        threads: int = 1,
        batch_rows: int = _BATCH,
    ) -> Answer:
        """Each person against every role category: a row for each role category, of each person and day."""
        asked = self._question(_native.CWP_ANSWER_MOVES, on, settings, policy, threads, batch_rows=batch_rows)
        return self._ask(asked, keep=False)

    def gaps(
        self,
        by: str | Sequence[str] = (),
        *,
        on: Days,
        settings: Settings = (),
        policy: Policy | None = None,
        threads: int = 1,
    ) -> Answer:
        """Of each requirement of people's own role categories, how many stand where, by columns of the workers."""
        return self._ask(self._question(_native.CWP_ANSWER_GAPS, on, settings, policy, threads, by=by), keep=True)

    def readiness(
        self,
        by: str | Sequence[str] = (),
        *,
        on: Days,
        settings: Settings = (),
        policy: Policy | None = None,
        threads: int = 1,
    ) -> Answer:
        """How many people are ready for each role category, and whose nearest next one it is."""
        return self._ask(self._question(_native.CWP_ANSWER_READINESS, on, settings, policy, threads, by=by), keep=True)

    def course(
        self,
        learning: Record | str,
        by: str | Sequence[str] = (),
        *,
        on: Days,
        kind: EvidenceKind | str = EvidenceKind.TRAINED,
        settings: Settings = (),
        policy: Policy | None = None,
        threads: int = 1,
    ) -> Answer:
        """What would change if everybody had a piece of learning, by groups: `learning` is anything that evidence can
        be about, and `kind` as what it would count."""
        asked = self._question(
            _native.CWP_ANSWER_COURSE, on, settings, policy, threads, by=by, course=learning, kind=kind
        )
        return self._ask(asked, keep=True)

    def consistency(self, by: str | Sequence[str] = (), *, job_role: str = "job_role", threads: int = 1) -> Answer:
        """How many people of each job role are in which role category, and whether it is the one that the pathway's
        suggestions have for it. `job_role` is the column with the national data set's code."""
        asked = self._question(_native.CWP_ANSWER_CONSISTENCY, (), (), None, threads, by=by, job_role=job_role)
        return self._ask(asked, keep=True)


class Workforce(_Questions, Closing[_native.cwp_workforce]):
    """People and their evidence, as tables that lie in memory, ready for questions. Immutable; any thread may ask.

    `evidence` and `workers` are anything that speaks Arrow (tables and readers of PyArrow, its datasets, frames of
    Polars and pandas, relations of DuckDB, a query of Polars, which is read in batches), or several of these that
    belong together. `evidence` has a row a piece with the columns `worker`, `subject` and, where known, `kind`,
    `result`, `from`, `until`, `extent`; or a row a person with the national data set's flags (`tr20flag`,
    `tr20latestdate`).
    `workers` has `worker`, `role`, `started`, `settings`, and columns to group by; without it, the evidence says who
    there is. A Team is both at once. Columns of other names get the right ones by `names={"staff_id": "worker"}`.

    The columns are kept as they are, without a copy. The interpreter's lock is let go of while tables are read and
    while questions are answered. `progress` is called now and then with the rows done, and ends the work by raising.

    >>> import cwp
    >>> team = cwp.Team([cwp.Portfolio("R1", role="CSW"), cwp.Portfolio("R2", role="NTC")])
    >>> workforce = cwp.Workforce(team)
    >>> len(workforce), workforce.evidence_rows
    (2, 0)
    >>> workforce.own(on="2026-11-21").to_table()["role"]
    ['CSW', 'NTC']
    """

    __slots__ = ("_holder", "pathway")

    def __init__(
        self,
        evidence: Any,
        workers: Any = None,
        *,
        names: Mapping[str, str] | None = None,
        pathway: Pathway | None = None,
        progress: Progress | None = None,
        most_groups: int = _MOST_GROUPS,
    ) -> None:
        #: The edition that is asked.
        self.pathway = pathway_or_default(pathway)
        self._holder = holder_of(progress)
        tables = _tables(evidence, workers, names or {}, self._holder)
        self._handle = _native.cwp_workforce_make(self.pathway._handle, *tables, most_groups, self._holder)

    @classmethod
    def stream(
        cls,
        evidence: Any,
        workers: Any = None,
        *,
        names: Mapping[str, str] | None = None,
        pathway: Pathway | None = None,
        progress: Progress | None = None,
        most_groups: int = _MOST_GROUPS,
        sorted: bool = False,
    ) -> WorkforceStream:
        """The same for evidence larger than memory, which is read as an answer is: a few batches of it are in memory at
        a time, and the workers as a whole. Each person's evidence must lie together; without workers, it must be sorted
        by worker, numbers by size and texts by their bytes.

        With `sorted=True`, which promises that of both tables, workers too are read as they go by, unless people are
        grouped by their columns or they have a column `settings`; `workers` may be a function as well then."""
        return WorkforceStream(
            evidence, workers, names=names, pathway=pathway, progress=progress, most_groups=most_groups, sorted=sorted
        )

    def __len__(self) -> int:
        """How many people there are."""
        return _native.cwp_workforce_people(self._open)

    @property
    def evidence_rows(self) -> int:
        """Rows of evidence that can count."""
        return _native.cwp_workforce_evidence(self._open)

    @property
    def refused_rows(self) -> int:
        """Rows, of both tables, that cannot; `findings` says why."""
        return _native.cwp_workforce_refused(self._open)

    @property
    def findings(self) -> Table:
        """What cannot count, a row for each thing that was found and each value: `finding`, `table`, `column`, `value`,
        `rows`, `first_row` (from 0), and `counts`: whether such rows count all the same, without that value."""
        return _findings_of(_native.cwp_workforce_findings(self._open, self._open, self._holder))

    def _ask(self, question: tuple[Any, ...], keep: bool) -> Answer:
        handle, pathway, holder = self._open, self.pathway, self._holder

        def again() -> object:
            answer: object = _native.cwp_workforce_ask(handle, question, (handle, pathway), holder)
            return answer

        def findings() -> Table:
            return _findings_of(_native.cwp_workforce_findings(handle, handle, holder))

        answer = Answer(_native.cwp_workforce_answer_name(question[0]), again(), again, findings)
        return answer.keep() if keep else answer

    def __repr__(self) -> str:
        if self._handle is None:
            return "<Workforce, closed>"
        refused = f", {self.refused_rows} rows refused" if self.refused_rows else ""
        return f"<Workforce of {len(self)} people with {self.evidence_rows} rows of evidence{refused}>"


class WorkforceStream(_Questions):
    """People and evidence that go by once: Workforce.stream gives it.

    It answers one question; or as many as wanted, where `evidence` is a function that gives the table anew. Rows for
    people come in the order of the evidence, then those of whom there is none; with `sorted`, in that of the workers.
    """

    __slots__ = ("_evidence", "_holder", "_most_groups", "_names", "_sorted", "_used", "_workers", "pathway")

    def __init__(
        self,
        evidence: Any,
        workers: Any = None,
        *,
        names: Mapping[str, str] | None = None,
        pathway: Pathway | None = None,
        progress: Progress | None = None,
        most_groups: int = _MOST_GROUPS,
        sorted: bool = False,
    ) -> None:
        #: The edition that is asked.
        self.pathway = pathway_or_default(pathway)
        self._holder = holder_of(progress)
        self._evidence, self._workers = evidence, workers
        self._names, self._most_groups, self._sorted = dict(names or {}), most_groups, bool(sorted)
        self._used = False

    def _sources(self) -> tuple[Any, Any]:
        if self._used and not callable(self._evidence):
            raise ValueError(
                "its evidence went by with the question before: give a function that gives the table anew, or a stream"
                " for each question"
            )
        self._used = True
        return _opened(self._evidence), _opened(self._workers)

    def _ask(self, question: tuple[Any, ...], keep: bool) -> Answer:
        tables = _tables(*self._sources(), self._names, self._holder)
        pathway, holder = self.pathway, self._holder
        answer, found = _native.cwp_workforce_stream(
            pathway._handle, *tables, self._most_groups, int(self._sorted), question, pathway, holder
        )
        kept: list[Table] = []

        def findings() -> Table:
            if not kept:
                kept.append(_findings_of(found))
            return kept[0]

        made = Answer(_native.cwp_workforce_answer_name(question[0]), answer, None, findings)
        return made.keep() if keep else made

    def __repr__(self) -> str:
        return f"<WorkforceStream{', read' if self._used and not callable(self._evidence) else ''}>"


def _opened(source: Any) -> Any:
    """A table, which a function may give."""
    return source() if callable(source) else source


def is_evidence(column: str) -> bool:
    """Whether a column of evidence is read at all."""
    return column in _EVIDENCE or _WIDE.match(column) is not None


def _days(on: Days) -> tuple[int, ...]:
    """Days in order, each once."""
    days = (on,) if isinstance(on, str | date) else tuple(on)
    return tuple(sorted({to_days(day) for day in days}))


def _findings_of(capsule: object) -> Table:
    return Table(_native.kept_to_table(_native.stream_keep(capsule)))


def _tables(evidence: Any, workers: Any, names: Mapping[str, str], holder: object) -> tuple[object | None, object]:
    """Capsules with the streams of workers and evidence, under the names that the library knows."""
    if isinstance(evidence, Team):
        people = [portfolio.person for portfolio in evidence]
        workers = table_of(_WORKER_COLUMNS, people) if workers is None else workers
        pieces = [(portfolio.id, piece) for portfolio in evidence for piece in portfolio.evidence]
        evidence = table_of(_PIECE_COLUMNS, pieces)

    used: set[str] = set()
    wanted = stream_of(evidence, holder, lambda column: is_evidence(names.get(column, column)))
    evidence = renamed(wanted, names, used)
    workers = None if workers is None else renamed(stream_of(workers, holder), names, used)
    check_names(names, used)
    return workers, evidence


# A team as the two tables.
_WORKER_COLUMNS = (
    ("worker", TEXT, lambda person: person.id),
    ("site", TEXT, lambda person: person.site or None),
    ("job_title", TEXT, lambda person: person.job_title or None),
    ("role", TEXT, lambda person: person.role or None),
    ("started", DATE, lambda person: person.started),
)
_PIECE_COLUMNS = (
    ("worker", TEXT, lambda row: row[0]),
    *((name, kind, lambda row, of=of: of(row[1])) for name, kind, of in EVIDENCE_COLUMNS if name in _EVIDENCE),
)
