"""Titles, values, files of the national data set, mandatory training."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import cwp
import pytest
from conftest import ON, SAMPLE


def test_job_titles(pathway: cwp.Pathway) -> None:
    title = cwp.read_title("Senior care assistant")
    assert title.answer is cwp.TitleAnswer.CATEGORY and not title.abstained
    assert len(title) == len(title.candidates) > 0 and title[0].role in pathway.role_categories
    assert 0 < title[0].score <= 1 and all(reason.endswith((".", "?")) for reason in title[0].why)
    assert [part.written for part in title.parts] and "care" in " ".join(part.written for part in title.parts).lower()
    assert len(title.to_table()) == len(title)
    assert cwp.read_title("Chef").answer is cwp.TitleAnswer.OUTSIDE and cwp.read_title("Chef").outside_score > 0
    vague = cwp.read_title("Manager")
    assert vague.abstained and vague.why
    assert cwp.read_title("").abstained
    assert cwp.read_title("\x00\udcff".encode("utf-8", "surrogateescape").decode("latin-1")).text
    assert cwp.read_title("Manager", job_role="ASC.J4").answer in cwp.TitleAnswer
    with pytest.raises(cwp.errors.ArgumentError):
        cwp.read_title("Manager", job_role="CSW")
    with pytest.raises(cwp.errors.ArgumentError, match="employer"):
        cwp.read_title("Manager", employer="mine")


def test_own_values(pathway: cwp.Pathway) -> None:
    found = cwp.compare_values("Kind, compassionate and empathetic\nZyx: qwv\n")
    assert [own.name for own in found][1] == "Zyx" and found[1].abstained and not found[1].matches
    match = found[0].matches[0]
    assert match.value == pathway["V.kind-compassionate-empathetic"] and match.relation == "equal" and match.score == 1
    assert match.why and found[0].words[0].meaning and found[0].words[0].value == match.value
    assert len(found.uncovered) == 6 and found.missing("V.respect") and found.missing(match.value) == []
    rows = found.to_table().rows()
    assert rows[0]["value"] == match.value.code and rows[-1]["value"] is None
    assert isinstance(match.value, cwp.Value) and match.value.voices


def test_layouts_and_conversion(tmp_path: Path) -> None:
    days = cwp.layouts("asc-staff")
    assert days == sorted(days) and len(days) > 3 and cwp.layouts("portfolio") == []
    assert cwp.guess_file_kind(SAMPLE[1].read_bytes()[:4096]) is cwp.FileKind.ASC_TRAINING
    assert cwp.guess_file_kind(b"hello") is cwp.FileKind.UNKNOWN
    target = tmp_path / "older.csv"
    done = cwp.convert(SAMPLE[0], target, layout=days[-2])
    assert done.version_to == days[-2].isoformat() and done.rows == done.written == 60
    assert (done.lost > 0) == any(finding.id == "ASC-CONVERT-COLUMN-LOST" for finding in done.findings)
    out = io.BytesIO()
    with SAMPLE[0].open("rb") as staff:
        assert cwp.convert(staff, out, layout=days[-2]).rows == 60
    assert out.getvalue() == target.read_bytes()
    before = target.read_bytes()
    with pytest.raises(cwp.errors.InvalidError):
        cwp.convert(SAMPLE[1], target, kind="asc-staff")
    with pytest.raises(FileNotFoundError):
        cwp.convert(tmp_path / "none.csv", target)
    assert target.read_bytes() == before and list(tmp_path.iterdir()) == [target]

    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "no space left")

    with pytest.raises(OSError, match="no space left"):
        cwp.convert(SAMPLE[0], Full())
    with pytest.raises(TypeError, match="binary"):
        cwp.convert(SAMPLE[0], io.StringIO())  # type: ignore[arg-type]


def test_role_categories_for_a_staff_file(tmp_path: Path) -> None:
    suggestion = cwp.suggest_category(job_role=4, started="2020-01-01", on=ON)
    assert suggestion.candidates and suggestion.why is not None and suggestion.candidates[0].rules
    with pytest.raises(cwp.errors.FormatSyntaxError):
        cwp.suggest_category(on="now")
    fill = cwp.Fill(SAMPLE[0], on=ON)
    assert len(fill) == len(fill.to_table()) > 0 and "agree" in fill.to_csv().splitlines()[0]
    target = tmp_path / "filled.csv"
    assert fill.write(SAMPLE[0], target) == 0
    assert target.read_bytes() == SAMPLE[0].read_bytes()
    agreed = fill.agree_all("fair")
    assert agreed == sum(bool(row.chosen) for row in fill)
    assert fill.write(SAMPLE[0], target) == agreed
    again = cwp.Fill(SAMPLE[0], on=ON)
    answers = list(csv.DictReader(io.StringIO(again.to_csv())))
    place = next(index for index, row in enumerate(again) if row.answer)
    answers[place]["agree"] = "yes"
    table = io.StringIO()
    writer = csv.DictWriter(table, answers[0])
    writer.writeheader()
    writer.writerows(answers)
    assert not again.agree(io.BytesIO(table.getvalue().encode()))
    assert again[place].chosen == again[place].answer
    assert sum(bool(row.chosen) for row in again) == 1
    with pytest.raises(cwp.errors.InvalidError):
        cwp.Fill(SAMPLE[1], on=ON)


def test_mandatory_training(team: cwp.Team) -> None:
    text = b"category,job role,refresh months\n20,all,12\nASC.T9,Care worker,\nnonsense,all,\n"
    rules = cwp.Mandatory.read(io.BytesIO(text))
    assert [rule.category for rule in rules] == ["ASC.T20", "ASC.T9"] and rules[1].months is None
    assert [finding.id for finding in rules.findings] == ["MANDATORY-CATEGORY-UNKNOWN"]
    report = rules.report(team, on=ON)
    assert set(report.categories) == {"ASC.T20", "ASC.T9"} and len(report.people) == len(team)
    assert sum(report.categories["ASC.T20"].values()) == len(team)
    cells = report.cells
    assert all(cell.standing != "not-asked" and cell.rule is not None for cell in cells)
    present = next(cell for cell in cells if cell.standing == "present")
    assert present.evidence is not None and present.evidence.about == present.category
    strict = rules.report(team, on=ON, strict=True)
    assert len(strict.lacking) >= len(report.lacking) and len(report.to_table()) == len(cells)
    with pytest.raises(cwp.errors.ArgumentError):
        rules.report(cwp.Team(), on=ON)


def test_an_overview_says_what_assessments_say(me: cwp.Portfolio, pathway: cwp.Pathway) -> None:
    overview = me.overview(on=ON, settings=["dementia"])
    for role in pathway.role_categories:
        alone = me.assess(role, on=ON, settings=["dementia"])
        assert overview[role] == alone.counts and overview.ready(role) is alone.ready
        assert overview.coverage(role) is alone.coverage
        assert overview.standings(role) == {row.code: row.standing for row in alone.requirements}
    assert overview.to_table()["role"] == [role.code for role in pathway.role_categories]


def test_job_descriptions() -> None:
    text = "Care worker\nYou will treat everybody with dignity and respect, and keep accurate records. Café à côté.\n"
    advert = cwp.read_advert(text)
    assert advert.role_category is not None and advert.title.answer is cwp.TitleAnswer.CATEGORY
    assert len(advert) == len(advert.lines) == sum(advert.counts.values())
    spoken = [line for line in advert if line.extent != "none"]
    assert all(line.passage and line.passage in text and line.score >= 0 for line in spoken)
    other = cwp.read_advert(text, role="RM", title="Registered manager")
    assert other.role_category is not None and other.role_category.code == "RM"
    assert len(other.to_table()) == len(other)


def test_people_as_csv(team: cwp.Team, tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    rows = team.write_evidence(path, notes=False)
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert rows == len(table) == sum(map(len, team)) and "note" not in table[0]
    wide = io.BytesIO()
    assert team.write_wide(wide)[0] == len(team)
    again = cwp.Team.read(io.BytesIO(wide.getvalue()))
    assert again.files is not None and again.files[0].kind == "wide" and len(again) == len(team)
    with pytest.raises(cwp.errors.ArgumentError):
        cwp.Team(team).write_wide(io.BytesIO())


def matrix_rows() -> list[list[object]]:
    return [
        ["Training matrix", None, None],
        ["Name", "Job title", "Safeguarding adults", "Moving and handling (expires)"],
        ["A. Carer", "Care worker", datetime.date(2026, 3, 1), datetime.datetime(2027, 2, 1)],
        ["B. Carer", "Care worker", "booked", None],
        ["C. Carer", "Cook", "oops?", 46000],
    ]


def test_training_matrices(tmp_path: Path) -> None:
    matrix = cwp.read_matrix_rows(matrix_rows(), on=ON)
    assert matrix.shape is cwp.MatrixShape.WIDE and matrix.heading_line == 2
    assert matrix.team.ids == ["A. Carer", "B. Carer", "C. Carer"]
    first = matrix.team[0]
    assert first[0].about == "ASC.T20" and first[0].from_ == datetime.date(2026, 3, 1)
    assert any("oops?" in finding.value for finding in matrix.findings)
    assert [column.meaning.value for column in matrix.columns][:2] == ["person", "job-title"]
    assert matrix.columns[2].about == "ASC.T20" and len(matrix.to_table()) == len(matrix.columns)
    again = cwp.read_matrix_rows(matrix_rows(), on=ON, mapping=matrix.mapping())
    assert again.columns[2].is_set and list(again.team) == list(matrix.team)
    matrix.write_mapping(tmp_path / "mapping.json")
    assert (tmp_path / "mapping.json").read_text(encoding="utf-8").strip() == matrix.mapping().strip()
    with pytest.raises(cwp.errors.UnsupportedError):
        cwp.read_matrix_rows([["a", "b"], ["c", "d"]])


def test_workbooks_and_csv_say_the_same(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Other"
    sheet = book.create_sheet("Matrix")
    for row in matrix_rows():
        sheet.append(row)
    path = tmp_path / "matrix.xlsx"
    book.save(path)
    read = cwp.read_matrix(path, sheet="Matrix", on=ON)
    expected = cwp.read_matrix_rows(matrix_rows(), on=ON).team
    assert [[(one.about, one.from_, one.until, one.result) for one in person] for person in read.team] == [
        [(one.about, one.from_, one.until, one.result) for one in person] for person in expected
    ]
    with path.open("rb") as file:
        assert cwp.read_matrix(file, sheet="Matrix", on=ON).team.ids == read.team.ids
    with pytest.raises(KeyError, match="Other"):
        cwp.read_matrix(path, sheet="None")
    table = tmp_path / "matrix.csv"
    table.write_text("Name,Safeguarding adults\nA. Carer,2026-03-01\n", encoding="utf-8")
    assert cwp.read_matrix(table, on=ON).team[0][0].about == "ASC.T20"
    with pytest.raises(FileNotFoundError):
        cwp.read_matrix(tmp_path / "none.csv")
