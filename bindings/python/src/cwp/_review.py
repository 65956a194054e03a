"""An organisation's review of itself: a questionnaire, and what comes of it."""

from __future__ import annotations

from typing import overload

from . import _native
from ._base import TEXT, Listed, Row, Rows, Table, borrowed, listed, to_path
from ._enums import ReviewAnswer, ReviewFormat, place_of, words_of
from ._files import Source, is_open, named
from ._pathway import Limits, Pathway, Record, limits_row, pathway_or_default

_ANSWERS = words_of(ReviewAnswer)


def review_form(format: ReviewFormat | str = ReviewFormat.TEXT, *, pathway: Pathway | None = None) -> str:
    """The questionnaire, as text for paper, as CSV for a spreadsheet, or as JSON.

    >>> import cwp
    >>> cwp.review_form("csv").splitlines()[0].split(",")[:2]
    ['code', 'list']
    """
    place = place_of(ReviewFormat, format, "format")
    text: str = _native.cwp_review_print(pathway_or_default(pathway)._handle, place)
    return text


class ReviewPoint(Row):
    """One point of the questionnaire, and the answer to it."""

    __slots__ = ()
    _shown = ("code", "answer", "note")

    @property
    def point(self) -> Record:
        found: Record = self._owner.pathway._any_record(self._row[0])
        return found

    @property
    def code(self) -> str:
        return self.point.code

    @property
    def answer(self) -> ReviewAnswer:
        return _ANSWERS[self._row[1]]

    @property
    def note(self) -> str:
        """As it was given."""
        note: str = self._row[2]
        return note


_POINT_COLUMNS = (
    ("code", TEXT, lambda row: row.code),
    ("title", TEXT, lambda row: row.point.title),
    ("answer", TEXT, lambda row: row.answer.value),
    ("note", TEXT, lambda row: row.note or None),
)


class Review(Listed[ReviewPoint]):
    """A questionnaire that was filled in, every point of it, answered or not. There is no score.

    >>> import cwp
    >>> review = cwp.Review.parse("code,answer,note\\nCH.asks.2,not yet,next spring\\n")
    >>> [(point.code, point.note) for point in review if point.answer == "not-yet"]
    [('CH.asks.2', 'next spring')]
    >>> review.counts[cwp.ReviewAnswer.NOT_YET]
    1
    """

    __slots__ = ("_handle", "pathway")

    def __init__(self, handle: _native.cwp_review, pathway: Pathway) -> None:
        self._handle = borrowed(handle, pathway)
        self.pathway = pathway

    @classmethod
    def parse(
        cls,
        text: str | bytes,
        *,
        name: str = "review",
        limits: Limits | None = None,
        pathway: Pathway | None = None,
    ) -> Review:
        """Reads CSV or JSON; `name` is what errors call it."""
        edition = pathway_or_default(pathway)
        return cls(_native.cwp_review_parse(edition._handle, text, name, limits_row(limits)), edition)

    @property
    def points(self) -> Rows[ReviewPoint]:
        return listed(
            len(self),
            lambda index: _native.cwp_review_at(self._handle, index),
            lambda row: ReviewPoint(row, self),
            _POINT_COLUMNS,
        )

    @property
    def counts(self) -> dict[ReviewAnswer, int]:
        """How many points have which answer."""
        return {answer: _native.cwp_review_answered(self._handle, None, place) for place, answer in enumerate(_ANSWERS)}

    def __len__(self) -> int:
        return _native.cwp_review_count(self._handle)

    @overload
    def __getitem__(self, index: int) -> ReviewPoint: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[ReviewPoint]: ...
    def __getitem__(self, index: int | slice) -> ReviewPoint | Rows[ReviewPoint]:
        return self.points[index]

    def to_table(self) -> Table:
        return self.points.to_table()

    def __repr__(self) -> str:
        said = ", ".join(f"{count} {answer.value}" for answer, count in self.counts.items() if count)
        return f"<Review: {said}>"


def read_review(source: Source, *, limits: Limits | None = None, pathway: Pathway | None = None) -> Review:
    """A questionnaire that was filled in, from a CSV or JSON file."""
    if is_open(source, "read"):
        file, name = named(source)
        return Review.parse(file.read(), name=name, limits=limits, pathway=pathway)
    path = to_path(source)  # type: ignore[arg-type]
    with open(path, "rb") as opened:
        return Review.parse(opened.read(), name=str(path, errors="replace"), limits=limits, pathway=pathway)
