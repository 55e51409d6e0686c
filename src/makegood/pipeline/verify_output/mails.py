"""Check finished mails as a mail program reads them, their size, and the figures of sent mails."""

from __future__ import annotations

import re
from email import message_from_bytes
from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.formats.mail_address import in_ascii
from makegood.formats.mail_header import parser_policy
from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.figures import find_unknown
from makegood.pipeline.verify_output.pages import visible_text
from makegood.typesetting.filters import heaviest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import EmailMessage

    from makegood.model.artifact import Artifact
    from makegood.model.case import Case
    from makegood.model.errors import Problem
    from makegood.model.facts import Facts
    from makegood.pipeline.verify_output.case_facts import CaseFacts

MAILS = "email/"
SENT = "sent/"
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
    if not _recipients(message) <= _people(case):
        yield problem("A4", place, detail=", ".join(sorted(_recipients(message) - _people(case))))
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


def _recipients(message: EmailMessage) -> set[str]:
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


def sent_problems(case_facts: CaseFacts, path: str, data: bytes) -> Iterator[Problem]:
    """Yield A18 if the plain text of a sent mail or message has figures that the case no longer has.

    A mail exported by a mail program may be truncated or malformed; one that cannot be read is skipped.
    """
    try:
        unknown = find_unknown(case_facts, data.decode() if path.endswith(".txt") else mail_texts(data)[0])
    except (LookupError, ValueError, AttributeError):  # an unknown charset or a malformed part
        return
    figures = [*unknown.amounts, *(day.isoformat() for day in unknown.days), *unknown.references]
    if figures:
        log = case_facts.facts.case.log
        pointer = next(
            (f"/log/{index}/eml" for index, entry in enumerate(log) if entry.eml == path.removeprefix(SENT)), ""
        )
        yield problem("A18", Place(path), detail=", ".join(figures), related=(Place("case.json", pointer=pointer),))


def weight_problems(facts: Facts, artifact: Artifact) -> Iterator[Problem]:
    """Yield A19 if a mail is heavy by its reader's profile, with the largest evidence files in its packet.

    If the case sets its own limit for mails, its author knows the servers, and there is no warning.
    """
    bundle = facts.bundles.get(artifact.audience) if artifact.audience else None
    limit = bundle.profile.mail if bundle else None
    is_mail = artifact.path.startswith(MAILS) and artifact.path.endswith(".eml")
    if bundle is None or limit is None or limit.heavy_bytes is None or not is_mail:
        return
    size = size_of(artifact)
    if size >= limit.heavy_bytes and facts.case.settings.limits.mail_bytes is None:
        files = (
            (f"Exhibit {exhibit.letter}, evidence/{exhibit.file.name}", exhibit.file.bytes)
            for exhibit in bundle.exhibits
        )
        lines = [f"{size:,} bytes, and the warning limit is {limit.heavy_bytes:,} bytes", *heaviest(files)]
        yield problem("A19", Place(artifact.path), detail="\n".join(lines))


def size_of(artifact: Artifact) -> int:
    """Return the size in bytes of a finished file, new or reused."""
    if artifact.data is not None:
        return len(artifact.data)
    return artifact.copy_of.stat().st_size if artifact.copy_of else 0
