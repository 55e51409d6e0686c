"""One of each in a workspace: a channel, a ground, a way of payment, a desk, a way on, each a file; the documents come out."""

from __future__ import annotations

import json
import shutil
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import evidence
from test_cli import REPOSITORY, run
from test_howto import blocks

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.domain import policies
from makegood.model.case import Defect, Deliverable
from makegood.model.errors import CaseError, Problem
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load

pytestmark = [pytest.mark.once, pytest.mark.texts]

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
        policies.read(Workspace(home))
    return error.value.problems


def test_the_page_has_one_of_each() -> None:
    kinds = sorted(json.loads(held)["kind"] for held in FILES.values())
    assert kinds == ["channel", "desk", "escalation", "ground", "method", "source"]


@pytest.mark.typeset
def test_the_documents_of_a_channel_of_ones_own_come_out(home: Path, tmp_path: Path) -> None:
    """Text for the desk, its form, its uploads and the packet; the ground, the payment and the way on in their words."""
    folder, out = put(home, CASE), tmp_path / "out"
    assert not pipeline.build(folder, Workspace.containing(folder), out, tmp_path / "cache").failed
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


def test_what_its_desk_did_is_told_by_its_name(home: Path, tmp_path: Path) -> None:
    """In the line of time, and in what a mail of it becomes."""
    log = [
        {"at": "2026-11-20", "event": "sent", "desk": "creatorhub_help", "by": "brand"},
        {"at": "2026-11-22", "event": "rejected", "by": "marketplace"},
    ]
    folder, out = put(home, CASE | {"log": log}), tmp_path / "out"
    assert not pipeline.build(folder, Workspace.containing(folder), out, tmp_path / "cache").failed
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "Creatorhub rejected the request" in page
    assert "The marketplace" not in page
    (tmp_path / "reply.eml").write_text(
        "From: Help <help@creatorhub.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0000\nSubject: No\n\nNo.\n"
    )
    mail = ("--from", tmp_path / "reply.eml", "--by", "marketplace", "--today", "2026-11-24")
    done = run("log", folder, "answered", *mail, cwd=home)
    assert done.returncode == 0, done.stderr
    texts = [one.get("text") for one in json.loads((folder / "case.json").read_text(encoding="utf-8"))["log"]]
    assert texts[-1] == "Creatorhub answered by email"


def change(home: Path, name: str, **keys: object) -> None:
    """Give a file of the workspace these keys."""
    path = home / "policies" / name
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | keys), encoding="utf-8")


def built(home: Path, tmp_path: Path, data: dict[str, Any] = CASE) -> Path:
    """Return the folder into which a case was built."""
    outcome = pipeline.build(
        put(home, data), Workspace.containing(put(home, data)), tmp_path / "out", tmp_path / "cache"
    )
    assert not outcome.failed, outcome.problems
    return tmp_path / "out"


ASKED = {
    "parties.brand.ad_account_id": "AD-7012",
    "parties.brand.business_center_id": "BC-4410",
    "parties.platform.contracting_entity": "Creatorhub Europe Ltd",
}


def test_what_the_channel_asks_for_reaches_its_desk(home: Path, tmp_path: Path) -> None:
    """A number for which a new case asks is in the fields and in the text; what is typed and not asked for is in neither."""
    brand = CASE["parties"]["brand"] | {"ad_account_id": "AD-7012", "business_center_id": "BC-4410"}
    platform = {"name": "Creatorhub", "contracting_entity": "Creatorhub Europe Ltd"}
    data = CASE | {"parties": CASE["parties"] | {"brand": brand, "platform": platform}}
    desk = built(home, tmp_path, data) / "support" / "creatorhub_help"
    fields, request = (desk / "fields.txt").read_text(), (desk / "request-1000.txt").read_text()
    assert not [value for value in ASKED.values() if value in fields + request]
    change(home, "channels/creatorhub.json", asks=["agreement.order_id", *ASKED])
    built(home, tmp_path, data)
    fields, request = (desk / "fields.txt").read_text(), (desk / "request-1000.txt").read_text()
    assert "Ad account: AD-7012\n" in fields
    assert "Business Center: BC-4410\n" in fields
    assert "Company on the invoice: Creatorhub Europe Ltd\n" in fields
    assert "ad account AD-7012 and Business Center BC-4410." in request


def test_a_desk_that_is_written_to_by_mail_is_no_form(home: Path, tmp_path: Path) -> None:
    """A subject, no fields of a form and no counter; without a place of its own the answer comes by mail."""
    out = built(home, tmp_path)
    fields = (out / "support" / "creatorhub_help" / "fields.txt").read_text(encoding="utf-8")
    assert "field by field" in fields
    assert "Subject:" not in fields
    change(home, "desks/creatorhub_help.json", is_by_mail=True, answer_in=[])
    built(home, tmp_path)
    fields = (out / "support" / "creatorhub_help" / "fields.txt").read_text(encoding="utf-8")
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "what to say\nA mail of your own." in fields
    assert "Subject: Refund of GBP 500.00 (MG-2026-040)\n" in fields
    assert "Where the answer appears\nIn the mailbox of jo@tidewrack.example." in fields
    assert "The answer is sent to jo@tidewrack.example." in page
    assert "Attachments of the mail, in their order" in fields
    for word in ("form", "upload", "counter"):
        assert word not in fields
    assert "make sent LETTER=creatorhub_help" in page


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ({"takes_disputes": False}, 'make log EVENT=ticket_opened WHAT=creatorhub_help NUMBER="…"'),
        ({}, 'make log EVENT=dispute_opened WHAT=creatorhub_help NUMBER="…"'),
        ({"is_by_mail": True}, "make sent LETTER=creatorhub_help"),
        ({"answer": []}, "make sent LETTER=creatorhub_help"),
    ],
)
def test_one_command_records_a_request(home: Path, keys: dict[str, object], command: str) -> None:
    """The one that the page names is the one that `make sent` names where no letter is ready."""
    change(home, "desks/creatorhub_help.json", **keys)
    folder = put(home, CASE)
    assert run("build", folder, "--frozen", cwd=home).returncode == 0
    page = (home / "build" / folder.name / "index.html").read_text(encoding="utf-8")
    assert f"<code>{command}</code>" in unescape(page)
    done = run("log", folder, "sent", cwd=home, MAKEGOOD_FROM="case")
    assert done.returncode == 2
    assert f"After you have sent the request, run: {command}" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"attachment_types": ["jpeg", "pdf"]}, "the desk accepts jpeg, pdf, but not png"),
        ({"attachment_bytes": 10}, " bytes (limit: 10)"),
        ({"attachment_pattern": "^[a-z]+[.]png$"}, "the name does not match ^[a-z]+[.]png$"),
        ({"total_bytes": 10}, " bytes in total (limit: 10)"),
        ({"attachment_count": 1}, "2 files (limit: 1)"),
    ],
)
def test_what_a_desk_does_not_take_is_told(home: Path, tmp_path: Path, keys: dict[str, object], told: str) -> None:
    """A22, where its file states it: at each file, or at their folder; within its bounds nothing is told."""
    folder, cache = put(home, CASE), tmp_path / "cache"
    assert "A22" not in {
        one.rule for one in pipeline.build(folder, Workspace.containing(folder), tmp_path / "one", cache).problems
    }
    change(home, "desks/creatorhub_help.json", **keys)
    for _ in range(2):  # what was taken over is held against it too
        outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "out", cache)
        found = [one for one in outcome.problems if one.rule == "A22"]
        assert found
        assert all(told in one.detail for one in found)
        assert all(one.place.file.startswith("support/creatorhub_help/attachments") for one in found)
        assert not outcome.failed


def test_what_a_desk_does_not_take_may_be_accepted(home: Path, tmp_path: Path) -> None:
    change(home, "desks/creatorhub_help.json", attachment_count=1)
    accepted = {"accepted": [{"rule": "A22", "reason": "The second goes by mail."}]}
    outcome = pipeline.build(
        put(home, CASE | accepted),
        Workspace.containing(put(home, CASE | accepted)),
        tmp_path / "out",
        tmp_path / "cache",
    )
    assert "A22" not in {one.rule for one in outcome.problems}


def by_letter(home: Path, letters: list[str], **keys: object) -> None:
    """Make the channel one of letters to the creator first."""
    first = {"asked_first": "creator", "letters": letters, "packets": ["influencer", "marketplace", "court"]}
    change(home, "channels/creatorhub.json", **first, **keys)


MISSING = {"id": "video-1", "type": "video", "due": "2026-11-10", "status": "not_delivered", "evidence": ["post"]}
FRENCH: dict[str, Any] = CASE | {
    "case": CASE["case"] | {"jurisdiction": {"country": "FR"}},
    "deliverables": [MISSING],
    "refund": {"grounds": ["not_delivered"], "alternatives": ["make_good"]},
}
SENT = {"at": "2026-11-02", "event": "sent", "letter": "first_request", "by": "brand", "deadline": "2026-11-16"}
OVER = CASE | {"log": [SENT | {"amount": "GBP 500.00"}]}


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        (["first_request"], "packet/court: This channel has no final notice."),
        (["first_request", "final_notice"], "packet/court: Created when the deadline of the final notice has passed."),
    ],
)
def test_no_packet_is_promised_after_a_letter_that_does_not_come(
    home: Path, tmp_path: Path, letters: list[str], word: str
) -> None:
    by_letter(home, letters)
    assert word in (built(home, tmp_path) / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        (["first_request"], "No letter here ends it then: that is for you to declare."),
        (["first_request", "final_notice"], "The final notice then ends it."),
    ],
)
def test_no_end_is_announced_by_a_letter_that_does_not_come(
    home: Path, tmp_path: Path, letters: list[str], word: str
) -> None:
    """Under French law the first request says that the agreement may be ended; which letter does goes by the channel."""
    by_letter(home, letters)
    page = (built(home, tmp_path, FRENCH) / "index.html").read_text(encoding="utf-8")
    assert "It says that you may end" in page
    assert word in page


@pytest.mark.parametrize(
    ("letters", "made"),
    [
        (["first_request", "reminder", "final_notice"], {"reminder"}),
        (["first_request", "final_notice"], {"final_notice"}),
        (["first_request"], set()),
    ],
)
@pytest.mark.typeset
def test_the_next_letter_is_the_next_that_the_channel_has(
    home: Path, tmp_path: Path, letters: list[str], made: set[str]
) -> None:
    """A channel without a reminder has its final notice once the day of the first request is over."""
    by_letter(home, letters)
    out = built(home, tmp_path, OVER)
    assert {path.name.partition(".")[0] for path in out.glob("email/*.eml")} == made


def test_when_a_final_notice_comes_is_said_by_the_letters_that_there_are(home: Path, tmp_path: Path) -> None:
    sooner = "email/final_notice: Created when the deadline of the first request has passed"
    for letters, is_sooner in (
        (["first_request", "final_notice"], True),
        (["first_request", "reminder", "final_notice"], False),
    ):
        by_letter(home, letters)
        page = (built(home, tmp_path) / "index.html").read_text(encoding="utf-8")
        assert (sooner in page) is is_sooner
        assert ("the deadline of the reminder has passed" in page) is not is_sooner


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
    held = policies.read(Workspace(home))
    assert held.channels["direct_bank"].methods[-1] == "cheque"
    assert "cheque" not in policies.read().channels["direct_bank"].methods
    case = CASE | {
        "case": CASE["case"] | {"channel": "direct_bank"},
        "payments": [CASE["payments"][0] | {"method": "cheque"}],
    }
    out = tmp_path / "out"
    assert not pipeline.build(put(home, case), Workspace.containing(put(home, case)), out, tmp_path / "cache").failed
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
        'The key "creator" is missing.',
        'The key "agreement" is missing.',
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
    ("channels/creatorhub.json", "creatorhub_wallet", "payment method", "creatorhub_walet", "creatorhub_wallet"),
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
    assert policies.read(Workspace(home))
    problems = spoil(home, name, there, instead)
    (problem,) = problems
    assert problem.rule == "O2"
    assert problem.message == f'There is no {what} with this id. Did you mean "{meant}"?'
    assert problem.place.line > 1


STAGES = (
    '  "stages": [{{"stage": "posted", "percent": 50, "text": "Half.", "source": "creatorhub_terms"}},'
    '{{"stage": "posted", "percent": 100, "text": "All.", "source": "creatorhub_terms"{}}}],\n  "windows"'
)
"""Two rules for one stage."""
SPOILED = [
    (
        "channels/creatorhub.json",
        '"closes_after_days": 30',
        '"closes_after_days": 99999999',
        "This number must be 3,650 or less.",
    ),
    (
        "channels/creatorhub.json",
        '"closes_after_days": 30',
        '"closes_after_years": 9999',
        "This number must be 150 or less.",
    ),
    (
        "channels/creatorhub.json",
        '  "desk": "creatorhub_help",\n',
        "",
        "This channel must have a desk, or letters to the creator.",
    ),
    (
        "channels/creatorhub.json",
        '"route": "marketplace"',
        '"route": "market"',
        'This value is not one of the allowed values. Did you mean "marketplace"?',
    ),
    ("desks/creatorhub_help.json", '"days": 7', '"days": 999999999', "This number must be 3,650 or less."),
    (
        "desks/creatorhub_help.json",
        '"lengths"',
        '"attachment_pattern": "([a-z", "lengths"',
        "This regular expression is not valid: unterminated character set.",
    ),
    (
        "desks/creatorhub_help.json",
        '"audience": "marketplace"',
        '"audience": "card"',
        'The key "speaker" is missing. It specifies who answers at this desk, as in "by" of a log entry.',
    ),
    (
        "channels/creatorhub.json",
        '"section": "section 5" }',
        '"section": "section 5", "regions": ["GB", "XX"] }',
        "This must be a country code, such as GB, or one of these groups: EU, EEA.",
    ),
    (
        "channels/creatorhub.json",
        '  "windows"',
        STAGES.format(""),
        "Another entry has the same stage and grounds. Remove one of the two entries, or change its grounds.",
    ),
    (
        "grounds/wrong_account.json",
        'than the agreed one",\n  "headline',
        'than the agreed one.",\n  "headline',
        "This text is used within a sentence. Remove the punctuation mark at its end.",
    ),
    (
        "grounds/wrong_account.json",
        '"phrase":',
        '"meaning":',
        'The key "phrase" is missing.',
    ),
    (
        "grounds/wrong_account.json",
        '"headline": "The work',
        '"headline": "The {wrk}',
        "This text is printed unchanged, so it cannot contain braces.",
    ),
    (
        "methods/creatorhub_wallet.json",
        '"hub_wallet"',
        '"zelle"',
        "This name cannot be used, because it is the id of a payment method.",
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
        'This file is based on the text "creatorhub_terms", which has a newer edition: May 2026.',
    ),
]


@pytest.mark.parametrize(("name", "there", "instead", "message"), SPOILED, ids=lambda one: one[:40])
def test_a_slip_in_a_file_is_told_at_its_place(home: Path, name: str, there: str, instead: str, message: str) -> None:
    """Before anything is built, and never as a mistake of the program."""
    problems = spoil(home, name, there, instead)
    assert message in {problem.message for problem in problems}
    assert {problem.rule for problem in problems} == {"O2"}


def test_a_stage_has_a_rule_for_each_ground(home: Path) -> None:
    """Which is not the same stage twice."""
    path = home / "policies" / "channels" / "creatorhub.json"
    own = STAGES.format(', "grounds": ["wrong_account"]')
    path.write_text(FILES["policies/channels/creatorhub.json"].replace('  "windows"', own), encoding="utf-8")
    assert len(policies.read(Workspace(home)).channels["creatorhub"].stages) == 2


def test_a_group_of_regions_has_countries_alone(home: Path) -> None:
    own = json.loads((REPOSITORY / "src/makegood/policies/regions.json").read_text(encoding="utf-8"))
    own["groups"] = {"EEA": own["groups"]["EEA"], "EU": own["groups"]["EU"], "ANZ": ["AU", "NZ"]}
    path = home / "policies" / "regions.json"
    path.write_text(json.dumps(own), encoding="utf-8")
    assert policies.read(Workspace(home)).regions.groups["ANZ"] == ("AU", "NZ")
    (problem,) = spoil(home, "regions.json", '"NZ"', '"NZL"')
    assert problem.place.pointer == "/groups/ANZ/1"
    assert "code of two capital letters" in problem.message


@pytest.mark.parametrize(
    ("name", "pointer"), [("sources/creatorhub_terms.json", "/as_of"), ("grounds/wrong_account.json", "/as_of")]
)
def test_a_day_of_reading_that_has_not_come_yet_is_told(home: Path, name: str, pointer: str) -> None:
    """At its place, in both forms of the list; on that day itself it is good."""
    path = home / "policies" / name
    path.write_text(path.read_text(encoding="utf-8").replace("2026-11-20", "2026-11-22"), encoding="utf-8")
    assert run("policies", "--today", "2026-11-22", cwd=home).returncode == 0
    for form in ("human", "json"):
        done = run("policies", "--format", form, "--today", "2026-11-21", cwd=home)
        assert done.returncode == 1
        assert done.stdout == ""
        assert f"policies/{name}" in done.stderr
        assert "This date is in the future." in done.stderr
        assert "Write the date on which you read the text." in done.stderr
    (problem,) = policies.future_reading_days(Workspace(home), date(2026, 11, 21))
    assert problem.place.pointer == pointer
    assert problem.place.line > 1


def test_a_file_that_nothing_reads_is_told(home: Path) -> None:
    """In a folder that no kind of policy has; what an editor leaves behind, and a note beside the folders, are not told."""
    (home / "policies" / "ground").mkdir()
    (home / "policies" / "ground" / "raw.json").write_text("{}", encoding="utf-8")
    (home / "policies" / "channels" / ".#creatorhub.json").symlink_to("nowhere")
    (home / "policies" / "ideas.json").write_text("not even JSON", encoding="utf-8")
    with pytest.raises(CaseError) as error:
        policies.read(Workspace(home))
    assert [problem.place.file for problem in error.value.problems] == ["policies/ground/raw.json"]
    assert "grounds/" in error.value.problems[0].fix


def test_a_file_of_an_editor_of_windows_is_read(home: Path) -> None:
    path = home / "policies" / "channels" / "creatorhub.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert policies.read(Workspace(home)).channels["creatorhub"]


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


def needs_of(home: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Return what the grounds of a case need, by the id of the proof, with the policies of the workspace."""
    known = policies.read(Workspace(home))
    case, warnings = check(load(put(home, data), Workspace(home)), known)
    return {need.id: need for need in derive(case, known, warnings).needs}


def test_a_ground_of_ones_own_in_old_words_is_shown_by_the_new_ones(home: Path) -> None:
    """A ground that names posted_nonconforming is shown by each defect that this word stands for, and by no other."""
    change(home, "grounds/wrong_account.json", statuses=["posted_nonconforming"], defects=[])
    ground = policies.read(Workspace(home)).grounds["wrong_account"]
    post = Deliverable(id="v", type="video", status="posted")
    for code, is_shown in (("other", True), ("wrong_product", True), ("late", False), ("missing_disclosure", False)):
        assert ground.is_shown_by(post, [Defect(code=code)]) == is_shown  # type: ignore[arg-type]  # all are codes
    assert not ground.is_shown_by(post, [])


def test_a_proof_of_ones_own_takes_its_kinds_and_its_deliverable(home: Path) -> None:
    """The kind, the deliverable and the time of a proof are read from the file; so is how older files wrote the time."""
    item = CASE["deliverables"][0] | {"status": "posted", "defects": [{"code": "other", "detail": "Not her account."}]}
    kinds = {"post_screenshot": True, "profile_screenshot": False}
    for kind, is_proven in kinds.items():
        evidence = [entry | ({"kind": kind} if entry["id"] == "post" else {}) for entry in CASE["evidence"]]
        need = needs_of(home, CASE | {"deliverables": [item], "evidence": evidence})["post"]
        assert need.is_proven == is_proven
        assert bool(need.wrong_kind) != is_proven
    other = item | {"id": "video-2", "evidence": []}
    assert needs_of(home, CASE | {"deliverables": [item, other]})["post"].lacking == ("video-2",)
    minimum = json.loads((home / "policies/grounds/wrong_account.json").read_text(encoding="utf-8"))["minimum"]
    for when in ({"taken": "after_due"}, {"after_due": True}):
        change(home, "grounds/wrong_account.json", minimum=[minimum[0] | when])
        assert policies.read(Workspace(home)).grounds["wrong_account"].minimum[0].taken == "after_due"
    change(home, "grounds/wrong_account.json", minimum=[minimum[0] | {"taken": "some day"}])
    with pytest.raises(CaseError):
        policies.read(Workspace(home))
