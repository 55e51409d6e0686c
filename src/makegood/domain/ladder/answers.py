"""Letters that answer what has happened, and the offer to settle, which is independent of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from makegood.domain import desks, ledger
from makegood.domain.defects import gives_later_day
from makegood.domain.ladder.days import count_reply_by
from makegood.domain.ladder.due_letter import NextStep
from makegood.domain.ladder.history import History
from makegood.domain.ladder.letters import NOTICE, OFFER
from makegood.model.case import LogEntry
from makegood.model.money import Money
from makegood.model.statement import Statement, say


def answer_letters(history: History) -> Iterator[NextStep]:
    """Yield the letters that answer something, the most urgent first."""
    if history.first is None:
        return
    given_up = history.last("waived", of=_is_withdrawal)
    yield from _answer(history, "not_our_ground", given_up, say("due-withdrawn"))
    yield from _receipt(history, history.first.on)
    if history.open.amount:
        yield from _answer(history, NOTICE, _dispute_to_tell(history), say("due-asked-elsewhere"))
        agreed = history.last("agreed", of=lambda entry: entry.deliverable is None and entry.amount is not None)
        yield from _answer(history, "acceptance", agreed, say("due-amount-agreed"))
        extended = history.last("extended", of=lambda entry: entry.deadline is not None)
        yield from _answer(history, "extension_granted", extended, say("due-extended"))
        yield from _counter(history)


def _dispute_to_tell(history: History) -> LogEntry | None:
    """Return the running dispute; None while a day for the work runs that was agreed after it was opened.

    None, too, if all the work that the dispute is about has come, or the desk has paid: what it decided is then to be
    recorded first.
    """
    dispute = history.dispute
    if dispute is not None and desks.has_paid_since(history.case, dispute):
        return None
    still_open = _amount_at_desk(history, dispute) if dispute else None
    if still_open is not None and not still_open.amount:
        return None
    is_put_off = dispute is not None and history.new_day in history.after(dispute)
    return None if is_put_off else dispute


def offer_letter(history: History) -> Iterator[NextStep]:
    """Yield the offer that the case states, once, while nothing else was agreed."""
    stated = history.case.refund.offer
    if stated is None or history.first is None or not history.left.amount or history.new_day:
        return
    if history.last("agreed", "waived", of=lambda entry: not gives_later_day(entry)):
        return
    if not any(sending.letter == OFFER and sending.entry.amount in {None, stated.amount} for sending in history.sent):
        day = partial(count_reply_by, history.case, history.letters[OFFER], history.today)
        yield NextStep(OFFER, say("due-offer"), stated.amount, day)


def _answer(history: History, letter: str, entry: LogEntry | None, reason: Statement) -> Iterator[NextStep]:
    """Yield the letter that answers an entry, unless it was sent since, or its day is over."""
    if entry is None or history.sent_since(entry, letter):
        return
    day = entry.deadline if letter in {"acceptance", "extension_granted"} else None
    if day is None or day >= history.today:
        yield NextStep(
            letter,
            reason,
            entry.amount or (_amount_at_desk(history, entry) if letter == NOTICE else None),
            lambda: day,
            about=entry,
        )


def _amount_at_desk(history: History, entry: LogEntry) -> Money | None:
    """Return the amount asked for at the desk of an entry; without a desk, the entry means the only one there is."""
    amounts = dict(history.sums.at_desks)
    only_desk = next(iter(amounts), "") if len(amounts) == 1 else ""
    return amounts.get(entry.desk or only_desk)


def _receipt(history: History, began: date) -> Iterator[NextStep]:
    """Yield a receipt for money that came back since the first letter and was not confirmed yet."""
    confirmed = [sending.on for sending in history.sent if sending.letter == "refund_received"]
    incoming = [payment for payment in history.case.payments if payment.direction == "in" and payment.paid_on >= began]
    new = tuple(payment for payment in incoming if not confirmed or payment.paid_on > confirmed[-1])
    if new:
        reason = say("due-refund-arrived", day=new[-1].paid_on)
        amounts = [ledger.value_in_claim_currency(history.case, payment, history.sums) for payment in new]
        total = sum(amounts[1:], start=amounts[0])
        has_agreed_day = _running_deal(history) is not None
        by = partial(_rest_by, history)
        yield NextStep("refund_received", reason, total, by, payments=new, has_agreed_day=has_agreed_day)


def _running_deal(history: History) -> LogEntry | None:
    """Return the agreement on a sum of which a part is still to come by a day that is not over."""
    deal = history.last("agreed", of=lambda entry: not gives_later_day(entry))
    if deal is None or deal.amount is None or deal.privilege != "none" or not history.sums.rest_of_agreed:
        return None
    return deal if deal.deadline is None or deal.deadline >= history.today else None


def _rest_by(history: History) -> date | None:
    """Return the day for the rest: the agreed one, or the current one, if it leaves the least time, else a new one."""
    policy = history.letters["refund_received"]
    if not history.open.amount:
        return None
    if deal := _running_deal(history):
        return deal.deadline
    if history.reply_by and history.reply_by >= history.today + timedelta(days=policy.least_days):
        return history.reply_by
    return count_reply_by(history.case, policy, history.today)


def _counter(history: History) -> Iterator[NextStep]:
    """Yield an answer to an offer of the creator below what is open, until anything else has answered it."""
    offered = history.last("answered", of=_is_open_offer)
    if offered is None or offered.amount is None or offered.amount.currency != history.left.currency:
        return
    if history.new_day:  # no money is asked for before its day
        return
    if history.left <= offered.amount:
        return
    decided = any(entry.event in {"agreed", "extended", "waived", "rejected"} for entry in history.after(offered))
    if not decided and not history.sent_since(offered):
        reason = say("due-offered-less")
        yield NextStep("partial_counter", reason, history.left, partial(_counter_by, history), about=offered)


def _counter_by(history: History) -> date:
    day = count_reply_by(history.case, history.letters["partial_counter"], history.today)
    return max(day, history.reply_by or day)  # no letter withdraws time that an earlier one gave


def _is_open_offer(entry: LogEntry) -> bool:
    """Return whether the creator has named a sum; an open letter does not answer a sum named without prejudice."""
    return entry.by == "creator" and entry.amount is not None and entry.privilege == "none"


def _is_withdrawal(entry: LogEntry) -> bool:
    return entry.amount is None and entry.by in {None, "brand"} and entry.privilege == "none"
