"""Check what is claimed beside the content: rights, exclusivity, and accounts that are gone or in other hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.domain import ways, windows
from makegood.model.rules import RULES
from makegood.model.words import ACCOUNT_DEFECTS, DefectCode

if TYPE_CHECKING:
    from makegood.model.case import Case, Defect, Deliverable, Moment
    from makegood.model.errors import Severity
    from makegood.model.policy import Policies
    from makegood.pipeline.check.report import Report

TERM_OF: Mapping[DefectCode, str] = MappingProxyType(
    {
        "rights_not_granted": "usage_rights",
        "rights_withdrawn": "usage_rights",
        "spark_code_revoked": "usage_rights",
        "exclusivity_broken": "exclusivity",
    }
)
"""The term of the agreement that a defect says was not kept."""
EXAMPLES = MappingProxyType(
    {
        "usage_rights": '"usage_rights": { "scope": "Use of the video in our ads for 90 days." }',
        "exclusivity": '"exclusivity": "No other candle brand for 30 days."',
    }
)
FROM_A_DAY: frozenset[DefectCode] = ACCOUNT_DEFECTS | {
    "rights_withdrawn",
    "spark_code_revoked",
    "exclusivity_broken",
    "edited_after_posting",
}
"""Defects that began on some day after all was in order."""


BACK = (
    "If the creator has the account back and has written to you through it, record that message: "
    '`make log EVENT=answered TEXT="What was said" VIA=dm`.'
)


def check_rights_and_accounts(report: Report, case: Case, policies: Policies) -> None:
    """C25 and C26: a claim names its term and its day. C27 and C28: a letter reaches the person who was paid."""
    for where, item, defect in _defects(case):
        if defect.code == "account_impersonated":
            report.add("C28", f"{where}/code", related=("/parties/creator/handle",))
        _check_term(report, case, where, defect)
        if defect.code in FROM_A_DAY and defect.noticed_on is None and item.removed_at is None:
            report.add("C26", f"{where}/code")
    _check_address(report, case, policies)


def _defects(case: Case) -> Iterator[tuple[str, Deliverable, Defect]]:
    """Yield each listed defect with its pointer and its deliverable."""
    for index, item in enumerate(case.deliverables):
        for position, defect in enumerate(item.defects):
            yield f"/deliverables/{index}/defects/{position}", item, defect


def _check_term(report: Report, case: Case, where: str, defect: Defect) -> None:
    """C25: what was not kept was agreed, in the agreement or in the clause of the reduction."""
    key = TERM_OF.get(defect.code)
    has_clause = defect.reduction is not None and defect.reduction.clause is not None
    if key is None or has_clause or (case.agreement is not None and getattr(case.agreement, key)):
        return
    fix = f'Add the term to agreement, such as {EXAMPLES[key]}, or quote it as "clause" of the reduction.'
    report.add("C25", f"{where}/code", related=("/agreement",), fix=fix)


def _check_address(report: Report, case: Case, policies: Policies) -> None:
    """C27: a message through a lost account does not reach the creator, and may reach somebody else.

    It is for channels with letters: without one, nothing goes to the creator.
    """
    creator = case.parties.creator
    channels = {case.case.channel, *ways.payments_by_channel(case, policies)}
    if creator is None or creator.email or not any(policies.channels[channel].letters for channel in channels):
        return
    for where, item, defect in _defects(case):
        if defect.code in ACCOUNT_DEFECTS:
            is_lost = defect.code == "account_hacked" and not _has_written_since(
                case, defect.noticed_on or item.removed_at
            )
            severity: Severity = "error" if is_lost else "warning"
            fix = f"{RULES['C27'].fix} {BACK}" if is_lost else None
            report.add("C27", "/parties/creator/handle", related=(f"{where}/code",), severity=severity, fix=fix)
            return


def _has_written_since(case: Case, lost_at: Moment | None) -> bool:
    """Return whether the log has a direct message of the creator after the account was lost."""
    if lost_at is None:
        return False
    lost_on = windows.day_of(lost_at, case)
    return any(
        entry.by == "creator" and entry.via == "dm" and windows.day_of(entry.at, case) > lost_on for entry in case.log
    )
