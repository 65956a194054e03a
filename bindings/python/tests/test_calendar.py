"""Rotas out of iCalendar files."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import cwp
import pytest
from test_rota import RULES, ann, bea

RULES_TEXT = json.dumps(RULES)


def calendar(*events: str, zones: str = "") -> io.BytesIO:
    """A calendar of events, each the lines between its BEGIN and its END."""
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//rota//\n{zones}{body}END:VCALENDAR\n"
    made = io.BytesIO(text.replace("\n", "\r\n").encode())
    made.name = "rota.ics"
    return made


def event(uid: str, start: str, end: str, *more: str) -> str:
    return "\n".join([f"UID:{uid}", f"DTSTART{start}", f"DTEND{end}", *more])


def london(day: str, hour: str) -> str:
    return f";TZID=Europe/London:2026{day}T{hour}00"


def rota(read: cwp.RotaCalendar, *more: cwp.RotaCalendar) -> cwp.Rota:
    return cwp.Rota.read(rules=cwp.RotaRules.parse(RULES_TEXT), people=[ann(), bea()], calendars=[read, *more])


def found(read: cwp.RotaCalendar | cwp.Rota) -> list[tuple[str, int | None, str]]:
    return [(finding.id, finding.record, finding.column) for finding in read.findings]


def test_shifts_and_people() -> None:
    read = cwp.read_calendar(
        calendar(
            event(
                "n1@home",
                london("1121", "2200"),
                london("1122", "0700"),
                "LOCATION:Rose\\, upstairs",
                "CATEGORIES:P.dementia,P.autism,Work",
                "X-CWP-REQUIRED:2",
                "X-CWP-SERVICE:residential",
                "ATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:Ann@Example.org",
                "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:bea",
                "ATTENDEE;PARTSTAT=DECLINED:mailto:cy@example.org",
                "ATTENDEE;CUTYPE=ROOM:mailto:room@example.org",
                "ATTENDEE:mailto:dee@example.org",
            ),
            event("d1", ":20261121T140000Z", ":20261121T230000Z"),
        ),
        people={"ann@example.org": "W/ann", "mailto:BEA": "bea"},
    )
    board = rota(read)
    night = board["n1@home"].shift
    assert night.start.isoformat() == "2026-11-21T22:00:00+00:00" and night.hours == 9
    assert (night.place, night.service, night.required) == ("Rose, upstairs", "residential", 2)
    assert night.settings == ("P.dementia", "P.autism")
    assert board["n1@home"].people == {"W/ann": cwp.RotaAs.WORKING, "W/bea": cwp.RotaAs.SHADOWING}
    assert board["d1"].shift.hours == 9 and len(board) == 2
    assert found(board) == [
        ("ROTA-PERSON-UNKNOWN", 1, "person"),
        ("ROTA-ICS-CATEGORY", 1, "CATEGORIES"),
        ("ROTA-ICS-DECLINED", 1, "ATTENDEE"),
    ]
    assert {finding.path for finding in board.findings} == {"rota.ics"}
    assert board.findings[0].value == "dee@example.org" and board.findings[0].line is None
    same = cwp.Rota.from_arrow(board.rules, [ann(), bea()], read.shifts, read.assignments)
    assert list(same.shifts) == list(board.shifts) and same.assignments == board.assignments


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (london("1024", "2200"), london("1025", "0700"), 600),
        (london("0328", "2200"), london("0329", "0700"), 480),
        (":20261024T220000", ":20261025T070000", 600),
        (":20261024T210000Z", ":20261025T070000Z", 600),
        (";TZID=Europe/Paris:20261024T230000", london("1025", "0700"), 600),
        (";TZID=GMT Standard Time:20261024T220000", ";TZID=GMT Standard Time:20261025T070000", 600),
    ],
)
def test_nights_in_which_the_clocks_change(start: str, end: str, minutes: int) -> None:
    board = rota(cwp.read_calendar(calendar(event("n", start, end))))
    assert board["n"].shift.hours * 60 == minutes and found(board) == []


def test_a_length_is_what_passes() -> None:
    def hours(start: str, length: str) -> float:
        return rota(cwp.read_calendar(calendar(f"UID:n\nDTSTART{start}\nDURATION:{length}"))).shifts[0].hours

    assert hours(london("1024", "2200"), "PT10H") == 10 and hours(":20260328T220000", "PT9H30M") == 9.5
    assert hours(london("1024", "2200"), "P1D") == 25 and hours(london("0328", "2200"), "P1D") == 23


def test_times_that_the_clocks_skip_or_show_twice() -> None:
    board = rota(
        cwp.read_calendar(
            calendar(
                event("skipped", london("0329", "0130"), london("0329", "0900")),
                event("twice", ":20261025T013000", ":20261025T090000"),
                event("second", ":20261025T013000Z", ":20261025T090000Z"),
            )
        )
    )
    assert found(board) == [("ROTA-TIME-SKIPPED", 1, "start"), ("ROTA-TIME-TWICE", 2, "start")]
    assert [one.id for one in board] == ["twice", "second"]
    assert [one.shift.hours for one in board] == [8.5, 7.5]


def test_what_is_no_shift() -> None:
    read = cwp.read_calendar(
        calendar(
            "UID:holiday\nDTSTART;VALUE=DATE:20261225",
            event("lost", ";TZID=Middle/Earth:20261121T090000", ":20261121T100000Z"),
            event("off", london("1121", "0900"), london("1121", "1700"), "STATUS:CANCELLED"),
            event("odd", ":not a time", london("1121", "1700")),
            "UID:endless\nDTSTART:20261121T090000",
            "UID:never\nSUMMARY:x",
            event("half", ":20261121T090000", ";VALUE=DATE:20261122"),
            event("back", london("1121", "0900"), london("1121", "0800")),
            event("none", london("1121", "0900"), london("1121", "0900")),
            event("long", london("1101", "0900"), london("1121", "0900")),
            event("seconds", ":20261121T090001", ":20261121T100000"),
            "DTSTART:20261121T090000\nDTEND:20261121T100000",
        )
    )
    assert found(read) == [
        ("ROTA-ICS-ALL-DAY", 1, "DTSTART"),
        ("ROTA-ICS-ZONE", 2, "DTSTART"),
        ("ROTA-ICS-CANCELLED", 3, "STATUS"),
        ("ROTA-ICS-BROKEN", 4, "DTSTART"),
        ("ROTA-ICS-BROKEN", 5, "DTEND"),
        ("ROTA-ICS-BROKEN", 6, "DTSTART"),
        ("ROTA-ICS-BROKEN", 7, "DTEND"),
    ]
    assert "whole days" in read.findings[0].message and read.findings[1].value == "Middle/Earth"
    board = rota(read)
    assert len(board) == 0
    assert found(board)[:5] == [
        ("ROTA-TIME-ORDER", 8, "end"),
        ("ROTA-TIME-ORDER", 9, "end"),
        ("ROTA-SHIFT-INVALID", 10, "shift"),
        ("ROTA-TIME", 11, "start"),
        ("ROTA-SHIFT-MISSING", 12, "shift"),
    ]


WEEK = event(
    "nights",
    london("1023", "2200"),
    london("1024", "0700"),
    "RRULE:FREQ=DAILY;COUNT=6",
    "EXDATE;TZID=Europe/London:20261026T220000",
    "ATTENDEE:mailto:W/ann",
)
MOVED = event(
    "nights", london("1027", "2300"), london("1028", "0700"), "RECURRENCE-ID;TZID=Europe/London:20261027T220000"
)


def test_what_repeats() -> None:
    read = cwp.read_calendar(calendar(WEEK, MOVED), start="2026-10-24T00:00", end="2026-10-28T12:00")
    board = rota(read)
    assert [(one.id, one.shift.hours, list(one.people)) for one in board] == [
        ("nights/2026-10-24T22:00", 10, ["W/ann"]),
        ("nights/2026-10-25T22:00", 9, ["W/ann"]),
        ("nights/2026-10-27T22:00", 8, []),
    ]
    assert found(board) == [("ROTA-ICS-CLOCKS", 1, "DTEND")]
    without = cwp.read_calendar(calendar(WEEK, MOVED, event("d", london("1021", "0700"), london("1021", "1500"))))
    assert found(without) == [("ROTA-ICS-REPEATS", 1, "RRULE")] and without.shifts["shift"] == ["d"]
    late = cwp.read_calendar(
        calendar(event("d", london("1021", "0700"), london("1021", "1500"))),
        start="2026-10-24T00:00",
        end="2026-10-25T00:00",
    )
    assert len(late.shifts) == 0


def test_a_length_that_repeats_is_what_passes() -> None:
    one = "UID:n\nDTSTART:20261023T220000\nDURATION:PT9H\nRRULE:FREQ=DAILY;COUNT=3"
    board = rota(cwp.read_calendar(calendar(one), start="2026-10-23T00:00", end="2026-10-30T00:00"))
    assert [shift.hours for shift in board.shifts] == [9, 9, 9] and found(board) == []
    assert [shift.end.strftime("%H:%M") for shift in board.shifts] == ["07:00", "06:00", "07:00"]


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=HOURLY;COUNT=2", "FREQ=DAILY;BYMINUTE=1,2,3"])
def test_what_repeats_too_often(rule: str) -> None:
    often = event("n", london("1023", "2200"), london("1024", "0700"), f"RRULE:{rule}")
    read = cwp.read_calendar(calendar(often), start="2026-10-23T00:00", end="2026-10-30T00:00")
    assert found(read) == [("ROTA-ICS-REPEATS", 1, "RRULE")] and len(read.shifts) == 0


def test_peoples_own_calendars() -> None:
    shared = event("x1", london("1121", "2200"), london("1122", "0700"), "SUMMARY:Night", "LOCATION:Rose")
    own = event("y7", london("1121", "2200"), london("1122", "0700"), "SUMMARY:Night", "LOCATION:Rose")
    board = rota(
        cwp.read_calendar(calendar(shared), person="W/ann"),
        cwp.read_calendar(calendar(own, own.replace("Rose", "Oak")), person="bea"),
    )
    assert [(one.id, list(one.people)) for one in board] == [
        ("Night 2026-11-21T22:00 Rose", ["W/ann", "W/bea"]),
        ("Night 2026-11-21T22:00 Oak", ["W/bea"]),
    ]
    assert found(board) == []
    assert {issue.cause.value for issue in board[0].issues} >= {"overlap"}


def test_a_zone_that_the_file_describes() -> None:
    zones = (
        "BEGIN:VTIMEZONE\nTZID:Our own\nBEGIN:STANDARD\nDTSTART:19701025T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T010000\n"
        "TZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    night = event("n", ";TZID=Our own:20261024T220000", ";TZID=Our own:20261025T070000")
    board = rota(cwp.read_calendar(calendar(night, zones=zones)))
    assert board.shifts[0].hours == 10 and board.shifts[0].start.isoformat() == "2026-10-24T22:00:00+01:00"


def test_what_is_no_calendar(tmp_path: Path) -> None:
    for wrong in (b"hello", b"\xff\xfe", b"shift,start,end\na,b,c\n"):
        with pytest.raises(cwp.errors.FormatSyntaxError):
            cwp.read_calendar(io.BytesIO(wrong))
    cut = calendar(WEEK).getvalue()[:-20]
    for wrong in (b"", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", cut):
        with pytest.raises(cwp.errors.InvalidError, match="no whole calendar"):
            cwp.read_calendar(io.BytesIO(wrong))
    with pytest.raises(FileNotFoundError):
        cwp.read_calendar(tmp_path / "none.ics")
    file = tmp_path / "rota.ics"
    file.write_bytes(calendar(WEEK).getvalue())
    for start, end in (("2026-10-24T00:00", None), (None, "2026-10-24T00:00"), ("2026-10-24T00:00",) * 2):
        with pytest.raises(ValueError, match="a period"):
            cwp.read_calendar(file, start=start, end=end)
    with pytest.raises(ValueError, match="366 days"):
        cwp.read_calendar(file, start="2026-10-24T00:00", end="2028-10-24T00:00")
    assert cwp.read_calendar(file).findings[0].path == str(file)


def test_calendars_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(ImportError, match=r"pip install cwp\[ics\]"):
        cwp.read_calendar(calendar(WEEK))
