"""The rules of rotas written down a second time, from docs/rota.md, and held to `cwp rota --json`: every issue of every
shift, and every fix, which is applied here and must leave what it says and no new block on another shift.

usage: rota.py CWP [SHIFTS [SEED]]    the command; how many shifts in all (50,000)
"""

import datetime
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON, UTC = ZoneInfo("Europe/London"), datetime.timezone.utc
DAY, MINUTE = datetime.timedelta(days=1), datetime.timedelta(minutes=1)
KINDS = ["declared", "trained", "assessed", "accredited"]
CODES = ["ASC.T13", "ASC.T20", "ASC.T15", "ASC.D2"]
ROLES = ["NTC", "CSW", "ECW", "SL", "PL", "DM", "RM", ""]
LEADERS = {"SL", "PL", "DM", "RM"}
WINDOW, PEOPLE, SHIFTS = 90, 12, 40
WEIGHT = {"block": 0, "warn": 1, "note": 2}


def moment(rng):
    return datetime.datetime(2026, 10, 22, tzinfo=UTC) + MINUTE * 15 * rng.randrange(6 * 96)


def maybe_day(rng, chance, later=0):
    return datetime.date(2026, 10, 20) + DAY * (rng.randrange(16) + later) if rng.random() < chance else None


# Random people, rules and shifts.

def make_person(rng, number):
    evidence = []
    for _ in range(rng.randrange(7)):
        kind, result = rng.choice(KINDS), rng.choice(["completed"] * 8 + ["failed", "booked"])
        start, end = maybe_day(rng, 0.4), maybe_day(rng, 0.5, rng.choice([0, 0, 85]))
        if result == "failed":
            kind, start = "assessed", start or datetime.date(2026, 10, 24)
        if start and end and end < start:
            start, end = end, start
        evidence.append({"about": rng.choice(CODES), "kind": kind, "result": result, "from": start, "until": end,
                         "extent": rng.choice(["full"] * 9 + ["part"])})
    flags = {flag for flag in ("agency", "trainee", "senior") if rng.random() < 0.2}
    return {"id": f"p{number}", "role": rng.choice(ROLES), "evidence": evidence, "flags": flags}


def make_condition(rng, depth=0):
    pick = rng.random()
    if pick < 0.5 or depth > 2:
        return {"about": rng.choice(CODES), "kind": rng.choice(KINDS)}
    if pick < 0.6:
        return {"flag": rng.choice(["agency", "trainee", "senior"])}
    if pick < 0.7:
        return rng.choice([{"role": rng.choice(ROLES[:-1])}, {"role_at_least": "SL"}])
    if pick < 0.8:
        return {"not": make_condition(rng, depth + 1)}
    return {rng.choice(["all", "any"]): [make_condition(rng, depth + 1) for _ in range(rng.randrange(1, 4))]}


def make_rule(rng, number):
    measure = rng.choice(["each", "none", "least", "most", "share", "per", "familiar"])
    rule = {"id": f"R{number}", "measure": measure, "severity": rng.choice(["block", "warn", "note"]),
            "fits": make_condition(rng), "amount": rng.choice([1, 2, 3])}
    if measure == "share":
        rule["amount"] = rng.choice([25, 34, 50, 100])
    if measure == "familiar":  # a block of this kind on a later shift is not looked at when fixes are sought
        rule["severity"] = rng.choice(["warn", "note"])
    rule["leaving_out"] = [flag for flag in ("agency", "trainee") if rng.random() < 0.2]
    when = {"part": rng.choice(["any", "any", "day", "night"])}
    if rng.random() < 0.2:
        when["settings"] = rng.sample(["P.dementia", "P.autism"], rng.randrange(1, 3))
    if rng.random() < 0.2:
        when["services"] = ["Visit"]
    return rule | {"when": when}


def make_shift(rng, number):
    start = moment(rng)
    return {"id": f"S{number}", "start": start, "end": start + MINUTE * 15 * rng.choice([1, 20, 32, 40, 97, 120]),
            "place": rng.choice(["Rose", "Oak", ""]), "service": rng.choice(["visit", "home", ""]),
            "settings": [code for code in ("P.dementia", "P.autism") if rng.random() < 0.5],
            "required": rng.randrange(4), "on": {}}


def make_rota(rng):
    people = [make_person(rng, number) for number in range(PEOPLE)]
    rules = [make_rule(rng, number) for number in range(rng.randrange(1, 7))]
    shifts = [make_shift(rng, number) for number in range(SHIFTS)]
    for shift in shifts:
        for person in rng.sample(people, rng.randrange(4)):
            shift["on"][person["id"]] = rng.choice(["working"] * 4 + ["shadowing"])
    free = {person["id"]: [(start, start + DAY * rng.randrange(1, 4)) for start in (moment(rng),)] for person in people}
    return {"people": {person["id"]: person for person in people}, "rules": rules, "free": free,
            "shifts": {shift["id"]: shift for shift in shifts}}


# What the page says.

def days(shift):
    first = shift["start"].astimezone(LONDON).date()
    last = (shift["end"] - MINUTE).astimezone(LONDON).date()
    return [first + DAY * number for number in range((last - first).days + 1)]


def is_night(shift):
    minutes, at = 0, shift["start"]
    for day in [days(shift)[0] - DAY, *days(shift)]:
        night = (datetime.datetime.combine(day, datetime.time(23), LONDON).astimezone(UTC),
                 datetime.datetime.combine(day + DAY, datetime.time(6), LONDON).astimezone(UTC))
        minutes += max(0, (min(night[1], shift["end"]) - max(night[0], at)) // MINUTE)
    return minutes >= 180


def holds_on(person, code, kind, day):
    for piece in person["evidence"]:
        if piece["about"] != code or piece["result"] != "completed" or piece["extent"] != "full":
            continue
        if KINDS.index(piece["kind"]) < KINDS.index(kind):
            continue
        if (piece["from"] and piece["from"] > day) or (piece["until"] and piece["until"] < day):
            continue
        if any(other["about"] == code and other["result"] == "failed" and other["from"] <= day and
               (not piece["from"] or other["from"] >= piece["from"]) for other in person["evidence"]):
            continue
        return True
    return False


def first_lack(person, code, kind, shift):
    return next((day for day in days(shift) if not holds_on(person, code, kind, day)), None)


def fits(person, condition, shift, lacks):
    """Whether somebody fits; `lacks` takes what was not held, as far as it was asked."""
    (key, value), *_ = condition.items()
    if key == "about":
        day = first_lack(person, value, condition["kind"], shift)
        if day:
            lacks.append((value, day))
        return day is None
    if key == "flag":
        return value in person["flags"]
    if key == "role":
        return person["role"] == value
    if key == "role_at_least":
        return person["role"] in LEADERS
    if key == "not":
        return not fits(person, value, shift, [])
    return (all if key == "all" else any)(fits(person, one, shift, lacks) for one in value)


def leaves(condition, below_not=False):
    (key, value), *_ = condition.items()
    if key == "about" and not below_not:
        yield value, condition["kind"]
    elif key in ("all", "any"):
        for one in value:
            yield from leaves(one, below_not)


def asks_role(condition):
    (key, value), *_ = condition.items()
    if key in ("all", "any"):
        return any(asks_role(one) for one in value)
    return asks_role(value) if key == "not" else key.startswith("role")


def speaks_of(rule, shift):
    when = rule["when"]
    if when["part"] != "any" and (when["part"] == "night") != is_night(shift):
        return False
    if "services" in when and shift["service"].lower() not in [name.lower() for name in when["services"]]:
        return False
    if rule["measure"] == "familiar" and not shift["place"]:
        return False
    return set(when.get("settings", [])) <= set(shift["settings"])


def was_there(rota, person, shift):
    return any(person in other["on"] and other["place"] == shift["place"] and other is not shift and
               shift["start"] - 28 * DAY <= other["start"] and other["end"] <= shift["start"]
               for other in rota["shifts"].values())


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def rule_issues(rota, rule, shift):
    people = [rota["people"][who] for who, how in shift["on"].items() if how == "working"]
    counting = [person for person in people if not person["flags"] & set(rule["leaving_out"])]
    measure, amount = rule["measure"], rule["amount"]
    lacks = {person["id"]: [] for person in counting}
    fitting = [person for person in counting if fits(person, rule["fits"], shift, lacks[person["id"]])]
    if measure in ("each", "none"):
        for person in counting:
            if (person in fitting) == (measure == "each"):
                continue
            about, day = (lacks[person["id"]] or [(None, None)])[0] if measure == "each" else (None, None)
            yield (rule["severity"], "rule", rule["id"], person["id"], None, None, None, about, day)
        return
    if measure == "familiar":
        fitting = [person for person in fitting if was_there(rota, person["id"], shift)]
    need = {"least": amount, "familiar": amount, "most": amount, "share": -(-len(counting) * amount // 100),
            "per": -(-(len(counting) - len(fitting)) // amount)}[measure]
    if (len(fitting) > need) if measure == "most" else (len(fitting) < need):
        yield (rule["severity"], "rule", rule["id"], None, None, len(fitting), need, None, None)


def expiries(rota, rule, shift):
    if rule["measure"] in ("none", "most"):
        return
    last = days(shift)[-1]
    for who, how in shift["on"].items():
        person = rota["people"][who]
        if how != "working" or person["flags"] & set(rule["leaving_out"]):
            continue
        for code, kind in leaves(rule["fits"]):
            if first_lack(person, code, kind, shift):
                continue
            ends = next((number for number in range(WINDOW + 1)
                         if not holds_on(person, code, kind, last + DAY * (number + 1))), None)
            if ends is not None:
                yield (who, code, last + DAY * ends)


def issues(rota, shift):
    rules = [rule for rule in rota["rules"] if speaks_of(rule, shift)]
    found, working = [], 0
    for who, how in shift["on"].items():
        working += how == "working"
        found += [("block", "overlap", None, who, other["id"], None, None, None, None)
                  for other in rota["shifts"].values() if who in other["on"] and other is not shift
                  and overlap(shift, other)]
        if how == "working" and not rota["people"][who]["role"] and any(asks_role(rule["fits"]) for rule in rules):
            found.append(("warn", "role", None, who, None, None, None, None, None))
    if working < shift["required"]:
        found.append(("block", "short", None, None, None, working, shift["required"], None, None))
    if shift["end"] - shift["start"] > DAY:
        found.append(("warn", "long", None, None, None, None, None, None, None))
    for rule in rules:
        found += rule_issues(rota, rule, shift)
    told = {}
    for rule in rules:
        for who, code, day in expiries(rota, rule, shift):
            told.setdefault((who, code), day)
    return found + [("note", "expires", None, who, None, None, None, code, day) for (who, code), day in told.items()]


def blocks(rota, shift):
    return sum(issue[0] == "block" for issue in issues(rota, shift))


# Fixes.

def apply(rota, shift, fix):
    """Does what a fix says, and returns how to take it back."""
    on, before = shift["on"], dict(shift["on"])
    if fix["kind"] == "learn":
        evidence = rota["people"][fix["person"]]["evidence"]
        # Held on every day of the shift, whatever an assessor found before.
        kept = list(evidence)
        evidence[:] = [piece for piece in evidence if piece["about"] != fix["about"] or piece["result"] != "failed"]
        evidence.append({"about": fix["about"], "kind": fix["evidence_kind"], "result": "completed", "from": None,
                         "until": None, "extent": "full"})
        return lambda: evidence.__setitem__(slice(None), kept)
    source = rota["shifts"][fix["from_shift"]]["on"] if fix["from_shift"] else {}
    left = dict(source)
    source.pop(fix["person"], None)
    on.pop(fix["leaves"], None)
    if fix["kind"] == "remove":
        on.pop(fix["person"])
    else:
        on[fix["person"]] = "working"

    def take_back():
        source.clear()
        source.update(left)
        on.clear()
        on.update(before)
    return take_back


def check_fix(rota, shift, fix):
    before = {one["id"]: blocks(rota, one) for one in rota["shifts"].values()}
    take_back = apply(rota, shift, fix)
    after = {one["id"]: blocks(rota, one) for one in rota["shifts"].values()}
    take_back()
    if after[shift["id"]] != fix["blocks_after"] and fix["kind"] != "learn":
        yield f"leaves {after[shift['id']]} blocks"
    if after[shift["id"]] >= before[shift["id"]]:
        yield "mends nothing"
    yield from (f"breaks {one}" for one in after if fix["kind"] != "learn" and one != shift["id"]
                and after[one] > before[one])


# The command.

def text_of(time):
    return time.astimezone(LONDON).isoformat(timespec="minutes")


def documents(rota):
    people = [{"format": "cwp-portfolio", "format_version": 1,
               "person": {"id": person["id"]} | ({"role": person["role"], "role_basis": "recorded"}
                                                 if person["role"] else {}),
               "evidence": [{key: str(value) for key, value in piece.items() if value} for piece in person["evidence"]]}
              for person in rota["people"].values()]
    rules = {"format": "cwp-rota-rules", "format_version": 1, "id": "random", "rules": rota["rules"]}
    shifts = {"format": "cwp-rota", "format_version": 1,
              "shifts": [{"shift": shift["id"], "start": text_of(shift["start"]), "end": text_of(shift["end"])} |
                         {key: shift[key] for key in ("place", "service", "settings", "required")}
                         for shift in rota["shifts"].values()],
              "assignments": [{"shift": shift["id"], "person": who, "as": how} for shift in rota["shifts"].values()
                              for who, how in shift["on"].items()],
              "availability": [{"person": who, "start": text_of(start), "end": text_of(end)}
                               for who, spans in rota["free"].items() for start, end in spans],
              "people": [{"person": person["id"]} | {flag: True for flag in person["flags"]}
                         for person in rota["people"].values() if person["flags"]]}
    return people, rules, shifts


def ask(command, rota):
    people, rules, shifts = documents(rota)
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{number}.json" for number in range(len(people) + 2)]
        for name, document in zip(names, [rules, shifts, *people]):
            (Path(folder) / name).write_text(json.dumps(document), encoding="utf-8")
        asked = [command, "rota", *names[1:], "--rules", names[0], "--on", "2026-10-20", "--json", "--fixes"]
        done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"rota.py: the command failed: {done.stderr}")
    return json.loads(done.stdout)


def shown(issue):
    day = datetime.date.fromisoformat(issue["day"]) if issue["day"] else None
    return tuple(issue[key] for key in ("severity", "cause", "rule", "person", "other_shift", "have", "need",
                                        "about")) + (day,)


def compare(command, rota):
    """Problems, and how many fixes were tried."""
    problems, tried = [], 0
    for answer in ask(command, rota)["shifts"]:
        shift = rota["shifts"][answer["id"]]
        wanted, found = issues(rota, shift), [shown(issue) for issue in answer["issues"]]
        if sorted(wanted, key=str) != sorted(found, key=str):
            problems.append(f"{shift['id']}: only the page has {set(wanted) - set(found)}")
            problems.append(f"{shift['id']}: only cwp has {set(found) - set(wanted)}")
        if [WEIGHT[issue[0]] for issue in found] != sorted(WEIGHT[issue[0]] for issue in found):
            problems.append(f"{shift['id']}: not heaviest first")
        for fix in answer["fixes"][:3]:
            tried += 1
            problems += [f"{shift['id']}: {fix}: {what}" for what in check_fix(rota, shift, fix)]
    return problems, tried


def main():
    command, count = str(Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 50000
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    tried = 0
    for seed in range(first, first + -(-count // SHIFTS)):
        problems, fixes = compare(command, make_rota(random.Random(seed)))
        tried += fixes
        if problems:
            print(f"seed {seed}:", *problems[:5], sep="\n  ")
            return 1
    print(f"{-(-count // SHIFTS) * SHIFTS} shifts agree on every issue; {tried} fixes do what they say")
    return 0


if __name__ == "__main__":
    sys.exit(main())
