"""What a letter claims: no ground that the case does not, and in a final notice all that such a notice must have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.errors import Place
from makegood.inspect.known import written
from makegood.inspect.letters import holds
from makegood.inspect.typed import even, small
from makegood.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from makegood.errors import Problem
    from makegood.inspect.known import Known
    from makegood.model.facts import Due, Row
    from makegood.model.policy import GroundPolicy
    from makegood.model.words import DefectCode, DeliverableStatus, GroundId

SIGNS: Mapping[GroundId, str] = MappingProxyType({
    "late": r"(?:posted|delivered|submitted) (?:too )?late|after the agreed (?:day|date|time)",
    "removed_early": r"taken down|took (?:it|the (?:video|post)) down|removed (?:too )?early",
    "missing_disclosure": r"without the agreed (?:disclosure|label)|not labelled|without (?:a|any|the) label",
    "nonconforming": r"departs? from the brief|not (?:posted |delivered )?as agreed",
    "creator_cancelled": r"withdrew from the agreement|you (?:have )?(?:cancelled|withdrew|withdrawn)",
    "fake_engagement": r"not look genuine|(?:bought|paid) (?:followers|views|likes)|\bbots\b",
    "technical_issue": r"technical (?:fault|error|problem)",
    "not_approved": r"was not approved",
    "ads_underdelivery": r"fewer impressions",
    "poor_results": r"below expectations?|results (?:are|were) (?:below|poor)",
    "unauthorised_or_duplicate_charge": r"charged twice|more was charged|without our order",
    "unspent_balance": r"balance was not used|unused balance",
    "coins_not_used": r"coins (?:that were bought )?were not used|unused coins",
    "requirements_changed": r"brief was changed|changed the brief",
    "no_longer_viable": r"lost its purpose|no longer of (?:any )?use",
})  # fmt: skip
"""How a letter states a ground, in small letters, beside the words that the ground's own policy has for it."""
TOLD_BY: Mapping[GroundId, tuple[DeliverableStatus | DefectCode, ...]] = MappingProxyType({
    "not_delivered": ("not_delivered", "not_started"), "partially_delivered": ("not_delivered", "not_started"),
    "late": ("posted_late", "late"), "removed_early": ("removed_early",),
    "missing_disclosure": ("missing_disclosure",), "nonconforming": ("posted_nonconforming",),
    "creator_cancelled": ("cancelled_by_creator",), "fake_engagement": ("fake_engagement",),
    "not_approved": ("draft_submitted", "revision_requested"),
})  # fmt: skip
"""What the case says of a deliverable that makes the same words a fact, whatever is claimed."""
REASONS = re.compile(r"^(?:Reason|Ground)s?: (.+)$", re.MULTILINE)
SENTENCE = re.compile(r"[^.;!?]+")
AHEAD = re.compile(r"\b(?:will|shall|may|would|intend|next|then|otherwise|after|if|without)\b", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"\b(?:courts?|paypal|(?:card )?issuer|card company|(?:our|the) bank|disputes?|mediation|arbitration"
    r"|marketplace|platform|tiktok)\b",
    re.IGNORECASE,
)


def ground_problems(
    known: Known, path: str, text: str, grounds: Iterable[GroundPolicy], *, is_letter: bool
) -> Iterator[Problem]:
    """Name each ground that a text states and the case neither claims nor tells of a deliverable.

    A packet's tables have fixed words for every state of a deliverable: in it only the grounds' own sentences count.
    """
    flat = even(text)
    searched = small(flat)
    stated = [title.strip() for line in REASONS.findall(text) for title in line.split(";")]
    for ground in grounds:
        if ground.id in known.facts.case.refund.grounds or _is_told(known.facts.rows, ground.id):
            continue
        for match in _signs(ground.phrase, SIGNS.get(ground.id, "") if is_letter else "").finditer(searched):
            if not known.typed.origin(flat, *match.span()):
                yield problem("T4", Place(path), detail=flat[slice(*match.span())])
        if ground.title in stated:
            yield problem("T4", Place(path), detail=ground.title)


@lru_cache(maxsize=64)
def _signs(phrase: str, signs: str) -> re.Pattern[str]:
    """Make one search of a ground's sentence and of its other signs, for a text in small letters."""
    return re.compile("|".join(filter(None, (re.escape(small(phrase)), signs))))


def _is_told(rows: tuple[Row, ...], ground: GroundId) -> bool:
    told = TOLD_BY.get(ground, ())
    return any(
        row.deliverable.status in told or any(defect.code in told for defect in row.deliverable.defects) for row in rows
    )


def notice_problems(known: Known, path: str, due: Due, text: str) -> Iterator[Problem]:
    """Name what a final notice must have and has not: what a court would look for first."""
    text = even(text)
    for what, is_there in _elements(known, due, text):
        if not is_there:
            yield problem("T6", Place(path), detail=what)


def _elements(known: Known, due: Due, text: str) -> Iterator[tuple[str, bool]]:
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
