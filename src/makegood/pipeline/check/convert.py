"""Plain data to the frozen model, by the model's own type hints.

What does not fit leaves a hole: the shape has reported it already, save for days that no calendar has. An object
with a hole in a field that has no default is a hole itself.
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
from makegood.pipeline.check.times import left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from makegood.model.policy import Policies
    from makegood.pipeline.check.report import Report

INVALID: Any = object()
YEARS = range(2000, 2101)
"""Outside of these a year is mistyped; inside, no arithmetic with days or zones can overflow."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class Converter:
    """Reads plain data into the model. `amounts` has every amount that was read, by its pointer, as it was typed.

    `policies` have the decimals of each currency, in the model `GBP 600` is `GBP 600.00`, as the sums are written; and
    the ids that there are: any other leaves a hole.
    """

    report: Report
    zone: ZoneInfo
    policies: Policies
    amounts: dict[str, Money] = field(default_factory=dict)

    def read(self, value: object, hint: Any, pointer: str) -> Any:
        """Give the value as `hint` says, or HOLE."""
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
        given = dict(self._fields(value, cls, pointer))
        needed = (one.name for one in fields(cls) if one.default is MISSING and one.default_factory is MISSING)
        return cls(**given) if all(name in given for name in needed) else INVALID

    def _fields(self, value: Mapping[str, object], cls: type, pointer: str) -> Iterator[tuple[str, Any]]:
        for key, hint in hints(cls).items():
            if key in value:
                read = self.read(value[key], hint, f"{pointer}/{escape(key)}")
                if read is not INVALID:
                    yield attributes(cls)[key], read

    def _either(self, value: object, inner: tuple[Any, ...], pointer: str) -> Any:
        some = [one for one in inner if one is not type(None)]
        return self._moment(value, pointer) if datetime in some else self.read(value, some[0], pointer)

    def _list(self, value: object, entry: Any, pointer: str) -> Any:
        if not isinstance(value, list):
            return INVALID
        read = tuple(self.read(one, entry, f"{pointer}/{index}") for index, one in enumerate(value))
        return INVALID if INVALID in read else read

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
            typed = self.amounts[pointer] = Money.parse(value if isinstance(value, str) else "")
        except ValueError:
            return INVALID
        minor = self.policies.currencies
        whole = typed.amount.quantize(Decimal(1).scaleb(-minor.get(typed.currency, 4)))
        return Money(whole, typed.currency) if typed.currency in minor and whole == typed.amount else typed

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
            self.report.add("S7", pointer, message="This day or time does not exist.")
            return INVALID
        if not self._is_near(moment.year, pointer):
            return INVALID
        if moment.tzinfo:
            return moment
        # Of an hour that came twice the first is taken: both are of one day, and letters print it as it was typed.
        here = moment.replace(tzinfo=self.zone)
        instead = left_out(here)
        if instead:
            detail = f'perhaps "{instead.isoformat()}"'
            message = "This time never was: the clocks went forward over it."
            fix = "Correct the time, or add the offset that it was read with, such as +01:00."
            self.report.add("S7", pointer, message=message, fix=fix, detail=detail)
        return INVALID if instead else here

    def _is_near(self, year: int, pointer: str) -> bool:
        if year not in YEARS:
            self.report.add("S6", pointer, message="This year cannot be right.", fix="Correct the year.")
        return year in YEARS


@cache
def hints(cls: type) -> Mapping[str, Any]:
    """Return the keys under which a class of the model is typed by somebody, with their types."""
    found = get_type_hints(cls, include_extras=True)
    return {key: found[name] for key, name in attributes(cls).items()}


@cache
def attributes(cls: type) -> Mapping[str, str]:
    """Map each key of a class of the model to its field, whose name is another where the key is a word of Python."""
    return {one.metadata.get("key", one.name): one.name for one in fields(cls) if "derived" not in one.metadata}
