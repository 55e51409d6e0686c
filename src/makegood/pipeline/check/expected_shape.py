"""Describe what is expected where something else was typed: an object or a list, with an example."""

from __future__ import annotations

import json
from typing import Any

from makegood.pipeline.check import schema

LONGEST = 90
"""Characters of an example: a longer one would fill the screen. Only required keys are shown then."""
FEW = 2
"""Keys that are shown of an object that requires none."""
WORDS = ("what", "detail", "change", "quote", "text", "caption", "scope", "content", "basis", "reason", "note", "notes")
"""Keys that take any sentence."""


def describe_object(node: schema.Node, pointer: str, *, is_text: bool) -> str:
    """Return what an object contains, and where a sentence that was typed instead of it can go."""
    sample = example_of_node(node, pointer)
    hint = _sentence_hint(node) if is_text else ""
    return f"This value describes {_about(node)}. Write an entry in braces, with a key for each value: {sample}{hint}"


def describe_list(node: schema.Node, value: object) -> str:
    """Return what a list contains; a single entry only lacks its brackets."""
    entry, sample = schema.child(node, 0) or {}, example_of_node(node)
    if schema.resolve(entry).get("type") == "object" and not isinstance(value, dict):
        hint = _sentence_hint(entry) if isinstance(value, str) else ""
        how = "Write a list in square brackets, with each entry in braces"
        return f"This value describes {_about(node)}. {how}: {sample}{hint}"
    return f"Put the value in square brackets: {sample}" if sample else "Put the value in square brackets."


def example_of_node(node: schema.Node, pointer: str = "") -> str:
    """Return an example as it is typed: the schema's own, or one with only the required keys if that is long.

    The example of an entry, at its pointer, is the first entry in the example of its list.
    """
    above, _, last = pointer.rpartition("/")
    listed = _first(schema.schema_at(above) or {}) if last.isdecimal() else None
    own = _as_json(listed[0] if listed else _first(node))
    return own if own and len(own) <= LONGEST else _as_json(_minimal(node))


def _first(node: schema.Node) -> Any:
    """Return the schema's own example; None if there is none."""
    return next(iter(node.get("examples") or schema.resolve(node).get("examples") or ()), None)


def _minimal(node: schema.Node) -> Any:
    """Return an example with only what is required."""
    whole = schema.resolve(node)
    if whole.get("type") == "array":
        return [_minimal(whole["items"])]
    if whole.get("type") != "object":
        own = _first(node)
        return own if own is not None else next(iter(whole.get("enum", ())), None)
    properties = whole["properties"]
    return {key: _minimal(properties[key]) for key in schema.required_keys(whole) or list(properties)[:FEW]}


def _as_json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _about(node: schema.Node) -> str:
    """Return the schema's description of what belongs there, such as "what was agreed with the creator"."""
    description = str(node.get("description") or schema.resolve(node).get("$comment") or "what belongs here")
    first = description.partition(". ")[0].partition("; ")[0].partition(": ")[0].rstrip(".")
    return first[:1].lower() + first[1:]


def _sentence_hint(node: schema.Node) -> str:
    """Return where a sentence can go in an object; "" if there is no such key."""
    properties = schema.resolve(node).get("properties", {})
    key = next((word for word in WORDS if word in properties), "")
    return f'. You can write your sentence there as "{key}".' if key else ""
