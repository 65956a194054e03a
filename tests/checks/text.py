"""What no file of the tree may hold: paths of somebody's machine, unfinished marks, tabs, odd line ends, long lines."""

import re

from common import ROOT, files, finish, matches

CODE = {".c", ".h", ".in", ".py", ".sh", ".cmake"}
MACHINE = re.compile(r"(^|[^A-Za-z0-9_.])/(work|root|Users/\w+|home/\w+)/")
MARK = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|not imple" + r"mented")
TABBED = ("codes-issued.txt",)  # two columns
# Files whose bytes are the point: samples, seeds, and the expected output of cases.
AS_IT_IS = ("examples/data/*", "tests/fuzz/corpus/**/*", "tests/cli/**/*", "tests/outside/**/*", "tests/data/**/*")


def look(name, text):
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{name}:{number}"
        if MACHINE.search(line):
            yield f"{place}: a path of a machine"
        if MARK.search(line):
            yield f"{place}: an unfinished mark"
        if "\t" in line and not matches(name, *TABBED):
            yield f"{place}: a tab"
        if line != line.rstrip():
            yield f"{place}: white space at the end"
        if len(line) > 120 and name.suffix in CODE and "http" not in line:
            yield f"{place}: {len(line)} characters, 120 at most"
    if "\r" in text:
        yield f"{name}: carriage returns"
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        yield f"{name}: does not end in one line end"


problems, checked = [], 0
for name in files("*"):
    if matches(name, *AS_IT_IS):
        continue
    checked += 1
    try:
        text = (ROOT / name).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(f"{name}: not UTF-8 ({error.reason})")
        continue
    problems.extend(look(name, text))
finish(problems, f"{checked} files")
