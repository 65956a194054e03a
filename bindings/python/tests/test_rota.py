"""Rotas: from files, from Arrow and from objects, checked, changed, mended, and handed to solvers."""

from __future__ import annotations

import gc
import io
import json
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import cwp
import polars
import pyarrow
import pytest
from conftest import ON, ROOT
from test_cases import command

DATA = ROOT / "examples" / "data"
PARTS = ("shifts", "assignments", "availability", "people", "staff", "training")
FILES = [DATA / f"{name}.csv" for name in PARTS]
RULES = {
    "format": "cwp-rota-rules",
    "format_version": 1,
    "id": "test",
    "rules": [
        {"id": "E", "title": "Everybody", "severity": "warn", "fits": {"about": "ASC.T20"}},
        {"id": "M", "measure": "least", "amount": 1, "fits": {"about": "ASC.T13", "kind": "assessed"}},
        {"id": "S", "severity": "note", "measure": "least", "fits": {"flag": "senior"}, "leaving_out": ["agency"]},
    ],
}
NIGHT = cwp.Shift("N1", "2026-11-21T22:00", "2026-11-22T07:00", place="Rose", settings=["P.dementia"], required=1)
DAY = cwp.Shift("D1", "2026-11-21T14:00", "2026-11-21T23:00", place="Rose")


@pytest.fixture
def rules() -> cwp.RotaRules:
    return cwp.RotaRules.parse(json.dumps(RULES))


def person(name: str, *evidence: cwp.Evidence) -> cwp.Portfolio:
    return cwp.Portfolio(name, role="CSW", evidence=list(evidence))


def ann() -> cwp.Portfolio:
    return person(
        "W/ann",
        cwp.Evidence("ASC.T20", "trained", until="2026-11-21", origin="here"),
        cwp.Evidence("ASC.T13", "trained"),
    )


def bea() -> cwp.Portfolio:
    return person("W/bea", cwp.Evidence("ASC.T20", "trained"), cwp.Evidence("ASC.T13", "assessed"))


def sample() -> cwp.Rota:
    return cwp.Rota.read(*FILES, rules=cwp.RotaRules.read(DATA / "rota-rules.json"), on=ON)


# ---- The same as the command ----


def asked() -> Any:
    names = [str(path.relative_to(ROOT)) for path in FILES]
    own = str((DATA / "rota-rules.json").relative_to(ROOT))
    options = ("--rules", own, "--on", ON, "--fixes", "--demand", "--eligibility", "--keep-going")
    return command("rota", *names, *options, status=3)


def issue_of(issue: cwp.RotaIssue) -> dict[str, Any]:
    return {
        "severity": issue.severity.value,
        "cause": issue.cause.value,
        "rule": issue.rule and issue.rule.id,
        "person": issue.person,
        "other_shift": issue.other_shift,
        "have": issue.have,
        "need": issue.need,
        "about": issue.about and issue.about.code,
        "standing": issue.standing and issue.standing.value,
        "day": issue.day and issue.day.isoformat(),
        "evidence": issue.evidence and issue.evidence.about,
        "origin": (issue.evidence and issue.evidence.origin) or None,
        "why": issue.why,
    }


def fix_of(fix: cwp.RotaFix) -> dict[str, Any]:
    return {
        "kind": fix.kind.value,
        "person": fix.person,
        "leaves": fix.leaves,
        "from_shift": fix.from_shift,
        "about": fix.about and fix.about.code,
        "evidence_kind": fix.evidence_kind and fix.evidence_kind.value,
        "blocks_before": fix.blocks_before,
        "blocks_after": fix.blocks_after,
        "warns_after": fix.warns_after,
    }


def shift_of(one: cwp.RotaShift) -> dict[str, Any]:
    said = one.shift
    answer = {
        "id": one.id,
        "start": said.start.isoformat(timespec="minutes"),
        "end": said.end.isoformat(timespec="minutes"),
        "place": said.place or None,
        "service": said.service or None,
        "required": said.required,
        "settings": list(said.settings),
        "verdict": one.verdict.value,
        "people": [
            {"id": who, "as": how.value, "verdict": one.verdict_of(who).value} for who, how in one.people.items()
        ],
        "issues": [issue_of(issue) for issue in one.issues],
    }
    return answer | {"fixes": [fix_of(fix) for fix in one.fixes()]}


def demand_of(row: cwp.RotaDemand) -> dict[str, Any]:
    return {
        "rule": row.rule.id,
        "part": row.part.value,
        "shifts": row.shifts,
        "broken": row.broken,
        "needed_minutes": row.needed // timedelta(minutes=1),
        "held_minutes": row.held // timedelta(minutes=1),
        "able": row.able,
        "only": row.only,
        "rests_on_one": row.rests_on_one,
        "freed": row.freed,
    }


def test_the_sample_is_as_the_command_has_it() -> None:
    answer, rota = asked(), sample()
    wanted = {shift["id"]: shift for shift in answer["shifts"]}
    assert len(rota) == len(wanted) == 21
    for one in rota:
        assert shift_of(one) == wanted[one.id]
    assert [demand_of(row) for row in rota.demand()] == answer["demand"]
    by_id = {row["shift"]: row for row in answer["eligibility"]}
    for one in rota:
        assert [rule.id for rule in one.rules()] == by_id[one.id]["rules"]
        assert [
            {
                "id": row.person,
                "available": row.available,
                "breaks": list(row.breaks),
                "fits": list(row.fits),
                "left_out": list(row.left_out),
            }
            for row in one.eligibility()
        ] == by_id[one.id]["people"]
    rules = [
        {
            "id": rule.id,
            "title": rule.title,
            "severity": rule.severity.value,
            "measure": rule.measure.value,
            "amount": rule.amount,
            "part": rule.part.value,
            "who": rule.who,
            "basis": rule.basis,
            "status": rule.status,
        }
        for rule in rota.rules
    ]
    assert rules == answer["rules"]["rules"]
    found = [finding for finding in rota.findings if finding.id.startswith("ROTA-")]
    assert [(finding.id, finding.line) for finding in found] == [
        (finding["id"], finding["line"]) for finding in answer["rota_findings"]
    ]
    assert len(rota.findings) - len(found) == sum(answer["findings"].values())


def test_fixes_do_what_they_say() -> None:
    tried = 0
    for one in sample():
        for fix in one.fixes(2):
            rota = sample()
            again = next(same for same in rota[one.id].fixes(2) if fix_of(same) == fix_of(fix))
            if fix.kind is cwp.RotaFixKind.LEARN:
                with pytest.raises(ValueError, match="would have to learn"):
                    again.apply()
                continue
            others = {shift.id: shift.verdict for shift in rota}
            again.apply()
            tried += 1
            left = [issue for issue in rota[one.id].issues if issue.severity == "block"]
            assert len(left) == fix.blocks_after < fix.blocks_before
            worse = [shift.id for shift in rota if shift.verdict == "block" != others[shift.id]]
            assert worse == []
    assert tried > 10


# ---- Objects ----


def test_a_board_of_objects(rules: cwp.RotaRules) -> None:
    rota = cwp.Rota(rules, [ann()], [NIGHT, DAY])
    rota.add_person(bea(), senior=True, available=[("2026-11-21T20:00", "2026-11-22T08:00")])
    assert rota.people == ["W/ann", "W/bea"] and [one.id for one in rota] == ["N1", "D1"]
    night = rota["N1"]
    assert night.verdict == "block" and {issue.cause.value for issue in night.issues} == {"rule", "short"}
    assert rota.assign("N1", "W/ann") is cwp.RotaSeverity.BLOCK
    lacks = [issue for issue in night.issues if issue.person == "W/ann" and issue.cause == "rule"]
    assert [(issue.rule and issue.rule.id, issue.standing, str(issue.day)) for issue in lacks] == [
        ("E", "expired", "2026-11-22")
    ]
    assert lacks[0].evidence == ann()[0] and "ASC.T20" in lacks[0].why
    assert night.verdict_of("W/ann") == "warn" and night.people == {"W/ann": cwp.RotaAs.WORKING}
    kinds = [(fix.kind.value, fix.person) for fix in night.fixes()]
    assert kinds[0] == ("add", "W/bea") and ("learn", "W/ann") in kinds
    assert night.fixes(1)[0].apply() == "warn"
    assert list(night.people) == ["W/ann", "W/bea"]
    assert night.unassign("W/ann") == "pass" and night.assign("w/BEA", "shadowing") == "block"
    assert night.people == {"W/bea": cwp.RotaAs.SHADOWING}
    assert night.shift == NIGHT and rota.shifts[0] == NIGHT and rota["D1"].shift.hours == 9


def test_trying_changes_nothing(rules: cwp.RotaRules) -> None:
    rota = cwp.Rota(rules, [ann(), bea()], [NIGHT, DAY])
    rota.assign("D1", "W/bea")
    before = rota.to_table()
    tried = rota["N1"].try_("W/bea")
    assert rota.to_table() == before and len(rota["N1"].people) == 0
    rota.assign("N1", "W/bea")
    assert [issue_of(issue) for issue in tried] == [issue_of(issue) for issue in rota["N1"].issues]
    overlap = next(issue for issue in tried if issue.cause == "overlap")
    assert overlap.other_shift == "D1" and overlap.why == "W/bea is on shift D1 at the same time."
    assert overlap.have is None and overlap.rule is None and overlap.about is None and overlap.evidence is None


def test_demand_of_a_period(rules: cwp.RotaRules) -> None:
    rota = cwp.Rota(rules, [ann(), bea()], [NIGHT, DAY])
    rota.assign("N1", "W/bea")
    rows = {(row.rule.id, row.part.value): row for row in rota.demand()}
    medicines = rows["M", "night"]
    assert (medicines.needed, medicines.held) == (timedelta(hours=9), timedelta(hours=9))
    assert (medicines.able, medicines.only, medicines.rests_on_one, medicines.broken) == (1, "W/bea", 1, 0)
    assert rows["M", "day"].broken == rows["M", "day"].freed == 1
    assert {part for _, part in rows} == {"day", "night"}
    late = rota.demand("2026-11-21T20:00")
    assert {row.part.value for row in late if row.shifts} == {"night"}
    assert all(row.shifts == 0 for row in rota.demand("2026-12-01T00:00", "2026-12-02T00:00"))


def test_what_cannot_be(rules: cwp.RotaRules) -> None:
    rota = cwp.Rota(rules, [ann()], [NIGHT])
    with pytest.raises(KeyError, match="no shift"):
        rota.assign("N9", "W/ann")
    with pytest.raises(KeyError, match=r"id 'ann', but W/ann"):
        rota.assign("N1", "ann")
    with pytest.raises(KeyError):
        rota.unassign("N1", "W/ann")
    with pytest.raises(IndexError):
        rota[3]
    with pytest.raises(ValueError, match="as_ must be one of working, shadowing"):
        rota.assign("N1", "W/ann", "watching")
    with pytest.raises(ValueError, match="W/ann"):
        rota.add_person(ann())
    with pytest.raises(ValueError, match="N1"):
        rota.add_shift(NIGHT)
    with pytest.raises(cwp.Error):
        rota.add_shift(cwp.Shift("N2", "2026-11-21T22:00", "2026-11-21T22:00"))
    with pytest.raises(cwp.Error):
        rota.add_shift(cwp.Shift("N2", "2026-11-21T22:00", "2026-12-21T22:00"))
    with pytest.raises(cwp.Error):
        rota.add_shift(cwp.Shift("N2", "2026-11-21T22:00", "2026-11-22T22:00", settings=["CSW.K7"]))
    with pytest.raises(ValueError, match="settings must be several"):
        cwp.Shift("N2", "2026-11-21T22:00", "2026-11-22T07:00", settings="P.dementia")
    with pytest.raises(cwp.Error):
        rota.add_availability("W/ann", "2026-11-22T07:00", "2026-11-21T22:00")
    with pytest.raises(ValueError, match="most"):
        rota["N1"].fixes(-1)
    with pytest.raises(ValueError, match="rules must be"):
        cwp.Rota(None)  # type: ignore[arg-type]
    assert len(rota) == 1 and rota.people == ["W/ann"]
    assert "n1" in rota and "N2" not in rota and rota[0] in rota and NIGHT not in rota
    with pytest.raises(KeyError, match="care-home"):
        cwp.RotaRules.ready("hospital")
    with pytest.raises(cwp.Error) as caught:
        cwp.RotaRules.parse('{"format": "cwp-rota-rules",\n "rules": 1}', name="own.json")
    assert caught.value.path == "own.json" and caught.value.line
    with pytest.raises(FileNotFoundError):
        cwp.RotaRules.read("nowhere.json")


def test_a_rota_is_let_go(rules: cwp.RotaRules) -> None:
    with cwp.Rota(rules, [ann()], [NIGHT]) as rota:
        rota.assign("N1", "W/ann")
        night, issues = rota["N1"], rota.issues
        assert not rota.closed
    assert rota.closed and repr(rota) == "<Rota, closed>"
    for ask in (lambda: night.verdict, lambda: len(rota), lambda: rota.assign("N1", "W/ann"), lambda: rota.issues):
        with pytest.raises(ValueError, match="closed"):
            ask()
    assert [issue.why for issue in issues] and issues.to_table()["shift"] == ["N1"] * len(issues)
    assert any(issue.evidence == ann()[0] for issue in issues)


def test_a_board_keeps_what_it_borrows() -> None:
    rota = cwp.Rota(cwp.RotaRules.parse(json.dumps(RULES)), [ann(), bea()], [NIGHT])
    gc.collect()
    rota.assign("N1", "W/bea")
    assert rota.portfolio("W/bea")[0].about == "ASC.T20" and rota["N1"].issues
    issue = next(issue for issue in cwp.Rota("care-home", [ann()], [NIGHT]).issues if issue.cause == "rule")
    gc.collect()
    assert issue.rule is not None and issue.rule.title and issue.shift == "N1"


def test_rules_of_python() -> None:
    rules = cwp.RotaRules.of(RULES["rules"], id="own", title="Our own")  # type: ignore[arg-type]
    assert (rules.id, rules.title, [rule.id for rule in rules]) == ("own", "Our own", ["E", "M", "S"])
    assert list(rules) == list(cwp.RotaRules.parse(json.dumps(RULES)))
    with pytest.raises(cwp.Error, match=r"ASC\.T999"):
        cwp.RotaRules.of([{"id": "X", "fits": {"about": "ASC.T999"}}])


def test_ready_sets() -> None:
    for name in cwp.RotaRules.names():
        rules = cwp.RotaRules.ready(name)
        assert rules.id == name and rules.title and len(rules) > 3
        assert all(rule.basis and rule.status in ("official", "convention", "editorial") for rule in rules)
        assert rules[rules[0].id] == rules[0] and rules.to_table()["id"] == [rule.id for rule in rules]
    with pytest.raises(KeyError):
        cwp.RotaRules.ready("care-home")["nothing"]


# ---- Time ----


def test_the_clocks_of_england() -> None:
    london = ZoneInfo("Europe/London")
    for text, minutes in (("2026-10-24", 600), ("2026-03-28", 480), ("2026-11-21", 540)):
        start = datetime.fromisoformat(f"{text}T22:00")
        shift = cwp.Shift("N", start, datetime.fromisoformat(f"{text}T07:00") + timedelta(days=1))
        assert shift.hours * 60 == minutes
        assert shift.start == start.replace(tzinfo=london) and shift.start.utcoffset() is not None
    twice = datetime(2026, 10, 25, 1, 30)
    assert cwp.england_time(twice) == cwp.england_time("2026-10-25T01:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert cwp.england_time(twice.replace(fold=1)) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert cwp.england_time(datetime(2026, 7, 1, 9, 0, fold=1)).isoformat() == "2026-07-01T09:00:00+01:00"
    assert cwp.england_time(datetime(2026, 11, 21, 9, tzinfo=timezone(timedelta(hours=2)))).hour == 7
    with pytest.raises(cwp.Error):
        cwp.england_time("2026-03-29T01:30")
    with pytest.raises(cwp.Error):
        cwp.england_time(datetime(2026, 3, 29, 1, 30))
    with pytest.raises(ValueError, match="whole minute"):
        cwp.england_time(datetime(2026, 3, 29, 3, 0, 1))
    for wrong in (twice.date(), 5, None):
        with pytest.raises(ValueError, match="must be a"):
            cwp.england_time(wrong)  # type: ignore[arg-type]
    with pytest.raises(cwp.Error):
        cwp.england_time("half past nine")


# ---- Arrow ----


def test_there_and_back_through_arrow() -> None:
    rota = sample()
    everybody = [rota.portfolio(who) for who in rota.people]
    tables = (rota.shifts, rota.assignments), (pyarrow.table(rota.shifts), pyarrow.table(rota.assignments))
    frames = (polars.DataFrame(rota.shifts), polars.DataFrame(rota.assignments))
    for shifts, assignments in (*tables, frames):
        again = cwp.Rota.from_arrow(rota.rules, everybody, shifts, assignments)
        assert len(again.findings) == 0
        assert list(again.shifts) == list(rota.shifts) and again.assignments == rota.assignments


def test_columns_of_every_kind(rules: cwp.RotaRules) -> None:
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    shifts = pyarrow.table(
        {
            "shift": pyarrow.array(["a", 'b "quoted", twice', "c"]).dictionary_encode(),
            "start": pyarrow.array([start, start, None], pyarrow.timestamp("us", "Europe/London")),
            "end": pyarrow.array([datetime(2026, 10, 25, 7)] * 3, pyarrow.timestamp("ns")),
            "settings": pyarrow.array([["P.dementia", "P.autism"], [], None], pyarrow.list_(pyarrow.string())),
            "required": pyarrow.array([2.0, float("nan"), None]),
        }
    )
    flags = pyarrow.table({"person": ["W/bea", "ann"], "senior": [True, None], "agency": [False, False]})
    free = pyarrow.table(
        {"person": ["bea"], "start": [datetime(2026, 10, 24)], "end": pyarrow.array([datetime(2026, 10, 26, 0, 0, 30)])}
    )
    rota = cwp.Rota.from_arrow(rules, [ann(), bea()], shifts, availability=free, flags=flags)
    first = rota["a"].shift
    assert (
        first.start.isoformat() == "2026-10-25T01:30:00+01:00" and first.end.isoformat() == "2026-10-25T07:00:00+00:00"
    )
    assert first.settings == ("P.dementia", "P.autism") and first.required == 2 and first.hours == 6.5
    assert rota[1].id == 'b "quoted", twice' and rota[1].shift.settings == () and rota[1].shift.required == 0
    assert [(finding.id, finding.path, finding.line, finding.column) for finding in rota.findings] == [
        ("ROTA-TIME", "shifts", 4, "start"),
        ("ROTA-TIME", "availability", 2, "end"),
    ]
    assert [row.fits for row in rota["a"].eligibility()] == [(), ("M", "S")]
    sliced = cwp.Rota.from_arrow(rules, [], shifts.slice(1, 1))
    assert [one.id for one in sliced] == ['b "quoted", twice']


def test_tables_that_are_none(rules: cwp.RotaRules) -> None:
    good = pyarrow.table({"shift": ["a"], "start": ["2026-11-21T07:00"], "end": ["2026-11-21T15:00"]})
    with pytest.raises(TypeError, match="does not speak Arrow"):
        cwp.Rota.from_arrow(rules, [], [1, 2])
    with pytest.raises(ValueError, match=r"assignments is no table of a rota: its columns are .shift.,.who"):
        cwp.Rota.from_arrow(rules, [], good, pyarrow.table({"shift": ["a"], "who": ["W/ann"]}))
    with pytest.raises(cwp.Error, match='column "nested"'):
        cwp.Rota.from_arrow(rules, [], good.append_column("nested", pyarrow.array([{"a": 1}])))
    rota = cwp.Rota.from_arrow(rules, [], good, pyarrow.table({"shift": ["a", "b"], "person": ["W/ann", "W/ann"]}))
    assert [(finding.id, finding.line) for finding in rota.findings] == [
        ("ROTA-PERSON-UNKNOWN", 2),
        ("ROTA-SHIFT-UNKNOWN", 3),
    ]


# ---- Files ----


def test_open_files_and_own_people(rules: cwp.RotaRules, tmp_path: Path) -> None:
    shifts = b"shift,start,end\nN1,2026-11-21T22:00,2026-11-22T07:00\nN2,2026-10-25T01:30,2026-10-25T07:00\n"
    assignments = io.BytesIO(b"shift,person\nN1,ann\nN1,bea\n")
    rota = cwp.Rota.read(io.BytesIO(shifts), assignments, rules=rules, people=[ann(), bea()])
    assert list(rota["N1"].people) == ["W/ann", "W/bea"]
    assert [finding.id for finding in rota.findings] == ["ROTA-TIME-TWICE"]
    passport = tmp_path / "ann.json"
    passport.write_text(ann().to_json(), encoding="utf-8")
    with open(passport, "rb") as opened:
        rota = cwp.Rota.read(opened, io.BytesIO(shifts), rules="home-care")
    assert rota.people == ["W/ann"] and len(rota) == 2
    with pytest.raises(cwp.Error) as caught:
        cwp.Rota.read(passport, rules=rules, people=[])
    assert caught.value.path.endswith("ann.json")
    with pytest.raises(FileNotFoundError):
        cwp.Rota.read(tmp_path / "none.csv", rules=rules)
    assert len(cwp.Rota.read(io.BytesIO(shifts), rules=rules).people) == 0


def test_many_readers() -> None:
    rota = sample()
    wanted = rota.issues.to_table()
    wrong: list[object] = []

    def read() -> None:
        for _ in range(3):
            if rota.issues.to_table() != wanted or len(rota[0].try_(rota.people[1])) == 0:
                wrong.append(1)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
