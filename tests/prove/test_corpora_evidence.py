"""prepare against pictures and PDFs that nobody here wrote, many of them hostile: shown, or refused by a rule."""

from __future__ import annotations

import os
import resource
import shutil
import time
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from corpora import files, told
from PIL import Image
from test_prepare import SHOWN, listed

from makegood.typesetting import fonts
from makegood.formats import pdf_safety
from makegood.model.errors import CaseError
from makegood.pipeline.load import descriptor
from makegood.pipeline.load.inventory import EvidenceLimits, inventory
from makegood.pipeline.load.kinds import TextTest
from makegood.model.artifact import PictureQuality
from makegood.model.case import Evidence
from makegood.model.file_kinds import MediaKind
from makegood.pipeline.prepare import flatten, prepare, downscale
from makegood.pipeline.prepare.same_pixels import MOST_DIFFERENCE, difference

LONGEST = 60
"""Seconds that one file may take."""
LARGEST = 2_000_000
"""KiB of memory that one file may take."""
CORPORA = {
    "pngsuite": 170,
    "pillow-hostile": 180,
    "exif-privacy": 80,
    "heic-valid": 25,
    "pdf-hostile-js": 10,
    "pdf-ocrmypdf": 50,
    "pdf-pikepdf": 35,
    "pdf-pypdf-samples": 30,
    "pdf-tiny-encrypted": 3,
    "email-cpython": 45,
    "email-ruby-mail": 100,
    "csv-injection": 2,
}


@pytest.fixture(scope="module", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has: a mail is typeset."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its kind, "shown" or the rule that refused it, seconds, KiB."""

    path: Path
    kind: str
    what: str
    seconds: float
    memory: int


def attempt(path: Path, home: Path, kind: MediaKind | None = None) -> Outcome:
    """Prepare one file in a process of its own, as evidence of a case; as one of another kind, if that is named."""
    case = home / "case"
    shutil.rmtree(home, ignore_errors=True)
    (case / "evidence").mkdir(parents=True)
    shutil.copy(path, case / "evidence" / f"canary{path.suffix}")
    receives, sends = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_prepare, args=(case, home / "cache", sends, kind))
    begun = time.monotonic()
    process.start()
    sends.close()
    process.join(LONGEST)
    seconds = time.monotonic() - begun
    if process.is_alive():
        process.kill()
        process.join()
        return Outcome(path, "?", "too slow", seconds, 0)
    try:
        found, what, memory = receives.recv()
    except EOFError:
        return Outcome(path, "?", f"died with {process.exitcode}", seconds, 0)
    return Outcome(path, found, what, seconds, memory)


def _prepare(case: Path, cache: Path, sends: Connection, kind: MediaKind | None) -> None:
    with descriptor.open_root(case) as opened:
        (file,) = inventory(opened, case, "", EvidenceLimits()).files
    file = replace(file, kind=kind) if kind and file.bytes else file
    try:
        made = prepare(file, Evidence(file=file.name, caption="What it shows."), cache)
        with pikepdf.open(made.pages_pdf) as pdf:
            assert len(pdf.pages) == len(made.pages) > 0
            assert pdf_safety.findings(pdf.Root) == ()
        if made.copy != made.pages_pdf:
            with Image.open(made.copy) as copy:
                assert not copy.getexif()
                assert not {"xmp", "icc_profile", "comment", "photoshop"} & set(copy.info)
        what = "shown"
    except CaseError as error:
        (problem,) = error.problems
        assert problem.place.file == f"evidence/{file.name}"
        assert problem.rule.startswith("P")
        assert file.name not in problem.message + problem.fix
        what = problem.rule
    except BaseException:
        what = traceback.format_exc()
    sends.send(
        (
            file.kind,
            what,
            max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)),
        )
    )


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_file_is_shown_or_refused_by_a_rule(
    corpus: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, no crash, none slower than a minute."""
    found = [attempt(path, tmp_path / "home") for path in files(corpus, CORPORA[corpus])]
    kinds = Counter(one.kind for one in found)
    whats = Counter(one.what if len(one.what) < 20 else "traceback" for one in found)
    slowest, largest = max(found, key=lambda one: one.seconds), max(found, key=lambda entry: entry.memory)
    told(
        capsys,
        f"{corpus}: {len(found)} files ({', '.join(f'{number} {kind}' for kind, number in sorted(kinds.items()))}): "
        f"{', '.join(f'{what} {number}' for what, number in sorted(whats.items()))}; "
        f"slowest {slowest.seconds:.1f} s ({slowest.path.name}), largest {largest.memory // 1024} MiB ({largest.path.name})",
    )
    assert [(str(one.path), one.what) for one in found if one.what != "shown" and not one.what.startswith("P")] == []
    assert largest.memory < LARGEST
    refused = {one.path.name for one in found if one.what != "shown"}
    assert corpus != "pngsuite" or refused == {one.path.name for one in found if one.path.name.startswith("x")}
    assert corpus != "heic-valid" or {one.kind for one in found} == {"heic", "empty"}
    assert corpus != "heic-valid" or sum(one.what == "shown" for one in found) > len(found) * 3 // 4
    assert "P6" not in whats


@pytest.mark.parametrize("kind", ["csv", "text", "html"])
@pytest.mark.parametrize("corpus", ["csv-injection", "email-cpython", "naughty-strings", "ssti"])
def test_whatever_is_taken_for_words_is_shown_or_refused_by_a_rule(
    corpus: str, kind: MediaKind, tmp_path: Path
) -> None:
    """As a table, a text and a page: what is no UTF-8 aside, which is never taken for one."""
    found = [attempt(path, tmp_path / "home", kind) for path in files(corpus, 2) if _is_text(path.read_bytes())]
    assert [(str(one.path), one.what) for one in found if one.what not in {"shown", "P2", "P4", "P5"}] == []
    assert "shown" in {one.what for one in found}


def _is_text(data: bytes) -> bool:
    test = TextTest()
    test.feed(data, last=True)
    return test.holds


@pytest.mark.parametrize("corpus", [name for name in CORPORA if name.startswith("pdf-")])
def test_every_pdf_becomes_grey_and_pictures_as_readers_ask(corpus: str, tmp_path: Path) -> None:
    """In grey there is no colour, all text, and what was seen; for archives each page is one picture."""
    shown = 0
    for path in files(corpus, CORPORA[corpus]):
        if path.suffix != ".pdf":
            continue
        try:
            made = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
        except CaseError:
            continue
        shown += 1
        sizes = {at: (min(page.width, 480.0), min(page.height, 680.0)) for at, page in enumerate(made.pages)}
        grey = downscale(made.pages_pdf, sizes, PictureQuality(200, is_grey=True), tmp_path / "cache")
        flat_one = downscale(
            made.pages_pdf, sizes, PictureQuality(150, is_grey=False, is_flat=True), tmp_path / "cache"
        )
        assert flatten.find_coloured_pages(grey, range(len(made.pages))) == [], path
        with pikepdf.open(grey) as pdf:
            kept = set(flatten.vector_pages(pdf))
        with pikepdf.open(flat_one) as pdf:
            assert flatten.vector_pages(pdf) == [], path
        with pypdfium2.PdfDocument(made.pages_pdf) as was, pypdfium2.PdfDocument(grey) as now:
            for at in list(sizes)[:5]:
                before, after = (one[at].render(scale=0.7).to_pil().convert("RGB") for one in (was, now))
                assert difference(before, after) <= MOST_DIFFERENCE, (path, at)
                if at in kept:
                    assert was[at].get_textpage().get_text_range() == now[at].get_textpage().get_text_range()
    assert shown


@pytest.mark.parametrize("corpus", ["email-cpython", "email-ruby-mail", "pdf-hostile-js"])
def test_whatever_is_taken_for_a_mail_is_shown_or_refused_by_a_rule(corpus: str, tmp_path: Path) -> None:
    """What has no header that the kind is told by, and what is no mail at all, among them."""
    found = [attempt(path, tmp_path / "home", "eml") for path in files(corpus, CORPORA[corpus])]
    assert [(str(one.path), one.what) for one in found if one.what not in {"shown", "P2", "P4"}] == []
    assert (corpus == "pdf-hostile-js") == ("shown" not in {one.what for one in found})


def test_control_what_is_slow_or_dies_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute is a limit, and a process that ends without a word is not taken for one that showed its file."""
    monkeypatch.setattr("test_corpora_evidence.LONGEST", 0.3)
    for instead, what in ((lambda *_: time.sleep(9), "too slow"), (lambda *_: os._exit(3), "died with 3")):
        monkeypatch.setattr("test_corpora_evidence._prepare", instead)
        assert attempt(files("pngsuite", 1)[0], tmp_path / "home").what == what
