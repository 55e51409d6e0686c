"""Desks: the text to use now, and the follow-up when a desk does not answer or pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from makegood.domain import bookings, windows
from makegood.model.case import Case, LogEntry, Payment
from makegood.model.money import Money
from makegood.model.policy import Delay, DeskPolicy, GroundPolicy
from makegood.model.results import FollowUp, Situation
from makegood.model.statement import Statement, say
from makegood.model.words import OPENING, Actor, LogEvent

LONGEST = 1000
"""Most characters of a follow-up: it refers to what was sent, and does not repeat it."""
TWICE = 2
"""Unanswered requests to a desk after which a letter by post is suggested. Our own judgement."""
REQUESTS: frozenset[LogEvent] = frozenset({*OPENING, "sent", "asked", "answered"})
REPLIES: frozenset[LogEvent] = frozenset({"more_info_asked", "approved", "rejected", "answered"})


def first_text(case: Case, desk: DeskPolicy) -> str:
    """Return the name of the first text: of the length in the settings, else of the middle length of the desk."""
    usual = desk.lengths[len(desk.lengths) // 2]
    return f"support/{desk.id}/request-{case.settings.limits.ticket_characters or usual}.txt"


def follow_up_text(follow: FollowUp, desk: DeskPolicy) -> str:
    """Return the name of the text of a follow-up."""
    return f"support/{desk.id}/follow-up-{follow.situation}.txt"


def describe_act(follow: FollowUp, desk: DeskPolicy) -> Statement:
    """Return what to do."""
    if follow.rule and follow.rule.act:
        return say("next-desk-act", act=follow.rule.act)
    return say(f"next-at-desk-{follow.situation}", desk=desk.name, days=follow.days or 0)


def follow_up(case: Case, desk: DeskPolicy, outstanding: Money) -> FollowUp | None:
    """Return the follow-up that is due at a desk that has the request; None while there is nothing to do but wait."""
    exchange = tuple(_exchange_with(case, desk))
    is_asked = any(_is_ours(entry, desk) for entry in exchange)
    if not outstanding.amount or not is_asked or paid_undecided(case, desk):
        return None
    last = exchange[-1]
    if _is_ours(last, desk):
        return _unanswered(case, desk, exchange)
    if is_promise(last):
        return _follow_up(case, exchange, "not_delivered") if _is_promise_over(last, case) else None
    if last.event == "more_info_asked":
        return _follow_up(case, exchange, "more_info")
    if last.event == "rejected":
        return (
            _follow_up(case, exchange, "appeal") if sum(entry.event == "rejected" for entry in exchange) == 1 else None
        )
    is_awaited = last.event == "approved" and not has_paid(case, last)
    rule = _matching_rule(desk.pay, last, case) if is_awaited else None
    return _follow_up(case, exchange, "not_paid", rule) if rule and _is_over(case, last, rule) else None


def last_day_of_wait(case: Case, desk: DeskPolicy, outstanding: Money) -> date | None:
    """Return the last day to wait for the desk before it is asked again; None if no answer is expected."""
    exchange = tuple(_exchange_with(case, desk))
    is_asked = any(_is_ours(entry, desk) for entry in exchange)
    if not outstanding.amount or not is_asked or paid_undecided(case, desk):
        return None
    last = exchange[-1]
    if is_promise(last):
        return last.deadline
    is_awaited = last.event == "approved" and not has_paid(case, last)
    rules = (desk.answer or desk.pay) if _is_ours(last, desk) else desk.pay if is_awaited else ()
    rule = _matching_rule(rules, last, case)
    return _last_day(case, last, rule) if rule else None


def has_paid(case: Case, approved: LogEntry) -> bool:
    """Return whether all that a desk approved, a stated sum, has come from it since: it owes nothing more."""
    if approved.event != "approved" or approved.amount is None:
        return False
    since, currency = _expected_since(case, approved), approved.amount.currency
    came = (payment.amount for payment in _paid_by(case, approved.by, since))
    return sum(amount.amount for amount in came if amount.currency == currency) >= approved.amount.amount


def _expected_since(case: Case, approved: LogEntry) -> date:
    """Return the day from which money counts as what was approved: that of the request, for the first approval of it.

    A decision is often recorded only after its money came.
    """
    log = windows.log_in_order(case)
    before = [entry for entry in log[: log.index(approved)] if entry.desk in {None, approved.desk}]
    opened = next((entry for entry in before if entry.event in OPENING), None)
    is_first = not any(entry.event == "approved" and entry.by == approved.by for entry in before)
    return windows.day_of((opened if opened and is_first else approved).at, case)


def paid_undecided(case: Case, desk: DeskPolicy) -> Payment | None:
    """Return the last payment by a desk since our last request there, if no answer of the desk to it is recorded.

    It may be all that the desk pays, or a credit until it decides.
    """
    exchange = tuple(_exchange_with(case, desk))
    if not exchange or not _is_ours(exchange[-1], desk):
        return None
    since = windows.day_of(exchange[-1].at, case)
    return max(_paid_by(case, desk.speaker, since), key=lambda payment: payment.paid_on, default=None)


def has_paid_since(case: Case, opened: LogEntry) -> bool:
    """Return whether the desk at which a dispute was opened has paid anything since, whatever it decided."""
    since = windows.day_of(opened.at, case)
    desk_payers = {payment.via for payment in case.payments} - {None, "brand", "creator", "agency"}
    payers = desk_payers if opened.desk is None else desk_payers & {opened.desk}
    return any(
        payment.via in payers and payment.direction == "in" and payment.paid_on >= since for payment in case.payments
    )


def _paid_by(case: Case, payer: Actor | None, since: date) -> list[Payment]:
    return [
        payment
        for payment in case.payments
        if payment.direction == "in" and payment.via == payer and payment.paid_on >= since
    ]


def asks_again(case: Case, desk: DeskPolicy | None, grounds: Iterable[GroundPolicy]) -> Statement | None:
    """Return the sentence that asks the desk to deliver missing impressions before a refund; None if there are none.

    A desk that refused, or has not delivered by the day on which it agreed, is asked for the money alone.
    """
    sentence = _again(case, desk, grounds)
    if desk is None or _refused_on(case, desk):
        return None
    promises = [entry for entry in _replies(case, desk) if is_promise(entry)]
    return None if promises and _is_promise_over(promises[-1], case) else sentence


def promise(case: Case, desk: DeskPolicy) -> LogEntry | None:
    """Return the entry by which the desk agreed to deliver by a day; None if that is not its last reply."""
    replies = _replies(case, desk)
    return replies[-1] if replies and is_promise(replies[-1]) else None


def _replies(case: Case, desk: DeskPolicy) -> list[LogEntry]:
    return [entry for entry in _exchange_with(case, desk) if not _is_ours(entry, desk)]


def is_promise(entry: LogEntry) -> bool:
    """Return whether something is to be delivered by a day, and no money paid, as an entry records."""
    return entry.event == "agreed" and entry.deadline is not None and entry.amount is None


def _is_promise_over(entry: LogEntry, case: Case) -> bool:
    return entry.deadline is not None and entry.deadline < case.case.as_of


def refused_again_on(case: Case, desk: DeskPolicy | None, grounds: Iterable[GroundPolicy]) -> date | None:
    """Return the day on which the desk refused to deliver missing impressions again; None if it did not."""
    return _refused_on(case, desk) if desk and _again(case, desk, grounds) else None


def _again(case: Case, desk: DeskPolicy | None, grounds: Iterable[GroundPolicy]) -> Statement | None:
    """Return the sentence of a ground that asks for delivery; only reserved ads are delivered again."""
    grounds = tuple(grounds)
    full = bookings.full_percent(grounds)
    is_short = any(
        item.type == "reservation_ad" and bookings.missing_impressions(item, full) for item in case.deliverables
    )
    return next((ground.again for ground in grounds if ground.again and desk and is_short), None)


def _refused_on(case: Case, desk: DeskPolicy) -> date | None:
    """Return the day on which the desk first refused to deliver; None if it never did.

    What it answers later is about money, and so is what it answers after the day by which it agreed to deliver.
    """
    until: date | None = None
    for entry in _replies(case, desk):
        day = windows.day_of(entry.at, case)
        if entry.event == "rejected":
            return day if until is None or day <= until else None
        until = entry.deadline if is_promise(entry) else until
    return None


def has_failed(case: Case, desk: DeskPolicy) -> bool:
    """Return whether the desk refused, or did not answer more than one request."""
    exchange = tuple(_exchange_with(case, desk))
    replies = [entry for entry in exchange if not _is_ours(entry, desk)]
    if replies and replies[-1].event == "rejected":
        return True
    unanswered = exchange[exchange.index(replies[-1]) + 1 :] if replies else exchange
    rule = _matching_rule(desk.answer or desk.pay, unanswered[-1], case) if unanswered else None
    return len(unanswered) >= TWICE and rule is not None and _is_over(case, unanswered[-1], rule)


def _unanswered(case: Case, desk: DeskPolicy, exchange: tuple[LogEntry, ...]) -> FollowUp | None:
    """Return the follow-up for no answer; a desk that never answers is expected to pay from the day of the request."""
    situation: Situation = "no_answer" if desk.answer else "not_paid"
    rule = _matching_rule(desk.answer or desk.pay, exchange[-1], case)
    return _follow_up(case, exchange, situation, rule) if rule and _is_over(case, exchange[-1], rule) else None


def _exchange_with(case: Case, desk: DeskPolicy) -> Iterator[LogEntry]:
    """Yield the entries from and to the desk, in order, without privileged ones."""
    for entry in windows.log_in_order(case):
        if entry.privilege == "none" and (_is_ours(entry, desk) or _is_theirs(entry, desk, case)):
            yield entry


def _is_ours(entry: LogEntry, desk: DeskPolicy) -> bool:
    named = entry.desk == desk.id or (entry.desk is None and entry.event in OPENING)
    return named and entry.event in REQUESTS and entry.by in {None, "brand"}


def _is_theirs(entry: LogEntry, desk: DeskPolicy, case: Case) -> bool:
    """Return whether an entry is a reply of the desk. Without a creator, nobody else can have agreed on a day."""
    if entry.desk not in {None, desk.id}:
        return False
    if is_promise(entry):
        return entry.by == desk.speaker or (entry.by is None and case.parties.creator is None)
    return entry.event in REPLIES and entry.by == desk.speaker


def _matching_rule(rules: Iterable[Delay], entry: LogEntry, case: Case) -> Delay | None:
    country = case.parties.brand.country
    store = case.purchase.store if case.purchase else None
    for rule in rules:
        if (
            rule.after in {None, entry.event}
            and (not rule.regions or country in rule.regions)
            and (not rule.stores or store in rule.stores)
        ):
            return rule
    return None


def _is_over(case: Case, entry: LogEntry, rule: Delay) -> bool:
    """Return whether more days than those of the rule have passed since an entry."""
    return case.case.as_of > _last_day(case, entry, rule)


def _last_day(case: Case, entry: LogEntry, rule: Delay) -> date:
    """Return the last day of a rule's period, counted from an entry."""
    start = windows.day_of(entry.at, case)
    if not rule.working:
        return start + timedelta(days=rule.days)
    holidays, end = case.settings.holidays, start
    for _ in range(rule.days + 1):
        end = windows.reply_by(end, 1, holidays)
    return end - timedelta(days=1)


def _follow_up(case: Case, exchange: tuple[LogEntry, ...], situation: Situation, rule: Delay | None = None) -> FollowUp:
    since: date = windows.day_of(exchange[-1].at, case)
    numbered = [entry for entry in exchange if entry.number]
    return FollowUp(
        situation=situation,
        since=since,
        days=(case.case.as_of - since).days,
        entry=exchange[-1],
        number=numbered[-1].number or "" if numbered else "",
        what=_WHAT.get(numbered[-1].event, "ticket") if numbered else "",
        rule=rule,
    )


_WHAT: Mapping[LogEvent, str] = MappingProxyType({"dispute_opened": "dispute", "claim_opened": "claim"})
"""What the number of an entry identifies; other numbers are those of a ticket."""
