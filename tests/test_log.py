"""log: what happened is written down, checked first, with its mail; all else stays byte for byte, or nothing is written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, add_case
from test_cli import run

from makegood.model.workspace import Workspace
from makegood.cli import app
from makegood.formats import json_edit, mail_header
from makegood.commands import log, rewrite
from makegood.model.errors import MachineError
from makegood.pipeline.examine import examine
from makegood.pipeline.load import load
from makegood.commands.log import EVENTS
from makegood.model.words import LogEvent

TODAY = "2026-11-23"
MAIL = (
    b"From: Refunds desk <refunds@harbourpine.example>\r\nTo: Ana Marlowe <ana@creators.example>\r\n"
    b"Cc: Bo Agent <bo@agents.example>\r\nSubject: Refund of GBP 500.00 (MG-2026-101)\r\n"
    b"Message-ID: <MG-2026-101.1@harbourpine.example>\r\nX-Unsent: 1\r\n\r\nBy 7 December 2026, please.\r\n"
)
REPLY = (
    b"From: Ana Marlowe <Ana@Creators.example>\nTo: refunds@harbourpine.example\nSubject: Re: Refund\n"
    b"Date: Wed, 25 Nov 2026 09:12:00 +0100\nMessage-ID: <1@creators.example>\n\nI can pay half.\n"
)
CANARY = "Xylophon-Canary"


class Desk:
    """A case, a build of it that is made up, and a command line."""

    def __init__(self, case: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.case, self.capsys = case, capsys
        self.file = case / "case.json"
        self.said = ""

    def build(self, letters: tuple[str, ...] = ("first_request",), desks: tuple[str, ...] = ()) -> None:
        """Put the mails of a build where they are looked for, with the manifest that names case.json as it is."""
        folder = self.case.parent.parent / "build" / self.case.name
        (folder / "email").mkdir(parents=True, exist_ok=True)
        for letter in letters:
            (folder / "email" / f"{letter}.eml").write_bytes(MAIL.replace(b"Refund of", f"{letter} of".encode()))
        digest = hashlib.sha256(self.file.read_bytes()).hexdigest()
        paths = [*(f"email/{one}.eml" for one in letters), *(f"support/{one}/fields.txt" for one in desks)]
        inputs = [{"path": f"cases/{self.case.name}/case.json", "sha256": digest}]
        (folder / "manifest.json").write_text(json.dumps({"inputs": inputs, "files": [{"path": one} for one in paths]}))

    def log(self, *words: str | Path, status: int = 0, today: str = TODAY) -> str:
        """Type the command; what it said is returned and kept."""
        done = app.run(["log", str(self.case), *map(str, words), "--today", today])
        told = self.capsys.readouterr()
        self.said = told.err
        assert done == status, told.err
        assert told.out == ""
        return told.err

    def refused(self, *words: str | Path, status: int = 2, today: str = TODAY) -> str:
        """Type a command that writes nothing at all."""
        before = tree(self.case)
        said = self.log(*words, status=status, today=today)
        assert tree(self.case) == before
        return said

    @property
    def data(self) -> dict[str, Any]:
        """What case.json says."""
        found: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return found

    @property
    def last(self) -> dict[str, Any]:
        """The last entry of the log."""
        found: dict[str, Any] = self.data["log"][-1]
        return found

    def mail(self, data: bytes = REPLY, name: str = "reply.eml") -> Path:
        """Write a mail beside the cases."""
        path = self.case.parent.parent / name
        path.write_bytes(data)
        return path

    def problems(self) -> set[str]:
        """The rules that check reports now."""
        return {one.rule for one in examine(self.case).problems}


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder and what they hold."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def desk(case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A case paid by bank transfer, as a person at a terminal sees it."""
    monkeypatch.delenv("CI", raising=False)
    return Desk(case, capsys)


# --- a letter that was sent ---


def test_a_letter_is_kept_as_it_was_built_and_recorded_with_its_deadline(desk: Desk) -> None:
    """The very bytes, who got them, the day that the letter gives, and how to undo it."""
    desk.build()
    said = desk.log("sent", "first_request")
    mail = desk.case / "sent" / "2026-11-23-first_request.eml"
    built = desk.case.parent.parent / "build" / BANK / "email" / "first_request.eml"
    assert mail.read_bytes() == built.read_bytes()
    assert desk.last == {
        "at": TODAY,
        "event": "sent",
        "letter": "first_request",
        "by": "brand",
        "via": "email",
        "to": ["ana@creators.example", "bo@agents.example"],
        "subject": "first_request of GBP 500.00 (MG-2026-101)",
        "deadline": "2026-12-07",
        "eml": mail.name,
        "sha256": hashlib.sha256(mail.read_bytes()).hexdigest(),
        "exhibits": ["agreement", "receipt", "post1", "post2", "feed"],
        "amount": "GBP 500.00",
    }
    keys = ["at", "event", "letter", "by", "via", "to", "subject", "amount", "deadline", "eml", "sha256", "exhibits"]
    assert list(desk.last) == keys
    at = 1 + next(n for n, text in enumerate(desk.file.read_text().splitlines()) if '"letter"' in text)
    assert f"case.json:{at}. To undo, remove that line and the comma before it, and " in said
    assert said.rstrip().endswith(
        "sent/2026-11-23-first_request.eml.\nWaiting until 7 December 2026. The date is also in due.ics."
    )
    assert "E14" not in desk.problems()


def test_one_letter_that_is_ready_needs_no_name(desk: Desk) -> None:
    """`make sent` types no name; more than one, or none, is asked about."""
    assert "Build first" in desk.refused("sent")
    desk.build(())
    assert "sent first_request" in desk.refused("sent")
    desk.build((), ("paypal",))
    assert "dispute_opened paypal" in desk.refused("sent")
    desk.build(("reminder", "settlement_offer"))
    said = desk.refused("sent")
    assert "Several letters are ready: reminder, settlement_offer." in said
    assert "sent reminder" in said
    desk.build()
    desk.log("sent")
    assert desk.last["letter"] == "first_request"


@pytest.mark.once
@pytest.mark.texts
def test_a_real_build_and_its_log_agree(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The deadline is the day that stands in the mail, and the next build waits for it."""
    shutil.copytree(built.parent, home := tmp_path / "ws")
    desk = Desk(home / "cases" / BANK, capsys)
    desk.log("sent")
    mail = (desk.case / "sent" / "2026-11-23-first_request.eml").read_bytes()
    assert desk.last["deadline"] == "2026-12-07"
    assert b"7 December 2026" in mail.replace(b"=\r\n", b"")
    assert load(desk.case, Workspace(home)).sent[0].subject == desk.last["subject"]
    assert app.run(["build", "--frozen", str(desk.case)]) == 0
    manifest = json.loads((home / "build" / BANK / "manifest.json").read_text())
    assert f"cases/{BANK}/sent/{desk.last['eml']}" in [one["path"] for one in manifest["inputs"]]
    watched = (home / "build" / BANK / "manifest.d").read_text()
    assert f"$(makegood.root)/cases/{BANK}/sent:\n" in watched
    assert f"$(makegood.root)/cases/{BANK}/sent/{desk.last['eml']}:\n" in watched


def test_a_mail_that_was_exported_is_kept_with_its_own_date(desk: Desk) -> None:
    """The mail program's copy has the Message-ID that counts; its date is when it was sent unless somebody says so."""
    desk.build()
    sent = MAIL.replace(b"X-Unsent: 1\r\n", b"Date: Mon, 23 Nov 2026 17:05:10 -0500\r\n")
    desk.log("sent", "first_request", "--eml", desk.mail(sent))
    assert desk.last["at"] == "2026-11-23T17:05:10-05:00"
    assert desk.last["eml"] == "2026-11-23-first_request.eml"
    assert load(desk.case, Workspace(desk.case.parent.parent)).sent[0].is_draft is False
    other = sent.replace(b"please", b"kindly")
    desk.log("sent", "first_request", "--eml", desk.mail(other), "--on", "2026-11-23", "--deadline", "2026-12-08")
    assert (desk.last["at"], desk.last["deadline"]) == ("2026-11-23", "2026-12-08")
    assert desk.last["eml"] == "2026-11-23-first_request-2.eml"
    assert (desk.case / "sent" / desk.last["eml"]).read_bytes() == other


def test_the_case_must_be_the_one_that_was_built(desk: Desk) -> None:
    """After an edit the mail in the build may say something else than what would be recorded."""
    desk.build()
    desk.file.write_bytes(desk.file.read_bytes().replace(b"Jo Penrose", b"Joe Penrose"))
    assert "case.json was changed after the last build." in desk.log("sent", "first_request")
    assert desk.last["letter"] == "first_request"


def test_a_letter_to_somebody_else_is_said(desk: Desk) -> None:
    """An exported mail that did not go to the creator is recorded, with a word about it."""
    mail = desk.mail(MAIL.replace(b"ana@creators.example", b"eve@elsewhere.example"))
    assert "was not sent to the creator's address" in desk.log("sent", "first_request", "--eml", mail)


def test_the_same_letter_is_recorded_once(desk: Desk) -> None:
    """Typed twice, nothing is written the second time; --again writes it, and T15 asks about it."""
    desk.build()
    desk.log("sent", "first_request")
    assert "already recorded" in desk.refused("sent", "first_request", status=0)
    assert "already recorded" in desk.refused("sent", "first_request", status=0, today="2026-11-24")
    said = desk.log("sent", "first_request", "--again", "--at", "2026-11-23T10:00:00+00:00")
    assert "T15" in said
    assert desk.last["deadline"] == "2026-12-07"
    assert [path.name for path in (desk.case / "sent").iterdir()] == ["2026-11-23-first_request.eml"]


def test_nothing_built_and_nothing_named_is_said(desk: Desk) -> None:
    """Each with what to type."""
    assert "Build first" in desk.refused("sent", "first_request")
    assert "--eml FILE" in desk.said
    assert "Did you mean first_request?" in desk.refused("sent", "first-requst")
    assert "no letter or desk" in desk.refused("sent", "qqqqqq")
    assert "was not found" in desk.refused("sent", "first_request", "--eml", "nowhere.eml")
    assert "is not an email" in desk.refused(
        "sent", "first_request", "--eml", desk.mail(b"\x89PNG\r\n\x1a\n...", "a.png")
    )
    desk.build()
    desk.log("sent", "first_request")
    shutil.rmtree(desk.case.parent.parent / "build")
    assert "is already recorded" in desk.refused("sent", "first_request")


def test_a_letter_that_is_posted_needs_no_mail(desk: Desk) -> None:
    """Nothing is kept; without a day that is known one is asked for."""
    said = desk.log("sent", "reminder", "--via", "post")
    assert "--deadline DAY" in said
    assert "T14" in said  # no first request came before
    assert desk.last == {"at": TODAY, "event": "sent", "letter": "reminder", "by": "brand", "via": "post"}
    assert not (desk.case / "sent").exists()


def test_a_request_to_a_desk_is_no_letter(desk: Desk) -> None:
    """A desk gets no mail; one that did is kept all the same."""
    desk.log("sent", "card_issuer", "--via", "ticket", "--number", "7")
    assert desk.last == {
        "at": TODAY,
        "event": "sent",
        "desk": "card_issuer",
        "by": "brand",
        "via": "ticket",
        "number": "7",
    }
    desk.log("sent", "paypal", "--eml", desk.mail(MAIL))
    assert (desk.last["eml"], desk.last["via"]) == ("2026-11-23-paypal.eml", "email")


def test_what_tiktok_never_held_is_not_asked_of_it(desk: Desk) -> None:
    """The edit would bring an error (C1): it is shown on the line that would be written, and nothing is."""
    said = desk.refused("sent", "tiktok_one", status=1)
    assert "error[C1]" in said
    assert '"desk": "tiktok_one"' in said
    assert "Nothing was recorded, because the entry would cause errors in case.json." in said


# --- a mail that came ---


def test_a_reply_is_filed_and_recorded(desk: Desk) -> None:
    """When, who and what about come from its header; the file is copied, and the case's day moves with it."""
    said = desk.log("answered", "--from", desk.mail(), today="2026-11-26")
    name = "2026-11-25-mail-from-ana-marlowe.eml"
    assert desk.last == {
        "at": "2026-11-25T09:12:00+01:00",
        "event": "answered",
        "by": "creator",
        "via": "email",
        "subject": "Re: Refund",
        "text": "Ana Marlowe answered by email",
        "evidence": ["mail-from-ana-marlowe"],
    }
    assert desk.data["evidence"][-1] == {
        "id": "mail-from-ana-marlowe",
        "file": name,
        "kind": "email",
        "created_on": "2026-11-25",
        "caption": 'Email of 25 November 2026 from Ana Marlowe: "Re: Refund"',
    }
    assert (desk.case / "evidence" / name).read_bytes() == REPLY == desk.mail().read_bytes()
    assert stat.S_IMODE((desk.case / "evidence" / name).stat().st_mode) == 0o666 & ~umask()
    assert desk.data["case"]["as_of"] == "2026-11-25"
    assert "from 2026-11-23 to 2026-11-25" in said
    assert "remove both lines and the commas before them" in said
    assert desk.problems() & {"E1", "E2", "E12", "E13", "D2"} == set()


def umask() -> int:
    """Ask for the mask of new files, which can only be asked for by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_the_same_reply_is_filed_once(desk: Desk) -> None:
    """Typed twice nothing happens; --again cites the same file; a file that lies in evidence/ already stays there."""
    desk.log("answered", "--from", desk.mail(), today="2026-11-25")
    assert "already recorded" in desk.refused("answered", "--from", desk.mail(), status=0, today="2026-11-25")
    desk.log("answered", "--from", desk.mail(), "--again", "--amount", "GBP 250.00", today="2026-11-25")
    assert desk.last["evidence"] == ["mail-from-ana-marlowe"]
    assert desk.last["amount"] == "GBP 250.00"
    lies = desk.case / "evidence" / "saved by hand.eml"
    lies.write_bytes(REPLY.replace(b"half", b"a third"))
    desk.log("answered", "--from", lies, today="2026-11-25")
    assert desk.data["evidence"][-1]["file"] == "saved by hand.eml"
    assert desk.last["evidence"] == ["mail-from-ana-marlowe-2"]
    assert len(list((desk.case / "evidence").glob("*.eml"))) == 2


def test_two_mails_of_one_day_have_names_of_their_own(desk: Desk) -> None:
    """Names and ids count up; an id that somebody typed is taken too."""
    desk.log("answered", "--from", desk.mail(), today="2026-11-25")
    desk.log("answered", "--from", desk.mail(REPLY + b"PS"), today="2026-11-25")
    assert desk.data["evidence"][-1]["file"] == "2026-11-25-mail-from-ana-marlowe-2.eml"
    assert desk.last["evidence"] == ["mail-from-ana-marlowe-2"]


@pytest.mark.parametrize(
    ("sender", "by"),
    [
        (b"Ana <ana@creators.example>", "creator"),
        (b"ANA@CREATORS.EXAMPLE", "creator"),
        (b"Bo Agent <bo@agents.example>", "creator"),
        (b'"ana@creators.example" <eve@elsewhere.example>', None),
        (b"ana@creators.example, eve@elsewhere.example", None),
        (b"ana@creators.example\nFrom: eve@elsewhere.example", None),
        (b"ana@creators.example.elsewhere.example", None),
        (b"", None),
    ],
)
def test_who_wrote_is_known_by_the_address_alone(desk: Desk, sender: bytes, by: str | None) -> None:
    """A name is no proof, nor is the first of two senders; who is not known has to be said."""
    spoken = '"representative": { "name": "Bo Agent", "email": "bo@agents.example" }, "display_name": "Ana Marlowe"'
    desk.file.write_text(desk.file.read_text().replace('"display_name": "Ana Marlowe"', spoken))
    mail = desk.mail(REPLY.replace(b"Ana Marlowe <Ana@Creators.example>", sender))
    if by:
        desk.log("answered", "--from", mail, today="2026-11-25")
        assert desk.last["by"] == by
    else:
        assert "--by: brand, creator" in desk.refused("answered", "--from", mail, today="2026-11-25")
        desk.log("answered", "--from", mail, "--by", "agency", today="2026-11-25")
        assert (desk.last["by"], desk.last["text"]) == ("agency", "The agency answered by email")
        assert "Ana" not in desk.data["evidence"][-1]["caption"].partition(":")[0]


def test_a_mail_tells_of_other_events_too(desk: Desk) -> None:
    """A refusal or terms that came by mail are filed alike."""
    desk.log("rejected", "--from", desk.mail(), today="2026-11-25")
    assert (desk.last["event"], desk.last["by"], desk.last["via"]) == ("rejected", "creator", "email")
    mail = desk.mail(REPLY + b".")
    desk.log("agreed", "--from", mail, "--amount", "GBP 300.00", "--deadline", "2026-12-18", today="2026-11-25")
    assert desk.last == {
        "at": "2026-11-25T09:12:00+01:00",
        "event": "agreed",
        "by": "creator",
        "via": "email",
        "subject": "Re: Refund",
        "amount": "GBP 300.00",
        "deadline": "2026-12-18",
        "evidence": ["mail-from-ana-marlowe-2"],
    }


def test_a_mail_without_a_date_needs_one(desk: Desk) -> None:
    """So does one whose date cannot be; a typed one goes before the mail's own."""
    without = REPLY.replace(b"Date: Wed, 25 Nov 2026 09:12:00 +0100\n", b"")
    assert "--on 2026-11-23" in desk.refused("answered", "--from", desk.mail(without))
    later = REPLY.replace(b"2026", b"2027")
    assert "later than today" in desk.refused("answered", "--from", desk.mail(later))
    odd = REPLY.replace(b"2026 09:12:00 +0100", b"9999 23:59:59 -1200")
    assert "has no date" in desk.refused("answered", "--from", desk.mail(odd))
    desk.log("answered", "--from", desk.mail(later), "--on", "2026-11-22")
    assert desk.last["at"] == "2026-11-22"
    assert desk.data["evidence"][-1]["created_on"] == "2026-11-22"
    assert desk.data["case"]["as_of"] == TODAY


def test_the_day_of_a_mail_is_the_one_in_the_zone_of_the_case(desk: Desk) -> None:
    """Its own offset stays in the entry; the case's day, its name and caption say one day."""
    late = REPLY.replace(b"09:12:00 +0100", b"23:30:00 -0800")
    desk.log("answered", "--from", desk.mail(late), today="2026-11-26")
    assert desk.last["at"] == "2026-11-25T23:30:00-08:00"
    assert desk.data["case"]["as_of"] == desk.data["evidence"][-1]["created_on"] == "2026-11-26"
    assert desk.data["evidence"][-1]["file"].startswith("2026-11-26-")


HOSTILE = {
    "a header in the subject": b"Subject: Hello\r\n\tBcc: eve@evil.example\r\n",
    "an encoded line end": b"Subject: =?utf-8?q?a=0D=0ABcc:_eve@evil.example?=\n",
    "an encoded word within one": b"Subject: =?utf-8?q?=3D=3Futf-8=3Fq=3F=0Ax=3F=3D?=\n",
    "a terminal": b"Subject: =?utf-8?q?=1B]0;x=07=1B[2J=9B31m?= \x1b[31m\x07\x00\x7f\n",
    "a direction": "Subject: \u202egnp.exe\u2066\u200b\ufeff\u2028x\n".encode(),
    "no letter of ours": "Subject: 漢字 \U0001f600 \ue000\n".encode(),
    "bytes that are no text": b"Subject: \xff\xfe\x80\xe9\n",
    "a long one": b"Subject: " + b"x" * 30000 + b"\n",
    "many long ones": b"Subject: " + b" =?utf-8?q?=F0=9F=98=80?=" * 3000 + b"\n",
    "quotes": b'Subject: "\\", "event": "closed" } ] } //\n',
    "brackets without end": b"To: " + b"(" * 50000 + b"\nSubject: x\n",
    "no subject": b"",
    "a command": b"Subject: ::error file=a::x\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_mail_can_write_more_than_its_words(desk: Desk, name: str) -> None:
    """Neither the case nor the terminal gets a control character, and nothing but an entry and its evidence comes in."""
    before = desk.data
    head, _, body = REPLY.replace(b"Subject: Re: Refund\n", b"").partition(b"\n\n")
    mail = desk.mail(head + b"\n" + HOSTILE[name] + b"\n" + body)
    said = desk.log("answered", "--from", mail, today="2026-11-25")
    data = desk.data
    entry, exhibit = data["log"].pop(), data["evidence"].pop()
    data["case"]["as_of"] = TODAY
    assert data == before
    for text in (*entry.values(), *exhibit.values(), *said.splitlines()):
        assert str(text).isprintable(), text
    assert len(entry.get("subject", "")) <= 300
    assert len(exhibit["caption"]) <= 200
    assert "=?" not in json.dumps(entry)
    assert desk.problems() & {"N4", "N5", "G1", "S11", "J7"} == set()


@pytest.mark.parametrize("name", ["../../up", "a\x1b[31m", "\u202ecod.exe", "con", "x" * 500, "=?utf-8?q?a/b?=", ".."])
def test_no_sender_can_name_a_file(desk: Desk, name: str) -> None:
    """What a file is called is made of letters, digits and hyphens."""
    mail = desk.mail(REPLY.replace(b"Ana Marlowe <Ana@Creators.example>", f'"{name}" <eve@evil.example>'.encode()))
    desk.log("answered", "--from", mail, "--by", "creator", today="2026-11-25")
    file = desk.data["evidence"][-1]["file"]
    assert set(file.removesuffix(".eml")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(file) < 80
    assert (desk.case / "evidence" / file).is_file()


def test_what_is_no_mail_is_refused(desk: Desk, tmp_path: Path) -> None:
    """A picture, an empty file, a folder, a link, a pipe, and one that is too large: each in a sentence."""
    assert "is not an email" in desk.refused("answered", "--from", desk.mail(b"\x89PNG\r\n\x1a\n..."))
    assert "is not an email" in desk.refused("answered", "--from", desk.mail(b""))
    assert "is not a file" in desk.refused("answered", "--from", tmp_path)
    (tmp_path / "link.eml").symlink_to(desk.mail())
    assert "is a link" in desk.refused("answered", "--from", tmp_path / "link.eml")
    os.mkfifo(tmp_path / "pipe.eml")
    assert "is not a file" in desk.refused("answered", "--from", tmp_path / "pipe.eml")
    with desk.mail(name="large.eml").open("r+b") as file:
        file.truncate(25_000_001)
    assert "too large" in desk.refused("answered", "--from", desk.case.parent.parent / "large.eml")


# --- money ---


def test_money_that_came_back_is_a_payment_and_no_entry(desk: Desk) -> None:
    """Once, with its reference; without an amount it is all that is outstanding."""
    log_before = desk.data["log"]
    assert "Recorded GBP 200.00 at" in desk.log("paid", "GBP 200.00", "--reference", "HP-1201", "--text", "Half")
    assert desk.data["payments"][-1] == {
        "paid_on": TODAY,
        "amount": "GBP 200.00",
        "direction": "in",
        "reference": "HP-1201",
        "note": "Half",
    }
    assert "already recorded" in desk.refused("paid", "GBP 200.00", status=0)
    desk.log("paid", "--amount", "GBP 200.00", "--reference", "HP-1202", "--on", "2026-11-22")
    desk.log("paid", "--evidence", "receipt")
    assert desk.data["payments"][-1] == {
        "paid_on": TODAY,
        "amount": "GBP 100.00",
        "direction": "in",
        "evidence": ["receipt"],
    }
    assert desk.data["log"] == log_before
    assert "There is no outstanding amount" in desk.refused("paid")


def test_who_paid_and_what_was_kept_on_the_way_is_recorded(desk: Desk) -> None:
    """The fee is no part of the amount, and stays open; a fee goes with money alone."""
    desk.log("paid", "GBP 200.00", "--by", "creator", "--fee", "GBP 2.50")
    assert desk.data["payments"][-1] == {
        "paid_on": TODAY,
        "amount": "GBP 200.00",
        "direction": "in",
        "via": "creator",
        "fee": "GBP 2.50",
    }
    assert "--fee cannot be used with noted" in desk.refused("noted", "Something", "--fee", "GBP 1.00")
    assert 'Write the amount like "GBP 200.00"' in desk.refused("paid", "GBP 1.00", "--fee", "1")


def test_the_same_money_from_two_hands_is_refused(desk: Desk) -> None:
    """All of it from the creator, and from PayPal as well: nothing is written. More from one hand is a question."""
    desk.log("sent", "first_request", "--on", "2026-11-20", "--via", "post")
    desk.log("paid", "--by", "creator")
    assert "error[M16]" in desk.refused("paid", "GBP 500.00", "--by", "paypal", status=1)
    assert "error[M17]" in desk.refused("paid", "GBP 500.00", "--again", status=1)
    desk.log("paid", "GBP 20.00", "--by", "creator", "--text", "Interest")
    assert len([one for one in desk.data["payments"] if one.get("direction") == "in"]) == 2


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("£200", "GBP 200.00"),
        ("gbp 200.00", "GBP 200.00"),
        ("GBP 200", "GBP 200.00"),
        ("200,00 GBP", "GBP 200.00"),
    ],
)
def test_an_amount_with_one_reading_is_taken_and_shown(desk: Desk, typed: str, taken: str) -> None:
    """With all decimals of its currency, as a letter prints it; the answer says what was taken."""
    assert f"Recorded {taken} at" in desk.log("paid", typed)
    assert desk.data["payments"][-1]["amount"] == taken


@pytest.mark.parametrize("amount", ["200", "GBP 1,200", "$200", "GBP -1.00"])
def test_an_amount_that_can_be_misread_is_refused(desk: Desk, amount: str) -> None:
    """With the form that is read in one way."""
    assert 'Write the amount like "GBP 200.00"' in desk.refused("paid", amount)
    assert 'Write the amount like "GBP 200.00"' in desk.refused("waived", "Why", "--amount", amount)
    meant = {"200": "GBP 200.00"}
    if amount in meant:
        assert f'Did you mean "{meant[amount]}"' in desk.refused("paid", amount)


def test_money_that_cannot_be_added_up_is_not_written(desk: Desk) -> None:
    """Another currency is an error; more than was outstanding is asked about."""
    assert "error[M2]" in desk.refused("paid", "EUR 200.00", status=1)
    assert "more than the outstanding amount" in desk.log("paid", "GBP 500.01")


# --- everything else ---


RECORDED: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "answered": (
        ("answered", "Ana offers half.", "--amount", "GBP 250.00"),
        {"by": "creator", "amount": "GBP 250.00", "text": "Ana offers half."},
    ),
    "agreed": (
        ("agreed", "--amount", "GBP 300.00", "--deadline", "2026-12-18", "--text", "In two parts."),
        {"amount": "GBP 300.00", "deadline": "2026-12-18", "text": "In two parts."},
    ),
    "extended": (("extended", "--deadline", "2026-12-14"), {"by": "brand", "deadline": "2026-12-14"}),
    "rejected": (("rejected", "--by", "creator"), {"by": "creator"}),
    "rejected creator": (("rejected", "creator"), {"by": "creator"}),
    "ticket_opened": (
        ("ticket_opened", "card_issuer", "--number", "TT-1"),
        {"desk": "card_issuer", "by": "brand", "number": "TT-1"},
    ),
    "dispute_opened": (("dispute_opened", "paypal"), {"desk": "paypal", "by": "brand"}),
    "claim_opened": (("claim_opened", "paypal"), {"desk": "paypal", "by": "brand"}),
    "asked": (
        ("asked", "When will it come?", "--via", "dm"),
        {"by": "brand", "via": "dm", "text": "When will it come?"},
    ),
    "checked": (
        ("checked", "Still not there", "--evidence", "feed", "--evidence", "post1"),
        {"by": "brand", "text": "Still not there", "evidence": ["feed", "post1"]},
    ),
    "waived": (
        ("waived", "Not worth it", "--amount", "GBP 50.00"),
        {"by": "brand", "amount": "GBP 50.00", "text": "Not worth it"},
    ),
    "cancelled": (("cancelled", "--by", "creator"), {"by": "creator"}),
    "failed": (("failed", "The promotion stopped"), {"by": "brand", "text": "The promotion stopped"}),
    "noted": (("noted", "Ana called."), {"by": "brand", "text": "Ana called."}),
    "closed": (("closed",), {"by": "brand"}),
}
"""Events that need nothing before them, as typed, and what is recorded but when and what."""


@pytest.mark.parametrize("name", RECORDED)
def test_an_event_is_recorded_as_it_was_typed(desk: Desk, name: str) -> None:
    """Who did it follows from the event; the day is today."""
    words, entry = RECORDED[name]
    desk.log(*words)
    assert desk.last == {"at": TODAY, "event": words[0]} | entry


@pytest.mark.parametrize("event", ["more_info_asked", "approved", "rejected"])
def test_a_desk_answers_what_it_was_asked(desk: Desk, event: str) -> None:
    """T12: not before a request is in the log; then its name says who answers."""
    said = desk.refused(event, "card_issuer", status=1)
    assert "error[T12]" in said
    desk.log("dispute_opened", "card_issuer", "--number", "9")
    desk.log(event, "card_issuer", "--number", "9")
    assert desk.last == {"at": TODAY, "event": event, "desk": "card_issuer", "by": "card_issuer", "number": "9"}


def test_the_desk_of_the_channel_needs_no_name(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it is the one that must be meant; a refusal may be the creator's, so that is asked."""
    desk = Desk(add_case(workspace, "MG-2026-103"), capsys)
    desk.log("dispute_opened", "--number", "PP-D-1")
    assert desk.last["desk"] == "paypal"
    desk.log("approved", "--amount", "USD 500.00")
    assert (desk.last["desk"], desk.last["by"]) == ("paypal", "paypal")
    assert "Specify the creator with" in desk.refused("rejected")
    store = Desk(add_case(workspace, "MG-2026-104"), capsys)
    store.log("sent", "app_store")
    store.log("rejected")
    assert (store.last["desk"], store.last["by"]) == ("app_store", "store")


def test_every_event_of_the_format_can_be_recorded() -> None:
    """And nothing else but money and posts; the examples that explain shows name the event that they are for."""
    from typing import get_args  # noqa: PLC0415  # this test alone

    assert set(EVENTS) == {*get_args(LogEvent), "paid", "posted"}
    assert all(
        kind.example.startswith("make sent " if event == "sent" else f"make log EVENT={event}")
        for event, kind in EVENTS.items()
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cloesd",), "Did you mean closed?"),
        (("zzzz",), "EVENT must be one of: sent, answered, paid"),
        (("answered",), "answered requires --text or --from or --amount"),
        (("extended",), "extended requires --deadline"),
        (("agreed",), "agreed requires"),
        (("noted",), "noted requires --text"),
        (("noted", "a", "--text", "b"), "both describe what happened"),
        (("paid", "GBP 1.00", "--amount", "GBP 1.00"), "both specify the amount"),
        (("noted", "a", "--eml", "x.eml"), "--eml cannot be used with noted"),
        (("paid", "--from", "x.eml"), "--from cannot be used with paid"),
        (("sent", "first_request", "--by", "creator"), "--by cannot be used with sent"),
        (("rejected",), "Specify the creator with --by creator"),
        (("cancelled",), "Specify the person or party with --by: brand, creator"),
        (("rejected", "paypall"), "Did you mean paypal?"),
        (("rejected", "qqqq"), "The desks are:"),
        (("noted", "a", "--by", "creater"), "--by: did you mean creator?"),
        (("noted", "a", "--via", "qqqqqq"), "--via must be one of: email"),
        (("noted", "a", "--on", "23/11/2026"), "--on must be a date such as 2026-11-23"),
        (("noted", "a", "--at", "2026-11-23 10:00"), "--on must be a date such as 2026-11-23"),
        (("noted", "a", "--at", "9999-12-31T23:59:59-12:00"), "--on must be a date such as 2026-11-23"),
        (("noted", "a", "--on", "2026-02-30"), "--on must be a date such as 2026-11-23"),
        (("extended", "--deadline", "Friday"), "--deadline must be a date such as 2026-11-23"),
        (("noted", "a\udcff"), "invisible characters"),
    ],
)
def test_what_is_not_clear_is_asked(desk: Desk, words: tuple[str, ...], said: str) -> None:
    """In one sentence, exit 2, and nothing is written."""
    assert said in desk.refused(*words)


def test_nothing_comes_after_the_end(desk: Desk) -> None:
    """T13: but a note, a look, and the money that comes after all."""
    assert "T8" in desk.log("closed")
    assert "error[T13]" in desk.refused("asked", "Again?", status=1)
    desk.log("noted", "Found the contract.")
    desk.log("checked", "Still nothing.")
    desk.log("paid", "GBP 500.00")


@pytest.mark.parametrize(
    ("letter", "before"),
    [
        ("acceptance", ("agreed", "--amount", "GBP 300.00")),
        ("dispute_notice", ("dispute_opened", "card_issuer")),
        ("refund_received", ("paid", "GBP 100.00")),
    ],
)
def test_a_letter_follows_what_it_answers(desk: Desk, letter: str, before: tuple[str, ...]) -> None:
    """T14: it is not recorded before that is."""
    assert "error[T14]" in desk.refused("sent", letter, "--via", "dm", status=1)
    desk.log(*before)
    desk.log("sent", letter, "--via", "dm")


# --- the day ---


def test_the_day_of_the_case_moves_forward_alone(desk: Desk) -> None:
    """An earlier day leaves it; a later one moves it, and one that is later than today is said."""
    assert "as_of" not in desk.log("noted", "Earlier", "--on", "2026-11-20")
    assert desk.data["case"]["as_of"] == TODAY
    said = desk.log("noted", "Later", "--on", "2026-11-24")
    assert desk.data["case"]["as_of"] == "2026-11-24"
    assert "later than today" in said
    desk.log("noted", "In the zone of the case", "--at", "2026-11-25T23:30:00-08:00", today="2026-11-25")
    assert desk.data["case"]["as_of"] == "2026-11-26"


def test_what_comes_with_the_day_alone_does_not_undo_what_happened(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dispute that has run out since (C11) is told; that somebody called is recorded all the same."""
    desk = Desk(add_case(workspace, "MG-2026-103"), capsys)
    desk.log("dispute_opened", "--number", "PP-D-1")
    said = desk.log("noted", "Ana called.", today="2026-12-20")
    assert "error[C11]" in said
    assert "Recorded at" in said
    assert desk.last["text"] == "Ana called."


# --- the layout ---


def lines(case: Path, ending: str = "\n", indent: str = "  ", mark: bytes = b"") -> bytes:
    """Write the case with other line ends, other steps and a byte-order mark; give the bytes."""
    text = (case / "case.json").read_text(encoding="utf-8")
    steps = [row.replace("  ", indent) if row.startswith(" ") else row for row in text.splitlines()]
    data = mark + (ending.join(steps) + ending).encode()
    (case / "case.json").write_bytes(data)
    return data


@pytest.mark.parametrize(
    ("ending", "indent", "mark"),
    [("\n", "  ", b""), ("\r\n", "  ", b""), ("\n", "\t", b""), ("\r\n", "\t", b"\xef\xbb\xbf"), ("\r", "    ", b"")],
)
def test_all_else_stays_byte_for_byte(desk: Desk, ending: str, indent: str, mark: bytes) -> None:
    """Before and after the splice the bytes are those of before, and taking the entry out gives the old file back."""
    old = lines(desk.case, ending, indent, mark)
    desk.log("noted", "Ana called, “now”: naïve\ttab")
    new = desk.file.read_bytes()
    same = next(at for at in range(len(old)) if old[at] != new[at])
    assert new.endswith(old[same:])
    added = new[same : len(new) - len(old) + same].decode()
    assert added.count("\n") + added.count("\r") == len(ending)
    assert added.lstrip(",\r\n\t ").startswith('{ "at": "2026-11-23", "event": "noted"')
    last = len(json.loads(new.decode("utf-8-sig"))["log"]) - 1
    assert json_edit.remove_value(new, f"/log/{last}") == old


def test_undoing_gives_the_old_file_back_but_for_the_day(desk: Desk) -> None:
    """Both entries out, and as_of as it was: not a byte differs."""
    old = desk.file.read_bytes()
    desk.log("answered", "--from", desk.mail(), today="2026-11-25")
    new = desk.file.read_bytes()
    for pointer in ("/log/2", "/evidence/5"):
        new = json_edit.remove_value(new, pointer)
    assert json_edit.set_value(new, "/case/as_of", '"2026-11-23"') == old


def test_the_line_that_is_named_is_the_entry(desk: Desk) -> None:
    """Removing it, with the comma before it, is what the sentence says it is."""
    old = desk.file.read_bytes()
    said = desk.log("noted", "Ana called.")
    number = int(said.partition("case.json:")[2].partition(".")[0])
    rows = desk.file.read_bytes().split(b"\n")
    assert b"Ana called." in rows[number - 1]
    del rows[number - 1]
    rows[number - 2] = rows[number - 2].removesuffix(b",")
    assert b"\n".join(rows) == old


def test_a_list_that_is_not_there_is_made(desk: Desk) -> None:
    """A case without log gets one; an empty one is filled."""
    text = desk.file.read_bytes()
    data = desk.data
    desk.file.write_bytes(json_edit.remove_value(text, "/log"))
    desk.log("noted", "Ana called.")
    assert [one["text"] for one in desk.data["log"]] == ["Ana called."]
    assert list(desk.data) == list(data)
    desk.file.write_bytes(json_edit.set_value(text, "/log", "[]"))
    said = desk.log("noted", "Ana called.")
    assert [one["text"] for one in desk.data["log"]] == ["Ana called."]
    assert "remove that line." in said


# --- what may not be written ---


def test_a_case_that_is_broken_is_mended_first(desk: Desk) -> None:
    """The text and the shape: what is wrong is shown, and nothing is written."""
    good = desk.file.read_bytes()
    desk.file.write_bytes(good.replace(b'"log": [', b'"log": [,'))
    assert "case.json already contains errors. Fix them first." in desk.refused("noted", "a", status=1)
    assert "error[J1]" in desk.said
    desk.file.write_bytes(good.replace(b'"fee"', b'"feee"'))
    assert "error[S1]" in desk.refused("noted", "a", status=1)
    desk.file.write_bytes(good.replace(b"GBP 1500.00", b"GBP 1600.00", 1))
    assert "error" not in desk.log("noted", "What is wrong elsewhere keeps nobody from writing things down.")


def test_a_case_behind_a_link_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    """Nothing is written through a link, be it case.json or a folder."""
    real = tmp_path / "real.json"
    shutil.move(desk.file, real)
    desk.file.symlink_to(real)
    before = real.read_bytes()
    assert "error[F1]" in desk.refused("noted", "a", status=1)
    assert real.read_bytes() == before
    desk.file.unlink()
    shutil.move(real, desk.file)
    (tmp_path / "elsewhere").mkdir()
    (desk.case / "sent").symlink_to(tmp_path / "elsewhere")
    desk.build()
    assert "is a link" in desk.log("sent", "first_request", status=2)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert desk.file.read_bytes() == before


@pytest.mark.parametrize("words", [("sent", "first_request"), ("answered", "--from")])
def test_all_or_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """Where case.json cannot be written the copies are taken away again, with the folder that was made for them."""
    desk.build()

    def fails(*_: object) -> None:
        raise MachineError("case.json is not writable. It was not changed.")

    monkeypatch.setattr(rewrite, "replace", fails)
    last = [desk.mail()] if words[0] == "answered" else []
    assert "was not changed" in desk.refused(*words, *last, today="2026-11-25")
    assert sorted(path.name for path in desk.case.iterdir()) == ["case.json", "evidence", "story.md"]


def test_a_change_in_between_is_not_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program writes while the entry is tried: its words stay, and the copies go."""
    desk.build()
    judge = log.record.__globals__["copy_files"]

    def meddle(*words: Any) -> Any:
        desk.file.write_bytes(desk.file.read_bytes() + b"\n")
        return judge(*words)

    monkeypatch.setitem(log.record.__globals__, "copy_files", meddle)
    assert "changed by another program" in desk.log("sent", "first_request", status=2)
    assert not (desk.case / "sent").exists()


def test_a_full_disk_costs_nothing(desk: Desk) -> None:
    """Past a limit on the size of files nothing is recorded and no half file stays; a sentence says so."""
    code = """
        import resource, sys
        from makegood.cli.app import run
        resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
        sys.exit(run(sys.argv[1:]))
    """
    before = tree(desk.case)
    mail = desk.mail(REPLY + b"x" * 50000)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(code),
            "log",
            str(desk.case),
            "answered",
            "--from",
            str(mail),
            "--today",
            "2026-11-25",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "its disk is full" in done.stderr
    assert tree(desk.case) == before


def test_a_mail_that_lies_in_sent_already_is_named_there(desk: Desk) -> None:
    """As after a run that was killed before case.json: typed again, the same file is named, and not copied."""
    desk.build()
    desk.log("sent", "first_request")
    desk.file.write_bytes(json_edit.remove_value(desk.file.read_bytes(), "/log/2"))
    desk.log("sent", "first_request", today="2026-11-24")
    assert desk.last["eml"] == "2026-11-23-first_request.eml"
    assert len(list((desk.case / "sent").iterdir())) == 1


@pytest.mark.parametrize("words", [("sent", "first_request"), ("noted", "a")])
def test_a_disk_that_refuses_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """As on a folder that is read only, whoever asks."""
    desk.build()
    opened = os.open

    def refuses(path: Any, flags: int, *rest: Any, **words: Any) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest, **words)

    monkeypatch.setattr(os, "open", refuses)
    assert "is not writable" in desk.refused(*words)


def test_a_folder_takes_no_more_than_load_reads(desk: Desk) -> None:
    """A mail that would make the next check fail is not filed."""
    desk.file.write_bytes(
        json_edit.set_value(desk.file.read_bytes(), "/settings", '{ "limits": { "evidence_files": 5 } }')
    )
    assert "exceed the limits of the evidence/ folder" in desk.refused(
        "answered", "--from", desk.mail(), today="2026-11-25"
    )
    desk.file.write_bytes(
        json_edit.set_value(desk.file.read_bytes(), "/settings", '{ "limits": { "file_bytes": 200 } }')
    )
    assert "exceed the limits of the evidence/ folder" in desk.refused(
        "answered", "--from", desk.mail(REPLY * 2), today="2026-11-25"
    )


def test_what_a_killed_process_left_is_taken_away(desk: Desk) -> None:
    """A file half written beside the folders is no part of the case."""
    (desk.case / ".tmp-copy-999999-0123abcd").write_text("half")
    desk.log("noted", "a")
    assert not list(desk.case.glob(".tmp-*"))


# --- what is said ---


def test_ci_sees_no_value(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of the case, nor of a mail, nor of what was typed; places and rules are said."""
    monkeypatch.setenv("CI", "true")
    mail = desk.mail(REPLY.replace(b"Re: Refund", CANARY.encode()).replace(b"Ana Marlowe", CANARY.encode()))
    said = desk.log("answered", "--from", mail, "--by", "agency", "--text", CANARY, today="2026-11-25")
    said += desk.log("noted", CANARY)
    said += desk.refused("noted", f"{CANARY}\x1b[2J")
    said += desk.refused("noted", CANARY * 100, status=1)
    said += desk.refused("checked", "x", "--evidence", CANARY.lower(), status=1)
    said += desk.log("paid", "GBP 123.45", "--reference", CANARY)
    said += desk.refused("paid", "EUR 99999.99", "--reference", CANARY, status=1)
    said += desk.refused(
        "answered", "--from", desk.mail(mail.read_bytes().replace(b"Ana@C", b"Eve@C")), today="2026-11-25"
    )
    assert CANARY.lower() not in said.lower()
    assert "marlowe" not in said
    assert "123.45" not in said
    assert "2026-11-25" not in said
    assert "case.json:" in said
    assert "S11" in said
    shown = desk.log("noted", f"{CANARY} again", "--show-values", "--on", "2026-11-26")
    assert "2026-11-26" in shown


def test_no_control_character_reaches_the_terminal(desk: Desk) -> None:
    """Not even out of what was typed and refused."""
    for words in (("noted", "a\x1b]0;x\x07b"), ("a\x1b[2J",), ("sent", "\x1b[2J"), ("noted", "a", "--via", "\x9b2J")):
        assert all(one.isprintable() or one == "\n" for one in desk.refused(*words))


def test_the_command_line_is_the_same_from_a_process_of_its_own(case: Path) -> None:
    """As a script types it: nothing on standard output, the path as seen from there."""
    done = run("log", ".", "noted", "Ana called.", "--today", TODAY, cwd=case)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Recorded at case.json:" in done.stderr
    assert done.stderr.startswith("This note appears in the chronology of the packets")
    assert run("log", "nowhere", "closed", cwd=case).returncode == 2


# --- mails, as far as they are read ---


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b"<a@b>", "<a@b>"),
        (b"\r\n <a.b-1@c.example>", "<a.b-1@c.example>"),
        (b"<a b@c>", None),
        (b"<a@b> <c@d>", None),
        (b"a@b", None),
        (b"<\xc3\xa4@b>", None),
        (b"<a\x1b@b>", None),
        (b"<=?utf-8?q?a?=@b>", None),
        (b"<" + b"a" * 300 + b"@b>", None),
        (b"<a@b>\r\nMessage-ID: <c@d>", None),
    ],
)
def test_a_message_id_is_plain_or_none(line: bytes, found: str | None) -> None:
    """It goes into the header of the next mail: what is not one plain word is not taken."""
    assert mail_header.parse_header(b"Message-ID: " + line + b"\r\nSubject: x\r\n\r\n").message_id == found


def test_a_header_ends_where_it_ends(desk: Desk) -> None:
    """No line of the body counts, nor one that may have been cut, nor the line that begins a file of many mails."""
    assert mail_header.parse_header(b"Subject: a\n\nFrom: x@y.example\n").senders == ()
    assert mail_header.parse_header(b"From x Mon Nov 23\nSubject: a\n\n").subject == "a"
    long = b"Subject: a\n" + b"X: y\n" * 20000 + b"From: x@y.example\n\n"
    assert mail_header.parse_header(long).senders == ()
    cut = b"X: " + b"y" * (mail_header.HEAD - 30) + b"\nFrom: x@y.example" + b"z" * 100
    assert mail_header.parse_header(cut).senders == ()
    assert desk.case.is_dir()


@pytest.mark.parametrize(
    ("subject", "body", "is_apart"),
    [
        ("Re: Refund", "Hello", False),
        ("Re: Refund", "WITHOUT  PREJUDICE\n\nI offer half.", True),
        ("Without-prejudice: half", "Hello", True),
        ("W/P half", "Hello", True),
        ("Re: Refund", "I have no prejudice.", False),
    ],
)
def test_a_mail_that_is_marked_without_prejudice_is_kept_apart(
    desk: Desk, tmp_path: Path, subject: str, body: str, *, is_apart: bool
) -> None:
    """In its subject or in its words; the user is told, and can take it back."""
    mail = tmp_path / "reply.eml"
    mail.write_bytes(
        f"From: Ana <ana@creators.example>\nDate: Wed, 18 Nov 2026 10:00:00 +0000\nSubject: {subject}\n\n{body}\n".encode()
    )
    said = desk.log("answered", "--from", str(mail))
    assert desk.last.get("privilege") == ("without_prejudice" if is_apart else None)
    assert ("remove privilege" in said) == is_apart


@pytest.mark.parametrize("again", ["GBP 200", "GBP 200.0", "GBP 200.00"])
def test_one_amount_in_two_spellings_is_one_payment(desk: Desk, again: str) -> None:
    desk.log("paid", "GBP 200.00")
    assert "already recorded" in desk.refused("paid", again, status=0)


def test_what_was_agreed_is_what_is_awaited(desk: Desk) -> None:
    """An amount that nobody typed is the agreed one, and it is told."""
    desk.build()
    desk.log("sent", "first_request")
    desk.log("agreed", "--amount", "GBP 300.00", "--deadline", "2026-12-18", "--by", "creator")
    assert "Recorded GBP 100.00 at" in desk.log("paid", "GBP 100.00")
    assert "Part of the agreed amount has already been received" in desk.refused("paid")


def test_all_of_what_was_agreed_ends_the_request(desk: Desk) -> None:
    """The amount that nobody typed is the agreed one, not all that was asked for."""
    desk.build()
    desk.log("sent", "first_request")
    desk.log("agreed", "--amount", "GBP 300.00", "--deadline", "2026-12-18", "--by", "creator")
    assert "Recorded GBP 300.00 at" in desk.log("paid")
    assert "There is no outstanding amount" in desk.refused("paid")


def test_a_ticket_is_opened_at_a_desk_and_by_us(desk: Desk) -> None:
    """Who answers there is no desk."""
    assert "The desks are" in desk.refused(
        "ticket_opened", "tiktok", "--number", "TT-1"
    ) or "Did you mean" in desk.refused("ticket_opened", "tiktok", "--number", "TT-1")
