"""Packets within what their reader takes: pictures down to what print needs, grey where asked, or a refusal with a list."""

from __future__ import annotations

import io
import json
import random
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import evidence
from PIL import Image
from test_channels import case as channel_case

from makegood.model.workspace import Workspace
from makegood.domain import policies
from makegood.storage import package_data
from makegood.commands import docket
from makegood.pipeline.assemble.packet import pages_of
from makegood.pipeline.assemble.packet.printed import printed_sizes
from makegood.formats.pdf_safety import streams
from makegood.model.artifact import PictureQuality
from makegood.pipeline.prepare import downscale
from makegood.pipeline.prepare.jpeg import encode_jpeg
from makegood.pipeline.prepare.page import Pixels, is_picture, page_of, write_pages
from makegood.pipeline.prepare.png import encode_png


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    """A picture that packs badly, as photos do."""
    return Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))


def prepared(folder: Path, *pictures: Pixels) -> Path:
    """Pages as `prepare` writes them, in a folder that is named by their content."""
    folder.mkdir()
    write_pages([(one, page_of(one)) for one in pictures], folder / "pages.pdf")
    return folder / "pages.pdf"


def pixels_of(path: Path) -> list[tuple[int, int, str, str]]:
    with pikepdf.open(path) as pdf:
        found = [one for page in pdf.pages for one in streams(page.obj) if one.get("/Subtype") == "/Image"]
        return [(int(one.Width), int(one.Height), str(one.ColorSpace), str(one.Filter)) for one in found]


def test_a_photo_is_shown_as_fine_as_asked_and_no_finer(tmp_path: Path) -> None:
    """On 170 mm at 300 dots an inch a picture needs 2,000 pixels; one with fewer stays as it was, byte for byte."""
    large, small = noise(2600, 1300), noise(600, 300)
    pages = prepared(
        tmp_path / "a", Pixels(2600, 1300, encode_jpeg(large), "DCTDecode", "DeviceRGB"), encode_png(small)
    )
    sizes = {0: (481.9, 240.9), 1: (481.9, 240.9)}
    made = downscale(pages, sizes, PictureQuality(300, is_grey=False), tmp_path / "cache")
    assert pixels_of(made) == [(2000, 1000, "/DeviceRGB", "/DCTDecode"), (600, 300, "/DeviceRGB", "/FlateDecode")]
    assert made.stat().st_size < pages.stat().st_size
    again = downscale(pages, sizes, PictureQuality(300, is_grey=False), tmp_path / "cache")
    assert again == made
    assert downscale(pages, {1: sizes[1]}, PictureQuality(300, is_grey=False), tmp_path / "cache") == pages


def test_grey_is_grey(tmp_path: Path) -> None:
    """Every picture, of whatever kind; a palette too, and one that is grey already stays."""
    kinds = [
        Image.new("RGB", (300, 200), "red"),
        Image.new("RGB", (300, 200), "red").quantize(4),
        Image.new("L", (300, 200), 90),
    ]
    pages = prepared(tmp_path / "a", *map(encode_png, kinds))
    before = [colours for _, _, colours, _ in pixels_of(pages)]
    assert before[0] == "/DeviceRGB"
    made = downscale(
        pages, dict.fromkeys(range(3), (225.0, 150.0)), PictureQuality(200, is_grey=True), tmp_path / "cache"
    )
    assert [colours for _, _, colours, _ in pixels_of(made)] == ["/DeviceGray"] * 3


def test_the_cache_of_smaller_pages_is_not_trusted(tmp_path: Path) -> None:
    """A damaged entry is made again."""
    pages = prepared(tmp_path / "a", encode_png(noise(1200, 800)))
    make = partial(downscale, pages, {0: (240.0, 160.0)}, PictureQuality(150, is_grey=False), tmp_path / "cache")
    made = make()
    whole = made.read_bytes()
    made.write_bytes(whole[:100])
    assert make().read_bytes() == whole


def test_the_printed_size_is_read_off_the_layout(tmp_path: Path) -> None:
    """Through nested changes of scale, and back again."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(600, 800))
        pixel = pikepdf.Stream(pdf, bytes((0, 0, 7)))
        pixel.Type, pixel.Subtype, pixel.Width, pixel.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 1, 1
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=pixel))
        page.obj.Contents = pdf.make_stream(
            b"q 0.5 0 0 -0.5 0 800 cm q 3 0 0 3 0 0 cm Q q 0 200 -100 0 9 9 cm /X Do Q Q"
        )
        out = io.BytesIO()
        pdf.save(out)
    assert printed_sizes(out.getvalue()) == {7: (100.0, 50.0)}


def card(home: Path, pictures: int, size: tuple[int, int], **more: Any) -> Path:
    """Build a case paid by card, at its issuer, with so many photos as evidence."""
    data = {**channel_case("direct_card", sent=True), **more}
    folder = home / "cases" / "MG-2026-201"
    folder.mkdir(parents=True)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    evidence(folder)
    for at in range(pictures):
        (folder / "evidence" / f"photo-{at}.jpg").write_bytes(encode_jpeg(noise(*size, seed=at)))
        data["evidence"] = [
            *data["evidence"],
            {"id": f"photo-{at}", "file": f"photo-{at}.jpg", "caption": "A photo.", "captured_at": "2026-11-21"},
        ]
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def built(folder: Path) -> tuple[Path, tuple[Any, ...]]:
    [outcome] = docket.build(
        [folder], Workspace.containing(folder), into=None, clock=None, on_done=lambda _ref, _outcome: None
    )
    return folder.parent.parent / "build" / folder.name / "packet" / "card.pdf", outcome.problems


def test_a_card_issuers_packet_is_small_and_grey(tmp_path: Path) -> None:
    """Of photos that weigh many times what the issuer takes; the file itself is measured."""
    folder = card(tmp_path / "w", 2, (2400, 1800))
    assert sum(path.stat().st_size for path in (folder / "evidence").glob("photo-*")) > 6_000_000
    packet, problems = built(folder)
    assert [one for one in problems if one.severity == "error"] == []
    assert packet.stat().st_size <= 2_000_000
    assert packet.read_bytes().startswith(b"%PDF-1.6")
    with pikepdf.open(packet) as pdf:
        colours = {
            str(one.ColorSpace)
            for page in pdf.pages
            for one in streams(page.obj.Resources)
            if one.get("/Subtype") == "/Image"
        }
    assert colours == {"/DeviceGray"}
    assert pages_of(packet.read_bytes()) <= 20


def drawing(path: Path, content: bytes, spaces: pikepdf.Object | None = None) -> Path:
    """Pages as `prepare` writes them for a PDF: the drawing in a form, and a second page without any colour."""
    path.mkdir()
    with pikepdf.new() as pdf:
        for one in (content, b"0.5 g 10 10 50 50 re f"):
            page = pdf.add_blank_page(page_size=(200, 100))
            form = pdf.make_stream(one)
            form.Type, form.Subtype, form.BBox = (
                pikepdf.Name.XObject,
                pikepdf.Name.Form,
                pikepdf.Array([0, 0, 200, 100]),
            )
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            form.Resources = pikepdf.Dictionary(
                Font=pikepdf.Dictionary(F1=font), ColorSpace=spaces or pikepdf.Dictionary()
            )
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=form))
            page.obj.Contents = pdf.make_stream(b"q 1 0 0 1 0 0 cm /Page Do Q")
        pdf.save(path / "pages.pdf")
    return path / "pages.pdf"


def seen(path: Path, at: int = 0) -> tuple[set[tuple[int, ...]], str]:
    """The colours of a page and its text."""
    with pypdfium2.PdfDocument(path) as document:
        image = document[at].render(scale=1).to_pil().convert("RGB")
        return {colour for _, colour in image.getcolors(1 << 20)}, document[at].get_textpage().get_text_range()


TEXT = b"BT /F1 20 Tf 20 40 Td (Agreed) Tj ET"
SIZES = {0: (400.0, 200.0), 1: (400.0, 200.0)}


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 0 rg 0 0 200 100 re f 0 0 1 rg " + TEXT,
        b"0 1 1 0 k 0 0 200 100 re f 0 0 0 1 k " + TEXT,
        b"/DeviceRGB cs 1 0.5 0 sc 0 0 200 100 re f 0 1 0 RG 9 w 0 0 m 200 100 l S " + TEXT,
    ],
)
def test_a_drawing_becomes_grey_and_keeps_its_text(tmp_path: Path, content: bytes) -> None:
    """Reds, inks and lines; what can be searched in the original can be searched in the grey copy."""
    pages = drawing(tmp_path / "a", content)
    assert any(len(set(colour)) > 1 for colour in seen(pages)[0])
    made = downscale(pages, SIZES, PictureQuality(200, is_grey=True), tmp_path / "cache")
    colours, text = seen(made)
    assert all(max(colour) - min(colour) <= 6 for colour in colours)
    assert len(colours) > 1
    assert "Agreed" in text


def test_a_colour_that_cannot_be_followed_is_drawn_grey(tmp_path: Path) -> None:
    """Here a named ink with a function of its own: the page is shown as a picture rather than in colour."""
    function = {"/FunctionType": 2, "/Domain": [0, 1], "/C0": [1, 1, 1], "/C1": [1, 0, 0], "/N": 1}
    ink = pikepdf.Array(
        [
            pikepdf.Name.Separation,
            pikepdf.Name.Red,
            pikepdf.Name.DeviceRGB,
            pikepdf.Dictionary(
                {key: pikepdf.Array(value) if isinstance(value, list) else value for key, value in function.items()}
            ),
        ]
    )
    pages = drawing(tmp_path / "a", b"/Ink cs 1 scn 0 0 200 100 re f " + TEXT, pikepdf.Dictionary(Ink=ink))
    made = downscale(pages, SIZES, PictureQuality(200, is_grey=True), tmp_path / "cache")
    colours, text = seen(made)
    assert all(max(colour) - min(colour) <= 6 for colour in colours)
    assert "Agreed" not in text
    assert seen(made, 1)[0] == seen(pages, 1)[0]


def test_for_archives_every_page_is_one_picture(tmp_path: Path) -> None:
    """As fine as it is printed, and with all that was seen."""
    pages = drawing(tmp_path / "a", b"1 0 0 rg 0 0 200 100 re f 0 0 1 rg " + TEXT)
    made = downscale(pages, SIZES, PictureQuality(300, is_grey=False, is_flat=True), tmp_path / "cache")
    with pikepdf.open(made) as pdf:
        assert all(is_picture(page) for page in pdf.pages)
    assert [one[:2] for one in pixels_of(made)] == [(1650, 825)] * 2
    assert seen(made)[0] & {(254, 0, 0), (255, 0, 0), (255, 0, 1), (254, 0, 1)}


def limit(home: Path, **limits: int) -> None:
    """Have the packet of a workspace's card issuer smaller than the issuer asks for."""
    profile = json.loads((package_data.folder("policies") / "profiles" / "card.json").read_text(encoding="utf-8"))
    assert profile.keys() >= limits.keys()
    own = home / "policies" / "profiles"
    own.mkdir(parents=True)
    (own / "card.json").write_text(json.dumps(profile | limits), encoding="utf-8")


def test_what_cannot_be_made_small_enough_is_refused_with_what_weighs(tmp_path: Path) -> None:
    """The heaviest first, at the weight that each has in the packet; here by a bound of the workspace's own."""
    folder = card(tmp_path / "w", 2, (1600, 1200))
    limit(tmp_path / "w", max_bytes=200_000)
    _, problems = built(folder)
    [told] = [one for one in problems if one.rule == "R4"]
    first, *rest = (told.detail or "").splitlines()
    assert first.endswith("(limit: 200,000)")
    assert len(rest) == 5
    assert all("photo-" in one and "kB" in one for one in rest[:2])


def test_too_many_pages_are_refused_with_what_is_long(tmp_path: Path) -> None:
    """The issuer takes twenty, this workspace's own bound is eight; which exhibits have most is said, and what to do."""
    assert policies.read().profiles["card"].max_pages == 20
    folder = card(tmp_path / "w", 3, (60, 40))
    limit(tmp_path / "w", max_pages=8)
    _, problems = built(folder)
    [told] = [one for one in problems if one.rule == "R4"]
    assert (told.detail or "").splitlines()[0].endswith("pages (limit: 8)")
    assert 'set "pages" in their evidence' in (told.fix or "")
