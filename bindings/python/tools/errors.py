"""Writes src/cwp/errors.py out of the table of statuses in include/cwp/status.h.

python tools/errors.py            says whether the file is as it should be
python tools/errors.py --write    writes it
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
HEADER = HERE.parents[2] / "include" / "cwp" / "status.h"
MODULE = HERE.parent / "src" / "cwp" / "errors.py"

# The class of each status, and the built-in exceptions that it is one of too. A status that is not here is an error of
# its own, so that a new one in C cannot be forgotten.
CLASSES = {
    "MEMORY": ("OutOfMemoryError", ("MemoryError",)),
    "ARGUMENT": ("ArgumentError", ("ValueError",)),
    "NOT_FOUND": ("NotFoundError", ("KeyError",)),
    "IO": ("InputOutputError", ("OSError",)),
    "SYNTAX": ("FormatSyntaxError", ("ValueError",)),
    "INVALID": ("InvalidError", ("ValueError",)),
    "LIMIT": ("LimitError", ("ValueError",)),
    "UNSUPPORTED": ("UnsupportedError", ("ValueError",)),
    "INTERNAL": ("InternalError", ("RuntimeError",)),
}

HEAD = '''"""What goes wrong, as exceptions.

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
'''

TAIL = '''

class FileMissingError(NotFoundError, FileNotFoundError):
    """There is no such file."""


def of_status(message: str, path: str, line: int, column: int, offset: int) -> Error:
    """What not-found becomes: a missing file is a FileNotFoundError too, as everywhere in Python."""
    kind = FileMissingError if path else NotFoundError
    return kind(message, path, line, column, offset)


'''


def statuses() -> list[tuple[str, int, str]]:
    text = HEADER.read_text(encoding="utf-8")
    found = re.findall(r"^  CWP_ERROR_(\w+) = (\d+),\s*/\*\*< (.+?) \*/$", text, re.M)
    return [(name, int(number), meaning) for name, number, meaning in found]


def module() -> str:
    parts = [HEAD]
    table = statuses()
    for name, number, meaning in table:
        cls, natural = CLASSES[name]
        word = name.lower().replace("_", "-")
        parts.append(
            f"\n\nclass {cls}(Error, {', '.join(natural)}):\n"
            f'    """{meaning[0].upper()}{meaning[1:]}."""\n\n'
            f"    code = {number}\n"
            f'    name = "{word}"\n'
        )
    parts.append(TAIL)
    classes = ["InternalError"] + [
        "of_status" if name == "NOT_FOUND" else CLASSES[name][0] for name, _, _ in sorted(table, key=lambda row: row[1])
    ]
    parts.append("# By the C library's number; what it does not know yet is an internal error.\n")
    parts.append("BY_CODE = (\n" + "".join(f"    {cls},\n" for cls in classes) + ")\n")
    return "".join(parts)


def main() -> int:
    text = module()
    if "--write" in sys.argv[1:]:
        MODULE.write_text(text, encoding="utf-8")
        return 0
    if MODULE.read_text(encoding="utf-8") == text:
        return 0
    print("src/cwp/errors.py is not what include/cwp/status.h gives: run tools/errors.py --write")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
