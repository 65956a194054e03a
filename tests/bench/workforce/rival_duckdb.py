"""DuckDB, in two forms: a join with every line that evidence reaches and the best of each; and bits, OR over the rows
of evidence. HUGEINT holds the bits: BITSTRING columns take half as long again, 64-bit integers a third."""

import duckdb
import numpy as np
import pyarrow as pa
from columns import as_numbers, dictionary_of, labelled, pieces
from pathway import EVIDENCE_KINDS, KINDS, LEVELS, STANDINGS, STATES, WINDOW, count_columns

BITS = 120  # of lines in a HUGEINT, whose bit_count gives a signed byte
# Counts of a standing out of how many lines are at least so well.
COUNTS = [
    "{needed}",
    "{met}",
    "{expiring} - {met}",
    "{expired} - {in_progress}",
    "{in_progress} - {expiring}",
    "{claimed} - {partly}",
    "{partly} - {expired}",
    "{needed} - {claimed}",
]


def day(number):
    return f"(DATE '1970-01-01' + {number})"


def state(on):
    """How a row of evidence stands on a day, as pathway.py numbers it."""
    return f"""CASE WHEN result >= 3 THEN 9 ELSE
        CASE WHEN "from" > {day(on)} THEN 6 ELSE result * 3 END +
        CASE WHEN until < {day(on)} THEN 2 WHEN until <= {day(on + WINDOW)} THEN 1 ELSE 0 END END"""


def keyed(on):
    about = f"(subject::INTEGER * {len(EVIDENCE_KINDS)} + kind)"
    return f"(SELECT worker, {about} * {STATES} + ({state(on)}) AS key FROM evidence)"


class Rival:
    def __init__(self, tables, threads):
        self.tables = tables
        self.duck = duckdb.connect()
        self.duck.execute(f"SET threads = {threads}; SET preserve_insertion_order = false")
        self.prepare()

    def keep(self, name, columns):
        """A table of DuckDB's own."""
        self.duck.register("given", pa.table(columns))
        self.duck.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")
        self.duck.unregister("given")

    def look_at(self, workers, evidence):
        self.duck.register("workers", as_numbers(workers))
        self.duck.register("evidence", as_numbers(evidence))


class Gaps(Rival):
    """Both forms answer for the lines of the own role category alike: twelve months are twelve bits for each level, so
    that one OR serves them all."""

    def prepare_gaps(self):
        reach = self.tables.all_reach().astype(np.int16)
        self.keep("reach", dict(zip(["role", "key", "line", "says"], reach.T)))
        self.keep("asks", dict(zip(["role", "line"], self.tables.all_asks().T)))

    def spans(self, dates):
        """Columns of evidence: bits of the days on which it holds (h), ends soon (s), is over (o), is ahead (p)."""

        def bits(condition):
            return (
                "("
                + " + ".join(
                    f"(({condition.format(day(on), day(on + WINDOW))})::BIGINT << {place})"
                    for place, on in enumerate(dates)
                )
                + ")"
            )

        every = 2 ** len(dates) - 1
        later = bits('"from" > {0}')
        ahead = f'CASE WHEN "from" IS NULL OR "from" <= {day(dates[0])} THEN 0 ELSE {later} END'
        over = f"CASE WHEN until IS NULL THEN 0 ELSE {bits('until < {0}')} END"
        soon = f"CASE WHEN until IS NULL THEN 0 ELSE {bits('until BETWEEN {0} AND {1}')} END"
        return f"""SELECT worker, result, subject * {len(EVIDENCE_KINDS)} + kind AS key,
            {every} & ~ahead & ~ended & ~ending AS h, ending & ~ahead AS s, ended AS o, ahead AS p
            FROM (SELECT *, {ahead} AS ahead, {over} AS ended, {soon} AS ending FROM evidence WHERE result < 3)"""

    def said(self, dates):
        """The same by what it says of lines: `low` has claimed, partly and expired or better, `high` the others, for
        says 0 (enough), 1 (in part), 2 (too weak)."""
        n = len(dates)
        every = 2**n - 1

        def packed(a, b, c):
            return f"(({a}) | (({b}) << {n}) | (({c}) << {2 * n}))"

        columns = []
        for suffix, is_begun in ((0, "result = 0"), (3, "result < 2")):
            h, s, o = (f"(CASE WHEN {is_begun} THEN {name} ELSE 0 END)" for name in "hso")
            p = f"(CASE WHEN {is_begun} THEN p ELSE {every} & ~o END)"
            held = f"{h} | {s}"
            columns += [
                f"{packed(f'{held} | {p} | {o}', f'{held} | {p} | {o}', f'{held} | {p} | {o}')} AS low{suffix}",
                f"{packed(f'{held} | {p}', held, h)} AS high{suffix}",
                f"{packed(f'{held} | {p}', f'{held} | {p}', p)} AS low{suffix + 1}",
                f"{packed(p, 0, 0)} AS high{suffix + 1}",
                f"{packed(f'{held} | {p}', p, p)} AS low{suffix + 2}",
                f"{packed(p, 0, 0)} AS high{suffix + 2}",
            ]
        return f"SELECT worker, key, {', '.join(columns)} FROM ({self.spans(dates)})"

    def gaps(self, workers, evidence, dates):
        tables, duck, n = self.tables, self.duck, len(dates)
        own = dictionary_of(workers, "role")
        self.keep(
            "own",
            {
                "label": np.arange(len(own), dtype=np.int8),
                "number": np.array([tables.roles.index(code) for code in own], np.int16),
            },
        )
        pick = {
            half: "CASE says " + " ".join(f"WHEN {k} THEN {half}{k}" for k in range(6)) + " END"
            for half in ("low", "high")
        }
        bits = [
            f"sum((({'low' if level < 3 else 'high'}) >> {level % 3 * n + place}) & 1)::BIGINT AS {name}_{place}"
            for level, name in enumerate(LEVELS)
            for place in range(n)
        ]
        self.look_at(workers, evidence)
        duck.execute("""CREATE OR REPLACE TABLE people AS
            SELECT worker, area, number AS role FROM workers JOIN own ON workers.role = own.label""")
        duck.execute(
            "CREATE OR REPLACE TABLE parts (area SMALLINT, role SMALLINT, line SMALLINT, "
            + ", ".join(f"{name}_{place} BIGINT" for name in LEVELS for place in range(n))
            + ")"
        )
        for piece in pieces(workers, evidence):
            duck.register("evidence", as_numbers(piece))
            duck.execute(f"""INSERT INTO parts SELECT area, role, line, {", ".join(bits)} FROM (
                SELECT worker, area, role, line, bit_or({pick["low"]}) AS low, bit_or({pick["high"]}) AS high
                FROM ({self.said(dates)}) JOIN people USING (worker) JOIN reach USING (role, key) GROUP BY ALL)
                GROUP BY ALL""")
        duck.execute(
            "CREATE OR REPLACE TABLE found AS SELECT area, role, line, "
            + ", ".join(f"sum({name}_{place})::BIGINT AS {name}_{place}" for name in LEVELS for place in range(n))
            + " FROM parts GROUP BY ALL"
        )
        duck.execute("""CREATE OR REPLACE TABLE wanted AS SELECT area, role, line, needed FROM
            (SELECT area, role, count(*) AS needed FROM people GROUP BY ALL) JOIN asks USING (role)""")
        names = ["needed", *STANDINGS]
        months = []
        for place, on in enumerate(dates):
            at_least = {name: f"coalesce({name}_{place}, 0)" for name in LEVELS} | {"needed": "needed"}
            counts = ", ".join(f"{text.format(**at_least)} AS {name}" for name, text in zip(names, COUNTS))
            months.append(f"""SELECT area::INTEGER AS area, {day(on)} AS "on", role::INTEGER AS role,
                line::INTEGER AS code, {counts} FROM wanted LEFT JOIN found USING (area, role, line)""")
        answer = duck.sql(" UNION ALL ".join(months)).to_arrow_table()
        return labelled(
            answer,
            {
                "area": dictionary_of(workers, "area"),
                "role": tables.roles,
                "code": [line.code for line in tables.lines],
            },
        )


class Join(Gaps):
    name = "DuckDB, join"

    def prepare(self):
        tables = self.tables
        subject, kind, at, line, level = tables.effects
        self.keep(
            "effects",
            {
                "key": tables.key(subject, kind, at).astype(np.int32),
                "line": line.astype(np.int16),
                "level": level.astype(np.int8),
            },
        )
        self.keep("segment", {"line": np.arange(len(tables.lines), dtype=np.int16), "segment": tables.segment_of})
        self.prepare_gaps()

    def moves(self, workers, evidence, on):
        tables, duck = self.tables, self.duck
        self.look_at(workers, evidence)
        # Of each worker a column for each segment and level: lines of it that are at least so well.
        segments = [(segment, level) for segment in range(len(tables.segments)) for level in range(1, len(LEVELS) + 1)]
        of_segment = ", ".join(
            f"count(*) FILTER (level >= {level})::SMALLINT AS c{level}" for level in range(1, len(LEVELS) + 1)
        )
        cells = ", ".join(f"any_value(c{level}) FILTER (segment = {s}) AS c{s}_{level}" for s, level in segments)
        names = ", ".join(f"c{s}_{level} SMALLINT" for s, level in segments)
        duck.execute(f"CREATE OR REPLACE TABLE counted (worker BIGINT, {names})")
        for piece in pieces(workers, evidence):
            duck.register("evidence", as_numbers(piece))
            duck.execute(f"""INSERT INTO counted SELECT worker, {cells} FROM (
                SELECT worker, segment, {of_segment} FROM (
                    SELECT worker, line, max(level) AS level FROM {keyed(on)} JOIN effects USING (key) GROUP BY ALL)
                JOIN segment USING (line) GROUP BY ALL) GROUP BY worker""")
        sums = tables.sums()

        def at_least(role, kind, level):
            parts = [f"coalesce(c{s}_{level}, 0)" for s in range(len(tables.segments)) if sums[s, role, kind]]
            return "(" + " + ".join(parts or ["0"]) + ")"

        duck.register("workers", as_numbers(workers))
        return labelled(
            duck.sql(moves_of(tables, "workers LEFT JOIN counted USING (worker)", at_least)).to_arrow_table(),
            {"role": tables.roles},
        )


class Bits(Gaps):
    name = "DuckDB, bits"

    def prepare(self):
        tables = self.tables
        self.width = (len(tables.lines) + BITS - 1) // BITS
        subject, kind, at, line, level = tables.effects
        keys = tables.key(subject, kind, at)
        # HUGEINT has no Arrow type: its 120 bits come as two halves of 60.
        half = np.zeros((tables.key_count, len(LEVELS), 2 * self.width), np.int64)
        for at_least in range(1, len(LEVELS) + 1):
            rows = level >= at_least
            np.bitwise_or.at(half, (keys[rows], at_least - 1, line[rows] // 60), np.int64(1) << line[rows] % 60)
        some = np.flatnonzero(half.any(axis=(1, 2)))
        columns = {"key": some.astype(np.int32)}
        columns |= {
            f"p{level}_{part}": half[some, level, part]
            for level in range(len(LEVELS))
            for part in range(2 * self.width)
        }
        self.keep("halves", columns)
        self.columns = [f"b{level}_{word}" for level in range(len(LEVELS)) for word in range(self.width)]
        whole = ", ".join(
            f"p{level}_{2 * word}::HUGEINT | (p{level}_{2 * word + 1}::HUGEINT << 60) AS b{level}_{word}"
            for level in range(len(LEVELS))
            for word in range(self.width)
        )
        self.duck.execute(f"CREATE TABLE masks AS SELECT key, {whole} FROM halves ORDER BY key")
        self.prepare_gaps()

    def mask(self, role, kind, word):
        lines = [number for number, line in enumerate(self.tables.lines) if (role, kind) in line.asked]
        return sum(1 << number % BITS for number in lines if number // BITS == word)

    def moves(self, workers, evidence, on):
        self.look_at(workers, evidence)
        together = ", ".join(f"bit_or({name}) AS {name}" for name in self.columns)
        self.duck.execute(f"""CREATE OR REPLACE TABLE bits AS SELECT * FROM (SELECT worker FROM workers) LEFT JOIN
            (SELECT worker, {together} FROM {keyed(on)} JOIN masks USING (key) GROUP BY worker) USING (worker)""")

        def at_least(role, kind, level):
            masks = [(word, self.mask(role, kind, word)) for word in range(self.width)]
            parts = [
                f"coalesce(bit_count(b{level - 1}_{word} & {mask}::HUGEINT), 0)::SMALLINT"
                for word, mask in masks
                if mask
            ]
            return "(" + " + ".join(parts or ["0::SMALLINT"]) + ")"

        return labelled(
            self.duck.sql(moves_of(self.tables, "bits", at_least)).to_arrow_table(), {"role": self.tables.roles}
        )


def moves_of(tables, source, at_least):
    """The table of all role categories, one after the other, out of how many lines are at least so well."""
    needed, roles = tables.needed(), []
    for role in range(len(tables.roles)):
        known = ", ".join(
            f"{at_least(role, kind, level)}::SMALLINT AS {name}{kind}"
            for kind in range(len(KINDS))
            for level, name in enumerate(LEVELS, 1)
        )
        counts = []
        for kind in range(len(KINDS)):
            known_as = {name: f"{name}{kind}" for name in LEVELS} | {"needed": f"{needed[role, kind]}::SMALLINT"}
            counts += [text.format(**known_as) for text in COUNTS]
        columns = ", ".join(f"({text})::SMALLINT AS {name}" for text, name in zip(counts, count_columns()))
        roles.append(f"SELECT worker, {role}::TINYINT AS role, {columns} FROM (SELECT worker, {known} FROM {source})")
    return " UNION ALL ".join(roles)
