"""Classify the parts of a message as text, attachment, inline picture or mail."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MissingHeaderBodySeparatorDefect
from email.message import Message
from email.policy import compat32
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from makegood.model.statement import say
from makegood.pipeline.prepare.charset import decode_text
from makegood.pipeline.prepare.hypertext import visible_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.model.file_kinds import MediaKind
    from makegood.pipeline.prepare.sanitiser import TextSanitiser

MOST_SOURCE = 1_000_000
"""The most bytes of a part that are read as text."""
PICTURES: Mapping[str, MediaKind] = MappingProxyType(
    {
        "image/png": "png",
        "image/jpeg": "jpeg",
        "image/jpg": "jpeg",
        "image/gif": "gif",
        "image/webp": "webp",
    }
)
"""Content types that are shown inline if the mail declares them so."""
ENCODED = frozenset({"base64", "quoted-printable"})

END_OF_HEADER = re.compile(rb"(?<=\n)\r?\n")
MALFORMED = re.compile(rb"^(?!From |[!-9;-~]+:|[ \t\r\n])[^\n]*(?:\n(?:[ \t][^\n]*\n)*|\Z)", re.MULTILINE)
"""A line that is not a header field, with its continuation lines."""

DAMAGED = say("exhibit-note-damaged")
FROM_HTML = say("exhibit-note-from-html")
NO_HTML = say("exhibit-note-plain-text")
CUT = say("exhibit-note-long-part")


@dataclass(frozen=True, slots=True)
class MessagePart:
    """A part without parts of its own, or a mail within the mail; `role` is how it is handled."""

    message: Message
    role: Literal["plain", "html", "file", "mail", "picture"]
    type: str
    name: str = ""


def parse_mail(data: bytes) -> Message:
    """Return the parsed mail.

    The structure is read with the old policy: the new one raises IndexError for some content types and takes quadratic
    time for some addresses. A malformed line would end the header for the parser, and the rest of the header would
    become part of the text, so such lines are removed.
    """
    match = END_OF_HEADER.search(data)
    end = match.start() if match else len(data)
    head = data[:end].removeprefix(codecs.BOM_UTF8)
    valid_head = MALFORMED.sub(b"", head)
    message = message_from_bytes(valid_head + data[end:], policy=compat32)
    if valid_head != head:
        message.defects.append(MissingHeaderBodySeparatorDefect())
    return message


def message_parts(part: Message, sanitiser: TextSanitiser, *, is_root: bool = True) -> list[MessagePart]:
    """Return the parts of a message in their order; of alternatives the plain text, unless it is empty."""
    if part.defects:
        sanitiser.add_note(DAMAGED)
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        return [_mail(part, sanitiser)]
    if not part.is_multipart() or not kind.startswith("multipart/"):
        return [_leaf(part, kind, is_root=is_root)]
    parts = [
        leaf
        for child in part.get_payload()
        if isinstance(child, Message)
        for leaf in message_parts(child, sanitiser, is_root=False)
    ]
    return _drop_alternative(parts, sanitiser) if kind == "multipart/alternative" else parts


def text_of_part(leaf: MessagePart, sanitiser: TextSanitiser) -> str:
    """Return the decoded text of a part; of HTML the visible text."""
    data = leaf.message.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    if leaf.message.defects:
        sanitiser.add_note(DAMAGED)
    if len(data) > MOST_SOURCE:
        sanitiser.add_note(CUT)
    text = decode_text(data[:MOST_SOURCE], _charset(leaf.message), sanitiser)
    if leaf.role != "html":
        return text
    sanitiser.add_note(FROM_HTML)
    return visible_text(text, sanitiser)


def _leaf(part: Message, kind: str, *, is_root: bool) -> MessagePart:
    name = part.get_filename() or ""
    disposition = part.get_content_disposition()
    is_file = not is_root and (disposition == "attachment" or bool(disposition and name))
    if kind == "text/html" and not is_file:
        return MessagePart(part, "html", kind)
    is_inline = disposition == "inline" or (disposition != "attachment" and part.get("Content-ID"))
    if kind in PICTURES and not is_root and is_inline:
        return MessagePart(part, "picture", kind, name)
    # A multipart without parts has lost its boundary: its content is shown as text.
    is_text = kind == "text/plain" or kind.startswith("multipart/") or (is_root and kind.startswith("text/"))
    return MessagePart(part, "plain", kind) if is_text and not is_file else MessagePart(part, "file", kind, name)


def _mail(part: Message, sanitiser: TextSanitiser) -> MessagePart:
    """Return the mail in a part; some programs encode it, which the parser does not expect."""
    inner = part.get_payload(0)
    if not isinstance(inner, Message):
        raise TypeError(inner)
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding in ENCODED and not inner.keys():
        carrier = Message()
        carrier["Content-Transfer-Encoding"] = encoding
        carrier.set_payload(inner.get_payload())
        data = carrier.get_payload(decode=True)
        inner = parse_mail(data) if isinstance(data, bytes) else inner
    is_broken = any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in inner.defects)
    if is_broken:
        sanitiser.add_note(DAMAGED)
    name = part.get_filename() or str(inner.get("Subject", ""))
    # The rest of a broken header would be part of the text.
    return MessagePart(inner, "file" if is_broken else "mail", "message/rfc822", name)


def _drop_alternative(parts: list[MessagePart], sanitiser: TextSanitiser) -> list[MessagePart]:
    """Return the parts without the HTML if there is a plain text, else without the empty plain text."""
    plain = [leaf for leaf in parts if leaf.role == "plain" and _has_text(leaf)]
    html = [leaf for leaf in parts if leaf.role == "html"]
    if plain and html:
        sanitiser.add_note(NO_HTML)
        return [leaf for leaf in parts if leaf.role != "html"]
    return [leaf for leaf in parts if leaf.role != "plain"] if html else parts


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def _has_text(leaf: MessagePart) -> bool:
    data = leaf.message.get_payload(decode=True)
    return isinstance(data, bytes) and bool(data.strip())
