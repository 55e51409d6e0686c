"""Recordings: the stills that a person took out of them, each with its timecode; nothing else is ever decoded."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from makegood.formats.showable import NO_PICTURE, NO_RECORDING, TAKE_STILLS
from makegood.model.source import PICTURES
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest

if TYPE_CHECKING:
    from makegood.model.case import Evidence

ON_REQUEST = "The recording is available on request."


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: one page for each still, in the order of the case.

    What is asked of page 2 is done to the second still. Raises CaseError (P1) where no still is named, and what the
    module of a still's kind raises, placed at the still.
    """
    import pikepdf

    if not order.evidence.stills:
        raise refused("P1", order.file, message=NO_RECORDING, fix=TAKE_STILLS)
    files = {one.file.name: one for one in order.beside}
    pages, changes = [], dict.fromkeys([_said(order.evidence)])
    with pikepdf.new() as pdf:
        for number, still in enumerate(order.evidence.stills, 1):
            one = files.get(still.file)
            if one is None or one.file.kind == "empty":
                message = "A still of this recording is empty or not there."
                raise refused("P4", order.file, message=message, detail=still.file)
            if one.file.kind not in PICTURES:
                raise refused("P1", order.file, message=NO_PICTURE, detail=still.file, fix=TAKE_STILLS)
            module: Any = import_module(f"makegood.pipeline.prepare.{one.file.kind}")
            made = module.make(replace(order, file=one.file, data=one.data, evidence=_of_page(order.evidence, number)))
            changes.update(dict.fromkeys(made.changes))
            pages.append(replace(made.pages[0], label=f"at {still.timecode}"))
            with pikepdf.open(order.folder / PAGES) as shown:
                pdf.pages.extend(shown.pages)
            (order.folder / made.copy).unlink()
        pdf.save(order.folder / PAGES, deterministic_id=True)
    return PreparedFiles(tuple(pages), PAGES, None, (*changes, ON_REQUEST))


def _said(evidence: Evidence) -> str:
    """Say what is shown in the place of the recording."""
    count = len(evidence.stills)
    told = [
        ", ".join(filter(None, (f"at {still.timecode}", (still.shows or "").rstrip(".")))) for still in evidence.stills
    ]
    of = f"a recording of {evidence.duration}" if evidence.duration else "a recording"
    return f"{count} {'stills' if count > 1 else 'still'} out of {of}: {'; '.join(told)}."


def _of_page(evidence: Evidence, number: int) -> Evidence:
    """Return what is asked of one still."""
    return replace(
        evidence,
        crop=evidence.crop if len(evidence.stills) == 1 else None,
        masks=tuple(replace(mask, page=1) for mask in evidence.masks if mask.text or mask.page == number),
        marks=tuple(replace(mark, page=1) for mark in evidence.marks if mark.page == number),
    )
