"""Times without an offset need a zone that somebody stated, and a clock that showed them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from makegood.pipeline.check.json_access import get_in

if TYPE_CHECKING:
    from makegood.pipeline.check.report import Report
    from makegood.pipeline.check.text_fields import TextField

NAIVE = re.compile(r"[0-9-]{10}T[0-9:]{5,8}\Z")


def left_out(at: datetime) -> datetime | None:
    """Give the time that a clock showed in place of one that it left out; None where it was shown."""
    shown = at.astimezone(UTC).astimezone(at.tzinfo)
    return shown if shown.replace(tzinfo=None) != at.replace(tzinfo=None) else None


def times(report: Report, parts: list[TextField]) -> None:
    """Report all times without a zone as one mistake, since one line mends them."""
    if get_in(report.source.data, "case", "timezone") is not None:
        return
    naive = [
        part.pointer
        for part in parts
        if part.form == "Moment" and NAIVE.match(part.text) and report.is_sound(part.pointer)
    ]
    if naive:
        report.add("D10", naive[0], related=tuple(naive[1:]))
