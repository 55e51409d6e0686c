"""The types of `policies/escalations/`: where a claim can go once letters and desks have not helped."""

from __future__ import annotations

from makegood.model.case import Case, Jurisdiction
from makegood.model.frozen import frozen
from makegood.model.money import Money
from makegood.model.policy.channels import WindowRule
from makegood.model.policy.regions import Side, holds_in
from makegood.model.policy.sources import Sourced, SourcedSentence
from makegood.model.statement import Statement
from makegood.model.words import Channel


@frozen
class Addressee:
    """The addressee of a notice: the company and the lines below its name; no lines if no address is known.

    `regions` are countries of the brand (ISO 3166-1), empty: all but those in `not_regions`.
    """

    name: str
    address: tuple[str, ...]
    sourced: Sourced
    regions: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()


@frozen
class NoticeText:
    """The sentences that the terms require in a notice: the first, and the one that asks for an answer.

    `form` is the URL of a web form for it if the terms have no postal address; "" if they have one.
    """

    opening: Statement
    answer: Statement
    form: str = ""


@frozen
class EscalationPolicy:
    """What can be done if the first request fails: a notice, a dispute, a court.

    `by_post`: it begins with a letter, `notice`, to the first of the `addressees` that fits. `channels`: empty is all.
    `regions` are countries (ISO 3166-1) of the party `of`; empty: everywhere except in `not_regions` and in the parts
    of countries `not_in` (ISO 3166-2); with `only_in` it applies only in those parts, if the case states the part. A
    notice depends on where the brand is, a court on where the creator is, or on the law that the case states.
    `ceiling` is the largest claim that it takes. `steps` are in order, each with its source.
    """

    id: str
    title: Statement
    channels: tuple[Channel, ...]
    regions: tuple[str, ...]
    not_regions: tuple[str, ...]
    addressees: tuple[Addressee, ...]
    steps: tuple[SourcedSentence, ...]
    windows: tuple[WindowRule, ...]
    sourced: Sourced
    by_post: bool = False
    of: Side = "brand"
    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    ceiling: Money | None = None
    notice: NoticeText | None = None

    def is_open_to(self, case: Case) -> bool:
        """Return whether it applies to a case; an unknown country or part of one excludes nothing."""
        places = self.places(case)
        return (
            (not self.channels or case.case.channel in self.channels)
            and holds_in(places, self.regions, self.not_regions, self.not_in)
            and (not self.only_in or any(f"{place.country}-{place.subdivision}" in self.only_in for place in places))
        )

    def places(self, case: Case) -> tuple[Jurisdiction, ...]:
        """Return the places of a case on which it depends."""
        law, country = case.case.jurisdiction, case.parties.brand.country
        if self.of == "creator":
            return case.courts
        return (Jurisdiction(country=country),) if country else (law,) if law else ()

    def addressee(self, country: str | None) -> Addressee | None:
        """Return the addressee of a notice from a country; None if no addressee is known."""
        for addressee in self.addressees:
            if (not addressee.regions or country in addressee.regions) and country not in addressee.not_regions:
                return addressee
        return None
