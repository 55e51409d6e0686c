"""Check the length and the readability of letters."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from makegood.language import english
from makegood.model.errors import Place
from makegood.model.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.language.values import Formats
    from makegood.model.errors import Problem
    from makegood.model.policy import LetterPolicy, Readability
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.pipeline.verify_output.wording import Wording

PARAGRAPH_END = re.compile(r"\n\s*\n")
ROW = re.compile(r"[A-Z]{1,2}  |.*\x1e")
AMOUNT = r"\b[A-Z]{3} \d[\d,.]*\d"
ADDRESS_OR_NUMBER = r"https?://\S+|\S+@\S+|[@#][\w.]+|[\w./-]*\d[\w.,/-]*"
STOP = re.compile(r"[.!?:;]+(?=\s|$)")
NAMES = (
    "/legal_name",
    "/display_name",
    "/trading_name",
    "/salutation_name",
    "/title",
    "/reference",
    "/order_id",
    "/name",
    "/agency",
    "/campaign",
)


def letter_body(wording: Wording, text: str) -> str:
    """Return the body of a letter: without greeting, list of exhibits, signature and anything after it."""
    paragraphs = [paragraph.strip() for paragraph in PARAGRAPH_END.split(text) if paragraph.strip()]
    start = next((index + 1 for index, paragraph in enumerate(paragraphs[:3]) if wording.greeting.match(paragraph)), 0)
    end = next(
        (index for index, paragraph in enumerate(paragraphs) if wording.closing.match(paragraph.splitlines()[0])),
        len(paragraphs),
    )
    return "\n\n".join(
        paragraph for paragraph in paragraphs[start:end] if not all(map(ROW.match, paragraph.splitlines()))
    )


def length_problems(wording: Wording, path: str, policy: LetterPolicy, text: str) -> Iterator[Problem]:
    """Yield a problem if a letter is longer or shorter than usual for its kind.

    The body must not be too long; the whole text must not be too short, since a list of exhibits has content too.
    """
    fewest, most = policy.words
    body_count, total_count = len(letter_body(wording, text).split()), len(text.split())
    if body_count > most or total_count < fewest:
        count = body_count if body_count > most else total_count
        yield problem("A16", Place(path), detail=f"{count} words, and the usual length is {fewest} to {most} words")


def ease_problems(case_facts: CaseFacts, wording: Wording, path: str, text: str) -> Iterator[Problem]:
    """Yield a problem if a letter is hard to read, by the measure of its language."""
    measure = wording.readability
    if measure is None:
        return
    names = {value for pointer, value in case_facts.user_text.words.items() if pointer.endswith(NAMES)}
    replaced = replace_figures(letter_body(wording, text), names, wording.language.formats, measure.placeholder)
    ease = reading_ease(measure, replaced)
    if ease < measure.least:
        name = english().formats.language(wording.language.tag)
        detail = f"the reading ease is {ease:.0f}, and plain {name} has {measure.least} or more"
        yield problem("A17", Place(path), detail=detail)


def replace_figures(text: str, names: set[str], formats: Formats, placeholder: str) -> str:
    """Return the text with one short word in place of each name, amount, day and number.

    They are what the writer cannot choose. `formats` are those of the language.
    """
    present = sorted((name for name in names if name in text), key=len, reverse=True)
    if present:
        text = re.sub("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in present), lambda _: placeholder, text)
    figures = re.compile(f"{AMOUNT}|{formats.day_pattern}|{ADDRESS_OR_NUMBER}")
    return figures.sub(lambda match: placeholder + match[0][len(match[0].rstrip(".,")) :], text)


def reading_ease(measure: Readability, text: str) -> Decimal:
    """Return the reading ease of a text; 100 without words."""
    sentences = [
        words for line in text.splitlines() for part in STOP.split(line) if (words := re.findall(measure.word, part))
    ]
    count = sum(map(len, sentences))
    if not count:
        return Decimal(100)
    occurrences = Counter(word for words in sentences for word in words)
    syllable_count = sum(syllables(measure, word) * number for word, number in occurrences.items())
    per_sentence, per_word = Decimal(count) / len(sentences), Decimal(syllable_count) / count
    return measure.start - measure.per_word * per_sentence - measure.per_syllable * per_word


def syllables(measure: Readability, word: str) -> int:
    """Return the number of syllables of a word: groups of vowels, less silent ones, plus split ones.

    A heuristic, as any count without a dictionary; for a few English words in a hundred it is off by one.
    """
    word = word.lower().replace("’", "'")
    for ending in measure.endings:
        word = word.removesuffix(ending)
    sounded = re.sub("|".join(measure.silent_ends), "", word) if measure.silent_ends else word
    count = len(re.findall(measure.vowels, sounded))
    return max(1, count + _matches(measure.split, word) - _matches(measure.silent, word))


def _matches(patterns: tuple[str, ...], word: str) -> int:
    return sum(1 for _ in re.finditer("|".join(patterns), word)) if patterns else 0
