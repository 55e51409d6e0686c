"""Documents in the pseudo-language: what has no accents is not in the words file.

Names and the user's own words have none, nor have texts of policies and of computations, which are not there yet: they
are taken out first, whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from test_render import prepared

from makegood.domain import policies
from makegood.language import load
from makegood.language.pseudo import TAG
from makegood.model.artifact import Text
from makegood.model.facts import Facts
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


def policy_texts() -> frozenset[str]:
    """Return every text of a policy of more than one word; ids are no texts, nor is what texts are searched for."""
    return frozenset(
        form
        for _, value, _ in walk_values(replace(KNOWN, words={}))
        if isinstance(value, str) and " " in value
        for form in (value, value.rstrip("."), value[:1].upper() + value[1:])
    )


def own_texts(facts: Facts, name: str) -> Iterator[str]:
    """Yield the texts of the case and its computation; they may stand in a sentence, so without their full stop."""
    for _, value, _ in walk_values(facts):
        if isinstance(value, str) and WORD.search(value):
            yield from (value, value.rstrip(". "), value[:1].upper() + value[1:], value[:1].lower() + value[1:])
    for warning in facts.warnings:  # rules are English
        yield from warning.detail.splitlines()
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


def leftovers(text: str, known: frozenset[str], days: frozenset[str]) -> list[str]:
    """Return the words without accents in a text, after the known texts were taken out, the longest first."""
    flat = " ".join(re.sub(r"https?://\S+", " ", text).split())
    for phrase in sorted({" ".join(phrase.split()) for phrase in known}, key=len, reverse=True):
        if phrase:
            flat = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " | ", flat)
    return [word for word in WORD.findall(flat) if word not in days | NAMES]


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


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_document_has_a_word_outside_the_words_file(name: str) -> None:
    facts = facts_of(name)
    known = frozenset({*policy_texts(), *own_texts(facts, name)})
    known |= frozenset(json.loads((CASES / name / "case.json").read_text(encoding="utf-8"))["parties"])
    texts = render(facts, prepared(facts), None)
    assert {text.kind for text in texts} >= {"packet", "page"}
    for text in texts:
        seen = shown(text)
        assert seen.count("é") > 5
        assert leftovers(seen, known, days()) == [], text.path
        assert leftovers(f"{seen} Kindly note.", known, days()) == ["Kindly", "note"]


def test_a_word_outside_the_words_file_is_seen() -> None:
    assert leftovers("[Þļéåšé] pay Ana by Monday", frozenset({"Ana"}), frozenset({"Monday"})) == ["pay", "by"]
    assert leftovers("a.png https://x.example/path", frozenset(), frozenset()) == []
