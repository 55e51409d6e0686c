"""What a letter says of the end of the agreement: a price is asked back while it stands, and a late post would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from makegood.domain import ladder, ledger
from makegood.model.facts import Ending, Row
from makegood.model.policy import EndingRule
from makegood.pipeline.derive.case_state import CaseState


def ending(
    now: CaseState, rows: tuple[Row, ...], rules: tuple[EndingRule, ...], make_good_by: date | None, *, is_offered: bool
) -> Ending | None:
    """Return what the letter that is due says of the end of the agreement, None where it says nothing.

    `rules` say how one is ended, by the law; none where there may be no agreement to end. `make_good_by` is the last
    day on which the work may come after all, None where it may not or that day is over; `is_offered`: the first
    request offers that. Only work of which nothing came is ended, never what was delivered.
    """
    case, due = now.case, {one.letter: one for one in now.ladder.due}
    missing = tuple(one for one in rows if one.deliverable.status in ledger.MISSING and one.claimed.amount)
    is_cancelled = now.channel.route == "platform_cancellation"  # the platform's own cancellation ends an order
    if case.agreement is None or not missing or is_cancelled or case.refund.ends_agreement is False:
        return None
    rule = next((one for one in rules if one.holds(case.case.jurisdiction)), None)
    made = Ending(kind="closed", rows=missing, is_whole=len(missing) == len(case.deliverables), rule=rule)
    if ladder.FIRST in due and make_good_by and rule and rule.after == "warning":
        return replace(made, kind="may", day=make_good_by)
    if ladder.FINAL not in due:
        return None
    cure = due[ladder.FINAL].cure_until
    days = (*_periods(now, is_offered=is_offered), *((cure,) if cure else ()))
    still = max((day for day in days if day >= case.case.as_of), default=None)
    given = max((day for day in days if day < case.case.as_of), default=None)
    if rule is None:
        return None if still else made
    if still or (rule.after != "nothing" and given is None):
        day = still or due[ladder.FINAL].reply_by
        return replace(made, kind="may" if rule.after == "warning" else "on_day", day=day)
    return replace(made, kind="now", given=given)


def _periods(now: CaseState, *, is_offered: bool) -> Iterator[date]:
    """Return the last day of each period in which the work was to come after all: as offered first, or agreed since."""
    first = now.ladder.first
    day = now.case.refund.make_good_by or (first.reply_by if first else None)
    if first and day and is_offered:
        yield day
    for entry in now.ladder.since:
        if entry.event == "agreed" and entry.amount is None and entry.deadline and entry.privilege == "none":
            yield entry.deadline
