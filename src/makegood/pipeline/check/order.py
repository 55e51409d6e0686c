"""Check what can follow what: a letter that answers something, a desk that was asked, and nothing after the end."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from makegood.domain import windows
from makegood.model.words import OPENING
from makegood.pipeline.check.log_rules import ANSWERS, DESKS, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from makegood.model.case import Case, LogEntry, Moment
    from makegood.model.errors import Severity
    from makegood.model.policy import LetterPolicy, Policies
    from makegood.model.words import LogEvent
    from makegood.pipeline.check.report import Report

    Step = tuple[date, int, Moment]
    """The day of an entry, its position in the list, and when exactly it was, as far as that is recorded."""

AFTER_THE_END: frozenset[LogEvent] = frozenset({"noted", "checked", "closed"})
PAYMENT = "payment"
"""Stands for a refund among what happened."""


def check_order(report: Report, case: Case, policies: Policies) -> None:
    """Check what each entry of the log follows."""
    entries: list[Entry] = [(f"/log/{index}", entry) for index, entry in enumerate(case.log)]
    _check_asked(report, case, entries)
    _check_after_end(report, case, entries)
    first = _first_days(case)
    for where, entry in entries:
        letter = policies.letters.get(entry.letter or "")
        _check_follows(report, where, entry, letter, first, windows.day_of(entry.at, case))
    _check_sent_twice(report, entries)


def _check_asked(report: Report, case: Case, entries: list[Entry]) -> None:
    """T12: no desk answers without being asked. D11 compares the days of question and answer."""
    is_asked = any(_is_request(entry, case) for _, entry in entries)
    has_letter = any(entry.event == "sent" for _, entry in entries)
    for where, entry in entries:
        is_answer = entry.event in ANSWERS and entry.by in DESKS
        to_a_letter = has_letter and entry.by == "agency"  # an agency may answer the creator's letters
        if is_answer and not (is_asked or to_a_letter):
            report.add("T12", f"{where}/event", related=(f"{where}/by",))


def _is_request(entry: LogEntry, case: Case) -> bool:
    """Return whether an entry asks a desk, as far as it can be seen from the entry."""
    if entry.event in OPENING:
        return True
    to_a_desk = entry.desk or entry.number or entry.via == "ticket" or case.parties.creator is None
    return entry.event in {"asked", "sent"} and entry.by in {None, "brand"} and bool(to_a_desk)


def _check_after_end(report: Report, case: Case, entries: list[Entry]) -> None:
    """T13: after the end there are only notes, checks, and money that arrives late."""
    steps = [(windows.day_of(entry.at, case), index, entry.at) for index, (_, entry) in enumerate(entries)]
    ends = [step for step, (_, entry) in zip(steps, entries, strict=True) if entry.event == "closed"]
    for step, (where, entry) in zip(steps, entries, strict=True):
        if entry.event not in AFTER_THE_END:
            before = next((number for day, number, moment in ends if _is_after(step, (day, number, moment))), None)
            if before is not None:
                report.add("T13", f"{where}/event", related=(f"{entries[before][0]}/event",))


def _is_after(later: Step, earlier: Step) -> bool:
    """Return whether a step is later; for days without a time, the position in the list decides within the day."""
    later_moment, earlier_moment = later[2], earlier[2]
    if isinstance(later_moment, datetime) and isinstance(earlier_moment, datetime) and later_moment != earlier_moment:
        return later_moment > earlier_moment
    return later[:2] > earlier[:2]


def _check_follows(
    report: Report,
    where: str,
    entry: LogEntry,
    letter: LetterPolicy | None,
    first: Mapping[str | None, date],
    day: date,
) -> None:
    """T14: a letter that answers something comes after it, or on the same day."""
    if entry.event != "sent" or letter is None or letter.follows is None:
        return
    rule = letter.follows
    required = (*rule.letters, *rule.events, *((PAYMENT,) if rule.refund else ()))
    if not any(name in first and first[name] <= day for name in required):
        severity: Severity = "error" if rule.must else "warning"
        report.add("T14", f"{where}/letter", message=rule.message, fix=rule.fix, severity=severity)


def _first_days(case: Case) -> Mapping[str | None, date]:
    """Return the day on which each thing first happened."""
    first: dict[str | None, date] = {}
    for event, day in _events(case):
        first[event] = min(day, first.get(event, day))
    return first


def _events(case: Case) -> Iterator[tuple[str | None, date]]:
    for entry in case.log:
        yield entry.letter if entry.event == "sent" else entry.event, windows.day_of(entry.at, case)
    yield from ((PAYMENT, payment.paid_on) for payment in case.payments if payment.direction == "in")


def _check_sent_twice(report: Report, entries: list[Entry]) -> None:
    """T15: the same mail is recorded as sent only once, by its hash."""
    first: dict[tuple[str, str], str] = {}
    for where, entry in entries:
        if entry.event == "sent" and entry.letter and entry.sha256:
            before = first.setdefault((entry.letter, entry.sha256), where)
            if before != where:
                report.add("T15", f"{where}/letter", related=(f"{before}/letter",))
