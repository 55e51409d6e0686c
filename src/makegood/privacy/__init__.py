"""Detectors of personal data in a text: card, account and phone numbers, email addresses, login links, handles.

Matches are hidden by default; the names of the parties, and what the case unmasks, stay visible.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from makegood.model.statement import say
from makegood.privacy import numbers, online, phones
from makegood.privacy.accounts import bic_fault, iban_fault, routing_fault
from makegood.privacy.match import LINE_END, Match, PrivateKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.case import Case
    from makegood.model.statement import Statement

__all__ = [
    "KINDS",
    "LINE_END",
    "NOTHING",
    "SURE",
    "Allowlist",
    "Match",
    "PrivateKind",
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
"""The fewest letters and digits of a value to search for in other spellings: shorter ones occur in ordinary text."""
SHOWN_ENDING = frozenset({"card", "iban", "phone"})
"""Kinds whose last four digits stay visible, so that a reader can distinguish them (PCI DSS 4.0.1, 3.4.1: at most the
first six or eight and the last four digits of a card may be shown)."""
KINDS: tuple[PrivateKind, ...] = get_args(PrivateKind)


@dataclass(frozen=True, slots=True)
class Allowlist:
    """Values that stay visible although a detector matches them, each in the form of `normalised`.

    `regions` are ISO 3166 codes of the countries whose phone numbers are detected without a country code. `within` are
    longer values that stay visible and may contain a match, since a Message-ID looks like an address.
    """

    values: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()

    def has(self, value: str) -> bool:
        """Return whether a value stays visible."""
        form = normalised(value)
        return form in self.values or any(form in longer for longer in self.within)

    def along(self, others: Iterable[str]) -> Allowlist:
        """Return a copy with further values."""
        return replace(self, values=self.values | {normalised(value) for value in others})


NOTHING = Allowlist()


def build_allowlist(case: Case) -> Allowlist:
    """Return an allowlist of the names, handles and addresses of the parties of a case."""
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
    return Allowlist(
        frozenset(normalised(value) for value in values if value), tuple(sorted(set(filter(None, countries))))
    )


def find_private(text: str, allowlist: Allowlist, only: Iterable[PrivateKind] = KINDS) -> tuple[Match, ...]:
    """Return the private parts of a text in order, without overlaps and without values of the allowlist."""
    kinds, text = set(only), _with_compatible_forms(text)
    candidates = [
        match
        for match in _all_matches(text, allowlist.regions)
        if match.kind in kinds and not allowlist.has(match.of(text))
    ]
    matches: list[Match] = []
    for candidate in sorted(candidates, key=lambda match: (match.start - match.end, match.start)):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in matches):
            matches.append(candidate)
    return tuple(sorted(matches, key=lambda match: match.start))


def _with_compatible_forms(text: str) -> str:
    """Return the text in NFKC, except characters whose form is longer: wide digits, spaces, hyphens become plain."""
    if text.isascii():
        return text
    forms = {char: unicodedata.normalize("NFKC", char) for char in set(text) if not char.isascii()}
    return text.translate({ord(char): form for char, form in forms.items() if len(form) == 1})


def _all_matches(text: str, regions: tuple[str, ...]) -> Iterator[Match]:
    yield from online.addresses(text)
    yield from online.links(text)
    yield from online.codes(text)
    yield from online.handles(text)
    covered = [(match.start, match.end) for match in online.urls(text)]
    for match in (*numbers.cards(text), *numbers.ibans(text), *phones.phones(text, regions)):
        # URLs of posts are full of numbers that are not personal data.
        if not any(start <= match.start < end for start, end in covered):
            yield match


def placeholder(match: Match, text: str) -> Statement:
    """Return what replaces a hidden value."""
    if match.kind not in SHOWN_ENDING:
        return say(f"exhibit-hidden-{match.kind}")
    return say(f"exhibit-hidden-{match.kind}", ending=_ending(match.of(text)))


def describe(kind: PrivateKind, value: str) -> Statement:
    """Return a description of a value without the value: its kind, and for some kinds its last four characters."""
    return say(f"private-{kind}-ends", ending=_ending(value)) if kind in SHOWN_ENDING else say(f"private-{kind}")


def _ending(value: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", value)[-4:]


def normalised(text: str) -> str:
    """Return a value in the form for comparison: casefolded letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
