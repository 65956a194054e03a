"""Holds together what the library exports, what the public headers declare, lib/exported-symbols.txt (each symbol with
the version that introduced it) and docs/symbols.md, which is made from them. Every public function is also called by
some test and stands in the table of tests/fuzz/README.md.

usage: symbols.py LIBRARY    check
       symbols.py --write    write the list, the page and the table from the headers and the harnesses. In the table, ?
                             stands for what is to be written by hand: "trivial", or as which other function it is
"""

import re
import subprocess
import sys

from common import ROOT, declared, files, finish, read

LIST = "lib/exported-symbols.txt"
PAGE = "docs/symbols.md"
FUZZ = "tests/fuzz/README.md"
ROW = re.compile(r"^\| `(cwp_\w+)` \| (.*) \|$", re.M)


def since():
    lines = read(LIST).splitlines() if (ROOT / LIST).exists() else []
    return dict(reversed(line.split()) for line in lines if line and not line.startswith("#"))


def page(headers, versions):
    lines = [
        "# Public functions",
        "",
        "Made by `python3 tests/checks/symbols.py --write` from the headers and `lib/exported-symbols.txt`;",
        "a test holds them, and what the shared library exports, to each other.",
        "",
        "| function | header | since |",
        "|---|---|---|",
    ]
    lines += [f"| `{symbol}` | `cwp/{headers[symbol]}` | {versions[symbol]} |" for symbol in sorted(headers)]
    return "\n".join(lines) + "\n"


def harnesses():
    """The harnesses that call each function; what fuzz.h calls counts for those that use it for people."""
    found = {}
    for name in files("tests/fuzz/*.[ch]"):
        for symbol in set(re.findall(r"\b(cwp_\w+)\(", read(name))):
            found.setdefault(symbol, []).append(f"`{name.name}`")
    return {symbol: ", ".join(sorted(names)) for symbol, names in found.items()}


def fuzz_rows(headers):
    """The rows of the table in tests/fuzz/README.md: harnesses by themselves, and what was written there by hand."""
    by_hand, by_harness = dict(ROW.findall(read(FUZZ))), harnesses()
    return {symbol: by_harness.get(symbol) or hand_written(by_hand.get(symbol, "?")) for symbol in sorted(headers)}


def hand_written(remark):
    return "?" if re.search(r"fuzz\w*\.[ch]", remark) else remark


def write():
    version = re.search(r"project\(cwp VERSION (\S+)", read("CMakeLists.txt")).group(1)
    headers, versions = declared(), since()
    versions = {symbol: versions.get(symbol, version) for symbol in headers}
    head = "# What the shared library exports, each with the version that introduced it. See docs/stability.md.\n"
    lines = "".join(f"{versions[symbol]} {symbol}\n" for symbol in sorted(versions))
    (ROOT / LIST).write_text(head + lines, encoding="utf-8")
    (ROOT / PAGE).write_text(page(headers, versions), encoding="utf-8")
    rows = "".join(f"| `{symbol}` | {remark} |\n" for symbol, remark in fuzz_rows(headers).items())
    text = read(FUZZ)
    (ROOT / FUZZ).write_text(text[: ROW.search(text).start()] + rows, encoding="utf-8")


def exported(library):
    lines = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    return {line.split()[-1].split("@")[0] for line in lines.splitlines()}


def check(library):
    headers, versions, real = declared(), since(), exported(library)
    problems = [f"{symbol}: exported, but not in {LIST}" for symbol in sorted(real - versions.keys())]
    problems += [f"{symbol}: in {LIST}, but not exported" for symbol in sorted(versions.keys() - real)]
    problems += [f"{symbol}: declared, but not in {LIST}" for symbol in sorted(headers.keys() - versions.keys())]
    problems += [f"{symbol}: in {LIST}, but not declared" for symbol in sorted(versions.keys() - headers.keys())]
    if headers.keys() <= versions.keys() and read(PAGE) != page(headers, versions):
        problems.append(f"{PAGE}: not what the headers say; run python3 tests/checks/symbols.py --write")
    tests = set(re.findall(r"\b(cwp_\w+)\s*\(", "\n".join(read(name) for name in files("tests/**/*.[ch]"))))
    problems += [f"{symbol}: no test calls it" for symbol in sorted(headers.keys() - tests)]
    for symbol, remark in fuzz_rows(headers).items():
        if f"| `{symbol}` | {remark} |" not in read(FUZZ) or remark == "?":
            problems.append(f"{symbol}: {FUZZ} must name a harness, or why there is none, instead of {remark}")
    gone = dict(ROW.findall(read(FUZZ))).keys() - headers.keys()
    problems += [f"{FUZZ}: {symbol} is no public function" for symbol in sorted(gone)]
    finish(problems, f"{len(headers)} functions")


if sys.argv[1] == "--write":
    write()
else:
    check(sys.argv[1])
