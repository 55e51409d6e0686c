"""Read a list of creators strictly from the bytes that spreadsheets write, each row with its line number."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makegood.formats.merge_conflicts import merge_conflicts
from makegood.formats.terminal_text import visible
from makegood.model import rules
from makegood.model.errors import UsageError
from makegood.pipeline.check.keys import nearest_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COLUMNS = (
    "display_name",
    "salutation_name",
    "handle",
    "email",
    "entity_type",
    "country",
    "due",
    "amount",
    "paid_on",
    "agreed_on",
    "fee",
    "currency",
    "reference",
    "ref",
    "status",
    "posted_at",
    "defects",
    "ground",
    "channel",
    "contract",
    "receipt",
    "screenshot",
    "evidence",
)
ALIASES: Mapping[str, str] = {
    "name": "display_name",
    "creator": "display_name",
    "influencer": "display_name",
    "creator_name": "display_name",
    "anzeigename": "display_name",
    "username": "handle",
    "user_name": "handle",
    "tiktok": "handle",
    "tiktok_handle": "handle",
    "profil": "handle",
    "e_mail": "email",
    "mail": "email",
    "email_address": "email",
    "e_mail_address": "email",
    "e_mail_adresse": "email",
    "land": "country",
    "country_code": "country",
    "due_date": "due",
    "due_on": "due",
    "deadline": "due",
    "fällig": "due",
    "fällig_am": "due",
    "fälligkeit": "due",
    "amount_paid": "amount",
    "paid_amount": "amount",
    "betrag": "amount",
    "payment_date": "paid_on",
    "paid_date": "paid_on",
    "date_paid": "paid_on",
    "bezahlt_am": "paid_on",
    "gezahlt_am": "paid_on",
    "agreement_date": "agreed_on",
    "agreed_date": "agreed_on",
    "vereinbart_am": "agreed_on",
    "honorar": "fee",
    "währung": "currency",
    "payment_reference": "reference",
    "verwendungszweck": "reference",
    "case_ref": "ref",
    "grounds": "ground",
    "defect": "defects",
    "posted": "posted_at",
    "posted_on": "posted_at",
    "kanal": "channel",
    "agreement": "contract",
    "vertrag": "contract",
    "beleg": "receipt",
    "zahlungsbeleg": "receipt",
    "screenshots": "screenshot",
    "proof": "evidence",
    "file": "evidence",
    "files": "evidence",
    "nachweise": "evidence",
    "belege": "evidence",
}
"""Common names of these columns in users' own lists, where they are unambiguous."""
MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
_DELIMITERS = ",;\t"
_BLANK = " \t\r\n\xa0"
_ZIP = b"PK\x03\x04"
"""First bytes of a spreadsheet workbook."""
_SAVE = "Save the file as CSV with UTF-8 encoding."
_HOW_TO_SAVE = (
    "Open the file and save it as CSV: in Excel with Save As, CSV UTF-8; in LibreOffice with Save As, Text CSV; "
    "in Numbers with Export To, CSV."
)
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_SEPARATOR = re.compile(r"sep=(.)(?=[\r\n]|\Z)", re.IGNORECASE)
"""The line that sets the delimiter for Excel."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its first line number, and its cells by column name; empty cells are left out.

    `surplus` is the number of the first cell without a column name, or 0. `faults` are the errors of cells by column
    name; `corrected` are the words as which cells with a typing error were read.
    """

    line: int
    cells: Mapping[str, str]
    surplus: int
    faults: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a list, and the number of each column, counted from 1."""

    numbers: Mapping[str, int]
    rows: tuple[TableRow, ...]


def read_table(path: Path, name: str) -> Table:
    """Read a list; `name` is its name in messages. Raise UsageError if it cannot be read completely."""
    text = _decode(_read_bytes(path, name), name)
    if conflicts := [f"{name}:{conflict.place.line}: {conflict.message}" for conflict in merge_conflicts(text, name)]:
        raise UsageError(*conflicts, f"{rules.RULES['F13'].fix} Nothing was created.")
    separator = _SEPARATOR.match(text)
    if separator:
        text = text[separator.end() :]  # the rest begins with the end of that line, so that line numbers stay right
    header = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    records = list(_records(text, separator[1] if separator else _delimiter(header), name))
    if not records:
        raise UsageError(f"{name} is empty. Its first line names the columns: {', '.join(COLUMNS)}.")
    numbers = _column_numbers(records[0][1], f"{name}:{records[0][0]}")
    rows = tuple(_row(line, cells, numbers) for line, cells in records[1:])
    if len(rows) > MOST_ROWS:
        raise UsageError(f"{name} has {len(rows)} rows, but the limit is {MOST_ROWS:,}. Split it into several files.")
    return Table(numbers, rows)


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}.") from error
    if len(raw) > MOST_BYTES:
        raise UsageError(f"{name} is larger than 1 MB. Split it into several files.")
    return raw


def _decode(raw: bytes, name: str) -> str:
    if raw.startswith((_ZIP, _OLD_WORKBOOK)):
        raise UsageError(f"{name} is a workbook, not a CSV file. {_HOW_TO_SAVE}")
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UsageError(f"{name} is in UTF-32. {_SAVE}")
    if raw.startswith(b"%PDF"):
        raise UsageError(f"{name} is a PDF file, not a CSV file. {_HOW_TO_SAVE}")
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if is_wide:
            raise UsageError(f"{name} begins like UTF-16 but is damaged. {_SAVE}") from error
        text = _decode_windows(raw, name)
    if "\x00" in text:
        raise UsageError(f"{name} is not text, or is in UTF-16 without a byte order mark. {_SAVE}")
    return text


def _decode_windows(raw: bytes, name: str) -> str:
    """Decode Windows-1252, as Excel saves plain CSV, unless the bytes could also be Mac Roman."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    odd, odd_on_mac = _oddities(text), _oddities(raw.decode("mac-roman"))
    if text and odd == 0 and odd_on_mac:
        return text
    reason = "seems to be in Mac Roman" if odd_on_mac == 0 and (odd or not text) else "is not in UTF-8"
    raise UsageError(f"{name} {reason}, so letters such as é and ü cannot be read reliably. {_SAVE}")


def _oddities(text: str) -> int:
    return len(_ODD.findall(text)) + abs(text.count("«") - text.count("»"))


_LETTER = r"[^\W\d_]"
_SYMBOL = r"[€£¥§¢©®°±²³¹¬¦¨´¸¯¿¡†‡ˆ‰‹›˜∂∑∏π∫Ω√≈∆◊ﬂﬁ≠∞≤≥ªº–—•…„‚“]"
_ODD = re.compile(
    rf"(?<={_LETTER}){_SYMBOL}(?={_LETTER})"  # J¸rgen
    rf"|(?<={_LETTER})[†‡ˆ‰‹›˜¸¨´¯‘“„‚∂∑∏π∫Ω√≈∆◊≠∞≤≥£³²¹±¬¦]|[‡ˆ‰˜¸¨´¯∂∑∏π∫Ω√≈∆◊ﬂﬁ≠∞≤≥£³²¹±¬¦÷⁄ƒ…€‹›](?={_LETTER})"
    r"|(?<=[a-zß-öø-ÿ])[À-ÖØ-ÞŠŒŽŸıˇ˘˙˚˝˛]|(?<=[ß-öø-ÿ])[A-Z]"  # JŸrgen, OÕBrien
    r"|(?<=\d)[ \xa0]?[À-ÖØ-öø-ÿŠŒŽŸ€](?=\w)|(?<=\d)[ \xa0]?[À-ÖØ-öø-ÿŠŒŽŸ](?!\w)"  # 401,50 Ä
    r"|(?<!\w)[À-ÖØ-öø-ÿŠŒŽŸ]{2,}(?!\w)"  # Àíà, which is Ана
)
"""What occurs in no name or amount: letters decoded with the wrong character set."""


def _delimiter(header: str) -> str:
    """Return the delimiter that splits the first line into the most known column names."""

    def fit(delimiter: str) -> tuple[int, int]:
        return sum(_column_name(cell) in COLUMNS for cell in header.split(delimiter)), header.count(delimiter)

    return max(_DELIMITERS, key=fit)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not blank with its first line number: a quoted cell may span several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip(_BLANK) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise UsageError(
                f"{name}:{line}: The quotes in this row do not match. "
                'A cell in quotes ends with a quote, and a quote inside it is written twice ("").'
            ) from error
        if any(cells):
            yield line, cells


def _column_name(cell: str) -> str:
    """Return the column's name for spellings such as `Display Name` and `display-name`, and for common aliases."""
    text = unicodedata.normalize("NFC", cell).strip().strip('"').strip(" :")
    normalised = re.sub(r"[\s._-]+", "_", text).strip("_").lower()
    return ALIASES.get(normalised, normalised)


def _column_numbers(header: list[str], place: str) -> Mapping[str, int]:
    """Return the number of each column; raise UsageError with all unknown columns."""
    columns = [(number, _column_name(cell)) for number, cell in enumerate(header, 1) if cell]
    unknown = [(number, column) for number, column in columns if column not in COLUMNS]
    if unknown:
        lines = [f"{place}:{number}: {_unknown_column(column)}" for number, column in unknown]
        raise UsageError(*lines, f"The columns are: {', '.join(COLUMNS)}. Nothing was created.")
    numbers = {column: number for number, column in reversed(columns)}
    duplicate = next(((number, column) for number, column in columns if numbers[column] != number), None)
    if duplicate:
        raise UsageError(f"{place}:{duplicate[0]}: The column {duplicate[1]} appears twice. Remove one of them.")
    return numbers


def _unknown_column(column: str) -> str:
    near = nearest_word(column, COLUMNS)
    shortened = visible(column if len(column) <= 40 else f"{column[:39]}…")  # a real name is not longer
    return f'There is no column "{shortened}".' + (f' Did you mean "{near}"?' if near else " Remove it.")


def _row(line: int, cells: list[str], numbers: Mapping[str, int]) -> TableRow:
    named_cells = {column: cells[number - 1] for column, number in numbers.items() if len(cells) >= number}
    surplus = next((number for number, cell in enumerate(cells, 1) if cell and number not in numbers.values()), 0)
    return TableRow(line, {column: cell for column, cell in named_cells.items() if cell}, surplus)
