"""Documents in the pseudo-language: what has no accents is not in the words file.

Names and the user's own words have none: they are taken out first, whole. Names in policies are postal addresses and the
signs of forms; every other text of a policy has an id. Whatever else stands in the facts has to come from the words file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from test_render import prepared

from makegood.domain import policies
from makegood.language import load
from makegood.language.pseudo import TAG
from makegood.model.artifact import Text
from makegood.model.facts import Facts
from makegood.model.statement import say
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load as read
from makegood.pipeline.render import render
from makegood.pipeline.verify_output.provenance import walk_values
from makegood.storage import package_data

CASES = Path(__file__).parent.parent / "cases"
EXAMPLES = sorted(path.name for path in CASES.glob("MG-*"))
KNOWN = policies.read(None)
NAMES = frozenset({"TikTok", "PayPal", "SHA", "UTC", "PDF", "UA", "make", "LETTER", "VIA", "LENGTH", "EVENT"})
"""Names, units and commands, which are the same in every language."""
WORD = re.compile(r"(?<!\w)(?<!\w[/.:@-])(?<![/@#.])[A-Za-z][a-z]+(?!\w)(?![/.:@-]\w|/)")
"""A word of plain letters that is no part of a file name or a code."""


def facts_of(name: str) -> Facts:
    case, problems = check(read(CASES / name, None), KNOWN)
    facts = derive(case, KNOWN, problems)
    return replace(facts, case=replace(case, case=replace(case.case, language=TAG)))


def names_in_policies() -> frozenset[str]:
    """Return the names in policies, which are the same in every language: companies and their postal addresses."""
    addressees = (addressee for way in KNOWN.escalations.values() for addressee in way.addressees)
    return frozenset(line for addressee in addressees for line in (addressee.name, *addressee.address))


def own_texts(facts: Facts, name: str) -> Iterator[str]:
    """Yield the texts of the case and the titles of its work; they may stand in a sentence, so without their full stop."""
    texts = [value for _, value, is_of_case in walk_values(facts) if is_of_case and isinstance(value, str)]
    for value in (*texts, *(row.title for row in facts.rows)):
        if WORD.search(value):
            yield from (value, value.rstrip(". "), value[:1].upper() + value[1:], value[:1].lower() + value[1:])
    for warning in facts.warnings:  # rules are English
        yield from (warning.message.rstrip("."), warning.fix, *warning.detail.splitlines())
    yield facts.case.case.timezone.rpartition("/")[2].replace("_", " ")
    story = CASES / name / "story.md"
    yield from re.split(r"[\n*_`#>]+", story.read_text(encoding="utf-8")) if story.is_file() else ()


def shown(text: Text) -> str:
    """Return what a reader sees: without tags, scripts and styles, but with names and titles that are read aloud."""
    html = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", text.html or text.body, flags=re.DOTALL)
    html = re.sub(r"<pre [^>]*>(?:make [^<]*|\{ [^<]*)</pre>", " ", html)  # commands, and lines for case.json
    html = re.sub(r"</?(?:span|strong|em|code|a|time|wbr)\b[^>]*>", "", html)
    spoken = re.findall(r'\b(?:alt|aria-label|title)="([^"]*)"', html)
    return unescape(" | ".join((re.sub(r"<[^>]+>", " | ", html), *spoken, text.subject)))


@lru_cache(maxsize=1)
def in_order(known: frozenset[str]) -> tuple[str, ...]:
    """Return the texts with single spaces, the longest first."""
    return tuple(sorted({" ".join(phrase.split()) for phrase in known} - {""}, key=len, reverse=True))


def leftovers(text: str, known: frozenset[str], days: frozenset[str]) -> list[str]:
    """Return the words without accents in a text, after the known texts were taken out, the longest first."""
    flat = " ".join(re.sub(r"https?://\S+", " ", text).split())
    for phrase in in_order(known):
        if phrase in flat:  # most are not, and a search for a plain text takes no time
            flat = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " | ", flat)
    return [word for word in WORD.findall(flat) if word not in days | NAMES]


def countries() -> frozenset[str]:
    """Return the names of countries, which are those of the Unicode CLDR."""
    return frozenset(load("en-GB", (package_data.folder("templates"),)).formats.locale.territories.values())


def days() -> frozenset[str]:
    """Return the names of months and weekdays, which are those of the Unicode CLDR."""
    locale = load("en-GB", (package_data.folder("templates"),)).formats.locale
    names = [
        name
        for kind in (locale.months, locale.days)
        for width in ("wide", "abbreviated")
        for name in kind["format"][width].values()
    ]
    return frozenset({*names, "Sep"})  # as some browsers and the CLDR of the United States have it


def known_texts(facts: Facts, name: str) -> frozenset[str]:
    """Return the texts that may stand in documents without accents."""
    parties = json.loads((CASES / name / "case.json").read_text(encoding="utf-8"))["parties"]
    return frozenset({*names_in_policies(), *own_texts(facts, name), *countries(), *parties})


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_document_has_a_word_outside_the_words_file(name: str) -> None:
    facts = facts_of(name)
    known = known_texts(facts, name)
    texts = render(facts, prepared(facts), None)
    assert {text.kind for text in texts} >= {"packet", "page"}
    for text in texts:
        seen = shown(text)
        assert seen.count("é") > 5
        assert leftovers(seen, known, days()) == [], text.path
        assert leftovers(f"{seen} Kindly note.", known, days()) == ["Kindly", "note"]


def test_a_text_of_a_policy_without_an_id_is_seen() -> None:
    facts = facts_of(EXAMPLES[0])
    plain: Any = "Plain words"
    facts = replace(facts, grounds=(replace(facts.grounds[0], title=plain), *facts.grounds[1:]))
    [packet, *_] = [text for text in render(facts, prepared(facts), None) if text.kind == "packet"]
    assert leftovers(shown(packet), known_texts(facts, EXAMPLES[0]), days())[:2] == ["Plain", "words"]


def test_a_text_of_a_computation_or_a_window_that_is_not_in_the_words_file_is_seen() -> None:
    """Each text of a sum and of a window, put in place of a statement, stands out in a document."""
    name = "MG-2026-004"
    facts = facts_of(name)
    ready, known = prepared(facts), known_texts(facts, name)

    def seen(changed: Facts) -> set[str]:
        return {word for text in render(changed, ready, None) for word in leftovers(shown(text), known, days())}

    mine = say("window-last-day", act="Kindly note")  # its value is as little of the words file as a text from code
    step, *steps = facts.computation.steps
    window, *windows = facts.windows
    for changes in (
        {"words": (mine,)},
        {"explanation": (mine,)},
        {"steps": (replace(step, text=mine, about=None), *steps)},
    ):
        assert seen(replace(facts, computation=replace(facts.computation, **changes))) == {"Kindly", "note"}, changes
    assert seen(replace(facts, windows=(replace(window, counted=mine), *windows))) == {"Kindly", "note"}


def test_a_word_outside_the_words_file_is_seen() -> None:
    assert leftovers("[Þļéåšé] pay Ana by Monday", frozenset({"Ana"}), frozenset({"Monday"})) == ["pay", "by"]
    assert leftovers("a.png https://x.example/path", frozenset(), frozenset()) == []
