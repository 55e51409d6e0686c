"""What each letter must say and must not: its sum, its day, the letter that it follows, its subject and its label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.errors import Place
from makegood.inspect.known import even, written
from makegood.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.errors import Problem
    from makegood.inspect.known import Known
    from makegood.model.facts import Due, Facts

OFFER, FINAL, WITHDRAWAL = "settlement_offer", "final_notice", "not_our_ground"
LONGEST_SUBJECT = 78
"""Characters of a line that RFC 5322 (2.1.1) asks not to go beyond."""
LABEL = re.compile(r"\bwithout prejudice\b", re.IGNORECASE)
TOP = 2
"""Lines of a letter in which its label stands, if it has one."""
ASKS = re.compile(r"\b(?:we (?:still )?ask for|(?:please|must) (?:refund|return|pay)) ", re.IGNORECASE)

MUST: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "first_request": ("amount", "day"),
    "reminder": ("amount", "day", "first"),
    "final_notice": ("amount", "day", "first"),
    "settlement_offer": ("amount", "day"),
    "partial_counter": ("amount", "day"),
    "extension_granted": ("day",),
    "acceptance": ("amount", "day"),
    "dispute_notice": ("amount", "number"),
    "refund_received": ("amount", "rest"),
    "not_our_ground": (),
})  # fmt: skip
"""What each letter says beside the case's reference: its own amount and last day, the day of the first request, the
number of a dispute, what is left to pay."""


def letter_of(facts: Facts, document: str) -> Due | None:
    """Return the letter that a document such as `email/first_request` is; None where it is a letter to a desk."""
    return next((one for one in facts.ladder.due if one.letter == document.rpartition("/")[2]), None)


def required(known: Known, path: str, kind: str, document: str, text: str) -> Iterator[Problem]:
    """Name what a document of this kind must say and does not."""
    facts, text = known.facts, even(text)
    outstanding = facts.sums.outstanding
    due = letter_of(facts, document)
    if due:
        yield from _letter(known, path, due, text)
    elif kind == "packet" or (kind == "support" and "/request-" in f"/{path}"):
        if written(outstanding) not in known.amounts_in(text):
            yield problem("A10", Place(path), detail=written(outstanding))
        if kind == "packet" and known.reference not in text:
            yield problem("A10", Place(path), detail=known.reference)


def _letter(known: Known, path: str, due: Due, text: str) -> Iterator[Problem]:
    must = MUST.get(due.letter, ("amount", "day"))
    amounts, days = known.amounts_in(text).keys(), known.days_in(text)
    asked = known.facts.ladder.last("first_request")
    first = asked.on if asked else None
    rest = known.facts.sums.outstanding
    number = due.about.number if due.about else None
    missing = (
        ("", known.reference, known.reference in text),
        ("amount", due.amount and written(due.amount), due.amount and written(due.amount) in amounts),
        ("day", due.reply_by and due.reply_by.isoformat(), due.reply_by in days),
        ("first", first and first.isoformat(), first in days),
        ("number", number, number and number in text),
        ("rest", written(rest) if rest.amount else None, written(rest) in amounts),
    )
    yield from (
        problem("A10", Place(path), detail=what)
        for need, what, is_there in missing
        if what and not is_there and need in ("", *must)
    )
    if due.letter == WITHDRAWAL and (found := ASKS.search(text)):
        yield problem(
            "A10", Place(path), detail=found[0].strip(),
            message="A letter that gives up the request still asks for money.",
            fix="Take the request out of the template.",
        )  # fmt: skip


def subject_problems(known: Known, path: str, subject: str) -> Iterator[Problem]:
    """Name what is wrong with a mail's subject."""
    if len(subject) > LONGEST_SUBJECT:
        yield problem("A14", Place(path), detail=f"{len(subject)} characters: {subject}")
    lacks = [what for what, is_there in ((known.reference, known.reference in subject),
             ("refund", "refund" in subject.casefold())) if not is_there]  # fmt: skip
    yield from (problem("A14", Place(path), detail=f"{what} is not in: {subject}") for what in lacks)


def label_problems(path: str, letter: str, subject: str | None, text: str) -> Iterator[Problem]:
    """Name an offer to settle that does not say so at its top and in its subject, or another letter that says so.

    `subject` None: the form has none.
    """
    top = "\n".join([line for line in text.splitlines() if line.strip()][:TOP])
    places = [("subject", subject), ("top", top)]
    for where, said in places:
        if said is not None and bool(LABEL.search(said)) != (letter == OFFER):
            yield problem("T7", Place(path), detail=f"{where}: {said}")
