"""What an editor says of a case: keys and words with their descriptions, and its mistakes, through the schema it names."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import CASES, REFS
from test_offers import OWN_METHOD, parts

from makegood.commands.new import new, schemas
from makegood.model.workspace import Workspace
from makegood.pipeline import examine

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
        ('"legal_name"', '"legal_nam"', ["Property legal_nam is not allowed."]),
        ('"not_delivered"', '"not_deliverd"', ['Value is not accepted. Valid values: "not_started", ']),
        ('"GBP 1500.00", "method"', '"1500", "method"', ["Write the currency code, one space and the amount"]),
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
    assert len(offered) == 14
    assert all(offered.values())
    assert {item["label"]: item.get("documentation") for item in channel}[
        '"direct_bank"'
    ] == "You paid the creator by bank transfer, or by a method without a desk, such as Zelle, Venmo, Wise or cash."


def test_a_key_explains_itself_and_its_word_under_the_mouse() -> None:
    """The key's own description, not that of the form of its value."""
    fee, status = ask(about("hover", at='"fee"', into=2), about("hover", at='"not_delivered"', into=2))
    assert fee["contents"] == ["The total fee\\. Defaults to the sum of the payments\\."]
    assert "Not delivered by the due date" in status["contents"][0]


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


# --- six channels, five states of a file ---

CHANNELS = ("direct_bank", "direct_paypal", "tiktok_one", "promote_appstore", "ads_balance_bc", "tiktok_shop_affiliate")
DAY = date(2026, 11, 23)


def started(home: Path, channel: str) -> Path:
    """Return the case.json that `makegood new` makes for a channel, in a workspace with the schemas beside the cases."""
    (home / "cases").mkdir(parents=True, exist_ok=True)
    schemas.provide(Workspace(home))
    return new(Workspace(home), None, channel, DAY) / "case.json"


def whole(channel: str) -> dict[str, Any]:
    """Return a case of a channel that lacks nothing of its shape."""
    bought = "promote_appstore" if channel in {"promote_appstore", "ads_balance_bc"} else "direct_bank"
    data: dict[str, Any] = json.loads((CASES / REFS[bought] / "case.json").read_text(encoding="utf-8"))
    data["case"]["channel"] = channel
    return data


def in_words(lines: set[int], text: str) -> list[str]:
    return [text.splitlines()[line] for line in sorted(lines)]


def lines_of(found: list[dict[str, Any]]) -> set[int]:
    """Return the lines of what the editor says, counted from 0."""
    return {one["range"]["start"]["line"] for one in found}


def lines_of_check(path: Path) -> set[int]:
    """Return the lines of the errors that `check` reports in a case, counted from 0."""
    (outcome,) = examine.examine_all([path.parent])
    return {
        one.place.line - 1
        for one in outcome.problems
        if one.place.file.endswith("case.json") and one.severity == "error"
    }


@pytest.mark.parametrize("channel", CHANNELS)
def test_where_the_editor_sees_a_mistake_check_sees_one(channel: str, tmp_path: Path) -> None:
    """Of a new file, of one half filled in, and of one that is valid alone: no line is underlined that `check` takes."""
    path = started(tmp_path, channel)
    new_text = path.read_text(encoding="utf-8")
    half = re.sub(r'"FILL IN: like (\d{4}-\d\d-\d\d|[A-Z]{3} [\d.]+|[A-Za-z]+/[A-Za-z]+)"', r'"\1"', new_text)
    half = half.replace("FILL IN: two letters, like GB", "GB")
    assert half != new_text
    good = json.dumps({**whole(channel), "$schema": "../../schemas/case.schema.json"}, indent=2)
    for text, is_complete in ((new_text, False), (half, False), (good, True)):
        path.write_text(text, encoding="utf-8")
        (found,) = ask(about("diagnose", path, text))
        assert bool(found) is not is_complete, found
        assert lines_of(found) <= lines_of_check(path), in_words(lines_of(found) - lines_of_check(path), text)


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_defaults_give_is_not_missing(channel: str, tmp_path: Path) -> None:
    """Nothing is said of a case that has its reference, its payments and its work alone, nor of the defaults."""
    path = started(tmp_path, channel)
    own, shared = parts(whole(channel))
    own_text = json.dumps({**own, "$schema": "../../schemas/case.schema.json"})
    shared_text = json.dumps({**shared, "$schema": "../schemas/defaults.schema.json"})
    defaults = path.parent.parent / "defaults.json"
    assert ask(about("diagnose", path, own_text), about("diagnose", defaults, shared_text)) == [[], []]
    wrong = own_text.replace('"paid_on"', '"paidon"')
    ((first, second),) = ask(about("diagnose", path, wrong))
    assert {first["message"], second["message"]} == {'Missing property "paid_on".', "Property paidon is not allowed."}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_workspaces_own_ids_pass_and_are_offered(channel: str, tmp_path: Path) -> None:
    """A channel, a ground and a method that are only in its policies/; a word that no id can be is underlined."""
    own = tmp_path / "policies" / "methods" / "creatorhub_wallet.json"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps(OWN_METHOD))
    path = started(tmp_path, channel)
    data = {**whole(channel), "$schema": "../../schemas/case.schema.json"}
    data["case"]["channel"] = "creatorhub"
    data["refund"]["grounds"] = ["wrong_account"]
    data["payments"][0]["method"] = "creatorhub_wallet"
    text = json.dumps(data)
    told, wrong, offered = ask(
        about("diagnose", path, text),
        about("diagnose", path, text.replace("creatorhub_wallet", "Creatorhub wallet")),
        about("complete", path, text, '"creatorhub_wallet"', 1),
    )
    assert told == []
    assert [one["message"] for one in wrong] == ["An id can contain only lowercase letters, digits and underscores."]
    assert '"creatorhub_wallet"' in [item["label"] for item in offered]
    assert len(offered) == 34


def at_cursor(channel: str, inside: str, path: Path = CASE) -> dict[str, Any]:
    """Ask what is offered where the cursor, a bar, stands in a case of a channel."""
    head = (
        '{"$schema": "../../schemas/case.schema.json", "case": {"case_ref": "MG-2026-001", "channel": "%s"}, ' % channel
    )
    text = head + inside + "}"
    offset = text.index("|")
    return {"act": "complete", "uri": path.as_uri(), "text": text.replace("|", ""), "offset": offset}


def labels(items: list[dict[str, Any]]) -> list[str]:
    return [item["label"].strip('"') for item in sorted(items, key=lambda item: item.get("sortText") or item["label"])]


@pytest.mark.parametrize(
    ("channel", "methods", "grounds", "letters", "desks", "purchase"),
    [
        ("direct_bank", 17, ["not_delivered", 14], 9, [], False),
        ("direct_paypal", 2, ["not_delivered", 14], 10, ["paypal", "card_issuer"], False),
        ("tiktok_one", 6, ["not_delivered", 14], 4, ["tiktok_one", "card_issuer"], False),
        ("promote_appstore", 2, ["technical_issue", 4], 0, ["app_store"], True),
        ("ads_balance_bc", 4, ["unspent_balance", 1], 0, ["ads_sales", "card_issuer"], True),
        ("tiktok_shop_affiliate", 4, ["not_delivered", 14], 0, ["tiktok_shop", "card_issuer"], False),
        ("creatorhub", 33, ["account_not_online", 20], 10, None, True),
    ],
)
def test_each_channel_completes_its_own(
    channel: str, methods: int, grounds: list[Any], letters: int, desks: list[str] | None, purchase: bool
) -> None:
    """What is listed in the file of the channel, the usual ground first; a channel of one's own completes everything."""
    answers = ask(
        at_cursor(channel, '"payments": [{"method": "|"}]'),
        at_cursor(channel, '"refund": {"grounds": ["|"]}'),
        at_cursor(channel, '"log": [{"letter": "|"}]'),
        at_cursor(channel, '"log": [{"desk": "|"}]'),
        at_cursor(channel, '"|"'),
    )
    assert len(answers[0]) == methods
    assert [labels(answers[1])[0], len(answers[1])] == grounds
    assert len(answers[2]) == letters
    assert len(answers[3]) == 12 if desks is None else labels(answers[3]) == desks
    assert ("purchase" in labels(answers[4])) is purchase
    assert {"payments", "parties", "agreement", "deliverables", "refund", "log"} <= set(labels(answers[4]))
    assert all(item.get("documentation") for items in answers for item in items)


def test_a_payment_with_a_channel_of_its_own_completes_that_ones_methods() -> None:
    (items,) = ask(at_cursor("direct_bank", '"payments": [{"channel": "direct_paypal", "method": "|"}]'))
    assert labels(items) == ["paypal_gs", "paypal_ff"]


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ('"payments": [|]', {"amount", "paid_on"}),
        ('"deliverables": [|]', {"id", "type", "status"}),
        ('"evidence": [|]', {"file", "caption"}),
        ('"log": [|]', {"at", "event"}),
        ('"accepted": [|]', {"rule", "reason"}),
        ('"acknowledged": [|]', {"id", "on", "by"}),
        ('"deliverables": [{"defects": [|]}]', {"code"}),
        ('"deliverables": [{"metrics": [|]}]', {"as_of", "source"}),
        ('"evidence": [{"masks": [|]}]', {"reason"}),
        ('"evidence": [{"marks": [|]}]', {"shape", "area"}),
        ('"evidence": [{"stills": [|]}]', {"file", "timecode"}),
        ('"agreement": {"amendments": [|]}', {"agreed_on", "change", "asked_by"}),
    ],
)
@pytest.mark.parametrize("channel", ["direct_bank", "creatorhub"])
def test_a_new_entry_of_a_list_has_its_required_keys(channel: str, place: str, keys: set[str]) -> None:
    """Never an empty object alone; each is JSON once its tab stops are filled in."""
    (items,) = ask(at_cursor(channel, place))
    assert items
    for item in items:
        assert keys <= set(re.findall(r'"(\w+)":', item["insertText"])), item["insertText"]


def test_no_id_of_an_example_is_offered_as_ones_own() -> None:
    """A schema cannot know which evidence there is: it offers none rather than a wrong one."""
    places = ['"payments": [{"evidence": ["|"]}]', '"log": [{"deliverable": "|"}]', '"payments": [{"for": ["|"]}]']
    assert ask(*(at_cursor("direct_bank", place) for place in places)) == [[], [], []]


def test_defaults_complete_what_they_may_have() -> None:
    """The grounds of their channel, new entries; no payments, which each case has for itself."""
    shared = ROOT / "cases" / "defaults.json"
    head = {"$schema": "../schemas/defaults.schema.json", "case": {"channel": "ads_suspended"}}
    keys = {**head, "KEY": 1}
    grounds = {**head, "refund": {"grounds": ["KEY"]}}
    asked = []
    for data in (keys, grounds):
        text = json.dumps(data)
        asked.append({"act": "complete", "uri": shared.as_uri(), "text": text, "offset": text.index("KEY")})
    offered, listed = ask(*asked)
    assert {"agreement", "refund", "accepted"} <= set(labels(offered))
    assert not {"payments", "deliverables", "evidence", "log"} & set(labels(offered))
    assert labels(listed) == ["unspent_balance"]


# --- policies ---

POLICIES = ROOT / "src" / "makegood" / "policies"


def test_there_is_nothing_to_say_of_any_policy() -> None:
    paths = sorted(POLICIES.glob("**/*.json"))
    assert len(paths) > 200
    assert ask(*(about("diagnose", path, path.read_text(encoding="utf-8")) for path in paths)) == [[]] * len(paths)


def test_a_policy_is_begun_with_its_required_keys() -> None:
    """A new file of each kind, and a new entry of its lists; a key that is lacking is underlined."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["json.schemas"]
    known = [{"fileMatch": one["fileMatch"], "uri": (ROOT / one["url"]).as_uri()} for one in settings]
    path = ROOT / "policies" / "channels" / "creatorhub.json"
    whole_text = (POLICIES / "channels" / "direct_bank.json").read_text(encoding="utf-8")
    head = '{"$schema": "../../schemas/policy.schema.json", "kind": "channel", '
    files, windows, keys, lacking = ask(
        {"act": "complete", "uri": path.as_uri(), "text": "", "offset": 0},
        {"act": "complete", "uri": path.as_uri(), "text": head + '"windows": []}', "offset": len(head) + 12},
        {"act": "complete", "uri": path.as_uri(), "text": head + '""}', "offset": len(head) + 1},
        about("diagnose", POLICIES / "channels" / "direct_bank.json", whole_text.replace('"route"', '"rote"')),
        schemas=known,
    )
    by_label = {item["label"]: item["insertText"] for item in files}
    assert {"channel", "ground", "method", "letter", "desk", "source", "escalation", "profile"} <= set(by_label)
    assert all(
        f'"{key}":' in by_label["channel"] for key in ("id", "title", "needs", "holder", "refunder", "route", "how")
    )
    assert [set(re.findall(r'"(\w+)":', item["insertText"])) for item in windows] == [{"id", "act", "anchor", "source"}]
    assert {"title", "windows", "methods"} <= set(labels(keys))
    assert {one["message"] for one in lacking} == {'Missing property "route".', "Property rote is not allowed."}
