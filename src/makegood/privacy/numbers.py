"""Detectors of card numbers and IBANs, by their check digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.privacy.match import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = r"[ \u00a0\u2007\u202f\u2010\u2011\u2028.\-/]"
"""Separators between groups of digits."""
_DIGITS = re.compile(rf"(?<![\w])\d+(?:{SEPARATORS}\d+)*(?!\w)")
_GROUP = re.compile(r"\d+")
SHORTEST_CARD, LONGEST_CARD = 12, 19
_SCHEME = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})\Z|5[1-5]\d{14}\Z|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}\Z|3[47]\d{13}\Z"
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12,15}\Z|3(?:0[0-59]|[689]\d)\d{11,16}\Z|35(?:2[89]|[3-8]\d)\d{12,15}\Z"
    r"|(?:62|81)\d{14,17}\Z|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}\Z"
)
"""Prefixes and lengths of card numbers: Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro,
as the schemes publish them (form: ISO/IEC 7812-1:2017). Ids of posts have 19 digits that begin with 6 or 7."""
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[A-Z]{{2}}\d\d(?:{SEPARATORS}?[A-Z0-9]){{11,30}}(?![A-Za-z0-9])", re.IGNORECASE)
SHORTEST_IBAN = 15


def cards(text: str) -> Iterator[Match]:
    """Yield card numbers: a scheme's prefix and length, and Luhn's check digit; other numbers may be next to them."""
    for run in _DIGITS.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, *run.span())]
        first = 0
        while first < len(groups):
            count = next(
                (count for count in _counts(groups[first:]) if _is_card(text, groups[first : first + count])), 0
            )
            if count:
                yield Match("card", groups[first][0], groups[first + count - 1][1])
            first += count or 1


def _counts(groups: list[tuple[int, int]]) -> list[int]:
    """Return each number of groups, the most first, that together have a valid number of digits for a card."""
    counts: list[int] = []
    digits = 0
    for count, (start, end) in enumerate(groups, 1):
        digits += end - start
        if digits > LONGEST_CARD:
            break
        if digits >= SHORTEST_CARD:
            counts.insert(0, count)
    return counts


def _is_card(text: str, groups: list[tuple[int, int]]) -> bool:
    from stdnum import luhn

    digits = "".join(text[start:end] for start, end in groups)
    return bool(_SCHEME.match(digits)) and luhn.is_valid(digits) and len(set(digits)) > 1


def ibans(text: str) -> Iterator[Match]:
    """Yield IBANs with the check digits of ISO 13616-1:2020 (modulo 97) and the length of their country."""
    from stdnum import iban

    for match in _IBAN.finditer(text):
        # A word may follow after a space: the longest prefix that is an IBAN is taken.
        for end in range(len(match[0]), SHORTEST_IBAN - 1, -1):
            candidate = match[0][:end]
            if candidate[-1].isalnum() and iban.is_valid(re.sub(SEPARATORS, "", candidate)):
                yield Match("iban", match.start(), match.start() + end)
                break
