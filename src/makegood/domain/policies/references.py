"""Ids in policies without a file: the names of the files are the only list of channels, grounds, desks and so on."""

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
    WordList,
    sources_of,
)
from makegood.model.words import IdOf

SINGULAR = {
    "channels": "channel",
    "grounds": "ground",
    "methods": "payment method",
    "desks": "desk",
    "letters": "letter",
}


SAME_STAGE = "Another entry has the same stage and grounds. Remove one of the two entries, or change its grounds."


def dangling_references(policy: object, policies: Policies) -> Iterator[PolicyShapeError]:
    """Yield an error, with a suggestion, for each place of a policy that names something unknown or not allowed."""
    for folder, pointer, name in ids_in_rule(policy):
        listed: Collection[str] = getattr(policies, folder)
        if name not in listed:
            yield PolicyShapeError(pointer, f"There is no {SINGULAR[folder]} with this id. {_hint(name, listed)}")
    yield from _superseded(policy, policies)
    for kind, check in CHECKS.items():
        if isinstance(policy, kind):
            yield from check(policy, policies)


def _superseded(policy: object, policies: Policies) -> Iterator[PolicyShapeError]:
    for text in dict.fromkeys(entry.text for entry in sources_of(policy) if entry.text):
        newer = policies.sources[text].superseded_by
        if newer:
            yield PolicyShapeError("", f'This file is based on the text "{text}", which has a newer edition: {newer}.')


def _channel(policy: ChannelPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    ids = [rule.id for rule in policy.windows]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield PolicyShapeError(f"/windows/{index}/id", "Another window of this channel has the same id.")
    for index, rule in enumerate(policy.stages):
        if any(_is_same_stage(rule, other) for other in policy.stages[:index]):
            yield PolicyShapeError(f"/stages/{index}/stage", SAME_STAGE)
    for index, audience in enumerate(policy.packets):
        if audience not in policies.profiles:
            yield PolicyShapeError(f"/packets/{index}", "There is no profile for this audience.")


def _is_same_stage(rule: StageRule, other: StageRule) -> bool:
    """Return whether both rules could apply to one case, so that the second would never be used."""
    if rule.stage != other.stage or not (rule.grounds and other.grounds):
        return rule.stage == other.stage and rule.grounds == other.grounds
    return rule.after_due == other.after_due and not set(rule.grounds).isdisjoint(other.grounds)


def _desk(policy: DeskPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    if policy.audience not in policies.profiles:
        yield PolicyShapeError("/audience", "There is no profile for this audience.")


def _ground(policy: GroundPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    windows = [rule.id for channel in policies.channels.values() for rule in channel.windows] if policy.within else []
    for index, name in enumerate(policy.within):
        if name not in windows:
            yield PolicyShapeError(f"/within/{index}", f"No channel has a window with this id. {_hint(name, windows)}")


def _method(policy: MethodPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    for index, name in enumerate(policy.names):
        if name in policies.methods:
            yield PolicyShapeError(
                f"/names/{index}", "This name cannot be used, because it is the id of a payment method."
            )


def _escalation(policy: EscalationPolicy, policies: Policies) -> Iterator[PolicyShapeError]:
    if policy.ceiling and policy.ceiling.currency not in policies.currencies:
        yield PolicyShapeError("/ceiling", "There is no currency with this code.")


def _word_list(policy: WordList, policies: Policies) -> Iterator[PolicyShapeError]:
    for name in policy.signs:
        if name not in policies.grounds:
            yield PolicyShapeError(
                f"/signs/{name}", f"There is no ground with this id. {_hint(name, policies.grounds)}"
            )


CHECKS: Mapping[type, Any] = {
    ChannelPolicy: _channel,
    DeskPolicy: _desk,
    GroundPolicy: _ground,
    MethodPolicy: _method,
    EscalationPolicy: _escalation,
    WordList: _word_list,
}
"""Further checks against the other files, by the type of policy."""


def ids_in_rule(policy: Any, pointer: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield each id in a rule as its folder of `policies/`, its JSON pointer, and the id."""
    for field, folder in _ids(policy.__class__).items():
        value = getattr(policy, field)
        entries = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, entry in entries:
            entry_pointer = f"{pointer}/{field}" if index is None else f"{pointer}/{field}/{index}"
            if folder is None:
                yield from ids_in_rule(entry, entry_pointer)
            elif entry is not None:
                yield folder, entry_pointer, entry


def _hint(name: str, listed: Collection[str]) -> str:
    matches = difflib.get_close_matches(name, listed, 1)
    return f'Did you mean "{matches[0]}"?' if matches else f"Known ids: {', '.join(sorted(set(listed)))}."


@cache
def _ids(cls: Any) -> Mapping[str, str | None]:
    """Return the folder of the ids in each field of a class; None for fields that contain other rules."""
    if not is_dataclass(cls) or cls is Sourced:
        return {}
    folders: dict[str, str | None] = {}
    for name, hint in get_type_hints(cls, include_extras=True).items():
        folder = folder_of(hint)
        if folder:
            folders[name] = folder
        elif any(is_dataclass(part) for part in _parts(hint)):
            folders[name] = None
    return folders


def folder_of(hint: Any) -> str:
    """Return the folder of `policies/` whose ids a type hint allows, or "" for none.

    The hint may be for a list of ids, or for a union.
    """
    marks = (mark for part in _parts(hint) for mark in getattr(part, "__metadata__", ()))
    return next((mark.folder for mark in marks if isinstance(mark, IdOf)), "")


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    if not hasattr(hint, "__metadata__"):
        for part in get_args(hint):
            yield from _parts(part)
