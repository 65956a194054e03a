"""Polars: lazy frames on its streaming engine, bits by OR over the rows of evidence. Int128 holds them; 64-bit integers
take a quarter longer, a join with every line that evidence reaches five times as long."""

import numpy as np
import polars as pl
from columns import as_numbers, dictionary_of, labelled, pieces
from pathway import EVIDENCE_KINDS, KINDS, LEVELS, STANDINGS, STATES, WINDOW, count_columns, standings

BITS = 127  # of lines in an Int128, which is signed


def state(on):
    result, start, until = pl.col("result"), pl.col("from").to_physical(), pl.col("until").to_physical()
    what = pl.when(start > on).then(6).otherwise(result * 3)
    when = pl.when(until < on).then(2).when(until <= on + WINDOW).then(1).otherwise(0)
    return pl.when(result >= 3).then(9).otherwise(what + when).cast(pl.Int32)


def keyed(evidence, on):
    about = pl.col("subject").cast(pl.Int32) * len(EVIDENCE_KINDS) + pl.col("kind")
    return evidence.select("worker", key=about * STATES + state(on))


class Rival:
    name = "Polars lazy"

    def __init__(self, tables, threads):
        assert pl.thread_pool_size() == threads, "POLARS_MAX_THREADS is to be set before"
        self.tables = tables
        self.width = (len(tables.lines) + BITS - 1) // BITS
        self.prepare_masks()
        self.prepare_reach()

    def prepare_masks(self):
        tables = self.tables
        subject, kind, at, line, level = tables.effects
        masks = {}
        for key, number, best in zip(tables.key(subject, kind, at).tolist(), line.tolist(), level.tolist()):
            row = masks.setdefault(key, [0] * (len(LEVELS) * self.width))
            for at_least in range(best):
                row[at_least * self.width + number // BITS] |= 1 << number % BITS
        self.columns = [f"b{level}_{word}" for level in range(len(LEVELS)) for word in range(self.width)]
        bits = zip(*masks.values())
        self.masks = pl.DataFrame(
            [
                pl.Series("key", list(masks), pl.Int32),
                *(pl.Series(name, list(each), pl.Int128) for name, each in zip(self.columns, bits)),
            ]
        )

    def mask(self, role, kind, word):
        lines = [number for number, line in enumerate(self.tables.lines) if (role, kind) in line.asked]
        return sum(1 << number % BITS for number in lines if number // BITS == word)

    def at_least(self, role, kind, level):
        masks = [(word, self.mask(role, kind, word)) for word in range(self.width)]
        parts = [
            (pl.col(f"b{level}_{word}") & pl.lit(mask, pl.Int128)).bitwise_count_ones() for word, mask in masks if mask
        ]
        return pl.sum_horizontal(parts).cast(pl.Int16) if parts else pl.lit(0, pl.Int16)

    def moves(self, workers, evidence, on):
        tables = self.tables
        found = (
            keyed(pl.from_arrow(as_numbers(evidence)).lazy(), on)
            .join(self.masks.lazy(), on="key")
            .group_by("worker")
            .agg(pl.col(self.columns).bitwise_or())
        )
        everybody = pl.from_arrow(workers.select(["worker"])).lazy()
        bits = everybody.join(found, on="worker", how="left").with_columns(pl.col(self.columns).fill_null(0))
        bits = bits.collect(engine="streaming").lazy()
        needed = tables.needed()
        roles = []
        for role in range(len(tables.roles)):
            columns = {}
            for kind in range(len(KINDS)):
                known = [self.at_least(role, kind, level).alias(f"{level}_{kind}") for level in range(len(LEVELS))]
                columns[kind] = known
            # How many lines are at least so well, once each; then what is between two of them.
            first = bits.select("worker", *(each for known in columns.values() for each in known))
            counts = []
            for kind in range(len(KINDS)):
                levels = [pl.col(f"{level}_{kind}") for level in range(len(LEVELS))]
                counts += standings(levels, pl.lit(int(needed[role, kind]), pl.Int16))
            named = [count.alias(name) for count, name in zip(counts, count_columns())]
            roles.append(first.select("worker", pl.lit(role, pl.Int8).alias("role"), *named))
        answer = pl.concat(roles).collect(engine="streaming")
        return labelled(answer.to_arrow(), {"role": tables.roles})

    # Gaps: twelve months are twelve bits for each level, so that one OR serves them all.

    def prepare_reach(self):
        reach = self.tables.all_reach().astype(np.int16)
        self.reach = pl.from_numpy(reach, ["role", "key", "line", "says"])
        self.asks = pl.from_numpy(self.tables.all_asks(), ["role", "line"])

    def said(self, evidence, dates):
        """What each row says in all the months: a bit each, for claimed, partly, expired (low) and others (high)."""
        n, every = len(dates), 2 ** len(dates) - 1
        start, until = pl.col("from").to_physical(), pl.col("until").to_physical()

        def bits(condition):
            return pl.sum_horizontal(condition(on).cast(pl.Int64) * (1 << place) for place, on in enumerate(dates))

        def packed(a, b, c):
            return a | b * (1 << n) | c * (1 << 2 * n)

        nothing = pl.lit(0, pl.Int64)
        spans = evidence.filter(pl.col("result") < 3).select(
            "worker",
            "result",
            key=pl.col("subject") * len(EVIDENCE_KINDS) + pl.col("kind"),
            ahead=pl.when(start <= dates[0]).then(0).otherwise(bits(lambda on: start > on)).fill_null(0),
            over=bits(lambda on: (until < on).fill_null(False)),
            soon=bits(lambda on: until.is_between(on, on + WINDOW).fill_null(False)),
        )
        columns = {}
        for suffix, begun in ((0, pl.col("result") == 0), (3, pl.col("result") < 2)):

            def if_begun(what, otherwise=nothing, begun=begun):
                return pl.when(begun).then(what).otherwise(otherwise)

            met = if_begun(pl.lit(every) & ~pl.col("ahead") & ~pl.col("over") & ~pl.col("soon"))
            soon = if_begun(pl.col("soon") & ~pl.col("ahead"))
            over = if_begun(pl.col("over"))
            under_way = if_begun(pl.col("ahead"), pl.lit(every) & ~pl.col("over"))
            held = met | soon
            best = held | under_way | over
            columns |= {
                f"low{suffix}": packed(best, best, best),
                f"high{suffix}": packed(held | under_way, held, met),
                f"low{suffix + 1}": packed(held | under_way, held | under_way, under_way),
                f"high{suffix + 1}": under_way,
                f"low{suffix + 2}": packed(held | under_way, under_way, under_way),
                f"high{suffix + 2}": under_way,
            }
        return spans.select("worker", "key", **columns)

    def gaps(self, workers, evidence, dates):
        tables, n = self.tables, len(dates)
        own = dictionary_of(workers, "role")
        number = pl.Series([tables.roles.index(code) for code in own], dtype=pl.Int16)
        plain = pl.from_arrow(as_numbers(workers)).filter(pl.col("role").is_not_null())
        people = plain.select("worker", "area", role=number.gather(plain["role"])).lazy()

        def pick(half):
            choice = pl.when(pl.col("says") == 0).then(f"{half}0")
            for says in range(1, 6):
                choice = choice.when(pl.col("says") == says).then(f"{half}{says}")
            return choice.alias(half)

        bits = [
            (pl.col("low" if level < 3 else "high") & (1 << level % 3 * n + place))
            .ne(0)
            .sum()
            .cast(pl.Int64)
            .alias(f"{name}_{place}")
            for level, name in enumerate(LEVELS)
            for place in range(n)
        ]
        parts = []
        for piece in pieces(workers, evidence):
            said = self.said(pl.from_arrow(as_numbers(piece)).lazy(), dates)
            parts.append(
                said.join(people, on="worker")
                .join(self.reach.lazy(), on=["role", "key"])
                .select("worker", "area", "role", "line", pick("low"), pick("high"))
                .group_by("worker", "area", "role", "line")
                .agg(pl.col("low", "high").bitwise_or())
                .group_by("area", "role", "line")
                .agg(bits)
                .collect(engine="streaming")
            )
        found = pl.concat(parts).lazy().group_by("area", "role", "line").sum()
        wanted = people.group_by("area", "role").agg(pl.len().cast(pl.Int64).alias("needed"))
        table = wanted.join(self.asks.lazy(), on="role").join(found, on=["area", "role", "line"], how="left")
        table = table.fill_null(0).collect(engine="streaming").lazy()
        names = ["needed", *STANDINGS]
        months = []
        for place, on in enumerate(dates):
            counts = standings([pl.col(f"{name}_{place}") for name in LEVELS], pl.col("needed"))
            months.append(
                table.select(
                    pl.col("area").cast(pl.Int32),
                    pl.lit(on, pl.Int32).cast(pl.Date).alias("on"),
                    pl.col("role").cast(pl.Int32),
                    pl.col("line").cast(pl.Int32).alias("code"),
                    *(count.alias(name) for count, name in zip(counts, names)),
                )
            )
        answer = pl.concat(months).collect(engine="streaming").to_arrow()
        return labelled(
            answer,
            {
                "area": dictionary_of(workers, "area"),
                "role": tables.roles,
                "code": [line.code for line in tables.lines],
            },
        )
