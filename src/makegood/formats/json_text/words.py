"""The mistakes that a JSON text can have: a name, its rule, the message, the fix."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# name rule | message | fix
_WORDS = r"""
empty J8 | The file is empty. | Write a case: `make new` creates one to fill in.
after J1 | There is text after the end of the JSON. | Remove this text, or the bracket that ends the JSON too early.
extra J1 | This closing bracket has no opening bracket. | Remove the bracket.
wrong-bracket J1 | This closing bracket does not match its opening bracket. | Close { with } and [ with ].
unclosed-brace J1 | A closing } is missing here. | Add } for the opening { that is also shown.
unclosed-bracket J1 | A closing ] is missing here. | Add ] for the opening [ that is also shown.
trailing-comma J1 | There is a comma after the last entry. | Remove the comma.
extra-comma J1 | There is an extra comma. | Remove the comma.
missing-comma J1 | A comma is missing here. | Add a comma.
semicolon J1 | Entries must be separated by commas. | Replace this with a comma.
missing-colon J1 | A colon is missing between the key and its value. | Add a colon.
equals J1 | A key and its value must be separated by a colon. | Replace this with a colon.
extra-colon J1 | There is an unexpected colon. | Remove it, or put quotes around the whole text.
missing-key J1 | This value has no key. | Write "key": before it.
missing-value J1 | A key has no value. | Write a value after the colon, or remove the key.
comment J1 | JSON cannot contain comments. | Remove the comment, or move it to case.notes.
single-quotes J1 | Text must be in double quotes, not single quotes. | Replace each ' with ".
smart-quotes J1 | Text must be in straight quotes, not curly quotes. | Replace each with ".
unquoted-key J1 | This key has no quotes. | Put it in double quotes.
unquoted-text J1 | This text has no quotes. | Put it in double quotes.
unquoted-date J1 | This date has no quotes. | Put it in double quotes.
python J1 | This word is not valid in JSON. | Write true, false or null, in lowercase.
number-form J1 | This number is not valid in JSON. | Write a number like 12, -3 or 0.5, without + or leading zeros.
no-end J1 | This text has no closing quote on its line. | Add a closing quote. Write a line break inside a text as \n.
stray J1 | There is more text after this closing quote. | Write a quote inside a text as \", or add the opening quote.
escape J1 | A backslash cannot come before this character. | Write the backslash twice: \\
tab J1 | There is a tab inside this text. | Write a space, or \t.
junk J1 | This is not valid here. | Remove it, or put quotes around the whole text.
hidden-outside J7 | There is an invisible character between the values. | Replace it with an ordinary space.
hidden J7 | This text contains an invisible character. | Delete the character at the mark.
half J7 | This text contains half a character. | Delete the \u.... at the mark and type the character itself.
not-number J3 | This is not a number. | Write an ordinary number, or remove the key.
digits J3 | This number has too many digits. | Write at most 18 digits.
twice J2 | This key occurs twice in the same object. | Remove or rename one of the two.
deep J4 | The brackets are nested more than 32 deep. | Remove the extra brackets.
"""


def _read(lines: str) -> Mapping[str, tuple[str, str, str]]:
    rows = {}
    for line in lines.strip().splitlines():
        head, message, fix = line.split(" | ")
        name, rule = head.split(" ")
        rows[name] = (rule, message, fix)
    return MappingProxyType(rows)


WORDS = _read(_WORDS)


@dataclass(frozen=True, slots=True)
class JsonFault:
    """One mistake: its name in `WORDS`, the offsets of its characters, and those of related places."""

    name: str
    start: int
    end: int
    pointer: str = ""
    related: tuple[tuple[int, int], ...] = ()

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return WORDS[self.name][0]

    @property
    def message(self) -> str:
        """What is wrong, without any value of the text."""
        return WORDS[self.name][1]

    @property
    def fix(self) -> str:
        """How to fix it."""
        return WORDS[self.name][2]
