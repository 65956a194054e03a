"""The shared library as it is shipped: its size once stripped, what it links, and that it carries no path of the
machine that built it.

usage: library.py LIBRARY
"""

import pathlib
import re
import subprocess
import sys
import tempfile

from common import ROOT, finish

# Constant data: the tables of the editions and of the text floor, and the texts of messages. The rest: code, and what
# the loader needs. Each has its own limit, so that neither grows at the other's cost.
DATA_LIMIT = 750 * 1000
REST_LIMIT = 1050 * 1000
ALLOWED = re.compile(r"^(libc|libcjson|ld-linux[\w-]*)\.so\.\d+$")

problems = []
with tempfile.TemporaryDirectory() as folder:
    stripped = pathlib.Path(folder) / "libcwp.so"
    subprocess.run(["strip", "-o", stripped, sys.argv[1]], check=True)
    content = stripped.read_bytes()
sections = subprocess.run(["readelf", "-SW", sys.argv[1]], capture_output=True, text=True, check=True).stdout
found = re.search(r"\s\.rodata\s+PROGBITS\s+\w+ \w+ (\w+) ", sections)
data = int(found[1], 16) if found else 0
if not 100 * 1000 < data < DATA_LIMIT:
    problems.append(f"{data:,} bytes of constant data; the limit is {DATA_LIMIT:,}")
rest = len(content) - data
if rest >= REST_LIMIT:
    problems.append(f"{rest:,} bytes of code and what the loader needs; the limit is {REST_LIMIT:,}")
if str(ROOT).encode() in content:
    problems.append(f"the stripped library holds the path {ROOT}")
dynamic = subprocess.run(["readelf", "-d", sys.argv[1]], capture_output=True, text=True, check=True).stdout
needed = re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)
problems += [f"links {name}" for name in needed if not ALLOWED.match(name)]
if "libc.so.6" not in needed and "libcjson.so.1" not in needed:
    problems.append(f"links {needed}: this check no longer sees what is linked")
finish(problems, f"{len(content):,} bytes: {data:,} of data, {rest:,} of code and the rest; links {', '.join(needed)}")
