"""Days held against each other: nothing before what it follows from, and nothing after the day of the case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from makegood.domain import windows
from makegood.formats import tiktok_urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.case import Case, Deliverable, Moment
    from makegood.model.policy import Policies
    from makegood.pipeline.check.report import Report

DEVIATION = timedelta(hours=1)
"""How far a typed time may be from the one that a post's number tells. Of 73 posts that were looked at none was more
than 49 seconds off (arXiv 2504.13279); the hour is our own judgement, for posts that were scheduled."""
Side = tuple[str, "Moment | None"]
"""A pointer, and what stands there."""


def dates(report: Report, case: Case, policies: Policies) -> None:
    """Check every day of the case."""
    _agreed_first(report, case)
    _later_than_the_case(report, case)
    _in_order(report, case)
    for at, item in enumerate(case.deliverables):
        _post(report, case, f"/deliverables/{at}", item)
        _not_due(report, case, f"/deliverables/{at}", item, policies)


def _agreed_first(report: Report, case: Case) -> None:
    """D1: money that left before there was an agreement needs a reason."""
    if case.agreement is None or case.agreement.prepaid_reason:
        return
    for at, payment in enumerate(case.payments):
        if payment.direction == "out" and payment.paid_on < case.agreement.agreed_on:
            report.add("D1", f"/payments/{at}/paid_on", related=("/agreement/agreed_on",))


def _later_than_the_case(report: Report, case: Case) -> None:
    """D2: one day that is later is a slip; a step that was recorded since, or several days, make the case's day old."""
    happened = ((pointer, at) for pointer, at in _moments(case) if at is not None)
    later = [pointer for pointer, at in happened if windows.day_of(at, case) > case.case.as_of]
    if len(later) == 1 and not later[0].startswith("/log/"):
        report.add("D2", later[0], related=("/case/as_of",))
    elif later:
        fix = "Set case.as_of to today (type: `make today`), or correct what is later."
        message = "The case's day, as_of, is earlier than what has happened since."
        report.add("D2", "/case/as_of", message=message, fix=fix, related=tuple(later))


def _moments(case: Case) -> Iterator[Side]:
    """Give every moment at which something is said to have happened."""
    agreement, bought = case.agreement, case.purchase
    if agreement:
        yield "/agreement/agreed_on", agreement.agreed_on
        changes = enumerate(agreement.amendments)
        yield from ((f"/agreement/amendments/{at}/agreed_on", one.agreed_on) for at, one in changes)
    for at, item in enumerate(case.deliverables):
        yield from _of_work(f"/deliverables/{at}", item)
    if bought:
        yield "/purchase/failure/at", bought.failure.at if bought.failure else None
        yield "/purchase/balance/read_on", bought.balance.read_on if bought.balance else None
    for at, payment in enumerate(case.payments):
        yield f"/payments/{at}/paid_on", payment.paid_on
        yield f"/payments/{at}/settled_on", payment.settled_on
    for at, shown in enumerate(case.evidence):
        yield f"/evidence/{at}/created_on", shown.created_on
        yield f"/evidence/{at}/captured_at", shown.captured_at
    yield from ((f"/log/{at}/at", entry.at) for at, entry in enumerate(case.log))


def _of_work(where: str, item: Deliverable) -> Iterator[Side]:
    for key in ("draft_submitted_at", "approved_at", "posted_at", "removed_at"):
        yield f"{where}/{key}", getattr(item, key)
    yield from ((f"{where}/metrics/{at}/as_of", read.as_of) for at, read in enumerate(item.metrics))
    for at, defect in enumerate(item.defects):
        yield f"{where}/defects/{at}/noticed_on", defect.noticed_on
        yield f"{where}/defects/{at}/cure_asked_on", defect.cure_asked_on


def _in_order(report: Report, case: Case) -> None:
    """D3: of two days that follow from each other, the later one comes second."""
    for (first, before), (second, after) in _pairs(case):
        if before is not None and after is not None:
            start, end = windows.day_of(before, case), windows.day_of(after, case)
            if end < start or (isinstance(before, datetime) and isinstance(after, datetime) and after < before):
                report.add("D3", second, related=(first,))
    agreed = case.agreement.agreed_on if case.agreement else None
    for at, item in enumerate(case.deliverables):
        posted = windows.posted_on(item, case)
        if agreed and posted and posted < agreed:
            report.add(
                "D3",
                f"/deliverables/{at}/{windows.posted_key(item)}",
                message="This post is older than the agreement, so it may be another one.",
                fix=f"Correct {windows.posted_key(item)}, or accept the rule with a reason.",
                severity="warning",
                related=("/agreement/agreed_on",),
            )


def _pairs(case: Case) -> Iterator[tuple[Side, Side]]:
    """Give what comes first and what follows, each with its pointer."""
    agreement, bought = case.agreement, case.purchase
    agreed: Side = ("/agreement/agreed_on", agreement.agreed_on if agreement else None)
    if agreement:
        ends: Side = ("/agreement/ends_on", agreement.ends_on)
        yield from ((agreed, ends), (("/agreement/effective_on", agreement.effective_on), ends))
        changes = enumerate(agreement.amendments)
        yield from ((agreed, (f"/agreement/amendments/{at}/agreed_on", one.agreed_on)) for at, one in changes)
    for at, item in enumerate(case.deliverables):
        yield from _pairs_of_work(f"/deliverables/{at}", item, agreed)
    yield from _pairs_of_money(case)
    if bought and bought.campaign:
        run = bought.campaign
        yield ("/purchase/campaign/starts_on", run.starts_on), ("/purchase/campaign/ends_on", run.ends_on)
    yield ("/case/as_of", case.case.as_of), ("/refund/make_good_by", case.refund.make_good_by)
    for at, entry in enumerate(case.log):
        yield (f"/log/{at}/at", windows.day_of(entry.at, case)), (f"/log/{at}/deadline", entry.deadline)


def _pairs_of_work(where: str, item: Deliverable, agreed: Side) -> Iterator[tuple[Side, Side]]:
    draft: Side = (f"{where}/draft_submitted_at", item.draft_submitted_at)
    yield agreed, draft
    yield draft, (f"{where}/approved_at", item.approved_at)
    yield (f"{where}/due_from", item.due_from), (f"{where}/due", item.due)
    for at, defect in enumerate(item.defects):
        one = f"{where}/defects/{at}"
        yield (f"{one}/noticed_on", defect.noticed_on), (f"{one}/cure_asked_on", defect.cure_asked_on)


def _pairs_of_money(case: Case) -> Iterator[tuple[Side, Side]]:
    out = [(one.paid_on, at) for at, one in enumerate(case.payments) if one.direction == "out"]
    first = min(out, default=None)
    for at, payment in enumerate(case.payments):
        paid: Side = (f"/payments/{at}/paid_on", payment.paid_on)
        yield paid, (f"/payments/{at}/settled_on", payment.settled_on)
        if payment.direction == "in" and first:
            yield (f"/payments/{first[1]}/paid_on", first[0]), paid


def _post(report: Report, case: Case, where: str, item: Deliverable) -> None:
    """D4 to D6: when it was posted, when it went, and how long it stayed."""
    told = tiktok_urls.posted_at(item.url) if item.url else None
    if told and item.posted_at and _is_off(told, item.posted_at, case):
        detail = f"the number tells {told:%Y-%m-%d %H:%M} UTC"
        report.add("D4", f"{where}/posted_at", related=(f"{where}/url",), detail=detail)
    posted = windows.posted_on(item, case)
    if item.removed_at is None or posted is None:
        return
    gone = windows.day_of(item.removed_at, case)
    if gone < posted:
        report.add("D5", f"{where}/removed_at", related=(f"{where}/{windows.posted_key(item)}",))
        return
    agreed = item.min_live_days or (case.agreement.min_live_days if case.agreement else None)
    if item.status == "removed_early" and agreed and (gone - posted).days >= agreed:
        days = f"{where}/min_live_days" if item.min_live_days else "/agreement/min_live_days"
        detail = f"live for {(gone - posted).days} of {agreed} days"
        related = (f"{where}/{windows.posted_key(item)}", days, f"{where}/status")
        report.add("D6", f"{where}/removed_at", related=related, detail=detail)


def _is_off(told: datetime, typed: Moment, case: Case) -> bool:
    if isinstance(typed, datetime):
        return abs(told - typed) > DEVIATION
    return abs(windows.day_of(told, case) - typed) > timedelta(days=1)


def _not_due(report: Report, case: Case, where: str, item: Deliverable, policies: Policies) -> None:
    """D13: what is not due yet cannot be missing, unless somebody has said that it will not come."""
    certain = any(policies.grounds[one].before_due for one in case.refund.grounds)
    if item.status == "not_delivered" and item.due and item.due >= case.case.as_of and not certain:
        report.add("D13", f"{where}/due", related=(f"{where}/status", "/case/as_of"))
