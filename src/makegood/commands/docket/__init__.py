"""Many cases: each through the pipeline, and all of them on one page, in one calendar and in one list."""

from makegood.commands.docket.calendar import calendar
from makegood.commands.docket.entry import STAGES, Docket, Entry, Total, dues, totals
from makegood.commands.docket.kept import plain
from makegood.commands.docket.look import look
from makegood.commands.docket.many import build, build_each, left_over, refresh
from makegood.commands.docket.page import page, publish
from makegood.commands.docket.sieve import Sieve, within

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
