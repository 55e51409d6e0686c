"""rules.py: one table of all rules, in words that hold no value and end with a way to mend it."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from pathlib import Path

import pytest
import test_bad

from docs import rules_table
from makegood.model import rules
from makegood.model.errors import Place
from makegood.formats.json_text.words import WORDS
from makegood.model.rules import RULES, Rule

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
SOURCE = Path(__file__).parent.parent / "src" / "makegood"
DOMAIN = {
    "D": {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
    "M": set(range(1, 13)),
    "E": set(range(1, 12)),
    "C": set(range(1, 15)),
    "T": set(range(1, 9)),
}
"""The numbers under which the domain knows its rules."""


def raised(source: Path) -> dict[str, set[str]]:
    """Map each rule's id that stands as a text in the program to the steps or leaves in which it stands."""
    found: dict[str, set[str]] = {}
    for path in source.rglob("*.py"):
        if path.relative_to(source).as_posix() == "model/rules.py":
            continue
        room = path.relative_to(source).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            told = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if re.fullmatch(r"[A-Z]\d{1,2}", told):
                found.setdefault(told, set()).add(room)
    return found


def test_every_rule_of_the_domain_has_its_line() -> None:
    """D1 to T8 keep their numbers, so that a lawyer's list and ours are one list."""
    for letter, numbers in DOMAIN.items():
        assert {f"{letter}{number}" for number in numbers} <= {*RULES, *rules.REPLACED}, letter


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_said_in_plain_sentences(rule: Rule) -> None:
    """Each rule is one fact and one way to mend it, each a short sentence without blanks to fill in."""
    for text in (rule.sentence, rule.fix):
        assert text[0].isupper(), text
        assert len(text) <= 110, text
        assert not re.search(r"%|\s\s", text), text
    assert rule.sentence.endswith("."), rule.sentence
    assert RULES[rule.id] is rule


def test_every_id_that_the_program_raises_is_in_the_table_and_in_force() -> None:
    """No step can raise a rule that nobody can look up, or one that another has replaced."""
    ids = raised(SOURCE)
    letters = {rule[0] for rule in RULES}
    assert {one for one in ids if one[0] in letters} - set(RULES) <= NOT_RULES
    assert {"S1", "M1", "E1", "J2"} <= set(ids)


def unraised(table: Collection[str], source: Path) -> set[str]:
    """Give the rules that no step raises."""
    return set(table) - set(raised(source)) - {rule for rule, _, _ in WORDS.values()}


def test_every_rule_is_raised_somewhere() -> None:
    """A rule that no step raises would promise a check that nobody makes."""
    assert unraised(RULES, SOURCE) == set()


def test_a_rule_that_no_step_raises_is_seen() -> None:
    """Negative control: those that another rule has replaced, and one that nobody knows."""
    assert unraised({*RULES, *rules.REPLACED, "M99"}, SOURCE) == {*rules.REPLACED, "M99"}


def test_an_id_that_is_not_in_use_leads_to_rules_that_are() -> None:
    """What another rule has replaced has no line and no step of its own, and never gets another meaning."""
    assert not set(rules.REPLACED) & set(RULES)
    assert {one for others in rules.REPLACED.values() for one in others} <= set(RULES)


NOT_RULES = {"A4"}
"""Texts of this form that are something else: a size of paper."""


def test_an_unknown_id_is_seen(tmp_path: Path) -> None:
    """Negative control of the search through the program."""
    (tmp_path / "step.py").write_text('problem("M99", place)\n', encoding="utf-8")
    assert raised(tmp_path) == {"M99": {"step"}}


def test_a_problem_takes_the_words_of_its_rule() -> None:
    """Sentence, fix and severity come from the table unless better ones are given; the place is as it was given."""
    place = Place("case.json", 1, 2, 1, 3, "/case")
    plain = rules.problem("M6", place)
    assert (plain.message, plain.fix, plain.severity) == (RULES["M6"].sentence, RULES["M6"].fix, "warning")
    own = rules.problem("M6", place, message="Other.", fix="Do.", severity="error", detail="GBP 1", related=(place,))
    assert (own.message, own.fix, own.severity, own.detail, own.related) == (
        "Other.",
        "Do.",
        "error",
        "GBP 1",
        (place,),
    )
    with pytest.raises(KeyError):
        rules.problem("Z1", place)


def test_the_page_of_rules_is_what_the_code_gives(renew: bool) -> None:
    """docs/rules.md has every rule, in the program's own words, and the cases that break it."""
    broken: dict[str, list[str]] = {}
    for name, told in sorted(test_bad.broken(test_bad.FOLDERS).items()):
        first = name.partition("-")[0].upper()
        for rule in told & ({first} if first in RULES else told):
            broken.setdefault(rule, []).append(name)
    page = rules_table.page(broken, test_bad.ELSEWHERE)
    if renew:
        PAGE.write_text(page, encoding="utf-8")
    assert page == PAGE.read_text(encoding="utf-8")


def test_the_page_of_rules_leaves_none_out() -> None:
    """Each letter has its line, each rule its row, and no row of a rule in force lacks its case."""
    assert set(rules_table.LETTERS) == {rule[0] for rule in RULES}
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| [A-Z]\d", line)]
    assert sorted(row.split(" | ")[0][2:] for row in rows) == sorted(RULES)
    assert all(f"* {name}: " in PAGE.read_text(encoding="utf-8") for name in rules.REPLACED)
    for row in rows:
        assert not row.endswith("|  |"), row
    assert rules_table.page({}, {}).count("|  |") == len(RULES)


RULE = '"severity": "error", "step": "check", "sentence": "S.", "fix": "F.", "why": "W."'


@pytest.mark.parametrize(
    ("table", "error"),
    [
        (f'{{"X1": {{{RULE}}}, "X1": {{{RULE}}}}}', ValueError),
        (f'{{"X1": {{{RULE}, "why": "V."}}}}', ValueError),
        (f'{{"X1": {{{RULE.replace("error", "grave")}}}}}', ValueError),
        (f'{{"X1": {{{RULE.replace("check", "inspect")}}}}}', ValueError),
        (f'{{"X1": {{{RULE}, "wy": "V."}}}}', TypeError),
        ('{"X1": {"severity": "error", "step": "check", "sentence": "S.", "fix": "F."}}', TypeError),
    ],
    ids=["an id twice", "a key twice", "severity", "step", "another key", "a key missing"],
)
def test_a_slip_in_the_table_is_seen(table: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rules.read_table(table)


def test_a_table_is_read() -> None:
    """Positive control: the same row without a slip, and what may be left out."""
    (rule,) = rules.read_table(f'{{"X1": {{{RULE}, "see": ["amount"], "varies": "case"}}}}').values()
    assert (rule.id, rule.see, rule.varies, rule.source) == ("X1", ("amount",), "case", rules.OWN_RULE)
