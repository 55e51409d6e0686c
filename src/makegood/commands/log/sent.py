"""Record a letter or a request that was sent: which one, the copy of it, and the deadline that it sets."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from makegood.commands.log import arguments, last_build, people
from makegood.commands.log.file_copies import read_file
from makegood.commands.log.mail_words import printable
from makegood.commands.log.new_entry import FileCopy, NewEntry, ordered_keys
from makegood.domain import direct_messages
from makegood.domain.ladder import LADDER_LETTERS, OFFER
from makegood.formats import mail_header
from makegood.formats.json_text.scalars import HIDDEN
from makegood.model.errors import UsageError
from makegood.pipeline.check import keys
from makegood.pipeline.derive.case_state import LETTER_READER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.request import LogRequest
    from makegood.formats.mail_header import MailHeader
    from makegood.model.case import Moment
    from makegood.model.results import DueLetter

MOST_BYTES = 40_000_000
"""Limit of load for a file in sent/."""
MOST_MESSAGE = 100_000
"""Maximum size of a message given as a file."""
MOST_ADDRESSES = 20
LONGEST = 300


def record_sent(request: LogRequest, case: CaseContext, today: date) -> NewEntry:
    """Return the entry of something that was sent; raise UsageError if it is unclear what, or no copy can be kept."""
    name = _letter_or_desk(request, case)
    is_letter = name in case.policies.letters
    via = request.via or ("dm" if is_letter and not request.eml and not _has_mail(case) else None)
    is_message = is_letter and via == "dm"
    if request.length and (request.eml or not is_message):
        raise UsageError("`LENGTH` can only be used with a letter sent as a message, `VIA=dm`, and not with `EML`.")
    mail = _message(request, case, name) if is_message else _mail(request, case, name, is_letter=is_letter)
    header = mail_header.MailHeader() if is_message else mail_header.parse_header(mail) if mail else None
    happened_at = request.at or (
        header.date.isoformat() if request.eml and header and header.date else today.isoformat()
    )
    when = arguments.moment(happened_at, case) or today
    ending = ".txt" if is_message else ".eml"
    copy_fields = _copy_fields(mail, header, f"{case.day(when)}-{name}", ending, case) if mail and header else {}
    entry: dict[str, Any] = {
        "at": happened_at,
        "event": "sent",
        "letter" if is_letter else "desk": name,
        "by": "brand",
        "via": via or ("email" if mail else None),
        "number": request.number,
        "amount": request.amount,
        "text": request.text,
        "evidence": list(request.evidence),
        "exhibits": [] if is_message else _exhibits(case, name),
        **copy_fields,
    }
    previous = next(_same_entries(case, entry), None)
    entry["deadline"] = _deadline(request, case, name, previous)
    letter = _due_letter(case, name)
    if not is_letter and not request.amount and (claim := case.claim_at(name)):
        entry["amount"] = str(claim)
    if name in {*LADDER_LETTERS, OFFER}:
        entry["amount"] = request.amount or (str(letter.amount) if letter else None)
    if name == OFFER:
        entry["privilege"] = "without_prejudice"
    is_there = copy_fields.get("eml") in {file.name for file in case.source.sent}
    return NewEntry(
        where="log",
        at=when,
        entry=ordered_keys(entry),
        copies=(
            *((FileCopy("sent", copy_fields["eml"], mail),) if mail and not is_there else ()),
            *_paper_copy(case, name, when),
        ),
        notes=tuple(_notes(request, case, name, header if not is_message else None, entry)) if is_letter else (),
        reason="" if previous is None or request.again else _DUPLICATE,
    )


_DUPLICATE = "This letter or request is already recorded. If it was sent twice, add `AGAIN=yes`."


def _exhibits(case: CaseContext, name: str) -> list[str]:
    """Return the exhibits of the packet that is sent with a letter or a request."""
    letter = case.policies.letters.get(name)
    if letter is None:
        return case.exhibits(case.policies.desks[name].audience)
    return case.exhibits(LETTER_READER) if letter.encloses_packet else []


def _paper_copy(case: CaseContext, name: str, when: Moment) -> tuple[FileCopy, ...]:
    """Return the paper form of the letter from the last build, if any: the next build no longer creates it."""
    data = last_build.paper_letter(case, name, MOST_BYTES)
    file_name = f"{case.day(when)}-{name}.pdf"
    is_there = any(file.name == file_name for file in case.source.sent)
    return (FileCopy("sent", file_name, data),) if data and not is_there else ()


def _letter_or_desk(request: LogRequest, case: CaseContext) -> str:
    """Return the letter or the desk that was sent to."""
    name = request.what or last_build.only_letter(case)
    if name in case.policies.letters or name in case.policies.desks:
        return name
    near = keys.nearest_word(name, [*case.policies.letters, *case.policies.desks])
    unknown = "There is no letter or desk with this name. To list all names, run: `make explain`"
    raise UsageError(f"Did you mean {near}?" if near else unknown)


def _mail(request: LogRequest, case: CaseContext, name: str, *, is_letter: bool) -> bytes | None:
    """Return the email to keep: the one that was named, or the built one of an emailed letter."""
    if request.eml:
        mail = read_file(request.eml, "EML", MOST_BYTES)
        if mail_header.parse_header(mail) == mail_header.MailHeader():
            raise UsageError(
                "The file given as `EML` is not an email, because it has no header. Export the sent email as .eml."
            )
        return mail
    if not is_letter or request.via not in {None, "email"}:
        return None
    ready = last_build.letter(case, name, MOST_BYTES)
    if ready is None:
        is_sent = any(entry.get("event") == "sent" and entry.get("letter") == name for entry in case.entries("log"))
        reason = f"{name} is already recorded, and build/ has no other copy" if is_sent else f"build/ has no {name}"
        raise UsageError(
            f"{reason} to save. Build first (`make`), or specify the email that was sent: "
            "`EML=FILE`. If the letter was sent in another way, specify how: `VIA=post`"
        )
    return ready


def _message(request: LogRequest, case: CaseContext, name: str) -> bytes | None:
    """Return the text that was sent as a message: the one that was named, or the longer one of the last build.

    Return None if there is none: the user wrote their own words.
    """
    if request.eml:
        data = read_file(request.eml, "EML", MOST_MESSAGE)
        try:
            is_text = not HIDDEN.search(data.decode("utf-8").replace("\r\n", "\n"))
        except UnicodeDecodeError:
            is_text = False
        if not is_text or not data.strip():
            raise UsageError("With `VIA=dm`, `EML` must be the text that was sent, as a plain text file.")
        return data
    ready = last_build.message(case, name, int(request.length or direct_messages.LONG), MOST_MESSAGE)
    if ready is None and request.length:
        raise UsageError(f"build/ has no {name} in {request.length} characters to save. Build first (`make`).")
    return ready


def _has_mail(case: CaseContext) -> bool:
    return isinstance(case.value("parties", "creator", "email"), str)


def _copy_fields(mail: bytes, header: MailHeader, stem: str, ending: str, case: CaseContext) -> Mapping[str, Any]:
    """Return the name of the copy and its header fields; what is already in sent/ stays there."""
    digest = sha256(mail).hexdigest()
    taken = [file.name for file in case.source.sent]
    same = next((file.name for file in case.source.sent if file.sha256 == digest), None)
    addresses = dict.fromkeys(mailbox.address for mailbox in header.recipients)
    return {
        "to": [printable(address, LONGEST) for address in list(addresses)[:MOST_ADDRESSES]],
        "subject": printable(header.subject, LONGEST),
        "eml": same or last_build.free_name(stem, ending, taken),
        "sha256": digest,
    }


def _same_entries(case: CaseContext, entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the entries of the same letter with the same email; without an email, on the same day."""
    for logged in case.entries("log"):
        equal_keys = ("event", "letter", "desk", *(("sha256",) if entry.get("sha256") else ("at", "via")))
        if all(logged.get(key) == entry.get(key) for key in equal_keys):
            yield logged


def _deadline(request: LogRequest, case: CaseContext, name: str, previous: Mapping[str, Any] | None) -> str | None:
    """Return the deadline that this letter sets, if known; the same letter sent again sets the same."""
    day = arguments.day(request.deadline, case)
    if day:
        return day.isoformat()
    if previous is not None:
        return previous.get("deadline")
    letter = _due_letter(case, name)
    return letter.reply_by.isoformat() if letter and letter.reply_by else None


def _due_letter(case: CaseContext, name: str) -> DueLetter | None:
    """Return the letter if it is due now."""
    return next((letter for letter in case.facts.ladder.due if letter.letter == name), None) if case.facts else None


def _notes(
    request: LogRequest, case: CaseContext, name: str, header: MailHeader | None, entry: Mapping[str, Any]
) -> Iterator[str]:
    letter = case.policies.letters[name]
    due_letter = _due_letter(case, name)
    if letter.days and not entry["deadline"] and not (due_letter and due_letter.reply_by is None):
        yield "The deadline of this letter is unknown, so none was recorded. Add the deadline: `DEADLINE=DAY`"
    if entry["via"] == "dm" and not entry.get("eml"):
        yield "No copy of this message was saved, because the last build has none. Specify the copy to save: `EML=FILE`"
    if last_build.is_older(case) and not (request.eml and request.deadline):
        yield (
            "case.json was changed after the last build. If the text or deadline of the sent letter differs, undo "
            "this entry, and specify the email and its deadline: `EML=FILE` `DEADLINE=DAY`"
        )
    if header and request.eml and not any(people.creators_name(mailbox.address, case) for mailbox in header.recipients):
        yield "This email was not sent to the creator's address in case.json."
