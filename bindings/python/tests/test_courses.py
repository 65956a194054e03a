"""Courses' tags, what a catalogue covers, and an organisation's review of itself."""

from __future__ import annotations

import io
from pathlib import Path

import cwp
import pytest


def test_tags_say_why() -> None:
    tags = cwp.tag("Safe handling of medicines", level="2")
    assert not tags.abstained and tags.groups and tags.statements
    best = tags.groups[0]
    assert best.why and 0 < best.score <= 1 and best.record is not None and best.record.code == best.code
    assert len(tags) == len(tags.groups) + len(tags.statements) + len(tags.areas) + len(tags.roles)
    assert tags == cwp.tag("Safe handling of medicines", level="2")
    assert cwp.tag("").abstained and cwp.tag("Formulas in spreadsheets").abstained
    assert len(cwp.tag("Safe handling of medicines", most=1).groups) == 1
    with pytest.raises(ValueError, match="most"):
        cwp.tag("x", most=-1)
    with pytest.raises(TypeError):
        cwp.tag(None)  # type: ignore[arg-type]


def test_decisions_are_written_and_read_again(root: Path, tmp_path: Path) -> None:
    catalogue = cwp.TaggedCatalogue.read(root / "examples" / "data" / "catalogue.csv")
    course = catalogue["DEM1"]
    before = course.tags
    course.decide("P.dementia", "rejected")
    course.decide("CSW.K7", cwp.Decision.ACCEPTED)
    assert {tag.decision for tag in before} == {cwp.Decision.NONE}
    assert {tag.code: tag.decision.value for tag in course.tags if tag.decision != "suggested"} == {
        "P.dementia": "rejected",
        "CSW.K7": "added",
    }
    for name, csv in (("tagged.json", False), ("tagged.csv", True)):
        catalogue.write(tmp_path / name, csv=csv)
        again = cwp.TaggedCatalogue.read(tmp_path / name)
        assert [one.title for one in again] == [one.title for one in catalogue]
        assert again["DEM1"].tags == course.tags
    memory = io.BytesIO()
    catalogue.write(memory)
    assert cwp.TaggedCatalogue.read(io.BytesIO(memory.getvalue())).to_json() == catalogue.to_json()
    with pytest.raises(cwp.Error):
        course.decide("no such code", "accepted")
    with pytest.raises(ValueError, match="decision must be one of"):
        course.decide("P.dementia", "perhaps")
    with pytest.raises(FileNotFoundError):
        catalogue.load(tmp_path / "nowhere.csv")
    with pytest.raises(OSError):
        catalogue.write(tmp_path / "no such folder" / "tagged.json")


def test_a_mistake_in_a_file_says_where() -> None:
    with pytest.raises(cwp.Error) as caught:
        cwp.TaggedCatalogue.parse('{"format": "cwp-tag", "courses": [', name="list.json")
    assert caught.value.path == "list.json" and caught.value.line


def test_what_a_catalogue_covers(root: Path) -> None:
    catalogue = cwp.TaggedCatalogue.read(root / "examples" / "data" / "catalogue.csv")
    reach = catalogue.reach()
    assert reach.total.courses == len(catalogue) and reach.total.groups == len(reach)
    assert sum(1 for group in reach if group.courses) == reach.total.groups_covered
    assert len(reach.uncovered) == reach.total.statements - reach.total.statements_covered
    assert any({course.id for course in twins.courses} == {"DEM1", "DEM2"} for twins in reach.twins)
    assert reach.gains[0].statements * reach.gains[0].asked_by >= reach.gains[-1].statements * reach.gains[-1].asked_by
    assert reach.cell(10**6, 0) == (False, 0, 0)
    assert reach.to_csv().count("\n") > len(reach)
    total = reach.total
    for course in catalogue:
        for tag in course.tags:
            course.decide(tag.code, "rejected")
    assert reach.total == total and catalogue.reach().total.groups_covered == 0
    assert catalogue.reach(least=0).total.groups_covered == 0


def test_a_review(tmp_path: Path) -> None:
    form = cwp.review_form("csv")
    blank = cwp.Review.parse(form)
    assert blank.counts[cwp.ReviewAnswer.BLANK] == len(blank) == len(form.splitlines()) - 1
    assert cwp.Review.parse(cwp.review_form("json")).counts == blank.counts
    file = tmp_path / "review.csv"
    file.write_text("code,answer,note\nCH.barriers.3,Not yet,forms\n", encoding="utf-8")
    review = cwp.read_review(file)
    assert [(one.code, one.note) for one in review if one.answer == "not-yet"] == [("CH.barriers.3", "forms")]
    assert sum(review.counts.values()) == len(review) == len(review.to_table())
    with pytest.raises(cwp.Error) as caught:
        cwp.Review.parse("code,answer\nCH.asks.99,well\n", name="r.csv")
    assert (caught.value.path, caught.value.line) == ("r.csv", 2)
