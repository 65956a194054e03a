"""Where people stand, and what expires."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from html import escape
from typing import Any

from . import _native
from ._base import DATE, FLAG, INTEGER, TEXT, Day, Row, Rows, Table, Tabular, table_of, to_date, to_date_or_none
from ._enums import Coverage, EvidenceKind, RequirementKind, Standing, place_of, words_of
from ._pathway import Pathway, Record, Role, RoleCategory, Settings, code_of
from ._portfolio import Evidence, Portfolio, asked, question_row

_KINDS = words_of(RequirementKind)
_STANDINGS = words_of(Standing)
_COVERAGES = words_of(Coverage)
_EVIDENCE_KINDS = words_of(EvidenceKind)
_GOOD = (0, 1)  # met and expiring


class Policy(Row):
    """How evidence is judged: the weakest kind that meets a must, a should and a can, and when evidence is expiring.

    >>> import cwp
    >>> cwp.Policy()
    Policy(must='assessed', should='trained', can='trained', expiring_days=90)
    """

    __slots__ = ()
    _shown = ("must", "should", "can", "expiring_days")

    def __init__(
        self,
        *,
        must: EvidenceKind | str = EvidenceKind.ASSESSED,
        should: EvidenceKind | str = EvidenceKind.TRAINED,
        can: EvidenceKind | str = EvidenceKind.TRAINED,
        expiring_days: int | None = 90,
    ) -> None:
        super().__init__(
            (
                place_of(EvidenceKind, must, "must"),
                place_of(EvidenceKind, should, "should"),
                place_of(EvidenceKind, can, "can"),
                _native.CWP_EXPIRING_ANY if expiring_days is None else expiring_days,
            )
        )

    @classmethod
    def _of(cls, row: tuple[Any, ...]) -> Policy:
        made = cls.__new__(cls)
        Row.__init__(made, row)
        return made

    @property
    def must(self) -> EvidenceKind:
        return _EVIDENCE_KINDS[self._row[0]]

    @property
    def should(self) -> EvidenceKind:
        return _EVIDENCE_KINDS[self._row[1]]

    @property
    def can(self) -> EvidenceKind:
        return _EVIDENCE_KINDS[self._row[2]]

    @property
    def expiring_days(self) -> int | None:
        """Evidence that ends within so many days of the day asked about, that day included as day 0, is expiring; None:
        whatever has a last day at all."""
        number: int = self._row[3]
        return None if number == _native.CWP_EXPIRING_ANY else number


class Counts(Row):
    """Requirements of one kind, by where the person stands. All but `needed` add up to `needed`."""

    __slots__ = ()
    _shown = ("needed", "met", "expiring", "expired", "in_progress", "claimed", "partly", "no_evidence")

    @property
    def needed(self) -> int:
        return self._number(0)

    @property
    def met(self) -> int:
        return self._number(1)

    @property
    def expiring(self) -> int:
        return self._number(2)

    @property
    def expired(self) -> int:
        return self._number(3)

    @property
    def in_progress(self) -> int:
        return self._number(4)

    @property
    def claimed(self) -> int:
        return self._number(5)

    @property
    def partly(self) -> int:
        return self._number(6)

    @property
    def no_evidence(self) -> int:
        return self._number(7)

    def __getitem__(self, standing: Standing | str) -> int:
        """The count of one standing."""
        place = place_of(Standing, standing, "standing")
        return self._number(place + 1) if place + 1 < len(self._row) else 0


def counts_of(rows: tuple[Any, ...]) -> dict[RequirementKind, Counts]:
    return {kind: Counts(row) for kind, row in zip(_KINDS, rows, strict=True)}


class Judgement(Row):
    """Where the person stands with one requirement."""

    __slots__ = ("_index",)
    _shown = ("code", "kind", "standing", "until")

    def __init__(self, row: tuple[Any, ...], owner: Assessment, index: int) -> None:
        super().__init__(row, owner)
        self._index = index

    @property
    def record(self) -> Record:
        """The behaviour, statement, rule, practice area or activity that is asked."""
        found: Record = self._owner.pathway._any_record(self._row[0])
        return found

    @property
    def code(self) -> str:
        return self.record.code

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def role_category(self) -> Record:
        """The role category that states it."""
        found: Record = self._owner.pathway._any_record(self._row[1])
        return found

    @property
    def kind(self) -> RequirementKind:
        """How strongly it is asked, in the settings asked about."""
        return _KINDS[self._row[2]]

    @property
    def stated_kind(self) -> RequirementKind:
        """How strongly outside any setting."""
        return _KINDS[self._row[3]]

    @property
    def standing(self) -> Standing:
        return _STANDINGS[self._row[4]]

    @property
    def is_gap(self) -> bool:
        """Whether it is asked, and neither met nor expiring. That is no word on what the person is able to do."""
        return self._row[4] not in _GOOD and self._row[4] != len(_STANDINGS) - 1

    @property
    def evidence(self) -> Evidence | None:
        """The evidence that made it so; where none counts, what comes nearest."""
        if self._row[5] is None:
            return None
        return Evidence._of(_native.cwp_portfolio_evidence(self._owner._portfolio, self._row[5]))

    @property
    def map(self) -> Record | None:
        """The evidence map by which that evidence counts; None if it counts directly."""
        pathway: Pathway = self._owner.pathway
        return pathway._record(self._row[6])

    @property
    def until(self) -> datetime.date | None:
        """Last day of that evidence."""
        return to_date_or_none(self._row[7])

    @property
    def why(self) -> str:
        """One sentence on why it is so."""
        text: str = _native.cwp_assessment_why(self._owner._handle, self._index)
        return text


JUDGEMENT_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("title", TEXT, lambda row: row.title),
    ("kind", TEXT, lambda row: row.kind.value),
    ("standing", TEXT, lambda row: row.standing.value),
    ("until", DATE, lambda row: row.until),
    ("role_category", TEXT, lambda row: row.role_category.code),
    ("evidence", INTEGER, lambda row: row._row[5]),
    ("map", TEXT, lambda row: code_of(row.map)),
    ("why", TEXT, lambda row: row.why),
)


class Assessment(Tabular):
    """Where a person stands on a day with what a role category asks. Immutable; any thread may read it.

    >>> import cwp
    >>> me = cwp.Portfolio("R017", evidence=[cwp.Evidence("CSW.B1", "trained", from_="2026-05-12")])
    >>> result = me.assess("CSW", on="2026-11-21", settings=["dementia"])
    >>> result.ready, result.counts["must"].claimed
    (False, 1)
    >>> gap = result.gaps[0]
    >>> gap.code, gap.standing.value
    ('CSW.B1', 'claimed')
    >>> gap.why
    'Evidence is of kind trained, but a must asks for assessed evidence: trained evidence CSW.B1.'

    "No evidence on record" is not "not able". It is a table of its requirements.
    """

    __slots__ = ("_asked", "_handle", "_portfolio", "_requirements", "pathway", "portfolio")

    def __init__(
        self,
        portfolio: Portfolio,
        role: Role | None = None,
        *,
        on: Day,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        edition = asked(pathway)
        question = question_row(edition, role, on, settings, policy)
        handle = _native.cwp_assessment_make(edition._handle, portfolio._open, question)
        self._take(handle, edition, portfolio, question)

    def _take(
        self, handle: _native.cwp_assessment, pathway: Pathway, portfolio: Portfolio, question: tuple[Any, ...] | None
    ) -> None:
        #: The edition that was asked.
        self.pathway = pathway
        #: The person's portfolio.
        self.portfolio = portfolio
        self._handle = handle
        # The C object borrows these two: they live as long as this does, closed or not.
        self._portfolio: Any = portfolio._open
        self._asked = question
        self._requirements: Rows[Judgement] | None = None

    @classmethod
    def _of(cls, handle: _native.cwp_assessment, pathway: Pathway, portfolio: Portfolio) -> Assessment:
        made = cls.__new__(cls)
        made._take(handle, pathway, portfolio, None)
        return made

    @property
    def role_category(self) -> RoleCategory:
        """The role category that was asked about."""
        found = self.pathway._any_record(_native.cwp_assessment_role(self._handle) or 0)
        assert isinstance(found, RoleCategory)
        return found

    @property
    def on(self) -> datetime.date:
        """The day asked about."""
        return to_date(_native.cwp_assessment_on(self._handle) or 0)

    @property
    def policy(self) -> Policy:
        """The policy that was applied."""
        return Policy._of(_native.cwp_assessment_policy(self._handle))

    @property
    def coverage(self) -> Coverage:
        """How much of what the role category asks the edition holds. With PARTIAL or less, no gap is not readiness."""
        return _COVERAGES[_native.cwp_assessment_coverage(self._handle)]

    @property
    def ready(self) -> bool:
        """Whether every must and should is met or expiring, and the edition holds all of them."""
        return bool(_native.cwp_assessment_is_ready(self._handle))

    @property
    def counts(self) -> Mapping[RequirementKind, Counts]:
        """Counts of must, should and can."""
        return {kind: Counts(_native.cwp_assessment_counts(self._handle, place)) for place, kind in enumerate(_KINDS)}

    @property
    def requirements(self) -> Rows[Judgement]:
        """Each requirement, with where the person stands with it."""
        if self._requirements is None:
            rows = list(enumerate(_native.assessment_rows(self._handle)))
            self._requirements = self._judgements(rows)
        return self._requirements

    def _judgements(self, rows: list[tuple[int, Any]]) -> Rows[Judgement]:
        return Rows(rows, lambda numbered: Judgement(numbered[1], self, numbered[0]), JUDGEMENT_COLUMNS)

    @property
    def gaps(self) -> Rows[Judgement]:
        """The requirements that are neither met nor expiring."""
        good = (*_GOOD, len(_STANDINGS) - 1)
        rows = enumerate(_native.assessment_rows(self._handle))
        return self._judgements([(index, row) for index, row in rows if row[4] not in good])

    def __getitem__(self, code: Record | str) -> Judgement:
        """The requirement about that record."""
        number = self.pathway._id_of(code, self.pathway.edition.kind, "a requirement")
        for index, row in enumerate(_native.assessment_rows(self._handle)):
            if row[0] == number:
                return Judgement(row, self, index)
        raise KeyError(f"{self.role_category.code} does not ask for {code}")

    def __len__(self) -> int:
        return _native.cwp_assessment_count(self._handle)

    def to_table(self) -> Table:
        return self.requirements.to_table()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Assessment):
            return NotImplemented
        return self is other or self._key() == other._key()

    def _key(self) -> tuple[Any, ...]:
        rows = _native.assessment_rows(self._handle)
        return (
            self.pathway,
            _native.cwp_portfolio_person(self._portfolio)[0],
            self.on,
            self.policy,
            self.role_category,
            rows,
        )

    def __hash__(self) -> int:
        return hash((self.pathway, self.role_category, self.on))

    def __reduce__(self) -> tuple[Any, ...]:
        if self._asked is None:
            raise TypeError("an assessment that is part of another result does not travel: ask for it by itself")
        settings = tuple(self.pathway._any_record(number).code for number in self._asked[2])
        return _assessment_of, (self.portfolio, self.role_category.code, self.on, settings, self.policy, self.pathway)

    def __repr__(self) -> str:
        must, should = self.counts[RequirementKind.MUST], self.counts[RequirementKind.SHOULD]
        return (
            f"<Assessment against {self.role_category.code} on {self.on}: {must.met + must.expiring} of {must.needed}"
            f" must, {should.met + should.expiring} of {should.needed} should, coverage {self.coverage.value}>"
        )

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{kind.value}</td><td>{count.needed}</td><td>{count.met}</td><td>{count.expiring}</td>"
            f"<td>{count.needed - count.met - count.expiring}</td></tr>"
            for kind, count in self.counts.items()
        )
        return (
            f"<p>Against <b>{escape(self.role_category.title)}</b> on {self.on}, coverage {self.coverage.value}</p>"
            "<table><thead><tr><th></th><th>needed</th><th>met</th><th>expiring</th><th>gaps</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )


def _assessment_of(
    portfolio: Portfolio, role: str, on: datetime.date, settings: tuple[str, ...], policy: Policy, pathway: Pathway
) -> Assessment:
    return Assessment(portfolio, role, on=on, settings=settings, policy=policy, pathway=pathway)


class Overview(Tabular):
    """Where a person stands with every role category at once. It is a table, a row for each.

    >>> import cwp
    >>> me = cwp.Portfolio("R017", evidence=[cwp.Evidence("CSW.B1", "assessed", from_="2026-05-12")])
    >>> overview = me.overview(on="2026-11-21")
    >>> overview["CSW"]["must"].met, overview["SL"]["must"].met
    (1, 0)
    """

    __slots__ = ("_handle", "_portfolio", "pathway", "portfolio")

    def __init__(
        self,
        portfolio: Portfolio,
        *,
        on: Day,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        self.pathway = asked(pathway)
        self.portfolio = portfolio
        self._portfolio: Any = portfolio._open
        question = question_row(self.pathway, None, on, settings, policy)
        self._handle: _native.overview = _native.overview_make(self.pathway._handle, self._portfolio, question)

    def _role(self, role: Role) -> int:
        number = self.pathway._role(role)
        assert number is not None
        return number

    def __getitem__(self, role: Role) -> Mapping[RequirementKind, Counts]:
        """Counts of must, should and can of a role category."""
        number = self._role(role)
        return {
            kind: Counts(_native.cwp_overview_counts(self._handle, number, place)) for place, kind in enumerate(_KINDS)
        }

    def coverage(self, role: Role) -> Coverage:
        """How much of what a role category asks the edition holds."""
        return _COVERAGES[_native.cwp_overview_coverage(self._handle, self._role(role))]

    def ready(self, role: Role) -> bool:
        """Whether every must and should of a role category is met or expiring, and the edition holds all of them."""
        ready: bool = _native.cwp_overview_is_ready(self._handle, self._role(role))
        return ready

    def standings(self, role: Role) -> Mapping[str, Standing]:
        """The standing of each requirement of a role category, by its code."""
        rows = _native.cwp_overview_judgements(self._handle, self._role(role))
        return {self.pathway._any_record(row[0]).code: _STANDINGS[row[4]] for row in rows}

    def to_table(self) -> Table:
        return table_of(_OVERVIEW_COLUMNS, [(role, self) for role in self.pathway.role_categories])

    def __repr__(self) -> str:
        ready = [role.code for role in self.pathway.role_categories if self.ready(role)]
        return f"<Overview of {self.portfolio!r}: ready for {', '.join(ready) or 'none'}>"


_OVERVIEW_COLUMNS = (
    ("role", TEXT, lambda row: row[0].code),
    ("coverage", TEXT, lambda row: row[1].coverage(row[0]).value),
    ("ready", FLAG, lambda row: row[1].ready(row[0])),
    *(
        (f"{kind.value}_{name}", INTEGER, lambda row, kind=kind, part=part: row[1][row[0]][kind]._row[part])
        for kind in RequirementKind
        for part, name in enumerate(Counts._shown)
    ),
)


class Lapse(Row):
    """A requirement that stops being met."""

    __slots__ = ()
    _shown = ("code", "kind", "last", "after")

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
    def last(self) -> datetime.date:
        """Last day on which it is met."""
        return to_date(self._row[4])

    @property
    def evidence(self) -> Evidence | None:
        """The evidence that met it on that day."""
        if self._row[5] is None:
            return None
        return Evidence._of(_native.cwp_portfolio_evidence(self._owner._portfolio, self._row[5]))

    @property
    def map(self) -> Record | None:
        """The evidence map by which it did."""
        pathway: Pathway = self._owner.pathway
        return pathway._record(self._row[6])

    @property
    def after(self) -> Standing:
        """Where the requirement stands on the day after."""
        return _STANDINGS[self._row[7]]


_LAPSE_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("title", TEXT, lambda row: row.title),
    ("kind", TEXT, lambda row: row.kind.value),
    ("last", DATE, lambda row: row.last),
    ("after", TEXT, lambda row: row.after.value),
)


class Month(Row):
    """One calendar month of a forecast."""

    __slots__ = ()
    _shown = ("first", "last")

    @property
    def first(self) -> datetime.date:
        """Its first day; of the first month, the day asked about."""
        return to_date(self._row[0])

    @property
    def last(self) -> datetime.date:
        return to_date(self._row[1])

    @property
    def counts(self) -> Mapping[RequirementKind, Counts]:
        """Counts on its last day."""
        return counts_of(self._row[2])

    @property
    def lapses(self) -> Rows[Lapse]:
        """The requirements that are met for the last time in it."""
        first, count = self._row[3], self._row[4]
        forecast: Forecast = self._owner
        return forecast.lapses[first : first + count]


_MONTH_COLUMNS = (
    ("first", DATE, lambda row: row.first),
    ("last", DATE, lambda row: row.last),
    ("lapses", INTEGER, lambda row: row._row[4]),
    *(
        (f"{kind.value}_{name}", INTEGER, lambda row, place=place, part=part: row._row[2][place][part])
        for place, kind in enumerate(_KINDS)
        for part, name in enumerate(Counts._shown)
    ),
)


class Forecast(Tabular):
    """What expires, month by month, if nothing new comes. It is a table of its months."""

    __slots__ = ("_handle", "_portfolio", "pathway", "portfolio")

    def __init__(
        self,
        portfolio: Portfolio,
        role: Role | None = None,
        *,
        on: Day,
        months: int = 12,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        self.pathway = asked(pathway)
        self.portfolio = portfolio
        self._portfolio = portfolio._open
        question = question_row(self.pathway, role, on, settings, policy)
        self._handle = _native.cwp_forecast_make(self.pathway._handle, self._portfolio, question, months)

    @property
    def role_category(self) -> Record:
        return self.pathway._any_record(_native.cwp_forecast_role(self._handle) or 0)

    @property
    def counts(self) -> Mapping[RequirementKind, Counts]:
        """Counts on the day asked about."""
        return {kind: Counts(_native.cwp_forecast_counts(self._handle, place)) for place, kind in enumerate(_KINDS)}

    @property
    def months(self) -> Rows[Month]:
        count = _native.cwp_forecast_month_count(self._handle)
        rows = [_native.cwp_forecast_month(self._handle, index) for index in range(count)]
        return Rows(rows, lambda row: Month(row, self), _MONTH_COLUMNS)

    @property
    def lapses(self) -> Rows[Lapse]:
        """All that stops being met, by day."""
        count = _native.cwp_forecast_lapse_count(self._handle)
        rows = [_native.cwp_forecast_lapse(self._handle, index) for index in range(count)]
        return Rows(rows, lambda row: Lapse(row, self), _LAPSE_COLUMNS)

    def to_table(self) -> Table:
        return self.months.to_table()

    def __repr__(self) -> str:
        return f"<Forecast for {self.role_category.code}: {len(self.months)} months, {len(self.lapses)} lapses>"
