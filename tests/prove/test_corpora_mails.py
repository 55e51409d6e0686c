"""Mails that nobody here wrote, as mails that came: each is filed, or refused in a sentence; never a word more."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from corpora import files, told

from makegood.cli import app
from makegood.pipeline.examine import examine

CASES = Path(__file__).parent.parent.parent / "cases"
REF = "MG-2026-001"
LEAST = {"email-cpython": 45, "email-ruby-mail": 100, "email-addresses-isemail": 3}
FILED, REFUSED, UNCLEAR = "filed", "refused by a rule", "refused"
ENDS = {0: FILED, 1: REFUSED, 2: UNCLEAR}


@dataclass
class Desk:
    """A workspace with one case, put back as it was after each mail."""

    home: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def case(self) -> Path:
        """The folder of the case."""
        return self.home / "cases" / REF

    def outcome(self, mail: Path, *words: str) -> tuple[str, str]:
        """File a mail; say what became of it, and what was said."""
        shutil.rmtree(self.case, ignore_errors=True)
        shutil.copytree(CASES / REF, self.case)
        before = self.data()
        status = app.run(["log", str(self.case), "answered", "--from", str(mail), "--today", "2026-11-23", *words])
        said = self.capsys.readouterr()
        assert status in ENDS, said.err
        assert said.out == ""
        assert all(one.isprintable() or one == "\n" for one in said.err), said.err
        self.is_whole(before, filed=status == 0)
        return ENDS[status], said.err

    def data(self) -> dict[str, Any]:
        """What case.json says."""
        found: dict[str, Any] = json.loads((self.case / "case.json").read_text(encoding="utf-8"))
        return found

    def is_whole(self, before: dict[str, Any], *, filed: bool) -> None:
        """One entry and one piece of evidence have come in, or nothing has; nothing in them is unseen."""
        data = self.data()
        if filed:
            entry, exhibit = data["log"].pop(), data["evidence"].pop()
            for text in (*entry.values(), *exhibit.values()):
                assert str(text).isprintable(), text
            assert not [one for one in examine(self.case).problems if one.severity == "error"]
            (self.case / "evidence" / exhibit["file"]).unlink()
        assert data == before
        there = sorted(path.relative_to(self.case) for path in self.case.rglob("*"))
        assert there == sorted(path.relative_to(CASES / REF) for path in (CASES / REF).rglob("*"))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace with an example."""
    monkeypatch.delenv("CI", raising=False)
    (tmp_path / "cases").mkdir()
    shutil.copy(CASES / "defaults.json", tmp_path / "cases")
    return Desk(tmp_path, capsys)


@pytest.mark.parametrize("corpus", LEAST)
def test_every_file_is_filed_or_refused(corpus: str, desk: Desk) -> None:
    """As it is, and with what it does not say typed beside it."""
    asked, typed = Counter[str](), Counter[str]()
    for path in files(corpus, LEAST[corpus]):
        asked[desk.outcome(path)[0]] += 1
        typed[desk.outcome(path, "--on", "2026-11-20", "--by", "creator")[0]] += 1
    told(desk.capsys, f"{corpus}: as it is {dict(asked)}; with a day and a sender {dict(typed)}")
    assert asked[FILED] == 0  # no creator of ours has written one of them
    if corpus != "email-addresses-isemail":
        assert typed[FILED] > LEAST[corpus] // 2


def test_every_address_is_a_sender_or_none(desk: Desk, tmp_path: Path) -> None:
    """An address that is odd, or none, makes no creator of its owner, and harms nothing."""
    figures = Counter[str]()
    addresses: list[str] = []
    for path in files("email-addresses-isemail", 1, "tests*.xml"):
        found = ElementTree.fromstring(path.read_bytes()).iter("address")
        addresses += [one.text or "" for one in found]
    assert len(addresses) > 200
    mail = tmp_path / "mail.eml"
    for address in dict.fromkeys(addresses):
        head = b"Date: Fri, 20 Nov 2026 10:00:00 +0000\nFrom: " + address.encode("utf-8", "surrogatepass")
        mail.write_bytes(head + b"\nSubject: x\n\nHello\n")
        assert desk.outcome(mail)[0] != FILED
        figures[desk.outcome(mail, "--by", "creator")[0]] += 1
    told(desk.capsys, f"isemail: {len(addresses)} senders: {dict(figures)}")
    assert figures[FILED] > 200


def test_control_a_mail_of_the_creator_is_filed(desk: Desk, tmp_path: Path) -> None:
    """The desk can file at all: what is refused above is refused for itself."""
    mail = tmp_path / "mail.eml"
    mail.write_bytes(b"Date: Fri, 20 Nov 2026 10:00:00 +0000\nFrom: ana@marlowe-studio.example\nSubject: x\n\nHello\n")
    assert desk.outcome(mail)[0] == FILED
