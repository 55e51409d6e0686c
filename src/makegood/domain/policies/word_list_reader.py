"""The reader of `policies/words/`: what the texts of one language are checked for."""

from __future__ import annotations

from dataclasses import fields

from makegood.domain.policies.policy_reader import PolicyReader, PolicyShapeError, pattern, text
from makegood.model.policy import LetterPhrases, Readability, ReferencePhrases, WordList


def word_list(part: PolicyReader) -> WordList:
    """Return what the texts of one language are checked for."""
    part.require("accuse", "threaten", "reasons", "not_blanks")
    signs = PolicyReader(part.take("signs"), part.pointer_to("signs"))
    return part.done(
        WordList(
            id=part.id("id"),
            accuse=part.texts("accuse"),
            threaten=part.texts("threaten"),
            signs={ground: signs.texts(ground) for ground in tuple(signs.left)},
            reasons=part.texts("reasons"),
            letter=_letter_phrases(PolicyReader(part.take("letter"), part.pointer_to("letter"))),
            references=_reference_phrases(PolicyReader(part.take("references"), part.pointer_to("references"))),
            not_blanks=part.texts("not_blanks"),
            readability=_readability(PolicyReader(part.take("readability"), part.pointer_to("readability")))
            if "readability" in part.left
            else None,
            sourced=part.sourced(),
        )
    )


def _letter_phrases(part: PolicyReader) -> LetterPhrases:
    part.require(*(field.name for field in fields(LetterPhrases)))
    return part.done(
        LetterPhrases(
            greetings=part.texts("greetings"),
            addressees=part.texts("addressees"),
            closings=part.texts("closings"),
            subject=part.texts("subject"),
            without_prejudice=part.texts("without_prejudice"),
            asks=part.texts("asks"),
            asks_nothing=part.texts("asks_nothing"),
            end=part.each("end", _phrases),
            next_step=part.each("next_step", _phrases),
        )
    )


def _phrases(value: object, pointer: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise PolicyShapeError(pointer, "This value must be a list.")
    return tuple(text(phrase, f"{pointer}/{index}") for index, phrase in enumerate(value))


def _reference_phrases(part: PolicyReader) -> ReferencePhrases:
    part.require(*(field.name for field in fields(ReferencePhrases)))
    return part.done(
        ReferencePhrases(
            nouns=part.texts("nouns"),
            numbered=part.texts("numbered"),
            number=part.texts("number"),
            exhibit=part.texts("exhibit"),
            without_field=part.texts("without_field"),
        )
    )


def _readability(part: PolicyReader) -> Readability:
    part.require("endings", "silent_ends", "silent", "split")
    return part.done(
        Readability(
            start=part.decimal("start"),
            per_word=part.decimal("per_word"),
            per_syllable=part.decimal("per_syllable"),
            least=part.decimal("least"),
            word=part.require("word").pattern("word"),
            endings=part.texts("endings"),
            vowels=part.require("vowels").pattern("vowels"),
            silent_ends=part.each("silent_ends", pattern),
            silent=part.each("silent", pattern),
            split=part.each("split", pattern),
            placeholder=part.text("placeholder"),
            sourced=part.sourced(),
        )
    )
