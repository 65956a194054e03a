"""Training that a workplace has made mandatory, and who has it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from . import _native
from ._base import (
    DATE,
    FLAG,
    INTEGER,
    TEXT,
    Day,
    Listed,
    Row,
    Rows,
    Table,
    Tabular,
    listed,
    table_of,
    to_date_or_none,
    to_days,
)
from ._enums import MandatoryStanding, words_of
from ._files import Source, source_of
from ._findings import Findings
from ._pathway import Limits, Pathway, limits_row, pathway_or_default
from ._portfolio import Evidence
from ._team import Team

_STANDINGS = words_of(MandatoryStanding)


class MandatoryRule(Row):
    """One line: a training category that is mandatory for a job role."""

    __slots__ = ()
    _shown = ("category", "job_role", "months")

    @property
    def category(self) -> str:
        """Code of the training category."""
        return self._text(0)

    @property
    def title(self) -> str:
        return self._text(1)

    @property
    def job_role(self) -> str:
        """The job role that it is for; "" for everybody."""
        return self._text(2)

    @property
    def workplace(self) -> str:
        """Key of the one workplace that it holds in; "" for all."""
        return self._text(3)

    @property
    def months(self) -> int | None:
        """Refreshed after so many months, where the file says so."""
        return self._row[4] or None

    @property
    def line(self) -> int | None:
        return self._row[5] or None


_RULE_COLUMNS = (
    ("category", TEXT, lambda row: row.category),
    ("title", TEXT, lambda row: row.title),
    ("job_role", TEXT, lambda row: row.job_role or None),
    ("workplace", TEXT, lambda row: row.workplace or None),
    ("months", INTEGER, lambda row: row.months),
)


class Mandatory(Listed[MandatoryRule]):
    """What is mandatory for whom, out of a CSV or JSON file (docs/mandatory-training.md).

    >>> import cwp, io
    >>> rules = cwp.Mandatory.read(io.BytesIO(b"category,job role,refresh months\\n20,all,12\\n"))
    >>> rules[0].category, rules[0].months
    ('ASC.T20', 12)
    """

    __slots__ = ("_handle", "findings")

    def __init__(self, handle: _native.cwp_mandatory, findings: Findings) -> None:
        self._handle = handle
        #: What was wrong with single rules.
        self.findings = findings

    @classmethod
    def read(cls, source: Source, *, limits: Limits | None = None, pathway: Pathway | None = None) -> Mandatory:
        findings = _native.cwp_findings_new()
        edition = pathway_or_default(pathway)
        handle = _native.cwp_mandatory_read(edition._handle, source_of(source), limits_row(limits), findings)
        return cls(handle, Findings(findings))

    @property
    def rules(self) -> Rows[MandatoryRule]:
        return listed(
            len(self), lambda index: _native.cwp_mandatory_at(self._handle, index), MandatoryRule, _RULE_COLUMNS
        )

    def __len__(self) -> int:
        return _native.cwp_mandatory_count(self._handle)

    def __getitem__(self, index: int) -> MandatoryRule:
        return MandatoryRule(_native.cwp_mandatory_at(self._handle, range(len(self))[index]))

    def to_table(self) -> Table:
        return self.rules.to_table()

    def report(self, team: Team, *, on: Day, expiring_days: int = 90, strict: bool = False) -> MandatoryReport:
        """Who has what. By the national rule expired training counts as present; `strict` takes it as lacking."""
        return MandatoryReport(self, team, on=on, expiring_days=expiring_days, strict=strict)

    def __repr__(self) -> str:
        return f"<Mandatory: {len(self)} rules>"


class MandatoryCell(Row):
    """One person and one training category."""

    __slots__ = ("category", "person")
    _shown = ("person", "category", "standing", "until")

    def __init__(self, row: tuple[Any, ...], owner: MandatoryReport, person: str, category: str) -> None:
        super().__init__(row, owner)
        self.person = person
        self.category = category

    @property
    def standing(self) -> MandatoryStanding:
        return _STANDINGS[self._row[0]]

    @property
    def lacking(self) -> bool:
        return bool(self._row[1])

    @property
    def undated(self) -> bool:
        """Whether the rule says how often it is refreshed, but the record has no day to count from."""
        return bool(self._row[2])

    def _evidence(self, place: int | None) -> Evidence | None:
        team: Team = self._owner.team
        return None if place is None else team[self.person][place]

    @property
    def evidence(self) -> Evidence | None:
        return self._evidence(self._row[3])

    @property
    def until(self) -> datetime.date | None:
        """Its last day, said or counted."""
        return to_date_or_none(self._row[4])

    @property
    def booked(self) -> Evidence | None:
        """Evidence that training is booked or under way."""
        return self._evidence(self._row[5])

    @property
    def rule(self) -> MandatoryRule | None:
        """The rule that asks it."""
        return None if self._row[6] is None else self._owner.rules[self._row[6]]


_CELL_COLUMNS = (
    ("person", TEXT, lambda cell: cell.person),
    ("category", TEXT, lambda cell: cell.category),
    ("standing", TEXT, lambda cell: cell.standing.value),
    ("lacking", FLAG, lambda cell: cell.lacking),
    ("until", DATE, lambda cell: cell.until),
)


class MandatoryReport(Tabular):
    """Who has what of it: a table with a row for each person and category that is asked of them."""

    __slots__ = ("_categories", "_handle", "_people", "rules", "team")

    def __init__(self, rules: Mandatory, team: Team, *, on: Day, expiring_days: int, strict: bool) -> None:
        handle = team._from_files()
        self.rules = rules
        self.team = team
        self._handle = _native.cwp_mandatory_report_make(rules._handle, handle, (to_days(on), expiring_days, strict))
        self._categories = [
            _native.cwp_mandatory_report_category_at(self._handle, index)
            for index in range(_native.cwp_mandatory_report_category_count(self._handle))
        ]
        self._people = [
            _native.cwp_mandatory_report_person_at(self._handle, index)
            for index in range(_native.cwp_mandatory_report_person_count(self._handle))
        ]

    @property
    def categories(self) -> Mapping[str, Mapping[MandatoryStanding, int]]:
        """How many people stand where with each category, by its code."""
        return {row[0]: dict(zip(_STANDINGS, row[2], strict=True)) for row in self._categories}

    @property
    def people(self) -> Mapping[str, Mapping[MandatoryStanding, int]]:
        """How many categories stand where with each person, by their id."""
        return {row[0]: dict(zip(_STANDINGS, row[1], strict=True)) for row in self._people}

    @property
    def job_unknown(self) -> list[str]:
        """Those of whom it cannot be told what rules for single job roles ask."""
        return [row[0] for row in self._people if row[3]]

    @property
    def lacking(self) -> list[MandatoryCell]:
        """What counts as lacking."""
        return [cell for cell in self.cells if cell.lacking]

    @property
    def cells(self) -> list[MandatoryCell]:
        """Each person and category, in order, that a rule asks."""
        found = []
        for person, who in enumerate(self._people):
            for category, what in enumerate(self._categories):
                row = _native.cwp_mandatory_report_cell(self._handle, person, category)
                if row[0]:
                    found.append(MandatoryCell(row, self, who[0], what[0]))
        return found

    def to_table(self) -> Table:
        return table_of(_CELL_COLUMNS, self.cells)

    def __repr__(self) -> str:
        return f"<MandatoryReport on {len(self._people)} people, {len(self._categories)} categories>"
