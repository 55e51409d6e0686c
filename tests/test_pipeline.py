"""A case folder in, documents out: what holds of a whole build."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import BANK, ONE, PAYPAL, REFS, STORE, add_case
from PIL import Image

from makegood.model.workspace import Workspace
from makegood.commands import docket
from makegood.pipeline import build as pipeline

REPOSITORY = Path(__file__).parent.parent
GOLDENS = Path(__file__).parent / "goldens"


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pages(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def build(case: Path, into: Path, **env: str) -> None:
    """Build in a process of its own."""
    code = "from makegood.cli.app import main\nif __name__ == '__main__': main()"
    subprocess.run(
        [sys.executable, "-c", code, "build", "--frozen", "--into", str(into), str(case)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), **env},
        cwd=into.parent,
    )


def test_the_outputs_are_those_that_were_promised(built: Path) -> None:
    """Each of the four cases has its mails, texts, packets, page and manifest, under the names that scripts rely on."""
    for ref, expected in {
        BANK: {
            "index.html",
            "email/first_request.eml",
            "email/first_request.txt",
            "email/first_request.html",
            "packet/influencer.pdf",
        },
        ONE: {"email/first_request.eml", "packet/influencer.pdf", "packet/tiktok.pdf", "support/tiktok_one/fields.txt"},
        PAYPAL: {
            "packet/paypal.pdf",
            "support/paypal/request-300.txt",
            "support/paypal/request-1000.txt",
            "support/paypal/request-2500.txt",
        },
        STORE: {
            "packet/app_store.pdf",
            "support/app_store/attachments/01-receipt.jpg",
            "support/app_store/attachments/02-shot.png",
        },
    }.items():
        assert expected | {"manifest.json", "manifest.d"} <= set(hashes(built / ref))


def test_the_manifest_tells_every_file(built: Path) -> None:
    """Each file stands in it with its size and hash, and what was not made with the reason."""
    for ref in REFS.values():
        said = json.loads((built / ref / "manifest.json").read_text(encoding="utf-8"))
        there = {name: value for name, value in hashes(built / ref).items() if not name.startswith("manifest.")}
        assert {file["path"]: file["sha256"] for file in said["files"]} == there
        assert all((built / ref / file["path"]).stat().st_size == file["bytes"] for file in said["files"])
        assert all(one["reason"] for one in said["not_made"])
        assert not any(path["path"].startswith("/") for path in said["inputs"])


def test_the_same_input_gives_the_same_bytes(case: Path, tmp_path: Path) -> None:
    """Another zone, locale, folder, hash seed and umask change nothing but the rule for make."""
    build(case, tmp_path / "one", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1")
    other = tmp_path / "elsewhere" / "cases" / BANK
    shutil.copytree(case, other)
    build(other, tmp_path / "two", TZ="America/Los_Angeles", PYTHONHASHSEED="2", LC_ALL="C", LANG="de_DE.UTF-8")
    one, two = hashes(tmp_path / "one"), hashes(tmp_path / "two")
    one.pop("manifest.d", None), two.pop("manifest.d", None)
    assert one == two


@pytest.mark.usefixtures("packets_once")
def test_the_originals_are_never_touched(case: Path, tmp_path: Path) -> None:
    """Every file of the case is the same after a build as before it."""
    before = hashes(case)
    pipeline.build(case, Workspace.containing(case), tmp_path / "out", tmp_path / "cache")
    assert hashes(case) == before


@pytest.mark.usefixtures("packets_once")
def test_a_second_build_makes_nothing_again(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing changed no exhibit is decoded and nothing is typeset; with a mail's words changed neither."""
    out, cache = tmp_path / "out", tmp_path / "cache"
    first = pipeline.build(case, Workspace.containing(case), out, cache)
    assert not first.failed
    before = hashes(out)
    import makegood.pipeline.assemble.packet as packet  # noqa: PLC0415  # what must not be called

    def never(*_: object, **__: object) -> bytes:
        raise AssertionError("typeset again")

    monkeypatch.setattr(packet, "typeset", never)
    monkeypatch.setattr(Image, "open", never)
    pipeline.build(case, Workspace.containing(case), out, cache)
    assert hashes(out) == before
    own = case.parent.parent / "templates" / "email" / "first_request.txt.j2"
    own.parent.mkdir(parents=True)
    program = (REPOSITORY / "templates" / "email" / "first_request.txt.j2").read_text(encoding="utf-8")
    own.write_text(program.replace('say("first-request-records")', '"Our packet has our records:"'), encoding="utf-8")
    assert not pipeline.build(case, Workspace.containing(case), out, cache).failed
    assert "Our packet has" in (out / "email" / "first_request.txt").read_text(encoding="utf-8")
    assert hashes(out)["packet/influencer.pdf"] == before["packet/influencer.pdf"]
    monkeypatch.undo()
    (case / "story.md").write_text("Another story.\n")
    pipeline.build(case, Workspace.containing(case), out, cache)
    assert hashes(out)["packet/influencer.pdf"] != before["packet/influencer.pdf"]


@pytest.mark.once
@pytest.mark.parametrize("spoiled", ["deleted", "empty", "truncated", "another kind", "not a picture"])
def test_every_exhibit_is_in_the_packet_or_the_build_fails(case: Path, tmp_path: Path, spoiled: str) -> None:
    """An exhibit that is gone or damaged is named; nothing is made without it, and the last good result is kept."""
    out, cache = tmp_path / "out", tmp_path / "cache"
    assert not pipeline.build(case, Workspace.containing(case), out, cache).failed
    path = case / "evidence" / "post1.png"
    data = path.read_bytes()
    if spoiled == "deleted":
        path.unlink()
    else:
        path.write_bytes(
            {
                "empty": b"",
                "truncated": data[: len(data) // 2],
                "another kind": b"%PDF-1.7\nx",
                "not a picture": b"hello",
            }[spoiled]
        )
    outcome = pipeline.build(case, Workspace.containing(case), out, cache)
    assert outcome.failed
    assert any("post1" in problem.place.file + problem.detail or problem.place.line for problem in outcome.problems)
    assert list(hashes(out)) == ["index.html"]
    assert (tmp_path / ".last-good" / "out" / "packet" / "influencer.pdf").is_file()
    path.write_bytes(data)
    assert not pipeline.build(case, Workspace.containing(case), out, cache).failed
    assert not (tmp_path / ".last-good" / "out").exists()


def test_nothing_of_the_camera_reaches_an_output(case: Path, tmp_path: Path) -> None:
    """Neither EXIF nor text chunks nor PDF metadata of evidence is in any byte of the results, unpacked."""
    import pikepdf  # noqa: PLC0415  # to unpack

    receipt = case / "evidence" / "receipt.jpg"
    exif = Image.Exif()
    exif[0x010F] = "CANARY-MAKE"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 52.0, 36.0)})
    Image.open(receipt).save(receipt, exif=exif, comment=b"CANARY-COMMENT")
    with pikepdf.open(case / "evidence" / "thread.pdf", allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Title"] = "CANARY-TITLE"
        with pdf.open_metadata() as meta:
            meta["dc:creator"] = ["CANARY-XMP"]
        pdf.save(case / "evidence" / "thread.pdf")
    assert b"CANARY" in receipt.read_bytes()
    assert not pipeline.build(case, Workspace.containing(case), tmp_path / "out", tmp_path / "cache").failed
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert b"CANARY" not in path.read_bytes(), path
        if path.suffix == ".pdf":
            out = io.BytesIO()
            with pikepdf.open(path) as pdf:
                pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
            assert b"CANARY" not in out.getvalue()


def test_the_mail_carries_its_packet(built: Path) -> None:
    """Read again by another parser's rules: the headers that were meant, both forms, the packet under a safe name."""
    mail = BytesParser(policy=policy.default).parsebytes((built / BANK / "email" / "first_request.eml").read_bytes())
    assert set(mail.keys()) == {"From", "To", "Subject", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"}
    assert mail["To"].addresses[0].addr_spec == "ana@creators.example"
    attached = list(mail.iter_attachments())
    assert [part.get_filename() for part in attached] == [f"{BANK}-influencer-2026-11-23.pdf"]
    assert attached[0].get_content() == (built / BANK / "packet" / "influencer.pdf").read_bytes()
    plain = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert plain.strip() in (built / BANK / "email" / "first_request.txt").read_text(encoding="utf-8")


def test_a_page_does_not_say_that_what_was_not_found_was_read(built: Path) -> None:
    """The day is that on which it was looked for; what was read is said to be."""
    page = (built / ONE / "index.html").read_text(encoding="utf-8")
    assert "No official page was found, looked for on 23 November 2026." in page
    assert "found, read" not in page
    assert ", read 29 November 2026" in page


def test_the_index_tells_the_right_pages(built: Path) -> None:
    """The page beside each exhibit in the index is the page of the file on which it begins."""
    texts = pages(built / BANK / "packet" / "influencer.pdf")
    starts = {
        letter: at
        for at, text in enumerate(texts, 1)
        for match in re.findall(r"^Exhibits? ([A-Z]+)(?: and ([A-Z]+))? page 1 of", text, re.MULTILINE)
        for letter in filter(None, match)
    }
    assert set(starts) == set("ABCDE")
    for letter, page in starts.items():
        assert f"{page} of {len(texts)}" in texts[page - 1]
        assert re.search(rf"^{letter} (?:(?!^[A-E] ).)*?\b{page}$", texts[1], re.MULTILINE | re.DOTALL), (letter, page)


@pytest.mark.parametrize("ref", REFS.values())
def test_goldens(built: Path, ref: str, renew: bool) -> None:
    """What a person reads, compared with what was read and approved; `pytest --renew` writes it anew.

    Text is compared, not bytes, so that another Pango makes no difference.
    """
    found = {
        path.relative_to(built / ref).as_posix(): path.read_text(encoding="utf-8")
        for path in (built / ref).rglob("*.txt")
    }
    found |= {
        path.relative_to(built / ref).as_posix() + ".txt": "\f\n".join(pages(path))
        for path in (built / ref).rglob("packet/*.pdf")
    }
    folder = GOLDENS / ref
    if renew:
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in found.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    kept = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.txt")}
    assert kept
    assert {name: _loose(text) for name, text in found.items()} == {name: _loose(text) for name, text in kept.items()}


def _loose(text: str) -> str:
    """Leave out what may differ: blanks, ends of lines, hashes of pictures that another encoder made."""
    return "".join(re.sub(r"\b[0-9a-f]{8}\b|\b\d+ (?:kB|bytes)\b", "#", text).split())


@pytest.mark.once
def test_the_docket_shows_examples_apart(workspace: Path) -> None:
    """A case that is an example is listed below the others and counted among none."""
    path = add_case(workspace, STORE) / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["case"]["example"] = True
    path.write_text(json.dumps(data), encoding="utf-8")
    docket.build([path.parent], Workspace.containing(path.parent), into=None, clock=None, on_done=lambda *_: None)
    html = (workspace / "build" / "index.html").read_text(encoding="utf-8")
    assert "No cases and one example" in html
    assert html.index("Examples") < html.index(STORE)


@pytest.mark.once
def test_a_sum_that_only_a_caption_states_is_asked_about_once(case: Path, tmp_path: Path) -> None:
    """Many documents repeat the caption; the warning stands once, at the caption, and the build goes on."""
    path = case / "case.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("No video after 2 September.", "They offered GBP 12.34 on 1 May 2026."), encoding="utf-8"
    )
    outcome = pipeline.build(case, Workspace.containing(case), tmp_path / "out", tmp_path / "cache")
    assert not outcome.failed
    assert [(one.rule, one.severity, one.place.pointer) for one in outcome.problems] == [
        ("A1", "warning", "/evidence/4/caption"),
        ("A2", "warning", "/evidence/4/caption"),
    ]


def test_without_pango_the_texts_are_made(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail and support texts, no draft, no PDF, no manifest, and the line that installs Pango."""
    from makegood.typesetting import layout  # noqa: PLC0415  # the room that knows WeasyPrint
    from makegood.model.errors import MachineError  # noqa: PLC0415  # beside it

    def missing() -> None:
        raise MachineError("PDF documents need Pango. Type: apt-get install -y libpangoft2-1.0-0")

    monkeypatch.setattr(layout, "weasyprint", missing)
    monkeypatch.setattr("makegood.typesetting.layout.fetch.weasyprint", missing)
    outcome = pipeline.build(case, Workspace.containing(case), tmp_path / "out", tmp_path / "cache")
    assert "apt-get install" in outcome.missing
    names = set(hashes(tmp_path / "out"))
    assert "email/first_request.txt" in names
    assert not [name for name in names if name.endswith((".eml", ".pdf")) or name.startswith("manifest")]


@pytest.mark.usefixtures("packets_once")
@pytest.mark.parametrize("moment", ["prepared", "assembled"])
def test_the_cache_may_be_deleted_while_a_case_is_built(
    case: Path, workspace: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build makes what it lacks once more; a cache that goes every time is an error, and no endless loop."""
    cache, name = workspace / "cache", {"prepared": "render", "assembled": "write"}[moment]
    step, times = getattr(pipeline, name), [1]

    def deleting(*given: Any) -> Any:
        if times[0] > 0:
            times[0] -= 1
            shutil.rmtree(cache / pipeline.EXHIBITS)
        return step(*given)

    monkeypatch.setattr(pipeline, name, deleting)
    outcome = pipeline.build(case, Workspace.containing(case), workspace / "build" / BANK, cache)
    assert (outcome.failed, times) == (False, [0])
    if moment == "prepared":
        times[0] = 9
        with pytest.raises(FileNotFoundError):
            pipeline.build(case, Workspace.containing(case), workspace / "build" / "other", cache)
