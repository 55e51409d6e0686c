"""What was sent: kept byte for byte, followed by the next mail, and held against the case."""

from __future__ import annotations

import hashlib
import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.pipeline.examine import BuildOutcome

pytestmark = pytest.mark.once

NAME = "2026-11-23-first_request.eml"
EXPORTED = b"Message-ID: <exported.1@mail.example>\r\n"


def send(case: Path, out: Path, *, exported: bool = True) -> bytes:
    """Build, keep the first request as a mail program exports it, and record it; return its bytes."""
    assert not build(case, out).failed
    made = (out / "email" / "first_request.eml").read_bytes()
    head, _, body = made.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith((b"X-Unsent", b"Message-ID"))]
    data = EXPORTED + b"\r\n".join(lines) + b"\r\n\r\n" + body if exported else made
    (case / "sent").mkdir()
    (case / "sent" / NAME).write_bytes(data)
    entry = {
        "at": "2026-11-23",
        "event": "sent",
        "letter": "first_request",
        "by": "brand",
        "deadline": "2026-12-07",
        "eml": NAME,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    change(case, log=[*json.loads((case / "case.json").read_text(encoding="utf-8"))["log"], entry])
    return data


def change(case: Path, **changes: object) -> None:
    """Set keys of case.json; with two underscores, keys of its objects."""
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for key, value in changes.items():
        above, _, last = key.rpartition("__")
        (data[above] if above else data)[last] = value
    path.write_text(json.dumps(data), encoding="utf-8")


def build(case: Path, out: Path) -> BuildOutcome:
    return pipeline.build(case, Workspace.containing(case), out, out.parent / "cache")


def test_what_was_sent_is_kept_and_never_made_again(case: Path, tmp_path: Path) -> None:
    """Its bytes stand in every later result, whatever becomes of the case."""
    out = tmp_path / "out"
    data = send(case, out)
    for day in ("2026-11-23", "2026-12-08"):
        change(case, case__as_of=day)
        outcome = build(case, out)
        assert [problem.rule for problem in outcome.problems] == []
        assert (out / "sent" / NAME).read_bytes() == data
        assert not (out / "email" / "first_request.eml").exists()
    listed = {one["path"] for one in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]}
    assert f"sent/{NAME}" in listed


@pytest.mark.parametrize("exported", [True, False])
def test_the_next_mail_follows_what_was_sent(case: Path, tmp_path: Path, *, exported: bool) -> None:
    """On the id that the mail program gave it; on none where only our draft was kept, whose id it has replaced."""
    out = tmp_path / "out"
    send(case, out, exported=exported)
    change(case, case__as_of="2026-12-08")
    assert not build(case, out).failed
    mail = message_from_bytes((out / "email" / "reminder.eml").read_bytes(), policy=default)
    expected = "<exported.1@mail.example>" if exported else None
    assert mail["In-Reply-To"] == mail["References"] == expected


def test_an_offer_to_settle_follows_nothing(case: Path, tmp_path: Path) -> None:
    """It stands apart, or whoever reads the thread would read the offer too."""
    out = tmp_path / "out"
    send(case, out)
    change(case, case__as_of="2026-12-08", refund__offer={"amount": "GBP 350.00"})
    assert not build(case, out).failed
    mail = message_from_bytes((out / "email" / "settlement_offer.eml").read_bytes(), policy=default)
    assert "In-Reply-To" not in mail
    assert [part for part in mail.walk() if part.get_content_type() == "application/pdf"] == []
    assert "In-Reply-To" in message_from_bytes((out / "email" / "reminder.eml").read_bytes(), policy=default)


def test_a_case_that_says_something_else_now_is_told(case: Path, tmp_path: Path) -> None:
    """A18: the day of the payment was corrected after the letter had named the old one; a reason answers it."""
    out = tmp_path / "out"
    send(case, out)
    change(case, case__as_of="2026-12-08")
    assert not build(case, out).problems
    data = json.loads((case / "case.json").read_text(encoding="utf-8"))
    data["payments"][0]["paid_on"] = "2026-08-07"
    change(case, payments=data["payments"])
    [told] = [one for one in build(case, out).problems if one.rule == "A18"]
    assert (told.rule, told.severity, told.place.pointer) == ("A18", "warning", f"/log/{len(data['log']) - 1}/eml")
    assert told.detail == "2026-08-06"
    change(case, accepted=[{"rule": "A18", "reason": "Told to Ana on the phone."}])
    assert "A18" not in {one.rule for one in build(case, out).problems}
