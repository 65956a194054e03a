"""Makes workers and their evidence, as Parquet: drawn with a fixed seed, with the mixture that training records have.

usage: data.py WORKERS FOLDER [--shuffled]

workers.parquet: worker (int64, ascending), role, site, area, job_role (dictionaries). evidence.parquet: worker,
subject, kind, result (dictionaries), from, until (date32), about 25 rows a worker, each worker's together;
evidence-shuffled is the same in no order. Written piece by piece, so that size is bounded by the disk alone.
"""

import argparse
import datetime
from pathlib import Path

import cwp
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pathway import EVIDENCE_KINDS, RESULTS

SEED = 20261121
ON = datetime.date(2026, 11, 21)
TODAY = (ON - datetime.date(1970, 1, 1)).days
ROWS_EACH, PIECE, SITE, AREAS = 25, 200_000, 40, 152
ROLE_SHARES = {"NTC": 24, "CSW": 45, "ECW": 4, "PA": 5, "SL": 12, "PL": 3, "DM": 3, "RM": 3, None: 1}
# What evidence is about, its share in hundredths; shares of the four kinds of evidence; how much of it ends.
MIXTURE = {
    "training": (52, (3, 95, 2, 0), 0.65),
    "learning": (10, (0, 60, 0, 40), 0.25),
    "group": (14, (20, 50, 30, 0), 0.30),
    "statement": (9.8, (20, 40, 40, 0), 0.30),
    "behaviour": (11, (20, 10, 70, 0), 0.20),
    "other": (3, (5, 60, 30, 5), 0.30),
    "unknown": (0.2, (0, 100, 0, 0), 0.50),
}
NOT_COMPLETED = {"in-progress": 8, "booked": 6, "failed": 4, "withdrawn": 2}  # of a thousand


def subjects_of(pathway):
    """What there can be evidence about, by the parts of the mixture."""
    lines = {requirement.code for role in pathway.role_categories for requirement in role.requirements()}
    training = [record.code for record in pathway.codes if record.code.startswith(("ASC.T", "ASC.Q"))]
    parts = {
        "training": [code for code in training if len(pathway[code].covers)],
        "learning": [record.code for record in pathway.learning if len(record.covers)],
        "group": [record.code for record in pathway.groups],
        "statement": [record.code for record in pathway.statements],
        "behaviour": [record.code for record in pathway.behaviours],
        "unknown": ["A.K1.1", "B.K2.9"],
    }
    known = {code for codes in parts.values() for code in codes}
    return parts | {"other": sorted(lines - known)}


def drawn(rng, shares, size):
    shares = np.asarray(shares, float)
    return np.searchsorted(np.cumsum(shares / shares.sum()), rng.random(size), side="right")


class Maker:
    def __init__(self, workers):
        self.rng = np.random.default_rng(SEED)
        self.parts = subjects_of(cwp.Pathway())
        self.subjects = [code for part in MIXTURE for code in self.parts[part]]
        self.roles = [role for role in ROLE_SHARES if role]
        self.job_roles = [code.code for code in cwp.Pathway().codes if code.code.startswith("ASC.J")]
        self.site_count = (workers + SITE - 1) // SITE
        self.areas = self.rng.permutation(self.site_count) % AREAS
        self.next_key = 1_000_000

    def workers(self, first, count):
        rng = self.rng
        keys = self.next_key + np.cumsum(rng.integers(1, 14, count))
        self.next_key = int(keys[-1])
        role = drawn(rng, list(ROLE_SHARES.values()), count).astype(np.int8)
        site = ((first + np.arange(count)) // SITE).astype(np.int32)
        job = rng.integers(0, len(self.job_roles), count).astype(np.int8)
        return pa.table(
            {
                "worker": keys,
                "role": dictionary(role, self.roles, role == len(self.roles)),
                "site": dictionary(site, [f"S{number:06d}" for number in range(self.site_count)]),
                "area": dictionary(self.areas[site].astype(np.int16), [f"E{number:03d}" for number in range(AREAS)]),
                "job_role": dictionary(job, self.job_roles),
            }
        )

    def evidence(self, keys):
        rng = self.rng
        each = np.where(rng.random(len(keys)) < 0.01, 0, 1 + rng.poisson(ROWS_EACH * 1.01 - 1, len(keys)))
        count = int(each.sum())
        part = drawn(rng, [share for share, _, _ in MIXTURE.values()], count)
        subject, kind = np.empty(count, np.int16), np.empty(count, np.int8)
        ends = np.zeros(count, bool)
        first = 0
        for number, (name, (_, kinds, ending)) in enumerate(MIXTURE.items()):
            rows = np.flatnonzero(part == number)
            size = len(self.parts[name])
            subject[rows] = first + drawn(rng, 1 / (3 + np.arange(size)), len(rows))  # a few are much more common
            kind[rows] = drawn(rng, kinds, len(rows))
            ends[rows] = rng.random(len(rows)) < ending
            first += size
        shares = [1000 - sum(NOT_COMPLETED.values()), *NOT_COMPLETED.values()]
        result = drawn(rng, shares, count).astype(np.int8)
        kind[result == RESULTS.index("failed")] = EVIDENCE_KINDS.index("trained")  # no findings of not yet competent
        start = TODAY - np.minimum(rng.exponential(700, count), 3600).astype(np.int32)
        booked = result == RESULTS.index("booked")
        start[booked] = TODAY + rng.integers(1, 120, int(booked.sum()))
        until = start + 365 * rng.integers(1, 4, count).astype(np.int32)
        return pa.table(
            {
                "worker": np.repeat(keys, each),
                "subject": dictionary(subject, self.subjects),
                "kind": dictionary(kind, EVIDENCE_KINDS),
                "result": dictionary(result, RESULTS[:5]),
                "from": pa.array(start, pa.date32(), mask=rng.random(count) < 0.03),
                "until": pa.array(until, pa.date32(), mask=~ends),
            }
        )


def dictionary(places, labels, missing=None):
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=missing), pa.array(labels))


def write(folder, workers):
    folder.mkdir(parents=True, exist_ok=True)
    maker, writers = Maker(workers), {}
    for first in range(0, workers, PIECE):
        people = maker.workers(first, min(PIECE, workers - first))
        pieces = {"workers": people, "evidence": maker.evidence(people["worker"].to_numpy())}
        for name, piece in pieces.items():
            if name not in writers:
                writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", piece.schema)
            writers[name].write_table(piece, row_group_size=1_000_000)
    for writer in writers.values():
        writer.close()


def shuffle(folder):
    evidence = pq.read_table(folder / "evidence.parquet").unify_dictionaries()
    order = np.random.default_rng(SEED).permutation(len(evidence))
    columns = [column.combine_chunks().take(pa.array(order)) for column in evidence.columns]
    pq.write_table(pa.table(columns, evidence.column_names), folder / "evidence-shuffled.parquet")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workers", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shuffled", action="store_true")
    asked = parser.parse_args()
    if not (asked.folder / "made").exists():
        write(asked.folder, asked.workers)
        (asked.folder / "made").touch()
    if asked.shuffled and not (asked.folder / "evidence-shuffled.parquet").exists():
        shuffle(asked.folder)


if __name__ == "__main__":
    main()
