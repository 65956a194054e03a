"""The clocks of England held to the time zone database (Python's zoneinfo, Europe/London): every change from 1996 to
2100, minute by minute in its night and hour by hour a day around it, the ends of the years, and a sample of the rest.

usage: moments.py MOMENTS [SAMPLE [SEED]]    the driver; how many other moments (20,000)
"""

import datetime
import random
import subprocess
import sys
from zoneinfo import ZoneInfo

LONDON, UTC = ZoneInfo("Europe/London"), datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
DAY, HOUR, MINUTE = (datetime.timedelta(**{unit: 1}) for unit in ("days", "hours", "minutes"))
FIRST, LAST = datetime.datetime(1996, 1, 1), datetime.datetime(2100, 12, 31, 23, 59)
NIGHT, AROUND = 4 * 60, 30  # minutes from midnight; hours before and after it


def offset(wall, fold):
    return wall.replace(tzinfo=LONDON, fold=fold).utcoffset()


def changing_days():
    """The days in whose course the distance from UTC changes."""
    day = FIRST
    while day < LAST:
        if offset(day, 0) != offset(day + DAY, 0):
            yield day
        day += DAY


def walls(changes, sample, rng):
    """What clocks on the wall could show, the hours that they skip included."""
    for day in changes:
        yield from (day + MINUTE * minute for minute in range(NIGHT))
        yield from (day + HOUR * hour for hour in range(-AROUND, AROUND))
    for year in range(FIRST.year, LAST.year + 1):
        yield from (datetime.datetime(year, 1, 1), datetime.datetime(year, 12, 31, 23, 59))
    minutes = (LAST - FIRST) // MINUTE
    yield from (FIRST + MINUTE * rng.randrange(minutes) for _ in range(sample))


def minutes_of(moment):
    return (moment - EPOCH) // MINUTE


def expect_moment(wall):
    """What the driver has to say of a time on the wall: between two distances, there is either no such time or two."""
    first, second = offset(wall, 0), offset(wall, 1)
    if first < second:
        return "skipped"
    return f"{minutes_of(wall.replace(tzinfo=UTC) - first)} {'twice' if first > second else 'plain'}"


def expect_wall(moment):
    wall = moment.astimezone(LONDON)
    return f"{wall.isoformat(timespec='minutes')} {wall.date()} {wall.hour * 60 + wall.minute}"


def cases(changes, sample, rng):
    """Each question with its answer: a time on the wall, and the same figures read as UTC. Outside the years that the
    library knows, nothing is asked."""
    for wall in walls(changes, sample, rng):
        yield wall.isoformat(timespec="minutes"), expect_moment(wall)
        moment = wall.replace(tzinfo=UTC)
        if moment.astimezone(LONDON).year <= LAST.year:
            yield str(minutes_of(moment)), expect_wall(moment)


def main():
    program, sample, seed = (*sys.argv[1:], *["20000", "1"][len(sys.argv) - 2:])
    changes = list(changing_days())
    wanted = list(cases(changes, int(sample), random.Random(int(seed))))
    asked = "".join(f"{question}\n" for question, _ in wanted)
    found = subprocess.run([program], input=asked, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(found) == len(wanted), "an answer for each question"
    problems = [f"{question}: the library says {said}, the time zone database {right}"
                for (question, right), said in zip(wanted, found) if said != right]
    if len(changes) != 2 * (LAST.year - FIRST.year + 1):
        problems.append(f"{len(changes)} changes, not two a year")
    print(*problems[:10], sep="\n", end="\n" if problems else "")
    print(f"{len(changes)} changes of the clocks, {len(wanted):,} questions; {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
