"""The training matrix: the spreadsheet in which a provider keeps who was trained in what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from . import _native
from ._base import INTEGER, REAL, TEXT, Day, Path, Row, Rows, Table, Tabular, listed, to_days, to_days_or_none, to_path
from ._enums import MatrixDates, MatrixMeaning, MatrixShape, words_of
from ._files import Source, is_open, source_of
from ._findings import Findings
from ._pathway import Pathway, pathway_or_default
from ._team import Team

_SHAPES = words_of(MatrixShape)
_MEANINGS = words_of(MatrixMeaning)
_DATES = words_of(MatrixDates)


class MatrixColumn(Row):
    """A column, and what it was taken for."""

    __slots__ = ()
    _shown = ("heading", "meaning", "about", "score")

    @property
    def position(self) -> int:
        """In the sheet, from 0: column A."""
        return self._number(0)

    @property
    def heading(self) -> str:
        return self._text(1)

    @property
    def meaning(self) -> MatrixMeaning:
        return _MEANINGS[self._row[2]]

    @property
    def course(self) -> str:
        """Name of the course, without what the heading says of dates."""
        return self._text(3)

    @property
    def about(self) -> str:
        """Code that its evidence is about; "" if it is no course that is known."""
        return self._text(4)

    @property
    def title(self) -> str:
        return self._text(5)

    @property
    def dates(self) -> MatrixDates:
        """What its dates are."""
        return _DATES[self._row[6]]

    @property
    def month_first(self) -> bool:
        """Whether 03/04/2025 was read as 4 March, for reasons that `reason` gives."""
        return bool(self._row[7])

    @property
    def months(self) -> int | None:
        """Evidence holds for so many months, as the heading says."""
        return self._row[8] or None

    @property
    def is_set(self) -> bool:
        """Whether a mapping says so; otherwise it was guessed."""
        return bool(self._row[9])

    @property
    def score(self) -> float:
        """How sure the guess is, 0 to 1."""
        score: float = self._row[10]
        return score

    @property
    def reason(self) -> str:
        return self._text(11)

    @property
    def cells(self) -> int:
        """Cells with something in them, below the heading."""
        return self._number(12)

    @property
    def used(self) -> int:
        """How many of them became part of the result."""
        return self._number(13)


class MatrixCourse(Row):
    """A course of a long matrix."""

    __slots__ = ()
    _shown = ("name", "about", "score")

    @property
    def name(self) -> str:
        return self._text(0)

    @property
    def about(self) -> str:
        """Code that its evidence is about; "" if it is no course that is known."""
        return self._text(1)

    @property
    def title(self) -> str:
        return self._text(2)

    @property
    def months(self) -> int | None:
        return self._row[3] or None

    @property
    def is_set(self) -> bool:
        return bool(self._row[4])

    @property
    def score(self) -> float:
        score: float = self._row[5]
        return score

    @property
    def reason(self) -> str:
        return self._text(6)

    @property
    def rows(self) -> int:
        return self._number(7)


_COLUMN_COLUMNS = (
    ("position", INTEGER, lambda row: row.position),
    ("heading", TEXT, lambda row: row.heading),
    ("meaning", TEXT, lambda row: row.meaning.value),
    ("about", TEXT, lambda row: row.about or None),
    ("title", TEXT, lambda row: row.title or None),
    ("dates", TEXT, lambda row: row.dates.value),
    ("score", REAL, lambda row: row.score),
    ("reason", TEXT, lambda row: row.reason),
    ("cells", INTEGER, lambda row: row.cells),
    ("used", INTEGER, lambda row: row.used),
)
_COURSE_COLUMNS = (
    ("name", TEXT, lambda row: row.name),
    ("about", TEXT, lambda row: row.about or None),
    ("title", TEXT, lambda row: row.title or None),
    ("score", REAL, lambda row: row.score),
    ("rows", INTEGER, lambda row: row.rows),
)


class Matrix(Tabular):
    """A training matrix that was read: its people, and what each column was taken for. It is a table of its columns.

    >>> import cwp
    >>> matrix = cwp.read_matrix_rows([["Name", "Safeguarding adults"], ["A. Carer", "2026-03-01"]], on="2026-11-21")
    >>> matrix.team.ids, matrix.team[0][0].about
    (['A. Carer'], 'ASC.T20')
    """

    __slots__ = ("_handle", "_summary", "findings", "team")

    def __init__(self, handle: _native.cwp_matrix) -> None:
        self._handle = handle
        _native.cwp_matrix_finish(handle)
        self._summary: tuple[Any, ...] = _native.cwp_matrix_summarise(handle)
        #: Every cell that was not used, and what is remarkable.
        self.findings = Findings(_native.cwp_matrix_findings(handle))
        #: The people with their portfolios.
        self.team = Team._of(_native.cwp_matrix_take_team(handle))

    @property
    def shape(self) -> MatrixShape:
        return _SHAPES[self._summary[0]]

    @property
    def heading_line(self) -> int:
        """Line of the (first) heading row."""
        number: int = self._summary[1]
        return number

    @property
    def cells(self) -> int:
        """Cells with something in them, heading apart: those used, and those that a finding names."""
        number: int = self._summary[6]
        return number

    @property
    def used(self) -> int:
        number: int = self._summary[7]
        return number

    @property
    def columns(self) -> Rows[MatrixColumn]:
        return listed(
            _native.cwp_matrix_column_count(self._handle),
            lambda index: _native.cwp_matrix_column_at(self._handle, index),
            MatrixColumn,
            _COLUMN_COLUMNS,
        )

    @property
    def courses(self) -> Rows[MatrixCourse]:
        """The courses that the rows of a long matrix name."""
        return listed(
            _native.cwp_matrix_course_count(self._handle),
            lambda index: _native.cwp_matrix_course_at(self._handle, index),
            MatrixCourse,
            _COURSE_COLUMNS,
        )

    def mapping(self) -> str:
        """What it was taken for, as JSON: to be looked at, changed, and handed in again."""
        text: str = _native.cwp_matrix_mapping_print(self._handle)
        return text

    def write_mapping(self, path: Path) -> None:
        """Writes that to a file, whole or not at all."""
        _native.cwp_matrix_mapping_write(self._handle, to_path(path))

    def to_table(self) -> Table:
        return self.columns.to_table()

    def __repr__(self) -> str:
        return f"<Matrix, {self.shape.value}: {len(self.team)} people, {self.used} of {self.cells} cells used>"


def _cell(value: object) -> object:
    """A cell of a spreadsheet as C takes it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return (_native.CWP_MATRIX_DATE, to_days(value.date()))
    if isinstance(value, datetime.date):
        return (_native.CWP_MATRIX_DATE, to_days(value))
    if isinstance(value, int | float):
        return (_native.CWP_MATRIX_NUMBER, float(value))
    return str(value)


def _start(
    name: str | bytes, on: Day | None, mapping: str | bytes | None, pathway: Pathway | None
) -> _native.cwp_matrix:
    handle: _native.cwp_matrix = _native.cwp_matrix_new(
        pathway_or_default(pathway)._handle, (name, to_days_or_none(on, "on"))
    )
    if mapping is not None:
        _native.cwp_matrix_use_mapping(handle, mapping, "mapping.json")
    return handle


def read_matrix_rows(
    rows: Iterable[Iterable[object]],
    *,
    name: str = "matrix",
    on: Day | None = None,
    mapping: str | bytes | None = None,
    pathway: Pathway | None = None,
) -> Matrix:
    """Reads a training matrix out of rows of cells, headings included: str, numbers, dates, None."""
    handle = _start(name, on, mapping, pathway)
    for line, row in enumerate(rows, 1):
        _native.cwp_matrix_add_row(handle, [_cell(value) for value in row], line)
    return Matrix(handle)


def read_matrix(
    file: Source,
    *,
    sheet: str | None = None,
    on: Day | None = None,
    mapping: str | bytes | None = None,
    pathway: Pathway | None = None,
) -> Matrix:
    """Reads a training matrix: CSV, or an Excel workbook (.xlsx, .xlsm), of which the sheet of that name, or the active
    one. Workbooks need openpyxl: pip install cwp[xlsx].

    `mapping` is JSON as Matrix.mapping gives it, for what was guessed wrong. `on` is the day on which it is read.
    """
    kind = str(getattr(file, "name", file) if not isinstance(file, bytes) else file.decode(errors="replace"))
    if not kind.lower().endswith((".xlsx", ".xlsm")):
        name = kind if is_open(file, "read") else to_path(file)  # type: ignore[arg-type]
        handle = _start(name, on, mapping, pathway)
        _native.cwp_matrix_read(handle, source_of(file))
        return Matrix(handle)
    return read_matrix_rows(_workbook(file, sheet), name=kind, on=on, mapping=mapping, pathway=pathway)


def _workbook(file: Any, sheet: str | None) -> Iterable[Iterable[object]]:
    """The rows of a sheet. Values, not formulas: what the workbook was saved with."""
    try:
        import openpyxl
    except ImportError as error:
        raise ImportError("Excel workbooks need openpyxl: pip install cwp[xlsx]") from error
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise KeyError(f"the workbook has no sheet {sheet!r}, only {', '.join(book.sheetnames)}")
        page: Any = book[sheet] if sheet is not None else book.active
        yield from page.iter_rows(values_only=True)
    finally:
        book.close()
