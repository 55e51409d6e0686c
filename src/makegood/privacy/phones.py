"""Detectors of phone numbers: by libphonenumber, reserved numbers, and numbers after a word such as `tel`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.privacy.match import LINE_END, Match

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP = r"[ \u00a0\u202f\u2010\u2011.\-/]"
_INTERNATIONAL = re.compile(rf"(?<![\w+])(?:\+|00(?=[1-9]))(?:{GAP}?\(?\d\)?){{8,15}}(?!\d)")
_ACROSS_LINES = re.compile(rf"(?<![\w+])\+(?:{GAP}?\d){{1,9}} ?{LINE_END} ?\d(?:{GAP}?\d){{2,9}}(?!\d)")
"""A number across the end of a line, if the part before the end is too short for a number."""
_LABELLED = re.compile(
    rf"\b(?:tel(?:ephone)?|phone|mobile|cell|call|whatsapp|telefon|handy|mobil|tél|portable|fax)\b\.?[^\d\n+]{{0,12}}"
    rf"((?:\+|\(|)\d(?:{GAP}?[()]?\d){{5,14}})(?!\d)",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    rf"(?<![\w.])(?:0(?:7700{GAP}?900|1632{GAP}?960|808{GAP}?157{GAP}?0|20{GAP}?7946{GAP}?0){GAP}?\d{{3}}"
    rf"|(?:\(\d{{3}}\){GAP}?|\d{{3}}{GAP}){{1}}555{GAP}?01\d\d|555{GAP}01\d\d)(?!\d)"
)
"""Numbers reserved for fiction, in the usual formats: Ofcom's drama numbers and North American 555-0100 to 0199."""
MOST_TRIES = 1_000_000


def phones(text: str, regions: tuple[str, ...]) -> Iterator[Match]:
    """Yield phone numbers with a country code, national ones of these regions, and labelled ones."""
    from phonenumbers import Leniency, PhoneNumberMatcher

    for pattern in (_INTERNATIONAL, _ACROSS_LINES, _RESERVED):
        yield from (_phone(text, *match.span()) for match in pattern.finditer(text))
    yield from (_phone(text, *match.span(1)) for match in _LABELLED.finditer(text))
    for region in regions:
        # A date may have the form of a number; VALID requires a form in which numbers are written.
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID, max_tries=MOST_TRIES):
            yield _phone(text, match.start, match.end)


def _phone(text: str, start: int, end: int) -> Match:
    """Return the match without a bracket that is not paired within the number."""
    if text[start] == "(" and text[start:end].count("(") > text[start:end].count(")"):
        start += 1
    if text[end - 1] == ")" and text[start:end].count(")") > text[start:end].count("("):
        end -= 1
    return Match("phone", start, end)
