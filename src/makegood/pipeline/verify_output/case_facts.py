"""What a case knows: every amount and day that follows from it, and what its own words say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from makegood.model.money import Money
from makegood.pipeline.verify_output.provenance import Provenance, collapse_spaces, walk
from makegood.typesetting import filters

if TYPE_CHECKING:
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
"""Codes that are taken for money even where the case has none of it."""

CASE = "/case"
"""Where the facts hold the case."""
APART = " | "
"""Stands between texts that are read as one: no amount and no day goes across it."""
_MONEY = re.compile(r"(?<![A-Za-z0-9])([A-Z]{3})\s?(\d[\d,]*(?:\.\d+)?)")

_BESIDE = re.compile(rf"{_MONEY.pattern} \({_MONEY.pattern}(?: as paid)?\)")
"""An amount and, in brackets, what it is in another currency."""


class CaseFacts:
    """All that may stand in a document of this case. Amounts are told apart by their value: GBP 900 is GBP 900.00."""

    def __init__(self, facts: Facts) -> None:
        case = facts.case
        self.facts = facts
        self.reference = case.case.case_ref
        self._day = _day_pattern(case.case.language)
        self._zone = ZoneInfo(case.case.timezone)
        self._currencies: set[str] = set()
        found = walk(facts)
        self.typed = Provenance(
            {
                pointer.removeprefix(CASE): value
                for pointer, value, _ in found
                if isinstance(value, str) and pointer.startswith(f"{CASE}/")
            }
        )
        values = [value for _, value, _ in found]
        said = APART.join(value for _, value, is_typed in found if isinstance(value, str) and not is_typed)
        self._currencies |= {value.currency for value in values if isinstance(value, Money)}
        self.amounts = {written(value) for value in values if isinstance(value, Money)}
        self.amounts |= self.amounts_in(said).keys()
        self.days = {day for value in values if isinstance(value, date) for day in self._days_of(value)}
        self.days |= self.days_in(said)

    @cached_property
    def uploads(self) -> frozenset[str]:
        """The names of the files for a desk's form, without their endings: a list of them may follow a sentence."""
        numbered = (enumerate(one.exhibits, 1) for one in self.facts.bundles.values())
        return frozenset(filters.upload_name(at, item.evidence.id, "") for each in numbered for at, item in each)

    def amounts_in(self, text: str) -> Mapping[str, str]:
        """Find the amounts that a text states: each as `written` has it, to how it stands there."""
        found = ((match[1], match[2].rstrip(","), match[0].rstrip(",")) for match in _MONEY.finditer(text))
        return {
            _same(code, _value(figure)): shown
            for code, figure, shown in found
            if code in CURRENCIES or code in self._currencies
        }

    def pairs_in(self, text: str) -> Mapping[frozenset[str], str]:
        """Find the amounts beside which a text has another currency: both as `written` has them, to how they stand."""
        if not self.facts.as_paid.worth:
            return {}
        found = ((match.groups(), match[0]) for match in _BESIDE.finditer(text))
        return {
            frozenset((_same(one, _value(figure)), _same(other, _value(worth)))): shown
            for (one, figure, other, worth), shown in found
            if one != other
        }

    @cached_property
    def pairs(self) -> frozenset[frozenset[str]]:
        """What stands beside each other in two currencies: each payment, all of them, and what is open."""
        as_paid, sums = self.facts.as_paid, self.facts.sums
        pairs = [
            (one.amount, as_paid.worth[one.id])
            for one in self.facts.case.payments
            if one.id and one.id in as_paid.worth
        ]
        pairs += [(one, sums.paid) for one in as_paid.totals if len(as_paid.totals) == 1]
        pairs += [(as_paid.outstanding, sums.outstanding)] if as_paid.outstanding else []
        return frozenset(frozenset((written(one), written(other))) for one, other in pairs)

    def days_in(self, text: str) -> set[date]:
        """Find the days that a text states in words."""
        return self._day(text)

    def references_in(self, text: str) -> set[str]:
        """Find what is written like this case's reference."""
        shape = re.sub(r"[0-9]+", "[0-9]+", re.escape(self.reference))
        return set(re.findall(rf"(?<![\w-]){shape}(?![\w-])", text))

    def day_of(self, at: date) -> date:
        """Return the day of a moment where the case is."""
        return at.astimezone(self._zone).date() if isinstance(at, datetime) and at.tzinfo else next(self._days_of(at))

    def _days_of(self, value: date) -> Iterator[date]:
        if isinstance(value, datetime):
            yield value.date()
            if value.tzinfo is not None:
                yield value.astimezone(self._zone).date()
        else:
            yield value


def written(money: Money) -> str:
    """Write an amount so that those of the same value are the same text."""
    return _same(money.currency, abs(money.amount))


def _same(currency: str, amount: Decimal) -> str:
    return f"{currency} {amount.normalize():,f}"


def _value(figure: str) -> Decimal:
    """Read 1,500.00 and 1500; a comma before the last two digits is a decimal one, as in 900,00."""
    whole, comma, cents = figure.rpartition(",")
    is_decimal = comma and "." not in figure and "," not in whole and len(cents) == 2  # cents
    return Decimal(f"{whole}.{cents}" if is_decimal else figure.replace(",", ""))


class _FactDays:
    """Finds days as a language writes them: `7 December 2026` and `7 Dec 2026`."""

    def __init__(self, language: str) -> None:
        forms = filters.filters(language)
        months: dict[str, int] = {}
        for month in range(1, 13):
            for form in ("date", "short"):
                name = forms[form](date(2000, month, 1)).removeprefix("1 ").removesuffix(" 2000")
                months[name.lower()] = month
        self._months = months
        names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\d)(\d{{1,2}}) ({names}) (\d{{4}})(?!\d)", re.IGNORECASE)

    def __call__(self, text: str) -> set[date]:
        found = set()
        for day, month, year in self._pattern.findall(collapse_spaces(text)):
            try:
                found.add(date(int(year), self._months[month.lower()], int(day)))
            except ValueError:
                continue
        return found


@cache
def _day_pattern(language: str) -> _FactDays:
    return _FactDays(language)
