"""Several people at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, overload

from . import _native
from ._assessment import Policy
from ._base import (
    INTEGER,
    TEXT,
    Closing,
    Day,
    Listed,
    Row,
    Rows,
    Table,
    Tabular,
    borrowed,
    listed,
    table_of,
    to_days_or_none,
    to_path,
)
from ._enums import FileKind, Stored, place_of, words_of
from ._files import Source, Target, is_open, named, written_to
from ._findings import Findings
from ._pathway import Pathway, Role, Settings, pathway_or_default
from ._portfolio import EVIDENCE_COLUMNS, Portfolio, question_row
from .errors import ArgumentError, Error, OutOfMemoryError

if TYPE_CHECKING:
    from ._plan import Catalogue, PlanOptions, TeamPlan

_FILE_KINDS = words_of(FileKind)


class TeamAssessment(Tabular):
    """Where many people stand: a table with a row for each of them.

    Columns: person, site, job_title, role, coverage, ready, and counts such as must_met and should_no_evidence. Of
    people of whom no role category is known, or one that the edition does not have, coverage, ready and counts are
    null; `role` is then what is on record.
    """

    __slots__ = ("_lines", "people")

    def __init__(self, people: Table, lines: Table | None) -> None:
        #: A row for each person.
        self.people = people
        self._lines = lines

    @property
    def lines(self) -> Table:
        """A row for each requirement (or gap) of each person, as it was asked for."""
        if self._lines is None:
            raise ValueError("nothing was asked about single requirements: assess with lines='gaps' or lines='all'")
        return self._lines

    def to_table(self) -> Table:
        return self.people

    def __len__(self) -> int:
        return len(self.people)

    def __repr__(self) -> str:
        lines = "" if self._lines is None else f", {len(self._lines)} lines"
        return f"<TeamAssessment of {len(self.people)} people{lines}>"


_LINES = {None: _native.PEOPLE_NO_LINES, "gaps": _native.PEOPLE_GAPS, "all": _native.PEOPLE_ALL_LINES}


def _assess(
    people: _native.people,
    role: Role | None,
    on: Day,
    settings: Settings,
    policy: Policy | None,
    pathway: Pathway | None,
    lines: str | None,
) -> TeamAssessment:
    if lines not in _LINES:
        raise ArgumentError(f"lines must be None, 'gaps' or 'all', not {lines!r}")
    edition = pathway_or_default(pathway)
    question = question_row(edition, role, on, settings, policy)
    found = _native.people_tables(people, edition._handle, question, _LINES[lines])
    persons, rows = found
    return TeamAssessment(Table(persons), None if rows is None else Table(rows))


def assess_all(
    portfolios: Iterable[Portfolio],
    role: Role | None = None,
    *,
    on: Day,
    settings: Settings = (),
    policy: Policy | None = None,
    pathway: Pathway | None = None,
    lines: str | None = None,
) -> TeamAssessment:
    """Assesses many portfolios in one call, without the interpreter's lock; each against their own role category, or
    all against one. `lines`: "gaps" or "all" for a table of single requirements as well.

    >>> import cwp
    >>> people = [cwp.Portfolio(f"P{n}", role="CSW") for n in range(3)]
    >>> cwp.assess_all(people, on="2026-11-21").people["must_met"]
    [0, 0, 0]
    """
    if isinstance(portfolios, Team):
        return portfolios.assess(role, on=on, settings=settings, policy=policy, pathway=pathway, lines=lines)
    handles = [portfolio._open for portfolio in portfolios]
    return _assess(borrowed(_native.people_of(handles), handles), role, on, settings, policy, pathway, lines)


class ImportedFile(Row):
    """What is known of one file that was read."""

    __slots__ = ()
    _shown = ("path", "kind", "version", "records")

    @property
    def path(self) -> str:
        return self._text(0)

    @property
    def kind(self) -> FileKind:
        return _FILE_KINDS[self._row[1]]

    @property
    def version(self) -> str:
        """Date of the header's layout, or the format version of a JSON file."""
        return self._text(2)

    @property
    def records(self) -> int:
        return self._number(3)


_FILE_COLUMNS = (
    ("path", TEXT, lambda row: row.path),
    ("kind", TEXT, lambda row: row.kind.value),
    ("version", TEXT, lambda row: row.version),
    ("records", INTEGER, lambda row: row.records),
)


def stream_of(source: Any) -> object:
    """An Arrow stream of an object that has one, or of one that is an array or a schema's rows."""
    if hasattr(source, "__arrow_c_stream__"):
        return source.__arrow_c_stream__()
    raise TypeError(
        f"{type(source).__name__} does not speak Arrow: a table is needed, such as a DataFrame of pandas 2.2 or later"
        " or of Polars, a PyArrow table, or a relation of DuckDB"
    )


class Team(Closing[_native.people], Listed[Portfolio]):
    """Several people's portfolios, in order. It is a sequence, finds people by id, and is a table of their evidence.

    >>> import cwp
    >>> team = cwp.Team([cwp.Portfolio("R1", role="CSW"), cwp.Portfolio("R2", role="NTC")])
    >>> team["R2"].person.role, team.assess(on="2026-11-21").people["role"]
    ('NTC', ['CSW', 'NTC'])
    """

    __slots__ = ("_ids", "_national", "files", "findings")

    def __init__(self, portfolios: Iterable[Portfolio] = ()) -> None:
        handles = [portfolio._open for portfolio in portfolios]
        self._take(borrowed(_native.people_of(handles), handles))

    def _take(self, people: _native.people) -> None:
        self._handle = people
        self._ids: dict[str, int] | None = None
        # The C library's own team, where it was read from files.
        self._national: _native.cwp_team | None = None
        #: What was wrong in the files that it was read from.
        self.findings: Findings = Findings(_native.cwp_findings_new())
        #: Those files.
        self.files: Rows[ImportedFile] | None = None

    @classmethod
    def _of(cls, handle: _native.cwp_team) -> Team:
        """The C library's own team."""
        made = cls.__new__(cls)
        made._take(borrowed(_native.people_of_team(handle), handle))
        made._national = handle
        return made

    @classmethod
    def read(
        cls,
        *files: Source,
        on: Day | None = None,
        stored: Stored | str = Stored.UNKNOWN,
        strict: bool = False,
        mapping: str | bytes | None = None,
        pathway: Pathway | None = None,
    ) -> Team:
        """Reads a provider's staff and training files of the national data set (ASC-WDS), and portfolios in JSON.

        Files come in any order, by path or as binary files; what each is, is found from its header. What is wrong in
        them is in `findings`, and the good rows still count. A file that cannot be read at all is a finding too, unless
        there is only one, or with `strict`. `on` is the day for "not in the future" and the like;
        `mapping` says what columns of training matrices mean (Matrix.mapping).
        """
        edition = pathway_or_default(pathway)
        options = (to_days_or_none(on, "on"), place_of(Stored, stored, "stored"), False, mapping)
        job = borrowed(_native.cwp_import_new(edition._handle, options), (edition._handle, options))
        _add_all(job, files, strict or len(files) == 1)
        made = cls._of(_native.cwp_import_finish(job))
        made.findings = Findings(_native.cwp_import_findings(job))
        count = _native.cwp_import_file_count(job)
        made.files = listed(count, lambda index: _native.cwp_import_file_at(job, index), ImportedFile, _FILE_COLUMNS)
        return made

    @classmethod
    def from_arrow(cls, evidence: Any) -> Team:
        """A team out of a table of evidence, one row a piece: any object that has __arrow_c_stream__.

        Columns `worker`, `subject` and `kind` must be there; `result`, `from`, `until`, `assessor`, `title`, `origin`,
        `note`, `extent`, `carried_from`, `site`, `job_title` and `role` may be, the last three being read from a
        worker's first row. Others are passed over. A row without a subject says that somebody is there. Words are those
        of the JSON format; days are dates, time stamps without a zone, or text.
        """
        made = cls.__new__(cls)
        made._take(_native.people_read(stream_of(evidence)))
        return made

    def close(self) -> None:
        super().close()
        self._national = None
        self._ids = None

    # ---- People ----

    @property
    def ids(self) -> list[str]:
        """Their ids, in order."""
        ids: list[str] = _native.people_ids(self._open)
        return ids

    def _place(self, person: str) -> int | None:
        if self._ids is None:
            self._ids = {name: place for place, name in enumerate(self.ids)}
        return self._ids.get(person)

    def _at(self, place: int) -> Portfolio:
        people = self._open
        return Portfolio._of(borrowed(_native.people_at(people, place), people))

    def __len__(self) -> int:
        return _native.people_count(self._open)

    @overload
    def __getitem__(self, who: int | str) -> Portfolio: ...
    @overload
    def __getitem__(self, who: slice) -> list[Portfolio]: ...
    def __getitem__(self, who: int | str | slice) -> Portfolio | list[Portfolio]:
        """Somebody by their place or their id, or several."""
        if isinstance(who, slice):
            return [self._at(place) for place in range(len(self))[who]]
        if isinstance(who, int):
            return self._at(range(len(self))[who])
        place = self._place(who)
        if place is None:
            raise KeyError(f"there is nobody with the id {who!r}")
        return self._at(place)

    def __iter__(self) -> Iterator[Portfolio]:
        return (self._at(place) for place in range(len(self)))

    def __contains__(self, who: object) -> bool:
        if isinstance(who, str):
            return self._place(who) is not None
        return any(portfolio == who for portfolio in self)

    def to_table(self) -> Table:
        """Everybody's evidence, with who and where they are: from_arrow takes such a table."""
        rows = [
            (portfolio.person, piece)
            for portfolio in self
            for piece in (portfolio.evidence if len(portfolio) else (None,))
        ]
        return table_of(_TEAM_COLUMNS, rows)

    # ---- Questions ----

    def assess(
        self,
        role: Role | None = None,
        *,
        on: Day,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
        lines: str | None = None,
    ) -> TeamAssessment:
        """Where everybody stands: each with their own role category, or all with one."""
        return _assess(self._open, role, on, settings, policy, pathway, lines)

    def gaps(
        self,
        role: Role | None = None,
        *,
        on: Day,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> Table:
        """A row for each requirement that somebody neither meets nor has expiring."""
        return self.assess(role, on=on, settings=settings, policy=policy, pathway=pathway, lines="gaps").lines

    def plan(
        self,
        catalogue: Catalogue,
        role: Role | None = None,
        *,
        on: Day,
        roles: Mapping[str, Role] | None = None,
        options: PlanOptions | None = None,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> TeamPlan:
        """One learning plan for everybody, with places."""
        from ._plan import TeamPlan

        return TeamPlan(
            self,
            catalogue,
            role,
            on=on,
            roles=roles,
            options=options,
            settings=settings,
            policy=policy,
            pathway=pathway,
        )

    # ---- Files ----

    def write_evidence(
        self,
        target: Target,
        *,
        notes: bool = True,
        assessors: bool = True,
        origins: bool = True,
        pathway: Pathway | None = None,
    ) -> int:
        """Writes everybody's evidence as CSV, a row a piece, with what each code is called; how many rows. For teams
        that Team.read gave; to_table() is there for all."""
        edition, options = pathway_or_default(pathway), (not notes, not assessors, not origins, False)
        counts = written_to(
            target, lambda out: _native.cwp_table_evidence(self._from_files(), edition._handle, options, out)
        )
        rows: int = counts[1]
        return rows

    def write_wide(self, target: Target, *, pathway: Pathway | None = None) -> tuple[int, int]:
        """Writes the shape that analysts of the national data set work with, a row a worker. How many rows, and
        how many pieces of evidence it has no place for. For teams that Team.read gave."""
        edition = pathway_or_default(pathway)
        counts = written_to(target, lambda out: _native.cwp_table_wide(self._from_files(), edition._handle, out))
        return counts[1], counts[2]

    def _from_files(self) -> _native.cwp_team:
        if self._national is None:
            raise ArgumentError("this is for a team that Team.read gave")
        return self._national

    def __reduce__(self) -> tuple[Any, ...]:
        return Team, (list(self),)

    def __repr__(self) -> str:
        if self._handle is None:
            return "<Team, closed>"
        found = f", {len(self.findings)} findings" if self.findings else ""
        return f"<Team of {len(self)} people{found}>"


def check(
    *files: Source,
    on: Day | None = None,
    stored: Stored | str = Stored.UNKNOWN,
    pathway: Pathway | None = None,
) -> Findings:
    """What is wrong in a provider's files, without keeping anybody: for files of any size. Workplaces go first, then
    staff, then training, since rows are held against what was read before them. What cannot be read is a finding.

    >>> import cwp, io
    >>> cwp.check(io.BytesIO(b"not,such,a,file\\n1,2,3,4\\n"))[0].severity.value
    'error'
    """
    edition = pathway_or_default(pathway)
    options = (to_days_or_none(on, "on"), place_of(Stored, stored, "stored"), True, None)
    job = borrowed(_native.cwp_import_new(edition._handle, options), edition._handle)
    _add_all(job, files, strict=False)
    _native.cwp_import_finish(job)
    return Findings(_native.cwp_import_findings(job))


def _add_all(job: _native.cwp_import, files: Iterable[Source], strict: bool) -> None:
    for file in files:
        try:
            _add(job, file)
        except OutOfMemoryError:
            raise
        except Error:
            if strict:
                raise


def _add(job: _native.cwp_import, file: Source) -> None:
    """A file by its path, or an open one."""
    if is_open(file, "read"):
        _native.cwp_import_add_input(job, named(file))
    else:
        _native.cwp_import_add_file(job, to_path(file))  # type: ignore[arg-type]


_TEAM_COLUMNS = (
    ("worker", TEXT, lambda row: row[0].id),
    ("site", TEXT, lambda row: row[0].site or None),
    ("job_title", TEXT, lambda row: row[0].job_title or None),
    ("role", TEXT, lambda row: row[0].role or None),
    *((name, kind, lambda row, of=of: None if row[1] is None else of(row[1])) for name, kind, of in EVIDENCE_COLUMNS),
)
