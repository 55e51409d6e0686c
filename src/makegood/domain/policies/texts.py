"""The texts of policies that documents print, as sentences by id: a words file can change each, or translate it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from makegood.language.message import Message, parse
from makegood.model.errors import Place
from makegood.model.policy import Policies
from makegood.model.statement import POLICY, POLICY_TEXT, Statement, policy_text

SOURCE = "source"
KINDS: Mapping[str, str] = {
    "channels": "channel",
    "grounds": "ground",
    "methods": "method",
    "letters": "letter",
    "desks": "desk",
    "profiles": "profile",
    "escalations": "escalation",
    "sources": SOURCE,
}
"""Folders of policies with texts, which are also fields of `Policies`, and the kind of their files."""


def messages(policies: Policies) -> dict[str, Message]:
    """Return each text of the policies that documents print by its id; its place is the file in which it stands."""
    return {
        statement.id: Message(
            statement.id, {"other": parse(policy_text(statement))}, Place(f"policies/{folder}/{id_}.json")
        )
        for folder, kind in KINDS.items()
        for id_, policy in getattr(policies, folder).items()
        for statement in _statements(policy)
        if kind == SOURCE or not statement.id.startswith(f"{POLICY}{SOURCE}-")  # which have their own files
    }


def _statements(value: object) -> Iterator[Statement]:
    """Yield every text in a policy and its parts."""
    if isinstance(value, Statement):
        yield from (part for part in value.within() if POLICY_TEXT in part.values)
    elif isinstance(value, tuple):
        for entry in value:
            yield from _statements(entry)
    elif isinstance(value, Mapping):
        yield from _statements(tuple(value.values()))
    elif is_dataclass(value):
        for field in fields(value):
            yield from _statements(getattr(value, field.name))
