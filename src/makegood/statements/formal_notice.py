"""What a formal notice of a claim states beside what all letters state: who claims, and what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import Statement, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.facts import Facts

__all__ = ["claim", "request", "subject", "who"]


def subject(facts: Facts) -> Statement:
    return say("notice-subject", amount=facts.sums.outstanding, ref=facts.case.case.case_ref)


def who(facts: Facts, country: str) -> tuple[Statement, ...]:
    """Return who claims, as the platform knows them; `country` is the name of the country of the brand, "" for none."""
    return tuple(_who(facts, country))


def _who(facts: Facts, country: str) -> Iterator[Statement]:
    brand = facts.case.parties.brand
    address = (*brand.address, *((country,) if country else ())) if brand.address else ()
    yield say("notice-who", name=", ".join((brand.legal_name, *address)))
    if brand.handle:
        yield say("notice-handle", handle=brand.handle)
    if "parties.brand.ad_account_id" in facts.channel.asks:
        if brand.ad_account_id:
            yield say("notice-ad-account", id=brand.ad_account_id)
        if brand.business_center_id:
            yield say("notice-business-center", id=brand.business_center_id)


def claim(facts: Facts) -> Statement:
    return say("notice-claim", amount=facts.sums.outstanding)


def request(facts: Facts) -> Statement:
    """Return the request to return the money."""
    return say("notice-request", amount=facts.sums.outstanding, ref=facts.case.case.case_ref)
