"""A letter or a request that was sent: which, what was kept of it, and the day that it gives."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from makegood.commands.log import arguments, last_build, people
from makegood.commands.log.file_copies import content
from makegood.commands.log.mail_words import printed
from makegood.commands.log.new_entry import FileCopy, NewEntry, ordered_keys
from makegood.domain import direct_messages
from makegood.domain.ladder import CLIMBING, OFFER
from makegood.formats import mail_header
from makegood.formats.json_text.scalars import HIDDEN
from makegood.model.errors import UsageError
from makegood.pipeline.check import keys
from makegood.pipeline.derive.case_state import READER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.request import LogRequest
    from makegood.formats.mail_header import MailHeader
    from makegood.model.case import Moment
    from makegood.model.results import DueLetter

MOST_BYTES = 40_000_000
"""What load takes from sent/."""
MOST_MESSAGE = 100_000
"""Of a message that somebody names."""
MOST_ADDRESSES = 20
LONGEST = 300


def record_sent(wanted: LogRequest, known: CaseContext, today: date) -> NewEntry:
    """Note that something was sent; raise UsageError where it is not clear what, or nothing can be kept of it."""
    name = _name(wanted, known)
    is_letter = name in known.policies.letters
    via = wanted.via or ("dm" if is_letter and not wanted.eml and not _has_mail(known) else None)
    is_message = is_letter and via == "dm"
    if wanted.length and (wanted.eml or not is_message):
        raise UsageError("`LENGTH` goes with a letter that was sent as a message, `VIA=dm`, and not with `EML`.")
    mail = _message(wanted, known, name) if is_message else _mail(wanted, known, name, is_letter=is_letter)
    header = mail_header.MailHeader() if is_message else mail_header.parse_header(mail) if mail else None
    at = wanted.at or (header.date.isoformat() if wanted.eml and header and header.date else today.isoformat())
    when = arguments.moment(at, known) or today
    ending = ".txt" if is_message else ".eml"
    kept = _kept(mail, header, f"{known.day(when)}-{name}", ending, known) if mail and header else {}
    entry: dict[str, Any] = {
        "at": at,
        "event": "sent",
        "letter" if is_letter else "desk": name,
        "by": "brand",
        "via": via or ("email" if mail else None),
        "number": wanted.number,
        "amount": wanted.amount,
        "text": wanted.text,
        "evidence": list(wanted.evidence),
        "exhibits": [] if is_message else _exhibits(known, name),
        **kept,
    }
    before = next(_same(known, entry), None)
    entry["deadline"] = _deadline(wanted, known, name, before)
    due = _due(known, name)
    if not is_letter and not wanted.amount and (asked := known.asked_at(name)):
        entry["amount"] = str(asked)
    if name in {*CLIMBING, OFFER}:
        entry["amount"] = wanted.amount or (str(due.amount) if due else None)
    if name == OFFER:
        entry["privilege"] = "without_prejudice"
    is_there = kept.get("eml") in {one.name for one in known.source.sent}
    return NewEntry(
        where="log",
        at=when,
        entry=ordered_keys(entry),
        copies=(
            *((FileCopy("sent", kept["eml"], mail),) if mail and not is_there else ()),
            *_printed(known, name, when),
        ),
        notes=tuple(_notes(wanted, known, name, header if not is_message else None, entry)) if is_letter else (),
        reason="" if before is None or wanted.again else _TWICE,
    )


_TWICE = "This is recorded already. If it was sent twice, add `AGAIN=yes`."


def _exhibits(known: CaseContext, name: str) -> list[str]:
    """List the exhibits of the packet that goes with a letter or a request."""
    letter = known.policies.letters.get(name)
    if letter is None:
        return known.exhibits(known.policies.desks[name].audience)
    return known.exhibits(READER) if letter.encloses_packet else []


def _printed(known: CaseContext, name: str, when: Moment) -> tuple[FileCopy, ...]:
    """Keep the paper form beside the mail, where the last build made one: the next build makes it no more."""
    data = last_build.printed(known, name, MOST_BYTES)
    kept = f"{known.day(when)}-{name}.pdf"
    is_there = any(one.name == kept for one in known.source.sent)
    return (FileCopy("sent", kept, data),) if data and not is_there else ()


def _name(wanted: LogRequest, known: CaseContext) -> str:
    """Name the letter or the desk that is meant."""
    name = wanted.what or last_build.only_letter(known)
    if name in known.policies.letters or name in known.policies.desks:
        return name
    near = keys.nearest(name, [*known.policies.letters, *known.policies.desks])
    unknown = "There is no letter and no desk of this name. List them: `make explain`"
    raise UsageError(f"Did you mean {near}?" if near else unknown)


def _mail(wanted: LogRequest, known: CaseContext, name: str, *, is_letter: bool) -> bytes | None:
    """Read the mail that is to be kept: the one that is named, else of a mailed letter the one that was built."""
    if wanted.eml:
        mail = content(wanted.eml, "EML", MOST_BYTES)
        if mail_header.parse_header(mail) == mail_header.MailHeader():
            raise UsageError("What `EML` names is no mail: it has no header. Export the mail that was sent as .eml.")
        return mail
    if not is_letter or wanted.via not in {None, "email"}:
        return None
    ready = last_build.letter(known, name, MOST_BYTES)
    if ready is None:
        told = any(one.get("event") == "sent" and one.get("letter") == name for one in known.entries("log"))
        begin = f"{name} is recorded as sent, and there is no other" if told else f"There is no {name}"
        raise UsageError(
            f"{begin} in the folder build/ to keep. Build first (`make`), or name the mail that was sent: "
            "`EML=FILE`. If it went another way, say which: `VIA=post`"
        )
    return ready


def _message(wanted: LogRequest, known: CaseContext, name: str) -> bytes | None:
    """Read the text that was sent as a message: the one that is named, else the longer one of the last build, if any.

    Who wrote in words of their own has no text of ours to keep.
    """
    if wanted.eml:
        named = content(wanted.eml, "EML", MOST_MESSAGE)
        try:
            is_text = not HIDDEN.search(named.decode("utf-8").replace("\r\n", "\n"))
        except UnicodeDecodeError:
            is_text = False
        if not is_text or not named.strip():
            raise UsageError("With `VIA=dm`, `EML` names the text that was sent: a file of plain text.")
        return named
    ready = last_build.message(known, name, int(wanted.length or direct_messages.LONG), MOST_MESSAGE)
    if ready is None and wanted.length:
        raise UsageError(f"There is no {name} in {wanted.length} characters in build/ to keep. Build first (`make`).")
    return ready


def _has_mail(known: CaseContext) -> bool:
    return isinstance(known.value("parties", "creator", "email"), str)


def _kept(mail: bytes, header: MailHeader, stem: str, ending: str, known: CaseContext) -> Mapping[str, Any]:
    """Return where what was sent is kept, and its header; what lies in sent/ already stays where it is."""
    digest = sha256(mail).hexdigest()
    there = [one.name for one in known.source.sent]
    same = next((one.name for one in known.source.sent if one.sha256 == digest), None)
    addresses = dict.fromkeys(one.address for one in header.recipients)
    return {
        "to": [printed(one, LONGEST) for one in list(addresses)[:MOST_ADDRESSES]],
        "subject": printed(header.subject, LONGEST),
        "eml": same or last_build.free(stem, ending, there),
        "sha256": digest,
    }


def _same(known: CaseContext, entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Find the entries of the same letter with the same mail; without a mail, of the same letter on the same day."""
    for one in known.entries("log"):
        keys_alike = ("event", "letter", "desk", *(("sha256",) if entry.get("sha256") else ("at", "via")))
        if all(one.get(key) == entry.get(key) for key in keys_alike):
            yield one


def _deadline(wanted: LogRequest, known: CaseContext, name: str, before: Mapping[str, Any] | None) -> str | None:
    """Give the day that this letter sets, as far as it is known; the same letter sent again sets the same."""
    typed = arguments.day(wanted.deadline, known)
    if typed:
        return typed.isoformat()
    if before is not None:
        return before.get("deadline")
    due = _due(known, name)
    return due.reply_by.isoformat() if due and due.reply_by else None


def _due(known: CaseContext, name: str) -> DueLetter | None:
    """Return the letter as it is due now, if it is."""
    return next((one for one in known.facts.ladder.due if one.letter == name), None) if known.facts else None


def _notes(
    wanted: LogRequest, known: CaseContext, name: str, header: MailHeader | None, entry: Mapping[str, Any]
) -> Iterator[str]:
    letter = known.policies.letters[name]
    due = _due(known, name)
    if letter.days and not entry["deadline"] and not (due and due.reply_by is None):
        yield "The day that this letter gives is not known here, so none was recorded. Add it: `DEADLINE=DAY`"
    if entry["via"] == "dm" and not entry.get("eml"):
        yield "No text of this message was kept: the last build has none. To keep it, name it: `EML=FILE`"
    if last_build.is_older(known) and not (wanted.eml and wanted.deadline):
        yield (
            "case.json was changed after the last build. If other words or another day stand in what was sent, undo "
            "this, and name the mail and its day: `EML=FILE` `DEADLINE=DAY`"
        )
    if header and wanted.eml and not any(people.creators_name(one.address, known) for one in header.recipients):
        yield "This mail does not go to the address of the creator that case.json has."
