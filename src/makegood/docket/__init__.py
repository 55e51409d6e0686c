"""Many cases: each through the pipeline, and all of them on one page, in one calendar and in one list."""

from makegood.docket.calendar import calendar
from makegood.docket.entry import STAGES, Docket, Entry, Total, dues, totals
from makegood.docket.kept import plain
from makegood.docket.look import look
from makegood.docket.many import build, build_each, left_over, refresh
from makegood.docket.page import page, publish
from makegood.docket.sieve import Sieve, within

__all__ = [
    "STAGES",
    "Docket",
    "Entry",
    "Sieve",
    "Total",
    "build",
    "build_each",
    "calendar",
    "dues",
    "left_over",
    "look",
    "page",
    "plain",
    "publish",
    "refresh",
    "totals",
    "within",
]
