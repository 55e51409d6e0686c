"""A letter before its proof: a case without a single file of evidence has all its letters and texts, and none is untrue."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from test_channels import CHANNELS, NOBODY, case
from test_ladder import FIRST, REMINDER, Entry

from makegood.model.workspace import Workspace
from makegood.storage import package_data
from makegood.pipeline import build as pipeline
from makegood.model.errors import Problem
from makegood.pipeline.build import OF_TEMPLATES

pytestmark = pytest.mark.once

OFFER = "We will send you our records on request."
ENCLOSING = ("attached packet", "packet with this letter", "Exhibit", "exhibit")
DEAL: Entry = {"at": "2026-11-25", "event": "agreed", "by": "creator", "amount": "GBP 300.00", "deadline": "2026-12-18"}
LADDER: dict[str, tuple[str, str, tuple[Entry, ...], dict[str, Any]]] = {
    "first_request": ("direct_bank", "2026-11-23", (), {}),
    "reminder": ("direct_bank", "2026-12-08", (FIRST,), {}),
    "final_notice": ("direct_bank", "2026-12-16", (FIRST, REMINDER), {}),
    "partial_counter": (
        "direct_bank",
        "2026-11-25",
        (FIRST, {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 100.00"}),
        {},
    ),
    "extension_granted": (
        "direct_bank",
        "2026-11-25",
        (FIRST, {"at": "2026-11-25", "event": "extended", "by": "brand", "deadline": "2026-12-14"}),
        {},
    ),
    "acceptance": ("direct_bank", "2026-11-25", (FIRST, DEAL), {}),
    "refund_received": (
        "direct_bank",
        "2026-12-10",
        (FIRST,),
        {
            "payments": [
                {"paid_on": "2026-11-06", "amount": "GBP 900.00"},
                {"direction": "in", "paid_on": "2026-12-10", "amount": "GBP 50.00"},
            ]
        },
    ),
    "not_our_ground": (
        "direct_bank",
        "2026-11-25",
        (FIRST, {"at": "2026-11-25", "event": "waived", "by": "brand"}),
        {},
    ),
    "settlement_offer": (
        "direct_bank",
        "2026-11-25",
        (FIRST,),
        {"refund": {"grounds": ["partially_delivered"], "offer": {"amount": "GBP 200.00", "pay_by": "2026-12-30"}}},
    ),
    "dispute_notice": (
        "direct_paypal",
        "2026-12-08",
        (FIRST, {"at": "2026-12-08", "event": "dispute_opened", "by": "brand", "number": "PP-D-4821"}),
        {},
    ),
}


def without_proof(data: Any) -> Any:
    """Take every piece of evidence out of a case, and every place that names one."""
    if isinstance(data, dict):
        return {key: without_proof(value) for key, value in data.items() if key != "evidence"}
    return [without_proof(one) for one in data] if isinstance(data, list) else data


def built(tmp_path: Path, data: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> tuple[Path, tuple[Problem, ...]]:
    """Build a case as it is; return its result, and what was found before anybody asks whose template it was."""
    monkeypatch.setattr(pipeline, "_without_template_warnings", lambda found, _texts: found)
    folder = tmp_path / "MG-2026-201"
    folder.mkdir()
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "out", tmp_path / "cache")
    assert not outcome.failed, [(one.rule, one.message, one.detail) for one in outcome.problems]
    return tmp_path / "out", outcome.problems


@pytest.mark.parametrize("letter", LADDER)
def test_every_letter_is_made_without_proof(tmp_path: Path, letter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It encloses nothing and speaks of nothing enclosed; no rule about templates fires in one of the program's own."""
    channel, day, log, changes = LADDER[letter]
    data = without_proof(case(channel)) | changes
    data["case"]["as_of"], data["log"] = day, list(log)
    out, problems = built(tmp_path, data, monkeypatch)
    assert [one for one in problems if one.rule in OF_TEMPLATES] == []
    mail = message_from_bytes((out / "email" / f"{letter}.eml").read_bytes(), policy=default)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert list(mail.iter_attachments()) == []
    assert [word for word in ENCLOSING if word in text] == []
    assert (OFFER in text) == (letter in {"first_request", "final_notice"})
    assert not (out / "packet").exists()


@pytest.mark.parametrize("channel", [one for one in CHANNELS if one != NOBODY])
def test_every_channel_is_asked_without_proof(tmp_path: Path, channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page lists what is missing and where to get it; no rule about templates fires."""
    out, problems = built(tmp_path, without_proof(case(channel)), monkeypatch)
    assert [one for one in problems if one.rule in OF_TEMPLATES] == []
    assert not (out / "packet").exists()
    page = (out / "index.html").read_text(encoding="utf-8")
    missing = [one for one in problems if one.rule == "E3"]
    assert missing
    assert page.count("Missing: ") >= len(missing)  # a payment without proof is M10
    texts = (
        [path.read_text(encoding="utf-8") for path in (out / "support").rglob("request-*.txt")]
        if (out / "support").exists()
        else []
    )
    assert [word for text in texts for word in ("are attached", "is attached") if word in text] == []


def test_a_template_of_the_program_is_nobodys_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in it is reported as ours; the same in a template of the user's is hers to correct. Style is dropped."""
    data = case("direct_bank")
    data["evidence"], data = [], without_proof(data)
    folder = tmp_path / "work" / "cases" / "MG-2026-201"
    folder.mkdir(parents=True)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    own = tmp_path / "work" / "templates" / "email" / "first_request.txt.j2"
    own.parent.mkdir(parents=True)
    spoiled = (package_data.folder("templates") / "email" / "first_request.txt.j2").read_text(encoding="utf-8")
    own.write_text(spoiled.replace("{{ letter.differ() }}", "We ask  for it.\n\n1. Pay.\n2."), encoding="utf-8")

    def fixes() -> dict[str, str]:
        outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "out", tmp_path / "cache")
        return {one.rule: one.fix for one in outcome.problems if one.rule in OF_TEMPLATES}

    hers = fixes()
    assert hers.keys() >= {"A12", "A13"}
    assert all("own" not in fix for fix in hers.values())
    monkeypatch.setattr(package_data, "is_as_shipped", lambda _path: True)
    assert set(fixes().values()) == {pipeline.OURS}


def test_a_changed_template_is_not_as_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of hashes is that of the templates as they are; `pytest --renew` writes it anew. One byte tells."""
    path = package_data.folder("templates") / "email" / "reminder.txt.j2"
    assert package_data.is_as_shipped(path)
    assert not package_data.is_as_shipped(tmp_path / "reminder.txt.j2")
    monkeypatch.setitem(package_data.shipped(), "email/reminder.txt.j2", "0" * 64)
    assert not package_data.is_as_shipped(path)


def test_the_list_of_templates_is_whole(renew: bool) -> None:
    """In the form of sha256sum, so that anybody can check a copy."""
    from hashlib import sha256  # noqa: PLC0415  # here alone

    folder, listed = package_data.folder("templates"), package_data.PACKAGE / "templates.sha256"
    paths = sorted(path.relative_to(folder).as_posix() for kind in ("*.j2", "*.toml") for path in folder.rglob(kind))
    text = "".join(f"{sha256((folder / path).read_bytes()).hexdigest()}  {path}\n" for path in paths)
    if renew:
        listed.write_text(text, encoding="utf-8")
    assert listed.read_text(encoding="utf-8") == text
