"""The ten hazards of docs/compare.md: each mail is as intended, or a rule refuses it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from hazards import GOOD, HAZARDS, REF, REPOSITORY, Data, Hazard, Sent, faults, put

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline

pytestmark = pytest.mark.once

REFUSED = {
    "newline in a name": {"S5"},
    "`=?` in a subject": {"N5"},
    "second address in a field": {"T2"},
    "empty field": {"S11"},
    "name from right to left": {"G1"},
    "handle that is a URL": {"T1"},
    "attachment name with a turn": {"F9", "J7"},
}
"""The others are mailed as they were meant."""


LONG_TO_TYPESET = {"name of 200 characters", "domain in other letters"}
"""Of the three that are mailed, whose mails and packets are made in `make prove` alone."""


@pytest.mark.parametrize(
    "hazard",
    [pytest.param(one, marks=pytest.mark.whole if one.name in LONG_TO_TYPESET else (), id=one.name) for one in HAZARDS],
)
def test_a_hazard_is_refused_or_mailed_as_it_was_meant(hazard: Hazard, tmp_path: Path) -> None:
    """Never a mail that is another than it was meant."""
    outcome = pipeline.build(
        folder := put(hazard.data, tmp_path),
        Workspace.containing(folder),
        tmp_path / "out",
        tmp_path / "cache",
    )
    errors = {problem.rule for problem in outcome.problems if problem.severity == "error"}
    mail = tmp_path / "out" / "email" / "first_request.eml"
    assert errors == REFUSED.get(hazard.name, set())
    assert mail.exists() is not bool(errors)
    assert errors or faults(hazard.data, Sent(mail.read_bytes())) == []


@pytest.mark.texts
@pytest.mark.parametrize("hazard", [one for one in HAZARDS if one.name in LONG_TO_TYPESET], ids=lambda one: one.name)
def test_what_is_mailed_as_it_was_meant_is_not_refused(hazard: Hazard, tmp_path: Path) -> None:
    """The text of the mail is made; its packet is a matter of `make prove`."""
    folder = put(hazard.data, tmp_path)
    outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "out", tmp_path / "cache")
    assert not outcome.failed
    assert hazard.data.name in (tmp_path / "out" / "email" / "first_request.txt").read_text(encoding="utf-8")


def mailed(to: str = "Ana Marlowe <ana@marlowe-studio.example>", **more: str) -> bytes:
    """Write a mail by hand; `more` replaces or adds headers."""
    head = {
        "From": "Jo Penrose <refunds@harbourpine.example>",
        "To": to,
        "Subject": f"Refund of GBP 500.00 for Video 3 ({REF})",
        **more,
    }
    return "".join(f"{name}: {value}\n" for name, value in head.items()).encode() + b"\nDear Ana Marlowe,\n"


def attached(name: str) -> bytes:
    """Write a mail with a file."""
    message = EmailMessage()
    message["To"], message["Subject"] = GOOD.email, GOOD.subjects[0]
    message.set_content("Dear Ana Marlowe,\n")
    message.add_attachment(b"x", "application", "pdf", filename=name)
    return message.as_bytes()


TO = (GOOD.email,)
CONTROLS: list[tuple[Data, Sent, str]] = [
    (GOOD, Sent(mailed(Bcc="boss@other.example")), "another header: bcc"),
    (GOOD, Sent(mailed(), (*TO, "boss@other.example")), "goes to ana@marlowe-studio.example and boss@other.example"),
    (GOOD, Sent(mailed(), ()), "goes to nobody"),
    (GOOD, Sent(mailed("Bo <boss@other.example>"), TO), "To reads boss@other.example"),
    (GOOD, Sent(mailed("Bo <ana@marlowe-studio.example>")), "another name in To"),
    (GOOD, Sent(mailed(Subject="Refund")), "another subject"),
    (Data(title="=?x"), Sent(mailed(Subject=Data(title="=?x").subjects[0])), "a subject that some programs decode"),
    (Data(name=""), Sent(mailed(GOOD.email)), "the name is empty"),
    (
        Data(email="ana@bücher.example"),
        Sent(mailed("ana@xn--bcher-kva.example"), ("ana@bücher.example",)),
        "a domain in letters that DNS does not know",
    ),
    (Data(handle="https://x.example"), Sent(mailed() + b"on https://x.example\n"), "a link for a handle"),
    (GOOD, Sent(attached("a\u202efdp.exe")), "an attachment that reads as another"),
    (GOOD, Sent(mailed().replace(b"Subject", b"X: " + b"y" * 1000 + b"\nSubject")), "a line that is too long"),
]


@pytest.mark.parametrize(("data", "sent", "said"), CONTROLS, ids=lambda one: one if isinstance(one, str) else "")
def test_control_the_judge_sees_each_fault(data: Data, sent: Sent, said: str) -> None:
    """Each of its sentences is said of a mail that deserves it."""
    assert said in faults(data, sent)


def test_control_a_good_mail_has_no_fault() -> None:
    """Written by hand, with and without a name; and to a domain as DNS knows it."""
    assert faults(GOOD, Sent(mailed(), TO)) == faults(GOOD, Sent(mailed(GOOD.email))) == []
    assert faults(Data(email="ana@bücher.example"), Sent(mailed("ana@xn--bcher-kva.example"))) == []
    assert faults(GOOD, Sent(attached("a.pdf"))) == []


def test_the_comparison_page_lists_these_hazards() -> None:
    """docs/compare.md was made from this list, and its results for makegood are those of the tests above."""
    text = (REPOSITORY / "docs" / "compare.md").read_text(encoding="utf-8").partition("\n# Ten email hazards")[2]
    told = dict(line.removeprefix("| ").split(" | ")[:2] for line in text.splitlines() if line.startswith("| "))
    for hazard in HAZARDS:
        rules = " ".join(sorted(REFUSED.get(hazard.name, ())))
        assert told[hazard.name] == (f"**refused, {rules}**" if rules else "**as intended**")
