"""Shifts out of iCalendar files (RFC 5545). What the calendar library reads and expands becomes rows of a rota."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from typing import Any

from ._base import INTEGER, TEXT, Table, table_of
from ._enums import Severity, place_of
from ._files import Source, is_open, named
from ._findings import Findings
from ._moments import Moment, of_moment, to_moment
from .errors import ArgumentError, Error, FormatSyntaxError, InvalidError, LimitError

_MOST_BYTES = 32 * 1024 * 1024
_MOST_DAYS = 366  # of a period for which shifts that repeat are made
_MOST_HOURS = 24  # of the day that a rule may name
_DAY = datetime.timedelta(days=1)
# What the clocks of England show. Times of these zones go on as they stand, so that the library's rules hold for them.
_ENGLAND = {
    "Europe/London",
    "Europe/Belfast",
    "Europe/Guernsey",
    "Europe/Isle_of_Man",
    "Europe/Jersey",
    "GB",
    "GB-Eire",
}
_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")

_SHIFT_COLUMNS = ("shift", "start", "end", "place", "service", "settings", "required")
_PEOPLE_COLUMNS = ("shift", "person", "as")


class RotaCalendar:
    """Shifts and who is on them, out of a calendar. `shifts` and `assignments` are tables as Rota.from_arrow takes
    them, and Rota.read takes the whole of it.

    A shift's id is the event's UID, with when it was to start behind it where it repeats; its place is LOCATION, its
    kind X-CWP-SERVICE, how many it requires X-CWP-REQUIRED, its settings those CATEGORIES that are codes such as
    P.dementia. People are its ATTENDEEs, by address or by what `people` makes of it; who takes no part
    (ROLE=NON-PARTICIPANT) is shadowing, and who has declined is not on it.
    """

    __slots__ = ("_found", "_people", "_places", "_shifts", "findings", "name")

    def __init__(self, name: str) -> None:
        #: The calendar's file.
        self.name = name
        self._shifts: list[tuple[str, ...]] = []
        self._people: list[tuple[str, ...]] = []
        self._places: dict[str, list[int]] = {"shifts": [], "people": []}
        self._found: list[tuple[Any, ...]] = []
        #: What of it could not be used; Rota.read says what of the rest is wrong.
        self.findings: Findings = Findings.of_rows(())

    def _find(self, severity: str, id: str, event: int, column: str, value: str, message: str) -> None:
        place = place_of(Severity, severity, "severity")
        self._found.append((id, place, self.name, 0, event, column, value[:200], message, ""))

    @property
    def shifts(self) -> Table:
        """The shifts, in the columns of a file of shifts."""
        return table_of(_columns(_SHIFT_COLUMNS), self._shifts)

    @property
    def assignments(self) -> Table:
        """Who is on them, in the columns of a file of assignments."""
        return table_of(_columns(_PEOPLE_COLUMNS), self._people)

    def __repr__(self) -> str:
        return f"<RotaCalendar {self.name!r}: {len(self._shifts)} shifts, {len(self.findings)} findings>"


def _columns(names: tuple[str, ...]) -> list[Any]:
    def column(place: int, name: str) -> Any:
        if name == "required":
            return name, INTEGER, lambda row: int(row[place]) if row[place].isascii() and row[place].isdigit() else None
        return name, TEXT, lambda row: row[place] or None

    return [column(place, name) for place, name in enumerate(names)]


def read_calendar(
    source: Source,
    *,
    start: Moment | None = None,
    end: Moment | None = None,
    people: Mapping[str, str] | None = None,
    person: str | None = None,
) -> RotaCalendar:
    """Reads shifts out of an iCalendar file (.ics). Needs icalendar and recurring-ical-events: pip install cwp[ics].

    With `start` and `end`, only what starts in that period, of a year at most; events that repeat need it. `people`
    says who the addresses of attendees are: their ids by address. With `person` it is that one person's own calendar:
    all that is in it is theirs, attendees do not matter, and a shift's id is made of title, start and place, so that
    the calendars of those who share a shift agree on it.

    A time without a zone is what the clocks of England show. Events that last whole days, that were cancelled, or whose
    time zone is not known are not used, and a finding says so for each.
    """
    name, data = _bytes_of(source)
    calendar = _Reader(name, _window(start, end), people, person)
    calendar.read(_parsed(data, name))
    made = calendar.made
    made.findings = Findings.of_rows(made._found)
    return made


def _bytes_of(source: Source) -> tuple[str, bytes]:
    if is_open(source, "read"):
        opened, name = named(source)
        data = opened.read(_MOST_BYTES + 1)
    else:
        name = str(source if not isinstance(source, bytes) else source.decode(errors="replace"))
        with open(source, "rb") as file:  # type: ignore[arg-type]
            data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise LimitError(f"the calendar is larger than {_MOST_BYTES} bytes", name)
    return name, data


def _window(start: Moment | None, end: Moment | None) -> tuple[int, int] | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise ArgumentError("a period has both a start and an end")
    span = to_moment(start, "start"), to_moment(end, "end")
    if not 0 < span[1] - span[0] <= _MOST_DAYS * 1440:
        raise ArgumentError(f"a period must end after it starts, and last {_MOST_DAYS} days at most")
    return span


def _parsed(data: bytes, name: str) -> list[Any]:
    try:
        import icalendar
        import recurring_ical_events  # noqa: F401
    except ImportError as error:
        raise ImportError(
            "calendars need icalendar and recurring-ical-events: pip install cwp[ics]", name=error.name
        ) from error
    try:
        found = icalendar.Calendar.from_ical(data.decode("utf-8-sig"), multiple=True)
    except UnicodeDecodeError as error:
        raise FormatSyntaxError("the calendar is not UTF-8", name, offset=error.start) from error
    except (ValueError, KeyError, IndexError) as error:
        raise FormatSyntaxError(f"the calendar cannot be read: {str(error)[:300]}", name) from error
    calendars = [one for one in found if one.name == "VCALENDAR"]
    if not calendars:
        raise InvalidError("it holds no whole calendar, from BEGIN:VCALENDAR to END:VCALENDAR", name)
    return calendars


class _Reader:
    """Events on their way to rows."""

    def __init__(
        self, name: str, window: tuple[int, int] | None, people: Mapping[str, str] | None, person: str | None
    ) -> None:
        self.made = RotaCalendar(name)
        self.window = window
        self.people = {_address(address): who for address, who in (people or {}).items()}
        self.person = person
        self.event = 0  # number of the one that is being read, from 1
        self.seen: set[tuple[str, ...]] = set()
        self.strange: set[str] = set()  # categories that were told of

    def find(self, severity: str, id: str, column: str, value: object, message: str) -> None:
        self.made._find(severity, id, self.event, column, str(value), message)

    def read(self, calendars: list[Any]) -> None:
        number = 0
        for calendar in calendars:
            groups: dict[str, list[tuple[int, Any]]] = {}
            for event in calendar.walk("VEVENT"):
                number += 1
                # Whatever has no UID is an event of its own; what repeats shares one with its exceptions.
                groups.setdefault(str(event.get("UID", f"\n{number}")), []).append((number, event))
            for events in groups.values():
                self.read_group(calendar, events)

    def read_group(self, calendar: Any, events: list[tuple[int, Any]]) -> None:
        good = [pair for pair in events if self.is_whole(*pair)]
        if len(good) < len(events):
            return
        if not any("RRULE" in event or "RDATE" in event for _, event in good):
            for self.event, event in good:
                self.take(event, event, None)
            return
        self.event = next(number for number, event in good if "RRULE" in event or "RDATE" in event)
        if self.window is None:
            self.find("error", "ROTA-ICS-REPEATS", "RRULE", "", "it repeats: say from when until when; it is not used")
            return
        if any(self.is_too_often(event) for _, event in good):
            return
        for number, occurrence, event in self.expanded(calendar, good):
            self.event = number
            self.take(occurrence, event, occurrence.get("RECURRENCE-ID"))

    def is_whole(self, number: int, event: Any) -> bool:
        """Whether every property that matters could be read; a finding for each that could not."""
        self.event = number
        broken = [(column, why) for column, why in event.errors if column != "DTSTAMP"]
        for column, why in broken:
            self.find("error", "ROTA-ICS-BROKEN", str(column), "", f"it cannot be read: {why}; the event is not used")
        return not broken

    def is_too_often(self, event: Any) -> bool:
        rules = event.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            often = rule.get("FREQ", [""])[0] in _OFTEN or "BYSECOND" in rule or "BYMINUTE" in rule
            if often or len(rule.get("BYHOUR", [])) > _MOST_HOURS:
                value = rule.to_ical().decode("utf-8", "replace")
                message = "it repeats more often than shifts do; it is not used"
                self.find("error", "ROTA-ICS-REPEATS", "RRULE", value, message)
                return True
        return False

    def expanded(self, calendar: Any, events: list[tuple[int, Any]]) -> Iterator[tuple[int, Any, Any]]:
        """The occurrences in the period, each with the event that it came from."""
        import icalendar
        import recurring_ical_events

        assert self.window is not None
        one = icalendar.Calendar()
        for component in [*calendar.walk("VTIMEZONE"), *(event for _, event in events)]:
            one.add_component(component)
        # A day more on either side: what starts in the period is chosen afterwards, by the clocks of England.
        first, last = (of_moment(moment).date() for moment in self.window)
        try:
            found: list[Any] = recurring_ical_events.of(one).between(first - _DAY, last + 2 * _DAY)
        except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError) as error:
            self.find("error", "ROTA-ICS-REPEATS", "RRULE", "", f"it cannot be expanded: {str(error)[:200]}")
            return
        exceptions = {
            _when(event["RECURRENCE-ID"]): (number, event) for number, event in events if _is_exception(event)
        }
        master = next((pair for pair in events if not _is_exception(pair[1])), events[0])
        for occurrence in sorted(found, key=lambda event: str(event["DTSTART"].dt)):
            known = occurrence.get("RECURRENCE-ID")
            yield (*self._with(occurrence, exceptions.get(_when(known)) if known else None, master),)

    @staticmethod
    def _with(occurrence: Any, exception: tuple[int, Any] | None, master: tuple[int, Any]) -> tuple[int, Any, Any]:
        number, event = exception or master
        return number, occurrence, event

    # ---- One shift ----

    def take(self, event: Any, source: Any, occurrence: Any) -> None:
        """Makes a shift of an event; `source` is what stands in the file for it."""
        begins = event.get("DTSTART")
        if begins is None:
            self.find("error", "ROTA-ICS-BROKEN", "DTSTART", "", "it has no start; it is not used")
        elif str(event.get("STATUS", "")).upper() == "CANCELLED":
            self.find("note", "ROTA-ICS-CANCELLED", "STATUS", "CANCELLED", "it was cancelled; it is not used")
        elif not isinstance(begins.dt, datetime.datetime):
            message = "it lasts whole days: a shift has a time; it is not used"
            self.find("error", "ROTA-ICS-ALL-DAY", "DTSTART", begins.dt, message)
        elif self.has_zone("DTSTART", begins) and self.has_zone("DTEND", event.get("DTEND")) and self.is_in(begins.dt):
            self.put(event, source, occurrence)

    def has_zone(self, column: str, when: Any) -> bool:
        """Whether the time zone that is named is known, and the time is there."""
        if when is None:
            return True
        zone = when.params.get("TZID")
        if zone and isinstance(when.dt, datetime.datetime) and when.dt.tzinfo is None:
            self.find("error", "ROTA-ICS-ZONE", column, zone, "this time zone is not known; it is not used")
            return False
        return True

    def is_in(self, start: datetime.datetime) -> bool:
        if self.window is None:
            return True
        try:
            return self.window[0] <= to_moment(_england(start).replace(second=0, microsecond=0)) < self.window[1]
        except Error:
            return True  # the clocks skip it, or it is out of range: whoever reads the row says so

    def put(self, event: Any, source: Any, occurrence: Any) -> None:
        start = _england(event["DTSTART"].dt)
        end = self.end_of(start, event, source)
        if end is None:
            return
        place = str(event.get("LOCATION", "")).strip()
        id = self.id_of(event, start, place, occurrence)
        service, required = str(event.get("X-CWP-SERVICE", "")), str(event.get("X-CWP-REQUIRED", ""))
        row = (id, _text(start), end, place, service.strip(), self.settings_of(event), required.strip())
        if self.person is None or row not in self.seen:
            self.made._shifts.append(row)
            self.made._places["shifts"].append(self.event)
        self.seen.add(row)
        for who, how in self.people_of(event):
            self.made._people.append((id, who, how))
            self.made._places["people"].append(self.event)

    def id_of(self, event: Any, start: datetime.datetime, place: str, occurrence: Any) -> str:
        if self.person is not None:
            return " ".join(part for part in (str(event.get("SUMMARY", "")).strip(), _text(start), place) if part)
        id = str(event.get("UID", ""))
        return id if occurrence is None else f"{id}/{_text(_england(occurrence.dt))}"

    def end_of(self, start: datetime.datetime, event: Any, source: Any) -> str | None:
        """When it ends. A length in hours is what passes, whatever the clocks do; a length in days is one of them."""
        duration = source.get("DURATION")
        if duration is None:
            return self.said_end(start, event)
        length = duration.dt
        try:
            if length % _DAY:
                return of_moment(to_moment(start) + length // datetime.timedelta(minutes=1)).isoformat(
                    timespec="minutes"
                )
        except Error:
            pass
        return _text(start + length)

    def said_end(self, start: datetime.datetime, event: Any) -> str | None:
        ends = event.get("DTEND")
        if ends is None or not isinstance(ends.dt, datetime.datetime):
            self.find("error", "ROTA-ICS-BROKEN", "DTEND", "", "it has no time at which it ends; it is not used")
            return None
        end = _england(ends.dt)
        if "RECURRENCE-ID" in event and _changes(start, end):
            message = "the clocks change in it: it is taken to end when they show this, and not after so many hours"
            self.find("warning", "ROTA-ICS-CLOCKS", "DTEND", _text(end), message)
        return _text(end)

    def settings_of(self, event: Any) -> str:
        codes = []
        for one in _list_of(event.get("CATEGORIES")):
            for code in getattr(one, "cats", [one]):
                text = str(code).strip()
                if text.partition(".")[0].upper() in ("P", "ASC") and "." in text and ";" not in text:
                    codes.append(text)
                elif text and text not in self.strange:
                    self.strange.add(text)
                    message = "no code of a practice area or a delegated healthcare activity; it is passed over"
                    self.find("note", "ROTA-ICS-CATEGORY", "CATEGORIES", text, message)
        return ";".join(codes)

    def people_of(self, event: Any) -> Iterator[tuple[str, str]]:
        if self.person is not None:
            yield self.person, ""
            return
        for attendee in _list_of(event.get("ATTENDEE")):
            said = {key: str(value).upper() for key, value in attendee.params.items()}
            address = _address(str(attendee))
            if said.get("CUTYPE") in ("ROOM", "RESOURCE"):
                continue
            if said.get("PARTSTAT") == "DECLINED":
                message = "they have declined, and are not taken to be on it"
                self.find("note", "ROTA-ICS-DECLINED", "ATTENDEE", address, message)
                continue
            how = "shadowing" if said.get("ROLE") == "NON-PARTICIPANT" else ""
            yield self.people.get(address, address), how


# ---- Small things ----


def _address(text: str) -> str:
    """An address without what stands before it, in small letters."""
    bare = text.strip()
    return (bare[7:] if bare[:7].lower() == "mailto:" else bare).lower()


def _list_of(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is_exception(event: Any) -> bool:
    return "RECURRENCE-ID" in event


def _when(value: Any) -> str:
    """By what an exception finds the occurrence that it is about, in whichever zone it is written."""
    when = value.dt
    if isinstance(when, datetime.datetime) and when.tzinfo is not None:
        return when.astimezone(datetime.UTC).isoformat()
    return str(when.isoformat())


def _england(when: datetime.datetime) -> datetime.datetime:
    """What the clocks of England show goes on as it stands; every other time is a moment."""
    if when.tzinfo is None or str(getattr(when.tzinfo, "key", "")) in _ENGLAND:
        return when.replace(tzinfo=None)
    return when.astimezone(datetime.UTC)


def _text(when: datetime.datetime) -> str:
    seconds = "minutes" if when.second == 0 and when.microsecond == 0 else "seconds"
    return when.isoformat(timespec=seconds)


def _changes(start: datetime.datetime, end: datetime.datetime) -> bool:
    """Whether the clocks of England change between two times that they show."""
    if start.tzinfo is not None or end.tzinfo is not None:
        return False
    try:
        first, last = of_moment(to_moment(start)), of_moment(to_moment(end))
    except Error:
        return False
    return first.utcoffset() != last.utcoffset()


def csv_of(calendar: RotaCalendar, seen: set[tuple[str, ...]]) -> Iterator[tuple[str, bytes, list[int]]]:
    """Its tables as files of a rota: a name, CSV, and the event behind each row. Shifts that another calendar had, word
    for word, are left out: people who share a shift each have it."""
    both = (("shifts", _SHIFT_COLUMNS, calendar._shifts), ("people", _PEOPLE_COLUMNS, calendar._people))
    for kind, columns, rows in both:
        pairs = list(zip(rows, calendar._places[kind], strict=True))
        if kind == "shifts":
            pairs = [pair for pair in pairs if pair[0] not in seen]
            seen.update(calendar._shifts)
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows(row for row, _ in pairs)
        yield f"{calendar.name} ({kind})", text.getvalue().encode("utf-8", "replace"), [place for _, place in pairs]
