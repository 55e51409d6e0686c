"""Record any other event: who did it, at which desk, and the email about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from makegood.commands.log import arguments, work
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

WITHOUT_PREJUDICE = (
    "This email is, or answers, an offer without prejudice. Packets and open letters do not "
    "contain it. If it is not without prejudice, remove privilege from the entry."
)
NOTE_IS_SHOWN = (
    "This note appears in the chronology of the packets, where their readers can see it. For private notes, use the "
    "key notes of case in case.json."
)


LATER_DAY = frozenset({"agreed", "extended", "answered", "rejected"})
"""Events that can be about a later day for the work."""
SCOPE = (
    "This date applies to all missing work, which is more than one piece. If it applies to only one piece, undo this "
    "entry, and record it again with its id: `DELIVERABLE=ID`."
)
SEVERAL = 2


def record_event(request: LogRequest, case: CaseContext, today: date) -> NewEntry:
    """Return the entry of an event; raise UsageError if it is not clear who did what."""
    text = _text(request)
    _check_needs(request, text)
    mail = read_incoming_mail(request, case) if request.mail else None
    desk, by = _desk_and_actor(request, case, mail)
    amount = arguments.amount(request.amount, case) or (case.claim_at(desk) if request.event in OPENING else None)
    deadline = arguments.day(request.deadline, case)
    day = case.day(arguments.moment(request.at or (mail.at if mail else None), case) or today)
    _check_work(request, case, day, deadline)
    case_desk = case.facts.desk if case.facts else None
    happened_at = request.at or (mail.at if mail else None) or today.isoformat()
    entry: dict[str, Any] = {
        "at": happened_at,
        "event": request.event,
        "desk": desk,
        "by": None if by == "both" else by,
        "via": request.via or ("email" if mail else None),
        "subject": mail.subject if mail else None,
        "privilege": "without_prejudice" if mail and mail.is_without_prejudice else None,
        "number": request.number,
        "amount": str(amount) if amount else None,
        "deadline": deadline.isoformat() if deadline else None,
        "deliverable": request.deliverable,
        "exhibits": case.exhibits(case.policies.desks[desk].audience) if desk and request.event in OPENING else [],
        "text": text or (mail.text(by, case_desk) if mail and request.event == "answered" else None),
        "evidence": [*([mail.id] if mail else []), *request.evidence],
    }
    ordered = ordered_keys(entry)
    return NewEntry(
        where="log",
        at=arguments.moment(happened_at, case) or today,
        entry=ordered,
        exhibit=mail.exhibit if mail else None,
        copies=mail.copies if mail else (),
        notes=(*_notes(request, mail), *_scope(request, case, by)),
        reason="" if request.again else _duplicate_reason(case, ordered, mail),
    )


def _notes(request: LogRequest, mail: IncomingMail | None) -> tuple[str, ...]:
    """Return notes about effects of the entry that may be unexpected."""
    notes = (WITHOUT_PREJUDICE,) if mail and mail.is_without_prejudice else ()
    return (*notes, NOTE_IS_SHOWN) if request.event == "noted" else notes


def _check_work(request: LogRequest, case: CaseContext, day: date, deadline: date | None) -> None:
    """Raise UsageError if the work that is named does not exist, or needs no later day."""
    if request.deliverable is None:
        return
    work.check_id(request.deliverable, case)
    if request.event in LATER_DAY and deadline and not request.amount:
        work.check_missing(request.deliverable, case, day, deadline)


def _scope(request: LogRequest, case: CaseContext, by: str | None) -> tuple[str, ...]:
    """Return a note on the work that a later day is about, if it names none and several pieces are missing."""
    is_later_day = request.event == "agreed" or (request.event == "rejected" and by == "brand")
    if (
        not is_later_day
        or request.deliverable
        or request.amount
        or not request.deadline
        or work.count_missing(case) < SEVERAL
    ):
        return ()
    return (SCOPE,)


def _text(request: LogRequest) -> str | None:
    """Return what happened in words, which WHAT is if it can mean nothing else."""
    if EVENTS[request.event].what != "text" or request.what is None:
        return request.text
    if request.text is not None:
        raise UsageError("`WHAT` and `TEXT` both describe what happened. Use only one of them.")
    return request.what


def _check_needs(request: LogRequest, text: str | None) -> None:
    kind = EVENTS[request.event]
    if kind.needs and not any(text if name == "text" else getattr(request, name) for name in kind.needs):
        options = " or ".join(f"`{arguments.OPTIONS[name]}`" for name in kind.needs)
        raise UsageError(f"{request.event} requires {options}. Example: `{kind.example}`")


def _desk_and_actor(request: LogRequest, case: CaseContext, mail: IncomingMail | None) -> tuple[str | None, str | None]:
    """Return the desk and the actor."""
    kind = EVENTS[request.event]
    if kind.what == "desk":
        return _resolve_desk(request, case, mail)
    by = request.by or (mail.by if mail else None) or kind.by
    if mail and not (request.by or mail.by or kind.by == "both"):
        raise UsageError(_UNKNOWN_SENDER)
    if by is None or (by == "creator" and not request.by and not case.value("parties", "creator")):
        raise UsageError(f"Specify the person or party with `BY`: {', '.join(get_args(Actor))}.")
    return None, by


_UNKNOWN_SENDER = (
    "The sender of this email is neither the creator nor the creator's representative in case.json. Specify the "
    f"sender with `BY`: {', '.join(get_args(Actor))}."
)


def _resolve_desk(request: LogRequest, case: CaseContext, mail: IncomingMail | None) -> tuple[str | None, str | None]:
    """Return the desk and the actor; the answer of a desk is by its speaker. WHAT may name either."""
    name = request.what
    is_actor = name in get_args(Actor) and request.event not in OPENING
    if is_actor and name not in case.policies.desks and request.by is None:
        return None, name
    if name is not None and name not in case.policies.desks:
        near = keys.nearest_word(name, case.policies.desks)
        desks = ", ".join(sorted(case.policies.desks))
        raise UsageError(f"Did you mean {near}?" if near else f"The desks are: {desks}.")
    if request.event in OPENING:
        return name or _dispute_desk(request, case), request.by or "brand"
    if request.by or (mail and mail.by and not name):
        return name, request.by or (mail.by if mail else None)
    is_certain = EVENTS[request.event].by == "desk" or not case.value("parties", "creator")
    desk = name or (case.desk() if is_certain else None)
    if desk is None:
        example_desk = next(iter(case.desks()), "paypal")
        example = f"`make log EVENT={request.event} WHAT={example_desk}`"
        raise UsageError(f"Specify the creator with `BY=creator`, or specify the desk: {example}")
    return desk, case.policies.desks[desk].speaker


def _dispute_desk(request: LogRequest, case: CaseContext) -> str | None:
    """Return the desk if it can be meant: few accept disputes."""
    desk = case.desk()
    if desk is None or (request.event != "ticket_opened" and not case.policies.desks[desk].takes_disputes):
        return None
    return desk


def _duplicate_reason(case: CaseContext, entry: Mapping[str, Any], mail: IncomingMail | None) -> str:
    """Return the reason not to record it again; "" if it is new."""
    for logged in case.entries("log"):
        evidence = logged.get("evidence")
        if mail and logged.get("event") == entry["event"] and isinstance(evidence, list) and mail.id in evidence:
            return (
                'This email is already recorded. If it offers an amount, add "amount" to its entry in case.json. '
                "If it reports two events, add `AGAIN=yes`."
            )
        if logged == entry:
            return "This event is already recorded. If it happened twice, add its date with `ON`."
    return ""
