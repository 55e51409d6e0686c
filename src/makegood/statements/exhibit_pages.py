"""What is printed with the pages of an exhibit: its label, its slip, its bookmark."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from makegood.domain.windows import day_of
from makegood.model.case import LogEntry
from makegood.model.statement import say
from makegood.statements import proof
from makegood.typesetting.filters import in_zone

if TYPE_CHECKING:
    from makegood.model.artifact import Prepared, PreparedPage
    from makegood.model.case import Case, Evidence
    from makegood.model.facts import Exhibit, Facts
    from makegood.model.statement import Statement, Value, Wording

__all__ = ["captured", "file", "labels", "proved", "translation"]

MOST = 4
"""The most proofs that a slip lists."""
KILO = 1_000
FEW = 2
"""The most letters and answers that a slip lists one by one."""


def correspondence(exhibit: Exhibit) -> tuple[LogEntry, ...]:
    """Return the letters, questions and answers that an exhibit proves, if they are too many to list; else none."""
    entries = tuple(citation.about for citation in exhibit.proves if isinstance(citation.about, LogEntry))
    written = tuple(entry for entry in entries if entry.event in {"asked", "answered", "sent"})
    return written if len(written) > FEW else ()


def proves(proofs: tuple[Value, ...], letters: tuple[LogEntry, ...], case: Case) -> Statement:
    """Return the list of what an exhibit proves; `letters` follow as one item."""
    listed = (*proofs, *([_written(letters, case)] if letters else []))
    return say("exhibit-proves-more" if len(listed) > MOST else "exhibit-proves", proofs=listed[:MOST])


def proved(exhibit: Exhibit, facts: Facts) -> Statement:
    """Return the list of what an exhibit proves, by all that cites it."""
    letters = correspondence(exhibit)
    proofs = tuple(
        item
        for citation in exhibit.proves
        if citation.about not in letters
        for item in proof.shown(citation, exhibit.evidence, facts)
    )
    return proves(proofs, letters, facts.case)


def rows(exhibit: Exhibit, prepared: Prepared, facts: Facts) -> tuple[tuple[Value, ...], ...]:
    """Return each row of a slip, to measure it: what the exhibit proves, then the rows above the hash.

    A row has several texts, one after the other, or none.
    """
    evidence = exhibit.evidence
    dated = (evidence.created_on,) if evidence.created_on else ()
    pixels = say("exhibit-pixels", width=prepared.pixels[0], height=prepared.pixels[1]) if prepared.pixels else ""
    return (
        (proved(exhibit, facts),) if exhibit.proves else (),
        (translation(evidence, exhibit.letter),) if evidence.translation_of else (),
        (", ".join(filter(None, (evidence.device, evidence.source_url))),),
        captured(evidence, facts.case) or dated,
        (file(evidence.file, exhibit.file.bytes, pixels, prepared),),
        prepared.changes,
    )


def _written(letters: tuple[LogEntry, ...], case: Case) -> Statement:
    first, last = day_of(letters[0].at, case), day_of(letters[-1].at, case)
    if first == last:
        return say("exhibit-proves-written", day=first)
    if (first.year, first.month) == (last.year, last.month):
        return say("exhibit-proves-written-within-month", first=first, first_day=first.day, last=last)
    return say("exhibit-proves-written-from", first=first, last=last)


def translation(evidence: Evidence, letter: str | None) -> Statement:
    """Return of which exhibit this is a translation, and by whom; `letter` is None if the original is not shown."""
    by = {"translator": evidence.translated_by} if evidence.translated_by else {}
    end = "-by" if by else ""
    if letter is None:
        return say(f"exhibit-translation-of-other{end}", **by)
    return say(f"exhibit-translation{end}", letter=letter, **by)


def captured(evidence: Evidence, case: Case) -> tuple[Statement, ...]:
    """Return when an exhibit was captured, and by whom; none if the case does not state when."""
    if evidence.captured_at is None:
        return ()
    moment = in_zone(evidence.captured_at, case.case.timezone)
    if evidence.captured_by:
        return (say("exhibit-captured-by", moment=moment, name=evidence.captured_by),)
    return (say("exhibit-captured", moment=moment),)


def file(name: str, count: int, pixels: Wording, prepared: Prepared) -> Statement:
    """Return the name and the size in bytes of a file, with its pixels or its pages if there are any.

    `pixels` may be "".
    """
    values: dict[str, Value] = {"name": name, "size": size(count)}
    if pixels:
        return say("exhibit-file-pixels", pixels=pixels, **values)
    if len(prepared.pages) > 1:
        return say("exhibit-file-pages", pages=len(prepared.pages), **values)
    return say("exhibit-file", **values)


def size(count: int) -> Statement:
    """Return a size in bytes, kB or MB."""
    if count < KILO:
        return say("size-bytes", count=count)
    if count < KILO * KILO:
        return say("size-kilobytes", number=(Decimal(count) / KILO).quantize(Decimal(1)))
    return say("size-megabytes", number=(Decimal(count) / KILO / KILO).quantize(Decimal("0.1")))


def labels(prepared: Prepared) -> tuple[Statement, ...]:
    """Return the label of each page of an exhibit: `page 2 of 3`, `part 1 of 3`, `page 2 of 3, part 1 of 4`."""
    total = sum(page.part == 1 for page in prepared.pages)
    result, number = [], 0
    for page in prepared.pages:
        number += page.part == 1
        result.append(_label(page, number, total))
    return tuple(result)


def _label(page: PreparedPage, number: int, total: int) -> Statement:
    """Return the label of one page; `number` is that of the page of the original, before it was split."""
    still = "-at" if page.timecode else ""
    values = {"timecode": page.timecode} if page.timecode else {}
    if page.parts == 1:
        return say(f"exhibit-label-page{still}", page=number, pages=total, **values)
    if total == 1:
        return say(f"exhibit-label-part{still}", part=page.part, parts=page.parts, **values)
    return say(f"exhibit-label-page-part{still}", page=number, pages=total, part=page.part, parts=page.parts, **values)
