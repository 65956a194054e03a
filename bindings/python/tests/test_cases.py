"""Cases of the command (tests/cli, tests/data) through Python: what the package says is what the command prints."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cwp
import pytest
from conftest import ON, ROOT

OPTIONS = {"--edition": "edition", "--job-role": "job_role", "--employer": "employer", "--limit": "limit"}


def command(*arguments: str, status: int = 0) -> Any:
    """The JSON that the packaged command prints; it ends with 0, 1 or `status`."""
    program = Path(cwp.__file__).parent / "bin" / "cwp"
    done = subprocess.run([program, *arguments, "--json"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode in (0, 1, status), done.stderr
    return json.loads(done.stdout)


def asked(arguments: list[str]) -> tuple[list[str], dict[str, str]] | None:
    """Words and options of a command line; None for options that this does not know, and for files."""
    words: list[str] = []
    options: dict[str, str] = {}
    rest = iter(arguments)
    for word in rest:
        if word in OPTIONS:
            options[OPTIONS[word]] = next(rest)
        elif word.startswith("-") and word != "--json":
            return None
        elif word != "--json":
            words.append(word)
    return words, options


def cases(verb: str) -> list[Any]:
    """The cases of a verb that ask for JSON, succeed, and need nothing but their command line."""
    document = json.loads((ROOT / "tests" / "cli" / "cases" / f"{verb}.json").read_text(encoding="utf-8"))
    found = []
    for case in document["cases"]:
        line = case["args"]
        plain = "--json" in line and not case.get("exit") and not {"files", "stdin"} & set(case)
        if plain and line[0] == verb and (known := asked(line[1:])) is not None:
            found.append(pytest.param(line[:-1] if line[-1] == "--json" else line, *known, id=f"{verb}-{case['name']}"))
    return found


def titles(words: list[str], options: dict[str, str]) -> Any:
    pathway = cwp.Pathway(options.pop("edition", None))
    job = options.get("job_role")
    if job is not None and job.isdigit():
        options["job_role"] = f"ASC.J{job}"
    read = [cwp.read_title(word, pathway=pathway, **options) for word in words]
    return [[one.answer.value, one.abstained, [[c.role.code, round(c.score, 3), c.why] for c in one]] for one in read]


def told_titles(said: Any) -> Any:
    return [
        [one["answer"], one["abstained"], [[c["role"], round(c["score"], 3), c["why"]] for c in one["candidates"]]]
        for one in said["titles"]
    ]


def hits(words: list[str], options: dict[str, str]) -> Any:
    pathway = cwp.Pathway(options.get("edition"))
    found = pathway.search(" ".join(words), most=int(options.get("limit", "10")))
    return [hit.record.code for hit in found]


def told_hits(said: Any) -> Any:
    return [hit["code"] for hit in said["hits"]]


SAME: dict[str, tuple[Callable[..., Any], Callable[[Any], Any]]] = {
    "title": (titles, told_titles),
    "search": (hits, told_hits),
}
CASES = {verb: cases(verb) for verb in SAME}


def test_there_are_cases() -> None:
    assert all(len(CASES[verb]) >= 3 for verb in SAME), {verb: len(CASES[verb]) for verb in SAME}


@pytest.mark.parametrize(("line", "words", "options"), [case for verb in SAME for case in CASES[verb]])
def test_the_package_says_what_the_command_says(line: list[str], words: list[str], options: dict[str, str]) -> None:
    mine, told = SAME[line[0]]
    arguments = [word for word in line if word != "--json"]
    assert mine(words, dict(options)) == told(command(*arguments))


PERSONAS = sorted((ROOT / "tests" / "data" / "personas").glob("*.json"))


def test_there_are_personas() -> None:
    assert len(PERSONAS) >= 4


@pytest.mark.parametrize("file", PERSONAS, ids=lambda file: file.stem)
def test_personas_are_assessed_as_the_command_does(file: Path) -> None:
    person = command("assess", str(file), "--on", ON)["people"][0]
    result = cwp.Portfolio.read(file).assess(on=ON)
    counts = {
        kind.value: {name: getattr(result.counts[kind], name) for name in one}
        for kind, one in ((kind, person["counts"][kind.value]) for kind in result.counts)
    }
    assert counts == person["counts"] and any(one["needed"] for one in counts.values())
    gaps = sorted(gap["code"] for gap in person["gaps"])
    assert gaps and gaps == sorted(gap.code for gap in result.gaps)
    assert result.ready == person["ready"]


@pytest.mark.parametrize(
    "file", sorted((ROOT / "examples" / "data" / "values").glob("*.txt")), ids=lambda file: file.stem
)
def test_values_are_compared_as_the_command_does(file: Path) -> None:
    said = command("values", str(file))
    mine = cwp.compare_values(file.read_text(encoding="utf-8"))
    told = [[(match["code"], match["relation"]) for match in one["matches"]] for one in said["values"]]
    assert told == [[(match.value.code, match.relation.value) for match in one.matches] for one in mine]
