"""Read finished mails back as a mail program does."""

from __future__ import annotations

import re
from email import message_from_bytes
from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.formats.mail_address import in_ascii
from makegood.formats.mail_header import parser_policy
from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.pages import visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import EmailMessage

    from makegood.model.case import Case
    from makegood.model.errors import Problem

NEEDED = frozenset({"from", "to", "subject", "message-id", "mime-version", "content-type"})
HEADERS = NEEDED | {"cc", "in-reply-to", "references", "x-unsent"}
PART_HEADERS = frozenset({"content-type", "content-transfer-encoding", "content-disposition"})
ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def mail_problems(case: Case, path: str, data: bytes) -> Iterator[Problem]:
    """Yield a problem for each unknown, missing, repeated or malformed header field and each unknown recipient."""
    message = _read(data)
    names = [name.lower() for name in message.keys()]  # noqa: SIM118  # iterating over a message yields no names
    place = Place(path)
    if len(names) != len(set(names)) or not NEEDED <= set(names) <= HEADERS:
        yield problem("A4", place, detail=", ".join(names))
    if _block_names(data) != sorted(names):
        yield problem("A4", place, detail="header block")
    for name, value in message.items():
        if ODD.search(str(value)) or "=?" in str(value):
            yield problem("A4", place, detail=f"{name}: {value!s}")
    if not _addressed(message) <= _people(case):
        yield problem("A4", place, detail=", ".join(sorted(_addressed(message) - _people(case))))
    for part in message.walk():
        if part is not message and not {name.lower() for name in part.keys()} <= PART_HEADERS:  # noqa: SIM118  # as above
            yield problem("A4", place, detail=", ".join(part.keys()))


def mail_texts(data: bytes) -> tuple[str, str]:
    """Return the plain text of a mail and the visible text of its HTML, each with the subject as its first line."""
    bodies, subject = _bodies(data), str(_read(data)["Subject"])
    return f"{subject}\n{bodies.get('text/plain', '')}", f"{subject}\n{visible_text(bodies.get('text/html', ''))}"


def mail_parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each part of a mail except attachments: header, both bodies, file names."""
    message = _read(data)
    yield "its header", "\n".join(f"{name}: {value}" for name, value in message.items())
    yield from (("its text", body) for body in _bodies(data).values())
    yield "the names of its files", "\n".join(part.get_filename() or "" for part in message.walk())


def mail_page(data: bytes) -> str:
    """Return the HTML form of a mail."""
    return _bodies(data).get("text/html", "")


@lru_cache(maxsize=1)
def _bodies(data: bytes) -> Mapping[str, str]:
    return {
        part.get_content_type(): part.get_content().replace("\r\n", "\n")
        for part in _read(data).walk()
        if part.get_content_maintype() == "text"
    }


@lru_cache(maxsize=1)
def _read(data: bytes) -> EmailMessage:
    """Return the parsed mail; cached since its packet makes some hundred thousand lines."""
    return message_from_bytes(data, policy=parser_policy())


def _block_names(data: bytes) -> list[str]:
    """Return the sorted names of the header fields, read from the bytes; every kind of line end counts."""
    block = data.partition(b"\r\n\r\n")[0]
    lines = re.split(rb"\r\n|\r|\n", block)
    return sorted(line.partition(b":")[0].decode("latin-1").lower() for line in lines if line[:1] not in {b" ", b"\t"})


def _addressed(message: EmailMessage) -> set[str]:
    return {
        address.addr_spec.lower()
        for name in ("From", "To", "Cc", "Bcc")
        for header in message.get_all(name, [])
        for address in header.addresses
    }


def _people(case: Case) -> set[str]:
    parties = case.parties
    people = [parties.brand.contact, parties.creator, parties.creator.representative if parties.creator else None]
    addresses = {person.email for person in people if person is not None}
    return {in_ascii(address).lower() for address in addresses if address}
