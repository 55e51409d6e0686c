"""Check the evidence against what it has to prove, and against who may see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.domain import ladder, ledger, readiness, ways
from makegood.domain.defects import defects_of
from makegood.language import in_english
from makegood.model.rules import RULES
from makegood.model.words import POSTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from makegood.model.case import Case, Deliverable, Evidence, Metrics
    from makegood.model.errors import Severity
    from makegood.model.policy import Policies
    from makegood.model.results import Need
    from makegood.pipeline.check.report import Report

ANY_SIGNS = r"[\W_]*"
WHOLE = 100
"""Percent of a page."""
OF_TIKTOK = frozenset({"ad_report", "analytics_export"})
"""Data of Ads Manager, which may be shown only to TikTok and to those who act for you (TikTok Commercial Terms,
section 7.2(a))."""
OWN = frozenset({"tiktok", "internal"})
BEFORE_A_JUDGE = frozenset({"card", "paypal", "court"})
"""Readers for whom a person may accept the rule, with a reason."""
SCREENSHOTS = frozenset({"post_screenshot", "profile_screenshot", "dm_screenshot", "analytics_screenshot"})

CITED: Mapping[str | None, str] = MappingProxyType(
    {
        "agreement": 'Then add its id to the "evidence" list of agreement.',
        "payments": 'Then add its id to the "evidence" list of the payment.',
        "deliverables": 'Then add its id to the "evidence" list of the deliverable.',
        "log": 'Then add its id to the "evidence" list of the log entry about it.',
        "purchase": 'Then add its id to the "evidence" list of purchase.',
        "defects": 'Then add its id to the "evidence" list of the defect.',
        "amendments": 'Then add its id to the "evidence" list of the amendment.',
        None: "",
    }
)
"""Where to add the id of a piece of evidence, by what has to cite it."""


def check_evidence(report: Report, case: Case, policies: Policies) -> None:
    """Check every piece of evidence, then what the grounds need and nothing proves."""
    _check_payees(report, case)
    for index, item in enumerate(case.evidence):
        _check_audience(report, f"/evidence/{index}", item)
        _check_areas(report, f"/evidence/{index}", item)
        _check_masked_words(report, f"/evidence/{index}", item)
    if not report.has_errors:
        _check_doubts(report, case, policies)


def _check_areas(report: Report, where: str, item: Evidence) -> None:
    """E16: what is hidden, marked or cropped is on the page."""
    areas = {f"{where}/crop": item.crop}
    areas |= {f"{where}/masks/{index}/area": mask.area for index, mask in enumerate(item.masks)}
    areas |= {f"{where}/marks/{index}/area": mark.area for index, mark in enumerate(item.marks)}
    for pointer, area in areas.items():
        if area and (area.x + area.width > WHOLE or area.y + area.height > WHOLE):
            report.add("E16", pointer)


def _check_masked_words(report: Report, where: str, item: Evidence) -> None:
    """E17: what is hidden in a file does not appear in its caption, title, name or transcript."""
    masked_words = (re.findall(r"[^\W_]+", mask.text or "") for mask in item.masks)
    # A file's name has hyphens where a text has spaces.
    hidden = [
        re.compile(rf"(?<![^\W_]){ANY_SIGNS.join(words_of_mask)}(?![^\W_])", re.IGNORECASE)
        for words_of_mask in masked_words
        if words_of_mask
    ]
    for key in ("caption", "title", "file", "transcript"):
        text = getattr(item, key) or ""
        if any(pattern.search(text) for pattern in hidden):
            report.add("E17", f"{where}/{key}", related=(f"{where}/masks",))


def _check_doubts(report: Report, case: Case, policies: Policies) -> None:
    """Report what a reader would doubt, only if no mistake explains it."""
    for index, payment in enumerate(case.payments):
        if not payment.evidence:
            report.add("M10" if payment.direction == "out" else "M18", f"/payments/{index}/amount")
    for index, item in enumerate(case.evidence):
        _check_language(report, case, f"/evidence/{index}", item)
    for index, work in enumerate(case.deliverables):
        _check_disputed(report, case, f"/deliverables/{index}", work)
        _check_metrics(report, f"/deliverables/{index}", work)
    _check_duplicates(report, case)
    _check_needs(report, case, policies)


def _check_payees(report: Report, case: Case) -> None:
    """M11: report a payee who is not the creator."""
    creator = case.parties.creator
    names = {creator.display_name, creator.legal_name} if creator else set()
    for index, payment in enumerate(case.payments):
        is_explained = case.parties.payee is not None or payment.direction == "in" or not payment.payee
        if creator and not is_explained and payment.payee not in names:
            report.add("M11", f"/payments/{index}/payee", related=("/parties/creator/display_name",))


def _check_audience(report: Report, where: str, item: Evidence) -> None:
    """E6 and E7: what a reader may not see is not shown to that reader."""
    others = [reader for reader in item.audience if reader not in OWN]
    if item.kind in OF_TIKTOK and others:
        severity: Severity = "warning" if set(others) <= BEFORE_A_JUDGE else "error"
        kind = (f"{where}/kind",)
        fix = f"{RULES['E6'].fix[:-1]}, or accept this warning and give a reason." if severity == "warning" else None
        report.add("E6", f"{where}/audience", severity=severity, fix=fix, related=kind)
    if item.privilege != "none" and any(reader != "internal" for reader in item.audience):
        report.add("E7", f"{where}/audience", related=(f"{where}/privilege",))


def _check_language(report: Report, case: Case, where: str, item: Evidence) -> None:
    """E9: evidence in a language that the reader cannot read proves nothing."""
    own = case.case.language.partition("-")[0]
    is_foreign = item.language is not None and item.language.partition("-")[0] != own
    translated = any(other.translation_of == item.id for other in case.evidence)
    if is_foreign and not translated and not item.transcript:
        report.add("E9", f"{where}/language")


def _check_disputed(report: Report, case: Case, where: str, work: Deliverable) -> None:
    """E4: a screenshot of a post can be doubted, an address or an export cannot."""
    kinds = [item.kind for item in case.evidence if item.id in work.evidence]
    if (
        work.status in POSTED
        and defects_of(work, case)
        and not work.url
        and kinds
        and all(kind in SCREENSHOTS for kind in kinds)
    ):
        report.add("E4", f"{where}/evidence")


def _check_metrics(report: Report, where: str, work: Deliverable) -> None:
    """E11: the same metrics, read on the same day at the same source, are the same."""
    seen: dict[tuple[date, str], tuple[int, Metrics]] = {}
    for index, metrics in enumerate(work.metrics):
        first = seen.setdefault((metrics.as_of, metrics.source), (index, metrics))
        if first[1] != metrics:
            report.add("E11", f"{where}/metrics/{index}", related=(f"{where}/metrics/{first[0]}",))


def _check_duplicates(report: Report, case: Case) -> None:
    """E10: one file as two exhibits looks like two documents."""
    files = {file.name: file.sha256 for file in case.inventory}
    first: dict[str, int] = {}
    for index, item in enumerate(case.evidence):
        digest = files.get(item.file)
        if digest is not None and first.setdefault(digest, index) != index:
            report.add("E10", f"/evidence/{index}/file", related=(f"/evidence/{first[digest]}/file",))


def _check_needs(report: Report, case: Case, policies: Policies) -> None:
    """E3: one warning for each proof that a ground needs and the case lacks; none for a ground that C24 questions."""
    grounds = {name: policies.grounds[name] for name in case.refund.grounds}
    where = {name: f"/refund/grounds/{case.refund.grounds.index(name)}" for name in grounds}
    unproven = any(not payment.evidence for payment in case.payments if payment.direction == "out")
    channel = policies.channels[case.case.channel]
    computation = ledger.compute_claim(case, channel, tuple(grounds.values()), policies.currencies)
    if computation.is_made_good:
        return
    sums = ledger.sums(case, computation)
    parted = ways.ways(case, policies, computation, sums)
    sums, channel = ways.sums_with_desks(sums, parted), ways.channel_with_all_letters(channel, parted)
    next_letter = ladder.next_letter(case, channel, sums, policies.letters)
    asked_days = {problem.place.pointer for problem in report.problems if problem.rule == "D15"}
    stated = ledger.stated_grounds(case, computation, tuple(grounds.values()), policies.currencies)
    for need in readiness.needs(case, stated, policies.methods, next_letter):
        is_asked_elsewhere = need.lacking and need.lacking == need.undated and asked_days
        if need.is_proven or is_asked_elsewhere or (need.id in {"payment", "goods"} and unproven):
            continue
        message, fix = _advice(case, need)
        report.add("E3", where[need.ground], message=message, fix=fix, related=_related(case, need))


TAKEN: Mapping[str | None, str] = MappingProxyType(
    {
        "after_due": "It must be after the due date, or after a later day that was agreed and has passed.",
        "after_agreed": "It must be after the later day that was agreed for the delivery.",
        "while_online": "It must be before the removal of the post.",
        "after_removal": "It must not be before the removal of the post.",
    }
)
"""When evidence has to be captured, by `taken` of its policy."""


def _advice(case: Case, need: Need) -> tuple[str, str]:
    """Return the message and the fix for a proof that is missing."""
    message = f"Evidence for this ground is missing: {in_english(need.what)}."
    if need.undated and need.undated == need.lacking:
        return message, "Open the post, read its date, and add it to the deliverable as posted_at."
    if any(not _day(item) for item in case.evidence if item.id in need.unfit):
        fix = f'Add "captured_at" to this evidence, with the date on which it was captured. {TAKEN[need.taken]}'
        return message, fix
    where = in_english(need.where)
    if need.unfit and need.taken == "after_agreed":
        return message, f"{where} {TAKEN[need.taken]}"
    if need.unfit:
        return message, where
    advice = f"{where} {CITED[need.cited_by]}".rstrip()
    wrong = {item.kind for item in case.evidence if item.id in need.wrong_kind and item.kind}
    if not wrong:
        return message, advice
    message = f"{message} Evidence of the kind {_quoted_choice(sorted(wrong))} cannot show it."
    return message, f"{advice} Kinds that can show it: {_quoted_choice(need.kinds)}."


def _quoted_choice(words: Iterable[str]) -> str:
    """Return words in quotes: "a", "b" or "c"."""
    *most, last = (f'"{word}"' for word in words)
    return f"{', '.join(most)} or {last}" if most else last


def _related(case: Case, need: Need) -> tuple[str, ...]:
    """Return the pointers of the evidence that does not prove it, and of the work for which it is missing."""
    exhibits = tuple(enumerate(case.evidence))
    unfit = [f"/evidence/{index}/{_day_field(item)}" for index, item in exhibits if item.id in need.unfit]
    wrong = [f"/evidence/{index}/kind" for index, item in exhibits if item.id in need.wrong_kind]
    is_dated = need.unfit and all(_day(item) for item in case.evidence if item.id in need.unfit)
    if is_dated and need.taken == "after_due":
        return (*unfit, *_due_pointers(case, need))
    if is_dated and need.taken == "after_agreed":
        last = max(readiness.agreed_days_passed(case).items(), key=lambda item: item[1])[0]
        return (*unfit, f"/log/{last}/deadline")
    return (*unfit, *wrong) if unfit or wrong else _work_pointers(case, need)


def _due_pointers(case: Case, need: Need) -> tuple[str, ...]:
    """Return the pointers of the due dates after which evidence would prove it."""
    first = readiness.first_due(case)
    return tuple(
        f"/deliverables/{index}/due"
        for index, item in enumerate(case.deliverables)
        if item.due and (item.id in need.lacking if need.lacking else item.due == first)
    )


def _work_pointers(case: Case, need: Need) -> tuple[str, ...]:
    """Return the pointers of the work for which it is missing, if there is other work too."""
    lacking = [index for index, item in enumerate(case.deliverables) if item.id in need.lacking]
    return tuple(f"/deliverables/{index}/id" for index in lacking) if len(case.deliverables) > 1 else ()


def _day(item: Evidence) -> object:
    return item.captured_at or item.created_on


def _day_field(item: Evidence) -> str:
    """Return the field with the day of a piece of evidence; "file" if there is none."""
    return "captured_at" if item.captured_at else "created_on" if item.created_on else "file"
