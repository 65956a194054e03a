"""Editions and their records."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import cwp
import pytest

WORDING = (
    '{"format": "cwp-official-wording", "format_version": 1, "edition": "2025",'
    ' "source": {"title": "Page", "date": "2025-04-09"}, "texts": {"CSW.B1": "Word for word."}}'
)


def test_the_counts_of_2024(old: cwp.Pathway) -> None:
    letters = {letter: old[letter] for letter in "ABCD"}
    assert [len(role.behaviours) for role in letters.values()] == [8, 8, 8, 7]
    assert [len(role.groups) for role in letters.values()] == [24, 16, 8, 20]
    assert [len(role.statements) for role in letters.values()] == [103, 59, 37, 85]
    assert letters["B"].baselines == [letters["A"]]


def test_finding_records(pathway: cwp.Pathway) -> None:
    statement = pathway["csw.k7"]
    assert statement.code == "CSW.K7" and "CSW.K7" in pathway and statement in pathway
    assert pathway.get("CSW.K99") is None and "CSW.K99" not in pathway and 7 not in pathway
    with pytest.raises(cwp.errors.NotFoundError, match=r"CSW\.K") as caught:
        pathway["CSW.K99"]
    assert isinstance(caught.value, KeyError) and caught.value.code == 3
    assert pathway.suggest("CSW.K77")
    assert pathway.role_category("care-or-support-worker").code == "CSW"
    with pytest.raises(cwp.errors.ArgumentError):
        pathway.role_category("CSW.K7")
    with pytest.raises(TypeError):
        pathway[None]  # type: ignore[index]


def test_what_a_record_says(pathway: cwp.Pathway, old: cwp.Pathway) -> None:
    group = old["CSW.K7"]
    assert isinstance(group, cwp.Group)
    assert [line.parent for line in group.statements] == [group] * len(group.statements)
    assert group.role_category == old["B"]
    assert group.status in cwp.Provenance and group.source is not None
    assert group.source.title
    assert pathway.marks("caf\u00e9s", "the caf\u00e9 here")[:1] in ([], [(4, 8)])
    assert any(source.url.startswith("http") for source in pathway.sources)
    assert old["B"].aliases and old["B"].properties["slug"] == "care-or-support-worker" == old["B"].slug
    assert old["B"].bulk_code and old["B"].coverage is cwp.Coverage.COMPLETE
    assert pathway.edition.kind is cwp.Kind.EDITION and pathway.edition.gaps
    assert {link.relation for link in old["B"].links()} >= {cwp.Relation.BASELINE}
    assert old["B"].links("baseline")[0].to == old["A"]
    assert pathway["ASC.T20"].covers
    with pytest.raises(AttributeError):
        getattr(group, "titel")  # noqa: B009
    with pytest.raises(AttributeError):
        group.titel = "x"  # type: ignore[attr-defined]


def test_every_record_of_every_edition_can_be_read() -> None:
    for edition in cwp.editions():
        for record in edition:
            assert edition[record.code] == record
            assert record.kind in cwp.Kind and record.status in cwp.Provenance
            assert isinstance(record.properties, dict)
            for link in record.links():
                assert link.to is None or link.to in edition
            assert record.code in repr(record)


def test_records_are_a_sequence(pathway: cwp.Pathway) -> None:
    records = pathway.statements
    assert len(records) > 100 and records[-1] == records[len(records) - 1]
    assert list(records[2:5]) == [records[2], records[3], records[4]]
    assert next(iter(records[::-1])) == records[-1]
    assert records[3] in records and records.index(records[3]) == 3
    with pytest.raises(IndexError):
        records[len(records)]
    assert records[:0].to_table().columns == records.to_table().columns
    assert len(pathway) == sum(len(pathway.records(kind)) for kind in cwp.Kind)


def test_equality_hash_copies_and_travel(pathway: cwp.Pathway, old: cwp.Pathway) -> None:
    assert cwp.Pathway() == pathway != old
    assert len({cwp.Pathway(), pathway, old}) == 2
    record = pathway["CSW.B1"]
    assert {record: 1}[cwp.Pathway()["CSW.B1"]] == 1
    for thing in (pathway, record):
        assert pickle.loads(pickle.dumps(thing)) == thing
        assert copy.copy(thing) == copy.deepcopy(thing) == thing
    assert record != old["CSW.B1"]


def test_own_frameworks(root: Path) -> None:
    path = root / "tests" / "data" / "editions" / "new.json"
    own = cwp.Pathway.read(path)
    assert cwp.Pathway.parse(path.read_bytes()).code == own.code != ""
    assert own == cwp.Pathway.read(path) == cwp.Pathway.parse(path.read_text(encoding="utf-8"))
    assert own != cwp.Pathway.parse(path.read_text(encoding="utf-8") + "\n") and own != cwp.Pathway()
    with pytest.raises(FileNotFoundError) as caught:
        cwp.Pathway.read(root / "nowhere.json")
    assert isinstance(caught.value, cwp.Error) and "nowhere.json" in str(caught.value)
    with pytest.raises(cwp.errors.FormatSyntaxError) as wrong:
        cwp.Pathway.parse('{\n  "format": oops}', name="mine.json")
    assert (wrong.value.path, wrong.value.line) == ("mine.json", 2)
    assert str(wrong.value).startswith("mine.json:2:")


def test_own_frameworks_travel(root: Path, tmp_path: Path) -> None:
    """They go by their text, with their limits, and without the file."""
    path = tmp_path / "own.json"
    path.write_bytes((root / "tests" / "data" / "editions" / "new.json").read_bytes())
    own = cwp.Pathway.read(path, limits=cwp.Limits(records=500))
    path.unlink()
    bytes_ = pickle.dumps(own)
    there = pickle.loads(bytes_)
    assert there is not own and there == own and hash(there) == hash(own) and there.code == own.code
    assert pickle.loads(bytes_) is there, "it is parsed once"
    assert pickle.loads(pickle.dumps(own["R"])) == own["R"]
    result = cwp.Portfolio("P", role="R").assess("R", on="2026-11-21", pathway=own)
    assert pickle.loads(pickle.dumps(result)) == result
    code = f"import pickle; print(pickle.loads({bytes_!r})['R'].title)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "R\n"


def test_worded_pathways_travel(pathway: cwp.Pathway) -> None:
    worded = pathway.with_wording(text=WORDING)
    there = pickle.loads(pickle.dumps(worded))
    assert there == worded == cwp.Pathway().with_wording(text=WORDING.encode()) != pathway
    assert there["CSW.B1"].official_text == "Word for word." and pathway["CSW.B1"].official_text == ""


def test_what_cannot_be_read(root: Path, tmp_path: Path) -> None:
    """A file's errors are those of the C library, with its path."""
    path = root / "tests" / "data" / "editions" / "new.json"
    with pytest.raises(cwp.errors.LimitError, match=r"new\.json"):
        cwp.Pathway.read(path, limits=cwp.Limits(input_bytes=100))
    for read in (cwp.Pathway.read, cwp.Pathway().with_wording):
        with pytest.raises(cwp.errors.NotFoundError, match=r"nowhere\.json"):
            read(tmp_path / "nowhere.json")
        with pytest.raises(cwp.Error) as caught:
            read(tmp_path)
        assert isinstance(caught.value, OSError) and str(tmp_path) in str(caught.value)
        bad = tmp_path / "bad.json"
        bad.write_text("{", encoding="utf-8")
        with pytest.raises(cwp.errors.FormatSyntaxError) as wrong:
            read(bad)
        assert wrong.value.path == str(bad) and wrong.value.line == 1


def test_requirements_and_settings(old: cwp.Pathway) -> None:
    role = old.role_category("B")
    plain, there = role.requirements(), role.requirements(["dementia"])
    kinds = {row.code: row.kind for row in there}
    assert kinds["P.dementia"] is cwp.RequirementKind.MUST
    assert {row.code: row.kind for row in plain}["P.dementia"] == "can"
    assert role.requirements([old["P.dementia"]]) == there
    with pytest.raises(cwp.errors.ArgumentError, match="settings must be several"):
        role.requirements("dementia")
    with pytest.raises(cwp.errors.ArgumentError):
        role.requirements(["CSW.B1"])


def test_search_codes_and_counterparts(pathway: cwp.Pathway, old: cwp.Pathway) -> None:
    hits = pathway.search("medication", kind="group", most=3)
    assert 0 < len(hits) <= 3 and hits[0].score >= hits[-1].score
    assert all(hit.record.kind == "group" for hit in hits)
    with pytest.raises(cwp.errors.ArgumentError):
        pathway.search("   ")
    assert pathway.code_on("training-category", "20", "2026-01-01").code == "ASC.T20"
    assert pathway.role_category_of_bulk_code("no such") is None
    counterpart = old["CSW.B1"].counterparts(pathway)[0]
    assert counterpart.relation in cwp.SetRelation
    crossed = [row for record in pathway.statements for row in record.counterparts(old) if row.crosswalk is not None]
    assert crossed or pathway.crosswalks is not None


def test_notebooks_show_it_escaped(pathway: cwp.Pathway) -> None:
    page = pathway.statements._repr_html_()
    assert page.startswith("<table>") and f"of {len(pathway.statements)} rows" in page
    person = cwp.Portfolio("<b>&me</b>", evidence=[cwp.Evidence("CSW.B1", "declared", note="<script>")])
    assert "<script>" not in person._repr_html_() and "&lt;b&gt;" in person._repr_html_()
    assert "<script>" not in pathway._repr_html_()


def test_the_dataset_says_what_it_is() -> None:
    assert cwp.dataset.version and len(cwp.dataset.checksum) == 16 and cwp.dataset.date.year >= 2026


def test_official_wording(pathway: cwp.Pathway, tmp_path: Path) -> None:
    text = WORDING
    laid = pathway.with_wording(text=text)
    assert laid["CSW.B1"].official_text == "Word for word." and pathway["CSW.B1"].official_text == ""
    path = tmp_path / "wording.json"
    path.write_text(text, encoding="utf-8")
    assert pathway.with_wording(path)["CSW.B1"].official_text == "Word for word."
    with pytest.raises(cwp.errors.ArgumentError):
        pathway.with_wording()
