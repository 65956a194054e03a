"""Holds docs/findings.md to the catalogue of findings in lib/exchange.

usage: findings.py PRINT_RULES            check
       findings.py PRINT_RULES --write    write the table of the page anew
"""

import re
import subprocess
import sys

from common import ROOT, finish, read

PAGE = "docs/findings.md"
TABLE = re.compile(r"^\| id \|.*?(?:\n(?=\n)|\Z)", re.M | re.S)
HEAD = "| id | severity | upstream | its severity | the service | message |\n|---|---|---|---|---|---|\n"


def main():
    rows = subprocess.run([sys.argv[1]], capture_output=True, text=True, check=True).stdout
    page = read(PAGE)
    wanted = TABLE.sub(lambda _: HEAD + rows, page)
    if "--write" in sys.argv:
        (ROOT / PAGE).write_text(wanted, encoding="utf-8")
        return
    ids = re.findall(r"^\| `([^`]+)` \|", rows, re.M)
    problems = [f"{name} names two rules" for name in {name for name in ids if ids.count(name) > 1}]
    if page != wanted:
        problems.append(f"{PAGE} is not as the catalogue has it: python3 tests/checks/findings.py PRINT_RULES --write")
    finish(problems, f"{len(ids)} rules")


main()
