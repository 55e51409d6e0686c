"""The days from which windows are counted, as a case tells them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from makegood.formats import tiktok_urls
from makegood.model.case import Case, Deliverable, LogEntry, Moment
from makegood.model.policy import Anchor

NOT_COME = frozenset({"not_started", "draft_submitted", "revision_requested", "not_delivered", "cancelled_by_creator"})
"""Statuses of work that did not come."""
Found = tuple[tuple[str, date], ...]
"""Days, each with the pointer at which it stands."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """The days that an anchor has in a case, each with its pointer. `missing` says what would, where nothing does."""

    found: Found
    what: str
    missing: str

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(day for _, day in self.found)


def log_in_order(case: Case) -> tuple[LogEntry, ...]:
    """Give the log by day; what has the same day, in the order in which it was typed."""
    return tuple(sorted(case.log, key=lambda entry: day_of(entry.at, case)))


def day_of(at: Moment, case: Case) -> date:
    """Return the day of a moment in the case's zone."""
    return at.astimezone(ZoneInfo(case.case.timezone)).date() if isinstance(at, datetime) else at


def posted_on(item: Deliverable, case: Case) -> date | None:
    """Return the day of a post: as typed, else as its address tells."""
    at = item.posted_at or (tiktok_urls.posted_at(item.url) if item.url else None)
    return None if at is None else day_of(at, case)


def posted_key(item: Deliverable) -> str:
    """Name the field that `posted_on` reads."""
    return "posted_at" if item.posted_at else "url"


def _payment(case: Case) -> Anchored:
    return Anchored(_paid(case), "the payment", "no payment is stated")


def _payment_undated(case: Case) -> Anchored:
    return _undated(_payment(case), case)


def _processing(case: Case) -> Anchored:
    """The day on which a payment was booked; the day of the payment where the case does not say."""
    settled = dict(_settled(case))
    booked = ((where.replace("paid_on", "settled_on"), where, day) for where, day in _paid(case))
    found = tuple((at, settled[at]) if at in settled else (where, day) for at, where, day in booked)
    return Anchored(found, "the processing of the payment", "no payment is stated")


def _processing_undated(case: Case) -> Anchored:
    return _undated(_processing(case), case)


def _undated(found: Anchored, case: Case) -> Anchored:
    """Leave out what counts only where no day was agreed for the work."""
    dated = any(item.due for item in case.deliverables)
    return Anchored((), found.what, "a due day was agreed, and counts instead") if dated else found


def _suspension(case: Case) -> Anchored:
    return replace(_failure(case), what="the suspension")


def _facts(case: Case) -> Anchored:
    """The day on which what is claimed happened: the failure, else the first due day of what is missing."""
    if case.purchase and case.purchase.failure:
        return replace(_failure(case), what="the facts")
    days = _of_work(case, lambda item: item.due if item.status in NOT_COME else None)
    first = min(days, key=lambda one: one[1], default=None)
    missing = "neither the day of the failure nor a due day of missing work is stated"
    return Anchored((first,) if first else (), "the facts", missing)


def _purchase(case: Case) -> Anchored:
    return Anchored(_paid(case), "the purchase", "no payment is stated")


def _paid(case: Case) -> Found:
    payments = enumerate(case.payments)
    return tuple((f"/payments/{at}/paid_on", one.paid_on) for at, one in payments if one.direction == "out")


def _settled(case: Case) -> Found:
    payments = ((at, one) for at, one in enumerate(case.payments) if one.direction == "out")
    return tuple((f"/payments/{at}/settled_on", one.settled_on) for at, one in payments if one.settled_on)


def _settlement(case: Case) -> Anchored:
    return Anchored(_settled(case), "the booking", "the day on which the payment was booked is not stated")


def _expected(case: Case) -> Anchored:
    last = max(_of_work(case, lambda item: item.due), key=lambda one: one[1], default=None)
    return Anchored((last,) if last else (), "the last due day", "no due day is stated")


def _content_submitted(case: Case) -> Anchored:
    """Content that waits for an answer: a draft that was approved or sent back has had one."""

    def waiting(item: Deliverable) -> date | None:
        at = item.draft_submitted_at if item.status == "draft_submitted" else None
        return day_of(at, case) if at else None

    is_waiting = any(item.status == "draft_submitted" for item in case.deliverables)
    missing = "the day on which the draft came is not stated" if is_waiting else "no content waits for approval"
    return Anchored(_of_work(case, waiting, "draft_submitted_at"), "the submission", missing)


def _delivery(case: Case) -> Anchored:
    days = ((at, posted_on(item, case), posted_key(item)) for at, item in enumerate(case.deliverables))
    found = tuple((f"/deliverables/{at}/{key}", day) for at, day, key in days if day)
    return Anchored(found, "the delivery", "the day of posting is not stated")


def _of_work(case: Case, read: Callable[[Deliverable], date | None], key: str = "due") -> Found:
    days = ((at, read(item)) for at, item in enumerate(case.deliverables))
    return tuple((f"/deliverables/{at}/{key}", day) for at, day in days if day)


def _dispute_opened(case: Case) -> Anchored:
    opened = ((at, entry) for at, entry in enumerate(case.log) if entry.event == "dispute_opened")
    found = tuple((f"/log/{at}/at", day_of(entry.at, case)) for at, entry in opened)
    return Anchored(found, "the opening of the dispute", "no dispute is open yet")


def _failure(case: Case) -> Anchored:
    failure = case.purchase.failure if case.purchase else None
    found = (("/purchase/failure/at", day_of(failure.at, case)),) if failure else ()
    return Anchored(found, "the failure", "the day of the failure is not stated")


ANCHORS: Mapping[Anchor, Callable[[Case], Anchored]] = {
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
