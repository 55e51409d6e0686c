"""Convert the cells of a list to the form of a case: days, amounts, codes and words, where they have one reading."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from makegood.commands.fix import certain_values
from makegood.commands.new import locale as rules
from makegood.model.errors import UsageError
from makegood.model.money import TYPED
from makegood.model.words import DefectCode, DeliverableStatus, EntityType
from makegood.pipeline.check import keys
from makegood.typesetting.filters import currencies_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.commands.new.csv_table import Table, TableRow
    from makegood.commands.new.locale import Ask, Locale
    from makegood.model.policy import Policies

NO_DAY = "This is not a valid date. Correct it."
SERIAL = "This is a date serial number from a spreadsheet. Format the column as a date, and save the list again."
FORMS = {"handle": "Handle", "country": "Country"}


def read(table: Table, locale: Locale, name: str, policies: Policies, shared: object, ask: Ask | None = None) -> Table:
    """Return the table with all cells converted; uncertain ones stay as they are, for `check` to report.

    `shared` is the data of defaults.json. Raise UsageError if the currency of amounts is unknown and `ask` does not
    supply it.
    """
    brand = _brand(shared)
    rows = tuple(_row(row, locale, policies, brand) for row in table.rows)
    has_codes = any(TYPED.match(row.cells.get(column, "")) for row in rows for column in rules.AMOUNTS)
    for row in rows:
        for column in rules.AMOUNTS:
            text = row.cells.get(column, "")
            if rules.sign_of_several(text) or (rules.lacks_code(text) and not has_codes):
                place = f"{name}:{row.line}:{table.numbers[column]}: {column}"
                if ask and locale.currency is None:
                    code = ask(f"{place}: {rules.WHICH_CURRENCY}", ())
                    return read(table, replace(locale, currency=code), name, policies, shared)
                raise UsageError(f"{place}: {rules.ASK_CURRENCY}", rules.NOTHING_CREATED)
    return replace(table, rows=rows)


def _days(cells: dict[str, str], locale: Locale) -> dict[str, str]:
    """Convert the days of a row in place; return the errors by column."""
    faults = {}
    for column in rules.DAYS:
        if column in cells:
            day = locale.day(cells[column])
            if day == "":
                faults[column] = NO_DAY
            elif rules.is_serial(cells[column]):
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
                certain_values.certain_value(form, cells[column], certain_values.AmountUsage(currencies, None))
                or cells[column]
            )
    corrected = {}
    for column, words in _words(policies).items():
        word = certain_values.nearest_word(cells[column], words) if column in cells else None
        if word is not None:
            if keys.key_form(word) != keys.key_form(cells[column]):
                corrected[column] = word
            cells[column] = word
    if "defects" in cells:
        cells["defects"], changed = _defects(cells["defects"])
        corrected |= {"defects": changed} if changed else {}
    own = currencies_of(filter(None, (brand, cells.get("country"))))
    code = cells.pop("currency", "")
    for column in rules.AMOUNTS:
        if column in cells:
            text = f"{code} {cells[column]}" if code and rules.lacks_code(cells[column]) else cells[column]
            cells[column] = locale.amount(text, own, currencies) or text
    return replace(row, cells=cells, faults=faults, corrected=corrected)


def _defects(cell: str) -> tuple[str, str]:
    """Return the defects in a cell, separated by commas, and those of them in which a typing error was corrected."""
    parts = [part for part in re.split(r"[,;]\s*|\s+and\s+", cell) if part]
    words = [certain_values.nearest_word(part, get_args(DefectCode)) or part for part in parts]
    pairs = zip(parts, words, strict=True)
    return ", ".join(words), ", ".join(word for part, word in pairs if keys.key_form(part) != keys.key_form(word))


def _words(policies: Policies) -> Mapping[str, tuple[str, ...]]:
    """Return the allowed words of each column of words."""
    return {
        "entity_type": get_args(EntityType),
        "status": get_args(DeliverableStatus),
        "ground": tuple(policies.grounds),
        "channel": tuple(policies.channels),
    }


def _brand(shared: object) -> str:
    """Return the country of the brand, if all cases share it."""
    for key in ("parties", "brand", "country"):
        shared = shared.get(key) if isinstance(shared, dict) else None
    return shared if isinstance(shared, str) else ""
