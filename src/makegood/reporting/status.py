"""The docket as a table for a terminal, as CSV, as JSON, and as Markdown without values for a log."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING

from makegood import __version__
from makegood.commands.docket.cache import deadline_as_json, entry_as_json
from makegood.commands.docket.entry import STAGES, totals
from makegood.domain.windows import format_day
from makegood.formats.terminal_text import cell_width, visible
from makegood.reporting.github import markdown_cell
from makegood.typesetting.filters import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from makegood.commands.docket.entry import AgendaItem, Docket, DocketEntry
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
    "items",
)
KINDS = {"act": "Due", "wait": "Until", "window": "Last day", "missed": "Closed"}
"""What a date is, by the kind of its deadline."""
UNNAMED = {"act": "To do.", "wait": "Awaited."}
"""What stands for an act or a wait where no names are shown; a window is described by its policy, without names."""
WIDE = 84
"""Width of a terminal, in cells, from which a case takes one line."""
MOST_NAMED = 12
"""How many cases a sentence names."""
FORMULA = frozenset("=+-@\t\r")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def table(
    docket: Docket, entries: Sequence[DocketEntry], columns: int, *, values: bool = True, days: int | None = None
) -> str:
    """Return the day, a line for each case and the sums by currency; examples come last.

    Below the line of a case is what closes first, or with `days` everything else that falls within so many days.
    Without `values`, it has no names and no sums, and the document stands for the next act.
    """
    own, examples = [entry for entry in entries if not entry.example], [entry for entry in entries if entry.example]

    def rows(shown_entries: Sequence[DocketEntry]) -> list[str]:
        heads = [
            (visible(entry.ref), _due_text(docket, entry), STAGES[entry.stage], _outstanding(entry) if values else "")
            for entry in shown_entries
        ]
        texts = [[visible(text) for text in _act_texts(entry, values, days)] for entry in shown_entries]
        return _case_lines(heads, texts, columns)

    lines = [f"{_day(docket.day)} ({docket.zone})", ""]
    lines += rows(own) if own else [_empty_message(docket)]
    lines += ["", *_totals_lines(own, columns)] if values and totals(own) else []
    lines += ["", "Examples (not counted):", *rows(examples)] if examples else []
    lines += [line for text in ignored_cases(docket) for line in ("", *_wrapped(visible(text), columns, ""))]
    lines += ["", *_wrapped(made, columns, "")] if (made := made_by_others(entries)) else []
    return "\n".join(line.rstrip() for line in lines) + "\n"


def as_json(docket: Docket, entries: Iterable[DocketEntry], days: int | None = None) -> str:
    """Return JSON: the day, the sums by currency without examples, and the cases; amounts as "GBP 500.00".

    The items of a case are its open deadlines; with `days`, only those that fall within so many days.
    """
    cases = tuple(entries)
    sums = [
        {
            field.name: str(getattr(total, field.name)) if field.name != "cases" else total.cases
            for field in fields(total)
        }
        for total in totals(cases)
    ]
    data = {
        "makegood": __version__,
        "today": docket.day.isoformat(),
        "timezone": docket.zone,
        "ignored": [{"place": problem.place.file, "message": problem.message} for problem in docket.ignored],
        "totals": sums,
        "cases": [
            {**entry_as_json(entry), "late": entry.is_late, "items": _items_as_json(entry, days)} for entry in cases
        ],
    }
    return json.dumps(data, indent=1) + "\n"  # ASCII, because a folder's name may not be UTF-8


def _items_as_json(entry: DocketEntry, days: int | None) -> list[dict[str, object]]:
    return [{**deadline_as_json(item), "late": item.is_late_on(entry.day)} for item in entry.items(days)]


def as_csv(entries: Iterable[DocketEntry], days: int | None = None) -> str:
    """Return CSV with a header; a text that a spreadsheet would read as a formula is preceded by a '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_csv_cell(cell) for cell in _csv_row(entry, days)] for entry in entries)
    return out.getvalue()


def as_markdown(docket: Docket, entries: Iterable[DocketEntry], days: int | None = None) -> str:
    """Return a Markdown table of what is due, closes or is awaited, without names, sums or words of a case.

    With `days`, it has what is late or falls within so many days. It has no examples.
    """
    lines = [
        f"Due on {_day(docket.day)} ({docket.zone}):",
        "",
        "| case | stage | what | by | late | use |",
        "|---|---|---|---|---|---|",
    ]
    listed = tuple(entries)
    for entry in (entry for entry in listed if not entry.example):
        head = f"| {safe(entry.ref)} | {STAGES[entry.stage]}"
        items = entry.items(days)
        for item in items:
            what = UNNAMED.get(item.kind) or f"{KINDS[item.kind]}: {markdown_cell(item.act)}"
            document = f"`{item.document}`" if item.document else ""
            late = "yes" if item.is_late_on(entry.day) else ""
            lines.append(f"{head} | {what} | {item.on.isoformat()} | {late} | {document} |")
        if not items:
            lines.append(f"{head} | | | | |")
    for text in (*map(markdown_cell, ignored_cases(docket)), *filter(None, [made_by_others(listed)])):
        lines += ["", text]
    return "\n".join(lines) + "\n"


def ignored_cases(docket: Docket) -> Iterator[str]:
    """Yield a sentence for each case that is in no place where it is read, and how to change that."""
    for problem in docket.ignored:
        yield f"{problem.place.file}: {problem.message} {problem.fix}"


def made_by_others(entries: Iterable[DocketEntry]) -> str:
    """Return which results another version of makegood made, and what to do; "" if there are none."""
    results = [
        f"{safe(entry.ref)} ({safe(entry.made_by)})" for entry in entries if entry.made_by not in {"", __version__}
    ]
    if not results:
        return ""
    others = f" and {len(results) - MOST_NAMED} more" if len(results) > MOST_NAMED else ""
    named = f"{', '.join(results[:MOST_NAMED])}{others}"
    return f"This is makegood {__version__}. Another version made the results of {named}. Build them again: `make`"


def _case_lines(heads: Sequence[tuple[str, str, str, str]], acts: Sequence[Sequence[str]], columns: int) -> list[str]:
    """Return a line for each case, followed by what is next, or with it below if there is little room.

    Each further text of a case begins a line.
    """

    def wrapped(texts: Sequence[str], room: int, indent: str) -> list[str]:
        return [line for text in texts for line in _wrapped(text, room, indent)]

    widths = [max((cell_width(head[column]) for head in heads), default=0) for column in range(4)]
    lines: list[str] = []
    for (ref, when, stage, sum_), act in zip(heads, acts, strict=True):
        cells = [_left_aligned(cell, width) for cell, width in zip((ref, when, stage), widths[:3], strict=True)]
        head = "".join(f"{cell}  " for cell in (*cells, _right_aligned(sum_, widths[3])))
        room = columns - cell_width(head)
        if columns < WIDE:
            lines += [*_wrapped("  ".join(filter(None, (ref, when, sum_))), columns, ""), *wrapped(act, columns, "  ")]
        elif room < WIDE // 3:
            lines += [head, *wrapped(act, columns, "  ")]
        else:
            first, *rest = wrapped(act, room, "")
            lines += [head + first, *(" " * cell_width(head) + line for line in rest)]
    return lines


def _act_texts(entry: DocketEntry, values: bool, days: int | None) -> list[str]:
    """Return what is next, then what closes first; with `days`, everything else that falls within so many days."""
    others = [item for item in entry.items(days) if item is not entry.next]
    listed = others if days is not None else filter(None, [entry.closing])
    return [entry.next_act if values else entry.document or "", *(_item_text(item, values) for item in listed)]


def _item_text(item: AgendaItem, values: bool) -> str:
    """Return a deadline as a sentence: its day and the act."""
    act = item.act if values or item.kind not in UNNAMED else item.document or UNNAMED[item.kind]
    return f"{KINDS[item.kind]} {item.on.isoformat()}: {act}"


def _due_text(docket: Docket, entry: DocketEntry) -> str:
    """Return the due date in the case's zone, and the zone if its day differs from the docket's."""
    first = entry.next or entry.first
    if first is None:
        return "-"
    days = (first.on - entry.day).days
    away = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    if days < 0:
        away = "closed" if first.kind == "missed" else f"{-days} {'day' if days == -1 else 'days'} late"
    zone = f", {entry.zone}" if entry.day != docket.day else ""
    return f"{first.on.isoformat()} {away}{zone}"


def _totals_lines(entries: Sequence[DocketEntry], columns: int) -> list[str]:
    """Return the sums as a table, or as lines if the terminal is too narrow."""
    heads = ("", "cases", "claimed", "recovered", "waived", "outstanding")
    rows = [
        (
            total.currency,
            str(total.cases),
            *map(amount, (total.claimed, total.recovered, total.given_up, total.outstanding)),
        )
        for total in totals(entries)
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    lines = [
        "  ".join(_right_aligned(cell, room) for cell, room in zip(row, widths, strict=True)) for row in (heads, *rows)
    ]
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


def _empty_message(docket: Docket) -> str:
    exception = " except the examples" if docket.examples else ""
    return "No cases match." if docket.own else f"There are no cases yet{exception}. Create one with: `make new`"


def _outstanding(entry: DocketEntry) -> str:
    return f"{entry.currency} {amount(entry.outstanding)}" if entry.outstanding else ""


def _csv_row(entry: DocketEntry, days: int | None) -> Iterator[str]:
    first, next_ = entry.first, entry.next
    waits = entry.next_act if next_ and next_.kind == "wait" else ""
    yield from (
        entry.ref,
        _yes_or_no(entry.example),
        entry.title,
        entry.creator,
        entry.desk,
        entry.channel,
        entry.stage,
        entry.next_act,
    )
    yield from (entry.document or "", next_.on.isoformat() if next_ else "", waits, _yes_or_no(entry.is_late))
    yield from (first.on.isoformat() if first else "", first.act if first else "", entry.currency)
    yield from (_decimal_text(sum_) for sum_ in (entry.claimed, entry.recovered, entry.given_up, entry.outstanding))
    yield from (entry.zone, entry.day.isoformat(), str(entry.problems) if entry.problems else "")
    yield " ".join(f"{KINDS[item.kind]} {item.on.isoformat()}: {item.act}" for item in entry.items(days))


def safe(ref: str) -> str:
    """Return a case's reference, safe in Markdown; the folder of a broken case may have any name."""
    return re.sub(r"[^A-Za-z0-9.-]", "?", ref)


def _yes_or_no(flag: bool) -> str:
    return "yes" if flag else "no"


def _decimal_text(money: Money | None) -> str:
    return f"{money.amount:f}" if money else ""


def _csv_cell(text: str) -> str:
    return visible(f"'{text}" if text[:1] in FORMULA else text)


def _day(day: date) -> str:
    return f"{DAYS[day.weekday()]}, {format_day(day)}"


def _left_aligned(text: str, room: int) -> str:
    return text + " " * (room - cell_width(text))


def _right_aligned(text: str, room: int) -> str:
    return " " * (room - cell_width(text)) + text


def _wrapped(text: str, columns: int, indent: str) -> list[str]:
    """Wrap a text between words so that each line fits; a word longer than a line gets its own line."""
    lines, room = [""], max(columns - len(indent), 1)
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and cell_width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [indent + line for line in lines]
