"""Messages for a text that does not have its expected form: amounts, dates, times and the shorter ones."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from makegood.formats import tiktok_urls
from makegood.model.money import TYPED
from makegood.pipeline.check import amounts
from makegood.pipeline.check.countries import likely_country_code
from makegood.pipeline.check.zones import usual_zone

MINUS = re.compile("[\u2212+-](?=[^0-9]*[0-9])")
"""A sign before a figure; after it, as in "600,-", it means that there are no decimals."""
_DATE = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4}", re.ASCII)
HANDLE = re.compile(r"@[a-z0-9._]{2,24}", re.ASCII)
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[-. ]+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?)"
    r"[-, ]+(\d{4}|\d{2})",
    re.ASCII,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
LONGEST = 40
"""Characters of a wrong amount or date that are read to guess what was meant."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What to report: a rule, its texts, which part `below` the value it is about, and which other parts disagree."""

    rule: str
    message: str | None = None
    fix: str | None = None
    detail: str = ""
    below: str = ""
    related: tuple[str, ...] = ()


def wrong_type(form: str, kind: str, value: object, usage: amounts.CurrencyUsage) -> Finding:
    """Return the finding for a value other than text where an amount, a day or a moment belongs."""
    if form == "Money":
        is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        detail, fix = _amount_meant(str(value), usage) if is_number else ("", None)
        message = f"An amount must be text with its currency, not {kind}."
        return Finding("S8", message, fix or 'Write it like "GBP 500.00".', detail)
    if form == "Day":
        return Finding("S6", f"A date must be text, not {kind}.", 'Write it like "2026-09-15".')
    return Finding("S7", f"A date with a time must be text, not {kind}.", 'Write it like "2026-09-15T14:30:00+01:00".')


def wrong_form(form: str, text: str, example: str, usage: amounts.CurrencyUsage) -> Finding:
    """Return the finding for a text that does not match its pattern. `example` is how it is typed, with quotes."""
    if form == "Money":
        return _money(text, usage)
    if find := {"Day": _day, "Moment": _moment, "Country": _country}.get(form):
        return find(text)
    if form == "Zone" and (near := usual_zone(text[:LONGEST])):
        return Finding("S13", _SHORT["Zone"][1], f'Did you mean "{near}"?')
    if form == "Handle" and (finding := _handle(text)):
        return finding
    rule, message = _SHORT.get(form, ("S5", "This text does not have the expected format."))
    if text != text.strip():
        message = "This text has a space at the beginning or the end."
    return Finding(rule, message, f"Write it like {example}." if example else None)


_SHORT = {
    "Line": ("S5", "This text contains a line break, but must be one line."),
    "Slug": ("S5", "An id can contain only lowercase letters, digits and hyphens."),
    "CaseRef": ("S5", "A case reference must be letters, a year and three to six digits, joined by hyphens."),
    "Handle": ("T1", "A handle must be an @ followed by 2 to 24 lowercase letters, digits, dots or underscores."),
    "Email": ("T2", "This is not a valid email address."),
    "Url": ("S5", "A URL must begin with https:// and cannot contain spaces."),
    "Language": ("S5", "A language must be a BCP 47 code in lowercase letters."),
    "Zone": ("S13", "A time zone must be written as area/city."),
    "Sha256": ("S5", "A SHA-256 hash must be 64 lowercase hexadecimal digits."),
    "File": ("E1", "This is not the name of a file in the evidence/ folder."),
    "Numbers": ("S5", "Numbers must be separated by commas, and ranges must be written with a hyphen."),
    "Timecode": ("S5", "A position in a recording must be written as minutes:seconds."),
    "Coin": ("S5", "An amount of cryptocurrency must be a code, one space and a number with a decimal point."),
    "RuleId": ("S5", "A rule id must be a letter followed by a number."),
}


def _country(text: str) -> Finding:
    code = likely_country_code(text[:LONGEST])
    fix = f'Did you mean "{code}"?' if code else 'Write it like "GB".'
    return Finding("S14", "A country must be a code of two capital letters.", fix)


def _money(text: str, usage: amounts.CurrencyUsage) -> Finding:
    if _DATE.fullmatch(text.strip()) or named_day(text[:LONGEST]):
        return Finding("S8", "This must be an amount of money, not a date.", 'Write it like "GBP 1500.00".')
    if MINUS.search(text):
        return Finding("M7", _money_fault(text), 'Write it without the sign: "GBP 1500.00".')
    detail, fix = _amount_meant(text, usage)
    return Finding("S8", _money_fault(text), fix or 'Write the code, one space and the amount: "GBP 1500.00".', detail)


def _amount_meant(text: str, usage: amounts.CurrencyUsage) -> tuple[str, str | None]:
    """Return what an amount can mean, and how to have it corrected if the case makes it certain."""
    reading = usage.read(text)
    listed = [json.dumps(text) for text in reading.texts]
    # If the other amounts are in another currency, a rate is missing too, and `fix` writes nothing.
    if reading.is_certain and usage.usual in {None, reading.texts[0][:3]}:
        detail = f"{reading.why}: {listed[0]}" if reading.why else f"it means {listed[0]}"
        return detail, "Write this amount, or run: `make fix WRITE=yes`"
    return _perhaps(list(reading.texts)), None


def _money_fault(text: str) -> str:  # noqa: PLR0911  # one return for each kind of mistake
    if MINUS.search(text):
        return 'An amount cannot have a sign. For a refund that you received, add "direction": "in" to the payment.'
    if TYPED.match(amounts.with_plain_spaces(text)):
        return "This amount must contain an ordinary space, not a special one such as a non-breaking space."
    if any(unicodedata.category(char) == "Sc" for char in text):
        return "An amount must have a currency code, not a currency sign."
    if not re.search(r"[^\W\d_]", text):
        return "The currency of this amount is missing."
    if re.search(r"\d[.,]?\s*[^\W\d_]\D*\Z", text):
        return "The currency code must come before the amount."
    if "," in text or re.search(r"\d[ '\u2019\u00a0\u202f]\d|\.\d+\.", text):
        return "An amount cannot contain thousands separators, and its decimal separator must be a dot."
    if text != text.upper():
        return "A currency code must be three capital letters."
    if re.fullmatch(r"\s*[A-Z]{3}\s*\d+(\.\d+)?\s*", text, re.ASCII):
        return "There must be one space between the code and the amount, and none before or after them."
    return "This is not a valid amount of money."


def _day(text: str) -> Finding:
    like = 'Write the date as year-month-day, with two digits for the month and the day: "2026-09-15".'
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text):
        return Finding("S6", "This must be a date without a time.", 'Write it like "2026-09-15".')
    by_name = named_day(text[:LONGEST])
    return Finding(
        "S6",
        "A date must be written as year-month-day.",
        like,
        _perhaps([by_name] if by_name else possible_dates(text[:LONGEST])),
    )


def named_day(text: str) -> str | None:
    """Return a date whose month has its English name, such as 15 October 2026 or Oct 15, 2026, as YYYY-MM-DD.

    None if the text is written otherwise, "" if the date does not exist.
    """
    match = _NAMED.fullmatch(text.strip())
    name = (match[2] or match[3]).lower() if match else ""
    month = next((n for n, full_name in enumerate(_MONTHS, 1) if full_name.startswith(name)), None) if name else None
    return _iso_date(int(full_year(match[5])), month, int(match[1] or match[4])) or "" if match and month else None


def full_year(digits: str) -> str:
    """Return a year in full: 2026 for 26."""
    return digits if len(digits) == 4 else f"20{digits}"


def possible_dates(text: str, first: Literal["day-first", "month-first"] | None = None) -> list[str]:
    """Return each date that may be meant: two if day and month could be swapped, and `first` does not decide it."""
    numbers = [int(digits) for digits in re.findall(r"[0-9]{1,4}", text)]
    if len(numbers) != 3:
        return []
    orders = {(numbers[0], numbers[1], numbers[2])}
    if numbers[0] < 1000:
        day, month = (numbers[2], numbers[1], numbers[0]), (numbers[2], numbers[0], numbers[1])
        orders = {day} if first == "day-first" else {month} if first == "month-first" else {day, month}
    return sorted(filter(None, {_iso_date(*order) for order in orders}))


def _perhaps(guesses: list[str]) -> str:
    return f"perhaps {' or '.join(json.dumps(guess) for guess in guesses)}" if guesses else ""


def _iso_date(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year > 1999 else None
    except ValueError:
        return None


def _moment(text: str) -> Finding:
    like = 'Write it like "2026-09-15", "2026-09-15T14:30" or "2026-09-15T14:30:00+01:00".'
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2} +[0-9]", text):
        return Finding("S7", "A date and a time must be separated by a T, not a space.", like)
    detail = _perhaps(possible_dates(text)) if len(text) < len("2026-09-15T") else ""
    return Finding("S7", "A time must be written as year-month-day, then T, then the time of day.", like, detail)


def _handle(text: str) -> Finding | None:
    """Return what is wrong with a handle; None for what has no message of its own."""
    intended = likely_handle(text)
    if intended is None:
        return None
    message = "A handle must begin with @." if intended == f"@{text}" else "A handle cannot contain capital letters."
    if tiktok_urls.handle(text):
        message = "This is the URL of a profile, not a handle."
    return Finding("T1", message, 'Write it like "@ana.example".', _perhaps([intended]))


def likely_handle(text: str) -> str | None:
    """Return the handle that a wrong one means (TikTok ignores capitals); None if it is not certain."""
    plain = tiktok_urls.handle(text) or "@" + text.strip().removeprefix("@").lower()
    return plain if HANDLE.fullmatch(plain) else None
