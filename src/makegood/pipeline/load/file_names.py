"""Check names of files: those that would be lost, or confused with another, on some computer."""

from __future__ import annotations

import re
import unicodedata

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)
_IMPOSSIBLE = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*\\\\\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
_LITTER = re.compile(
    r"(?:\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini|\._.*|\.gitkeep|\.gitignore|~\$.*|\.~lock\..*|.*~|\..*\.sw[op])\Z",
    re.IGNORECASE,
)


def is_litter(name: str) -> bool:
    """Return whether the file was created by the computer, not by a person."""
    return _LITTER.match(name) is not None


def is_portable(name: str) -> bool:
    """Return whether every common system allows a file of this name."""
    return not (_RESERVED.match(name) or _IMPOSSIBLE.search(name) or name.endswith((".", " ")))


def display_name(name: str) -> str:
    """Return the name in composed form, with bytes that are not UTF-8 as visible escapes."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def collation_key(name: str) -> str:
    """Return the form in which names are equal on systems that ignore case and Unicode composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
