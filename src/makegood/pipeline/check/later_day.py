"""Check the later days that were agreed for work: their order, and what they mean for a dispute over the money."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from makegood.domain import ladder, ways, windows
from makegood.domain.make_goods import accepts, delivered_on, is_up, make_goods
from makegood.model.words import DISPUTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.model.case import Case, LogEntry
    from makegood.model.policy import Policies
    from makegood.model.results import MakeGood
    from makegood.pipeline.check.report import Report

EARLIER = "The new date is not later than the date that was first agreed for the same work."
ONE_DAY = "Correct the date. If you agreed on an earlier date, correct the deadline of the first entry instead."
CAME_BEFORE = "This work was delivered before a later date was agreed for it."
NAME_OTHER = "Specify the work that was missing, or correct the posting date."
TOO_LATE = "The date that was agreed for the work is later than the last date for this step"
SOONER = "Take this step before its last date, agree on an earlier date, or accept this warning and give a reason."


def check_later_days(report: Report, case: Case, policies: Policies) -> None:
    """Check every agreement on a later day; those that still run, against disputes as well."""
    where = {id(entry): f"/log/{index}" for index, entry in enumerate(case.log)}
    for make_good in make_goods(case):
        _check_order(report, case, make_good, where)
        last = make_good.agreed[-1]
        is_open = any(item.id in make_good.work and not is_up(item, case) for item in case.deliverables)
        if is_open and make_good.day >= case.case.as_of:
            dispute = _running_dispute(case)
            if dispute:
                report.add("C29", f"{where[id(last)]}/deadline", related=(f"{where[id(dispute)]}/event",))
            for act, day in _steps_that_end(case, policies, make_good.day):
                detail = f"until {windows.format_day(day)}"
                message = f"{TOO_LATE}: {act}."
                report.add("C29", f"{where[id(last)]}/deadline", message=message, fix=SOONER, detail=detail)


def _check_order(report: Report, case: Case, make_good: MakeGood, where: dict[int, str]) -> None:
    """D14 and D3: a later day for work is later than the one before it, and the work had not come by then."""
    for before, after in pairwise(make_good.agreed):
        if before.deadline and after.deadline and after.deadline <= before.deadline:
            first, second = where[id(before)], where[id(after)]
            report.add("D14", f"{second}/deadline", related=(f"{first}/deadline",), message=EARLIER, fix=ONE_DAY)
    for entry in make_good.agreed:
        for index, item in enumerate(case.deliverables):
            came = delivered_on(item, case) if is_up(item, case) else None
            if (
                entry.deliverable == item.id
                and came
                and came < windows.day_of(entry.at, case)
                and not accepts(entry, case)
            ):
                posted = f"/deliverables/{index}/{windows.posted_key(item)}"
                pointer = f"{where[id(entry)]}/deliverable"
                report.add("D3", pointer, related=(posted,), message=CAME_BEFORE, fix=NAME_OTHER)


def _running_dispute(case: Case) -> LogEntry | None:
    """Return the dispute or claim that was opened last, if it was neither decided nor withdrawn."""
    log = windows.log_in_order(case)
    opened = next((entry for entry in reversed(log) if entry.event in DISPUTES), None)
    if opened is None or any(ladder.ends_dispute(entry, opened) for entry in log[log.index(opened) + 1 :]):
        return None
    return opened


def _steps_that_end(case: Case, policies: Policies, day: date) -> Iterator[tuple[str, date]]:
    """Yield each step at a desk that was not taken, all of whose open days end before `day`, with the last of them."""
    channel = policies.channels[case.case.channel]
    parts = ways.ways_without_sums(case, policies, in_time=False)
    for part, rules in [(way.case, way.channel) for way in parts] or [(case, channel)]:
        last: dict[str, date] = {}
        for rule in rules.windows:
            for window in windows.windows_of(part, (rule,)):
                if window.closes_on and window.closes_on >= case.case.as_of and not windows.is_done(part, rules, rule):
                    last[window.act_text] = max(window.closes_on, last.get(window.act_text, window.closes_on))
        yield from ((act, closes_on) for act, closes_on in last.items() if closes_on < day)
