"""What in a text is nobody's business: numbers of cards, accounts and telephones, addresses, links that let in. A leaf.

By default whatever is found here is hidden; what may stay is what the parties are called, and what a person unmasks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.privacy import numbers, online, phones
from makegood.privacy.accounts import bic_fault, iban_fault, routing_fault
from makegood.privacy.match import LINE_END, Kind, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.model.case import Case

__all__ = [
    "LINE_END",
    "NOTHING",
    "SURE",
    "WORDS",
    "Allowlist",
    "Kind",
    "Match",
    "bic_fault",
    "build_allowlist",
    "describe",
    "find_private",
    "iban_fault",
    "normalised",
    "placeholder",
    "routing_fault",
]

SURE = 6
"""Letters and figures that a value must have to be looked for in other spellings: fewer stand in any words."""
ENDS = frozenset({"card", "iban", "phone"})
"""Kinds whose last four digits stay, so that a reader can tell one from another (PCI DSS 4.0.1, 3.4.1: at most the
first six or eight and the last four of a card may be shown)."""
WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        "card": "card number",
        "iban": "IBAN",
        "phone": "phone number",
        "mail": "mail address",
        "link": "login link",
        "code": "advertising code",
        "handle": "handle",
    }
)


@dataclass(frozen=True, slots=True)
class Allowlist:
    """What may stand although a detector finds it, each as `bare` writes it; and whose national numbers are known.

    `regions` are ISO 3166 codes of the countries whose telephone numbers are found without a country code. `within` are
    longer values that are shown and may hold one of these, as the id of a mail looks like an address.
    """

    values: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()

    def has(self, value: str) -> bool:
        """Say whether a value may stand."""
        found = normalised(value)
        return found in self.values or any(found in one for one in self.within)

    def along(self, more: Iterable[str]) -> Allowlist:
        """Return the same with other values beside them."""
        return replace(self, values=self.values | {normalised(one) for one in more})


NOTHING = Allowlist()


def build_allowlist(case: Case) -> Allowlist:
    """Return what the parties of a case are called, and where they can be reached, as the case says it."""
    parties = case.parties
    brand, creator, payee, platform = parties.brand, parties.creator, parties.payee, parties.platform
    values = [brand.legal_name, brand.trading_name, brand.handle]
    values += [brand.contact.name, brand.contact.email, brand.contact.phone]
    countries = [brand.country]
    if creator:
        values += [creator.display_name, creator.legal_name, creator.salutation_name, creator.handle, creator.email]
        values += creator.former_handles
        countries.append(creator.country)
        if creator.representative:
            values += [creator.representative.name, creator.representative.agency, creator.representative.email]
    if payee:
        values.append(payee.name)
    if platform:
        values += [platform.name, platform.contracting_entity, platform.ticket_email]
    return Allowlist(frozenset(normalised(one) for one in values if one), tuple(sorted(set(filter(None, countries)))))


def find_private(text: str, stays: Allowlist, only: Iterable[Kind] = tuple(WORDS)) -> tuple[Match, ...]:
    """Find what is private in a text, in its order; no two overlap, and what may stay is left out."""
    kinds, text = set(only), _plain(text)
    hits = [hit for hit in _all(text, stays.regions) if hit.kind in kinds and not stays.has(hit.of(text))]
    taken: list[Match] = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
    return tuple(sorted(taken, key=lambda one: one.start))


def _plain(text: str) -> str:
    """Return the text with each sign as its plain form where that is one sign too: wide digits, odd blanks, hyphens."""
    if text.isascii():
        return text
    forms = {char: unicodedata.normalize("NFKC", char) for char in set(text) if not char.isascii()}
    return text.translate({ord(char): form for char, form in forms.items() if len(form) == 1})


def _all(text: str, regions: tuple[str, ...]) -> Iterator[Match]:
    yield from online.addresses(text)
    yield from online.links(text)
    yield from online.codes(text)
    yield from online.handles(text)
    covered = [(hit.start, hit.end) for hit in online.urls(text)]
    for hit in (*numbers.cards(text), *numbers.ibans(text), *phones.phones(text, regions)):
        # Addresses of posts are full of numbers that are nobody's.
        if not any(start <= hit.start < end for start, end in covered):
            yield hit


def placeholder(hit: Match, text: str) -> str:
    """Return the words that stand where something was hidden."""
    name, comma, ends = describe(hit.kind, hit.of(text)).partition(", ")
    return f"[{name} hidden{comma}{ends}]"


def describe(kind: Kind, value: str) -> str:
    """Name a thing without saying it: its kind, and its last four signs where those tell one from another."""
    if kind not in ENDS:
        return WORDS[kind]
    return f"{WORDS[kind]}, ends {re.sub(r'[^0-9A-Za-z]', '', value)[-4:]}"


def normalised(text: str) -> str:
    """Write a value as it is compared: letters and figures alone, whatever its case, its blanks and its signs."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
