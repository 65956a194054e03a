"""A week's rota by a solver: who may take which shift comes from `cwp rota`, the choice from OR-Tools.

    python examples/python/rota_solver.py [--cwp COMMAND] [--rules RULES] [--out rota.csv] [FILE...]

FILE is what `cwp rota` takes: shifts, availability, people and their flags; assignments in them are not kept. Needs
ortools (examples/python/requirements.txt). The rota is written as CSV and held to the rules by `cwp rota`. A block says
that something is not on record, never that somebody is not able; whoever plans the rota decides.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model  # type: ignore[import-not-found, unused-ignore]

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = [str(DATA / f"{name}.csv") for name in ("shifts", "availability", "people", "staff", "training")]
RULES = str(DATA / "rota-rules.json")
# What a rota costs, the worst first: one of these outweighs all of those behind it. Notes cost nothing.
RANKS = ("open place", "block", "warn", "hour of the busiest")
MOST_HOURS = 1000


def ask(command: str, rules: str, files: list[str], *options: str) -> dict[str, Any]:
    """What `cwp rota` says; exit status 3 means that some rows were not used, which the caller is told."""
    words = [command, "rota", *files, "--rules", rules, "--json", "--keep-going", *options]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3) or not done.stdout:
        sys.exit(done.stderr or f"{command}: exit status {done.returncode}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


class Week:
    """The model: a yes or no for each shift and each person who is available for all of it."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.model = cp_model.CpModel()
        self.shifts = {shift["id"]: shift for shift in asked["shifts"]}
        self.rules = {rule["id"]: rule for rule in asked["rules"]["rules"]}
        self.cost: dict[str, list[Any]] = {rank: [] for rank in (*RANKS, "note")}
        self.works: dict[tuple[str, str], cp_model.IntVar] = {}
        self.empty: dict[str, Any] = {}
        for row in asked["eligibility"]:
            self.add_shift(row)
        self.add_people()

    def add_shift(self, row: dict[str, Any]) -> None:
        shift = row["shift"]
        able = [person for person in row["people"] if person["available"]]
        for person in able:
            self.works[shift, person["id"]] = self.model.new_bool_var(f"{shift} {person['id']}")
            for rule in person["breaks"]:
                self.cost[self.rules[rule]["severity"]].append(self.works[shift, person["id"]])
        # No more people than are required: whom a shift has beyond that, somebody else decides.
        required = self.shifts[shift]["required"] or 1
        self.empty[shift] = self.model.new_int_var(0, required, f"{shift} open")
        self.model.add(sum(self.works[shift, person["id"]] for person in able) + self.empty[shift] == required)
        self.cost["open place"].append(self.empty[shift])
        for rule in row["rules"]:
            self.add_rule(shift, self.rules[rule], able)

    def add_rule(self, shift: str, rule: dict[str, Any], able: list[dict[str, Any]]) -> None:
        """A rule about the team: kept, or broken at a cost. Rules about each person are in the people's own cost."""
        if rule["measure"] in ("each", "none"):
            return
        counting = [person for person in able if rule["id"] not in person["left_out"]]
        count: Any = sum(self.works[shift, person["id"]] for person in counting)
        fits: Any = sum(self.works[shift, person["id"]] for person in counting if rule["id"] in person["fits"])
        kept = self.model.new_bool_var(f"{shift} {rule['id']} kept")
        amount = rule["amount"]
        if rule["measure"] == "least":
            self.model.add(fits >= amount).only_enforce_if(kept)
        elif rule["measure"] == "most":
            self.model.add(fits <= amount).only_enforce_if(kept)
        elif rule["measure"] == "share":
            self.model.add(100 * fits >= amount * count).only_enforce_if(kept)
        elif rule["measure"] == "per":
            self.model.add(amount * fits >= count - fits).only_enforce_if(kept)
        else:  # familiar: it depends on who is on earlier shifts, so the check afterwards speaks of it
            return
        self.cost[rule["severity"]].append(1 - kept)

    def add_people(self) -> None:
        """Nobody is in two places at once, and hours are shared out as evenly as the rules allow."""
        of: dict[str, list[str]] = defaultdict(list)
        for shift, person in self.works:
            of[person].append(shift)
        start = {shift: self.minutes(shift, "start") for shift in self.shifts}
        end = {shift: self.minutes(shift, "end") for shift in self.shifts}
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

    def minutes(self, shift: str, side: str) -> int:
        return int(datetime.fromisoformat(self.shifts[shift][side]).timestamp()) // 60

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
    parser.add_argument("--cwp", default="cwp", help="the command")
    parser.add_argument("--rules", default=RULES, help="a ready-made set, or a file of rules")
    parser.add_argument("--out", default="rota.csv", help="where the assignments go")
    parser.add_argument("--seconds", type=float, default=60, help="how long the solver may take")
    given = parser.parse_args()
    asked = ask(given.cwp, given.rules, given.files, "--eligibility")
    for shift in asked["shifts"]:
        if shift["people"]:
            sys.exit("leave the file of assignments out: this program makes one")
    pairs, best = Week(asked).solve(given.seconds)
    write(pairs, given.out)
    checked = ask(given.cwp, given.rules, [*given.files, given.out])
    found = {"block": 0, "warn": 0}
    for shift in checked["shifts"]:
        for issue in shift["issues"]:
            if issue["severity"] in found:
                found[issue["severity"]] += 1
            if issue["severity"] == "block":
                print(f"{shift['id']}: {issue['why']}")
    blocks, warnings = found["block"], found["warn"]
    print(f"{len(pairs)} assignments to {len(checked['shifts'])} shifts: {blocks} blocks, {warnings} warnings")
    print("No better rota exists under these rules." if best else "A better rota may exist: the time was up.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
