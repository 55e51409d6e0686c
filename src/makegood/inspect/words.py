"""Texts held against the facts: each amount, day and reference in them is known, and each that must be there is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.errors import Place
from makegood.inspect.known import even, written
from makegood.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.errors import Problem
    from makegood.inspect.known import Known

LEFT_OPEN = re.compile(
    r"\{\{|\}\}|\{%|%\}|\bTODO\b|\bFIXME\b|\bXXX+\b|\[(?:your |the )?[a-z][a-z_ -]{1,30}\]|\bUndefined\b"
)


def agreement(known: Known, path: str, text: str) -> Iterator[Problem]:
    """Name each amount, day and reference that the case does not know, and each blank left open.

    What stands in the user's own words only is a warning, with the place of those words.
    """
    text = even(text)
    stated = known.amounts_in(text)
    for amount in sorted(stated.keys() - known.amounts):
        yield _unknown("A1", known, path, stated[amount])
    for day in sorted(known.days_in(text) - known.days):
        yield _unknown("A2", known, path, f"{day.day} ", (day.isoformat(), day))
    for reference in sorted(known.references_in(text) - {known.reference}):
        yield _unknown("A3", known, path, reference)
    for blank in sorted(set(LEFT_OPEN.findall(text))):
        if not known.says(blank):
            yield problem("A8", Place(path), detail=blank)


def forms_agree(known: Known, path: str, plain: str, html: str) -> Iterator[Problem]:
    """Compare the amounts and the days of a mail's two forms."""
    amounts = known.amounts_in(even(plain)).keys() ^ known.amounts_in(even(html)).keys()
    days = known.days_in(plain) ^ known.days_in(html)
    if amounts or days:
        detail = ", ".join([*sorted(amounts), *(day.isoformat() for day in sorted(days))])
        yield problem("A11", Place(path), detail=detail)


def required(known: Known, path: str, kind: str, text: str) -> Iterator[Problem]:
    """Name what a document of this kind must say and does not."""
    facts, text = known.facts, even(text)
    must: list[tuple[str, bool]] = []
    letter = next((one for one in facts.ladder.due if f"email/{one.letter}." in path), None)
    is_request = kind == "support" and "/request-" in f"/{path}"
    if kind == "packet" or is_request:
        must.append((written(facts.sums.outstanding), written(facts.sums.outstanding) in known.amounts_in(text)))
    if letter and letter.letter != "not_our_ground":
        must.append((written(letter.amount), written(letter.amount) in known.amounts_in(text)))
    if kind in {"email", "packet"}:
        must.append((known.reference, known.reference in text))
    if letter and letter.reply_by:
        must.append((letter.reply_by.isoformat(), letter.reply_by in known.days_in(text)))
    yield from (problem("A10", Place(path), detail=what) for what, is_there in must if not is_there)


def _unknown(rule: str, known: Known, path: str, words: str, day: object = None) -> Problem:
    """Make an error, or a warning with its place where the user's own words say it."""
    if isinstance(day, tuple):
        shown, value = day
        pointer = next((at for at, text in known.words.items() if value in known.days_in(text)), "")
    else:
        shown, pointer = words, known.pointer_of(words)
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
