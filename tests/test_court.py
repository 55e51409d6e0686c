"""The packet for a court: made once the final notice was in vain, complete, and for archives where that is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import page as validator
import pytest
from conftest import evidence, in_english
from test_channels import case

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.domain import policies
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.verify_output.pdf_text import read_pdf_text
from makegood.pipeline.load import load
from makegood.model.facts import Facts

pytestmark = pytest.mark.once


def put(home: Path, final: str | None, **more: object) -> Path:
    """Write a case of a bank transfer in August; `final` is the last day that the final notice gave."""
    data: dict[str, Any] = case("direct_bank", sent=True)
    first, checked = data["log"]
    letters = [
        {**first, "at": "2026-09-02", "deadline": "2026-09-16"},
        {**first, "at": "2026-09-18", "letter": "reminder", "deadline": "2026-09-28"},
        *([{**first, "at": "2026-10-01", "letter": "final_notice", "deadline": final}] if final else []),
    ]
    data = json.loads(json.dumps(data).replace("2026-10-", "2026-08-").replace(" October ", " August "))
    folder = home / "cases" / "MG-2026-201"
    folder.mkdir(parents=True)
    (folder / "case.json").write_text(json.dumps(data | {"log": [*letters, checked]} | more), encoding="utf-8")
    evidence(folder)
    return folder


def facts(home: Path, final: str | None) -> Facts:
    known = policies.read(None)
    checked, warnings = check(load(put(home, final), None), known)
    return derive(checked, known, warnings)


@pytest.mark.parametrize(("final", "is_made"), [("2026-11-16", True), ("2026-11-30", False), (None, False)])
def test_it_is_made_once_the_final_notice_was_in_vain(tmp_path: Path, final: str | None, *, is_made: bool) -> None:
    """Not before its day is over; the page says when."""
    found = facts(tmp_path, final)
    assert ("packet/court" in {item.id for item in found.plan}) == is_made
    reasons = {item.document: in_english(item.reason) for item in found.not_made}
    assert ("packet/court" in reasons) != is_made
    assert is_made or "final notice" in reasons["packet/court"]


def test_it_says_what_was_asked_and_in_which_order(tmp_path: Path) -> None:
    """The chronology stands before the tables; nothing is claimed for the pages of other PDFs."""
    outcome = pipeline.build(
        folder := put(tmp_path, "2026-11-16"),
        Workspace.containing(folder),
        tmp_path / "build",
        tmp_path / "cache",
    )
    assert not outcome.failed
    packet = (tmp_path / "build" / "packet" / "court.pdf").read_bytes()
    text = " ".join(read_pdf_text(packet).front.split())
    assert "Harbour & Pine Ltd asks that Ana Marlowe return GBP 450.00." in text.replace("\u00a0", " ")
    assert "the final notice on 1 October 2026; nothing has come." in text.replace("\u00a0", " ")
    parts = [
        text.index(f" {part} ", text.index("What it shows"))
        for part in ("Chronology", "Promised and delivered", "How the sum is worked out")
    ]
    assert parts == sorted(parts)
    assert "Packet for a court: does not claim to conform to a PDF standard" in (
        tmp_path / "build" / "index.html"
    ).read_text(encoding="utf-8")


def test_for_archives_it_keeps_both_standards(tmp_path: Path) -> None:
    """Measured on the finished file, which has the pages of a PDF as pictures; the other packet stays as it is."""
    folder = put(tmp_path, "2026-11-16", settings={"archival": ["court"]})
    outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "build", tmp_path / "cache")
    assert not outcome.failed
    packets = {name: (tmp_path / "build" / "packet" / f"{name}.pdf").read_bytes() for name in ("court", "influencer")}
    for profile in (validator.ValidationProfile.PDF_A_3A, validator.ValidationProfile.PDF_UA_1):
        report = validator.validate_pdf_bytes(packets["court"], profile=profile)
        assert report.is_compliant, report.failures
        assert not validator.validate_pdf_bytes(packets["influencer"], profile=profile).is_compliant
    page = (tmp_path / "build" / "index.html").read_text(encoding="utf-8")
    assert "Packet for a court: conforms to PDF/A-3 and PDF/UA-1." in page
    assert "Packet for the creator: does not claim to conform to a PDF standard" in page
    assert "made for archives (PDF/A-3)" in read_pdf_text(packets["court"]).front
