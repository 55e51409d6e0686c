"""Parse the header of a mail from untrusted bytes; the body is never read."""

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
"""Bytes that are read: the header of a mail that passed many servers has about 20,000."""
LONGEST = 4000
"""Characters of one header line that are parsed; parsing time grows with their square."""
MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>\Z")
LONGEST_ID = 250
MOST_FIELDS = 5
YEARS = range(1900, 2200)
"""Valid years of a date; in any other, arithmetic with time zones could overflow."""
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_INVISIBLE = frozenset({"Cf", "Cs", "Co", "Cn"})
_BREAKING = frozenset({"Cc", "Zl", "Zp", "Zs"})


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`address` as it was written, `name` "" if there is none; both without invisible characters."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MailHeader:
    """The fields of a mail's header, none of them verified. Texts are one line without invisible characters.

    `date` is None if none can be parsed, `message_id` if it is not plain. `senders` are all addresses of From,
    `recipients` all of To and Cc. `is_draft`: it is marked as unsent (X-Unsent), so that mail programs open it for
    sending.
    """

    senders: tuple[Mailbox, ...] = ()
    recipients: tuple[Mailbox, ...] = ()
    subject: str = ""
    date: datetime | None = None
    message_id: str | None = None
    is_draft: bool = False


def parse_header(data: bytes) -> MailHeader:
    """Return the header at the beginning of `data` (`HEAD` bytes are enough); never raise for its content."""
    fields = _fields(data[:HEAD])
    people = [_mailboxes(name, fields) for name in ("from", "to", "cc")]
    return MailHeader(
        senders=people[0],
        recipients=(*people[1], *people[2]),
        subject=one_line(str(_parse_value("Subject", fields.get("subject", [""])[0]))),
        date=_date(fields),
        message_id=_message_id(fields),
        is_draft="x-unsent" in fields,
    )


@cache
def parser_policy() -> EmailPolicy[EmailMessage]:
    """Return the policy for parsing a whole mail: Python's `default`, with each header parsed only once."""
    from email.policy import default

    return default.clone(header_factory=lru_cache(maxsize=64)(default.header_factory))


def one_line(text: str) -> str:
    """Return a text on one line: spaces for breaks, no invisible characters, and no beginning of an encoded word."""
    visible = "".join(
        " " if (kind := unicodedata.category(char)) in _BREAKING else "" if kind in _INVISIBLE else char
        for char in text
    )
    return " ".join(unicodedata.normalize("NFC", visible).replace("=?", "= ?").split())


def _fields(head: bytes) -> Mapping[str, list[str]]:
    """Return the values of each field by its name in lowercase, each unfolded into one line."""
    lines = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if len(head) == HEAD:
        lines.pop()  # it may have been cut
    fields: dict[str, list[str]] = {}
    values: list[str] | None = None
    for number, line in enumerate(lines):
        name = _FIELD.match(line)
        if line[:1] in {b" ", b"\t"} and values:
            values[-1] = f"{values[-1]} {_decoded(line).strip()}".strip()
        elif name:
            values = fields.setdefault(name[1].decode("ascii").lower(), [])
            values.append(_decoded(line[name.end() :]).strip())
        elif number or not line.startswith(b"From "):  # the first line of a mail in an mbox file
            break
    return fields


def _decoded(line: bytes) -> str:
    """Decode UTF-8; anything else is most often Latin-1."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _parse_value(name: str, value: str) -> Any:
    """Return the parsed value of a field; its text if the parser fails."""
    from email.policy import default

    try:
        return default.header_factory(name, value[:LONGEST])
    except Exception:  # noqa: BLE001  # the parser raises IndexError, AttributeError, RecursionError and others on hostile text
        return value[:LONGEST]


def _mailboxes(name: str, fields: Mapping[str, list[str]]) -> tuple[Mailbox, ...]:
    """Return the addresses in all fields of this name: a second From is as valid as the first."""
    pairs: list[tuple[str, str]] = []
    for value in fields.get(name, [])[:MOST_FIELDS]:
        with suppress(Exception):  # as above: some mistakes only raise when a part is read
            pairs += [(address.display_name, address.addr_spec) for address in _parse_value(name, value).addresses]
    return tuple(Mailbox(one_line(name), one_line(address)) for name, address in pairs if "@" in address.strip("<>@"))


def _date(fields: Mapping[str, list[str]]) -> datetime | None:
    """Parse Date; a time without an offset is UTC, as `-0000` is."""
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(fields["date"][0][:LONGEST])
    except Exception:  # noqa: BLE001  # as above
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)) if date.year in YEARS else None


def _message_id(fields: Mapping[str, list[str]]) -> str | None:
    values = set(fields.get("message-id", ()))
    message_id = values.pop() if len(values) == 1 else ""
    return (
        message_id
        if MESSAGE_ID.match(message_id) and "=?" not in message_id and len(message_id) <= LONGEST_ID
        else None
    )
