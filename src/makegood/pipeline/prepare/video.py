"""Prepare recordings: the stills that the user extracted, each with its timecode; the recording is not decoded."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from makegood.formats.showable import NO_PICTURE, NO_RECORDING, TAKE_STILLS
from makegood.model.file_kinds import PICTURES
from makegood.model.statement import say
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest

if TYPE_CHECKING:
    from makegood.model.case import Evidence, Still
    from makegood.model.statement import Statement

ON_REQUEST = say("exhibit-note-recording")


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: one page for each still, in the order of the case.

    Edits of page 2 are applied to the second still. Raise CaseError (P1) if there are no stills, and any error of the
    module of a still's kind, placed at the still.
    """
    import pikepdf

    if not request.evidence.stills:
        raise refusal_error("P1", request.file, message=NO_RECORDING, fix=TAKE_STILLS)
    files = {companion.file.name: companion for companion in request.companions}
    pages, changes = [], dict.fromkeys([_stills_note(request.evidence)])
    with pikepdf.new() as pdf:
        for number, still in enumerate(request.evidence.stills, 1):
            companion = files.get(still.file)
            if companion is None or companion.file.kind == "empty":
                message = "A still of this recording is empty or missing."
                raise refusal_error("P4", request.file, message=message, detail=still.file)
            if companion.file.kind not in PICTURES:
                raise refusal_error("P1", request.file, message=NO_PICTURE, detail=still.file, fix=TAKE_STILLS)
            module: Any = import_module(f"makegood.pipeline.prepare.{companion.file.kind}")
            evidence = _still_edits(request.evidence, number)
            made = module.make(replace(request, file=companion.file, data=companion.data, evidence=evidence))
            changes.update(dict.fromkeys(made.changes))
            pages.append(replace(made.pages[0], timecode=still.timecode))
            with pikepdf.open(request.folder / PAGES) as still_pdf:
                pdf.pages.extend(still_pdf.pages)
            (request.folder / made.copy).unlink()
        pdf.save(request.folder / PAGES, deterministic_id=True)
    return PreparedFiles(tuple(pages), PAGES, None, (*changes, ON_REQUEST))


def _stills_note(evidence: Evidence) -> Statement:
    """Return the note on the stills that are shown in place of the recording."""
    stills = tuple(map(_still_name, evidence.stills))
    if evidence.duration:
        return say("exhibit-note-stills-of", stills=stills, count=len(stills), duration=evidence.duration)
    return say("exhibit-note-stills", stills=stills, count=len(stills))


def _still_name(still: Still) -> Statement:
    if still.shows:
        return say("exhibit-note-still-shows", timecode=still.timecode, shows=still.shows)
    return say("exhibit-note-still", timecode=still.timecode)


def _still_edits(evidence: Evidence, number: int) -> Evidence:
    """Return the evidence with the edits of one still only."""
    return replace(
        evidence,
        crop=evidence.crop if len(evidence.stills) == 1 else None,
        masks=tuple(replace(mask, page=1) for mask in evidence.masks if mask.text or mask.page == number),
        marks=tuple(replace(mark, page=1) for mark in evidence.marks if mark.page == number),
    )
