"""One version, said the same everywhere: project(), the command, the header, CHANGELOG.md.

usage: versions.py COMMAND HEADER
"""

import re
import subprocess
import sys

from common import finish, read

command, header = sys.argv[1:]
version = re.search(r"project\(cwp VERSION (\S+)", read("CMakeLists.txt")).group(1)
problems = []
said = subprocess.run([command, "--version"], capture_output=True, text=True)
if said.returncode != 0 or version not in said.stdout.split():
    problems.append(f"cwp --version says {said.stdout.strip()!r}, not {version}")
with open(header, encoding="utf-8") as text:
    if f'#define CWP_VERSION "{version}"' not in text.read():
        problems.append(f"{header}: another version than {version}")
headings = re.findall(r"^## \[?([^\]\s]+)\]?", read("CHANGELOG.md"), re.M)
if not headings or headings[0] not in ("Unreleased", version):
    problems.append("CHANGELOG.md: does not begin with Unreleased or this version")
if version not in headings:
    problems.append(f"CHANGELOG.md: no heading for {version}")
finish(problems, version)
