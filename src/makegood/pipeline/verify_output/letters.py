"""What each letter must say and must not: its sum, its day, the letter that it follows, its subject and its label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.domain.ladder import FINAL, FIRST, OFFER
from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.case_facts import written
from makegood.pipeline.verify_output.provenance import collapse_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem
    from makegood.model.facts import DueLetter, Facts
    from makegood.pipeline.verify_output.case_facts import CaseFacts

WITHDRAWAL = "not_our_ground"
LONGEST_SUBJECT = 78
"""Characters of a line that RFC 5322 (2.1.1) asks not to go beyond."""
LABEL = re.compile(r"\bwithout prejudice\b", re.IGNORECASE)
ASKING = re.compile(r"/(?:request|follow-up)-[^/]*\Z")
"""Texts of a desk that ask for money."""
TOP = re.compile(r"(?:.*?^(?:Dear|Hello|Hi) [^\n]*|[^\n]*)\n\s*[^\n]*", re.DOTALL | re.MULTILINE)
"""Where a letter's label stands, if it has one: up to the first line after the greeting."""
ASKS = re.compile(
    r"\b(?:we (?:still )?ask for(?! nothing| no )|(?:please|must) (?:refund|return|pay)\b)", re.IGNORECASE
)

MUST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
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
    }
)
"""What each letter says beside the case's reference: its own amount and last day, the day of the first request, the
number of a dispute, what is left to pay. What a letter says of the end of the agreement depends on the case."""


ENDS = re.compile(r"\bend(?:s|ed)?\b.*?\bagreement\b|\bagreement\b.*?\bend(?:s|ed)?\b", re.IGNORECASE | re.DOTALL)
"""Says that the agreement ends, or may be ended."""


def letter_of(facts: Facts, document: str) -> DueLetter | None:
    """Return the letter that a document such as `email/first_request` is; None where it is a letter to a desk."""
    return next((one for one in facts.ladder.due if one.letter == document.rpartition("/")[2]), None)


def required(known: CaseFacts, path: str, kind: str, text: str) -> Iterator[Problem]:
    """Name what a packet, a request or a letter on paper must say and does not."""
    if kind not in {"packet", "letter"} and not (kind == "support" and ASKING.search(path)):
        return
    outstanding = written(known.facts.sums.outstanding)
    if outstanding not in known.amounts_in(collapse_spaces(text)):
        yield problem("A10", Place(path), detail=outstanding)
    if kind != "support" and known.reference not in collapse_spaces(text):
        yield problem("A10", Place(path), detail=known.reference)


def letter_problems(known: CaseFacts, path: str, due: DueLetter, subject: str | None, text: str) -> Iterator[Problem]:
    """Name what a letter of this kind must say and does not; the reference may stand in its subject."""
    text = collapse_spaces(text)
    must = MUST.get(due.letter, ("amount", "day"))
    amounts, days = known.amounts_in(text).keys(), known.days_in(text)
    asked = known.facts.ladder.first
    first = asked.on if asked else None
    rest = known.facts.sums.outstanding
    number = due.about.number if due.about else None
    missing = (
        ("", known.reference, holds(f"{subject} {text}", known.reference)),
        ("amount", due.amount and written(due.amount), due.amount and written(due.amount) in amounts),
        ("day", due.reply_by and due.reply_by.isoformat(), due.reply_by in days),
        ("first", first and first.isoformat(), first in days),
        ("number", number, number and holds(text, number)),
        ("", "the end of the agreement", not _ends(known.facts, due) or ENDS.search(text)),
        ("rest", written(rest) if rest.amount else None, written(rest) in amounts),
    )
    yield from (
        problem("A10", Place(path), detail=what)
        for need, what, is_there in missing
        if what and not is_there and need in ("", *must)
    )
    if due.letter == WITHDRAWAL and (found := ASKS.search(text)):
        yield problem(
            "A10",
            Place(path),
            detail=found[0].strip(),
            message="A letter that gives up the request still asks for money.",
            fix="Take the request out of the template.",
        )


def _ends(facts: Facts, due: DueLetter) -> bool:
    """Say whether the letter ends the agreement, now or on a day, or has to say that it may be ended."""
    return due.letter in {FIRST, FINAL} and facts.ending is not None and facts.ending.kind != "closed"


def holds(text: str, words: str) -> bool:
    """Say whether a text has these words, wherever a line breaks: it may do so after a hyphen."""
    return "".join(words.split()) in "".join(text.split())


def subject_problems(known: CaseFacts, path: str, subject: str) -> Iterator[Problem]:
    """Name what is wrong with a mail's subject."""
    if len(subject) > LONGEST_SUBJECT:
        yield problem("A14", Place(path), detail=f"{len(subject)} characters: {subject}")
    lacks = [
        what
        for what, is_there in (
            (known.reference, known.reference in subject),
            ("refund", "refund" in subject.casefold()),
        )
        if not is_there
    ]
    yield from (problem("A14", Place(path), detail=f"{what} is not in: {subject}") for what in lacks)


def label_problems(path: str, letter: str, subject: str | None, text: str) -> Iterator[Problem]:
    """Name an offer to settle that does not say so at its top and in its subject, or another letter that says so.

    `subject` None: the form has none.
    """
    top = TOP.match(text.lstrip())
    for where, said in (("subject", subject), ("top", top[0] if top else text)):
        if said is not None and bool(LABEL.search(collapse_spaces(said))) != (letter == OFFER):
            yield problem("T7", Place(path), detail=where)
