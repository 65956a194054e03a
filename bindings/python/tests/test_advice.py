"""Next steps, routes, conversations, plans, comparisons."""

from __future__ import annotations

import datetime
import pickle
from decimal import Decimal
from pathlib import Path

import cwp
import pytest
from conftest import ON


def test_next_steps(me: cwp.Portfolio) -> None:
    steps = me.next_steps(on=ON)
    assert len(steps) == len(list(steps)) > 0 and steps.role_category == steps.steps[0].assessment.pathway["CSW"]
    for step in steps:
        assert step.basis and step.why and step.kind in cwp.StepKind
        assert sum(step.remaining.values()) == sum(not line.carried for line in step.lines)
        assert step.carried == sum(line.carried for line in step.lines)
        assert all(line.judgement.why for line in step.lines[:2])
        if step.target.kind == "role-category":
            assert step.counts == me.assess(step.target, on=ON).counts == step.assessment.counts
    assert steps.own is not None and steps.own == me.assess(on=ON)
    assert len(me.next_steps(on=ON, every=True)) > len(steps)
    with pytest.raises(TypeError, match="ask for it by itself"):
        pickle.dumps(steps[0].assessment)


def test_routes(me: cwp.Portfolio) -> None:
    routes = me.routes("RM", on=ON)
    assert routes.complete and 0 < len(routes) <= 3
    best = routes[0]
    assert best.steps[0].from_.code == "CSW" and best.steps[-1].target.code == "RM"
    assert all(one.target == two.from_ for one, two in zip(best.steps, best.steps[1:], strict=False))
    for step in best:
        assert len(step.added) == sum(step.adds.values())
        assert all(one.why for one in step.added[:3])
    assert len(me.routes("RM", on=ON, most=1)) == 1 and len(me.routes("CSW", on=ON)) == 0
    with pytest.raises(IndexError):
        routes[len(routes)]
    with pytest.raises(cwp.errors.ArgumentError):
        me.routes("P.dementia", on=ON)


def test_a_conversation(me: cwp.Portfolio) -> None:
    page = me.conversation(on=ON)
    assert {point.section for point in page.points} <= set(cwp.TalkSection) and page.section("where")
    assert str(page) == page.to_text(80) and max(map(len, page.to_text(60).splitlines())) <= 60
    assert page.heading("strengths") in str(page)
    assert any(point.evidence is not None for point in page.points)
    assert len(page.next_steps) == len(me.next_steps(on=ON))
    with pytest.raises(cwp.errors.ArgumentError):
        page.to_text(7)


@pytest.fixture
def catalogue() -> cwp.Catalogue:
    return cwp.Catalogue(
        [
            cwp.Course("PC", "Person-centred", covers=["CSW.K7"], hours=6, cost=35, starts=["2026-12-01"]),
            cwp.Course("PC2", covers={"CSW.K7": "full"}, hours=2.25, cost=Decimal("99.99"), after=["PC"]),
            cwp.Course(
                "OB", "Observed", covers=["CSW.B2"], kind="assessed", hours=1, cost=10, reimbursement=10, funding="full"
            ),
            cwp.Course("LATE", covers=["CSW.K1"], hours=1, cost=1, last_start="2020-01-01"),
        ]
    )


def test_catalogues(catalogue: cwp.Catalogue, tmp_path: Path) -> None:
    assert len(catalogue) == 4 and catalogue["pc2"].hours == Decimal("2.25") and catalogue[0].code == "PC"
    assert catalogue["PC2"].cost == Decimal("99.99") and catalogue["PC"].starts == (datetime.date(2026, 12, 1),)
    assert catalogue["PC2"].after == ("PC",) and catalogue["PC"].covers == {"CSW.K7": cwp.Extent.FULL}
    assert pickle.loads(pickle.dumps(catalogue)) == catalogue and hash(catalogue[0])
    assert not catalogue.check() and catalogue[1:3][0].code == "PC2"
    with pytest.raises(KeyError):
        catalogue["XX"]
    wrong = cwp.Catalogue([cwp.Course("X", covers=["CSW.K99"])]).check()
    assert [finding.id for finding in wrong] == ["CATALOGUE-CODE-UNKNOWN"]
    with pytest.raises(cwp.errors.ArgumentError, match="two decimal places"):
        cwp.Course("X", cost=Decimal("0.001"))
    with pytest.raises(cwp.errors.ArgumentError, match="below 0"):
        cwp.Course("X", cost=-1)
    with pytest.raises(cwp.errors.InvalidError):
        cwp.Catalogue([cwp.Course("X", after=["Y"]), cwp.Course("Y", after=["X"])])
    with pytest.raises(ValueError, match="as many ends"):
        cwp.Catalogue([cwp.Course("X", starts=["2026-01-01", "2026-02-01"], ends=["2026-01-02"])])
    assert len(cwp.Catalogue.of_pathway()) > 10
    path = tmp_path / "c.json"
    path.write_text('{"format": "cwp-catalogue", "format_version": 1, "courses": []}', encoding="utf-8")
    assert len(cwp.Catalogue.read(path)) == len(cwp.Catalogue.parse(path.read_bytes())) == 0


def test_plans(me: cwp.Portfolio, catalogue: cwp.Catalogue) -> None:
    plan = me.plan(catalogue, on=ON)
    codes = [course.course.code for course in plan]
    assert "OB" in codes and "PC" in codes and plan.proof.proved
    assert plan.total.hours == sum((course.course.hours or Decimal(0) for course in plan), Decimal(0))
    fates = {gap.code: gap.fate for gap in plan.gaps}
    assert fates["CSW.B2"] is cwp.GapFate.COVERED and plan.uncovered and fates["CSW.B3"] == "no-course"
    assert next(gap for gap in plan.gaps if gap.code == "CSW.B2").course is not None
    assert [barred.bar.value for barred in plan.barred] == ["no-start"]
    claim = plan.claims[0]
    assert (
        claim.course.course.code == "OB" and claim.amount == 10 and claim.state is cwp.ClaimState.IN_TIME and claim.why
    )
    assert plan[0].start >= datetime.date(2026, 11, 21) and plan[0].covers
    poor = me.plan(catalogue, on=ON, options=cwp.PlanOptions("cost", most_cost=10))
    assert [course.course.code for course in poor] == ["OB"] and poor.objective is cwp.Objective.COST


def test_team_plans(catalogue: cwp.Catalogue) -> None:
    team = cwp.Team([cwp.Portfolio(f"P{n}", role="CSW") for n in range(3)])
    few = cwp.Catalogue([cwp.Course("PC", covers=["CSW.K7"], hours=1, starts=["2026-12-01"], places=2)])
    plan = team.plan(few, on=ON)
    assert len(plan) == 3 and sorted(len(one) for one in plan) == [0, 1, 1]
    assert plan.runs[0].places == 2 and len(plan.runs[0].people) == 2
    assert plan["P0"].role_category.code == "CSW" and not plan.proof.proved
    assert len(plan.to_table()) == plan.total.courses == 2
    assert team.plan(few, on=ON, roles={"P1": "NTC"})["P1"].role_category.code == "NTC"
    with pytest.raises(KeyError):
        plan["P9"]


def test_comparing(old: cwp.Pathway) -> None:
    comparison = cwp.compare("NTC", "CSW", pathway=old)
    counts = comparison.counts
    assert sum(counts.values()) == len(comparison.lines) and counts[cwp.Difference.ADDED] > 0
    for line in comparison.lines:
        assert (line.from_ is None) == (line.difference == "added")
        assert (line.to is None) == (line.difference == "dropped")
    assert any(theme.deepens for theme in comparison.themes)
    same = cwp.compare("CSW", "CSW", to_settings=["dementia"], pathway=old)
    assert {line.code for line in same.lines if line.difference != "shared"} == {"P.dementia"}


def test_diffs() -> None:
    diff = cwp.diff("2024", "2025")
    kinds = {change.kind for change in diff.changes}
    assert kinds <= set(cwp.ChangeKind) and len(diff.changes) > 0
    titles = cwp.diff("2024", "2025", kinds=["group"], fields=["title"])
    assert all(change.fields <= {cwp.Field.TITLE} for change in titles.changes)
    assert len(titles.changes) < len(diff.changes) and len(cwp.diff("2024", "2024").changes) == 0
    with pytest.raises(cwp.errors.ArgumentError):
        cwp.diff("2024", "2025", fields=["colour"])
