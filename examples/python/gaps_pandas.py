"""What do most people at each site have no evidence for? With pandas.

    python examples/python/gaps_pandas.py [FILE...]

Prints the five groups of knowledge and skills that most people lack, site by site. gaps_polars.py and
gaps_duckdb.py ask the same, and must say the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cwp
import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = [str(DATA / "staff.csv"), str(DATA / "training.csv")]


def main(files: list[str]) -> None:
    team = cwp.Team.read(*(files or SAMPLE))
    gaps = team.gaps(on="2026-11-21").to_pandas()
    missing = gaps[(gaps["standing"] == "no-evidence") & (gaps["kind"] == "should")]
    counts = missing.groupby(["site", "title"])["person"].nunique().rename("people").reset_index()
    counts = counts.sort_values(["site", "people", "title"], ascending=[True, False, True], kind="stable")
    top = counts.groupby("site").head(5)
    for site, title, people in pd.DataFrame(top)[["site", "title", "people"]].itertuples(index=False):
        print(f"{site:<12} {people:>4}  {title}")


if __name__ == "__main__":
    main(sys.argv[1:])
