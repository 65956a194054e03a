"""Nothing is freed too early, nothing is kept for ever, and threads do not mind each other."""

from __future__ import annotations

import gc
import pickle
import random
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import cwp
import pytest
from conftest import ON, SAMPLE


def resident() -> int:
    """Kilobytes of this process's memory."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4
    except FileNotFoundError:
        pytest.skip("there is no /proc/self/statm here")


def some_portfolio(number: int = 0) -> cwp.Portfolio:
    evidence = [cwp.Evidence(f"CSW.B{1 + place % 8}", "assessed", from_=ON, note="x" * 50) for place in range(20)]
    return cwp.Portfolio(f"P{number}", role="CSW", evidence=evidence)


def test_use_after_close() -> None:
    me = some_portfolio()
    result, steps, page = me.assess(on=ON), me.next_steps(on=ON), me.conversation(on=ON)
    forecast = me.forecast(on=ON)
    pieces = me.evidence
    me.close()
    me.close()
    gc.collect()
    assert me.closed and repr(me) == "<Portfolio, closed>"
    uses: list[Callable[[], object]] = [
        lambda: len(me),
        lambda: me[0],
        lambda: me.person,
        lambda: me.to_json(),
        lambda: me.assess(on=ON),
        lambda: me.merge(some_portfolio()),
        lambda: some_portfolio().merge(me),
        lambda: cwp.assess_all([me], on=ON),
        lambda: me.write("nowhere.json"),
        lambda: hash(me),
    ]
    for use in uses:
        with pytest.raises(ValueError, match="closed"):
            use()
    # What was made of it before has all that it needs.
    assert pieces[0].note == "x" * 50
    assert result["CSW.B1"].evidence is not None and result["CSW.B1"].why
    assert steps[0].why and steps[0].assessment.requirements[0].code and steps.own is not None
    assert page.to_text() and page.next_steps[0].target and page.points.to_table()
    assert forecast.lapses is not None and forecast == forecast
    with some_portfolio() as open_one:
        assert not open_one.closed
    assert open_one.closed


def test_a_closed_team() -> None:
    team = cwp.Team.read(*SAMPLE)
    person, findings = team[3], team.findings
    files = team.files
    team.close()
    gc.collect()
    assert person.id and len(person) and person.assess(on=ON).counts
    assert findings and findings[0].message and files is not None and files[0].path
    with pytest.raises(ValueError, match="closed"):
        team.assess(on=ON)
    with pytest.raises(ValueError, match="closed"):
        len(team)


@pytest.mark.parametrize(
    ("make", "pickles"),
    [
        (some_portfolio, True),
        (lambda: cwp.Team([some_portfolio()]), True),
        (lambda: cwp.Rota("care-home", [some_portfolio()]), False),
        (lambda: cwp.Workforce(cwp.Team([some_portfolio()])), False),
    ],
    ids=["portfolio", "team", "rota", "workforce"],
)
def test_what_can_be_closed(
    make: Callable[[], cwp.Portfolio | cwp.Team | cwp.Rota | cwp.Workforce], pickles: bool
) -> None:
    """All four end in the same way, and hold nothing that would let them be pickled or watched by chance."""
    with make() as thing:
        assert not thing.closed and len(thing) >= 0
        with pytest.raises(TypeError, match="weak reference"):
            weakref.ref(thing)
        if pickles:
            assert repr(pickle.loads(pickle.dumps(thing))) == repr(thing)
        else:
            with pytest.raises(TypeError, match="pickle"):
                pickle.dumps(thing)
    name = type(thing).__name__
    for _ in range(2):
        assert thing.closed and repr(thing) == f"<{name}, closed>"
        with pytest.raises(ValueError, match=f"^the {name.lower()} was closed$"):
            len(thing)
        with pytest.raises((ValueError, TypeError)):
            pickle.dumps(thing)
        thing.close()


def test_parts_outlive_the_whole() -> None:
    """Each thing is asked for, all that it came from is dropped, and it is used."""

    def judgement() -> cwp.Judgement:
        return some_portfolio().assess(on=ON, pathway=cwp.Pathway.parse(OWN)).requirements[0]

    def planned() -> cwp.PlannedCourse:
        course = cwp.Course("C", covers=["CSW.K7"], hours=1)
        return some_portfolio().plan(cwp.Catalogue([course]), on=ON)[0]

    def in_team() -> cwp.Plan:
        course = cwp.Course("C", covers=["CSW.K7"], hours=1)
        return cwp.Team([some_portfolio()]).plan(cwp.Catalogue([course]), on=ON)[0]

    def record() -> cwp.Record:
        return cwp.Pathway.parse(OWN).find("CSW.B1", "behaviour")

    def route() -> cwp.RouteStep:
        return some_portfolio().routes("RM", on=ON)[0].steps[0]

    def borrowed() -> cwp.Assessment:
        return some_portfolio().next_steps(on=ON)[0].assessment

    def change() -> cwp.Change:
        return cwp.diff(cwp.Pathway("2024"), cwp.Pathway.parse(OWN)).changes[0]

    def someone() -> cwp.Portfolio:
        return cwp.Team.read(*SAMPLE)[5]

    for make in (judgement, planned, in_team, record, route, borrowed, change, someone):
        thing = make()
        gc.collect()
        fill = [bytearray(100_000) for _ in range(20)]  # so that freed memory is written to
        for name in dir(type(thing)):
            if not name.startswith("_") and not callable(getattr(thing, name)):
                repr(getattr(thing, name))
        assert repr(thing) and fill


OWN = (
    '{"format": "cwp-pathway", "format_version": 1, "extends": "2025", "edition": {"code": "own", "title": "Ours",'
    ' "date": "2026-01-01", "text": "For tests.", "status": "editorial", "source": "MINE"}, "sources": [{'
    '"code": "MINE", "title": "Tests", "publisher": "Tests", "text": "All.", "status": "official"}]}'
)


def test_torture() -> None:
    """Things are made of each other, closed and dropped in any order."""
    chance = random.Random(20261121)
    alive: list[object] = []
    for round_ in range(1500):
        choice = chance.randrange(9)
        people = [thing for thing in alive if isinstance(thing, cwp.Portfolio) and not thing.closed]
        person = chance.choice(people) if people else some_portfolio(round_)
        if choice == 0:
            alive.append(some_portfolio(round_))
        elif choice == 1:
            alive.append(person.assess(on=ON).gaps)
        elif choice == 2:
            alive.append(person.next_steps(on=ON)[0])
        elif choice == 3:
            team = cwp.Team([person, some_portfolio(round_)])
            alive.append(team[0])
            alive.append(team.assess(on=ON, lines="all").lines.__arrow_c_stream__())
        elif choice == 4:
            alive.append(cwp.Team.from_arrow(person))
        elif choice == 5:
            person.close()
        elif choice == 6:
            alive.append(person.carry("2024"))
        elif alive:
            alive.pop(chance.randrange(len(alive)))
        for thing in chance.sample(alive, min(2, len(alive))):
            repr(thing)
        if round_ % 300 == 0:
            gc.collect()
    alive.clear()
    gc.collect()


def cycles(make: Callable[[], object], count: int) -> int:
    """How many kilobytes it grows by, once it is warm."""
    for _ in range(count // 4):
        make()
    gc.collect()
    before = resident()
    for _ in range(count):
        make()
    gc.collect()
    return resident() - before


def test_ten_thousand_of_each_leave_nothing_behind() -> None:
    me = some_portfolio()
    text = me.to_json()
    catalogue = cwp.Catalogue([cwp.Course("C", covers=["CSW.K7"], hours=1)])
    makers: list[tuple[Callable[[], object], int]] = [
        (lambda: cwp.Portfolio.parse(text), 10_000),
        (lambda: me.assess(on=ON), 10_000),
        (lambda: me.assess(on=ON).gaps[0].why, 1_000),
        (lambda: cwp.Team([me]).assess(on=ON, lines="all").lines.__arrow_c_stream__(), 1_000),
        (lambda: cwp.Team.from_arrow(me), 2_000),
        (lambda: me.next_steps(on=ON), 300),
        (lambda: cwp.Catalogue(catalogue), 2_000),
        (lambda: me.plan(catalogue, on=ON).total, 300),
        (lambda: cwp.Pathway()["CSW.B1"].links(), 3_000),
        (lambda: failing(), 3_000),
        (lambda: workforces(me), 500),
        (lambda: workforces_that_fail(me), 500),
    ]
    for make, count in makers:
        # A leak of one small block each would be a megabyte or more.
        assert cycles(make, count) < max(600, count // 16), make


def courses() -> cwp.TaggedCatalogue:
    made = cwp.TaggedCatalogue()
    made.add("Dementia awareness", id="D")
    return made


EDITION = cwp.Pathway()
LIST = courses()
ANSWERS = "code,answer\nCH.asks.2,well\n"


@pytest.mark.parametrize(
    "make",
    [
        lambda: cwp.tag("Dementia awareness", pathway=EDITION),
        lambda: cwp.TaggedCatalogue(pathway=EDITION),
        lambda: LIST[0].decide("P.dementia", "rejected"),
        lambda: LIST.reach(),
        lambda: cwp.Review.parse(ANSWERS),
        lambda: cwp.read_title("Senior carer"),
        lambda: cwp.compare_values("Respect"),
        lambda: cwp.Catalogue([]),
    ],
    ids=["tags", "tagged", "decided", "reach", "review", "title", "values", "catalogue"],
)
def test_ten_thousand_cheap_ones_leave_nothing_behind(make: Callable[[], object]) -> None:
    assert cycles(make, 10_000) < 600


def workforces(me: cwp.Portfolio) -> None:
    """Tables in pieces and under other names; answers that are read, kept, left half read, or not read at all."""
    piece = me.to_table()
    workforce = cwp.Workforce(iter([piece, piece]), names={"note": "remark"}, progress=lambda rows: None)
    answer = workforce.moves(on=ON)
    pieces = [answer.__arrow_c_stream__(), answer.__arrow_c_schema__(), answer.__arrow_c_stream__()]
    workforce.gaps(on=ON).to_table()
    workforce.findings.rows()
    workforce.own(on=ON).keep().__arrow_c_stream__()
    assert len(pieces) == 3


def workforces_that_fail(me: cwp.Portfolio) -> None:
    def gone() -> Iterator[cwp.Table]:
        yield me.to_table()
        raise OSError("gone")

    for evidence in (gone(), me.to_table()["kind"], cwp.Pathway().values, [me.to_table(), cwp.Pathway().values]):
        with pytest.raises((OSError, TypeError, ValueError)):
            cwp.Workforce(evidence)
    with pytest.raises(ValueError, match="day"):
        cwp.Workforce(me.to_table()).own(on=[])


def failing() -> None:
    for bad in ("{", '{"format": "cwp-portfolio", "format_version": 1, "person": {"id": 7}}'):
        try:
            cwp.Portfolio.parse(bad)
        except cwp.Error as error:
            assert error.line


def test_threads_read_the_same_things(team: cwp.Team) -> None:
    alone = team.assess(on=ON, lines="gaps")
    me = team["ROWAN-HC/R016"]
    one = me.assess("CSW", on=ON)

    def work(number: int) -> None:
        assert team.assess(on=ON, lines="gaps").lines == alone.lines
        assert me.assess("CSW", on=ON) == one
        assert cwp.Pathway()["CSW.B1"].title and team[number].to_json()
        assert cwp.Pathway().search("medication")

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(24)))
    finally:
        sys.setswitchinterval(interval)


def test_the_lock_is_let_go(team: cwp.Team) -> None:
    """While one thread assesses many people, another goes on."""
    many = cwp.Team(list(team) * 400)
    ticks = 0
    done = threading.Event()

    def count() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            done.wait(0.0005)

    thread = threading.Thread(target=count)
    thread.start()
    before = ticks
    many.assess(on=ON, lines="gaps")
    during = ticks - before
    done.set()
    thread.join()
    assert during > 3


def test_closing_while_somebody_reads(team: cwp.Team) -> None:
    many = cwp.Team(list(team) * 200)
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(lambda: many.assess(on=ON, lines="gaps"))
        while not job.running() and not job.done():
            pass
        many.close()
        gc.collect()
        try:
            assert len(job.result().people) == 200 * len(team)
        except ValueError as error:  # it was closed before the call began
            assert "closed" in str(error)
