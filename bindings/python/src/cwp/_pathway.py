"""Editions of the pathway and their records."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Any, TypeVar

from . import _native
from ._base import (
    REAL,
    TEXT,
    Day,
    Path,
    Row,
    Rows,
    to_days_or_none,
    to_path,
)
from ._enums import (
    Coverage,
    Extent,
    Kind,
    Provenance,
    Relation,
    RequirementKind,
    SetRelation,
    place_of,
    words_of,
)
from .errors import ArgumentError

R = TypeVar("R", bound="Record")

_KINDS = words_of(Kind)
_KIND_PLACES = {kind: place for place, kind in enumerate(Kind)}
_PROVENANCES = words_of(Provenance)
_COVERAGES = words_of(Coverage)
_EXTENTS = words_of(Extent)
_RELATIONS = words_of(Relation)
_REQUIREMENT_KINDS = words_of(RequirementKind)
_SET_RELATIONS = words_of(SetRelation)


class Limits:
    """How much a reader takes before it says LimitError. 0 means the default of the library.

    >>> import cwp
    >>> cwp.Portfolio.parse('{"format": "cwp-portfolio"}', limits=cwp.Limits(input_bytes=10))
    Traceback (most recent call last):
    ...
    cwp.errors.LimitError: portfolio.json:1:1: a document of more bytes than 10
    """

    __slots__ = ("_row",)

    def __init__(
        self, *, input_bytes: int = 0, record_bytes: int = 0, fields: int = 0, depth: int = 0, records: int = 0
    ) -> None:
        self._row = (input_bytes, record_bytes, fields, depth, records)

    @classmethod
    def _of(cls, row: _LimitsRow) -> Limits:
        made = cls()
        made._row = row
        return made


_LimitsRow = tuple[int, int, int, int, int]
_MOST_BYTES = 64 << 20  # of a document, as include/cwp/input.h has it


def limits_row(limits: Limits | None) -> _LimitsRow | None:
    return None if limits is None else limits._row


def _text_of(path: Path, limits: _LimitsRow | None, complain: Callable[[], object]) -> bytes:
    """A file's bytes, and one more than may be, at the most. What cannot be read is for `complain` to say: it
    reads as the C library does."""
    most = (limits[0] if limits else 0) or _MOST_BYTES
    try:
        with open(path, "rb") as file:
            return file.read(most + 1)
    except OSError:
        complain()
        raise


def _bytes_of(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else bytes(text)


def _shown(path: Path) -> str:
    """A path as errors have it."""
    return to_path(path).decode("utf-8", "backslashreplace")


class Record:
    """Something that an edition holds: it has a code, a title, a text in the project's own words, and a source."""

    __slots__ = ("_handle", "_id", "_pathway")
    kind: Kind

    _handle: _native.cwp_pathway
    _id: int
    _pathway: Pathway

    def __init__(self, pathway: Pathway, number: int) -> None:
        self._pathway = pathway
        self._handle = pathway._handle
        self._id = number

    @property
    def pathway(self) -> Pathway:
        """The edition that it belongs to."""
        return self._pathway

    @property
    def code(self) -> str:
        """Its stable code, such as "CSW.K7.2"."""
        return _native.cwp_record_code(self._handle, self._id)

    @property
    def title(self) -> str:
        """Its official name; a statement's or behaviour's is that of its group."""
        return _native.cwp_record_title(self._handle, self._id)

    @property
    def text(self) -> str:
        """What it says, in the project's own words."""
        return _native.cwp_record_text(self._handle, self._id)

    @property
    def official_text(self) -> str:
        """The official wording, if it was laid over the edition (Pathway.with_wording); "" otherwise."""
        return _native.cwp_record_official_text(self._handle, self._id)

    @property
    def note(self) -> str:
        """How sure it is, or ""."""
        return _native.cwp_record_note(self._handle, self._id)

    @property
    def status(self) -> Provenance:
        """How it came to say so."""
        return _PROVENANCES[_native.cwp_record_status(self._handle, self._id)]

    @property
    def source(self) -> Source | None:
        """The document that it rests on."""
        found = self._pathway._record(_native.cwp_record_source(self._handle, self._id))
        return found if isinstance(found, Source) else None

    @property
    def role_category(self) -> RoleCategory | None:
        """The role category that it belongs to."""
        found = self._pathway._record(_native.cwp_record_role(self._handle, self._id))
        return found if isinstance(found, RoleCategory) else None

    @property
    def parent(self) -> Record | None:
        """A statement's group, a code's list."""
        return self._pathway._record(_native.cwp_record_parent(self._handle, self._id))

    @property
    def children(self) -> Records[Record]:
        """A group's statements, a list's codes."""
        count = _native.cwp_record_child_count(self._handle, self._id)
        first = _native.cwp_record_first_child(self._handle, self._id) or 0
        return Records(self._pathway, range(first, first + count))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that Pathway[...] understands."""
        names: list[str] = []
        while (name := _native.cwp_record_alias(self._handle, self._id, len(names))) is not None:
            names.append(name)
        return tuple(names)

    @property
    def properties(self) -> dict[str, str]:
        """What else the edition says of it, by the names in the framework file."""
        names: list[str] = []
        while (name := _native.cwp_record_property_name(self._handle, self._id, len(names))) is not None:
            names.append(name)
        return {name: _native.cwp_record_property(self._handle, self._id, name) for name in names}

    def _property(self, name: str) -> str:
        """One further property, or ""."""
        return _native.cwp_record_property(self._handle, self._id, name)

    def links(self, relation: Relation | str | None = None) -> Rows[Link]:
        """How it stands to other records: the links of one relation, or all."""
        relations: Iterable[int] = (
            range(len(_RELATIONS)) if relation is None else [place_of(Relation, relation, "relation")]
        )
        rows = [
            _native.cwp_record_link(self._handle, self._id, number, index)
            for number in relations
            for index in range(_native.cwp_record_link_count(self._handle, self._id, number))
        ]
        return Rows(rows, lambda row: Link(row, self), _LINK_COLUMNS)

    def linked(self, relation: Relation | str) -> list[Record]:
        """The records that links of one relation lead to."""
        return [link.to for link in self.links(relation) if link.to is not None]

    @property
    def covers(self) -> Rows[Cover]:
        """What evidence about it is evidence for, evidence maps followed to their end."""
        count = _native.cwp_record_cover_count(self._handle, self._id)
        rows = [_native.cwp_record_cover(self._handle, self._id, index) for index in range(count)]
        return Rows(rows, lambda row: Cover(row, self), _COVER_COLUMNS)

    def counterparts(self, other: Pathway) -> Rows[Counterpart]:
        """What corresponds to it in another edition. Nothing means that nothing is known."""
        rows = _native.cwp_record_counterparts(self._handle, self._id, other._handle)
        return Rows(rows, lambda row: Counterpart(row, (self, other)), _COUNTERPART_COLUMNS)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return self._id == other._id and self._pathway == other._pathway

    def __hash__(self) -> int:
        return hash((self._pathway, self._id))

    def __reduce__(self) -> tuple[Any, ...]:
        return _record_of, (self._pathway, self.code, self.kind)

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.code}: {self.title}>"

    def _repr_html_(self) -> str:
        said = f"<br>{escape(self.text)}" if self.text else ""
        return f"<p><b>{escape(self.code)}</b> {escape(self.title)}{said}</p>"


def _record_of(pathway: Pathway, code: str, kind: Kind) -> Record:
    return pathway.find(code, kind)


class Edition(Record):
    """The edition itself: its date, and what its sources do not show."""

    __slots__ = ()

    @property
    def gaps(self) -> list[str]:
        """What the sources do not show, a sentence each."""
        return [link.text for link in self.links(Relation.GAP)]


class Source(Record):
    """A document that records rest on."""

    __slots__ = ()

    @property
    def publisher(self) -> str:
        return self._property("publisher")

    @property
    def date(self) -> str:
        """As the document has it: a day, a month, or a year."""
        return self._property("date")

    @property
    def url(self) -> str:
        return self._property("url")


class Value(Record):
    """One of the universal values."""

    __slots__ = ()

    @property
    def voices(self) -> list[Record]:
        """What people who draw on care look for behind it."""
        numbers = _native.cwp_value_voices(self._handle, self._id)
        return [self._pathway._any_record(number) for number in numbers]


class RoleCategory(Record):
    """A role category, and what it asks."""

    __slots__ = ()

    @property
    def slug(self) -> str:
        """Its name as the official addresses have it, such as "care-or-support-worker"."""
        return self._property("slug")

    @property
    def coverage(self) -> Coverage:
        """How much of it the edition holds."""
        return _COVERAGES[_native.cwp_role_coverage(self._handle, self._id)]

    @property
    def bulk_code(self) -> int | None:
        """Its bulk upload code of CWPCATEGORY in the national data set."""
        return _native.cwp_role_bulk_code(self._handle, self._id) or None

    @property
    def baselines(self) -> list[Record]:
        """The role categories whose knowledge and skills it builds on."""
        return self.linked(Relation.BASELINE)

    @property
    def behaviours(self) -> list[Behaviour]:
        """Its behaviours."""
        return [record for record in self._pathway.behaviours if record.role_category == self]

    @property
    def groups(self) -> list[Group]:
        """Its own groups of knowledge and skills, without its baselines'."""
        return [record for record in self._pathway.groups if record.role_category == self]

    @property
    def statements(self) -> list[Statement]:
        """Its own knowledge and skills, without its baselines'."""
        return [record for record in self._pathway.statements if record.role_category == self]

    @property
    def practice_areas(self) -> list[Record]:
        """The practice areas open to it."""
        return self.linked(Relation.AREA)

    def requirements(self, settings: Settings = ()) -> Rows[Requirement]:
        """All that it asks in the given settings: its own and its baselines'.

        >>> import cwp
        >>> role = cwp.Pathway("2024")["care-or-support-worker"]
        >>> len(role.requirements())
        178
        """
        rows = _native.cwp_role_requirements(self._handle, self._id, self._pathway._settings(settings))
        return Rows(rows, lambda row: Requirement(row, self._pathway), _REQUIREMENT_COLUMNS)


class Behaviour(Record):
    """Something that people in a role category must show."""

    __slots__ = ()

    @property
    def values(self) -> list[Record]:
        """The values that it shows."""
        return self.linked(Relation.SHOWS)


class Statement(Record):
    """A line of knowledge or skill that people in a role category should have."""

    __slots__ = ()

    @property
    def group(self) -> Group | None:
        """The group that it belongs to."""
        found = self.parent
        return found if isinstance(found, Group) else None


class Rule(Record):
    """A requirement of one role category that is neither a behaviour nor a statement."""

    __slots__ = ()

    @property
    def needs(self) -> list[Record]:
        """What meets it."""
        return self.linked(Relation.NEEDS)


class Group(Record):
    """A titled group of statements."""

    __slots__ = ()

    @property
    def statements(self) -> Records[Record]:
        return self.children

    @property
    def theme(self) -> Record | None:
        """The theme that it belongs to."""
        return self._pathway._record(_native.cwp_group_theme(self._handle, self._id))


class PracticeArea(Record):
    """A specific area of practice, such as dementia."""

    __slots__ = ()

    @property
    def slug(self) -> str:
        return self._property("slug")


class LearningOpportunity(Record):
    """A course, qualification, apprenticeship or programme."""

    __slots__ = ()

    @property
    def level(self) -> str:
        return self._property("level")


class Move(Record):
    """A step from one role category to another."""

    __slots__ = ()

    @property
    def direction(self) -> str:
        """ "up", "sideways", "specialise" or "onward"."""
        return self._property("kind")

    @property
    def start(self) -> Record | None:
        """Where it starts."""
        return next(iter(self.linked(Relation.FROM)), None)

    @property
    def end(self) -> Record | None:
        """Where it leads."""
        return next(iter(self.linked(Relation.TO)), None)


class CodeList(Record):
    """A list of codes of the national data set (ASC-WDS)."""

    __slots__ = ()

    @property
    def codes(self) -> Records[Record]:
        return self.children


class Code(Record):
    """One code of such a list."""

    __slots__ = ()

    @property
    def bulk(self) -> str:
        """Its number in bulk upload files."""
        return self._property("bulk")


class Theme(Record):
    """What groups of several role categories are about: communication, safeguarding, ..."""

    __slots__ = ()

    @property
    def groups(self) -> list[Record]:
        return self.linked(Relation.ABOUT)


_CLASSES: dict[Kind, type[Record]] = {
    Kind.EDITION: Edition,
    Kind.SOURCE: Source,
    Kind.VALUE: Value,
    Kind.ROLE: RoleCategory,
    Kind.BEHAVIOUR: Behaviour,
    Kind.STATEMENT: Statement,
    Kind.RULE: Rule,
    Kind.PRACTICE_AREA: PracticeArea,
    Kind.GROUP: Group,
    Kind.LEARNING: LearningOpportunity,
    Kind.MOVE: Move,
    Kind.CODE_LIST: CodeList,
    Kind.CODE: Code,
    Kind.THEME: Theme,
}


def _class_of(kind: Kind) -> type[Record]:
    """A class for each kind: those without properties of their own are made here."""
    made: type[Record] = type("".join(word.title() for word in kind.value.split("-")), (Record,), {"__slots__": ()})
    return made


_BY_KIND = tuple(_CLASSES.get(kind) or _class_of(kind) for kind in _KINDS)
for _kind, _class in zip(_KINDS, _BY_KIND, strict=True):
    _class.kind = _kind


class Records(Rows[R]):
    """Records side by side. Nothing is copied: each is made when it is looked at.

    >>> import cwp
    >>> cwp.Pathway().values[0].code
    'V.kind-compassionate-empathetic'
    >>> cwp.Pathway().statements[:2].to_table().columns[:2]
    ('code', 'title')
    """

    __slots__ = ()

    def __init__(self, pathway: Pathway, numbers: Sequence[int]) -> None:
        make: Any = pathway._any_record
        super().__init__(numbers, make, _RECORD_COLUMNS)


class Link(Row):
    """How one record stands to another."""

    __slots__ = ()
    _shown = ("relation", "to", "text")

    def _record(self, number: int | None) -> Record | None:
        record: Record = self._owner
        return record._pathway._record(number)

    @property
    def relation(self) -> Relation:
        return _RELATIONS[self._row[0]]

    @property
    def to(self) -> Record | None:
        """Where it leads; None where the link is a text."""
        return self._record(self._row[1])

    @property
    def about(self) -> Record | None:
        """The practice area of an "area-learning" link."""
        return self._record(self._row[2])

    @property
    def extent(self) -> Extent:
        return _EXTENTS[self._row[3]]

    @property
    def status(self) -> Provenance:
        return _PROVENANCES[self._row[4]]

    @property
    def source(self) -> Record | None:
        return self._record(self._row[5])

    @property
    def text(self) -> str:
        """A note, or what the link says where it leads nowhere."""
        return self._text(6)


class Cover(Row):
    """Evidence about one record is evidence for another."""

    __slots__ = ()
    _shown = ("target", "extent")

    @property
    def target(self) -> Record | None:
        record: Record = self._owner
        return record._pathway._record(self._row[0])

    @property
    def map(self) -> Record | None:
        """The evidence map that says so; None for a group's own statements."""
        record: Record = self._owner
        return record._pathway._record(self._row[1])

    @property
    def extent(self) -> Extent:
        return _EXTENTS[self._row[2]]


class Counterpart(Row):
    """What corresponds to a record in another edition."""

    __slots__ = ()
    _shown = ("record", "relation")

    @property
    def record(self) -> Record | None:
        """The record there; None: a crosswalk says that nothing corresponds."""
        other: Pathway = self._owner[1]
        return other._record(self._row[0])

    @property
    def relation(self) -> SetRelation:
        """How the record that was asked about stands to it."""
        return _SET_RELATIONS[self._row[1]]

    @property
    def crosswalk(self) -> Record | None:
        """The crosswalk that says so; None where the code is the same."""
        place = self._row[3]
        if place is None:
            return None
        record, other = self._owner
        edition = record._pathway if place == -1 else other if place == -2 else editions()[place]
        found: Record | None = edition._record(self._row[2])
        return found


class Requirement(Row):
    """One thing that a role category asks."""

    __slots__ = ()
    _shown = ("code", "kind")

    @property
    def record(self) -> Record:
        """The behaviour, statement, rule or practice area."""
        found: Record = self._owner._any_record(self._row[0])
        return found

    @property
    def code(self) -> str:
        return self.record.code

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def role_category(self) -> Record:
        """The role category that states it: the one asked about, or one of its baselines."""
        found: Record = self._owner._any_record(self._row[1])
        return found

    @property
    def kind(self) -> RequirementKind:
        """How strongly, in the settings asked about."""
        return _REQUIREMENT_KINDS[self._row[2]]

    @property
    def stated_kind(self) -> RequirementKind:
        """How strongly outside any setting."""
        return _REQUIREMENT_KINDS[self._row[3]]


class Hit(Row):
    """A record that a search found."""

    __slots__ = ()
    _shown = ("record", "score")

    @property
    def record(self) -> Record:
        found: Record = self._owner._any_record(self._row[0])
        return found

    @property
    def score(self) -> float:
        """Above 0; higher is nearer; comparable within one search only."""
        score: float = self._row[1]
        return score


def code_of(record: Record | None) -> str | None:
    return None if record is None else record.code


_RECORD_COLUMNS = (
    ("code", TEXT, lambda record: record.code),
    ("title", TEXT, lambda record: record.title),
    ("text", TEXT, lambda record: record.text),
    ("kind", TEXT, lambda record: record.kind.value),
    ("role_category", TEXT, lambda record: code_of(record.role_category)),
    ("parent", TEXT, lambda record: code_of(record.parent)),
    ("status", TEXT, lambda record: record.status.value),
    ("source", TEXT, lambda record: code_of(record.source)),
    ("note", TEXT, lambda record: record.note or None),
)
_LINK_COLUMNS = (
    ("relation", TEXT, lambda link: link.relation.value),
    ("to", TEXT, lambda link: code_of(link.to)),
    ("about", TEXT, lambda link: code_of(link.about)),
    ("extent", TEXT, lambda link: link.extent.value),
    ("status", TEXT, lambda link: link.status.value),
    ("source", TEXT, lambda link: code_of(link.source)),
    ("text", TEXT, lambda link: link.text or None),
)
_COVER_COLUMNS = (
    ("target", TEXT, lambda cover: code_of(cover.target)),
    ("extent", TEXT, lambda cover: cover.extent.value),
    ("map", TEXT, lambda cover: code_of(cover.map)),
)
_COUNTERPART_COLUMNS = (
    ("code", TEXT, lambda row: code_of(row.record)),
    ("relation", TEXT, lambda row: row.relation.value),
    ("crosswalk", TEXT, lambda row: code_of(row.crosswalk)),
)
_REQUIREMENT_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("title", TEXT, lambda row: row.title),
    ("kind", TEXT, lambda row: row.kind.value),
    ("stated_kind", TEXT, lambda row: row.stated_kind.value),
    ("role_category", TEXT, lambda row: row.role_category.code),
)
_HIT_COLUMNS = (
    ("code", TEXT, lambda hit: hit.record.code),
    ("title", TEXT, lambda hit: hit.record.title),
    ("kind", TEXT, lambda hit: hit.record.kind.value),
    ("score", REAL, lambda hit: hit.score),
)

#: A setting: a practice area or a delegated healthcare activity, or its code.
Setting = Record | str
Settings = Iterable[Record | str]
#: A role category, or its code, slug or alias.
Role = Record | str


class Pathway:
    """One edition of the Care Workforce Pathway, or an organisation's own framework. Immutable; any thread may read it.

    >>> import cwp
    >>> pathway = cwp.Pathway()                       # the default edition, at no cost
    >>> pathway["supervisor-or-leader"].title
    'Supervisor or leader'
    >>> pathway["CSW.B1"].role_category.code
    'CSW'
    >>> "CSW.K99" in pathway
    False

    It is a collection of its records, which codes, slugs and aliases find. It is no dict: iterating gives records, and
    `values` are the pathway's values.
    """

    __slots__ = ("_handle", "_index", "_limits", "_origin")

    def __init__(self, edition: str | None = None) -> None:
        self._take(_native.cwp_edition_find(edition or ""), None, None)

    def _take(self, handle: _native.cwp_pathway, origin: _Origin | None, limits: _LimitsRow | None) -> None:
        self._handle = handle
        self._index: _native.cwp_index | None = None
        # What makes two objects the same pathway, and one of them anew elsewhere: a built-in edition's code, or a text.
        self._origin: str | _Origin = _native.cwp_record_code(handle, 0) if origin is None else origin
        self._limits = limits

    @classmethod
    def _of(
        cls, handle: _native.cwp_pathway, origin: _Origin | None = None, limits: _LimitsRow | None = None
    ) -> Pathway:
        made = cls.__new__(cls)
        made._take(handle, origin, limits)
        return made

    @classmethod
    def read(cls, path: Path, *, limits: Limits | None = None) -> Pathway:
        """Reads a framework file in JSON: an organisation's own framework, or an edition that is to come."""
        row = limits_row(limits)
        text = _text_of(path, row, lambda: _native.cwp_pathway_read(to_path(path), row))
        return cls.parse(text, name=_shown(path), limits=limits)

    @classmethod
    def parse(cls, text: str | bytes, *, name: str = "pathway.json", limits: Limits | None = None) -> Pathway:
        """The same from memory; errors call it `name`."""
        row = limits_row(limits)
        return cls._of(_native.cwp_pathway_parse(text, name, row), (_bytes_of(text), None), row)

    def with_wording(
        self, path: Path | None = None, *, text: str | bytes | None = None, limits: Limits | None = None
    ) -> Pathway:
        """A pathway with official wording laid over this one, from a file or from a text (docs/official-wording.md)."""
        if (path is None) == (text is None):
            raise ArgumentError("give either a path or a text")
        row = limits_row(limits)
        if text is not None:
            return self._with_text(text, "wording.json", row)
        assert path is not None
        found = _text_of(path, row, lambda: _native.cwp_pathway_read_wording(self._handle, to_path(path), row))
        return self._with_text(found, _shown(path), row)

    def _with_text(self, text: str | bytes, name: str, limits: _LimitsRow | None) -> Pathway:
        handle = _native.cwp_pathway_lay_wording(self._handle, text, name, limits)
        return self._of(handle, (_bytes_of(text), self), limits)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pathway):
            return NotImplemented
        return self is other or self._origin == other._origin

    def __hash__(self) -> int:
        return hash(self._origin)

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self._origin, str):
            return Pathway, (self._origin,)
        return _arrived, (*self._origin, self._limits)

    def __copy__(self) -> Pathway:
        return self

    def __deepcopy__(self, memo: object) -> Pathway:
        return self

    # ---- The edition ----

    @property
    def edition(self) -> Edition:
        """The record of the edition itself."""
        found = self._any_record(0)
        assert isinstance(found, Edition)
        return found

    @property
    def code(self) -> str:
        """Its code, such as "2025"."""
        return _native.cwp_record_code(self._handle, 0)

    @property
    def title(self) -> str:
        return _native.cwp_record_title(self._handle, 0)

    @property
    def date(self) -> str:
        """The day on which it was published, "YYYY-MM-DD"."""
        return _native.cwp_record_property(self._handle, 0, "date")

    # ---- Records ----

    def _any_record(self, number: int) -> Record:
        return _BY_KIND[_native.cwp_record_kind(self._handle, number)](self, number)

    def _record(self, number: int | None) -> Record | None:
        return None if number is None else self._any_record(number)

    def _records(self, kind: Kind) -> Records[Any]:
        place = _KIND_PLACES[kind]
        count = _native.cwp_pathway_count(self._handle, place)
        first = _native.cwp_pathway_first(self._handle, place) or 0
        return Records(self, range(first, first + count))

    def records(self, kind: Kind | str | None = None) -> Records[Record]:
        """All records, or those of one kind, in the pathway's own order."""
        if kind is None:
            return Records(self, range(len(self)))
        return self._records(_KINDS[place_of(Kind, kind, "kind")])

    def __len__(self) -> int:
        return _native.cwp_pathway_count(self._handle, len(_KINDS))

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records())

    def __contains__(self, code: object) -> bool:
        if isinstance(code, Record):
            return code._pathway == self
        return isinstance(code, str) and _native.cwp_pathway_id(self._handle, code) is not None

    def __getitem__(self, code: str) -> Any:
        """The record with that code, alias or slug, without regard to case. NotFoundError names the nearest codes.

        Typed Any, since what it is depends on the code; role_category(), statement() and the like are not.
        """
        return self._any_record(_native.cwp_pathway_find(self._handle, code, len(_KINDS)))

    def get(self, code: str) -> Any:
        """The same, or None."""
        return self._record(_native.cwp_pathway_id(self._handle, code))

    def find(self, code: str, kind: Kind | str) -> Record:
        """The record with that code, which must be of that kind."""
        return self._any_record(_native.cwp_pathway_find(self._handle, code, place_of(Kind, kind, "kind")))

    def role_category(self, code: str) -> RoleCategory:
        """The role category with that code, slug or alias."""
        found = self.find(code, Kind.ROLE)
        assert isinstance(found, RoleCategory)
        return found

    def suggest(self, code: str, most: int = 5) -> list[Record]:
        """The records whose codes are nearest to a mistyped one."""
        return [self._any_record(number) for number in _native.cwp_pathway_suggest(self._handle, code, most)]

    def search(
        self, query: str, *, kind: Kind | str | None = None, role: Role | None = None, most: int = 20
    ) -> Rows[Hit]:
        """Records whose code, names, title or text speak of the words of the query, best first.

        >>> import cwp
        >>> hits = cwp.Pathway().search("medication", kind="group", most=1)
        >>> [hit.record.kind.value for hit in hits]
        ['group']
        """
        place = len(_KINDS) if kind is None else place_of(Kind, kind, "kind")
        rows = _native.cwp_index_search(self._words(), query, place, self._role(role), most)
        return Rows(rows, lambda row: Hit(row, self), _HIT_COLUMNS)

    def marks(self, query: str, text: str) -> list[tuple[int, int]]:
        """Where the words of a text stand that match words of the query: (start, end) of each, to show a hit with.

        >>> import cwp
        >>> cwp.Pathway().marks("medicines", "Give medicine safely")
        [(5, 13)]
        """
        found = _native.cwp_index_marks(self._words(), query, text)
        said = text.encode()
        return [(len(said[:start].decode()), len(said[: start + length].decode())) for start, length in found]

    def _words(self) -> _native.cwp_index:
        """The index of its text, made when it is first wanted. Two threads may both make one: the later is kept."""
        index = self._index
        if index is None:
            made: _native.cwp_index = _native.cwp_index_make(self._handle)
            index = self._index = made
        return index

    def code_on(self, code_list: str, bulk: str, on: Day | None = None) -> Record:
        """What a bulk upload code of a list of the national data set meant on a day; None: its latest meaning.

        >>> import cwp
        >>> cwp.Pathway().code_on("training-category", "20").code
        'ASC.T20'
        """
        number = _native.cwp_code_on(self._handle, code_list, bulk, to_days_or_none(on, "on"))
        return self._any_record(number)

    def role_category_of_bulk_code(self, bulk: str) -> Record | None:
        """The role category with that bulk upload code of CWPCATEGORY."""
        return self._record(_native.cwp_pathway_role_by_bulk_code(self._handle, bulk))

    def _id_of(self, what: Record | str, kind: Kind, name: str) -> int:
        """A record of this pathway, given by itself, one like it of another edition, or its code."""
        if isinstance(what, Record):
            if what._pathway is self or what._pathway == self:
                return what._id
            what = what.code
        if not isinstance(what, str):
            raise ArgumentError(f"{name} must be a record or its code, not {what!r}")
        place = len(_KINDS) if kind is Kind.EDITION else _KIND_PLACES[kind]
        number: int = _native.cwp_pathway_find(self._handle, what, place)
        return number

    def _role(self, role: Role | None) -> int | None:
        return None if role is None else self._id_of(role, Kind.ROLE, "role")

    def _settings(self, settings: Settings) -> tuple[int, ...]:
        if isinstance(settings, str | Record):
            raise ArgumentError(f"settings must be several: [{str(settings)!r}], not {str(settings)!r}")
        return tuple(self._id_of(setting, Kind.EDITION, "a setting") for setting in settings)

    @property
    def role_categories(self) -> Records[RoleCategory]:
        return self._records(Kind.ROLE)

    @property
    def values(self) -> Records[Value]:
        """The universal values."""
        return self._records(Kind.VALUE)

    @property
    def behaviours(self) -> Records[Behaviour]:
        return self._records(Kind.BEHAVIOUR)

    @property
    def statements(self) -> Records[Statement]:
        return self._records(Kind.STATEMENT)

    @property
    def groups(self) -> Records[Group]:
        return self._records(Kind.GROUP)

    @property
    def rules(self) -> Records[Rule]:
        return self._records(Kind.RULE)

    @property
    def practice_areas(self) -> Records[PracticeArea]:
        return self._records(Kind.PRACTICE_AREA)

    @property
    def learning(self) -> Records[LearningOpportunity]:
        """The learning opportunities."""
        return self._records(Kind.LEARNING)

    @property
    def moves(self) -> Records[Move]:
        return self._records(Kind.MOVE)

    @property
    def sources(self) -> Records[Source]:
        return self._records(Kind.SOURCE)

    @property
    def code_lists(self) -> Records[CodeList]:
        return self._records(Kind.CODE_LIST)

    @property
    def codes(self) -> Records[Code]:
        return self._records(Kind.CODE)

    @property
    def themes(self) -> Records[Theme]:
        return self._records(Kind.THEME)

    @property
    def crosswalks(self) -> Records[Record]:
        """How records of other editions relate to those of this."""
        return self._records(Kind.CROSSWALK)

    def __repr__(self) -> str:
        return f"<Pathway {self.code}: {self.title}, {len(self)} records>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(role.code)}</td><td>{escape(role.title)}</td><td>{role.coverage.value}</td></tr>"
            for role in self.role_categories
        )
        return (
            f"<p><b>{escape(self.title)}</b> ({escape(self.code)}), {len(self)} records</p>"
            f"<table><thead><tr><th>code</th><th>role category</th><th>coverage</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )


def editions() -> list[Pathway]:
    """The editions that the library carries, oldest first.

    >>> import cwp
    >>> [edition.code for edition in cwp.editions()]
    ['2023-proposal', '2024', '2025', '2026-draft']
    """
    return [Pathway._of(_native.cwp_edition_at(index)) for index in range(_native.cwp_edition_count())]


def pathway_or_default(pathway: Pathway | None) -> Pathway:
    return Pathway() if pathway is None else pathway


class Dataset:
    """The dataset that the library carries: its version, date and checksum."""

    __slots__ = ()

    @property
    def version(self) -> str:
        return _native.cwp_dataset_version()

    @property
    def date(self) -> datetime.date:
        return datetime.date.fromisoformat(_native.cwp_dataset_date())

    @property
    def checksum(self) -> str:
        return _native.cwp_dataset_checksum()

    def __repr__(self) -> str:
        return f"<Dataset {self.version} of {self.date}, {self.checksum}>"


#: The dataset that the library carries.
dataset = Dataset()


# What a pathway was made of, other than a built-in edition: a text, and what it was laid over, if anything.
_Origin = tuple[bytes, Pathway | None]


@lru_cache(maxsize=8)
def _arrived(text: bytes, base: Pathway | None, limits: _LimitsRow | None) -> Pathway:
    """A pathway that comes from another process, where its text was read already. A few are kept, so that tasks that
    bring the same one over and over do not parse it each time."""
    given = None if limits is None else Limits._of(limits)
    return Pathway.parse(text, limits=given) if base is None else base.with_wording(text=text, limits=given)
