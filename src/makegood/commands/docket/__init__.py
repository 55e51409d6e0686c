"""Many cases: build each, and show all on one page, in one calendar and in one list."""

from makegood.commands.docket.batch import build, build_each, left_over, refresh
from makegood.commands.docket.build_docket import build_docket
from makegood.commands.docket.cache import entry_as_json
from makegood.commands.docket.calendar import calendar
from makegood.commands.docket.case_filter import CaseFilter, within
from makegood.commands.docket.entry import STAGES, CurrencyTotal, Docket, DocketEntry, dues, totals
from makegood.commands.docket.page import page, publish

__all__ = [
    "STAGES",
    "CaseFilter",
    "CurrencyTotal",
    "Docket",
    "DocketEntry",
    "build",
    "build_docket",
    "build_each",
    "calendar",
    "dues",
    "entry_as_json",
    "left_over",
    "page",
    "publish",
    "refresh",
    "totals",
    "within",
]
