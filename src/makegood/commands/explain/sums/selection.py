"""Which lines lead to a sum that is asked for: by its name, its amount, or the number of its line."""

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
"""Characters of what was typed that are read."""


def lines(sheet: Sheet, of: str) -> set[int]:
    """Return the numbers of the lines that lead to a sum; raise UsageError with a list where there is none."""
    typed = of.strip()[:LONGEST]
    found = [line.number for line in sheet.lines() if _is_meant(line, typed)]
    if not found:
        raise UsageError(
            f"No sum of this case is {keys.quoted(typed)}. Those there are, the nearest first:", *_listed(sheet, typed)
        )
    return sheet.leads_to(*found)


def _is_meant(line: SheetLine, typed: str) -> bool:
    number = NUMBER.match(typed)
    if number:
        return line.number == int(number[1])
    amount = _amount(typed)
    if amount is None:
        return keys.plain(typed) in {keys.plain(one) for one in line.names}
    currency, value = amount
    return _is_sum(line) and line.value == value and currency in {"", line.unit}


def _amount(typed: str) -> tuple[str, Fraction] | None:
    """Read an amount, with its currency or without; None where it is a name."""
    match = AMOUNT.match(typed)
    return ((match[1] or "").upper(), Fraction(match[2].replace(",", ""))) if match else None


def _is_sum(line: SheetLine) -> bool:
    return len(line.unit) == len("GBP") and line.unit.isupper()


def _listed(sheet: Sheet, typed: str) -> Iterable[str]:
    """List the sums that have a name, the nearest to what was typed first."""
    amount = _amount(typed)
    named = [line for line in sheet.lines() if line.names and _is_sum(line)]

    def far(line: SheetLine) -> float:
        if amount and isinstance(line.value, Fraction):
            return float(abs(line.value - amount[1]))
        near = (SequenceMatcher(None, keys.plain(typed), keys.plain(name)).ratio() for name in line.names)
        return -max(near)

    wide = max((len(sheet.shown(line)) for line in named), default=0)
    return [f"  {sheet.shown(line).rjust(wide)}  {', '.join(line.names)}" for line in sorted(named, key=far)]
