"""One calendar over all cases; the only module that uses icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from makegood.commands.docket.entry import Docket, DocketEntry
from makegood.model.facts import Deadline
from makegood.typesetting.filters import amount

if TYPE_CHECKING:
    from icalendar import Event

MORNING = timedelta(hours=9)
"""Time of the alarm of an all-day event, from the start of the day."""
ALARMS = {"act": (0,), "wait": (), "window": (7, 1), "missed": (), "over": ()}
"""Days before the event on which an alarm rings, for each kind: a week, for time to act, and the day before."""
SINCE = date(2020, 1, 1)


def calendar(docket: Docket) -> str:
    """Return what is due, awaited and closing as iCalendar (RFC 5545), without examples.

    The UID of an event consists of the case and the subject, and its SEQUENCE grows by the day, so that a later
    import replaces an earlier one. What is over is sent as cancelled.
    """
    from icalendar import Calendar

    result = Calendar()
    result.add("prodid", "-//makegood//due//EN")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", "Refund deadlines")
    for entry in docket.own:
        for day in entry.agenda:
            result.add_component(_event(entry, day, docket.day))
    data: bytes = result.to_ical()
    return data.decode()


def _event(case: DocketEntry, day: Deadline, today: date) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{case.ref}-{day.id.replace('/', '-')}@makegood.invalid")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", max((today - SINCE).days, 0))
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", _summary(case, day))
    event.add("description", _description(case, day))
    event.add("location", day.where)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if day.kind == "over" else "CONFIRMED")
    for days in ALARMS[day.kind]:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(case, day))
        alarm.add("trigger", MORNING - timedelta(days=days))
        event.add_component(alarm)
    return event


def _summary(case: DocketEntry, day: Deadline) -> str:
    head = {"window": "Last day: ", "missed": "Missed: "}.get(day.kind, "")
    return f"{case.ref}: {head}{day.act}"


def _description(case: DocketEntry, day: Deadline) -> str:
    """Return the case's title, creator and open sum, why the day counts, and which document to use."""
    lines = [case.title, case.creator, day.why[:1].upper() + day.why[1:]]
    if case.outstanding:
        lines.append(f"Outstanding: {case.currency} {amount(case.outstanding)}")
    if day.document:
        lines.append(f"Use: build/{case.ref}/{day.document}")
    return "\n".join(filter(None, lines))
