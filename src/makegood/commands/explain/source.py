"""Explain a source of the rules; and list all of them, the oldest reading first, for review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from makegood.commands.explain.text_page import CONFIDENCES, TextPage, edition, read_on
from makegood.model.policy import Policies, SourceText, sources_of
from makegood.model.statement import policy_text

FOLDERS = ("channels", "grounds", "desks", "letters", "profiles", "escalations", "words")
"""Fields of `Policies`, and folders of the files, that rely on sources."""


def page(text: SourceText, policies: Policies) -> TextPage:
    """Return the page of one source."""
    page = TextPage(f"{text.id}: {policy_text(text.title)}")
    page.paragraph("A source is one edition of a text on which rules are based.")
    page.head("Edition and date of reading", _edition_and_day(text))
    if text.url:
        page.lines(text.url)
    page.head("Rules based on it", f"{', '.join(_dependents(policies).get(text.id, ())) or 'Nothing'}.")
    return page


def _by_reading(text: SourceText) -> tuple[date, str, str]:
    return text.as_of, text.confidence, policy_text(text.title)


def worklist(policies: Policies) -> TextPage:
    """Return all sources with edition, day of reading and dependents, the oldest reading first."""
    dependents = _dependents(policies)
    page = TextPage(f"{len(policies.sources)} sources for the rules, starting with the least recently read.")
    for text in sorted(policies.sources.values(), key=_by_reading):
        newer = [f"A newer edition exists but has not been read: {text.superseded_by}."] if text.superseded_by else []
        used_by = f"Used by: {', '.join(dependents.get(text.id, ())) or 'nothing'}."
        file = f"File: policies/sources/{text.id}.json"
        page.head(policy_text(text.title), _edition_and_day(text), *newer, used_by, file)
        if text.url:
            page.lines(text.url)
    return page


def rows(policies: Policies) -> list[dict[str, object]]:
    """Return the same list as data for other programs: a row for each source."""
    dependents = _dependents(policies)
    return [
        {
            "id": text.id,
            "title": policy_text(text.title),
            "edition": policy_text(text.edition) if text.edition else "",
            "region": policy_text(text.region) if text.region else "",
            "url": text.url,
            "as_of": text.as_of.isoformat(),
            "confidence": text.confidence,
            "superseded_by": text.superseded_by,
            "rests": list(dependents.get(text.id, ())),
        }
        for text in sorted(policies.sources.values(), key=lambda text: (text.as_of, text.id))
    ]


def _edition_and_day(text: SourceText) -> str:
    return f"{edition(text)}{read_on(text)} Confidence: {CONFIDENCES[text.confidence]}."


def _dependents(policies: Policies) -> Mapping[str, tuple[str, ...]]:
    """Return the files that rely on each source."""
    by_source: dict[str, dict[str, None]] = {
        policies.units.sourced.text: {"currencies": None},
        policies.regions.sourced.text: {"regions": None},
    }
    for folder in FOLDERS:
        for name, rule in getattr(policies, folder).items():
            for sourced in sources_of(rule):
                by_source.setdefault(sourced.text, {})[f"{folder}/{name}"] = None
    return {text: tuple(names) for text, names in by_source.items()}
