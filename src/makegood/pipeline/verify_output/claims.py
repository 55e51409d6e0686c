"""Check that a letter claims only grounds of the case, and that a final notice has all its parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.case_facts import amount_key
from makegood.pipeline.verify_output.letters import contains_words
from makegood.pipeline.verify_output.provenance import collapse_spaces, lower_in_place
from makegood.pipeline.verify_output.stated import NEXT_STEP
from makegood.pipeline.verify_output.wording import phrase_pattern
from makegood.statements import grounds as statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from makegood.model.errors import Problem
    from makegood.model.facts import DueLetter, Row
    from makegood.model.policy import GroundPolicy
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.pipeline.verify_output.stated import Stated
    from makegood.pipeline.verify_output.wording import Wording


def ground_problems(
    case_facts: CaseFacts, wording: Wording, path: str, text: str, grounds: Iterable[GroundPolicy], *, is_letter: bool
) -> Iterator[Problem]:
    """Yield a problem for each ground in a text that the case neither claims nor records of a deliverable.

    In a packet, whose tables have fixed words for every status of a deliverable, only the grounds' own sentences count.
    """
    flat = collapse_spaces(text)
    searched = lower_in_place(flat)
    stated = [title.strip() for line in wording.reasons.findall(text) for title in line.split(";")]
    for ground in grounds:
        if ground.id in case_facts.facts.case.refund.grounds or _is_stated(case_facts.facts.rows, ground):
            continue
        signs = (ground.signs or wording.signs(ground.id)) if is_letter else ()
        for match in _signs(wording.language.text(statements.phrase(ground)), signs).finditer(searched):
            if not case_facts.user_text.origin(flat, *match.span()):
                yield problem("T4", Place(path), detail=flat[slice(*match.span())])
        if (title := wording.language.text(ground.title)) in stated:
            yield problem("T4", Place(path), detail=title)


@lru_cache(maxsize=128)
def _signs(phrase: str, signs: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of a ground's sentence and its other signs, for a text in lower case."""
    return re.compile(f"{re.escape(lower_in_place(phrase))}|{phrase_pattern(signs).pattern}")


def _is_stated(rows: tuple[Row, ...], ground: GroundPolicy) -> bool:
    """Return whether the ground is true of a deliverable, whether or not it is claimed."""
    return any(row.shows(ground) or row.deliverable.status in ground.true_of for row in rows)


def notice_problems(
    case_facts: CaseFacts, wording: Wording, path: str, letter: DueLetter, text: str, stated: Stated | None = None
) -> Iterator[Problem]:
    """Yield a problem for each part that a final notice lacks: what a court would look for first."""
    text = collapse_spaces(text)
    for part, is_present in _parts(case_facts, wording, letter, text, stated):
        if not is_present:
            yield problem("T6", Place(path), detail=part)


def _parts(
    case_facts: CaseFacts, wording: Wording, letter: DueLetter, text: str, stated: Stated | None
) -> Iterator[tuple[str, bool]]:
    facts, days, amounts = case_facts.facts, case_facts.days_in(text), case_facts.amounts_in(text).keys()
    case = facts.case
    if case.agreement:
        yield "the date of the agreement", case.agreement.agreed_on in days
    paid_days = {payment.paid_on for payment in case.payments if payment.direction == "out"}
    yield "the date of each payment", paid_days <= days
    claimed_rows = [row for row in facts.rows if row.claimed.amount]
    yield "each piece of work that is claimed", all(_names_row(row, text, days) for row in claimed_rows)
    yield "the requested amount", letter.amount is None or amount_key(letter.amount) in amounts
    yield "the deadline", letter.reply_by is None or letter.reply_by in days
    language = stated.language if stated else wording.language
    formula = facts.computation.explanation
    has_calculation = amount_key(facts.sums.paid) in amounts
    if formula:
        has_calculation = contains_words(text, " ".join(language.text(sentence) for sentence in formula))
    if facts.computation.is_sum_of_parts:
        parts = [step.amount for step in facts.computation.steps if step.amount]
        has_calculation = has_calculation or all(amount_key(amount) in amounts for amount in parts)
    yield "the calculation of the amount", has_calculation
    yield "the next step", _has_next_step(wording, stated, text)
    exhibits = facts.bundles["influencer"].exhibits if "influencer" in facts.bundles else ()
    names = [exhibit.evidence.title or exhibit.evidence.caption for exhibit in exhibits]
    yield "the list of documents", all(contains_words(text, name) for name in names)
    for enclosure in map(language.text, letter.enclosures):
        yield f'the enclosure "{enclosure}"', contains_words(text.casefold(), enclosure.casefold())


def _has_next_step(wording: Wording, stated: Stated | None, text: str) -> bool:
    if stated and stated.statements:
        return stated.states(text, *NEXT_STEP)
    return wording.states_next_step(text)


def _names_row(row: Row, text: str, days: set[date]) -> bool:
    return row.title.casefold() in text.casefold() or row.deliverable.due in days
