"""A list of creators as rows: the bytes that spreadsheets write, read strictly, each row with its line."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makegood.formats.terminal_text import visible
from makegood.model.errors import UsageError
from makegood.pipeline.check.keys import nearest

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
"""What people call these columns in their own lists, where that is one thing alone."""
MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
_DELIMITERS = ",;\t"
_BLANK = " \t\r\n\xa0"
_ZIP = b"PK\x03\x04"
"""What a workbook of a spreadsheet begins with."""
_SAVE = "Save it as CSV in UTF-8."
_HOW = (
    "Open it and save it as CSV: in Excel with Save As, CSV UTF-8; in LibreOffice with Save As, Text CSV; "
    "in Numbers with Export To, CSV."
)
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_SEPARATOR = re.compile(r"sep=(.)(?=[\r\n]|\Z)", re.IGNORECASE)
"""The line by which Excel is told the delimiter."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the line where it begins, and its cells by the names of their columns; empty cells are left out.

    `surplus` is the number of the first cell that has no name above it; 0 where there is none. `faults` says what is
    wrong with cells, by the names of their columns; `corrected` as which word a cell with a slip in it was read.
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
    """Read a list; `name` is what to call it. Raises UsageError where it cannot be read as a whole."""
    text = _decode(_bytes(path, name), name)
    told = _SEPARATOR.match(text)
    if told:
        text = text[told.end() :]  # what is left begins with the end of that line, so that lines keep their numbers
    header = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    records = list(_records(text, told[1] if told else _delimiter(header), name))
    if not records:
        raise UsageError(f"{name} is empty. Its first line names the columns: {', '.join(COLUMNS)}.")
    numbers = _numbers(records[0][1], f"{name}:{records[0][0]}")
    rows = tuple(_row(line, cells, numbers) for line, cells in records[1:])
    if len(rows) > MOST_ROWS:
        raise UsageError(f"{name} has {len(rows)} rows; {MOST_ROWS:,} at most are read. Split it into several files.")
    return Table(numbers, rows)


def _bytes(path: Path, name: str) -> bytes:
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
        raise UsageError(f"{name} is a workbook, not a CSV file. {_HOW}")
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UsageError(f"{name} is in UTF-32. {_SAVE}")
    if raw.startswith(b"%PDF"):
        raise UsageError(f"{name} is a PDF file, not a CSV file. {_HOW}")
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if is_wide:
            raise UsageError(f"{name} begins as UTF-16 does, and is damaged. {_SAVE}") from error
        text = _windows(raw, name)
    if "\x00" in text:
        raise UsageError(f"{name} is not a text, or is in UTF-16 without its mark. {_SAVE}")
    return text


def _windows(raw: bytes, name: str) -> str:
    """Read Windows-1252, as Excel saves plain CSV, where the same bytes cannot be a Mac's letters as well."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    odd, odd_on_mac = _oddities(text), _oddities(raw.decode("mac-roman"))
    if text and odd == 0 and odd_on_mac:
        return text
    seems = "seems to be in Mac Roman" if odd_on_mac == 0 and (odd or not text) else "is not in UTF-8"
    raise UsageError(f"{name} {seems}, so that letters such as é and ü cannot be read for certain. {_SAVE}")


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
"""What no name and no amount has: letters read in the wrong table of characters."""


def _delimiter(header: str) -> str:
    """Choose the character that cuts the first line into the most names that are known."""

    def fit(one: str) -> tuple[int, int]:
        return sum(_named(cell) in COLUMNS for cell in header.split(one)), header.count(one)

    return max(_DELIMITERS, key=fit)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give every row that is not blank with the line where it begins: a quoted cell may go on over several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip(_BLANK) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise UsageError(
                f"{name}:{line}: The quotes of this row do not pair up. "
                'A cell in quotes ends with a quote, and a quote inside it is written twice ("").'
            ) from error
        if any(cells):
            yield line, cells


def _named(cell: str) -> str:
    """Take `Display Name` and `display-name` for `display_name`, and what a column is often called for its name."""
    text = unicodedata.normalize("NFC", cell).strip().strip('"').strip(" :")
    plain = re.sub(r"[\s._-]+", "_", text).strip("_").lower()
    return ALIASES.get(plain, plain)


def _numbers(header: list[str], place: str) -> Mapping[str, int]:
    """Give the number of each column; refuse what is not known, all of it at once."""
    named = [(number, _named(cell)) for number, cell in enumerate(header, 1) if cell]
    unknown = [(number, column) for number, column in named if column not in COLUMNS]
    if unknown:
        lines = [f"{place}:{number}: {_unknown(column)}" for number, column in unknown]
        raise UsageError(*lines, f"The columns are: {', '.join(COLUMNS)}. Nothing was made.")
    numbers = {column: number for number, column in reversed(named)}
    twice = next(((number, column) for number, column in named if numbers[column] != number), None)
    if twice:
        raise UsageError(f"{place}:{twice[0]}: The column {twice[1]} stands there twice. Remove one of the two.")
    return numbers


def _unknown(column: str) -> str:
    near = nearest(column, COLUMNS)
    shown = visible(column if len(column) <= 40 else f"{column[:39]}…")  # nobody means more
    return f'There is no column "{shown}".' + (f' Did you mean "{near}"?' if near else " Remove it.")


def _row(line: int, cells: list[str], numbers: Mapping[str, int]) -> TableRow:
    known = {column: cells[number - 1] for column, number in numbers.items() if len(cells) >= number}
    surplus = next((at for at, cell in enumerate(cells, 1) if cell and at not in numbers.values()), 0)
    return TableRow(line, {column: cell for column, cell in known.items() if cell}, surplus)
