"""Find ids in a case that no file of `policies/` has: channel, grounds, payment methods, acknowledgements."""

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
"""A definition of the schema that takes ids, such as GroundId, to the folder of `policies/` that lists them."""
ACKNOWLEDGED = "AckId"
"""The definition of the schema for ids that channels require in `acknowledgements`."""


def listed_ids(form: str, policies: Policies) -> tuple[str, ...]:
    """Return the ids that a definition of the schema takes, the usual ones first; () if it takes no ids."""
    if form == ACKNOWLEDGED:
        return _acknowledged(policies)
    folder = FOLDERS.get(form)
    if folder is None:
        return ()
    entries = getattr(policies, folder)
    return tuple(sorted(entries, key=lambda name: getattr(entries[name], "rank", 0)))


def unknown_ids(data: object, policies: Policies) -> Iterator[schema.SchemaFault]:
    """Yield a fault for each text that should be an id and is not, with the ids that exist."""
    for steps, form in _id_paths():
        for pointer, value in _values_at(data, steps):
            if isinstance(value, str) and not _is_listed(form, value, policies):
                node = schema.schema_at(pointer) or {}
                yield schema.SchemaFault("enum", pointer, value, listed_ids(form, policies), node)


def _is_listed(form: str, value: str, policies: Policies) -> bool:
    """Return whether an id exists; policies are looked up by file name, without reading the files."""
    return value in (getattr(policies, FOLDERS[form]) if form in FOLDERS else listed_ids(form, policies))


def _acknowledged(policies: Policies) -> tuple[str, ...]:
    """Return what any channel requires to be acknowledged: shared defaults may serve several channels."""
    channels = (policies.channels[name] for name in listed_ids("Channel", policies))
    names = (name for channel in channels for rule in channel.acknowledgements for name in rule.any_of)
    return tuple(dict.fromkeys(names))


def missing_needed_keys(data: object, policies: Policies) -> Iterator[schema.SchemaFault]:
    """Yield a fault for each object that lacks a key which the case's channel needs.

    For editors, the schema requires the same for the program's channels; it does not include a workspace's own.
    """
    case = data.get("case") if isinstance(data, dict) else None
    name = case.get("channel") if isinstance(case, dict) else None
    channel = policies.channels[name] if isinstance(name, str) and name in policies.channels else None
    if channel is None or not isinstance(data, dict):
        return
    parties = data.get("parties")
    for key in channel.needs:
        owner, pointer = (parties, "/parties") if key == "creator" else (data, "")
        if isinstance(owner, dict) and key not in owner:
            yield schema.SchemaFault("required", pointer, owner, [key], {})


@cache
def _id_paths() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return where the schema of a case expects ids, as paths of keys, with "*" for the entries of a list."""
    return tuple(_paths_within(schema.read_schema("case"), ()))


def _paths_within(node: schema.Node, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if schema.name_of(node) in {*FOLDERS, ACKNOWLEDGED}:
        yield steps, schema.name_of(node)
    whole = schema.resolve(node)
    if "items" in whole:
        yield from _paths_within(whole["items"], (*steps, "*"))
    for key, inner in whole.get("properties", {}).items():
        yield from _paths_within(inner, (*steps, key))


def _values_at(data: Any, steps: tuple[str, ...], pointer: str = "") -> Iterator[tuple[str, object]]:
    """Yield the values at a path, with their pointers; nothing if the data has another shape."""
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
        yield from _values_at(value, tuple(rest), f"{pointer}/{step}")
