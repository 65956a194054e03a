"""What runs out at each site in the next year, and which training would help most. With the whole workforce at once.

python examples/python/workforce.py                                  the sample provider
python examples/python/workforce.py evidence.parquet workers.parquet   tables as docs/python.md has them, of any size
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import cwp
import polars as pl

DATA = Path(__file__).resolve().parents[1] / "data"
ON = "2026-11-21"


def workforce_of(files: list[str]) -> cwp.Workforce:
    if not files:
        return cwp.Workforce(cwp.Team.read(DATA / "staff.csv", DATA / "training.csv", on=ON))
    evidence, workers = (pl.scan_parquet(file) for file in files)
    return cwp.Workforce(evidence, workers)


def running_out(workforce: cwp.Workforce) -> pl.DataFrame:
    """Requirements that are met at the end of each month, by site, with all people added up."""
    gaps: Any = workforce.gaps(["site"], on=cwp.month_ends(ON, 12), threads=0)
    return (
        pl.DataFrame(gaps)
        .group_by("site", "on")
        .agg(met=pl.col("met").sum() + pl.col("expiring").sum(), expired=pl.col("expired").sum())
        .sort("site", "on")
    )


def helping_most(workforce: cwp.Workforce) -> list[tuple[int, int, str]]:
    """Of each kind of training: how many people it would help, how many gaps it would close, and what it is."""
    found = []
    for learning in workforce.pathway.learning:
        answer = workforce.course(learning, on=ON, threads=0).to_table()
        found.append((sum(answer["helped"]), sum(answer["closed"]), learning.title))
    return sorted(found, reverse=True)


def main(files: list[str]) -> None:
    workforce = workforce_of(files)
    print(workforce)
    for row in workforce.findings.rows():
        print(f"  {row['finding']} {row['column']} {row['value']}: {row['rows']} rows")
    print("\nMet, and expired, at the end of each month")
    for site, months in running_out(workforce).group_by("site", maintain_order=True):
        print(f"  {site[0]:<12}", *(f"{met}/{expired}" for met, expired in months.select("met", "expired").iter_rows()))
    print("\nTraining that would help most people")
    for helped, closed, title in helping_most(workforce)[:5]:
        print(f"  {helped:>6} people, {closed:>6} gaps  {title}")


if __name__ == "__main__":
    main(sys.argv[1:])
