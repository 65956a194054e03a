"""Next steps, routes, and what to talk about."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from . import _native
from ._assessment import Assessment, Counts, Judgement, Policy, counts_of
from ._base import DATE, FLAG, INTEGER, TEXT, Day, Row, Rows, Table, Tabular, borrowed, listed, to_date_or_none
from ._enums import Coverage, Provenance, RequirementKind, StepKind, TalkSection, place_of, words_of
from ._pathway import Pathway, Record, Role, Settings, code_of
from ._portfolio import Evidence, Portfolio, asked, question_row

_KINDS = words_of(RequirementKind)
_STEP_KINDS = words_of(StepKind)
_PROVENANCES = words_of(Provenance)
_COVERAGES = words_of(Coverage)
_SECTIONS = words_of(TalkSection)


def by_kind(numbers: tuple[int, ...]) -> dict[RequirementKind, int]:
    """Three numbers, of must, should and can."""
    return dict(zip(_KINDS, numbers, strict=True))


class StepLine(Row):
    """One requirement of a step's target."""

    __slots__ = ()
    _shown = ("judgement", "carried", "added")

    @property
    def judgement(self) -> Judgement:
        """What is asked, and where the person stands with it."""
        assessment: Assessment = self._owner
        return Judgement(self._row[0], assessment, self._row[1])

    @property
    def carried(self) -> bool:
        """Whether it is met or expiring now."""
        return bool(self._row[2])

    @property
    def added(self) -> bool:
        """Whether the role category where the person starts does not ask it."""
        return bool(self._row[3])


_LINE_COLUMNS = (
    ("code", TEXT, lambda row: row.judgement.code),
    ("title", TEXT, lambda row: row.judgement.title),
    ("kind", TEXT, lambda row: row.judgement.kind.value),
    ("standing", TEXT, lambda row: row.judgement.standing.value),
    ("carried", FLAG, lambda row: row.carried),
    ("added", FLAG, lambda row: row.added),
)


class Step(Row):
    """One step: to another role category, or into a practice area."""

    __slots__ = ("_index",)
    _shown = ("target", "kind", "remaining")

    def __init__(self, row: tuple[Any, ...], owner: NextSteps, index: int) -> None:
        super().__init__(row, owner)
        self._index = index

    def _record(self, number: int | None) -> Record | None:
        pathway: Pathway = self._owner.pathway
        return pathway._record(number)

    @property
    def kind(self) -> StepKind:
        return _STEP_KINDS[self._row[0]]

    @property
    def target(self) -> Record:
        """A role category, or a practice area."""
        found: Record = self._owner.pathway._any_record(self._row[1])
        return found

    @property
    def move(self) -> Record | None:
        """The pathway's move, if there is one."""
        return self._record(self._row[2])

    @property
    def basis(self) -> str:
        """What the step rests on, one sentence."""
        return self._text(3)

    @property
    def note(self) -> str:
        """How sure that is, or ""."""
        return self._text(4)

    @property
    def status(self) -> Provenance:
        return _PROVENANCES[self._row[5]]

    @property
    def source(self) -> Record | None:
        return self._record(self._row[6])

    @property
    def coverage(self) -> Coverage:
        """How much of what the target asks the data holds."""
        return _COVERAGES[self._row[7]]

    @property
    def coverage_note(self) -> str:
        """What is missing, or ""."""
        return self._text(8)

    @property
    def counts(self) -> Mapping[RequirementKind, Counts]:
        """Where the person stands with what the target asks."""
        return counts_of(self._row[9])

    @property
    def remaining(self) -> Mapping[RequirementKind, int]:
        """Of it, neither met nor expiring."""
        return by_kind(self._row[10])

    @property
    def carried(self) -> int:
        """Of it, met or expiring now: it carries over."""
        return self._number(11)

    @property
    def added(self) -> int:
        """Of it, not asked by the role category where the person starts."""
        return self._number(12)

    @property
    def added_remaining(self) -> Mapping[RequirementKind, int]:
        """What of `remaining` is new in that sense."""
        return by_kind(self._row[13])

    @property
    def ready(self) -> bool:
        return bool(self._row[14])

    @property
    def taken(self) -> bool:
        """Whether the person has evidence of the practice area already."""
        return bool(self._row[15])

    @property
    def assessment(self) -> Assessment:
        """The assessment behind it."""
        steps: NextSteps = self._owner
        handle = _native.cwp_next_assessment(steps._handle, self._index)
        return steps._borrowed(handle)

    @property
    def lines(self) -> Rows[StepLine]:
        """What remains, then what carries over."""
        steps, assessment = self._owner, self.assessment
        return listed(
            _native.cwp_next_line_count(steps._handle, self._index),
            lambda index: _native.cwp_next_line_at(steps._handle, self._index, index),
            lambda row: StepLine(row, assessment),
            _LINE_COLUMNS,
        )

    @property
    def why(self) -> str:
        """A few sentences: what it rests on, what remains and carries over, what the data does not hold."""
        text: str = _native.cwp_next_why(self._owner._handle, self._index)
        return text


_STEP_COLUMNS = (
    ("target", TEXT, lambda row: row.target.code),
    ("title", TEXT, lambda row: row.target.title),
    ("kind", TEXT, lambda row: row.kind.value),
    ("remaining_must", INTEGER, lambda row: row._row[10][0]),
    ("remaining_should", INTEGER, lambda row: row._row[10][1]),
    ("remaining_can", INTEGER, lambda row: row._row[10][2]),
    ("carried", INTEGER, lambda row: row.carried),
    ("added", INTEGER, lambda row: row.added),
    ("coverage", TEXT, lambda row: row.coverage.value),
    ("ready", FLAG, lambda row: row.ready),
    ("why", TEXT, lambda row: row.why),
)


class _Advice(Tabular):
    """What all advice borrows: an edition and a portfolio, which live as long as it does."""

    __slots__ = ("_portfolio", "pathway", "portfolio")

    def __init__(self, portfolio: Portfolio, pathway: Pathway | None) -> None:
        self.pathway = asked(pathway)
        self.portfolio = portfolio
        self._portfolio = portfolio._open

    def _borrowed(self, handle: _native.cwp_assessment) -> Assessment:
        """An assessment that lives in this."""
        portfolio = Portfolio._of(self._portfolio) if self.portfolio.closed else self.portfolio
        return Assessment._of(borrowed(handle, self), self.pathway, portfolio)


class NextSteps(_Advice):
    """Where a person could go from where they are, in order. It is a sequence of Step, and a table.

    >>> import cwp
    >>> me = cwp.Portfolio("R017", role="CSW")
    >>> steps = me.next_steps(on="2026-11-21")
    >>> steps[0].target.kind in ("role-category", "practice-area")
    True
    """

    __slots__ = ("_handle",)

    def __init__(
        self,
        portfolio: Portfolio,
        role: Role | None = None,
        *,
        on: Day,
        every: bool = False,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        super().__init__(portfolio, pathway)
        question = question_row(self.pathway, role, on, settings, policy)
        self._handle: _native.cwp_next = _native.cwp_next_make(self.pathway._handle, self._portfolio, question, every)

    @classmethod
    def _of(cls, handle: _native.cwp_next, page: Conversation) -> NextSteps:
        """Those that live in a page, which they keep."""
        made = cls.__new__(cls)
        made._handle = borrowed(handle, page)
        made.pathway, made.portfolio, made._portfolio = page.pathway, page.portfolio, page._portfolio
        return made

    @property
    def role_category(self) -> Record | None:
        """Where the steps start from, if it is known."""
        return self.pathway._record(_native.cwp_next_from(self._handle))

    @property
    def own(self) -> Assessment | None:
        """Where the person stands with that role category."""
        handle: Any = _native.cwp_next_own(self._handle)
        return None if handle is None else self._borrowed(handle)

    @property
    def steps(self) -> Rows[Step]:
        count = _native.cwp_next_count(self._handle)
        rows = [(index, _native.cwp_next_at(self._handle, index)) for index in range(count)]
        return Rows(rows, lambda numbered: Step(numbered[1], self, numbered[0]), _STEP_COLUMNS)

    def __len__(self) -> int:
        return _native.cwp_next_count(self._handle)

    def __getitem__(self, index: int) -> Step:
        return self.steps[index]

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def to_table(self) -> Table:
        return self.steps.to_table()

    def __repr__(self) -> str:
        return f"<NextSteps: {', '.join(step.target.code for step in self)}>"


class RouteStep(Row):
    """One step of a route."""

    __slots__ = ("_place",)
    _shown = ("from_", "target", "kind")

    def __init__(self, row: tuple[Any, ...], owner: Routes, place: tuple[int, int]) -> None:
        super().__init__(row, owner)
        self._place = place

    def _record(self, number: int) -> Record:
        pathway: Pathway = self._owner.pathway
        return pathway._any_record(number)

    @property
    def move(self) -> Record:
        return self._record(self._row[0])

    @property
    def kind(self) -> StepKind:
        return _STEP_KINDS[self._row[1]]

    @property
    def from_(self) -> Record:
        """The role category where it starts."""
        return self._record(self._row[2])

    @property
    def target(self) -> Record:
        """The role category where it leads."""
        return self._record(self._row[3])

    @property
    def coverage(self) -> Coverage:
        return _COVERAGES[self._row[4]]

    @property
    def coverage_note(self) -> str:
        return self._text(5)

    @property
    def remaining(self) -> Mapping[RequirementKind, int]:
        """All that remains for the target today."""
        return by_kind(self._row[6])

    @property
    def adds(self) -> Mapping[RequirementKind, int]:
        """Of it, what no earlier step of the route asks."""
        return by_kind(self._row[7])

    @property
    def carried(self) -> int:
        """Of what the target asks, met or expiring today."""
        return self._number(8)

    @property
    def assessment(self) -> Assessment:
        """The assessment of the target as of today."""
        routes: Routes = self._owner
        return routes._borrowed(_native.cwp_routes_assessment(routes._handle, *self._place))

    @property
    def added(self) -> list[Judgement]:
        """The requirements that it adds to the route."""
        routes, assessment = self._owner, self.assessment
        rows = {row[0]: index for index, row in enumerate(_native.assessment_rows(assessment._handle))}
        found = [_native.cwp_routes_added(routes._handle, *self._place, index) for index in range(sum(self._row[7]))]
        return [Judgement(row, assessment, rows[row[0]]) for row in found]


class Route(Row):
    """Several moves, one after the other. It is a sequence of RouteStep."""

    __slots__ = ("_index",)
    _shown = ("steps", "remaining")

    def __init__(self, row: tuple[Any, ...], owner: Routes, index: int) -> None:
        super().__init__(row, owner)
        self._index = index

    @property
    def steps(self) -> list[RouteStep]:
        routes: Routes = self._owner
        return [
            RouteStep(_native.cwp_routes_step(routes._handle, self._index, step), routes, (self._index, step))
            for step in range(self._row[0])
        ]

    @property
    def remaining(self) -> Mapping[RequirementKind, int]:
        """What its steps add up to, each requirement once."""
        return by_kind(self._row[1])

    @property
    def untold(self) -> int:
        """Of its targets, those that the data holds only a summary of."""
        return self._number(2)

    def __len__(self) -> int:
        return self._number(0)

    def __iter__(self) -> Iterator[RouteStep]:
        return iter(self.steps)


_ROUTE_COLUMNS = (
    ("route", INTEGER, lambda row: row[0]),
    ("step", INTEGER, lambda row: row[1]),
    ("from", TEXT, lambda row: row[2].from_.code),
    ("to", TEXT, lambda row: row[2].target.code),
    ("kind", TEXT, lambda row: row[2].kind.value),
    ("adds_must", INTEGER, lambda row: row[2]._row[7][0]),
    ("adds_should", INTEGER, lambda row: row[2]._row[7][1]),
    ("adds_can", INTEGER, lambda row: row[2]._row[7][2]),
    ("coverage", TEXT, lambda row: row[2].coverage.value),
)


class Routes(_Advice):
    """Routes to a role category, best first. It is a sequence of Route, and a table of their steps."""

    __slots__ = ("_handle",)

    def __init__(
        self,
        portfolio: Portfolio,
        goal: Role,
        role: Role | None = None,
        *,
        on: Day,
        most: int = 3,
        most_moves: int = 8,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        super().__init__(portfolio, pathway)
        question = question_row(self.pathway, role, on, settings, policy)
        end = self.pathway._role(goal)
        options = (most, most_moves)
        self._handle = _native.cwp_route_find(self.pathway._handle, self._portfolio, question, end, options)

    @property
    def complete(self) -> bool:
        """Whether no route was passed over."""
        return bool(_native.cwp_routes_is_complete(self._handle))

    def __len__(self) -> int:
        return _native.cwp_routes_count(self._handle)

    def __getitem__(self, index: int) -> Route:
        place = range(len(self))[index]
        return Route(_native.cwp_routes_at(self._handle, place), self, place)

    def __iter__(self) -> Iterator[Route]:
        return (self[index] for index in range(len(self)))

    def to_table(self) -> Table:
        rows = [(number, place, step) for number, route in enumerate(self) for place, step in enumerate(route)]
        return Rows(rows, lambda row: row, _ROUTE_COLUMNS).to_table()

    def __repr__(self) -> str:
        ways = (" > ".join(step.target.code for step in route) for route in self)
        return f"<Routes: {'; '.join(ways) or 'none'}>"


class TalkPoint(Row):
    """One point of a page for a career conversation."""

    __slots__ = ()
    _shown = ("section", "text")

    @property
    def section(self) -> TalkSection:
        return _SECTIONS[self._row[0]]

    @property
    def depth(self) -> int:
        """0, or 1 for a point that belongs to the last one of depth 0 before it."""
        return self._number(1)

    @property
    def record(self) -> Record | None:
        """What it is about."""
        page: Conversation = self._owner
        return page.pathway._record(self._row[2])

    @property
    def evidence(self) -> Evidence | None:
        """The piece of evidence that it speaks of."""
        if self._row[3] is None:
            return None
        return Evidence._of(_native.cwp_portfolio_evidence(self._owner._portfolio, self._row[3]))

    @property
    def date(self) -> datetime.date | None:
        """The day that it speaks of."""
        return to_date_or_none(self._row[4])

    @property
    def text(self) -> str:
        """What to say."""
        return self._text(5)

    @property
    def why(self) -> str:
        """Why it is said, or "" where it says so itself."""
        return self._text(6)


_POINT_COLUMNS = (
    ("section", TEXT, lambda row: row.section.value),
    ("depth", INTEGER, lambda row: row.depth),
    ("text", TEXT, lambda row: row.text),
    ("why", TEXT, lambda row: row.why or None),
    ("record", TEXT, lambda row: code_of(row.record)),
    ("date", DATE, lambda row: row.date),
)


class Conversation(_Advice):
    """A page to bring to a career conversation. str() of it is the page; it is a table of its points."""

    __slots__ = ("_handle",)

    def __init__(
        self,
        portfolio: Portfolio,
        role: Role | None = None,
        *,
        on: Day,
        most_steps: int = 3,
        most_first: int = 3,
        settings: Settings = (),
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        super().__init__(portfolio, pathway)
        question = question_row(self.pathway, role, on, settings, policy)
        options = (most_steps, most_first)
        self._handle = _native.cwp_conversation_make(self.pathway._handle, self._portfolio, question, options)

    @property
    def points(self) -> Rows[TalkPoint]:
        return listed(
            _native.cwp_conversation_count(self._handle),
            lambda index: _native.cwp_conversation_at(self._handle, index),
            lambda row: TalkPoint(row, self),
            _POINT_COLUMNS,
        )

    @property
    def next_steps(self) -> NextSteps:
        """The next steps behind it, all of them; the page shows the first few."""
        return NextSteps._of(_native.cwp_conversation_next(self._handle), self)

    def section(self, section: TalkSection | str) -> list[TalkPoint]:
        """The points of one section."""
        return [point for point in self.points if point.section == section]

    @staticmethod
    def heading(section: TalkSection | str) -> str:
        """The heading of a section, such as "What you bring"."""
        return _native.cwp_talk_section_title(place_of(TalkSection, section, "section"))

    def to_text(self, width: int = 80) -> str:
        """The page as plain text, in lines of at most so many characters; 0 for no wrapping."""
        text: str = _native.cwp_conversation_print(self._handle, width)
        return text

    def to_table(self) -> Table:
        return self.points.to_table()

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<Conversation of {len(self.points)} points>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.to_text(0))}</pre>"
