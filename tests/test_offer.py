"""Ready entries for files that a case does not name: what is certain is typed, what is likely is not."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import document
from PIL import Image
from test_cli import run

from makegood.model.workspace import Workspace
from makegood.pipeline import suggestions
from makegood.sandbox import worker
from makegood.pipeline.check.file_name_dates import day_in_name
from makegood.pipeline.check.defaults import kind_by_file_name
from makegood.model.errors import Place
from makegood.pipeline.load import load
from makegood.commands.new import new
from makegood.pipeline.prepare import metadata
from makegood.reporting import human
from makegood.model.rules import problem

SMALLEST = Path(__file__).parent / "cases" / "good" / "smallest" / "MG-2026-001"
MAIL = (
    "From: Ana <ana@creators.example>\r\nTo: refunds@harbourpine.example\r\nDate: Tue, 4 Aug 2026 23:30:00 -0500\r\n"
    'Subject: Re: Autumn "candles"\r\nMessage-ID: <1@creators.example>\r\n\r\nAgreed.\r\n'
)


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("Screenshot 2026-09-16 at 09.41.png", "2026-09-16T09:41"),
        ("Screenshot 2026-09-16 at 9.41.12 PM.png", "2026-09-16T21:41:12"),
        ("Screenshot 2026-09-16 at 9.41.12\u202fPM.png", "2026-09-16T21:41:12"),
        ("Screenshot 2026-09-16 at 12.05.00 AM.png", "2026-09-16T00:05:00"),
        ("chats/Screen Shot 2026-09-16 at 09.41.12 (2).png", "2026-09-16T09:41:12"),
        ("Screenshot_20260916-094112.png", "2026-09-16T09:41:12"),
        ("Screenshot_20260916-094112_TikTok.jpg", "2026-09-16T09:41:12"),
        ("Screenshot_2026-09-16-09-41-12-123_com.zhiliaoapp.musically.jpg", "2026-09-16T09:41:12"),
        ("Screenshot 2026-09-16 094112.png", "2026-09-16T09:41:12"),
        ("Screenshot from 2026-09-16 09-41-12.png", "2026-09-16T09:41:12"),
        ("IMG_20260916_094112.jpg", "2026-09-16T09:41:12"),
        ("IMG-20260916-WA0001.jpg", "2026-09-16"),
        ("Bildschirmfoto 2026-09-16 um 09.41.12.png", "2026-09-16T09:41:12"),
        ("Capture d’écran 2026-09-16 à 09.41.12.png", "2026-09-16T09:41:12"),
        ("Captura de pantalla 2026-09-16 a las 9.41.12.png", "2026-09-16T09:41:12"),
        ("WhatsApp Image 2026-09-16 at 09.41.12.jpeg", "2026-09-16T09:41:12"),
        ("Screen Recording 2026-09-16 at 09.41.12.mov", "2026-09-16T09:41:12"),
        ("Screenshot 2026-02-30 at 09.41.png", None),
        ("Screenshot 2026-09-16 at 25.41.png", None),
        ("Screenshot 2026-09-16 at 13.41 PM.png", None),
        ("Screenshot 0026-09-16 at 09.41.png", None),
        ("Screenshot.png", None),
        ("IMG_4471.JPG", None),
        ("PXL_20260916_084112345.jpg", None),
        ("contract 2026-09-16.pdf", None),
        ("Call with Ana 2026-09-16 at 09.41.png", None),
        ("2026-09-16 at 09.41.png", None),
        ("Screenshot 2026-09-16 at lunch.png", "2026-09-16"),
    ],
)
def test_a_name_tells_when_where_a_machine_gave_it(name: str, when: str | None) -> None:
    """Phones and computers name files in some ways; a name that a person chose tells no moment."""
    assert day_in_name(name) == when


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("WhatsApp Image 2026-09-16 at 09.41.12.jpeg", None),
        ("WhatsApp Chat with Ana.txt", "chat_export"),
        ("Screenshot 2026-09-16 at 09.41 profile.png", "profile_screenshot"),
        ("Receipt.pdf", "receipt"),
        ("Screen Recording 2026-09-16 at 09.41.12.mov", "screen_recording"),
        ("Screenshot_20260916-094112.png", None),
    ],
)
def test_no_word_of_a_machine_tells_a_kind(name: str, what: str | None) -> None:
    """A picture that came by WhatsApp need not show a chat."""
    assert kind_by_file_name(name) == what


def photo(path: Path, when: str = "", offset: str = "") -> None:
    """Write a photo as a camera does."""
    exif = Image.Exif()
    part = exif.get_ifd(0x8769)
    part |= {0x9003: when} if when else {}
    part |= {0x9011: offset} if offset else {}
    Image.new("RGB", (40, 30), (sum(path.name.encode()) % 200, 90, 90)).save(path, exif=exif.tobytes())


@pytest.fixture
def folder(workspace: Path) -> Path:
    """A good case, to whose evidence files are added."""
    case = workspace / "cases" / "MG-2026-001"
    shutil.copytree(SMALLEST, case)
    text = (case / "case.json").read_text()
    (case / "case.json").write_text(
        text.replace('"as_of": "2026-11-23"', '"as_of": "2026-11-23", "timezone": "Europe/London"')
    )
    return case


def entries(folder: Path) -> dict[str, dict[str, str]]:
    """Give the entries that are offered, by file."""
    source = load(folder, Workspace(folder.parent.parent))
    return {one["file"]: one for one in suggestions.suggested_entries(source)}


@pytest.mark.parametrize(
    ("name", "when", "offset", "at"),
    [
        ("IMG_4471.jpg", "2026:08:06 14:22:00", "+01:00", "2026-08-06T14:22:00+01:00"),
        ("IMG_4471.png", "2026:08:06 14:22:00", "", "2026-08-06T14:22:00"),
        ("IMG_4471.webp", "2026:08:06 14:22:00", "", "2026-08-06T14:22:00"),
        ("IMG_20260806_142200.jpg", "2026:08:06 14:22:00", "", "2026-08-06T14:22:00"),
        ("IMG_20260806_142200.jpg", "2026:08:06 15:22:00", "", None),
        ("IMG-20260807-WA0001.jpg", "2026:08:06 15:22:00", "", None),
        ("IMG_4471.jpg", "2026:02:30 14:22:00", "", None),
        ("IMG_4471.jpg", "0000:00:00 00:00:00", "", None),
        ("IMG_4471.jpg", "2026:08:06 14:22:00", "somewhere", "2026-08-06T14:22:00"),
        ("IMG_4471.jpg", "", "", None),
    ],
)
def test_a_photo_tells_when_it_was_taken(folder: Path, name: str, when: str, offset: str, at: str | None) -> None:
    """By the camera's clock; where the name says otherwise one of them is wrong, and neither is typed."""
    photo(folder / "evidence" / name, when, offset)
    assert entries(folder)[name].get("captured_at") == at


def test_without_a_time_zone_a_day_alone_is_typed(folder: Path) -> None:
    """An hour that is of no zone would be an error (D10) as it is pasted."""
    text = (folder / "case.json").read_text()
    (folder / "case.json").write_text(text.replace(', "timezone": "Europe/London"', ""))
    photo(folder / "evidence" / "IMG_4471.jpg", "2026:08:06 14:22:00")
    photo(folder / "evidence" / "IMG_4472.jpg", "2026:08:06 14:22:00", "+01:00")
    photo(folder / "evidence" / "Screenshot 2026-09-16 at 09.41.png")
    found = {name: one["captured_at"] for name, one in entries(folder).items()}
    assert found == {
        "IMG_4471.jpg": "2026-08-06",
        "IMG_4472.jpg": "2026-08-06T14:22:00+01:00",
        "Screenshot 2026-09-16 at 09.41.png": "2026-09-16",
    }


def test_a_mail_between_the_parties_has_its_caption(folder: Path) -> None:
    """From whom to whom, the day in the case's zone, about what; a mail with anybody else is the user's to word."""
    place = folder / "evidence"
    (place / "1.eml").write_bytes(MAIL.encode())
    (place / "2.eml").write_bytes(MAIL.replace("To: refunds@", "Cc: kim@agency.example\r\nTo: refunds@").encode())
    (place / "3.eml").write_bytes(MAIL.replace("Re: Autumn", "Without prejudice: Autumn").encode())
    (place / "4.eml").write_bytes(MAIL.replace("Date: Tue, 4 Aug 2026 23:30:00 -0500\r\n", "").encode())
    found = entries(folder)
    assert found["1.eml"] == {
        "id": "1",
        "file": "1.eml",
        "kind": "email",
        "created_on": "2026-08-05",
        "caption": "Email of 5 August 2026 from Ana Example to Harbour & Pine Ltd: \"Re: Autumn 'candles'\"",
    }
    assert found["2.eml"]["caption"].startswith("FILL IN")
    assert found["3.eml"]["privilege"] == "without_prejudice"
    assert found["4.eml"]["caption"].startswith("FILL IN")
    assert "created_on" not in found["4.eml"]


def test_a_pdf_tells_its_pages_and_when_it_was_made(folder: Path) -> None:
    """As a help for who writes the caption; the day on which a file was made is not that of what it shows."""
    document(folder / "evidence" / "Terms.pdf", pages=3)
    with pikepdf.open(folder / "evidence" / "Terms.pdf", allow_overwriting_input=True) as pdf:
        pdf.docinfo["/CreationDate"] = "D:20260806142200+01'00'"
        pdf.save(folder / "evidence" / "Terms.pdf")
    document(folder / "evidence" / "Note.pdf", pages=1)
    found = entries(folder)
    assert found["Terms.pdf"]["caption"] == "FILL IN: what Terms shows (3 pages, made on 6 August 2026)"
    assert set(found["Terms.pdf"]) == {"id", "file", "kind", "caption"}
    assert found["Note.pdf"]["caption"] == "FILL IN: what Note shows"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe1\xff\xffExif\x00\x00II*\x00\xff\xff\xff\xff"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.pdf", b"%PDF-1.7\ntrailer<</Root 1 0 R>>"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8X"),
        (
            "a.eml",
            b"From: \xff\xfe<<<>>>\r\nDate: Tue, 99 Foo 99999999999 00:00:00 +9999\r\nTo: " + b"(" * 9000 + b"\r\n\r\n",
        ),
    ],
)
def test_what_cannot_be_read_says_nothing(folder: Path, name: str, content: bytes) -> None:
    """A hostile or damaged file has the entry that its name gives, and the check goes on."""
    (folder / "evidence" / name).write_bytes(content)
    assert entries(folder)[name] | {"kind": "", "caption": ""} == {"id": "a", "file": name, "kind": "", "caption": ""}


def test_files_are_looked_into_behind_the_wall(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reader runs in another process than this one; one that takes too long or dies says nothing."""
    photo(folder / "evidence" / "IMG_4471.jpg", "2026:08:06 14:22:00")
    file = next(one for one in load(folder, Workspace(folder.parent.parent)).inventory if one.name == "IMG_4471.jpg")
    here = os.getpid()
    monkeypatch.setattr(metadata, "_READ", {"jpeg": lambda _: metadata.FileMetadata(pages=os.getpid())})
    assert metadata.file_metadata(file).pages not in {0, here}
    monkeypatch.setattr(metadata, "_READ", {"jpeg": lambda _: os._exit(9)})
    assert metadata.file_metadata(file) == metadata.NO_METADATA
    monkeypatch.setattr(metadata, "BOUNDS", worker.Bounds(0.2, 1 << 28))
    monkeypatch.setattr(metadata, "_READ", {"jpeg": lambda _: [None for _ in iter(int, 1)]})
    assert metadata.file_metadata(file) == metadata.NO_METADATA


@pytest.fixture
def five(folder: Path) -> Path:
    """Five files that were copied in."""
    place = folder / "evidence"
    photo(place / "IMG_4471.JPG", "2026:08:06 14:22:00", "+01:00")
    photo(place / "Screenshot 2026-09-16 at 09.42.png")
    photo(place / "WhatsApp Image 2026-09-17 at 10.12.00.jpeg")
    (place / "agreed.eml").write_bytes(MAIL.encode())
    (place / "answer.eml").write_bytes(MAIL.replace("Re: Autumn", "Autumn").encode())
    return folder


def test_what_is_shown_can_be_pasted_as_it_is(five: Path) -> None:
    """In any width: the lines below the last fix are the entries, and with them check has only captions to ask for."""
    for columns in ("60", "100", "200"):
        shown = run("check", five, cwd=five, COLUMNS=columns).stdout
        block = shown.rpartition("= fix: ")[2].partition("\n\n")[0].split("\n", 1)[1]
        pasted = json.loads("[" + block[block.index("    {") :] + "]")
        assert pasted == [*entries(five).values()]
    data = json.loads((five / "case.json").read_text())
    data["evidence"] += pasted
    (five / "case.json").write_text(json.dumps(data))
    left = json.loads(run("check", five, "--format", "json", cwd=five).stdout)
    assert [(one["rule"], one["pointer"].rpartition("/")[2]) for one in left if one["severity"] == "error"] == [
        ("J9", "caption")
    ] * 3


def test_a_program_gets_the_entries_where_values_may_be_shown(five: Path) -> None:
    """As data beside the problem; in a job none, since its log is read by others."""
    [row] = [one for one in json.loads(run("check", five, "--format", "json", cwd=five).stdout) if one["rule"] == "E13"]
    assert row["entries"] == [*entries(five).values()]
    in_job = run("check", five, "--format", "json", cwd=five, CI="true").stdout
    assert "entries" not in in_job
    assert "IMG_4471" not in in_job
    assert "IMG_4471" not in run("check", five, cwd=five, CI="true").stdout


@pytest.mark.parametrize("evidence", ["as it is", "empty", "not there"])
def test_fix_types_them(five: Path, evidence: str) -> None:
    """At the end of the list, which is made where there is none."""
    data = json.loads((five / "case.json").read_text())
    expected: Any = data["evidence"] if evidence == "as it is" else []
    if evidence != "as it is":
        data["evidence"] = []
        for part in (data["agreement"], *data["deliverables"], *data["payments"]):
            part["evidence"] = []
        for file in {one.name for one in load(five, None).inventory} - set(entries(five)):
            (five / "evidence" / file).unlink()
    if evidence == "not there":
        del data["evidence"]
    data["log"] = []
    (five / "case.json").write_text(json.dumps(data, indent=2))
    expected = [*expected, *entries(five).values()]
    run("fix", five, "--write", cwd=five)
    assert json.loads((five / "case.json").read_text())["evidence"] == expected


def test_new_reads_the_files_that_lie_there(five: Path) -> None:
    """The same entries; without a time zone yet no day of a mail is typed."""
    (five / "case.json").unlink()
    made = json.loads(
        (new(Workspace(five.parent.parent), five.name, None, date(2026, 11, 23)) / "case.json").read_text()
    )
    found = {one["file"]: one for one in made["evidence"]}
    assert found["Screenshot 2026-09-16 at 09.42.png"]["captured_at"] == "2026-09-16T09:42"
    assert found["IMG_4471.JPG"]["captured_at"] == "2026-08-06T14:22:00+01:00"
    assert found["agreed.eml"]["kind"] == "email"
    assert found["agreed.eml"]["caption"].startswith("FILL IN")


def test_a_name_steers_no_terminal_and_stays_json() -> None:
    """Invisible characters are escapes of JSON, not of anything else."""
    name = "a\u00adb\u202ec\U000e0041.png"
    entry = json.dumps({"file": name}, ensure_ascii=False)
    shown = human([problem("E13", Place("case.json"), entries=(entry,))], {}, width=100, colour=False, values=True)
    assert not {one for one in name if not one.isascii()} & set(shown)
    assert json.loads(next(line for line in shown.splitlines() if line.startswith("    {")))["file"] == name
