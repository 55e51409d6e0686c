"""Words for a text that does not have its form: money, days, moments and the shorter ones."""

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
from makegood.pipeline.check.countries import meant
from makegood.pipeline.check.zones import usual_zone

MINUS = re.compile("[\u2212+-](?=[^0-9]*[0-9])")
"""A sign before a figure; behind it, as in "600,-", it means that there are no decimals."""
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
"""Characters of a wrong amount or day that are looked at to guess what was meant."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What to report: a rule, its words, which part `below` the value it is about, and which other parts disagree."""

    rule: str
    message: str | None = None
    fix: str | None = None
    detail: str = ""
    below: str = ""
    related: tuple[str, ...] = ()


def wrong_type(form: str, kind: str, value: object, usage: amounts.Usage) -> Saying:
    """Word a bare number, or anything else that is not a text, where money, a day or a moment is asked for."""
    if form == "Money":
        is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        detail, fix = _meant(str(value), usage) if is_number else ("", None)
        message = f"An amount is a text with its currency, not {kind}."
        return Saying("S8", message, fix or 'Write it like "GBP 500.00".', detail)
    if form == "Day":
        return Saying("S6", f"A day is a text, not {kind}.", 'Write it like "2026-09-15".')
    return Saying("S7", f"A moment is a text, not {kind}.", 'Write it like "2026-09-15T14:30:00+01:00".')


def wrong_form(form: str, text: str, example: str, usage: amounts.Usage) -> Saying:
    """Word a text that does not match its pattern. `example` is how it is typed, with quotes."""
    if form == "Money":
        return _money(text, usage)
    if worded := {"Day": _day, "Moment": _moment, "Country": _country}.get(form):
        return worded(text)
    if form == "Zone" and (near := usual_zone(text[:LONGEST])):
        return Saying("S13", _SHORT["Zone"][1], f'Did you mean "{near}"?')
    if form == "Handle" and (saying := _handle(text)):
        return saying
    rule, message = _SHORT.get(form, ("S5", "This text does not have the form that is asked for."))
    if text != text.strip():
        message = "There is a space before or after the text."
    return Saying(rule, message, f"Write it like {example}." if example else None)


_SHORT = {
    "Line": ("S5", "This text has a line break and should be one line."),
    "Slug": ("S5", "An id is written in small letters, digits and hyphens."),
    "CaseRef": ("S5", "A case's reference is letters, a year and three to six digits, joined by hyphens."),
    "Handle": ("T1", "A handle is an @ and 2 to 24 small letters, digits, dots and underscores."),
    "Email": ("T2", "An e-mail address is one line."),
    "Url": ("S5", "An address of the web begins with https:// and has no spaces."),
    "Language": ("S5", "A language is its code in small letters."),
    "Zone": ("S13", "A time zone is named by area and city."),
    "Sha256": ("S5", "A SHA-256 is 64 small hexadecimal digits."),
    "File": ("E1", "This is not the name of a file inside the folder evidence/."),
    "Numbers": ("S5", "Numbers are separated by commas, ranges have a hyphen."),
    "Timecode": ("S5", "A place in a recording is minutes:seconds."),
    "Coin": ("S5", "What was sent in cryptocurrency is its code, one space and how much, with a dot."),
    "RuleId": ("S5", "A rule's id is a letter and a number."),
}


def _country(text: str) -> Saying:
    code = meant(text[:LONGEST])
    fix = f'Did you mean "{code}"?' if code else 'Write it like "GB".'
    return Saying("S14", "A country is its code of two capital letters.", fix)


def _money(text: str, usage: amounts.Usage) -> Saying:
    if _DATE.fullmatch(text.strip()) or named_day(text[:LONGEST]):
        return Saying("S8", "This is a day, and an amount of money is asked for.", 'Write it like "GBP 1500.00".')
    if MINUS.search(text):
        return Saying("M7", _money_fault(text), 'Write it without the sign: "GBP 1500.00".')
    detail, fix = _meant(text, usage)
    return Saying("S8", _money_fault(text), fix or 'Write the code, one space and the amount: "GBP 1500.00".', detail)


def _meant(text: str, usage: amounts.Usage) -> tuple[str, str | None]:
    """Say what an amount can mean; where the case makes it certain, how to have it typed."""
    reading = usage.read(text)
    listed = [json.dumps(one) for one in reading.texts]
    # Where the other amounts are in another currency, a rate is missing too, and nothing is typed.
    if reading.is_certain and usage.usual in {None, reading.texts[0][:3]}:
        detail = f"{reading.why}: {listed[0]}" if reading.why else f"it means {listed[0]}"
        return detail, "Write it like that, or type: `make fix WRITE=yes`"
    return _perhaps(list(reading.texts)), None


def _money_fault(text: str) -> str:  # noqa: PLR0911 - one answer a kind of mistake
    if MINUS.search(text):
        return 'An amount has no sign: money that came back is a payment with direction "in".'
    if TYPED.match(amounts.with_plain_spaces(text)):
        return "The space in this amount is not that of the space bar: it is one that keeps a line together."
    if any(unicodedata.category(one) == "Sc" for one in text):
        return "An amount is written with the code of its currency, not with its sign."
    if not re.search(r"[^\W\d_]", text):
        return "The currency of this amount is missing."
    if re.search(r"\d[.,]?\s*[^\W\d_]\D*\Z", text):
        return "The currency comes first, then the amount."
    if "," in text or re.search(r"\d[ '\u2019\u00a0\u202f]\d|\.\d+\.", text):
        return "Thousands are not separated, and decimals follow a dot."
    if text != text.upper():
        return "The code of a currency is three capital letters."
    if re.fullmatch(r"\s*[A-Z]{3}\s*\d+(\.\d+)?\s*", text, re.ASCII):
        return "Between code and amount stands exactly one space, and none before or after."
    return "This is not an amount of money."


def _day(text: str) -> Saying:
    like = 'Write year-month-day, with two digits for month and day: "2026-09-15".'
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text):
        return Saying("S6", "Only the day is asked for here, without a time.", 'Write it like "2026-09-15".')
    named = named_day(text[:LONGEST])
    return Saying("S6", "A day is written year-month-day.", like, _perhaps([named] if named else days(text[:LONGEST])))


def named_day(text: str) -> str | None:
    """Read a day whose month has its English name, such as 15 October 2026 or Oct 15, 2026.

    Returns None where the text is written otherwise, "" where no calendar has such a day.
    """
    found = _NAMED.fullmatch(text.strip())
    name = (found[2] or found[3]).lower() if found else ""
    month = next((at for at, one in enumerate(_MONTHS, 1) if one.startswith(name)), None) if name else None
    return _a_day(int(year(found[5])), month, int(found[1] or found[4])) or "" if found and month else None


def year(digits: str) -> str:
    """Write a year in full: 26 is 2026."""
    return digits if len(digits) == 4 else f"20{digits}"


def days(text: str, first: Literal["day-first", "month-first"] | None = None) -> list[str]:
    """Give each day that may be meant: two where day and month could be either, and `first` does not say which."""
    numbers = [int(one) for one in re.findall(r"[0-9]{1,4}", text)]
    if len(numbers) != 3:
        return []
    orders = {(numbers[0], numbers[1], numbers[2])}
    if numbers[0] < 1000:
        day, month = (numbers[2], numbers[1], numbers[0]), (numbers[2], numbers[0], numbers[1])
        orders = {day} if first == "day-first" else {month} if first == "month-first" else {day, month}
    return sorted(filter(None, {_a_day(*order) for order in orders}))


def _perhaps(meant: list[str]) -> str:
    return f"perhaps {' or '.join(json.dumps(one) for one in meant)}" if meant else ""


def _a_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year > 1999 else None
    except ValueError:
        return None


def _moment(text: str) -> Saying:
    like = 'Write it like "2026-09-15", "2026-09-15T14:30" or "2026-09-15T14:30:00+01:00".'
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2} +[0-9]", text):
        return Saying("S7", "Between day and time stands a T, not a space.", like)
    detail = _perhaps(days(text)) if len(text) < len("2026-09-15T") else ""
    return Saying("S7", "A moment is written year-month-day, then T and the time.", like, detail)


def _handle(text: str) -> Saying | None:
    """Name what is wrong with a handle; None for what has no name."""
    meant = handle(text)
    if meant is None:
        return None
    message = "A handle begins with @." if meant == f"@{text}" else "A handle has small letters only."
    if tiktok_urls.handle(text):
        message = "This is the address of a profile, not a handle."
    return Saying("T1", message, 'Write it like "@ana.example".', _perhaps([meant]))


def handle(text: str) -> str | None:
    """Give the handle that a wrong one means, on which TikTok ignores capitals; None where nothing is certain."""
    plain = tiktok_urls.handle(text) or "@" + text.strip().removeprefix("@").lower()
    return plain if HANDLE.fullmatch(plain) else None
