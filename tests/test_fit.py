"""Packets within what their reader takes: pictures down to what print needs, grey where asked, or a refusal with a list."""

from __future__ import annotations

import io
import json
import random
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import evidence
from PIL import Image
from test_channels import case as channel_case

from makegood import assets, docket
from makegood.assemble.packet import pages_of
from makegood.assemble.packet.printed import printed
from makegood.inert import streams
from makegood.model.artifact import Fineness
from makegood.prepare import smaller
from makegood.prepare.jpeg import encoded
from makegood.prepare.page import Pixels, page_of, write_pages
from makegood.prepare.png import repacked


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
    pages = prepared(tmp_path / "a", Pixels(2600, 1300, encoded(large), "DCTDecode", "DeviceRGB"), repacked(small))
    sizes = {0: (481.9, 240.9), 1: (481.9, 240.9)}
    made = smaller(pages, sizes, Fineness(300, is_grey=False), tmp_path / "cache")
    assert pixels_of(made) == [(2000, 1000, "/DeviceRGB", "/DCTDecode"), (600, 300, "/DeviceRGB", "/FlateDecode")]
    assert made.stat().st_size < pages.stat().st_size
    again = smaller(pages, sizes, Fineness(300, is_grey=False), tmp_path / "cache")
    assert again == made
    assert smaller(pages, {1: sizes[1]}, Fineness(300, is_grey=False), tmp_path / "cache") == pages


def test_grey_is_grey(tmp_path: Path) -> None:
    """Every picture, of whatever kind; a palette too, and one that is grey already stays."""
    kinds = [Image.new("RGB", (300, 200), "red"), Image.new("RGB", (300, 200), "red").quantize(4), Image.new("L", (300, 200), 90)]
    pages = prepared(tmp_path / "a", *map(repacked, kinds))
    before = [colours for _, _, colours, _ in pixels_of(pages)]
    assert before[0] == "/DeviceRGB"
    made = smaller(pages, dict.fromkeys(range(3), (225.0, 150.0)), Fineness(200, is_grey=True), tmp_path / "cache")
    assert [colours for _, _, colours, _ in pixels_of(made)] == ["/DeviceGray"] * 3


def test_the_cache_of_smaller_pages_is_not_trusted(tmp_path: Path) -> None:
    """A damaged entry is made again."""
    pages = prepared(tmp_path / "a", repacked(noise(1200, 800)))
    make = partial(smaller, pages, {0: (240.0, 160.0)}, Fineness(150, is_grey=False), tmp_path / "cache")
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
        page.obj.Contents = pdf.make_stream(b"q 0.5 0 0 -0.5 0 800 cm q 3 0 0 3 0 0 cm Q q 0 200 -100 0 9 9 cm /X Do Q Q")
        out = io.BytesIO()
        pdf.save(out)
    assert printed(out.getvalue()) == {7: (100.0, 50.0)}


def card(home: Path, pictures: int, size: tuple[int, int], **more: Any) -> Path:
    """Build a case paid by card, at its issuer, with so many photos as evidence."""
    data = {**channel_case("direct_card", sent=True), **more}
    folder = home / "cases" / "MG-2026-201"
    folder.mkdir(parents=True)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    evidence(folder)
    for at in range(pictures):
        (folder / "evidence" / f"photo-{at}.jpg").write_bytes(encoded(noise(*size, seed=at)))
        data["evidence"] = [*data["evidence"], {"id": f"photo-{at}", "file": f"photo-{at}.jpg", "caption": "A photo.", "captured_at": "2026-11-21"}]
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def built(folder: Path) -> tuple[Path, tuple[Any, ...]]:
    [outcome] = docket.build([folder], into=None, today=None, told=lambda _ref, _outcome: None)
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
        colours = {str(one.ColorSpace) for page in pdf.pages for one in streams(page.obj.Resources) if one.get("/Subtype") == "/Image"}
    assert colours == {"/DeviceGray"}
    assert pages_of(packet.read_bytes()) <= 20


def test_what_cannot_be_made_small_enough_is_refused_with_what_weighs(tmp_path: Path) -> None:
    """The heaviest first, at the weight that each has in the packet; here by a bound of the workspace's own."""
    folder = card(tmp_path / "w", 2, (1600, 1200))
    profile = json.loads((assets.folder("policies") / "profiles" / "card.json").read_text(encoding="utf-8"))
    own = tmp_path / "w" / "policies" / "profiles"
    own.mkdir(parents=True)
    (own / "card.json").write_text(json.dumps(profile | {"max_bytes": 200_000}), encoding="utf-8")
    _, problems = built(folder)
    [told] = [one for one in problems if one.rule == "R4"]
    first, *rest = (told.detail or "").splitlines()
    assert first.endswith("at most 200,000")
    assert len(rest) == 5
    assert all("photo-" in one and "kB" in one for one in rest[:2])


def test_too_many_pages_are_refused_with_what_is_long(tmp_path: Path) -> None:
    """The issuer takes twenty; which exhibits have most is said, and what to do."""
    _, problems = built(card(tmp_path / "w", 17, (60, 40)))
    [told] = [one for one in problems if one.rule == "R4"]
    assert (told.detail or "").splitlines()[0].endswith("pages, at most 20")
    assert "pages of the evidence" in (told.fix or "")
