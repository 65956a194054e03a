"""The programs of examples/python run, and agree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(root: Path, name: str, *arguments: str) -> str:
    program = str(root / "examples" / "python" / name)
    done = subprocess.run([sys.executable, program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_three_libraries_give_one_answer(root: Path) -> None:
    answer = run(root, "gaps_polars.py")
    assert len(answer.splitlines()) == 10 and answer.startswith("ALDER-CH ")
    assert run(root, "gaps_pandas.py") == answer
    assert run(root, "gaps_duckdb.py") == answer
