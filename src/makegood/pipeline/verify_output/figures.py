"""Check that each amount, day and reference in a text is one of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.provenance import collapse_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.model.errors import Problem
    from makegood.pipeline.verify_output.case_facts import CaseFacts


class UnknownFigures(NamedTuple):
    """Figures of a text that the case does not have; amounts as spelled in the text."""

    amounts: list[str]
    days: list[date]
    references: list[str]


def find_unknown(case_facts: CaseFacts, text: str) -> UnknownFigures:
    """Return the amounts, days and references of a text that the case does not have."""
    text = collapse_spaces(text)
    stated = case_facts.amounts_in(text)
    return UnknownFigures(
        amounts=[stated[amount] for amount in sorted(stated.keys() - case_facts.amounts)],
        days=sorted(case_facts.days_in(text) - case_facts.days),
        references=sorted(case_facts.references_in(text) - {case_facts.reference}),
    )


def figure_problems(case_facts: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each amount, day, reference and pair of converted amounts that the case does not have.

    A figure that only text written by the user has is a warning, with the place of that text.
    """
    unknown = find_unknown(case_facts, text)
    for amount in unknown.amounts:
        yield _figure_problem("A1", case_facts, path, amount)
    pairs = case_facts.pairs_in(collapse_spaces(text))
    for pair in pairs.keys() - case_facts.pairs:
        yield _figure_problem("A1", case_facts, path, pairs[pair])
    for day in unknown.days:
        yield _figure_problem("A2", case_facts, path, f"{day.day} ", (day.isoformat(), day))
    for reference in unknown.references:
        yield _figure_problem("A3", case_facts, path, reference)


def form_problems(case_facts: CaseFacts, path: str, plain: str, html: str) -> Iterator[Problem]:
    """Yield a problem if the amounts or the days of a mail's plain text and HTML differ."""
    amounts = case_facts.amounts_in(collapse_spaces(plain)).keys() ^ case_facts.amounts_in(collapse_spaces(html)).keys()
    days = case_facts.days_in(plain) ^ case_facts.days_in(html)
    if amounts or days:
        detail = ", ".join([*sorted(amounts), *(day.isoformat() for day in sorted(days))])
        yield problem("A11", Place(path), detail=detail)


def _figure_problem(rule: str, case_facts: CaseFacts, path: str, words: str, day: object = None) -> Problem:
    """Return an error, or a warning with its place if text written by the user has the figure."""
    if isinstance(day, tuple):
        spelling, value = day
        texts = case_facts.user_text.words.items()
        pointer = next((pointer for pointer, text in texts if value in case_facts.days_in(text)), "")
    else:
        spelling, pointer = words, case_facts.user_text.pointer_of(words)
    if not pointer:
        return problem(rule, Place(path), detail=spelling)
    return problem(
        rule,
        Place(path),
        related=(Place("case.json", pointer=pointer),),
        detail=spelling,
        severity="warning",
        message="Text that you wrote contains an amount or a date that appears nowhere else in the case.",
        fix="Correct it if it is a mistake. Otherwise, ignore this warning.",
    )
