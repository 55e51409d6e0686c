"""Explain a field of the case file from its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from makegood.commands.explain.text_page import TextPage
from makegood.model.policy import Policies
from makegood.model.words import FORMER_STATUSES
from makegood.pipeline.check import ids, schema
from makegood.pipeline.check.schema import Node

BY_CHANNEL = frozenset({"parties.creator", "agreement", "deliverables", "purchase"})
"""Needed on some channels only."""
RECORDED = frozenset({"log", "log[].event"})
"""Fields that `makegood log` fills."""
TYPES = {
    "array": "A list, in square brackets.",
    "boolean": "true or false, without quotes.",
    "integer": "A whole number, without quotes.",
    "number": "A number, without quotes.",
    "object": "Key-value pairs, in braces.",
    "string": "A string, in quotes.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its path, such as `payments[].amount`, and whether the object around it needs it."""

    path: str
    node: Node
    needed: bool
    source: str

    @property
    def meaning(self) -> str:
        return str(self.node["description"])


@cache
def fields() -> Mapping[str, Field]:
    """Return each path with its field, in the order of the schema."""
    return {entry.path: entry for entry in _walk(schema.read_schema("case"), "", "#")}


def matching(name: str) -> list[str]:
    """Return the fields with this path, JSON pointer, or end of either; the exact one first."""
    normalised = _normalised(name)
    exact = [path for path in fields() if _normalised(path) == normalised]
    return exact + [path for path in fields() if _normalised(path).endswith(f".{normalised}")]


def is_path(name: str, path: str) -> bool:
    """Return whether a name is the whole path, not its end."""
    return _normalised(name) == _normalised(path)


def words() -> Mapping[str, list[tuple[str, str]]]:
    """Return each word that a field allows, such as `posted`, with the fields and its meaning there.

    Ids are not included: they have pages of their own.
    """
    by_word: dict[str, list[tuple[str, str]]] = {}
    for path, entry in fields().items():
        node = _item_schema(schema.resolve(entry.node))
        if "enum" in node and node["type"] == "string":
            meanings = node.get("enumDescriptions") or [entry.meaning] * len(node["enum"])
            for word, meaning in zip(node["enum"], meanings, strict=True):
                by_word.setdefault(str(word), []).append((path, meaning))
    return by_word


def word(name: str) -> TextPage:
    """Return the page of a word that fields allow."""
    page = TextPage(f"{name}: a value that is allowed in case.json.")
    page.head("Fields that allow it, and its meaning in each")
    page.table(words()[name])
    page.head("Source", "The schema of the case file, schemas/case.schema.json.")
    return page


def page(path: str, policies: Policies) -> TextPage:
    """Return the page of the field at this path; the ids that it takes are those of the workspace."""
    entry = fields()[path]
    whole = schema.resolve(entry.node)
    text_page = TextPage(f"{path}: {entry.meaning}")
    may = "case.json, or in cases/defaults.json for all cases" if path in _shared() else "case.json"
    text_page.paragraph(f"A field of the case file. It can be set in {may}.")
    descriptions = dict.fromkeys(str(node.get("description", "")) for node in (whole, _item_schema(whole)))
    forms = [text for text in descriptions if text not in {"", entry.meaning}]
    text_page.head("Value", *(forms or [TYPES[whole["type"]]]))
    _add_contents(text_page, _item_schema(whole))
    form = schema.name_of(_item_reference(entry.node))
    if form in ids.FOLDERS:
        entries = getattr(policies, ids.FOLDERS[form])
        text_page.head("One of these, each of which has its own page")
        text_page.table((name, entries[name].meaning) for name in ids.listed_ids(form, policies))
    if path in RECORDED:
        _add_commands(text_page)
    text_page.head("Required", _requirement(entry))
    text_page.head("Example")
    text_page.lines(*(f'"{path.rpartition(".")[2]}": {example}' for example in _examples(entry.node)))
    text_page.head("Source", f"The schema of the case file, schemas/case.schema.json, at {entry.source}.")
    return text_page


def _walk(node: Node, path: str, place: str) -> Iterator[Field]:
    whole, name = schema.resolve(node), schema.name_of(node)
    home = f"#/$defs/{name}" if name else place
    if whole.get("type") == "array":
        yield from _walk(whole["items"], f"{path}[]", f"{home}/items")
    for key, inner in whole.get("properties", {}).items():
        inner_path, source = f"{path}.{key}".lstrip("."), f"{home}/properties/{key}"
        yield Field(inner_path, inner, key in schema.required_keys(whole), source)
        yield from _walk(inner, inner_path, source)


@cache
def _shared() -> frozenset[str]:
    """Return the paths that defaults.json may contain."""
    return frozenset(_within_defaults(schema.read_schema("defaults"), ""))


def _within_defaults(node: Node, path: str) -> Iterator[str]:
    target = str(node.get("$ref", ""))
    if target.startswith("case.schema.json"):
        target_node: Any = schema.read_schema("case")
        for step in target.partition("#/")[2].split("/"):
            target_node = target_node[step]
        yield from (entry.path for entry in _walk(target_node, path, ""))
        return
    whole = schema.read_schema("defaults")["$defs"][target.rpartition("/")[2]] if target else node
    for key, inner in whole.get("properties", {}).items():
        inner_path = f"{path}.{key}".lstrip(".")
        yield inner_path
        yield from _within_defaults(inner, inner_path)


def _normalised(name: str) -> str:
    return re.sub(r"\[\d*\]|[./]\d+(?=[./]|$)", "", name).replace("/", ".").strip(".").lower()


def _item_schema(node: Node) -> Node:
    """Return the schema of a list's items; for other types, the node itself."""
    return schema.resolve(node["items"]) if "items" in node else node


def _item_reference(node: Node) -> Node:
    """Return the reference to a list's items; for other types, the node itself."""
    items: Node = schema.resolve(node).get("items", node)
    return items


def _add_contents(page: TextPage, node: Node) -> None:
    """Add the allowed words, or the keys."""
    if "enum" in node and "enumDescriptions" in node:
        meanings = dict(zip(map(str, node["enum"]), node["enumDescriptions"], strict=True))
        page.head("One of these values")
        page.table((word, meaning) for word, meaning in meanings.items() if word not in FORMER_STATUSES)
        if former := [(word, meaning) for word, meaning in meanings.items() if word in FORMER_STATUSES]:
            page.head("Values of older versions", "They still work. To replace them, run `make fix`.")
            page.table(former)
    elif "enum" in node:
        page.head("One of these values", f"{', '.join(map(str, node['enum']))}.")
    elif "properties" in node:
        page.head("Contents")
        page.table((key, inner["description"]) for key, inner in node["properties"].items())


LATER_DAY = (
    "Without DELIVERABLE, the date applies to all missing work. If the date passes without delivery, no entry is "
    "needed."
)


def _add_commands(page: TextPage) -> None:
    """Add the command that writes an entry, once for each event."""
    from makegood.commands.log import EVENTS, MAKE_GOOD

    note = "Replace CASE with the path of the case folder."
    page.head("Commands that check and write an entry for you", note)
    page.lines(*(f"`{kind.example}`" for kind in EVENTS.values()))
    page.head("Commands for a later due date for missing work", LATER_DAY)
    page.lines(*(line for what, command in MAKE_GOOD.items() for line in (f"{what}:", f"`{command}`")))


def _requirement(entry: Field) -> str:
    if entry.path in BY_CHANNEL:
        return "This depends on the channel. For example, `make explain NAME=direct_bank` lists the required fields."
    if entry.needed:
        parent = entry.path.rpartition(".")[0]
        beginning = "Yes, in every entry of " if parent.endswith("[]") else "Yes, in every "
        return f"{beginning}{parent.removesuffix('[]')}." if parent else "Yes."
    default = schema.resolve(entry.node).get("default", entry.node.get("default"))
    return "No." if default is None else f"No. The default is {json.dumps(default, ensure_ascii=False)}."


def _examples(node: Node) -> list[str]:
    return [json.dumps(example, ensure_ascii=False) for example in node["examples"]]
