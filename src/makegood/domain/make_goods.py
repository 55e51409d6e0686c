"""Make-goods: work that may come by a later day, as both sides agreed, what came of it, and what was declined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from makegood.domain.bookings import full_percent, missing_impressions
from makegood.domain.defects import defects_of, gives_later_day, stayed_as_agreed
from makegood.domain.windows import day_of, log_in_order, posted_on
from makegood.model.case import Case, Deliverable, LogEntry
from makegood.model.policy import ChannelPolicy, GroundPolicy
from makegood.model.results import DeclinedMakeGood, MakeGood
from makegood.model.words import DELIVERED, FIRST_REQUEST, OPENING, REMOVED


def make_goods(case: Case) -> tuple[MakeGood, ...]:
    """Return the agreements on a later day in their order, each with the extensions that are about the same work."""
    chains: dict[tuple[tuple[str, ...], bool], list[LogEntry]] = {}
    for entry in log_in_order(case):
        if gives_later_day(entry):
            work = tuple(item.id for item in case.deliverables if is_covered(entry, item, case))
            chains.setdefault((work, accepts(entry, case)), []).append(entry)
    return tuple(_make_good(case, work, tuple(entries), is_late) for (work, is_late), entries in chains.items())


def declined_make_goods(case: Case) -> tuple[DeclinedMakeGood, ...]:
    """Return the offers of a later day that the brand declined, in their order; none that is without prejudice."""
    return tuple(_declined(case))


def accepts(entry: LogEntry, case: Case) -> bool:
    """Return whether an agreement on a day is about work that had come by then: it is accepted as it came."""
    item = next((item for item in case.deliverables if item.id == entry.deliverable), None)
    came = delivered_on(item, case) if item and is_up(item, case) else None
    return bool(
        gives_later_day(entry)
        and entry.deadline
        and entry.deadline <= day_of(entry.at, case)
        and came
        and came <= entry.deadline
    )


def open_offer(case: Case) -> LogEntry | None:
    """Return the last offer of a later day, if no day was agreed and nothing was declined since."""
    offered: LogEntry | None = None
    for entry in log_in_order(case):
        if is_make_good_offer(entry):
            offered = entry if entry.privilege == "none" else None
        elif gives_later_day(entry) or declines_make_good(entry):
            offered = None
    return offered


def is_make_good_offer(entry: LogEntry) -> bool:
    """Return whether the creator, or an agency for the creator, offers work by a later day in place of money."""
    return (
        entry.event in {"answered", "asked"}
        and entry.by in {"creator", "agency"}
        and entry.deadline is not None
        and entry.amount is None
    )


def is_covered(entry: LogEntry, item: Deliverable, case: Case) -> bool:
    """Return whether an entry about a later day is about this work: the work that it names, else all that was missing.

    If nothing was missing, it is all that had been taken down.
    """
    if entry.deliverable is not None:
        return entry.deliverable == item.id
    is_any_missing = any(_was_missing(entry, other, case) for other in case.deliverables)
    return _was_missing(entry, item, case) if is_any_missing else _was_down(entry, item, case)


def delivered_on(item: Deliverable, case: Case) -> date | None:
    """Return the day on which work was delivered: that of the post, or of the approval where that is enough."""
    day = posted_on(item, case)
    if day is None and item.approved_at is not None and item.status in {"approved", "deemed_approved"}:
        return day_of(item.approved_at, case)
    return day


def is_up(item: Deliverable, case: Case) -> bool:
    """Return whether work was delivered and not taken down too early."""
    return item.status in DELIVERED and not (item.status in REMOVED and not stayed_as_agreed(item, case))


def is_made_good(case: Case, channel: ChannelPolicy, grounds: Iterable[GroundPolicy]) -> bool:
    """Return whether all work was delivered after all, by the days that were agreed or that the first request gave.

    False if anything is still wrong with it that is a ground of the case, or for which a reduction is stated. Bookings
    of ads are made good once enough of each was delivered after a desk was asked.
    """
    if not case.deliverables or not all(is_up(item, case) for item in case.deliverables):
        return False
    faults = [(item, defects_of(item, case)) for item in case.deliverables]
    if any(defect.reduction for _, defects in faults for defect in defects):
        return False
    grounds = tuple(grounds)
    for ground in grounds:
        if ground.full_from is None and not (ground.statuses or ground.defects):
            return False
        if any(ground.is_shown_by(item, defects) for item, defects in faults):
            return False
    if full := full_percent(grounds):
        is_requested = any(entry.event in OPENING or entry.event == "agreed" for entry in case.log)
        return is_requested and not any(missing_impressions(item, full) for item in case.deliverables)
    agreed = make_goods(case)
    came = _came_in_time(case, channel, agreed)
    return bool(came) and all(item in came for make_good in agreed for item in make_good.work)


def late_work(case: Case, channel: ChannelPolicy) -> tuple[Deliverable, date | None] | None:
    """Return the first work that was delivered, but not by a day that was agreed or that the first request gave.

    Its day is None if the case does not state it. None if there is no such work.
    """
    agreed = make_goods(case)
    came = _came_in_time(case, channel, agreed)
    requested_on = next((day_of(entry.at, case) for entry in log_in_order(case) if entry.letter == FIRST_REQUEST), None)
    for item in case.deliverables:
        day = delivered_on(item, case)
        is_covered_by_any = any(item.id in make_good.work for make_good in agreed)
        is_after_request = requested_on is not None and day is not None and day >= requested_on
        if is_up(item, case) and item.id not in came and (is_covered_by_any or is_after_request):
            return item, day
    return None


def _make_good(case: Case, work: tuple[str, ...], agreed: tuple[LogEntry, ...], is_acceptance: bool) -> MakeGood:
    last = max(entry.deadline for entry in agreed if entry.deadline)
    came = tuple(
        item.id
        for item in case.deliverables
        if item.id in work and is_up(item, case) and (delivered_on(item, case) or date.max) <= last
    )
    return MakeGood(agreed=agreed, work=work, came=came, day=last, is_acceptance=is_acceptance)


def _was_missing(entry: LogEntry, item: Deliverable, case: Case) -> bool:
    """Return whether work that was due by the later day had not come when it was agreed or declined."""
    if item.status == "cancelled_by_brand" or (item.due and entry.deadline and item.due > entry.deadline):
        return False
    if item.status not in DELIVERED:
        return True
    day = delivered_on(item, case)
    return day is not None and day >= day_of(entry.at, case)


def _was_down(entry: LogEntry, item: Deliverable, case: Case) -> bool:
    is_early = item.status in REMOVED and not stayed_as_agreed(item, case)
    return is_early and (item.removed_at is None or day_of(item.removed_at, case) <= day_of(entry.at, case))


def _came_in_time(case: Case, channel: ChannelPolicy, agreed: Iterable[MakeGood]) -> frozenset[str]:
    """Return the work that came by a day that was agreed, or that the first request gave."""
    return frozenset(item for make_good in agreed for item in make_good.came) | {*_came_on_request(case, channel)}


def _came_on_request(case: Case, channel: ChannelPolicy) -> Iterator[str]:
    """Yield the work that came after the first request, by the day until which it could come in place of the money.

    That is the day of the last first request, if it was sent more than once.
    """
    alternatives = case.refund.alternatives
    offers = channel.route != "platform_cancellation" if alternatives is None else "make_good" in alternatives
    sent = [entry for entry in log_in_order(case) if entry.event == "sent" and entry.letter == FIRST_REQUEST]
    days = [entry.deadline for entry in sent if entry.deadline]  # sent once more, it gives a later day
    last = case.refund.make_good_by or max(days, default=None)
    if not offers or not sent or last is None:
        return
    for item in case.deliverables:
        day = delivered_on(item, case)
        if day and day_of(sent[0].at, case) <= day <= last:
            yield item.id


def declines_make_good(entry: LogEntry) -> bool:
    """Return whether the brand declines something that was offered; what it is about follows from the offer."""
    return entry.event == "rejected" and entry.by == "brand" and entry.amount is None and entry.desk is None


def _declined(case: Case) -> Iterator[DeclinedMakeGood]:
    offered: LogEntry | None = None
    for entry in log_in_order(case):
        if is_make_good_offer(entry):
            offered = entry
        elif gives_later_day(entry):
            offered = None
        elif declines_make_good(entry):
            answers, offered = offered, None
            is_open = entry.privilege == "none" and (answers is None or answers.privilege == "none")
            day = entry.deadline or (answers.deadline if answers else None)
            if not is_open or not (answers or entry.deadline or entry.deliverable):
                continue
            about = entry if entry.deliverable or answers is None else answers
            yield DeclinedMakeGood(
                declined=entry,
                offered=answers,
                work=tuple(item.id for item in case.deliverables if is_covered(about, item, case)),
                day=day,
            )
