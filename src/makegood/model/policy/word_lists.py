"""What finished texts are checked for by their words, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from makegood.model.frozen import frozen
from makegood.model.policy.sources import Sourced

Phrases = tuple[str, ...]
"""Each matches whole words, ignoring case; a star at its end matches any letters that follow."""


@frozen
class LetterPhrases:
    """The phrases of letters: how they begin and end, and what states the parts that are searched for.

    `addressees` begin the first line of a letter without a greeting. `subject` are words of which each subject has one.
    `without_prejudice` label an offer to settle. `asks` ask for money, unless one of `asks_nothing` is at the same
    place. A text states the end of the agreement if it has a phrase of each list of `end`; a sentence states the next
    step if it has one of each list of `next_step`.
    """

    greetings: Phrases
    addressees: Phrases
    closings: Phrases
    subject: Phrases
    without_prejudice: Phrases
    asks: Phrases
    asks_nothing: Phrases
    end: tuple[Phrases, ...]
    next_step: tuple[Phrases, ...]


@frozen
class ReferencePhrases:
    """The words that precede a reference: `nouns`, which a word of `number` may follow, and `numbered`, which need it.

    `exhibit` precedes the letter of an exhibit. `without_field` are the nouns of documents whose number has no field in
    a case.
    """

    nouns: Phrases
    numbered: Phrases
    number: Phrases
    exhibit: Phrases
    without_field: Phrases


@frozen
class Readability:
    """A measure of reading ease: `start` - `per_word` x words a sentence - `per_syllable` x syllables a word.

    Flesch's for English, Amstad's for German and Fernandez Huerta's for Spanish are of this form. `least` is the ease
    of plain texts.

    All others are regular expressions, or texts in lower case. `word` matches a word. Its syllables are the matches of
    `vowels` without those at `silent_ends`, less the matches of `silent`, plus those of `split`, but at least one; one
    of `endings` at its end is not counted. `placeholder` is a word of one syllable that replaces names and figures.
    """

    start: Decimal
    per_word: Decimal
    per_syllable: Decimal
    least: Decimal
    word: str
    endings: tuple[str, ...]
    vowels: str
    silent_ends: tuple[str, ...]
    silent: tuple[str, ...]
    split: tuple[str, ...]
    placeholder: str
    sourced: Sourced


@frozen
class WordList:
    """What the texts of one language are checked for; `id` is its ISO 639 code.

    `accuse` and `threaten` are phrases that no letter of ours may contain. `signs` are phrases that state a ground, by
    its id, beside its sentence in `templates/words/`. `reasons` precede the titles of grounds on a line of a form.
    `not_blanks` begin with what looks like a placeholder that was not filled in, and are none. `readability` is None
    where the language has no measure.
    """

    id: str
    accuse: Phrases
    threaten: Phrases
    signs: Mapping[str, Phrases]
    reasons: Phrases
    letter: LetterPhrases
    references: ReferencePhrases
    not_blanks: Phrases
    readability: Readability | None
    sourced: Sourced
