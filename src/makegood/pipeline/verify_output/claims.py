"""What a letter claims: no ground that the case does not, and in a final notice all that such a notice must have."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.case_facts import written
from makegood.pipeline.verify_output.letters import holds
from makegood.pipeline.verify_output.provenance import collapse_spaces, lower_in_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from makegood.model.errors import Problem
    from makegood.model.facts import DueLetter, Row
    from makegood.model.policy import GroundPolicy
    from makegood.pipeline.verify_output.case_facts import CaseFacts

REASONS = re.compile(r"^(?:Reason|Ground)s?: (.+)$", re.MULTILINE)
SENTENCE = re.compile(r"[^.;!?]+")
AHEAD = re.compile(r"\b(?:will|shall|may|would|intend|next|then|otherwise|after|if|without)\b", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"\b(?:courts?|paypal|(?:card )?issuer|card company|(?:our|the) bank|disputes?|mediation|arbitration"
    r"|marketplace|platform|tiktok)\b",
    re.IGNORECASE,
)


def ground_problems(
    known: CaseFacts, path: str, text: str, grounds: Iterable[GroundPolicy], *, is_letter: bool
) -> Iterator[Problem]:
    """Name each ground that a text states and the case neither claims nor tells of a deliverable.

    A packet's tables have fixed words for every state of a deliverable: in it only the grounds' own sentences count.
    """
    flat = collapse_spaces(text)
    searched = lower_in_place(flat)
    stated = [title.strip() for line in REASONS.findall(text) for title in line.split(";")]
    for ground in grounds:
        if ground.id in known.facts.case.refund.grounds or _is_stated(known.facts.rows, ground):
            continue
        for match in _signs(ground.phrase, ground.signs if is_letter else ()).finditer(searched):
            if not known.typed.origin(flat, *match.span()):
                yield problem("T4", Place(path), detail=flat[slice(*match.span())])
        if ground.title in stated:
            yield problem("T4", Place(path), detail=ground.title)


@lru_cache(maxsize=64)
def _signs(phrase: str, signs: tuple[str, ...]) -> re.Pattern[str]:
    """Return one search of a ground's sentence and of its other signs, for a text in small letters."""
    others = "|".join(re.escape(lower_in_place(sign)) for sign in signs)
    return re.compile(
        rf"{re.escape(lower_in_place(phrase))}|\b(?:{others})\b" if signs else re.escape(lower_in_place(phrase))
    )


def _is_stated(rows: tuple[Row, ...], ground: GroundPolicy) -> bool:
    """Return whether the case says of a deliverable what makes the same words a fact, whatever is claimed."""
    return any(ground.is_of(row.deliverable) or row.deliverable.status in ground.true_of for row in rows)


def notice_problems(known: CaseFacts, path: str, due: DueLetter, text: str) -> Iterator[Problem]:
    """Name what a final notice must have and has not: what a court would look for first."""
    text = collapse_spaces(text)
    for what, is_there in _elements(known, due, text):
        if not is_there:
            yield problem("T6", Place(path), detail=what)


def _elements(known: CaseFacts, due: DueLetter, text: str) -> Iterator[tuple[str, bool]]:
    facts, days, amounts = known.facts, known.days_in(text), known.amounts_in(text).keys()
    case = facts.case
    if case.agreement:
        yield "the basis: the day of the agreement", case.agreement.agreed_on in days
    yield "the facts: each payment's day", {one.paid_on for one in case.payments if one.direction == "out"} <= days
    missing = [row for row in facts.rows if row.claimed.amount]
    yield "the facts: each piece of work that is claimed for", all(_tells(row, text, days) for row in missing)
    yield "what is wanted: the amount", due.amount is None or written(due.amount) in amounts
    yield "what is wanted: the day", due.reply_by is None or due.reply_by in days
    told = facts.computation.told
    yield "how the amount is calculated", holds(text, told) if told else written(facts.sums.paid) in amounts
    sentences = SENTENCE.findall(text)
    yield "the next step", any(AHEAD.search(one) and ELSEWHERE.search(one) for one in sentences)
    shown = facts.bundles["influencer"].exhibits if "influencer" in facts.bundles else ()
    names = [one.evidence.title or one.evidence.caption for one in shown]
    yield "the list of documents", all(holds(text, name) for name in names)
    yield from ((f"the enclosure: {one}", holds(text.casefold(), one.casefold())) for one in due.enclosures)


def _tells(row: Row, text: str, days: set[date]) -> bool:
    return row.title.casefold() in text.casefold() or row.deliverable.due in days
