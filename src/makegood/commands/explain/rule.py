"""One rule in plain words: what it says, why, how grave it is, how to mend it, whether it may stand with a reason."""

from __future__ import annotations

from makegood.commands.explain.text_page import TextPage
from makegood.model import rules

FOUND = {
    "load": "when the case's files are read",
    "check": "when the case is checked",
    "derive": "when the case is worked out",
    "prepare": "when the evidence is made ready for the packet",
    "render": "when a template is filled in",
    "assemble": "when a document is put together",
    "verify_output": "when the finished documents are read once more",
    "write": "when the results are written",
    "cli": "when you build on a later day",
}


def page(name: str) -> TextPage:
    """Explain the rule with this id."""
    rule = rules.RULES[name]
    made = TextPage(f"{rule.id}: {rule.sentence}")
    made.say(f"A rule of makegood, found {FOUND[rule.step]}.")
    made.head("Why", rule.why)
    made.head("How grave", _grave(rule))
    made.head("How to mend it", rule.fix)
    _acceptance(made, rule)
    if rule.see:
        made.head("Look up", "Numbers, words and sources behind it:")
        made.lines(*(f"`make explain NAME={one}`" for one in rule.see))
    made.head("Source", f"{rule.source}.")
    return made


def replaced(name: str) -> TextPage:
    """Explain an id that no step reports any more."""
    made = TextPage(f"{name}: an id that is not in use.")
    made.say("A rule had this id. No check reports it; where a case accepts it, that changes nothing.")
    made.head("What asks the same", *(f"{one}: {rules.RULES[one].sentence}" for one in rules.REPLACED[name]))
    made.head("Look up", "Each of these has a page:")
    made.lines(*(f"`make explain NAME={one}`" for one in rules.REPLACED[name]))
    return made


def _grave(rule: rules.Rule) -> str:
    if rule.varies == "words":
        return "An error where a template says it, and no documents are made. Where your own words do, a warning."
    if rule.varies:
        return "An error or a warning, as the case may be. An error stops the build, a warning does not."
    if rule.id == "E3":
        return "A warning: the letter is still made. `make check STRICT=yes` makes it an error."
    if rule.severity == "warning":
        return "A warning: the documents are still made."
    return "An error: no documents are made until it is mended."


def _acceptance(made: TextPage, rule: rules.Rule) -> None:
    """Say what to paste where the rule may stand; `check` and `verify_output` look at what was accepted."""
    if rule.step not in {"load", "check", "verify_output"} or (rule.severity == "error" and not rule.varies):
        made.head("If it is right as it is", "It cannot be accepted with a reason.")
        return
    when = "Where it is a warning, accept" if rule.varies and not rule.always_acceptable else "Accept"
    made.head("If it is right as it is", f"{when} it in case.json. The page of the case shows your reason:")
    made.lines(f'"accepted": [ {{ "rule": "{rule.id}", "reason": "Why the case stands as it is." }} ]')
