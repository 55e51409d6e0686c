"""Promised and delivered work: one row for each deliverable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from makegood.domain import bookings, ladder, ledger, windows
from makegood.domain.defects import defects_of, is_draft_late
from makegood.formats import tiktok_urls
from makegood.model.case import Case, Deliverable, Moment
from makegood.model.facts import Computation, Row
from makegood.model.money import Money
from makegood.model.words import LogEvent

CORRESPONDENCE: frozenset[LogEvent] = frozenset(
    {"asked", "answered", "agreed", "extended", "rejected", "sent", "waived"}
)
"""Events by which the parties write to each other, also about a piece of work."""


def rows(case: Case, computation: Computation, minor: Mapping[str, int]) -> tuple[Row, ...]:
    prices = ledger.prices(case, minor)
    claims = ledger.claims(case, computation, minor)
    parts = ledger.claim_parts(case, computation, minor)
    zero = Money(computation.result.amount * 0, computation.result.currency)
    return tuple(
        Row(
            deliverable=_in_zone(item, case.case.timezone),
            title=ledger.deliverable_title(item),
            is_delivered=ledger.is_delivered(item),
            price=prices[item.id],
            claimed=claims.get(item.id, zero),
            posted_at=posted_at(item, case.case.timezone),
            timed_by_url=item.posted_at is None and posted_at(item, case.case.timezone) is not None,
            days_up=days[0],
            days_agreed=days[1],
            missing_impressions=bookings.missing_impressions(item, computation.full_percent),
            is_draft_late=bool(is_draft_late(item, case)),
            after_notice=_after_notice(case, item),
            cites=deliverable_evidence(case, item),
            defects=defects_of(item, case),
            parts=tuple(part for part in parts if part.item == item.id),
        )
        for item in case.deliverables
        for days in (_days(case, item),)
    )


def _in_zone(item: Deliverable, zone: str) -> Deliverable:
    """Return a deliverable with its moments in the zone of the case: each document has the same day for them."""

    def in_zone(moment: Moment | None) -> Moment | None:
        return None if moment is None else moment_in_zone(moment, zone)

    return replace(
        item,
        draft_submitted_at=in_zone(item.draft_submitted_at),
        approved_at=in_zone(item.approved_at),
        posted_at=in_zone(item.posted_at),
        removed_at=in_zone(item.removed_at),
    )


def _days(case: Case, item: Deliverable) -> tuple[int, int] | tuple[None, None]:
    """Return the days for which a removed post was live, and the days agreed; None if one of them is unknown."""
    posted = windows.posted_on(item, case)
    agreed_days = windows.days_to_stay(item, case)
    if item.removed_at is None or posted is None or not agreed_days:
        return None, None
    return max((windows.day_of(item.removed_at, case) - posted).days, 0), agreed_days


def _after_notice(case: Case, item: Deliverable) -> date | None:
    """Return the day of the last final notice if the post came after it."""
    sent = [
        windows.day_of(entry.at, case) for entry in case.log if entry.event == "sent" and entry.letter == ladder.FINAL
    ]
    posted = windows.posted_on(item, case)
    return max(sent) if sent and posted and posted > max(sent) else None


def posted_at(item: Deliverable, zone: str) -> Moment | None:
    """Return when it was posted: as stated, else from the id in its URL."""
    if item.posted_at is not None:
        return moment_in_zone(item.posted_at, zone)
    moment = tiktok_urls.posted_at(item.url) if item.url else None
    return None if moment is None else moment_in_zone(moment, zone)


def moment_in_zone(moment: Moment, zone: str) -> Moment:
    return moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) else moment


def deliverable_evidence(case: Case, item: Deliverable) -> tuple[str, ...]:
    """Return the evidence of a deliverable, of its guarantee and its defects, and of what was found out about it.

    What the parties wrote about it does not prove what was delivered.
    """
    ids = [*item.evidence, *(item.guaranteed.evidence if item.guaranteed else ())]
    for defect in item.defects:
        ids += defect.evidence
    for entry in case.log:
        if entry.deliverable == item.id and entry.event not in CORRESPONDENCE:
            ids += entry.evidence
    return tuple(dict.fromkeys(ids))
