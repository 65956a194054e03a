"""A list of courses with suggested tags, as a table; one suggestion is accepted, and all of it written back.

    python examples/python/tag_courses.py [--accept COURSE CODE] [--out tagged.csv] [FILE]

A score says how often suggestions like this one are right. Somebody who knows the course decides.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cwp

CATALOGUE = Path(__file__).resolve().parents[1] / "data" / "catalogue.csv"


def show(catalogue: cwp.TaggedCatalogue) -> None:
    print(f"{'course':8} {'title':34} {'group':9} {'score':>5}  decision   what it is about")
    for course in catalogue:
        name = f"{course.id[:8]:8} {course.title[:34]:34}"
        if not course.tags.groups:
            print(f"{name} -            -  the words do not say enough")
            continue
        best = course.tags.groups[0]
        print(f"{name} {best.code:9} {best.score:5.2f}  {best.decision.value:9}  {best.title}")


def main() -> None:
    parser = argparse.ArgumentParser(description="A list of courses with suggested tags.")
    parser.add_argument("file", nargs="?", default=CATALOGUE)
    parser.add_argument("--accept", nargs=2, metavar=("COURSE", "CODE"), help="a decision: this tag is right")
    parser.add_argument("--out", type=Path, default=Path("tagged.csv"))
    given = parser.parse_args()
    catalogue = cwp.TaggedCatalogue.read(given.file)
    if given.accept:
        course, code = given.accept
        catalogue[course].decide(code, "accepted")
    show(catalogue)
    total = catalogue.reach().total
    print(f"{total.groups_covered} of {total.groups} groups have a course, {total.decided} courses a decision")
    catalogue.write(given.out, csv=given.out.suffix == ".csv")
    print(f"{given.out}: {len(catalogue)} courses; read it back with cwp.TaggedCatalogue.read")


if __name__ == "__main__":
    main()
