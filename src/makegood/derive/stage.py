"""Where a case is, and the one thing to do next."""

from __future__ import annotations

from datetime import date

from makegood import readiness
from makegood.derive.chronology import day
from makegood.model.case import Case
from makegood.model.facts import Stage, Sums, Window
from makegood.model.policy import ChannelPolicy, DeskPolicy
from makegood.model.words import OPENING

ENDED = frozenset({"nowhere", "refunded", "closed"})
"""Stages in which nobody is asked for anything."""


def stage(  # noqa: PLR0911  # one line a stage
    case: Case, channel: ChannelPolicy, desk: DeskPolicy | None, sums: Sums, windows: tuple[Window, ...], reply_by: date
) -> Stage:
    """Read the stage off the log and the sums; the nearest day that counts comes with the act.

    `reply_by` is the last day to reply that the first request gives, or gave once it was sent.
    """
    if any(entry.event == "closed" for entry in case.log):
        return Stage(id="closed", done=5, next_act="Nothing. The case is closed.")
    if not sums.outstanding.amount:
        return Stage(id="refunded", done=5, next_act="Close the case. The refund has arrived in full.")
    if channel.route == "none":
        return Stage(id="nowhere", done=0, next_act="Nothing can be asked back here. Read below why.")
    if desk and at_desk(case, channel) and _has_refused(case, desk):
        act = f'{desk.name} has refused. Weigh the ways under "If that fails", or close the case.'
        return Stage(id="refused", done=4, next_act=act)
    if desk and at_desk(case, channel):
        return Stage(id="at_desk", done=4, next_act=f"Wait for {desk.name}.", by=_closing(windows, case))
    if desk and channel.asked_first == "desk":
        act = f"Ask {desk.name} for the refund."
        return Stage(id="to_desk", done=3, next_act=act, document=_request(case, desk), by=_closing(windows, case))
    if readiness.request_sent(case) is None:
        act = f"Send the first request to {_name(case)}."
        return Stage(id="to_request", done=1, next_act=act, document="email/first_request.eml", by=case.case.as_of)
    if case.case.as_of <= reply_by:
        return Stage(id="awaiting_reply", done=2, next_act=f"Wait for {_name(case)} to answer or to pay.", by=reply_by)
    if desk is None:
        act = f"The day to reply is over. Write to {_name(case)} again, or weigh what others do next."
        return Stage(id="unanswered", done=2, next_act=act)
    act = f"The day to reply is over. Take it to {desk.name}."
    return Stage(id="to_desk", done=3, next_act=act, document=_request(case, desk), by=_closing(windows, case))


def at_desk(case: Case, channel: ChannelPolicy) -> bool:
    """The desk has the request: a ticket or a dispute was opened, or its text was sent."""
    return channel.desk is not None and any(
        entry.event in OPENING or (entry.event == "sent" and entry.desk == channel.desk) for entry in case.log
    )


def _has_refused(case: Case, desk: DeskPolicy) -> bool:
    """Say whether the last word at the desk was a refusal, with nothing opened or sent there since."""
    acts = {*OPENING, "sent", "rejected", "approved", "more_info_asked"}
    here = [one for one in case.log if one.event in acts and one.desk in {desk.id, None} and one.by != "creator"]
    return bool(here) and here[-1].event == "rejected" and here[-1].by != "brand"


def _closing(windows: tuple[Window, ...], case: Case) -> date | None:
    """Return the first day on which a window closes that is still open."""
    days = [window.closes_on for window in windows if window.closes_on and window.closes_on >= day(case.case.as_of)]
    return min(days, default=None)


def _request(case: Case, desk: DeskPolicy) -> str:
    """Name the text of a desk to begin with: the user's own length, else the middle one."""
    usual = desk.lengths[len(desk.lengths) // 2]
    return f"support/{desk.id}/request-{case.settings.limits.ticket_characters or usual}.txt"


def _name(case: Case) -> str:
    creator = case.parties.creator
    return creator.display_name if creator else "the other party"
