"""The parts of a message: which are its text, which are attached, and which are mails themselves."""

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

from makegood.pipeline.prepare.charset import text_of
from makegood.pipeline.prepare.hypertext import seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.model.source import MediaKind
    from makegood.pipeline.prepare.sanitiser import TextSanitiser

MOST_SOURCE = 1_000_000
"""Bytes of a part that are read for its text."""
PICTURES: Mapping[str, MediaKind] = MappingProxyType(
    {
        "image/png": "png",
        "image/jpeg": "jpeg",
        "image/jpg": "jpeg",
        "image/gif": "gif",
        "image/webp": "webp",
    }
)
"""Types of what is shown among the words where a mail says so."""
PACKED = frozenset({"base64", "quoted-printable"})

END_OF_HEADER = re.compile(rb"(?<=\n)\r?\n")
MALFORMED = re.compile(rb"^(?!From |[!-9;-~]+:|[ \t\r\n])[^\n]*(?:\n(?:[ \t][^\n]*\n)*|\Z)", re.MULTILINE)
"""A line that is none of a header, with those that continue it."""

DAMAGED = "This mail is damaged. It is shown as far as it can be read."
FROM_HTML = "Taken from the mail's HTML form, without its pictures and layout."
NO_HTML = "Its plain text is shown; its HTML form is left out."
CUT = "Of a very long part only the beginning is read."


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part without parts of its own, or a mail within the mail; `role` says what becomes of it."""

    message: Message
    role: Literal["plain", "html", "file", "mail", "picture"]
    type: str
    name: str = ""


def opened(data: bytes) -> Message:
    """Parse a mail.

    The structure is read with the old policy: the new one raises IndexError for some types of content, and takes
    time that grows with the square of the length for some addresses. A line of the header that is none would end
    it for the parser, and the rest of the header would stand in the text: such lines are left out.
    """
    found = END_OF_HEADER.search(data)
    end = found.start() if found else len(data)
    head = data[:end].removeprefix(codecs.BOM_UTF8)
    sound = MALFORMED.sub(b"", head)
    message = message_from_bytes(sound + data[end:], policy=compat32)
    if sound != head:
        message.defects.append(MissingHeaderBodySeparatorDefect())
    return message


def leaves(part: Message, scribe: TextSanitiser, *, is_root: bool = True) -> list[Leaf]:
    """List the parts of a message in their order; of alternatives the plain text is taken, if it says anything."""
    if part.defects:
        scribe.say(DAMAGED)
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        return [_mail(part, scribe)]
    if not part.is_multipart() or not kind.startswith("multipart/"):
        return [_leaf(part, kind, is_root=is_root)]
    found = [
        leaf
        for child in part.get_payload()
        if isinstance(child, Message)
        for leaf in leaves(child, scribe, is_root=False)
    ]
    return _preferred(found, scribe) if kind == "multipart/alternative" else found


def attachment_note(leaf: Leaf, scribe: TextSanitiser) -> str:
    """Return what a text says, to be taken down."""
    data = leaf.message.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    if leaf.message.defects:
        scribe.say(DAMAGED)
    if len(data) > MOST_SOURCE:
        scribe.say(CUT)
    text = text_of(data[:MOST_SOURCE], _charset(leaf.message), scribe)
    if leaf.role != "html":
        return text
    scribe.say(FROM_HTML)
    return seen(text, scribe)


def _leaf(part: Message, kind: str, *, is_root: bool) -> Leaf:
    name = part.get_filename() or ""
    where = part.get_content_disposition()
    is_file = not is_root and (where == "attachment" or bool(where and name))
    if kind == "text/html" and not is_file:
        return Leaf(part, "html", kind)
    # A multipart that has no parts has lost its boundary: what it holds is shown as it stands.
    if kind in PICTURES and not is_root and (where == "inline" or (where != "attachment" and part.get("Content-ID"))):
        return Leaf(part, "picture", kind, name)
    is_text = kind == "text/plain" or kind.startswith("multipart/") or (is_root and kind.startswith("text/"))
    return Leaf(part, "plain", kind) if is_text and not is_file else Leaf(part, "file", kind, name)


def _mail(part: Message, scribe: TextSanitiser) -> Leaf:
    """Return the mail that a part is; some programs pack it, which the parser does not expect."""
    inner = part.get_payload(0)
    if not isinstance(inner, Message):
        raise TypeError(inner)
    packing = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if packing in PACKED and not inner.keys():
        carrier = Message()
        carrier["Content-Transfer-Encoding"] = packing
        carrier.set_payload(inner.get_payload())
        data = carrier.get_payload(decode=True)
        inner = opened(data) if isinstance(data, bytes) else inner
    is_broken = any(isinstance(one, MissingHeaderBodySeparatorDefect) for one in inner.defects)
    if is_broken:
        scribe.say(DAMAGED)
    name = part.get_filename() or str(inner.get("Subject", ""))
    # What is left of a broken header would stand in the text.
    return Leaf(inner, "file" if is_broken else "mail", "message/rfc822", name)


def _preferred(found: list[Leaf], scribe: TextSanitiser) -> list[Leaf]:
    """Leave out, of a text that is there in two forms, the one that says less."""
    plain = [leaf for leaf in found if leaf.role == "plain" and _says_something(leaf)]
    html = [leaf for leaf in found if leaf.role == "html"]
    if plain and html:
        scribe.say(NO_HTML)
        return [leaf for leaf in found if leaf.role != "html"]
    return [leaf for leaf in found if leaf.role != "plain"] if html else found


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def _says_something(leaf: Leaf) -> bool:
    data = leaf.message.get_payload(decode=True)
    return isinstance(data, bytes) and bool(data.strip())
