"""What the header of a mail says, of bytes that anybody may have written. A leaf; the body is never read."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from email.message import EmailMessage
    from email.policy import EmailPolicy

HEAD = 64 * 1024
"""Bytes that are looked at: the header of a mail that went through many servers has about 20,000."""
LONGEST = 4000
"""Characters of one line of the header that are parsed; parsing takes time that grows with their square."""
MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>\Z")
LONGEST_ID = 250
MOST_FIELDS = 5
YEARS = range(1900, 2200)
"""Of a date; in any other, arithmetic with zones could overflow."""
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})
_BREAKING = frozenset({"Cc", "Zl", "Zp", "Zs"})


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`address` as it was written, `name` "" where there is none; neither holds what cannot be seen."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MailHeader:
    """What a mail says of itself; nothing of it is certain. Texts are one line and hold nothing that cannot be seen.

    `date` is None where there is none that can be read, `message_id` where it is not plain. `senders` are all of
    From, `recipients` all of To and Cc. `is_draft`: it has the mark with which mail programs open it for sending.
    """

    senders: tuple[Mailbox, ...] = ()
    recipients: tuple[Mailbox, ...] = ()
    subject: str = ""
    date: datetime | None = None
    message_id: str | None = None
    is_draft: bool = False


def parse_header(data: bytes) -> MailHeader:
    """Read the header at the beginning of `data`, of which `HEAD` bytes are enough; never raises for what it says."""
    found = _fields(data[:HEAD])
    people = [_mailboxes(name, found) for name in ("from", "to", "cc")]
    return MailHeader(
        senders=people[0],
        recipients=(*people[1], *people[2]),
        subject=one_line(str(_parsed("Subject", found.get("subject", [""])[0]))),
        date=_date(found),
        message_id=_message_id(found),
        is_draft="x-unsent" in found,
    )


@cache
def parser_policy() -> EmailPolicy[EmailMessage]:
    """Return how a whole mail is parsed: as Python's `default` policy has it, each header only once."""
    from email.policy import default

    return default.clone(header_factory=lru_cache(maxsize=64)(default.header_factory))


def one_line(text: str) -> str:
    """Write a text in one line: blanks for breaks, nothing that cannot be seen, and no beginning of an encoded word."""
    kept = "".join(
        " " if (kind := unicodedata.category(one)) in _BREAKING else "" if kind in _UNSEEN else one for one in text
    )
    return " ".join(unicodedata.normalize("NFC", kept).replace("=?", "= ?").split())


def _fields(head: bytes) -> Mapping[str, list[str]]:
    """Collect the values of each field by its name in small letters, each unfolded into one line."""
    lines = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if len(head) == HEAD:
        lines.pop()  # it may have been cut
    found: dict[str, list[str]] = {}
    values: list[str] | None = None
    for number, line in enumerate(lines):
        name = _FIELD.match(line)
        if line[:1] in {b" ", b"\t"} and values:
            values[-1] = f"{values[-1]} {_decoded(line).strip()}".strip()
        elif name:
            values = found.setdefault(name[1].decode("ascii").lower(), [])
            values.append(_decoded(line[name.end() :]).strip())
        elif number or not line.startswith(b"From "):  # as programs write that keep many mails in one file
            break
    return found


def _decoded(line: bytes) -> str:
    """Read UTF-8; what is none was most often written where one byte is one letter."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _parsed(name: str, value: str) -> Any:
    """Parse the value of a field; it stays the text that it is where the parser stumbles over it."""
    from email.policy import default

    try:
        return default.header_factory(name, value[:LONGEST])
    except Exception:  # noqa: BLE001  # it raises IndexError, AttributeError, RecursionError and others on hostile text
        return value[:LONGEST]


def _mailboxes(name: str, found: Mapping[str, list[str]]) -> tuple[Mailbox, ...]:
    """Collect who stands in all fields of this name: a second From is no less true than the first."""
    read: list[tuple[str, str]] = []
    for value in found.get(name, [])[:MOST_FIELDS]:
        with suppress(Exception):  # as above: some mistakes show only when a part is asked for
            read += [(one.display_name, one.addr_spec) for one in _parsed(name, value).addresses]
    return tuple(Mailbox(one_line(shown), one_line(address)) for shown, address in read if "@" in address.strip("<>@"))


def _date(found: Mapping[str, list[str]]) -> datetime | None:
    """Read Date; a time without an offset is meant in UTC, which is how `-0000` is read."""
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(found["date"][0][:LONGEST])
    except Exception:  # noqa: BLE001  # as above
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)) if date.year in YEARS else None


def _message_id(found: Mapping[str, list[str]]) -> str | None:
    values = set(found.get("message-id", ()))
    one = values.pop() if len(values) == 1 else ""
    return one if MESSAGE_ID.match(one) and "=?" not in one and len(one) <= LONGEST_ID else None
