"""Decode the bytes of a mail or a page with the encoding that it states, or the most likely one."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from makegood.model.statement import say

if TYPE_CHECKING:
    from makegood.pipeline.prepare.sanitiser import TextSanitiser

WINDOWS = "cp1252"
"""What programs write that declare Latin-1 or nothing: it has the quotation marks and dashes that Latin-1 lacks."""
UNSUITABLE = frozenset(
    {
        "punycode",
        "idna",
        "unicode-escape",
        "unicode_escape",
        "raw-unicode-escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
    }
)
"""Encodings of Python alone: one takes quadratic time, others decode text that is not in them."""

GUESSED = say("exhibit-note-encoding")


def decode_text(data: bytes, charset: str | None, sanitiser: TextSanitiser) -> str:
    """Return the decoded text; undecodable bytes become U+FFFD, and a guess adds a note."""
    codec = _codec(charset or "ascii")
    if codec in {"ascii", ""}:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            sanitiser.add_note(GUESSED)
            codec = WINDOWS
    try:
        return data.decode(WINDOWS if codec == "iso8859-1" else codec, "replace")
    except (LookupError, UnicodeError, ValueError):
        return data.decode(WINDOWS, "replace")


def _codec(charset: str) -> str:
    """Return Python's name of an encoding, or "" for an unknown one."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if name in UNSUITABLE else name
