"""A sentence in place of an entry or a list: what belongs there, with an example that would be right there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from makegood.domain import policies
from makegood.pipeline.check import expected_shape, check, schema
from makegood.model.errors import CaseError, Problem
from makegood.pipeline.load import load

SMALLEST = Path(__file__).parent / "cases" / "good" / "smallest" / "MG-2026-001"
OWN = policies.read()
TYPED = "We agreed on three videos."


def places(node: schema.Node, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Give every place of the schema where an entry or a list is asked for."""
    whole = schema.resolve(node)
    if whole.get("type") == "object":
        yield pointer, "object"
        for key, inner in whole["properties"].items():
            yield from places(inner, f"{pointer}/{key}")
    elif whole.get("type") == "array":
        yield pointer, "array"
        yield from places(whole["items"], f"{pointer}/0")


PLACES = [(pointer, type_) for pointer, type_ in places(schema.read_schema("case")) if pointer]


def with_sentence(pointer: str, data: dict[str, Any]) -> None:
    """Put a sentence at the pointer; what is above it is made."""
    holder: Any = data
    *above, last = pointer.split("/")[1:]
    for step, after in zip(above, [*above, last][1:], strict=True):
        made: Any = [] if after == "0" else {}
        if isinstance(holder, list):
            if not holder:
                holder.append(made)
            holder = holder[0]
        else:
            holder = holder.setdefault(step, made)
    if isinstance(holder, list):
        holder[:] = [TYPED]
    else:
        holder[last] = TYPED


def told(folder: Path, data: dict[str, Any], pointer: str) -> Problem:
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CaseError) as error:
        check(load(folder, None), OWN)
    (found,) = [one for one in error.value.problems if one.place.pointer == pointer]
    return found


@pytest.mark.parametrize(("pointer", "type_"), PLACES)
def test_a_sentence_in_place_of_an_entry_is_told_what_belongs_there(tmp_path: Path, pointer: str, type_: str) -> None:
    """In words, with an example that the schema takes at that very place."""
    data = json.loads((SMALLEST / "case.json").read_text(encoding="utf-8"))
    with_sentence(pointer, data)
    found = told(tmp_path, data, pointer)
    assert found.rule == "S3"
    assert "object" not in found.message + found.fix
    start = found.fix.index("{" if type_ == "object" else "[")
    shown, end = json.JSONDecoder().raw_decode(found.fix[start:])
    whole = json.loads((tmp_path / "case.json").read_text(encoding="utf-8"))
    holder = whole
    *above, last = pointer.split("/")[1:]
    for step in above:
        holder = holder[0] if isinstance(holder, list) else holder[step]
    holder[0 if isinstance(holder, list) else last] = shown
    faults = [one for one in schema.faults(whole, "case") if one.pointer.startswith(pointer)]
    assert not [one for one in faults if one.expected != ["creator"]]  # which the channel asks for, not the place
    rest = found.fix[start + end :]
    if rest:
        key = rest.partition('as "')[2].partition('"')[0]
        assert schema.schema_at(f"{pointer}/{key}" if type_ == "object" else f"{pointer}/0/{key}")


def test_it_says_so_in_words(tmp_path: Path) -> None:
    """The picture: somebody wrote the agreement as a sentence, and a defect."""
    data = json.loads((SMALLEST / "case.json").read_text(encoding="utf-8"))
    data["agreement"] = TYPED
    data["deliverables"][0]["defects"] = "Too short."
    assert told(tmp_path, data, "/agreement").message == "Expected an entry in braces, found text."
    assert told(tmp_path, data, "/agreement").fix == (
        "This value describes the agreement with the creator. Write an entry in braces, with a key for each value: "
        '{"kind": "email_thread", "agreed_on": "2026-08-04", "evidence": ["agreement"]}'
    )
    assert told(tmp_path, data, "/deliverables/0/defects").fix == (
        "This value describes the defects of the delivered work. Write a list in square brackets, with each entry in braces: "
        '[{"code": "missing_hashtag"}]. You can write your sentence there as "detail".'
    )


def test_an_example_that_is_not_the_schemas_would_be_seen() -> None:
    """The sweep is no tautology: what is made for an entry has the keys that it needs, and the list no others."""
    assert set(json.loads(expected_shape.example_of_node(schema.schema_at("/payments/0") or {}, ""))) == {
        "amount",
        "paid_on",
    }
    assert len(PLACES) > 60
