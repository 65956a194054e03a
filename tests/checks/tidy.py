"""clang-tidy over the library and the command, with the checks of .clang-tidy. One version is the judge.

usage: tidy.py BUILD
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from common import ROOT, finish, skip

VERSION = 14

build = pathlib.Path(sys.argv[1])
tool = shutil.which(f"clang-tidy-{VERSION}") or shutil.which("clang-tidy")
if not tool:
    skip("no clang-tidy")
version = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
if not re.search(rf"version {VERSION}\.", version):
    skip(f"clang-tidy {VERSION} is the judge; this is {' '.join(version.split())}")

commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
names = sorted({entry["file"] for entry in commands})
names = [name for name in names if name.startswith((f"{ROOT}/lib/", f"{ROOT}/examples/"))]


def tidy(name):
    command = [tool, "-p", str(build), "--quiet", "--warnings-as-errors=*", name]
    run = subprocess.run(command, capture_output=True, text=True)
    found = [line for line in run.stdout.splitlines() if re.search(r": (error|warning): ", line)]
    if run.returncode != 0 and not found:
        found = [f"{name}: {(run.stdout + run.stderr).strip()[-2000:]}"]
    return [line.replace(f"{ROOT}/", "") for line in found]


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    problems = sorted({problem for found in pool.map(tidy, names) for problem in found})
finish(problems, f"{len(names)} files")
