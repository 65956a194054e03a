"""What goes wrong, as exceptions.

Made by tools/errors.py out of the table of statuses in include/cwp/status.h: each status of the C library is a class, a
child of Error and of the built-in exception that is nearest.
"""

from __future__ import annotations

from typing import ClassVar


class Error(Exception):
    """Something that the library could not do.

    The message is one line that says what was wrong, with which input, and what was seen. For input that was read,
    `path`, `line`, `column` (both from 1, in characters) and `offset` (bytes from 0) say where; what does not apply is
    "" or 0. `code` is the C library's number and `name` its word for it.

    >>> import cwp
    >>> try:
    ...     cwp.Pathway()["CSW.K99"]
    ... except KeyError as error:
    ...     print(error.name, isinstance(error, cwp.Error))
    not-found True
    """

    code: ClassVar[int] = 0
    name: ClassVar[str] = ""

    def __init__(self, message: str, path: str = "", line: int = 0, column: int = 0, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.offset = offset

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.message}" if place else self.message

    def __reduce__(self) -> tuple[type[Error], tuple[str, str, int, int, int]]:
        return type(self), (self.message, self.path, self.line, self.column, self.offset)


class OutOfMemoryError(Error, MemoryError):
    """An allocation failed; nothing was changed."""

    code = 1
    name = "memory"


class ArgumentError(Error, ValueError):
    """The caller passed something that the function does not take."""

    code = 2
    name = "argument"


class NotFoundError(Error, KeyError):
    """No such code, edition, file or record."""

    code = 3
    name = "not-found"


class InputOutputError(Error, OSError):
    """The system could not read or write."""

    code = 4
    name = "io"


class FormatSyntaxError(Error, ValueError):
    """The input is not well-formed JSON, CSV, UTF-8 or date."""

    code = 5
    name = "syntax"


class InvalidError(Error, ValueError):
    """Well-formed, but it breaks a rule of its format."""

    code = 6
    name = "invalid"


class LimitError(Error, ValueError):
    """Larger, deeper or more than the limit in the options."""

    code = 7
    name = "limit"


class UnsupportedError(Error, ValueError):
    """A kind or version of file that this version does not read."""

    code = 8
    name = "unsupported"


class InternalError(Error, RuntimeError):
    """A defect in the library: please report it."""

    code = 9
    name = "internal"


class FileMissingError(NotFoundError, FileNotFoundError):
    """There is no such file."""


def of_status(message: str, path: str, line: int, column: int, offset: int) -> Error:
    """What not-found becomes: a missing file is a FileNotFoundError too, as everywhere in Python."""
    kind = FileMissingError if path else NotFoundError
    return kind(message, path, line, column, offset)


# By the C library's number; what it does not know yet is an internal error.
BY_CODE = (
    InternalError,
    OutOfMemoryError,
    ArgumentError,
    of_status,
    InputOutputError,
    FormatSyntaxError,
    InvalidError,
    LimitError,
    UnsupportedError,
    InternalError,
)
