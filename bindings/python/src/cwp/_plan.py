"""Catalogues of courses, and learning plans."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, overload

from . import _native
from ._advice import by_kind
from ._assessment import Policy
from ._base import (
    DATE,
    INTEGER,
    REAL,
    TEXT,
    Day,
    Listed,
    Path,
    Row,
    Rows,
    Table,
    Tabular,
    borrowed,
    listed,
    table_of,
    to_date,
    to_date_or_none,
    to_days,
    to_days_or_none,
    to_path,
)
from ._enums import (
    Bar,
    ClaimState,
    EvidenceKind,
    Extent,
    Funding,
    GapFate,
    Objective,
    RequirementKind,
    Standing,
    place_of,
    words_of,
)
from ._findings import Findings
from ._pathway import Limits, Pathway, Record, Role, Settings, limits_row, pathway_or_default
from ._portfolio import Portfolio, asked, question_row
from .errors import ArgumentError

_EVIDENCE_KINDS = words_of(EvidenceKind)
_EXTENTS = words_of(Extent)
_FUNDINGS = words_of(Funding)
_OBJECTIVES = words_of(Objective)
_KINDS = words_of(RequirementKind)
_STANDINGS = words_of(Standing)
_FATES = words_of(GapFate)
_BARS = words_of(Bar)
_STATES = words_of(ClaimState)

#: Pounds or hours: an int, a Decimal, or a float that is taken to its nearest hundredth.
Amount = int | float | Decimal


def _hundredths(amount: Amount | None, what: str) -> int:
    """Pence, or hundredths of an hour; -1 for what is not known or not limited."""
    if amount is None:
        return -1
    exact = Decimal(str(amount)) * 100
    whole = int(exact.to_integral_value())
    if not isinstance(amount, float) and whole != exact:
        raise ArgumentError(f"{what} must have two decimal places at most, not {amount}")
    if whole < 0:
        raise ArgumentError(f"{what} must not be below 0, and is {amount}")
    return whole


def _amount(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)


def _known(hundredths: int) -> Decimal | None:
    return None if hundredths < 0 else _amount(hundredths)


class Course(Row):
    """One course. Immutable. Hours and pounds are exact: Decimal, or None where nobody has stated them.

    >>> import cwp
    >>> cwp.Course("SG1", "Safeguarding adults", learning="ASC.T20", hours=2, cost=35, starts=["2026-12-01"])
    Course(code='SG1', title='Safeguarding adults', hours=Decimal('2.00'), cost=Decimal('35.00'))
    """

    __slots__ = ()
    _shown = ("code", "title", "hours", "cost")

    def __init__(
        self,
        code: str,
        title: str = "",
        *,
        provider: str = "",
        mode: str = "",
        learning: Record | str = "",
        covers: Mapping[str, Extent | str] | Iterable[Record | str] = (),
        kind: EvidenceKind | str = EvidenceKind.TRAINED,
        hours: Amount | None = None,
        cost: Amount | None = None,
        reimbursement: Amount = 0,
        funding: Funding | str = Funding.NONE,
        starts: Iterable[Day] = (),
        ends: Iterable[Day] = (),
        duration_days: int = 1,
        last_start: Day | None = None,
        places: int = 0,
        after: Iterable[str] = (),
    ) -> None:
        if isinstance(covers, Mapping):
            said = [(code_, place_of(Extent, extent, "an extent")) for code_, extent in covers.items()]
        else:
            said = [(what.code if isinstance(what, Record) else what, 2) for what in covers]
        super().__init__(
            (
                code,
                title,
                provider,
                mode,
                learning.code if isinstance(learning, Record) else learning,
                said,
                place_of(EvidenceKind, kind, "kind"),
                _hundredths(hours, "hours"),
                _hundredths(cost, "cost"),
                _hundredths(reimbursement, "reimbursement"),
                place_of(Funding, funding, "funding"),
                [to_days(day, "a start") for day in starts],
                [to_days(day, "an end") for day in ends],
                duration_days,
                to_days_or_none(last_start, "last_start"),
                places,
                list(after),
            )
        )

    @classmethod
    def _of(cls, row: tuple[Any, ...]) -> Course:
        made = cls.__new__(cls)
        Row.__init__(made, row)
        return made

    @property
    def code(self) -> str:
        """The provider's code for it."""
        return self._text(0)

    @property
    def title(self) -> str:
        return self._text(1)

    @property
    def provider(self) -> str:
        return self._text(2)

    @property
    def mode(self) -> str:
        """How: "e-learning", "classroom", or any other word."""
        return self._text(3)

    @property
    def learning(self) -> str:
        """Code of the learning opportunity, or of the item of a code list, that it is."""
        return self._text(4)

    @property
    def covers(self) -> Mapping[str, Extent]:
        """What the provider says that it covers, by code."""
        return {code: _EXTENTS[extent] for code, extent in self._row[5]}

    @property
    def kind(self) -> EvidenceKind:
        """What completing it is evidence of."""
        return _EVIDENCE_KINDS[self._row[6]]

    @property
    def hours(self) -> Decimal | None:
        return _known(self._row[7])

    @property
    def cost(self) -> Decimal | None:
        """Pounds for one person."""
        return _known(self._row[8])

    @property
    def reimbursement(self) -> Decimal:
        """Pounds that the scheme gives back at most."""
        return _amount(self._row[9])

    @property
    def funding(self) -> Funding:
        return _FUNDINGS[self._row[10]]

    @property
    def starts(self) -> tuple[datetime.date, ...]:
        """Days on which it begins; none: any day."""
        return tuple(to_date(day) for day in self._row[11])

    @property
    def ends(self) -> tuple[datetime.date, ...]:
        """The last day of each; none: as duration_days says."""
        return tuple(to_date(day) for day in self._row[12])

    @property
    def duration_days(self) -> int:
        return self._number(13)

    @property
    def last_start(self) -> datetime.date | None:
        return to_date_or_none(self._row[14])

    @property
    def places(self) -> int:
        """For each of its starts; 0: as many as are wanted."""
        return self._number(15)

    @property
    def after(self) -> tuple[str, ...]:
        """Codes of courses that have to be completed before it begins."""
        return tuple(self._row[16])


def _real(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


_COURSE_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("title", TEXT, lambda row: row.title),
    ("provider", TEXT, lambda row: row.provider or None),
    ("mode", TEXT, lambda row: row.mode or None),
    ("learning", TEXT, lambda row: row.learning or None),
    ("kind", TEXT, lambda row: row.kind.value),
    ("hours", REAL, lambda row: _real(row.hours)),
    ("cost", REAL, lambda row: _real(row.cost)),
    ("reimbursement", REAL, lambda row: _real(row.reimbursement)),
    ("funding", TEXT, lambda row: row.funding.value),
    ("duration_days", INTEGER, lambda row: row.duration_days),
    ("places", INTEGER, lambda row: row.places),
)


class Catalogue(Listed[Course]):
    """Courses that may be chosen. Immutable. It is a sequence of Course, and a table.

    >>> import cwp
    >>> catalogue = cwp.Catalogue([cwp.Course("SG1", "Safeguarding adults", learning="ASC.T20", hours=2)])
    >>> catalogue["SG1"].hours
    Decimal('2.00')
    """

    __slots__ = ("_handle",)

    def __init__(self, courses: Iterable[Course] = ()) -> None:
        builder = _native.cwp_catalogue_builder_new()
        for course in courses:
            _native.cwp_catalogue_builder_add(builder, course._row)
        self._handle: _native.cwp_catalogue = _native.cwp_catalogue_builder_finish(builder)

    @classmethod
    def _of(cls, handle: _native.cwp_catalogue) -> Catalogue:
        made = cls.__new__(cls)
        made._handle = handle
        return made

    @classmethod
    def read(cls, path: Path, *, limits: Limits | None = None) -> Catalogue:
        """Reads a catalogue's JSON file (docs/plan.md)."""
        return cls._of(_native.cwp_catalogue_read(to_path(path), limits_row(limits)))

    @classmethod
    def parse(cls, text: str | bytes, *, name: str = "catalogue.json", limits: Limits | None = None) -> Catalogue:
        """The same from memory; errors call it `name`."""
        return cls._of(_native.cwp_catalogue_parse(text, name, limits_row(limits)))

    @classmethod
    def of_pathway(cls, pathway: Pathway | None = None) -> Catalogue:
        """The learning opportunities of an edition of which it knows the hours."""
        return cls._of(_native.cwp_catalogue_of_pathway(pathway_or_default(pathway)._handle))

    def check(self, pathway: Pathway | None = None) -> Findings:
        """A finding for each code that leads nowhere."""
        findings = _native.cwp_findings_new()
        _native.cwp_catalogue_check(self._handle, pathway_or_default(pathway)._handle, findings)
        return Findings(findings)

    @property
    def courses(self) -> Rows[Course]:
        return listed(
            len(self), lambda index: _native.cwp_catalogue_at(self._handle, index), Course._of, _COURSE_COLUMNS
        )

    def __len__(self) -> int:
        return _native.cwp_catalogue_count(self._handle)

    @overload
    def __getitem__(self, which: int | str) -> Course: ...
    @overload
    def __getitem__(self, which: slice) -> Rows[Course]: ...
    def __getitem__(self, which: int | str | slice) -> Course | Rows[Course]:
        """By its place or its code; or several."""
        if isinstance(which, slice):
            return self.courses[which]
        if isinstance(which, int):
            return Course._of(_native.cwp_catalogue_at(self._handle, range(len(self))[which]))
        found = _native.cwp_catalogue_find(self._handle, which)
        if found is None:
            raise KeyError(f"the catalogue has no course {which!r}")
        return Course._of(found)

    def __iter__(self) -> Iterator[Course]:
        return iter(self.courses)

    def to_table(self) -> Table:
        return self.courses.to_table()

    def __eq__(self, other: object) -> bool:
        return self.courses == other.courses if isinstance(other, Catalogue) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.courses))

    def __reduce__(self) -> tuple[Any, ...]:
        return Catalogue, (list(self.courses),)

    def __repr__(self) -> str:
        return f"<Catalogue of {len(self)} courses>"


class PlanOptions(Row):
    """What a plan may and should be. Pounds and hours; None is no limit."""

    __slots__ = ()
    _shown = ("objective",)

    def __init__(
        self,
        objective: Objective | str = Objective.HOURS,
        *,
        most_cost: Amount | None = None,
        most_net_cost: Amount | None = None,
        most_hours: Amount | None = None,
        most_courses: int | None = None,
        latest: Day | None = None,
        funded_only: bool = False,
        renew: bool = False,
        repeat: bool = False,
        claim_days: Iterable[Day] = (),
        paid_on: Day | None = None,
        most_nodes: int = 0,
    ) -> None:
        super().__init__(
            (
                place_of(Objective, objective, "objective"),
                _hundredths(most_cost, "most_cost"),
                _hundredths(most_net_cost, "most_net_cost"),
                _hundredths(most_hours, "most_hours"),
                -1 if most_courses is None else most_courses,
                to_days_or_none(latest, "latest"),
                funded_only,
                renew,
                repeat,
                [to_days(day, "a claim day") for day in claim_days],
                to_days_or_none(paid_on, "paid_on"),
                most_nodes,
            )
        )

    @property
    def objective(self) -> Objective:
        return _OBJECTIVES[self._row[0]]


class PlannedCourse(Row):
    """One course of a plan."""

    __slots__ = ()
    _shown = ("course", "start", "end")

    @property
    def course(self) -> Course:
        return Course._of(self._row[0])

    @property
    def start(self) -> datetime.date:
        return to_date(self._row[1])

    @property
    def end(self) -> datetime.date:
        """The day on which it is completed."""
        return to_date(self._row[2])

    @property
    def covers(self) -> list[Record]:
        """The gaps that it covers, or helps to."""
        plan: Plan = self._owner
        return [plan.pathway._any_record(number) for number in self._row[3]]

    @property
    def reimbursed(self) -> Decimal:
        """Pounds that its claims bring."""
        return _amount(self._row[4])

    @property
    def clash(self) -> int | None:
        """An earlier course of the plan that fills the same single day."""
        number: int | None = self._row[5]
        return number


_PLANNED_COLUMNS = (
    ("code", TEXT, lambda row: row.course.code),
    ("title", TEXT, lambda row: row.course.title),
    ("start", DATE, lambda row: row.start),
    ("end", DATE, lambda row: row.end),
    ("hours", REAL, lambda row: _real(row.course.hours)),
    ("cost", REAL, lambda row: _real(row.course.cost)),
    ("reimbursed", REAL, lambda row: _real(row.reimbursed)),
    ("covers", TEXT, lambda row: " ".join(record.code for record in row.covers)),
)


class Gap(Row):
    """One gap, and what became of it."""

    __slots__ = ()
    _shown = ("code", "kind", "standing", "fate")

    @property
    def record(self) -> Record:
        found: Record = self._owner.pathway._any_record(self._row[0])
        return found

    @property
    def code(self) -> str:
        return self.record.code

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def kind(self) -> RequirementKind:
        return _KINDS[self._row[2]]

    @property
    def standing(self) -> Standing:
        return _STANDINGS[self._row[4]]

    @property
    def fate(self) -> GapFate:
        return _FATES[self._row[5]]

    @property
    def course(self) -> PlannedCourse | None:
        """The first course of the plan that covers it, or helps to."""
        plan: Plan = self._owner
        return None if self._row[6] is None else plan[self._row[6]]


_GAP_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("title", TEXT, lambda row: row.title),
    ("kind", TEXT, lambda row: row.kind.value),
    ("standing", TEXT, lambda row: row.standing.value),
    ("fate", TEXT, lambda row: row.fate.value),
    ("course", TEXT, lambda row: None if row.course is None else row.course.course.code),
)


class PlanTotals(Row):
    """What a plan adds up to."""

    __slots__ = ()
    _shown = ("courses", "hours", "cost", "net_cost")

    @property
    def courses(self) -> int:
        return self._number(0)

    @property
    def hours(self) -> Decimal:
        """Of the courses whose hours are known."""
        return _amount(self._row[1])

    @property
    def hours_unknown(self) -> int:
        """Courses whose hours are not."""
        return self._number(2)

    @property
    def cost(self) -> Decimal:
        """Pounds to be paid, of the courses whose price is known."""
        return _amount(self._row[3])

    @property
    def net_cost(self) -> Decimal:
        """The same after reimbursement."""
        return _amount(self._row[4])

    @property
    def cost_unknown(self) -> int:
        return self._number(5)

    @property
    def reimbursed(self) -> Decimal:
        return _amount(self._row[6])

    @property
    def gaps(self) -> Mapping[RequirementKind, int]:
        return by_kind(self._row[7])

    @property
    def covered(self) -> Mapping[RequirementKind, int]:
        return by_kind(self._row[8])

    @property
    def under_way(self) -> Mapping[RequirementKind, int]:
        return by_kind(self._row[9])


class Proof(Row):
    """How sure it is that there is no better plan."""

    __slots__ = ()
    _shown = ("proved", "musts_left", "shoulds_left", "value", "bound")

    @property
    def proved(self) -> bool:
        return bool(self._row[0])

    @property
    def least_musts_left(self) -> int:
        """No plan leaves fewer musts."""
        return self._number(1)

    @property
    def least_shoulds_left(self) -> int:
        return self._number(2)

    @property
    def musts_left(self) -> int:
        """What this plan leaves of them."""
        return self._number(3)

    @property
    def shoulds_left(self) -> int:
        return self._number(4)

    @property
    def value(self) -> int:
        """This plan's hundredths of an hour, pence or courses, as the objective says."""
        return self._number(5)

    @property
    def bound(self) -> int:
        """No plan that leaves as few has less."""
        return self._number(6)

    @property
    def nodes(self) -> int:
        """Partial plans that were looked at."""
        return self._number(7)


class BarredCourse(Row):
    """A course that covers gaps and was not up for choice."""

    __slots__ = ()
    _shown = ("course", "bar")

    @property
    def course(self) -> Course:
        return Course._of(self._row[0])

    @property
    def bar(self) -> Bar:
        """Why."""
        return _BARS[self._row[1]]


_BARRED_COLUMNS = (
    ("code", TEXT, lambda row: row.course.code),
    ("title", TEXT, lambda row: row.course.title),
    ("bar", TEXT, lambda row: row.bar.value),
)


class Claim(Row):
    """One claim for money back."""

    __slots__ = ("_index",)
    _shown = ("part", "amount", "from_", "until", "state")

    def __init__(self, row: tuple[Any, ...], owner: Plan, index: int) -> None:
        super().__init__(row, owner)
        self._index = index

    @property
    def course(self) -> PlannedCourse:
        plan: Plan = self._owner
        place: int = self._row[0]
        return plan[place]

    @property
    def part(self) -> int:
        """1, or 2 for the second part of a qualification."""
        return self._number(1)

    @property
    def percent(self) -> int:
        """Its share of the reimbursement."""
        return self._number(2)

    @property
    def amount(self) -> Decimal:
        return _amount(self._row[3])

    @property
    def from_(self) -> datetime.date:
        """First day of its window."""
        return to_date(self._row[4])

    @property
    def until(self) -> datetime.date:
        """Last day of its window."""
        return to_date(self._row[5])

    @property
    def on(self) -> datetime.date | None:
        """The first day on which claims are sent in from then on."""
        return to_date_or_none(self._row[6])

    @property
    def state(self) -> ClaimState:
        return _STATES[self._row[7]]

    @property
    def why(self) -> str:
        text: str = _native.cwp_plan_claim_why(self._owner._handle, self._index)
        return text


_CLAIM_COLUMNS = (
    ("course", TEXT, lambda row: row.course.course.code),
    ("part", INTEGER, lambda row: row.part),
    ("percent", INTEGER, lambda row: row.percent),
    ("amount", REAL, lambda row: _real(row.amount)),
    ("from", DATE, lambda row: row.from_),
    ("until", DATE, lambda row: row.until),
    ("on", DATE, lambda row: row.on),
    ("state", TEXT, lambda row: row.state.value),
    ("why", TEXT, lambda row: row.why),
)


class Plan(Listed[PlannedCourse]):
    """Which courses of a catalogue close a person's gaps, in an order in which they can be taken.

    It is a sequence of PlannedCourse, and a table of them.

    >>> import cwp
    >>> me = cwp.Portfolio("R017", role="CSW")
    >>> catalogue = cwp.Catalogue([cwp.Course("SG1", covers=["CSW.K7"], hours=2)])
    >>> plan = me.plan(catalogue, on="2026-11-21")
    >>> plan[0].course.code, plan.total.hours, plan.proof.proved
    ('SG1', Decimal('2.00'), True)
    """

    __slots__ = ("_handle", "catalogue", "pathway")

    def __init__(
        self,
        portfolio: Portfolio,
        catalogue: Catalogue,
        role: Role | None = None,
        *,
        on: Day,
        options: PlanOptions | None = None,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        edition = asked(pathway)
        question = question_row(edition, role, on, settings, policy)
        handle = _native.cwp_plan_make(
            edition._handle, portfolio._open, catalogue._handle, question, (options or PlanOptions())._row
        )
        self._take(handle, edition, catalogue)

    def _take(self, handle: _native.cwp_plan, pathway: Pathway, catalogue: Catalogue) -> None:
        self._handle = handle
        self.pathway = pathway
        self.catalogue = catalogue

    @classmethod
    def _of(cls, handle: _native.cwp_plan, team: TeamPlan) -> Plan:
        made = cls.__new__(cls)
        made._take(borrowed(handle, team), team.pathway, team.catalogue)
        return made

    @property
    def role_category(self) -> Record:
        return self.pathway._any_record(_native.cwp_plan_role(self._handle) or 0)

    @property
    def courses(self) -> Rows[PlannedCourse]:
        return listed(
            len(self),
            lambda index: _native.cwp_plan_at(self._handle, index),
            lambda row: PlannedCourse(row, self),
            _PLANNED_COLUMNS,
        )

    def __len__(self) -> int:
        return _native.cwp_plan_count(self._handle)

    @overload
    def __getitem__(self, index: int) -> PlannedCourse: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[PlannedCourse]: ...
    def __getitem__(self, index: int | slice) -> PlannedCourse | Rows[PlannedCourse]:
        return self.courses[index]

    @property
    def gaps(self) -> Rows[Gap]:
        """Every gap, and what became of it."""
        return listed(
            _native.cwp_plan_gap_count(self._handle),
            lambda index: _native.cwp_plan_gap_at(self._handle, index),
            lambda row: Gap(row, self),
            _GAP_COLUMNS,
        )

    @property
    def uncovered(self) -> Rows[Gap]:
        """The gaps that the plan leaves."""
        rows = [gap._row for gap in self.gaps if gap.fate not in (GapFate.COVERED, GapFate.UNDER_WAY)]
        return Rows(rows, lambda row: Gap(row, self), _GAP_COLUMNS)

    @property
    def barred(self) -> Rows[BarredCourse]:
        """Courses that cover gaps and were not up for choice."""
        return listed(
            _native.cwp_plan_barred_count(self._handle),
            lambda index: _native.cwp_plan_barred_at(self._handle, index),
            BarredCourse,
            _BARRED_COLUMNS,
        )

    @property
    def claims(self) -> Rows[Claim]:
        """What the scheme gives back, and when."""
        rows = [
            (index, _native.cwp_plan_claim_at(self._handle, index))
            for index in range(_native.cwp_plan_claim_count(self._handle))
        ]
        return Rows(rows, lambda numbered: Claim(numbered[1], self, numbered[0]), _CLAIM_COLUMNS)

    @property
    def total(self) -> PlanTotals:
        return PlanTotals(_native.cwp_plan_total(self._handle))

    @property
    def proof(self) -> Proof:
        return Proof(_native.cwp_plan_proof(self._handle))

    @property
    def objective(self) -> Objective:
        """What it has least of."""
        return _OBJECTIVES[_native.cwp_plan_asked(self._handle)[0]]

    def to_table(self) -> Table:
        return self.courses.to_table()

    def __repr__(self) -> str:
        total = self.total
        proved = "proved" if self.proof.proved else "not proved"
        return f"<Plan for {self.role_category.code}: {total.courses} courses, {total.hours} hours, {proved}>"


class TeamRun(Row):
    """One start of a course that people go to."""

    __slots__ = ()
    _shown = ("course", "start", "people")

    @property
    def course(self) -> Course:
        return Course._of(self._row[0])

    @property
    def start(self) -> datetime.date | None:
        """None for a course without starts: each begins when their plan says."""
        return to_date_or_none(self._row[1])

    @property
    def end(self) -> datetime.date | None:
        return to_date_or_none(self._row[2])

    @property
    def places(self) -> int:
        """0: as many as are wanted."""
        return self._number(3)

    @property
    def people(self) -> list[str]:
        """The ids of those who go."""
        plan: TeamPlan = self._owner
        return [plan.people[index] for index in self._row[4]]


_RUN_COLUMNS = (
    ("course", TEXT, lambda row: row.course.code),
    ("title", TEXT, lambda row: row.course.title),
    ("start", DATE, lambda row: row.start),
    ("end", DATE, lambda row: row.end),
    ("places", INTEGER, lambda row: row.places),
    ("going", INTEGER, lambda row: len(row._row[4])),
)
_TEAM_COLUMNS = (
    ("person", TEXT, lambda row: row[0]),
    *((name, kind, lambda row, of=of: of(row[1])) for name, kind, of in _PLANNED_COLUMNS),
)


class TeamPlan(Tabular):
    """One schedule for several people, with places. It is a table of who takes which course when."""

    __slots__ = ("_handle", "catalogue", "pathway", "people")

    def __init__(
        self,
        portfolios: Iterable[Portfolio],
        catalogue: Catalogue,
        role: Role | None = None,
        *,
        on: Day,
        roles: Mapping[str, Role] | None = None,
        options: PlanOptions | None = None,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        self.pathway = asked(pathway)
        self.catalogue = catalogue
        everybody = list(portfolios)
        #: The ids of those whom it is for, in the given order.
        self.people = [portfolio.id for portfolio in everybody]
        own = {} if roles is None else roles
        learners = [
            (portfolio._open, self.pathway._role(own.get(person)))
            for person, portfolio in zip(self.people, everybody, strict=True)
        ]
        question = question_row(self.pathway, role, on, settings, policy)
        self._handle = _native.cwp_team_plan_make(
            self.pathway._handle, learners, catalogue._handle, question, (options or PlanOptions())._row
        )

    def __len__(self) -> int:
        return len(self.people)

    def __getitem__(self, person: int | str) -> Plan:
        """Somebody's plan, by their place or their id."""
        if isinstance(person, str):
            if person not in self.people:
                raise KeyError(f"{person!r} is none of those whom the plan is for")
            person = self.people.index(person)
        return Plan._of(_native.cwp_team_plan_at(self._handle, range(len(self))[person]), self)

    def __iter__(self) -> Iterator[Plan]:
        return (self[index] for index in range(len(self)))

    @property
    def runs(self) -> Rows[TeamRun]:
        """The starts of courses that people go to."""
        return listed(
            _native.cwp_team_plan_run_count(self._handle),
            lambda index: _native.cwp_team_plan_run_at(self._handle, index),
            lambda row: TeamRun(row, self),
            _RUN_COLUMNS,
        )

    @property
    def total(self) -> PlanTotals:
        return PlanTotals(_native.cwp_team_plan_total(self._handle))

    @property
    def proof(self) -> Proof:
        """Proved if nobody could do better with all places free."""
        return Proof(_native.cwp_team_plan_proof(self._handle))

    def to_table(self) -> Table:
        rows = [(person, course) for person, plan in zip(self.people, self, strict=True) for course in plan]
        return table_of(_TEAM_COLUMNS, rows)

    def __repr__(self) -> str:
        return f"<TeamPlan for {len(self)} people: {self.total.courses} courses>"
