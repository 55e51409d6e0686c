"""A message, and those forwarded in it, as what is shown of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.policy import default
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from makegood.domain.windows import format_day
from makegood.pipeline.prepare.charset import text_of
from makegood.pipeline.prepare.eml.attachments import PICTURES, attachment_note, leaves, opened
from makegood.pipeline.prepare.sanitiser import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

    from makegood.model.source import MediaKind
    from makegood.pipeline.prepare.eml.attachments import Leaf
    from makegood.pipeline.prepare.sanitiser import TextSanitiser

if TYPE_CHECKING:
    Pictures = Callable[[MediaKind, bytes, str], Passage | None]

FIELDS = {"From": "not stated", "To": "not stated", "Cc": "", "Date": "", "Subject": "none", "Message-ID": ""}
"""What is shown of a header, in this order, and what stands there where it is not stated; "" leaves the line out.

All else is for no reader: it tells of machines and their addresses, and of who got a hidden copy.
"""
SAY_WHAT_IT_IS = ("From", "Date", "Subject")
MOST_OF_A_NAME = 5
MOST_SOURCE = 20_000
"""Characters of one line of the header that are read."""
DEEPEST = 3
"""Mails within mails that are opened."""
YEARS = range(1900, 2200)
NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Lone surrogates other than those as which the parser keeps bytes that are not plain ASCII."""


def read(data: bytes, scribe: TextSanitiser, pictures: Pictures) -> tuple[Passage, ...] | None:
    """Take a mail down; None where nothing says who wrote it, when, or about what.

    Each picture among its words is handed to `pictures`, which says in what passage it stands.
    """
    message = opened(data)
    if not any(_values(message, name, scribe) for name in SAY_WHAT_IT_IS):
        return None
    return tuple(_message(message, scribe, pictures, 0))


def _message(message: Message, scribe: TextSanitiser, pictures: Pictures, depth: int) -> Iterator[Passage]:
    yield Passage("fields", tuple(_fields(message, scribe)))
    found = leaves(message, scribe)
    words = [
        one
        for leaf in found
        if leaf.role in {"plain", "html"}
        for one in scribe.passages(attachment_note(leaf, scribe))
    ]
    yield from words
    yield from _pictures([leaf for leaf in found if leaf.role == "picture"], scribe, pictures)
    if not words and all(leaf.role in {"plain", "html"} for leaf in found):
        yield Passage("note", ("This mail has no words.",))
    yield from _attached([leaf for leaf in found if leaf.role == "file"], scribe)
    for leaf in found:
        if leaf.role == "mail" and depth < DEEPEST and scribe.has_room_for_a_mail():
            yield Passage("note", ("A mail within this mail:",))
            yield from _message(leaf.message, scribe, pictures, depth + 1)
        elif leaf.role == "mail" and scribe.has_room_to_list():
            yield Passage("note", ("A mail within this mail is not shown.",))


def _fields(message: Message, scribe: TextSanitiser) -> Iterator[str]:
    for name, otherwise in FIELDS.items():
        for value in _values(message, name, scribe)[:MOST_OF_A_NAME] or [otherwise]:
            shown = scribe.field(_date(value) if name == "Date" else value, is_id=name == "Message-ID")
            if shown:
                yield f"{name}\t{shown}"


def _values(message: Message, name: str, scribe: TextSanitiser) -> list[str]:
    """Return what a header says under a name, as a person reads it: as it was sent, not as a parser would mend it."""
    raw = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    return [text for value in raw if (text := decoded(value, scribe).strip())]


def decoded(value: str, scribe: TextSanitiser) -> str:
    """Decode a value of the header; what it cannot mean stands as U+FFFD, or as it was sent."""
    value = NO_BYTES.sub("\ufffd", value[:MOST_SOURCE])
    value = text_of(value.encode("utf-8", "surrogateescape"), None, scribe)
    try:
        return str(default.header_fetch_parse("Subject", value))
    except Exception:  # noqa: BLE001  # the library raises whatever it likes for what it does not understand
        return value


def _date(value: str) -> str:
    """Write a date as all are written here, with its own offset; what is none stands as it was sent."""
    try:
        found = parsedate_to_datetime(value)
        at: datetime = found if found.tzinfo else found.replace(tzinfo=UTC)
        zone = f"{at:%z}".replace("+0000", "UTC")
        return f"{format_day(at.date())}, {at:%H:%M} ({zone})" if at.year in YEARS else value
    except (ValueError, TypeError, IndexError, OverflowError):
        return value


def _pictures(found: list[Leaf], scribe: TextSanitiser, pictures: Pictures) -> Iterator[Passage]:
    for leaf in found:
        data = leaf.message.get_payload(decode=True)
        name = scribe.field(decoded(leaf.name, scribe)) or "a picture without a name"
        shown = pictures(PICTURES[leaf.type], data, name) if isinstance(data, bytes) and data else None
        if shown is not None:
            yield shown
        elif scribe.has_room_to_list():
            yield Passage("note", (f"Among its words, not shown: {name}, {scribe.field(leaf.type)}",))


def _attached(found: list[Leaf], scribe: TextSanitiser) -> Iterator[Passage]:
    for leaf in found:
        if not scribe.has_room_to_list():
            return
        data = leaf.message.get_payload(decode=True)
        name = scribe.field(decoded(leaf.name, scribe)) or "a part without a name"
        size = f", {len(data):,} bytes, SHA-256 {sha256(data).hexdigest()}" if isinstance(data, bytes) else ""
        yield Passage("note", (f"Attached: {name}, {scribe.field(leaf.type)}{size}",))
