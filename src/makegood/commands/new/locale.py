"""Detect how a table writes its days and amounts from all its rows, since one table has one style.

What the rows do not decide is asked once, before anything is created.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from makegood.commands.fix import certain_values
from makegood.model.errors import UsageError
from makegood.pipeline.check import forms
from makegood.pipeline.check.currency_signs import SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.commands.new.csv_table import Table

Dates = Literal["day-first", "month-first"]
Decimal = Literal["comma", "point"]
Word = TypeVar("Word", Dates, Decimal)
Ask = Callable[[str, tuple[tuple[str, str], ...]], str]
"""How to ask the user: takes a text and the possible answers with meanings; without answers, asks for a currency."""
DAYS = ("due", "posted_at", "paid_on", "agreed_on")
AMOUNTS = ("amount", "fee")
SHARED: Mapping[str, frozenset[str]] = {sign: frozenset(codes) for sign, codes in SIGNS.items() if len(codes) > 1}
"""Signs and names of several currencies."""
_OF_ONE: Mapping[str, str] = {sign: codes[0] for sign, codes in SIGNS.items() if len(codes) == 1}
_MARKS: Mapping[str, str] = {"comma": ",", "point": "."}
_SLASHED = re.compile(r"(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_MIDNIGHT = re.compile(r"[ T]+0{1,2}:00(?::00(?:\.0+)?)?\Z", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:[.,]0+)?", re.ASCII)
_NUMBER = re.compile(r"\d[\d.,'\u2019 \u00a0\u202f]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class LocaleOptions:
    """Options of the command that decide what the rows do not."""

    dates: Dates | None = None
    decimal: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Locale:
    """How a table writes: the order of day and month, and the decimal separator; None if undecided."""

    dates: Dates | None
    decimal: Decimal | None
    currency: str | None
    usual: str | None = None
    """The only currency code at amounts of the table."""

    def day(self, text: str) -> str | None:
        """Return a day as year-month-day; None if the text is not a day, "" if no calendar has it."""
        text_without_time = _MIDNIGHT.sub("", text)
        if (day := forms.named_day(text_without_time)) is not None:
            return day
        if match := _SLASHED.fullmatch(text_without_time):
            dotted = f"{match[1]}.{match[3]}.{forms.full_year(match[4])}"
            return _single_day(forms.possible_dates(dotted, self.order(match[2])))
        return (
            _single_day(forms.possible_dates(text_without_time)) if _YEAR_FIRST.fullmatch(text_without_time) else None
        )

    def order(self, separator: str) -> Dates | None:
        """Return what comes first: with dots the day, as everywhere, unless the table shows otherwise."""
        return self.dates or ("day-first" if separator == "." else None)

    def amount(self, text: str, own: frozenset[str], currencies: Mapping[str, int]) -> str | None:
        """Return an amount as "EUR 401.50"; None if uncertain. `own` are the currencies of the two parties."""
        code = self.code(text, own, currencies)
        if code is None:
            return None
        number = _NUMBER.search(text)
        mark = _MARKS.get(self.decimal or "")
        with_code = f"{code} {number[0].strip()}" if number else text
        return certain_values.certain_value("Money", with_code, certain_values.AmountUsage(currencies, None, mark)) or (
            with_code if number else None
        )

    def code(self, text: str, own: frozenset[str], currencies: Mapping[str, int]) -> str | None:
        """Return the currency of an amount; None if it has none, or an ambiguous sign."""
        rest = _NUMBER.sub("", text).strip()
        if "-" in text or "\u2212" in text or len(_NUMBER.findall(text)) != 1:
            return None  # a sign before a number is handled by a rule of its own
        if not rest:
            return self.currency
        if (sign := _sign(rest)) in SHARED:
            return self._of_sign(sign, own)
        code = _OF_ONE.get(sign, rest.upper())
        return code if code in currencies else None

    def _of_sign(self, sign: str, own: frozenset[str]) -> str | None:
        """Return the currency of an ambiguous sign if it is certain from the currencies of the two parties.

        A dollar between two countries other than the United States may still be the American one.
        """
        if self.currency in SHARED[sign]:
            return self.currency
        if sign != "$" and self.usual in SHARED[sign]:
            return self.usual  # a dollar next to amounts in CAD may be the one without a code
        candidates = own & SHARED[sign]
        is_certain = len(candidates) == 1 and (sign != "$" or own == candidates or "USD" in candidates)
        return next(iter(candidates)) if is_certain else None


def detect_locale(
    name: str, table: Table, options: LocaleOptions, ask: Ask | None = None, *, show_values: bool = True
) -> Locale:
    """Detect how a table writes; what its rows do not decide is asked with `ask`, each once.

    Without `ask`, raise UsageError with all open questions, each with a cell as an example, whose value is shown
    with `show_values`.
    """
    days, amounts = _cells(table, DAYS), _cells(table, AMOUNTS)
    locale = Locale(
        options.dates or _dates(days), options.decimal or _decimal(amounts), options.currency, _usual_code(amounts)
    )
    open_day = next(((place, text) for place, text in days if _is_open(locale, text)), None)
    open_amount = next(((place, text) for place, text in amounts if locale.decimal is None and _is_group(text)), None)
    if ask:
        if open_day:
            question = f"{name}:{open_day[0]}: {_TWO_DAYS}. What comes first in all dates"
            locale = replace(locale, dates=_choice(ask, question, _orders(open_day[1])))
        if open_amount:
            question = f"{name}:{open_amount[0]}: {_TWO_AMOUNTS}. What is the decimal separator in all amounts"
            locale = replace(locale, decimal=_choice(ask, question, _marks(open_amount[1])))
        return locale
    questions = []
    if open_day:
        example = f" ({_MIDNIGHT.sub('', open_day[1])})" if show_values else ""
        questions.append(f"{name}:{open_day[0]}: {_TWO_DAYS}{example}{_ASK_DATES}")
    if open_amount:
        example = f" ({_number(open_amount[1])})" if show_values else ""
        questions.append(f"{name}:{open_amount[0]}: {_TWO_AMOUNTS}{example}{_ASK_DECIMAL}")
    if questions:
        raise UsageError(*questions, NOTHING_CREATED)
    return locale


def _choice(ask: Ask, question: str, words: Mapping[Word, str]) -> Word:
    """Ask for one of some words, each with the meaning of the example."""
    answer = ask(question, tuple(words.items()))
    return next(word for word in words if word == answer)


def _orders(text: str) -> Mapping[Dates, str]:
    """Return what an ambiguous day is in each order."""
    day_text = _MIDNIGHT.sub("", text)
    first, second, year = re.sub(_SLASHED, r"\1 \3 \4", day_text).split()
    orders: dict[Dates, tuple[str, str]] = {"day-first": (second, first), "month-first": (first, second)}
    return {
        order: f"{day_text} is {forms.full_year(year)}-{month:0>2}-{day:0>2}" for order, (month, day) in orders.items()
    }


def _marks(text: str) -> Mapping[Decimal, str]:
    """Return what an ambiguous amount is with each decimal separator."""
    number = _number(text)
    marks: dict[Decimal, str] = {"comma": ",", "point": "."}
    return {
        word: f"{number} is {number.replace(mark, '.') if mark in number else re.sub('[.,]', '', number)}"
        for word, mark in marks.items()
    }


NOTHING_CREATED = "Nothing has been created yet."
_TWO_DAYS = "This text can be read as two different dates"
_TWO_AMOUNTS = "This text can be read as two different amounts"
_ASK_DATES = (
    ", and no row of the list decides which. "
    "Choose what comes first in all dates: `DATES=day-first` or `DATES=month-first`"
)
_ASK_DECIMAL = (
    ", and no row of the list decides which. "
    "Choose the decimal separator in all amounts: `DECIMAL=comma` or `DECIMAL=point`"
)
WHICH_CURRENCY = (
    "The list does not show which currency this is. Which currency is used for all amounts without a code, such as USD"
)
ASK_CURRENCY = (
    "The list does not show which currency this is. "
    "Specify the currency of all amounts without a code, such as `CURRENCY=USD`, or add the code to the cells."
)


def _usual_code(amounts: list[tuple[str, str]]) -> str | None:
    rests = {_NUMBER.sub("", text).strip().upper() for _, text in amounts}
    codes = {_OF_ONE.get(rest, rest) for rest in rests if re.fullmatch(r"[A-Z]{3}|EUROS?|[A-Z]{0,2}\W", rest)}
    return codes.pop() if len(codes := {code for code in codes if re.fullmatch("[A-Z]{3}", code)}) == 1 else None


def _cells(table: Table, columns: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the cells of these columns with their places: line, column number, column name."""
    return [
        (f"{row.line}:{table.numbers[column]}: {column}", row.cells[column])
        for row in table.rows
        for column in columns
        if column in row.cells
    ]


def _dates(days: list[tuple[str, str]]) -> Dates | None:
    """Return the order decided by a day after the twelfth; None if there is none, or if two contradict each other."""
    orders: set[Dates] = set()
    for _, text in days:
        if match := _SLASHED.fullmatch(_MIDNIGHT.sub("", text)):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                orders.add("day-first")
            elif second > 12 >= first:
                orders.add("month-first")
    return orders.pop() if len(orders) == 1 else None


def _is_open(locale: Locale, text: str) -> bool:
    """Return whether a cell may be two days in this table."""
    match = _SLASHED.fullmatch(_MIDNIGHT.sub("", text))
    if match is None or locale.order(match[2]) is not None:
        return False
    return len(forms.possible_dates(f"{match[1]}.{match[3]}.{forms.full_year(match[4])}")) > 1


def _decimal(amounts: list[tuple[str, str]]) -> Decimal | None:
    """Return the separator decided by an amount with two of them, or with two digits after its only one."""
    marks: set[Decimal] = set()
    for _, text in amounts:
        number = _NUMBER.search(text)
        digits = re.sub(r"[^\d.,]", "", number[0]).strip(".,") if number else ""
        last = re.search(r"([.,])(\d+)\Z", digits)
        if last is None:
            continue
        others = set(re.findall(r"[.,]", digits[: last.start()]))
        is_decimal = len(last[2]) != 3 if not others else last[1] not in others
        if is_decimal or last[1] in others:
            marks.add("comma" if (last[1] == ",") == is_decimal else "point")
    return marks.pop() if len(marks) == 1 else None


def _is_group(text: str) -> bool:
    """Return whether three digits after a separator may be decimals or thousands."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", _number(text)))


def _number(text: str) -> str:
    """Return the number of an amount without its surroundings, or ""."""
    number = _NUMBER.search(text)
    return number[0].strip(" \u00a0\u202f") if number else ""


def lacks_code(text: str) -> bool:
    """Return whether an amount is a number without a currency."""
    return bool(_NUMBER.search(text)) and not _NUMBER.sub("", text).strip()


def sign_of_several(text: str) -> bool:
    """Return whether an amount has a sign of more than one currency."""
    return bool(_NUMBER.search(text)) and _sign(_NUMBER.sub("", text).strip()) in SHARED


def is_serial(text: str) -> bool:
    """Return whether this is a spreadsheet's serial number of a day."""
    return bool(_SERIAL.fullmatch(text))


def _sign(rest: str) -> str:
    return re.sub(r"[\s.]", "", rest).lower()


def _single_day(days: list[str]) -> str | None:
    """Return the only day; "" if the calendar has none."""
    return days[0] if len(days) == 1 else "" if not days else None
