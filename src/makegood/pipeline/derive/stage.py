"""Where a case is, and the one thing to do next."""

from __future__ import annotations

from makegood.domain import desks, direct_messages, ladder, windows
from makegood.model.facts import Stage
from makegood.model.policy import DeskPolicy
from makegood.model.results import DueLetter
from makegood.model.words import OPENING
from makegood.pipeline.derive.case_state import CaseState
from makegood.typesetting.filters import amount

COUNTER = "partial_counter"
"""The letter that declines a lower offer, which may be accepted as well."""
ENDED = frozenset({"nowhere", "refunded", "settled", "withdrawn", "closed"})
"""Stages in which nobody is asked for anything."""


def stage(now: CaseState) -> Stage:  # noqa: C901, PLR0911  # one line a stage
    """Read the stage off the log and the sums; the nearest day that counts comes with the act."""
    case, desk = now.case, now.desk
    if any(entry.event == "closed" for entry in case.log):
        return Stage(id="closed", done=5, next_act="Nothing. The case is closed.")
    if not now.sums.outstanding.amount:
        return _to_write(now, now.due) if now.due else _over(now)
    if now.channel.route == "none":
        return Stage(id="nowhere", done=0, next_act="Nothing can be asked back here. Read below why.")
    if desk and now.channel.asked_first == "desk" and not now.at_desk:
        return _to_desk(now, desk, f"{desk.act or f'Ask {desk.name} for the refund'}.")
    if desk and not now.at_desk and now.is_late and now.is_closing:
        return _to_desk(now, desk, f"The day to reply is over. Take it to {desk.name}.")
    climbs = now.due is not None and now.due.letter in ladder.CLIMBING
    if desk and now.at_desk and now.channel.asked_first == "creator" and climbs:
        return _at_desk(now, desk)
    if now.due:
        return _to_write(now, now.due)
    if desk and now.at_desk:
        return _at_desk(now, desk)
    if not now.is_late:
        return Stage(id="awaiting_reply", done=2, next_act=_wait(now), by=now.ladder.until)
    if desk is None:
        act = f'The day to reply is over. Weigh the ways under "If that fails", or write to {_name(now)} once more.'
        return Stage(id="unanswered", done=2, next_act=act)
    return _to_desk(now, desk, f"The day to reply is over. Take it to {desk.name}.")


def _over(now: CaseState) -> Stage:
    """Say why nothing is open any more."""
    if not now.sums.settled.amount:
        return Stage(id="refunded", done=5, next_act="Close the case. The refund has arrived in full.")
    if any(entry.event == "waived" and entry.amount is None for entry in now.case.log):
        return Stage(id="withdrawn", done=5, next_act="Close the case. The request is withdrawn.")
    return Stage(id="settled", done=5, next_act="Close the case. What was agreed has arrived.")


def _to_write(now: CaseState, due: DueLetter) -> Stage:
    first = due.letter == ladder.FIRST
    letter = f"the {due.policy.title[:1].lower()}{due.policy.title[1:]} to {_name(now)}"
    form = "mail" if now.case.is_mailed else "message"
    act = f"Post {letter}, and send it as a {form}." if due.policy.by_post else f"Send {letter}."
    if due.letter == COUNTER and due.about and due.about.amount:
        offer = f"{due.about.amount.currency} {amount(due.about.amount)}"
        act = f"Decide on the offer of {offer}: accept it, or decline it with the {form} that is ready."
    document = f"email/{due.letter}.eml" if form == "mail" else direct_messages.text(due.letter)
    return Stage(
        id="to_request" if first else "to_write",
        done=1 if first else 2,
        next_act=act,
        document=document,
        by=now.case.case.as_of,
    )


def _wait(now: CaseState) -> str:
    if now.answer:
        on = windows.format_day(windows.day_of(now.answer.at, now.case))
        return f"Read what {_name(now)} wrote on {on}, and decide: agree, give more time, refuse or make an offer."
    agreed = next((one for one in reversed(now.case.log) if one.event in {"agreed", "sent"} and not one.desk), None)
    if agreed and (agreed.event == "agreed" or agreed.letter == "acceptance") and now.ladder.agreed:
        return f"Wait for {_name(now)} to pay {now.ladder.agreed.currency} {amount(now.ladder.agreed)}, as agreed."
    return f"Wait for {_name(now)} to answer or to pay."


def _to_desk(now: CaseState, desk: DeskPolicy, act: str) -> Stage:
    return Stage(id="to_desk", done=3, next_act=act, document=desks.request(now.case, desk), by=now.closing)


def _at_desk(now: CaseState, desk: DeskPolicy) -> Stage:
    follow = now.follow_up
    if follow:
        return Stage(
            id="refused" if follow.situation == "appeal" else "at_desk",
            done=4,
            by=now.closing,
            next_act=desks.act(follow, desk),
            document=desks.text(follow, desk),
        )
    if _has_refused(now, desk):
        name = desk.name[:1].upper() + desk.name[1:]
        act = f'{name} has refused. Weigh the ways under "If that fails", or close the case.'
        return Stage(id="refused", done=4, next_act=act)
    return Stage(id="at_desk", done=4, next_act=f"Wait for {desk.name}.", by=now.closing)


def _has_refused(now: CaseState, desk: DeskPolicy) -> bool:
    """Say whether the last word at the desk was a refusal, with nothing opened or sent there since."""
    acts = {*OPENING, "sent", "rejected", "approved", "more_info_asked"}
    here = [one for one in now.case.log if one.event in acts and one.desk in {desk.id, None} and one.by != "creator"]
    return bool(here) and here[-1].event == "rejected" and here[-1].by != "brand"


def _name(now: CaseState) -> str:
    creator = now.case.parties.creator
    return creator.display_name if creator else "the other party"
