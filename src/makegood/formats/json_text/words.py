"""What can be wrong with a JSON text, in plain words: a name, its rule, the sentence, the fix."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# name rule | sentence | fix
_WORDS = r"""
empty J8 | The file is empty. | Write a case: `make new` makes one to fill in.
after J1 | There is text after the end of the JSON. | Remove it, or a closing bracket before it that is too early.
extra J1 | This closing bracket has no opening one. | Remove it.
wrong-bracket J1 | This bracket does not fit the one it closes. | Close { with } and [ with ].
unclosed-brace J1 | A closing } is missing here. | Add } here; where its { stands is shown too.
unclosed-bracket J1 | A closing ] is missing here. | Add ] here; where its [ stands is shown too.
trailing-comma J1 | There is a comma after the last entry. | Remove the comma.
extra-comma J1 | There is a comma too many. | Remove the comma.
missing-comma J1 | A comma is missing here. | Add a comma.
semicolon J1 | Entries are separated by commas. | Write a comma.
missing-colon J1 | A colon is missing between the key and its value. | Add a colon.
equals J1 | A key and its value are separated by a colon. | Write a colon.
extra-colon J1 | There is a colon that does not belong here. | Remove it, or put quotes around the whole text.
missing-key J1 | A value stands here without its key. | Write "key": before it.
missing-value J1 | A key has no value. | Write a value after the colon, or remove the key.
comment J1 | JSON has no comments. | Remove the comment; notes have a place in case.notes.
single-quotes J1 | Texts stand in double quotes, not in single ones. | Write " in place of each '.
smart-quotes J1 | Texts stand in straight quotes, not in curly ones. | Write " in place of each.
unquoted-key J1 | This key has no quotes. | Put it in double quotes.
unquoted-text J1 | This text has no quotes. | Put it in double quotes.
unquoted-date J1 | This date has no quotes. | Put it in double quotes.
python J1 | This word is not written as JSON writes it. | Write true, false or null, in small letters.
number-form J1 | This number is not written as JSON writes it. | Write 12, -3 or 0.5: no +, no zero in front.
no-end J1 | The closing quote of this text is missing in its line. | Add it; write a line break inside a text as \n.
stray J1 | The text ends at this quote, yet the line goes on. | Write a quote in a text as \", or add one.
escape J1 | A backslash is followed by a character that it cannot stand before. | Write a backslash as two: \\
tab J1 | There is a tab inside this text. | Write a space, or \t.
junk J1 | This cannot stand here. | Remove it, or put quotes around the whole text.
hidden-outside J7 | Between the values stands a character that nobody can see. | Delete it; type a usual space.
hidden J7 | This text holds a character that nobody can see. | Delete the character at the mark.
half J7 | This text holds half a character. | Delete the \u.... at the mark and type the character itself.
not-number J3 | This is not a number. | Write an ordinary number, or remove the key.
digits J3 | This number has more digits than anything here can need. | Write at most 18 digits.
twice J2 | The same key stands twice in one object. | Remove one of the two, or rename it.
deep J4 | The brackets are nested more than 32 deep. | Remove the superfluous brackets.
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
    """One mistake: its name in `WORDS`, the characters it stands at, and others that have to do with it."""

    name: str
    start: int
    end: int
    pointer: str = ""
    related: tuple[tuple[int, int], ...] = ()

    @property
    def rule(self) -> str:
        """Return the rule of the program's table."""
        return WORDS[self.name][0]

    @property
    def message(self) -> str:
        """Return what is wrong, without any value."""
        return WORDS[self.name][1]

    @property
    def fix(self) -> str:
        """Return how to mend it."""
        return WORDS[self.name][2]
