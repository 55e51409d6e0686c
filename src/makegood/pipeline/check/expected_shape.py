"""What belongs where something else was typed: an entry in braces or a list, in words and with an example."""

from __future__ import annotations

import json
from typing import Any

from makegood.pipeline.check import schema

LONGEST = 90
"""Characters of an example: a longer one would fill the screen. Only what an entry needs is shown of it then."""
FEW = 2
"""Keys that are shown of an entry that needs none of them."""
WORDS = ("what", "detail", "change", "quote", "text", "caption", "scope", "content", "basis", "reason", "note", "notes")
"""Keys that take a sentence, whatever it says."""


def in_braces(node: schema.Node, pointer: str, *, is_text: bool) -> str:
    """Return what an entry is made of, and where a sentence that was typed in its place may stand."""
    shown = example(node, pointer)
    moved = _moved(node) if is_text else ""
    return f"What belongs here: {_about(node)}. Write it in braces, each value with its name: {shown}{moved}"


def in_brackets(node: schema.Node, value: object) -> str:
    """Return what a list is made of; a single entry only lacks its brackets."""
    entry, shown = schema.child(node, 0) or {}, example(node)
    if schema.resolve(entry).get("type") == "object" and not isinstance(value, dict):
        moved = _moved(entry) if isinstance(value, str) else ""
        how = "Write a list in square brackets, each entry in braces"
        return f"What belongs here: {_about(node)}. {how}: {shown}{moved}"
    return f"Put it in square brackets: {shown}" if shown else "Put it in square brackets."


def example(node: schema.Node, pointer: str = "") -> str:
    """Return an example as it is typed: the schema's own, or one with what is needed alone where that is long.

    That of an entry, at its pointer, is the first of the example of its list.
    """
    above, _, last = pointer.rpartition("/")
    listed = _first(schema.schema_at(above) or {}) if last.isdecimal() else None
    own = _typed(listed[0] if listed else _first(node))
    return own if own and len(own) <= LONGEST else _typed(_least(node))


def _first(node: schema.Node) -> Any:
    """Return the schema's own example; None where there is none."""
    return next(iter(node.get("examples") or schema.resolve(node).get("examples") or ()), None)


def _least(node: schema.Node) -> Any:
    """Make an example that has no more than is needed."""
    whole = schema.resolve(node)
    if whole.get("type") == "array":
        return [_least(whole["items"])]
    if whole.get("type") != "object":
        own = _first(node)
        return own if own is not None else next(iter(whole.get("enum", ())), None)
    known = whole["properties"]
    return {key: _least(known[key]) for key in whole.get("required") or list(known)[:FEW]}


def _typed(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _about(node: schema.Node) -> str:
    """Say in the words of the schema what belongs there: what was agreed with the creator."""
    said = str(node.get("description") or schema.resolve(node).get("$comment") or "what belongs here")
    first = said.partition(". ")[0].partition("; ")[0].partition(": ")[0].rstrip(".")
    return first[:1].lower() + first[1:]


def _moved(node: schema.Node) -> str:
    """Return where a sentence may stand in an entry; "" where it has no place."""
    known = schema.resolve(node).get("properties", {})
    key = next((one for one in WORDS if one in known), "")
    return f'. Your sentence may stand there as "{key}".' if key else ""
