"""Words of a mail as they may stand in a case: in one line, printable, and not too long."""

from __future__ import annotations

import re
import unicodedata

from makegood.formats import mail_header
from makegood.typesetting import fonts

CUT = "…"


def printed(text: str, most: int) -> str:
    """Give the text in at most `most` characters; one that no font has is its name in brackets."""
    plain = mail_header.one_line(fonts.named(mail_header.one_line(text)[:most]))
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + CUT


def slug(text: str, most: int) -> str:
    """Make a short name of a text: small letters, digits and hyphens; "" where it has none of them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:most].strip("-")
