"""docs/errors.md has every status code with its number and its name, and no other."""

import re

from common import finish, read

CODE = re.compile(r"^  (CWP_(?:OK|ERROR_\w+)) = (\d+)", re.M)

codes = {name: int(number) for name, number in CODE.findall(read("include/cwp/status.h"))}
rows = re.findall(r"^\| `(CWP_\w+)` \| (\d+) \| `([a-z-]+)` \|", read("docs/errors.md"), re.M)
problems = []
for code, number, name in rows:
    if codes.get(code) != int(number):
        problems.append(f"docs/errors.md: {code} is not {number}")
    # The names themselves are under test in tests/unit/status_test.c; here they must be those of the codes.
    if name != code.replace("CWP_", "").replace("ERROR_", "").replace("_", "-").lower():
        problems.append(f"docs/errors.md: {code} is not called {name}")
problems += [f"docs/errors.md: {code} is missing" for code in codes if code not in {row[0] for row in rows}]
finish(problems, f"{len(codes)} codes")
