"""Random workforces, asked three ways: the engine, the rules in SQL (judge.py), and one person at a time.

usage: differential.py [--workforces N] [--seed N] [--framework FILE]... [--singles SHARE]

Evidence is drawn so that pieces meet: about the same few things, with days that fall on the day asked about, on the
ends of windows, or one day off. Among the people are those without evidence, without a role category or with one that
the pathway has not, and with settings of their own; among the evidence is what is there twice, what failed, what is
about codes of other editions or of none, and rows of nobody. The tables come in different shapes: sorted or not, in
chunks, keys as numbers or texts, texts plain or behind a dictionary. Exit 1 if any answer differs.
"""

import argparse
import collections
import datetime
import random
import sys
from pathlib import Path

import cwp
import pyarrow as pa
from judge import COVERAGES, EVIDENCE_KINDS, KINDS, RESULTS, STANDINGS, Judge

ON = datetime.date(2026, 11, 21)
WINDOW = 90
COUNTS = [f"{kind}_{name}" for kind in KINDS for name in ["needed", *STANDINGS]]
HERE = Path(__file__).resolve().parent
FRAMEWORKS = ["edition:2025", "edition:2024", str(HERE.parents[1] / "reference" / "framework.json")]
STRANGE = ["CSW.K99.9", "A.K1.1", "made-up", "L.no-such-course"]


def pathway_of(name):
    kind, _, code = name.partition(":")
    return cwp.Pathway(code) if kind == "edition" else cwp.Pathway.read(name)


class Draw:
    """Draws workforces of one pathway."""

    def __init__(self, pathway, seed):
        self.pathway, self.rng = pathway, random.Random(seed)
        self.roles = [role.code for role in pathway.role_categories]
        records = [
            record
            for kind in ("behaviour", "statement", "rule", "practice-area", "group", "learning", "code")
            for record in pathway.records(kind)
        ]
        self.all = [record.code for record in records]
        self.leads = collections.defaultdict(list)  # what evidence about a record is evidence for, the other way round
        for record in records:
            for cover in record.covers:
                self.leads[cover.target.code].append(record.code)
        activities = [code.code for code in pathway.codes if code.code.startswith("ASC.D")]
        self.settings = [*(area.code for area in pathway.practice_areas), *activities]

    def some_settings(self, most):
        return self.rng.sample(self.settings, min(len(self.settings), self.rng.randint(0, most)))

    def subjects(self):
        """A few things that are asked, what leads to them, and a few others."""
        rng, few = self.rng, []
        role = self.pathway[rng.choice(self.roles)]
        asked = list(role.requirements())
        rules = [requirement for requirement in asked if requirement.record.kind == cwp.Kind.RULE]
        for requirement in rng.sample(asked, min(len(asked), 6)) + rules:
            targets = [requirement.code]
            if requirement in rules:
                targets += [need.code for need in requirement.record.needs]
            for target in targets:
                few += [target, *rng.sample(self.leads[target], min(3, len(self.leads[target])))]
        return few + rng.sample(self.all, 5) + [rng.choice(STRANGE)]

    def days(self):
        rng = self.rng

        def near(day):
            return day + datetime.timedelta(days=rng.choice([-1, 0, 1]))

        start = rng.choice([None, near(ON), ON + datetime.timedelta(days=rng.randint(-900, 200))])
        ends = [
            None,
            None,
            near(ON),
            near(ON + datetime.timedelta(days=WINDOW)),
            ON + datetime.timedelta(days=rng.randint(-400, 800)),
        ]
        end = rng.choice(ends)
        return start, end if end is None or start is None or end >= start else rng.choice([None, start])

    def piece(self, worker, few):
        rng = self.rng
        start, end = self.days()
        kind = rng.choice([*EVIDENCE_KINDS, None])
        result = rng.choice(["completed"] * 5 + RESULTS + [None])
        if rng.random() < 0.1:
            kind, result = "assessed", "failed"
        if result == "not-applicable" or rng.random() < 0.05:
            kind, result = rng.choice(EVIDENCE_KINDS), "not-applicable"
        return {
            "worker": worker,
            "subject": rng.choice(few),
            "kind": kind,
            "result": result,
            "from": start,
            "until": end,
            "extent": rng.choice(["full", "full", "full", "part", None]),
        }

    def everything(self, worker):
        """Evidence that meets all that a role category asks, but perhaps for something: somebody is to be ready too."""
        codes = [requirement.code for requirement in self.pathway[self.rng.choice(self.roles)].requirements()]
        if codes and self.rng.random() < 0.5:
            codes.remove(self.rng.choice(codes))
        until = self.rng.choice([None, ON + datetime.timedelta(days=30), ON + datetime.timedelta(days=500)])
        return [
            {
                "worker": worker,
                "subject": code,
                "kind": "accredited",
                "result": None,
                "from": None,
                "until": until,
                "extent": None,
            }
            for code in codes
        ]

    def workforce(self, most):
        """People and their evidence, as rows."""
        rng, few = self.rng, self.subjects()
        own_settings = [None, None, *(" ".join(self.some_settings(2)) or None for _ in range(3))]
        people, evidence = [], []
        for number in range(rng.randint(1, most)):
            worker = str(1000 + 3 * number)
            role = rng.choice([*self.roles, *self.roles, None, "no-such-role"])
            started = rng.choice([None, ON - datetime.timedelta(days=rng.randint(0, 120))])
            people.append(
                {
                    "worker": worker,
                    "role": role,
                    "started": started,
                    "settings": rng.choice(own_settings),
                    "site": rng.choice(["North", "South", None]),
                }
            )
            pieces = [self.piece(worker, few) for _ in range(rng.choice([0, 1, 2, 4, 8, 25]))]
            if rng.random() < 0.1:
                pieces += self.everything(worker)
            evidence += pieces + [dict(piece) for piece in pieces if rng.random() < 0.05]
        if rng.random() < 0.3:
            evidence += [self.piece(worker, few) for worker in (None, None, "7")]  # "7" is not among the people
        if rng.random() < 0.3:
            rng.shuffle(evidence)
        return people, evidence

    def tables(self, people, evidence):
        """The rows in one of the shapes that the engine takes."""
        rng = self.rng
        key = rng.choice([pa.int64(), pa.int32(), pa.string(), pa.large_string(), "dictionary"])
        texts = rng.choice([pa.string(), pa.large_string(), "dictionary", "dictionary"])

        def column(rows, name, kind):
            values = [row[name] for row in rows]
            if name == "worker" and kind in (pa.int64(), pa.int32()):
                return pa.array([None if value is None else int(value) for value in values], kind)
            if kind == "dictionary":
                return pa.array(values, pa.string()).dictionary_encode()
            return pa.array(values, kind)

        def table(rows, kinds):
            made = pa.table({name: column(rows, name, kind) for name, kind in kinds.items()})
            cut = rng.randint(0, len(rows))
            return pa.concat_tables([made.slice(0, cut), made.slice(cut)])

        workers = table(
            people, {"worker": key, "role": texts, "started": pa.date32(), "settings": pa.string(), "site": texts}
        )
        return workers, table(
            evidence,
            {
                "worker": key,
                "subject": texts,
                "kind": texts,
                "result": texts,
                "from": pa.date32(),
                "until": pa.date32(),
                "extent": texts,
            },
        )


def portfolio(person, evidence):
    """One person, as the package has them."""
    pieces = [
        cwp.Evidence(
            row["subject"],
            row["kind"] or "trained",
            result=row["result"] or "completed",
            from_=row["from"],
            until=row["until"],
            extent=row["extent"] or "full",
        )
        for row in evidence
        if row["worker"] == person["worker"]
    ]
    # A role category that the pathway has not is not known.
    known = {"role": person["role"]} if person["role"] and person["role"] != "no-such-role" else {}
    return cwp.Portfolio(cwp.Person(person["worker"], started=person["started"], **known), evidence=pieces)


class Comparison:
    def __init__(self, draw, threads=2):
        self.draw, self.threads = draw, threads
        self.settings = draw.some_settings(2)
        self.judge = Judge(draw.pathway, self.settings)
        self.coverage = {role.code: self.judge.coverage(role) for role in draw.pathway.role_categories}
        self.judged = 0
        self.standings = collections.Counter()

    def differences(self, most, singles):
        """What differs in one workforce, as texts."""
        people, evidence = self.draw.workforce(most)
        workers, rows = self.draw.tables(people, evidence)
        workforce = cwp.Workforce(rows, workers, pathway=self.draw.pathway)
        days = sorted(ON + datetime.timedelta(days=days) for days in self.draw.rng.sample([-365, -1, 0, 1, 89, 400], 2))
        self.judge.take(people, evidence)
        found = self.of_moves(workforce, days) + self.of_own(workforce, people, days)
        found += self.of_gaps(workforce, days)
        for person in people:
            if self.draw.rng.random() < singles:
                found += self.of_single(person, evidence, days[0])
        return found

    def options(self):
        return {"settings": self.settings, "threads": self.draw.rng.choice([1, self.threads])}

    def ready(self, role, counts):
        """Whether everything is met, against a role category that the pathway holds wholly."""
        gaps = [counts[place] - counts[place + 1] - counts[place + 2] for place in (0, 8)]
        return self.coverage[role] == COVERAGES[0] and gaps == [0, 0]

    def of_moves(self, workforce, days):
        answer = pa.table(workforce.moves(on=days, **self.options())).to_pylist()
        self.moves = {(str(row["worker"]), row["on"], row["role"]): row for row in answer}
        expected = {
            (worker, on, role): counts for on in days for (worker, role), counts in self.judge.moves(on).items()
        }
        found = compared("moves", self.moves, expected)
        self.judged += len(expected)
        for key, counts in expected.items():
            self.standings.update(dict(zip(COUNTS, counts)) | {"ready": int(self.ready(key[2], counts))})
            row = self.moves.get(key, {})
            if row.get("ready") != self.ready(key[2], counts) or row.get("coverage") != self.coverage[key[2]]:
                found.append(f"moves {key}: ready or coverage differs: {row}")
        return found

    def of_own(self, workforce, people, days):
        found = []
        rows = {
            (str(row["worker"]), row["on"]): row
            for row in pa.table(workforce.own(on=days, **self.options())).to_pylist()
        }
        for person in people:
            for on in days:
                row, role = rows.get((person["worker"], on)), self.judge.role_of(person["role"])
                moved = self.moves.get((person["worker"], on, role), {})
                if row is None or row["role"] != role or any(row[name] != moved.get(name) for name in COUNTS):
                    found.append(f"own {person} {on}: {row}, in moves {moved}")
        return found

    def of_gaps(self, workforce, days):
        answer = pa.table(workforce.gaps(by="site", on=days, **self.options())).to_pylist()
        given = {(row["site"], row["on"], row["role"], row["code"], row["kind"]): row for row in answer}
        expected = {}
        for on in days:
            for (site, role, line, kind), counts in self.judge.gaps(on).items():
                expected[site, on, role, line, KINDS[kind]] = counts
        return compared("gaps", given, expected, ["needed", *STANDINGS, "not_applicable"])

    def of_single(self, person, evidence, on):
        """One person alone, in all settings that are theirs: the package's overview against the engine."""
        settings = list(dict.fromkeys([*self.settings, *(person["settings"] or "").split()]))
        overview = portfolio(person, evidence).overview(on=on, settings=settings, pathway=self.draw.pathway)
        found = []
        for role in self.draw.roles:
            row = self.moves.get((person["worker"], on, role), {})
            counts = [getattr(overview[role][kind], name) for kind in KINDS for name in ["needed", *STANDINGS]]
            if counts != [row.get(name) for name in COUNTS] or overview.ready(role) != row.get("ready"):
                found.append(f"alone {person} {on} {role}: {counts}, in moves {row}")
        return found


def compared(what, given, expected, names=COUNTS):
    found = [f"{what} {key}: not in the answer" for key in expected.keys() - given.keys()]
    found += [f"{what} {key}: only in the answer" for key in given.keys() - expected.keys()]
    for key in expected.keys() & given.keys():
        wrong = {
            name: (given[key][name], count) for name, count in zip(names, expected[key]) if given[key][name] != count
        }
        if wrong:
            found.append(f"{what} {key}: given and expected {wrong}")
    return found


def run(framework, seed, workforces, most=40, singles=0.2):
    """Differences, people and days judged, and how often each standing came up."""
    draw, found, people, standings = Draw(pathway_of(framework), seed), [], 0, collections.Counter()
    for number in range(workforces):
        comparison = Comparison(draw)
        found += [
            f"{framework}, seed {seed}, workforce {number}: {text}" for text in comparison.differences(most, singles)
        ]
        people += comparison.judged
        standings += comparison.standings
    return found, people, standings


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workforces", type=int, default=20, help="of each framework")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--framework", action="append", help="a file, or edition:CODE")
    parser.add_argument("--singles", type=float, default=0.2, help="share of the people that are also judged alone")
    asked = parser.parse_args()
    total, people, standings = 0, 0, collections.Counter()
    for framework in asked.framework or FRAMEWORKS:
        found, judged, counted = run(framework, asked.seed, asked.workforces, singles=asked.singles)
        for text in found[:10]:
            print(text)
        total, people, standings = total + len(found), people + judged, standings + counted
    print(f"{people:,} answers of a role category about a person compared, {total} differ")
    by_standing = {name: sum(standings[f"{kind}_{name}"] for kind in KINDS) for name in STANDINGS}
    print(", ".join(f"{name} {count:,}" for name, count in (by_standing | {"ready": standings["ready"]}).items()))
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
