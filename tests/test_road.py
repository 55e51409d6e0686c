"""One case on the whole road: twelve steps from the draft to the last penny, each recorded as a person records it.

What a person reads at each step is compared with what was read and approved; `pytest --renew` writes it anew.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Container, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from functools import partial
from html import unescape
from pathlib import Path

import once
import pypdfium2
import pytest
from conftest import BANK, add_case
from test_cli import run

GOLDENS = Path(__file__).parent / "goldens" / "road"
STEPS: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("01-draft", "2026-11-23", ()),
    ("02-first-request-sent", "2026-11-23", (("sent", "first_request", "--eml", "exported.eml"),)),
    ("03-no-answer", "2026-12-08", ()),
    ("04-reminder-sent", "2026-12-08", (("sent", "reminder", "--eml", "exported.eml"),)),
    ("05-she-answers", "2026-12-10", (("answered", "--from", "reply.eml", "--amount", "GBP 200.00"),)),
    ("06-our-answer-sent", "2026-12-10", (("sent", "partial_counter"),)),
    ("07-part-came", "2026-12-14", (("paid", "GBP 200.00", "--reference", "AM-1"),)),
    ("08-receipt-sent", "2026-12-14", (("sent", "refund_received"),)),
    ("09-nothing-more", "2026-12-22", ()),
    ("10-final-notice-posted", "2026-12-22", (("sent", "final_notice"),)),
    ("11-the-rest-came", "2027-01-11", (("paid", "--reference", "AM-2"),)),
    ("12-closed", "2027-01-11", (("sent", "refund_received"), ("closed",))),
)
"""A step's name, its day, and what is recorded on it."""
TEXTS_ALONE = ("04-reminder-sent", "06-our-answer-sent", "08-receipt-sent")
"""Steps after which no file is sent: their packets are made with --whole alone."""
STOPS = ("02-first-request-sent", "03-no-answer")
"""Steps at which the workspace is kept as it is."""
LEFT = {"01": "500.00", "05": "500.00", "07": "300.00", "09": "300.00", "11": "0.00", "12": "0.00"}
"""What is open after a step, where it changes or might."""


def reply(folder: Path) -> None:
    """Write the mail that Ana sends back."""
    made = EmailMessage()
    made["From"], made["To"] = "Ana Marlowe <ana@creators.example>", "refunds@harbourpine.example"
    made["Date"] = format_datetime(datetime(2026, 12, 10, 9, 41, tzinfo=UTC))
    made["Subject"], made["Message-ID"] = f"Re: Reminder: refund of GBP 500.00 ({BANK})", "<reply.1@creators.example>"
    made.set_content("Hi,\n\nI was ill. I can send GBP 200.00 now. Is that all right?\n\nAna\n")
    (folder / "reply.eml").write_bytes(made.as_bytes())


def export(draft: Path, target: Path) -> None:
    """Write the mail as the mail program that sent it keeps it: with an id of its own, and no mark of a draft."""
    head, _, body = draft.read_bytes().partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith((b"X-Unsent", b"Message-ID"))]
    number = f"Message-ID: <{draft.stem}@mail.example>".encode()
    target.write_bytes(b"\r\n".join([number, *lines]) + b"\r\n\r\n" + body)


def walk(home: Path, texts_alone: Container[str]) -> Iterator[tuple[str, str, Path, Path]]:
    """Take the case from step to step; give each step's name and day, the case and its result."""
    case = add_case(home, BANK)
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["parties"]["creator"]["address"] = ["9 Orchard Row", "Bristol BS1 0XX"]
    path.write_text(json.dumps(data, indent=2), encoding="utf-8")
    reply(home)
    for name, day, acts in STEPS:
        if acts and acts[0][0] == "sent":
            export(home / "build" / BANK / "email" / f"{acts[0][1]}.eml", home / "exported.eml")
        for act in acts:
            done = run("log", case, *act, "--today", day, cwd=home)
            assert done.returncode == 0, (name, done.stderr)
        with once.texts_alone() if name in texts_alone else nullcontext():
            done = run("build", "--renew", "--today", day, case, cwd=home)
        assert done.returncode == 0, (name, done.stderr)
        assert "error" not in done.stderr, (name, done.stderr)
        yield name, day, case, home / "build" / BANK


def read(result: Path) -> dict[str, str]:
    """Give what a person reads of a result: mails, texts, letters, packets, and the page without its code."""
    found = {path.relative_to(result).as_posix(): path.read_text(encoding="utf-8") for path in result.rglob("*.txt")}
    for path in result.rglob("*.pdf"):
        with pypdfium2.PdfDocument(path) as pdf:
            pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
        found[f"{path.relative_to(result).as_posix()}.txt"] = "\f\n".join(pages)
    page = re.sub(r"<(style|script)>.*?</\1>", "", (result / "index.html").read_text(encoding="utf-8"), flags=re.DOTALL)
    words = unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(?:dt|span)>", " ", page)))
    found["index.html.txt"] = re.sub(r"\n\s*\n+", "\n", words).strip() + "\n"
    return found


def loose(text: str) -> str:
    """Leave out what may differ: blanks, ends of lines, hashes of pictures that another encoder made, sizes."""
    return "".join(re.sub(r"\b[0-9a-f]{8}\b|\b\d+ (?:kB|bytes)\b", "#", text).split())


@dataclass(frozen=True)
class Road:
    """What is read at each step; which mails each mail answers; the letter on paper; copies of the workspace."""

    texts: dict[str, dict[str, str]]
    threads: dict[str, tuple[str | None, str | None]]
    letter: bytes
    stops: Path


@pytest.fixture(scope="module")
def whole(request: pytest.FixtureRequest, is_whole: bool) -> Road:
    """The whole road, walked once a session."""
    folder = once.folder(
        "road", partial(walked, texts_alone=() if is_whole or request.config.getoption("--renew") else TEXTS_ALONE)
    )
    texts, threads = json.loads((folder / "read.json").read_text(encoding="utf-8"))
    answers = {name: (before, thread) for name, (before, thread) in threads.items()}
    return Road(texts, answers, (folder / "letter.pdf").read_bytes(), folder / "stops")


@pytest.fixture(scope="module")
def road(whole: Road) -> dict[str, dict[str, str]]:
    """What is read at each step."""
    return whole.texts


def walked(folder: Path, texts_alone: Container[str]) -> None:
    """Walk the road, and keep what `whole` gives; the bytes of what was sent are held on the way."""
    home = folder / "road" / "my cases"
    (home / "cases").mkdir(parents=True)
    found: dict[str, dict[str, str]] = {}
    kept: dict[str, bytes] = {}
    threads: dict[str, tuple[str | None, str | None]] = {}
    letter = b""
    for name, _, case, result in walk(home, texts_alone):
        found[name] = read(result)
        for path in result.rglob("email/*.eml"):
            mail = message_from_bytes(path.read_bytes(), policy=default)
            threads[path.stem] = (mail["In-Reply-To"], mail["References"])
        if name in STOPS:
            shutil.copytree(home, folder / "stops" / name)
        if name == "09-nothing-more":
            letter = (result / "letter" / "final_notice.pdf").read_bytes()
        if name == "10-final-notice-posted":
            assert (case / "sent" / "2026-12-22-final_notice.pdf").read_bytes() == letter
        for path in (case / "sent").glob("*") if (case / "sent").is_dir() else ():
            assert kept.setdefault(path.name, path.read_bytes()) == path.read_bytes()
            assert (result / "sent" / path.name).read_bytes() == kept[path.name]
        log = json.loads((case / "case.json").read_text(encoding="utf-8"))["log"]
        found[name]["log.txt"] = "\n".join(json.dumps(one, ensure_ascii=False) for one in log) + "\n"
    assert len(kept) == 6 + 1
    (folder / "letter.pdf").write_bytes(letter)
    (folder / "read.json").write_text(json.dumps([found, threads]), encoding="utf-8")


@pytest.mark.parametrize("name", [step[0] for step in STEPS])
def test_every_document_at_every_step_is_the_one_that_was_read(
    road: dict[str, dict[str, str]], name: str, renew: bool, is_whole: bool
) -> None:
    """Mails, letters, packets, texts and the page, whole."""
    folder = GOLDENS / name
    if renew:
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in road[name].items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    kept = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.txt")}
    assert kept
    if name in TEXTS_ALONE and not (is_whole or renew):
        kept = {path: text for path, text in kept.items() if not path.startswith("packet/")}
    hashed = {path: re.sub(r'"sha256": "[0-9a-f]+"', "", text) for path, text in road[name].items()}
    assert {path: loose(text) for path, text in hashed.items()} == {
        path: loose(re.sub(r'"sha256": "[0-9a-f]+"', "", text)) for path, text in kept.items()
    }


def test_the_sums_follow_the_money(road: dict[str, dict[str, str]]) -> None:
    """Two hundred came: the next mail, the packet and the page say three hundred."""
    for number, left in LEFT.items():
        [name] = [one for one in road if one.startswith(number)]
        assert re.search(rf"(?:Claimed|Outstanding) GBP {left}", road[name]["index.html.txt"]), name
        packet = road[name].get("packet/influencer.pdf.txt")
        assert packet is None or f"Claimed\nGBP {left}" in packet.replace("\r", ""), name
    part = road["07-part-came"]
    assert "GBP 300.00 is still open" in part["email/refund_received.txt"]
    assert "GBP 300.00" in road["09-nothing-more"]["letter/final_notice.pdf.txt"]


def test_each_step_has_its_letter_and_no_other(road: dict[str, dict[str, str]]) -> None:
    """What is to be sent, step by step."""
    letters = [
        sorted(path.partition("/")[2].removesuffix(".txt") for path in read if path.startswith("email/"))
        for read in road.values()
    ]
    assert letters == [
        ["first_request"],
        [],
        ["reminder"],
        [],
        ["partial_counter"],
        [],
        ["refund_received"],
        [],
        ["final_notice"],
        [],
        ["refund_received"],
        [],
    ]


def stop(whole: Road, name: str, tmp_path: Path) -> Path:
    """Give a copy of the workspace as it was after a step."""
    return shutil.copytree(whole.stops / name, tmp_path / "my cases")


def test_two_weeks_away_from_the_file(whole: Road, tmp_path: Path) -> None:
    """A letter that lay ready too long does not go out; one command mends it."""
    home = stop(whole, "03-no-answer", tmp_path)
    case = home / "cases" / BANK
    away = run("build", case, "--today", "2026-12-22", cwd=home)
    assert away.returncode == 1
    assert "L1" in away.stderr
    assert "Run: makegood build --renew" in away.stderr
    result = home / "build" / BANK
    assert {path.name for path in result.iterdir()} == {"index.html", "manifest.json", "manifest.d", "packet", "sent"}
    back = run("build", "--renew", "--today", "2026-12-22", case, cwd=home)
    assert back.returncode == 0, back.stderr
    assert "Tuesday, 29 December 2026" in (result / "email" / "reminder.txt").read_text(encoding="utf-8")


def test_each_mail_follows_those_that_were_exported(whole: Road) -> None:
    """The reminder answers the first request; what comes after answers the reminder too."""
    first, reminder = "<first_request@mail.example>", "<reminder@mail.example>"
    both = (reminder, f"{first} {reminder}")
    assert whole.threads == {
        "first_request": (None, None),
        "reminder": (first, first),
        "partial_counter": both,
        "refund_received": both,
        "final_notice": both,
    }


def test_a_day_that_passes_while_one_waits_is_told(whole: Road, tmp_path: Path) -> None:
    """L2: the build says so, and makes what it made; make runs it again after that day, and make today brings the letter."""
    home = stop(whole, "02-first-request-sent", tmp_path)
    case = home / "cases" / BANK
    result = home / "build" / BANK
    assert f"fresh_until.{BANK} := 20261207" in (result / "manifest.d").read_text(encoding="utf-8")
    quiet = run("build", case, "--today", "2026-12-07", cwd=home)
    assert "L2" not in quiet.stderr
    told = run("build", case, "--today", "2026-12-08", cwd=home)
    assert told.returncode == 0
    assert "warning[L2]" in told.stderr
    assert not (result / "email").exists()
    assert run("build", "--renew", "--today", "2026-12-08", case, cwd=home).returncode == 0
    assert (result / "email" / "reminder.eml").exists()


def test_the_paper_form_is_kept_with_the_mail(whole: Road) -> None:
    """The next build makes it no more, and whoever posts it tomorrow still needs it."""
    assert whole.letter.startswith(b"%PDF")
    road = whole.texts
    after = road["10-final-notice-posted"]
    assert after["sent/2026-12-22-final_notice.pdf.txt"] == road["09-nothing-more"]["letter/final_notice.pdf.txt"]
    assert "sent/2026-12-22-final_notice.pdf" in after["index.html.txt"]
