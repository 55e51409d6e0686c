"""Check the length and the readability of letters."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.lint import CLOSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem
    from makegood.model.policy import LetterPolicy
    from makegood.pipeline.verify_output.case_facts import CaseFacts

MIN_EASE = Decimal(60)
"""Plain English, by Rudolf Flesch, A New Readability Yardstick (1948)."""
SHORT = "it"
"""Replaces what the writer cannot choose: a name, an amount, a day, a number."""
PARAGRAPH_END = re.compile(r"\n\s*\n")
ROW = re.compile(r"[A-Z]{1,2}  |.*\x1e")
GREETING = re.compile(r"(?:Dear|Hello|Hi|To) [^\n]*[,:]?$")
FIXED = re.compile(
    r"\b[A-Z]{3} \d[\d,.]*\d"  # an amount
    r"|(?:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b"  # a day
    r"|https?://\S+|\S+@\S+|[@#][\w.]+|[\w./-]*\d[\w.,/-]*"  # an address, a handle, a number
)
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
GROUPS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(
    r"(?<![^aeiouyl]l)e$|(?<![aeioucsxzg])(?<![cs]h)(?<![^aeiouyl]l)es$|(?<![td])(?<![^aeiouyl]l)(?<!dr)ed$"
)
"""A silent e at the end: in date, dates and asked; not in able, places, posted, settled."""
SILENT = re.compile(
    r"[^aeiouyl]ely$|[aeiouy]lely$|(?<=.)[aeiouy][^aeiouy]*[tgvrsc]ement$|^every|^some(?=.)|^there(?=[abfi])|^here(?=[bfiw])"
)
"""A silent e within a word: in safely, statement, something, therefore."""
TWO_SYLLABLES = re.compile(
    r"[bdfmnprv]ia|[bdfmprv]io|[^gq]ua|luenc|liab|[dr]eo|theo|crea(?!tu|[kms])|[dr]ea$|[aeiouy]ing$|qui?et|ciet|diet|riet"
    r"|^cli(?=e)|ism$|[ds]n't$"
)
"""Two adjacent vowels that are two syllables: in material, period, usual, video, create, doing, client."""


def letter_body(text: str) -> str:
    """Return the body of a letter: without greeting, list of exhibits, signature and anything after it."""
    paragraphs = [paragraph.strip() for paragraph in PARAGRAPH_END.split(text) if paragraph.strip()]
    start = next((index + 1 for index, paragraph in enumerate(paragraphs[:3]) if GREETING.match(paragraph)), 0)
    end = next(
        (index for index, paragraph in enumerate(paragraphs) if CLOSING.match(paragraph.splitlines()[0])),
        len(paragraphs),
    )
    return "\n\n".join(
        paragraph for paragraph in paragraphs[start:end] if not all(map(ROW.match, paragraph.splitlines()))
    )


def length_problems(path: str, policy: LetterPolicy, text: str) -> Iterator[Problem]:
    """Yield a problem if a letter is longer or shorter than usual for its kind.

    The body must not be too long; the whole text must not be too short, since a list of exhibits has content too.
    """
    fewest, most = policy.words
    body_count, total_count = len(letter_body(text).split()), len(text.split())
    if body_count > most or total_count < fewest:
        count = body_count if body_count > most else total_count
        yield problem("A16", Place(path), detail=f"{count} words, and the usual length is {fewest} to {most} words")


def ease_problems(case_facts: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    """Yield a problem if a letter is hard to read."""
    names = {value for pointer, value in case_facts.user_text.words.items() if pointer.endswith(NAMES)}
    ease = flesch_reading_ease(replace_figures(letter_body(text), names))
    if ease < MIN_EASE:
        yield problem(
            "A17", Place(path), detail=(f"the reading ease is {ease:.0f}, and plain English has {MIN_EASE} or more")
        )


def replace_figures(text: str, names: set[str]) -> str:
    """Return the text with one short word in place of each name, amount, day and number."""
    present = sorted((name for name in names if name in text), key=len, reverse=True)
    text = re.sub("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in present), SHORT, text) if present else text
    return FIXED.sub(lambda match: SHORT + match[0][len(match[0].rstrip(".,")) :], text)


def flesch_reading_ease(text: str) -> Decimal:
    """Return Flesch's reading ease: 206.835 - 1.015 words a sentence - 84.6 syllables a word; 100 without words."""
    sentences = [sentence for line in text.splitlines() for part in STOP.split(line) if (sentence := _words(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Decimal(100)
    count = Decimal(len(words))
    syllable_count = sum(syllables(word) for word in words)
    return Decimal("206.835") - Decimal("1.015") * count / len(sentences) - Decimal("84.6") * syllable_count / count


def _words(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-zÀ-ɏ]+(?:['’][a-z]+)?", sentence)


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """Return the number of syllables of an English word: groups of vowels, less silent ones, plus split ones.

    A heuristic, as any count without a dictionary; for a few words in a hundred it is off by one.
    """
    word = word.lower().replace("’", "'").removesuffix("'s")
    groups = len(GROUPS.findall(SILENT_END.sub("", word)))
    return max(1, groups + len(TWO_SYLLABLES.findall(word)) - len(SILENT.findall(word)))
