"""Write and check the header fields of a mail, so that no value can add a field."""

from __future__ import annotations

import re
from email.header import Header
from email.utils import formataddr
from typing import TYPE_CHECKING

from makegood.formats.mail_address import in_ascii
from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterable

FORBIDDEN = re.compile("=\\?|[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Encoded words, which Python may decode to a line end (seen on 3.11), and characters that programs treat as one."""
LONGEST = 900
"""Bytes of a line; a server may truncate it beyond 998."""
WIDTH = 76
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+\Z")
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


def value_error(label: str, detail: str) -> CaseError:
    """Return the error (R5) for a value; `label` is the path of the mail, `detail` the value."""
    return CaseError((problem("R5", Place(label), detail=detail),))


def checked_value(value: str, label: str) -> str:
    """Return the value; raise CaseError if it is blank or could end a line."""
    if FORBIDDEN.search(value) or not value.strip():
        raise value_error(label, value)
    return value


def header_line(name: str, value: str, label: str) -> str:
    """Return one header line of free text, encoded by RFC 2047 if it is not ASCII."""
    checked_value(value, label)
    if value.isascii() and len(name) + len(value) + 2 <= LONGEST:
        return f"{name}: {value}"
    return f"{name}: " + Header(value, "utf-8", header_name=name, maxlinelen=WIDTH).encode(linesep="\r\n")


def message_id(value: str, label: str) -> str:
    """Return the Message-ID of another mail; raise CaseError if it is not ASCII."""
    if not checked_value(value, label).isascii():
        raise value_error(label, value)
    return value


def mailbox(name: str, address: str, label: str) -> str:
    """Return `Name <local@domain>`, with an internationalised domain in its ASCII form."""
    checked_value(name, label)
    try:
        ascii_address = in_ascii(checked_value(address, label))
    except UnicodeError as error:
        raise value_error(label, address) from error
    if not ADDRESS.match(ascii_address):
        raise value_error(label, address)
    if name.isascii():
        return formataddr((name, ascii_address))
    return f"{Header(name, 'utf-8', maxlinelen=WIDTH).encode(linesep=chr(13) + chr(10))} <{ascii_address}>"


def file_name(name: str, label: str) -> str:
    """Return the name of an attachment; raise CaseError if it is not portable."""
    if not FILE_NAME.match(checked_value(name, label)) or ".." in name:
        raise value_error(label, name)
    return name


def field_names(block: bytes) -> list[str]:
    """Return the sorted names of the fields of a finished header block in lower case."""
    return sorted(
        header_line.partition(b":")[0].decode("latin-1").lower()
        for header_line in re.split(rb"\r\n|\r|\n|\x0b|\x0c|\x1c|\x1d|\x1e|\x85", block)
        if header_line and header_line[:1] not in b" \t"
    )


def check_names(block: bytes, expected: Iterable[str], label: str) -> None:
    """Raise CaseError if a finished header does not have exactly the expected fields."""
    actual = field_names(block)
    if actual != sorted(name.lower() for name in expected):
        raise value_error(label, ", ".join(actual))
