"""The cells of a list as a case has them: days, amounts, codes and words, each in the one way that has one reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from makegood.commands.fix import certain_values
from makegood.commands.new import locale as how
from makegood.model.errors import UsageError
from makegood.model.money import TYPED
from makegood.model.words import DeliverableStatus, EntityType
from makegood.pipeline.check import keys
from makegood.typesetting.filters import currencies_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.commands.new.csv_table import Table, TableRow
    from makegood.commands.new.locale import Ask, Locale
    from makegood.model.policy import Policies

NO_DAY = "This is not a day of the calendar. Correct it."
SERIAL = (
    "This is the number with which a spreadsheet counts a day. Format the column as a date, and save the list again."
)
FORMS = {"handle": "Handle", "country": "Country"}


def read(table: Table, locale: Locale, name: str, policies: Policies, shared: object, ask: Ask | None = None) -> Table:
    """Read all cells; what is not certain stays as it is, for `check` to say what is wrong with it.

    `shared` is the data of defaults.json. Raises UsageError where the currency of amounts must be said, and `ask` does
    not bring it.
    """
    brand = _brand(shared)
    rows = tuple(_row(row, locale, policies, brand) for row in table.rows)
    is_said = any(TYPED.match(row.cells.get(column, "")) for row in rows for column in how.AMOUNTS)
    for row in rows:
        for column in how.AMOUNTS:
            text = row.cells.get(column, "")
            if how.sign_of_several(text) or (how.lacks_code(text) and not is_said):
                place = f"{name}:{row.line}:{table.numbers[column]}: {column}"
                if ask and locale.currency is None:
                    code = ask(f"{place}: {how.WHICH_CURRENCY}", ())
                    return read(table, replace(locale, currency=code), name, policies, shared)
                raise UsageError(f"{place}: {how.ASK_CURRENCY}", how.NOTHING)
    return replace(table, rows=rows)


def _days(cells: dict[str, str], locale: Locale) -> dict[str, str]:
    """Read the days of a row in place; return what is wrong with those that are none, by column."""
    faults = {}
    for column in how.DAYS:
        if column in cells:
            day = locale.day(cells[column])
            if day == "":
                faults[column] = NO_DAY
            elif how.is_serial(cells[column]):
                faults[column] = SERIAL
            cells[column] = day or cells[column]
    return faults


def _row(row: TableRow, locale: Locale, policies: Policies, brand: str) -> TableRow:
    currencies = policies.currencies
    cells = dict(row.cells)
    faults = _days(cells, locale)
    for column, form in FORMS.items():
        if column in cells:
            cells[column] = (
                certain_values.certain_value(form, cells[column], certain_values.Money(currencies, None))
                or cells[column]
            )
    corrected = {}
    for column, words in _words(policies).items():
        meant = certain_values.nearest_word(cells[column], words) if column in cells else None
        if meant is not None:
            if keys.plain(meant) != keys.plain(cells[column]):
                corrected[column] = meant
            cells[column] = meant
    own = currencies_of(filter(None, (brand, cells.get("country"))))
    code = cells.pop("currency", "")
    for column in how.AMOUNTS:
        if column in cells:
            typed = f"{code} {cells[column]}" if code and how.lacks_code(cells[column]) else cells[column]
            cells[column] = locale.amount(typed, own, currencies) or typed
    return replace(row, cells=cells, faults=faults, corrected=corrected)


def _words(policies: Policies) -> Mapping[str, tuple[str, ...]]:
    """Map each column whose cells are words to these."""
    return {
        "entity_type": get_args(EntityType),
        "status": get_args(DeliverableStatus),
        "ground": tuple(policies.grounds),
        "channel": tuple(policies.channels),
    }


def _brand(shared: object) -> str:
    """Return the country of the brand, where all cases share it."""
    for key in ("parties", "brand", "country"):
        shared = shared.get(key) if isinstance(shared, dict) else None
    return shared if isinstance(shared, str) else ""
