"""Ids that a policy names and no file has: the files' names are the only list of channels, grounds, desks and so on."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from makegood.domain.policies.policy_reader import PolicyShapeError
from makegood.model.policy import (
    ChannelPolicy,
    DeskPolicy,
    EscalationPolicy,
    GroundPolicy,
    MethodPolicy,
    Policies,
    Sourced,
    StageRule,
    sources_of,
)
from makegood.model.words import IdOf

SINGULAR = {
    "channels": "channel",
    "grounds": "ground",
    "methods": "way of payment",
    "desks": "desk",
    "letters": "letter",
}


TWICE = "Another entry has this stage, for the same grounds. Remove one of the two, or name other grounds in it."


def dangling(made: object, policies: Policies) -> Iterator[PolicyShapeError]:
    """Yield each place of a policy that names what there is not, or may not be named, with what was probably meant."""
    for folder, pointer, name in named(made):
        listed: Collection[str] = getattr(policies, folder)
        if name not in listed:
            yield PolicyShapeError(pointer, f"There is no {SINGULAR[folder]} with this id. {_hint(name, listed)}")
    yield from _superseded(made, policies)
    for kind, check in CHECKS.items():
        if isinstance(made, kind):
            yield from check(made, policies)


def _superseded(made: object, policies: Policies) -> Iterator[PolicyShapeError]:
    for text in dict.fromkeys(entry.text for entry in sources_of(made) if entry.text):
        newer = policies.sources[text].superseded_by
        if newer:
            yield PolicyShapeError("", f'This rests on the text "{text}", of which a newer edition is known: {newer}.')


def _channel(made: ChannelPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    ids = [rule.id for rule in made.windows]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield PolicyShapeError(f"/windows/{index}/id", "Another window of this channel has this id.")
    for index, rule in enumerate(made.stages):
        if any(_is_same_stage(rule, other) for other in made.stages[:index]):
            yield PolicyShapeError(f"/stages/{index}/stage", TWICE)
    for index, audience in enumerate(made.packets):
        if audience not in policies.profiles:
            yield PolicyShapeError(f"/packets/{index}", "There is no profile for this audience.")


def _is_same_stage(rule: StageRule, other: StageRule) -> bool:
    """Return whether one case could go by both: the second would never be read."""
    if rule.stage != other.stage or not (rule.grounds and other.grounds):
        return rule.stage == other.stage and rule.grounds == other.grounds
    return rule.after_due == other.after_due and not set(rule.grounds).isdisjoint(other.grounds)


def _desk(made: DeskPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    if made.audience not in policies.profiles:
        yield PolicyShapeError("/audience", "There is no profile for this audience.")


def _ground(made: GroundPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    windows = [rule.id for channel in policies.channels.values() for rule in channel.windows] if made.within else []
    for index, name in enumerate(made.within):
        if name not in windows:
            yield PolicyShapeError(f"/within/{index}", f"No channel has a window with this id. {_hint(name, windows)}")


def _method(made: MethodPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    for index, name in enumerate(made.names):
        if name in policies.methods:
            yield PolicyShapeError(f"/names/{index}", "This is the id of a way of payment, and needs no other name.")


def _escalation(made: EscalationPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    if made.ceiling and made.ceiling.currency not in policies.currencies:
        yield PolicyShapeError("/ceiling", "There is no currency with this code.")


CHECKS: Mapping[type, Any] = {
    ChannelPolicy: _channel,
    DeskPolicy: _desk,
    GroundPolicy: _ground,
    MethodPolicy: _method,
    EscalationPolicy: _escalation,
}
"""What else is held against the other files, by the kind of policy."""


def named(made: Any, pointer: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield each id that stands in a rule: the folder of `policies/` it is of, its JSON pointer, and the id."""
    for field, folder in _ids(made.__class__).items():
        value = getattr(made, field)
        entries = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, entry in entries:
            at = f"{pointer}/{field}" if index is None else f"{pointer}/{field}/{index}"
            if folder is None:
                yield from named(entry, at)
            elif entry is not None:
                yield folder, at, entry


def _hint(name: str, listed: Collection[str]) -> str:
    near = difflib.get_close_matches(name, listed, 1)
    return f'Did you mean "{near[0]}"?' if near else f"There are: {', '.join(sorted(set(listed)))}."


@cache
def _ids(cls: Any) -> Mapping[str, str | None]:
    """Map the fields of a class that hold ids to the folder of these; those that hold other rules, to None."""
    if not is_dataclass(cls) or cls is Sourced:
        return {}
    found: dict[str, str | None] = {}
    for name, hint in get_type_hints(cls, include_extras=True).items():
        folder = folder_of(hint)
        if folder:
            found[name] = folder
        elif any(is_dataclass(part) for part in _parts(hint)):
            found[name] = None
    return found


def folder_of(hint: Any) -> str:
    """Return the folder of `policies/` whose ids a type hint allows, or "" for none.

    The ids may be those of a list, or one of several types.
    """
    marks = (mark for part in _parts(hint) for mark in getattr(part, "__metadata__", ()))
    return next((mark.folder for mark in marks if isinstance(mark, IdOf)), "")


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    if not hasattr(hint, "__metadata__"):
        for part in get_args(hint):
            yield from _parts(part)
