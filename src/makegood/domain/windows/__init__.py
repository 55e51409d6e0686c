"""Windows, with the days on which they open and close, and days to reply, from the policies and the dates of a case."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from makegood.domain.windows.anchors import (
    ANCHORS,
    AnchorDays,
    day_of,
    days_to_stay,
    log_in_order,
    posted_key,
    posted_on,
)
from makegood.domain.windows.holidays import Holidays, subdivisions
from makegood.model.case import Case
from makegood.model.policy import ChannelPolicy, WindowRule
from makegood.model.results import Window
from makegood.model.statement import Statement, say
from makegood.model.words import OPENING

__all__ = [
    "Holidays",
    "channel_windows",
    "day_of",
    "days_to_stay",
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
    """Return every window of the channel that may apply to this case, in the order of the policy.

    If an anchor has several days (instalments, several posts), the close is counted from the first and the opening
    from the last, so that no part of the money is asked for too late or too early. If the act is done for each payment
    separately, each day has a window of its own.
    """
    return windows_of(case, channel.windows)


def windows_of(case: Case, rules: Iterable[WindowRule]) -> tuple[Window, ...]:
    """Return the windows of these rules, as `channel_windows` does."""
    return tuple(window for rule in rules if _may_hold(case, rule) for window in _windows(case, rule))


def _places(anchored: AnchorDays, rule: WindowRule) -> tuple[str, ...]:
    """Return the pointers of the days from which a window is counted."""
    closes = rule.closes_after_days is not None or rule.closes_after_years is not None
    day = (min if closes else max)(anchored.days, default=None)
    return tuple(pointer for pointer, anchor_day in anchored.dated if anchor_day == day)


def is_done(case: Case, channel: ChannelPolicy, rule: WindowRule) -> bool:
    """Return whether the log has the act of a rule, a later act with the same effect, a refusal, or the end."""
    acts = {rule.done_by} if rule.done_by else OPENING
    acts |= {"claim_opened"} if "dispute_opened" in acts else set()
    is_asked = any(entry.event == "sent" and entry.desk for entry in case.log) and not rule.done_by
    is_refused = any(entry.event == "rejected" and channel.desk in {entry.desk, entry.by} for entry in case.log)
    return is_asked or is_refused or any(entry.event in acts or entry.event == "closed" for entry in case.log)


def reply_by(day: date, days: int, holidays: Container[date] = ()) -> date:
    """Return the day `days` calendar days after `day`, moved forward past weekends and holidays."""
    last = day + timedelta(days=days)
    while not is_working_day(last, holidays):
        last += timedelta(days=1)
    return last


def is_working_day(day: date, holidays: Container[date] = ()) -> bool:
    """Return whether a day is a working day: not a holiday, nor on the weekend of the country of the holidays."""
    is_weekend = holidays.is_weekend(day) if isinstance(holidays, Holidays) else day.weekday() >= SATURDAY
    return not is_weekend and day not in holidays


def deemed_approved(submitted: date, channel: ChannelPolicy) -> date | None:
    """Return the day on which unanswered content counts as approved; None if the channel has no such rule."""
    for rule in channel.windows:
        if rule.anchor == "content_submitted" and rule.closes_after_days is not None:
            return submitted + timedelta(days=rule.closes_after_days)
    return None


def _may_hold(case: Case, rule: WindowRule) -> bool:
    """Return whether a rule may apply: its grounds, stores, countries and methods fit, or are not stated."""
    store = case.purchase.store if case.purchase else None
    return (
        (not rule.grounds or not set(rule.grounds).isdisjoint(case.refund.grounds))
        and (not rule.stores or store is None or store in rule.stores)
        and (not rule.regions or _country(case) is None or _country(case) in rule.regions)
        and (
            not rule.methods
            or any(payment.method in rule.methods and payment.direction == "out" for payment in case.payments)
        )
    )


def _country(case: Case) -> str | None:
    return case.parties.brand.country


def _windows(case: Case, rule: WindowRule) -> Iterator[Window]:
    """Yield the window of a rule, or one for each day with a payment, if each payment counts separately."""
    anchored = _paid_by(case, rule, ANCHORS[rule.anchor](case))
    days = sorted(set(anchored.days))
    if not rule.each_payment or len(days) < 2:  # several
        yield _window(case, rule, anchored)
        return
    for day in days:
        yield _window(case, rule, replace(anchored, dated=tuple(place for place in anchored.dated if place[1] == day)))


def _paid_by(case: Case, rule: WindowRule, anchored: AnchorDays) -> AnchorDays:
    """Return the anchor with only the days of payments that were made by one of the rule's methods."""
    if not rule.methods:
        return anchored
    prefixes = {f"/payments/{index}/" for index, payment in enumerate(case.payments) if payment.method in rule.methods}
    return replace(anchored, dated=tuple(place for place in anchored.dated if place[0].startswith(tuple(prefixes))))


def _window(case: Case, rule: WindowRule, anchored: AnchorDays) -> Window:
    unknown = _unknown_condition(case, rule)
    days = () if unknown else anchored.days
    return Window(
        id=rule.id,
        act=rule.act,
        then=rule.then,
        opens_on=_days_after(max(days, default=None), rule.opens_after_days),
        closes_on=_closes_on(min(days, default=None), rule),
        counted=_counted(rule, anchored, unknown),
        sourced=rule.sourced,
        places=_places(anchored, rule),
    )


def _unknown_condition(case: Case, rule: WindowRule) -> Statement | None:
    """Return what must be known to decide whether the rule applies; None if it is known."""
    if rule.stores and (case.purchase is None or case.purchase.store is None):
        return say("window-no-store")
    if rule.regions and _country(case) is None:
        return say("window-no-country")
    return None


def _days_after(day: date | None, days: int | None) -> date | None:
    return None if day is None or days is None else day + timedelta(days=days)


def _closes_on(day: date | None, rule: WindowRule) -> date | None:
    if day is None or rule.closes_after_years is None:
        return _days_after(day, rule.closes_after_days)
    year = day.year + rule.closes_after_years
    is_leap_day = (day.month, day.day) == (2, 29)
    last = date(year, 2, 28) if is_leap_day and not isleap(year) else day.replace(year=year)
    return last - timedelta(days=rule.closes_days_before)


def _counted(rule: WindowRule, anchored: AnchorDays, unknown: Statement | None) -> Statement:
    """Return from when a window is counted, or what is missing for that."""
    closes = rule.closes_after_days is not None or rule.closes_after_years is not None
    if not closes and rule.opens_after_days is None:
        return say("window-no-limit")
    period = _period(rule)
    if unknown or not anchored.days:
        return say("window-unknown", period=period, anchor=anchored.what, missing=unknown or anchored.missing)
    of = "of" if len(set(anchored.days)) == 1 else "of-first" if closes else "of-last"
    day = min(anchored.days) if closes else max(anchored.days)
    return say(f"window-counted-{of}", period=period, anchor=anchored.what, day=day)


def _period(rule: WindowRule) -> Statement:
    """Return the days or years of a rule, as they precede "after the payment"."""
    if rule.closes_after_years is None:
        days = rule.closes_after_days if rule.closes_after_days is not None else rule.opens_after_days or 0
        return say("window-days", count=days)
    years = say("window-years", count=rule.closes_after_years)
    return say("window-days-before-end", count=rule.closes_days_before, of=years) if rule.closes_days_before else years


def format_day(day: date) -> str:
    """Return a day as `7 December 2026`, whatever the locale of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
