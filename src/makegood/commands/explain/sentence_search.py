"""Find the sentences that fit some words of a document: with names, days and amounts where a sentence has fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from makegood.language.message import Message

SHORTEST = 2
"""The number of words that a text needs to be looked for, and that have to be those of a sentence itself."""
LONGEST_VALUE = 8
"""The most words that a field of a sentence can stand for."""
LEAST_SHARE = 3
"""One of so many words has to be one of the sentence itself, not of a value in it."""
_WORD = re.compile(r"\w+(?:[.,'\u2019]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well a sentence fits, the best first: fewer words that are not its own, literally there, shorter."""

    missing: int
    is_inexact: bool
    is_partial: bool
    rest: int


def matching(text: str, messages: Iterable[Message]) -> list[Message]:
    """Return the sentences that fit a text best, those first in which it stands literally.

    If the text is of several sentences, of which none fits it whole, those that fit each are returned.
    """
    candidates = list(messages)
    ranked = _ranked(text, candidates)
    pieces = _SENTENCE_END.split(text.strip())
    if len(pieces) > 1 and not any(not fit.is_partial for fit, _ in ranked):
        by_piece = [message for piece in pieces for _, message in _ranked(piece, candidates)]
        return list({message.id: message for message in by_piece}.values())
    return [message for _, message in ranked]


def _ranked(text: str, messages: list[Message]) -> list[tuple[_Fit, Message]]:
    """Return the sentences of the best fit with it: all that have as many of the words as any has."""
    words = _words(text)
    if len(words) < SHORTEST:
        return []
    fits = [(fit, message) for message in messages if (fit := _fit(text, words, message))]
    least = min((fit.missing for fit, _ in fits), default=0)
    return sorted(((fit, message) for fit, message in fits if fit.missing == least), key=lambda item: item[0])


def _fit(text: str, words: list[str], message: Message) -> _Fit | None:
    fits = [fit for parts in message.forms.values() if (fit := _fit_of_form(text, words, parts))]
    return min(fits, default=None)


def _fit_of_form(text: str, words: list[str], parts: Iterable[object]) -> _Fit | None:
    pieces = [part if isinstance(part, str) else None for part in parts]
    sentence = [word for piece in pieces for word in (_words(piece) if piece is not None else [None])]
    if len(set(words) & set(sentence)) < SHORTEST and len(set(words)) >= SHORTEST:
        return None
    own, is_whole = max(_aligned(words, sentence), _aligned(words, sentence, is_whole=True))
    if own < SHORTEST or own * LEAST_SHARE < len(words):
        return None
    is_exact = _flat(text) in _flat("\0".join(piece or "" for piece in pieces))
    return _Fit(len(words) - own, not is_exact, not is_whole, sum(map(bool, sentence)) - own)


def _aligned(words: list[str], sentence: list[str | None], *, is_whole: bool = False) -> tuple[int, bool]:
    """Return how many words are those of a sentence, in which None is a field, at the best place; and `is_whole`.

    Between the first and the last word that fit, all have to. Only without `is_whole` may the words begin before the
    sentence, or go on after it, which then has to be in them from its beginning, or to its end.
    """
    impossible = -1
    rows = [[impossible] * (len(sentence) + 1) for _ in range(len(words) + 1)]
    rows[0] = [0] * (len(sentence) + 1)
    for before, row in enumerate(rows[:-1]):
        if not is_whole:
            row[0] = max(row[0], 0)
        for index, part in enumerate(sentence):
            if row[index] == impossible:
                continue
            if part is None:
                for after in range(before + 1, min(before + LONGEST_VALUE, len(words)) + 1):
                    rows[after][index + 1] = max(rows[after][index + 1], row[index])
            elif part == words[before]:
                rows[before + 1][index + 1] = max(rows[before + 1][index + 1], row[index] + 1)
    ends = rows[-1] if is_whole else [*rows[-1], *(row[-1] for row in rows)]
    return max(ends), is_whole


def _words(text: str) -> list[str]:
    return [word.replace("\u2019", "'") for word in _WORD.findall(text.casefold())]


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
