"""The header of a mail: every line is known, and nothing that somebody typed can add one."""

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
"""An encoded word that Python decodes into a line end (seen on 3.11), and whatever some program takes for one."""
LONGEST = 900
"""Bytes of a line; beyond 998 a server may cut it."""
WIDTH = 76
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+\Z")
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


def refuse(label: str, detail: str) -> CaseError:
    """Make the error that refuses a value; `label` names the mail, `detail` has the value."""
    return CaseError((problem("R5", Place(label), detail=detail),))


def guarded(value: str, label: str) -> str:
    """Return the value, or refuse what could end a line or hide another."""
    if FORBIDDEN.search(value) or not value.strip():
        raise refuse(label, value)
    return value


def line(name: str, value: str, label: str) -> str:
    """Write one header line of free text, encoded as RFC 2047 says where it is not plain ASCII."""
    guarded(value, label)
    if value.isascii() and len(name) + len(value) + 2 <= LONGEST:
        return f"{name}: {value}"
    return f"{name}: " + Header(value, "utf-8", header_name=name, maxlinelen=WIDTH).encode(linesep="\r\n")


def message_id(value: str, label: str) -> str:
    """Return the Message-ID of another mail, which is plain ASCII, or refuse it."""
    if not guarded(value, label).isascii():
        raise refuse(label, value)
    return value


def mailbox(name: str, address: str, label: str) -> str:
    """Write `Name <local@domain>`; a domain in other letters is written as DNS knows it."""
    guarded(name, label)
    try:
        plain = in_ascii(guarded(address, label))
    except UnicodeError as error:
        raise refuse(label, address) from error
    if not ADDRESS.match(plain):
        raise refuse(label, address)
    if name.isascii():
        return formataddr((name, plain))
    return f"{Header(name, 'utf-8', maxlinelen=WIDTH).encode(linesep=chr(13) + chr(10))} <{plain}>"


def file_name(name: str, label: str) -> str:
    """Return the name of an attachment if every mail program and disk takes it as it is."""
    if not FILE_NAME.match(guarded(name, label)) or ".." in name:
        raise refuse(label, name)
    return name


def names(block: bytes) -> list[str]:
    """Read the names of the lines of a finished header block, continuations left out, in lower case."""
    return sorted(
        one.partition(b":")[0].decode("latin-1").lower()
        for one in re.split(rb"\r\n|\r|\n|\x0b|\x0c|\x1c|\x1d|\x1e|\x85", block)
        if one and one[:1] not in b" \t"
    )


def must_be(block: bytes, meant: Iterable[str], label: str) -> None:
    """Compare the lines of a finished header with those that were meant; refuse the mail where they differ."""
    found = names(block)
    if found != sorted(name.lower() for name in meant):
        raise refuse(label, ", ".join(found))
