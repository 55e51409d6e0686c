"""The chronology of a case, each event with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from makegood.domain import windows
from makegood.model.case import Case, Deliverable
from makegood.model.facts import Event, MakeGood, NoticedDefect, Row
from makegood.model.words import DefectCode
from makegood.pipeline.derive.rows import moment_in_zone

SAME_DAY = (
    *("agreed", "amended", "paid", "begin", "due", "drafted", "posted", "removed", "failed", "returned", "captured"),
    *("noticed", "log", "missed"),
)
"""Order of events that have the same day and no time."""
SHOWN_BY_DATES: frozenset[DefectCode] = frozenset({"late", "missing", "removed_early"})
"""Defects for which the chronology has events of their own."""


def chronology(case: Case, rows: tuple[Row, ...], make_goods: tuple[MakeGood, ...]) -> tuple[Event, ...]:
    """Return all dated events of a case in order, with times in the case's zone."""
    times = _times(case)
    return tuple(sorted(_events(case, rows, make_goods), key=lambda event: _sort_key(event, times)))


def _events(case: Case, rows: tuple[Row, ...], make_goods: tuple[MakeGood, ...]) -> Iterator[Event]:
    if case.agreement:
        yield Event(at=case.agreement.agreed_on, kind="agreed", about=case.agreement, cites=case.agreement.evidence)
        for amendment in case.agreement.amendments:
            yield Event(at=amendment.agreed_on, kind="amended", about=amendment, cites=amendment.evidence)
    for payment in case.payments:
        is_out = payment.direction == "out"
        yield Event(at=payment.paid_on, kind="paid" if is_out else "returned", about=payment, cites=payment.evidence)
    yield from _of_deliverables(case, rows)
    for make_good in make_goods:
        if make_good.missing and make_good.day < case.case.as_of:
            yield Event(at=make_good.day, kind="missed", about=make_good)
    failure = case.purchase.failure if case.purchase else None
    if failure:
        yield Event(
            at=moment_in_zone(failure.at, case.case.timezone), kind="failed", about=failure, cites=failure.evidence
        )
    yield from _captured(case, rows)
    for entry in case.log:
        if entry.privilege == "none":
            yield Event(at=moment_in_zone(entry.at, case.case.timezone), kind="log", about=entry, cites=entry.evidence)


def _of_deliverables(case: Case, rows: tuple[Row, ...]) -> Iterator[Event]:
    agreement_evidence = case.agreement.evidence if case.agreement else ()
    for row in rows:
        item = row.deliverable
        if item.due_from and item.type == "reservation_ad":
            yield Event(at=item.due_from, kind="begin", about=row, cites=agreement_evidence)
        if item.due:
            yield Event(at=item.due, kind="due", about=row, cites=agreement_evidence)
        if item.draft_submitted_at and not row.is_delivered:
            submitted_at = moment_in_zone(item.draft_submitted_at, case.case.timezone)
            yield Event(at=submitted_at, kind="drafted", about=row, cites=item.evidence)
        before, after = _evidence_before_and_after_removal(case, item)
        if row.posted_at:
            yield Event(at=row.posted_at, kind="posted", about=row, cites=before)
        if item.removed_at:
            yield Event(at=moment_in_zone(item.removed_at, case.case.timezone), kind="removed", about=row, cites=after)
        for defect in item.defects:
            if defect.noticed_on and defect.code not in SHOWN_BY_DATES:
                about = NoticedDefect(row=row, defect=defect)
                yield Event(at=defect.noticed_on, kind="noticed", about=about, cites=defect.evidence)


def _evidence_before_and_after_removal(case: Case, item: Deliverable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the evidence of a post from before its removal, and that from the day of its removal on."""
    if item.removed_at is None:
        return item.evidence, ()
    removed_on = windows.day_of(item.removed_at, case)
    captured_on = {
        capture.id: windows.day_of(capture.captured_at, case) for capture in case.evidence if capture.captured_at
    }
    before = tuple(
        evidence_id
        for evidence_id in item.evidence
        if evidence_id not in captured_on or captured_on[evidence_id] < removed_on
    )
    return before, tuple(
        evidence_id
        for evidence_id in item.evidence
        if evidence_id not in captured_on or captured_on[evidence_id] >= removed_on
    )


def _captured(case: Case, rows: tuple[Row, ...]) -> Iterator[Event]:
    """Yield each dated capture of missing work that no entry of the log cites and that every reader may see."""
    logged = {evidence_id for entry in case.log for evidence_id in entry.evidence}
    captures = {evidence_id for row in rows if not row.is_delivered for evidence_id in row.cites} - logged
    for item in case.evidence:
        is_for_all = item.privilege == "none" and not item.audience
        if item.id in captures and item.captured_at and is_for_all:
            captured_at = moment_in_zone(item.captured_at, case.case.timezone)
            yield Event(at=captured_at, kind="captured", about=item, cites=(item.id,))


def _times(case: Case) -> Mapping[int, time]:
    """Return a time for each log entry without one: the latest time of the entries before it on the same day."""
    times: dict[int, time] = {}
    latest: dict[date, time] = {}
    for entry in case.log:
        moment = moment_in_zone(entry.at, case.case.timezone)
        if isinstance(moment, datetime):
            latest[moment.date()] = max(moment.time(), latest.get(moment.date(), time.min))
        else:
            times[id(entry)] = latest.get(moment, time.min)
    return times


def _sort_key(event: Event, times: Mapping[int, time]) -> tuple[date, time, int]:
    moment = event.at
    rank = SAME_DAY.index(event.kind)
    if isinstance(moment, datetime):
        return moment.date(), moment.time(), rank
    return moment, times.get(id(event.about), time.min), rank
