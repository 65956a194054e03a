"""Links between the project's own pages lead somewhere, every page is linked from docs/README.md, and the pages that
headers and sources name exist."""

import re

from common import ROOT, files, finish, read

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"\bdocs/[\w./-]*\w")


def anchors(text):
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def without_blocks(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)


problems, checked, reached = [], 0, set()
for name in files("*.md"):
    for target in LINK.findall(without_blocks(read(name))):
        if re.match(r"[a-z]+:", target):
            continue
        checked += 1
        path, _, anchor = target.partition("#")
        page = (ROOT / name.parent / path).resolve() if path else ROOT / name
        if not page.exists() and not page.with_name(f"{page.name}.in").exists():
            problems.append(f"{name}: {target} leads nowhere")
        elif anchor and anchor not in anchors(page.read_text(encoding="utf-8")):
            problems.append(f"{name}: {target}: no such heading")
        if name.as_posix() == "docs/README.md":
            reached.add(page)
for name in files("*.[ch]", "*.in", "*.py", "*.sh", "*.cmake", "*.txt"):
    for target in NAMED.findall(read(name)):
        checked += 1
        if not (ROOT / target).exists():
            problems.append(f"{name}: names {target}, which is not there")
for name in files("docs/*.md", "docs/*/README.md"):
    if ROOT / name not in reached and name.as_posix() != "docs/README.md":
        problems.append(f"{name}: not linked from docs/README.md")
finish(problems, f"{checked} links")
