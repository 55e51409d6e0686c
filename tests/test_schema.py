"""schemas/: what an editor shows and `check` demands is what the model has, field by field."""

from __future__ import annotations

import copy
import json
import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from makegood.storage import package_data
from makegood.domain import policies
from makegood.pipeline.check import ids
from makegood.pipeline.check.schema import faults
from makegood.model.errors import Place
from makegood.model import words
from makegood.model.case import Case
from makegood.model.money import Money
from makegood.reporting import machine
from makegood.model.rules import problem

Node = dict[str, Any]
NAMES = ("case", "defaults", "suggestions", "manifest", "problem")
SMALLEST = Path(__file__).parent / "cases" / "good" / "smallest" / "MG-2026-001" / "case.json"
NOT_SHARED = {"Case": {"deliverables", "payments", "evidence", "log"}, "Header": {"case_ref"}, "Refund": {"offer"}}
"""What every case has for itself alone, and defaults.json cannot give."""
CREATOR = {
    "direct_bank",
    "direct_paypal",
    "direct_card",
    "tiktok_one",
    "tiktok_shop_affiliate",
    "influencer_marketplace",
    "agency",
}


def read(name: str) -> Node:
    """Read a schema from the disk."""
    found: Node = json.loads((package_data.folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


def judge(schema: Node) -> Any:
    """Make a validator that knows our own files and no others: an editor's, which sees one file."""
    known: Registry[Any] = Registry().with_resources(
        (f"{name}.schema.json", Resource.from_contents(read(name))) for name in ("case", "suggestions")
    )
    return Draft202012Validator(schema, registry=known)


def literals() -> dict[str, tuple[str, ...]]:
    """Give the lists of words.py by name."""
    return {name: get_args(one) for name, one in vars(words).items() if get_origin(one) is Literal}


def typed(cls: type) -> Iterator[tuple[Field[Any], Any]]:
    """Give the fields of a class that somebody types, with their types."""
    hints = get_type_hints(cls, include_extras=True)
    return ((one, hints[one.name]) for one in fields(cls) if "derived" not in one.metadata)


def classes(cls: type = Case) -> dict[str, type]:
    """Give every class of the model that a case can hold, by name."""
    found = {cls.__name__: cls}
    for _, hint in typed(cls):
        for inner in (hint, *get_args(hint)):
            if is_dataclass(inner) and isinstance(inner, type) and inner is not Money and inner.__name__ not in found:
                found.update(classes(inner))
    return found


def differences(schema: Node) -> list[str]:
    """Say where the schema of a case and the model differ."""
    found: list[str] = []
    for name, cls in classes().items():
        node = schema if name == "Case" else schema["$defs"].get(name)
        if node is None:
            found.append(f"{name} is missing")
            continue
        properties = {key: one for key, one in node["properties"].items() if key != "$schema"}
        own = {field.metadata.get("key", field.name): (field, hint) for field, hint in typed(cls)}
        found += [f"{name}.{key} is on one side only" for key in set(own) ^ set(properties)]
        found += [
            f"{name}.{key}: {fault}"
            for key, (field, hint) in own.items()
            if key in properties
            for fault in (*of_type(schema, properties[key], hint), *of_default(properties[key], field))
        ]
        needed = {key for key, (field, _) in own.items() if is_needed(field)}
        if needed != {*node.get("required", []), *node.get("requiredWithDefaults", [])}:
            found.append(f"{name}: required")
        if node.get("additionalProperties") is not False:
            found.append(f"{name} is open")
    return found


def is_needed(field: Field[Any]) -> bool:
    """Say whether a field has no default."""
    return field.default is MISSING and field.default_factory is MISSING


def of_default(node: Node, field: Field[Any]) -> Iterator[str]:
    """Compare what is meant where nothing is typed, as far as it can be written in JSON."""
    stated = field.default if type(field.default) in {str, int, bool} and field.default != "" else None
    if node.get("default") != stated:
        yield "default"


def of_type(schema: Node, node: Node, hint: Any) -> Iterator[str]:
    """Compare one property with one type hint."""
    name = node.get("$ref", "").removeprefix("#/$defs/")
    whole = schema["$defs"][name] if name else node
    options = [one for one in get_args(hint) if one is not type(None)] if is_union(hint) else [hint]
    if options == [date, datetime]:
        wrong = name != "Moment"
    elif get_origin(options[0]) is tuple:
        wrong = whole.get("type") != "array"
        if not wrong:
            yield from (f"entry: {fault}" for fault in of_type(schema, whole["items"], get_args(options[0])[0]))
    elif get_origin(options[0]) is Literal:
        wrong = whole.get("enum") != list(get_args(options[0]))
    elif get_origin(options[0]) is Annotated:
        wrong = ids.FOLDERS.get(name) != get_args(options[0])[1].folder
    elif options[0] in NAMED:
        wrong = name != NAMED[options[0]]
    elif is_dataclass(options[0]):
        wrong = name != getattr(options[0], "__name__", "")
    else:
        wrong = whole.get("type") != PLAIN[options[0]] or name in {*NAMED.values(), "Moment"}
    if wrong:
        yield "type"


NAMED = {Money: "Money", date: "Day"}
PLAIN = {str: "string", int: "integer", bool: "boolean", Decimal: "number"}


def is_union(hint: Any) -> bool:
    """Say whether a type hint leaves a choice."""
    return get_origin(hint) in {Union, types.UnionType}


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, Node]]:
    """Give every object in a schema with where it is."""
    if isinstance(node, dict):
        yield path, node
        for key, inner in node.items():
            if key not in {"examples", "enum", "required"}:
                yield from nodes(inner, f"{path}/{key}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from nodes(inner, f"{path}/{index}")


def properties(schema: Node) -> Iterator[tuple[str, Node]]:
    """Give every property of every object that is described."""
    for path, node in nodes(schema):
        if path.rpartition("/")[0].endswith("/properties") and "/if/" not in path and "/then/" not in path:
            yield path, node


@pytest.mark.parametrize("name", NAMES)
def test_is_a_schema_that_refers_to_our_own_files_only(name: str) -> None:
    """Each file is valid JSON Schema 2020-12, and nothing in it could ever be fetched."""
    schema = read(name)
    Draft202012Validator.check_schema(schema)
    for path, node in nodes(schema):
        reference = node.get("$ref", "#")
        assert isinstance(reference, dict) or reference.startswith(
            ("#", "case.schema.json#", "suggestions.schema.json")
        ), path
        assert "$id" not in node, path


def test_the_schema_of_a_case_and_the_model_agree() -> None:
    """Every class is a definition, every field a property of the same type, and required is what has no default."""
    assert len(classes()) > 30
    assert differences(read("case")) == []


def drop_property(schema: Node) -> None:
    """Take away a field, which nobody could type then."""
    del schema["$defs"]["Payment"]["properties"]["reference"]


def add_property(schema: Node) -> None:
    """Add a property that the program would throw away."""
    schema["$defs"]["Header"]["properties"]["status"] = {"type": "string"}


def change_type(schema: Node) -> None:
    """Take a day for any text."""
    schema["$defs"]["Agreement"]["properties"]["agreed_on"]["$ref"] = "#/$defs/Line"


def change_entry(schema: Node) -> None:
    """Make it a list of other things."""
    schema["$defs"]["Evidence"]["properties"]["stills"]["items"]["$ref"] = "#/$defs/Mark"


def add_word(schema: Node) -> None:
    """Add a word that the model does not know."""
    schema["$defs"]["EntityType"]["enum"].append("club")


def forget_required(schema: Node) -> None:
    """Forget a key without which no object can be made."""
    schema["$defs"]["Evidence"]["required"].remove("caption")


def open_object(schema: Node) -> None:
    """Open an object, so that a typing mistake is lost."""
    del schema["$defs"]["Refund"]["additionalProperties"]


def change_default(schema: Node) -> None:
    """Promise another default in the editor."""
    schema["$defs"]["Header"]["properties"]["language"]["default"] = "de"


@pytest.mark.parametrize(
    "spoil",
    [drop_property, add_property, change_type, change_entry, add_word, forget_required, open_object, change_default],
)
def test_a_drift_is_seen(spoil: Callable[[Node], None]) -> None:
    """Negative control: each kind of difference is found, and is the only one found."""
    schema = copy.deepcopy(read("case"))
    spoil(schema)
    found = differences(schema)
    assert found
    assert len({fault.partition(":")[0].partition(" ")[0] for fault in found}) <= (2 if spoil is add_word else 1)


def test_every_list_of_words_is_an_enumeration_of_the_same_name() -> None:
    """words.py and the schema have the same words, in the same order."""
    definitions = read("case")["$defs"]
    for name, listed in literals().items():
        assert definitions[name]["enum"] == list(listed), name
        assert len(definitions[name].get("enumDescriptions", listed)) == len(listed), name


def test_an_editor_can_explain_every_property() -> None:
    """Each property has a description and an example; each example is valid; no definition is left over."""
    schema = read("case")
    found = list(properties(schema))
    assert len(found) > 200
    for path, node in found:
        assert len(node.get("description", "")) >= 4, path
        assert node.get("examples"), path
        for example in node["examples"]:
            alone = {**schema, "properties": {"here": node}, "required": [], "allOf": []}
            assert list(judge(alone).iter_errors({"here": example})) == [], path
    references = [node["$ref"] for _, node in nodes(schema) if isinstance(node.get("$ref"), str)]
    used = {reference.removeprefix("#/$defs/") for reference in references if reference.startswith("#")}
    assert used == set(schema["$defs"])
    # Editors lay a definition over the property that refers to it: its description would hide the property's own.
    assert [name for name, node in schema["$defs"].items() if "description" in node] == []


def test_conditions_never_use_one_of() -> None:
    """`oneOf` tells a person about every branch but hers; conditions are if and then."""
    for path, node in nodes(read("case")):
        is_list = path.removeprefix("/$defs/") in ids.FOLDERS
        assert not {"oneOf", "anyOf", "not"} & set(node) or path.endswith("/if") or is_list, path


def test_the_channel_decides_what_is_required() -> None:
    """Each channel asks for a creator and what was agreed, or for a purchase; none asks for neither."""
    base = json.loads(SMALLEST.read_text(encoding="utf-8"))
    for channel in policies.read().channels:
        case = {**base, "case": {**base["case"], "channel": channel}}
        asked = {**case, "parties": {"brand": case["parties"]["brand"]}}
        del asked["agreement"], asked["deliverables"]
        missing = {key for fault in faults(asked, "case") for key in fault.expected if key not in fault.value}
        expected = {"creator", "agreement", "deliverables"} if channel in CREATOR else {"purchase"}
        assert missing == expected, channel
        assert judge(read("case")).is_valid(asked) is (channel not in CREATOR), "an editor requires what is not shared"


def test_defaults_have_the_shape_of_a_case_and_require_nothing() -> None:
    """Each key of a case but those of one case alone may stand in defaults.json, described in one place."""
    case, shared = read("case"), read("defaults")
    merged = {"Case", *shared["$defs"]}
    for name in merged:
        whole = case if name == "Case" else case["$defs"][name]
        own = shared if name == "Case" else shared["$defs"][name]
        at = "case.schema.json#/properties" if name == "Case" else f"case.schema.json#/$defs/{name}/properties"
        assert set(own["properties"]) == set(whole["properties"]) - NOT_SHARED.get(name, set()), name
        assert own["additionalProperties"] is False
        assert "required" not in own
        for key, node in own["properties"].items():
            named = whole["properties"][key].get("$ref", "").removeprefix("#/$defs/")
            is_object = case["$defs"].get(named, {}).get("type") == "object"
            assert node == {"$ref": f"#/$defs/{named}" if is_object else f"{at}/{key}"}, f"{name}.{key}"
            assert not is_object or named in merged
    assert judge(shared).is_valid({})
    assert judge(shared).is_valid({"parties": {"brand": {"country": "GB"}}, "settings": {"paper": "A4"}})
    assert not judge(shared).is_valid({"parties": {"brand": {"country": "England"}}})


def test_the_smallest_case_has_less_than_forty_lines() -> None:
    """A case that is valid fits on half a page, and its `$schema` leads an editor to the file."""
    text = SMALLEST.read_text(encoding="utf-8")
    data = json.loads(text)
    assert len(text.splitlines()) < 40
    assert max(len(line) for line in text.splitlines()) <= 120
    assert list(judge(read("case")).iter_errors(data)) == []
    assert (SMALLEST.parent / data["$schema"]).resolve() == (
        package_data.folder("schemas") / "case.schema.json"
    ).resolve()


def test_the_machine_format_fits_its_schema() -> None:
    """What `--format json` prints is what problem.schema.json says, for a place in a file and for a whole file."""
    place = Place("cases/MG-2026-001/case.json", 14, 54, 14, 66, "/payments/0/amount")
    entry = '{"id": "a", "file": "a.png", "captured_at": "2026-09-16T09:41", "caption": "FILL IN: what a shows"}'
    told = (
        problem("M1", place, related=(place,)),
        problem("F1", Place("cases/MG-2026-001/evidence/a.png")),
        problem("E13", place, entries=(entry,)),
    )
    rows = json.loads(machine(told, values=True))
    assert list(judge(read("problem")).iter_errors(rows)) == []
    assert rows[2]["entries"] == [json.loads(entry)]
    assert "entries" not in machine(told)
    del rows[0]["fix"]
    assert not judge(read("problem")).is_valid(rows)


def test_a_manifest_has_relative_paths_only() -> None:
    """manifest.schema.json refuses a path of this machine, and accepts one of the case."""
    entry = {"path": "evidence/a.png", "sha256": "0" * 64, "bytes": 1}
    said = {
        "version": 1,
        "case_ref": "MG-2026-001",
        "as_of": "2026-11-23",
        "fresh_until": None,
        "makegood": "0.1.0",
        "inputs": [entry],
        "files": [],
        "not_made": [{"document": "email/reminder", "reason": "Not due yet."}],
    }
    assert judge(read("manifest")).is_valid(said)
    for path in ("/etc/passwd", "../a.png", "a/../../b"):
        assert not judge(read("manifest")).is_valid({**said, "inputs": [{**entry, "path": path}]}), path
