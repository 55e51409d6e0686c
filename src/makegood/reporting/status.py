"""The docket as a list: as a table for a terminal, as CSV for a spreadsheet, and without any value for a log."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING

from makegood.commands.docket.cache import entry_as_json
from makegood.commands.docket.entry import STAGES, totals
from makegood.domain.windows import format_day
from makegood.formats.terminal_text import cell_width, visible
from makegood.typesetting.filters import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from makegood.commands.docket.entry import Docket, DocketEntry
    from makegood.model.money import Money

COLUMNS = (
    "case",
    "example",
    "title",
    "creator",
    "desk",
    "channel",
    "stage",
    "next",
    "document",
    "by",
    "waits",
    "late",
    "first_day",
    "first_act",
    "currency",
    "claimed",
    "recovered",
    "given_up",
    "outstanding",
    "zone",
    "today",
    "mistakes",
)
WIDE = 84
"""Cells of a terminal from which a case takes one line."""
FORMULA = frozenset("=+-@\t\r")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def table(docket: Docket, entries: Sequence[DocketEntry], columns: int, *, values: bool = True) -> str:
    """Say which day it is about, then a line for each case, then the sums by currency; the examples apart.

    Without `values` it holds no name and no sum: what is to be done is left to its document.
    """
    own, examples = [one for one in entries if not one.example], [one for one in entries if one.example]

    def rows(listed: Sequence[DocketEntry]) -> list[str]:
        heads = [
            (visible(one.ref), _when(docket, one), STAGES[one.stage], _outstanding(one) if values else "")
            for one in listed
        ]
        return _rows(heads, [visible(_act(one, values)) for one in listed], columns)

    lines = [f"{_day(docket.day)} ({docket.zone})", ""]
    lines += rows(own) if own else [_none(docket)]
    lines += ["", *_sums(own, columns)] if values and totals(own) else []
    lines += ["", "Examples, never counted:", *rows(examples)] if examples else []
    return "\n".join(line.rstrip() for line in lines) + "\n"


def listed(docket: Docket, entries: Iterable[DocketEntry]) -> str:
    """Write JSON: the day, the sums by currency without the examples, and the cases; amounts as "GBP 500.00"."""
    cases = tuple(entries)
    sums = [
        {one.name: str(getattr(total, one.name)) if one.name != "cases" else total.cases for one in fields(total)}
        for total in totals(cases)
    ]
    said = {
        "today": docket.day.isoformat(),
        "timezone": docket.zone,
        "totals": sums,
        "cases": [{**entry_as_json(one), "late": one.is_late} for one in cases],
    }
    return json.dumps(said, indent=1) + "\n"  # in ASCII: a folder's name may be no UTF-8


def sheet(entries: Iterable[DocketEntry]) -> str:
    """Write CSV with a line of heads; a text that a spreadsheet would take for a formula has a ' before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(cell) for cell in _cells(one)] for one in entries)
    return out.getvalue()


def due(docket: Docket, entries: Iterable[DocketEntry]) -> str:
    """Write a Markdown table of what is due, with no name, sum or word of a case."""
    lines = [
        f"What is due on {_day(docket.day)} ({docket.zone}):",
        "",
        "| case | stage | by | late | use |",
        "|---|---|---|---|---|",
    ]
    for one in entries:
        first = one.first
        use = f"`{one.document}`" if one.document else ""
        by, late = (first.on.isoformat() if first else ""), ("yes" if one.is_late else "")
        lines.append(f"| {safe(one.ref)} | {STAGES[one.stage]} | {by} | {late} | {use} |")
    return "\n".join(lines) + "\n"


def _rows(heads: Sequence[tuple[str, str, str, str]], acts: Sequence[str], columns: int) -> list[str]:
    """Lay out a line for each case with what is next behind it; where there is little room that stands below."""
    wide = [max((cell_width(head[at]) for head in heads), default=0) for at in range(4)]
    lines: list[str] = []
    for (ref, when, stage, sum_), act in zip(heads, acts, strict=True):
        head = f"{_left(ref, wide[0])}  {_left(when, wide[1])}  {_left(stage, wide[2])}  {_right(sum_, wide[3])}  "
        room = columns - cell_width(head)
        if columns < WIDE:
            lines += [*_folded("  ".join(filter(None, (ref, when, sum_))), columns, ""), *_folded(act, columns, "  ")]
        elif room < WIDE // 3:
            lines += [head, *_folded(act, columns, "  ")]
        else:
            first, *rest = _folded(act, room, "")
            lines += [head + first, *(" " * cell_width(head) + line for line in rest)]
    return lines


def _act(one: DocketEntry, values: bool) -> str:
    """Say what is next, and which way closes, or has closed, before that."""
    told = one.next_act if values else one.document or ""
    first = one.first
    if first is None or first is one.next:
        return told
    return f"{told} {'Closed' if first.kind == 'missed' else 'Last day'} {first.on.isoformat()}: {first.act}".strip()


def _when(docket: Docket, one: DocketEntry) -> str:
    """Say by when, in the case's zone: its day where that is another one than the docket's."""
    first = one.next or one.first
    if first is None:
        return "-"
    days = (first.on - one.day).days
    away = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    if days < 0:
        away = "closed" if first.kind == "missed" else f"{-days} {'day' if days == -1 else 'days'} late"
    zone = f", {one.zone}" if one.day != docket.day else ""
    return f"{first.on.isoformat()} {away}{zone}"


def _sums(entries: Sequence[DocketEntry], columns: int) -> list[str]:
    """Lay out the sums as a table; where there is too little room for it, in sentences."""
    heads = ("", "cases", "claimed", "recovered", "given up", "outstanding")
    rows = [
        (one.currency, str(one.cases), *map(amount, (one.claimed, one.recovered, one.given_up, one.outstanding)))
        for one in totals(entries)
    ]
    wide = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    lines = ["  ".join(_right(cell, room) for cell, room in zip(row, wide, strict=True)) for row in (heads, *rows)]
    if max(map(len, lines)) <= columns:
        return lines
    return [
        line
        for code, cases, *sums in rows
        for line in (
            f"{code}: {cases} {'case' if cases == '1' else 'cases'}",
            *(f"  {head:<11}  {sum_}" for head, sum_ in zip(heads[2:], sums, strict=True)),
        )
    ]


def _none(docket: Docket) -> str:
    but = " but the examples" if docket.examples else ""
    return "No case fits." if docket.own else f"There is no case yet{but}. Make one with: `make new`"


def _outstanding(one: DocketEntry) -> str:
    return f"{one.currency} {amount(one.outstanding)}" if one.outstanding else ""


def _cells(one: DocketEntry) -> Iterator[str]:
    first, next_ = one.first, one.next
    waits = one.next_act if next_ and next_.kind == "wait" else ""
    yield from (one.ref, _yes(one.example), one.title, one.creator, one.desk, one.channel, one.stage, one.next_act)
    yield from (one.document or "", next_.on.isoformat() if next_ else "", waits, _yes(one.is_late))
    yield from (first.on.isoformat() if first else "", first.act if first else "", one.currency)
    yield from (_figure(sum_) for sum_ in (one.claimed, one.recovered, one.given_up, one.outstanding))
    yield from (one.zone, one.day.isoformat(), str(one.problems) if one.problems else "")


def safe(ref: str) -> str:
    """Write a case's reference in Markdown; the folder of a broken case may be named in any way."""
    return re.sub(r"[^A-Za-z0-9.-]", "?", ref)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def _figure(money: Money | None) -> str:
    return f"{money.amount:f}" if money else ""


def _cell(text: str) -> str:
    return visible(f"'{text}" if text[:1] in FORMULA else text)


def _day(day: date) -> str:
    return f"{DAYS[day.weekday()]}, {format_day(day)}"


def _left(text: str, room: int) -> str:
    return text + " " * (room - cell_width(text))


def _right(text: str, room: int) -> str:
    return " " * (room - cell_width(text)) + text


def _folded(text: str, columns: int, indent: str) -> list[str]:
    """Break a text between words so that each line fits; a word that is longer than a line stands alone."""
    lines, room = [""], max(columns - len(indent), 1)
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and cell_width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [indent + line for line in lines]
