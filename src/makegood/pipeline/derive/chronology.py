"""What happened, in the order of time, each line with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from makegood.domain import windows
from makegood.model.case import Case, Deliverable, Moment
from makegood.model.facts import Event, Row
from makegood.pipeline.derive.rows import in_zone

SAME_DAY = ("agreed", "amended", "paid", "posted", "removed", "failed", "due", "returned", "captured", "log")
"""Order of lines that have the same day and no time."""


def chronology(case: Case, rows: tuple[Row, ...]) -> tuple[Event, ...]:
    """Put all dated things of a case in order, times in the case's zone."""
    times = _times(case)
    return tuple(sorted(_events(case, rows), key=lambda event: _when(event, times)))


def _events(case: Case, rows: tuple[Row, ...]) -> Iterator[Event]:
    if case.agreement:
        yield Event(at=case.agreement.agreed_on, kind="agreed", about=case.agreement, cites=case.agreement.evidence)
        for change in case.agreement.amendments:
            yield Event(at=change.agreed_on, kind="amended", about=change, cites=change.evidence)
    for payment in case.payments:
        out = payment.direction == "out"
        yield Event(at=payment.paid_on, kind="paid" if out else "returned", about=payment, cites=payment.evidence)
    yield from _of_deliverables(case, rows)
    failure = case.purchase.failure if case.purchase else None
    if failure:
        yield Event(at=in_zone(failure.at, case.case.timezone), kind="failed", about=failure, cites=failure.evidence)
    yield from _captured(case, rows)
    for entry in case.log:
        if entry.privilege == "none":
            yield Event(at=in_zone(entry.at, case.case.timezone), kind="log", about=entry, cites=entry.evidence)


def _of_deliverables(case: Case, rows: tuple[Row, ...]) -> Iterator[Event]:
    agreed = case.agreement.evidence if case.agreement else ()
    for row in rows:
        item = row.deliverable
        if item.due:
            yield Event(at=item.due, kind="due", about=row, cites=agreed)
        up, gone = _looks(case, item)
        if row.posted_at:
            yield Event(at=row.posted_at, kind="posted", about=row, cites=up)
        if item.removed_at:
            yield Event(at=in_zone(item.removed_at, case.case.timezone), kind="removed", about=row, cites=gone)


def _looks(case: Case, item: Deliverable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the evidence of a post that was taken down: what was seen before, and what was seen from that day on."""
    if item.removed_at is None:
        return item.evidence, ()
    last = windows.day_of(item.removed_at, case)
    seen = {one.id: windows.day_of(one.captured_at, case) for one in case.evidence if one.captured_at}
    up = tuple(one for one in item.evidence if one not in seen or seen[one] < last)
    return up, tuple(one for one in item.evidence if one not in seen or seen[one] >= last)


def _captured(case: Case, rows: tuple[Row, ...]) -> Iterator[Event]:
    """Each dated look at what is missing, unless an entry of the log tells of it already, or it is not for all."""
    told = {one for entry in case.log for one in entry.evidence}
    looked = {one for row in rows if not row.is_delivered for one in row.cites} - told
    for item in case.evidence:
        is_for_all = item.privilege == "none" and not item.audience
        if item.id in looked and item.captured_at and is_for_all:
            at = in_zone(item.captured_at, case.case.timezone)
            yield Event(at=at, kind="captured", about=item, cites=(item.id,))


def _times(case: Case) -> Mapping[int, time]:
    """Give entries of the log that have a day alone the time of those before them on that day: the list is in order."""
    found: dict[int, time] = {}
    latest: dict[date, time] = {}
    for entry in case.log:
        at = in_zone(entry.at, case.case.timezone)
        if isinstance(at, datetime):
            latest[at.date()] = max(at.time(), latest.get(at.date(), time.min))
        else:
            found[id(entry)] = latest.get(at, time.min)
    return found


def _when(event: Event, times: Mapping[int, time]) -> tuple[date, time, int]:
    moment = event.at
    rank = SAME_DAY.index(event.kind)
    if isinstance(moment, datetime):
        return moment.date(), moment.time(), rank
    return moment, times.get(id(event.about), time.min), rank


def day(at: Moment) -> date:
    return at.date() if isinstance(at, datetime) else at
