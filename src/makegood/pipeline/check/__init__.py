"""Step 2: the case, or all that is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makegood.model import rules
from makegood.model.case import Brand, Case, Contact, Parties
from makegood.model.errors import CaseError
from makegood.pipeline import collection
from makegood.pipeline.check import bounds, defaults, names, text_fields
from makegood.pipeline.check.addresses import addresses
from makegood.pipeline.check.channel_rules import road
from makegood.pipeline.check.closing import closing
from makegood.pipeline.check.convert import INVALID, Converter, hints
from makegood.pipeline.check.dates import dates
from makegood.pipeline.check.deprecated_fields import check_deprecated
from makegood.pipeline.check.files import files
from makegood.pipeline.check.glyphs import glyphs
from makegood.pipeline.check.history import history
from makegood.pipeline.check.json_access import get_in, objects_in_list
from makegood.pipeline.check.log_rules import steps
from makegood.pipeline.check.money import money, sums
from makegood.pipeline.check.order import order
from makegood.pipeline.check.proof import proof
from makegood.pipeline.check.references import references
from makegood.pipeline.check.repayment import repayment
from makegood.pipeline.check.report import Report, in_order
from makegood.pipeline.check.sent_files import check_sent_files, withdrawn
from makegood.pipeline.check.shape import shape
from makegood.pipeline.check.showable_evidence import check_showable
from makegood.pipeline.check.subdivisions import subdivisions
from makegood.pipeline.check.times import times

if TYPE_CHECKING:
    from makegood.model.errors import Problem
    from makegood.model.policy import Policies
    from makegood.model.source import Source

STAND_IN = Parties(brand=Brand(legal_name="-", contact=Contact(name="-", email="-")))
"""Takes the place of parties that are wrong, so that the sums are still checked in the same run."""


@collection.collection_paused()
def check(source: Source, policies: Policies) -> tuple[Case, tuple[Problem, ...]]:
    """Give the case with everything settled, and its warnings in the order of the file.

    Raises CaseError with every error and warning, `source.problems` included, where there is an error.
    """
    source, longer = bounds.cut(source)
    report = Report(source)
    shape(report, policies, longer)
    texts = list(text_fields.texts(source.data))
    reader = Converter(report, names.zone(get_in(source.data, "case", "timezone")) or names.UTC, policies)
    case = reader.read(source.data, Case, "")
    names.names(report, texts)
    subdivisions(report)
    addresses(report, texts)
    repayment(report)
    times(report, texts)
    files(report)
    check_sent_files(report)
    withdrawn(report)
    references(report)
    glyphs(report, texts)
    money(report, reader.amounts, policies)
    check_deprecated(report)
    _known_rules(report)
    countable = case if case is not INVALID else _without_names(reader, source)
    settled = INVALID if countable is INVALID else _settled(countable, source)
    has_zone = report.is_sound("/case/timezone")
    is_whole = case is not INVALID and has_zone
    if is_whole:
        history(report, settled, policies)
    if settled is not INVALID and has_zone:
        sums(report, settled, policies)
    if is_whole and not report.has_errors_of("JS"):  # a value that is not there yet would look like one that disagrees
        dates(report, settled, policies)
        order(report, settled)
        for subject in (steps, road, closing, proof, check_showable):
            subject(report, settled, policies)
    problems = in_order(_not_accepted(report))
    if case is INVALID or any(problem.severity == "error" for problem in problems):
        raise CaseError(problems)
    return replace(settled, story=source.story), problems


def _settled(case: Case, source: Source) -> Case:
    return replace(defaults.apply_defaults(case), inventory=source.inventory, sent=source.sent)


def _without_names(reader: Converter, source: Source) -> Case:
    """Read what the sums need, where something else is wrong: amounts and days, not names and evidence."""
    wanted = ("case", "payments", "refund", "agreement", "deliverables", "purchase")
    kinds = hints(Case)
    read = {key: reader.read(source.data[key], kinds[key], f"/{key}") for key in wanted if key in source.data}
    fits = {"case", "payments", "refund"} <= set(read) and INVALID not in read.values()
    return Case(parties=STAND_IN, **read) if fits else INVALID


def _known_rules(report: Report) -> None:
    """Look up each rule that is accepted: a mistyped one would give its reason to nobody."""
    for pointer, entry in objects_in_list(report.source.data, "accepted"):
        rule = entry.get("rule")
        if isinstance(rule, str) and rule not in {*rules.RULES, *rules.REPLACED}:
            near = report.nearest(rule, rules.RULES)
            report.add(
                "S4",
                f"{pointer}/rule",
                message="There is no rule with this id.",
                fix=f'Did you mean "{near}"?' if near else "Write the id as `make check` prints it.",
            )


def _not_accepted(report: Report) -> list[Problem]:
    """Leave out the questions that were answered: the case page shows the reasons."""
    given = (entry.get("rule") for _, entry in objects_in_list(report.source.data, "accepted"))
    accepted = {rule for rule in given if isinstance(rule, str)}
    return [one for one in report.problems if one.rule not in accepted or not _may_be_accepted(one)]


def _may_be_accepted(problem: Problem) -> bool:
    return problem.severity == "warning" or rules.RULES[problem.rule].always_acceptable
