"""What words say: job titles, job descriptions, and an organisation's own values."""

from __future__ import annotations

from typing import Any

from . import _native
from ._base import FLAG, REAL, TEXT, Listed, Row, Rows, Table, borrowed, listed
from ._enums import Employer, Extent, RequirementKind, TitleAnswer, ValueRelation, place_of, words_of
from ._pathway import Pathway, Record, Role, code_of, pathway_or_default

_ANSWERS = words_of(TitleAnswer)
_RELATIONS = words_of(ValueRelation)
_EXTENTS = words_of(Extent)
_REQUIREMENT_KINDS = words_of(RequirementKind)


def _reasons(why: Any, *place: Any) -> list[str]:
    """All that C says, one reason after the other."""
    reasons: list[str] = []
    while (reason := why(*place, len(reasons))) is not None:
        reasons.append(reason)
    return reasons


class TitleCandidate(Row):
    """A role category that a job title may be."""

    __slots__ = ("_index",)
    _shown = ("role", "score")

    def __init__(self, row: tuple[Any, ...], owner: Title, index: int) -> None:
        super().__init__(row, owner)
        self._index = index

    @property
    def role(self) -> Record:
        found: Record = self._owner.pathway._any_record(self._row[0])
        return found

    @property
    def score(self) -> float:
        """From 0 to 1: how strongly the title speaks for it."""
        score: float = self._row[1]
        return score

    @property
    def why(self) -> list[str]:
        return _reasons(_native.cwp_title_why, self._owner._handle, self._index)


class TitlePart(Row):
    """Something in a title that was understood."""

    __slots__ = ()
    _shown = ("written", "meaning")

    @property
    def written(self) -> str:
        """As it stands in the title."""
        return self._text(0)

    @property
    def meaning(self) -> str:
        return self._text(1)

    @property
    def guessed(self) -> bool:
        """Whether it was taken for a misspelling of a word that is known."""
        return bool(self._row[2])


_CANDIDATE_COLUMNS = (
    ("role", TEXT, lambda row: row.role.code),
    ("score", REAL, lambda row: row.score),
    ("why", TEXT, lambda row: " ".join(row.why)),
)
_PART_COLUMNS = (
    ("written", TEXT, lambda row: row.written),
    ("meaning", TEXT, lambda row: row.meaning),
    ("guessed", FLAG, lambda row: row.guessed),
)


class Title(Listed[TitleCandidate]):
    """A job title that was read: candidates with reasons, best first, or a question back.

    >>> import cwp
    >>> title = cwp.read_title("Senior care assistant")
    >>> title.answer.value, title.abstained
    ('category', False)
    >>> title[0].role.kind.value, len(title[0].why) > 0
    ('role-category', True)
    """

    __slots__ = ("_handle", "pathway", "text")

    def __init__(
        self,
        text: str,
        *,
        job_role: Record | str | None = None,
        employer: Employer | str = Employer.UNKNOWN,
        description: str | None = None,
        pathway: Pathway | None = None,
    ) -> None:
        self.pathway = pathway_or_default(pathway)
        self.text = text
        code = None if job_role is None else self.pathway._id_of(job_role, self.pathway.edition.kind, "job_role")
        context = (code, place_of(Employer, employer, "employer"), description)
        self._handle: _native.cwp_title = _native.cwp_title_read(self.pathway._handle, text, context)

    @classmethod
    def _of(cls, handle: _native.cwp_title, pathway: Pathway) -> Title:
        made = cls.__new__(cls)
        made.pathway = pathway
        made.text = ""
        made._handle = handle
        return made

    @property
    def answer(self) -> TitleAnswer:
        return _ANSWERS[_native.cwp_title_answered(self._handle)]

    @property
    def abstained(self) -> bool:
        """Whether the title does not tell."""
        return self.answer is TitleAnswer.ASK

    @property
    def why(self) -> list[str]:
        """Reasons of the answer as a whole."""
        return _reasons(_native.cwp_title_why, self._handle, None)

    @property
    def outside_score(self) -> float:
        """How sure it is that the title is none of the role categories; 0 unless that is the answer."""
        return _native.cwp_title_outside_score(self._handle)

    @property
    def candidates(self) -> Rows[TitleCandidate]:
        rows = [(index, _native.cwp_title_candidate_at(self._handle, index)) for index in range(len(self))]
        return Rows(rows, lambda numbered: TitleCandidate(numbered[1], self, numbered[0]), _CANDIDATE_COLUMNS)

    @property
    def parts(self) -> Rows[TitlePart]:
        """What in the title was understood, in its order."""
        return listed(
            _native.cwp_title_part_count(self._handle),
            lambda index: _native.cwp_title_part_at(self._handle, index),
            TitlePart,
            _PART_COLUMNS,
        )

    def __len__(self) -> int:
        return _native.cwp_title_candidate_count(self._handle)

    def __getitem__(self, index: int) -> TitleCandidate:
        return self.candidates[index]

    def to_table(self) -> Table:
        return self.candidates.to_table()

    def __repr__(self) -> str:
        found = ", ".join(f"{one.role.code} {one.score:.2f}" for one in self)
        return f"<Title {self.text!r}: {self.answer.value}{', ' if found else ''}{found}>"


def read_title(
    text: str,
    *,
    job_role: Record | str | None = None,
    employer: Employer | str = Employer.UNKNOWN,
    description: str | None = None,
    pathway: Pathway | None = None,
) -> Title:
    """Which role category a job title is. What is known beside it may help: a job role of the national data set
    ("ASC.J8"), who employs the person, a job description."""
    return Title(text, job_role=job_role, employer=employer, description=description, pathway=pathway)


class AdvertLine(Row):
    """What a job description makes of one behaviour or statement."""

    __slots__ = ()
    _shown = ("code", "extent", "score")

    @property
    def record(self) -> Record:
        """The behaviour or statement."""
        found: Record = self._owner.pathway._any_record(self._row[0])
        return found

    @property
    def code(self) -> str:
        return self.record.code

    @property
    def role_category(self) -> Record:
        """The role category that states it."""
        found: Record = self._owner.pathway._any_record(self._row[1])
        return found

    @property
    def kind(self) -> RequirementKind:
        return _REQUIREMENT_KINDS[self._row[2]]

    @property
    def extent(self) -> Extent:
        """FULL: a passage speaks of it; PART: one speaks of its subject; NONE: nothing does."""
        return _EXTENTS[self._row[3]]

    @property
    def score(self) -> float:
        """From 0 to 1: how much of its words the passage has."""
        score: float = self._row[4]
        return score

    @property
    def passage(self) -> str:
        """The passage of the text that speaks of it, or ""."""
        said: bytes = self._owner._said
        return said[self._row[5] : self._row[5] + self._row[6]].decode(errors="replace")


_ADVERT_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("title", TEXT, lambda row: row.record.title),
    ("kind", TEXT, lambda row: row.kind.value),
    ("extent", TEXT, lambda row: row.extent.value),
    ("score", REAL, lambda row: row.score),
    ("passage", TEXT, lambda row: row.passage or None),
)


class Advert(Listed[AdvertLine]):
    """A job description beside a role category: which behaviours and statements it speaks of. It is a table of them.

    >>> import cwp
    >>> advert = cwp.read_advert("Care worker\\nYou treat people with respect and keep records.", role="CSW")
    >>> advert.role_category.code, len(advert) == sum(advert.counts.values())
    ('CSW', True)
    """

    __slots__ = ("_handle", "_said", "pathway")

    def __init__(
        self,
        text: str,
        *,
        title: str | None = None,
        role: Role | None = None,
        job_role: Record | str | None = None,
        employer: Employer | str = Employer.UNKNOWN,
        pathway: Pathway | None = None,
    ) -> None:
        self.pathway = pathway_or_default(pathway)
        self._said = text.encode()
        code = None if job_role is None else self.pathway._id_of(job_role, self.pathway.edition.kind, "job_role")
        options = (title, self.pathway._role(role), code, place_of(Employer, employer, "employer"))
        words = self.pathway._words()
        self._handle: _native.cwp_advert = borrowed(_native.cwp_advert_read(words, self._said, options), words)

    @property
    def title(self) -> Title:
        """The role category that it reads like, with reasons, or a question back."""
        return Title._of(borrowed(_native.cwp_advert_title(self._handle), self._handle), self.pathway)

    @property
    def role_category(self) -> Record | None:
        """What it was held against; None when none was asked for and the title does not tell."""
        return self.pathway._record(_native.cwp_advert_role(self._handle))

    @property
    def counts(self) -> dict[Extent, int]:
        """How many behaviours and statements a passage speaks of, in full, in part, not at all."""
        return {extent: _native.cwp_advert_extent_count(self._handle, place) for place, extent in enumerate(_EXTENTS)}

    @property
    def lines(self) -> Rows[AdvertLine]:
        return listed(
            len(self),
            lambda index: _native.cwp_advert_at(self._handle, index),
            lambda row: AdvertLine(row, self),
            _ADVERT_COLUMNS,
        )

    def __len__(self) -> int:
        return _native.cwp_advert_count(self._handle)

    def __getitem__(self, index: int) -> AdvertLine:
        return AdvertLine(_native.cwp_advert_at(self._handle, range(len(self))[index]), self)

    def to_table(self) -> Table:
        return self.lines.to_table()

    def __repr__(self) -> str:
        role = self.role_category
        return f"<Advert beside {role.code if role else 'no role category'}: {self.counts[Extent.FULL]} of {len(self)}>"


def read_advert(
    text: str,
    *,
    title: str | None = None,
    role: Role | None = None,
    job_role: Record | str | None = None,
    employer: Employer | str = Employer.UNKNOWN,
    pathway: Pathway | None = None,
) -> Advert:
    """A job description or advert beside a role category; None: the one that it reads like."""
    return Advert(text, title=title, role=role, job_role=job_role, employer=employer, pathway=pathway)


class ValueMatch(Row):
    """One of the pathway's values that an organisation's speaks of."""

    __slots__ = ("_place",)
    _shown = ("value", "relation", "score")

    def __init__(self, row: tuple[Any, ...], owner: ValuesComparison, place: tuple[int, int]) -> None:
        super().__init__(row, owner)
        self._place = place

    @property
    def value(self) -> Record:
        found: Record = self._owner.pathway._any_record(self._row[0])
        return found

    @property
    def relation(self) -> ValueRelation:
        """How the organisation's value stands to it."""
        return _RELATIONS[self._row[1]]

    @property
    def score(self) -> float:
        """From 0 to 1: how much of what either speaks of the two share."""
        score: float = self._row[2]
        return score

    @property
    def why(self) -> list[str]:
        reasons: list[str] = _native.cwp_values_why(self._owner._handle, *self._place)
        return reasons


class ValueWord(Row):
    """A word of an organisation's value, and what it speaks of."""

    __slots__ = ()
    _shown = ("written", "meaning")

    @property
    def written(self) -> str:
        return self._text(0)

    @property
    def meaning(self) -> str:
        return self._text(1)

    @property
    def value(self) -> Record | None:
        """The pathway's value that this belongs to."""
        pathway: Pathway = self._owner.pathway
        return pathway._record(self._row[2])


class OwnValue(Row):
    """An organisation's value."""

    __slots__ = ("_index",)
    _shown = ("name", "matches")

    def __init__(self, row: tuple[Any, ...], owner: ValuesComparison, index: int) -> None:
        super().__init__(row, owner)
        self._index = index

    @property
    def name(self) -> str:
        return self._text(0)

    @property
    def statement(self) -> str:
        """What it says of it, or ""."""
        return self._text(1)

    @property
    def line(self) -> int:
        return self._number(2)

    @property
    def abstained(self) -> bool:
        """Whether none of its words is known to speak of a value."""
        return bool(self._row[3])

    @property
    def matches(self) -> list[ValueMatch]:
        """The pathway's values that it speaks of, best first."""
        handle = self._owner._handle
        return [
            ValueMatch(_native.cwp_values_match_at(handle, self._index, match), self._owner, (self._index, match))
            for match in range(_native.cwp_values_match_count(handle, self._index))
        ]

    @property
    def words(self) -> list[ValueWord]:
        """The words that were understood."""
        handle = self._owner._handle
        return [
            ValueWord(_native.cwp_values_word_at(handle, self._index, word), self._owner)
            for word in range(_native.cwp_values_word_count(handle, self._index))
        ]

    @property
    def why(self) -> list[str]:
        """Reasons of the value as a whole, such as why there is no match."""
        reasons: list[str] = _native.cwp_values_why(self._owner._handle, self._index, None)
        return reasons


_MATCH_COLUMNS = (
    ("name", TEXT, lambda row: row[0].name),
    ("value", TEXT, lambda row: code_of(None if row[1] is None else row[1].value)),
    ("relation", TEXT, lambda row: None if row[1] is None else row[1].relation.value),
    ("score", REAL, lambda row: None if row[1] is None else row[1].score),
)


class ValuesComparison(Listed[OwnValue]):
    """An organisation's own values beside the pathway's. It is a table of their matches.

    >>> import cwp
    >>> found = cwp.compare_values("Kindness: we are kind and caring\\nInnovation")
    >>> [own.name for own in found], found[0].matches[0].value.kind.value
    (['Kindness', 'Innovation'], 'value')
    """

    __slots__ = ("_handle", "pathway")

    def __init__(self, text: str, *, pathway: Pathway | None = None) -> None:
        self.pathway = pathway_or_default(pathway)
        self._handle = _native.cwp_values_compare(self.pathway._handle, text)

    def __len__(self) -> int:
        return _native.cwp_values_count(self._handle)

    def __getitem__(self, index: int) -> OwnValue:
        place = range(len(self))[index]
        return OwnValue(_native.cwp_values_at(self._handle, place), self, place)

    @property
    def uncovered(self) -> list[Record]:
        """The pathway's values that none of the organisation's reflects."""
        count = _native.cwp_values_uncovered_count(self._handle)
        numbers = [_native.cwp_values_uncovered_at(self._handle, index) for index in range(count)]
        return [self.pathway._any_record(number) for number in numbers if number is not None]

    def missing(self, value: Record | str) -> list[str]:
        """What a value of the pathway names and none of the organisation's speaks of."""
        number = self.pathway._id_of(value, self.pathway.values[0].kind, "value")
        return _reasons(_native.cwp_values_missing, self._handle, number)

    def to_table(self) -> Table:
        pairs = [(own, match) for own in self for match in (own.matches or [None])]  # type: ignore[list-item]
        return Rows(pairs, lambda pair: pair, _MATCH_COLUMNS).to_table()

    def __repr__(self) -> str:
        return f"<ValuesComparison of {len(self)} values, {len(self.uncovered)} of the pathway's not reflected>"


def compare_values(text: str, *, pathway: Pathway | None = None) -> ValuesComparison:
    """An organisation's own values, one a line as "Name: statement", beside the pathway's."""
    return ValuesComparison(text, pathway=pathway)
