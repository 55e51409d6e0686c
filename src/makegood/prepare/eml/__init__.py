"""Mails: their header and their words, typeset; no picture, no link, no attachment."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from makegood.layout import laid_out
from makegood.prepare import edits, pdf
from makegood.prepare.eml.message import read
from makegood.prepare.eml.parts import DAMAGED
from makegood.prepare.eml.scribe import Scribe
from makegood.prepare.made import Made, Order
from makegood.prepare.refusal import refused

if TYPE_CHECKING:
    from makegood.model.case import Evidence
    from makegood.prepare.eml.scribe import Passage

__all__ = ["make"]

STYLE = """
@page { size: 150mm 165mm; margin: 4mm 5mm; }
html { font: 11pt/15.5pt "Source Serif 4"; color: #1d1d1b; font-variant-numeric: lining-nums; }
body { margin: 0; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
table { margin: 0 0 4mm; border-bottom: 0.6pt solid #1d1d1b; }
th, td { font: 9.5pt/13pt "Source Sans 3"; text-align: left; vertical-align: top; padding: 0 4mm 0.8mm 0; }
th { width: 21mm; color: #5b5b55; font-weight: 400; white-space: nowrap; }
td { overflow-wrap: anywhere; } tr:last-child > * { padding-bottom: 2.5mm; }
p { margin: 0 0 3.2mm; overflow-wrap: anywhere; white-space: pre-wrap; orphans: 2; widows: 2; }
.quote { border-left: 1.2pt solid #cfcabf; padding-left: 4mm; color: #45453f; }
.quote + .quote { margin-top: -3.2mm; padding-top: 3.2mm; }
.note { font: 9.5pt/13pt "Source Sans 3"; color: #5b5b55; }
"""
OTHERWISE = "Look for it with other blanks or signs in it, such as a hyphen, and give that as one more text to hide."
HEAD = f'<!DOCTYPE html><html lang="en"><title>Mail</title><style>{STYLE}</style><body>'


def make(order: Order) -> Made:
    """Write `pages.pdf`, which is also the copy: what the mail says, as pages that a packet can take.

    A text that is to be hidden is taken out of the words, before a line can end within it: on the pages it could be
    found in one place and stand in another. All else that is asked is done to the pages.
    """
    scribe = Scribe(edits.texts_of(order.evidence))
    try:
        passages = read(order.data, scribe)
    except Exception as error:  # the parser raises any kind on mails that nobody could have sent
        raise refused("P2", order.file) from error
    if passages is None:
        raise refused("P2", order.file, message="This mail does not say who wrote it, when, or about what.")
    if scribe.has_missed():
        raise refused("P9", order.file)
    if edits.texts_of(order.evidence) and DAMAGED in scribe.told:
        raise refused("P9", order.file, message="This mail is damaged, and a text may stand in it as nobody reads it.",
                      fix="Print it to PDF from your mail program, and hide the text in that.")  # fmt: skip
    if scribe.has_left():
        raise refused("P9", order.file, message="A text that is to be hidden stands there in another spelling too.",
                      fix=OTHERWISE)  # fmt: skip
    data = laid_out(HEAD + "".join(map(_html, passages)), (), f"evidence/{order.file.name}")
    rest = _of_pages(order.evidence)
    made = pdf.make(replace(order, data=data, evidence=rest))
    more = [sentence for sentence in made.changes if sentence not in edits.said(rest)]
    return replace(made, changes=(*scribe.told, *edits.said(order.evidence), *more))


def _of_pages(evidence: Evidence) -> Evidence:
    """Return what is asked of the pages."""
    return replace(evidence, masks=tuple(replace(mask, text=None) for mask in evidence.masks if mask.area))


def _html(passage: Passage) -> str:
    if passage.kind == "fields":
        rows = (line.partition("\t") for line in passage.lines)
        cells = (f"<tr><th>{name}</th><td>{escape(value)}</td></tr>" for name, _, value in rows)
        return f"<table>{''.join(cells)}</table>"
    return f'<p class="{passage.kind}">' + escape("\n".join(passage.lines)) + "</p>"
