"""The stage of a case, and the next act."""

from __future__ import annotations

from datetime import date

from makegood.domain import desks, direct_messages, ladder, windows
from makegood.domain.make_goods import is_make_good_offer
from makegood.model.facts import Stage
from makegood.model.policy import DeskPolicy
from makegood.model.results import DueLetter
from makegood.model.statement import Statement, Value, say
from makegood.model.words import DISPUTES, OPENING
from makegood.pipeline.derive.case_state import CaseState

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
        return Stage(id="closed", done=5, next_act=say("next-closed"))
    if not state.sums.outstanding.amount:
        return letter_stage(state, state.due) if state.due else _nothing_open(state)
    if state.channel.route == "none":
        return Stage(id="nowhere", done=0, next_act=say("next-nowhere"))
    if state.ladder.new_day and not state.due and not _desk_needs_answer(state):
        return Stage(id="awaiting_reply", done=2, next_act=_wait(state), by=state.ladder.new_day.deadline)
    if desk and state.channel.asked_first == "desk" and not state.at_desk:
        return _to_desk(state, desk, _first_act(desk, again=bool(state.again)))
    if desk and not state.at_desk and state.is_late and state.is_closing:
        return _to_desk(state, desk, say("next-send-to-desk", desk=desk.name))
    is_escalation = state.due is not None and state.due.letter in ladder.LADDER_LETTERS
    is_awaited = state.at_desk and not (state.is_desk_done and state.channel.asked_first == "creator")
    if desk and is_awaited and state.channel.asked_first == "creator" and is_escalation:
        return _at_desk(state, desk)
    if state.due:
        return letter_stage(state, state.due)
    if desk and is_awaited:
        return _at_desk(state, desk)
    if not state.is_late:
        return Stage(id="awaiting_reply", done=2, next_act=_wait(state), by=state.ladder.reply_by)
    if desk is None or state.is_desk_done:
        return Stage(id="unanswered", done=2, next_act=_for_creator(state, "next-options-or-write-again"))
    return _to_desk(state, desk, say("next-send-to-desk", desk=desk.name))


def _desk_needs_answer(state: CaseState) -> bool:
    """Return whether an act at the desk cannot wait for the day that was agreed for the work.

    A ticket without an answer can; a dispute may end unless it becomes a claim.
    """
    follow_up = state.follow_up
    return follow_up is not None and (follow_up.situation != "no_answer" or follow_up.entry.event in DISPUTES)


def _nothing_open(state: CaseState) -> Stage:
    """Return the stage of a case in which nothing is open any more."""
    if state.is_made_good:
        return Stage(id="made_good", done=5, next_act=_made_good(state))
    if not state.sums.settled.amount:
        return Stage(id="refunded", done=5, next_act=say("next-close-refunded"))
    if any(entry.event == "waived" and entry.amount is None for entry in state.case.log):
        act = "next-close-rest-waived" if state.sums.returned.amount else "next-close-withdrawn"
        return Stage(id="withdrawn", done=5, next_act=say(act))
    waived = "next-close-part-waived" if state.sums.returned.amount else "next-close-all-waived"
    is_agreed = any(entry.event == "agreed" and entry.amount for entry in state.case.log)
    return Stage(id="settled", done=5, next_act=say("next-close-settled" if is_agreed else waived))


def _first_act(desk: DeskPolicy, *, again: bool) -> Statement:
    """Return the act with which a desk is asked first: for the missing impressions again, or for the refund."""
    if again:
        return say("next-ask-desk-again-for-impressions", desk=desk.name)
    return say("next-desk-act", act=desk.act) if desk.act else say("next-ask-desk", desk=desk.name)


def _made_good(state: CaseState) -> Statement:
    """Return what is left to do once everything was delivered: a running dispute is withdrawn, then the case closed."""
    dispute = state.ladder.is_disputed or (state.at_desk and not _is_ended(state))
    if not dispute:
        return say("next-close-set-off" if state.is_set_off else "next-close-made-good")
    return say("next-withdraw-at-desk", desk=state.desk.name) if state.desk else say("next-withdraw-at-any-desk")


def _is_ended(state: CaseState) -> bool:
    """Return whether the request at the desk was withdrawn or refused."""
    return any(entry.event == "cancelled" and entry.by in {None, "brand"} for entry in state.case.log) or (
        state.desk is not None and _has_refused(state, state.desk)
    )


def letter_stage(state: CaseState, due: DueLetter) -> Stage:
    """Return the stage in which a letter is to be sent."""
    is_first = due.letter == ladder.FIRST
    form = "email" if state.case.is_mailed else "message"
    how = f"post-and-{form}" if due.policy.by_post else "send"
    act = _for_creator(state, f"next-{how}", letter=say(f"letter-name-{due.letter}"))
    if due.letter == COUNTER and due.about and due.about.amount:
        act = say(f"next-accept-or-decline-{form}", offer=due.about.amount)
    document = f"email/{due.letter}.eml" if form == "email" else direct_messages.file_name(due.letter)
    return Stage(
        id="to_request" if is_first else "to_write",
        done=1 if is_first else 2,
        next_act=act,
        document=document,
        by=state.case.case.as_of,
    )


def _wait(state: CaseState) -> Statement:
    if state.answer:
        day = windows.day_of(state.answer.at, state.case)
        if is_make_good_offer(state.answer) and state.answer.deadline:
            return _for_creator(state, "next-answer-make-good", day=day, until=state.answer.deadline)
        return _for_creator(state, "next-read-reply", day=day)
    if state.ladder.new_day and state.ladder.new_day.deadline:
        until = state.ladder.new_day.deadline
        if state.desk and state.at_desk and not _is_ended(state):
            return _for_creator(state, "next-wait-for-work-beside-desk", until=until, desk=state.desk.name)
        return wait_for_work(state, until)
    last_step = next(
        (entry for entry in reversed(state.case.log) if entry.event in {"agreed", "sent"} and not entry.desk), None
    )
    is_agreed = last_step and (last_step.event == "agreed" or last_step.letter == "acceptance")
    rest = state.sums.rest_of_agreed
    is_part_paid = last_step and last_step.letter == RECEIPT and rest and not state.is_late
    if state.ladder.agreed and (is_agreed or is_part_paid):
        due = rest if is_part_paid and rest else state.ladder.agreed
        return _for_creator(state, "next-wait-for-payment", amount=due)
    return wait_for_reply(state)


def wait_for_reply(state: CaseState) -> Statement:
    """Return the wait for a reply to a letter."""
    return _for_creator(state, "next-wait-for-reply")


def wait_for_work(state: CaseState, day: date) -> Statement:
    """Return the wait for work that may come by a later day."""
    return _for_creator(state, "next-wait-for-work", until=day)


def _to_desk(state: CaseState, desk: DeskPolicy, act: Statement) -> Stage:
    return Stage(id="to_desk", done=3, next_act=act, document=desks.first_text(state.case, desk), by=state.closing)


def _at_desk(state: CaseState, desk: DeskPolicy) -> Stage:
    paid = desks.paid_undecided(state.case, desk)
    if paid:
        act = say("next-find-out-decision", desk=desk.name, amount=paid.amount, day=paid.paid_on)
        return Stage(id="at_desk", done=4, next_act=act)
    follow_up = state.follow_up
    if follow_up:
        return Stage(
            id="refused" if follow_up.situation == "appeal" else "at_desk",
            done=4,
            by=state.closing,
            next_act=say("next-ask-desk-for-money", desk=desk.name)
            if follow_up.situation == "appeal" and state.refused_again_on
            else desks.describe_act(follow_up, desk),
            document=desks.follow_up_text(follow_up, desk),
        )
    if state.is_desk_done:
        return Stage(id="at_desk", done=4, next_act=say("next-desk-paid", desk=desk.name))
    if _has_refused(state, desk):
        return Stage(id="refused", done=4, next_act=say("next-desk-refused", desk=desk.name))
    agreed = desks.promise(state.case, desk)
    if agreed and agreed.deadline and agreed.deadline >= state.case.case.as_of:
        act = say("next-wait-for-desk-to-deliver", desk=desk.name, until=agreed.deadline)
        return Stage(id="at_desk", done=4, next_act=act, by=agreed.deadline)
    wait = "next-wait-for-desk-to-pay" if state.is_approved else "next-wait-for-desk"
    return Stage(id="at_desk", done=4, next_act=say(wait, desk=desk.name), by=state.closing)


def _has_refused(state: CaseState, desk: DeskPolicy) -> bool:
    """Return whether the last entry at the desk is a refusal, with nothing opened or sent there since."""
    steps = [
        entry
        for entry in state.case.log
        if entry.desk in {desk.id, None}
        and (state.is_decision(entry) or entry.event in {*OPENING, "sent", "more_info_asked"})
    ]
    return bool(steps) and steps[-1].event == "rejected"


def _for_creator(state: CaseState, id_: str, **values: Value) -> Statement:
    """Return a statement that names the creator; without one, it names the other party."""
    creator = state.case.parties.creator
    name: Value = creator.display_name if creator else say("other-party")
    return Statement(id_, {"name": name, **values})
