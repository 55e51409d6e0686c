"""A channel, a ground, a way of payment, a desk is a file: the schemas complete those that there are, and take others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

import pytest
from jsonschema import Draft202012Validator

from makegood.storage import package_data
from makegood.domain import policies

LISTS = {
    "case": {"Channel": "channels", "GroundId": "grounds", "Method": "methods"},
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
    return {one.id: getattr(one, "meaning", f"{one.title}.") for one in ordered}


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
    for comment, key in (("A creator was to deliver something.", "creator"), ("Something was bought", "purchase")):
        start = now.index('"enum": [', now.index(f'"$comment": "{comment}'))
        end = now.index("]", start) + 1
        own = sorted((one for one in policies.read().channels.values() if key in one.needs), key=lambda one: one.rank)
        listed = [f'                  "{one.id}"' for one in own]
        now = now[:start] + '"enum": [\n' + ",\n".join(listed) + "\n                ]" + now[end:]
    return now


@pytest.mark.parametrize("name", LISTS)
def test_editors_complete_what_the_files_are(name: str, renew: bool) -> None:
    """The only list are the names of the files: that of the schema is made from them."""
    path = package_data.folder("schemas") / f"{name}.schema.json"
    now = path.read_text(encoding="utf-8")
    wanted = now
    for definition, folder in LISTS[name].items():
        wanted = written(definition, folder, wanted)
    wanted = with_needs(wanted) if name == "case" else wanted
    if renew:
        path.write_text(wanted, encoding="utf-8")
    else:
        assert now == wanted


@pytest.mark.parametrize(("name", "definition"), [(name, one) for name, all_ in LISTS.items() for one in all_])
@pytest.mark.parametrize(("value", "fits"), [("own_one", True), ("Own one", False), ("", False), (7, False)])
def test_a_workspaces_own_id_passes_the_schema(name: str, definition: str, value: object, fits: bool) -> None:
    whole = json.loads((package_data.folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
    judge = Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": whole["$defs"]})
    assert judge.is_valid(value) is fits
