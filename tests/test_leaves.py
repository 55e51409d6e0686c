"""How exhibits stand on their pages: tall ones in parts, two alike on one page, what is said of them beside them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from conftest import BANK, PAYPAL, add_case, picture
from PIL import Image, ImageDraw
from test_derive import facts
from test_prepare import SHOWN, listed, notes, pdf, rule_of
from test_render import prepared as stand_ins

from makegood.language import english
from makegood.language.pseudo import accented
from makegood.statements import exhibit_pages
from makegood.model.workspace import Workspace
from makegood.commands import docket
from makegood.typesetting import exhibit_layout
from makegood.model.artifact import Prepared, PreparedPage
from makegood.model.case import Area, Mask
from makegood.model.facts import Exhibit
from makegood.pipeline.prepare import prepare
from makegood.typesetting.filters import PAPERS

pytestmark = pytest.mark.once

A4, LETTER = PAPERS["A4"], PAPERS["Letter"]


def striped(path: Path, width: int, height: int) -> None:
    """A picture in bands of ten rows, each with a colour of its own, so that a row can be told wherever it is shown."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for band in range(-(-height // 10)):
        draw.rectangle((0, band * 10, width, band * 10 + 9), fill=(band // 20 * 10 + 20, band % 20 * 10 + 20, 128))
    image.save(path)


def rows_of(page: pypdfium2.PdfPage, width: int) -> list[int]:
    """Draw a page with one pixel for each of the picture's; read off each row which band it is of, -1 where of none."""
    image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    found = (image.getpixel((width // 2, row)) for row in range(image.height))
    is_band = ((red % 10 == green % 10 == 0 and blue == 128, red, green) for red, green, blue in found)
    return [(red - 20) * 2 + (green - 20) // 10 if sound else -1 for sound, red, green in is_band]


@pytest.mark.parametrize(("height", "count"), [(610, 1), (1900, 4), (3000, 7)])
def test_no_row_of_a_tall_picture_is_lost(tmp_path: Path, height: int, count: int) -> None:
    """Each part begins with the last twentieth of the one before; the picture itself is kept once."""
    striped(tmp_path / "tall.png", 250, height)
    found = prepare(listed(tmp_path / "tall.png", "png"), SHOWN, tmp_path / "cache")
    assert [(page.part, page.parts) for page in found.pages] == [(at + 1, count) for at in range(count)]
    with pypdfium2.PdfDocument(found.pages_pdf) as document:
        shown = [rows_of(page, 250) for page in document]
    assert {band for part in shown for band in part} - {-1} == set(range(height // 10))
    for before, after in pairwise(shown):
        twice = set(before) & set(after) - {-1}
        assert 0.05 * len(after) - 10 <= 10 * len(twice) <= 0.05 * len(after) + 20
    assert {len(part) for part in shown} <= {len(shown[0]), len(shown[0]) + 1, len(shown[0]) - 1}
    assert all(page.height <= 2.6 * page.width for page in found.pages) == (count > 1 or height < 650)
    assert found.pages_pdf.stat().st_size < 2 * (tmp_path / "tall.png").stat().st_size + 4000
    assert Image.open(io.BytesIO(found.copy.read_bytes())).size == (250, height)
    assert bool(notes(found)) == (count > 1)


def test_a_tall_page_of_a_pdf_is_cut_too(tmp_path: Path) -> None:
    """A page of the web that was saved as one page: its text stays text."""

    def edit(document: object) -> None:
        document.pages[1].obj.MediaBox = [0, 0, 595, 3000]  # type: ignore[attr-defined]  # a pikepdf.Pdf

    found = prepare(listed(pdf(tmp_path / "long.pdf", edit, pages=3), "pdf"), SHOWN, tmp_path / "cache")
    assert tuple(map(english().text, exhibit_pages.labels(found))) == (
        "page 1 of 3",
        *(f"page 2 of 3, part {part} of 5" for part in (1, 2, 3, 4, 5)),
        "page 3 of 3",
    )
    assert notes(found)[-1] == "Page 2 is shown in 5 parts. Each part begins with the last lines of the part before."


def test_what_no_paper_can_show_is_refused(tmp_path: Path) -> None:
    """A strip three pixels wide would be thousands of parts."""
    Image.new("RGB", (3, 19_900), "red").save(tmp_path / "strip.png")
    assert rule_of(lambda: prepare(listed(tmp_path / "strip.png", "png"), SHOWN, tmp_path / "cache")) == "P5"


def test_a_mask_is_burnt_in_before_the_picture_is_cut(tmp_path: Path) -> None:
    """Its place is that on the whole picture."""
    striped(tmp_path / "tall.png", 250, 1900)
    area = Area(x=Decimal(0), y=Decimal(50), width=Decimal(100), height=Decimal(10))
    asked = replace(SHOWN, masks=(Mask(area=area, reason="address"),))
    found = prepare(listed(tmp_path / "tall.png", "png"), asked, tmp_path / "cache")
    with pypdfium2.PdfDocument(found.pages_pdf) as document:
        bands = {band for page in document for band in rows_of(page, 250)} - {-1}
    assert bands == set(range(190)) - set(range(95, 114))


def rows(exhibit: Exhibit, prepared: Prepared) -> tuple[str, ...]:
    """Return the rows of a slip that state what it proves, when it was captured, and its file."""
    return (
        "; ".join("the price" for _ in exhibit.proves),
        "16 September 2026, 10:05 by Jo Lee",
        f"{exhibit.evidence.file}, {len(prepared.pages)} pages",
    )


def shot(width: float = 877.5, height: float = 1899.0, pages: int = 1) -> Prepared:
    page = PreparedPage(width, height)
    return Prepared("0" * 64, "png", (page,) * pages, Path("a"), Path("b"), (1170, 2532), ())


def two(workspace: Path, **other: object) -> tuple[list[object], dict[str, Prepared]]:
    """Two exhibits of one kind that follow each other; `other` is what the second has instead."""
    bundle = next(iter(facts(workspace, PAYPAL).bundles.values()))
    first = bundle.exhibits[0]
    evidence = replace(first.evidence, kind="post_screenshot", caption="A video.", transcript=None)
    second = replace(evidence, id="second", **other)  # type: ignore[arg-type]  # fields of evidence
    exhibits = [replace(first, evidence=evidence), replace(first, letter="B", evidence=second)]
    return list(exhibits), {evidence.id: shot(), "second": shot()}


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_two_screens_of_one_kind_share_a_page(workspace: Path, paper: tuple[float, float]) -> None:
    """And a third has the next page to itself."""
    exhibits, shown = two(workspace)
    assert [len(sheet) for sheet in exhibit_layout.sheets(exhibits, shown, paper, rows)] == [2]  # type: ignore[arg-type]
    third = replace(exhibits[1], letter="C")  # type: ignore[type-var]
    assert [len(sheet) for sheet in exhibit_layout.sheets([*exhibits, third], shown, paper, rows)] == [2, 1]  # type: ignore[list-item]


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "profile_screenshot"},
        {"kind": None},
        {"transcript": "Ana: yes."},
        {"caption": "word " * 120},
        {"caption": "語" * 300},
    ],
)
def test_unlike_exhibits_have_a_page_each(workspace: Path, other: dict[str, object]) -> None:
    """Another kind, a transcript, a slip too long for half a page."""
    exhibits, shown = two(workspace, **other)
    assert [len(sheet) for sheet in exhibit_layout.sheets(exhibits, shown, A4, rows)] == [1, 1]  # type: ignore[arg-type]


@pytest.mark.parametrize("other", [shot(pages=2), shot(1899, 877.5), shot(877.5, 1700)])
def test_pictures_of_another_shape_have_a_page_each(workspace: Path, other: Prepared) -> None:
    """Two pages, a landscape, a screen of another phone."""
    exhibits, shown = two(workspace)
    sheets = exhibit_layout.sheets(exhibits, {**shown, "second": other}, A4, rows)  # type: ignore[arg-type]
    assert [len(sheet) for sheet in sheets] == [1, 1]


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def packet(workspace: Path, edit: object, language: str = "en") -> list[str]:
    """Build the case of the bank transfer, which has one packet, with its evidence edited; return the text of each page of the creator's packet."""
    case = workspace / "cases" / BANK
    if not case.exists():
        add_case(workspace, BANK)
    data = json.loads((case / "case.json").read_text(encoding="utf-8"))
    data["case"]["language"] = language
    edit(data["evidence"])  # type: ignore[operator]  # a function of the test
    for item in data["evidence"]:
        path = case / "evidence" / item["file"]
        if not path.exists():
            picture(path)
    (case / "case.json").write_text(json.dumps(data), encoding="utf-8")
    [outcome] = docket.build(
        [case], Workspace.containing(case), into=None, clock=None, on_done=lambda _ref, _outcome: None
    )
    assert not outcome.failed, outcome.problems
    return texts(workspace / "build" / BANK / "packet" / "influencer.pdf")


@pytest.mark.parametrize("size", [(600, 560), (600, 1300)])
def test_a_slip_in_another_language_has_its_own_height(workspace: Path, size: tuple[int, int]) -> None:
    """In the pseudo-language, whose sentences are longer, as many pages have exhibits as there are labels of pages."""

    def edit(evidence: list[dict[str, object]]) -> None:
        for name in ("post1", "post2"):
            item = of(evidence, name)
            item.update({"captured_at": "2026-09-16T09:41:00+01:00", "captured_by": "Jo " * 25 + "Lee"})
            picture(workspace / "cases" / BANK / "evidence" / str(item["file"]), size)

    label = re.compile(rf"{accented('hibit')}{accented('s')}? ([A-Z]).*?» «{accented('page')} (\d) {accented('of')}")
    labels = [match.groups() for text in packet(workspace, edit, "en-XA") if (match := label.search(text))]
    assert len(set(labels)) == len(labels) >= 4


def test_a_transcript_stands_beside_its_picture_or_on_a_page_of_its_own(workspace: Path) -> None:
    """Few lines belong to the slip; many have their own page, and the reader is told what they are."""

    def edit(evidence: list[dict[str, object]], words: str) -> None:
        of(evidence, "post1")["transcript"] = words

    brief = packet(workspace, lambda evidence: edit(evidence, "Ana: here it is.\nJo: thank you."))
    [page] = [text for text in brief if "Ana: here it is." in text]
    assert "Exhibit" in page
    assert "SHA-256" in page
    long = packet(workspace, lambda evidence: edit(evidence, "Ana: here it is.\n" * 20))
    [page] = [text for text in long if "Ana: here it is." in text]
    assert "Transcript, made for this packet" in page
    assert "SHA-256" not in page
    assert len(long) == len(brief) + 1


def test_a_translation_says_of_what_and_by_whom(workspace: Path) -> None:
    """By the letter of the original, where this reader has that; a name is not enough to find it by."""

    def edit(evidence: list[dict[str, object]]) -> None:
        of(evidence, "post2").update({"translation_of": "post1", "translated_by": "L. Translator"})

    found = packet(workspace, edit)
    assert sum("Of Exhibit C, by L. Translator" in text.replace("\n", " ") for text in found) == 1


def of(evidence: list[dict[str, object]], name: str) -> dict[str, object]:
    return next(item for item in evidence if item["id"] == name)


LONG = ("word " * 60, "WORD " * 60, "x" * 290)


@pytest.mark.parametrize(
    ("words", "size"),
    [
        (LONG[1], (600, 1300)),
        *(pytest.param(words, size, marks=pytest.mark.whole) for words in LONG for size in ((600, 560), (600, 1300))),
    ],
)
def test_a_slip_and_its_picture_stay_on_one_page(workspace: Path, words: str, size: tuple[int, int]) -> None:
    """However much a slip says: each page of each exhibit is there once."""

    def edit(evidence: list[dict[str, object]]) -> None:
        for name in ("post1", "post2"):
            item = of(evidence, name)
            item.update(
                {
                    "caption": words[:290],
                    "captured_at": "2026-09-16T09:41:00+01:00",
                    "captured_by": words[:90],
                    "device": words[:90].strip(),
                    "source_url": "https://x.example/" + "a" * 400,
                    "marks": [{"shape": "box", "area": BOX, "note": words[:90].strip()}],
                }
            )
            picture(workspace / "cases" / BANK / "evidence" / str(item["file"]), size)

    pages = packet(workspace, edit)
    labels = [re.search(r"Exhibits? [A-Z]( and [A-Z])?\s+page (\d) of .+", text) for text in pages]
    shown = [(label, text) for label, text in zip(labels, pages, strict=True) if label]
    assert len({label[0] for label, _ in shown}) == len(shown) >= 4
    for label, text in shown:
        hashes = re.findall(r"(?:[0-9a-f]{8}\s+){7}[0-9a-f]{8}", text)
        assert len(hashes) == (0 if label[2] != "1" else 2 if label[1] else 1), label[0]


BOX = {"x": 10, "y": 10, "width": 20, "height": 10}
