"""One JSON file: strict, with the place of every value and every mistake. The standard library judges validity."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from makegood import rules
from makegood.errors import Place, Problem
from makegood.jsontext import Fault, Lines, Reading, read
from makegood.jsontext.scalars import fits
from makegood.load import texts
from makegood.model.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 2 * 1024 * 1024
# Faults of these rules leave a JSON text that can be read, so that all else that is wrong is found in the same run.
_READABLE = frozenset({"J2", "J3", "J7"})
TO_FILL_IN = '"FILL IN'


def parse(raw: bytes, path: Path, label: str) -> tuple[SourceFile | None, tuple[Problem, ...]]:
    """Read the bytes of a JSON file; without a SourceFile it is not one JSON object, and the problems say why."""
    text, wrong = texts.decode(raw, label)
    if wrong:
        return None, (wrong,)
    lines, reading = Lines(text), read(text)
    data, faults = _judge(text, reading)
    problems = tuple(_problem(fault, lines, label) for fault in faults)
    if isinstance(data, dict):
        places = _places(reading, lines, label)
        return SourceFile(path, label, text, data, places), (*problems, *_to_fill_in(text, places, reading))
    if not problems:
        problems = (rules.problem("J8", lines.place(label, 0, len(text.rstrip()))),)
    return None, problems


def _judge(text: str, reading: Reading) -> tuple[object, tuple[Fault, ...]]:
    if any(fault.rule == "J4" for fault in reading.faults):
        return None, reading.faults  # too deep for a reader that recurses
    try:
        data = json.loads(text, parse_float=_decimal, parse_int=_integer, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return None, reading.faults or (Fault("junk", error.pos, error.pos + 1),)
    return data, tuple(fault for fault in reading.faults if fault.rule in _READABLE)


def _integer(digits: str) -> int:
    return int(digits) if fits(digits) else 0


def _decimal(number: str) -> Decimal:
    return Decimal(number) if fits(number) else Decimal(0)


def _no_number(_name: str) -> int:
    return 0  # the problem at its place keeps this from being used


def _problem(fault: Fault, lines: Lines, label: str) -> Problem:
    return rules.problem(
        fault.rule,
        lines.place(label, fault.start, fault.end, fault.pointer),
        related=tuple(lines.place(label, start, end) for start, end in fault.related),
        message=fault.message,
        fix=fault.fix,
    )


def _places(reading: Reading, lines: Lines, label: str) -> dict[str, Place]:
    places = {}
    for pointer, node in reading.nodes.items():
        places[pointer] = lines.place(label, node.start, node.end, pointer)
        if node.key:
            places[f"{pointer}#key"] = lines.place(label, *node.key, pointer)
    return places


def _to_fill_in(text: str, places: dict[str, Place], reading: Reading) -> Iterator[Problem]:
    for pointer, node in reading.nodes.items():
        if text.startswith(TO_FILL_IN, node.start):
            yield rules.problem("J9", places[pointer])
