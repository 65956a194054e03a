"""The rules of rotas written down a second time, from docs/rota.md, and held to `cwp rota --json`: every issue of
every shift; that all fixes are there, in their order; the first three of each shift, which are applied here and must
leave what they say and no new block on another shift; and what the period needs. What evidence is worth, through
maps, groups and retired codes, is reference.py's, which is docs/assessment.md written down a second time.

usage: rota.py CWP [ROTAS [SEED]]    the command; how many random rotas (50,000), of up to 12 shifts; the first seed
"""

import datetime
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import reference

LONDON, UTC = ZoneInfo("Europe/London"), datetime.timezone.utc
DAY, MINUTE = datetime.timedelta(days=1), datetime.timedelta(minutes=1)
KINDS, HELD = reference.KINDS, reference.HELD
FRAMEWORK = reference.edition("2025")
DOCUMENT = reference.built_in("2025")
# What rules ask for: training categories, practice areas, a delegated activity, learning and a unit, groups, and a
# statement of each of them.
GROUPS = ["NTC.K6", "NTC.K10", "CSW.K7", "NTC.K12"]
ASKED = ["ASC.T13", "ASC.T20", "ASC.T15", "ASC.D2", "P.dementia", "P.autism", "L.dementia-tier-2",
         "L.care-certificate.U1", "ASC.TP58", *GROUPS, *(f"{group}.1" for group in GROUPS)]
RESULTS = ["completed"] * 14 + ["failed"] * 3 + ["booked", "in-progress", "withdrawn", "not-applicable"]
ROLES = ["NTC", "CSW", "ECW", "SL", "PL", "DM", "RM", "PA", ""]
WINDOW = 90
WEIGHT = {"block": 0, "warn": 1, "note": 2}


def moment(rng):
    return datetime.datetime(2026, 10, 22, tzinfo=UTC) + MINUTE * 15 * rng.randrange(6 * 96)


def maybe_day(rng, chance, later=0):
    return datetime.date(2026, 10, 20) + DAY * (rng.randrange(16) + later) if rng.random() < chance else None


# Random people, rules and shifts.

def is_about_what_is_asked(code):
    reached = FRAMEWORK.reach(code)
    return any(one.lower() in reached for one in ASKED)


def sources():
    """What evidence can be about: what is asked for, and what leads to it by maps, groups and successors."""
    asked = [FRAMEWORK.find(code) for code in ASKED]
    others = [code for code in FRAMEWORK.names if FRAMEWORK.find(code) == code and code not in asked]
    return asked, [code for code in others if is_about_what_is_asked(code)]


ABOUT, LEADING = sources()


def make_piece(rng, index):
    kind, result = rng.choice(KINDS), rng.choice(RESULTS)
    start, end = maybe_day(rng, 0.4), maybe_day(rng, 0.5, rng.choice([0, 0, 85]))
    if result in ("failed", "not-applicable"):
        kind, start = "assessed", start or datetime.date(2026, 10, 24)
    if start and end and end < start:
        start, end = end, start
    return {"about": rng.choice(rng.choice([ABOUT, LEADING])), "kind": kind, "result": result,
            "from": start and str(start), "until": end and str(end), "extent": rng.choice(["full"] * 9 + ["part"]),
            "origin": f"piece {index}"}


def make_person(rng, number):
    evidence = [make_piece(rng, index) for index in range(rng.choice([0, 2, 5, 9, 14]))]
    flags = {flag for flag in ("agency", "trainee", "senior") if rng.random() < 0.2}
    return {"id": f"p{number}", "role": rng.choice(ROLES), "evidence": evidence, "flags": flags, "known": {}}


def make_condition(rng, depth=0):
    pick = rng.random()
    if pick < 0.5 or depth > 2:
        return {"about": rng.choice(ASKED), "kind": rng.choice(KINDS)}
    if pick < 0.6:
        return {"flag": rng.choice(["agency", "trainee", "senior"])}
    if pick < 0.7:
        return {rng.choice(["role", "role_at_least"]): rng.choice(ROLES[:-1])}
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
    people = [make_person(rng, number) for number in range(rng.randrange(1, 7))]
    rules = [make_rule(rng, number) for number in range(rng.randrange(1, 7))]
    shifts = [make_shift(rng, number) for number in range(rng.choice([1, 2, 3, 5, 8, 12]))]
    for shift in shifts:
        for person in rng.sample(people, min(len(people), rng.randrange(4))):
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


def standing_on(person, code, kind, day):
    """Where somebody stands with one record, and the piece that says so: an Outcome of reference.py."""
    key = code, kind, day
    if key not in person["known"]:
        pieces = reference.pieces_of(FRAMEWORK, person)
        bar = reference.Bar(KINDS.index(kind), [], day.toordinal(), WINDOW)
        person["known"][key] = reference.judge_record(FRAMEWORK, FRAMEWORK.find(code), pieces, bar)
    return person["known"][key]


def holds_on(person, code, kind, day):
    return standing_on(person, code, kind, day).standing in HELD


def first_lack(person, code, kind, shift):
    return next((day for day in days(shift) if not holds_on(person, code, kind, day)), None)


def records_of(code):
    """A group is held by whoever holds each of its statements."""
    statements = FRAMEWORK.groups.get(FRAMEWORK.find(code), {}).get("statements")
    return [statement["code"] for statement in statements] if statements else [code]


def roles_at_least(role):
    """That one, one that builds on it, or one that moves lead to from any of these."""
    found = {role}
    steps = [(link["role"], one["code"]) for one in DOCUMENT["role_categories"] for link in one.get("baselines", [])]
    steps += [(move["from"], move["to"]) for move in DOCUMENT["moves"] if move.get("from") and move.get("to")]
    while more := {to for start, to in steps if start in found and to not in found}:
        found |= more
    return found


AT_LEAST = {role: roles_at_least(role) for role in ROLES if role}


def fits(person, condition, shift, lacks):
    """Whether somebody fits; `lacks` takes what was not held, as far as it was asked."""
    (key, value), *_ = condition.items()
    if key == "about":
        for code in records_of(value):
            day = first_lack(person, code, condition["kind"], shift)
            if day:
                outcome = standing_on(person, code, condition["kind"], day)
                lacks.append((code, day, outcome.standing, outcome.index))
                return False
        return True
    if key == "flag":
        return value in person["flags"]
    if key == "role":
        return person["role"] == value
    if key == "role_at_least":
        return person["role"] in AT_LEAST[value]
    if key == "not":
        return not fits(person, value, shift, [])
    return (all if key == "all" else any)(fits(person, one, shift, lacks) for one in value)


def leaves(condition, below_not=False):
    (key, value), *_ = condition.items()
    if key == "about" and not below_not:
        yield from ((code, condition["kind"]) for code in records_of(value))
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
            lack = (lacks[person["id"]] or [(None,) * 4])[0] if measure == "each" else (None,) * 4
            yield (rule["severity"], "rule", rule["id"], person["id"], None, None, None, *lack)
        return
    if measure == "familiar":
        fitting = [person for person in fitting if was_there(rota, person["id"], shift)]
    need = {"least": amount, "familiar": amount, "most": amount, "share": -(-len(counting) * amount // 100),
            "per": -(-(len(counting) - len(fitting)) // amount)}[measure]
    if (len(fitting) > need) if measure == "most" else (len(fitting) < need):
        yield (rule["severity"], "rule", rule["id"], None, None, len(fitting), need, *(None,) * 4)


def may_be_named(person, code, kind, day):
    """Pieces that hold on a day and not on the next: one of them is named when it expires."""
    whole = [index for index in range(len(person["evidence"]))
             if holds_on(alone(person, index, code), code, kind, day)
             and not holds_on(alone(person, index, code), code, kind, day + DAY)]
    return tuple(whole)


def alone(person, index, code):
    """Somebody with one piece of evidence, and with what assessors found of the record."""
    kept = [piece for place, piece in enumerate(person["evidence"]) if place == index or piece["result"] == "failed"]
    return {"evidence": kept, "known": {}}


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
                yield (who, code, kind, last + DAY * ends)


def issues(rota, shift):
    rules = [rule for rule in rota["rules"] if speaks_of(rule, shift)]
    found, working = [], 0
    for who, how in shift["on"].items():
        working += how == "working"
        found += [("block", "overlap", None, who, other["id"], *(None,) * 6)
                  for other in rota["shifts"].values() if who in other["on"] and other is not shift
                  and overlap(shift, other)]
        if how == "working" and not rota["people"][who]["role"] and any(asks_role(rule["fits"]) for rule in rules):
            found.append(("warn", "role", None, who, *(None,) * 7))
    if working < shift["required"]:
        found.append(("block", "short", None, None, None, working, shift["required"], *(None,) * 4))
    if shift["end"] - shift["start"] > DAY:
        found.append(("warn", "long", *(None,) * 9))
    for rule in rules:
        found += rule_issues(rota, rule, shift)
    told = {}
    for rule in rules:
        for who, code, kind, day in expiries(rota, rule, shift):
            told.setdefault((who, code), (kind, day))
    return found + [("note", "expires", None, who, None, None, None, code, day, "expiring",
                     may_be_named(rota["people"][who], code, kind, day)) for (who, code), (kind, day) in told.items()]


def blocks(rota, shift):
    return sum(issue[0] == "block" for issue in issues(rota, shift))


# Fixes.

def apply(rota, shift, fix):
    """Does what a fix says, and returns how to take it back."""
    on, before = shift["on"], dict(shift["on"])
    if fix["kind"] == "learn":
        person = rota["people"][fix["person"]]
        evidence, kept = person["evidence"], list(person["evidence"])
        # Held on every day of the shift, whatever an assessor found before.
        learnt = set(FRAMEWORK.same_as(FRAMEWORK.find(fix["about"])))
        evidence[:] = [piece for piece in evidence
                       if piece["result"] != "failed" or not learnt & set(FRAMEWORK.same_as(piece["about"]))]
        evidence.append({"about": fix["about"], "kind": fix["evidence_kind"], "result": "completed", "from": None,
                         "until": None, "extent": "full"})
        person["known"] = {}

        def forget():
            evidence[:] = kept
            person["known"] = {}
        return forget
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


CHANGES = {"add": 1, "remove": 1, "swap": 2, "move": 3, "learn": 4}


def is_available(rota, person, shift, left):
    """Whether somebody has said that they could work all of a shift, but for what lies in the one that they leave."""
    spans = rota["free"][person] + ([(left["start"], left["end"])] if left else [])
    at = shift["start"]
    while at < shift["end"]:
        at, before = max([at, *(end for start, end in spans if start <= at)]), at
        if at == before:
            return False
    return True


def changes_of(rota, shift):
    """All changes that page names but learning, as (kind, person, leaves, from_shift), whatever comes of them."""
    for who in rota["people"]:
        if who in shift["on"]:
            yield "remove", who, None, None
            continue
        others = [one for one in rota["shifts"].values() if who in one["on"] and overlap(one, shift)]
        if len(others) > 1 or not is_available(rota, who, shift, others[0] if others else None):
            continue
        if others:
            yield "move", who, None, others[0]["id"]
            continue
        yield "add", who, None, None
        yield from (("swap", who, leaves, None) for leaves, how in shift["on"].items() if how == "working")


def fixes_of(rota, shift, before):
    """The changes that mend something and break nothing, with the blocks and warnings that they leave."""
    for change in changes_of(rota, shift):
        fix = dict(zip(("kind", "person", "leaves", "from_shift"), change))
        take_back = apply(rota, shift, fix)
        left = [issue[0] for issue in issues(rota, shift)]
        is_clean = not fix["from_shift"] or blocks(rota, rota["shifts"][fix["from_shift"]]) == 0
        take_back()
        if left.count("block") < before and is_clean:
            yield (*change, left.count("block"), left.count("warn"))


def rank(rota, fix):
    """What goes before what: see the page."""
    hours = sum((one["end"] - one["start"]) // MINUTE for one in rota["shifts"].values()
                if one["on"].get(fix["person"]) == "working")
    return (fix["kind"] == "learn", fix["blocks_after"], CHANGES[fix["kind"]], fix["warns_after"], hours,
            list(rota["people"]).index(fix["person"]))


def check_fixes(rota, shift, fixes, before):
    """Whether those that are offered are all that there are, ten of a kind at most, in their order."""
    ranks = [rank(rota, fix) for fix in fixes]
    if ranks != sorted(ranks):
        yield "fixes in another order"
    keys = ("kind", "person", "leaves", "from_shift", "blocks_after", "warns_after")
    found = {tuple(fix[key] for key in keys) for fix in fixes if fix["kind"] != "learn"}
    wanted = set(fixes_of(rota, shift, before)) if before else set()
    for kind in CHANGES:
        mine, theirs = ({one for one in each if one[0] == kind} for each in (wanted, found))
        if (mine != theirs) if len(mine) <= 10 else (len(theirs) != 10 or not theirs <= mine):
            yield f"{kind}: only the page has {mine - theirs}, only cwp has {theirs - mine}"


# What a period needs.

def needed(rule, fitting, counting):
    return {"each": counting, "least": rule["amount"], "share": -(-counting * rule["amount"] // 100),
            "per": -(-(counting - fitting) // rule["amount"])}[rule["measure"]]


def who_fits(rota, rule, shift, among):
    """Of some people, those whom a rule looks at, and of these those who fit."""
    looked_at = [who for who in among if not rota["people"][who]["flags"] & set(rule["leaving_out"])]
    return looked_at, [who for who in looked_at if fits(rota["people"][who], rule["fits"], shift, [])]


def demand_of(rota, rule, part):
    """(rule, part, shifts, broken, needed, held, able, only, rests on one, freed), or None where the rule is silent."""
    shifts = [shift for shift in rota["shifts"].values()
              if speaks_of(rule, shift) and is_night(shift) == (part == "night")]
    if not shifts or rule["measure"] not in ("each", "least", "share", "per"):
        return None
    broken = asked = held = alone = freed = 0
    able = set()
    for shift in shifts:
        team, fitting = who_fits(rota, rule, shift, [who for who, how in shift["on"].items() if how == "working"])
        need, minutes = needed(rule, len(fitting), len(team)), (shift["end"] - shift["start"]) // MINUTE
        asked += need * minutes
        held += min(need, len(fitting)) * minutes
        more = len(team) + (rule["measure"] != "each")
        broken += len(fitting) < need
        freed += len(fitting) < need and len(fitting) + 1 >= needed(rule, len(fitting) + 1, more)
        everybody = who_fits(rota, rule, shift, rota["people"])[1]
        able.update(everybody)
        alone += len(everybody) == 1
    only = next(iter(able)) if len(able) == 1 else None
    return rule["id"], part, len(shifts), broken, asked, held, len(able), only, alone, freed


def check_demand(rota, answer):
    keys = ("rule", "part", "shifts", "broken", "needed_minutes", "held_minutes", "able", "only", "rests_on_one",
            "freed")
    lines = (demand_of(rota, rule, part) for rule in rota["rules"] for part in ("day", "night"))
    wanted, found = [line for line in lines if line], [tuple(line[key] for key in keys) for line in answer]
    if wanted != found:
        yield f"demand: only the page has {set(wanted) - set(found)}, only cwp has {set(found) - set(wanted)}"


# The command.

def text_of(time):
    return time.astimezone(LONDON).isoformat(timespec="minutes")


def documents(rota):
    people = [{"format": "cwp-portfolio", "format_version": 1,
               "person": {"id": person["id"]} | ({"role": person["role"], "role_basis": "recorded"}
                                                 if person["role"] else {}),
               "evidence": [{key: value for key, value in piece.items() if value} for piece in person["evidence"]]}
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
        asked = [command, "rota", *names[1:], "--rules", names[0], "--on", "2026-10-20", "--json", "--fixes",
                 "--demand"]
        done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"rota.py: the command failed: {done.stderr}")
    return json.loads(done.stdout)


def shown(issue):
    day = datetime.date.fromisoformat(issue["day"]) if issue["day"] else None
    piece = int(issue["origin"].removeprefix("piece ")) if issue["origin"] else None
    return tuple(issue[key] for key in ("severity", "cause", "rule", "person", "other_shift", "have", "need",
                                        "about")) + (day, issue["standing"], piece)


def name_one(wanted, found):
    """Of the pieces of which one is named, the one that cwp names, if it names one of them."""
    named = {issue[:-1]: issue[-1] for issue in found}
    return [(*issue[:-1], named[issue[:-1]]) if issue[1] == "expires" and named.get(issue[:-1]) in issue[-1] else issue
            for issue in wanted]


def compare(command, rota):
    """Problems, and how many fixes were tried."""
    answers = ask(command, rota)
    problems, tried = list(check_demand(rota, answers["demand"])), 0
    for answer in answers["shifts"]:
        shift = rota["shifts"][answer["id"]]
        found = [shown(issue) for issue in answer["issues"]]
        wanted = name_one(issues(rota, shift), found)
        if sorted(wanted, key=str) != sorted(found, key=str):
            problems.append(f"{shift['id']}: only the page has {set(wanted) - set(found)}")
            problems.append(f"{shift['id']}: only cwp has {set(found) - set(wanted)}")
        if [WEIGHT[issue[0]] for issue in found] != sorted(WEIGHT[issue[0]] for issue in found):
            problems.append(f"{shift['id']}: not heaviest first")
        before = sum(issue[0] == "block" for issue in wanted)
        problems += [f"{shift['id']}: {what}" for what in check_fixes(rota, shift, answer["fixes"], before)]
        for fix in answer["fixes"][:3]:
            tried += 1
            problems += [f"{shift['id']}: {fix}: {what}" for what in check_fix(rota, shift, fix)]
    return problems, tried


def main():
    command, count = str(Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 50000
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    shifts = tried = 0
    for seed in range(first, first + count):
        rota = make_rota(random.Random(seed))
        problems, fixes = compare(command, rota)
        shifts += len(rota["shifts"])
        tried += fixes
        if problems:
            print(f"seed {seed}:", *problems[:5], sep="\n  ")
            return 1
    print(f"{count} rotas of {shifts} shifts agree on issues, fixes and demand; {tried} fixes do what they say")
    return 0


if __name__ == "__main__":
    sys.exit(main())
