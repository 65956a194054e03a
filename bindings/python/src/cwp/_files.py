"""Files that are read and written: by their path, or open ones."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

from . import _native
from ._base import Path, to_path

T = TypeVar("T")

#: A file to read: its path, or one that is open in binary mode.
Source = Path | BinaryIO
#: A file to write: its path, or one that is open in binary mode.
Target = Path | BinaryIO


def is_open(file: Any, what: str) -> bool:
    """Whether it is an open file; TypeError for one in text mode."""
    if isinstance(file, io.TextIOBase):
        raise TypeError("open the file in binary mode")
    return hasattr(file, what)


def named(file: Any) -> tuple[Any, str]:
    """An open file and what errors call it."""
    name = getattr(file, "name", None)
    return file, name if isinstance(name, str) and "\0" not in name else "input"


def source_of(file: Source) -> Any:
    """A file as C takes it."""
    return named(file) if is_open(file, "read") else to_path(file)  # type: ignore[arg-type]


def written_to(file: Target, write: Callable[[Any], T]) -> T:
    """Writes: into an open file as it goes, into a path whole or not at all."""
    if is_open(file, "write"):
        return write(named(file))
    writer = _native.cwp_file_writer_open(to_path(file))  # type: ignore[arg-type]
    done = write(writer)
    _native.cwp_file_writer_commit(writer)
    return done
