"""Each list of words stands once, and the schemas are written from it.

A channel, a ground, a way of payment, a desk is a file: the schemas complete those that there are, and take others.
Every other word of a case is in model/words.py: the schema enumerates the same.
"""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from jsonschema import Draft202012Validator

from makegood.commands.new import suggestions_schema
from makegood.model.statement import policy_text
from makegood.storage import package_data
from makegood.domain import policies
from makegood.model import policy, words

LISTS = {
    "case": {"Channel": "channels"},
    "policy": {
        "ChannelId": "channels",
        "GroundId": "grounds",
        "MethodId": "methods",
        "DeskId": "desks",
        "LetterId": "letters",
    },
}
"""The definitions of each schema that are lists of ids, with the folder of `policies/` whose files they are."""
ID = "^[a-z][a-z0-9_]*$"


def meanings(folder: str) -> Mapping[str, str]:
    """Return the ids of a folder with what an editor says of each, the usual ones first."""
    found = getattr(policies.read(), folder)
    ordered = sorted(found.values(), key=lambda one: (getattr(one, "rank", 0), one.id))
    return {one.id: one.meaning if hasattr(one, "meaning") else f"{policy_text(one.title)}." for one in ordered}


def written(definition: str, folder: str, now: str) -> str:
    """Return the text of a schema with a definition as the files have it."""
    start = re.search(rf'^    "{definition}": \{{$', now, re.MULTILINE)
    assert start, definition
    end = now.index("\n    }", start.end())
    before = json.loads("{" + now[start.end() : end] + "}")
    kept = {key: before[key] for key in ("$comment", "description") if key in before}
    listed = meanings(folder)
    lines = [f"      {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in kept.items()]
    lines += ['      "type": "string",', '      "anyOf": [', "        {"]
    lines += ['          "enum": [', *_lines(listed), "          ],"]
    lines += ['          "enumDescriptions": [', *_lines(listed.values()), "          ]", "        },"]
    lines += [f'        {{ "pattern": "{ID}" }}', "      ],", f'      "examples": [{json.dumps(next(iter(listed)))}]']
    return now[: start.end()] + "\n" + "\n".join(lines) + now[end:]


def _lines(texts: Iterable[str]) -> list[str]:
    *most, last = (f"            {json.dumps(one, ensure_ascii=False)}" for one in texts)
    return [*(f"{one}," for one in most), last]


def with_needs(now: str) -> str:
    """Return the text of the schema of a case whose conditions name the channels that need a creator, or a purchase."""
    for comment, key in (
        ("This channel requires deliverables", "creator"),
        ("This channel requires a purchase", "purchase"),
    ):
        start = now.index('"enum": [', now.index(f'"$comment": "{comment}'))
        end = now.index("]", start) + 1
        own = sorted((one for one in policies.read().channels.values() if key in one.needs), key=lambda one: one.rank)
        listed = [f'                  "{one.id}"' for one in own]
        now = now[:start] + '"enum": [\n' + ",\n".join(listed) + "\n                ]" + now[end:]
    return now


def vocabularies() -> dict[str, tuple[str, ...]]:
    """Return the lists of words.py by name."""
    return {name: get_args(hint) for name, hint in vars(words).items() if get_origin(hint) is Literal}


def with_words(now: str) -> str:
    """Return the text of the schema of a case with each enumeration as words.py has it; descriptions follow their words."""
    definitions = json.loads(now)["$defs"]
    for name, listed in vocabularies().items():
        node = definitions[name]
        if node["enum"] == list(listed):
            continue
        meanings = dict(zip(node["enum"], node.get("enumDescriptions", node["enum"]), strict=True))
        lacking = set(listed) - set(meanings) if "enumDescriptions" in node else set()
        assert not lacking, f"{name}: write enum and enumDescriptions for {sorted(lacking)} into the schema, then renew"
        start = now.index(f'    "{name}": {{')
        for key, values in (("enum", listed), ("enumDescriptions", [meanings.get(word, "") for word in listed])):
            if key in node:
                begin = now.index("[", now.index(f'"{key}"', start))
                texts = ",\n".join(f"        {json.dumps(value, ensure_ascii=False)}" for value in values)
                now = f"{now[:begin]}[\n{texts}\n      {now[now.index(']', begin) :]}"
    return now


def second_lists(modules: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield each place of code where the words of a list of words.py are listed again, and each `Literal` that is there twice.

    A mapping says something of each word and is no list. Lists of up to three words are left alone.
    """
    literals: Counter[str] = Counter()
    for name, text in modules:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
                literals[ast.unparse(node)] += 1
            if isinstance(node, ast.Tuple | ast.List | ast.Set) and name != "model/words.py":
                texts = {entry.value for entry in node.elts if isinstance(entry, ast.Constant)}
                yield from (
                    f"{name}:{node.lineno} {key}"
                    for key, listed in vocabularies().items()
                    if len(listed) > 3 and set(listed) <= texts
                )
    yield from (literal for literal, count in literals.items() if count > 1 and literal.count(",") > 1)


SINGLE = ("currencies", "words", "regions")
"""The kinds of which there is one file, which nobody begins anew."""
OF_OWN = ("phrase",)
"""What a policy of one's own needs beside the required keys: for the program's own it is in the words files."""


def with_snippets(now: str) -> str:
    """Return the text of the schema of policies with a new entry for each object, and for each kind of file."""
    whole = json.loads(now)
    definitions = whole["$defs"]
    now = re.sub(r'^ *"defaultSnippets": .*\n', "", now, flags=re.MULTILINE)
    files = []
    for name, node in definitions.items():
        if node.get("type") != "object" or not node.get("required"):
            continue
        body = _body(node, definitions, [0])
        label = f"{{ {', '.join(_keys(node))} }}"
        kind = node["properties"].get("kind", {}).get("const")
        if kind is None:
            start = now.index(f'    "{name}": {{')
            end = now.index("\n", now.index('"description"', start)) + 1
            now = f"{now[:end]}      {_snippets([{'label': label, 'body': body}])}\n{now[end:]}"
        elif kind not in SINGLE:
            address = {"$schema": "../../schemas/policy.schema.json"}
            files.append({"label": kind, "description": node["description"], "body": address | body})
    end = now.index("\n", now.index('"description"')) + 1
    return f"{now[:end]}  {_snippets(files)}\n{now[end:]}"


def _snippets(listed: list[dict[str, Any]]) -> str:
    return f'"defaultSnippets": {json.dumps(listed, ensure_ascii=False)},'


def _keys(node: dict[str, Any]) -> list[str]:
    """Return the keys of a new entry, in the order of the schema."""
    return [key for key in node["properties"] if key in node["required"] or key in OF_OWN]


def _body(node: dict[str, Any], definitions: Mapping[str, Any], stops: list[int]) -> Any:
    """Return the body of a snippet for a node: its required keys, each a tab stop; a list has one entry."""
    while "$ref" in node:
        node = definitions[node["$ref"].rpartition("/")[2]]
    if "const" in node:
        return node["const"]
    if node.get("required"):
        return {key: _body(node["properties"][key], definitions, stops) for key in _keys(node)}
    if node.get("type") == "array":
        return [_body(node["items"], definitions, stops)]
    stops[0] += 1
    if "enum" in node:
        return f"${{{stops[0]}|{','.join(node['enum'])}|}}"
    if node["type"] == "object":
        return f"^{{${stops[0]}}}"
    return f"^${{{stops[0]}:{node.get('minimum', 0)}}}" if node["type"] in {"integer", "number"} else f"${stops[0]}"


@pytest.mark.parametrize("name", LISTS)
def test_editors_complete_what_the_files_are(name: str, renew: bool) -> None:
    """The only list are the names of the files: that of the schema is made from them."""
    path = package_data.folder("schemas") / f"{name}.schema.json"
    now = path.read_text(encoding="utf-8")
    wanted = now
    for definition, folder in LISTS[name].items():
        wanted = written(definition, folder, wanted)
    wanted = with_words(with_needs(wanted)) if name == "case" else with_snippets(wanted)
    if renew:
        path.write_text(wanted, encoding="utf-8")
    else:
        assert now == wanted


OPEN = [
    ("case", "GroundId"),
    ("case", "Method"),
    *((name, definition) for name, definitions in LISTS.items() for definition in definitions),
]


def test_what_editors_offer_is_written_from_the_files(renew: bool) -> None:
    """By channel; the only lists are the policies, the fields of a case, and the events of `log`."""
    path = package_data.folder("schemas") / suggestions_schema.NAME
    written = suggestions_schema.text(policies.read())
    if renew:
        path.write_text(written, encoding="utf-8")
    else:
        assert path.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(("name", "definition"), OPEN)
@pytest.mark.parametrize(("value", "fits"), [("own_one", True), ("Own one", False), ("", False), (7, False)])
def test_a_workspaces_own_id_passes_the_schema(name: str, definition: str, value: object, fits: bool) -> None:
    whole = json.loads((package_data.folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
    judge = Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": whole["$defs"]})
    assert judge.is_valid(value) is fits


def test_each_list_of_words_stands_once() -> None:
    source = package_data.PACKAGE
    modules = [(path.relative_to(source).as_posix(), path.read_text(encoding="utf-8")) for path in source.rglob("*.py")]
    assert len(modules) > 200
    assert list(second_lists(modules)) == []


def test_a_second_list_is_seen() -> None:
    """Negative control: a tuple of all words beside words.py, and one `Literal` in two modules."""
    stages = repr(words.OrderStage)[len("typing.Literal") :].strip("[]")
    module = f"STAGES = ({stages})\nKind = Literal['lines', 'list', 'rows']"
    assert list(second_lists([("a.py", module), ("b.py", "Kind = Literal['lines', 'list', 'rows']")])) == [
        "a.py:1 OrderStage",
        "Literal['lines', 'list', 'rows']",
    ]


def test_the_schema_is_written_from_the_words() -> None:
    """A word that is taken away or moved is followed, with its description; a new one asks for a description."""
    text = (package_data.folder("schemas") / "case.schema.json").read_text(encoding="utf-8")
    whole = json.loads(text)
    node = whole["$defs"]["Alternative"]
    node["enum"].append("voucher")
    node["enumDescriptions"].append("A voucher.")
    renewed = json.loads(with_words(json.dumps(whole, indent=2)))
    assert renewed == json.loads(text)
    del node["enum"][0], node["enumDescriptions"][0]
    with pytest.raises(AssertionError, match="make_good"):
        with_words(json.dumps(whole, indent=2))


APART = {
    "/properties/kind",
    "/$defs/Channel/properties/asked_first",
    "/$defs/Ground/properties/strength",
    "/$defs/Ground/properties/delivered",
    "/$defs/Profile/properties/pdf_version",
    "/$defs/Desk/allOf/1/if/properties/audience",
    *(f"/$defs/{name}/anyOf/0" for name in ("ChannelId", "GroundId", "MethodId", "DeskId", "LetterId")),
}
"""Enumerations of the schema of policies that are no list of the program: of one key alone, or of ids, which are files."""


def lists_apart(schema: dict[str, Any]) -> set[str]:
    """Return where the schema of policies enumerates words that are no list of the program."""
    modules = (
        words,
        policy,
        *(import_module(f"{policy.__name__}.{name}") for name in ("channels", "grounds", "letters")),
    )
    listed = [set(get_args(value)) for module in modules for value in vars(module).values() if get_args(value)]
    return {pointer for pointer, node in enumerations(schema) if set(map(str, node)) not in listed}


def enumerations(value: object, pointer: str = "") -> Iterator[tuple[str, list[object]]]:
    """Yield each enumeration of a schema with its place."""
    if isinstance(value, dict):
        if isinstance(value.get("enum"), list):
            yield pointer, value["enum"]
        for key, inner in value.items():
            yield from enumerations(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from enumerations(inner, f"{pointer}/{index}")


def test_the_schema_of_policies_enumerates_whole_lists() -> None:
    """A word that a file may have is offered by editors, and one that it may not have is marked by them."""
    schema = json.loads((package_data.folder("schemas") / "policy.schema.json").read_text(encoding="utf-8"))
    assert lists_apart(schema) == APART
    schema["$defs"]["Delay"]["properties"]["after"]["enum"].pop()  # the control
    assert lists_apart(schema) == APART | {"/$defs/Delay/properties/after"}
