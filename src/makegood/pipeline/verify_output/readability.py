"""How long a letter is and how easily it is read."""

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

EASE = Decimal(60)
"""Plain English, by Rudolf Flesch, A New Readability Yardstick (1948)."""
SHORT = "it"
"""Stands in for what no writer can choose: a name, a sum, a day, a number."""
PARTED = re.compile(r"\n\s*\n")
ROW = re.compile(r"[A-Z]{1,2}  |.*\x1e")
GREETING = re.compile(r"(?:Dear|Hello|Hi|To) [^\n]*[,:]?$")
FIXED = re.compile(
    r"\b[A-Z]{3} \d[\d,.]*\d"  # a sum
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
"""An e that nobody hears: in date, dates and asked; not in able, places, posted, settled."""
SILENT = re.compile(
    r"[^aeiouyl]ely$|[aeiouy]lely$|(?<=.)[aeiouy][^aeiouy]*[tgvrsc]ement$|^every|^some(?=.)|^there(?=[abfi])|^here(?=[bfiw])"
)
"""And within a word: in safely, statement, something, therefore."""
APART = re.compile(
    r"[bdfmnprv]ia|[bdfmprv]io|[^gq]ua|luenc|liab|[dr]eo|theo|crea(?!tu|[kms])|[dr]ea$|[aeiouy]ing$|qui?et|ciet|diet|riet"
    r"|^cli(?=e)|ism$|[ds]n't$"
)
"""Two vowels side by side that are two syllables: in material, period, usual, video, create, doing, client."""


def body(text: str) -> str:
    """Return what a letter says: without greeting, list of exhibits, signature and what comes after it."""
    parts = [part.strip() for part in PARTED.split(text) if part.strip()]
    start = next((at + 1 for at, part in enumerate(parts[:3]) if GREETING.match(part)), 0)
    end = next((at for at, part in enumerate(parts) if CLOSING.match(part.splitlines()[0])), len(parts))
    return "\n\n".join(part for part in parts[start:end] if not all(ROW.match(line) for line in part.splitlines()))


def length_problems(path: str, policy: LetterPolicy, text: str) -> Iterator[Problem]:
    """Name a letter that is longer or shorter than such a letter usually is.

    Too long is what it says; too short is all that is in it, since a list of exhibits says something too.
    """
    fewest, most = policy.words
    said, all_of_it = len(body(text).split()), len(text.split())
    if said > most or all_of_it < fewest:
        count = said if said > most else all_of_it
        yield problem("A16", Place(path), detail=f"{count} words; {fewest} to {most} are usual")


def ease_problems(known: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    """Name a letter that is hard to read."""
    names = {value for pointer, value in known.typed.words.items() if pointer.endswith(NAMES)}
    found = flesch_reading_ease(masked(body(text), names))
    if found < EASE:
        yield problem("A17", Place(path), detail=f"{found:.0f}, where {EASE} is plain English")


def masked(text: str, names: set[str]) -> str:
    """Put one short word in place of each name, sum, day and number; leave out signs that nobody reads."""
    there = sorted((name for name in names if name in text), key=len, reverse=True)
    text = re.sub("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in there), SHORT, text) if there else text
    return FIXED.sub(lambda found: SHORT + found[0][len(found[0].rstrip(".,")) :], text)


def flesch_reading_ease(text: str) -> Decimal:
    """Return Flesch's reading ease: 206.835 - 1.015 words a sentence - 84.6 syllables a word; 100 without words."""
    sentences = [found for line in text.splitlines() for part in STOP.split(line) if (found := _words(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Decimal(100)
    count = Decimal(len(words))
    heard = sum(syllables(word) for word in words)
    return Decimal("206.835") - Decimal("1.015") * count / len(sentences) - Decimal("84.6") * heard / count


def _words(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-zÀ-ɏ]+(?:['’][a-z]+)?", sentence)


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """Count the syllables of an English word: its groups of vowels, less what is silent, more what is heard apart.

    A rule of thumb, as all such counts without a dictionary; a few words in a hundred are one off.
    """
    word = word.lower().replace("’", "'").removesuffix("'s")
    heard = len(GROUPS.findall(SILENT_END.sub("", word)))
    return max(1, heard + len(APART.findall(word)) - len(SILENT.findall(word)))
