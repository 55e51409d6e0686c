"""What the page of a case says to its owner; its next act, outcomes and reasons are chosen where they are decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from makegood.model.statement import Statement, Wording, say
from makegood.statements import history
from makegood.typesetting.filters import in_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.case import Case, Header, LogEntry
    from makegood.model.facts import Facts, Planned
    from makegood.model.policy import DeskPolicy
    from makegood.model.results import DueLetter, Need, Sending
    from makegood.model.statement import Value

__all__ = [
    "as_of",
    "channels",
    "conforms",
    "evidence_kinds",
    "letter_heading",
    "missing",
    "open_sum_label",
    "readiness",
    "received",
    "record_request",
    "record_sending",
    "sending",
    "standing",
    "to_post",
]

Form = Literal["email", "message"]
"""How a letter reaches its reader: by email, or as a message in an app."""


def channels(facts: Facts) -> Statement:
    """Return the reference of the case and the names of its channels, the line above the title."""
    titles = tuple(way.channel.title for way in facts.ways or (facts,))
    return say("page-channels", ref=facts.case.case.case_ref, channels=titles)


def as_of(head: Header) -> tuple[Statement, ...]:
    """Return the day of the page and its time zone."""
    example = "-example" if head.example else ""
    if head.timezone == "UTC":
        return say(f"page-as-of-utc{example}", day=head.as_of), say("page-utc")
    city = head.timezone.rpartition("/")[2].replace("_", " ")
    return (say(f"page-as-of{example}", day=head.as_of, city=city),)


def standing(way: Facts) -> tuple[Statement, ...]:
    """Return what can be done about the money that went one of several ways."""
    return tuple(_standing(way))


def _standing(way: Facts) -> Iterator[Statement]:
    desk = way.desk.name if way.desk else ""
    closing = [window.closes_on for window in way.windows if window.closes_on]
    still_open = [day for day in closing if day >= way.case.case.as_of]
    if way.running_since:
        yield say("standing-at-desk", desk=desk, day=way.running_since)
        if not way.sums.outstanding.amount:
            yield say("standing-withdraw")
    elif way.too_late:
        for late_desk, payment in way.too_late:
            yield say("standing-too-late", desk=late_desk.name, amount=payment.amount, day=payment.paid_on)
        yield say("standing-other-party")
    elif not way.desk:
        yield say("standing-no-desk")
    elif still_open:
        yield say("standing-until", desk=desk, day=min(still_open))
    else:
        yield say("standing-over" if closing else "standing-open", desk=desk)


def open_sum_label(facts: Facts) -> Statement:
    """Return the label of the sum that is still open, which is the whole claim until something came or was agreed."""
    sums = facts.sums
    is_less = sums.outstanding != sums.claimed
    has_changed = bool(facts.ladder.sent) and bool(sums.returned.amount or sums.settled.amount)
    return say("page-label-outstanding" if is_less or has_changed else "page-label-claimed")


def readiness(facts: Facts) -> Statement:
    """Return the heading of the list of proofs."""
    lacking, needed = sum(not need.is_proven for need in facts.needs), len(facts.needs)
    if lacking:
        return say("page-proof-missing", count=lacking)
    if needed <= 1:
        return say("page-proof-available")
    return say("page-both-proofs-available") if needed == 2 else say("page-proofs-available", number=needed)


def missing(need: Need, facts: Facts) -> Statement:
    """Return which proof is missing, and for which work if there is more than one piece of it."""
    titles = tuple(row.title for row in facts.rows if row.deliverable.id in need.lacking)
    if titles and len(facts.rows) > 1:
        return say("page-missing-for", proof=need.what, titles=titles)
    return say("page-missing", proof=need.what)


def evidence_kinds(need: Need, case: Case) -> tuple[Statement, ...]:
    """Return that evidence of these kinds is no proof, and which kinds are; empty if none of a wrong kind is cited."""
    wrong = tuple(
        dict.fromkeys(
            evidence.kind for evidence in case.evidence if evidence.id in need.wrong_kind and evidence.kind is not None
        )
    )
    if not wrong:
        return ()
    return say("page-wrong-kind", kinds=wrong), say("page-right-kinds", kinds=need.kinds)


def letter_heading(due: DueLetter, form: Form, name: str) -> Statement:
    """Return the heading of a letter that is to be sent."""
    return say(f"page-letter-{form}", letter=due.policy.title, name=name)


def to_post(due: DueLetter) -> tuple[Statement, ...]:
    """Return what to enclose with a letter on paper, and when to post it."""
    forms = due.enclosures[:-1]
    enclose = (say("page-enclose-forms", forms=forms), say("page-court-forms")) if due.enclosures else ()
    return (*enclose, say("page-post-on-its-date"))


def record_sending(due: DueLetter, form: Form, *, is_counter: bool) -> Statement:
    """Return when to run the command that records a sent letter; `is_counter`: the letter declines an offer."""
    if is_counter:
        return say("page-record-declined")
    return say(f"page-record-posted-{form}" if due.policy.by_post else "page-record-sent")


def sending(sent: Sending) -> Statement:
    """Return a letter that was sent, with its day and its deadline."""
    if sent.reply_by:
        return say("page-sent-until", day=sent.on, letter=sent.title, until=sent.reply_by)
    return say("page-sent", day=sent.on, letter=sent.title)


def received(entry: LogEntry, what: Wording, zone: str) -> Statement:
    """Return what came from the other party; its amount only if the user's text does not have it."""
    values: dict[str, Value] = {"day": in_zone(entry.at, zone), "what": what}
    without = "-without-prejudice" if entry.privilege == "without_prejudice" else ""
    if entry.amount is None or history.states(entry.text or "", entry.amount):
        return say(f"page-received{without}", **values)
    return say(f"page-received-amount{without}", amount=entry.amount, **values)


def conforms(title: Statement, standards: tuple[str, ...]) -> Statement:
    """Return to which standards a packet claims to conform."""
    return (
        say("page-conforms", packet=title, standards=standards) if standards else say("page-no-standard", packet=title)
    )


def record_request(planned: Planned, desk: DeskPolicy) -> Statement:
    """Return the command that records a request at a desk, or what was done in place of one."""
    if planned.follow_up or desk.is_by_mail:
        return say("page-desk-record-sent", desk=desk.id)
    if desk.opened_by != "sent":
        return say("page-desk-record-opened", event=desk.opened_by, desk=desk.id)
    return say("page-desk-record-done", desk=desk.id)
