"""Record an event: an entry in case.json, and the email that belongs to it in the case folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from makegood.commands.log import arguments
from makegood.commands.log.case_context import read_case_context
from makegood.commands.log.events import EVENTS, MAKE_GOOD, PAID, POSTED
from makegood.commands.log.post import record_post
from makegood.commands.log.record import record
from makegood.commands.log.record_event import record_event
from makegood.commands.log.repayment import record_repayment
from makegood.commands.log.request import LogRequest, LogResult
from makegood.commands.log.sent import record_sent
from makegood.domain.clock import day_in_zone
from makegood.model.errors import CaseError, UsageError
from makegood.model.workspace import Workspace
from makegood.pipeline.load import shown_paths

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

__all__ = ["EVENTS", "MAKE_GOOD", "LogRequest", "LogResult", "log"]


def log(folder: Path, workspace: Workspace | None, request: LogRequest, clock: datetime | date) -> LogResult:
    """Record an event in the case of a folder, all of it or nothing.

    Without a date of its own, it happened on the day of `clock`, and in an example on the example's own day.

    Raise UsageError if it is not clear what is meant, and MachineError if the disk refuses; nothing is written then,
    nor if the case is broken or would become so.
    """
    request = replace(request, evidence=arguments.split_ids(request.evidence))
    arguments.event_kind(request)
    try:
        case = read_case_context(folder, workspace)
    except CaseError as error:
        texts = shown_paths(folder, workspace)
        why = "case.json already contains errors. Fix them first"
        return LogResult(path=folder / "case.json", is_written=False, why=why, problems=error.problems, texts=texts)
    today = case.today(clock)
    latest = max(today, day_in_zone(clock, str(case.zone)))  # in an example, the event may be later than its own day
    compose = {"sent": record_sent, PAID: record_repayment, POSTED: record_post}.get(request.event, record_event)
    entry = compose(request, case, today)
    if not request.at and case.day(entry.at) > latest + timedelta(days=1):
        raise UsageError("The date of this email is later than today. Add the date on which you received it: `ON=DAY`")
    later = "This date is later than today." if case.day(entry.at) > latest and request.at else ""
    return record(case, entry, later)
