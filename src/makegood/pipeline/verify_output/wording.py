"""The patterns of the words of one language, made from its file of `policies/words/`."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from makegood.pipeline.verify_output.provenance import lower_in_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.language import Language
    from makegood.model.policy import Readability, WordList
    from makegood.model.policy.word_lists import LetterPhrases

NOTHING = "(?!)"
"""A pattern that matches nothing."""
SENTENCE = re.compile(r"[^.;!?]+")
_ENDS = {True: r"(?:[^\W_]|['’])*", False: ""}


class Wording:
    """What texts of `language` are searched for. Without `words`, a list of them, no pattern matches anything.

    Patterns are for a text in lower case, except where a phrase begins a line or the title of an exhibit follows.
    """

    def __init__(self, language: Language, words: WordList | None) -> None:
        self.language = language
        self.words = words

    @property
    def readability(self) -> Readability | None:
        return self.words.readability if self.words else None

    @property
    def _letter(self) -> LetterPhrases | None:
        return self.words.letter if self.words else None

    def forbidden(self) -> re.Pattern[str]:
        """Return the pattern of what accuses or threatens."""
        return phrase_pattern(self.words.accuse + self.words.threaten if self.words else ())

    def signs(self, ground_id: str) -> tuple[str, ...]:
        """Return the phrases that state a ground."""
        return self.words.signs.get(ground_id, ()) if self.words else ()

    def is_no_blank(self, text: str, start: int) -> bool:
        """Return whether what looks like a placeholder at `start` begins a phrase of the language."""
        end = start + 80
        return bool(self.words and phrase_pattern(self.words.not_blanks).match(lower_in_place(text[start:end])))

    @cached_property
    def reasons(self) -> re.Pattern[str]:
        """Matches a line with reasons; its group is the reasons."""
        return re.compile(rf"^{_any(self.words.reasons if self.words else ())}: (.+)$", re.MULTILINE)

    @cached_property
    def reference(self) -> re.Pattern[str]:
        """Matches a noun and its reference; its group is the reference."""
        phrases = self.words.references if self.words else None
        nouns, numbered, number = (
            _any(getattr(phrases, name, ())).replace(r"\ ", r"\s") for name in ("nouns", "numbered", "number")
        )
        return re.compile(
            rf"\b(?:{nouns}(?:\s{number})?|{numbered}\s{number})\b[.:#]{{0,2}}\s+#?"
            r"((?=[\w./-]*\d)[A-Za-z0-9][\w./-]{2,})",
            re.IGNORECASE,
        )

    @cached_property
    def exhibit(self) -> re.Pattern[str]:
        """Matches a mention of an exhibit; its group is the letter."""
        return re.compile(rf"\b{_any(self.words.references.exhibit if self.words else ())} ([A-Z]{{1,2}})\b(?!\w)")

    def has_no_field(self, reference: str) -> bool:
        """Return whether a reference begins with a noun whose number has no field in a case."""
        return bool(self.words) and reference.lower().startswith(self.words.references.without_field)  # type: ignore[union-attr]

    @cached_property
    def greeting(self) -> re.Pattern[str]:
        """Matches the paragraph that begins a letter."""
        letter = self._letter
        return re.compile(rf"{_any((*letter.greetings, *letter.addressees) if letter else ())} [^\n]*[,:]?$")

    @cached_property
    def top(self) -> re.Pattern[str]:
        """Matches the part of a letter with its label, if any: up to the first line after the greeting."""
        greetings = _any(self._letter.greetings if self._letter else ())
        return re.compile(rf"(?:.*?^{greetings} [^\n]*|[^\n]*)\n\s*[^\n]*", re.DOTALL | re.MULTILINE)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """Matches the line that ends a letter."""
        return re.compile(rf"{_any(self._letter.closings if self._letter else ())}[,.]?$", re.IGNORECASE)

    def is_subject(self, subject: str) -> bool:
        return bool(phrase_pattern(self._letter.subject if self._letter else ()).search(lower_in_place(subject)))

    def is_labelled(self, text: str) -> bool:
        """Return whether a text has the label of an offer to settle."""
        return bool(phrase_pattern(self._letter.without_prejudice if self._letter else ()).search(lower_in_place(text)))

    def request_in(self, text: str) -> str:
        """Return the words with which a text asks for money, or ""."""
        if not self._letter:
            return ""
        lowered, nothing = lower_in_place(text), phrase_pattern(self._letter.asks_nothing)
        matches = phrase_pattern(self._letter.asks).finditer(lowered)
        return next((text[slice(*match.span())] for match in matches if not nothing.match(lowered, match.start())), "")

    def states_end(self, text: str) -> bool:
        """Return whether a text states that the agreement ends; True if the language has no phrases for it."""
        return not self._letter or _has_each(lower_in_place(text), self._letter.end)

    def states_next_step(self, text: str) -> bool:
        """Return whether a sentence of a text states the next step; True if the language has no phrases for it."""
        sentences = SENTENCE.findall(lower_in_place(text))
        return not self._letter or any(_has_each(sentence, self._letter.next_step) for sentence in sentences)


def _has_each(text: str, lists: Iterable[tuple[str, ...]]) -> bool:
    return all(phrase_pattern(phrases).search(text) for phrases in lists)


def _any(phrases: tuple[str, ...]) -> str:
    """Return a pattern of phrases, as they are written."""
    return f"(?:{'|'.join(map(_form, phrases)) or NOTHING})"


def _form(phrase: str) -> str:
    return re.escape(phrase.rstrip("*")) + _ENDS[phrase.endswith("*")]


@lru_cache(maxsize=128)
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of all phrases as whole words, for a text in lower case; a line may break between words."""
    forms = (_form(lower_in_place(phrase)).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)") if phrases else re.compile(NOTHING)
