"""One person's evidence: the skills passport."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, overload

from . import _native
from ._base import (
    DATE,
    INTEGER,
    TEXT,
    Closing,
    Day,
    Listed,
    Path,
    Row,
    Rows,
    Table,
    table_of,
    to_date_or_none,
    to_days_or_none,
    to_path,
)
from ._enums import CarryOutcome, EvidenceKind, Extent, Result, RoleBasis, SetRelation, place_of, words_of
from ._findings import Findings
from ._pathway import Limits, Pathway, Record, Role, Settings, code_of, editions, limits_row, pathway_or_default

if TYPE_CHECKING:
    from ._advice import Conversation, NextSteps, Routes
    from ._assessment import Assessment, Forecast, Overview, Policy
    from ._plan import Catalogue, Plan, PlanOptions

_EVIDENCE_KINDS = words_of(EvidenceKind)
_RESULTS = words_of(Result)
_EXTENTS = words_of(Extent)
_BASES = words_of(RoleBasis)
_OUTCOMES = words_of(CarryOutcome)
_SET_RELATIONS = words_of(SetRelation)


def _code(what: Record | str) -> str:
    return what.code if isinstance(what, Record) else what


class Evidence(Row):
    """One dated fact about a person. Immutable.

    `about` is a record or the code of a statement, behaviour, group, rule, practice area, learning opportunity, or of a
    code list ("ASC.T20"). It holds from `from_` up to and including `until`; no `until` means that it does not expire.
    `kind` is required: it is too weighty to guess.

    >>> import cwp
    >>> cwp.Evidence("CSW.B1", "assessed", from_="2026-05-12", assessor="registered manager")
    Evidence(about='CSW.B1', kind='assessed', result='completed', from_='2026-05-12', until=None)
    """

    __slots__ = ()
    _shown = ("about", "kind", "result", "from_", "until")

    def __init__(
        self,
        about: Record | str,
        kind: EvidenceKind | str,
        *,
        result: Result | str = Result.COMPLETED,
        from_: Day | None = None,
        until: Day | None = None,
        assessor: str = "",
        title: str = "",
        origin: str = "",
        note: str = "",
        extent: Extent | str = Extent.FULL,
        carried_from: str = "",
    ) -> None:
        super().__init__(
            (
                _code(about),
                place_of(EvidenceKind, kind, "kind"),
                place_of(Result, result, "result"),
                to_days_or_none(from_, "from_"),
                to_days_or_none(until, "until"),
                assessor,
                title,
                origin,
                note,
                place_of(Extent, extent, "extent"),
                carried_from,
            )
        )

    @classmethod
    def _of(cls, row: tuple[Any, ...]) -> Evidence:
        made = cls.__new__(cls)
        Row.__init__(made, row)
        return made

    @property
    def about(self) -> str:
        """The code of what it is about."""
        return self._text(0)

    @property
    def kind(self) -> EvidenceKind:
        return _EVIDENCE_KINDS[self._row[1]]

    @property
    def result(self) -> Result:
        return _RESULTS[self._row[2]]

    @property
    def from_(self) -> datetime.date | None:
        """First day on which it holds; None: not known, taken as already holding."""
        return to_date_or_none(self._row[3])

    @property
    def until(self) -> datetime.date | None:
        """Last day on which it holds; None: it does not expire."""
        return to_date_or_none(self._row[4])

    @property
    def assessor(self) -> str:
        """Who saw it: a kind of assessor, not a name."""
        return self._text(5)

    @property
    def title(self) -> str:
        """What it was called, such as the course's name."""
        return self._text(6)

    @property
    def origin(self) -> str:
        """Where the record comes from, such as "training.csv:14"."""
        return self._text(7)

    @property
    def note(self) -> str:
        return self._text(8)

    @property
    def extent(self) -> Extent:
        """How much of what it is about it is evidence for."""
        return _EXTENTS[self._row[9]]

    @property
    def carried_from(self) -> str:
        """What it was about in other editions."""
        return self._text(10)


EVIDENCE_COLUMNS = (
    ("subject", TEXT, lambda row: row.about),
    ("kind", TEXT, lambda row: row.kind.value),
    ("result", TEXT, lambda row: row.result.value),
    ("from", DATE, lambda row: row.from_),
    ("until", DATE, lambda row: row.until),
    ("assessor", TEXT, lambda row: row.assessor or None),
    ("title", TEXT, lambda row: row.title or None),
    ("origin", TEXT, lambda row: row.origin or None),
    ("note", TEXT, lambda row: row.note or None),
    ("extent", TEXT, lambda row: row.extent.value),
    ("carried_from", TEXT, lambda row: row.carried_from or None),
)


class Person(Row):
    """Who somebody is to the host, and what they do. Immutable."""

    __slots__ = ()
    _shown = ("id", "site", "job_title", "role")

    def __init__(
        self,
        id: str,
        *,
        site: str = "",
        job_title: str = "",
        role: Record | str = "",
        role_basis: RoleBasis | str | None = None,
        role_reason: str = "",
        role_other: Record | str = "",
        started: Day | None = None,
    ) -> None:
        basis = role_basis or (RoleBasis.RECORDED if role else RoleBasis.UNKNOWN)
        super().__init__(
            (
                id,
                site,
                job_title,
                _code(role),
                place_of(RoleBasis, basis, "role_basis"),
                role_reason,
                _code(role_other),
                to_days_or_none(started, "started"),
            )
        )

    @classmethod
    def _of(cls, row: tuple[Any, ...]) -> Person:
        made = cls.__new__(cls)
        Row.__init__(made, row)
        return made

    @property
    def id(self) -> str:
        """The host's key for the person."""
        return self._text(0)

    @property
    def site(self) -> str:
        """The workplace's key, or ""."""
        return self._text(1)

    @property
    def job_title(self) -> str:
        """The job role as the employer has it, or ""."""
        return self._text(2)

    @property
    def role(self) -> str:
        """Code of the role category, or ""."""
        return self._text(3)

    @property
    def role_basis(self) -> RoleBasis:
        """How the role category came to be known."""
        return _BASES[self._row[4]]

    @property
    def role_reason(self) -> str:
        """One sentence on that."""
        return self._text(5)

    @property
    def role_other(self) -> str:
        """Code of the role category that the job role suggests, where it differs."""
        return self._text(6)

    @property
    def started(self) -> datetime.date | None:
        """Start in the post."""
        return to_date_or_none(self._row[7])


class Portfolio(Closing[_native.cwp_portfolio], Listed[Evidence]):
    """A person and their evidence. Immutable; any thread may read it.

    It is a sequence of Evidence, and a table of it. It names things by code, so it belongs to no edition. It holds
    personal data: what leaves the process is yours to decide.

    >>> import cwp
    >>> me = cwp.Portfolio("R017", role="CSW", evidence=[
    ...     cwp.Evidence("CSW.B1", "assessed", from_="2026-05-12"),
    ... ])
    >>> len(me), me[0].about
    (1, 'CSW.B1')
    >>> me.assess(on="2026-11-21").counts["must"].met
    1
    """

    __slots__ = ()

    def __init__(
        self,
        person: Person | str,
        *,
        evidence: Iterable[Evidence] = (),
        site: str = "",
        job_title: str = "",
        role: Record | str = "",
        started: Day | None = None,
    ) -> None:
        if isinstance(person, str):
            person = Person(person, site=site, job_title=job_title, role=role, started=started)
        elif not isinstance(person, Person):
            raise TypeError(f"a Person or their id is needed, not {person!r}")
        elif site or job_title or role or started:
            raise TypeError("a Person already says where they are and what they do")
        builder = _native.cwp_portfolio_builder_new(person._row)
        for piece in evidence:
            _native.cwp_portfolio_builder_add(builder, piece._row)
        self._handle = _native.cwp_portfolio_builder_finish(builder)

    @classmethod
    def _of(cls, handle: _native.cwp_portfolio) -> Portfolio:
        made = cls.__new__(cls)
        made._handle = handle
        return made

    @classmethod
    def read(cls, path: Path, *, limits: Limits | None = None) -> Portfolio:
        """Reads a portfolio's JSON file (docs/portfolio.md)."""
        return cls._of(_native.cwp_portfolio_read(to_path(path), limits_row(limits)))

    @classmethod
    def parse(cls, text: str | bytes, *, name: str = "portfolio.json", limits: Limits | None = None) -> Portfolio:
        """The same from memory; errors call it `name`."""
        return cls._of(_native.cwp_portfolio_parse(text, name, limits_row(limits)))

    # ---- What is in it ----

    @property
    def person(self) -> Person:
        row = _native.cwp_portfolio_person(self._open)
        return Person._of(row)

    @property
    def id(self) -> str:
        """The host's key for the person."""
        return self.person.id

    @property
    def evidence(self) -> Rows[Evidence]:
        """The pieces of evidence, in the order in which they were added."""
        handle = self._open
        rows = [_native.cwp_portfolio_evidence(handle, index) for index in range(_native.cwp_portfolio_count(handle))]
        return Rows(rows, Evidence._of, EVIDENCE_COLUMNS)

    def __len__(self) -> int:
        return _native.cwp_portfolio_count(self._open)

    @overload
    def __getitem__(self, index: int) -> Evidence: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[Evidence]: ...
    def __getitem__(self, index: int | slice) -> Evidence | Rows[Evidence]:
        if isinstance(index, slice):
            return self.evidence[index]
        count = len(self)
        place = index + count if index < 0 else index
        if not 0 <= place < count:
            raise IndexError(f"there are {count} pieces of evidence, not {index}")
        return Evidence._of(_native.cwp_portfolio_evidence(self._open, place))

    def __iter__(self) -> Iterator[Evidence]:
        return iter(self.evidence)

    def to_table(self) -> Table:
        """Its evidence, with the worker's id in front: Team.from_arrow takes such a table."""
        worker = self.person.id
        return table_of((("worker", TEXT, lambda _: worker), *EVIDENCE_COLUMNS), self.evidence)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Portfolio):
            return NotImplemented
        return self is other or self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __reduce__(self) -> tuple[Callable[[str], Portfolio], tuple[str]]:
        return type(self).parse, (self.to_json(),)

    def __copy__(self) -> Portfolio:
        return self

    def __deepcopy__(self, memo: object) -> Portfolio:
        return self

    # ---- Files ----

    def to_json(self, *, notes: bool = True, assessors: bool = True, origins: bool = True, unknown: bool = True) -> str:
        """Its JSON text; False leaves something out, for passing it on."""
        text: str = _native.cwp_portfolio_print_with(self._open, (not notes, not assessors, not origins, not unknown))
        return text

    def write(self, path: Path) -> None:
        """Writes its JSON file, whole or not at all."""
        _native.cwp_portfolio_write(self._open, to_path(path))

    def redacted(
        self, *, notes: bool = False, assessors: bool = False, origins: bool = False, unknown: bool = False
    ) -> Portfolio:
        """A portfolio without notes, assessors, origins and unknown keys, but for those that are True."""
        return type(self).parse(self.to_json(notes=notes, assessors=assessors, origins=origins, unknown=unknown))

    def merge(self, newer: Portfolio) -> Merged:
        """One portfolio of this and a newer one of the same person, and what was said differently."""
        findings = _native.cwp_findings_new()
        handle = _native.cwp_portfolio_merge(self._open, newer._open, findings)
        return Merged(Portfolio._of(handle), Findings(findings))

    def carry(self, to: Pathway | str, *, from_: Pathway | str | None = None) -> Carried:
        """Its evidence carried from one edition to another, and what became of each piece."""
        start = Pathway(from_) if from_ is None or isinstance(from_, str) else from_
        end = Pathway(to) if isinstance(to, str) else to
        handle, report = _native.cwp_portfolio_carry(self._open, start._handle, end._handle)
        return Carried(Portfolio._of(handle), report, start, end)

    # ---- Questions ----

    def assess(
        self,
        role: Role | None = None,
        *,
        on: Day,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> Assessment:
        """Where the person stands on a day with what a role category asks; None: with their own."""
        from ._assessment import Assessment

        return Assessment(self, role, on=on, settings=settings, policy=policy, pathway=pathway)

    def overview(
        self, *, on: Day, settings: Settings = (), policy: Policy | None = None, pathway: Pathway | None = None
    ) -> Overview:
        """Where the person stands with every role category at once: counts, and no reasons."""
        from ._assessment import Overview

        return Overview(self, on=on, settings=settings, policy=policy, pathway=pathway)

    def forecast(
        self,
        role: Role | None = None,
        *,
        on: Day,
        months: int = 12,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> Forecast:
        """What expires, month by month, if nothing new comes."""
        from ._assessment import Forecast

        return Forecast(self, role, on=on, months=months, settings=settings, policy=policy, pathway=pathway)

    def next_steps(
        self,
        role: Role | None = None,
        *,
        on: Day,
        every: bool = False,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> NextSteps:
        """Where the person could go from where they are. `every`: role categories that no move leads to as well."""
        from ._advice import NextSteps

        return NextSteps(self, role, on=on, every=every, settings=settings, policy=policy, pathway=pathway)

    def routes(
        self,
        goal: Role,
        role: Role | None = None,
        *,
        on: Day,
        most: int = 3,
        most_moves: int = 8,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> Routes:
        """Ways of several moves to a role category."""
        from ._advice import Routes

        return Routes(
            self,
            goal,
            role,
            on=on,
            most=most,
            most_moves=most_moves,
            settings=settings,
            policy=policy,
            pathway=pathway,
        )

    def conversation(
        self,
        role: Role | None = None,
        *,
        on: Day,
        most_steps: int = 3,
        most_first: int = 3,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> Conversation:
        """A page to bring to a career conversation."""
        from ._advice import Conversation

        return Conversation(
            self,
            role,
            on=on,
            most_steps=most_steps,
            most_first=most_first,
            settings=settings,
            policy=policy,
            pathway=pathway,
        )

    def plan(
        self,
        catalogue: Catalogue,
        role: Role | None = None,
        *,
        on: Day,
        options: PlanOptions | None = None,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> Plan:
        """Which courses of a catalogue close the gaps."""
        from ._plan import Plan

        return Plan(self, catalogue, role, on=on, options=options, settings=settings, policy=policy, pathway=pathway)

    def __repr__(self) -> str:
        if self._handle is None:
            return "<Portfolio, closed>"
        return f"<Portfolio {self.id}: {len(self)} pieces of evidence>"

    def _repr_html_(self) -> str:
        return f"<p><b>{escape(self.id)}</b></p>{self.to_table()._repr_html_()}"


class Merged:
    """What came of merging two portfolios."""

    __slots__ = ("findings", "portfolio")

    def __init__(self, portfolio: Portfolio, findings: Findings) -> None:
        #: The portfolio of both.
        self.portfolio = portfolio
        #: What the older one said differently.
        self.findings = findings

    def __repr__(self) -> str:
        return f"Merged({self.portfolio!r}, {len(self.findings)} findings)"


class CarriedEvidence(Row):
    """Where a piece of evidence went, or one of the places where it went."""

    __slots__ = ()
    _shown = ("was", "about", "outcome")

    @property
    def evidence(self) -> int:
        """Index in the portfolio that was carried."""
        return self._number(0)

    @property
    def becomes(self) -> int:
        """Index in the one that came out."""
        return self._number(1)

    @property
    def outcome(self) -> CarryOutcome:
        return _OUTCOMES[self._row[2]]

    @property
    def was(self) -> str:
        """What it was about."""
        return self._text(3)

    @property
    def about(self) -> str:
        """What it is about now."""
        return self._text(4)

    @property
    def relation(self) -> SetRelation:
        """How what it was about stands to what it is about now."""
        return _SET_RELATIONS[self._row[5]]

    @property
    def crosswalk(self) -> Record | None:
        """The crosswalk that says so."""
        if self._row[6] is None:
            return None
        told_by: str = self._row[7]
        known: list[Pathway] = [*self._owner, *editions()]
        edition = next(pathway for pathway in known if pathway.code == told_by)
        return edition._record(self._row[6])

    @property
    def why(self) -> str:
        return self._text(8)


_CARRIED_COLUMNS = (
    ("evidence", INTEGER, lambda row: row.evidence),
    ("becomes", INTEGER, lambda row: row.becomes),
    ("outcome", TEXT, lambda row: row.outcome.value),
    ("was", TEXT, lambda row: row.was),
    ("about", TEXT, lambda row: row.about),
    ("relation", TEXT, lambda row: row.relation.value),
    ("crosswalk", TEXT, lambda row: code_of(row.crosswalk)),
    ("why", TEXT, lambda row: row.why),
)


class Carried:
    """What came of carrying a portfolio to another edition."""

    __slots__ = ("counts", "portfolio", "report")

    def __init__(self, portfolio: Portfolio, handle: _native.cwp_carry, start: Pathway, end: Pathway) -> None:
        rows = [_native.cwp_carry_at(handle, index) for index in range(_native.cwp_carry_count(handle))]
        #: The portfolio in the other edition's codes.
        self.portfolio = portfolio
        #: Where each piece of evidence went.
        self.report: Rows[CarriedEvidence] = Rows(
            rows, lambda row: CarriedEvidence(row, (start, end)), _CARRIED_COLUMNS
        )
        #: How many pieces of evidence came to what.
        self.counts: Mapping[CarryOutcome, int] = {
            outcome: _native.cwp_carry_count_of(handle, place) for place, outcome in enumerate(_OUTCOMES)
        }

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {outcome.value}" for outcome, count in self.counts.items())
        return f"<Carried {self.portfolio.id}: {counts}>"


def question_row(
    pathway: Pathway, role: Role | None, on: Day, settings: Settings, policy: Policy | None
) -> tuple[int | None, int | None, tuple[int, ...], tuple[int, ...] | None]:
    """What is asked about a person, as C takes it."""
    days = to_days_or_none(on, "on")
    return pathway._role(role), days, pathway._settings(settings), None if policy is None else policy._row


def asked(pathway: Pathway | None) -> Pathway:
    return pathway_or_default(pathway)
