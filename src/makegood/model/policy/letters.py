"""The types of `policies/letters/`: when a letter is due, and what the law asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from makegood.model.case import Jurisdiction
from makegood.model.frozen import frozen
from makegood.model.money import Money
from makegood.model.policy.desks import Before
from makegood.model.policy.regions import holds_in
from makegood.model.policy.sources import Sourced
from makegood.model.statement import Statement
from makegood.model.words import EntityType, LetterId, LogEvent


@frozen
class EndingRule:
    """How the law of a place lets an agreement be ended, as a sentence, and what is required before.

    `after` "nothing": the declaration is enough. "period": a period to deliver must have been given and be over.
    "warning": the same, with a warning that the agreement may be ended after it. `regions` are countries of the case's
    law (ISO 3166-1), without the parts of countries `not_in` (ISO 3166-2).
    """

    text: Statement
    sourced: Sourced
    after: Before
    regions: tuple[str, ...]
    not_in: tuple[str, ...] = ()

    def holds(self, law: Jurisdiction | None) -> bool:
        """Return whether the rule applies under a law; no rule does if the law is not known."""
        return law is not None and holds_in((law,), self.regions, not_in=self.not_in)


@frozen
class WritingRule:
    """A law that requires an agreement in writing, as a sentence: from a sum on (`least`), since a day."""

    text: Statement
    sourced: Sourced
    least: Money
    since: date
    regions: tuple[str, ...]


LetterStatement = Literal["amount", "day", "first", "number", "rest"]
"""What a letter has to state: its own amount and last day to reply, the day of the first request, the number of a
dispute, the outstanding amount."""


@frozen
class Precondition:
    """What has to be recorded before a letter: one of these letters or events, or a refund (`refund`).

    `message` and `fix` are the sentences of rule T14 if nothing of it is; an error if `must`, else a warning.
    """

    message: str
    fix: str
    letters: tuple[LetterId, ...] = ()
    events: tuple[LogEvent, ...] = ()
    refund: bool = False
    must: bool = False


@frozen
class LetterPolicy:
    """One letter of the ladder, and the calendar days that it gives for a reply; 0: it sets no deadline.

    `when` is a sentence on when it is made; None if the file has none.

    `by_entity` overrides `days` for recipients in `by_entity_regions` (ISO 3166-1; empty: everywhere), except in
    `by_entity_not_in` (ISO 3166-2).
    `least_days` of them must be left on the day of sending (first request: 14 and 10). `words`: fewest and most.
    `by_post`: it also goes on paper. `encloses_packet`: the reader's packet is enclosed. `enclosures` are for the
    recipients in `by_entity`. `ending`: how it ends the agreement on work that was not delivered, by the law of the
    case. `writing`: laws under which there may be no valid agreement to end, since they require it in writing. `states`
    is what it has to state beside the reference of the case (rule A10), `follows` what has to come before it (T14).
    """

    id: str
    title: Statement
    when: Statement | None
    days: int
    least_days: int
    words: tuple[int, int]
    sourced: Sourced
    by_entity: Mapping[EntityType, int]
    by_entity_regions: tuple[str, ...] = ()
    by_entity_not_in: tuple[str, ...] = ()
    by_post: bool = False
    encloses_packet: bool = False
    enclosures: tuple[Statement, ...] = ()
    ending: tuple[EndingRule, ...] = ()
    writing: tuple[WritingRule, ...] = ()
    states: tuple[LetterStatement, ...] = ()
    follows: Precondition | None = None

    def has_own_period_for(self, entity: EntityType, places: tuple[Jurisdiction, ...]) -> bool:
        """Return whether `by_entity` applies to this recipient in these places; () if no place is known."""
        return entity in self.by_entity and holds_in(places, self.by_entity_regions, not_in=self.by_entity_not_in)
