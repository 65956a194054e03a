"""The programs of examples/python run, and agree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


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


def test_a_site_as_a_picture(root: Path, tmp_path: Path) -> None:
    picture = tmp_path / "gaps.png"
    said = run(root, "heat_map.py", "--site", "ALDER-CH", "--out", str(picture))
    assert "people at ALDER-CH" in said
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size > 20_000


def test_a_workforce_has_its_year_ahead(root: Path) -> None:
    said = run(root, "workforce.py")
    assert said.startswith("<Workforce of 60 people with ")
    assert sum(line.startswith(("  ALDER-CH ", "  ROWAN-HC ")) for line in said.splitlines()) == 2
    assert said.count(" people, ") == 5


def test_courses_are_tagged_and_a_decision_kept(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "tagged.csv"
    said = run(root, "tag_courses.py", "--accept", "SUP", "P.dementia", "--out", str(out))
    assert "Safeguarding adults" in said and "1 courses a decision" in said
    assert "added" in out.read_text(encoding="utf-8")
    again = run(root, "tag_courses.py", "--out", str(tmp_path / "again.csv"), str(out))
    assert "1 courses a decision" in again
    assert (tmp_path / "again.csv").read_bytes() == out.read_bytes()


def test_the_notebook_runs(root: Path) -> None:
    nbclient = pytest.importorskip("nbclient")
    read: Any = pytest.importorskip("nbformat").read
    notebook = read(root / "examples" / "python" / "site.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "the notebook is kept without outputs"
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(root / "examples" / "python")}}
    ).execute()
    shown = "".join(str(cell.get("outputs")) for cell in notebook.cells)
    assert "<Team of 60 people" in shown and "<table" in shown and "Traceback" not in shown
