"""The amounts, days and references that documents of a case may state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from makegood.language import english
from makegood.language.message import SentenceField
from makegood.model.money import Money
from makegood.pipeline.verify_output.provenance import Provenance, collapse_spaces, walk_values
from makegood.typesetting import filters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.language import Language
    from makegood.model.facts import Facts

CURRENCIES = frozenset(
    {
        "AED",
        "AUD",
        "BRL",
        "CAD",
        "CHF",
        "CNY",
        "CZK",
        "DKK",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "JPY",
        "KRW",
        "MXN",
        "MYR",
        "NOK",
        "NZD",
        "PHP",
        "PLN",
        "RON",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TRY",
        "TWD",
        "USD",
        "VND",
        "ZAR",
    }
)
"""Codes that are read as money even where the case has no amount in that currency."""

AS_PAID = "payments-asked-as-paid"
"""The sentence with an amount and its equivalent in the currency of the payment."""
CASE = "/case"
"""The pointer of the case within the facts."""
SEPARATOR = " | "
"""Separates texts that are searched together; no amount and no day matches across it."""
_MONEY = re.compile(r"(?<![A-Za-z0-9])([A-Z]{3})\s?(\d[\d,]*(?:\.\d+)?)")


class CaseFacts:
    """Everything that a document of this case may state. Amounts are compared by value: GBP 900 is GBP 900.00.

    `languages` are those of its documents; days are found as British English and each of these writes them.
    """

    def __init__(self, facts: Facts, languages: Iterable[Language] = ()) -> None:
        case = facts.case
        self.facts = facts
        self.reference = case.case.case_ref
        written = [language for language in languages if language.code == case.case.language.partition("-")[0]]
        self.language = next(iter(written), english())
        self._formats = [language.formats for language in (english(), *languages)]
        self._converted = _converted_pattern((english(), *languages))
        self._zone = ZoneInfo(case.case.timezone)
        self._currencies: set[str] = set()
        entries = walk_values(facts)
        self.user_text = Provenance(
            {
                pointer.removeprefix(CASE): value
                for pointer, value, _ in entries
                if isinstance(value, str) and pointer.startswith(f"{CASE}/")
            }
        )
        values = [value for _, value, _ in entries]
        own_text = SEPARATOR.join(
            value for _, value, is_user_text in entries if isinstance(value, str) and not is_user_text
        )
        self._currencies |= {value.currency for value in values if isinstance(value, Money)}
        self.amounts = {amount_key(value) for value in values if isinstance(value, Money)}
        self.amounts |= self.amounts_in(own_text).keys()
        if facts.beside_delivery:  # the parts of several deliverables together, which no row states
            self.amounts.add(amount_key(facts.beside_delivery))
        self.days = {day for value in values if isinstance(value, date) for day in self._days_of(value)}
        self.days |= self.days_in(own_text)

    @cached_property
    def uploads(self) -> frozenset[str]:
        """The names of the files for a desk's form, without their suffixes; a document may list them."""
        return frozenset(
            filters.upload_name(number, exhibit.evidence.id, "")
            for bundle in self.facts.bundles.values()
            for number, exhibit in enumerate(bundle.exhibits, 1)
        )

    def amounts_in(self, text: str) -> Mapping[str, str]:
        """Return the amounts that a text states: `amount_key` of each, mapped to its spelling in the text."""
        matches = ((match[1], match[2].rstrip(","), match[0].rstrip(",")) for match in _MONEY.finditer(text))
        return {
            _format_key(code, _value(figure)): spelling
            for code, figure, spelling in matches
            if code in CURRENCIES or code in self._currencies
        }

    def pairs_in(self, text: str) -> Mapping[frozenset[str], str]:
        """Return the amounts that a text also gives in another currency: both `amount_key`s, mapped to the spelling."""
        if not self.facts.as_paid.worth:
            return {}
        matches = ((match.groups(), match[0]) for match in self._converted.finditer(text))
        return {
            frozenset((_format_key(code, _value(figure)), _format_key(other_code, _value(other_figure)))): spelling
            for (code, figure, other_code, other_figure), spelling in matches
            if code != other_code
        }

    @cached_property
    def pairs(self) -> frozenset[frozenset[str]]:
        """The amounts stated in two currencies: of each payment, of all payments, and the outstanding amount."""
        as_paid, sums = self.facts.as_paid, self.facts.sums
        pairs = [
            (payment.amount, as_paid.worth[payment.id])
            for payment in self.facts.case.payments
            if payment.id and payment.id in as_paid.worth
        ]
        pairs += [(total, sums.paid) for total in as_paid.totals if len(as_paid.totals) == 1]
        pairs += [(as_paid.outstanding, sums.outstanding)] if as_paid.outstanding else []
        return frozenset(frozenset((amount_key(amount), amount_key(converted))) for amount, converted in pairs)

    def days_in(self, text: str) -> set[date]:
        """Return the days that a text states in words, as one of the languages of the documents writes them."""
        text = collapse_spaces(text)
        return {day for formats in self._formats for day in formats.days_in(text)}

    def references_in(self, text: str) -> set[str]:
        """Return the words that have the form of this case's reference."""
        shape = re.sub(r"[0-9]+", "[0-9]+", re.escape(self.reference))
        return set(re.findall(rf"(?<![\w-]){shape}(?![\w-])", text))

    def day_of(self, moment: date) -> date:
        """Return the day of a moment in the time zone of the case."""
        if isinstance(moment, datetime) and moment.tzinfo:
            return moment.astimezone(self._zone).date()
        return next(self._days_of(moment))

    def _days_of(self, value: date) -> Iterator[date]:
        if isinstance(value, datetime):
            yield value.date()
            if value.tzinfo is not None:
                yield value.astimezone(self._zone).date()
        else:
            yield value


def _converted_pattern(languages: Iterable[Language]) -> re.Pattern[str]:
    """Return a pattern of an amount and, in brackets, its equivalent in another currency, alone or as paid."""
    ends = {r"\)"}
    for language in languages:
        parts = language.words.messages[AS_PAID].forms["other"]
        ends |= {
            re.escape(after)
            for field, after in pairwise(parts)
            if isinstance(field, SentenceField) and field.name == "paid" and isinstance(after, str)
        }
    return re.compile(rf"{_MONEY.pattern} \({_MONEY.pattern}(?:{'|'.join(sorted(ends))})")


def amount_key(money: Money) -> str:
    """Return a text that is the same for amounts of the same value."""
    return _format_key(money.currency, abs(money.amount))


def _format_key(currency: str, amount: Decimal) -> str:
    return f"{currency} {amount.normalize():,f}"


def _value(figure: str) -> Decimal:
    """Return the value of 1,500.00 or 1500; a comma before the last two digits is a decimal comma, as in 900,00."""
    whole, comma, cents = figure.rpartition(",")
    is_decimal = comma and "." not in figure and "," not in whole and len(cents) == 2
    return Decimal(f"{whole}.{cents}" if is_decimal else figure.replace(",", ""))
