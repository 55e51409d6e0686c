"""The days of a case from which windows are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from makegood.formats import tiktok_urls
from makegood.model.case import Case, Deliverable, LogEntry, Moment
from makegood.model.policy import Anchor
from makegood.model.statement import Statement, say

NOT_COME = frozenset({"not_started", "draft_submitted", "revision_requested", "not_delivered", "cancelled_by_creator"})
"""Statuses of work that was not delivered."""
DatedPointers = tuple[tuple[str, date], ...]
"""Days, each with its pointer in the case (RFC 6901)."""


@dataclass(frozen=True, slots=True)
class AnchorDays:
    """The days of an anchor in a case. `what` is its name after "after"; `missing` is why there are no days, if so."""

    dated: DatedPointers
    what: Statement
    missing: Statement

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(day for _, day in self.dated)


def log_in_order(case: Case) -> tuple[LogEntry, ...]:
    """Return the log sorted by day; entries of the same day stay in their order."""
    return tuple(sorted(case.log, key=lambda entry: day_of(entry.at, case)))


def day_of(moment: Moment, case: Case) -> date:
    """Return the day of a moment in the case's zone."""
    return moment.astimezone(ZoneInfo(case.case.timezone)).date() if isinstance(moment, datetime) else moment


def posted_on(item: Deliverable, case: Case) -> date | None:
    """Return the day of a post: as stated, else from its URL."""
    moment = item.posted_at or (tiktok_urls.posted_at(item.url) if item.url else None)
    return None if moment is None else day_of(moment, case)


def days_to_stay(item: Deliverable, case: Case) -> int | None:
    """Return for how many days a post has to stay: those of the deliverable, else of the agreement."""
    return item.min_live_days or (case.agreement.min_live_days if case.agreement else None)


def posted_key(item: Deliverable) -> str:
    """Return the name of the field that `posted_on` reads."""
    return "posted_at" if item.posted_at else "url"


def _payment(case: Case) -> AnchorDays:
    return AnchorDays(_paid(case), say("window-after-payment"), say("window-no-payment"))


def _payment_undated(case: Case) -> AnchorDays:
    return _undated(_payment(case), case)


def _processing(case: Case) -> AnchorDays:
    """Return the days on which the payments were booked; the day of a payment if its booking is not stated."""
    settled = dict(_settled(case))
    booked = ((paid_pointer.replace("paid_on", "settled_on"), paid_pointer, day) for paid_pointer, day in _paid(case))
    dated = tuple(
        (pointer, settled[pointer]) if pointer in settled else (paid_pointer, day)
        for pointer, paid_pointer, day in booked
    )
    return AnchorDays(dated, say("window-after-processing"), say("window-no-payment"))


def _processing_undated(case: Case) -> AnchorDays:
    return _undated(_processing(case), case)


def _undated(anchored: AnchorDays, case: Case) -> AnchorDays:
    """Return the anchor without days if a due day was agreed, which counts instead."""
    is_dated = any(item.due for item in case.deliverables)
    return AnchorDays((), anchored.what, say("window-due-date-instead")) if is_dated else anchored


def _suspension(case: Case) -> AnchorDays:
    return replace(_failure(case), what=say("window-after-suspension"))


def _facts(case: Case) -> AnchorDays:
    """Return the day of the facts that are claimed: the failure, else the first due day of missing work."""
    if case.purchase and case.purchase.failure:
        return replace(_failure(case), what=say("window-after-facts"))
    days = _work_days(case, lambda item: item.due if item.status in NOT_COME else None)
    first = min(days, key=lambda place: place[1], default=None)
    missing = say("window-no-facts")
    return AnchorDays((first,) if first else (), say("window-after-facts"), missing)


def _purchase(case: Case) -> AnchorDays:
    return AnchorDays(_paid(case), say("window-after-purchase"), say("window-no-payment"))


def _paid(case: Case) -> DatedPointers:
    payments = enumerate(case.payments)
    return tuple(
        (f"/payments/{index}/paid_on", payment.paid_on) for index, payment in payments if payment.direction == "out"
    )


def _settled(case: Case) -> DatedPointers:
    payments = ((index, payment) for index, payment in enumerate(case.payments) if payment.direction == "out")
    return tuple(
        (f"/payments/{index}/settled_on", payment.settled_on) for index, payment in payments if payment.settled_on
    )


def _settlement(case: Case) -> AnchorDays:
    return AnchorDays(_settled(case), say("window-after-booking"), say("window-no-booking"))


def _expected(case: Case) -> AnchorDays:
    last = max(_work_days(case, lambda item: item.due), key=lambda place: place[1], default=None)
    return AnchorDays((last,) if last else (), say("window-after-due-date"), say("window-no-due-date"))


def _content_submitted(case: Case) -> AnchorDays:
    """Return the days of drafts without an answer; one that was approved or sent back has had one."""

    def waiting(item: Deliverable) -> date | None:
        submitted_at = item.draft_submitted_at if item.status == "draft_submitted" else None
        return day_of(submitted_at, case) if submitted_at else None

    is_waiting = any(item.status == "draft_submitted" for item in case.deliverables)
    missing = say("window-no-submission") if is_waiting else say("window-nothing-awaits")
    return AnchorDays(_work_days(case, waiting, "draft_submitted_at"), say("window-after-submission"), missing)


def _delivery(case: Case) -> AnchorDays:
    days = ((index, posted_on(item, case), posted_key(item)) for index, item in enumerate(case.deliverables))
    dated = tuple((f"/deliverables/{index}/{key}", day) for index, day, key in days if day)
    return AnchorDays(dated, say("window-after-delivery"), say("window-no-posting"))


def _work_days(case: Case, read: Callable[[Deliverable], date | None], key: str = "due") -> DatedPointers:
    days = ((index, read(item)) for index, item in enumerate(case.deliverables))
    return tuple((f"/deliverables/{index}/{key}", day) for index, day in days if day)


def _dispute_opened(case: Case) -> AnchorDays:
    opened = ((index, entry) for index, entry in enumerate(case.log) if entry.event == "dispute_opened")
    dated = tuple((f"/log/{index}/at", day_of(entry.at, case)) for index, entry in opened)
    return AnchorDays(dated, say("window-after-dispute"), say("window-no-dispute"))


def _failure(case: Case) -> AnchorDays:
    failure = case.purchase.failure if case.purchase else None
    dated = (("/purchase/failure/at", day_of(failure.at, case)),) if failure else ()
    return AnchorDays(dated, say("window-after-failure"), say("window-no-failure"))


ANCHORS: Mapping[Anchor, Callable[[Case], AnchorDays]] = {
    "payment": _payment,
    "payment_undated": _payment_undated,
    "processing": _processing,
    "processing_undated": _processing_undated,
    "suspension": _suspension,
    "facts": _facts,
    "settlement": _settlement,
    "expected": _expected,
    "content_submitted": _content_submitted,
    "delivery": _delivery,
    "dispute_opened": _dispute_opened,
    "purchase": _purchase,
    "failure": _failure,
}
