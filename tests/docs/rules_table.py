"""Generate docs/rules.md, the page of all rules, from the table in the program and the bad cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from makegood.model.rules import REPLACED, RULES, Rule

LETTERS = {
    "J": "The JSON text of a file.",
    "F": "Files and folders.",
    "S": "The structure: which keys there are, and what form their values have.",
    "N": "Names and ids.",
    "D": "Dates, compared with each other.",
    "M": "Amounts of money, compared with each other.",
    "K": "The computation of the claim.",
    "E": "Evidence: what it must prove, and who may see it.",
    "C": "Channels: who can refund, until when, and what must be accepted first.",
    "T": "Parties and texts.",
    "G": "Characters that no font has.",
    "O": "Policies: the built-in ones, and those of a workspace.",
    "P": "Exhibits: the files shown in a packet.",
    "R": "Templates, and the layout of documents.",
    "A": "Checks of the finished documents.",
    "L": "The day on which documents are made.",
}
"""The meaning of the letter in a rule's id, in the order in which a user meets the rules."""
HEAD = """# Rules

Each problem that `makegood check` or `makegood build` reports has the id of its rule. An error stops the build. A
warning does not: fix what it names, or accept it with a reason in the case file, and it is not reported again:

    "accepted": [ { "rule": "E9", "reason": "The reader speaks German." } ]

An error cannot be accepted, except for WHICH. A report is often more specific than this table: it shows which of two
sides is wrong, what was probably meant, and what the policy requires. Where the facts are less certain than usual a
rule is less severe than stated here, and where they are more certain it is more severe. The last column links to a case
that breaks the rule, with its full report, or names the test that breaks it.

This page is generated from the program: `pytest tests/test_rules.py --renew`.
"""
COLUMNS = "| rule | severity | step | what is wrong | what to do | seen in |\n|---|---|---|---|---|---|"


def page(cases: Mapping[str, Iterable[str]], tests: Mapping[str, str]) -> str:
    """Return the page; `cases` maps a rule to its bad cases, `tests` a rule that has none to its test."""
    parts = [HEAD.replace("WHICH", ", ".join(rule.id for rule in RULES.values() if rule.always_acceptable))]
    for letter, meaning in LETTERS.items():
        rows = "\n".join(_rows(letter, cases, tests))
        parts.append(f"## {letter}\n\n{meaning}\n\n{COLUMNS}\n{rows}\n")
    replaced = "\n".join(f"* {name}: {' and '.join(others)}" for name, others in REPLACED.items())
    parts.append(
        f"## Ids that are not in use\n\nOther rules have replaced these; a case may still accept them.\n\n{replaced}\n"
    )
    return "\n".join(parts)


def _rows(letter: str, cases: Mapping[str, Iterable[str]], tests: Mapping[str, str]) -> Iterator[str]:
    own = [rule for rule in RULES.values() if rule.id[0] == letter]
    for rule in sorted(own, key=lambda rule: int(rule.id[1:])):
        seen = "<br>".join(f"[{name}](../tests/cases/bad/{name}/report.txt)" for name in cases.get(rule.id, ()))
        yield _row(rule, seen or (f"`{tests[rule.id]}`" if rule.id in tests else ""))


def _row(rule: Rule, seen: str) -> str:
    cells = (rule.id, rule.severity, rule.step, rule.sentence, rule.fix, seen)
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
