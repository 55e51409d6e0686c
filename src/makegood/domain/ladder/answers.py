"""Letters that answer what has happened, and the offer to settle, which goes beside all others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from makegood.domain import ledger, windows
from makegood.domain.ladder.days import counted
from makegood.domain.ladder.due_letter import NextStep
from makegood.domain.ladder.history import History
from makegood.domain.ladder.letters import NOTICE, OFFER
from makegood.model.case import LogEntry
from makegood.model.money import Money


def answers(known: History) -> Iterator[NextStep]:
    """Give the letters that answer something, the most pressing first."""
    if known.first is None:
        return
    given_up = known.last("waived", of=_is_withdrawal)
    yield from _answer(known, "not_our_ground", given_up, "you have given up the request")
    yield from _receipt(known, known.first.on)
    if known.open.amount:
        yield from _answer(known, NOTICE, known.dispute, "you have asked others for the money")
        agreed = known.last("agreed", of=lambda one: one.deliverable is None and one.amount is not None)
        yield from _answer(known, "acceptance", agreed, "a sum was agreed")
        extended = known.last("extended", of=lambda one: one.deadline is not None)
        yield from _answer(known, "extension_granted", extended, "you have given more time")
        yield from _counter(known)


def offer(known: History) -> Iterator[NextStep]:
    """Give the offer that the case states, once, while nothing else was agreed."""
    stated = known.case.refund.offer
    if stated is None or known.first is None or not known.left.amount or known.last("agreed", "waived"):
        return
    if not any(one.letter == OFFER and one.entry.amount in {None, stated.amount} for one in known.sent):
        day = partial(counted, known.case, known.letters[OFFER], known.today)
        yield NextStep(OFFER, "the case states an offer", stated.amount, day)


def _answer(known: History, letter: str, entry: LogEntry | None, reason: str) -> Iterator[NextStep]:
    """Give the letter that answers an entry, unless it was sent since, or its day is over."""
    if entry is None or known.sent_since(entry, letter):
        return
    day = entry.deadline if letter in {"acceptance", "extension_granted"} else None
    if day is None or day >= known.today:
        yield NextStep(
            letter,
            reason,
            entry.amount or (_at_desk(known, entry) if letter == NOTICE else None),
            lambda: day,
            about=entry,
        )


def _at_desk(known: History, entry: LogEntry) -> Money | None:
    """Return what is asked for at the desk of an entry, which need not name the only one there is."""
    asked = dict(known.sums.at_desks)
    only = next(iter(asked), "") if len(asked) == 1 else ""
    return asked.get(entry.desk or only)


def _receipt(known: History, began: date) -> Iterator[NextStep]:
    """Confirm money that came back since the first letter and was not confirmed yet."""
    confirmed = [one.on for one in known.sent if one.letter == "refund_received"]
    came = [one for one in known.case.payments if one.direction == "in" and one.paid_on >= began]
    new = tuple(one for one in came if not confirmed or one.paid_on > confirmed[-1])
    if new:
        reason = f"money came back on {windows.format_day(new[-1].paid_on)}"
        worth = [ledger.worth(known.case, one, known.sums) for one in new]
        total = sum(worth[1:], start=worth[0])
        yield NextStep("refund_received", reason, total, partial(_rest_by, known), payments=new)


def _rest_by(known: History) -> date | None:
    """Give the day for the rest: the one that holds, where it leaves the least time, else a new one."""
    policy = known.letters["refund_received"]
    if not known.open.amount:
        return None
    if known.until and known.until >= known.today + timedelta(days=policy.least_days):
        return known.until
    return counted(known.case, policy, known.today)


def _counter(known: History) -> Iterator[NextStep]:
    """Answer an offer of the creator that is lower than what is open, until anything else has answered it."""
    offered = known.last("answered", of=_is_open_offer)
    if offered is None or offered.amount is None or offered.amount.currency != known.left.currency:
        return
    if known.left <= offered.amount:
        return
    decided = any(one.event in {"agreed", "extended", "waived", "rejected"} for one in known.after(offered))
    if not decided and not known.sent_since(offered):
        reason = "the creator offers less than is open"
        yield NextStep("partial_counter", reason, known.left, partial(_counter_by, known), about=offered)


def _counter_by(known: History) -> date:
    day = counted(known.case, known.letters["partial_counter"], known.today)
    return max(day, known.until or day)  # what an earlier letter gave is not taken back


def _is_open_offer(entry: LogEntry) -> bool:
    """Say whether the creator has named a sum; what is without prejudice is answered by no open letter."""
    return entry.by == "creator" and entry.amount is not None and entry.privilege == "none"


def _is_withdrawal(entry: LogEntry) -> bool:
    return entry.amount is None and entry.by in {None, "brand"} and entry.privilege == "none"
