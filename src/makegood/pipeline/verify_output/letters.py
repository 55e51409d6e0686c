"""Check what each letter must and must not state: amount, day, earlier letter, subject and label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.domain.ladder import FINAL, FIRST, OFFER
from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.case_facts import amount_key
from makegood.pipeline.verify_output.provenance import collapse_spaces
from makegood.pipeline.verify_output.stated import ASKING, ENDING, LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem
    from makegood.model.facts import DueLetter, Facts
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.pipeline.verify_output.stated import Stated
    from makegood.pipeline.verify_output.wording import Wording

WITHDRAWAL = "not_our_ground"
LONGEST_SUBJECT = 78
"""Characters that a line should not exceed by RFC 5322 (2.1.1)."""
REQUEST_FILE = re.compile(r"/(?:request|follow-up)-[^/]*\Z")
"""Matches the file of a desk's text that asks for money."""


def letter_of(facts: Facts, document: str) -> DueLetter | None:
    """Return the letter of a document such as `email/first_request`; None for a letter to a desk."""
    return next((due for due in facts.ladder.due if due.letter == document.rpartition("/")[2]), None)


def required_problems(case_facts: CaseFacts, path: str, kind: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each required statement that a packet, a request or a letter on paper lacks."""
    if kind not in {"packet", "letter"} and not (kind == "support" and REQUEST_FILE.search(path)):
        return
    outstanding = amount_key(case_facts.facts.sums.outstanding)
    if outstanding not in case_facts.amounts_in(collapse_spaces(text)):
        yield problem("A10", Place(path), detail=outstanding)
    if kind != "support" and case_facts.reference not in collapse_spaces(text):
        yield problem("A10", Place(path), detail=case_facts.reference)


def letter_problems(
    case_facts: CaseFacts,
    wording: Wording,
    path: str,
    letter: DueLetter,
    subject: str | None,
    text: str,
    stated: Stated | None = None,
) -> Iterator[Problem]:
    """Yield a problem for each statement that a letter lacks; the reference may be in its subject.

    What it has to state is in its file of `policies/letters/`; whether that is the end of the agreement depends on the
    case.
    """
    text = collapse_spaces(text)
    amounts, days = case_facts.amounts_in(text).keys(), case_facts.days_in(text)
    first_request = case_facts.facts.ladder.first
    first_day = first_request.on if first_request else None
    rest = case_facts.facts.sums.outstanding
    number = letter.about.number if letter.about else None
    statements = (
        ("", case_facts.reference, contains_words(f"{subject} {text}", case_facts.reference)),
        ("amount", letter.amount and amount_key(letter.amount), letter.amount and amount_key(letter.amount) in amounts),
        ("day", letter.reply_by and letter.reply_by.isoformat(), letter.reply_by in days),
        ("first", first_day and first_day.isoformat(), first_day in days),
        ("number", number, number and contains_words(text, number)),
        (
            "",
            "the end of the agreement",
            not _ends_agreement(case_facts.facts, letter) or _states_ending(wording, stated, text),
        ),
        ("rest", amount_key(rest) if rest.amount else None, amount_key(rest) in amounts),
    )
    yield from (
        problem("A10", Place(path), detail=statement)
        for kind, statement, is_present in statements
        if statement and not is_present and kind in ("", *letter.policy.states)
    )
    if letter.letter == WITHDRAWAL and (request := _request_in(wording, stated, text)):
        yield problem(
            "A10",
            Place(path),
            detail=request,
            message="A letter that withdraws the request still asks for money.",
            fix="Remove the request from the template.",
        )


def _states_ending(wording: Wording, stated: Stated | None, text: str) -> bool:
    return stated.states(text, *ENDING) if stated and stated.statements else wording.states_end(text)


def _request_in(wording: Wording, stated: Stated | None, text: str) -> str:
    """Return the words with which a text asks for money, or ""."""
    if request := wording.request_in(text):
        return request
    return next((sentence for _, sentence in stated.find(text, *ASKING)), "") if stated else ""


def _ends_agreement(facts: Facts, letter: DueLetter) -> bool:
    """Return whether the letter ends the agreement, now or on a day, or must state that it may be ended."""
    return letter.letter in {FIRST, FINAL} and facts.ending is not None and facts.ending.kind != "closed"


def _is_labelled(wording: Wording, part: str, stated: Stated | None) -> bool:
    return wording.is_labelled(part) or bool(stated and stated.states(part, *LABELS))


def contains_words(text: str, words: str) -> bool:
    """Return whether a text has these words, ignoring line breaks, which may also follow a hyphen."""
    return "".join(words.split()) in "".join(text.split())


def subject_problems(
    case_facts: CaseFacts, wording: Wording, path: str, subject: str, stated: Stated | None = None
) -> Iterator[Problem]:
    """Yield a problem if a mail's subject is too long, lacks the reference, or does not say what it is about.

    A subject of a template of a workspace has to have a word that says so, as refund in English.
    """
    if len(subject) > LONGEST_SUBJECT:
        yield problem("A14", Place(path), detail=f"{len(subject)} characters: {subject}")
    missing = [] if case_facts.reference in subject else [case_facts.reference]
    words = wording.words.letter.subject if wording.words else ()
    if words and not wording.is_subject(subject) and not (stated is not None and stated.has_subject(subject)):
        missing.append(words[0].rstrip("*"))
    yield from (problem("A14", Place(path), detail=f"{word} is not in: {subject}") for word in missing)


def label_problems(
    wording: Wording, path: str, letter: str, subject: str | None, text: str, stated: Stated | None = None
) -> Iterator[Problem]:
    """Yield a problem if the subject or the top of a settlement offer lacks its label, or another letter has it.

    `subject` is None for a form of letter that has no subject.
    """
    top = wording.top.match(text.lstrip())
    for part_name, part in (("subject", subject), ("top", top[0] if top else text)):
        if part is not None and _is_labelled(wording, part, stated) != (letter == OFFER):
            yield problem("T7", Place(path), detail=part_name)
