"""C sources stand as clang-format puts them. Its versions differ, so one of them is the judge."""

import collections
import re
import shutil
import subprocess

from common import ROOT, files, finish, skip

VERSION = 14

tool = shutil.which(f"clang-format-{VERSION}") or shutil.which("clang-format")
if not tool:
    skip("no clang-format")
version = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
if not re.search(rf"version {VERSION}\.", version):
    skip(f"clang-format {VERSION} is the judge; this is {version.strip()}")
names = [str(name) for name in files("*.c", "*.h")]
run = subprocess.run([tool, "--dry-run", "-Werror", *names], cwd=ROOT, capture_output=True, text=True)
places = collections.Counter(line.split(":")[0] for line in run.stderr.splitlines() if ": error:" in line)
problems = [f"{name}: {count} places; run clang-format -i" for name, count in sorted(places.items())]
finish(problems, f"{len(names)} files")
