"""What courses are about, and what a catalogue of them covers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, overload

from . import _native
from ._base import FLAG, INTEGER, REAL, TEXT, Listed, Row, Rows, Table, borrowed, listed, table_of, to_path
from ._enums import Decision, TagKind, place_of, words_of
from ._files import Source, Target, is_open, named, written_to
from ._pathway import Limits, Pathway, Record, limits_row, pathway_or_default

_KINDS = words_of(TagKind)
_DECISIONS = words_of(Decision)

#: How to tag, as the C library has it by default: least, sure, most, known.
_LEAST, _SURE, _MOST = 0.05, 0.2, 10


class Tag(Row):
    """What a course is about, or somebody said that it is. A suggestion until somebody has decided."""

    __slots__ = ()
    _shown = ("code", "score", "decision")

    @property
    def kind(self) -> TagKind:
        return _KINDS[self._row[0]]

    @property
    def record(self) -> Record | None:
        """What it names; None for a role category that only the default edition has."""
        found: Record | None = self._owner._record(self._row[1])
        return found

    @property
    def code(self) -> str:
        code: str = self._row[2]
        return code

    @property
    def title(self) -> str:
        title: str = self._row[3]
        return title

    @property
    def score(self) -> float:
        """From 0 to 1: of suggestions with 0.7 about 70 in 100 were right where that was measured."""
        score: float = self._row[4]
        return score

    @property
    def strength(self) -> float:
        """What the score was made of, to compare within one course."""
        strength: float = self._row[5]
        return strength

    @property
    def decision(self) -> Decision:
        return _DECISIONS[self._row[6]]

    @property
    def why(self) -> list[str]:
        """Reasons, the strongest first, with the course's own words."""
        return list(self._row[7])


_TAG_COLUMNS = (
    ("kind", TEXT, lambda tag: tag.kind.value),
    ("code", TEXT, lambda tag: tag.code),
    ("title", TEXT, lambda tag: tag.title),
    ("score", REAL, lambda tag: tag.score),
    ("decision", TEXT, lambda tag: tag.decision.value),
    ("why", TEXT, lambda tag: " ".join(tag.why)),
)


class Tags(Listed[Tag]):
    """The tags of one course: groups, statements, practice areas and role categories, of each kind the likeliest first.

    It is what was known when it was asked for: a later decision leaves it as it is.

    >>> import cwp
    >>> tags = cwp.tag("Dementia awareness", audience="New starters")
    >>> tags.abstained, tags.areas[0].code
    (False, 'P.dementia')
    >>> tags.areas[0].decision.value, len(tags.areas[0].why) > 0
    ('suggested', True)
    """

    __slots__ = ("_rows", "abstained", "pathway")

    def __init__(self, rows: list[tuple[Any, ...]], abstained: bool, pathway: Pathway) -> None:
        self._rows = rows
        #: Whether no group is suggested because none is sure enough.
        self.abstained = abstained
        self.pathway = pathway

    def _of(self, kind: TagKind | None) -> Rows[Tag]:
        rows = [row for row in self._rows if kind is None or _KINDS[row[0]] is kind]
        return Rows(rows, lambda row: Tag(row, self.pathway), _TAG_COLUMNS)

    @property
    def groups(self) -> Rows[Tag]:
        """Groups of knowledge and skills."""
        return self._of(TagKind.GROUP)

    @property
    def statements(self) -> Rows[Tag]:
        """Statements of groups that are tagged."""
        return self._of(TagKind.STATEMENT)

    @property
    def areas(self) -> Rows[Tag]:
        """Practice areas."""
        return self._of(TagKind.AREA)

    @property
    def roles(self) -> Rows[Tag]:
        """Role categories that the course is for."""
        return self._of(TagKind.ROLE)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Tag: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[Tag]: ...
    def __getitem__(self, index: int | slice) -> Tag | Rows[Tag]:
        return self._of(None)[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tags):
            return NotImplemented
        return self._rows == other._rows and self.pathway == other.pathway

    __hash__ = None  # type: ignore[assignment]

    def to_table(self) -> Table:
        return self._of(None).to_table()

    def __repr__(self) -> str:
        return f"<Tags{', abstained' if self.abstained else ''}: {', '.join(tag.code for tag in self)}>"


def tag(
    title: str,
    *,
    description: str = "",
    category: str = "",
    keywords: str = "",
    level: str = "",
    audience: str = "",
    type: str = "",
    least: float = _LEAST,
    sure: float = _SURE,
    most: int = _MOST,
    known: bool = True,
    pathway: Pathway | None = None,
) -> Tags:
    """What a course is about, from what it says of itself: suggestions, each with a score and reasons.

    Tags below `least` are left out; if no group reaches `sure`, none is suggested; there are at most `most` groups.
    `known`: a title that is one of the pathway's learning opportunities has what the pathway says of it too.
    """
    edition = pathway_or_default(pathway)
    text = (title, description, category, keywords, level, audience, type)
    made = _native.cwp_tags_make(edition._words(), text, (least, sure, _counted(most), known))
    return Tags(_native.tags_rows(made), bool(_native.cwp_tags_abstained(made)), edition)


def _counted(most: int) -> int:
    if most < 0:
        raise ValueError(f"most must be 0 or more, not {most}")
    return most


class TaggedCourse(Row):
    """A course of a tagged catalogue: what is known of it, and its tags."""

    __slots__ = ("index",)
    _shown = ("id", "title")

    def __init__(self, row: tuple[Any, ...], owner: TaggedCatalogue, index: int) -> None:
        super().__init__(row, owner)
        #: Its place in the catalogue.
        self.index = index

    @property
    def id(self) -> str:
        """The provider's code for it, or ""."""
        return self._text(0)

    @property
    def title(self) -> str:
        return self._text(1)

    @property
    def description(self) -> str:
        return self._text(2)

    @property
    def category(self) -> str:
        return self._text(3)

    @property
    def keywords(self) -> str:
        return self._text(4)

    @property
    def level(self) -> str:
        return self._text(5)

    @property
    def audience(self) -> str:
        return self._text(6)

    @property
    def type(self) -> str:
        return self._text(7)

    @property
    def line(self) -> int | None:
        """Its line of a CSV file."""
        return self._row[8] or None

    @property
    def tags(self) -> Tags:
        """Its tags as they are now: accepted and added ones first, rejected ones last."""
        catalogue: TaggedCatalogue = self._owner
        abstained, rows = _native.cwp_tagged_tags(catalogue._handle, self.index)
        return Tags(rows, abstained, catalogue.pathway)

    def decide(self, code: Record | str, decision: Decision | str) -> None:
        """Notes what somebody decided of a code for this course. Accepting what was not suggested adds it."""
        catalogue: TaggedCatalogue = self._owner
        place = place_of(Decision, decision, "decision")
        _native.cwp_tagged_decide(catalogue._handle, self.index, code if isinstance(code, str) else code.code, place)


class TaggedCatalogue(Listed[TaggedCourse]):
    """A list of courses with their tags, and what somebody decided of them. It is a table with a row for each tag.

    One thread at a time may read files into it or decide; the interpreter's lock is held meanwhile.

    >>> import cwp
    >>> catalogue = cwp.TaggedCatalogue()
    >>> catalogue.add("Living well with dementia", id="DEM2")
    >>> catalogue["DEM2"].decide("P.dementia", "accepted")
    >>> again = cwp.TaggedCatalogue.parse(catalogue.to_json())
    >>> [(tag.code, tag.decision.value) for tag in again["DEM2"].tags.areas][:1]
    [('P.dementia', 'accepted')]
    >>> catalogue.reach().total.courses
    1
    """

    __slots__ = ("_handle", "pathway")

    def __init__(
        self,
        *,
        least: float = _LEAST,
        sure: float = _SURE,
        most: int = _MOST,
        known: bool = True,
        pathway: Pathway | None = None,
    ) -> None:
        self.pathway = pathway_or_default(pathway)
        words = self.pathway._words()
        made = _native.cwp_tagged_new(words, (least, sure, _counted(most), known))
        self._handle: _native.cwp_tagged = borrowed(made, words)

    @classmethod
    def read(cls, *files: Source, limits: Limits | None = None, pathway: Pathway | None = None) -> TaggedCatalogue:
        """The courses of files, tagged: CSV, JSON, JSON-LD of schema.org, or what `to_json` and `to_csv` gave."""
        made = cls(pathway=pathway)
        for file in files:
            made.load(file, limits=limits)
        return made

    @classmethod
    def parse(
        cls,
        text: str | bytes,
        *,
        name: str = "courses",
        limits: Limits | None = None,
        pathway: Pathway | None = None,
    ) -> TaggedCatalogue:
        """The same from memory; `name` is what errors call it."""
        made = cls(pathway=pathway)
        _native.cwp_tagged_parse(made._handle, text, name, limits_row(limits))
        return made

    def load(self, file: Source, *, limits: Limits | None = None) -> None:
        """Reads a file's courses behind those that there are; decisions in it are taken over."""
        if is_open(file, "read"):
            source, name = named(file)
            _native.cwp_tagged_parse(self._handle, source.read(), name, limits_row(limits))
        else:
            _native.cwp_tagged_read(self._handle, to_path(file), limits_row(limits))  # type: ignore[arg-type]

    def add(
        self,
        title: str,
        *,
        id: str = "",
        description: str = "",
        category: str = "",
        keywords: str = "",
        level: str = "",
        audience: str = "",
        type: str = "",
    ) -> None:
        """Adds a course at the end, and tags it."""
        text = (title, description, category, keywords, level, audience, type)
        _native.cwp_tagged_add(self._handle, id, text)

    def __len__(self) -> int:
        return _native.cwp_tagged_count(self._handle)

    def __getitem__(self, index: int | str) -> TaggedCourse:
        """The course at a place, or the first of an id."""
        if isinstance(index, str):
            for course in self:
                if course.id == index:
                    return course
            raise KeyError(f"there is no course {index!r}")
        place = range(len(self))[index]
        return TaggedCourse(_native.cwp_tagged_at(self._handle, place), self, place)

    def __iter__(self) -> Iterator[TaggedCourse]:
        return (self[place] for place in range(len(self)))

    def reach(self, *, least: float = 0.5, least_statement: float = 0.3) -> CatalogueReach:
        """What it covers of the pathway: decisions count, and suggestions with at least these scores."""
        return CatalogueReach(self, least=least, least_statement=least_statement)

    def to_json(self) -> str:
        """Its JSON text, with the decisions; reading it back gives the same."""
        text: str = _native.cwp_tagged_print_json(self._handle)
        return text

    def to_csv(self) -> str:
        """The same as CSV, a row for each tag of each course, safe to open in a spreadsheet."""
        text: str = _native.cwp_tagged_print_csv(self._handle)
        return text

    def write(self, file: Target, *, csv: bool = False) -> None:
        """Writes JSON, or CSV if that is asked for; into a path whole or not at all."""
        data = (self.to_csv() if csv else self.to_json()).encode("utf-8", "surrogateescape")
        written_to(file, lambda target: _native.output_write(target, data))

    def to_table(self) -> Table:
        columns = (
            ("course", TEXT, lambda pair: pair[0].id or None),
            ("course_title", TEXT, lambda pair: pair[0].title),
            *((name, kind, _second(value)) for name, kind, value in _TAG_COLUMNS),
        )
        return table_of(columns, ((course, tag) for course in self for tag in course.tags))

    def __repr__(self) -> str:
        return f"<TaggedCatalogue of {len(self)} courses>"


def _second(value: Any) -> Any:
    return lambda pair: value(pair[1])


class ReachTotals(Row):
    """What a catalogue adds up to."""

    __slots__ = ()
    _shown = ("courses", "groups_covered", "groups", "statements_covered", "statements")

    @property
    def courses(self) -> int:
        return self._number(0)

    @property
    def untagged(self) -> int:
        """Courses with no group that counts."""
        return self._number(1)

    @property
    def decided(self) -> int:
        """Courses of which somebody decided something."""
        return self._number(2)

    @property
    def groups(self) -> int:
        """Groups in the pathway."""
        return self._number(3)

    @property
    def groups_covered(self) -> int:
        return self._number(4)

    @property
    def statements(self) -> int:
        """Statements in the pathway."""
        return self._number(5)

    @property
    def statements_covered(self) -> int:
        return self._number(6)


class _OfGroup(Row):
    __slots__ = ()

    @property
    def group(self) -> Record:
        found: Record = self._owner.catalogue.pathway._any_record(self._row[0])
        return found


class GroupReach(_OfGroup):
    """How a group of knowledge and skills is covered."""

    __slots__ = ()
    _shown = ("group", "courses", "statements_covered", "statements")

    @property
    def courses(self) -> int:
        """Courses that cover it."""
        return self._number(1)

    @property
    def decided(self) -> int:
        """Of them, accepted or added."""
        return self._number(2)

    @property
    def statements(self) -> int:
        """Statements that it has."""
        return self._number(3)

    @property
    def statements_covered(self) -> int:
        return self._number(4)

    @property
    def asked_by(self) -> int:
        """Role categories that ask for it."""
        return self._number(5)


class Gain(_OfGroup):
    """What one more course would add."""

    __slots__ = ()
    _shown = ("group", "statements", "asked_by")

    @property
    def statements(self) -> int:
        """Statements of the group that no course covers."""
        return self._number(1)

    @property
    def asked_by(self) -> int:
        """Role categories that ask for them."""
        return self._number(2)


class Twins(Row):
    """Courses that cover the same groups at the same level."""

    __slots__ = ()
    _shown = ("courses", "same_title")

    @property
    def courses(self) -> list[TaggedCourse]:
        return [self._owner.catalogue[place] for place in self._row[0]]

    @property
    def same_title(self) -> bool:
        """Whether they have the same title too, but for case and small words."""
        return bool(self._row[1])


_REACH_COLUMNS = (
    ("group", TEXT, lambda row: row.group.code),
    ("title", TEXT, lambda row: row.group.title),
    ("courses", INTEGER, lambda row: row.courses),
    ("decided", INTEGER, lambda row: row.decided),
    ("statements", INTEGER, lambda row: row.statements),
    ("statements_covered", INTEGER, lambda row: row.statements_covered),
    ("asked_by", INTEGER, lambda row: row.asked_by),
)
_GAIN_COLUMNS = (
    ("group", TEXT, lambda row: row.group.code),
    ("statements", INTEGER, lambda row: row.statements),
    ("asked_by", INTEGER, lambda row: row.asked_by),
)
_TWIN_COLUMNS = (
    ("courses", TEXT, lambda row: " ".join(course.id or course.title for course in row.courses)),
    ("same_title", FLAG, lambda row: row.same_title),
)


class CatalogueReach(Listed[GroupReach]):
    """What a catalogue covered when it was asked: a table with a row for each group of the pathway.

    >>> import cwp
    >>> catalogue = cwp.TaggedCatalogue()
    >>> catalogue.add("Safeguarding adults level 2", id="SGA")
    >>> reach = catalogue.reach()
    >>> reach.total.groups_covered > 0, len(reach.uncovered) < reach.total.statements
    (True, True)
    """

    __slots__ = ("_handle", "catalogue")

    def __init__(self, catalogue: TaggedCatalogue, *, least: float = 0.5, least_statement: float = 0.3) -> None:
        self.catalogue = catalogue
        made = _native.cwp_reach_make(catalogue._handle, (least, least_statement))
        self._handle: _native.cwp_reach = borrowed(made, catalogue._handle)

    @property
    def total(self) -> ReachTotals:
        return ReachTotals(_native.cwp_reach_total(self._handle))

    @property
    def groups(self) -> Rows[GroupReach]:
        """Each group of the pathway, in its order."""
        return self._rows(_native.cwp_reach_group_count, _native.cwp_reach_group_at, GroupReach, _REACH_COLUMNS)

    def _rows(self, count: Any, at: Any, make: Any, columns: Any) -> Rows[Any]:
        return listed(count(self._handle), lambda place: at(self._handle, place), lambda row: make(row, self), columns)

    @property
    def uncovered(self) -> list[Record]:
        """Statements that no course covers."""
        count = _native.cwp_reach_uncovered_count(self._handle)
        ids = (_native.cwp_reach_uncovered_at(self._handle, place) for place in range(count))
        return [self.catalogue.pathway._any_record(number) for number in ids if number is not None]

    @property
    def twins(self) -> Rows[Twins]:
        """Courses that cover the same."""
        return self._rows(_native.cwp_reach_twins_count, _native.cwp_reach_twins_at, Twins, _TWIN_COLUMNS)

    @property
    def gains(self) -> Rows[Gain]:
        """What one more course would add, the most first."""
        return self._rows(_native.cwp_reach_gain_count, _native.cwp_reach_gain_at, Gain, _GAIN_COLUMNS)

    def cell(self, role: int, group: int) -> tuple[bool, int, int]:
        """Of a role category and a group, by their places in the pathway: asked, courses, and those for the role."""
        found: tuple[bool, int, int] = _native.cwp_reach_cell_at(self._handle, role, group)
        return found

    def to_csv(self) -> str:
        """The matrix of groups and role categories as CSV, safe to open in a spreadsheet."""
        text: str = _native.cwp_reach_print_csv(self._handle)
        return text

    def __len__(self) -> int:
        return _native.cwp_reach_group_count(self._handle)

    @overload
    def __getitem__(self, index: int) -> GroupReach: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[GroupReach]: ...
    def __getitem__(self, index: int | slice) -> GroupReach | Rows[GroupReach]:
        return self.groups[index]

    def to_table(self) -> Table:
        return self.groups.to_table()

    def __repr__(self) -> str:
        total = self.total
        return f"<CatalogueReach of {total.courses} courses: {total.groups_covered} of {total.groups} groups>"
