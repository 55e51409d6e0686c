"""Sources of rules: the edition of a text, and the day on which it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Literal

from makegood.model.frozen import frozen
from makegood.model.statement import Statement
from makegood.model.words import Channel, Method

Confidence = Literal["official", "mirror", "third_party", "judgement", "unconfirmed"]


@frozen
class SourceText:
    """One edition of a text on which rules are based: a file of `policies/sources/`.

    `edition` is the date or version that the text states, None if it states none; `region` is where it applies, None
    for everywhere. `as_of` is the day on which it was read. `superseded_by` is a newer edition that was not read yet:
    no rule may be based on such a text. `excludes` are channels that it states it does not govern: no notice for them
    may cite it.
    """

    id: str
    title: Statement
    url: str
    as_of: date
    confidence: Confidence
    edition: Statement | None = None
    region: Statement | None = None
    superseded_by: str = ""
    excludes: tuple[Channel, ...] = ()

    @property
    def was_not_found(self) -> bool:
        """Return whether it says that no text was found: `as_of` is the day on which one was looked for."""
        return was_not_found(self.url, self.confidence)


@frozen
class Sourced:
    """The source of a rule, the day on which it was read, and how reliable it is; `url` is "" for our own judgement.

    `source` is the title of the text and the section. `as_of` is the day on which it was read; `edition` is the date or
    version that the text states, `region` where it applies. `text` is the id of its `SourceText`, "" if the entry has
    its source in full.
    """

    source: Statement
    url: str
    as_of: date
    confidence: Confidence
    edition: Statement | None = None
    region: Statement | None = None
    text: str = ""

    @property
    def was_not_found(self) -> bool:
        """Return whether no text was found for the rule: `as_of` is the day on which one was looked for."""
        return was_not_found(self.url, self.confidence)


def was_not_found(url: str, confidence: Confidence) -> bool:
    """Return whether a source stands for a text that was not found: it has no address, and is nobody's judgement."""
    return not url and confidence == "unconfirmed"


def sources_of(rule: object) -> Iterator[Sourced]:
    """Yield every source in a rule and its parts, in the order of the fields."""
    if isinstance(rule, Sourced):
        yield rule
    elif isinstance(rule, tuple):
        for entry in rule:
            yield from sources_of(entry)
    elif is_dataclass(rule):
        for field in fields(rule):
            yield from sources_of(getattr(rule, field.name))


@frozen
class SourcedSentence:
    """One sentence and its source.

    It applies to `regions` (ISO 3166-1), `methods` of payment and `channels` of the case; empty means all, except the
    countries in `not_regions`.
    """

    text: Statement
    sourced: Sourced
    regions: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    channels: tuple[Channel, ...] = ()
