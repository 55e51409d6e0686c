"""One calendar over all cases; the only module that uses icalendar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from makegood.commands.docket.entry import AgendaItem, Docket, DocketEntry
from makegood.commands.docket.previous_calendar import PRODUCT, PreviousEvent
from makegood.formats.terminal_text import visible
from makegood.typesetting.filters import amount

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event

    from makegood.model.errors import Problem

MORNING = timedelta(hours=9)
"""Time of the alarm of an all-day event, from the start of the day."""
ALARMS = {"act": (0,), "wait": (), "window": (7, 1), "missed": (), "over": ()}
"""Days before the event on which an alarm rings, for each kind: a week, for time to act, and the day before."""
SINCE = date(2020, 1, 1)
CANCELLED_FOR = timedelta(days=180)
"""How long an event that is gone is still sent as cancelled, so that a calendar that is seldom updated loses it too.
Our own choice."""


def calendar(docket: Docket, previous: Mapping[str, PreviousEvent] | None = None) -> str:
    """Return what is due, awaited and closing as iCalendar (RFC 5545), without examples.

    The UID of an event consists of the case and the subject. An event that differs from that of the `previous`
    calendar has a higher SEQUENCE and a later DTSTAMP; one that does not differ is the same. What is over is sent as
    cancelled, and so is what the previous calendar had and is gone: its case was deleted or renamed, or is an example.
    The events of a case that cannot be read, or is in no place where it is read, stay.
    """
    result, earlier = _new_calendar(), previous or {}
    listed = set()
    for entry in docket.own:
        for day in entry.agenda:
            uid = _uid(entry.ref, day.id)
            listed.add(uid)
            result.add_component(_updated(_event(entry, day, uid), earlier.get(uid), docket))
    read = {entry.ref for entry in docket.own if not entry.is_broken}
    unread = {*(entry.ref for entry in docket.own), *_names(docket.ignored)} - read
    for event in _gone(earlier, listed, tuple(f"{_uid_start(ref)}-" for ref in unread), docket):
        result.add_component(event)
    data: bytes = result.to_ical()
    return data.decode()


def _names(ignored: Iterable[Problem]) -> Iterator[str]:
    """Yield the names of the folders of cases that are not read: the place is that of a folder or of its case file."""
    for problem in ignored:
        path = PurePosixPath(problem.place.file)
        yield path.name
        yield path.parent.name


def _new_calendar() -> Calendar:
    from icalendar import Calendar

    result = Calendar()
    result.add("prodid", PRODUCT)
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", "Refund deadlines")
    return result


def _gone(
    earlier: Mapping[str, PreviousEvent], listed: set[str], unread: tuple[str, ...], docket: Docket
) -> Iterator[Component]:
    """Yield what the last calendar had and this one has not; in an unread case as it was, else as cancelled."""
    from icalendar import Event

    for uid, event in sorted(earlier.items()):
        if uid in listed or (event.is_cancelled and docket.moment - event.stamp > CANCELLED_FOR):
            continue
        if not event.is_cancelled and unread and uid.startswith(unread):
            try:
                yield Event.from_ical(event.text)
            except ValueError:
                continue
            continue
        cancelled = Event()
        cancelled.add("uid", uid)
        cancelled.add("dtstart", event.on)
        cancelled.add("dtend", event.on + timedelta(days=1))
        cancelled.add("summary", event.summary)
        cancelled.add("transp", "TRANSPARENT")
        cancelled.add("status", "CANCELLED")
        yield _updated(cancelled, event, docket)


def _updated(event: Event, previous: PreviousEvent | None, docket: Docket) -> Event:
    """Return the event with SEQUENCE and DTSTAMP: those of the last calendar if nothing else differs, else later ones.

    Without a last calendar, the SEQUENCE grows by the day.
    """
    by_day = max((docket.day - SINCE).days, 0)
    if previous is None:
        return _numbered(event, by_day, docket.moment)
    _numbered(event, previous.sequence, previous.stamp)
    if event.to_ical() == previous.text.encode():
        return event
    later = previous.stamp + timedelta(seconds=1)
    return _numbered(event, max(previous.sequence + 1, by_day), max(docket.moment, later))


def _numbered(event: Event, sequence: int, stamp: datetime) -> Event:
    for name in ("sequence", "dtstamp"):
        event.pop(name, None)
    event.add("sequence", sequence)
    event.add("dtstamp", stamp.replace(microsecond=0))
    return event


def _event(case: DocketEntry, day: AgendaItem, uid: str) -> Event:
    from icalendar import Alarm, Event

    event, summary = Event(), visible(_summary(case, day))
    event.add("uid", uid)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", _description(case, day))
    event.add("location", day.where)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if day.kind == "over" else "CONFIRMED")
    for days in ALARMS[day.kind]:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", MORNING - timedelta(days=days))
        event.add_component(alarm)
    return event


def _uid(ref: str, subject: str) -> str:
    return f"{_uid_start(ref)}-{re.sub(r'[^A-Za-z0-9._+@-]', '-', subject)}@makegood.invalid"


def _uid_start(ref: str) -> str:
    """Return the reference of a case; the folder of a broken case may have any name, and is replaced by its hash."""
    if re.fullmatch(r"[A-Za-z0-9.-]{1,100}", ref):
        return ref
    return f"folder-{sha256(ref.encode(errors='surrogateescape')).hexdigest()[:16]}"


def _summary(case: DocketEntry, day: AgendaItem) -> str:
    head = {"window": "Last day: ", "missed": "Missed: ", "wait": "Until then: "}.get(day.kind, "")
    return f"{case.ref}: {head}{day.act}"


def _description(case: DocketEntry, day: AgendaItem) -> str:
    """Return the case's title, creator and open sum, why the day counts, and which document to use."""
    lines = [case.title, case.creator, day.why[:1].upper() + day.why[1:]]
    if case.outstanding:
        lines.append(f"Outstanding: {case.currency} {amount(case.outstanding)}")
    if day.document:
        lines.append(f"Use: build/{case.ref}/{day.document}")
    return "\n".join(filter(None, lines))
