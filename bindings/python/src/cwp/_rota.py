"""Rotas: shifts and the people on them, held against rules."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from . import _native
from ._assessment import Policy
from ._base import (
    DATE,
    FLAG,
    INTEGER,
    TEXT,
    Closing,
    Day,
    Listed,
    Path,
    Row,
    Rows,
    Table,
    borrowed,
    listed,
    table_of,
    to_date_or_none,
    to_path,
)
from ._enums import (
    EvidenceKind,
    RotaAs,
    RotaCause,
    RotaFixKind,
    RotaMeasure,
    RotaSeverity,
    ShiftPart,
    Standing,
    Stored,
    place_of,
    words_of,
)
from ._files import Source, is_open, named
from ._findings import Findings
from ._moments import Moment, of_moment, to_moment
from ._pathway import Limits, Pathway, Record, Settings, limits_row, pathway_or_default
from ._portfolio import Evidence, Portfolio
from ._team import Team, stream_of
from .errors import ArgumentError, UnsupportedError

if TYPE_CHECKING:
    from ._calendar import RotaCalendar

_SEVERITIES = words_of(RotaSeverity)
_PARTS = words_of(ShiftPart)
_MEASURES = words_of(RotaMeasure)
_AS = words_of(RotaAs)
_CAUSES = words_of(RotaCause)
_FIXES = words_of(RotaFixKind)
_STANDINGS = words_of(Standing)
_KINDS = words_of(EvidenceKind)

#: From when until when.
Span = tuple[Moment, Moment]


class RotaRule(Row):
    """One rule of a set."""

    __slots__ = ()
    _shown = ("id", "severity", "measure", "amount")

    @property
    def id(self) -> str:
        return self._text(0)

    @property
    def title(self) -> str:
        """What it asks, in a few words."""
        return self._text(1)

    @property
    def basis(self) -> str:
        """What it rests on."""
        return self._text(2)

    @property
    def status(self) -> str:
        """How far that carries: "official", "convention" or "editorial"."""
        return self._text(3)

    @property
    def severity(self) -> RotaSeverity:
        """When it is broken."""
        return _SEVERITIES[self._row[4]]

    @property
    def part(self) -> ShiftPart:
        """Of which shifts it speaks, by time."""
        return _PARTS[self._row[5]]

    @property
    def measure(self) -> RotaMeasure:
        return _MEASURES[self._row[6]]

    @property
    def amount(self) -> int:
        """How many, or per cent."""
        return self._number(7)

    @property
    def who(self) -> str:
        """Who fits, as a part of a sentence."""
        return self._text(8)


_RULE_COLUMNS = (
    ("id", TEXT, lambda row: row.id),
    ("title", TEXT, lambda row: row.title),
    ("severity", TEXT, lambda row: row.severity.value),
    ("measure", TEXT, lambda row: row.measure.value),
    ("amount", INTEGER, lambda row: row.amount),
    ("part", TEXT, lambda row: row.part.value),
    ("who", TEXT, lambda row: row.who or None),
    ("basis", TEXT, lambda row: row.basis or None),
    ("status", TEXT, lambda row: row.status),
)


class RotaRules(Listed[RotaRule]):
    """A set of rules for one kind of service. Immutable. It is a sequence of RotaRule, and a table.

    >>> import cwp
    >>> cwp.RotaRules.names()
    ['care-home', 'nursing-home', 'home-care', 'supported-living', 'personal-assistant']
    >>> rules = cwp.RotaRules.ready("care-home")
    >>> rules[0].severity.value, rules[0].status in ("official", "convention", "editorial")
    ('block', True)
    """

    __slots__ = ("_handle", "pathway", "rules")

    def __init__(self, handle: _native.cwp_rota_rules, pathway: Pathway) -> None:
        self._handle = borrowed(handle, pathway._handle)
        self.pathway = pathway
        count = _native.cwp_rota_rules_count(handle)
        #: The rules.
        self.rules: Rows[RotaRule] = listed(
            count, lambda index: _native.cwp_rota_rules_at(handle, index), RotaRule, _RULE_COLUMNS
        )

    @staticmethod
    def names() -> list[str]:
        """The ready-made sets."""
        return [_native.cwp_rota_ready_id(index) for index in range(_native.cwp_rota_ready_count())]

    @classmethod
    def ready(cls, name: str, *, pathway: Pathway | None = None) -> RotaRules:
        """A ready-made set. They are a start: copy one, and make it yours (docs/rota.md)."""
        edition = pathway_or_default(pathway)
        return cls(_native.cwp_rota_rules_ready(edition._handle, name), edition)

    @classmethod
    def read(cls, path: Path, *, limits: Limits | None = None, pathway: Pathway | None = None) -> RotaRules:
        """Reads a set from its JSON file (docs/rota.md)."""
        edition = pathway_or_default(pathway)
        return cls(_native.cwp_rota_rules_read(edition._handle, to_path(path), limits_row(limits)), edition)

    @classmethod
    def parse(
        cls,
        text: str | bytes,
        *,
        name: str = "rules.json",
        limits: Limits | None = None,
        pathway: Pathway | None = None,
    ) -> RotaRules:
        """The same from memory; errors call it `name`."""
        edition = pathway_or_default(pathway)
        return cls(_native.cwp_rota_rules_parse(edition._handle, text, name, limits_row(limits)), edition)

    @classmethod
    def of(
        cls, rules: Iterable[Mapping[str, Any]], *, id: str = "rules", title: str = "", pathway: Pathway | None = None
    ) -> RotaRules:
        """A set out of rules as Python has them: each a dict with the keys of a rule in a file.

        >>> import cwp
        >>> cwp.RotaRules.of([{"id": "M", "measure": "least", "fits": {"about": "ASC.T13", "kind": "assessed"}}])
        <RotaRules 'rules': 1 rules>
        """
        document: dict[str, Any] = {"format": "cwp-rota-rules", "format_version": 1, "id": id, "rules": list(rules)}
        if title:
            document["title"] = title
        return cls.parse(json.dumps(document, indent=1), name=id, pathway=pathway)

    @property
    def id(self) -> str:
        return _native.cwp_rota_rules_id(self._handle)

    @property
    def title(self) -> str:
        """What the set is for."""
        return _native.cwp_rota_rules_title(self._handle)

    def __len__(self) -> int:
        return len(self.rules)

    @overload
    def __getitem__(self, which: int | str) -> RotaRule: ...
    @overload
    def __getitem__(self, which: slice) -> Rows[RotaRule]: ...
    def __getitem__(self, which: int | str | slice) -> RotaRule | Rows[RotaRule]:
        """By its place or its id; or several."""
        if not isinstance(which, str):
            return self.rules[which]
        for rule in self.rules:
            if rule.id == which:
                return rule
        raise KeyError(f"the rules have no {which!r}")

    def to_table(self) -> Table:
        return self.rules.to_table()

    def __repr__(self) -> str:
        return f"<RotaRules {self.id!r}: {len(self)} rules>"


class Shift(Row):
    """One shift or visit. Immutable.

    Times are what the clocks of England show, unless a distance from UTC or a time zone stands behind them.

    >>> import cwp
    >>> cwp.Shift("N1", "2026-11-21T22:00", "2026-11-22T07:00", place="Rose unit", required=3).hours
    9.0
    """

    __slots__ = ()
    _shown = ("id", "start", "end", "place")

    def __init__(
        self,
        id: str,
        start: Moment,
        end: Moment,
        *,
        place: str = "",
        service: str = "",
        settings: Settings = (),
        required: int = 0,
    ) -> None:
        if isinstance(settings, str | Record):
            raise ArgumentError(f"settings must be several: [{str(settings)!r}], not {str(settings)!r}")
        codes = tuple(one.code if isinstance(one, Record) else one for one in settings)
        super().__init__((id, to_moment(start, "start"), to_moment(end, "end"), place, codes, required, service))

    @classmethod
    def _of(cls, row: tuple[Any, ...]) -> Shift:
        made = cls.__new__(cls)
        Row.__init__(made, row)
        return made

    @property
    def id(self) -> str:
        return self._text(0)

    @property
    def start(self) -> datetime.datetime:
        """Its first minute, with the distance from UTC that England has then."""
        return of_moment(self._row[1])

    @property
    def end(self) -> datetime.datetime:
        """The minute after its last."""
        return of_moment(self._row[2])

    @property
    def hours(self) -> float:
        """How long it really is, also in a night in which the clocks change."""
        minutes: int = self._row[2] - self._row[1]
        return minutes / 60

    @property
    def place(self) -> str:
        """A home, a unit, an address: as the host names it; "" if not said."""
        return self._text(3)

    @property
    def settings(self) -> tuple[str, ...]:
        """Codes of practice areas of the people supported, and of delegated healthcare activities that are due."""
        codes: tuple[str, ...] = self._row[4]
        return codes

    @property
    def required(self) -> int:
        """How many people have to work it; 0: not said."""
        return self._number(5)

    @property
    def service(self) -> str:
        """What kind of shift, service or visit it is; "" if not said."""
        return self._text(6)


# As the columns of a file of shifts are named, so that from_arrow takes such a table.
_SHIFT_COLUMNS = (
    ("shift", TEXT, lambda row: row.id),
    ("start", TEXT, lambda row: row.start.isoformat(timespec="minutes")),
    ("end", TEXT, lambda row: row.end.isoformat(timespec="minutes")),
    ("place", TEXT, lambda row: row.place or None),
    ("service", TEXT, lambda row: row.service or None),
    ("settings", TEXT, lambda row: ";".join(row.settings) or None),
    ("required", INTEGER, lambda row: row.required or None),
)
_ASSIGNMENT_COLUMNS = (
    ("shift", TEXT, lambda row: row[0]),
    ("person", TEXT, lambda row: row[1]),
    ("as", TEXT, lambda row: row[2]),
)


class RotaIssue(Row):
    """One thing wrong with a shift, as it was when it was asked for."""

    __slots__ = ()
    _shown = ("shift", "severity", "cause", "person", "why")

    _owner: Rota

    @property
    def shift(self) -> str:
        """Id of the shift."""
        return self._owner._shift_id(self._row[0])

    @property
    def cause(self) -> RotaCause:
        return _CAUSES[self._row[1]]

    @property
    def severity(self) -> RotaSeverity:
        return _SEVERITIES[self._row[2]]

    @property
    def rule(self) -> RotaRule | None:
        place: int | None = self._row[3]
        return None if place is None else self._owner.rules[place]

    @property
    def person(self) -> str | None:
        """Id of whom it is about; None for the team."""
        return self._owner._person_id(self._row[4])

    @property
    def other_shift(self) -> str | None:
        """Id of the shift that overlaps."""
        place: int | None = self._row[5]
        return None if place is None else self._owner._shift_id(place)

    @property
    def _has_numbers(self) -> bool:
        return bool(self._row[6] or self._row[7])

    @property
    def have(self) -> int | None:
        """How many fit, or work the shift, where it is about a number."""
        number: int = self._row[6]
        return number if self._has_numbers else None

    @property
    def need(self) -> int | None:
        """How many would have to, or may at most."""
        number: int = self._row[7]
        return number if self._has_numbers else None

    @property
    def about(self) -> Record | None:
        """What is not on record for the person, or expires."""
        return self._owner._record(self._row[8])

    @property
    def standing(self) -> Standing | None:
        """Where the person stands with it on `day`."""
        return None if self._row[8] is None else _STANDINGS[self._row[9]]

    @property
    def evidence(self) -> Evidence | None:
        """The person's piece of evidence that comes nearest, or expires."""
        if self._row[4] is None or self._row[10] is None:
            return None
        index: int = self._row[10]
        return self._owner._portfolio(self._row[4])[index]

    @property
    def day(self) -> datetime.date | None:
        """The first day of the shift on which it is not held; of what expires, the last on which it is."""
        return to_date_or_none(self._row[11])

    @property
    def why(self) -> str:
        """One sentence."""
        return self._text(12)


def _code(record: Record | None) -> str | None:
    return None if record is None else record.code


_ISSUE_COLUMNS = (
    ("shift", TEXT, lambda row: row.shift),
    ("severity", TEXT, lambda row: row.severity.value),
    ("cause", TEXT, lambda row: row.cause.value),
    ("rule", TEXT, lambda row: row.rule and row.rule.id),
    ("person", TEXT, lambda row: row.person),
    ("other_shift", TEXT, lambda row: row.other_shift),
    ("have", INTEGER, lambda row: row.have),
    ("need", INTEGER, lambda row: row.need),
    ("about", TEXT, lambda row: _code(row.about)),
    ("standing", TEXT, lambda row: row.standing and row.standing.value),
    ("day", DATE, lambda row: row.day),
    ("why", TEXT, lambda row: row.why),
)


class RotaFix(Row):
    """One way to mend a shift: tried on the board, and found to leave fewer blocks on it and no new one elsewhere."""

    __slots__ = ()
    _shown = ("kind", "person", "leaves", "from_shift", "blocks_after")

    _owner: Rota

    @property
    def shift(self) -> str:
        """Id of the shift that it mends."""
        return self._owner._shift_id(self._row[9])

    @property
    def kind(self) -> RotaFixKind:
        return _FIXES[self._row[0]]

    @property
    def person(self) -> str:
        """Id of who comes, goes (REMOVE) or learns."""
        return self._owner._person_id(self._row[1]) or ""

    @property
    def leaves(self) -> str | None:
        """Id of who goes for them (SWAP)."""
        return self._owner._person_id(self._row[2])

    @property
    def from_shift(self) -> str | None:
        """Id of the shift that they come from (MOVE)."""
        place: int | None = self._row[3]
        return None if place is None else self._owner._shift_id(place)

    @property
    def about(self) -> Record | None:
        """What is to be learnt (LEARN)."""
        return self._owner._record(self._row[4])

    @property
    def evidence_kind(self) -> EvidenceKind | None:
        """Of what kind at least the evidence has to be (LEARN)."""
        return _KINDS[self._row[5]] if self.kind is RotaFixKind.LEARN else None

    @property
    def blocks_before(self) -> int:
        return self._number(6)

    @property
    def blocks_after(self) -> int:
        """Blocks that would be left on the shift."""
        return self._number(7)

    @property
    def warns_after(self) -> int:
        """Warnings that would be left on it."""
        return self._number(8)

    def apply(self) -> RotaSeverity:
        """Does it on the board, as long as that is as it was. The verdict on the shift then. What somebody has to learn
        nobody can do for them: ArgumentError."""
        rota, shift = self._owner, self.shift
        if self.kind is RotaFixKind.LEARN:
            raise ArgumentError(f"{self.person} would have to learn {_code(self.about)}: no change of the rota does it")
        if self.from_shift is not None:
            rota.unassign(self.from_shift, self.person)
        if self.leaves is not None:
            rota.unassign(shift, self.leaves)
        if self.kind is RotaFixKind.REMOVE:
            return rota.unassign(shift, self.person)
        return rota.assign(shift, self.person)


_FIX_COLUMNS = (
    ("shift", TEXT, lambda row: row.shift),
    ("kind", TEXT, lambda row: row.kind.value),
    ("person", TEXT, lambda row: row.person),
    ("leaves", TEXT, lambda row: row.leaves),
    ("from_shift", TEXT, lambda row: row.from_shift),
    ("about", TEXT, lambda row: _code(row.about)),
    ("evidence_kind", TEXT, lambda row: row.evidence_kind and row.evidence_kind.value),
    ("blocks_before", INTEGER, lambda row: row.blocks_before),
    ("blocks_after", INTEGER, lambda row: row.blocks_after),
    ("warns_after", INTEGER, lambda row: row.warns_after),
)


class RotaDemand(Row):
    """What one rule asks for over a period, by day or by night, and what there is."""

    __slots__ = ()
    _shown = ("rule", "part", "shifts", "broken", "needed", "held")

    _owner: Rota

    @property
    def rule(self) -> RotaRule:
        return self._owner.rules[self._number(0)]

    @property
    def part(self) -> ShiftPart:
        """DAY or NIGHT."""
        return _PARTS[self._row[1]]

    @property
    def shifts(self) -> int:
        """Shifts of the period that the rule speaks of."""
        return self._number(2)

    @property
    def broken(self) -> int:
        """Of them, those on which it is broken."""
        return self._number(3)

    @property
    def needed(self) -> datetime.timedelta:
        """Time of fitting people that it asks for."""
        return datetime.timedelta(minutes=self._number(4))

    @property
    def held(self) -> datetime.timedelta:
        """Of it, what the people on these shifts give."""
        return datetime.timedelta(minutes=self._number(5))

    @property
    def able(self) -> int:
        """People of the board who fit on at least one of these shifts."""
        return self._number(6)

    @property
    def only(self) -> str | None:
        """Id of the one who does, if there is just one."""
        return self._owner._person_id(self._row[7])

    @property
    def rests_on_one(self) -> int:
        """Shifts on which just one person of the whole board fits."""
        return self._number(8)

    @property
    def freed(self) -> int:
        """Shifts on which the rule is broken now and would not be with one more fitting person."""
        return self._number(9)


_DEMAND_COLUMNS = (
    ("rule", TEXT, lambda row: row.rule.id),
    ("title", TEXT, lambda row: row.rule.title),
    ("part", TEXT, lambda row: row.part.value),
    ("shifts", INTEGER, lambda row: row.shifts),
    ("broken", INTEGER, lambda row: row.broken),
    ("needed_minutes", INTEGER, lambda row: row._row[4]),
    ("held_minutes", INTEGER, lambda row: row._row[5]),
    ("able", INTEGER, lambda row: row.able),
    ("only", TEXT, lambda row: row.only),
    ("rests_on_one", INTEGER, lambda row: row.rests_on_one),
    ("freed", INTEGER, lambda row: row.freed),
)


class Eligibility(Row):
    """What the rules say of one person on one shift, whoever else is on it: what a solver needs."""

    __slots__ = ()
    _shown = ("shift", "person", "available", "breaks")

    _owner: Rota

    def _rules(self, place: int) -> tuple[str, ...]:
        return tuple(self._owner.rules[rule].id for rule in self._row[place])

    @property
    def shift(self) -> str:
        return self._owner._shift_id(self._row[0])

    @property
    def person(self) -> str:
        return self._owner._person_id(self._row[1]) or ""

    @property
    def available(self) -> bool:
        """Whether they have said that they could work all of it."""
        available: bool = self._row[2]
        return available

    @property
    def breaks(self) -> tuple[str, ...]:
        """Ids of rules about each person that they would break."""
        return self._rules(3)

    @property
    def fits(self) -> tuple[str, ...]:
        """Ids of rules about the team that they would count and fit for."""
        return self._rules(4)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Ids of rules about the team that do not look at them."""
        return self._rules(5)


_ELIGIBILITY_COLUMNS = (
    ("shift", TEXT, lambda row: row.shift),
    ("person", TEXT, lambda row: row.person),
    ("available", FLAG, lambda row: row.available),
    ("breaks", TEXT, lambda row: " ".join(row.breaks)),
    ("fits", TEXT, lambda row: " ".join(row.fits)),
    ("left_out", TEXT, lambda row: " ".join(row.left_out)),
)


class RotaShift:
    """A shift on a board: who is on it, what is wrong, what would mend it. It follows what changes."""

    __slots__ = ("_place", "rota")

    def __init__(self, rota: Rota, place: int) -> None:
        #: The board.
        self.rota = rota
        self._place = place

    @property
    def shift(self) -> Shift:
        """What was said of it."""
        row = _native.cwp_rota_shift(self.rota._open, self._place)
        codes = tuple(self.rota.rules.pathway._any_record(setting).code for setting in row[4])
        return Shift._of((*row[:4], codes, *row[5:]))

    @property
    def id(self) -> str:
        return self.rota._shift_id(self._place)

    @property
    def start(self) -> datetime.datetime:
        return self.shift.start

    @property
    def end(self) -> datetime.datetime:
        return self.shift.end

    @property
    def verdict(self) -> RotaSeverity:
        """Its heaviest issue."""
        return _SEVERITIES[_native.cwp_rota_verdict(self.rota._open, self._place)]

    def verdict_of(self, person: str) -> RotaSeverity:
        """Its heaviest issue that is about somebody."""
        rota = self.rota
        return _SEVERITIES[_native.cwp_rota_person_verdict(rota._open, self._place, rota._person_place(person))]

    @property
    def people(self) -> dict[str, RotaAs]:
        """Ids of those who are on it, in the order in which they came, and how."""
        board, place = self.rota._open, self._place
        pairs = [
            _native.cwp_rota_on_at(board, place, index) for index in range(_native.cwp_rota_on_count(board, place))
        ]
        return {self.rota._person_id(person) or "": _AS[how] for person, how in pairs}

    @property
    def issues(self) -> Rows[RotaIssue]:
        """What is wrong with it now, heaviest first."""
        return self.rota._issue_rows(self.rota._raw_issues(self._place))

    def fixes(self, most: int = 0) -> Rows[RotaFix]:
        """Ways to mend its blocks, the least change first: at most so many of each kind, 0 being 10."""
        if most < 0:
            raise ArgumentError(f"most must not be below 0, and is {most}")
        found = _native.cwp_rota_seek_fixes(self.rota._open, self._place, most)
        rows = [(*_native.cwp_rota_fixes_at(found, i), self._place) for i in range(_native.cwp_rota_fixes_count(found))]
        return Rows(rows, lambda row: RotaFix(row, self.rota), _FIX_COLUMNS)

    def try_(self, person: str, as_: RotaAs | str = RotaAs.WORKING) -> Rows[RotaIssue]:
        """What would be wrong with it if somebody were on it. Nothing changes."""
        place = self.rota._person_place(person)
        rows = _native.cwp_rota_try(self.rota._open, self._place, place, place_of(RotaAs, as_, "as_"))
        return self.rota._issue_rows(rows)

    def available(self, person: str) -> bool:
        """Whether somebody has said that they could work all of it."""
        return bool(_native.cwp_rota_available(self.rota._open, self._place, self.rota._person_place(person)))

    def eligibility(self) -> Rows[Eligibility]:
        """What the rules say of each person of the board on this shift."""
        return self.rota._eligibility_rows([self._place])

    def rules(self) -> list[RotaRule]:
        """The rules that speak of it."""
        board, rules = self.rota._open, self.rota.rules
        return [rule for index, rule in enumerate(rules) if _native.cwp_rota_applies(board, self._place, index)]

    def assign(self, person: str, as_: RotaAs | str = RotaAs.WORKING) -> RotaSeverity:
        """Puts somebody on it, or changes how they are on it; the verdict then."""
        return self.rota.assign(self._place, person, as_)

    def unassign(self, person: str) -> RotaSeverity:
        """Takes somebody off it; the verdict then."""
        return self.rota.unassign(self._place, person)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RotaShift) and self.rota is other.rota and self._place == other._place

    def __hash__(self) -> int:
        return hash((id(self.rota), self._place))

    def __repr__(self) -> str:
        return f"<RotaShift {self.id!r}, {self.verdict.value}: {', '.join(self.people) or 'nobody'}>"


_BOARD_COLUMNS = (
    *((name, kind, lambda row, of=of: of(row.shift)) for name, kind, of in _SHIFT_COLUMNS),
    ("verdict", TEXT, lambda row: row.verdict.value),
    ("people", TEXT, lambda row: ";".join(row.people)),
)


class Rota(Closing[_native.cwp_rota], Listed[RotaShift]):
    """A board: people, shifts, and who is on them, checked again with each change.

    It is a sequence of RotaShift, finds shifts by id, and is a table with a row for each. One thread at a time may
    change it. "No evidence on record" is not "not able": whoever plans the rota decides.

    >>> import cwp
    >>> ann = cwp.Portfolio("ann", role="SL", evidence=[cwp.Evidence("ASC.T13", "trained")])
    >>> rota = cwp.Rota("care-home", [ann], [cwp.Shift("N1", "2026-11-21T22:00", "2026-11-22T07:00")])
    >>> rota.assign("N1", "ann").value
    'block'
    >>> rota["N1"].issues[0].person is None                 # it is about the team
    True
    >>> rota.unassign("N1", "ann").value
    'block'
    """

    __slots__ = ("_keep", "_people", "_shifts", "findings", "rules")

    def __init__(
        self,
        rules: RotaRules | str,
        people: Iterable[Portfolio] = (),
        shifts: Iterable[Shift] = (),
        *,
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        self._start(rules, policy, pathway)
        for person in people:
            self.add_person(person)
        for shift in shifts:
            self.add_shift(shift)

    def _start(self, rules: RotaRules | str, policy: Policy | None, pathway: Pathway | None) -> None:
        if not isinstance(rules, str | RotaRules):
            raise ArgumentError(f"rules must be a RotaRules or the name of a ready-made set, not {rules!r}")
        #: What shifts are held against.
        self.rules: RotaRules = RotaRules.ready(rules, pathway=pathway) if isinstance(rules, str) else rules
        row = None if policy is None else policy._row
        handle = self.rules._handle
        self._handle = borrowed(_native.cwp_rota_new(handle, row), handle)
        # The portfolios that the board borrows.
        self._keep: list[_native.cwp_portfolio] = []
        # Ids by the numbers that the board has for them: nobody and nothing ever leaves it.
        self._people: list[str] = []
        self._shifts: list[str] = []
        #: What was wrong in the files or tables that it was read from.
        self.findings: Findings = Findings(_native.cwp_findings_new())

    @classmethod
    def read(
        cls,
        *files: Source,
        rules: RotaRules | str,
        people: Iterable[Portfolio] | None = None,
        calendars: Iterable[RotaCalendar] = (),
        on: Day | None = None,
        stored: Stored | str = Stored.UNKNOWN,
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> Rota:
        """Reads files of a rota (shifts, assignments, availability, people's flags; docs/rota.md) and of people, as
        Team.read does, in any order, by path or as binary files. With `people`, those are the people, and every file
        must be one of a rota. Shifts of `calendars` (read_calendar) come too.

        What is wrong in the files of the rota is in `findings`, then what is wrong in calendars and in files of people;
        the good rows still count. `rules` is a set, or the name of a ready-made one.
        """
        made = cls(rules, policy=policy, pathway=pathway)
        job = _native.cwp_rota_files_new(made.rules.pathway._handle, None)
        others = [left for file in files if (left := _add(job, file, people is not None)) is not None]
        team = None
        if people is None:
            team = Team.read(*others, on=on, stored=stored, pathway=made.rules.pathway) if others else Team()
        given = list(calendars)
        events = _add_calendars(job, given)
        made._fill(job, team if team is not None else people or ())
        made.findings = Findings.of_rows(_of_events(row, events) for row in made.findings._raw)
        for more in (*given, *(() if team is None else (team,))):
            made.findings = made.findings.joined(more.findings)
        return made

    @classmethod
    def from_arrow(
        cls,
        rules: RotaRules | str,
        people: Iterable[Portfolio],
        shifts: Any,
        assignments: Any = None,
        *,
        availability: Any = None,
        flags: Any = None,
        policy: Policy | None = None,
        pathway: Pathway | None = None,
    ) -> Rota:
        """A rota out of tables: any objects that have __arrow_c_stream__. Their columns are those of the files of a
        rota (docs/rota.md); times are texts or time stamps, flags are booleans or words, settings are lists of codes or
        texts with semicolons between. What is wrong in them is in `findings`, a table's line 2 being its first row.
        """
        made = cls(rules, policy=policy, pathway=pathway)
        job = _native.cwp_rota_files_new(made.rules.pathway._handle, None)
        tables = {"shifts": shifts, "assignments": assignments, "availability": availability, "flags": flags}
        for name, table in tables.items():
            if table is None:
                continue
            text = _native.rota_table(stream_of(table)).encode("utf-8", "surrogateescape")
            try:
                _native.cwp_rota_files_add(job, (io.BytesIO(text), name))
            except UnsupportedError as error:
                columns = text.split(b"\n", 1)[0].decode("utf-8", "replace")
                raise ArgumentError(f"{name} is no table of a rota: its columns are {columns}") from error
        made._fill(job, people)
        return made

    def _fill(self, job: _native.cwp_rota_files, people: Iterable[Portfolio]) -> None:
        handles = [portfolio._open for portfolio in people]
        _native.cwp_rota_files_fill_with(job, _native.people_of(handles), self._open)
        self._keep.extend(handles)
        self._people = [self._portfolio(place).id for place in range(len(handles))]
        count = _native.cwp_rota_shift_count(self._open)
        self._shifts = [_native.cwp_rota_shift(self._open, place)[0] for place in range(count)]
        self.findings = Findings(_native.cwp_rota_files_findings(job))

    # ---- Names ----

    def _shift_id(self, place: int) -> str:
        return self._shifts[place]

    def _portfolio(self, place: int) -> Portfolio:
        return Portfolio._of(self._keep[place])

    def _person_id(self, place: int | None) -> str | None:
        return None if place is None else self._people[place]

    def _record(self, number: int | None) -> Record | None:
        return None if number is None else self.rules.pathway._any_record(number)

    def _person_place(self, person: str) -> int:
        place = _native.cwp_rota_find_person(self._open, person)
        if place is not None:
            return place
        near = [name for name in self._people if name.rpartition("/")[2] == person]
        raise KeyError(f"there is nobody with the id {person!r}" + (f", but {' and '.join(near)}" if near else ""))

    def _shift_place(self, shift: str | int) -> int:
        if isinstance(shift, int):
            return range(len(self))[shift]
        place = _native.cwp_rota_find_shift(self._open, shift)
        if place is None:
            raise KeyError(f"there is no shift with the id {shift!r}")
        return place

    # ---- What is on it ----

    def add_person(
        self,
        portfolio: Portfolio,
        *,
        agency: bool = False,
        trainee: bool = False,
        senior: bool = False,
        available: Iterable[Span] = (),
    ) -> None:
        """Adds somebody: sent by an agency, in training, one of those who may be in charge of a shift; `available` is
        when they could work, (from, until) each. Who has said nothing is taken as not available for fixes."""
        flags = (
            (_native.CWP_ROTA_AGENCY if agency else 0)
            | (_native.CWP_ROTA_TRAINEE if trainee else 0)
            | (_native.CWP_ROTA_SENIOR if senior else 0)
        )
        spans = [(to_moment(start, "available"), to_moment(end, "available")) for start, end in available]
        handle = portfolio._open
        place = _native.cwp_rota_add_person(self._open, handle, flags)
        self._keep.append(handle)
        self._people.append(portfolio.id)
        for start, end in spans:
            _native.cwp_rota_add_availability(self._open, place, start, end)

    def add_availability(self, person: str, start: Moment, end: Moment) -> None:
        """Says that somebody could work from one moment to another."""
        place = self._person_place(person)
        _native.cwp_rota_add_availability(self._open, place, to_moment(start, "start"), to_moment(end, "end"))

    def add_shift(self, shift: Shift) -> RotaShift:
        """Adds a shift, of 1 minute to 7 days."""
        row = shift._row
        settings = self.rules.pathway._settings(row[4])
        place = _native.cwp_rota_add_shift(self._open, (*row[:4], settings, *row[5:]))
        self._shifts.append(shift.id)
        return RotaShift(self, place)

    @property
    def people(self) -> list[str]:
        """The ids of everybody, in the order in which they were added."""
        return list(self._people)

    def portfolio(self, person: str) -> Portfolio:
        """Somebody's portfolio, by their id."""
        return self._portfolio(self._person_place(person))

    @property
    def shifts(self) -> Rows[Shift]:
        """What was said of the shifts. It is a table as from_arrow takes it."""
        return Rows([shift.shift._row for shift in self], Shift._of, _SHIFT_COLUMNS)

    @property
    def assignments(self) -> Table:
        """Who is on which shift, and how. It is a table as from_arrow takes it."""
        rows = [(shift.id, person, how.value) for shift in self for person, how in shift.people.items()]
        return table_of(_ASSIGNMENT_COLUMNS, rows)

    def __len__(self) -> int:
        return _native.cwp_rota_shift_count(self._open)

    @overload
    def __getitem__(self, which: int | str) -> RotaShift: ...
    @overload
    def __getitem__(self, which: slice) -> list[RotaShift]: ...
    def __getitem__(self, which: int | str | slice) -> RotaShift | list[RotaShift]:
        """A shift by its place or its id; or several."""
        if isinstance(which, slice):
            return [RotaShift(self, place) for place in range(len(self))[which]]
        return RotaShift(self, self._shift_place(which))

    def __iter__(self) -> Iterator[RotaShift]:
        return (RotaShift(self, place) for place in range(len(self)))

    def __contains__(self, which: object) -> bool:
        """Whether there is a shift of an id, or that one."""
        if isinstance(which, str):
            return _native.cwp_rota_find_shift(self._open, which) is not None
        return isinstance(which, RotaShift) and which.rota is self

    def to_table(self) -> Table:
        """A row for each shift, with its verdict."""
        return table_of(_BOARD_COLUMNS, list(self))

    # ---- Changes ----

    def assign(self, shift: str | int, person: str, as_: RotaAs | str = RotaAs.WORKING) -> RotaSeverity:
        """Puts somebody on a shift, or changes how they are on it, and checks again what that touches. The verdict on
        the shift then."""
        place, how = self._shift_place(shift), place_of(RotaAs, as_, "as_")
        _native.cwp_rota_assign(self._open, place, self._person_place(person), how)
        return _SEVERITIES[_native.cwp_rota_verdict(self._open, place)]

    def unassign(self, shift: str | int, person: str) -> RotaSeverity:
        """Takes somebody off a shift. The verdict on the shift then."""
        place = self._shift_place(shift)
        _native.cwp_rota_unassign(self._open, place, self._person_place(person))
        return _SEVERITIES[_native.cwp_rota_verdict(self._open, place)]

    # ---- Answers ----

    def _raw_issues(self, place: int) -> list[tuple[Any, ...]]:
        board = self._open
        count = _native.cwp_rota_issue_count(board, place)
        return [_native.cwp_rota_issue_at(board, place, index) for index in range(count)]

    def _issue_rows(self, rows: Sequence[tuple[Any, ...]]) -> Rows[RotaIssue]:
        return Rows(rows, lambda row: RotaIssue(row, self), _ISSUE_COLUMNS)

    def _eligibility_rows(self, places: Iterable[int]) -> Rows[Eligibility]:
        rows = [row for place in places for row in _native.rota_effects(self._open, self.rules._handle, place)]
        return Rows(rows, lambda row: Eligibility(row, self), _ELIGIBILITY_COLUMNS)

    @property
    def issues(self) -> Rows[RotaIssue]:
        """What is wrong now, shift by shift, in each the heaviest first."""
        return self._issue_rows([row for place in range(len(self)) for row in self._raw_issues(place)])

    def demand(self, start: Moment | None = None, end: Moment | None = None) -> Rows[RotaDemand]:
        """What the rules ask for over the shifts that start from `start` up to but without `end`, rule by rule, days
        apart from nights, and what there is. Without them, over all shifts."""
        spans = [shift._row[1] for shift in self.shifts]
        first = to_moment(start, "start") if start is not None else min(spans, default=0)
        last = to_moment(end, "end") if end is not None else max(spans, default=0) + 1
        found = _native.cwp_rota_add_up(self._open, first, last)
        return listed(
            _native.cwp_rota_demands_count(found),
            lambda index: _native.cwp_rota_demands_at(found, index),
            lambda row: RotaDemand(row, self),
            _DEMAND_COLUMNS,
        )

    def eligibility(self) -> Rows[Eligibility]:
        """For each shift and each person, what the rules say of them on it: what a solver needs."""
        return self._eligibility_rows(range(len(self)))

    def __repr__(self) -> str:
        if self._handle is None:
            return "<Rota, closed>"
        found = f", {len(self.findings)} findings" if self.findings else ""
        blocked = sum(shift.verdict is RotaSeverity.BLOCK for shift in self)
        return f"<Rota by {self.rules.id!r}: {len(self)} shifts, {blocked} of them blocked{found}>"


def _add_calendars(job: _native.cwp_rota_files, calendars: list[RotaCalendar]) -> dict[str, list[int]]:
    """Adds what calendars hold; gives the numbers of the events behind each row, by the name that findings have."""
    events: dict[str, list[int]] = {}
    if calendars:
        from ._calendar import csv_of

        seen: set[tuple[str, ...]] = set()
        for number, calendar in enumerate(calendars):
            for name, text, places in csv_of(calendar, seen):
                own = f"{name} {number}"
                events[own] = places
                _native.cwp_rota_files_add(job, (io.BytesIO(text), own))
    return events


def _of_events(row: tuple[Any, ...], events: dict[str, list[int]]) -> tuple[Any, ...]:
    """A finding about a row of a calendar becomes one about its event: the calendar's name, and no line."""
    path, record = row[2], row[4]
    if path not in events:
        return row
    return (*row[:2], path.rsplit(" (", 1)[0], 0, events[path][record - 1] if record else 0, *row[5:])


class _Kept(io.BytesIO):
    """What an open file held, under its name: it is read again where it is one of people."""

    name: str


def _add(job: _native.cwp_rota_files, file: Source, all_of_them: bool) -> Source | None:
    """Reads a file of a rota; gives back one that is of something else, unless all have to be of a rota."""
    again: Source = file
    try:
        if is_open(file, "read"):
            opened, name = named(file)
            kept = _Kept(opened.read())
            kept.name = name
            again = kept
            _native.cwp_rota_files_add(job, (kept, name))
            return None
        _native.cwp_rota_files_add_file(job, to_path(file))  # type: ignore[arg-type]
        return None
    except UnsupportedError:
        if all_of_them:
            raise
    if isinstance(again, _Kept):
        again.seek(0)
    return again
