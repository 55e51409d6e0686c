"""Record what happened: an entry in case.json, and the mail that belongs to it in the case's folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from makegood.commands.log import arguments
from makegood.commands.log.case_context import read_case_context
from makegood.commands.log.events import EVENTS, PAID
from makegood.commands.log.record import record
from makegood.commands.log.record_event import record_event
from makegood.commands.log.repayment import record_repayment
from makegood.commands.log.request import LogRequest, LogResult
from makegood.commands.log.sent import record_sent
from makegood.domain.clock import day_in_zone
from makegood.model.errors import CaseError, UsageError
from makegood.pipeline.load import shown_paths, workspace

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

__all__ = ["EVENTS", "LogRequest", "LogResult", "log"]


def log(folder: Path, wanted: LogRequest, clock: datetime | date) -> LogResult:
    """Record something in the case of a folder, all of it or nothing.

    What has no day of its own happened on the day that `clock` says, and in an example on the example's own day.

    Raises UsageError where it is not clear what is meant, and MachineError where the disk refuses; nothing is written
    then, nor where the case is broken, or would be.
    """
    wanted = replace(wanted, evidence=arguments.ids(wanted.evidence))
    arguments.kind(wanted)
    try:
        case = read_case_context(folder)
    except CaseError as error:
        texts = shown_paths(folder, workspace(folder))
        why = "mend first what is wrong already"
        return LogResult(path=folder / "case.json", is_written=False, why=why, problems=error.problems, texts=texts)
    today = case.today(clock)
    latest = max(today, day_in_zone(clock, str(case.zone)))  # in an example, what is named may come after its own day
    compose = {"sent": record_sent, PAID: record_repayment}.get(wanted.event, record_event)
    note = compose(wanted, case, today)
    if not wanted.at and case.day(note.at) > latest + timedelta(days=1):
        raise UsageError("The date in this mail is later than today. Say when it was: `ON=DAY`")
    later = "This day is later than today." if case.day(note.at) > latest and wanted.at else ""
    return record(case, note, later)
