"""Many cases: each through the pipeline, and all of them on one page, in one calendar and in one list."""

from makegood.docket.calendar import calendar
from makegood.docket.entry import STAGES, Docket, Entry, Total, dues, totals
from makegood.docket.kept import plain
from makegood.docket.look import Clock, look
from makegood.docket.many import build, left_over
from makegood.docket.page import page, publish
from makegood.docket.sieve import Sieve, within

__all__ = [
    "STAGES", "Clock", "Docket", "Entry", "Sieve", "Total", "build", "calendar", "dues", "left_over",
    "look", "page", "plain", "publish", "totals", "within",
]  # fmt: skip
