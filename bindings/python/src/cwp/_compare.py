"""Two role categories side by side, and two editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import _native
from ._base import FLAG, INTEGER, TEXT, Row, Rows, Table, Tabular, listed
from ._enums import ChangeKind, Difference, Field, Kind, RequirementKind, place_of, words_of
from ._pathway import Pathway, Record, Requirement, Role, Settings, code_of, pathway_or_default

_DIFFERENCES = words_of(Difference)
_CHANGES = words_of(ChangeKind)
_FIELDS = words_of(Field)


class Compared(Row):
    """How one requirement stands in two role categories."""

    __slots__ = ()
    _shown = ("code", "difference")

    @property
    def difference(self) -> Difference:
        return _DIFFERENCES[self._row[0]]

    @property
    def from_(self) -> Requirement | None:
        """As the first role category asks for it."""
        return None if self._row[1] is None else Requirement(self._row[1], self._owner.pathway)

    @property
    def to(self) -> Requirement | None:
        """As the second one does."""
        return None if self._row[2] is None else Requirement(self._row[2], self._owner.pathway)

    @property
    def code(self) -> str:
        """Its code: the second role category's, or the first one's."""
        asked = self.to or self.from_
        assert asked is not None
        return asked.code

    @property
    def title(self) -> str:
        asked = self.to or self.from_
        assert asked is not None
        return asked.title

    @property
    def theme(self) -> Record | None:
        """The theme that a statement's group belongs to."""
        pathway: Pathway = self._owner.pathway
        return pathway._record(self._row[3])


class ComparedTheme(Row):
    """What two role categories ask under one theme, in statements."""

    __slots__ = ()
    _shown = ("theme", "shared", "added", "dropped")

    @property
    def theme(self) -> Record:
        found: Record = self._owner.pathway._any_record(self._row[0])
        return found

    @property
    def shared(self) -> int:
        return self._number(1)

    @property
    def added(self) -> int:
        return self._number(2)

    @property
    def dropped(self) -> int:
        return self._number(3)

    @property
    def deepens(self) -> bool:
        """Whether the first asks for something under the theme, and the second adds to it."""
        return bool(self._row[4])


def _kind_of(asked: Requirement | None) -> RequirementKind | None:
    return None if asked is None else asked.kind


_COMPARED_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("title", TEXT, lambda row: row.title),
    ("difference", TEXT, lambda row: row.difference.value),
    ("from_kind", TEXT, lambda row: _kind_of(row.from_)),
    ("to_kind", TEXT, lambda row: _kind_of(row.to)),
    ("theme", TEXT, lambda row: code_of(row.theme)),
)
_THEME_COLUMNS = (
    ("theme", TEXT, lambda row: row.theme.code),
    ("title", TEXT, lambda row: row.theme.title),
    ("shared", INTEGER, lambda row: row.shared),
    ("added", INTEGER, lambda row: row.added),
    ("dropped", INTEGER, lambda row: row.dropped),
    ("deepens", FLAG, lambda row: row.deepens),
)


class Comparison(Tabular):
    """What moving from one role category to another asks. It is a table of its lines.

    >>> import cwp
    >>> comparison = cwp.compare("CSW", "SL", pathway=cwp.Pathway("2024"))
    >>> comparison.counts["added"] > 0, comparison.from_role.code, comparison.to_role.code
    (True, 'CSW', 'SL')
    """

    __slots__ = ("_handle", "from_role", "pathway", "to_role")

    def __init__(
        self,
        from_role: Role,
        to_role: Role,
        *,
        settings: Settings = (),
        to_settings: Settings = (),
        pathway: Pathway | None = None,
    ) -> None:
        self.pathway = pathway_or_default(pathway)
        start, end = self.pathway._role(from_role), self.pathway._role(to_role)
        question = (start, end, self.pathway._settings(settings), self.pathway._settings(to_settings))
        self._handle = _native.cwp_comparison_make(self.pathway._handle, question)
        self.from_role = self.pathway._any_record(start or 0)
        self.to_role = self.pathway._any_record(end or 0)

    @property
    def lines(self) -> Rows[Compared]:
        """What the second role category asks for, then what only the first does."""
        return listed(
            _native.cwp_comparison_count(self._handle),
            lambda index: _native.cwp_comparison_at(self._handle, index),
            lambda row: Compared(row, self),
            _COMPARED_COLUMNS,
        )

    @property
    def counts(self) -> Mapping[Difference, int]:
        """How many lines of each difference there are."""
        return {
            difference: _native.cwp_comparison_count_of(self._handle, place)
            for place, difference in enumerate(_DIFFERENCES)
        }

    @property
    def themes(self) -> Rows[ComparedTheme]:
        """The themes that have statements that either of them asks for."""
        return listed(
            _native.cwp_comparison_theme_count(self._handle),
            lambda index: _native.cwp_comparison_theme_at(self._handle, index),
            lambda row: ComparedTheme(row, self),
            _THEME_COLUMNS,
        )

    def to_table(self) -> Table:
        return self.lines.to_table()

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {difference.value}" for difference, count in self.counts.items())
        return f"<Comparison of {self.from_role.code} with {self.to_role.code}: {counts}>"


def compare(
    from_role: Role,
    to_role: Role,
    *,
    settings: Settings = (),
    to_settings: Settings = (),
    pathway: Pathway | None = None,
) -> Comparison:
    """What moving from one role category to another asks."""
    return Comparison(from_role, to_role, settings=settings, to_settings=to_settings, pathway=pathway)


class Change(Row):
    """One record that differs from one edition to another."""

    __slots__ = ()
    _shown = ("code", "kind", "fields")

    @property
    def kind(self) -> ChangeKind:
        return _CHANGES[self._row[0]]

    @property
    def before(self) -> Record | None:
        """In the first edition."""
        start: Pathway = self._owner.from_
        return start._record(self._row[1])

    @property
    def after(self) -> Record | None:
        """In the second."""
        end: Pathway = self._owner.to
        return end._record(self._row[2])

    @property
    def code(self) -> str:
        record = self.after or self.before
        assert record is not None
        return record.code

    @property
    def fields(self) -> frozenset[Field]:
        """What differs; nothing for a record that was added or removed."""
        return frozenset(field for place, field in enumerate(_FIELDS) if self._row[3] >> place & 1)


_CHANGE_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("kind", TEXT, lambda row: row.kind.value),
    ("record", TEXT, lambda row: (row.after or row.before).kind.value),
    ("title", TEXT, lambda row: (row.after or row.before).title),
    ("fields", TEXT, lambda row: " ".join(field.value for field in _FIELDS if field in row.fields) or None),
)


class Diff(Tabular):
    """What changed from one edition to another. It is a table of its changes.

    >>> import cwp
    >>> diff = cwp.diff("2024", "2025")
    >>> len(diff.changes) == sum(diff.counts.values())
    True
    """

    __slots__ = ("_handle", "from_", "to")

    def __init__(
        self,
        from_: Pathway | str,
        to: Pathway | str,
        *,
        kinds: Iterable[Kind | str] = (),
        fields: Iterable[Field | str] | None = None,
    ) -> None:
        self.from_ = Pathway(from_) if isinstance(from_, str) else from_
        self.to = Pathway(to) if isinstance(to, str) else to
        wanted = _FIELDS if fields is None else fields
        bits = sum({1 << place_of(Field, field, "a field") for field in wanted})
        numbers = tuple(place_of(Kind, kind, "a kind") for kind in kinds)
        self._handle = _native.cwp_pathway_diff(self.from_._handle, self.to._handle, (numbers, bits))

    @property
    def changes(self) -> Rows[Change]:
        """The records that differ, kind by kind."""
        return listed(
            _native.cwp_diff_count(self._handle),
            lambda index: _native.cwp_diff_at(self._handle, index),
            lambda row: Change(row, self),
            _CHANGE_COLUMNS,
        )

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many records were added, removed, changed or moved."""
        return {kind: _native.cwp_diff_count_of(self._handle, place) for place, kind in enumerate(_CHANGES)}

    def to_table(self) -> Table:
        return self.changes.to_table()

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {kind.value}" for kind, count in self.counts.items())
        return f"<Diff from {self.from_.code} to {self.to.code}: {counts}>"


def diff(
    from_: Pathway | str,
    to: Pathway | str,
    *,
    kinds: Iterable[Kind | str] = (),
    fields: Iterable[Field | str] | None = None,
) -> Diff:
    """What changed from one edition, or framework, to another; of some kinds or fields only, if they are given."""
    return Diff(from_, to, kinds=kinds, fields=fields)
