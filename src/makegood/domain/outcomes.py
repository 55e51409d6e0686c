"""What may happen next in a case, each with the command that records it in the folder of the case.

Sums and days in a command are examples to be replaced, except those that the log states.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.domain import desks, windows
from makegood.domain.ladder.letters import OFFER
from makegood.domain.make_goods import is_up
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.results import DueLetter
from makegood.model.statement import Statement, Wording, say
from makegood.model.words import FIRST_REQUEST, OPENING

ENDED = frozenset({"nowhere", "refunded", "made_good", "settled", "withdrawn", "closed"})
"""Stages after which nothing more is expected."""
COUNTER = "partial_counter"
"""The letter that declines an offer."""
USUAL = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`what` may have happened, and the command that records it, a statement if a text in it is an example."""

    what: Statement
    command: Wording


def outcomes(facts: Facts) -> tuple[Outcome, ...]:
    """Return what may happen while an answer is due; empty before the first request or offer, and at the end.

    Empty, too, once nothing is outstanding, though a receipt is still to be sent.
    """
    if facts.stage.id in ENDED or not facts.sums.outstanding.amount:
        return ()
    at_desks = [part for part in facts.ways or (facts,) if part.desk is not None and _has_request(part, part.desk.id)]
    is_heard = bool(facts.ladder.sent) or facts.ladder.new_day is not None or facts.open_offer is not None
    is_creator_asked = is_heard and facts.case.parties.creator is not None
    return (
        *(outcome for part in at_desks for outcome in _desk_outcomes(part)),
        *(_desk_payment(part) for part in at_desks if part.is_part and part.sums.outstanding.amount),
        *(_creator_outcomes(facts) if is_creator_asked else ()),
        *(_payment_outcomes(facts) if at_desks or is_creator_asked else ()),
    )


def acceptance_command(facts: Facts, due: DueLetter) -> str:
    """Return the command that accepts the offer which a letter declines; "" for any other letter."""
    if due.letter != COUNTER or due.about is None or due.about.amount is None:
        return ""
    return f'make log EVENT=agreed AMOUNT="{due.about.amount}" DEADLINE={_later_day(facts)}'


def own_offer(facts: Facts) -> str:
    """Return the line of `refund` that states an own offer to settle, its sum an example; "" where none can be made."""
    is_asked = facts.ladder.first is not None and facts.case.parties.creator is not None
    is_possible = OFFER in facts.channel.letters and not facts.ladder.new_day and not facts.ladder.agreed
    left = facts.sums.outstanding
    if not left.amount or facts.stage.id in ENDED or not is_asked or not is_possible or facts.case.refund.offer:
        return ""
    offers = [due.about.amount for due in facts.ladder.due if due.letter == COUNTER and due.about and due.about.amount]
    lowest = offers[0] if offers and offers[0].currency == left.currency else Money(left.amount * 0, left.currency)
    return f'"offer": {{ "amount": "{_half(lowest + left)}" }}'


def _has_request(facts: Facts, desk: str) -> bool:
    """Return whether the desk has been asked."""
    return any(
        entry.desk in {desk, None} and (entry.event in OPENING or (entry.event == "sent" and not entry.letter))
        for entry in facts.case.log
    )


def _reported(facts: Facts) -> Statement:
    """Return the beginning of what somebody said, as a chronology quotes it: "I can pay" would read as said by us."""
    creator = facts.case.parties.creator
    if creator is None:
        return say("outcome-example-report-unnamed")
    safe_name = "".join(sign for sign in creator.display_name if sign.isalnum() or sign in " .-")
    return say("outcome-example-report", name=safe_name)


def _with_example(command: str, example: Statement) -> Statement:
    """Return a command with an example of a text in place of {example}."""
    before, _, after = command.partition("{example}")
    return say("outcome-command", before=before, example=example, after=after)


def _creator_outcomes(facts: Facts) -> Iterator[Outcome]:
    creator = facts.case.parties.creator
    name: Wording = creator.display_name if creator else say("other-party")
    yield from _work_outcomes(facts, name)
    half = _half(facts.sums.outstanding)
    by_message = 'make log EVENT=answered TEXT="{example}" VIA=dm'
    reported = _reported(facts)
    if facts.case.is_mailed:
        yield Outcome(say("outcome-reply-email", name=name), "make log EVENT=answered FROM=reply.eml")
        yield Outcome(say("outcome-lower-offer-email"), f'make log EVENT=answered FROM=reply.eml AMOUNT="{half}"')
        yield Outcome(say("outcome-reply-otherwise", name=name), _with_example(by_message, reported))
    else:
        yield Outcome(say("outcome-reply-message", name=name), _with_example(by_message, reported))
        lower = _with_example(f'{by_message} AMOUNT="{half}"', reported)
        yield Outcome(say("outcome-lower-offer-message"), lower)
    agreed = f'make log EVENT=agreed AMOUNT="{half}" DEADLINE={_later_day(facts)}'
    yield Outcome(say("outcome-agreed"), agreed)
    listed = _with_example(f'{agreed} TEXT="{{example}}"', say("outcome-example-instalments"))
    yield Outcome(say("outcome-agreed-instalments"), listed)
    yield Outcome(say("outcome-extended"), f"make log EVENT=extended DEADLINE={_later_day(facts)}")
    yield Outcome(say("outcome-refused", name=name), "make log EVENT=rejected BY=creator")


def _work_outcomes(facts: Facts, name: Wording) -> Iterator[Outcome]:
    """Yield what may become of work that has not come: it is posted, or a later day is offered, agreed or declined."""
    missing = [row for row in facts.rows if not is_up(row.deliverable, facts.case)]
    for row in missing:
        command = f"make log EVENT=posted DELIVERABLE={row.deliverable.id}"
        yield Outcome(say("outcome-posted-today", title=row.title), command)
        if _is_day_over(facts, row.deliverable.id):
            yield Outcome(say("outcome-posted-late", title=row.title), f"{command} ACCEPT=yes")
    if not missing:
        return
    if facts.ladder.new_day and facts.ladder.new_day.deadline:
        over = facts.ladder.new_day.deadline + timedelta(days=1)
        yield Outcome(say("outcome-not-delivered", day=over), "make today")
    which = f" DELIVERABLE={missing[0].deliverable.id}" if len(missing) == 1 < len(facts.rows) else ""
    later = f"DEADLINE={_later_day(facts)}{which}"
    offer = facts.open_offer
    if offer and offer.deadline:
        which = f" DELIVERABLE={offer.deliverable}" if offer.deliverable else which
        accepted = say("outcome-later-day-accepted", day=offer.deadline)
        yield Outcome(accepted, f"make log EVENT=agreed DEADLINE={offer.deadline}{which}")
        declined = say("outcome-later-day-declined", day=offer.deadline)
        yield Outcome(declined, f"make log EVENT=rejected BY=brand DEADLINE={offer.deadline}{which}")
    else:
        offered = say("outcome-later-day-offered", name=name)
        answered = f'make log EVENT=answered TEXT="{{example}}" {later}'
        yield Outcome(offered, _with_example(answered, _reported(facts)))
        agreed = say("outcome-even-later-day-agreed" if facts.make_goods else "outcome-later-day-agreed")
        yield Outcome(agreed, f"make log EVENT=agreed {later}")


def _is_day_over(facts: Facts, name: str) -> bool:
    """Return whether the day is over by which work could still come: one that was agreed, or that of the request."""
    today = facts.case.case.as_of
    agreed = [make_good.day for make_good in facts.make_goods if name in make_good.work]
    requested = [sent.reply_by for sent in facts.ladder.sent if sent.letter == FIRST_REQUEST and sent.reply_by]
    last = max(agreed or requested, default=None)
    return last is not None and last < today and facts.make_good_by is None


def _desk_outcomes(facts: Facts) -> Iterator[Outcome]:
    if facts.desk is None:
        return
    desk, name = facts.desk.id, facts.desk.name
    yield Outcome(say("outcome-desk-asks", desk=name), f"make log EVENT=more_info_asked WHAT={desk}")
    if facts.again:
        agreed = f"make log EVENT=agreed BY={facts.desk.speaker} DEADLINE={_later_day(facts)}"
        yield Outcome(say("outcome-desk-delivers", desk=name), agreed)
    paid = desks.paid_undecided(facts.case, facts.desk)
    if paid:
        decided = f'make log EVENT=approved WHAT={desk} AMOUNT="{paid.amount}" ON={paid.paid_on}'
        yield Outcome(say("outcome-desk-paid-part", desk=name, amount=paid.amount), decided)
    else:
        yield Outcome(say("outcome-desk-agrees", desk=name), f"make log EVENT=approved WHAT={desk}")
    yield Outcome(say("outcome-desk-refuses", desk=name), f"make log EVENT=rejected WHAT={desk}")


def _desk_payment(way: Facts) -> Outcome:
    """Return the command for a payment by the desk of one of several ways, which lowers what that desk is asked for."""
    name, speaker = (way.desk.name, way.desk.speaker) if way.desk else ("", "")
    what = say("outcome-desk-pays", desk=name, amount=way.sums.outstanding)
    return Outcome(what, f"make log EVENT=paid BY={speaker}")


def _payment_outcomes(facts: Facts) -> Iterator[Outcome]:
    yield Outcome(say("outcome-paid"), "make log EVENT=paid")
    yield Outcome(say("outcome-paid-part"), f'make log EVENT=paid WHAT="{_half(facts.sums.outstanding)}"')
    waived = _with_example('make log EVENT=waived WHAT="{example}"', say("outcome-example-reason"))
    yield Outcome(say("outcome-withdrawn"), waived)


def _half(money: Money) -> Money:
    """Return half of a sum, with the decimals that it has."""
    return Money((money.amount / 2).quantize(money.amount) or money.amount, money.currency)


def _later_day(facts: Facts) -> date:
    """Return a working day later than any deadline that was given."""
    day = max(facts.case.case.as_of, facts.ladder.reply_by or date.min) + USUAL
    while not windows.is_working_day(day):
        day += timedelta(days=1)
    return day
