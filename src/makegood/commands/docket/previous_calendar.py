"""The events of the last calendar, read with care: the file may have been changed by anybody."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from stat import S_ISREG

from makegood.formats.terminal_text import visible

LARGEST = 32_000_000
"""Most bytes of a calendar that is read: that of 20,000 cases. A larger one was not written by this program."""
LONGEST = 500
"""Most characters of a summary that is taken over for an event that is gone."""
LAST_SEQUENCE = 2**31 - 2
"""The largest SEQUENCE that can still grow: RFC 5545 has integers of 32 bits."""
LAST_YEAR = 9000
PRODUCT = "-//makegood//due//EN"
UID = re.compile(r"[A-Za-z0-9.@_+-]{1,300}@makegood\.invalid")
BEGIN, END, ALARM = "BEGIN:VEVENT\r\n", "\r\nEND:VEVENT\r\n", "BEGIN:VALARM\r\n"
LINE = re.compile(
    r"(?:UID|SEQUENCE|DTSTAMP|DTSTART;VALUE=DATE|DTEND;VALUE=DATE|SUMMARY|DESCRIPTION|LOCATION|TRANSP|STATUS|TRIGGER):[^\x00-\x1f\x7f]*"
    r"|ACTION:DISPLAY|(?:BEGIN|END):(?:VEVENT|VALARM)"
)
"""Each line that this program writes. An alarm that starts a program or sends an email is not among them."""
ESCAPE = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousEvent:
    """One event of the last calendar; `text` is all of it, as it was written."""

    uid: str
    sequence: int
    stamp: datetime
    on: date
    summary: str
    is_cancelled: bool
    text: str


def read_previous(path: Path) -> Mapping[str, PreviousEvent]:
    """Return the events of a calendar that this program wrote, by UID; none if there is no such file.

    What is not in the form in which this program writes it is left out.
    """
    return {event.uid: event for event in _events(_text(path))}


def _text(path: Path) -> str:
    """Return the text of an ordinary file, "" if there is none or it is not a calendar of ours."""
    try:
        if not S_ISREG(path.lstat().st_mode):
            return ""
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            data = file.read(LARGEST + 1)
        text = data.decode("utf-8") if len(data) <= LARGEST else ""
    except (OSError, UnicodeDecodeError):
        return ""
    return text if text.startswith("BEGIN:VCALENDAR\r\n") and f"\r\nPRODID:{PRODUCT}\r\n" in text[:1000] else ""


def _events(text: str) -> Iterator[PreviousEvent]:
    for part in text.split(f"\r\n{BEGIN}")[1:]:
        own, end, _ = f"{part}\r\n".partition(END)
        try:
            event = _event(f"{BEGIN}{own}{end}")
        except (KeyError, ValueError, OverflowError):
            continue
        if end and event is not None:
            yield event


def _event(text: str) -> PreviousEvent | None:
    """Return the event; None, or one of the errors that `_events` expects, if it is not one of ours."""
    if not all(LINE.fullmatch(line) for line in text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")):
        return None
    own_lines = text.partition(ALARM)[0].replace("\r\n ", "")
    fields = dict(line.partition(":")[::2] for line in own_lines.split("\r\n"))
    stamp = datetime.strptime(fields["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    event = PreviousEvent(
        uid=fields["UID"],
        sequence=int(fields["SEQUENCE"]) if re.fullmatch(r"[0-9]{1,10}", fields["SEQUENCE"]) else -1,
        stamp=stamp,
        on=datetime.strptime(fields["DTSTART;VALUE=DATE"], "%Y%m%d").replace(tzinfo=UTC).date(),
        summary=visible(ESCAPE.sub(lambda match: " " if match[1] in "nN" else match[1], fields["SUMMARY"])[:LONGEST]),
        is_cancelled=fields["STATUS"] == "CANCELLED",
        text=text,
    )
    is_ours = UID.fullmatch(event.uid) and 0 <= event.sequence <= LAST_SEQUENCE and stamp.year < LAST_YEAR
    return event if is_ours and event.on.year < LAST_YEAR else None
