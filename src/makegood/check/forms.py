"""Words for a text that does not have its form: money, days, moments and the shorter ones."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from makegood import posts
from makegood.check.countries import meant

SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₺": "TRY", "₫": "VND", "฿": "THB", "₱": "PHP", "₪": "ILS"}
"""Signs of one currency only; $ and ¥ are those of several."""
NAMES = {"EURO": "EUR", "EUROS": "EUR", "DOLLAR": "USD", "DOLLARS": "USD", "POUND": "GBP", "POUNDS": "GBP"}
MINUS = re.compile("[-\u2212]")
HANDLE = re.compile(r"@[a-z0-9._]{2,24}", re.ASCII)
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


def wrong_type(form: str, kind: str) -> Saying:
    """Word a bare number, or anything else that is not a text, where money, a day or a moment is asked for."""
    if form == "Money":
        return Saying("S8", f"An amount is a text with its currency, not {kind}.", 'Write it like "GBP 500.00".')
    if form == "Day":
        return Saying("S6", f"A day is a text, not {kind}.", 'Write it like "2026-09-15".')
    return Saying("S7", f"A moment is a text, not {kind}.", 'Write it like "2026-09-15T14:30:00+01:00".')


def wrong_form(form: str, text: str, example: str) -> Saying:
    """Word a text that does not match its pattern. `example` is how it is typed, with quotes."""
    if form == "Money":
        return _money(text)
    if form == "Day":
        return _day(text)
    if form == "Moment":
        return _moment(text)
    if form == "Country":
        return _country(text)
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
    "RuleId": ("S5", "A rule's id is a letter and a number."),
}


def _country(text: str) -> Saying:
    code = meant(text[:LONGEST])
    fix = f'Did you mean "{code}"?' if code else 'Write it like "GB".'
    return Saying("S14", "A country is its code of two capital letters.", fix)


def _money(text: str) -> Saying:
    like = 'Write the code, one space and the amount: "GBP 1500.00".'
    guess = _guess(text[:LONGEST])
    detail = f'perhaps "{guess}"' if guess else ""
    if MINUS.search(text):
        return Saying("M7", _money_fault(text), 'Write it without the sign: "GBP 1500.00".')
    return Saying("S8", _money_fault(text), like, detail)


def _money_fault(text: str) -> str:  # noqa: PLR0911 - one answer a kind of mistake
    if MINUS.search(text):
        return 'An amount has no sign: money that came back is a payment with direction "in".'
    if re.search(r"[€£$¥₹₩₺₫฿₱₪]", text):
        return "An amount is written with the code of its currency, not with its sign."
    if not re.search(r"[A-Za-z]", text):
        return "The currency of this amount is missing."
    if re.search(r"\d[A-Za-z\s]*[A-Za-z]\s*\Z", text):
        return "The currency comes first, then the amount."
    if "," in text or re.search(r"\d[ '\u00a0\u202f]\d|\.\d+\.", text):
        return "Thousands are not separated, and decimals follow a dot."
    if text != text.upper():
        return "The code of a currency is three capital letters."
    if re.fullmatch(r"\s*[A-Z]{3}\s*\d+(\.\d+)?\s*", text, re.ASCII):
        return "Between code and amount stands exactly one space, and none before or after."
    return "This is not an amount of money."


def _guess(text: str) -> str | None:
    """Guess what amount was meant; None where it could be two."""
    letters = re.sub(r"[^A-Z]", "", text.upper())
    signs = [SIGNS[sign] for sign in text if sign in SIGNS]
    code = NAMES.get(letters, letters) if letters else (signs[0] if len(signs) == 1 else "")
    digits = re.sub(r"[^0-9.,]", "", text)
    if not re.fullmatch(r"[A-Z]{3}", code) or MINUS.search(text):
        return None
    groups = re.fullmatch(r"(\d{1,3}(?:([.,])\d{3})*|\d+)(?:([.,])(\d{1,2}))?", digits, re.ASCII)
    if groups is None or (groups[2] and groups[2] == groups[3]):
        return None
    if groups[2] == "." and not groups[3]:
        return None  # "1.500" is 1.5 for one half of the world and 1500 for the other
    whole = re.sub(r"[.,]", "", groups[1])
    return f"{code} {whole}" + (f".{groups[4]}" if groups[4] else "")


def _day(text: str) -> Saying:
    like = 'Write year-month-day, with two digits for month and day: "2026-09-15".'
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text):
        return Saying("S6", "Only the day is asked for here, without a time.", 'Write it like "2026-09-15".')
    return Saying("S6", "A day is written year-month-day.", like, _perhaps(days(text[:LONGEST])))


def days(text: str, first: Literal["day-first", "month-first"] | None = None) -> list[str]:
    """Give each day that may be meant: two where day and month could be either, and `first` does not say which."""
    numbers = [int(one) for one in re.findall(r"[0-9]{1,4}", text)]
    if len(numbers) != 3:
        return []
    orders = {(numbers[0], numbers[1], numbers[2])}
    if numbers[0] < 1000:
        day, month = (numbers[2], numbers[1], numbers[0]), (numbers[2], numbers[0], numbers[1])
        orders = {day} if first == "day-first" else {month} if first == "month-first" else {day, month}
    return sorted({day for order in orders if (day := _a_day(*order))})


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
    if posts.handle(text):
        message = "This is the address of a profile, not a handle."
    return Saying("T1", message, 'Write it like "@ana.example".', _perhaps([meant]))


def handle(text: str) -> str | None:
    """Give the handle that a wrong one means, on which TikTok ignores capitals; None where nothing is certain."""
    plain = posts.handle(text) or "@" + text.strip().removeprefix("@").lower()
    return plain if HANDLE.fullmatch(plain) else None
