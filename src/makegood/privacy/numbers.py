"""Numbers of cards and of bank accounts, told by their check digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.privacy.match import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

BLANKS = r"[ \u00a0\u2007\u202f\u2010\u2011\u2028.\-/]"
"""What people put between groups of digits."""
_DIGITS = re.compile(rf"(?<![\w])\d+(?:{BLANKS}\d+)*(?!\w)")
_GROUP = re.compile(r"\d+")
SHORTEST_CARD, LONGEST_CARD = 12, 19
_SCHEME = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})\Z|5[1-5]\d{14}\Z|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}\Z|3[47]\d{13}\Z"
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12,15}\Z|3(?:0[0-59]|[689]\d)\d{11,16}\Z|35(?:2[89]|[3-8]\d)\d{12,15}\Z"
    r"|(?:62|81)\d{14,17}\Z|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}\Z"
)
"""Beginnings and lengths of card numbers: Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro,
as the schemes publish them (form: ISO/IEC 7812-1:2017). Numbers of posts have 19 digits that begin with 6 or 7."""
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[A-Z]{{2}}\d\d(?:{BLANKS}?[A-Z0-9]){{11,30}}(?![A-Za-z0-9])", re.IGNORECASE)
SHORTEST_IBAN = 15


def cards(text: str) -> Iterator[Match]:
    """Find card numbers: a scheme's beginning and length, and Luhn's check digit; other numbers may stand beside."""
    for run in _DIGITS.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, *run.span())]
        at = 0
        while at < len(groups):
            count = next((count for count in _counts(groups[at:]) if _is_card(text, groups[at : at + count])), 0)
            if count:
                yield Match("card", groups[at][0], groups[at + count - 1][1])
            at += count or 1


def _counts(groups: list[tuple[int, int]]) -> list[int]:
    """Return how many groups, the most first, have together as many digits as a card number may."""
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
    from stdnum import luhn  # only what is looked through needs it

    digits = "".join(text[start:end] for start, end in groups)
    return bool(_SCHEME.match(digits)) and luhn.is_valid(digits) and len(set(digits)) > 1


def ibans(text: str) -> Iterator[Match]:
    """Find account numbers with the check digits of ISO 13616-1:2020 (modulo 97) and the length of their country."""
    from stdnum import iban  # as above

    for match in _IBAN.finditer(text):
        # A word may follow after a blank: the longest beginning that is an IBAN is taken.
        for end in range(len(match[0]), SHORTEST_IBAN - 1, -1):
            taken = match[0][:end]
            if taken[-1].isalnum() and iban.is_valid(re.sub(BLANKS, "", taken)):
                yield Match("iban", match.start(), match.start() + end)
                break
