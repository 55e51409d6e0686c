"""What a letter states about money that came: how much, by which way, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from makegood.domain.clock import day_in_zone
from makegood.model.money import Money
from makegood.model.statement import Statement, Wording, say
from makegood.statements import payments, repayment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.model.case import Payment
    from makegood.model.facts import DueLetter, Facts, Sending
    from makegood.model.statement import Value

__all__ = ["arrived", "credit_note", "deal_rest", "is_asked_since", "lapsed", "open_rest", "runs", "settled", "subject"]


@dataclass(frozen=True, slots=True)
class _Deal:
    """An agreed sum of which a part has come. `rest` is still to come, `by` the last day for it."""

    amount: Money
    on: date
    rest: Money
    by: date | None

    def is_running(self, today: date) -> bool:
        return self.by is None or self.by >= today


def _deal(facts: Facts) -> _Deal | None:
    entry, rest = facts.ladder.settlement, facts.sums.rest_of_agreed
    if entry is None or entry.amount is None or entry.privilege != "none" or not rest:
        return None
    return _Deal(entry.amount, day_in_zone(entry.at, facts.case.case.timezone), rest, entry.deadline)


def runs(facts: Facts) -> bool:
    """Return whether the rest of an agreed sum may still come in time."""
    deal = _deal(facts)
    return bool(facts.sums.outstanding.amount) and deal is not None and deal.is_running(facts.case.case.as_of)


def subject(facts: Facts, due: DueLetter) -> Statement:
    """Return the subject of the letter."""
    deal, ref = _deal(facts), facts.case.case.case_ref
    if not facts.sums.outstanding.amount:
        return say("receipt-subject", amount=due.amount, ref=ref)
    if deal and deal.is_running(facts.case.case.as_of):
        return say("receipt-subject-part-of-deal", amount=deal.rest, ref=ref)
    return say("receipt-subject-part", amount=facts.sums.outstanding, ref=ref)


def arrived(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return each payment that came, their sum, and thanks if the creator paid."""
    return tuple(_arrived(facts, due))


def _arrived(facts: Facts, due: DueLetter) -> Iterator[Statement]:
    for payment in due.payments:
        yield _one_arrived(facts, payment)
        yield from payments.kept_back(payment)
    if len(due.payments) > 1:
        yield say("receipt-together", amount=due.amount)
    if not _is_from_others(due):
        yield say("receipt-thanks")


def _one_arrived(facts: Facts, payment: Payment) -> Statement:
    values: dict[str, Value] = {"amount": payments.as_paid(payment, facts), "day": payment.paid_on}
    by, sender, reference = "", "", ""
    method = facts.methods[payment.method] if payment.method else None
    if method and method.repayment != "goods":
        by, values["method"] = "-by", payments.method(method.id, facts)
    if payment.via and payment.via != "creator":
        sender, values["sender"] = "-from", payments.party(payment.via)
    if payment.reference:
        reference, values["reference"] = "-reference", payment.reference
    return say(f"receipt-arrived{by}{sender}{reference}", **values)


def _is_from_others(due: DueLetter) -> bool:
    """Return whether all of it came from somebody who is not the other party, such as a desk."""
    return all(payment.via not in {None, "creator", "agency"} for payment in due.payments)


def is_asked_since(facts: Facts) -> bool:
    """Return whether a later letter asked for the changed claim, so that what it stated is not repeated."""
    return _last_asked(facts) is not facts.ladder.first


def _last_asked(facts: Facts) -> Sending | None:
    """Return the letter that asked for what is open: the last one if the claim has changed, else the first."""
    later = [sent for sent in facts.ladder.sent if sent.letter in {"reminder", "final_notice"}]
    return later[-1] if later and facts.is_claim_changed else facts.ladder.first


def deal_rest(facts: Facts, zone: Wording) -> tuple[Statement, ...]:
    """Return what is still to come of an agreed sum, and that the request stays open until then."""
    deal, letter = _deal(facts), _last_asked(facts)
    if deal is None or letter is None:
        return ()
    return (
        say("receipt-deal-rest", amount=deal.amount, on=deal.on, rest=deal.rest),
        repayment.deal_request(facts, deal.by, zone),
        say("receipt-deal-open", amount=facts.sums.outstanding, day=letter.on),
    )


def lapsed(facts: Facts) -> tuple[Statement, ...]:
    """Return that not all of an agreed sum came by its day."""
    deal = _deal(facts)
    if deal is None or deal.by is None or deal.is_running(facts.case.case.as_of):
        return ()
    return (say("receipt-deal", amount=deal.amount, on=deal.on, day=deal.by), say("receipt-deal-lapsed"))


def open_rest(facts: Facts) -> tuple[Statement, ...]:
    """Return what is still open of what was asked for."""
    letter = _last_asked(facts)
    if letter is None:
        return ()
    return (say("receipt-open", amount=letter.amount, day=letter.on, rest=facts.sums.outstanding),)


def settled(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return that nothing is open any more, and why."""
    return tuple(_settled(facts, due))


def _settled(facts: Facts, due: DueLetter) -> Iterator[Statement]:
    first, letter, deal = facts.ladder.first, _last_asked(facts), facts.ladder.settlement
    if facts.sums.settled.amount and deal:
        yield say("receipt-deal-done", day=day_in_zone(deal.at, facts.case.case.timezone))
    elif first and facts.sums.settled.amount:
        yield say("receipt-settled-waived", amount=facts.sums.settled, day=first.on)
    elif first:
        yield say("receipt-settled", day=first.on)
    is_from_others = _is_from_others(due)
    if is_from_others:
        yield say("receipt-need-not-pay")
    elif letter and not facts.sums.settled.amount and _is_more(facts, due, letter):
        yield say("receipt-too-much")
    if facts.ladder.is_disputed:
        yield say("receipt-dispute-withdrawn")


def _is_more(facts: Facts, due: DueLetter, letter: Sending) -> bool:
    """Return whether more came since a letter than it asked for; what came before it was taken off its sum."""
    is_comparable = letter.amount.currency == facts.sums.outstanding.currency
    return is_comparable and letter.amount < _all_that_came(facts, due, letter)


def credit_note(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return the request for a credit note for all that came; () if the other party paid none of it."""
    if _is_from_others(due):
        return ()
    amount = _all_that_came(facts, due, facts.ladder.first)
    return (say("receipt-credit-note", amount=amount, ref=facts.case.case.case_ref),)


def _all_that_came(facts: Facts, due: DueLetter, letter: Sending | None) -> Money:
    """Return all that came back since a letter, in the currency of the claim."""
    came = [
        facts.as_paid.worth.get(payment.id or "", payment.amount)
        for payment in facts.case.payments
        if payment.direction == "in" and letter and payment.paid_on >= letter.on
    ]
    return reduce(Money.__add__, came) if came else due.amount
