"""Moments of a shift, by the clocks of England."""

from __future__ import annotations

import datetime

from . import _native
from ._base import to_days
from .errors import ArgumentError

#: A moment: a datetime, or a text such as "2026-11-21T22:00".
Moment = datetime.datetime | str

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MINUTE = datetime.timedelta(minutes=1)


def to_moment(when: Moment, what: str = "when") -> int:
    """Minutes since 1970, as the C library counts them."""
    if isinstance(when, str):
        return _native.cwp_moment_parse(when)[0]  # type: ignore[no-any-return]
    if not isinstance(when, datetime.datetime):
        raise ArgumentError(f"{what} must be a datetime.datetime or a str such as '2026-11-21T22:00', not {when!r}")
    if when.second or when.microsecond:
        raise ArgumentError(f"{what} must be a whole minute, not {when.isoformat()}")
    if when.tzinfo is not None:
        return (when - _EPOCH) // _MINUTE
    minute = when.hour * 60 + when.minute
    moment, clock = _native.cwp_moment_make(to_days(when.date(), what), minute)
    return moment + 60 if clock == _native.CWP_CLOCK_TWICE and when.fold else moment  # type: ignore[no-any-return]


def of_moment(moment: int) -> datetime.datetime:
    return datetime.datetime.fromisoformat(_native.cwp_moment_format(moment))


def england_time(when: Moment) -> datetime.datetime:
    """The moment at which the clocks of England show a time, with its distance from UTC. Rotas take such times anyway.

    A time without a distance from UTC, or without a time zone, is what the clock on the wall shows. One that the clocks
    skip in March is an error; of one that they show twice in October the first is taken, in summer time, unless a
    distance, or the fold of a datetime, says otherwise.

    >>> import cwp
    >>> cwp.england_time("2026-10-25T01:30").isoformat()
    '2026-10-25T01:30:00+01:00'
    >>> cwp.england_time("2026-10-25T01:30+00:00").isoformat()
    '2026-10-25T01:30:00+00:00'
    """
    return of_moment(to_moment(when))
