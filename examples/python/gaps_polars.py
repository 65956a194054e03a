"""What do most people at each site have no evidence for? With Polars: see gaps_pandas.py.

python examples/python/gaps_polars.py [FILE...]
"""

from __future__ import annotations

import sys
from pathlib import Path

import cwp
import polars as pl

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = [str(DATA / "staff.csv"), str(DATA / "training.csv")]


def main(files: list[str]) -> None:
    team = cwp.Team.read(*(files or SAMPLE))
    top = (
        pl.DataFrame(team.gaps(on="2026-11-21"))
        .filter(pl.col("standing") == "no-evidence", pl.col("kind") == "should")
        .group_by("site", "title")
        .agg(people=pl.col("person").n_unique())
        .sort("site", "people", "title", descending=[False, True, False])
        .group_by("site", maintain_order=True)
        .head(5)
    )
    for site, title, people in top.select("site", "title", "people").iter_rows():
        print(f"{site:<12} {people:>4}  {title}")


if __name__ == "__main__":
    main(sys.argv[1:])
