"""The workforce engine beside others: the rules in SQL, one person at a time, and the contenders of the bench. Small
runs of what tests/bench/workforce has; docs/performance.md has the large ones."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

for package in ("duckdb", "numpy", "pandas", "polars", "pyarrow"):
    pytest.importorskip(package, reason=f"{package} is not installed: the engine is not held to other engines")

BENCH = Path(__file__).resolve().parents[3] / "tests" / "bench" / "workforce"


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    """Modules of the bench by name."""
    sys.path.insert(0, str(BENCH))
    yield importlib.import_module
    sys.path.remove(str(BENCH))


@pytest.mark.parametrize("place", range(3))
def test_answers_are_those_of_sql_and_of_one_person_at_a_time(bench: Any, place: int) -> None:
    differential = bench("differential")
    found, judged, standings = differential.run(differential.FRAMEWORKS[place], seed=20261121, workforces=4)
    assert not found, "\n".join(found[:5])
    assert judged > 100
    assert standings["should_met"] > 0


def test_the_comparison_sees_a_difference(bench: Any) -> None:
    differential = bench("differential")
    draw = differential.Draw(differential.pathway_of("edition:2025"), seed=3)
    comparison = differential.Comparison(draw)
    comparison.judge.window = 30  # of 90
    assert any(comparison.differences(most=40, singles=0) for _ in range(10))


def test_all_contenders_give_the_same_answers(bench: Any, tmp_path: Path) -> None:
    contest, columns, answers = bench("contest"), bench("columns"), bench("answers")
    bench("data").write(tmp_path, 400)
    bench("data").shuffle(tmp_path)
    threads = bench("polars").thread_pool_size()
    for shuffled in (False, True):
        workers, evidence = columns.read(tmp_path, shuffled)
        tables = bench("pathway").Tables(columns.dictionary_of(evidence, "subject"))
        moves, gaps = set(), set()
        for module, name in contest.CONTENDERS.values():
            rival = getattr(bench(module), name)(tables, threads)
            found = rival.moves(workers, evidence, columns.MONTHS[0])
            moves.add(answers.of_moves(tables, workers, found))
            found = rival.gaps(workers, evidence, columns.MONTHS)
            gaps.add(answers.of_gaps(tables, workers, found, columns.MONTHS))
        assert len(moves) == 1
        assert len(gaps) == 1
