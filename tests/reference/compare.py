"""Holds the library's assessments to those of the reference (reference.py), statement by statement, on portfolios that
are drawn at random.

usage: compare.py [--count N] [--seed N] [--program ASSESS_MANY] [--jobs N] [--show N] [--framework FILE]...

The frameworks are one made up for the purpose, which has every feature (framework.json), one that changes a built-in
edition (extension.json), and the built-in editions. The portfolios are drawn so that pieces of evidence meet: several
about the same few things, and days that fall on the day asked about, on the ends of windows, or one day off. The same
seed gives the same cases. A case that differs is cut down while it still differs, and printed as a line that the
program takes and as both answers. Exit 1 if any case differs.
"""

import argparse
import collections
import json
import multiprocessing
import random
import subprocess
import sys
import time
from pathlib import Path

import reference
from reference import KINDS, ROOT, Policy

HERE = Path(__file__).resolve().parent
# What to ask, and its share of the cases: the made-up one is small, so its records meet most often.
FRAMEWORKS = {
    "framework.json": 10,
    "extension.json": 3,
    "edition:2024": 3,
    "edition:2025": 4,
    "edition:2026-draft": 1,
}
# Names that mean nothing, some of them what a framework has taken away.
UNKNOWN = "CSW.K99.9 L.no-such-course made-up ASC.T \u00e9t\u00e9 NTC.K22.1 dementia-care MAP.L.day C".split()
CHUNK = 250  # cases of one framework at a time
FIRST_DAY, LAST_DAY = reference.day_number("0001-01-01"), reference.day_number("9999-12-31")


# --- Cases -----------------------------------------------------------------------------------------------------------


def framework_of(name):
    if name.startswith("edition:"):
        return reference.edition(name.removeprefix("edition:"))
    return reference.read_framework(HERE / name)


class Draw:
    """Draws cases for one framework."""

    def __init__(self, framework):
        self.framework = framework
        self.roles = list(framework.roles)
        self.spellings = collections.defaultdict(list)
        for name, code in framework.names.items():
            self.spellings[code].append(name)
        self.all = sorted(self.spellings)
        # What leads to each record: evidence about any of these counts for it, wholly or in part.
        self.leads = collections.defaultdict(list)
        for about in self.all:
            for target in framework.reach(about):
                self.leads[target].append(about)

    def spelling(self, rng, code):
        """The code, or another name of the record, in letters of any size."""
        name = rng.choice(self.spellings[code]) if rng.random() < 0.3 else code
        return rng.choice([name, name.upper(), name.title()]) if rng.random() < 0.3 else name

    def settings(self, rng):
        count = rng.choice([0, 0, 0, 1, 1, 2, 3])
        known = list(self.framework.areas) + self.framework.activities
        return [self.spelling(rng, rng.choice(known)) for _ in range(count if known else 0)]

    def policy(self, rng):
        if rng.random() < 0.4:
            return Policy()
        days = rng.choice([0, 1, 30, 60, 90, 365, 3660, reference.ANY_END, rng.randint(0, 3660)])
        return Policy(rng.choice(KINDS), rng.choice(KINDS), rng.choice(KINDS), days)

    def interests(self, rng, role, settings):
        """A few things that are asked, and what leads to them: evidence about those meets."""
        asked = reference.requirements(self.framework, role, settings)
        if not asked:
            return []
        few = []
        for requirement in rng.sample(asked, min(len(asked), rng.choice([1, 1, 2, 3, 5]))):
            rule = self.framework.rules.get(requirement.line, {})
            for target in [requirement.line, *(code.lower() for code in rule.get("of", []))]:
                few.append(target)
                few.append(self.framework.group_of.get(target, target))
                few += rng.sample(self.leads[target], min(len(self.leads[target]), 4))
        return few

    def about(self, rng, few):
        chance = rng.random()
        if chance < 0.75 and few:
            return self.spelling(rng, rng.choice(few))
        if chance < 0.97:
            return self.spelling(rng, rng.choice(self.all))
        return rng.choice(UNKNOWN)

    def days(self, rng, on, window):
        """First and last day of a piece of evidence; None for what is not given."""
        near = [on - 1, on, on + 1]
        start = rng.choice([None, None, on + rng.randint(-900, 60), on + rng.randint(-90, 10), rng.choice(near)])
        ends = [None, None, rng.choice(near), on + window + rng.choice([-1, 0, 1]), on + rng.randint(-400, 800)]
        end = rng.choice(ends)
        if start is not None and end is not None and end < start:
            end = rng.choice([None, start])
        return [day if day is None or FIRST_DAY <= day <= LAST_DAY else None for day in (start, end)]

    def piece(self, rng, few, on, window):
        start, end = self.days(rng, on, window)
        piece = {"about": self.about(rng, few), "kind": rng.choice(KINDS)}
        result = rng.choice(["completed"] * 6 + ["in-progress", "booked", "failed", "withdrawn", None])
        if rng.random() < 0.06:
            piece["kind"], result = rng.choice(KINDS), "not-applicable"
        if rng.random() < 0.12:
            piece["kind"], result = "assessed", "failed"  # found not yet competent
        piece |= {"result": result} if result else {}
        piece |= {"from": reference.day_text(start)} if start is not None else {}
        piece |= {"until": reference.day_text(end)} if end is not None else {}
        if rng.random() < 0.2:
            piece["extent"] = rng.choice(["full", "part", "part"])
        if rng.random() < 0.1:
            title, assessor = {"title": "Caf\u00e9 \"training\""}, {"assessor": "registered manager"}
            piece |= rng.choice([title, assessor, {"own-key": [1.5]}])
        return piece

    def evidence(self, rng, few, on, window):
        pieces = []
        for _ in range(rng.choice([0, 1, 2, 3, 4, 6, 9, 14, 25])):
            again = rng.choice(pieces) if pieces and rng.random() < 0.15 else None
            piece = self.piece(rng, few, on, window)
            if again:  # an earlier piece once more, but for one thing
                key = rng.choice(["about", "kind", "result", "from", "until"])
                piece = {name: value for name, value in {**again, key: piece.get(key)}.items() if value is not None}
                if piece.get("until", "9999-12-31") < piece.get("from", "0001-01-01"):
                    del piece["until"]
            pieces.append(piece)
        return pieces

    def all_that_is_asked(self, rng, role, settings):
        """Evidence that meets everything, but perhaps for something: so that somebody is ready now and then."""
        asked = reference.requirements(self.framework, role, settings)
        pieces = [{"about": requirement.line, "kind": "accredited"} for requirement in asked]
        if pieces and rng.random() < 0.5:
            del pieces[rng.randrange(len(pieces))]
        return pieces

    def start(self, rng, role, on):
        """The start in the post: so that a rule of the role category is due around the day, or any, or none."""
        rules = [rule for rule in self.framework.roles[role].get("rules", []) if any("within" in key for key in rule)]
        if rules and rng.random() < 0.6:
            rule = rng.choice(rules)
            weeks, days = rule.get("within_weeks", 0), rule.get("within_days", 0)
            span = round(rule.get("within_months", 0) * 30.44) + 7 * weeks + days
            return on - span + rng.choice([-2, -1, 0, 0, 1, 2])
        return rng.choice([None, on, on + rng.randint(-900, 60)])

    def case(self, rng):
        role = rng.choice(self.roles)
        settings = self.settings(rng)
        policy = self.policy(rng)
        on = reference.day_number(f"{rng.randint(2023, 2029)}-01-01") + rng.randint(0, 365)
        on = rng.choice([FIRST_DAY, LAST_DAY - 90, LAST_DAY]) if rng.random() < 0.01 else on
        known_settings = [self.framework.find(setting) for setting in settings]
        few = self.interests(rng, role, known_settings)
        if rng.random() < 0.05:
            evidence = self.all_that_is_asked(rng, role, known_settings)
        else:
            evidence = self.evidence(rng, few, on, min(policy.expiring_days, 3660))
        person = {"id": "R017"}
        start = self.start(rng, role, on)
        if start is not None and FIRST_DAY <= start <= LAST_DAY:
            person["started"] = reference.day_text(start)
            if rng.random() < 0.6:
                person["role"] = self.spelling(rng, role if rng.random() < 0.7 else rng.choice(self.roles))
        if rng.random() < 0.05:
            role, person["role"] = None, self.spelling(rng, role)
            if rng.random() < 0.3:
                person["role"] = rng.choice(["no-such-role", ""])
        portfolio = {
            "format": "cwp-portfolio",
            "format_version": 1,
            "person": person,
            "evidence": evidence,
        }
        if not evidence and rng.random() < 0.5:
            del portfolio["evidence"]
        role = self.spelling(rng, role) if role else None
        return {"role": role, "on": reference.day_text(on), "settings": settings, "policy": policy,
                "portfolio": portfolio}


# --- Answers ---------------------------------------------------------------------------------------------------------


def line_of(case):
    """A case as assess_many reads it."""
    policy = case["policy"]
    numbers = [KINDS.index(kind) for kind in (policy.must, policy.should, policy.can)] + [policy.expiring_days]
    fields = [case["role"] or "-", case["on"], ",".join(case["settings"]) or "-", ",".join(map(str, numbers)),
              json.dumps(case["portfolio"], ensure_ascii=False)]
    return "\t".join(fields) + "\n"


def answers_of_library(program, name, cases):
    argument = name if name.startswith("edition:") else str(HERE / name)
    run = subprocess.run([program, argument], input="".join(map(line_of, cases)).encode(), capture_output=True)
    lines = run.stdout.decode().splitlines()
    if run.returncode != 0 or len(lines) != len(cases):
        raise SystemExit(f"{program} {argument}: exit {run.returncode}\n{run.stderr.decode()[-2000:]}")
    return lines


def answer_of_reference(framework, case):
    try:
        answer = reference.assess(framework, **case)
    except reference.Unknown:
        return "error not-found"
    fields = [answer.coverage, str(int(answer.ready))]
    for each in answer.judgements:
        evidence = "-" if each.evidence is None else each.evidence
        fields.append(f"{each.code}:{each.kind}:{each.stated}:{each.standing}:{each.until or '-'}:{evidence}")
    return " ".join(fields)


def disagreements(of_library, of_reference):
    """The parts of two answers that differ."""
    theirs, ours = of_library.split(), of_reference.split()
    if len(theirs) != len(ours):
        return [(of_library, of_reference)]
    return [pair for pair in zip(theirs, ours) if pair[0] != pair[1]]


# --- Cutting down ----------------------------------------------------------------------------------------------------


def smaller(case):
    """Cases with one thing less."""
    portfolio = case["portfolio"]
    evidence = portfolio.get("evidence", [])

    def having(pieces):
        return {**case, "portfolio": {**portfolio, "evidence": pieces}}

    for size in (256, 64, 16, 4, 1):
        for start in range(0, len(evidence), size):
            yield having(evidence[:start] + evidence[start + size :])
    for place in range(len(case["settings"])):
        yield {**case, "settings": case["settings"][:place] + case["settings"][place + 1 :]}
    if case["policy"] != Policy():
        yield {**case, "policy": Policy()}
    for place, piece in enumerate(evidence):
        for key in piece:
            if key not in ("about", "kind"):
                left = {name: value for name, value in piece.items() if name != key}
                yield having(evidence[:place] + [left] + evidence[place + 1 :])


def difference(program, name, framework, case):
    of_library = answers_of_library(program, name, [case])[0]
    return disagreements(of_library, answer_of_reference(framework, case))


def cut_down(program, name, framework, case):
    found = difference(program, name, framework, case)
    lines = {pair[0].split(":")[0] for pair in found}
    again = True
    while again:
        again = False
        for attempt in smaller(case):
            differing = difference(program, name, framework, attempt)
            # It is to stay the same defect as far as can be told.
            if differing and lines & {pair[0].split(":")[0] for pair in differing}:
                case, found, again = attempt, differing, True
                break
    return case, found


# --- The run ---------------------------------------------------------------------------------------------------------

memory = {}


def run_chunk(job):
    """Compares the cases of one chunk. Returns counts, and the first case that differs, cut down."""
    program, name, seed, number, count = job
    if name not in memory:
        memory[name] = Draw(framework_of(name))
    draw = memory[name]
    rng = random.Random(f"{seed}/{number}")
    cases = [draw.case(rng) for _ in range(count)]
    counts = collections.Counter(cases=count)
    report = None
    for case, of_library in zip(cases, answers_of_library(program, name, cases)):
        of_reference = answer_of_reference(draw.framework, case)
        parts = of_reference.split()[2:]
        counts["statements"] += len(parts)
        counts.update(part.split(":")[3] for part in parts if ":" in part)
        counts["evidence"] += len(case["portfolio"].get("evidence", []))
        counts["ready"] += of_reference.startswith("complete 1")
        if disagreements(of_library, of_reference):
            counts["differ"] += 1
            if report is None:
                report = (name, *cut_down(program, name, draw.framework, case))
    return counts, report


def jobs_of(arguments):
    shares = {str(Path(name).resolve()): 1 for name in arguments.framework} or FRAMEWORKS
    names = [name for name, share in shares.items() for _ in range(share)]
    left, number = arguments.count, 0
    # Spread over the frameworks by chance and not in turn, so that a short run is as mixed as a long one.
    rng = random.Random(arguments.seed)
    while left > 0:
        yield arguments.program, rng.choice(names), arguments.seed, number, min(left, CHUNK)
        left -= CHUNK
        number += 1


def show(report):
    name, case, found = report
    print(f"--- {name}")
    sys.stdout.write(line_of(case))
    for of_library, of_reference in found[:5]:
        print(f"library    {of_library}\nreference  {of_reference}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10000, help="cases")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--program", default=str(ROOT / "build/tests/assess_many"))
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--show", type=int, default=5, help="how many differing cases to show")
    parser.add_argument("--framework", action="append", default=[], help="a framework file in place of all of these")
    arguments = parser.parse_args()
    began = time.monotonic()
    total, shown = collections.Counter(), 0
    with multiprocessing.Pool(arguments.jobs) as pool:
        for counts, report in pool.imap_unordered(run_chunk, jobs_of(arguments)):
            total += counts
            if report and shown < arguments.show:
                show(report)
                shown += 1
    print(f"{total['cases']:,} portfolios with {total['evidence']:,} pieces of evidence, {total['statements']:,} "
          f"requirements judged, {total['differ']:,} portfolios differ ({time.monotonic() - began:.0f} s)")
    seen = [*reversed(reference.STANDINGS), "ready"]
    print(", ".join(f"{name} {total[name]:,}" for name in seen))
    # A run that saw some standing nowhere would say little; a single framework need not have them all.
    missing = [] if arguments.framework or total["cases"] < 1000 else [name for name in seen if not total[name]]
    if missing:
        print(f"never seen: {', '.join(missing)}")
    return 1 if total["differ"] or missing else 0


if __name__ == "__main__":
    sys.exit(main())
