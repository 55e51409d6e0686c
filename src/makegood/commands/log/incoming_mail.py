"""A mail that came: who wrote it and when, and its place in the evidence. What it says of itself is not certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from makegood.commands.log import arguments, last_build, people
from makegood.commands.log.file_copies import content
from makegood.commands.log.mail_words import printed, slug
from makegood.commands.log.new_entry import FileCopy
from makegood.commands.log.sent import LONGEST
from makegood.domain import windows
from makegood.domain.ladder import OFFER
from makegood.formats import mail_header
from makegood.model.errors import UsageError
from makegood.pipeline.check import defaults

if TYPE_CHECKING:
    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.request import LogRequest
    from makegood.formats.mail_header import MailHeader
    from makegood.model.policy import DeskPolicy

MOST_BYTES = 25_000_000
MOST_READ = 1_000_000
"""Bytes that are searched for the mark of an offer to settle."""
LONGEST_CAPTION = 200
LONGEST_SLUG = 40
LONGEST_NAME = 80
NAMES: Mapping[str, str] = {
    "brand": "We",
    "tiktok": "TikTok",
    "store": "The store",
    "paypal": "PayPal",
    "card_issuer": "The card issuer",
    "marketplace": "The marketplace",
    "agency": "The agency",
    "court": "The court",
}
"""How a sentence begins that tells what they did."""
OF_MANY = frozenset({"store", "card_issuer", "marketplace", "agency"})
"""Those of whom there are many, so that the name of the desk says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMail:
    """`id` is that of its piece of evidence, `exhibit` its entry, None where the case has one. `by` None: unknown."""

    id: str
    at: str
    by: str | None
    name: str
    subject: str
    exhibit: Mapping[str, Any] | None
    copies: tuple[FileCopy, ...]
    is_apart: bool
    """Whether it is marked as said without prejudice, or answers an offer that was."""

    def text(self, by: str | None, desk: DeskPolicy | None) -> str:
        """Say in a sentence that it came; the desk of the case, if it was that, by its own name."""
        who = self.name if by is None else NAMES.get(by, self.name)
        if desk is not None and by == desk.speaker and by in OF_MANY:
            who = f"{desk.name[:1].upper()}{desk.name[1:]}"
        return f"{who} answered by email"


def read_incoming_mail(wanted: LogRequest, known: CaseContext) -> IncomingMail:
    """Read the mail that --from names; raise UsageError where it is none, or does not say when it was written."""
    if wanted.mail is None:
        raise ValueError(wanted)
    data = content(wanted.mail, "FROM", MOST_BYTES)
    header = mail_header.parse_header(data)
    if not header.senders and not header.date:
        raise UsageError("What `FROM` names is no mail: its header has no sender and no date. Export the mail as .eml.")
    at = wanted.at or (header.date.isoformat() if header.date else None)
    when = arguments.moment(at, known)
    if at is None or when is None:
        raise UsageError("This mail does not say when it was written. Add the day on which it came: `ON=2026-11-23`")
    sender = _sender(header)
    theirs = people.creators_name(sender.address, known)
    # A name that is not known to be theirs may be made up to look so: the address is what can be looked up.
    name = theirs or printed(sender.address or sender.name, LONGEST_NAME) or "an unknown sender"
    day = known.day(when)
    subject = printed(header.subject, LONGEST)
    digest = sha256(data).hexdigest()
    file = next((one.name for one in known.source.inventory if one.sha256 == digest), None)
    copies: tuple[FileCopy, ...] = ()
    if file is None:
        there = [one.name for one in known.source.inventory]
        file = last_build.free(f"{day}-mail-from-{slug(name, LONGEST_SLUG) or 'somebody'}", ".eml", there)
        copies = (FileCopy("evidence", file, data),)
    id_, exhibit = _exhibit(known, file, name)
    if exhibit is not None:
        caption = _caption(f"Mail of {windows.format_day(day)} from {printed(name, LONGEST_NAME)}", subject)
        exhibit |= {"kind": "email", "created_on": day.isoformat(), "caption": caption}
    by = wanted.by or ("creator" if theirs else None)
    return IncomingMail(
        id=id_,
        at=at,
        by=by,
        name=name,
        subject=subject,
        exhibit=exhibit,
        copies=copies,
        is_apart=_is_apart(data, subject, known),
    )


def _is_apart(data: bytes, subject: str, known: CaseContext) -> bool:
    """Look for the mark in the subject and the words, and for the offer that is answered in the header."""
    offers = {one.get("eml") for one in known.entries("log") if one.get("letter") == OFFER}
    ids = [one.message_id.encode() for one in known.source.sent if one.name in offers and one.message_id]
    if any(one in data[: mail_header.HEAD] for one in ids):
        return True
    try:
        parts = [part.get_payload(decode=True) for part in message_from_bytes(data[:MOST_READ]).walk()]
    except Exception:  # noqa: BLE001  # the parser raises any kind on mails that nobody could have sent
        parts = []
    words = b" ".join(part for part in parts if isinstance(part, bytes))
    return any(defaults.LABEL.search(text) for text in (subject, words.decode("utf-8", "replace")))


def _sender(header: MailHeader) -> mail_header.Mailbox:
    """Give the one sender; several are nobody, called by the address of the first."""
    first = header.senders[0] if header.senders else mail_header.Mailbox("", "")
    is_one = len({one.address.casefold() for one in header.senders}) == 1
    return first if is_one else mail_header.Mailbox(first.address, "")


def _exhibit(known: CaseContext, file: str, name: str) -> tuple[str, dict[str, Any] | None]:
    """Find the evidence that is this file, or begin an entry for it with an id that is free."""
    listed = known.entries("evidence")
    ids = defaults.evidence_ids((one.get("id"), one.get("file")) for one in listed)
    for one, id_ in zip(listed, ids, strict=True):
        if isinstance(one.get("file"), str) and defaults.composed_name(one["file"]) == file:
            return id_, None
    id_ = defaults.unique_name(f"mail-from-{slug(name, LONGEST_SLUG) or 'somebody'}", set(ids))
    return id_, {"id": id_, "file": file}


def _caption(begin: str, subject: str) -> str:
    if not subject:
        return f"{begin}."
    quoted = printed(subject.replace('"', "'"), LONGEST_CAPTION - len(begin) - len(': ""'))
    return f'{begin}: "{quoted}"'
