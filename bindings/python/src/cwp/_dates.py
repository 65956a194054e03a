"""Months and days on which things run out."""

from __future__ import annotations

import datetime

from . import _native
from ._base import Day, to_date, to_days
from .errors import ArgumentError


def _within(days: int | None) -> datetime.date:
    if days is None:
        raise ArgumentError("the day is out of range")
    return to_date(days)


def add_months(day: Day, months: int) -> datetime.date:
    """The same day of the month so many months later; where that month is shorter, its last day.

    >>> import cwp
    >>> cwp.add_months("2026-01-31", 1)
    datetime.date(2026, 2, 28)
    """
    return _within(_native.cwp_date_add_months(to_days(day, "day"), months))


def month_ends(on: Day, months: int) -> list[datetime.date]:
    """The last days of so many months, from that of a day on: for a forecast by month.

    >>> import cwp
    >>> [day.isoformat() for day in cwp.month_ends("2026-11-21", 3)]
    ['2026-11-30', '2026-12-31', '2027-01-31']
    """
    if months < 0:
        raise ArgumentError(f"months must not be negative, and is {months}")
    days = to_days(on, "on")
    first = days - to_date(days).day + 1
    return [_within(_native.cwp_date_valid_until(first, count + 1)) for count in range(months)]


def valid_until(from_: Day, months: int) -> datetime.date:
    """The last day on which something holds that was done on a day and is valid for so many months.

    >>> import cwp
    >>> cwp.valid_until("2025-03-01", 12)
    datetime.date(2026, 2, 28)
    """
    return _within(_native.cwp_date_valid_until(to_days(from_, "from_"), months))


def expiry(completed: Day, months: int, *, screen: bool = False) -> datetime.date:
    """The same by one of the national data set's two ways: the bulk upload's, or the screen's.

    >>> import cwp
    >>> cwp.expiry("2026-03-31", 6), cwp.expiry("2026-03-31", 6, screen=True)
    (datetime.date(2026, 9, 29), datetime.date(2026, 9, 30))
    """
    rule = _native.CWP_EXPIRY_SCREEN if screen else _native.CWP_EXPIRY_UPLOAD
    return _within(_native.cwp_date_expiry(to_days(completed, "completed"), months, rule))
