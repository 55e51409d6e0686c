"""One calendar over all cases; the only module that knows icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from makegood.commands.docket.entry import Docket, DocketEntry
from makegood.model.facts import Deadline
from makegood.typesetting.filters import amount

if TYPE_CHECKING:
    from icalendar import Event

MORNING = timedelta(hours=9)
"""When an alarm of an all-day event rings, counted from the beginning of the day."""
ALARMS = {"act": (0,), "wait": (), "window": (7, 1), "missed": (), "over": ()}
"""Days before the day on which an alarm rings, for each kind. Our own choice: a week to act, and the eve."""
SINCE = date(2020, 1, 1)


def calendar(docket: Docket) -> str:
    """Write what is due, awaited and closing as iCalendar (RFC 5545); the examples are in none.

    The UID of an event is of the case and of what it is about, and its SEQUENCE grows by the day, so that what is
    imported once more takes the place of what was there. What is over is sent as cancelled.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//makegood//due//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Refunds: what is due")
    for one in docket.own:
        for day in one.agenda:
            made.add_component(_event(one, day, docket.day))
    written: bytes = made.to_ical()
    return written.decode()


def _event(case: DocketEntry, day: Deadline, today: date) -> Event:
    from icalendar import Alarm, Event

    made = Event()
    made.add("uid", f"{case.ref}-{day.id.replace('/', '-')}@makegood.invalid")
    made.add("dtstamp", datetime.combine(today, time(), UTC))
    made.add("sequence", max((today - SINCE).days, 0))
    made.add("dtstart", day.on)
    made.add("dtend", day.on + timedelta(days=1))
    made.add("summary", _summary(case, day))
    made.add("description", _description(case, day))
    made.add("location", day.where)
    made.add("transp", "TRANSPARENT")
    made.add("status", "CANCELLED" if day.kind == "over" else "CONFIRMED")
    for before in ALARMS[day.kind]:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(case, day))
        alarm.add("trigger", MORNING - timedelta(days=before))
        made.add_component(alarm)
    return made


def _summary(case: DocketEntry, day: Deadline) -> str:
    head = {"window": "Last day: ", "missed": "Missed: "}.get(day.kind, "")
    return f"{case.ref}: {head}{day.act}"


def _description(case: DocketEntry, day: Deadline) -> str:
    """Say what the case is about and what is still open, why the day counts, and which document to use."""
    told = [case.title, case.creator, day.why[:1].upper() + day.why[1:]]
    if case.outstanding:
        told.append(f"Outstanding: {case.currency} {amount(case.outstanding)}")
    if day.document:
        told.append(f"Use: build/{case.ref}/{day.document}")
    return "\n".join(filter(None, told))
