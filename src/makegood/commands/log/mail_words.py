"""Texts of an email in a form that a case can store: one line, printable, and not too long."""

from __future__ import annotations

import re
import unicodedata

from makegood.formats import mail_header
from makegood.typesetting import fonts

CUT = "…"


def printable(text: str, most: int) -> str:
    """Return the text in at most `most` characters; a character that no font has becomes its name in brackets."""
    line = mail_header.one_line(fonts.named(mail_header.one_line(text)[:most]))
    return line if len(line) <= most else line[: most - 1].rstrip() + CUT


def slug(text: str, most: int) -> str:
    """Return a short name: lower-case letters, digits and hyphens; "" if the text has none of them."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text)[:most].strip("-")
