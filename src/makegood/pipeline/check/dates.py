"""Check dates against each other: nothing before what it follows from, and nothing after the day of the case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from makegood.domain import windows
from makegood.domain.defects import defects_of, depending_on_posting_day
from makegood.domain.make_goods import accepts
from makegood.formats import tiktok_urls
from makegood.model.rules import RULES
from makegood.model.words import REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.case import Case, Deliverable, Moment
    from makegood.model.policy import GroundPolicy, Policies
    from makegood.pipeline.check.report import Report

DEVIATION = timedelta(hours=1)
"""How far a typed time may be from the time in a post's id. Of 73 posts in a study none was more than 49 seconds off
(arXiv 2504.13279); the hour is our own judgement, for scheduled posts."""
Side = tuple[str, "Moment | None"]
"""A pointer, and the value there."""


def check_dates(report: Report, case: Case, policies: Policies) -> None:
    """Check every date of the case."""
    _check_paid_after_agreed(report, case)
    _check_not_after_as_of(report, case)
    _check_pairs(report, case)
    for index, item in enumerate(case.deliverables):
        _check_post(report, case, f"/deliverables/{index}", item)
        _check_due_day(report, case, f"/deliverables/{index}", item, policies)
        _check_stated_late(report, case, f"/deliverables/{index}", item)
    _check_posting_days(report, case, policies)


def _check_paid_after_agreed(report: Report, case: Case) -> None:
    """D1: a payment made before the agreement needs a reason."""
    if case.agreement is None or case.agreement.prepaid_reason:
        return
    for index, payment in enumerate(case.payments):
        if payment.direction == "out" and payment.paid_on < case.agreement.agreed_on:
            report.add("D1", f"/payments/{index}/paid_on", related=("/agreement/agreed_on",))


def _check_not_after_as_of(report: Report, case: Case) -> None:
    """D2: one later date is a mistake; several, or a later log entry, mean that as_of is outdated."""
    moments = ((pointer, moment) for pointer, moment in _moments(case) if moment is not None)
    later = [pointer for pointer, moment in moments if windows.day_of(moment, case) > case.case.as_of]
    if len(later) == 1 and not later[0].startswith("/log/"):
        report.add("D2", later[0], related=("/case/as_of",))
    elif later:
        fix = "Set case.as_of to today (run: `make today`), or correct the later dates."
        message = "The date of the case (as_of) is earlier than some events in the case."
        report.add("D2", "/case/as_of", message=message, fix=fix, related=tuple(later))


def _moments(case: Case) -> Iterator[Side]:
    """Yield every moment at which something happened according to the case."""
    agreement, purchase = case.agreement, case.purchase
    if agreement:
        yield "/agreement/agreed_on", agreement.agreed_on
        changes = enumerate(agreement.amendments)
        yield from ((f"/agreement/amendments/{index}/agreed_on", change.agreed_on) for index, change in changes)
    for index, item in enumerate(case.deliverables):
        yield from _moments_of_work(f"/deliverables/{index}", item)
    if purchase:
        yield "/purchase/failure/at", purchase.failure.at if purchase.failure else None
        yield "/purchase/balance/read_on", purchase.balance.read_on if purchase.balance else None
    for index, payment in enumerate(case.payments):
        yield f"/payments/{index}/paid_on", payment.paid_on
        yield f"/payments/{index}/settled_on", payment.settled_on
    for index, exhibit in enumerate(case.evidence):
        yield f"/evidence/{index}/created_on", exhibit.created_on
        yield f"/evidence/{index}/captured_at", exhibit.captured_at
    yield from ((f"/log/{index}/at", entry.at) for index, entry in enumerate(case.log))


def _moments_of_work(where: str, item: Deliverable) -> Iterator[Side]:
    for key in ("draft_submitted_at", "approved_at", "posted_at", "removed_at"):
        yield f"{where}/{key}", getattr(item, key)
    yield from ((f"{where}/metrics/{index}/as_of", metrics.as_of) for index, metrics in enumerate(item.metrics))
    for index, defect in enumerate(item.defects):
        yield f"{where}/defects/{index}/noticed_on", defect.noticed_on
        yield f"{where}/defects/{index}/cure_asked_on", defect.cure_asked_on


def _check_pairs(report: Report, case: Case) -> None:
    """D3: what follows from something else has the later date."""
    for (first, before), (second, after) in _pairs(case):
        if before is not None and after is not None:
            start, end = windows.day_of(before, case), windows.day_of(after, case)
            if end < start or (isinstance(before, datetime) and isinstance(after, datetime) and after < before):
                report.add("D3", second, related=(first,))
    agreed = case.agreement.agreed_on if case.agreement else None
    for index, item in enumerate(case.deliverables):
        posted = windows.posted_on(item, case)
        if agreed and posted and posted < agreed:
            report.add(
                "D3",
                f"/deliverables/{index}/{windows.posted_key(item)}",
                message="This post is older than the agreement, so it may be a different post.",
                fix=f"Correct {windows.posted_key(item)}, or accept this warning and give a reason.",
                severity="warning",
                related=("/agreement/agreed_on",),
            )


def _pairs(case: Case) -> Iterator[tuple[Side, Side]]:
    """Yield pairs of an earlier and a later moment, each with its pointer."""
    agreement, purchase = case.agreement, case.purchase
    agreed: Side = ("/agreement/agreed_on", agreement.agreed_on if agreement else None)
    if agreement:
        ends: Side = ("/agreement/ends_on", agreement.ends_on)
        yield from ((agreed, ends), (("/agreement/effective_on", agreement.effective_on), ends))
        changes = enumerate(agreement.amendments)
        yield from (
            (agreed, (f"/agreement/amendments/{index}/agreed_on", change.agreed_on)) for index, change in changes
        )
    for index, item in enumerate(case.deliverables):
        yield from _pairs_of_work(f"/deliverables/{index}", item, agreed)
    yield from _pairs_of_money(case)
    if purchase and purchase.campaign:
        campaign = purchase.campaign
        yield ("/purchase/campaign/starts_on", campaign.starts_on), ("/purchase/campaign/ends_on", campaign.ends_on)
    yield ("/case/as_of", case.case.as_of), ("/refund/make_good_by", case.refund.make_good_by)
    for index, entry in enumerate(case.log):
        if accepts(entry, case):
            continue  # late work is accepted on or after the day on which it came
        yield (f"/log/{index}/at", windows.day_of(entry.at, case)), (f"/log/{index}/deadline", entry.deadline)


def _pairs_of_work(where: str, item: Deliverable, agreed: Side) -> Iterator[tuple[Side, Side]]:
    draft: Side = (f"{where}/draft_submitted_at", item.draft_submitted_at)
    yield agreed, draft
    yield draft, (f"{where}/approved_at", item.approved_at)
    yield (f"{where}/due_from", item.due_from), (f"{where}/due", item.due)
    for index, defect in enumerate(item.defects):
        pointer = f"{where}/defects/{index}"
        yield (f"{pointer}/noticed_on", defect.noticed_on), (f"{pointer}/cure_asked_on", defect.cure_asked_on)


def _pairs_of_money(case: Case) -> Iterator[tuple[Side, Side]]:
    out = [(payment.paid_on, index) for index, payment in enumerate(case.payments) if payment.direction == "out"]
    first = min(out, default=None)
    for index, payment in enumerate(case.payments):
        paid: Side = (f"/payments/{index}/paid_on", payment.paid_on)
        yield paid, (f"/payments/{index}/settled_on", payment.settled_on)
        if payment.direction == "in" and first:
            yield (f"/payments/{first[1]}/paid_on", first[0]), paid


def _check_post(report: Report, case: Case, where: str, item: Deliverable) -> None:
    """D4 to D6: when it was posted, when it was removed, and how long it was live."""
    time_in_url = tiktok_urls.posted_at(item.url) if item.url else None
    if time_in_url and item.posted_at and _is_off(time_in_url, item.posted_at, case):
        detail = f"the post's id gives {time_in_url:%Y-%m-%d %H:%M} UTC"
        report.add("D4", f"{where}/posted_at", related=(f"{where}/url",), detail=detail)
    posted = windows.posted_on(item, case)
    if item.removed_at is None or posted is None:
        return
    removed = windows.day_of(item.removed_at, case)
    if removed < posted:
        report.add("D5", f"{where}/removed_at", related=(f"{where}/{windows.posted_key(item)}",))
        return
    agreed = windows.days_to_stay(item, case)
    if item.status in REMOVED and agreed and (removed - posted).days >= agreed:
        days = f"{where}/min_live_days" if item.min_live_days else "/agreement/min_live_days"
        detail = f"online for {(removed - posted).days} of {agreed} days"
        related = (f"{where}/{windows.posted_key(item)}", days, f"{where}/status")
        report.add("D6", f"{where}/removed_at", related=related, detail=detail)


def _is_off(time_in_url: datetime, stated: Moment, case: Case) -> bool:
    if isinstance(stated, datetime):
        return abs(time_in_url - stated) > DEVIATION
    return abs(windows.day_of(time_in_url, case) - stated) > timedelta(days=1)


def _check_due_day(report: Report, case: Case, where: str, item: Deliverable, policies: Policies) -> None:
    """D13: what is not due yet cannot be missing, unless the ground is that it will not come."""
    certain = any(policies.grounds[ground].before_due for ground in case.refund.grounds)
    if item.status == "not_delivered" and item.due and item.due >= case.case.as_of and not certain:
        report.add("D13", f"{where}/due", related=(f"{where}/status", "/case/as_of"))


def _check_stated_late(report: Report, case: Case, where: str, item: Deliverable) -> None:
    """D16: no due date shows that work is late which the case calls so."""
    if item.due is not None or not any(defect.code == "late" for defect in defects_of(item, case)):
        return
    listed = next((index for index, defect in enumerate(item.defects) if defect.code == "late"), None)
    report.add("D16", f"{where}/status" if listed is None else f"{where}/defects/{listed}")


def _check_posting_days(report: Report, case: Case, policies: Policies) -> None:
    """D15: ask for each posting date that is not known and on which a ground depends.

    It is an error if nothing shows the ground. A defect that the case states itself is left to the person.
    """
    if report.has_errors_of("K"):  # K1 asks for the days from which a sum is computed
        return
    grounds = [policies.grounds[name] for name in case.refund.grounds]
    shown_grounds = {ground.id for ground in grounds if any(_shows(item, case, ground) for item in case.deliverables)}
    for index, item in enumerate(case.deliverables):
        open_codes = depending_on_posting_day(item, case)
        dependent = [ground for ground in grounds if not set(ground.defects).isdisjoint(open_codes)]
        needed = [ground for ground in dependent if ground.id not in shown_grounds]
        stated = [ground for ground in dependent if _shows(item, case, ground)]
        if needed or stated:
            report.add(
                "D15",
                f"/deliverables/{index}/{'url' if item.url else 'status'}",
                severity="error" if needed else "warning",
                fix=None if needed else f"{RULES['D15'].fix[:-1]}, or accept this warning and give a reason.",
                related=tuple(f"/refund/grounds/{case.refund.grounds.index(ground.id)}" for ground in needed or stated),
            )


def _shows(item: Deliverable, case: Case, ground: GroundPolicy) -> bool:
    return ground.is_shown_by(item, defects_of(item, case))
