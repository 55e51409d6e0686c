"""What the lines of a chronology state, and the entries of the log elsewhere: who did what, and how it was sent."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.domain import windows
from makegood.model.case import Agreement, Amendment, Failure, LogEntry, Payment
from makegood.model.facts import MakeGood, NoticedDefect, Row
from makegood.model.statement import Statement, say
from makegood.model.words import OPENING
from makegood.statements import payments, work
from makegood.typesetting.filters import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from makegood.model.facts import Event, Facts
    from makegood.model.money import Money
    from makegood.model.statement import Value
    from makegood.model.words import Actor, Audience

__all__ = ["actor", "agreement", "happened", "how", "received", "request", "states"]

NAMED_LETTERS = frozenset(
    {
        "first_request",
        "reminder",
        "final_notice",
        "partial_counter",
        "extension_granted",
        "acceptance",
        "dispute_notice",
        "refund_received",
        "not_our_ground",
    }
)
"""Letters with a name of their own in a sentence; a user's own letter is "a letter"."""
OTHER_DAYS: Mapping[str, str] = MappingProxyType(
    {"extension_granted": "until", "acceptance": "to-pay", "refund_received": "to-pay-rest"}
)
"""Letters whose day is not the last day to reply, and the end of the id of its sentence."""
DESKS: frozenset[Actor] = frozenset({"store", "card_issuer", "marketplace", "agency"})
"""Actors that are one of many of their kind: a desk among them has a name of its own."""
WHOLE: frozenset[Audience] = frozenset({"influencer", "court", "internal"})
"""Readers who see all of the case, with addresses and subjects."""


def happened(event: Event, facts: Facts, *, is_to_desk: bool = False) -> tuple[Statement, ...]:
    """Return one line of the chronology. With `is_to_desk`, the desk of the case is addressed, as its reader."""
    return tuple(_happened(event, facts, is_to_desk=is_to_desk))


def _happened(event: Event, facts: Facts, *, is_to_desk: bool) -> Iterator[Statement]:
    about = event.about
    if isinstance(about, Payment):
        yield from _of_payment(about, facts)
    elif isinstance(about, LogEntry):
        yield _logged(about, facts, is_to_desk=is_to_desk)
    elif isinstance(about, Agreement):
        yield _agreed(about, facts)
    elif isinstance(about, Amendment):
        yield _changed(about)
    elif isinstance(about, NoticedDefect):
        yield _noticed(about)
    elif isinstance(about, Row):
        yield _of_work(event, about)
    elif isinstance(about, MakeGood):
        titles, count = work.titles(about.missing, facts), len(about.missing)
        yield say("event-missed", titles=titles, count=count) if titles else say("event-missed-work", count=count)
    elif isinstance(about, Failure):
        yield say("event-text", text=about.what)
    else:
        yield say("event-captured", title=about.title or about.caption)


def agreement(agreed: Agreement) -> Statement:
    """Return what kind of agreement it is: the heading of what was agreed."""
    return say(f"agreement-{agreed.kind}")


def actor(entry: LogEntry, facts: Facts, usual: Actor = "brand", *, is_to_desk: bool = False) -> Statement:
    """Return who did something, as a subject; a desk that is one of many of its kind by its own name.

    `usual` is who did it if the entry does not say. With `is_to_desk`, the desk of the case is "you".
    """
    by = entry.by or usual
    desk = facts.desk
    if desk and by == desk.speaker and entry.desk in {None, desk.id}:
        if is_to_desk:
            return say("actor-reader")
        if by in DESKS:
            return say("actor-desk", desk=desk.name)
    return say(f"actor-{by}")


def request(entry: LogEntry, facts: Facts, *, is_to_desk: bool = False) -> Statement:
    """Return that a request was opened, with whom, and its number."""
    values: dict[str, Value] = {"actor": actor(entry, facts, is_to_desk=is_to_desk)}
    has_desk = entry.event in OPENING and bool(facts.desk or entry.desk)
    if has_desk:
        values["desk"] = _desk(entry.desk, facts, is_to_desk=is_to_desk)
    if entry.number:
        values["number"] = entry.number
    return say(f"event-{entry.event}{'-with' if has_desk else ''}{'-number' if entry.number else ''}", **values)


def received(entry: LogEntry) -> Statement:
    """Return what somebody did, without a name: the entry stands below their name."""
    return say("event-text", text=entry.text) if entry.text else say(f"received-{entry.event}")


def how(event: Event, audience: Audience) -> tuple[Statement, ...]:
    """Return how a message or a payment went, and how it is known, each as an item for a list in brackets.

    Addresses and subjects are for readers who see all of the case.
    """
    about = event.about
    if isinstance(about, LogEntry):
        return tuple(_how_sent(about, is_whole=audience in WHOLE))
    return tuple(_how_paid(about)) if isinstance(about, Payment) else ()


def _how_sent(entry: LogEntry, *, is_whole: bool) -> Iterator[Statement]:
    to = entry.to if is_whole else ()
    if entry.via:
        via = say(f"via-{entry.via}")
        yield say("how-via-to", via=via, to=to) if to else via
    elif to:
        yield say("how-to", to=to)
    if entry.subject and is_whole:
        yield say("how-subject", subject=entry.subject)
    if entry.source:
        yield say("how-source", source=entry.source)


def _how_paid(payment: Payment) -> Iterator[Statement]:
    if payment.installment:
        yield say("how-instalment", number=payment.installment)
    if payment.via and payment.via != "brand":
        yield say("how-from" if payment.direction == "in" else "how-through", party=payments.party(payment.via))
    if payment.payer:
        yield say("how-payer", payer=payment.payer)
    if payment.payee:
        yield say("how-payee", payee=payment.payee)


def _of_payment(payment: Payment, facts: Facts) -> Iterator[Statement]:
    paid = payments.as_paid(payment, facts)
    is_out = payment.direction == "out"
    if facts.is_in_goods(payment):
        yield say("event-goods-given" if is_out else "event-returned", paid=paid)
    elif payment.method:
        method = payments.method(payment.method, facts)
        yield say("event-paid-by" if is_out else "event-returned-by", paid=paid, method=method)
    else:
        yield say("event-paid" if is_out else "event-returned", paid=paid)
    yield from _which(payment, facts)
    if is_out and payment.part_of:
        yield say("event-paid-at-once", whole=payment.part_of)


def _which(payment: Payment, facts: Facts) -> Iterator[Statement]:
    """Yield which of several equal payments of one day a payment is."""
    same = [
        other
        for other in facts.case.payments
        if (other.direction, other.paid_on, other.amount) == (payment.direction, payment.paid_on, payment.amount)
    ]
    if len(same) > 1:
        number = same.index(payment) + 1
        if payment.reference:
            yield say("event-same-reference", reference=payment.reference, number=number, total=len(same))
        else:
            yield say("event-same", number=number, total=len(same))


def _agreed(agreed: Agreement, facts: Facts) -> Statement:
    values: dict[str, Value] = {"agreement": agreement(agreed)}
    if agreed.order_id:
        is_order = agreed.kind == "platform_order"
        values["agreement"] = (
            say("agreement-order-number", order=agreed.order_id)
            if is_order
            else say("agreement-with-order", agreement=agreement(agreed), order=agreed.order_id)
        )
    kind = ""
    if facts.rows and facts.covers_all_work:
        kind += "-work"
        values["work"] = work.counted(facts.rows)
    if agreed.fee:
        kind += "-fee"
        values["fee"] = agreed.fee
    return say(f"event-agreement{kind}", **values)


def _changed(change: Amendment) -> Statement:
    kind = {None: "asked", True: "accepted", False: "not-accepted"}[change.accepted]
    if change.asked_by == "brand":
        return say(f"event-change-{kind}-us", change=change.change)
    return say(f"event-change-{kind}", party=payments.party(change.asked_by), change=change.change)


def _of_work(event: Event, row: Row) -> Statement:
    if event.kind == "due" and row.deliverable.type == "reservation_ad":
        return say("event-booked-until", title=row.title)
    if event.kind == "posted" and row.timed_by_url:
        return say("event-posted-by-url", title=row.title)
    if event.kind == "removed" and row.is_account_lost:
        return say("event-offline", title=row.title)
    return say(f"event-{event.kind}", title=row.title)


def _logged(entry: LogEntry, facts: Facts, *, is_to_desk: bool) -> Statement:
    """Return the line of an entry of the log: what it means for the work, its own text, or what it is."""
    of_work = _of_later_work(entry, facts, is_to_desk=is_to_desk)
    if of_work:
        id_, values = of_work
        has_text = entry.text and entry.event != "rejected"
        return say(f"{id_}-text", text=entry.text or "", **values) if has_text else say(id_, **values)
    if entry.event == "approved" and entry.by and entry.amount and not states(entry.text or "", entry.amount):
        return _approved(entry, entry.amount, facts, is_to_desk=is_to_desk)
    if entry.text:
        if entry.by and entry.event in {"rejected", "approved", "more_info_asked"}:
            speaker = actor(entry, facts, is_to_desk=is_to_desk)
            return say(f"event-{entry.event}-text", actor=speaker, text=entry.text)
        return say("event-text", text=entry.text)
    return _without_text(entry, facts, is_to_desk=is_to_desk)


def states(text: str, money: Money) -> bool:
    """Return whether a text of the case has an amount, with its thousands grouped or not."""
    return str(money) in text or f"{money.currency} {amount(money)}" in text


def _approved(entry: LogEntry, approved: Money, facts: Facts, *, is_to_desk: bool) -> Statement:
    """Return which amount was approved, and of which, if more was requested there before."""
    asked_for = _requested_before(entry, facts)
    is_part = asked_for and asked_for.currency == approved.currency and asked_for.amount > approved.amount
    values: dict[str, Value] = {"actor": actor(entry, facts, is_to_desk=is_to_desk), "amount": approved}
    id_ = "event-approved-sum"
    if asked_for and is_part:
        id_, values = f"{id_}-of", {**values, "requested": asked_for}
    if entry.text:
        return say(f"{id_}-text", text=entry.text, **values)
    return say(f"{id_}-number", number=entry.number, **values) if entry.number else say(id_, **values)


def _requested_before(entry: LogEntry, facts: Facts) -> Money | None:
    """Return the amount of the last request to the same desk before an entry; None if none states it."""
    log = windows.log_in_order(facts.case)
    before = log[: log.index(entry)] if entry in log else ()
    own = {None, entry.desk or (facts.desk.id if facts.desk else None)}
    amounts = (
        other.amount
        for other in reversed(before)
        if (other.event in OPENING or (other.event == "sent" and other.desk)) and other.desk in own and other.amount
    )
    return next(amounts, None)


def _of_later_work(entry: LogEntry, facts: Facts, *, is_to_desk: bool) -> tuple[str, dict[str, Value]] | None:
    """Return the sentence of an entry about work that may come by a later day, or came late, and its values."""
    declined = next((declined for declined in facts.declined_make_goods if declined.declined == entry), None)
    if declined and entry.event == "rejected" and entry.by == "brand":
        values: dict[str, Value] = {"work": work.titles(declined.work, facts) or say("event-the-work")}
        kind = ""
        if declined.offered:
            kind += "-offer-of"
            values["offered"] = windows.day_of(declined.offered.at, facts.case)
        if declined.day:
            return f"event-declined{kind}", values | {"day": declined.day}
        return f"event-declined{kind}-later", values
    titles = work.titles((entry.deliverable or "",), facts)
    day = None if entry.amount else entry.deadline
    if day and entry.event == "answered" and entry.by in {"creator", "agency"}:
        offered = titles or say("event-the-work")
        speaker = actor(entry, facts, is_to_desk=is_to_desk)
        return "event-offered-work", {"actor": speaker, "work": offered, "day": day}
    came = [row for row in facts.rows if row.deliverable.id == entry.deliverable]
    if came and any(made.is_acceptance and entry in made.agreed for made in facts.make_goods):
        return "event-accepted-work", {"titles": titles, "day": work.came_on(came[0], facts)}
    return _of_agreed_day(entry, day, facts, is_to_desk=is_to_desk) if day and entry.event == "agreed" else None


def _of_agreed_day(
    entry: LogEntry, day: date, facts: Facts, *, is_to_desk: bool
) -> tuple[str, dict[str, Value]] | None:
    if entry.by not in {None, "brand", "creator", "agency"}:
        return "event-desk-agreed", {"actor": actor(entry, facts, is_to_desk=is_to_desk), "day": day}
    if entry.privilege != "none":
        return None
    agreed_work = [made.work for made in facts.make_goods if entry in made.agreed]
    of_day = work.titles(agreed_work[-1], facts) if agreed_work else ()
    return ("event-new-day-of", {"titles": of_day, "day": day}) if of_day else ("event-new-day", {"day": day})


def _without_text(entry: LogEntry, facts: Facts, *, is_to_desk: bool) -> Statement:
    if entry.event == "sent" and entry.letter:
        return _letter(entry, entry.letter, facts)
    if entry.event == "sent" and entry.desk:
        return say("event-sent-to-desk", desk=_desk(entry.desk, facts, is_to_desk=is_to_desk))
    if entry.event == "extended" and entry.deadline:
        return say("event-more-time", day=entry.deadline)
    if entry.event in {"answered", "agreed", "waived"} and (entry.amount or entry.event == "waived"):
        return _of_sum(entry, facts, is_to_desk=is_to_desk)
    if entry.number:
        return request(entry, facts, is_to_desk=is_to_desk)
    return say(f"event-{entry.event}", actor=actor(entry, facts, is_to_desk=is_to_desk))


def _of_sum(entry: LogEntry, facts: Facts, *, is_to_desk: bool) -> Statement:
    """Return that a sum was offered, agreed or given up."""
    if entry.amount is None:
        return say("event-waived-all")
    if entry.event == "waived":
        return say("event-waived-sum", amount=entry.amount)
    if entry.event == "answered":
        speaker = actor(entry, facts, "creator", is_to_desk=is_to_desk)
        return say("event-offered", actor=speaker, amount=entry.amount)
    if entry.deadline:
        return say("event-agreed-sum-by", amount=entry.amount, day=entry.deadline)
    return say("event-agreed-sum", amount=entry.amount)


def _letter(entry: LogEntry, letter: str, facts: Facts) -> Statement:
    creator = facts.case.parties.creator
    values: dict[str, Value] = {
        "letter": say(f"event-letter-{letter}" if letter in NAMED_LETTERS else "event-letter-other")
    }
    kind = "event-letter-sent"
    if creator:
        kind += "-to"
        is_message = entry.via == "dm"
        name = creator.display_name
        values["recipient"] = say("recipient-by-message", name=name) if is_message else name
    if entry.deadline:
        kind += f"-{OTHER_DAYS.get(letter, 'to-answer')}"
        values["day"] = entry.deadline
    return say(kind, **values)


def _desk(id_: str | None, facts: Facts, *, is_to_desk: bool) -> Value:
    """Return the name of a desk; without an id, of the desk of the case, which may be the reader."""
    if facts.desk and id_ in {None, facts.desk.id}:
        return say("event-the-reader") if is_to_desk else facts.desk.name
    return facts.desk_names.get(id_ or "") or say("event-the-desk")


def _noticed(about: NoticedDefect) -> Statement:
    stated = work.defect(about.defect)
    if not stated:
        return say("event-noticed-fault", title=about.row.title)
    return say("event-noticed", title=about.row.title, defect=in_list(stated[0]))


def in_list(defect: Statement) -> Value:
    """Return what is wrong with work as an item of a list: what the case says in its own words as it stands there."""
    return defect.values.get("detail", defect)
