"""What an editor is given: schemas that accept whatever `check` accepts, offers that refuse nothing, a list of problems."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, REFS
from test_cli import run
from test_new import data_of
from test_schema import judge, nodes, read

from makegood.commands.new import schemas, suggestions_schema
from makegood.domain import policies
from makegood.model.workspace import Workspace
from makegood.pipeline.check import fast_validator, schema

REPOSITORY = Path(__file__).parent.parent
GOOD = sorted(Path(__file__).parent.glob("cases/good/*/**/case.json")) + sorted(CASES.glob("*/case.json"))
GOOD += sorted((REPOSITORY / "cases").glob("*/case.json"))
SHARED = (
    "$schema",
    "schema_version",
    "parties",
    "agreement",
    "purchase",
    "refund",
    "accepted",
    "acknowledged",
    "settings",
)
"""What a whole case may leave to defaults.json; of `case`, all but its reference."""
Data = dict[str, Any]


def parts(data: Data) -> tuple[Data, Data]:
    """Return the least that a case must have in its own file, and all that defaults.json may have."""
    own = {key: value for key, value in data.items() if key not in SHARED}
    shared = {key: value for key, value in data.items() if key in SHARED}
    head = data["case"]
    shared["case"] = {key: value for key, value in head.items() if key != "case_ref"}
    own["case"] = {"case_ref": head["case_ref"]}
    if offer := shared["refund"].get("offer"):
        shared["refund"] = {key: value for key, value in shared["refund"].items() if key != "offer"}
        own["refund"] = {"offer": offer}
    return own, shared


def errors(data: object, name: str = "case") -> list[str]:
    """Return what an editor says of data."""
    return [error.message for error in judge(read(name)).iter_errors(data)]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: "/".join(path.parts[-4:-1]))
def test_an_editor_has_nothing_to_say_of_a_good_case(path: Path) -> None:
    """As it is, and with all that defaults.json may give in defaults.json; `check` takes both of the two, but not one."""
    data = data_of(path)
    own, shared = parts(data)
    assert errors(data) == errors(own) == errors(shared, "defaults") == []
    is_whole = path.parent.parent.joinpath("defaults.json").exists()
    assert is_whole or not list(schema.faults(data, "case"))
    assert {fault.keyword for fault in schema.faults(own, "case")} == {"required"}, "check does ask for it"


def test_there_are_good_cases_of_many_kinds() -> None:
    assert len({data_of(path)["case"].get("channel") for path in GOOD}) >= 5
    assert len(GOOD) >= 12


SLIPS = {
    "wrong type": ("/payments/0/amount", 500),
    "a list that is an object": ("/payments", {}),
    "unknown key": ("/payments/0/amonut", "GBP 1.00"),
    "unknown key at the top": ("/paymnts", []),
    "unknown key in what defaults may give": ("/refund/grouns", ["late"]),
    "wrong word": ("/log/0/event", "sended"),
    "wrong word in what defaults may give": ("/parties/brand/entity_type", "firm"),
    "wrong form": ("/payments/0/paid_on", "6 August 2026"),
    "wrong form of an id": ("/payments/0/method", "Bank transfer"),
    "wrong form of a ground": ("/refund/grounds/0", "Not delivered"),
    "too small": ("/settings/reply_days", 0),
    "empty": ("/payments", []),
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("channel", REFS)
def test_a_slip_of_shape_is_shown_in_the_editor(channel: str, slip: str) -> None:
    """Whichever channel: what is typed wrongly is wrong in any file, and `check` reports it too."""
    data = data_of(CASES / REFS[channel] / "case.json")
    data.setdefault("log", [{"at": "2026-11-01", "event": "noted", "text": "A note."}])
    data.setdefault("settings", {"paper": "A4"})
    assert errors(data) == []
    pointer, value = SLIPS[slip]
    *steps, last = pointer.split("/")[1:]
    node: Any = data
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    node[int(last) if isinstance(node, list) else last] = value
    assert len(errors(data)) == 1
    assert list(schema.faults(data, "case"))


@pytest.mark.parametrize("key", ["paid_on", "amount"])
def test_a_key_that_defaults_cannot_give_is_asked_for(key: str) -> None:
    """In a list, which defaults.json replaces or leaves; and the case's own reference and payments."""
    data = data_of(CASES / REFS["direct_bank"] / "case.json")
    del data["payments"][0][key]
    assert len(errors(data)) == 1
    for path in (("case", "case_ref"), ("payments",), ("deliverables",)):
        lacking = data_of(CASES / REFS["direct_bank"] / "case.json")
        (lacking[path[0]] if path[1:] else lacking).pop(path[-1])
        assert len(errors(lacking)) == 1, path


def test_all_that_defaults_may_give_is_required_of_both_together() -> None:
    """The objects of defaults.json require nothing by themselves, and each that has a required key requires it of both.

    An account is not put together from two files, so what has one has all of it.
    """
    case, defaults = read("case"), read("defaults")
    for name in defaults["$defs"]:
        if name != "Repayment":
            assert set(case["$defs"][name].get("required", ())) <= {"case_ref"}, name
    apart = {name for name, node in case["$defs"].items() if "requiredWithDefaults" in node}
    assert apart <= set(defaults["$defs"])
    assert len(apart) >= 12


KEYWORDS = {
    *("$schema", "title", "$comment", "description", "$ref", "$defs", "properties", "items", "allOf", "if", "then"),
    *("doNotSuggest", "defaultSnippets", "anyOf"),
}


def refusals(node: Any, path: str = "") -> Iterator[str]:
    """Yield where a schema of offers could refuse something."""
    if set(node) - KEYWORDS:
        yield f"{path}: {sorted(set(node) - KEYWORDS)}"
    if "anyOf" in node and (len(node["anyOf"]) != 2 or node["anyOf"][1] != {}):
        yield f"{path}/anyOf"
    for key in ("properties", "$defs"):
        for name, inner in node.get(key, {}).items():
            yield from refusals(inner, f"{path}/{key}/{name}")
    for key in ("items", "then"):
        if key in node:
            yield from refusals(node[key], f"{path}/{key}")
    for index, inner in enumerate(node.get("allOf", ())):
        yield from refusals(inner, f"{path}/allOf/{index}")


def test_offers_refuse_nothing() -> None:
    """Each list of values stands beside a schema that takes anything."""
    offers = read("suggestions")
    assert list(refusals(offers)) == []
    nonsense = {
        "case": {"channel": "direct_bank"},
        "payments": [{"method": 7}],
        "refund": {"grounds": [None]},
        "log": 1,
    }
    assert judge(offers).is_valid(nonsense)
    assert judge({"$ref": "suggestions.schema.json#/$defs/Defaults"}).is_valid(nonsense)


@pytest.mark.parametrize("spoil", [{"type": "object"}, {"required": ["case"]}, {"additionalProperties": False}])
def test_an_offer_that_refuses_is_seen(spoil: Data) -> None:
    """Negative control."""
    offers = read("suggestions")
    offers["$defs"]["Payment"].update(spoil)
    assert len(list(refusals(offers))) == 1
    offers = read("suggestions")
    del offers["$defs"]["Methods"]["anyOf"][1]
    assert len(list(refusals(offers))) == 1


def test_check_does_not_open_the_offers() -> None:
    """Its speed does not depend on them."""
    opened: list[str] = []

    def watching(name: str) -> Data:
        opened.append(name)
        return read(name)

    assert fast_validator.is_valid(data_of(CASES / REFS["direct_bank"] / "case.json"), "case", watching)
    assert fast_validator.is_valid({"settings": {"paper": "A4"}}, "defaults", watching)
    assert set(opened) == {"case", "defaults"}
    assert [fault.keyword for fault in schema.faults({"paymnts": []}, "defaults")] == ["additionalProperties"]


def offered(channel: str, *steps: str, offers: Data | None = None) -> list[str]:
    """Return the values offered in a case of a channel at a place, by the branch that holds for it."""
    whole = offers or read("suggestions")
    held = [
        branch["then"]
        for branch in whole["$defs"]["ByChannel"]["allOf"]
        if judge({**branch["if"], "$defs": whole["$defs"]}).is_valid({"case": {"channel": channel}})
    ]
    assert len(held) == 1
    node: Data = held[0]
    for step in steps:
        node = node["items"] if step == "*" else node["properties"][step]
        node = node.get("then", node)
    node = whole["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    values: list[str] = node["anyOf"][0]["enum"] if "anyOf" in node else []
    return values


def test_each_channel_offers_its_own() -> None:
    """Found by hand in policies/channels: methods, grounds, letters, desks and what has to be acknowledged."""
    method, ground = ("payments", "*", "method"), ("refund", "grounds", "*")
    letter, desk, ack = ("log", "*", "letter"), ("log", "*", "desk"), ("acknowledged", "*", "id")
    assert offered("direct_paypal", *method) == ["paypal_gs", "paypal_ff"]
    assert offered("promote_google_play", *method) == ["google_iap"]
    assert offered("direct_bank", *method)[:3] == ["bank_transfer", "sepa", "faster_payments"]
    assert offered("direct_bank", *ground)[:2] == ["not_delivered", "partially_delivered"]
    assert "unspent_balance" not in offered("direct_bank", *ground)
    assert offered("ads_suspended", *ground) == ["unspent_balance"]
    assert offered("tiktok_one", *letter) == ["first_request", "reminder", "refund_received", "not_our_ground"]
    assert offered("tiktok_one", *desk)[0] == "tiktok_one"
    assert offered("direct_bank", *desk) == []
    assert offered("ads_balance_no_bc", *ack) == ["account_closes"]
    assert offered("direct_bank", *ack) == []
    for steps, count in ((method, 33), (ground, 20), (letter, 10), (desk, 12), (ack, 3)):
        assert len(offered("creatorhub", *steps)) == count, "a channel of a workspace's own is offered all"


def test_a_purchase_is_offered_where_something_was_bought() -> None:
    whole = read("suggestions")
    branches = whole["$defs"]["ByChannel"]["allOf"]
    bought = {
        one["if"]["properties"]["case"]["properties"]["channel"]["const"]
        for one in branches[:-1]
        if "purchase" in one["then"]["properties"]
    }
    assert bought == {name for name, channel in policies.read().channels.items() if channel.is_bought}
    assert read("case")["properties"]["purchase"]["doNotSuggest"]


def filled(body: Any) -> Any:
    """Return what a snippet inserts if every tab stop keeps its default, an id is `x`, and a hint is followed."""
    if isinstance(body, dict):
        return {key: filled(value) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(value) for value in body]
    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", body)
    text = re.sub(r"\$\{\d+:(?:FILL IN: like )?(.*)\}", lambda found: re.sub(r"\\(.)", r"\1", found[1]), text)
    text = re.sub(r"\$\d+", "" if body.startswith("^") else "x", text)
    return json.loads(text[1:]) if body.startswith("^") else text


@pytest.mark.parametrize("name", [name for name, node in read("case")["$defs"].items() if node.get("type") == "object"])
def test_a_new_entry_has_its_required_keys(name: str) -> None:
    """Each snippet is a valid entry once its tab stops are filled in, and stops come one after the other."""
    node = read("case")["$defs"][name]
    snippets = read("suggestions")["$defs"][name]["defaultSnippets"]
    assert snippets
    assert len({snippet["label"] for snippet in snippets}) == len(snippets)
    for snippet in snippets:
        entry = filled(snippet["body"])
        assert set(schema.required_keys(node)) <= set(entry)
        alone = {"$ref": f"#/$defs/{name}", "$defs": read("case")["$defs"]}
        assert list(judge(alone).iter_errors(entry)) == [], snippet["label"]
        stops = [int(stop) for stop in re.findall(r"\$\{?(\d+)", json.dumps(snippet["body"]))]
        assert stops == [*range(1, len(stops) + 1)]


def test_a_snippet_without_a_required_key_is_seen() -> None:
    """Negative control of the test above."""
    node = read("case")["$defs"]["Payment"]
    (snippet,) = read("suggestions")["$defs"]["Payment"]["defaultSnippets"]
    entry = filled(snippet["body"])
    assert entry == {"amount": "GBP 500.00", "paid_on": "2026-08-06", "method": "x", "evidence": ["x"]}
    del entry["paid_on"]
    assert not set(schema.required_keys(node)) <= set(entry)


def test_each_event_of_the_log_is_offered_with_what_it_needs() -> None:
    entries = {one["label"]: filled(one["body"]) for one in read("suggestions")["$defs"]["LogEntry"]["defaultSnippets"]}
    assert set(entries) == set(read("case")["$defs"]["LogEvent"]["enum"])
    assert entries["sent"]["letter"]
    assert entries["extended"]["deadline"]
    assert entries["answered"]["by"] == "creator"
    assert "by" not in entries["agreed"]


OWN_METHOD = {
    "kind": "method",
    "id": "creatorhub_wallet",
    "title": "Creatorhub wallet",
    "meaning": "From the Creatorhub wallet.",
    "phrase": "from the Creatorhub wallet",
    "repayment": "platform",
    "source": "judgement",
}


def test_a_workspace_is_offered_its_own_ids(tmp_path: Path) -> None:
    """The copy of the offers is written from its policies; where one of them is wrong, it is the program's."""
    (tmp_path / "cases").mkdir()
    own = tmp_path / "policies" / "methods" / "creatorhub_wallet.json"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps(OWN_METHOD))
    schemas.provide(Workspace(tmp_path))
    path = tmp_path / "schemas" / suggestions_schema.NAME
    assert "creatorhub_wallet" in offered("creatorhub", "payments", "*", "method", offers=data_of(path))
    assert "creatorhub_wallet" not in offered("creatorhub", "payments", "*", "method")
    own.write_text("{")
    schemas.provide(Workspace(tmp_path))
    assert "creatorhub_wallet" not in path.read_text()


# --- the editor's own list of problems ---

TASKS = json.loads((REPOSITORY / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]


def test_each_problem_becomes_an_entry_in_the_editors_list(tmp_path: Path) -> None:
    """The matcher of the task reads every line of `--format gcc`: file, line, column, severity and rule as in JSON."""
    (task,) = TASKS
    assert task["args"][0] == "check"
    pattern = task["problemMatcher"]["pattern"]
    (tmp_path / "cases").mkdir()
    folder = shutil.copytree(CASES / REFS["direct_bank"], tmp_path / "cases" / REFS["direct_bank"])
    data = data_of(folder / "case.json")
    data["payments"][0]["amount"], data["log"] = "1500", [{"at": "2026-11-01", "event": "sended"}]
    (folder / "case.json").write_text(json.dumps(data, indent=2))
    (folder / "evidence").mkdir(exist_ok=True)
    (folder / "evidence" / "left: over.txt").write_text("Not named in the case.")
    done = run(*task["args"], cwd=tmp_path)
    rows = json.loads(run("check", "--format", "json", cwd=tmp_path).stdout)
    found = [re.fullmatch(pattern["regexp"].strip("^$"), line) for line in done.stdout.splitlines()]
    assert all(found)
    listed = [
        tuple(match[pattern[key]] for key in ("file", "line", "column", "severity", "code")) for match in found if match
    ]
    assert listed == [
        (row["file"], str(row["line"] or 1), str(row["column"] or 1), row["severity"], row["rule"]) for row in rows
    ]
    assert len(listed) > 3
    assert all(row["fix"] in line for row, line in zip(rows, done.stdout.splitlines(), strict=True))


def test_a_case_without_problems_has_no_entry(tmp_path: Path) -> None:
    """Negative control: nothing for the matcher, and the exit status is that of `check`."""
    (tmp_path / "cases").mkdir()
    shutil.copytree(REPOSITORY / "cases" / "MG-2026-001", tmp_path / "cases" / "MG-2026-001")
    done = run(*TASKS[0]["args"], cwd=tmp_path)
    assert (done.stdout, done.returncode) == ("", 0)
