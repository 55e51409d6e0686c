"""Days that open and close, and days to reply: pure, from the policies and the dates of a case. A leaf."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from makegood.domain.windows.anchors import ANCHORS, Anchored, day_of, log_in_order, posted_key, posted_on
from makegood.domain.windows.holidays import Holidays, subdivisions
from makegood.model.case import Case
from makegood.model.policy import ChannelPolicy, WindowRule
from makegood.model.results import Window
from makegood.model.words import OPENING

__all__ = [
    "Holidays",
    "channel_windows",
    "day_of",
    "deemed_approved",
    "format_day",
    "is_done",
    "is_working_day",
    "log_in_order",
    "posted_key",
    "posted_on",
    "reply_by",
    "subdivisions",
    "windows_of",
]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SATURDAY = 5


def channel_windows(case: Case, channel: ChannelPolicy) -> tuple[Window, ...]:
    """Compute every window of the channel that may hold for this case, in the order of the policy.

    Where an anchor has several days (instalments, several posts), a window closes by the first of them and
    opens by the last, so that no part of the money is asked for too late or too early. Where the act is done for each
    payment by itself, each day has a window of its own.
    """
    return windows_of(case, channel.windows)


def windows_of(case: Case, rules: Iterable[WindowRule]) -> tuple[Window, ...]:
    """Compute the windows of these rules, as `windows` does."""
    return tuple(window for rule in rules if _may_hold(case, rule) for window in _windows(case, rule))


def _places(found: Anchored, rule: WindowRule) -> tuple[str, ...]:
    """Return the pointers of the days from which a window is counted."""
    closes = rule.closes_after_days is not None or rule.closes_after_years is not None
    day = (min if closes else max)(found.days, default=None)
    return tuple(pointer for pointer, one in found.found if one == day)


def is_done(case: Case, channel: ChannelPolicy, rule: WindowRule) -> bool:
    """Say whether the log has the act itself, or a later one on the same way, or the end of the way or of the case."""
    acts = {rule.done_by} if rule.done_by else OPENING
    acts |= {"claim_opened"} if "dispute_opened" in acts else set()
    is_asked = any(entry.event == "sent" and entry.desk for entry in case.log) and not rule.done_by
    is_refused = any(entry.event == "rejected" and channel.desk in {entry.desk, entry.by} for entry in case.log)
    return is_asked or is_refused or any(entry.event in acts or entry.event == "closed" for entry in case.log)


def reply_by(day: date, days: int, holidays: Container[date] = ()) -> date:
    """Count `days` calendar days from `day`, then go forward to a day that is no weekend and no holiday."""
    last = day + timedelta(days=days)
    while not is_working_day(last, holidays):
        last += timedelta(days=1)
    return last


def is_working_day(day: date, holidays: Container[date] = ()) -> bool:
    """Say whether people work on a day: on the weekend of the country whose holidays these are, nobody does."""
    is_weekend = holidays.is_weekend(day) if isinstance(holidays, Holidays) else day.weekday() >= SATURDAY
    return not is_weekend and day not in holidays


def deemed_approved(submitted: date, channel: ChannelPolicy) -> date | None:
    """Say on which day content counts as approved that nobody has answered; None where the channel has no such rule."""
    for rule in channel.windows:
        if rule.anchor == "content_submitted" and rule.closes_after_days is not None:
            return submitted + timedelta(days=rule.closes_after_days)
    return None


def _may_hold(case: Case, rule: WindowRule) -> bool:
    """Leave out a rule for other grounds, stores or countries; keep it where the case does not say which."""
    store = case.purchase.store if case.purchase else None
    return (
        (not rule.grounds or not set(rule.grounds).isdisjoint(case.refund.grounds))
        and (not rule.stores or store is None or store in rule.stores)
        and (not rule.regions or _country(case) is None or _country(case) in rule.regions)
        and (not rule.methods or any(one.method in rule.methods and one.direction == "out" for one in case.payments))
    )


def _country(case: Case) -> str | None:
    return case.parties.brand.country


def _windows(case: Case, rule: WindowRule) -> Iterator[Window]:
    """Yield the window of a rule, or that of each day on which something was paid, where each counts by itself."""
    anchored = _paid_by(case, rule, ANCHORS[rule.anchor](case))
    days = sorted(set(anchored.days))
    if not rule.each_payment or len(days) < 2:  # several
        yield _window(case, rule, anchored)
        return
    for day in days:
        yield _window(case, rule, replace(anchored, found=tuple(one for one in anchored.found if one[1] == day)))


def _paid_by(case: Case, rule: WindowRule, anchored: Anchored) -> Anchored:
    """Return the days of those payments alone that were made in one of the rule's ways."""
    if not rule.methods:
        return anchored
    fits = {f"/payments/{at}/" for at, payment in enumerate(case.payments) if payment.method in rule.methods}
    return replace(anchored, found=tuple(one for one in anchored.found if one[0].startswith(tuple(fits))))


def _window(case: Case, rule: WindowRule, found: Anchored) -> Window:
    unsure = _unsure(case, rule)
    days = () if unsure else found.days
    return Window(
        id=rule.id,
        act=rule.act,
        then=rule.then,
        opens_on=_after(max(days, default=None), rule.opens_after_days),
        closes_on=_closes(min(days, default=None), rule),
        counted=_counted(rule, found, unsure),
        sourced=rule.sourced,
        places=_places(found, rule),
    )


def _unsure(case: Case, rule: WindowRule) -> str:
    """Say what would tell whether the rule holds at all; empty where that is known."""
    if rule.stores and (case.purchase is None or case.purchase.store is None):
        return "which store it was is not stated"
    if rule.regions and _country(case) is None:
        return "the country of the brand is not stated"
    return ""


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _after(day: date | None, days: int | None) -> date | None:
    return None if day is None or days is None else day + timedelta(days=days)


def _closes(day: date | None, rule: WindowRule) -> date | None:
    if day is None or rule.closes_after_years is None:
        return _after(day, rule.closes_after_days)
    later = day.year + rule.closes_after_years
    leap = (day.month, day.day) == (2, 29)
    last = date(later, 2, 28) if leap and not isleap(later) else day.replace(year=later)
    return last - timedelta(days=rule.closes_days_before)


def _counted(rule: WindowRule, found: Anchored, unsure: str) -> str:
    closes, opens = rule.closes_after_days, rule.opens_after_days
    if rule.closes_after_years is not None:
        closes = rule.closes_after_years
        text = f"{_many(closes, 'year')} after {found.what}"
        if rule.closes_days_before:
            text = f"{_many(rule.closes_days_before, 'day')} before the end of {text}"
    elif closes is None and opens is None:
        return "No number of days could be confirmed, so none is counted"
    else:
        text = f"{_many(closes if closes is not None else opens or 0, 'day')} after {found.what}"
    if unsure or not found.days:
        return f"{text}; {unsure or found.missing}"
    day = min(found.days) if closes is not None else max(found.days)
    which = ""
    if len(set(found.days)) > 1:
        which = ", the first of several" if closes is not None else ", the last of several"
    return f"{text} of {format_day(day)}{which}"


def format_day(day: date) -> str:
    """Write a day as `7 December 2026`, whatever the locale of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
