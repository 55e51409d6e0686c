"""An email that was received: its sender, its date, and its place in the evidence. Its header proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from makegood.commands.log import arguments, last_build, people
from makegood.commands.log.file_copies import read_file
from makegood.commands.log.mail_words import printable, slug
from makegood.commands.log.new_entry import FileCopy
from makegood.commands.log.sent import LONGEST
from makegood.domain import windows
from makegood.domain.ladder import OFFER
from makegood.formats import mail_header
from makegood.model.errors import UsageError
from makegood.model.statement import policy_text
from makegood.pipeline.check import defaults

if TYPE_CHECKING:
    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.request import LogRequest
    from makegood.formats.mail_header import MailHeader
    from makegood.model.policy import DeskPolicy

MOST_BYTES = 25_000_000
MOST_READ = 1_000_000
"""Number of bytes that are searched for the mark of a settlement offer."""
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
"""Beginning of a sentence about what they did."""
SEVERAL = frozenset({"store", "card_issuer", "marketplace", "agency"})
"""Kinds of actors of whom there are several, so that a sentence uses the name of the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMail:
    """A received email as evidence.

    `id` is that of its piece of evidence; `exhibit` is its new entry, or None if the case has one. `by` is None if
    unknown.
    """

    id: str
    at: str
    by: str | None
    name: str
    subject: str
    exhibit: Mapping[str, Any] | None
    copies: tuple[FileCopy, ...]
    is_without_prejudice: bool
    """Whether it is marked as without prejudice, or answers such an offer."""

    def text(self, by: str | None, desk: DeskPolicy | None) -> str:
        """Return a sentence about its receipt, with the name of the case's desk if that sent it."""
        sender = self.name if by is None else NAMES.get(by, self.name)
        if desk is not None and by == desk.speaker and by in SEVERAL:
            name = policy_text(desk.name)
            sender = f"{name[:1].upper()}{name[1:]}"
        return f"{sender} answered by email"


def read_incoming_mail(request: LogRequest, case: CaseContext) -> IncomingMail:
    """Read the email of --from; raise UsageError if it is not an email or has no date."""
    if request.mail is None:
        raise ValueError(request)
    data = read_file(request.mail, "FROM", MOST_BYTES)
    header = mail_header.parse_header(data)
    if not header.senders and not header.date:
        raise UsageError(
            "The file given as `FROM` is not an email, because its header has no sender or date. Export it as .eml."
        )
    happened_at = request.at or (header.date.isoformat() if header.date else None)
    when = arguments.moment(happened_at, case)
    if happened_at is None or when is None:
        raise UsageError("This email has no date. Add the date on which you received it: `ON=2026-11-23`")
    sender = _sender(header)
    creator = people.creators_name(sender.address, case)
    # A name that is not known to be the creator's may be made up; the address can be looked up.
    name = creator or printable(sender.address or sender.name, LONGEST_NAME) or "an unknown sender"
    day = case.day(when)
    subject = printable(header.subject, LONGEST)
    digest = sha256(data).hexdigest()
    file = next((item.name for item in case.source.inventory if item.sha256 == digest), None)
    copies: tuple[FileCopy, ...] = ()
    if file is None:
        taken = [item.name for item in case.source.inventory]
        file = last_build.free_name(f"{day}-mail-from-{slug(name, LONGEST_SLUG) or 'somebody'}", ".eml", taken)
        copies = (FileCopy("evidence", file, data),)
    id_, exhibit = _exhibit(case, file, name)
    if exhibit is not None:
        caption = _caption(f"Email of {windows.format_day(day)} from {printable(name, LONGEST_NAME)}", subject)
        exhibit |= {"kind": "email", "created_on": day.isoformat(), "caption": caption}
    by = request.by or ("creator" if creator else None)
    return IncomingMail(
        id=id_,
        at=happened_at,
        by=by,
        name=name,
        subject=subject,
        exhibit=exhibit,
        copies=copies,
        is_without_prejudice=_is_without_prejudice(data, subject, case),
    )


def _is_without_prejudice(data: bytes, subject: str, case: CaseContext) -> bool:
    """Return whether the subject or the text has the mark, or the header refers to such an offer."""
    offers = {entry.get("eml") for entry in case.entries("log") if entry.get("letter") == OFFER}
    ids = [file.message_id.encode() for file in case.source.sent if file.name in offers and file.message_id]
    if any(message_id in data[: mail_header.HEAD] for message_id in ids):
        return True
    try:
        parts = [part.get_payload(decode=True) for part in message_from_bytes(data[:MOST_READ]).walk()]
    except Exception:  # noqa: BLE001  # the parser raises errors of any type on malformed emails
        parts = []
    words = b" ".join(part for part in parts if isinstance(part, bytes))
    return any(defaults.LABEL.search(text) for text in (subject, words.decode("utf-8", "replace")))


def _sender(header: MailHeader) -> mail_header.Mailbox:
    """Return the only sender; for several, one without a name and with the first address."""
    first = header.senders[0] if header.senders else mail_header.Mailbox("", "")
    is_one = len({sender.address.casefold() for sender in header.senders}) == 1
    return first if is_one else mail_header.Mailbox(first.address, "")


def _exhibit(case: CaseContext, file: str, name: str) -> tuple[str, dict[str, Any] | None]:
    """Return the evidence id of this file, and a new entry with a free id if there is none."""
    entries = case.entries("evidence")
    ids = defaults.evidence_ids((entry.get("id"), entry.get("file")) for entry in entries)
    for entry, id_ in zip(entries, ids, strict=True):
        if isinstance(entry.get("file"), str) and defaults.composed_name(entry["file"]) == file:
            return id_, None
    id_ = defaults.unique_name(f"mail-from-{slug(name, LONGEST_SLUG) or 'somebody'}", set(ids))
    return id_, {"id": id_, "file": file}


def _caption(start: str, subject: str) -> str:
    if not subject:
        return f"{start}."
    quoted = printable(subject.replace('"', "'"), LONGEST_CAPTION - len(start) - len(': ""'))
    return f'{start}: "{quoted}"'
