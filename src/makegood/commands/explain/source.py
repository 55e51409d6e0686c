"""One text of the world that rules rest on; and all of them, the oldest reading first, for whoever reads them anew."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.commands.explain.text_page import CONFIDENCES, TextPage, edition, read_on
from makegood.model.policy import Policies, SourceText, sources_of

FOLDERS = ("channels", "grounds", "desks", "letters", "profiles", "escalations", "words")
"""Fields of `Policies`, and folders of the files, that rest on sources."""


def page(text: SourceText, policies: Policies) -> TextPage:
    """Explain one source."""
    made = TextPage(f"{text.id}: {text.title}")
    made.say("A source, that is one edition of a text that rules rest on.")
    made.head("Its edition, and when it was read", _dated(text))
    if text.url:
        made.lines(text.url)
    made.head("What rests on it", f"{', '.join(_resting(policies).get(text.id, ())) or 'Nothing'}.")
    return made


def worklist(policies: Policies) -> TextPage:
    """List every source with its edition, the day it was read and what rests on it: the oldest reading first."""
    resting = _resting(policies)
    made = TextPage(
        f"{len(policies.sources)} texts that the rules rest on. The one that was read longest ago comes first."
    )
    for text in sorted(policies.sources.values(), key=lambda text: (text.as_of, text.confidence, text.title)):
        newer = [f"A newer edition is known and was not read: {text.superseded_by}."] if text.superseded_by else []
        rests = f"Rests on it: {', '.join(resting.get(text.id, ())) or 'nothing'}."
        made.head(text.title, _dated(text), *newer, rests, f"File: policies/sources/{text.id}.json")
        if text.url:
            made.lines(text.url)
    return made


def rows(policies: Policies) -> list[dict[str, object]]:
    """Return the same list as data for other programs: a row for each source."""
    resting = _resting(policies)
    return [
        {
            "id": text.id,
            "title": text.title,
            "edition": text.edition,
            "region": text.region,
            "url": text.url,
            "as_of": text.as_of.isoformat(),
            "confidence": text.confidence,
            "superseded_by": text.superseded_by,
            "rests": list(resting.get(text.id, ())),
        }
        for text in sorted(policies.sources.values(), key=lambda text: (text.as_of, text.id))
    ]


def _dated(text: SourceText) -> str:
    return f"{edition(text)}{read_on(text)} Confidence: {CONFIDENCES[text.confidence]}."


def _resting(policies: Policies) -> Mapping[str, tuple[str, ...]]:
    """Return which files rest on each source."""
    found: dict[str, dict[str, None]] = {
        policies.units.sourced.text: {"currencies": None},
        policies.regions.sourced.text: {"regions": None},
    }
    for folder in FOLDERS:
        for name, rule in getattr(policies, folder).items():
            for entry in sources_of(rule):
                found.setdefault(entry.text, {})[f"{folder}/{name}" if folder != "words" else folder] = None
    return {text: tuple(names) for text, names in found.items()}
