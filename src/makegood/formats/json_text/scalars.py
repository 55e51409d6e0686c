"""Find mistakes inside one text, number or word of JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.formats.json_text.words import JsonFault

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DIGITS = 18

# C0 except tab and line feed, DEL and C1, the two Unicode line breaks, and direction marks.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_LIKE_A_NUMBER = re.compile(r"[-+]?(?:[.,0-9]+(?:[eE][-+]?[0-9]*)?|0[xX][0-9a-fA-F]+)\Z")
_NOT_A_NUMBER = re.compile(r"[-+]?(?:nan|inf|infinity)\Z", re.IGNORECASE)
_FOREIGN = frozenset({"true", "false", "null", "none", "nil", "undefined", "yes", "no", "on", "off"})
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_LOW = re.compile(r"\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_PLAIN_ESCAPES = frozenset('"\\/nt')
_HIDDEN_ESCAPES = frozenset("bfr")


def fits(number: str) -> bool:
    """Return whether a number has so few digits that it can be represented exactly."""
    if number.isdecimal() and number.isascii() and len(number) <= MOST_DIGITS:
        return number[0] != "0" or number == "0"  # almost every number is one of these
    match = NUMBER.match(number)
    if match is None:
        return False
    whole, decimals, exponent = (part or "" for part in match.groups())
    few = len(whole + decimals) <= MOST_DIGITS and len(exponent) <= len(f"-{MOST_DIGITS}")
    return few and abs(int(exponent or "0")) <= MOST_DIGITS


def bare_word_fault(word: str, start: int, pointer: str) -> JsonFault | None:
    """Return the fault of a bare word in the place of a value; None for a valid one."""
    if word in {"true", "false", "null"} or fits(word):
        return None
    return JsonFault(_name(word), start, start + len(word), pointer)


def _name(word: str) -> str:
    if NUMBER.match(word):
        return "digits"
    if _NOT_A_NUMBER.match(word):
        return "not-number"
    if word.lower() in _FOREIGN:
        return "python"
    if _DATE.match(word):
        return "unquoted-date"
    return "number-form" if _LIKE_A_NUMBER.match(word) else "unquoted-text"


def text_faults(raw: str, start: int, pointer: str) -> Iterator[JsonFault]:
    """Yield the faults of a text with its quotes, which begins at `start`: escapes and invisible characters."""
    if "\t" in raw:
        offset = start + raw.index("\t")
        yield JsonFault("tab", offset, offset + 1, pointer)
    for match in HIDDEN.finditer(raw):
        yield JsonFault("hidden", start + match.start(), start + match.end(), pointer)
    if "\\" in raw:
        yield from _escape_faults(raw, start, pointer)


def _escape_faults(raw: str, start: int, pointer: str) -> Iterator[JsonFault]:
    low_offset = -1
    for match in _ESCAPE.finditer(raw):
        name = "" if match.start() == low_offset else _escape_name(match[0], match[1])
        if name == "half" and match[1][:2].lower() < "dc" and _LOW.match(raw, match.end()):
            low_offset, name = match.end(), ""
        if name:
            yield JsonFault(name, start + match.start(), start + match.end(), pointer)


def _escape_name(escape: str, digits: str | None) -> str:
    if digits is None:
        is_plain = escape[1] in _PLAIN_ESCAPES
        return "" if is_plain else "hidden" if escape[1] in _HIDDEN_ESCAPES else "escape"
    code = int(digits, 16)
    if 0xD800 <= code <= 0xDFFF:
        return "half"
    return "hidden" if HIDDEN.match(chr(code)) else ""
