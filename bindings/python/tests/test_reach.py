"""Nothing of the C library is forgotten, and nothing here drifts from it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import cwp
import pytest
from cwp import _enums, _native, errors

HERE = Path(__file__).resolve().parent


def reasons(title: str) -> dict[str, str]:
    """The functions of one part of not-wrapped.txt, each with its reason."""
    part = (HERE / "not-wrapped.txt").read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^(cwp_\w+): (.+)$", part, re.M))


NOT_WRAPPED = reasons("not wrapped")
NOT_USED = reasons("wrapped, and called by no line of the package")


def symbols(root: Path) -> list[str]:
    text = (root / "docs" / "symbols.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(cwp_\w+)` \|", text, re.M)


def test_every_public_function_is_reached_or_says_why_not(root: Path) -> None:
    found = symbols(root)
    assert len(found) > 150
    missing = []
    for symbol in found:
        destructor = symbol.endswith("_free") and hasattr(_native, symbol.removesuffix("_free"))
        if not (hasattr(_native, symbol) or symbol in NOT_WRAPPED or destructor):
            missing.append(symbol)
    assert missing == []
    assert [symbol for symbol in NOT_WRAPPED if symbol not in found] == []


def test_the_package_uses_what_it_wraps(root: Path) -> None:
    """A function that no line of the package calls is wrapped for nobody."""
    package = root / "bindings" / "python" / "src" / "cwp"
    text = set(re.findall(r"cwp_\w+", "\n".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))))
    unused = [
        symbol
        for symbol in symbols(root)
        if hasattr(_native, symbol) and symbol not in text and symbol not in NOT_USED and symbol not in NOT_WRAPPED
    ]
    assert unused == []
    assert [symbol for symbol in NOT_USED if symbol in text] == []


@pytest.mark.parametrize("words", _enums.NAMES, ids=lambda words: words.__name__)
def test_words_are_those_of_the_library(words: type[StrEnum]) -> None:
    name = getattr(_native, _enums.NAMES[words])
    members = [str(member) for member in words]
    assert [name(place) for place in range(len(members))] == members
    assert name(len(members)) == "unknown"


def test_fields_are_those_of_the_library() -> None:
    members = [str(member) for member in cwp.Field]
    assert [_native.cwp_field_name(1 << place) for place in range(len(members))] == members
    assert _native.cwp_field_name(1 << len(members)) == "unknown"


def test_errors_are_those_of_the_header(root: Path) -> None:
    tool = root / "bindings" / "python" / "tools" / "errors.py"
    done = subprocess.run([sys.executable, str(tool)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    for code in range(1, _native.CWP_STATUS_END):
        made = errors.BY_CODE[code]("what", "", 0, 0, 0)
        assert made.code == code
        assert made.name == _native.cwp_status_name(code)
        assert type(made).__doc__ and _native.cwp_status_text(code)


def test_the_stub_names_what_the_module_has() -> None:
    assert _native.__file__ is not None
    stub = Path(_native.__file__).with_suffix(".pyi")
    named = set()
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            named.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            named.add(node.target.id)
    there = {name for name in dir(_native) if not name.startswith("_")} - {"typing"}
    # What SWIG adds for itself.
    there -= {name for name in there if name.startswith(("delete_", "SWIG_")) or name.endswith("_swigregister")}
    assert named == there


def test_what_is_public_is_listed() -> None:
    assert sorted(cwp.__all__) == cwp.__all__
    public = {name for name in dir(cwp) if not name.startswith("_")} - {"annotations", "importlib", "TYPE_CHECKING"}
    assert public - set(cwp.__all__) == set()
    for name in cwp.__all__:
        item = getattr(cwp, name)
        if isinstance(item, type) or callable(item):
            assert item.__doc__, f"{name} has no docstring"
