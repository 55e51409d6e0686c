"""Explain a rule: what it requires, why, its severity, how to fix it, and whether it can be accepted with a reason."""

from __future__ import annotations

from makegood.commands.explain.text_page import TextPage
from makegood.model import rules

WHEN_CHECKED = {
    "load": "when the case's files are read",
    "check": "when the case is checked",
    "derive": "when the results of the case are derived",
    "prepare": "when the evidence is prepared for the packet",
    "render": "when a template is filled in",
    "assemble": "when a document is assembled",
    "verify_output": "when the finished documents are verified",
    "write": "when the results are written",
    "cli": "when you build on a later day",
}


def page(name: str) -> TextPage:
    """Return the page of the rule with this id."""
    rule = rules.RULES[name]
    page = TextPage(f"{rule.id}: {rule.sentence}")
    page.paragraph(f"A rule finds one kind of problem. This rule is checked {WHEN_CHECKED[rule.step]}.")
    page.head("Why", rule.why)
    page.head("Severity", _severity(rule))
    page.head("How to fix it", rule.fix)
    _add_acceptance(page, rule)
    if rule.see:
        page.head("Related pages", "These pages contain the numbers, words and sources for this rule:")
        page.lines(*(f"`make explain NAME={name}`" for name in rule.see))
    page.head("Source", f"{rule.source}.")
    return page


def replaced(name: str) -> TextPage:
    """Return the page of an id that no step reports any more."""
    page = TextPage(f"{name}: an id that is no longer used")
    page.paragraph("This id belonged to a rule that is no longer reported. Accepting it in a case has no effect.")
    page.head("Replacement", *(f"{rule}: {rules.RULES[rule].sentence}" for rule in rules.REPLACED[name]))
    page.head("Related pages", "These ids are in use:")
    page.lines(*(f"`make explain NAME={rule}`" for rule in rules.REPLACED[name]))
    return page


def _severity(rule: rules.Rule) -> str:
    if rule.varies == "words":
        return (
            "An error if the text is in a template, and no documents are created. A warning if it is in your own text."
        )
    if rule.varies:
        return "An error or a warning, depending on the case. Only an error stops the build."
    if rule.id == "E3":
        return "A warning. The letter is still created. `make check STRICT=yes` turns the warning into an error."
    if rule.severity == "warning":
        return "A warning. The documents are still created."
    return "An error. No documents are created until you fix it."


def _add_acceptance(page: TextPage, rule: rules.Rule) -> None:
    """Add what to paste to accept the rule; `check` and `verify_output` apply acceptances."""
    if rule.step not in {"load", "check", "verify_output"} or (rule.severity == "error" and not rule.varies):
        page.head("If the case is correct as it is", "This error cannot be accepted with a reason.")
        return
    when = "If it is a warning, accept" if rule.varies and not rule.always_acceptable else "Accept"
    page.head(
        "If the case is correct as it is", f"{when} it in case.json. The page of the case shows your reason. Write:"
    )
    page.lines(f'"accepted": [ {{ "rule": "{rule.id}", "reason": "Why the case is correct as it is." }} ]')
