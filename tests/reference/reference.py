"""What an assessment means, written down a second time: plainly, slowly, and from the documents alone
(docs/assessment.md, docs/portfolio.md, lib/data/README.md and the public headers), never from the library's sources.
compare.py holds the library to it.

    framework = edition("2025")                       # or read_framework("own.json")
    answer = assess(framework, portfolio, role="CSW", on="2026-11-21", settings=["dementia"], policy=Policy())

`portfolio` is what json.load makes of a portfolio's file. Nothing here is checked for being well-formed: the library
refuses what is not, and the comparison gives it only what is.
"""

import calendar
import datetime
import json
import re
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

KINDS = ["declared", "trained", "assessed", "accredited"]  # of evidence, weakest first
# Worst first; what is not applicable is given to what would be no-evidence.
STANDINGS = ["not-applicable", "no-evidence", "claimed", "partly", "expired", "in-progress", "expiring", "met"]
HELD = ("met", "expiring")
PART, FULL = 1, 2
ANY_END = 2**31 - 1  # CWP_EXPIRING_ANY
FOREVER, ALWAYS = float("inf"), float("-inf")


class Unknown(Exception):
    """The role category that is asked about is not known."""


class Policy(namedtuple("Policy", "must should can expiring_days", defaults=("assessed", "trained", "trained", 90))):
    """The weakest kind of evidence that meets each kind of requirement, and the days before an end that are soon:
    ANY_END for all that ends at all."""


# --- Framework files -------------------------------------------------------------------------------------------------


def identity(record):
    """By what a record of a list is known again in a file that extends another one; None if by nothing."""
    if "code" in record:
        return "code", record["code"].lower()
    return ("list", record["list"]) if "list" in record else None


def is_records(value):
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def laid_over(below, above):
    """A document, a record or a list of records with another one laid over it: what has a known code changes that
    record and gives only what differs, everything else is added. Names once given still resolve."""
    if is_records(below) and is_records(above) and all(identity(record) for record in above):
        places = {identity(record): place for place, record in enumerate(below)}
        result = list(below)
        for record in above:
            if identity(record) in places:
                place = places[identity(record)]
                result[place] = laid_over(result[place], record)
            else:
                result.append(record)
        return result
    if isinstance(below, dict) and isinstance(above, dict):
        result = below | {key: laid_over(below[key], value) if key in below else value for key, value in above.items()}
        names = [*below.get("aliases", []), *above.get("aliases", []), *([below["slug"]] if "slug" in below else [])]
        return result | {"aliases": names} if names else result
    return above


def without(value, hidden):
    """The same without the records whose codes are hidden, all that stands in them, and every mention of them."""
    gone = set(hidden)

    def stand_in(inner, inside):
        if isinstance(inner, dict):
            inside = inside or inner.get("code", "").lower() in gone
            if inside and "code" in inner:
                gone.add(inner["code"].lower())
            for child in inner.values():
                stand_in(child, inside)
        elif isinstance(inner, list):
            for child in inner:
                stand_in(child, inside)

    def is_gone(item):
        if isinstance(item, str):
            return item.lower() in gone
        names = (item.get(key) for key in ("code", "area", "role", "to", "from", "learning", "value"))
        return any(isinstance(name, str) and name.lower() in gone for name in names)

    def left(inner):
        if isinstance(inner, dict):
            return {key: left(child) for key, child in inner.items()}
        if isinstance(inner, list):
            return [left(child) for child in inner if not is_gone(child)]
        return inner

    stand_in(value, False)
    return left(value)


def load(path):
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    for each in document.get("evidence_maps", []):
        each["code"] = "MAP." + each["from"]  # by which it can be hidden, and another from the same record replaces it
    return document


def built_in(code):
    """The document of a built-in edition: what lib/CMakeLists.txt puts together, laid over what the edition extends."""
    cmake = (ROOT / "lib/CMakeLists.txt").read_text(encoding="utf-8")

    def files(part):
        return re.search(rf"set\(CWP_DATA_{part}\s([^)]*)\)", cmake).group(1).split()

    path = f"data/{code}.json"
    own = load(ROOT / "lib" / path)
    if "extends" in own:
        return extended(own)
    document = {}
    for name in files("COMMON") + (files("SHARED") if path in files("EDITIONS") else []):
        document = laid_over(document, load(ROOT / "lib" / name))
    return laid_over(document, own)


def extended(own):
    hidden = [code.lower() for code in own.get("hide", [])]
    return laid_over(without(built_in(own["extends"]), hidden), own)


def edition(code):
    return Framework(built_in(code))


def read_framework(path):
    own = load(path)
    return Framework(extended(own) if "extends" in own else own)


class Framework:
    """The records of a framework that an assessment looks at, by code in small letters."""

    def __init__(self, document):
        self.roles = self.by_code(document.get("role_categories", []))
        self.areas = self.by_code(document.get("practice_areas", []))
        self.learning = self.by_code(document.get("learning", []))
        self.codes, self.activities = {}, []
        for codes in document.get("code_lists", []):
            self.codes.update(self.by_code(codes.get("items", [])))
            if codes["list"] == "delegated-healthcare-activity":
                self.activities = [item["code"].lower() for item in codes.get("items", [])]
        self.units, self.behaviours, self.groups, self.statements, self.rules = {}, {}, {}, {}, {}
        for course in self.learning.values():
            self.units.update(self.by_code(course.get("units", [])))
        self.group_of, self.role_of = {}, {}
        for code, role in self.roles.items():
            self.role_of.update({rule["code"].lower(): code for rule in role.get("rules", [])})
            self.behaviours.update(self.by_code(role.get("behaviours", [])))
            self.groups.update(self.by_code(role.get("groups", [])))
            self.rules.update(self.by_code(role.get("rules", [])))
        for code, group in self.groups.items():
            self.statements.update(self.by_code(group.get("statements", [])))
            for statement in group.get("statements", []):
                self.group_of[statement["code"].lower()] = code
        self.maps = {}
        for each in document.get("evidence_maps", []):
            self.maps.setdefault(each["from"].lower(), []).extend(each["covers"])
        self.successors = {}
        for code, item in self.codes.items():
            after = item.get("successor", [])
            self.successors[code] = [after.lower()] if isinstance(after, str) else [each.lower() for each in after]
        self.names = self.all_names()
        self.reached, self.same = {}, {}

    @staticmethod
    def by_code(records):
        return {record["code"].lower(): record for record in records}

    def all_names(self):
        """Codes, slugs and aliases, in small letters, and the code that each means."""
        kinds = [self.roles, self.behaviours, self.statements, self.rules, self.areas, self.groups, self.learning,
                 self.units, self.codes]
        names = {code: code for records in kinds for code in records}
        for records in kinds:
            for code, record in records.items():
                for name in [record.get("slug", record["code"]), *record.get("aliases", [])]:
                    names.setdefault(name.lower(), code)
        return names

    def find(self, name):
        return self.names.get(name.lower())

    def written(self, code):
        """A code as the file writes it."""
        for records in (self.behaviours, self.statements, self.rules, self.areas, self.codes):
            if code in records:
                return records[code]["code"]
        raise KeyError(code)

    def reach(self, code):
        """What evidence about a record is evidence for, and how far: the record itself and the statements of a group in
        full, and what maps say, followed to their end, with the weakest extent on the way. Where two ways lead to the
        same record, the one that goes further counts."""
        if code not in self.reached:
            self.reached[code] = self.follow(code, FULL, {})
        return self.reached[code]

    def follow(self, code, extent, found):
        if found.get(code, 0) >= extent:
            return found
        found[code] = extent
        for statement in self.groups.get(code, {}).get("statements", []):
            self.follow(statement["code"].lower(), extent, found)
        for cover in self.maps.get(code, []):
            self.follow(cover["to"].lower(), min(extent, FULL if cover["extent"] == "full" else PART), found)
        for after, part in self.took_the_place(code):
            self.follow(after, min(extent, part), found)
        return found

    def took_the_place(self, code):
        """What took the place of a retired code, and how far: one successor in full, several in part each; but not
        what the code's own map speaks of."""
        after = self.successors.get(code, [])
        mapped = [cover["to"].lower() for cover in self.maps.get(code, [])]
        return [(each, FULL if len(after) == 1 else PART) for each in after if each not in mapped]

    def same_as(self, code):
        """What a finding or a decision about a record speaks of: the record, the statements of a group, and the one
        successor of a retired code and its."""
        if code not in self.same:
            found, left = [], [code]
            while left:
                each = left.pop()
                if each not in found:
                    found.append(each)
                    left += [statement["code"].lower() for statement in self.groups.get(each, {}).get("statements", [])]
                    left += [after for after, part in self.took_the_place(each) if part == FULL]
            self.same[code] = found
        return self.same[code]


# --- What is asked ---------------------------------------------------------------------------------------------------

Requirement = namedtuple("Requirement", "line kind stated")  # a code; how strongly here, and outside any setting


def built_on(framework, role):
    """The role category and all that it builds on, from the nearest down, each once."""
    order = [role]
    for each in order:
        for baseline in framework.roles[each].get("baselines", []):
            if baseline["role"].lower() not in order:
                order.append(baseline["role"].lower())
    return order


def requirements(framework, role, settings):
    """All that a role category asks in the settings. Must lines first, as stated; then knowledge and skills, its own
    and those of what it builds on; then its rules; then practice areas in the framework's order; then delegated
    healthcare activities in the order in which they were named."""
    own = framework.roles[role]
    areas = [setting for setting in settings if setting in framework.areas]
    activities = list(dict.fromkeys(setting for setting in settings if setting in framework.activities))
    result = [Requirement(record["code"].lower(), "must", "must") for record in own.get("behaviours", [])]
    for each in built_on(framework, role):
        for group in framework.roles[each].get("groups", []):
            lines = [statement["code"].lower() for statement in group.get("statements", [])]
            result += [Requirement(line, "should", "should") for line in lines]
    for rule in own.get("rules", []):
        named_settings = [framework.find(slug) for slug in rule.get("settings", [])]
        speaks_of = [code.lower() for code in rule.get("of", [])]
        binds = any(area in named_settings for area in areas) or any(code in speaks_of for code in activities)
        result.append(Requirement(rule["code"].lower(), "must" if binds else rule["kind"], rule["kind"]))
    is_open = [link["area"].lower() for link in own.get("areas", [])]
    for area in framework.areas:  # a setting may name one that is not open to the category
        if area in is_open or area in areas:
            result.append(Requirement(area, "must" if area in areas else "can", "can"))
    return result + [Requirement(code, "must", "can") for code in activities]


def coverage(framework, role):
    """The least coverage among the role category and all that it builds on."""
    order = ["summary", "partial", "complete"]
    return min((framework.roles[each]["coverage"] for each in built_on(framework, role)), key=order.index)


# --- Evidence --------------------------------------------------------------------------------------------------------

Piece = namedtuple("Piece", "index about kind result whole start end")
Bar = namedtuple("Bar", "least accepts day window")  # what is asked of evidence, on which day
Outcome = namedtuple("Outcome", "standing enough kind end start index", defaults=(False, -1, ALWAYS, ALWAYS, None))
NOTHING = Outcome("no-evidence")


def day_number(text):
    return datetime.date.fromisoformat(text).toordinal()


def months_later(number, months):
    """The same day of the month so many months later, or the month's last day where it is shorter; None behind the
    last date that there is."""
    day = datetime.date.fromordinal(number)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > 9999:
        return None
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])).toordinal()


def day_text(number):
    return datetime.date.fromordinal(number).isoformat()


def pieces_of(framework, portfolio):
    """The evidence about what the framework knows; the rest belongs to another one and is passed over."""
    pieces = []
    for index, item in enumerate(portfolio.get("evidence", [])):
        about = framework.find(item["about"])
        if about is not None:
            start = day_number(item["from"]) if item.get("from") else ALWAYS
            end = day_number(item["until"]) if item.get("until") else FOREVER
            whole = item.get("extent", "full") == "full"
            kind = KINDS.index(item["kind"])
            pieces.append(Piece(index, about, kind, item.get("result") or "completed", whole, start, end))
    return pieces


def weigh(piece, whole, bar):
    """What one piece of evidence says of a requirement that it covers, wholly or in part. What counts for nothing is
    no-evidence."""
    if piece.result not in ("completed", "in-progress", "booked"):
        return "no-evidence"
    strong = piece.kind >= bar.least
    is_over = piece.end < bar.day
    result = "booked" if piece.start > bar.day else piece.result
    if result != "completed" and result not in bar.accepts:
        return "no-evidence" if is_over else "in-progress"
    if is_over:
        return "expired" if strong and whole else "no-evidence"
    if not strong:
        return "claimed"
    if not whole:
        return "partly"
    return "expiring" if piece.end - bar.day <= bar.window else "met"


def standing_order(outcome):
    """The best standing goes first, and of what is under way what will be enough."""
    return STANDINGS.index(outcome.standing), outcome.standing == "in-progress" and outcome.enough


def order(outcome):
    """Of several outcomes with the same standing: the strongest kind, what holds longest, what began last, what comes
    first in the portfolio."""
    first = -outcome.index if outcome.index is not None else ALWAYS
    return *standing_order(outcome), outcome.kind, outcome.end, outcome.start, first


def findings(framework, target, pieces, day):
    """What assessors found the person not yet competent in by that day: the record itself, its whole group, or what it
    took the place of."""
    return [
        piece
        for piece in pieces
        if target in framework.same_as(piece.about)
        and piece.kind == KINDS.index("assessed")
        and piece.result == "failed"
        and ALWAYS < piece.start <= day
    ]


def judge_record(framework, target, pieces, bar):
    """The best that any evidence says of one record."""
    latest_first = sorted(findings(framework, target, pieces, bar.day), key=lambda piece: (-piece.start, piece.index))
    found = latest_first[0] if latest_first else None
    outcomes = [NOTHING]
    for piece in pieces:
        extent = framework.reach(piece.about).get(target, 0)
        if extent == 0 or piece.result == "not-applicable":
            continue
        whole = piece.whole and extent == FULL
        standing = weigh(piece, whole, bar)
        if found and piece.result == "completed" and piece.start <= found.start:
            standing = "no-evidence"
        enough = whole and piece.kind >= bar.least
        outcomes.append(Outcome(standing, enough, piece.kind, piece.end, piece.start, piece.index))
    best = max(outcomes, key=order)
    if found and best.standing == "no-evidence":
        # Where nothing counts because of a finding, it is what is named; it has no last day.
        return Outcome("no-evidence", False, found.kind, FOREVER, found.start, found.index)
    return best


def judge_rule(framework, rule, pieces, bar):
    """Evidence about the rule itself, or the best `at_least` of the records that it names: the better decides."""
    itself = judge_record(framework, rule["code"].lower(), pieces, bar)
    if not rule.get("of"):
        return itself
    named = [judge_record(framework, code.lower(), pieces, bar) for code in rule["of"]]
    # Among equals those that hold longest are the best.
    named.sort(key=lambda outcome: (*standing_order(outcome), outcome.end, order(outcome)), reverse=True)
    at_least = rule.get("at_least", 1)
    together = named[at_least - 1] if at_least <= len(named) else NOTHING
    if STANDINGS.index(together.standing) < STANDINGS.index("partly") and named[0].standing in HELD:
        together = named[0]._replace(standing="partly")
    if together.index is None:
        together = named[0]._replace(standing="no-evidence")  # nothing of the best few: what there is, is named
    if together.standing == "no-evidence" and findings(framework, rule["code"].lower(), pieces, bar.day):
        return itself  # a finding about the rule itself is told, and not what else lies there
    return max(itself, together, key=lambda outcome: (*standing_order(outcome), outcome.kind, outcome.end))


def due_day(framework, rule, person):
    """The last day on which a rule with a span is in time: None where there is no span, or no start in a post of the
    rule's role category is known."""
    weeks, days = rule.get("within_weeks", 0), rule.get("within_days", 0)
    months = rule.get("within_months", 0)
    if not (months or weeks or days) or not person.get("started"):
        return None
    post = framework.find(person.get("role") or "")
    if post is not None and post != framework.role_of[rule["code"].lower()]:
        return None
    later = months_later(day_number(person["started"]), months)
    return FOREVER if later is None else later + 7 * weeks + days


# --- The assessment --------------------------------------------------------------------------------------------------

# `until` is a day's text or None, `evidence` an index in the portfolio or None where nothing is on record.
Judgement = namedtuple("Judgement", "code kind stated standing until evidence")
Answer = namedtuple("Answer", "coverage ready judgements")


def decisions(framework, target, pieces, day):
    """What somebody else than the person decided is not asked on that day."""
    return [
        Outcome("not-applicable", False, piece.kind, piece.end, piece.start, piece.index)
        for piece in pieces
        if target in framework.same_as(piece.about)
        and piece.kind >= KINDS.index("assessed")
        and piece.result == "not-applicable"
        and piece.whole
        and piece.start <= day <= piece.end
    ]


def judge(framework, requirement, pieces, day, policy, person):
    rule = framework.rules.get(requirement.line)
    least = (rule or {}).get("least_kind") or getattr(policy, requirement.kind)
    bar = Bar(KINDS.index(least), (rule or {}).get("accepts", []), day, policy.expiring_days)
    if rule:
        outcome = judge_rule(framework, rule, pieces, bar)
        due = due_day(framework, rule, person)
        found = findings(framework, requirement.line, pieces, day)
        if outcome.standing == "no-evidence" and due is not None and day <= due and not found:
            outcome = Outcome("not-applicable")
    else:
        outcome = judge_record(framework, requirement.line, pieces, bar)
    decided = decisions(framework, requirement.line, pieces, day) if requirement.kind != "must" else []
    if decided and outcome.standing not in HELD:
        outcome = max(decided, key=order)
    until = day_text(outcome.end) if outcome.index is not None and outcome.end != FOREVER else None
    code = framework.written(requirement.line)
    return Judgement(code, requirement.kind, requirement.stated, outcome.standing, until, outcome.index)


def assess(framework, portfolio, role, on, settings=(), policy=Policy()):
    """Where a person stands. `role`, and each of `settings`, is a code, slug or alias; role None asks about the
    person's own role category. Raises Unknown where that is not known."""
    role = framework.find(role or portfolio["person"].get("role") or "")
    if role not in framework.roles:
        raise Unknown
    pieces = pieces_of(framework, portfolio)
    asked = requirements(framework, role, [framework.find(setting) for setting in settings])
    person, day = portfolio["person"], day_number(on)
    judgements = [judge(framework, requirement, pieces, day, policy, person) for requirement in asked]
    covered = coverage(framework, role)
    needed = [judgement for judgement in judgements if judgement.kind != "can"]
    ready = covered == "complete" and all(judgement.standing in (*HELD, "not-applicable") for judgement in needed)
    return Answer(covered, ready, judgements)
