"""Convert plain data to the frozen model, by the model's own type hints.

What does not fit becomes INVALID: the schema check has reported it already, except for dates that do not exist. An
object with an INVALID field that has no default is INVALID itself.
"""

from __future__ import annotations

import re
import types
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from makegood.model.money import Money
from makegood.pipeline.check.schema import escape
from makegood.pipeline.check.times import skipped_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from makegood.model.policy import Policies
    from makegood.pipeline.check.report import Report

INVALID: Any = object()
YEARS = range(2000, 2101)
"""Years that are accepted. Others are treated as typos; within these, no date arithmetic can overflow."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class Converter:
    """Converts plain data to the model. `amounts` has every amount by its pointer, as it was typed.

    `policies` have the decimals of each currency, so that `GBP 600` becomes `GBP 600.00` as the sums are written, and
    the ids that exist: any other id becomes INVALID.
    """

    report: Report
    zone: ZoneInfo
    policies: Policies
    amounts: dict[str, Money] = field(default_factory=dict)

    def read(self, value: object, hint: Any, pointer: str) -> Any:
        """Return the value as `hint` requires, or INVALID."""
        if is_dataclass(hint) and isinstance(hint, type) and hint is not Money:
            return self._object(value, hint, pointer)
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._either(value, inner, pointer)
        if origin is tuple:
            return self._list(value, inner[0], pointer)
        if origin is Annotated:
            return value if isinstance(value, str) and value in getattr(self.policies, inner[1].folder) else INVALID
        if origin is Literal:
            return value if isinstance(value, str) and value in inner else INVALID
        return self._plain(value, hint, pointer)

    def _object(self, value: object, cls: type, pointer: str) -> Any:
        if not isinstance(value, dict):
            return INVALID
        arguments = dict(self._fields(value, cls, pointer))
        needed = (item.name for item in fields(cls) if item.default is MISSING and item.default_factory is MISSING)
        return cls(**arguments) if all(name in arguments for name in needed) else INVALID

    def _fields(self, value: Mapping[str, object], cls: type, pointer: str) -> Iterator[tuple[str, Any]]:
        for key, hint in hints(cls).items():
            if key in value:
                converted = self.read(value[key], hint, f"{pointer}/{escape(key)}")
                if converted is not INVALID:
                    yield attributes(cls)[key], converted

    def _either(self, value: object, inner: tuple[Any, ...], pointer: str) -> Any:
        options = [option for option in inner if option is not type(None)]
        return self._moment(value, pointer) if datetime in options else self.read(value, options[0], pointer)

    def _list(self, value: object, entry: Any, pointer: str) -> Any:
        if not isinstance(value, list):
            return INVALID
        converted = tuple(self.read(item, entry, f"{pointer}/{index}") for index, item in enumerate(value))
        return INVALID if INVALID in converted else converted

    def _plain(self, value: object, hint: type, pointer: str) -> Any:
        if hint is Money:
            return self._money(value, pointer)
        if hint is date:
            return self._day(value, pointer)
        if hint is Decimal:
            return Decimal(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else INVALID
        is_right = isinstance(value, hint) and (hint is bool or not isinstance(value, bool))
        return value if is_right else INVALID

    def _money(self, value: object, pointer: str) -> Any:
        try:
            money = self.amounts[pointer] = Money.parse(value if isinstance(value, str) else "")
        except ValueError:
            return INVALID
        minor = self.policies.currencies
        whole = money.amount.quantize(Decimal(1).scaleb(-minor.get(money.currency, 4)))
        return Money(whole, money.currency) if money.currency in minor and whole == money.amount else money

    def _day(self, value: object, pointer: str) -> Any:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            return INVALID
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.report.add("S6", pointer)
            return INVALID
        return day if self._is_near(day.year, pointer) else INVALID

    def _moment(self, value: object, pointer: str) -> Any:
        if not isinstance(value, str) or "T" not in value:
            return self._day(value, pointer)
        if not DAY.match(value):
            return INVALID
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.report.add("S7", pointer, message="This date or time does not exist.")
            return INVALID
        if not self._is_near(moment.year, pointer):
            return INVALID
        if moment.tzinfo:
            return moment
        # Of an hour that came twice, the first is taken: both are on one day, and letters print it as it was typed.
        here = moment.replace(tzinfo=self.zone)
        instead = skipped_time(here)
        if instead:
            detail = f'perhaps "{instead.isoformat()}"'
            message = "This time does not exist, because clocks moved forward at that moment."
            fix = "Correct the time, or add its UTC offset, such as +01:00."
            self.report.add("S7", pointer, message=message, fix=fix, detail=detail)
        return INVALID if instead else here

    def _is_near(self, year: int, pointer: str) -> bool:
        if year not in YEARS:
            self.report.add("S6", pointer, message="This year is out of range.", fix="Correct the year.")
        return year in YEARS


@cache
def hints(cls: type) -> Mapping[str, Any]:
    """Return the keys that a person writes for a class of the model, with their types."""
    types_by_name = get_type_hints(cls, include_extras=True)
    return {key: types_by_name[name] for key, name in attributes(cls).items()}


@cache
def attributes(cls: type) -> Mapping[str, str]:
    """Map each key of a class of the model to its field, whose name differs if the key is a Python keyword."""
    return {item.metadata.get("key", item.name): item.name for item in fields(cls) if "derived" not in item.metadata}
