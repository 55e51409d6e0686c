"""What a letter states about ending the agreement, which is valid while a late post is still accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from makegood.domain import ladder
from makegood.model.facts import Ending, Row
from makegood.model.policy import EndingRule
from makegood.pipeline.derive.case_state import CaseState


def ending(
    state: CaseState,
    rows: tuple[Row, ...],
    rules: tuple[EndingRule, ...],
    make_good_by: date | None,
    *,
    is_offered: bool,
) -> Ending | None:
    """Return what the letter that is due states about ending the agreement, or None.

    `rules` are the legal ways to end an agreement; empty if there may be no valid agreement. `make_good_by` is the last
    day on which the work may be delivered late, None if it may not or that day is over; `is_offered` is whether the
    first request offers it. Only missing work is ended, never what was delivered.
    """
    case, due = state.case, {letter.letter: letter for letter in state.ladder.due}
    missing = tuple(row for row in rows if row.is_missing and row.claimed.amount)
    is_cancelled = state.channel.route == "platform_cancellation"  # the platform's own cancellation ends an order
    if case.agreement is None or not missing or is_cancelled or case.refund.ends_agreement is False:
        return None
    rule = next((rule for rule in rules if rule.holds(case.case.jurisdiction)), None)
    closed = Ending(kind="closed", rows=missing, is_whole=len(missing) == len(case.deliverables), rule=rule)
    if ladder.FIRST in due and make_good_by and rule and rule.after == "warning":
        return replace(closed, kind="may", day=make_good_by)
    if ladder.FINAL not in due:
        return None
    cure = due[ladder.FINAL].cure_until
    days = (*_late_delivery_days(state, is_offered=is_offered), *((cure,) if cure else ()))
    open_day = max((day for day in days if day >= case.case.as_of), default=None)
    last_over_day = max((day for day in days if day < case.case.as_of), default=None)
    if rule is None:
        return None if open_day else closed
    if open_day or (rule.after != "nothing" and last_over_day is None):
        day = open_day or due[ladder.FINAL].reply_by
        return replace(closed, kind="may" if rule.after == "warning" else "on_day", day=day)
    return replace(closed, kind="now", given=last_over_day)


def _late_delivery_days(state: CaseState, *, is_offered: bool) -> Iterator[date]:
    """Yield the last day of each period for late delivery, offered in the first request or agreed since."""
    first = state.ladder.first
    day = state.case.refund.make_good_by or (first.reply_by if first else None)
    if first and day and is_offered:
        yield day
    for entry in state.ladder.since:
        if entry.event == "agreed" and entry.amount is None and entry.deadline and entry.privilege == "none":
            yield entry.deadline
