"""Convert a problem found by `check` to an edit of its key or value, if one is certain."""

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
    "Money": "Write an amount as a currency code and a number.",
    "Day": "Write a date as year-month-day.",
    "Moment": "Write a time as year-month-day, then T and the time.",
    "Handle": "Write a handle with its @, in lower case.",
    "Country": "Write a country as a code of two capital letters.",
}


@dataclass(frozen=True, slots=True)
class Change:
    """An edit of the file with this label, and the pointer of the value afterwards."""

    label: str
    pointer: str
    edit: Edit


def edits_for_problems(problems: Iterable[Problem], source: Source, policies: Policies) -> Iterator[Change]:
    """Yield an edit for each problem that one certainly fixes."""
    files = {file.label: file for file in (source.case, source.defaults) if file}
    readings = {label: read_places(file.text) for label, file in files.items()}
    money = amounts.currency_usage(source.data, policies.currencies)
    for problem in problems:
        label, pointer = problem.place.file, problem.place.pointer
        if problem.severity != "error" or label not in files or pointer not in readings[label].nodes:
            continue
        data, node = files[label].data, readings[label].nodes[pointer]
        if problem.rule == "S1":
            parent, _, text = pointer.rpartition("/")
            replacement, why = _intended_key(parent, text, data)
            span, new_pointer = node.key, f"{parent}/{replacement}"
        else:
            text = str(_value(data, pointer))
            replacement, why = _intended_value(problem.rule, pointer, text, money, policies)
            span, new_pointer = (node.start, node.end), pointer
        file_text = files[label].text
        if replacement is None or not span:
            continue
        start, current = len(file_text[: span[0]].encode()), file_text[span[0] : span[1]]
        # A value with an escape is left alone, so that its letters are those of the file; an amount has none.
        if current == f'"{text}"':
            edit = Edit(start + 1, start + 1 + len(text.encode()), replacement.encode(), problem.rule, why)
            yield Change(label, new_pointer, edit)
        elif problem.rule == "S8":  # also a bare number, which needs quotes
            yield Change(
                label, new_pointer, Edit(start, start + len(current), f'"{replacement}"'.encode(), problem.rule, why)
            )


def _intended_key(parent_pointer: str, key: str, data: object) -> tuple[str | None, str]:
    """Return the key that was meant and that the object at `above` does not have yet."""
    parent, members = schema.schema_at(parent_pointer), _value(data, parent_pointer)
    properties = schema.resolve(parent).get("properties", {}) if parent else {}
    value = members.get(key) if isinstance(members, dict) else None
    properties = {name: node for name, node in properties.items() if schema.has_shape(node, value)}
    match = certain_values.nearest_word(key, properties)
    return (None if not isinstance(members, dict) or match in members else match), "Correct a misspelled key."


def _intended_value(
    rule: str, pointer: str, text: str, money: certain_values.AmountUsage, policies: Policies
) -> tuple[str | None, str]:
    """Return what the text was meant to be, according to the schema at its pointer."""
    node = schema.schema_at(pointer)
    if node is None:
        return None, ""
    form = schema.name_of(node)
    if rule == "S4":
        words = ids.listed_ids(form, policies) or schema.resolve(node).get("enum", ())
        return methods.method_by_name(form, text, policies) or certain_values.nearest_word(
            text, words
        ), "Correct a misspelled word."
    return (certain_values.certain_value(form, text, money), _WHY[form]) if form in _WHY else (None, "")


def _value(data: object, pointer: str) -> object:
    """Return the value at an existing pointer."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        data = data[int(key)] if isinstance(data, list) else data[key] if isinstance(data, dict) else None
    return data
