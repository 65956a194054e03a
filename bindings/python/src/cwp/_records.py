"""Files of the national data set (ASC-WDS): their layouts, and role categories to put into them."""

from __future__ import annotations

import datetime
from typing import Any

from . import _native
from ._base import INTEGER, TEXT, Day, Listed, Row, Rows, Table, listed, to_days, to_days_or_none
from ._enums import FileKind, Strength, place_of, words_of
from ._files import Source, Target, source_of, written_to
from ._findings import Findings
from ._pathway import Limits, Pathway, Record, limits_row, pathway_or_default

_FILE_KINDS = words_of(FileKind)
_STRENGTHS = words_of(Strength)


def layouts(kind: FileKind | str) -> list[datetime.date]:
    """The days from which the national service took each layout of a kind of file, the oldest first.

    >>> import cwp
    >>> cwp.layouts("asc-staff")[0]
    datetime.date(2019, 10, 3)
    """
    place = place_of(FileKind, kind, "kind")
    days = [_native.cwp_layout_version(place, index) for index in range(_native.cwp_layout_count(place))]
    return [datetime.date.fromisoformat(day) for day in days]


def guess_file_kind(head: bytes) -> FileKind:
    """What a file of the national data set is, by its first bytes; UNKNOWN for anything else."""
    return _FILE_KINDS[_native.cwp_file_kind_guess(head)]


class Converted(Row):
    """What came of turning a file into another layout."""

    __slots__ = ("findings",)
    _shown = ("kind", "version_from", "version_to", "rows", "written", "lost", "recoded")

    def __init__(self, row: tuple[Any, ...], findings: Findings) -> None:
        super().__init__(row)
        #: Each value that was lost, each code that was changed, and what is not clear.
        self.findings = findings

    @property
    def kind(self) -> FileKind:
        return _FILE_KINDS[self._row[0]]

    @property
    def version_from(self) -> str:
        """Day of the layout that the file had."""
        return self._text(1)

    @property
    def version_to(self) -> str:
        """Day of the layout that was written."""
        return self._text(2)

    @property
    def rows(self) -> int:
        return self._number(3)

    @property
    def written(self) -> int:
        """Rows written: fewer where rows could not be used."""
        return self._number(4)

    @property
    def lost(self) -> int:
        """Values that the layout has no column for, and rows that could not be used. A row left out of a staff file
        makes the national service delete the worker."""
        return self._number(5)

    @property
    def recoded(self) -> int:
        """Codes that were changed."""
        return self._number(6)


def convert(
    source: Source,
    target: Target,
    *,
    layout: Day | None = None,
    kind: FileKind | str = FileKind.UNKNOWN,
    written: Day | None = None,
    wanted: Day | None = None,
    keep_codes: bool = False,
) -> Converted:
    """Writes a file of the national data set in the layout that was taken on a day; None: in its own.

    Every cell that the other layout has a column for stays, but for codes that were retired in favour of others. The
    target is replaced whole or not at all. `kind` is what the file must be; `written` is when the codes in it were
    chosen, `wanted` the day as of which codes are wanted.
    """
    day = None if layout is None else _native.cwp_date_format(to_days(layout, "layout"))
    options = (
        day,
        place_of(FileKind, kind, "kind"),
        to_days_or_none(written, "written"),
        to_days_or_none(wanted, "wanted"),
        keep_codes,
    )
    findings = _native.cwp_findings_new()
    counts = written_to(target, lambda out: _native.cwp_records_convert(source_of(source), options, out, findings))
    return Converted(counts, Findings(findings))


class CategoryCandidate(Row):
    """A role category that a worker may be in."""

    __slots__ = ()
    _shown = ("title", "strength")

    @property
    def role(self) -> Record | None:
        """None: none of the role categories applies."""
        pathway: Pathway = self._owner
        return pathway._record(self._row[0])

    @property
    def title(self) -> str:
        return self._text(1)

    @property
    def answer(self) -> str:
        """Code for CWPCATEGORY, or ""."""
        return self._text(2)

    @property
    def strength(self) -> Strength:
        return _STRENGTHS[self._row[3]]

    @property
    def why(self) -> list[str]:
        """Sentences, those that speak for it first."""
        return list(self._row[4])

    @property
    def rules(self) -> list[str]:
        """Code of the rule behind each."""
        return list(self._row[5])


class CategorySuggestion:
    """Role categories that a worker may be in, for somebody who knows them to decide."""

    __slots__ = ("abstains", "candidates", "why")

    def __init__(self, row: tuple[Any, ...], pathway: Pathway) -> None:
        #: Strongest first.
        self.candidates = [CategoryCandidate(one, pathway) for one in row[0]]
        #: Whether the first candidate is not proposed, or there is none.
        self.abstains = bool(row[1])
        #: One sentence on that.
        self.why: str = row[2]

    def __repr__(self) -> str:
        found = ", ".join(f"{one.title} ({one.strength.value})" for one in self.candidates)
        return f"<CategorySuggestion: {'abstains; ' if self.abstains else ''}{found or 'none'}>"


def suggest_category(
    *,
    job_role: int = 0,
    employment: int = 0,
    started: Day | None = None,
    sector_year: int = 0,
    care_certificate: int = 0,
    level_2_certificate: int = 0,
    delegated_healthcare: int = 0,
    nurse_register: int = 0,
    care_level: int | None = None,
    on: Day | None = None,
    pathway: Pathway | None = None,
) -> CategorySuggestion:
    """Which role category a worker may be in, by what a staff record says in the codes of the upload file; 0 and None
    are not known.

    >>> import cwp
    >>> cwp.suggest_category(job_role=4, on="2026-11-21").candidates[0].why != []
    True
    """
    edition = pathway_or_default(pathway)
    facts = (
        job_role,
        employment,
        to_days_or_none(started, "started"),
        sector_year,
        care_certificate,
        level_2_certificate,
        delegated_healthcare,
        nurse_register,
        -1 if care_level is None else care_level,
        to_days_or_none(on, "on"),
    )
    return CategorySuggestion(_native.cwp_category_suggest(edition._handle, facts), edition)


class FillRow(Row):
    """One worker of a staff file, and what is suggested for them."""

    __slots__ = ()
    _shown = ("site", "worker", "current", "answer", "strength", "chosen")

    @property
    def line(self) -> int:
        return self._number(0)

    @property
    def record(self) -> int:
        return self._number(1)

    @property
    def site(self) -> str:
        return self._text(2)

    @property
    def worker(self) -> str:
        return self._text(3)

    @property
    def job_role(self) -> str:
        return self._text(4)

    @property
    def current(self) -> str:
        """What stands in CWPCATEGORY."""
        return self._text(5)

    @property
    def role(self) -> Record | None:
        """The role category that is suggested."""
        pathway: Pathway = self._owner.pathway
        return pathway._record(self._row[6])

    @property
    def title(self) -> str:
        return self._text(7)

    @property
    def answer(self) -> str:
        """Its code, or ""."""
        return self._text(8)

    @property
    def strength(self) -> Strength | None:
        text = self._text(9)
        return Strength(text) if text else None

    @property
    def why(self) -> str:
        return self._text(10)

    @property
    def others(self) -> str:
        """What else may be."""
        return self._text(11)

    @property
    def chosen(self) -> str:
        """Code that will be written; "" until it was agreed to."""
        return self._text(12)


_FILL_COLUMNS = (
    ("line", INTEGER, lambda row: row.line),
    ("site", TEXT, lambda row: row.site),
    ("worker", TEXT, lambda row: row.worker),
    ("job_role", TEXT, lambda row: row.job_role or None),
    ("current", TEXT, lambda row: row.current or None),
    ("suggested", TEXT, lambda row: row.title or None),
    ("answer", TEXT, lambda row: row.answer or None),
    ("strength", TEXT, lambda row: row.strength and row.strength.value),
    ("why", TEXT, lambda row: row.why),
    ("chosen", TEXT, lambda row: row.chosen or None),
)


class Fill(Listed[FillRow]):
    """A staff file to be written back with role categories that somebody agreed to. One thread at a time.

    Read it, show `to_csv()` to somebody who knows the workers, take their answers with `agree`, and `write`. Nothing is
    filled that nobody agreed to. It is a table of the workers without a role category, or with another than suggested.
    """

    __slots__ = ("_handle", "_source", "findings", "pathway")

    def __init__(
        self, source: Source, *, on: Day, limits: Limits | None = None, pathway: Pathway | None = None
    ) -> None:
        self.pathway = pathway_or_default(pathway)
        findings = _native.cwp_findings_new()
        self._handle: _native.cwp_fill = _native.cwp_fill_read(
            self.pathway._handle, source_of(source), to_days(on), limits_row(limits), findings
        )
        #: What is remarkable in the file.
        self.findings = Findings(findings)

    @property
    def rows(self) -> Rows[FillRow]:
        return listed(
            len(self),
            lambda index: _native.cwp_fill_at(self._handle, index),
            lambda row: FillRow(row, self),
            _FILL_COLUMNS,
        )

    def __len__(self) -> int:
        return _native.cwp_fill_count(self._handle)

    def __getitem__(self, index: int) -> FillRow:
        return FillRow(_native.cwp_fill_at(self._handle, range(len(self))[index]), self)

    def to_table(self) -> Table:
        return self.rows.to_table()

    def to_csv(self) -> str:
        """The rows with an empty column `agree`, to be filled in: yes, no, or another code."""
        text: str = _native.cwp_fill_print(self._handle)
        return text

    def agree_all(self, least: Strength | str = Strength.STRONG) -> int:
        """Agrees to every suggestion that is at least so strong; how many that were not agreed to before."""
        return _native.cwp_fill_agree_all(self._handle, place_of(Strength, least, "least"))

    def agree(self, answers: Source) -> Findings:
        """Takes the answers from a table as to_csv gives; what could not be used is a finding."""
        findings = _native.cwp_findings_new()
        _native.cwp_fill_agree(self._handle, source_of(answers), findings)
        return Findings(findings)

    def write(self, source: Source, target: Target) -> int:
        """Writes the same file, read again from its beginning, with what was agreed to; how many cells were filled."""
        filled: int = written_to(target, lambda out: _native.cwp_fill_write(self._handle, source_of(source), out))
        return filled

    def __repr__(self) -> str:
        agreed = sum(bool(row.chosen) for row in self)
        return f"<Fill of {len(self)} workers, {agreed} agreed to>"
