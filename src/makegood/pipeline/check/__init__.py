"""Step 2: check the case, and return it or every problem in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makegood.model import rules
from makegood.model.case import Brand, Case, Contact, Parties
from makegood.model.errors import CaseError
from makegood.pipeline import garbage_collection
from makegood.pipeline.check import bounds, defaults, names, text_fields
from makegood.pipeline.check.addresses import check_addresses
from makegood.pipeline.check.channel_rules import check_channel
from makegood.pipeline.check.closing import check_windows
from makegood.pipeline.check.convert import INVALID, Converter, hints
from makegood.pipeline.check.dates import check_dates
from makegood.pipeline.check.deprecated_fields import check_deprecated
from makegood.pipeline.check.files import check_files
from makegood.pipeline.check.glyphs import check_glyphs
from makegood.pipeline.check.history import check_history
from makegood.pipeline.check.json_access import get_in, objects_in_list
from makegood.pipeline.check.later_day import check_later_days
from makegood.pipeline.check.log_rules import check_log
from makegood.pipeline.check.money import check_amounts, check_sums
from makegood.pipeline.check.order import check_order
from makegood.pipeline.check.proof import check_evidence
from makegood.pipeline.check.references import check_references
from makegood.pipeline.check.repayment import check_repayment
from makegood.pipeline.check.report import Report, sort_problems
from makegood.pipeline.check.rights_and_accounts import check_rights_and_accounts
from makegood.pipeline.check.sent_files import check_sent_files, check_withdrawn
from makegood.pipeline.check.shape import check_shape
from makegood.pipeline.check.showable_evidence import check_showable
from makegood.pipeline.check.subdivisions import check_subdivision
from makegood.pipeline.check.times import check_times

if TYPE_CHECKING:
    from makegood.model.errors import Problem
    from makegood.model.policy import Policies
    from makegood.model.source import Source

STAND_IN = Parties(brand=Brand(legal_name="-", contact=Contact(name="-", email="-")))
"""Replaces parties that are wrong, so that the sums are still checked in the same run."""


@garbage_collection.collection_paused()
def check(source: Source, policies: Policies) -> tuple[Case, tuple[Problem, ...]]:
    """Return the case with its defaults applied, and its warnings in the order of the file.

    Raise CaseError with every error and warning, `source.problems` included, if there is an error.
    """
    source, overlong = bounds.shorten_lists(source)
    report = Report(source)
    check_shape(report, policies, overlong)
    fields = list(text_fields.texts(source.data))
    converter = Converter(report, names.zone(get_in(source.data, "case", "timezone")) or names.UTC, policies)
    case = converter.read(source.data, Case, "")
    names.check_names(report, fields)
    check_subdivision(report)
    check_addresses(report, fields)
    check_repayment(report)
    check_times(report, fields)
    check_files(report)
    check_sent_files(report)
    check_withdrawn(report)
    check_references(report)
    check_glyphs(report, fields)
    check_amounts(report, converter.amounts, policies)
    check_deprecated(report)
    _check_accepted(report)
    countable = case if case is not INVALID else _with_stand_in(converter, source)
    complete = INVALID if countable is INVALID else _complete(countable, source)
    has_zone = report.has_no_error_at("/case/timezone")
    is_whole = case is not INVALID and has_zone
    if is_whole:
        check_history(report, complete, policies)
    if complete is not INVALID and has_zone:
        check_sums(report, complete, policies)
    if is_whole and not report.has_errors_of("JS"):  # a value that is still missing would look like a contradiction
        check_dates(report, complete, policies)
        check_order(report, complete, policies)
        for check_subject in (
            check_log,
            check_later_days,
            check_channel,
            check_rights_and_accounts,
            check_windows,
            check_evidence,
            check_showable,
        ):
            check_subject(report, complete, policies)
    problems = sort_problems(_without_accepted(report))
    if case is INVALID or any(problem.severity == "error" for problem in problems):
        raise CaseError(problems)
    return replace(complete, story=source.story), problems


def _complete(case: Case, source: Source) -> Case:
    return replace(defaults.apply_defaults(case), inventory=source.inventory, sent=source.sent)


def _with_stand_in(converter: Converter, source: Source) -> Case:
    """Return what the sums need if something else is wrong: amounts and days, not names and evidence."""
    keys = ("case", "payments", "refund", "agreement", "deliverables", "purchase")
    kinds = hints(Case)
    parts = {key: converter.read(source.data[key], kinds[key], f"/{key}") for key in keys if key in source.data}
    is_enough = {"case", "payments", "refund"} <= set(parts) and INVALID not in parts.values()
    return Case(parties=STAND_IN, **parts) if is_enough else INVALID


def _check_accepted(report: Report) -> None:
    """Check that each accepted rule exists: the reason given for a mistyped one would have no effect."""
    for pointer, entry in objects_in_list(report.source.data, "accepted"):
        rule = entry.get("rule")
        if isinstance(rule, str) and rule not in {*rules.RULES, *rules.REPLACED}:
            near = report.nearest(rule, rules.RULES)
            report.add(
                "S4",
                f"{pointer}/rule",
                message="There is no rule with this id.",
                fix=f'Did you mean "{near}"?' if near else "Copy the id from the output of `make check`.",
            )


def _without_accepted(report: Report) -> list[Problem]:
    """Return the problems, without those that were accepted: the case page shows the reasons."""
    ids = (entry.get("rule") for _, entry in objects_in_list(report.source.data, "accepted"))
    accepted = {rule for rule in ids if isinstance(rule, str)}
    return [problem for problem in report.problems if problem.rule not in accepted or not _may_be_accepted(problem)]


def _may_be_accepted(problem: Problem) -> bool:
    return problem.severity == "warning" or rules.RULES[problem.rule].always_acceptable
