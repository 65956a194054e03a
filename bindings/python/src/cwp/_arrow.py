"""Tables of others, as Arrow streams: whatever has one, and whatever can be made to give one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from . import _native
from .errors import ArgumentError

#: Whether a column is wanted, by its name.
Wanted = Callable[[str], bool]


def everything(_: str) -> bool:
    return True


def holder_of(progress: Callable[[int], object] | None) -> object:
    """What callbacks and their exceptions go through in one piece of work."""
    if progress is not None and not callable(progress):
        raise ArgumentError(f"progress must be a function of a number of rows, not {progress!r}")
    holder: object = _native.calls_new(progress)
    return holder


def names_of(schema: _native.kept) -> list[str]:
    """The names of a schema's columns."""
    return [name for name, _ in _native.schema_fields(_native.kept_schema_capsule(schema))]


def stream_of(source: Any, holder: object, wanted: Wanted = everything) -> object:
    """A capsule with the stream of a table. Sources that read only what is asked for are asked for the wanted columns;
    others give what they have."""
    if isinstance(source, str | bytes) or hasattr(source, "__fspath__"):
        raise TypeError(
            f"{source!r} is a path: open the file first, such as with pyarrow.dataset.dataset, polars.scan_parquet or"
            " duckdb.read_parquet"
        )
    source = _narrowed(source, wanted)
    if hasattr(source, "__arrow_c_stream__"):
        capsule: object = source.__arrow_c_stream__()
        return capsule
    if hasattr(source, "__arrow_c_array__"):
        return _native.stream_of_array(*source.__arrow_c_array__())
    if isinstance(source, Iterable) and not isinstance(source, Mapping):
        return _native.stream_of_all(_streams(source, holder, wanted), holder)
    raise TypeError(
        f"{type(source).__name__} does not speak Arrow: a table is needed, such as one of PyArrow, a frame of Polars or"
        " of pandas 2.2 or later, a relation of DuckDB, or several of them that belong together"
    )


def _streams(sources: Iterable[Any], holder: object, wanted: Wanted) -> Iterator[object]:
    return (stream_of(source, holder, wanted) for source in sources)


def _narrowed(source: Any, wanted: Wanted) -> Any:
    """The source with its wanted columns alone, where that saves reading the others."""
    library = type(source).__module__.partition(".")[0]
    if library == "polars" and hasattr(source, "collect_schema") and hasattr(source, "collect"):
        return _of_lazy_frame(source, wanted)
    if library in ("duckdb", "_duckdb") and hasattr(source, "select") and hasattr(source, "columns"):
        return source.select(*filter(wanted, source.columns))
    if library == "pyarrow" and hasattr(source, "scanner"):
        return source.scanner(columns=list(filter(wanted, source.schema.names))).to_reader()
    if library == "pyarrow" and hasattr(source, "to_reader") and not hasattr(source, "__arrow_c_stream__"):
        return source.to_reader()
    return source


def _of_lazy_frame(frame: Any, wanted: Wanted) -> Any:
    """Batches of a query of Polars; all at once where it is too old for batches, or has only a frame."""
    if not hasattr(frame, "lazy") or hasattr(frame, "__arrow_c_stream__"):
        return frame
    narrow = frame.select(list(filter(wanted, frame.collect_schema().names())))
    if hasattr(narrow, "collect_batches"):
        return narrow.collect_batches(lazy=True)
    return narrow.collect(engine="streaming")


def renamed(capsule: object, names: Mapping[str, str], used: set[str]) -> object:
    """The stream with other names for some columns. What was found of `names` is put into `used`."""
    if not names:
        return capsule
    columns = names_of(_native.stream_schema(capsule))
    used.update(name for name in columns if name in names)
    after = [names.get(name, name) for name in columns]
    twice = sorted({name for name in after if after.count(name) > 1})
    if twice:
        raise ArgumentError(f"names would give two columns the name {twice[0]!r}")
    return _native.stream_renamed(capsule, tuple(names.get(name) for name in columns))


def check_names(names: Mapping[str, str], used: set[str]) -> None:
    """All names that are given must be of columns that are there."""
    missing = [name for name in names if name not in used]
    if missing:
        raise ArgumentError(f"names speaks of a column {missing[0]!r}, which no table has")


def check_requested(columns: tuple[str, ...], requested_schema: object | None) -> None:
    """A schema that a consumer asks for is a wish: types stay as they are, but its columns must be these."""
    if requested_schema is None:
        return
    asked = tuple(name for name, _ in _native.schema_fields(requested_schema))
    if asked != columns:
        raise ValueError(f"the columns are {', '.join(columns)}, not {', '.join(asked)}")
