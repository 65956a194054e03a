"""What the package's modules share: days, ids, rows, sequences, and their Arrow form."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from . import _native
from .errors import BY_CODE, ArgumentError

if TYPE_CHECKING:
    import pandas
    import polars

_native.set_error_classes(BY_CODE)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

#: A day: a date, or "YYYY-MM-DD".
Day = date | str
#: A file.
Path = str | bytes | os.PathLike[str] | os.PathLike[bytes]

_EPOCH = date(1970, 1, 1).toordinal()

# Kinds of columns, as native/table.h has them.
TEXT: int = _native.TABLE_TEXT
INTEGER: int = _native.TABLE_INTEGER
REAL: int = _native.TABLE_REAL
FLAG: int = _native.TABLE_FLAG
DATE: int = _native.TABLE_DATE

#: A column of a table: its name, what it holds, and what it is of a row.
Column = tuple[str, int, Callable[[Any], Any]]

SHOWN = 20  # rows of a table in a notebook


def to_days(day: Day, what: str = "on") -> int:
    """A day as the C library counts: from 1970-01-01."""
    if isinstance(day, str):
        days: int = _native.cwp_date_parse(day)
        return days
    if isinstance(day, datetime) or not isinstance(day, date):
        raise ArgumentError(f"{what} must be a datetime.date or a str such as '2026-11-21', not {day!r}")
    return day.toordinal() - _EPOCH


def to_days_or_none(day: Day | None, what: str) -> int | None:
    return None if day is None else to_days(day, what)


def to_date(days: int) -> date:
    return date.fromordinal(days + _EPOCH)


def to_date_or_none(days: int | None) -> date | None:
    return None if days is None else date.fromordinal(days + _EPOCH)


def to_path(path: Path) -> bytes:
    return os.fsencode(path)


def borrowed(handle: T, owner: object) -> T:
    """A C object that lives in another one. It keeps that one alive, so whoever holds it need not."""
    handle.keep = owner  # type: ignore[attr-defined]
    return handle


class Closing(Generic[T]):
    """Something whose C object, `_handle`, can be let go of early, by close() or at the end of a with block."""

    __slots__ = ("_handle",)

    _handle: T | None

    @property
    def _open(self) -> T:
        """The C object; an error once it was let go of."""
        if self._handle is None:
            raise ValueError(f"the {type(self).__name__.lower()} was closed")
        return self._handle

    @property
    def closed(self) -> bool:
        """Whether close was called."""
        return self._handle is None

    def close(self) -> None:
        """Lets go of it at once. What was made of it, or taken out of it, goes on working and keeps what it needs."""
        self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Row:
    """One row of a result. It is immutable, compares by what it says, and knows what it belongs to."""

    __slots__ = ("_owner", "_row")
    _shown: tuple[str, ...] = ()

    _row: tuple[Any, ...]
    _owner: Any

    def __init__(self, row: tuple[Any, ...], owner: Any = None) -> None:
        self._row = row
        self._owner = owner

    def _text(self, place: int) -> str:
        text: str = self._row[place]
        return text

    def _number(self, place: int) -> int:
        number: int = self._row[place]
        return number

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._row == other._row and (self._owner is other._owner or self._owner == other._owner)

    def __hash__(self) -> int:
        return hash((type(self), repr(self._row)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={_plain(getattr(self, name))}' for name in self._shown)})"


def _plain(value: Any) -> str:
    """A value in a repr: words and days without the names of their classes."""
    if isinstance(value, str):
        return repr(str(value))
    if isinstance(value, date):
        return repr(value.isoformat())
    return repr(value)


class Tabular:
    """Something that is a table too.

    Any library that knows Arrow's PyCapsule interface takes it as it is: polars.DataFrame(it), pyarrow.table(it),
    pandas.DataFrame.from_arrow(it), or FROM it in DuckDB. The memory is shared, not copied, and outlives this object.
    """

    __slots__ = ()

    def to_table(self) -> Table:
        """It as a Table."""
        raise NotImplementedError

    def __arrow_c_schema__(self) -> object:
        return self.to_table().__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        return self.to_table().__arrow_c_array__(requested_schema)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.to_table().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> pandas.DataFrame:
        """It as a pandas DataFrame. Needs pandas; its columns of days are of dates."""
        return self.to_table().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """It as a Polars DataFrame. Needs Polars."""
        return self.to_table().to_polars()

    def _repr_html_(self) -> str:
        return self.to_table()._repr_html_()


class Table(Tabular):
    """Columns of results, in Arrow's layout. Immutable.

    >>> import cwp
    >>> table = cwp.Pathway().values.to_table()
    >>> table.columns[:3], len(table)
    (('code', 'title', 'text'), 7)
    >>> table["code"][0]
    'V.kind-compassionate-empathetic'
    """

    __slots__ = ("_handle",)

    def __init__(self, handle: _native.table) -> None:
        self._handle = handle

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in _native.table_columns(self._handle))

    def __len__(self) -> int:
        return _native.table_row_count(self._handle)

    def __getitem__(self, column: str) -> list[Any]:
        """The values of a column: str, int, float, bool, datetime.date, or None."""
        return self._values(column, 0, len(self))

    def _values(self, column: str, start: int, stop: int) -> list[Any]:
        for place, (name, kind) in enumerate(_native.table_columns(self._handle)):
            if name == column:
                values: list[Any] = _native.table_values(self._handle, place, start, stop)
                return [to_date_or_none(value) for value in values] if kind == DATE else values
        raise KeyError(f"there is no column {column!r}, only {', '.join(self.columns)}")

    def to_table(self) -> Table:
        return self

    def to_dict(self) -> dict[str, list[Any]]:
        """The columns by name, as lists."""
        return {name: self[name] for name in self.columns}

    def rows(self) -> list[dict[str, Any]]:
        """The rows, each a dict."""
        names = self.columns
        return [dict(zip(names, values, strict=True)) for values in zip(*self.to_dict().values(), strict=True)]

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Table) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        columns = [
            (name, kind, _native.table_values(self._handle, place, 0, len(self)))
            for place, (name, kind) in enumerate(_native.table_columns(self._handle))
        ]
        return _table_of, (columns,)

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def __arrow_c_schema__(self) -> object:
        capsule: object = _native.table_schema(self._handle)
        return capsule

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        self._check(requested_schema)
        return _native.table_schema(self._handle), _native.table_array(self._handle)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        self._check(requested_schema)
        capsule: object = _native.table_stream(self._handle)
        return capsule

    def _check(self, requested_schema: object | None) -> None:
        """A schema that is asked for is a wish: types stay as they are, but its columns must be these."""
        if requested_schema is None:
            return
        asked = tuple(name for name, _ in _native.schema_fields(requested_schema))
        if asked != self.columns:
            raise ValueError(f"the columns are {', '.join(self.columns)}, not {', '.join(asked)}")

    def to_pandas(self) -> pandas.DataFrame:
        import pandas

        return pandas.DataFrame(self.to_dict(), columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        import polars

        return polars.DataFrame(self)

    def _repr_html_(self) -> str:
        names = self.columns
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        shown = min(len(self), SHOWN)
        columns = [self._values(name, 0, shown) for name in names]
        body = "".join(
            "<tr>" + "".join(f"<td>{'' if cell is None else escape(str(cell))}</td>" for cell in row) + "</tr>"
            for row in zip(*columns, strict=True)
        )
        more = f"<p>{shown} of {len(self)} rows</p>" if shown < len(self) else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _table_of(columns: list[tuple[str, int, list[Any]]]) -> Table:
    return Table(_native.table_of(columns))


def table_of(columns: Sequence[Column], rows: Iterable[Any]) -> Table:
    """A table with a row for each object."""
    items = list(rows)
    made = []
    for name, kind, value in columns:
        if kind == DATE:
            values = [None if (day := value(item)) is None else day.toordinal() - _EPOCH for item in items]
        else:
            values = [value(item) for item in items]
        made.append((name, kind, values))
    return _table_of(made)


class Listed(Tabular, Generic[T_co]):
    """Something with a length and places, and a table too.

    It does what collections.abc.Sequence does, and is none on purpose: Polars would take a Sequence for a list of
    Python objects, and never look for Arrow.
    """

    __slots__ = ()

    def __len__(self) -> int:
        raise NotImplementedError

    def __getitem__(self, index: Any) -> Any:
        raise NotImplementedError

    def __iter__(self) -> Iterator[T_co]:
        return (self[index] for index in range(len(self)))

    def __reversed__(self) -> Iterator[T_co]:
        return (self[index] for index in range(len(self) - 1, -1, -1))

    def __contains__(self, item: object) -> bool:
        return any(one == item for one in self)

    def index(self, item: object) -> int:
        """The first place of an item; ValueError if it is not there."""
        for place, one in enumerate(self):
            if one == item:
                return place
        raise ValueError(f"{item!r} is not there")

    def count(self, item: object) -> int:
        """How often an item is there."""
        return sum(one == item for one in self)


class Rows(Listed[T_co]):
    """A sequence whose items are made when they are looked at. Slices are such sequences too. It is a table as well."""

    __slots__ = ("_columns", "_make", "_raw", "_table")

    def __init__(self, raw: Sequence[Any], make: Callable[[Any], T_co], columns: Sequence[Column]) -> None:
        self._raw = raw
        self._make = make
        self._columns = columns
        self._table: Table | None = None

    def __len__(self) -> int:
        return len(self._raw)

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[T_co]: ...
    def __getitem__(self, index: int | slice) -> T_co | Rows[T_co]:
        if isinstance(index, slice):
            return Rows(self._raw[index], self._make, self._columns)
        return self._make(self._raw[index])

    def __iter__(self) -> Iterator[T_co]:
        return map(self._make, self._raw)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        if len(self) > 3:
            return f"[{self[0]!r}, {self[1]!r}, … {len(self)} in all]"
        return f"[{', '.join(map(repr, self))}]"

    def to_table(self) -> Table:
        if self._table is None:
            self._table = table_of(self._columns, self)
        return self._table


def listed(count: int, at: Callable[[int], Any], make: Callable[[Any], T], columns: Sequence[Column] = ()) -> Rows[T]:
    """The rows that a C object hands out one by one."""
    return Rows([at(index) for index in range(count)], make, columns)
