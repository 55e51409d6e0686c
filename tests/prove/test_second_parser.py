"""Every letter as another program's parser reads it: npm mailparser sees what Python sees, and what the case says."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from email import message_from_bytes
from email.message import MIMEPart
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, PAYPAL
from test_derive import facts
from test_ladder import FIRST, PART, REMINDER, on
from test_render import texts

from makegood.assemble.mail import mail
from makegood.model.case import Case, Representative
from makegood.mailbox import in_ascii
from makegood.model.artifact import Text

ROOT = Path(__file__).parent.parent.parent
MODULES = Path(os.environ.get("MAKEGOOD_MAILS", ROOT / "build" / ".mails"))
PACKET = b"%PDF-1.7\n" + bytes(range(256)) * 40
DAY = "2026-12-09"
EVENTS: Mapping[str, Mapping[str, object]] = {
    "acceptance": {"event": "agreed", "by": "creator", "amount": "GBP 300.00", "deadline": "2026-12-18"},
    "extension_granted": {"event": "extended", "by": "brand", "deadline": "2026-12-18"},
    "not_our_ground": {"event": "waived", "by": "brand"},
    "partial_counter": {"event": "answered", "by": "creator", "amount": "GBP 10.00"},
    "dispute_notice": {"event": "dispute_opened", "by": "brand", "number": "PP-D-1"},
}
HARD = {
    "names": ("Zoë \"Zo\" O'Ryan, née Łukasiewicz", "zoë"), "long": ("A" * 150 + " " + "Ü" * 40, "a" * 60),
    "right to left": ("نادية حداد", "nadia"), "comma": ("Marlowe, Ana", "ana"),
}  # fmt: skip
SUBJECTS = ("Refund of GBP 500.00 for Vidéo 3 – “Herbst” (MG-2026-101)", "Refund " + "ü" * 120, "Refund " + "x" * 300)


def parsed(mails: list[bytes]) -> list[dict[str, Any]]:
    """Ask mailparser; what is missing is said, and nothing is passed over."""
    if shutil.which("node") is None or not (MODULES / "node_modules" / "mailparser").is_dir():
        pytest.fail("Node.js or its package mailparser is not here: install nodejs and npm, then type make prove")
    told = json.dumps({"modules": str(MODULES), "mails": [base64.b64encode(one).decode() for one in mails]})
    command = ["node", str(Path(__file__).parent / "mails" / "read.mjs")]
    found: list[dict[str, Any]] = json.loads(
        subprocess.run(command, input=told, capture_output=True, text=True, check=True).stdout
    )
    assert len(found) == len(mails)
    return found


def agrees(data: bytes, theirs: dict[str, Any], case: Case, text: Text, thread: tuple[str, ...]) -> None:
    """Hold what mailparser read against what Python reads, and both against what was meant."""
    message = message_from_bytes(data, policy=default)
    for field in ("From", "To", "Cc", "Bcc"):
        # Python 3.11 leaves a blank between the encoded parts of a long name; what it should be is held below.
        ours = [[_close(one.display_name), one.addr_spec] for line in message.get_all(field, []) for one in line.addresses]
        # mailparser shows a domain in its own letters, and the header has it as DNS knows it.
        assert [[_close(name), in_ascii(address)] for name, address in theirs[field.lower()]] == ours, field
    assert sorted(theirs["headers"]) == sorted(name.lower() for name in message.keys())  # noqa: SIM118  # names repeat
    creator = case.parties.creator
    assert creator
    assert theirs["to"][0][0] == creator.display_name
    assert (theirs["cc"] != []) is (creator.representative is not None)
    assert theirs["bcc"] == []
    assert theirs["subject"] == message["Subject"] == text.subject
    assert theirs["messageId"] == message["Message-ID"]
    assert (theirs["inReplyTo"], tuple(theirs["references"])) == ((thread[-1], thread) if thread else (None, ()))
    plain, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert page is not None
    assert theirs["text"].replace("\r\n", "\n").strip() == _lines(plain) == text.body.strip()
    assert theirs["html"].replace("\r\n", "\n").strip() == _lines(page) == text.html.strip()
    assert theirs["attachments"] == [{
        "name": "packet.pdf", "type": "application/pdf", "size": len(PACKET), "disposition": "attachment",
        "sha256": hashlib.sha256(PACKET).hexdigest(),
    }]  # fmt: skip


def _close(name: str) -> str:
    return "".join(name.split())


def _lines(part: MIMEPart) -> str:
    """Give a part's text with line feeds alone."""
    content: str = part.get_content()
    return content.replace("\r\n", "\n").strip()


def hold(given: list[tuple[Case, Text, tuple[str, ...]]]) -> None:
    """Write each mail, have it read by both, and compare."""
    mails = [mail(text, case, ("packet.pdf", PACKET), thread) for case, text, thread in given]
    for data, theirs, (case, text, thread) in zip(mails, parsed(mails), given, strict=True):
        agrees(data, theirs, case, text, thread)


def test_all_ten_letters_are_read_alike(workspace: Path) -> None:
    """Each as its step of the road makes it, in a thread of two."""
    found = [facts(workspace, BANK, log=[])]
    found += [on(workspace, "2026-12-08", FIRST), on(workspace, "2026-12-16", FIRST, REMINDER)]
    found += [on(workspace, "2026-11-25", FIRST, refund__offer={"amount": "GBP 350.00"})]
    found += [on(workspace, "2026-12-10", FIRST, back=(PART,))]
    found += [on(workspace, DAY, FIRST, {"at": DAY, **event}, ref=PAYPAL) for event in EVENTS.values()]
    thread = ("<first@mail.example>", "<second.2026@mail.example>")
    letters = [(one.case, text, thread) for one in found for text in texts(one).values() if text.kind == "email"]
    assert len({text.document for _, text, _ in letters}) == 10
    hold(letters)


def test_hard_names_and_subjects_are_read_alike(workspace: Path) -> None:
    """Other letters, commas and quotes, names and subjects that fill several lines, a domain in letters of its own."""
    found = facts(workspace, BANK, log=[])
    [letter] = [text for text in texts(found).values() if text.kind == "email"]
    creator = found.case.parties.creator
    assert creator
    given = []
    for name, _ in HARD.values():
        other = Representative(name=f"Agent of {name}", email="agent@büro.example")
        person = replace(creator, display_name=name, email="ana@faß.example", representative=other)
        given.append((replace(found.case, parties=replace(found.case.parties, creator=person)), letter, ()))
    given += [(found.case, replace(letter, subject=subject), ("<a@b.example>",)) for subject in SUBJECTS]
    hold(given)


def test_a_mail_that_says_something_else_is_seen(workspace: Path) -> None:
    """Negative control: another recipient, another attachment, another subject."""
    found = facts(workspace, BANK, log=[])
    [letter] = [text for text in texts(found).values() if text.kind == "email"]
    data = mail(letter, found.case, ("packet.pdf", PACKET))
    for spoiled in (
        data.replace(b"X-Unsent: 1", b"Bcc: x@evil.example"),
        data.replace(b"Subject: Refund", b"Subject: Refunds"),
        data.replace(b"packet.pdf", b"packet.exe"),
    ):
        assert spoiled != data
        with pytest.raises(AssertionError):
            agrees(spoiled, parsed([spoiled])[0], found.case, letter, ())
