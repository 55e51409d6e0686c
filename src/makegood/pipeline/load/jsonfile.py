"""Parse one JSON file strictly, with the place of every value and every mistake; the standard library validates it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from makegood.formats.json_text import JsonFault, JsonReading, Lines, read_places
from makegood.formats.json_text.faults import READABLE
from makegood.formats.json_text.scalars import fits
from makegood.model import rules
from makegood.model.errors import Place, Problem
from makegood.model.source import SourceFile
from makegood.pipeline import garbage_collection
from makegood.pipeline.load import texts

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 2 * 1024 * 1024
TO_FILL_IN = '"FILL IN'
CUT = "Problems after this one are not listed."


@garbage_collection.collection_paused()
def parse(raw: bytes, path: Path, label: str) -> tuple[SourceFile | None, tuple[Problem, ...]]:
    """Return the parsed JSON file and its problems; no SourceFile if it is not one JSON object."""
    text, unreadable = texts.read(raw, label)
    if unreadable:
        return None, unreadable
    lines, reading = Lines(text), read_places(text)
    data, faults = _parse_json(text, reading)
    problems = tuple(_problem(fault, lines, label) for fault in faults)
    if reading.is_cut and problems:
        problems = (*problems[:-1], replace(problems[-1], message=f"{problems[-1].message} {CUT}"))
    if isinstance(data, dict):
        places = _Places(reading, lines, label)
        return SourceFile(path, label, text, data, places), (*problems, *_to_fill_in(text, places, reading))
    if not problems:
        problems = (rules.problem("J8", lines.place(label, 0, len(text.rstrip()))),)
    return None, problems


def _parse_json(text: str, reading: JsonReading) -> tuple[object, tuple[JsonFault, ...]]:
    if any(fault.rule == "J4" for fault in reading.faults):
        return None, reading.faults  # too deep for a recursive parser
    try:
        data = json.loads(text, parse_float=_decimal, parse_int=_integer, parse_constant=_parse_constant)
    except json.JSONDecodeError as error:
        return None, reading.faults or (JsonFault("junk", error.pos, error.pos + 1),)
    return data, tuple(fault for fault in reading.faults if fault.rule in READABLE)


def _integer(digits: str) -> int:
    return int(digits) if fits(digits) else 0


def _decimal(number: str) -> Decimal:
    return Decimal(number) if fits(number) else Decimal(0)


def _parse_constant(_name: str) -> int:
    return 0  # never used: the value has a problem


def _problem(fault: JsonFault, lines: Lines, label: str) -> Problem:
    return rules.problem(
        fault.rule,
        lines.place(label, fault.start, fault.end, fault.pointer),
        related=tuple(lines.place(label, start, end) for start, end in fault.related),
        message=fault.message,
        fix=fault.fix,
    )


class _Places(Mapping[str, Place]):
    """The places of values and, under their pointers followed by "#key", of their keys, computed on access."""

    def __init__(self, reading: JsonReading, lines: Lines, label: str) -> None:
        self._nodes, self._lines, self._label = reading.nodes, lines, label

    def __getitem__(self, pointer: str) -> Place:
        node = self._nodes.get(pointer)
        if node is not None:
            return self._lines.place(self._label, node.start, node.end, pointer)
        value = pointer.removesuffix("#key")
        key = self._nodes[value].key
        if key is None or value == pointer:
            raise KeyError(pointer)
        return self._lines.place(self._label, *key, value)

    def __contains__(self, pointer: object) -> bool:
        if pointer in self._nodes:
            return True
        value = pointer.removesuffix("#key") if isinstance(pointer, str) else pointer
        return value != pointer and value in self._nodes and self._nodes[value].key is not None

    def __iter__(self) -> Iterator[str]:
        for pointer, node in self._nodes.items():
            yield pointer
            if node.key:
                yield f"{pointer}#key"

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _to_fill_in(text: str, places: Mapping[str, Place], reading: JsonReading) -> Iterator[Problem]:
    for pointer, node in reading.nodes.items():
        if text.startswith(TO_FILL_IN, node.start):
            yield rules.problem("J9", places[pointer])
