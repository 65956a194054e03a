"""What Python costs over the library: run by tests/bench/run.sh with the interpreter of build/python/venv.

Each figure is the least of several runs, in processor time, so that what else the machine does counts less.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

import cwp

DATA = Path(__file__).resolve().parents[2] / "examples" / "data"
ON = "2026-11-21"
# Without the site module, which brings in what else is installed: the package alone.
SETUP = f"import sys; sys.path.insert(0, {str(Path(cwp.__file__).parents[1])!r}); "


def least(work, times, rounds=7):
    """Seconds a call, the least of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            work()
        best = min(best, time.process_time() - start)
    return best / times


def show(what, seconds, unit="µs"):
    scale = {"ns": 1e9, "µs": 1e6, "ms": 1e3}[unit]
    print(f"{what:<62} {seconds * scale:9.1f} {unit}")


def children():
    """Processor seconds of the processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def import_time():
    """What importing the package adds to starting Python, in seconds of processor time."""
    best = []
    for code in ("import cwp", "pass"):
        runs = []
        for _ in range(20):
            start = children()
            subprocess.run([sys.executable, "-I", "-S", "-c", SETUP + code], check=True)
            runs.append(children() - start)
        best.append(min(runs))
    return best[0] - best[1]


def main():
    pathway = cwp.Pathway()
    record = pathway["CSW.B1"]
    team = cwp.Team.read(DATA / "staff.csv", DATA / "training.csv", on=ON)
    me = max((person for person in team if person.person.role == "CSW"), key=len)
    many = cwp.Team([person for person in team if person.person.role] * 200)
    many = cwp.Team(many[:10_000])
    show("import cwp, over starting Python", import_time(), "ms")
    show("a getter: record.title", least(lambda: record.title, 100_000), "ns")
    show('look-up: pathway["CSW.B1"]', least(lambda: pathway["CSW.B1"], 50_000), "ns")
    show(f"one assessment, {len(me)} pieces of evidence", least(lambda: me.assess(on=ON), 5_000))
    show("the same, and its three counts", least(lambda: me.assess(on=ON).counts["must"].met, 5_000))
    show("10,000 assessments in one call, counts as a table", least(lambda: many.assess(on=ON), 1, 5), "ms")
    everybody = list(many)
    one_by_one = least(lambda: [one.assess(on=ON).counts for one in everybody], 1, 3)
    show("10,000 assessments in a Python loop, counts", one_by_one, "ms")
    show("gaps of 10,000 people as a table", least(lambda: many.gaps(on=ON), 1, 3), "ms")


if __name__ == "__main__":
    main()
