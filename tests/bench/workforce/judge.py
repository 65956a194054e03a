"""The rules of docs/assessment.md for a whole workforce in SQL, all of them: findings of not yet competent, decisions,
rules that need several records, spans after a start, settings of a workplace and of each worker. Plain rather than
quick; what the bench runs is in rival_duckdb.py.

What it knows of the pathway comes through the package: what a record covers, and what a role category requires in which
settings.
"""

import cwp
import duckdb
import pyarrow as pa

KINDS = ["must", "should", "can"]
EVIDENCE_KINDS = ["declared", "trained", "assessed", "accredited"]
RESULTS = ["completed", "in-progress", "booked", "failed", "withdrawn", "not-applicable"]
STANDINGS = ["met", "expiring", "expired", "in_progress", "claimed", "partly", "no_evidence"]
LEAST = {"must": 2, "should": 1, "can": 1}
COVERAGES = ["complete", "partial", "summary"]

# What a piece of evidence is to one record, from nothing up.
IDLE, NOT_DUE, CLAIMED, PARTLY, EXPIRED, STARTED, WAIVED, EXPIRING, MET = range(1, 10)
STANDING_OF = {
    CLAIMED: "claimed",
    PARTLY: "partly",
    EXPIRED: "expired",
    STARTED: "in_progress",
    EXPIRING: "expiring",
    MET: "met",
    NOT_DUE: "not_applicable",
    WAIVED: "not_applicable",
}

BEST = f"""
CREATE OR REPLACE TEMP TABLE piece AS
SELECT worker, settings, about, extent, starts, ends, kind,
       CASE WHEN result < 3 AND starts > $on THEN 2 ELSE result END AS result
FROM evidence JOIN people USING (worker);

-- The last day on which an assessor found somebody not yet competent in a record.
CREATE OR REPLACE TEMP TABLE refuted AS
SELECT worker, record, max(starts) AS since FROM piece JOIN reach USING (about)
WHERE same AND kind = 2 AND result = 3 AND starts <= $on GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE best AS
SELECT worker, cell, max(rank) AS rank FROM (
  SELECT worker, cell.id AS cell,
    CASE
      WHEN result >= 3 THEN {IDLE}
      WHEN result = 0 AND since IS NOT NULL AND coalesce(starts <= since, true) THEN {IDLE}
      WHEN NOT (result = 0 OR result = 1 AND accepts_started OR result = 2 AND accepts_booked) THEN
        CASE WHEN ends < $on THEN {IDLE} ELSE {STARTED} END
      WHEN ends < $on THEN CASE WHEN kind >= least AND covered AND extent THEN {EXPIRED} ELSE {IDLE} END
      WHEN kind < least THEN {CLAIMED}
      WHEN NOT (covered AND extent) THEN {PARTLY}
      WHEN ends <= $on + $window THEN {EXPIRING}
      ELSE {MET}
    END AS rank
  FROM piece JOIN reach USING (about) JOIN cell USING (settings, record) LEFT JOIN refuted USING (worker, record)
  WHERE result <> 5
  UNION ALL
  SELECT worker, cell.id, {WAIVED} FROM piece JOIN reach USING (about) JOIN cell USING (settings, record)
  WHERE result = 5 AND same AND can_be_waived AND kind >= 2 AND extent AND coalesce(starts <= $on, true)
    AND coalesce(ends >= $on, true))
GROUP BY ALL;

-- What the records that a rule names come to: the weakest of the best few.
CREATE OR REPLACE TEMP TABLE together AS
SELECT worker, rule,
  CASE WHEN at_least <= len(ranks) AND ranks[at_least] >= least_of THEN ranks[at_least]
       WHEN ranks[1] > 0 THEN least_of ELSE 0 END AS rank
FROM (SELECT *, CASE WHEN ranks[1] >= {EXPIRING} THEN {PARTLY} ELSE {IDLE} END AS least_of FROM (
  SELECT people.worker, rule, at_least, list(coalesce(rank, 0) ORDER BY coalesce(rank, 0) DESC) AS ranks
  FROM people JOIN cell USING (settings) LEFT JOIN best ON best.worker = people.worker AND best.cell = cell.id
  WHERE rule IS NOT NULL GROUP BY ALL));

CREATE OR REPLACE TEMP TABLE found AS
SELECT worker, role AS own, settings, line, greatest(rank,
  CASE WHEN rank <= {IDLE} AND since IS NULL AND due >= $on THEN {NOT_DUE} ELSE 0 END) AS rank
FROM (
  SELECT people.worker, people.role, people.settings, cell.record AS line, refuted.since,
    greatest(coalesce(best.rank, 0), coalesce(together.rank, 0)) AS rank,
    CASE WHEN people.role IS NULL OR people.role = span.role THEN
      (started + to_months(span.months))::DATE + span.days END AS due
  FROM people JOIN cell ON people.settings = cell.settings AND cell.rule IS NULL
  LEFT JOIN best ON best.worker = people.worker AND best.cell = cell.id
  LEFT JOIN together ON together.worker = people.worker AND together.rule = cell.record
  LEFT JOIN refuted ON refuted.worker = people.worker AND refuted.record = cell.record
  LEFT JOIN span ON span.rule = cell.record);
"""


def counts():
    """One column for each kind and standing."""
    for place, kind in enumerate(KINDS):
        yield f"count(*) FILTER (kind = {place} AND rank NOT IN ({NOT_DUE}, {WAIVED})) AS {kind}_needed"
        for standing in STANDINGS:
            ranks = [rank for rank, name in STANDING_OF.items() if name == standing] or [0, IDLE]
            yield f"count(*) FILTER (kind = {place} AND rank IN ({', '.join(map(str, ranks))})) AS {kind}_{standing}"


class Judge:
    """Workforces under one pathway and policy. `settings` are for everybody; each worker may have more."""

    def __init__(self, pathway, settings=(), least=None, window=90):
        self.pathway, self.settings = pathway, list(settings)
        self.least, self.window = least or LEAST, window
        self.duck = duckdb.connect()
        self.duck.execute("SET threads = 1")

    def keep(self, name, columns, types):
        table = pa.table({key: pa.array(values, kind) for (key, values), kind in zip(columns.items(), types)})
        self.duck.register("given", table)
        self.duck.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")
        self.duck.unregister("given")

    def coverage(self, role):
        """The least coverage among a role category and all that it builds on."""
        found, left = set(), [role]
        while left:
            each = left.pop()
            if each.code not in found:
                found.add(each.code)
                left += each.baselines
        return max((self.pathway[code].coverage.value for code in found), key=COVERAGES.index)

    def know(self, people, evidence):
        """The tables of the pathway that these people and their evidence need."""
        self.know_reach({row["subject"] for row in evidence})
        sets = {row["settings"]: number for number, row in enumerate(people)}
        sets = {given: number for number, given in enumerate(sets)}
        cells, asked = [], []
        for given, number in sets.items():
            self.know_cells(number, [*self.settings, *(given or "").split()], cells, asked)
        names = [
            "id",
            "settings",
            "record",
            "least",
            "accepts_started",
            "accepts_booked",
            "can_be_waived",
            "rule",
            "at_least",
        ]
        types = [
            pa.int32(),
            pa.int16(),
            pa.string(),
            pa.int8(),
            pa.bool_(),
            pa.bool_(),
            pa.bool_(),
            pa.string(),
            pa.int16(),
        ]
        rows = [(place, *cell) for place, cell in enumerate(cells)]
        self.keep("cell", {name: [row[place] for row in rows] for place, name in enumerate(names)}, types)
        names, types = ["settings", "role", "line", "kind"], [pa.int16(), pa.string(), pa.string(), pa.int8()]
        self.keep("asked", {name: [row[place] for row in asked] for place, name in enumerate(names)}, types)
        spans = []
        for rule in self.pathway.rules:
            terms = {name: int(rule.properties.get(f"within_{name}", 0)) for name in ("months", "weeks", "days")}
            if any(terms.values()):
                spans.append((rule.code, rule.role_category.code, terms["months"], 7 * terms["weeks"] + terms["days"]))
        names, types = ["rule", "role", "months", "days"], [pa.string(), pa.string(), pa.int32(), pa.int32()]
        self.keep("span", {name: [row[place] for row in spans] for place, name in enumerate(names)}, types)
        return sets

    def know_reach(self, subjects):
        rows = []
        for subject in sorted(subject for subject in subjects if subject is not None):
            record = self.pathway.get(subject)
            if record is None:
                continue
            reached, same = {record.code: True}, {record.code}
            for cover in record.covers:
                code, full = cover.target.code, cover.extent.value == "full"
                reached[code] = reached.get(code, False) or full
                if cover.map is None and full:
                    same.add(code)
            rows += [(subject, code, full, code in same) for code, full in reached.items()]
        names, types = ["about", "record", "covered", "same"], [pa.string(), pa.string(), pa.bool_(), pa.bool_()]
        self.keep("reach", {name: [row[place] for row in rows] for place, name in enumerate(names)}, types)

    def know_cells(self, number, settings, cells, asked):
        kinds, records = {}, {}
        for role in self.pathway.role_categories:
            for requirement in role.requirements(settings):
                asked.append((number, role.code, requirement.code, KINDS.index(requirement.kind.value)))
                kinds[requirement.code] = requirement.kind.value
                records[requirement.code] = requirement.record
        for code, kind in kinds.items():
            is_rule = records[code].kind == cwp.Kind.RULE
            terms = records[code].properties if is_rule else {}
            least = EVIDENCE_KINDS.index(terms["least_kind"]) if "least_kind" in terms else self.least[kind]
            accepts = terms.get("accepts", "").split()
            weighed = (least, "in-progress" in accepts, "booked" in accepts)
            cells.append((number, code, *weighed, kind != "must", None, None))
            if is_rule:
                at_least = int(terms.get("at_least", 1))
                cells += [(number, need.code, *weighed, False, code, at_least) for need in records[code].needs]

    def take(self, people, evidence):
        """Rows of people (worker, role, started, settings, site) and of their evidence, as dicts."""
        sets = self.know(people, evidence)
        types = [pa.string(), pa.string(), pa.date32(), pa.int16(), pa.string()]
        role = [self.role_of(row["role"]) for row in people]
        self.keep(
            "people",
            {
                "worker": [row["worker"] for row in people],
                "role": role,
                "started": [row["started"] for row in people],
                "settings": [sets[row["settings"]] for row in people],
                "site": [row["site"] for row in people],
            },
            types,
        )
        known = [row for row in evidence if row["worker"] is not None and row["subject"] is not None]
        types = [pa.string(), pa.string(), pa.int8(), pa.int8(), pa.bool_(), pa.date32(), pa.date32()]
        self.keep(
            "evidence",
            {
                "worker": [row["worker"] for row in known],
                "about": [row["subject"] for row in known],
                "kind": [EVIDENCE_KINDS.index(row["kind"] or "trained") for row in known],
                "result": [RESULTS.index(row["result"] or "completed") for row in known],
                "extent": [(row["extent"] or "full") == "full" for row in known],
                "starts": [row["from"] for row in known],
                "ends": [row["until"] for row in known],
            },
            types,
        )

    def role_of(self, name):
        record = self.pathway.get(name) if name else None
        return record.code if record is not None and record.kind == cwp.Kind.ROLE else None

    def judge(self, on):
        for statement in BEST.split(";\n"):
            if statement.strip():
                text = statement.replace("$on", f"DATE '{on}'").replace("$window", str(self.window))
                self.duck.execute(text)

    def moves(self, on):
        """Rows (worker, role, the counts of must, should and can) of everybody and every role category."""
        self.judge(on)
        names = [f"{kind}_{name}" for kind in KINDS for name in ["needed", *STANDINGS]]
        some = self.duck.execute(f"""SELECT worker, role, {", ".join(counts())}
            FROM found JOIN asked USING (settings, line) GROUP BY ALL""").fetchall()
        known = {row[:2]: row[2:] for row in some}
        workers = [row[0] for row in self.duck.execute("SELECT worker FROM people").fetchall()]
        return {
            (worker, role.code): known.get((worker, role.code), (0,) * len(names))
            for worker in workers
            for role in self.pathway.role_categories
        }

    def gaps(self, on, by="site"):
        """Rows ((group, role, line), the counts and how many it is not asked of)."""
        self.judge(on)
        parts = [f"count(*) FILTER (rank NOT IN ({NOT_DUE}, {WAIVED})) AS needed"]
        for standing in [*STANDINGS, "not_applicable"]:
            ranks = [rank for rank, name in STANDING_OF.items() if name == standing] or [0, IDLE]
            parts.append(f"count(*) FILTER (rank IN ({', '.join(map(str, ranks))})) AS {standing}")
        rows = self.duck.execute(f"""SELECT {by}, own, found.line, kind, {", ".join(parts)}
            FROM found JOIN asked ON found.settings = asked.settings AND found.line = asked.line AND own = asked.role
            JOIN people ON people.worker = found.worker GROUP BY ALL""").fetchall()
        return {row[:4]: row[4:] for row in rows}
