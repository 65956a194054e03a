"""Whatever is put in, what must hold holds."""

from __future__ import annotations

import datetime
import pickle

import cwp
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

PATHWAY = cwp.Pathway()
CODES = [
    record.code for kind in ("behaviour", "statement", "group", "rule", "code") for record in PATHWAY.records(kind)
]
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@st.composite
def evidence(draw: st.DrawFn) -> cwp.Evidence:
    start = draw(st.none() | DAYS)
    until = draw(st.none() | DAYS)
    if start is not None and until is not None and until < start:
        start, until = until, start
    return cwp.Evidence(
        draw(st.sampled_from(CODES) | TEXT.filter(bool)),
        draw(st.sampled_from(list(cwp.EvidenceKind))),
        result=draw(st.sampled_from(list(cwp.Result))),
        from_=start,
        until=until,
        title=draw(TEXT),
        note=draw(TEXT),
        extent=draw(st.sampled_from(["part", "full"])),
    )


portfolios = st.builds(
    lambda name, role, pieces: cwp.Portfolio(name, role=role, evidence=pieces),
    TEXT.filter(lambda text: 0 < len(text.encode()) <= 200),
    st.sampled_from(["NTC", "CSW", "SL"]),
    st.lists(evidence(), max_size=12),
)


@settings(max_examples=150, deadline=None)
@given(portfolios, DAYS)
def test_a_portfolio_survives_every_road(me: cwp.Portfolio, on: datetime.date) -> None:
    assert cwp.Portfolio.parse(me.to_json()) == me
    assert pickle.loads(pickle.dumps(me)) == me
    assert cwp.Portfolio(me.person, evidence=me) == me
    assert cwp.Portfolio(me.person, evidence=list(me.evidence)) == me
    assert list(cwp.Team.from_arrow(pa.table(cwp.Team([me])))[0]) == list(me)
    assert me.merge(me).portfolio.id == me.id
    assert me.carry("2025").portfolio.assess(on=on).counts == me.assess(on=on).counts


@settings(max_examples=150, deadline=None)
@given(st.lists(portfolios, max_size=4), DAYS, st.sampled_from([(), ("dementia",), ("dementia", "autism")]))
def test_counts_add_up(people: list[cwp.Portfolio], on: datetime.date, places: tuple[str, ...]) -> None:
    table = cwp.assess_all(people, on=on, settings=places, lines="all")
    lines = table.lines.rows()
    position = 0
    for portfolio, row in zip(people, table.people.rows(), strict=True):
        result = portfolio.assess(on=on, settings=places)
        for kind, counts in result.counts.items():
            assert counts.needed == sum(counts[standing] for standing in cwp.Standing)
            assert row[f"{kind.value}_needed"] == counts.needed
            assert row[f"{kind.value}_no_evidence"] == counts.no_evidence
        assert len(result.gaps) == sum(
            counts.needed - counts.met - counts.expiring for counts in result.counts.values()
        )
        for judged in result.requirements:
            assert (lines[position]["code"], lines[position]["standing"]) == (judged.code, judged.standing.value)
            position += 1
    assert position == len(lines)


@settings(max_examples=100, deadline=None)
@given(portfolios, DAYS, evidence())
def test_more_evidence_takes_nothing_away(me: cwp.Portfolio, on: datetime.date, more: cwp.Evidence) -> None:
    """Something completed can only help."""
    richer = cwp.Portfolio(me.person, evidence=[*me, cwp.Evidence(more.about, more.kind)])
    for kind, counts in richer.assess(on=on).counts.items():
        before = me.assess(on=on).counts[kind]
        assert counts.met >= before.met and counts.no_evidence <= before.no_evidence


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_answered_or_refused(text: str) -> None:
    for ask in (PATHWAY.get, PATHWAY.suggest, PATHWAY.search, cwp.read_title, cwp.compare_values, cwp.Portfolio.parse):
        try:
            ask(text)
        except (cwp.Error, UnicodeEncodeError, ValueError) as error:
            assert str(error)
    try:
        for start, end in PATHWAY.marks("care", text):
            assert 0 <= start < end <= len(text)
    except (cwp.Error, ValueError):
        pass


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(1, 600))
def test_days_of_expiry(day: datetime.date, months: int) -> None:
    later = cwp.add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months and later.day <= day.day
    assert cwp.valid_until(day, months) == later - datetime.timedelta(days=1)
