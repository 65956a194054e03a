"""The code blocks of README.md and docs/ work: they are compiled and run against this build and the sample data.

    ```c         compiled with every warning an error, linked with the library, and run; put into a main if it has none
    ```sh        run by sh, which stops at the first failure
    ```console   lines that begin with "$ " are run; what they print to standard output must be what follows, where a
                 line of "..." stands for any number of lines
    ```json      parsed
    ```cmake     stands, to the line, in a CMakeLists.txt of tests/consumer, which are built

Other blocks are not looked at. A comment <!-- not run: why --> on the line before a block leaves it out. Blocks run in
a scratch folder that looks like the top of the tree: build/bin, examples, lib, include and docs are there.

usage: documents.py BUILD COMPILER
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from common import ROOT, files, finish, read

build, compiler = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
BLOCK = re.compile(r"(?:^<!-- (not run: .+?) -->\n)?^```(\w+)\n(.*?)^```$", re.M | re.S)
WARNINGS = "-std=c11 -Wall -Wextra -pedantic -Werror".split()
FRAME = """#include <cwp/cwp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {{
{}
return 0;
}}
"""


def run(command, folder):
    environment = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8", PATH=f"{build}/bin:{os.environ['PATH']}")
    return subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=120, encoding="utf-8", errors="replace")


def c_block(text, folder, place):
    if "int main(" not in text:
        text = FRAME.format(text)
    (folder / "block.c").write_text(text, encoding="utf-8")
    library = f"{build}/lib"
    done = run([compiler, *WARNINGS, f"-I{ROOT}/include", f"-I{build}/include", "block.c", "-o", "block",
                f"-L{library}", "-lcwp", f"-Wl,-rpath,{library}"], folder)
    if done.returncode == 0:
        done = run(["./block"], folder)
    if done.returncode != 0:
        yield f"{place}: C block ended with {done.returncode}:\n{done.stdout}{done.stderr}"


def sh_block(text, folder, place):
    done = run(["sh", "-eu", "-c", text], folder)
    if done.returncode != 0:
        yield f"{place}: shell block ended with {done.returncode}:\n{done.stdout}{done.stderr}"


def console_block(text, folder, place):
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M):
        # Gaps and findings may set the exit code: what is printed is what counts.
        done = run(["sh", "-c", command], folder)
        if not expected.replace("...", "").strip():
            yield f"{place}: {command}: the page shows nothing of what it prints"
        pieces = [re.escape(line) if line != "..." else None for line in expected.rstrip("\n").split("\n")]
        pattern = "".join(r"(?:.*\n)*?" if piece is None else piece + r" *\n" for piece in pieces)
        if not re.fullmatch(pattern, done.stdout.rstrip("\n") + "\n"):
            yield f"{place}: {command}\n--- printed\n{done.stdout}{done.stderr}--- but the page says\n{expected}"


def json_block(text, folder, place):
    try:
        json.loads(text)
    except ValueError as error:
        yield f"{place}: JSON block: {error}"


def cmake_block(text, folder, place):
    if not any(text in read(name) for name in files("tests/consumer/*/CMakeLists.txt")):
        yield f"{place}: CMake block stands in no CMakeLists.txt of tests/consumer"


KINDS = {"c": c_block, "sh": sh_block, "console": console_block, "json": json_block, "cmake": cmake_block}

problems, counts = [], dict.fromkeys(KINDS, 0)
for name in files("README.md", "docs/**/*.md"):
    page = read(name)
    if name.name == "README.md" and name.parts[0] not in ("docs", "README.md"):
        continue
    for found in BLOCK.finditer(page):
        left_out, kind, text = found.groups()
        if left_out or kind not in KINDS:
            continue
        counts[kind] += 1
        place = f"{name}:{page.count(chr(10), 0, found.start()) + 1}"
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            for link in ("examples", "lib", "include", "docs"):
                (folder / link).symlink_to(ROOT / link)
            (folder / "build").symlink_to(build)
            problems.extend(KINDS[kind](text, folder, place))
finish(problems, ", ".join(f"{count} {kind}" for kind, count in counts.items()) if counts["c"] else "")
