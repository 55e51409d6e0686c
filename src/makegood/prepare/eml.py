"""Mails: their header and their words, typeset; no picture, no link, no attachment."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from makegood import fonts
from makegood.layout import laid_out
from makegood.prepare import pdf
from makegood.prepare.made import Made, Order
from makegood.prepare.mailtext import Mail, Passage, mail
from makegood.prepare.refusal import refused

WORD = 60
"""Characters after which a word may be broken: a long one takes a time that grows with its square."""
NAMED = "Signs that cannot be printed are named in brackets."
UNREADABLE = "Some characters of this mail could not be read."
CUT = "Only the beginning of this mail is shown."
HIDDEN = "Its attachments are listed and not shown."
STYLE = """
@page { size: 150mm 165mm; margin: 4mm 5mm; }
html { font: 11pt/15.5pt "Source Serif 4"; color: #1d1d1b; font-variant-numeric: lining-nums; }
body { margin: 0; }
table { border-collapse: collapse; width: 100%; margin: 0 0 4mm; border-bottom: 0.6pt solid #1d1d1b; }
th, td { font: 9.5pt/13pt "Source Sans 3"; text-align: left; vertical-align: top; padding: 0 4mm 0.8mm 0; }
th { color: #5b5b55; font-weight: 400; white-space: nowrap; }
td { width: 100%; overflow-wrap: anywhere; } tr:last-child > * { padding-bottom: 2.5mm; }
p { margin: 0 0 3.2mm; overflow-wrap: anywhere; orphans: 2; widows: 2; }
.quote { border-left: 1.2pt solid #cfcabf; padding-left: 4mm; color: #45453f; }
.note { font: 9.5pt/13pt "Source Sans 3"; color: #5b5b55; }
"""
HEAD = f'<!DOCTYPE html><html lang="en"><title>Mail</title><style>{STYLE}</style><body>'


def make(order: Order) -> Made:
    """Write `pages.pdf`, which is also the copy: what the mail says, as pages that a packet can take."""
    try:
        read = mail(order.data)
    except Exception as error:  # the parser raises any kind on mails that nobody could have sent
        raise refused("P2", order.file) from error
    if read is None:
        raise refused("P2", order.file, message="This mail does not say who wrote it, when, or about what.")
    body = "".join(_html(passage) for passage in read.passages)
    drawn = fonts.named(body)
    made = pdf.make(replace(order, data=laid_out(f"{HEAD}{drawn}", (), f"evidence/{order.file.name}")))
    return replace(made, changes=(*_said(read, is_named=drawn != body), *made.changes))


def _said(read: Mail, *, is_named: bool) -> tuple[str, ...]:
    told = ((is_named, NAMED), (read.is_unreadable, UNREADABLE), (read.is_cut, CUT), (read.has_attachments, HIDDEN))
    return tuple(sentence for holds, sentence in told if holds)


def _html(passage: Passage) -> str:
    if passage.kind == "fields":
        rows = (line.partition("\t") for line in passage.lines)
        cells = (f"<tr><th>{_text(name)}</th><td>{_text(value)}</td></tr>" for name, _, value in rows)
        return f"<table>{''.join(cells)}</table>"
    lines = "<br>".join(_text(line) for line in passage.lines)
    return f'<p class="{passage.kind}">{lines}</p>'


def _text(line: str) -> str:
    """Escape a line, with places at which its long words may be broken."""
    words = ("\u200b".join(word[at : at + WORD] for at in range(0, len(word), WORD)) for word in line.split(" "))
    return escape(" ".join(words))
