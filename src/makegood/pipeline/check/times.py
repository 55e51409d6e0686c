"""Check times without an offset: the case has to state a time zone, and the time has to exist in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from makegood.pipeline.check.json_access import get_in

if TYPE_CHECKING:
    from makegood.pipeline.check.report import Report
    from makegood.pipeline.check.text_fields import TextField

NAIVE = re.compile(r"[0-9-]{10}T[0-9:]{5,8}\Z")


def skipped_time(moment: datetime) -> datetime | None:
    """Return the time that a clock showed instead of one skipped when it went forward; None if it was not skipped."""
    existing = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return existing if existing.replace(tzinfo=None) != moment.replace(tzinfo=None) else None


def check_times(report: Report, fields: list[TextField]) -> None:
    """Report all times without a zone as one mistake, since one line fixes them."""
    if get_in(report.source.data, "case", "timezone") is not None:
        return
    naive = [
        field.pointer
        for field in fields
        if field.form == "Moment" and NAIVE.match(field.text) and report.has_no_error_at(field.pointer)
    ]
    if naive:
        report.add("D10", naive[0], related=tuple(naive[1:]))
