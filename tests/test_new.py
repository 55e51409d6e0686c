"""new: a case folder to fill in, and nothing overwritten."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from makegood.model.workspace import Workspace
from makegood.storage import package_data
from makegood.formats import json_edit
from makegood.domain import policies
from makegood.pipeline.check import check
from makegood.model.errors import CaseError, UsageError
from makegood.commands.explain import explain
from makegood.pipeline.load import cases, load
from makegood.model import words
from makegood.commands.new import new, schemas

TODAY = date(2026, 11, 23)
CHANNELS = sorted(path.stem for path in (package_data.folder("policies") / "channels").glob("*.json"))
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make an empty workspace in a folder with a space in its name."""
    root = tmp_path / "work space"
    (root / "cases").mkdir(parents=True)
    return root


def data(folder: Path) -> dict[str, Any]:
    """Read the case.json of a folder."""
    return json.loads((folder / "case.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # our own file


def refusals(workspace: Path, folder: Path) -> list[tuple[str, str]]:
    """Name the rule and the pointer of every problem."""
    try:
        _, problems = check(load(folder, Workspace(workspace)), policies.read(Workspace(workspace)))
    except CaseError as error:
        problems = error.problems
    return [(problem.rule, problem.place.pointer) for problem in problems]


def test_a_new_case_has_its_makefile_its_case_and_its_evidence(workspace: Path) -> None:
    """The three things a case needs, for today, with a reference that counts from 001."""
    folder = new(Workspace(workspace), None, None, TODAY)
    assert folder == workspace / "cases" / "MG-2026-001"
    assert sorted(path.name for path in folder.iterdir()) == ["Makefile", "case.json", "evidence"]
    assert (folder / "Makefile").read_text() == (package_data.PACKAGE / "case.Makefile").read_text()
    head = data(folder)["case"]
    assert head.pop("timezone").startswith("FILL IN")
    assert head == {"case_ref": "MG-2026-001", "channel": "direct_bank", "as_of": "2026-11-23"}


def test_a_new_case_does_not_ask_for_what_all_cases_share(workspace: Path) -> None:
    """Each answer stands once in defaults.json; what is open is still asked, and a file that is broken says nothing."""
    shared = workspace / "cases" / "defaults.json"
    brand: dict[str, Any] = {"legal_name": "Harbour & Pine Ltd", "contact": {"name": "Jo"}}
    agreement = {"kind": "written_contract", "agreed_on": "2026-07-30"}
    said = {"case": {"timezone": "Europe/Berlin"}, "parties": {"brand": brand}, "agreement": agreement}
    shared.write_text(json.dumps(said))
    made = data(new(Workspace(workspace), None, None, TODAY))
    assert "timezone" not in made["case"]
    assert list(made["parties"]["brand"]) == ["contact", "country", "address"]
    assert list(made["parties"]["brand"]["contact"]) == ["email"]
    assert list(made["agreement"]) == ["evidence"]
    brand["contact"]["email"] = "jo@harbourpine.example"
    brand |= {"country": "GB", "address": ["14 Quayside Lane"]}
    shared.write_text(json.dumps(said))
    assert "brand" not in data(new(Workspace(workspace), None, None, TODAY))["parties"]
    shared.write_text("{ broken")
    made = data(new(Workspace(workspace), None, None, TODAY))
    assert "timezone" in made["case"]
    assert "brand" in made["parties"]


@pytest.mark.parametrize("channel", CHANNELS)
def test_check_names_every_place_to_fill_in_and_nothing_else(workspace: Path, channel: str) -> None:
    """One problem for each FILL IN, none beside, at most 40 lines to look through; only a list of words is long."""
    folder = new(Workspace(workspace), None, channel, TODAY)
    text = (folder / "case.json").read_text()
    found = refusals(workspace, folder)
    assert {rule for rule, _ in found} == {"J9"}
    assert len(found) == text.count('"FILL IN') >= 10
    assert len(text.splitlines()) <= 40
    assert all(len(line) <= 132 or " or " in line for line in text.splitlines())


FILLED = {
    "timezone": "Europe/London",
    "fee": "GBP 500.00",
    "legal_name": "Harbour & Pine Ltd",
    "name": "Refunds desk",
    "email": "refunds@harbourpine.example",
    "display_name": "Ana Example",
    "handle": "@ana.example",
    "entity_type": "sole_trader",
    "country": "GB",
    "kind": "email_thread",
    "agreed_on": "2026-08-04",
    "due": "2026-09-15",
    "status": "not_delivered",
    "paid_on": "2026-08-06",
    "amount": "GBP 500.00",
    "caption": "What it shows.",
    "order_id": "7301",
    "order_stage": "before_submission",
    "product": "5,000 coins",
    "store": "apple",
    "order_number": "MX1",
    "what": "It never ran.",
    "at": "2026-09-15",
    "read_on": "2026-09-15",
    "transaction_id": "1",
    "address": "9 Orchard Row",
    "ad_account_id": "7301188",
    "business_center_id": "7301199",
    "contracting_entity": "TikTok Ltd",
    "id": "sales_representative",
    "on": "2026-11-20",
    "by": "Jo Penrose",
}


REFUSED = {"ads_credit": "C15", "promote_web_coins": "C3"}
"""Channels on which nobody pays back, or for which the days above are too long ago."""


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_case_that_is_filled_in_is_a_good_case(workspace: Path, channel: str) -> None:
    """With a value in each place `check` has no error left: the evidence may come later."""
    folder = new(Workspace(workspace), None, channel, TODAY)
    raw = (folder / "case.json").read_bytes()
    creator = "creator" in data(folder)["parties"]
    for _, pointer in refusals(workspace, folder):
        key = re.sub(r"/\d+\Z", "", pointer).rpartition("/")[2]
        value = FILLED.get(key, "not_delivered" if creator else "technical_issue")
        if pointer == "/parties/creator/email":
            value = "ana@creators.example"
        raw = json_edit.set_value(raw, pointer, json.dumps(value))
    (folder / "case.json").write_bytes(raw)
    try:
        _, problems = check(load(folder, Workspace(workspace)), policies.read(Workspace(workspace)))
    except CaseError as error:
        problems = error.problems
    wrong = [problem.rule for problem in problems if problem.severity == "error"]
    assert wrong == [REFUSED[channel]] if channel in REFUSED else wrong == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_list_of_words_is_whole_or_says_where_the_whole_is(workspace: Path, channel: str) -> None:
    """Who is asked for a word sees all that are allowed, or the usual ones and the command that lists them all."""
    folder = new(Workspace(workspace), None, channel, TODAY)
    text = (folder / "case.json").read_text()
    allowed = {"status": get_args(words.DeliverableStatus), "grounds": tuple(policies.read().grounds)}
    for listed, field in re.findall(r'"FILL IN: ([^"]+); for all values, run make explain NAME=(\w+)"', text):
        assert set(re.split(", | or ", listed.partition(";")[0])) < set(allowed[field])
        assert all(word in explain(field, Workspace(workspace), 100) for word in allowed[field])
    if "deliverables" in text:
        assert "; for all values, run make explain NAME=status" in text
    if '"unspent_balance"' not in text:
        assert "; for all values, run make explain NAME=grounds" in text
    assert "another" not in text


def test_what_is_not_known_yet_is_said_and_stops_nothing(workspace: Path) -> None:
    """Whether the creator is a firm may be learnt later, and proof may come later; a post has a place for its address."""
    made = data(new(Workspace(workspace), None, None, TODAY))
    assert made["parties"]["creator"]["entity_type"] == "unknown"
    assert made["evidence"] == made["log"] == made["payments"][0]["evidence"] == []
    assert "posted, add its url" in made["deliverables"][0]["status"]


def test_references_count_up(workspace: Path) -> None:
    """The highest of the same prefix and year counts, gaps are not filled, other years and names do not count."""
    for name in ("MG-2026-004", "MG-2026-002", "MG-2025-900", "defaults.json", "notes"):
        (workspace / "cases" / name).mkdir()
    assert new(Workspace(workspace), None, None, TODAY).name == "MG-2026-005"
    assert new(Workspace(workspace), None, None, TODAY).name == "MG-2026-006"
    assert new(Workspace(workspace), None, None, date(2027, 1, 1)).name == "MG-2027-001"


def test_the_workspaces_own_prefix_is_kept(workspace: Path) -> None:
    """Who calls the cases ACME goes on with ACME."""
    new(Workspace(workspace), "ACME-2026-014", None, TODAY)
    assert new(Workspace(workspace), None, None, TODAY).name == "ACME-2026-015"


def test_the_last_number_is_the_last(workspace: Path) -> None:
    """After 999 comes 1000; after the last number a person decides."""
    (workspace / "cases" / "MG-2026-999").mkdir()
    assert new(Workspace(workspace), None, None, TODAY).name == "MG-2026-1000"
    assert new(Workspace(workspace), None, None, TODAY).name == "MG-2026-1001"
    (workspace / "cases" / "MG-2026-999999").mkdir()
    with pytest.raises(UsageError):
        new(Workspace(workspace), None, None, TODAY)


def test_lists_are_in_the_order_of_the_numbers(workspace: Path) -> None:
    """1000 comes after 999, in every list of cases."""
    for ref in ("MG-2026-1000", "MG-2026-999", "MG-2026-101", "ACME-2027-1"):
        (workspace / "cases" / ref).mkdir()
        (workspace / "cases" / ref / "case.json").touch()
    assert [path.name for path in cases(Workspace(workspace))] == [
        "ACME-2027-1",
        "MG-2026-101",
        "MG-2026-999",
        "MG-2026-1000",
    ]


@pytest.mark.parametrize(
    "ref",
    [
        "mg-2026-001",
        "MG-26-1",
        "MG-2026-01",
        "MG-2026-1000000",
        "../MG-2026-001",
        "MG-2026-001\n",
        "",
        "MG 2026 001",
        "MG-२०२६-001",
    ],
)
def test_a_reference_that_cannot_be_is_refused(workspace: Path, ref: str) -> None:
    """No path, no space, no small letters, no line break."""
    with pytest.raises(UsageError):
        new(Workspace(workspace), ref, None, TODAY)
    assert list((workspace / "cases").iterdir()) == []


def test_an_unknown_channel_is_refused_with_a_suggestion(workspace: Path) -> None:
    """A slip of the finger is answered with the right name, and nothing is made."""
    with pytest.raises(UsageError, match="Did you mean direct_bank"):
        new(Workspace(workspace), None, "direct_bnak", TODAY)
    with pytest.raises(UsageError, match="Choose one of: .*direct_bank, "):
        new(Workspace(workspace), None, "?", TODAY)
    assert list((workspace / "cases").iterdir()) == []


def test_evidence_that_lies_there_already_gets_its_entries(workspace: Path) -> None:
    """Each file once, its name as it is, an id of its own; a file whose name tells what it proves is named there."""
    folder = workspace / "cases" / "MG-2026-007"
    (folder / "evidence" / "chats").mkdir(parents=True)
    for name in (
        "Receipt Août.pdf",
        "chats/thread.txt",
        "IMG_1.png",
        "img-1.jpg",
        "東京.png",
        ".DS_Store",
        'a "quoted" one.txt',
    ):
        (folder / "evidence" / name).write_bytes(PNG)
    assert new(Workspace(workspace), "MG-2026-007", None, TODAY) == folder
    made = data(folder)
    files = {entry["file"]: entry["id"] for entry in made["evidence"]}
    assert files == {
        "IMG_1.png": "img-1",
        "Receipt Août.pdf": "receipt-aout",
        "chats/thread.txt": "thread",
        "img-1.jpg": "img-1-2",
        "東京.png": "evidence-1",
    }
    assert made["payments"][0]["evidence"] == ["receipt-aout"]
    assert made["agreement"]["evidence"] == ["thread"]
    assert made["deliverables"][0]["evidence"] == []
    assert {rule for rule, _ in refusals(workspace, folder)} <= {"J9", "F9", "E1", "E12", "G1"}


def test_nothing_is_overwritten(workspace: Path, tmp_path: Path) -> None:
    """Neither a case, nor a Makefile of one's own, nor what a link leads to."""
    folder = new(Workspace(workspace), "MG-2026-001", None, TODAY)
    (folder / "case.json").write_text("mine")
    with pytest.raises(UsageError, match="already"):
        new(Workspace(workspace), "MG-2026-001", None, TODAY)
    (folder / "case.json").unlink()
    (folder / "case.json").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="already"):
        new(Workspace(workspace), "MG-2026-001", None, TODAY)
    (folder / "case.json").unlink()
    (folder / "Makefile").write_text("mine")
    new(Workspace(workspace), "MG-2026-001", None, TODAY)
    assert (folder / "Makefile").read_text() == "mine"
    (workspace / "cases" / "MG-2026-002").symlink_to(tmp_path)
    with pytest.raises(UsageError):
        new(Workspace(workspace), "MG-2026-002", None, TODAY)


def test_what_the_defaults_say_is_not_asked_again(workspace: Path) -> None:
    """A brand in cases/defaults.json stands there once; defaults that cannot be read, or without it, change nothing."""
    defaults = workspace / "cases" / "defaults.json"
    for text in ("{,", "{}", "[]", '{"parties": []}'):
        defaults.write_text(text)
        assert "brand" in data(new(Workspace(workspace), None, None, TODAY))["parties"]
    contact = '{"name": "Jo Penrose", "email": "jo@harbourpine.example"}'
    there = '"country": "GB", "address": ["14 Quayside Lane"]'
    defaults.write_text(
        '{"parties": {"brand": {"legal_name": "Harbour & Pine Ltd", "contact": %s, %s}}}' % (contact, there)
    )
    assert list(data(new(Workspace(workspace), None, None, TODAY))["parties"]) == ["creator"]
    assert "parties" not in data(new(Workspace(workspace), None, "promote_appstore", TODAY))


def test_a_case_names_its_schema_from_where_it_stands(workspace: Path) -> None:
    """Whether or not the schemas are there yet: no path of a machine is in it."""
    folder = new(Workspace(workspace), None, None, TODAY)
    named = data(folder)["$schema"]
    assert named == "../../schemas/case.schema.json"
    assert Path(os.path.normpath(folder / named)) == workspace / "schemas" / "case.schema.json"


def test_new_puts_the_schemas_beside_the_cases(workspace: Path) -> None:
    """Each says that it is a copy, and is otherwise the program's own; an older copy is renewed."""
    schemas.provide(Workspace(workspace))
    own = Path(__file__).parent.parent / "schemas"
    assert sorted(path.name for path in (workspace / "schemas").iterdir()) == sorted(schemas.FILES)
    for name in schemas.FILES:
        made, shipped = data_of(workspace / "schemas" / name), data_of(own / name)
        assert made.pop("$comment") == f"{schemas.MARK} {shipped.pop('$comment', '')}".rstrip()
        assert made == shipped
        Draft202012Validator.check_schema(made)
    older = workspace / "schemas" / "case.schema.json"
    older.write_text(f'{{"$comment": "{schemas.MARK}", "title": "An older one"}}')
    schemas.provide(Workspace(workspace))
    assert older.read_text() == schemas.copy("case.schema.json", Workspace(workspace))
    for name in schemas.FILES:
        path = workspace / "schemas" / name
        path.write_text(f"{path.read_text()} ")
    schemas.provide(Workspace(workspace))
    for name in schemas.FILES:
        assert (workspace / "schemas" / name).read_text() == schemas.copy(name, Workspace(workspace)), "a copy is seen"


def test_a_schema_of_somebody_else_stays(workspace: Path, tmp_path: Path) -> None:
    """A file without the mark, a link, a folder that is a link, and one that cannot be written."""
    own = workspace / "schemas"
    own.mkdir()
    (own / "policy.schema.json").write_text('{"title": "Policy"}')
    (own / "case.schema.json").symlink_to(tmp_path / "elsewhere.json")
    schemas.provide(Workspace(workspace))
    assert (own / "policy.schema.json").read_text() == '{"title": "Policy"}'
    assert (own / "case.schema.json").is_symlink()
    assert not (tmp_path / "elsewhere.json").exists()
    assert (own / "defaults.schema.json").is_file()
    shutil.rmtree(own)
    (tmp_path / "far").mkdir()
    own.symlink_to(tmp_path / "far")
    schemas.provide(Workspace(workspace))
    assert list((tmp_path / "far").iterdir()) == []
    own.unlink()
    own.write_text("a file where the folder should be")
    schemas.provide(Workspace(workspace))
    assert own.read_text() == "a file where the folder should be"


def data_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
