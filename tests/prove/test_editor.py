"""What an editor says of a case: keys and words with their descriptions, and its mistakes, through the schema it names."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from makegood.model.workspace import Workspace
from makegood.commands.new import new, schemas

ROOT = Path(__file__).parent.parent.parent
MODULES = Path(os.environ.get("MAKEGOOD_EDITOR", ROOT / "build" / ".editor"))
CASE = ROOT / "cases" / "MG-2026-001" / "case.json"
TEXT = CASE.read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "node_modules" / "vscode-json-languageservice").is_dir(),
    reason="Node.js or its package vscode-json-languageservice is not here: install nodejs and npm, then make prove",
)


def ask(*asked: dict[str, Any], schemas: list[dict[str, Any]] | None = None) -> list[Any]:
    """Ask the language service; `schemas` are those of the editor's settings."""
    command = ["node", str(Path(__file__).parent / "editor" / "ask.mjs")]
    told = json.dumps({"modules": str(MODULES), "schemas": schemas or [], "asked": asked})
    answers: list[Any] = json.loads(
        subprocess.run(command, input=told, capture_output=True, text=True, check=True).stdout
    )
    return answers


def about(act: str, path: Path = CASE, text: str = TEXT, at: str = "", into: int = 0) -> dict[str, Any]:
    """Make a question about a file as it stands in the editor, `into` characters behind the first `at`."""
    return {"act": act, "uri": path.as_uri(), "text": text, "offset": text.index(at) + into}


def test_there_is_nothing_to_say_of_the_examples() -> None:
    """The four cases and what they share."""
    paths = [*sorted((ROOT / "cases").glob("MG-2026-00[1-4]/case.json")), ROOT / "cases" / "defaults.json"]
    assert len(paths) == 5
    assert ask(*(about("diagnose", path, path.read_text(encoding="utf-8")) for path in paths)) == [[]] * 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"min_live_days"', '"min_live_day"', ["Property min_live_day is not allowed."]),
        ('"legal_name"', '"legal_nam"', ['Missing property "legal_name".', "Property legal_nam is not allowed."]),
        ('"not_delivered"', '"not_deliverd"', ['Value is not accepted. Valid values: "not_started", ']),
        ('"GBP 1500.00", "method"', '"1500", "method"', ["An amount: the currency's code, one space, the number"]),
        ('"min_live_days": 30', '"min_live_days": "30"', ['Incorrect type. Expected "integer".']),
        ('"GB"\n    }\n  },', '"GB"\n    },\n  },', ["Trailing comma"]),
    ],
)
def test_a_mistake_is_underlined_while_it_is_typed(old: str, new: str, said: list[str]) -> None:
    """In the words of the service, and of the schema for forms."""
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    (told,) = ask(about("diagnose", text=text))
    assert len(told) == len(said)
    for one, words in zip(told, said, strict=True):
        assert one["message"].startswith(words)
    assert told[-1]["range"]["start"]["line"] in {
        text[: text.index(new)].count("\n") + more for more in range(new.count("\n") + 1)
    }


def test_keys_are_offered_with_what_they_mean() -> None:
    """Every key that an agreement may have and has not, each with the description of that key."""
    text = TEXT.replace('"agreement": {', '"agreement": { "", ', 1)
    schema = json.loads((ROOT / "schemas" / "case.schema.json").read_text(encoding="utf-8"))
    described = {key: node["description"] for key, node in schema["$defs"]["Agreement"]["properties"].items()}
    (items,) = ask(about("complete", text=text, at='"agreement": { "', into=16))
    offered = {item["label"]: item["documentation"] for item in items}
    assert offered == {key: words for key, words in described.items() if key not in json.loads(TEXT)["agreement"]}
    assert len(offered) > 10
    assert "${1:2026-08-05}" in next(item["insertText"] for item in items if item["label"] == "effective_on")


def test_words_are_offered_with_what_they_mean() -> None:
    """The statuses of a deliverable, the channels of a case."""
    status, channel = ask(
        about("complete", at='"not_delivered"', into=1), about("complete", at='"direct_bank"', into=1)
    )
    offered = {item["label"]: item.get("documentation") for item in status}
    assert offered['"not_delivered"'] == "Not delivered by the due date."
    assert len(offered) == 12
    assert all(offered.values())
    assert {item["label"]: item.get("documentation") for item in channel}[
        '"direct_bank"'
    ] == "You paid the creator by bank transfer, or by a method without a desk, such as Zelle, Venmo, Wise or cash."


def test_a_key_explains_itself_and_its_word_under_the_mouse() -> None:
    """The key's own description, not that of the form of its value."""
    fee, status = ask(about("hover", at='"fee"', into=2), about("hover", at='"not_delivered"', into=2))
    assert fee["contents"] == ["The total fee. Defaults to the sum of the payments\\."]
    assert "Not delivered, and due" in status["contents"][0]


def test_a_case_in_a_workspace_of_its_own_names_a_schema_that_works(tmp_path: Path) -> None:
    """Outside this folder the schema is a copy beside the cases, also where the workspace is moved: it completes."""
    (tmp_path / "my cases" / "cases").mkdir(parents=True)
    made = new(Workspace(tmp_path / "my cases"), None, None, date(2026, 11, 23)) / "case.json"
    schemas.provide(Workspace(tmp_path / "my cases"))
    home = (tmp_path / "my cases").rename(tmp_path / "moved")
    path = home / made.relative_to(tmp_path / "my cases")
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["$schema"] == "../../schemas/case.schema.json"
    wrong = text.replace('"country": "FILL IN: two letters, like GB"', '"contry": "GB"')
    told, offered = ask(about("diagnose", path, wrong), about("complete", path, text, '"direct_bank"', 1))
    assert "Property contry is not allowed." in [one["message"] for one in told]
    assert '"tiktok_one"' in [item["label"] for item in offered]


def test_the_settings_of_the_editor_stand_in_where_a_case_names_no_schema() -> None:
    """The same answers for a case.json without its $schema, and none for any other JSON."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["json.schemas"]
    schemas = [{"fileMatch": one["fileMatch"], "uri": (ROOT / one["url"]).as_uri()} for one in settings]
    text = TEXT.replace('  "$schema": "../../schemas/case.schema.json",\n', "").replace(
        '"min_live_days"', '"min_live_day"'
    )
    assert "$schema" not in text
    shared = '{ "case": { "languge": "en" } }'
    told = ask(
        about("diagnose", text=text),
        about("diagnose", CASE.parent.parent / "defaults.json", shared),
        about("diagnose", CASE.parent / "other.json", text),
        schemas=schemas,
    )
    assert [[one["message"] for one in found] for found in told] == [
        ["Property min_live_day is not allowed."],
        ["Property languge is not allowed."],
        [],
    ]
