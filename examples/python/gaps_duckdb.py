"""What do most people at each site have no evidence for? With DuckDB: see gaps_pandas.py.

python examples/python/gaps_duckdb.py [FILE...]
"""

from __future__ import annotations

import sys
from pathlib import Path

import cwp
import duckdb

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = [str(DATA / "staff.csv"), str(DATA / "training.csv")]

# DuckDB finds the variable `gaps` by its name, and reads the table through Arrow.
QUESTION = """
    SELECT site, title, count(DISTINCT person) AS people
    FROM gaps
    WHERE standing = 'no-evidence' AND kind = 'should'
    GROUP BY site, title
    QUALIFY row_number() OVER (PARTITION BY site ORDER BY people DESC, title) <= 5
    ORDER BY site, people DESC, title
"""


def main(files: list[str]) -> None:
    team = cwp.Team.read(*(files or SAMPLE))
    gaps = team.gaps(on="2026-11-21")
    assert len(gaps) >= 0  # DuckDB uses it by name, which no type checker sees
    for site, title, people in duckdb.execute(QUESTION).fetchall():
        print(f"{site:<12} {people:>4}  {title}")


if __name__ == "__main__":
    main(sys.argv[1:])
