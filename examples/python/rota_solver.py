"""A week's rota by a solver: who may take which shift comes from cwp, the choice from OR-Tools.

    python examples/python/rota_solver.py [--rules RULES] [--out rota.csv] [FILE...]

FILE is what `cwp rota` takes: shifts, availability, people and their flags; assignments in them are not kept. Needs cwp
(pip install ./bindings/python) and ortools (examples/python/requirements.txt). The rota is written as CSV and held to
the rules. A block says that something is not on record, never that somebody is not able; whoever plans decides.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import cwp
from ortools.sat.python import cp_model  # type: ignore[import-not-found, unused-ignore]

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = [str(DATA / f"{name}.csv") for name in ("shifts", "availability", "people", "staff", "training")]
RULES = str(DATA / "rota-rules.json")
# What a rota costs, the worst first: one of these outweighs all of those behind it. Notes cost nothing.
RANKS = ("open place", "block", "warn", "hour of the busiest")
MOST_HOURS = 1000


class Week:
    """The model: a yes or no for each shift and each person who is available for all of it."""

    def __init__(self, rota: cwp.Rota) -> None:
        self.model = cp_model.CpModel()
        self.rota = rota
        self.cost: dict[str, list[Any]] = {rank: [] for rank in (*RANKS, "note")}
        self.works: dict[tuple[str, str], cp_model.IntVar] = {}
        for shift in rota:
            self.add_shift(shift)
        self.add_people()

    def add_shift(self, shift: cwp.RotaShift) -> None:
        able = [row for row in shift.eligibility() if row.available]
        for row in able:
            self.works[row.shift, row.person] = self.model.new_bool_var(f"{row.shift} {row.person}")
            for rule in row.breaks:
                self.cost[self.rota.rules[rule].severity].append(self.works[row.shift, row.person])
        # No more people than are required: whom a shift has beyond that, somebody else decides.
        required = shift.shift.required or 1
        empty = self.model.new_int_var(0, required, f"{shift.id} open")
        self.model.add(sum(self.works[row.shift, row.person] for row in able) + empty == required)
        self.cost["open place"].append(empty)
        for each in shift.rules():
            self.add_rule(shift.id, each, able)

    def add_rule(self, shift: str, rule: cwp.RotaRule, able: list[cwp.Eligibility]) -> None:
        """A rule about the team: kept, or broken at a cost. Rules about each person are in the people's own cost."""
        if rule.measure in ("each", "none", "familiar"):
            return  # familiar depends on who is on earlier shifts, so the check afterwards speaks of it
        counting = [row for row in able if rule.id not in row.left_out]
        count: Any = sum(self.works[shift, row.person] for row in counting)
        fits: Any = sum(self.works[shift, row.person] for row in counting if rule.id in row.fits)
        kept = self.model.new_bool_var(f"{shift} {rule.id} kept")
        if rule.measure == "least":
            self.model.add(fits >= rule.amount).only_enforce_if(kept)
        elif rule.measure == "most":
            self.model.add(fits <= rule.amount).only_enforce_if(kept)
        elif rule.measure == "share":
            self.model.add(100 * fits >= rule.amount * count).only_enforce_if(kept)
        else:
            self.model.add(rule.amount * fits >= count - fits).only_enforce_if(kept)
        self.cost[rule.severity].append(1 - kept)

    def add_people(self) -> None:
        """Nobody is in two places at once, and hours are shared out as evenly as the rules allow."""
        of: dict[str, list[str]] = defaultdict(list)
        for shift, person in self.works:
            of[person].append(shift)
        start = {shift.id: int(shift.start.timestamp()) // 60 for shift in self.rota}
        end = {shift.id: int(shift.end.timestamp()) // 60 for shift in self.rota}
        busiest = self.model.new_int_var(0, MOST_HOURS, "hours of the busiest")
        for person, shifts in of.items():
            spans = [
                self.model.new_optional_fixed_size_interval_var(
                    start[shift], end[shift] - start[shift], self.works[shift, person], f"{shift} {person} span"
                )
                for shift in shifts
            ]
            self.model.add_no_overlap(spans)
            minutes = sum(self.works[shift, person] * (end[shift] - start[shift]) for shift in shifts)
            self.model.add(minutes <= 60 * busiest)
        self.cost["hour of the busiest"].append(busiest)

    def solve(self, seconds: float) -> tuple[list[tuple[str, str]], bool]:
        """Who works what, and whether no better rota exists."""
        weight, total = 1, 0
        for rank in reversed(RANKS):
            total = total + weight * sum(self.cost[rank])
            weight *= MOST_HOURS + 1 if rank == RANKS[-1] else len(self.cost[rank]) + 1
        self.model.minimize(total)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 2
        solver.parameters.random_seed = 1
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            sys.exit(f"no rota was found: {solver.status_name(status)}")
        return [pair for pair, works in self.works.items() if solver.value(works)], status == cp_model.OPTIMAL


def write(pairs: list[tuple[str, str]], out: str) -> None:
    with open(out, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("shift", "person"), *sorted(pairs)])


def main() -> int:
    parser = argparse.ArgumentParser(description="Build a week's rota with OR-Tools, and check it.")
    parser.add_argument("files", nargs="*", default=SAMPLE)
    parser.add_argument("--rules", default=RULES, help="a ready-made set, or a file of rules")
    parser.add_argument("--out", default="rota.csv", help="where the assignments go")
    parser.add_argument("--seconds", type=float, default=60, help="how long the solver may take")
    given = parser.parse_args()
    rules = cwp.RotaRules.ready if given.rules in cwp.RotaRules.names() else cwp.RotaRules.read
    rota = cwp.Rota.read(*given.files, rules=rules(given.rules))
    if len(rota.assignments):
        sys.exit("leave the file of assignments out: this program makes one")
    pairs, best = Week(rota).solve(given.seconds)
    write(pairs, given.out)
    for shift, person in pairs:
        rota.assign(shift, person)
    found = {severity: [issue for issue in rota.issues if issue.severity == severity] for severity in ("block", "warn")}
    for issue in found["block"]:
        print(f"{issue.shift}: {issue.why}")
    blocks, warnings = len(found["block"]), len(found["warn"])
    print(f"{len(pairs)} assignments to {len(rota)} shifts: {blocks} blocks, {warnings} warnings")
    print("No better rota exists under these rules." if best else "A better rota may exist: the time was up.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
