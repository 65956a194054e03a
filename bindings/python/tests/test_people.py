"""Portfolios, assessments, teams."""

from __future__ import annotations

import copy
import datetime
import io
import json
import pickle
from pathlib import Path

import cwp
import pytest
from conftest import ON, SAMPLE


def test_a_portfolio_is_what_was_put_in(me: cwp.Portfolio) -> None:
    assert me.id == "R017" and me.person.started == datetime.date(2024, 5, 7)
    assert len(me) == 4 and me[-1] == me[3] and next(piece.about for piece in me) == "CSW.B1"
    assert me[0].from_ == datetime.date(2026, 5, 12) and me[0].until is None
    assert me[1:3] == me.evidence[1:3] and me[0] in me
    assert me.person.role_basis is cwp.RoleBasis.RECORDED
    with pytest.raises(IndexError):
        me[4]
    with pytest.raises(AttributeError):
        me[0].about = "x"  # type: ignore[misc]


def test_what_a_portfolio_refuses() -> None:
    with pytest.raises(cwp.errors.ArgumentError, match="kind must be one of declared"):
        cwp.Evidence("CSW.B1", "seen")
    with pytest.raises(cwp.errors.FormatSyntaxError):
        cwp.Evidence("CSW.B1", "trained", from_="yesterday")
    with pytest.raises(cwp.errors.ArgumentError, match=r"datetime.date"):
        cwp.Evidence("CSW.B1", "trained", from_=datetime.datetime(2026, 1, 1))
    with pytest.raises(cwp.errors.InvalidError):
        cwp.Portfolio("R1", evidence=[cwp.Evidence("CSW.B1", "trained", from_="2026-02-01", until="2026-01-01")])
    with pytest.raises(cwp.errors.ArgumentError):
        cwp.Portfolio("")
    with pytest.raises(ValueError, match="NUL"):
        cwp.Portfolio("a\0b")
    with pytest.raises(UnicodeEncodeError):
        cwp.Portfolio("a\ud800b")
    with pytest.raises(TypeError):
        cwp.Portfolio(cwp.Person("R1"), site="X")
    with pytest.raises(TypeError):
        cwp.Portfolio(17)  # type: ignore[arg-type]


def test_files_and_travel(me: cwp.Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "é passport.json"
    me.write(path)
    assert cwp.Portfolio.read(path) == me == cwp.Portfolio.read(str(path)) == cwp.Portfolio.parse(path.read_bytes())
    assert pickle.loads(pickle.dumps(me)) == me and copy.copy(me) == copy.deepcopy(me) == me
    assert hash(cwp.Portfolio.read(path)) == hash(me)
    for buffer in (bytearray(path.read_bytes()), memoryview(path.read_bytes())):
        assert cwp.Portfolio.parse(buffer) == me  # type: ignore[arg-type]
    with pytest.raises(cwp.errors.InvalidError) as caught:
        cwp.Portfolio.parse('{"format": "cwp-portfolio", "format_version": 1, "person": {}}', name="p.json")
    assert caught.value.path == "p.json" and caught.value.line == 1
    with pytest.raises(FileNotFoundError):
        cwp.Portfolio.read(tmp_path / "none.json")
    with pytest.raises(OSError):
        me.write(tmp_path / "no folder" / "x.json")
    with pytest.raises(cwp.errors.LimitError):
        cwp.Portfolio.read(path, limits=cwp.Limits(input_bytes=100))
    redacted = me.redacted()
    assert redacted[0].note == redacted[0].assessor == "" and len(redacted) == len(me)
    assert json.loads(me.to_json(notes=False))["evidence"][0].get("note") is None


def test_merging(me: cwp.Portfolio) -> None:
    newer = cwp.Portfolio(
        cwp.Person("R017", site="ALDER", role="CSW"), evidence=[cwp.Evidence("CSW.B3", "assessed", from_="2026-06-01")]
    )
    merged = me.merge(newer)
    assert len(merged.portfolio) == 5 and merged.portfolio.person.site == "ALDER"
    assert [finding.id for finding in merged.findings] == ["MERGE-PERSON"]
    with pytest.raises(cwp.errors.InvalidError):
        me.merge(cwp.Portfolio("R018"))


def test_carrying_to_another_edition(me: cwp.Portfolio) -> None:
    carried = me.carry("2024")
    assert len(carried.report) >= len(me) and sum(carried.counts.values()) == len(me)
    assert carried.portfolio.carry("2025", from_="2024").portfolio.id == "R017"
    assert all(row.why for row in carried.report)
    assert len(carried.report.to_table()["was"]) == len(carried.report)


def test_an_assessment(me: cwp.Portfolio, pathway: cwp.Pathway) -> None:
    result = me.assess(on=ON)
    assert result.role_category.code == "CSW" and result.on == datetime.date(2026, 11, 21)
    must = result.counts[cwp.RequirementKind.MUST]
    assert must.needed == sum(must[standing] for standing in cwp.Standing)
    assert (must.met, must.claimed) == (1, 1) and must["met"] == result.counts["must"].met  # type: ignore[index]
    assert result["CSW.B1"].standing is cwp.Standing.MET
    assert result["CSW.B1"].evidence == me[0] and result["CSW.B1"].map is None
    assert result["CSW.B2"].is_gap and result["CSW.B2"].standing == "claimed" and "declared" in result["CSW.B2"].why
    assert [row for row in result.requirements if row.is_gap] == list(result.gaps)
    with pytest.raises(KeyError):
        result["RM.B1"] if "RM.B1" in pathway else result["V.respect"]
    strict = me.assess(on=ON, policy=cwp.Policy(must="accredited", expiring_days=10))
    assert strict.counts["must"].met == 0 and strict.policy.must == "accredited"  # type: ignore[index]
    assert me.assess("care-or-support-worker", on=datetime.date(2026, 11, 21)) == result != strict
    assert hash(me.assess(on=ON)) == hash(result)
    assert pickle.loads(pickle.dumps(result)) == result
    assert "must" in repr(result) and "<table>" in result._repr_html_()
    assert len(result.to_table()) == len(result) == len(result.requirements)


def test_what_an_assessment_refuses(me: cwp.Portfolio) -> None:
    with pytest.raises(cwp.errors.NotFoundError):
        cwp.Portfolio("R1").assess(on=ON)
    with pytest.raises(cwp.errors.ArgumentError):
        me.assess(on=ON, settings=["CSW.B1"])
    with pytest.raises(cwp.errors.ArgumentError):
        me.assess(on=ON, policy=cwp.Policy(expiring_days=-1))
    with pytest.raises(cwp.errors.ArgumentError):
        me.assess(on=20261121)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        me.assess()  # type: ignore[call-arg]


def test_a_record_of_another_edition_is_found_by_its_code(me: cwp.Portfolio, old: cwp.Pathway) -> None:
    assert me.assess(old["B"], on=ON).pathway != old
    assert me.assess(old["B"], on=ON).role_category.code == "CSW"
    assert me.assess("B", on=ON, pathway=old).pathway == old


def test_a_forecast(me: cwp.Portfolio) -> None:
    forecast = me.forecast(on=ON, months=6)
    assert len(forecast.months) == 6 and forecast.months[0].first == datetime.date(2026, 11, 21)
    assert [lapse.last for lapse in forecast.lapses] == sorted(lapse.last for lapse in forecast.lapses)
    assert {lapse.last for lapse in forecast.lapses} == {datetime.date(2027, 2, 28)}
    assert sum(len(month.lapses) for month in forecast.months) == len(forecast.lapses) > 0
    lapse = forecast.lapses[0]
    assert lapse.evidence == me[1] and lapse.after is not cwp.Standing.MET
    assert forecast.counts == me.assess(on=ON).counts
    assert "must_met" in forecast.to_table().columns
    with pytest.raises(cwp.errors.ArgumentError):
        me.forecast(on=ON, months=0)


def test_a_team_out_of_files(team: cwp.Team) -> None:
    assert len(team) == 60 and team.files is not None and [file.records for file in team.files] == [60, 450]
    assert team.findings and team.findings.of("error") and team.findings[0].path.endswith(".csv")
    assert len(team.findings.to_table()) == len(team.findings)
    person = team["ROWAN-HC/R016"]
    assert person == team[team.ids.index("ROWAN-HC/R016")] and "ROWAN-HC/R016" in team
    assert person in team and team[1:3] == [team[1], team[2]]
    assert pickle.loads(pickle.dumps(team)).to_table() == team.to_table()
    with pytest.raises(KeyError):
        team["nobody"]
    with pytest.raises(IndexError):
        team[60]


def test_a_team_out_of_open_files(team: cwp.Team) -> None:
    with SAMPLE[0].open("rb") as staff, SAMPLE[1].open("rb") as training:
        again = cwp.Team.read(training, staff, on=ON)
    assert again.ids == team.ids and all(
        sorted(map(repr, one)) == sorted(map(repr, other)) for one, other in zip(again, team, strict=True)
    )
    with SAMPLE[0].open("r") as text, pytest.raises(TypeError, match="binary"):
        cwp.Team.read(text)  # type: ignore[arg-type]

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise RuntimeError("the line went dead")

    with pytest.raises(RuntimeError, match="went dead"):
        cwp.Team.read(Broken())

    class Greedy(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return b"x" * ((size or 0) + 1)

    with pytest.raises(ValueError, match="more bytes"):
        cwp.Team.read(Greedy())


def test_checking_files(team: cwp.Team) -> None:
    found = cwp.check(*SAMPLE, on=ON)
    assert found and {finding.id for finding in found} >= {"ASC-TRAINING-CATEGORY-UNKNOWN"}
    assert len(cwp.check("nowhere.csv")) == 1


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        cwp.Team.read(tmp_path / "none.csv")
    found = cwp.Team.read(SAMPLE[0], tmp_path / "none.csv")
    assert found.findings is not None and any("none.csv" in str(finding) for finding in found.findings)
    with pytest.raises(FileNotFoundError):
        cwp.Team.read(SAMPLE[0], tmp_path / "none.csv", strict=True)
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n")
    with pytest.raises(cwp.errors.UnsupportedError):
        cwp.Team.read(tmp_path / "odd.csv")


def test_everybody_at_once_is_everybody_by_themselves(team: cwp.Team) -> None:
    result = team.assess(on=ON, lines="all", settings=["dementia"])
    people, lines = result.people.rows(), result.lines.rows()
    by_person: dict[str, list[dict[str, object]]] = {}
    for line in lines:
        by_person.setdefault(line["person"], []).append(line)
    for portfolio, row in zip(team, people, strict=True):
        assert row["person"] == portfolio.id
        if not portfolio.person.role:
            assert row["role"] is None and row["must_met"] is None and portfolio.id not in by_person
            continue
        alone = portfolio.assess(on=ON, settings=["dementia"])
        assert row["ready"] is alone.ready and row["coverage"] == alone.coverage
        for kind, counts in alone.counts.items():
            for name in cwp.Counts._shown:
                assert row[f"{kind.value}_{name}"] == getattr(counts, name)
        found = [(line["code"], line["standing"], line["until"]) for line in by_person[portfolio.id]]
        assert found == [(one.code, one.standing.value, one.until) for one in alone.requirements]
    gaps = team.gaps(on=ON, settings=["dementia"])
    good = {"met", "expiring"}
    assert len(gaps) == sum(line["standing"] not in good for line in lines)
    assert cwp.assess_all(list(team), on=ON).people == team.assess(on=ON).people
    assert cwp.assess_all(team, "CSW", on=ON).people["role"] == ["CSW"] * 60
    with pytest.raises(ValueError, match="lines"):
        _ = team.assess(on=ON).lines
    with pytest.raises(cwp.errors.ArgumentError):
        team.assess(on=ON, lines="some")


def test_roles_that_are_not_known() -> None:
    people = [cwp.Portfolio("R1", role="CSW"), cwp.Portfolio("R2", role="no such role"), cwp.Portfolio("R3")]
    found = cwp.assess_all(people, on=ON, lines="all")
    assert found.people["role"] == ["CSW", "no such role", None]
    assert found.people["coverage"][1:] == found.people["must_met"][1:] == [None, None]
    assert set(found.lines["person"]) == {"R1"}
    with pytest.raises(cwp.errors.ArgumentError, match=r'person "R1"'):
        cwp.assess_all(people, on=ON, policy=cwp.Policy(expiring_days=-1))


def test_a_form_and_back(tmp_path: Path, pathway: cwp.Pathway) -> None:
    form = cwp.template("NTC")
    rows = form.splitlines()
    filled = [
        rows[0],
        *(row.removesuffix(",,") + ",yes," if place == 1 else row for place, row in enumerate(rows[1:], 1)),
    ]
    path = tmp_path / "form.csv"
    path.write_text("\n".join(filled) + "\n", encoding="utf-8")
    read = cwp.read_template(path, "R1", on=ON)
    assert read.counts.yes == 1 and read.counts.rows == len(rows) - 1 and not read.findings
    assert read.portfolio[0].kind == "declared"
    with path.open("rb") as file:
        assert cwp.read_template(file, cwp.Person("R1"), on=ON).portfolio[0].about == read.portfolio[0].about
    assert json.loads(cwp.template("NTC", format="json", own_only=True))
    broken = io.BytesIO(b"code,group,text,rating,note\nNO.SUCH,,,yes,\n")
    refused = cwp.read_template(broken, "R1", on=ON)
    assert refused.counts.refused == 1 and refused.findings[0].id == "SELF-CODE-UNKNOWN"


def test_days() -> None:
    assert cwp.add_months("2024-02-29", 12) == datetime.date(2025, 2, 28)
    with pytest.raises(cwp.errors.ArgumentError):
        cwp.add_months("9999-12-31", 1)
