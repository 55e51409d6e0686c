"""One of each in a workspace: a channel, a ground, a way of payment, a desk, a way on, each a file; the documents come out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import evidence
from test_cli import REPOSITORY, run
from test_howto import blocks

from makegood.pipeline import build as pipeline
from makegood.domain import policies
from makegood.model.errors import CaseError, Problem

PAGE = (REPOSITORY / "docs" / "how-to" / "add-a-channel.md").read_text(encoding="utf-8")
FILES = {name: held for _, name, held in blocks(PAGE) if name}
CASE: dict[str, Any] = {
    "case": {"case_ref": "MG-2026-040", "channel": "creatorhub", "as_of": "2026-11-24", "timezone": "Europe/London"},
    "parties": {
        "brand": {
            "legal_name": "Tidewrack Candles Ltd",
            "country": "GB",
            "contact": {"name": "Jo Penrose", "email": "jo@tidewrack.example"},
        },
        "creator": {
            "display_name": "Ivo Keel",
            "handle": "@ivo.keel",
            "email": "ivo@keel.example",
            "entity_type": "individual",
            "country": "GB",
        },
    },
    "agreement": {"kind": "platform_order", "order_id": "CH-88231", "agreed_on": "2026-10-01", "fee": "GBP 500.00"},
    "deliverables": [
        {
            "id": "video-1",
            "type": "video",
            "due": "2026-11-10",
            "status": "posted_nonconforming",
            "posted_at": "2026-11-09",
            "evidence": ["post"],
        }
    ],
    "payments": [
        {"paid_on": "2026-10-02", "amount": "GBP 500.00", "method": "creatorhub_wallet", "evidence": ["paid"]}
    ],
    "refund": {"grounds": ["wrong_account"], "requested": "GBP 500.00"},
    "evidence": [
        {
            "id": "post",
            "file": "post.png",
            "caption": "The post",
            "kind": "post_screenshot",
            "captured_at": "2026-11-12",
        },
        {"id": "paid", "file": "paid.png", "caption": "The payment", "kind": "receipt", "captured_at": "2026-10-02"},
    ],
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace with the files of the how-to page, and nothing else of its own."""
    home = tmp_path / "work"
    (home / "cases").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "schemas", home / "schemas")
    for name, held in FILES.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(held, encoding="utf-8")
    return home


def put(home: Path, data: dict[str, Any]) -> Path:
    """Write a case with its evidence."""
    folder = home / "cases" / "MG-2026-040"
    folder.mkdir(exist_ok=True)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    evidence(folder)
    return folder


def spoil(home: Path, name: str, there: str, instead: str) -> tuple[Problem, ...]:
    """Change a file of the workspace, and return what `read` finds wrong then."""
    path = home / "policies" / name
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead), encoding="utf-8")
    with pytest.raises(CaseError) as error:
        policies.read(home)
    return error.value.problems


def test_the_page_has_one_of_each() -> None:
    kinds = sorted(json.loads(held)["kind"] for held in FILES.values())
    assert kinds == ["channel", "desk", "escalation", "ground", "method", "source"]


def test_the_documents_of_a_channel_of_ones_own_come_out(home: Path, tmp_path: Path) -> None:
    """Text for the desk, its form, its uploads and the packet; the ground, the payment and the way on in their words."""
    folder, out = put(home, CASE), tmp_path / "out"
    assert not pipeline.build(folder, out, tmp_path / "cache").failed
    made = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    desk = "support/creatorhub_help"
    assert made >= {
        f"{desk}/request-300.txt",
        f"{desk}/request-1000.txt",
        f"{desk}/fields.txt",
        f"{desk}/attachments/02-post.png",
        "packet/marketplace.pdf",
        "index.html",
    }
    text = (out / desk / "request-1000.txt").read_text(encoding="utf-8")
    assert "The work was posted on another account than the agreed one." in text
    assert "GBP 500.00 paid from the Creatorhub wallet" in text
    assert "In the order, under Help, Dispute." in (out / desk / "fields.txt").read_text(encoding="utf-8")
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "Mediation by Creatorhub" in page
    assert "Creatorhub: Terms for Brands" in page
    assert "3 March 2026" in page


def test_a_way_of_payment_joins_a_channel_of_the_program(home: Path, tmp_path: Path) -> None:
    """`channels` in its own file: no copy of the channel's file is needed, and the letter says how it was paid."""
    own = json.loads(FILES["policies/methods/creatorhub_wallet.json"])
    cheque = own | {
        "id": "cheque",
        "title": "Cheque",
        "phrase": "by cheque",
        "repayment": "account",
        "channels": ["direct_bank"],
    }
    (home / "policies" / "methods" / "cheque.json").write_text(json.dumps(cheque), encoding="utf-8")
    held = policies.read(home)
    assert held.channels["direct_bank"].methods[-1] == "cheque"
    assert "cheque" not in policies.read().channels["direct_bank"].methods
    case = CASE | {
        "case": CASE["case"] | {"channel": "direct_bank"},
        "payments": [CASE["payments"][0] | {"method": "cheque"}],
    }
    out = tmp_path / "out"
    assert not pipeline.build(put(home, case), out, tmp_path / "cache").failed
    mail = " ".join((out / "email" / "first_request.txt").read_text(encoding="utf-8").split())
    assert "on 2 October 2026 by cheque" in mail
    assert "to the account that our payment came from" in mail


def test_what_the_channel_needs_is_asked_for(home: Path) -> None:
    """The schema knows nothing of a channel of one's own: its `needs` say what a case of it must have."""
    case = {key: value for key, value in CASE.items() if key != "agreement"}
    case["parties"] = {"brand": CASE["parties"]["brand"]}
    done = run("check", "--format", "json", put(home, case), cwd=home)
    found = {(one["rule"], one["message"]) for one in json.loads(done.stdout) if one["severity"] == "error"}
    assert {message for rule, message in found if rule == "S2"} == {
        '"creator" is missing here.',
        '"agreement" is missing here.',
    }


def test_its_ids_are_suggested_for_mistyped_ones(home: Path) -> None:
    case = CASE | {
        "refund": {"grounds": ["wrong_acount"], "requested": "GBP 500.00"},
        "case": CASE["case"] | {"channel": "creator_hub"},
    }
    case["payments"] = [CASE["payments"][0] | {"method": "hub wallet"}]
    done = run("check", "--format", "json", put(home, case), cwd=home)
    fixes = {one["pointer"]: one["fix"] for one in json.loads(done.stdout) if one["rule"] == "S4"}
    assert fixes == {
        "/case/channel": 'Did you mean "creatorhub"?',
        "/refund/grounds/0": 'Did you mean "wrong_account"?',
        "/payments/0/method": 'Did you mean "creatorhub_wallet"?',
    }
    assert "creatorhub_wallet" in run("fix", home / "cases" / "MG-2026-040", cwd=home).stdout


LOOSE = [
    ("channels/creatorhub.json", "creatorhub_help", "desk", "creatorhub_hlep", "creatorhub_help"),
    ("channels/creatorhub.json", "creatorhub_wallet", "way of payment", "creatorhub_walet", "creatorhub_wallet"),
    ("channels/creatorhub.json", "not_delivered", "ground", "not_deliverd", "not_delivered"),
    (
        "escalations/creatorhub_mediation.json",
        '"channels": ["creatorhub"]',
        "channel",
        '"channels": ["creatorhb"]',
        "creatorhub",
    ),
]


@pytest.mark.parametrize(("name", "there", "what", "instead", "meant"), LOOSE)
def test_an_id_that_no_file_has_is_found(
    home: Path, name: str, there: str, what: str, instead: str, meant: str
) -> None:
    """With the place, and the id that was probably meant; as written, the files are good."""
    assert policies.read(home)
    problems = spoil(home, name, there, instead)
    (problem,) = problems
    assert problem.rule == "O2"
    assert problem.message == f'There is no {what} with this id. Did you mean "{meant}"?'
    assert problem.place.line > 1


SPOILED = [
    (
        "channels/creatorhub.json",
        '"closes_after_days": 30',
        '"closes_after_days": 99999999',
        "A number of at most 3,650 is needed here.",
    ),
    (
        "channels/creatorhub.json",
        '"closes_after_days": 30',
        '"closes_after_years": 9999',
        "A number of at most 150 is needed here.",
    ),
    (
        "channels/creatorhub.json",
        '  "desk": "creatorhub_help",\n',
        "",
        "Nobody is asked here: add desk, or letters to the creator.",
    ),
    (
        "channels/creatorhub.json",
        '"route": "marketplace"',
        '"route": "market"',
        'This word is not in the list of allowed words. Did you mean "marketplace"?',
    ),
    ("desks/creatorhub_help.json", '"days": 7', '"days": 999999999', "A number of at most 3,650 is needed here."),
    (
        "desks/creatorhub_help.json",
        '"lengths"',
        '"attachment_pattern": "([a-z", "lengths"',
        "This is no regular expression: unterminated character set.",
    ),
    (
        "desks/creatorhub_help.json",
        '"audience": "marketplace"',
        '"audience": "card"',
        "The key speaker is missing: who answers there, as the log names it.",
    ),
    (
        "grounds/wrong_account.json",
        'than the agreed one",\n  "headline',
        'than the agreed one.",\n  "headline',
        "This stands within a sentence: take the sign away that ends it.",
    ),
    (
        "grounds/wrong_account.json",
        '"headline": "The work',
        '"headline": "The {wrk}',
        "This text is printed as it stands, so it has no braces.",
    ),
    (
        "methods/creatorhub_wallet.json",
        '"hub_wallet"',
        '"zelle"',
        "This is the id of a way of payment, and needs no other name.",
    ),
    (
        "escalations/creatorhub_mediation.json",
        '  "steps"',
        '  "ceiling": "ZZZ 600.00",\n  "steps"',
        "There is no currency with this code.",
    ),
    (
        "sources/creatorhub_terms.json",
        '"edition"',
        '"superseded_by": "May 2026", "edition"',
        'This rests on the text "creatorhub_terms", of which a newer edition is known: May 2026.',
    ),
]


@pytest.mark.parametrize(("name", "there", "instead", "message"), SPOILED, ids=lambda one: one[:40])
def test_a_slip_in_a_file_is_told_at_its_place(home: Path, name: str, there: str, instead: str, message: str) -> None:
    """Before anything is built, and never as a mistake of the program."""
    problems = spoil(home, name, there, instead)
    assert message in {problem.message for problem in problems}
    assert {problem.rule for problem in problems} == {"O2"}


def test_a_file_that_nothing_reads_is_told(home: Path) -> None:
    """In a folder that no kind of policy has; what an editor leaves behind, and a note beside the folders, are not told."""
    (home / "policies" / "ground").mkdir()
    (home / "policies" / "ground" / "raw.json").write_text("{}", encoding="utf-8")
    (home / "policies" / "channels" / ".#creatorhub.json").symlink_to("nowhere")
    (home / "policies" / "ideas.json").write_text("not even JSON", encoding="utf-8")
    with pytest.raises(CaseError) as error:
        policies.read(home)
    assert [problem.place.file for problem in error.value.problems] == ["policies/ground/raw.json"]
    assert "grounds/" in error.value.problems[0].fix


def test_a_file_of_an_editor_of_windows_is_read(home: Path) -> None:
    path = home / "policies" / "channels" / "creatorhub.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert policies.read(home).channels["creatorhub"]


@pytest.mark.parametrize("command", [("log", "noted", "--text", "Nothing"), ("new", "MG-2026-041")])
def test_a_broken_policy_is_what_every_command_shows(home: Path, command: tuple[str, ...]) -> None:
    """Not the case, which is right, and not silence."""
    folder = put(home, CASE)
    (home / "policies" / "channels" / "creatorhub.json").write_text("{", encoding="utf-8")
    name, *rest = command
    done = run(name, *([folder] if name == "log" else []), *rest, cwd=home)
    assert done.returncode == 1
    shown = done.stdout + done.stderr
    assert "O2" in shown
    assert "S4" not in shown
    assert not (home / "cases" / "MG-2026-041").exists()


def test_a_list_of_creators_goes_by_the_usual_channel_of_those(home: Path) -> None:
    """Whatever is first of all channels, since a workspace may put one first on which nobody is hired."""
    own = json.loads((REPOSITORY / "src/makegood/policies/channels/ads_suspended.json").read_text(encoding="utf-8"))
    (home / "policies" / "channels" / "own_ads.json").write_text(
        json.dumps(own | {"id": "own_ads", "rank": 0}), encoding="utf-8"
    )
    (home / "list.csv").write_text(
        "handle,amount,due,paid_on\n@ana.example,GBP 500.00,2026-10-01,2026-09-01\n", encoding="utf-8"
    )
    done = run("new", "--from", "list.csv", cwd=home, CI="1")
    assert done.returncode == 0, done.stderr
    (case,) = (home / "cases").glob("MG-*/case.json")
    assert json.loads(case.read_text(encoding="utf-8"))["case"]["channel"] == "direct_bank"
