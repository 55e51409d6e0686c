"""The days from which windows are counted, as a case tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from makegood import posts
from makegood.model.case import Case, Deliverable, Moment
from makegood.model.policy import Anchor

NOT_COME = frozenset({"not_started", "draft_submitted", "revision_requested", "not_delivered", "cancelled_by_creator"})
"""Statuses of work that did not come."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """The days that an anchor has in a case. `missing` says what would tell it, where nothing does."""

    days: tuple[date, ...]
    what: str
    missing: str


def day_of(at: Moment, case: Case) -> date:
    """Return the day of a moment in the case's zone."""
    return at.astimezone(ZoneInfo(case.case.timezone)).date() if isinstance(at, datetime) else at


def posted_on(item: Deliverable, case: Case) -> date | None:
    """Return the day of a post: as typed, else as its address tells."""
    at = item.posted_at or (posts.posted_at(item.url) if item.url else None)
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
    out = [payment for payment in case.payments if payment.direction == "out"]
    days = tuple(payment.settled_on or payment.paid_on for payment in out)
    return Anchored(days, "the processing of the payment", "no payment is stated")


def _processing_undated(case: Case) -> Anchored:
    return _undated(_processing(case), case)


def _undated(found: Anchored, case: Case) -> Anchored:
    """Leave out what counts only where no day was agreed for the work."""
    dated = any(item.due for item in case.deliverables)
    return Anchored((), found.what, "a due day was agreed, and counts instead") if dated else found


def _suspension(case: Case) -> Anchored:
    found = _failure(case)
    return Anchored(found.days, "the suspension", found.missing)


def _facts(case: Case) -> Anchored:
    """The day on which what is claimed happened: the failure, else the first due day of what is missing."""
    if case.purchase and case.purchase.failure:
        return Anchored(_failure(case).days, "the facts", "")
    days = _known(item.due for item in case.deliverables if item.status in NOT_COME)
    missing = "neither the day of the failure nor a due day of missing work is stated"
    return Anchored((min(days),) if days else (), "the facts", missing)


def _purchase(case: Case) -> Anchored:
    return Anchored(_paid(case), "the purchase", "no payment is stated")


def _paid(case: Case) -> tuple[date, ...]:
    return tuple(payment.paid_on for payment in case.payments if payment.direction == "out")


def _settlement(case: Case) -> Anchored:
    days = _known(payment.settled_on for payment in case.payments if payment.direction == "out")
    return Anchored(days, "the booking", "the day on which the payment was booked is not stated")


def _expected(case: Case) -> Anchored:
    days = _known(item.due for item in case.deliverables)
    return Anchored((max(days),) if days else (), "the last due day", "no due day is stated")


def _content_submitted(case: Case) -> Anchored:
    """Content that waits for an answer: a draft that was approved or sent back has had one."""
    waiting = [item for item in case.deliverables if item.status == "draft_submitted"]
    days = _known(item.draft_submitted_at and day_of(item.draft_submitted_at, case) for item in waiting)
    missing = "the day on which the draft was submitted is not stated" if waiting else "no content waits for approval"
    return Anchored(days, "the submission", missing)


def _delivery(case: Case) -> Anchored:
    days = _known(posted_on(item, case) for item in case.deliverables)
    return Anchored(days, "the delivery", "the day of posting is not stated")


def _dispute_opened(case: Case) -> Anchored:
    days = tuple(day_of(entry.at, case) for entry in case.log if entry.event == "dispute_opened")
    return Anchored(days, "the opening of the dispute", "no dispute is open yet")


def _failure(case: Case) -> Anchored:
    failure = case.purchase.failure if case.purchase else None
    days = (day_of(failure.at, case),) if failure else ()
    return Anchored(days, "the failure", "the day of the failure is not stated")


def _known(days: Iterable[date | None]) -> tuple[date, ...]:
    return tuple(day for day in days if day is not None)


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
