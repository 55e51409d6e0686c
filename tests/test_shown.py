"""What no packet can show is told by check, before anything is built, in the words of the build."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from makegood.domain import policies
from makegood.formats import showable
from makegood.pipeline.check import check
from makegood.model.errors import CaseError, Problem
from makegood.pipeline.load import load
from makegood.model.case import Evidence
from makegood.model.source import EvidenceFile
from makegood.pipeline.prepare import prepare

SMALLEST = Path(__file__).parent / "cases" / "good" / "smallest" / "MG-2026-001"
OWN = policies.read()
CONTENT = {
    "deck.zip": b"PK\x03\x04rest",
    "letter.docx": b"PK\x03\x04rest",
    "plan.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "note.m4a": b"\0\0\0\x20ftypM4A rest",
    "odd.bin": b"\x00\x01\x02\xff",
    "screen.mp4": b"\0\0\0\x20ftypisom",
    "photo.heic": b"\0\0\0\x20ftypheic",
}


def found(tmp_path: Path, name: str, **entry: Any) -> list[Problem]:
    """Check the smallest case with one file more, which the log cites."""
    folder = tmp_path / "MG-2026-001"
    shutil.copytree(SMALLEST, folder)
    (folder / "evidence" / name).write_bytes(CONTENT[name])
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    data["evidence"].append({"id": "more", "file": name, "caption": "More.", **entry})
    data["payments"][0]["evidence"].append("more")
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    try:
        problems = check(load(folder, None), OWN)[1]
    except CaseError as error:
        problems = error.problems
    return [one for one in problems if one.rule[0] == "P"]


@pytest.mark.parametrize("name", [name for name in CONTENT if name != "photo.heic"])
def test_check_tells_what_the_build_would_refuse(tmp_path: Path, name: str) -> None:
    """The same rule, sentence and fix, at the file's own line."""
    (told,) = found(tmp_path, name)
    assert told.place.pointer.startswith("/evidence/") and told.place.pointer.endswith("/file")
    path = tmp_path / "MG-2026-001" / "evidence" / name
    (file,) = [one for one in load(path.parent.parent, None).inventory if one.name == name]
    with pytest.raises(CaseError) as error:
        prepare(file, Evidence(file=name, caption="More."), tmp_path / "cache")
    (built,) = error.value.problems
    assert (
        (told.rule, told.message, told.fix)
        == (built.rule, built.message, built.fix)
        == ("P1", built.message, built.fix)
    )


def test_a_photo_is_told_where_nothing_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HEIC needs an extra; where it is installed nothing is said. AVIF, in the same kind of file, needs none."""
    monkeypatch.setattr(showable, "find_spec", lambda _: None)
    (told,) = found(tmp_path / "without", "photo.heic")
    assert "`make heic`" in told.fix
    monkeypatch.setattr(showable, "find_spec", lambda _: object())
    assert found(tmp_path / "with", "photo.heic") == []
    monkeypatch.setattr(showable, "find_spec", lambda _: None)
    file = EvidenceFile("photo.avif", tmp_path, "heic", 1, "0" * 64)
    assert list(showable.hindrances(file, Evidence(file="photo.avif", caption="x"), {})) == []


@pytest.mark.parametrize("entry", [{"audience": ["internal"]}, {"privilege": "legal"}, {"audience": ["tiktok"]}])
def test_what_no_reader_of_the_case_gets_may_be_of_any_kind(tmp_path: Path, entry: dict[str, Any]) -> None:
    """Kept for your own people, or for a reader that this channel has not: no packet shows it."""
    assert found(tmp_path, "deck.zip", **entry) == []


def test_a_recording_with_stills_can_be_shown(tmp_path: Path) -> None:
    """A still that is no picture cannot, and is named at its own place."""
    still = {"file": "feed-2026-09-16.png", "timecode": "00:12"}
    assert found(tmp_path / "a", "screen.mp4", stills=[still]) == []
    (told,) = found(tmp_path / "b", "screen.mp4", stills=[still, {**still, "file": "thread.pdf"}])
    assert told.place.pointer.endswith("/stills/1/file")


def test_a_text_cannot_be_hidden_in_a_picture(tmp_path: Path) -> None:
    """P9 at the mask: there is no text in a picture without a reading of it."""
    folder = tmp_path / "MG-2026-001"
    shutil.copytree(SMALLEST, folder)
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    at = next(at for at, one in enumerate(data["evidence"]) if one["file"].endswith(".png"))
    data["evidence"][at]["masks"] = [{"text": "12-34-56", "reason": "account number"}]
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CaseError) as error:
        check(load(folder, None), OWN)
    assert [(one.rule, one.place.pointer) for one in error.value.problems] == [("P9", f"/evidence/{at}/masks/0/text")]
