"""Anything else that happened: who did it, at which desk, and the mail that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from makegood.commands.log import arguments
from makegood.commands.log.events import EVENTS
from makegood.commands.log.incoming_mail import read_incoming_mail
from makegood.commands.log.new_entry import NewEntry, ordered_keys
from makegood.model.errors import UsageError
from makegood.model.words import OPENING, Actor
from makegood.pipeline.check import keys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.incoming_mail import IncomingMail
    from makegood.commands.log.request import LogRequest

APART = (
    "This mail is, or answers, an offer without prejudice. It is kept out of all packets and open letters; if that is "
    "wrong, take privilege out of the entry."
)
SHOWN = (
    "Packets show this note to their readers, in the chronology. What is for yourself alone stands in notes, under "
    "case, in case.json."
)


def record_event(wanted: LogRequest, known: CaseContext, today: date) -> NewEntry:
    """Note an event; raise UsageError where it is not clear who did what."""
    text = _text(wanted)
    _must(wanted, text)
    mail = read_incoming_mail(wanted, known) if wanted.mail else None
    desk, by = _who(wanted, known, mail)
    amount = arguments.amount(wanted.amount, known) or (known.asked_at(desk) if wanted.event in OPENING else None)
    deadline = arguments.day(wanted.deadline, known)
    office = known.facts.desk if known.facts else None
    at = wanted.at or (mail.at if mail else None) or today.isoformat()
    entry: dict[str, Any] = {
        "at": at,
        "event": wanted.event,
        "desk": desk,
        "by": None if by == "both" else by,
        "via": wanted.via or ("email" if mail else None),
        "subject": mail.subject if mail else None,
        "privilege": "without_prejudice" if mail and mail.is_apart else None,
        "number": wanted.number,
        "amount": str(amount) if amount else None,
        "deadline": deadline.isoformat() if deadline else None,
        "exhibits": known.exhibits(known.policies.desks[desk].audience) if desk and wanted.event in OPENING else [],
        "text": text or (mail.text(by, office) if mail and wanted.event == "answered" else None),
        "evidence": [*([mail.id] if mail else []), *wanted.evidence],
    }
    note = ordered_keys(entry)
    return NewEntry(
        where="log",
        at=arguments.moment(at, known) or today,
        entry=note,
        exhibit=mail.exhibit if mail else None,
        copies=mail.copies if mail else (),
        notes=_notes(wanted, mail),
        reason="" if wanted.again else _already(known, note, mail),
    )


def _notes(wanted: LogRequest, mail: IncomingMail | None) -> tuple[str, ...]:
    """Say what the person may not expect of the entry."""
    apart = (APART,) if mail and mail.is_apart else ()
    return (*apart, SHOWN) if wanted.event == "noted" else apart


def _text(wanted: LogRequest) -> str | None:
    """Give what happened in words, which WHAT may be where it is nothing else."""
    if EVENTS[wanted.event].what != "text" or wanted.what is None:
        return wanted.text
    if wanted.text is not None:
        raise UsageError("What happened is said twice, as `WHAT` and with `TEXT`. Say it once.")
    return wanted.what


def _must(wanted: LogRequest, text: str | None) -> None:
    kind = EVENTS[wanted.event]
    if kind.needs and not any(text if name == "text" else getattr(wanted, name) for name in kind.needs):
        options = " or ".join(f"`{arguments.OPTIONS[name]}`" for name in kind.needs)
        raise UsageError(f"{wanted.event} needs {options}, such as: `{kind.example}`")


def _who(wanted: LogRequest, known: CaseContext, mail: IncomingMail | None) -> tuple[str | None, str | None]:
    """Give the desk, and who did it."""
    kind = EVENTS[wanted.event]
    if kind.what == "desk":
        return _at_desk(wanted, known, mail)
    by = wanted.by or (mail.by if mail else None) or kind.by
    if mail and not (wanted.by or mail.by or kind.by == "both"):
        raise UsageError(_UNKNOWN)
    if by is None or (by == "creator" and not wanted.by and not known.value("parties", "creator")):
        raise UsageError(f"Say who with `BY`: {', '.join(get_args(Actor))}.")
    return None, by


_UNKNOWN = (
    "The sender of this mail is neither the creator nor who speaks for the creator, as case.json has them. Say who "
    f"wrote it with `BY`: {', '.join(get_args(Actor))}."
)


def _at_desk(wanted: LogRequest, known: CaseContext, mail: IncomingMail | None) -> tuple[str | None, str | None]:
    """Give the desk and who did it; a desk's answer is by whoever answers there. WHAT may name either."""
    named = wanted.what
    is_actor = named in get_args(Actor) and wanted.event not in OPENING
    if is_actor and named not in known.policies.desks and wanted.by is None:
        return None, named
    if named is not None and named not in known.policies.desks:
        near = keys.nearest(named, known.policies.desks)
        desks = ", ".join(sorted(known.policies.desks))
        raise UsageError(f"Did you mean {near}?" if near else f"The desks are: {desks}.")
    if wanted.event in OPENING:
        return named or _own(wanted, known), wanted.by or "brand"
    if wanted.by or (mail and mail.by and not named):
        return named, wanted.by or (mail.by if mail else None)
    is_certain = EVENTS[wanted.event].by == "desk" or not known.value("parties", "creator")
    desk = named or (known.desk() if is_certain else None)
    if desk is None:
        name = next(iter(known.desks()), "paypal")
        example = f"`make log EVENT={wanted.event} WHAT={name}`"
        raise UsageError(f"Say who: `BY=creator`, or name the desk, such as: {example}")
    return desk, known.policies.desks[desk].speaker


def _own(wanted: LogRequest, known: CaseContext) -> str | None:
    """Return the desk where it is the one that is meant: disputes are opened at few."""
    desk = known.desk()
    if desk is None or (wanted.event != "ticket_opened" and not known.policies.desks[desk].takes_disputes):
        return None
    return desk


def _already(known: CaseContext, entry: Mapping[str, Any], mail: IncomingMail | None) -> str:
    """Say why it is not recorded again; empty where it is new."""
    for one in known.entries("log"):
        cited = one.get("evidence")
        if mail and one.get("event") == entry["event"] and isinstance(cited, list) and mail.id in cited:
            return (
                'This mail is recorded already. If it offers a sum, add "amount" to its entry in case.json; '
                "if it told of two things, add `AGAIN=yes`."
            )
        if one == entry:
            return "This is recorded already. If it happened twice, say when with `ON`."
    return ""
