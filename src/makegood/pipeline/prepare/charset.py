"""Bytes of a mail as text, in the encoding that it states, or the one that it most likely means."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from makegood.pipeline.prepare.sanitiser import TextSanitiser

WINDOWS = "cp1252"
"""What programs write that say Latin-1, or nothing: it has the quotation marks and dashes that Latin-1 lacks."""
NOT_OF_MAILS = frozenset(
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
"""Python's own: one takes time that grows with the square, others read what was not meant."""

GUESSED = "It does not say rightly how its characters are encoded; some may be wrong."


def text_of(data: bytes, charset: str | None, scribe: TextSanitiser) -> str:
    """Decode a text; what cannot be decoded becomes U+FFFD, and a guess is told."""
    codec = _codec(charset or "ascii")
    if codec in {"ascii", ""}:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            scribe.say(GUESSED)
            codec = WINDOWS
    try:
        return data.decode(WINDOWS if codec == "iso8859-1" else codec, "replace")
    except (LookupError, UnicodeError, ValueError):
        return data.decode(WINDOWS, "replace")


def _codec(charset: str) -> str:
    """Return Python's name of an encoding, or "" for one that is not known."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if name in NOT_OF_MAILS else name
