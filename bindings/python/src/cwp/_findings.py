"""What is wrong in files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import _native
from ._base import INTEGER, TEXT, Row, Rows
from ._enums import Severity, words_of

_SEVERITIES = words_of(Severity)


class Finding(Row):
    """One thing wrong in a file, said so that somebody can mend it."""

    __slots__ = ()
    _shown = ("id", "severity", "path", "line", "column", "value")

    @property
    def id(self) -> str:
        """Stable name of the rule, such as "ASC-STAFF-CWPCATEGORY-UNKNOWN"."""
        return self._text(0)

    @property
    def severity(self) -> Severity:
        return _SEVERITIES[self._row[1]]

    @property
    def path(self) -> str:
        """The file or input name."""
        return self._text(2)

    @property
    def line(self) -> int | None:
        """Line of the file on which the record starts, from 1; None: the file as a whole."""
        return self._row[3] or None

    @property
    def record(self) -> int | None:
        """Data row, from 1, the header not counted; None: not a data row."""
        return self._row[4] or None

    @property
    def column(self) -> str:
        """Name of the column or JSON key, "" if none."""
        return self._text(5)

    @property
    def value(self) -> str:
        """What was seen, "" if nothing."""
        return self._text(6)

    @property
    def message(self) -> str:
        """One sentence: what is wrong and what became of the value."""
        return self._text(7)

    @property
    def upstream(self) -> str:
        """The national service's own code for the same thing; "" if it has none."""
        return self._text(8)

    def __str__(self) -> str:
        place = self.path + (f":{self.line}" if self.line else "")
        return f"{place}: {self.severity.value}: {self.message}"


_COLUMNS = (
    ("id", TEXT, lambda row: row.id),
    ("severity", TEXT, lambda row: row.severity.value),
    ("path", TEXT, lambda row: row.path),
    ("line", INTEGER, lambda row: row.line),
    ("record", INTEGER, lambda row: row.record),
    ("column", TEXT, lambda row: row.column or None),
    ("value", TEXT, lambda row: row.value or None),
    ("message", TEXT, lambda row: row.message),
    ("upstream", TEXT, lambda row: row.upstream or None),
)


class Findings(Rows[Finding]):
    """Findings in the order in which they were met."""

    __slots__ = ()

    def __init__(self, handle: _native.cwp_findings) -> None:
        count = _native.cwp_findings_count(handle)
        super().__init__([_native.cwp_findings_at(handle, index) for index in range(count)], Finding, _COLUMNS)

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[Any, ...]]) -> Findings:
        """Findings of the package's own, in the order of the fields of a finding."""
        made = cls.__new__(cls)
        Rows.__init__(made, list(rows), Finding, _COLUMNS)
        return made

    def joined(self, more: Findings) -> Findings:
        """These, then those."""
        return Findings.of_rows([*self._raw, *more._raw])

    def of(self, severity: Severity | str) -> list[Finding]:
        """Those of one severity."""
        return [finding for finding in self if finding.severity == severity]
