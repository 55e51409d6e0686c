"""Promised against delivered: one row a deliverable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from makegood.domain import ladder, ledger, windows
from makegood.formats import tiktok_urls
from makegood.model.case import Case, Deliverable, Moment
from makegood.model.facts import Computation, Row
from makegood.model.money import Money


def rows(case: Case, computation: Computation, minor: Mapping[str, int]) -> tuple[Row, ...]:
    prices = ledger.prices(case, minor)
    claims = ledger.claims(case, computation, minor)
    zero = Money(computation.result.amount * 0, computation.result.currency)
    return tuple(
        Row(
            deliverable=item,
            title=ledger.title(item),
            is_delivered=ledger.is_delivered(item),
            price=prices[item.id],
            claimed=claims.get(item.id, zero),
            posted_at=posted_at(item, case.case.timezone),
            timed_by_url=item.posted_at is None and posted_at(item, case.case.timezone) is not None,
            days_up=days[0],
            days_agreed=days[1],
            after_notice=_after_notice(case, item),
            cites=cites(case, item),
        )
        for item in case.deliverables
        for days in (_days(case, item),)
    )


def _days(case: Case, item: Deliverable) -> tuple[int, int] | tuple[None, None]:
    """Count the days for which a post was up that was taken down, and those agreed; None where one is not known."""
    posted = windows.posted_on(item, case)
    agreed = item.min_live_days or (case.agreement.min_live_days if case.agreement else None)
    if item.removed_at is None or posted is None or not agreed:
        return None, None
    return max((windows.day_of(item.removed_at, case) - posted).days, 0), agreed


def _after_notice(case: Case, item: Deliverable) -> date | None:
    """Return the day of the last final notice, where a post came after it."""
    sent = [windows.day_of(one.at, case) for one in case.log if one.event == "sent" and one.letter == ladder.FINAL]
    posted = windows.posted_on(item, case)
    return max(sent) if sent and posted and posted > max(sent) else None


def posted_at(item: Deliverable, zone: str) -> Moment | None:
    """When it was posted: as typed, else as the id in its URL tells."""
    if item.posted_at is not None:
        return in_zone(item.posted_at, zone)
    told = tiktok_urls.posted_at(item.url) if item.url else None
    return None if told is None else in_zone(told, zone)


def in_zone(at: Moment, zone: str) -> Moment:
    return at.astimezone(ZoneInfo(zone)) if isinstance(at, datetime) else at


def cites(case: Case, item: Deliverable) -> tuple[str, ...]:
    """Evidence of a deliverable: its own, of what was promised, its defects', and what log entries about it name."""
    named = [*item.evidence, *(item.guaranteed.evidence if item.guaranteed else ())]
    for defect in item.defects:
        named += defect.evidence
    for entry in case.log:
        if entry.deliverable == item.id:
            named += entry.evidence
    return tuple(dict.fromkeys(named))
