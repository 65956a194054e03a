"""The two ways in which the national data set gets from a day of completion and a validity in months to an expiry,
written down a second time and held to what its programs were seen to do, and to the library where it is named.

usage: dates.py [LIBCWP]    the shared library
"""

import calendar
import ctypes
import csv
import datetime
import itertools
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OBSERVED = "ascwds/observed_expiry_bulk_vs_screen.csv"
DAY = datetime.timedelta(days=1)
EPOCH = datetime.date(1970, 1, 1)
# Which validities are usual was not recorded. These are; with 9 for 3, or 60 for a whole number of years, the count of
# days on which the rules differ is the same.
USUAL = (1, 3, 6, 12, 18, 24, 36)


def last_of_month(year, month):
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def months_later(date, months):
    """The same day so many months later, or that month's last."""
    count = date.year * 12 + date.month - 1 + months
    last = last_of_month(count // 12, count % 12 + 1)
    return last.replace(day=min(date.day, last.day))


def upload(completed, months):
    """As the bulk upload sets it: the months first, then a day less."""
    return months_later(completed, months) - DAY


def screen(completed, months):
    """As the screen sets it: a day less first, then the months; completed on the 1st, the month's last day."""
    result = months_later(completed - DAY, months)
    return last_of_month(result.year, result.month) if completed.day == 1 else result


RULES = (upload, screen)  # in the order of cwp_expiry_rule


def days(first_year, last_year):
    day = datetime.date(first_year, 1, 1)
    while day.year <= last_year:
        yield day
        day += DAY


def differences():
    """On how many days of completion, for the usual validities, the rules differ, of how many."""
    cases = list(itertools.product(days(2024, 2027), USUAL))
    differing = [day for day, months in cases if upload(day, months) != screen(day, months)]
    assert all(day.day >= 29 for day in differing)
    return len(differing), len(cases)


def observed():
    """The rows that were observed, or none where they are not at hand."""
    path = Path(os.environ.get("CWP_OUTSIDE") or ROOT / "../shared/outside") / OBSERVED
    if not path.exists():
        print(f"left out: there is no {OBSERVED} (set CWP_OUTSIDE)")
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def check_observed(rows):
    for row in rows:
        completed, months = datetime.date.fromisoformat(row["date_completed"]), int(row["validity_months"])
        wanted = row["expiry_bulk_upload"], row["expiry_screen"]
        found = tuple(rule(completed, months).isoformat() for rule in RULES)
        if found != wanted:
            yield f"{completed} for {months} months: {found}, observed {wanted}"


def check_library(path):
    expiry = ctypes.CDLL(path).cwp_date_expiry
    expiry.restype, expiry.argtypes = ctypes.c_int32, [ctypes.c_int32, ctypes.c_int, ctypes.c_int]
    for completed in itertools.chain(days(1899, 1904), days(2023, 2028)):
        for months in (*range(-13, 38), 48, 60, 120):
            for number, rule in enumerate(RULES):
                found = EPOCH + expiry((completed - EPOCH).days, months, number) * DAY
                if found != rule(completed, months):
                    yield f"{rule.__name__}: {completed} for {months} months: library {found}"


def main():
    rows = observed()
    problems = list(check_observed(rows))
    differing, cases = differences()
    if (differing, cases) != (103, 10227):
        problems.append(f"the rules differ in {differing} of {cases} cases, not in 103 of 10,227")
    for path in sys.argv[1:]:
        problems += itertools.islice(check_library(path), 10)
    for problem in problems:
        print(problem)
    print(f"{len(rows)} observed rows; the rules differ in {differing} of {cases:,} cases; {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
