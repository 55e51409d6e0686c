"""The stage of a case, and the next act."""

from __future__ import annotations

from datetime import date

from makegood.domain import desks, direct_messages, ladder, windows
from makegood.domain.make_goods import is_make_good_offer
from makegood.model.facts import Stage
from makegood.model.policy import DeskPolicy
from makegood.model.results import DueLetter
from makegood.model.words import DISPUTES, OPENING
from makegood.pipeline.derive.case_state import CaseState
from makegood.typesetting.filters import amount

RECEIPT = "refund_received"
"""The letter that confirms money that came."""
COUNTER = "partial_counter"
"""The letter that declines a lower offer, which can also be accepted."""
ENDED = frozenset({"nowhere", "refunded", "made_good", "settled", "withdrawn", "closed"})
"""Stages in which nothing is asked of anybody."""


def stage(state: CaseState) -> Stage:  # noqa: C901, PLR0911  # a branch for each stage
    """Return the stage that follows from the log and the sums, with the next act and its day."""
    case, desk = state.case, state.desk
    if any(entry.event == "closed" for entry in case.log):
        return Stage(id="closed", done=5, next_act="Do nothing. The case is closed.")
    if not state.sums.outstanding.amount:
        return letter_stage(state, state.due) if state.due else _nothing_open(state)
    if state.channel.route == "none":
        return Stage(id="nowhere", done=0, next_act="Read the reason below. There is no refund on this channel.")
    if state.ladder.new_day and not state.due and not _desk_needs_answer(state):
        return Stage(id="awaiting_reply", done=2, next_act=_wait_text(state), by=state.ladder.new_day.deadline)
    if desk and state.channel.asked_first == "desk" and not state.at_desk:
        usual = f"Ask {desk.name} to deliver the missing impressions" if state.again else desk.act
        return _to_desk(state, desk, f"{usual or f'Ask {desk.name} for the refund'}.")
    if desk and not state.at_desk and state.is_late and state.is_closing:
        return _to_desk(state, desk, f"Send the request to {desk.name}. The deadline for a reply has passed.")
    is_escalation = state.due is not None and state.due.letter in ladder.LADDER_LETTERS
    is_awaited = state.at_desk and not (state.is_desk_done and state.channel.asked_first == "creator")
    if desk and is_awaited and state.channel.asked_first == "creator" and is_escalation:
        return _at_desk(state, desk)
    if state.due:
        return letter_stage(state, state.due)
    if desk and is_awaited:
        return _at_desk(state, desk)
    if not state.is_late:
        return Stage(id="awaiting_reply", done=2, next_act=_wait_text(state), by=state.ladder.reply_by)
    if desk is None or state.is_desk_done:
        options = 'Consider the options under "If that fails"'
        act = f"{options}, or write to {_name(state)} again. The deadline for a reply has passed."
        return Stage(id="unanswered", done=2, next_act=act)
    return _to_desk(state, desk, f"Send the request to {desk.name}. The deadline for a reply has passed.")


def _desk_needs_answer(state: CaseState) -> bool:
    """Return whether an act at the desk cannot wait for the day that was agreed for the work.

    A ticket without an answer can; a dispute may end unless it becomes a claim.
    """
    follow_up = state.follow_up
    return follow_up is not None and (follow_up.situation != "no_answer" or follow_up.entry.event in DISPUTES)


def _nothing_open(state: CaseState) -> Stage:
    """Return the stage of a case in which nothing is open any more."""
    if state.is_made_good:
        return Stage(id="made_good", done=5, next_act=_made_good_text(state))
    if not state.sums.settled.amount:
        return Stage(id="refunded", done=5, next_act="Close the case. The refund has arrived in full.")
    if any(entry.event == "waived" and entry.amount is None for entry in state.case.log):
        return Stage(id="withdrawn", done=5, next_act="Close the case. The request has been withdrawn.")
    return Stage(id="settled", done=5, next_act="Close the case. The agreed amount has arrived.")


def _made_good_text(state: CaseState) -> str:
    """Return what is left to do once everything was delivered: a running dispute is withdrawn, then the case closed."""
    came = "Everything was delivered after all, so nothing is claimed."
    dispute = state.ladder.is_disputed or (state.at_desk and not _is_ended(state))
    if not dispute:
        return f"Close the case. {came}"
    desk = state.desk.name if state.desk else "the desk that received it"
    return f"Withdraw the request at {desk}, then close the case. {came}"


def _is_ended(state: CaseState) -> bool:
    """Return whether the request at the desk was withdrawn or refused."""
    return any(entry.event == "cancelled" and entry.by in {None, "brand"} for entry in state.case.log) or (
        state.desk is not None and _has_refused(state, state.desk)
    )


def letter_stage(state: CaseState, due: DueLetter) -> Stage:
    """Return the stage in which a letter is to be sent."""
    is_first = due.letter == ladder.FIRST
    letter = f"the {due.policy.title[:1].lower()}{due.policy.title[1:]} to {_name(state)}"
    form, how = ("email", "by email") if state.case.is_mailed else ("message", "as a message")
    act = f"Post {letter}, and send it {how}." if due.policy.by_post else f"Send {letter}."
    if due.letter == COUNTER and due.about and due.about.amount:
        offer = f"{due.about.amount.currency} {amount(due.about.amount)}"
        act = f"Accept the offer of {offer}, or decline it with the {form} that is ready."
    document = f"email/{due.letter}.eml" if form == "email" else direct_messages.file_name(due.letter)
    return Stage(
        id="to_request" if is_first else "to_write",
        done=1 if is_first else 2,
        next_act=act,
        document=document,
        by=state.case.case.as_of,
    )


def _wait_text(state: CaseState) -> str:
    if state.answer:
        day = windows.format_day(windows.day_of(state.answer.at, state.case))
        if is_make_good_offer(state.answer) and state.answer.deadline:
            until = windows.format_day(state.answer.deadline)
            return f"Accept or decline the offer of {day} from {_name(state)} to deliver by {until}."
        return f"Read the reply of {day} from {_name(state)}. Then agree, extend the deadline, refuse or make an offer."
    if state.ladder.new_day and state.ladder.new_day.deadline:
        act = wait_for_work_text(state, state.ladder.new_day.deadline)
        has_request = state.desk and state.at_desk and not _is_ended(state)
        return f"{act} Meanwhile {state.desk.name} has the request." if state.desk and has_request else act
    last_step = next(
        (entry for entry in reversed(state.case.log) if entry.event in {"agreed", "sent"} and not entry.desk), None
    )
    is_agreed = last_step and (last_step.event == "agreed" or last_step.letter == "acceptance")
    rest = state.sums.rest_of_agreed
    is_part_paid = last_step and last_step.letter == RECEIPT and rest and not state.is_late
    if state.ladder.agreed and (is_agreed or is_part_paid):
        due = rest if is_part_paid and rest else state.ladder.agreed
        return f"Wait for {_name(state)} to pay {due.currency} {amount(due)}, as agreed."
    return wait_for_reply_text(state)


def wait_for_reply_text(state: CaseState) -> str:
    """Return the sentence on the wait for a reply to a letter."""
    return f"Wait for {_name(state)} to reply or pay."


def wait_for_work_text(state: CaseState, day: date) -> str:
    """Return the sentence on the wait for work that may come by a later day."""
    until = windows.format_day(day)
    return f"Wait for {_name(state)} to deliver by {until}, as agreed. When the work is posted, record it."


def _to_desk(state: CaseState, desk: DeskPolicy, act: str) -> Stage:
    return Stage(id="to_desk", done=3, next_act=act, document=desks.first_text(state.case, desk), by=state.closing)


def _at_desk(state: CaseState, desk: DeskPolicy) -> Stage:
    paid = desks.paid_undecided(state.case, desk)
    if paid:
        day, name = windows.format_day(paid.paid_on), f"{desk.name[:1].upper()}{desk.name[1:]}"
        act = f"Find out what {desk.name} decided, and record it. {name} paid {paid.amount.currency} "
        return Stage(
            id="at_desk", done=4, next_act=f"{act}{amount(paid.amount)} on {day}, but no decision is recorded."
        )
    follow_up = state.follow_up
    if follow_up:
        return Stage(
            id="refused" if follow_up.situation == "appeal" else "at_desk",
            done=4,
            by=state.closing,
            next_act=_for_the_money(desk)
            if follow_up.situation == "appeal" and state.refused_again_on
            else desks.describe_act(follow_up, desk),
            document=desks.follow_up_text(follow_up, desk),
        )
    if state.is_desk_done:
        name = desk.name[:1].upper() + desk.name[1:]
        act = f'{name} has paid what it approved. Consider the options under "If that fails" for the rest, or waive it.'
        return Stage(id="at_desk", done=4, next_act=act)
    if _has_refused(state, desk):
        name = desk.name[:1].upper() + desk.name[1:]
        act = f'Consider the options under "If that fails", or close the case. {name} has refused the request.'
        return Stage(id="refused", done=4, next_act=act)
    agreed = desks.promise(state.case, desk)
    if agreed and agreed.deadline and agreed.deadline >= state.case.case.as_of:
        until = windows.format_day(agreed.deadline)
        act = f"Wait for {desk.name} to deliver by {until}, as agreed. Then update the numbers in case.json."
        return Stage(id="at_desk", done=4, next_act=act, by=agreed.deadline)
    wait = (
        f"Wait for {desk.name} to pay what it approved." if state.is_approved else f"Wait for a reply from {desk.name}."
    )
    return Stage(id="at_desk", done=4, next_act=wait, by=state.closing)


def _for_the_money(desk: DeskPolicy) -> str:
    name = desk.name[:1].upper() + desk.name[1:]
    return f"Ask {desk.name} for the money. {name} has declined to deliver the missing impressions."


def _has_refused(state: CaseState, desk: DeskPolicy) -> bool:
    """Return whether the last entry at the desk is a refusal, with nothing opened or sent there since."""
    events = {*OPENING, "sent", "rejected", "approved", "more_info_asked"}
    entries = [
        entry
        for entry in state.case.log
        if entry.event in events
        and entry.desk in {desk.id, None}
        and entry.by not in {"creator", "agency"} - {desk.speaker}
    ]
    return bool(entries) and entries[-1].event == "rejected" and entries[-1].by != "brand"


def _name(state: CaseState) -> str:
    creator = state.case.parties.creator
    return creator.display_name if creator else "the other party"
