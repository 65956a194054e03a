"""pandas: a merge with every line that evidence reaches, and the best of each by groupby; so many people at a time that
it fits into memory. groupby has no OR, so that the months of a year are columns of their own."""

import itertools

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from columns import as_numbers, dictionary_of
from pathway import (
    AHEAD,
    ALWAYS,
    BEGUN,
    EVIDENCE_KINDS,
    KINDS,
    LEVELS,
    NEVER,
    NOTHING,
    STATES,
    WINDOW,
    count_columns,
    stands_as,
)

PEOPLE = 20_000  # at a time


def state(rows, on):
    known = np.where(rows["from"] > on, AHEAD[rows["result"]], BEGUN[rows["result"]])
    when = np.where(rows["until"] < on, 2, rows["until"] <= on + WINDOW)
    return np.where(known == NOTHING, NOTHING, known + when).astype(np.int32)


class Rival:
    name = "pandas"

    def __init__(self, tables, threads):
        self.tables = tables
        subject, kind, at, line, level = tables.effects
        keys = tables.key(subject, kind, at).astype(np.int32)
        self.effects = pd.DataFrame({"key": keys, "line": line.astype(np.int16), "level": level.astype(np.int8)})
        self.prepare_reach()

    def frames(self, workers, evidence):
        """The evidence, so many people at a time; days that are not known are far away."""
        table = as_numbers(evidence)
        for name, missing in (("from", ALWAYS), ("until", NEVER)):
            place = table.column_names.index(name)
            column = pc.fill_null(table[name].cast(pa.int32()), missing)
            table = table.set_column(place, name, column)
        frame = table.to_pandas()
        who = frame["worker"].to_numpy()
        if np.any(who[1:] < who[:-1]):
            frame = frame.sort_values("worker", kind="stable", ignore_index=True)
            who = frame["worker"].to_numpy()
        keys = workers["worker"].to_numpy()
        bounds = [*np.searchsorted(who, keys[::PEOPLE]), len(who)]
        for first, end in itertools.pairwise(bounds):
            yield frame.iloc[first:end]

    def moves(self, workers, evidence, on):
        tables, keys = self.tables, workers["worker"].to_numpy()
        cells, width = [], len(LEVELS) + 1
        for rows in self.frames(workers, evidence):
            key = tables.key(rows["subject"].astype(np.int32), rows["kind"], state(rows, on))
            said = pd.DataFrame({"worker": rows["worker"], "key": key}).merge(self.effects, on="key")
            best = said.groupby(["worker", "line"], sort=False)["level"].max().reset_index()
            best["cell"] = tables.segment_of[best["line"]].astype(np.int16) * width + best["level"]
            cells.append(best.groupby(["worker", "cell"], sort=False).size().unstack(fill_value=0))
        every = [segment * width + level for segment in range(len(tables.segments)) for level in range(width)]
        counts = pd.concat(cells).reindex(index=keys, columns=every).fillna(0).to_numpy(np.int16)
        counts = counts.reshape(len(keys), len(tables.segments), width)
        columns, needed, sums = {}, tables.needed(), tables.sums()
        for kind in range(len(KINDS)):
            total = np.stack(
                [counts[:, sums[:, role, kind] > 0].sum(1, dtype=np.int16) for role in range(len(tables.roles))], 1
            )
            asked = np.broadcast_to(needed[:, kind], total.shape[:2])
            known = dict(zip(LEVELS, (total[:, :, level] for level in range(1, width))))
            known |= {"needed": asked, "no_evidence": asked - total[:, :, 1:].sum(2, dtype=np.int16)}
            for name in count_columns()[kind * 8 : kind * 8 + 8]:
                columns[name] = known[name.split("_", 1)[1]].ravel()
        frame = pd.DataFrame({"worker": np.repeat(keys, len(tables.roles))} | columns)
        role = pd.Categorical.from_codes(np.tile(np.arange(len(tables.roles)), len(keys)), tables.roles)
        frame.insert(1, "role", role)
        return pa.Table.from_pandas(frame, preserve_index=False)

    def prepare_reach(self):
        self.reach = pd.DataFrame(self.tables.all_reach(), columns=["role", "about", "line", "says"])
        self.level_of = np.array(
            [
                [
                    stands_as(at, says % 3 == 0, says % 3 < 2, ["in-progress"] if says >= 3 else [])
                    for at in range(STATES)
                ]
                for says in range(6)
            ],
            np.int8,
        )

    def gaps(self, workers, evidence, dates):
        tables = self.tables
        plain = as_numbers(workers).to_pandas()
        own = np.array([tables.roles.index(code) for code in dictionary_of(workers, "role")])
        people = plain[plain["role"].notna()]
        people = pd.DataFrame(
            {"worker": people["worker"], "area": people["area"], "role": own[people["role"].astype(int)]}
        )
        parts = []
        for rows in self.frames(workers, evidence):
            about = rows["subject"].astype(np.int32) * len(EVIDENCE_KINDS) + rows["kind"]
            states = {f"s{place}": state(rows, on).astype(np.int8) for place, on in enumerate(dates)}
            frame = pd.DataFrame({"worker": rows["worker"], "about": about} | states)
            said = frame.merge(people, on="worker").merge(self.reach, on=["role", "about"])
            levels = {place: self.level_of[said["says"], said[f"s{place}"]] for place in range(len(dates))}
            keys = [said[name] for name in ("worker", "area", "role", "line")]
            best = pd.DataFrame(levels).groupby(keys, sort=False).max()
            for place in range(len(dates)):
                cell = best[place].reset_index(name="level").groupby(["area", "role", "line", "level"]).size()
                parts.append(cell.rename("people").reset_index().assign(on=place))
        counted = (
            pd.concat(parts).groupby(["area", "role", "line", "on", "level"])["people"].sum().unstack(fill_value=0)
        )
        asks = [(role, number) for number, line in enumerate(tables.lines) for role, _ in line.asked]
        wanted = people.groupby(["area", "role"]).size().rename("needed").reset_index()
        wanted = wanted.merge(pd.DataFrame(asks, columns=["role", "line"]), on="role")
        wanted = wanted.merge(pd.DataFrame({"on": range(len(dates))}), how="cross")
        table = wanted.merge(counted.reset_index(), on=["area", "role", "line", "on"], how="left").fillna(0)
        columns = {name: table[level].astype(np.int64) for level, name in enumerate(LEVELS, 1) if level in table}
        counts = [columns.get(name, 0) for name in ("met", "expiring", "expired", "in_progress", "claimed", "partly")]
        areas = dictionary_of(workers, "area")
        answer = pd.DataFrame(
            {
                "area": pd.Categorical.from_codes(table["area"], areas),
                "role": pd.Categorical.from_codes(table["role"], tables.roles),
                "code": pd.Categorical.from_codes(table["line"], [line.code for line in tables.lines]),
                "needed": table["needed"],
            }
            | dict(zip(("met", "expiring", "expired", "in_progress", "claimed", "partly"), counts))
        )
        answer["no_evidence"] = table["needed"] - sum(counts)
        days = pa.array(np.array(dates, np.int32)[table["on"]], pa.date32())
        return pa.Table.from_pandas(answer, preserve_index=False).add_column(1, "on", days)
