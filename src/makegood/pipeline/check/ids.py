"""Ids that a case names and no file of `policies/` has: channel, grounds, ways of payment, what is acknowledged."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from makegood.model import words
from makegood.model.words import IdOf
from makegood.pipeline.check import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.model.policy import Policies

FOLDERS: Mapping[str, str] = {
    name: mark.folder
    for name, alias in vars(words).items()
    for mark in getattr(alias, "__metadata__", ())
    if isinstance(mark, IdOf)
}
"""A definition of the schema whose words are ids, such as GroundId, to the folder of `policies/` that lists them."""
ACKNOWLEDGED = "AckId"
"""The definition of the schema whose words are ids that channels ask for, in their `acknowledgements`."""


def listed(form: str, policies: Policies) -> tuple[str, ...]:
    """Return the ids that a definition of the schema takes, the usual ones first; none where it takes no ids."""
    if form == ACKNOWLEDGED:
        return _acknowledged(policies)
    folder = FOLDERS.get(form)
    if folder is None:
        return ()
    found = getattr(policies, folder)
    return tuple(sorted(found, key=lambda name: getattr(found[name], "rank", 0)))


def unknown(data: object, policies: Policies) -> Iterator[schema.SchemaFault]:
    """Yield each text that stands where an id is asked for and is none, with the ids that there are."""
    for steps, form in _places():
        for pointer, value in _at(data, steps):
            if isinstance(value, str) and not _is_listed(form, value, policies):
                node = schema.schema_at(pointer) or {}
                yield schema.SchemaFault("enum", pointer, value, listed(form, policies), node)


def _is_listed(form: str, value: str, policies: Policies) -> bool:
    """Return whether there is such an id; the files' names say it, and no file is read for it."""
    return value in (getattr(policies, FOLDERS[form]) if form in FOLDERS else listed(form, policies))


def _acknowledged(policies: Policies) -> tuple[str, ...]:
    """Return what any channel asks to be acknowledged: shared defaults may answer for several."""
    channels = (policies.channels[name] for name in listed("Channel", policies))
    return tuple(dict.fromkeys(name for one in channels for rule in one.acknowledgements for name in rule.any_of))


def needed(data: object, policies: Policies) -> Iterator[schema.SchemaFault]:
    """Yield a fault for each object that lacks a key which the case's channel needs.

    The schema says the same of the program's channels, for editors; of a workspace's own it knows nothing.
    """
    case = data.get("case") if isinstance(data, dict) else None
    name = case.get("channel") if isinstance(case, dict) else None
    channel = policies.channels[name] if isinstance(name, str) and name in policies.channels else None
    if channel is None or not isinstance(data, dict):
        return
    parties = data.get("parties")
    for key in channel.needs:
        held, pointer = (parties, "/parties") if key == "creator" else (data, "")
        if isinstance(held, dict) and key not in held:
            yield schema.SchemaFault("required", pointer, held, [key], {})


@cache
def _places() -> tuple[tuple[tuple[str, ...], str], ...]:
    """List where the schema of a case asks for ids: the keys that lead there, "*" for the entries of a list."""
    return tuple(_within(schema.read("case"), ()))


def _within(node: schema.Node, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if schema.name_of(node) in {*FOLDERS, ACKNOWLEDGED}:
        yield steps, schema.name_of(node)
    whole = schema.resolve(node)
    if "items" in whole:
        yield from _within(whole["items"], (*steps, "*"))
    for key, inner in whole.get("properties", {}).items():
        yield from _within(inner, (*steps, key))


def _at(data: Any, steps: tuple[str, ...], pointer: str = "") -> Iterator[tuple[str, object]]:
    """Yield what stands at a place of the data, with its pointer; nothing where the data is of another shape."""
    if not steps:
        yield pointer, data
        return
    first, *rest = steps
    inner: Iterable[tuple[object, object]] = ()
    if first == "*" and isinstance(data, list):
        inner = enumerate(data)
    elif first != "*" and isinstance(data, dict) and first in data:
        inner = ((first, data[first]),)
    for step, value in inner:
        yield from _at(value, tuple(rest), f"{pointer}/{step}")
