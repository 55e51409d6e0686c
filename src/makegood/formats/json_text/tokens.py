"""Split a JSON text into tokens, valid and invalid ones; only white space is skipped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from makegood.formats.json_text.scalars import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator


class Token(NamedTuple):
    """A token: `kind` is the mark itself for one of `{}[],:`, else the name of a group of `PIECE`."""

    kind: str
    start: int
    end: int


# What people and word processors put around a text, the straight double quote included.
QUOTES = "\"'\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b"
_CURLY = QUOTES[2:]

# Every pattern is linear in the text it matches, so that a hostile file of 2 MiB costs no more than another.
PIECE = re.compile(
    rf"""
      (?P<mark>[{{}}\[\],:])
    | (?P<string>"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*")
    | (?P<word>[-+.\w]+)
    | (?P<broken>"[^\r\n]*)
    | (?P<single>'[^'"\r\n]*')
    | (?P<smart>[{_CURLY}][^{_CURLY}"\r\n]*[{_CURLY}"]?)
    | (?P<comment>//[^\r\n]* | /\*(?:.*?\*/|.*) | \#[^\r\n]*)
    | (?P<junk>(?P<same>[^\t\n\r\x20-\x7e])(?P=same)* | [^ \t\r\n])
    """,
    re.VERBOSE | re.DOTALL,
)
# The characters of a text that cannot be a mistake; those of a key need no escape in a pointer, either.
_PLAIN = rf'[^"\\\t\n{HIDDEN.pattern[1:-1]}]'
_PLAIN_KEY = _PLAIN.replace("[^", "[^~/")
_ENTRY = rf"""
    [ \t\r\n]*
    (?P<value>"{_PLAIN}*" | -?(?:0|[1-9][0-9]{{0,8}})(?:\.[0-9]{{1,9}})? | true | false | null | \[\] | {{}})
    [ \t\r\n]*,
"""
WHOLE = {
    "[": re.compile(f"(?:{_ENTRY})?", re.VERBOSE),
    "{": re.compile(rf'(?:[ \t\r\n]*"(?P<key>{_PLAIN_KEY}*)"[ \t\r\n]*:{_ENTRY})?', re.VERBOSE),
}
"""By the bracket around it: an entry that cannot contain a mistake, with the comma after it, or nothing."""
MARKS = frozenset("{}[],")
TEXTS = frozenset({"string", "single", "smart", "broken"})


_token = tuple.__new__
"""Create a Token without a Python call for each of a million tokens."""


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the tokens of a text; a text without its closing quote ends before a comma at the end of the line."""
    for match in PIECE.finditer(text, start):
        kind, start, end = match.lastgroup or "", match.start(), match.end()
        if kind == "mark":
            yield _token(Token, (text[start], start, end))
        elif kind == "broken" and (stripped := text[start:end].rstrip()).endswith(",") and len(stripped) > 1:
            comma = start + len(stripped) - 1
            yield Token(kind, start, comma)
            yield Token(",", comma, comma + 1)
        else:
            yield _token(Token, (kind, start, end))
