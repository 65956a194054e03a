"""Holds together what the library exports, what the public headers declare, lib/exported-symbols.txt (each symbol with
the version that introduced it) and docs/symbols.md, which is made from them. Every public function is also called by
some test and stands in the table of tests/fuzz/README.md.

usage: symbols.py LIBRARY            check
       symbols.py --write            write lib/exported-symbols.txt and docs/symbols.md from the headers
"""

import re
import subprocess
import sys

from common import ROOT, files, finish, read

LIST = "lib/exported-symbols.txt"
PAGE = "docs/symbols.md"
DECLARED = re.compile(r"^CWP_(?:API|CHECKED)\b[^;{]*?\b(cwp_\w+)\s*\(", re.M)


def declared():
    """Each public function and the header that declares it, in the order of the headers."""
    found = {}
    for name in files("include/cwp/*"):
        for symbol in DECLARED.findall(read(name)):
            found[symbol] = name.name.removesuffix(".in")
    return found


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


def write():
    version = re.search(r"project\(cwp VERSION (\S+)", read("CMakeLists.txt")).group(1)
    headers, versions = declared(), since()
    versions = {symbol: versions.get(symbol, version) for symbol in headers}
    head = "# What the shared library exports, each with the version that introduced it. See docs/stability.md.\n"
    lines = "".join(f"{versions[symbol]} {symbol}\n" for symbol in sorted(versions))
    (ROOT / LIST).write_text(head + lines, encoding="utf-8")
    (ROOT / PAGE).write_text(page(headers, versions), encoding="utf-8")


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
    tests = "\n".join(read(name) for name in files("tests/**/*.c", "tests/**/*.cpp", "tests/**/*.h"))
    table = read("tests/fuzz/README.md")
    for symbol in sorted(headers):
        if not re.search(rf"\b{symbol}\s*\(", tests):
            problems.append(f"{symbol}: no test calls it")
        if f"`{symbol}`" not in table:
            problems.append(f"{symbol}: not in the table of tests/fuzz/README.md")
    for symbol in sorted(set(re.findall(r"`(cwp_\w+)`", table)) - headers.keys()):
        problems.append(f"tests/fuzz/README.md: {symbol} is no public function")
    finish(problems, f"{len(headers)} functions")


if sys.argv[1] == "--write":
    write()
else:
    check(sys.argv[1])
