"""The page of all rules, docs/rules.md, made from the table in the program and the bad cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from makegood.pipeline.check import MAY_BE_ACCEPTED
from makegood.model.rules import REPLACED, RULES, Rule

LETTERS = {
    "J": "The JSON text of a file.",
    "F": "Files and folders.",
    "S": "The shape: which keys there are, and what form their values have.",
    "N": "Names and ids.",
    "D": "Dates, held against each other.",
    "M": "Money, held against itself.",
    "K": "The computation of the claim.",
    "E": "Evidence: what it is to prove, and who may see it.",
    "C": "Channels: who can pay back, until when, and what has to be accepted first.",
    "T": "Parties and texts.",
    "G": "Letters that no font has.",
    "O": "Policies: the program's own rules of the world, and a workspace's.",
    "P": "Exhibits: files as they are shown in a packet.",
    "R": "Templates, and documents as they are laid out.",
    "A": "Finished documents, read once more.",
    "L": "The day on which documents are made.",
}
"""What the letter in front of a rule's number means, in the order in which a person meets them."""
HEAD = """# Rules

Each mistake that `makegood check` or `makegood build` tells of has the id of its rule. An error stops the build. A warning
is a question: mend what it names, or answer it in the case file, and it is not asked again:

    "accepted": [ { "rule": "E9", "reason": "The reader speaks German." } ]

An error cannot be accepted, except of WHICH. A problem often says more than this table: which of two sides is wrong,
what was meant, what the policy says. Where the facts are less sure a rule is milder, and where they are surer it is graver
than stated here. The last column leads to a case that breaks the rule, with the report word for word, or names the test
that does.

This page is made from the program: `pytest tests/test_rules.py --renew`.
"""
COLUMNS = "| rule | severity | step | what is wrong | what to do | seen in |\n|---|---|---|---|---|---|"


def page(cases: Mapping[str, Iterable[str]], tests: Mapping[str, str]) -> str:
    """Write the page. `cases` has the folders of bad cases by rule, `tests` the test of a rule that has none."""
    parts = [HEAD.replace("WHICH", ", ".join(sorted(MAY_BE_ACCEPTED)))]
    for letter, meaning in LETTERS.items():
        rows = "\n".join(_rows(letter, cases, tests))
        parts.append(f"## {letter}\n\n{meaning}\n\n{COLUMNS}\n{rows}\n")
    gone = "\n".join(f"* {name}: {' and '.join(others)}" for name, others in REPLACED.items())
    parts.append(
        f"## Ids that are not in use\n\nOthers ask what these were named for; a case may still accept them.\n\n{gone}\n"
    )
    return "\n".join(parts)


def _rows(letter: str, cases: Mapping[str, Iterable[str]], tests: Mapping[str, str]) -> Iterator[str]:
    own = [rule for rule in RULES.values() if rule.id[0] == letter]
    for rule in sorted(own, key=lambda one: int(one.id[1:])):
        seen = "<br>".join(f"[{name}](../tests/cases/bad/{name}/report.txt)" for name in cases.get(rule.id, ()))
        yield _row(rule, seen or (f"`{tests[rule.id]}`" if rule.id in tests else ""))


def _row(rule: Rule, seen: str) -> str:
    cells = (rule.id, rule.severity, rule.step, rule.sentence, rule.fix, seen)
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
