"""What a mail says: its header in a few lines, its words, the mails in it, and a list of what is attached."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any, Literal

from makegood import mailfile
from makegood.windows import written

MOST_CHARACTERS = 40_000
MOST_LINES = 1_000
DEEPEST = 3
"""Mails within mails that are opened."""
MOST_PEOPLE = 10
LOST = "\ufffd"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANKS = re.compile(r"\n[ \t]*\n[\s]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of one kind; of `fields` each is a name, a tab and a value."""

    kind: Literal["fields", "text", "quote", "note"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in passages. `is_unreadable`: bytes of it are no text in the charset that it names."""

    passages: tuple[Passage, ...]
    is_unreadable: bool
    is_cut: bool
    has_attachments: bool


def mail(data: bytes) -> Mail | None:
    """Read a mail; None where nothing says who wrote it, when, or about what."""
    head = mailfile.header(data)
    if not (head.senders or head.date or head.subject):
        return None
    whole = tuple(_message(message_from_bytes(data), data, 0))
    if all(one.kind == "fields" for one in whole):
        whole = (*whole, Passage("note", ("This mail has no words.",)))
    shown = tuple(_within(whole))
    lost = any(LOST in line for one in whole for line in one.lines)
    attached = any(one.kind == "note" and one.lines[0].startswith(ATTACHED) for one in whole)
    return Mail(shown, lost, sum(len(one.lines) for one in shown) < sum(len(one.lines) for one in whole), attached)


ATTACHED = "Attached: "


def _within(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """Give what fits into the bounds, by lines."""
    lines = characters = 0
    for one in passages:
        kept = []
        for line in one.lines:
            lines, characters = lines + 1, characters + len(line)
            if lines <= MOST_LINES and characters <= MOST_CHARACTERS:
                kept.append(line)
        if kept:
            yield Passage(one.kind, tuple(kept))


def _message(message: Message, data: bytes, depth: int) -> Iterator[Passage]:
    yield Passage("fields", tuple(_fields(data)))
    yield from _part(message, depth)


def _fields(data: bytes) -> Iterator[str]:
    head = mailfile.header(data)
    yield f"From\t{_people(head.senders)}"
    yield f"To\t{_people(head.recipients)}"
    if head.date:
        yield f"Date\t{_date(head.date)}"
    yield f"Subject\t{head.subject or 'none'}"
    if head.message_id:
        yield f"Message-ID\t{head.message_id}"


def _people(people: tuple[mailfile.Mailbox, ...]) -> str:
    named = [f"{one.name} <{one.address}>" if one.name else one.address for one in people[:MOST_PEOPLE]]
    more = [f"and {len(people) - MOST_PEOPLE} more"] if len(people) > MOST_PEOPLE else []
    return ", ".join([*named, *more]) or "not stated"


def _date(at: datetime) -> str:
    zone = f" ({at:%z})".replace("(+0000)", "(UTC)") if at.tzinfo else ""
    return f"{written(at.date())}, {at:%H:%M}{zone}"


def _part(part: Message, depth: int) -> Iterator[Passage]:
    kind = part.get_content_type()
    if kind == "message/rfc822" and isinstance(part.get_payload(), list):
        yield from _forwarded(part, depth)
    elif part.is_multipart():
        inner: Any = part.get_payload()
        chosen = [_plainest(inner)] if kind == "multipart/alternative" and inner else inner
        for one in chosen:
            yield from _part(one, depth)
    elif part.get_content_maintype() == "text" and not _is_attached(part):
        text = _decoded(part)
        yield from _passages(_as_text(text) if kind == "text/html" else text)
    else:
        yield Passage("note", (_listed(part),))


def _forwarded(part: Message, depth: int) -> Iterator[Passage]:
    inner: Any = part.get_payload()
    for one in inner:
        if depth < DEEPEST:
            yield Passage("note", ("A mail within this mail:",))
            yield from _message(one, one.as_bytes(), depth + 1)
        else:
            yield Passage("note", ("A mail within this mail is not shown.",))


def _plainest(parts: list[Message]) -> Message:
    """Choose among forms of the same: plain text before what has to be turned into it."""
    return next((one for one in parts if one.get_content_type() == "text/plain"), parts[-1])


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    try:
        return data.decode(str(part.get_content_charset("utf-8")), errors="replace")
    except (LookupError, ValueError):  # a charset that nobody knows
        return data.decode("utf-8", errors="replace")


def _listed(part: Message) -> str:
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    name = mailfile.plain(str(part.get_filename() or "a part without a name"))[:120]
    return f"{ATTACHED}{name}, {part.get_content_type()}, {len(data):,} bytes, SHA-256 {sha256(data).hexdigest()}"


def _passages(text: str) -> Iterator[Passage]:
    """Part a text at its empty lines, and what is quoted from what is not."""
    for block in _BLANKS.split(_seen(text).strip("\n")):
        lines = block.split("\n")
        start = 0
        for at in range(1, len(lines) + 1):
            if at == len(lines) or _is_quote(lines[at]) != _is_quote(lines[start]):
                kept = tuple(line.strip() for line in lines[start:at])
                if any(kept):
                    yield Passage("quote" if _is_quote(lines[start]) else "text", kept)
                start = at


def _is_quote(line: str) -> bool:
    return line.lstrip().startswith(">")


def _seen(text: str) -> str:
    """Leave out what cannot be seen or turns the direction of what can."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))
    return "".join(one for one in lines if one == "\n" or unicodedata.category(one) not in _UNSEEN)


def _as_text(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    """Collects the words of a page; nothing is fetched, and of a link its words remain, with its address beside."""

    HIDDEN = frozenset({"style", "script", "title", "head", "template"})
    BLOCKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in self.HIDDEN
        if tag in self.BLOCKS:
            self.parts.append("\n\n" if tag in {"p", "table", "h1", "h2", "h3"} else "\n")
        elif tag in {"br", "li"}:
            self.parts.append("\n" + "- " * (tag == "li"))
        elif tag in {"td", "th"}:
            self.parts.append("  ")
        elif tag == "a":
            self._link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(self._hidden - (tag in self.HIDDEN), 0)
        if tag == "a" and self._link.startswith(("https://", "http://")):
            said = "".join(self.parts[-3:])
            self.parts.append("" if self._link.rstrip("/") in said else f" ({self._link})")
            self._link = ""
        elif tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))
