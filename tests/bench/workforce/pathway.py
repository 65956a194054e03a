"""What everybody who is not the engine needs to know of the pathway, as small tables, through the package's public
interface: which record is evidence for which line, how strongly a line is asked, and what one row of evidence says of
one line.

Lines are numbered so that those that the same role categories ask in the same way lie side by side: a segment. Counts
of a role category are sums over its segments.

Left out, and so kept out of the bench's data: findings of not yet competent, decisions that something is not asked, and
time spans after a start. The differential tests (differential.py) have them.
"""

from collections import namedtuple

import cwp
import numpy as np

KINDS = ["must", "should", "can"]
EVIDENCE_KINDS = ["declared", "trained", "assessed", "accredited"]
RESULTS = ["completed", "in-progress", "booked", "failed", "withdrawn", "not-applicable"]
# Standings from the worst to the best: of several pieces of evidence the best counts.
LEVELS = ["claimed", "partly", "expired", "in_progress", "expiring", "met"]
CLAIMED, PARTLY, EXPIRED, IN_PROGRESS, EXPIRING, MET = range(1, 7)
STANDINGS = ["met", "expiring", "expired", "in_progress", "claimed", "partly", "no_evidence"]
POLICY = {"must": 2, "should": 1, "can": 1}
WINDOW = 90
# As a piece of evidence stands on a day: what it is by then, and whether it holds, ends soon, or is over. Nothing comes
# of the last one.
COMPLETED, STARTED, BOOKED = 0, 3, 6
HOLDS, ENDS_SOON, OVER = range(3)
STATES, NOTHING = 10, 9
# The state of each result once it has begun, and before; what holds by then is added.
BEGUN = np.array([COMPLETED, STARTED, BOOKED, NOTHING, NOTHING, NOTHING], np.int8)
AHEAD = np.array([BOOKED, BOOKED, BOOKED, NOTHING, NOTHING, NOTHING], np.int8)
NEVER, ALWAYS = 2**30, -(2**30)  # days in place of those that are not known

Line = namedtuple("Line", "code title kind least accepts asked")  # asked: (role, kind) of each that asks it


def stands_as(state, enough, strong, accepts):
    """What a piece of evidence says of a line, as a number of LEVELS from 1; 0 for nothing."""
    if state == NOTHING:
        return 0
    what, when = state // 3 * 3, state % 3
    if what != COMPLETED and not (what == STARTED and "in-progress" in accepts):
        return 0 if when == OVER else IN_PROGRESS
    if when == OVER:
        return EXPIRED if enough else 0
    if not strong:
        return CLAIMED
    if not enough:
        return PARTLY
    return EXPIRING if when == ENDS_SOON else MET


class Tables:
    """The tables of one edition, for the subjects of a dictionary."""

    def __init__(self, subjects, edition=None):
        self.pathway = cwp.Pathway(edition) if edition else cwp.Pathway()
        self.roles = [role.code for role in self.pathway.role_categories]
        self.lines = self.all_lines()
        self.number = {line.code: place for place, line in enumerate(self.lines)}
        self.segments = list(dict.fromkeys(line.asked for line in self.lines))
        self.segment_of = np.array([self.segments.index(line.asked) for line in self.lines], np.int8)
        self.subjects = subjects
        self.effects = self.all_effects()

    def all_lines(self):
        asked, record = {}, {}
        for place, role in enumerate(self.pathway.role_categories):
            for requirement in role.requirements():
                asked.setdefault(requirement.code, []).append((place, KINDS.index(requirement.kind.value)))
                record[requirement.code] = requirement.record
        lines = []
        for code, by in asked.items():
            terms = record[code].properties
            kind = KINDS[by[0][1]]
            least = EVIDENCE_KINDS.index(terms["least_kind"]) if "least_kind" in terms else POLICY[kind]
            accepts = terms.get("accepts", "completed").split()
            lines.append(Line(code, record[code].title, kind, least, accepts, tuple(by)))
        return sorted(lines, key=lambda line: line.asked)

    def reach(self, subject):
        """The lines that evidence about a subject is evidence for, and whether in full. The rules of the built-in
        editions are met by one of what they name, so that each of these reaches the rule."""
        record = self.pathway.get(subject)
        if record is None:
            return {}
        reached = {record.code: True}
        for cover in record.covers:
            reached[cover.target.code] = reached.get(cover.target.code, False) or cover.extent.value == "full"
        for rule in self.pathway.rules:
            assert int(rule.properties.get("at_least", "1")) == 1
            for need in rule.needs:
                if need.code in reached:
                    reached[rule.code] = reached.get(rule.code, False) or reached[need.code]
        return {self.number[code]: full for code, full in reached.items() if code in self.number}

    def all_effects(self):
        """Columns subject, kind, state, line, level: a row for all that a piece of evidence can say."""
        rows = []
        for subject, code in enumerate(self.subjects):
            for number, full in self.reach(code).items():
                line = self.lines[number]
                for kind in range(len(EVIDENCE_KINDS)):
                    strong = kind >= line.least
                    for state in range(STATES - 1):
                        level = stands_as(state, strong and full, strong, line.accepts)
                        if level:
                            rows.append((subject, kind, state, number, level))
        return np.array(rows, np.int32).reshape(-1, 5).T

    def all_reach(self):
        """Rows of role category, subject * kinds + kind, line, and what a piece says of it once it is completed: 0
        enough, 1 in part, 2 too weak; 3 more where what is in progress counts too."""
        rows = []
        for subject, code in enumerate(self.subjects):
            for number, full in self.reach(code).items():
                line = self.lines[number]
                for kind in range(len(EVIDENCE_KINDS)):
                    says = (0 if full else 1) if kind >= line.least else 2
                    says += 3 * ("in-progress" in line.accepts)
                    rows += [(role, subject * len(EVIDENCE_KINDS) + kind, number, says) for role, _ in line.asked]
        return np.array(rows, np.int32)

    def all_asks(self):
        """Rows of role category and line that it asks for."""
        return np.array([(role, number) for number, line in enumerate(self.lines) for role, _ in line.asked], np.int16)

    def key(self, subject, kind, state):
        """One number for what a piece of evidence is about, its kind, and how it stands on a day."""
        return (subject * len(EVIDENCE_KINDS) + kind) * STATES + state

    @property
    def key_count(self):
        return len(self.subjects) * len(EVIDENCE_KINDS) * STATES

    @property
    def words(self):
        return (len(self.lines) + 63) // 64

    def masks(self):
        """For each key and level, the lines for which it is at least that level, a bit each: (key, level, word)."""
        subject, kind, state, line, level = self.effects
        keys = self.key(subject, kind, state)
        masks = np.zeros((self.key_count, len(LEVELS), self.words), np.uint64)
        bit = np.uint64(1) << (line % 64).astype(np.uint64)
        for at_least in range(1, len(LEVELS) + 1):
            rows = level >= at_least
            np.bitwise_or.at(masks, (keys[rows], at_least - 1, line[rows] // 64), bit[rows])
        return masks

    def segment_masks(self):
        """The words in which each segment lies: (segment, word, mask), masks that are not empty."""
        found = []
        for segment in range(len(self.segments)):
            mask = np.zeros(self.words, np.uint64)
            for line in np.flatnonzero(self.segment_of == segment):
                mask[line // 64] |= np.uint64(1) << np.uint64(line % 64)
            found += [(segment, int(word), int(mask[word])) for word in np.flatnonzero(mask)]
        return found

    def sums(self):
        """Which segments a role category adds up, and as what: segments by (role, kind)."""
        matrix = np.zeros((len(self.segments), len(self.roles), len(KINDS)), np.int16)
        for segment, asked in enumerate(self.segments):
            for role, kind in asked:
                matrix[segment, role, kind] = 1
        return matrix

    def needed(self):
        """How many lines each role category asks: (role, kind)."""
        sizes = np.bincount(self.segment_of, minlength=len(self.segments))
        return np.tensordot(sizes, self.sums(), 1).astype(np.int16)


def standings(at_least, needed):
    """Counts of each standing, in the order of the columns, out of how many lines are at least so well."""
    claimed, partly, expired, under_way, expiring, met = at_least
    return [
        needed,
        met,
        expiring - met,
        expired - under_way,
        under_way - expiring,
        claimed - partly,
        partly - expired,
        needed - claimed,
    ]


def count_columns():
    return [f"{kind}_{name}" for kind in KINDS for name in ["needed", *STANDINGS]]
