"""Select the lines that lead to a sum: by its name, its amount, or the number of its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from fractions import Fraction

from makegood.commands.explain.sums.sheet import Sheet, SheetLine
from makegood.model.errors import UsageError
from makegood.pipeline.check import keys

AMOUNT = re.compile(r"(?:([A-Za-z]{3}) ?)?(\d[\d,]*(?:\.\d+)?)\Z", re.ASCII)
NUMBER = re.compile(r"\((\d{1,6})\)\Z", re.ASCII)
LONGEST = 40
"""Maximum number of characters that are read."""


def lines(sheet: Sheet, of: str) -> set[int]:
    """Return the numbers of the lines that lead to a sum; raise UsageError with a list if there is none."""
    query = of.strip()[:LONGEST]
    numbers = [line.number for line in sheet.lines() if _is_match(line, query)]
    if not numbers:
        raise UsageError(
            f"This case has no sum named {keys.quote_for_detail(query)}. The most similar sums are listed first:",
            *_suggestions(sheet, query),
        )
    return sheet.leads_to(*numbers)


def _is_match(line: SheetLine, query: str) -> bool:
    number = NUMBER.match(query)
    if number:
        return line.number == int(number[1])
    amount = _amount(query)
    if amount is None:
        return keys.key_form(query) in {keys.key_form(sum_name) for sum_name in line.names}
    currency, value = amount
    return _is_sum(line) and line.value == value and currency in {"", line.unit}


def _amount(query: str) -> tuple[str, Fraction] | None:
    """Parse an amount, with or without currency; return None for a name."""
    match = AMOUNT.match(query)
    return ((match[1] or "").upper(), Fraction(match[2].replace(",", ""))) if match else None


def _is_sum(line: SheetLine) -> bool:
    return len(line.unit) == len("GBP") and line.unit.isupper()


def _suggestions(sheet: Sheet, query: str) -> Iterable[str]:
    """Return the sums that have a name, the most similar first."""
    amount = _amount(query)
    sums = [line for line in sheet.lines() if line.names and _is_sum(line)]

    def far(line: SheetLine) -> float:
        if amount and isinstance(line.value, Fraction):
            return float(abs(line.value - amount[1]))
        similarities = (SequenceMatcher(None, keys.key_form(query), keys.key_form(name)).ratio() for name in line.names)
        return -max(similarities)

    width = max((len(sheet.shown(line)) for line in sums), default=0)
    return [f"  {sheet.shown(line).rjust(width)}  {', '.join(line.names)}" for line in sorted(sums, key=far)]
