"""A pseudo-language made from English, `en-XA`: to see which texts of a document are not in the words file.

Its letters have accents, and it is 40 % longer, as many languages are: a word without accents was not translated, and a
layout that breaks is too narrow. Set `"language": "en-XA"` in a case to see its documents in it.
"""

from __future__ import annotations

from dataclasses import replace

from makegood.language.message import Message, SentenceField
from makegood.language.words_file import WordsFile

TAG = "en-XA"
"""The code of the Unicode CLDR for pseudo-accents."""
LONGER_PERCENT = 40
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTED = "ÅḂÇÐÉḞĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåḃçðéḟĝĥîĵķļṁñöþǫŕšţûṽŵẋýž"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_FILLER = " one two three four five six seven".translate(_ACCENTS)


def pseudo(words: WordsFile) -> WordsFile:
    """Return the words with accents and in brackets, each sentence 40 % longer.

    Fields stay, and so do the formats of days and amounts.
    """
    messages = {id_: _pseudo_message(message) for id_, message in words.messages.items()}
    numbers = {id_: accented(text) for id_, text in words.formats.items() if id_.startswith("format-number-")}
    return replace(words, messages=messages, formats={**words.formats, **numbers})


def accented(text: str) -> str:
    """Return a text with an accent on every ASCII letter."""
    return text.translate(_ACCENTS)


def _pseudo_message(message: Message) -> Message:
    return replace(message, forms={form: parts(form_parts) for form, form_parts in message.forms.items()})


def parts(plain: tuple[str | SentenceField, ...]) -> tuple[str | SentenceField, ...]:
    """Return the parts of one sentence with accents and in brackets, 40 % longer."""
    texts = [part for part in plain if isinstance(part, str)]
    if not texts:  # no words of its own, such as a command with an example in it
        return plain
    length = sum(map(len, texts)) * LONGER_PERCENT // 100
    filler = (_FILLER * (length // len(_FILLER) + 1))[:length].rstrip()
    return ("«", *(accented(part) if isinstance(part, str) else part for part in plain), f"{filler}»")
