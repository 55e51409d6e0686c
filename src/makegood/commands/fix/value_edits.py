"""From a problem that `check` found to the edit of the key or value that it points to, where one is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.commands.fix import certain_values
from makegood.commands.fix.draft import Edit
from makegood.formats.json_text import read_places
from makegood.pipeline.check import amounts, ids, methods, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.errors import Problem
    from makegood.model.policy import Policies
    from makegood.model.source import Source

_WHY = {
    "Money": "An amount is written as currency and number.",
    "Day": "A day is written year-month-day.",
    "Moment": "A moment is written year-month-day, then T and the time.",
    "Handle": "A handle is written with its @, in small letters.",
    "Country": "A country is written as its code of two capital letters.",
}


@dataclass(frozen=True, slots=True)
class Change:
    """An edit of the file with this label, and the pointer that the value has then."""

    label: str
    pointer: str
    edit: Edit


def edits_for_problems(problems: Iterable[Problem], source: Source, policies: Policies) -> Iterator[Change]:
    """Give an edit for each problem that one mends for certain."""
    files = {one.label: one for one in (source.case, source.defaults) if one}
    readings = {label: read_places(file.text) for label, file in files.items()}
    money = amounts.usage(source.data, policies.currencies)
    for problem in problems:
        label, pointer = problem.place.file, problem.place.pointer
        if problem.severity != "error" or label not in files or pointer not in readings[label].nodes:
            continue
        data, node = files[label].data, readings[label].nodes[pointer]
        if problem.rule == "S1":
            above, _, typed = pointer.rpartition("/")
            meant, why = _key(above, typed, data)
            span, becomes = node.key, f"{above}/{meant}"
        else:
            typed = str(_value(data, pointer))
            meant, why = _meant(problem.rule, pointer, typed, money, policies)
            span, becomes = (node.start, node.end), pointer
        text = files[label].text
        if meant is None or not span:
            continue
        start, there = len(text[: span[0]].encode()), text[span[0] : span[1]]
        # What holds an escape is left alone, so that the letters are those of the file; an amount has none of its own.
        if there == f'"{typed}"':
            edit = Edit(start + 1, start + 1 + len(typed.encode()), meant.encode(), problem.rule, why)
            yield Change(label, becomes, edit)
        elif problem.rule == "S8":  # also a bare number, which gets its quotes
            yield Change(label, becomes, Edit(start, start + len(there), f'"{meant}"'.encode(), problem.rule, why))


def _key(above: str, typed: str, data: object) -> tuple[str | None, str]:
    """Say which key was meant that the object at `above` does not have yet."""
    parent, held = schema.schema_at(above), _value(data, above)
    known = schema.resolve(parent).get("properties", {}) if parent else {}
    meant = certain_values.nearest_word(typed, known)
    return (None if not isinstance(held, dict) or meant in held else meant), "A mistyped key is corrected."


def _meant(
    rule: str, pointer: str, typed: str, money: certain_values.Money, policies: Policies
) -> tuple[str | None, str]:
    """Say what the text was meant to be, by what the schema asks for at its pointer."""
    node = schema.schema_at(pointer)
    if node is None:
        return None, ""
    form = schema.name_of(node)
    if rule == "S4":
        words = ids.listed(form, policies) or schema.resolve(node).get("enum", ())
        return methods.meant(form, typed, policies) or certain_values.nearest_word(
            typed, words
        ), "A mistyped word is corrected."
    return (certain_values.certain_value(form, typed, money), _WHY[form]) if form in _WHY else (None, "")


def _value(data: object, pointer: str) -> object:
    """Give what stands at a pointer that is there."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        data = data[int(key)] if isinstance(data, list) else data[key] if isinstance(data, dict) else None
    return data
