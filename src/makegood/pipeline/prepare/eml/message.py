"""Turn a message, and the messages forwarded in it, into the passages that are shown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.policy import default
from email.utils import parsedate_to_datetime
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.model.statement import say
from makegood.pipeline.prepare.charset import decode_text
from makegood.pipeline.prepare.eml.attachments import PICTURES, message_parts, parse_mail, text_of_part
from makegood.pipeline.prepare.sanitiser import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from email.message import Message

    from makegood.model.file_kinds import MediaKind
    from makegood.model.statement import Statement
    from makegood.pipeline.prepare.eml.attachments import MessagePart
    from makegood.pipeline.prepare.sanitiser import TextSanitiser

if TYPE_CHECKING:
    Pictures = Callable[[MediaKind, bytes, str], Passage | None]

FIELDS: Mapping[str, Statement | None] = MappingProxyType(
    {
        "From": say("exhibit-text-not-stated"),
        "To": say("exhibit-text-not-stated"),
        "Cc": None,
        "Date": None,
        "Subject": say("exhibit-text-no-subject"),
        "Message-ID": None,
    }
)
"""The header fields that are shown, in this order, with what stands for a missing value; None omits the line.

The other fields are not shown: they identify machines, their addresses and the recipients of blind copies.
"""
IDENTIFYING = ("From", "Date", "Subject")
MOST_OF_A_NAME = 5
MOST_SOURCE = 20_000
"""The most characters of a header field that are read."""
DEEPEST = 3
"""Levels of mails within mails that are opened."""
YEARS = range(1900, 2200)
NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Lone surrogates other than those by which the parser represents bytes that are not ASCII."""


def read_passages(data: bytes, sanitiser: TextSanitiser, pictures: Pictures) -> tuple[Passage, ...] | None:
    """Return the passages of a mail, or None if it has no sender, date or subject.

    `pictures` is called with each inline picture and returns its passage.
    """
    message = parse_mail(data)
    if not any(_values(message, name, sanitiser) for name in IDENTIFYING):
        return None
    return tuple(_message(message, sanitiser, pictures, 0))


def _message(message: Message, sanitiser: TextSanitiser, pictures: Pictures, depth: int) -> Iterator[Passage]:
    yield Passage("fields", tuple(_fields(message, sanitiser)))
    parts = message_parts(message, sanitiser)
    passages = [
        passage
        for leaf in parts
        if leaf.role in {"plain", "html"}
        for passage in sanitiser.passages(text_of_part(leaf, sanitiser))
    ]
    yield from passages
    yield from _pictures([leaf for leaf in parts if leaf.role == "picture"], sanitiser, pictures)
    if not passages and all(leaf.role in {"plain", "html"} for leaf in parts):
        yield sanitiser.note(say("exhibit-text-no-text"))
    yield from _attachments([leaf for leaf in parts if leaf.role == "file"], sanitiser)
    for leaf in parts:
        if leaf.role == "mail" and depth < DEEPEST and sanitiser.has_room_for_a_mail():
            yield sanitiser.note(say("exhibit-text-mail-in-mail"))
            yield from _message(leaf.message, sanitiser, pictures, depth + 1)
        elif leaf.role == "mail" and sanitiser.has_room_to_list():
            yield sanitiser.note(say("exhibit-text-mail-not-shown"))


def _fields(message: Message, sanitiser: TextSanitiser) -> Iterator[str]:
    for name, missing in FIELDS.items():
        default_value = sanitiser.text(missing) if missing else ""
        for value in _values(message, name, sanitiser)[:MOST_OF_A_NAME] or [default_value]:
            text = sanitiser.field(_date(value, sanitiser) if name == "Date" else value, is_id=name == "Message-ID")
            if text:
                yield sanitiser.labelled(say(f"exhibit-text-field-{name.lower()}"), text)


def _values(message: Message, name: str, sanitiser: TextSanitiser) -> list[str]:
    """Return the decoded values of a header field, read from the raw header rather than corrected by a parser."""
    raw = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    return [text for value in raw if (text := decode_header(value, sanitiser).strip())]


def decode_header(value: str, sanitiser: TextSanitiser) -> str:
    """Return a decoded header value; undecodable characters become U+FFFD, or the value is returned as sent."""
    value = NO_BYTES.sub("\ufffd", value[:MOST_SOURCE])
    value = decode_text(value.encode("utf-8", "surrogateescape"), None, sanitiser)
    try:
        return str(default.header_fetch_parse("Subject", value))
    except Exception:  # noqa: BLE001  # the library raises any exception for malformed values
        return value


def _date(value: str, sanitiser: TextSanitiser) -> str:
    """Return a date in the format of all documents with its own offset; an invalid date is returned as sent."""
    try:
        parsed = parsedate_to_datetime(value)
        moment: datetime = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
        zone = f"{moment:%z}".replace("+0000", "UTC")
    except (ValueError, TypeError, IndexError, OverflowError):
        return value
    return sanitiser.text(say("exhibit-text-sent", moment=moment, zone=zone)) if moment.year in YEARS else value


def _pictures(parts: list[MessagePart], sanitiser: TextSanitiser, pictures: Pictures) -> Iterator[Passage]:
    for leaf in parts:
        data = leaf.message.get_payload(decode=True)
        name = sanitiser.field(decode_header(leaf.name, sanitiser)) or sanitiser.text(
            say("exhibit-text-picture-without-name")
        )
        passage = pictures(PICTURES[leaf.type], data, name) if isinstance(data, bytes) and data else None
        if passage is not None:
            yield passage
        elif sanitiser.has_room_to_list():
            yield sanitiser.note(say("exhibit-text-picture-not-shown", name=name, type=sanitiser.field(leaf.type)))


def _attachments(parts: list[MessagePart], sanitiser: TextSanitiser) -> Iterator[Passage]:
    for leaf in parts:
        if not sanitiser.has_room_to_list():
            return
        data = leaf.message.get_payload(decode=True)
        name = sanitiser.field(decode_header(leaf.name, sanitiser)) or sanitiser.text(
            say("exhibit-text-part-without-name")
        )
        about = {"name": name, "type": sanitiser.field(leaf.type)}
        if isinstance(data, bytes):
            digest = sha256(data).hexdigest()
            yield sanitiser.note(say("exhibit-text-attached", **about, bytes=len(data), sha256=digest))
        else:
            yield sanitiser.note(say("exhibit-text-attached-unread", **about))
