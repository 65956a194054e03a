"""How well job titles are read: tests/data/titles.csv against the command, tuning and test halves apart.

The halves are told apart by a hash of the title, so nobody chose what is in which. Worst cases are shown of the tuning
half only, unless --all asks for both: whoever looks at the test half's mistakes can no longer test with it.

usage: titles.py COMMAND [--edition ID] [--all]
"""

import collections
import csv
import hashlib
import json
import math
import pathlib
import subprocess
import sys

FILE = pathlib.Path(__file__).resolve().parents[1] / "data/titles.csv"


def half(title):
    return "test" if hashlib.sha256(title.lower().encode()).digest()[0] & 1 else "tuning"


def interval(right, count):
    """Wilson's 95 % interval of a share."""
    if count == 0:
        return "-"
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{100 * share:.1f} % ({100 * (middle - spread):.1f} to {100 * (middle + spread):.1f})"


def answer_of(title):
    return "ask" if title["abstained"] else title["role"] or "none"


def wanted_of(row, edition):
    return row["draft"] or row["category"] if edition == "2026-draft" else row["category"]


def read(command, edition):
    columns = {"--column": "title", "--job-role-column": "job_role", "--employer-column": "employer"}
    arguments = [command, "title", "--file", str(FILE), "--json", "--edition", edition]
    for option, column in {**columns, "--description-column": "description"}.items():
        arguments += [option, column]
    output = subprocess.run(arguments, capture_output=True, check=True).stdout
    return json.loads(output)["titles"]


def measure(pairs):
    count = collections.Counter()
    for wanted, answer, _ in pairs:
        count["titles"] += 1
        if answer == "ask":
            count["abstained"] += 1
            count["asked and to be asked"] += wanted == "ask"
        else:
            count["answered"] += 1
            count["right"] += wanted == answer
            for role in ("RM", "DM"):
                count[f"false {role}"] += answer == role != wanted
    return count


def report(name, pairs):
    count = measure(pairs)
    print(f"{name}: {count['titles']} titles")
    right, answered = count["right"], count["answered"]
    print(f"  right when it answers  {right} of {answered}: {interval(right, answered)}")
    print(f"  abstained              {count['abstained']}: {interval(count['abstained'], count['titles'])}")
    print(f"    of them where the file says that the title does not tell: {count['asked and to be asked']}")
    print(f"  false registered managers {count['false RM']}, false deputy managers {count['false DM']}")


def confusion(pairs):
    table = collections.Counter((wanted, answer) for wanted, answer, _ in pairs)
    names = sorted({name for pair in table for name in pair})
    print("wanted \\ answered " + "".join(f"{name:>5}" for name in names))
    for wanted in names:
        print(f"{wanted:<18}" + "".join(f"{table[wanted, name] or '.':>5}" for name in names))


def main():
    edition = sys.argv[sys.argv.index("--edition") + 1] if "--edition" in sys.argv else "2025"
    rows = list(csv.DictReader(FILE.open(encoding="utf-8", newline="")))
    halves = collections.defaultdict(list)
    for row, title in zip(rows, read(sys.argv[1], edition), strict=True):
        halves[half(row["title"])].append((wanted_of(row, edition), answer_of(title), title))
    for name in ("tuning", "test"):
        report(name, halves[name])
        confusion(halves[name])
        for wanted, answer, title in halves[name]:
            if wanted != answer and (name == "tuning" or "--all" in sys.argv):
                scores = " ".join(f"{c['role']} {c['score']}" for c in title["candidates"])
                print(f"  {title['title'][:60]!r}: {wanted} wanted, {answer} answered; {scores} {title['why'][:1]}")


main()
