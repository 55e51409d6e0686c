"""The mistakes that a JSON text can contain: name, rule, sentence and fix of each."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# name rule | sentence | fix
_WORDS = r"""
empty J8 | The file is empty. | Write a case: `make new` creates one to fill in.
after J1 | There is text after the end of the JSON. | Remove it, or an earlier closing bracket that is too many.
extra J1 | This closing bracket has no opening one. | Remove it.
wrong-bracket J1 | This bracket does not match the one it closes. | Close { with } and [ with ].
unclosed-brace J1 | A closing } is missing here. | Add } here; the { that it closes is shown too.
unclosed-bracket J1 | A closing ] is missing here. | Add ] here; the [ that it closes is shown too.
trailing-comma J1 | There is a comma after the last entry. | Remove the comma.
extra-comma J1 | There is an extra comma. | Remove the comma.
missing-comma J1 | A comma is missing here. | Add a comma.
semicolon J1 | Entries are separated by commas. | Write a comma.
missing-colon J1 | A colon is missing between the key and its value. | Add a colon.
equals J1 | A key and its value are separated by a colon. | Write a colon.
extra-colon J1 | There is an unexpected colon. | Remove it, or put quotes around the whole text.
missing-key J1 | This value has no key. | Write "key": in front of it.
missing-value J1 | A key has no value. | Write a value after the colon, or remove the key.
comment J1 | JSON has no comments. | Remove the comment; write notes in case.notes.
single-quotes J1 | Texts are written in double quotes, not in single quotes. | Replace each ' with ".
smart-quotes J1 | Texts are written in straight quotes, not in curly quotes. | Replace each with ".
unquoted-key J1 | This key has no quotes. | Put it in double quotes.
unquoted-text J1 | This text has no quotes. | Put it in double quotes.
unquoted-date J1 | This date has no quotes. | Put it in double quotes.
python J1 | This word is not valid in JSON. | Write true, false or null, in lowercase.
number-form J1 | This number does not have the form of a JSON number. | Write 12, -3 or 0.5: no +, no leading zero.
no-end J1 | The closing quote of this text is missing on its line. | Add it; write a line break inside a text as \n.
stray J1 | The text ends at this quote, but the line continues. | Write a quote in a text as \", or add one.
escape J1 | This character is not allowed after a backslash. | Write a backslash as two: \\
tab J1 | There is a tab inside this text. | Write a space, or \t.
junk J1 | This is not allowed here. | Remove it, or put quotes around the whole text.
hidden-outside J7 | There is an invisible character between the values. | Replace it with an ordinary space.
hidden J7 | This text contains an invisible character. | Delete the character at the marked place.
half J7 | This text contains half a character. | Delete the \u.... at the marked place and type the character itself.
not-number J3 | This is not a number. | Write an ordinary number, or remove the key.
digits J3 | This number has too many digits. | Write at most 18 digits.
twice J2 | The same key appears twice in one object. | Remove one of the two, or rename it.
deep J4 | The brackets are nested more than 32 levels deep. | Remove the extra brackets.
"""


def _read(lines: str) -> Mapping[str, tuple[str, str, str]]:
    rows = {}
    for line in lines.strip().splitlines():
        head, sentence, fix = line.split(" | ")
        name, rule = head.split(" ")
        rows[name] = (rule, sentence, fix)
    return MappingProxyType(rows)


WORDS = _read(_WORDS)


@dataclass(frozen=True, slots=True)
class JsonFault:
    """A mistake: its name in `WORDS`, the range of its characters, and the ranges of related characters."""

    name: str
    start: int
    end: int
    pointer: str = ""
    related: tuple[tuple[int, int], ...] = ()

    @property
    def rule(self) -> str:
        """Return the id of its rule."""
        return WORDS[self.name][0]

    @property
    def message(self) -> str:
        """Return what is wrong, without any value."""
        return WORDS[self.name][1]

    @property
    def fix(self) -> str:
        """Return how to fix it."""
        return WORDS[self.name][2]
