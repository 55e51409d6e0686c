"""Texts held against the facts: each amount, day and reference in them is one that the case knows."""

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
    """What a text states and the case does not know; amounts as the text has them."""

    amounts: list[str]
    days: list[date]
    references: list[str]


def find_unknown(known: CaseFacts, text: str) -> UnknownFigures:
    """Hold each amount, day and reference of a text against the case."""
    text = collapse_spaces(text)
    stated = known.amounts_in(text)
    return UnknownFigures(
        amounts=[stated[one] for one in sorted(stated.keys() - known.amounts)],
        days=sorted(known.days_in(text) - known.days),
        references=sorted(known.references_in(text) - {known.reference}),
    )


def agreement(known: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    """Name each amount, day and reference of a case that the case does not know, and amounts that are no pair of it.

    What stands in the user's own words only is a warning, with the place of those words.
    """
    new = find_unknown(known, text)
    for amount in new.amounts:
        yield _unknown("A1", known, path, amount)
    beside = known.pairs_in(collapse_spaces(text))
    for pair in beside.keys() - known.pairs:
        yield _unknown("A1", known, path, beside[pair])
    for day in new.days:
        yield _unknown("A2", known, path, f"{day.day} ", (day.isoformat(), day))
    for reference in new.references:
        yield _unknown("A3", known, path, reference)


def forms_agree(known: CaseFacts, path: str, plain: str, html: str) -> Iterator[Problem]:
    """Compare the amounts and the days of a mail's two forms."""
    amounts = known.amounts_in(collapse_spaces(plain)).keys() ^ known.amounts_in(collapse_spaces(html)).keys()
    days = known.days_in(plain) ^ known.days_in(html)
    if amounts or days:
        detail = ", ".join([*sorted(amounts), *(day.isoformat() for day in sorted(days))])
        yield problem("A11", Place(path), detail=detail)


def _unknown(rule: str, known: CaseFacts, path: str, words: str, day: object = None) -> Problem:
    """Make an error, or a warning with its place where the user's own words say it."""
    if isinstance(day, tuple):
        shown, value = day
        pointer = next((at for at, text in known.typed.words.items() if value in known.days_in(text)), "")
    else:
        shown, pointer = words, known.typed.pointer_of(words)
    if not pointer:
        return problem(rule, Place(path), detail=shown)
    return problem(
        rule,
        Place(path),
        related=(Place("case.json", pointer=pointer),),
        detail=shown,
        severity="warning",
        message="Your own words state an amount or a day that the case does not have anywhere else.",
        fix="Correct it if it is a slip; leave it if it is right.",
    )
