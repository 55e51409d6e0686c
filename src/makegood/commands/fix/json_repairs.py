"""What is certain before a text is JSON: the encoding, commas, quotes, comments, and a bracket with one place to go."""

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
from makegood.pipeline.load import jsonfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from makegood.formats.json_text import JsonReading

MOST_ROUNDS = 20
MOST_READ = 2_000_000
"""Bytes that are read again and again: nobody makes a thousand mistakes in so long a file."""
BRACKETS = frozenset({"unclosed-brace", "unclosed-bracket", "wrong-bracket"})
_PAIRS = frozenset(("“”", "„“", "„”", "””", "‟”", "«»", "‘’", "‚‘", "‚’", "’’", "‛’", '“"', '”"', '„"'))
_WORDS = {"true": "true", "false": "false", "null": "null", "none": "null"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
_AFTER = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
Change = tuple[int, int, str]
"""From where to where, in characters, and what is put there."""


def fix_text(original: bytes) -> Draft:
    """Make every edit of the text that is certain, where the text can be read then.

    Where it cannot, what stands around the mistake may be another one than it seems: only the encoding is certain.
    """
    start = draft = encoded(original)
    try:
        for _round in range(min(MOST_ROUNDS, max(2, MOST_READ // max(1, len(draft.data))))):
            text = draft.data.decode()
            found = _changes(text)
            draft = draft.with_edits(_edit(text, *one) for one in found)
            if not found:
                return draft if jsonfile.parse(draft.data, Path(), "")[0] else start
    except UnicodeDecodeError:
        return Draft(original)
    return start


def has_brackets(draft: Draft) -> bool:
    """Say whether a bracket was added or changed."""
    return any(edit.why in {_WHY[name] for name in BRACKETS} for edit in draft.edits)


def encoded(original: bytes) -> Draft:
    """Turn UTF-16 into UTF-8 and take a BOM away; other bytes are text for nobody, or UTF-8 already."""
    draft = Draft(original)
    if order := utf_16(original):
        with suppress(UnicodeDecodeError):
            text = original.decode(order).removeprefix("\ufeff")
            if text.lstrip().startswith(("{", "//", "/*", "#")):  # as the text of a case begins, and not as noise does
                return draft.with_edits([Edit(0, len(original), text.encode(), "J6", "UTF-16 becomes UTF-8.")])
    if original.startswith(codecs.BOM_UTF8):
        why = "The mark at the beginning, which many programs refuse in JSON, goes."
        return draft.with_edits([Edit(0, len(codecs.BOM_UTF8), b"", "J6", why)])
    return draft


def utf_16(data: bytes) -> str:
    """Name the order of bytes of UTF-16; empty for what is none. Without a mark, every second byte is 0."""
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
    """Give what is certain in this round; what overlaps waits for the next one."""
    reading = read_places(text)
    found: list[tuple[JsonFault, Change]] = []
    at = -1
    for fault in reading.faults:
        mend = _MENDS.get(fault.name)
        change = mend(text, fault, reading) if mend else None
        if change and change[0] >= at:
            found.append((fault, change))
            at = max(change[1], fault.end)
    return found


def _removed(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    del text
    return fault.start, fault.end, ""


def _comma(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    """Add a comma before a key or an object: between two texts of a list a quote may be what is wrong."""
    rest = text[fault.end :].lstrip()
    try:
        end = json.JSONDecoder().raw_decode(rest)[1] if rest.startswith('"') else 0
    except ValueError:
        return None
    is_next = rest.startswith("{") or (end and rest[end:].lstrip().startswith(":"))
    return (fault.end, fault.end, ",") if is_next else None


def _comment(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    """Remove a comment with the line that it has for itself, else with the blanks before it."""
    comment = text[fault.start : fault.end]
    before = text[: fault.start]
    is_open = comment.startswith("/*") and not (comment.endswith("*/") and len(comment) >= len("/**/"))
    if is_open or before.rstrip().endswith(":"):
        return None  # the one has no end, the other may be a value that lacks its quotes
    start = len(before.rstrip(" \t"))
    rest = _AFTER.match(text, fault.end)
    if rest and (start == 0 or text[start - 1] in "\r\n"):
        return start, rest.end(), ""
    if rest:
        return start, fault.end, ""
    return fault.start, fault.end + (text[fault.end] == " "), ""


def _quotes(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    """Write straight double quotes around a text that has none, and no backslash, within."""
    raw = text[fault.start : fault.end]
    inner = raw[1:-1]
    is_pair = len(raw) > 1 and (raw[0] + raw[-1] in _PAIRS or raw[0] == raw[-1] == "'")
    if not is_pair or set('"\\') & set(inner) or not _is_over(text, fault.end):
        return None
    return fault.start, fault.end, f'"{inner}"'


def _is_over(text: str, at: int) -> bool:
    """Say whether a value or key is over here: what follows is a mark, a comment, another line or nothing."""
    rest = text[at:].lstrip(" \t")
    return not rest or rest[0] in ",:]}\r\n" or rest.startswith(("//", "/*", "#"))


def _word(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    known = _WORDS.get(text[fault.start : fault.end].lower())
    return (fault.start, fault.end, known) if known and _is_over(text, fault.end) else None


def _key(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    word = text[fault.start : fault.end]
    is_key = _NAME.match(word) and text[fault.end :].lstrip(" \t").startswith(":")
    return (fault.start, fault.end, f'"{word}"') if is_key else None


def _day(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    word = text[fault.start : fault.end]
    return (fault.start, fault.end, f'"{word}"') if _DAY.match(word) and _is_over(text, fault.end) else None


def _unseen(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    """Between values, write a usual space for another one, and nothing for what has no width."""
    character = text[fault.start : fault.end]
    if character.isspace():
        return fault.start, fault.end, " "
    return (fault.start, fault.end, "") if unicodedata.category(character) == "Cf" else None


def _bracket(text: str, fault: JsonFault, reading: JsonReading) -> Change | None:
    """Add a bracket where it can stand in one place only."""
    opened = fault.related[0][0]
    node = next((one for one in reading.nodes.values() if one.start == opened), None)
    if node is None or any(other.name == "twice" for other in reading.faults):
        return None  # a key that stands twice may be one that slid into the wrong object
    closing = "}" if text[opened] == "{" else "]"
    if not text[fault.end :].strip():
        # At the end only the whole file's own bracket is certain.
        line_break = BREAK.search(text)
        is_whole = len(fault.related) == 1 and node is reading.nodes.get("")
        return (fault.end, fault.end, (line_break[0] if line_break else "") + closing) if is_whole else None
    if any(text[reading.nodes[one].start] == text[opened] for one in node.members):
        return None  # what stands within may be what was not closed
    return fault.end, fault.end, closing


def _other_bracket(text: str, fault: JsonFault, _: JsonReading) -> Change | None:
    return fault.start, fault.end, "]" if text[fault.start] == "}" else "}"


_MENDS: dict[str, Callable[[str, JsonFault, JsonReading], Change | None]] = {
    "trailing-comma": _removed,
    "extra-comma": _removed,
    "missing-comma": _comma,
    "semicolon": lambda _text, fault, _reading: (fault.start, fault.end, ","),
    "equals": lambda _text, fault, _reading: (fault.start, fault.end, ":"),
    "comment": _comment,
    "single-quotes": _quotes,
    "smart-quotes": _quotes,
    "unquoted-key": _key,
    "unquoted-date": _day,
    "python": _word,
    "hidden-outside": _unseen,
    "unclosed-brace": _bracket,
    "unclosed-bracket": _bracket,
    "wrong-bracket": _other_bracket,
}
_WHY = {
    "trailing-comma": "The comma after the last entry goes.",
    "extra-comma": "A comma too many goes.",
    "missing-comma": "A comma that is missing comes in.",
    "semicolon": "A semicolon between entries becomes a comma.",
    "equals": "The sign between key and value becomes a colon.",
    "comment": "A comment goes: JSON has none.",
    "single-quotes": "Single quotes become double ones.",
    "smart-quotes": "Curly quotes become straight ones.",
    "unquoted-key": "A key gets its quotes.",
    "unquoted-date": "A day gets its quotes.",
    "python": "A word is written as JSON writes it.",
    "hidden-outside": "A character between values that nobody can see goes.",
    "unclosed-brace": "A closing } that is missing comes in.",
    "unclosed-bracket": "A closing ] that is missing comes in.",
    "wrong-bracket": "A closing bracket becomes the one that fits.",
}
