"""Repair what keeps a text from being JSON: encoding, commas, quotes, comments, and certain brackets."""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.commands.fix.draft import Draft, Edit
from makegood.formats.json_text import BREAK, JsonFault, read_places
from makegood.formats.merge_conflicts import has_merge_conflict
from makegood.formats.placeholders import pointer_problem
from makegood.pipeline.load import jsonfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from makegood.formats.json_text import JsonReading

MOST_ROUNDS = 20
MOST_READ = 2_000_000
"""Bytes that are read repeatedly; larger files are unlikely to have many errors."""
BRACKETS = frozenset({"unclosed-brace", "unclosed-bracket", "wrong-bracket"})
_PAIRS = frozenset(("“”", "„“", "„”", "””", "‟”", "«»", "‘’", "‚‘", "‚’", "’’", "‛’", '“"', '”"', '„"'))
_WORDS = {"true": "true", "false": "false", "null": "null", "none": "null"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
_AFTER = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
Change = tuple[int, int, str]
"""Start and end in characters, and the replacement."""


def fix_text(original: bytes) -> Draft:
    """Return the draft with every certain edit of the text, if the text can be read then.

    If it cannot, the surroundings of an error may be misread: only the encoding is certain.
    """
    start = draft = as_utf8(original)
    try:
        if has_merge_conflict(draft.data.decode()) or pointer_problem(draft.data, ""):
            return start
        for _round in range(min(MOST_ROUNDS, max(2, MOST_READ // max(1, len(draft.data))))):
            text = draft.data.decode()
            changes = _changes(text)
            draft = draft.with_edits(_edit(text, *change) for change in changes)
            if not changes:
                return draft if jsonfile.parse(draft.data, Path(), "")[0] else start
    except UnicodeDecodeError:
        return Draft(original)
    return start


def has_brackets(draft: Draft) -> bool:
    """Return whether a bracket was added or changed."""
    return any(edit.why in {_WHY[name] for name in BRACKETS} for edit in draft.edits)


def as_utf8(original: bytes) -> Draft:
    """Convert UTF-16 to UTF-8 and remove a BOM; leave other bytes unchanged."""
    draft = Draft(original)
    if order := utf_16(original):
        with suppress(UnicodeDecodeError):
            text = original.decode(order).removeprefix("\ufeff")
            if text.lstrip().startswith(("{", "//", "/*", "#")):  # the text of a case begins like this, noise does not
                return draft.with_edits([Edit(0, len(original), text.encode(), "J6", "Convert UTF-16 to UTF-8.")])
    if original.startswith(codecs.BOM_UTF8):
        why = "Remove the byte order mark, which many programs reject in JSON."
        return draft.with_edits([Edit(0, len(codecs.BOM_UTF8), b"", "J6", why)])
    return draft


def utf_16(data: bytes) -> str:
    """Return the UTF-16 codec of the data, or "". Without a BOM, every second byte is 0."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ""
    zeros = [byte == 0 for byte in data[:4]]
    if data.startswith(codecs.BOM_UTF16_LE) or zeros == [False, True] * 2:
        return "utf-16-le"
    return "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) or zeros == [True, False] * 2 else ""


def _edit(text: str, fault: JsonFault, change: Change) -> Edit:
    start, end, new = change
    return Edit(len(text[:start].encode()), len(text[:end].encode()), new.encode(), fault.rule, _WHY[fault.name])


def _changes(text: str) -> list[tuple[JsonFault, Change]]:
    """Return the certain changes of this round; overlapping ones wait for the next round."""
    reading = read_places(text)
    changes: list[tuple[JsonFault, Change]] = []
    position = -1
    for fault in reading.faults:
        repair = _REPAIRS.get(fault.name)
        change = repair(text, fault, reading) if repair else None
        if change and change[0] >= position:
            changes.append((fault, change))
            position = max(change[1], fault.end)
    return changes


def _remove(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    del text
    return fault.start, fault.end, ""


def _add_comma(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    """Add a comma before a key or an object; between two texts of a list, a quote may be what is wrong."""
    following = text[fault.end :].lstrip()
    try:
        end = json.JSONDecoder().raw_decode(following)[1] if following.startswith('"') else 0
    except ValueError:
        return None
    is_next = following.startswith("{") or (end and following[end:].lstrip().startswith(":"))
    return (fault.end, fault.end, ",") if is_next else None


def _remove_comment(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    """Remove a comment with its own line, or with the spaces before it."""
    comment = text[fault.start : fault.end]
    before = text[: fault.start]
    is_open = comment.startswith("/*") and not (comment.endswith("*/") and len(comment) >= len("/**/"))
    if is_open or before.rstrip().endswith(":"):
        return None  # one has no end, the other may be a value without quotes
    start = len(before.rstrip(" \t"))
    rest = _AFTER.match(text, fault.end)
    if rest and (start == 0 or text[start - 1] in "\r\n"):
        return start, rest.end(), ""
    if rest:
        return start, fault.end, ""
    return fault.start, fault.end + (text[fault.end] == " "), ""


def _straighten_quotes(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    """Put straight double quotes around a text that contains no quote and no backslash."""
    raw = text[fault.start : fault.end]
    inner = raw[1:-1]
    is_pair = len(raw) > 1 and (raw[0] + raw[-1] in _PAIRS or raw[0] == raw[-1] == "'")
    if not is_pair or set('"\\') & set(inner) or not _is_value_end(text, fault.end):
        return None
    return fault.start, fault.end, f'"{inner}"'


def _is_value_end(text: str, position: int) -> bool:
    """Return whether a value or key ends here: a delimiter, a comment, a line break or nothing follows."""
    rest = text[position:].lstrip(" \t")
    return not rest or rest[0] in ",:]}\r\n" or rest.startswith(("//", "/*", "#"))


def _json_word(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    word = _WORDS.get(text[fault.start : fault.end].lower())
    return (fault.start, fault.end, word) if word and _is_value_end(text, fault.end) else None


def _quote_key(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    word = text[fault.start : fault.end]
    is_key = _NAME.match(word) and text[fault.end :].lstrip(" \t").startswith(":")
    return (fault.start, fault.end, f'"{word}"') if is_key else None


def _quote_date(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    word = text[fault.start : fault.end]
    return (fault.start, fault.end, f'"{word}"') if _DAY.match(word) and _is_value_end(text, fault.end) else None


def _replace_invisible(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    """Replace an unusual space between values with a normal one, and remove zero-width characters."""
    character = text[fault.start : fault.end]
    if character.isspace():
        return fault.start, fault.end, " "
    return (fault.start, fault.end, "") if unicodedata.category(character) == "Cf" else None


def _add_bracket(text: str, fault: JsonFault, reading: JsonReading) -> Change | None:
    """Add a bracket if there is only one possible place for it."""
    opened = fault.related[0][0]
    node = next((candidate for candidate in reading.nodes.values() if candidate.start == opened), None)
    if node is None or any(other.name == "twice" for other in reading.faults):
        return None  # a repeated key may have slipped into the wrong object
    closing = "}" if text[opened] == "{" else "]"
    if not text[fault.end :].strip():
        # At the end, only the bracket of the whole file is certain.
        line_break = BREAK.search(text)
        is_whole = len(fault.related) == 1 and node is reading.nodes.get("")
        return (fault.end, fault.end, (line_break[0] if line_break else "") + closing) if is_whole else None
    if any(text[reading.nodes[member].start] == text[opened] for member in node.members):
        return None  # the unclosed value may be inside
    return fault.end, fault.end, closing


def _swap_bracket(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    return fault.start, fault.end, "]" if text[fault.start] == "}" else "}"


_REPAIRS: dict[str, Callable[[str, JsonFault, JsonReading], Change | None]] = {
    "trailing-comma": _remove,
    "extra-comma": _remove,
    "missing-comma": _add_comma,
    "semicolon": lambda _text, fault, _reading: (fault.start, fault.end, ","),
    "equals": lambda _text, fault, _reading: (fault.start, fault.end, ":"),
    "comment": _remove_comment,
    "single-quotes": _straighten_quotes,
    "smart-quotes": _straighten_quotes,
    "unquoted-key": _quote_key,
    "unquoted-date": _quote_date,
    "python": _json_word,
    "hidden-outside": _replace_invisible,
    "unclosed-brace": _add_bracket,
    "unclosed-bracket": _add_bracket,
    "wrong-bracket": _swap_bracket,
}
_WHY = {
    "trailing-comma": "Remove the comma after the last entry.",
    "extra-comma": "Remove an extra comma.",
    "missing-comma": "Add a missing comma.",
    "semicolon": "Replace a semicolon between entries with a comma.",
    "equals": "Replace the character between key and value with a colon.",
    "comment": "Remove a comment, because JSON does not allow comments.",
    "single-quotes": "Replace single quotes with double quotes.",
    "smart-quotes": "Replace curly quotes with straight quotes.",
    "unquoted-key": "Put a key in quotes.",
    "unquoted-date": "Put a date in quotes.",
    "python": "Replace a word with its JSON form.",
    "hidden-outside": "Remove an invisible character between values.",
    "unclosed-brace": "Add a missing closing }.",
    "unclosed-bracket": "Add a missing closing ].",
    "wrong-bracket": "Replace a closing bracket with the matching one.",
}
