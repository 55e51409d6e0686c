"""One field of the case file in plain words, from its schema alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from makegood.commands.explain.text_page import TextPage
from makegood.model.policy import Policies
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
    "object": "Names and values, in braces.",
    "string": "A text, in quotes.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field where it stands: its path, such as `payments[].amount`, and whether the object around it needs it."""

    path: str
    node: Node
    needed: bool
    source: str

    @property
    def meaning(self) -> str:
        return str(self.node["description"])


@cache
def fields() -> Mapping[str, Field]:
    """Map each path to its field, in the order of the schema."""
    return {one.path: one for one in _walk(schema.read("case"), "", "#")}


def matching(name: str) -> list[str]:
    """Find the fields of a name: a path, a JSON pointer, or the end of either; the exact one first."""
    wanted = _plain(name)
    exact = [path for path in fields() if _plain(path) == wanted]
    return exact + [path for path in fields() if _plain(path).endswith(f".{wanted}")]


def is_path(name: str, path: str) -> bool:
    """Say whether a name is the whole path, not its end."""
    return _plain(name) == _plain(path)


def words() -> Mapping[str, list[tuple[str, str]]]:
    """Map each word that a field allows, such as `posted_late`, to the fields and what it says there.

    Without ids, which have pages of their own.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for path, one in fields().items():
        node = _entry(schema.resolve(one.node))
        if "enum" in node and node["type"] == "string":
            meanings = node.get("enumDescriptions") or [one.meaning] * len(node["enum"])
            for word, meaning in zip(node["enum"], meanings, strict=True):
                found.setdefault(str(word), []).append((path, meaning))
    return found


def word(name: str) -> TextPage:
    """Explain a word that fields allow."""
    made = TextPage(f"{name}: a word that is allowed in case.json.")
    made.head("Where it may stand, and what it says there")
    made.table(words()[name])
    made.head("Source", "The format of the case file: schemas/case.schema.json.")
    return made


def page(path: str, policies: Policies) -> TextPage:
    """Explain the field at this path; the ids that it takes are those of the workspace."""
    one = fields()[path]
    whole = schema.resolve(one.node)
    made = TextPage(f"{path}: {one.meaning}")
    may = "case.json, or in cases/defaults.json for all cases" if path in _shared() else "case.json"
    made.say(f"A field of the case file. It stands in {may}.")
    told = dict.fromkeys(str(node.get("description", "")) for node in (whole, _entry(whole)))
    forms = [text for text in told if text not in {"", one.meaning}]
    made.head("What to write", *(forms or [TYPES[whole["type"]]]))
    _inside(made, _entry(whole))
    form = schema.name_of(_listed(one.node))
    if form in ids.FOLDERS:
        entries = getattr(policies, ids.FOLDERS[form])
        made.head("One of these, each with a page of its own")
        made.table((name, entries[name].meaning) for name in ids.listed(form, policies))
    if path in RECORDED:
        _recorded(made)
    made.head("Must it be there", _need(one))
    made.head("For example")
    made.lines(*(f'"{path.rpartition(".")[2]}": {example}' for example in _examples(one.node)))
    made.head("Source", f"The format of the case file: schemas/case.schema.json, at {one.source}.")
    return made


def _walk(node: Node, path: str, place: str) -> Iterator[Field]:
    whole, name = schema.resolve(node), schema.name_of(node)
    home = f"#/$defs/{name}" if name else place
    if whole.get("type") == "array":
        yield from _walk(whole["items"], f"{path}[]", f"{home}/items")
    for key, inner in whole.get("properties", {}).items():
        below, source = f"{path}.{key}".lstrip("."), f"{home}/properties/{key}"
        yield Field(below, inner, key in whole.get("required", ()), source)
        yield from _walk(inner, below, source)


@cache
def _shared() -> frozenset[str]:
    """Collect the paths that defaults.json may hold."""
    return frozenset(_within_defaults(schema.read("defaults"), ""))


def _within_defaults(node: Node, path: str) -> Iterator[str]:
    target = str(node.get("$ref", ""))
    if target.startswith("case.schema.json"):
        found: Any = schema.read("case")
        for step in target.partition("#/")[2].split("/"):
            found = found[step]
        yield from (one.path for one in _walk(found, path, ""))
        return
    whole = schema.read("defaults")["$defs"][target.rpartition("/")[2]] if target else node
    for key, inner in whole.get("properties", {}).items():
        below = f"{path}.{key}".lstrip(".")
        yield below
        yield from _within_defaults(inner, below)


def _plain(name: str) -> str:
    return re.sub(r"\[\d*\]|[./]\d+(?=[./]|$)", "", name).replace("/", ".").strip(".").lower()


def _entry(node: Node) -> Node:
    """Give what stands in a list; of what is no list, itself."""
    return schema.resolve(node["items"]) if "items" in node else node


def _listed(node: Node) -> Node:
    """Give the reference to what stands in a list; of what is no list, itself."""
    found: Node = schema.resolve(node).get("items", node)
    return found


def _inside(made: TextPage, node: Node) -> None:
    """List the words that are allowed, or the keys."""
    if "enum" in node and "enumDescriptions" in node:
        made.head("One of these words")
        made.table(zip(map(str, node["enum"]), node["enumDescriptions"], strict=True))
    elif "enum" in node:
        made.head("One of these words", f"{', '.join(map(str, node['enum']))}.")
    elif "properties" in node:
        made.head("What stands in it")
        made.table((key, inner["description"]) for key, inner in node["properties"].items())


def _recorded(made: TextPage) -> None:
    """Show the command that writes an entry, once for each event."""
    from makegood.commands.log import EVENTS

    under = "CASE, where it stands, is the case's folder."
    made.head("A command that writes an entry for you, and checks it first", under)
    made.lines(*(f"`{kind.example}`" for kind in EVENTS.values()))


def _need(one: Field) -> str:
    if one.path in BY_CHANNEL:
        return "It depends on the channel: `make explain NAME=direct_bank`, for instance, says what is needed."
    if one.needed:
        above = one.path.rpartition(".")[0]
        every = "Yes, in every entry of " if above.endswith("[]") else "Yes, wherever there is "
        return f"{every}{above.removesuffix('[]')}." if above else "Yes."
    usual = schema.resolve(one.node).get("default", one.node.get("default"))
    return "No." if usual is None else f"No. Left out, it counts as {json.dumps(usual, ensure_ascii=False)}."


def _examples(node: Node) -> list[str]:
    return [json.dumps(one, ensure_ascii=False) for one in node["examples"]]
