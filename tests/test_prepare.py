"""Step 4: evidence becomes what may be shown."""

from __future__ import annotations

import ctypes
import io
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFile

from makegood.formats import pdf_safety, showable
from makegood.language import english
from makegood.sandbox import worker
from makegood.model.errors import CaseError
from makegood.pipeline.verify_output.pictures import picture_problems
from makegood.model.artifact import Prepared
from makegood.model.case import Area, Evidence, Limits, Mask
from makegood.model.file_kinds import REFUSED, MediaKind
from makegood.model.source import EvidenceFile
from makegood.pipeline.prepare import prepare, exhibit_cache
from makegood.pipeline.prepare.selection import selection_note, select_pages
from makegood.typesetting import fonts, layout

CANARY = b"CANARY-51.5074N"
SHOWN = Evidence(file="x", caption="What it shows.")
FLIP = Image.Transpose
STORED = {
    1: None,
    2: FLIP.FLIP_LEFT_RIGHT,
    3: FLIP.ROTATE_180,
    4: FLIP.FLIP_TOP_BOTTOM,
    5: FLIP.TRANSPOSE,
    6: FLIP.ROTATE_90,
    7: FLIP.TRANSVERSE,
    8: FLIP.ROTATE_270,
}
"""How an upright picture lies in a file with this EXIF orientation."""


def notes(prepared: Prepared) -> tuple[str, ...]:
    """Return the notes on an exhibit in English."""
    return tuple(map(english().text, prepared.changes))


def listed(path: Path, kind: MediaKind) -> EvidenceFile:
    data = path.read_bytes()
    return EvidenceFile(path.name, path, kind, len(data), sha256(data).hexdigest())


def scene(mode: str = "RGB") -> Image.Image:
    """A picture that is different whichever way it is turned."""
    image = Image.new("RGB", (240, 160), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 120, 80), fill=(200, 30, 40))
    draw.rectangle((180, 120, 239, 159), fill=(20, 60, 200))
    return image.convert(mode)


def drawn(prepared: Prepared, page: int = 0, scale: float = 4 / 3) -> Image.Image:
    with pypdfium2.PdfDocument(prepared.pages_pdf) as document:
        image: Image.Image = document[page].render(scale=scale).to_pil()
        return image.convert("RGB")


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def differs(one: Image.Image, other: Image.Image) -> int:
    """The largest difference, edges aside: both are made small first."""
    small = [image.convert("RGB").resize((24, 16), Image.Resampling.BOX) for image in (one, other)]
    return max(pair[1] for pair in ImageChops.difference(*small).getextrema())


def rule_of(call: Callable[[], object]) -> str:
    with pytest.raises(CaseError) as caught:
        call()
    (problem,) = caught.value.problems
    assert problem.place.file.startswith("evidence/")
    assert "CANARY" not in problem.message + problem.fix
    return problem.rule


def pdf(
    path: Path, edit: Callable[[pikepdf.Pdf], None] | None = None, pages: int = 2, text: str = "Paid in full"
) -> Path:
    """A PDF with a line of text on each page, changed by `edit`."""
    with pikepdf.new() as document:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for number in range(1, pages + 1):
            page = document.add_blank_page(page_size=(300, 400))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = document.make_stream(f"BT /F1 24 Tf 40 300 Td ({text} {number}) Tj ET".encode())
        if edit:
            edit(document)
        document.save(path)
    return path


# Pictures


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright_and_stripped(tmp_path: Path, orientation: int) -> None:
    """All eight orientations look the same on the page and in the copy, and nothing of the camera is left."""
    way = STORED[orientation]
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, CANARY.decode()
    path = tmp_path / "photo.jpg"
    (scene().transpose(way) if way is not None else scene()).save(path, exif=exif, quality=95, comment=CANARY)
    path.write_bytes(path.read_bytes() + CANARY)
    found = prepare(listed(path, "jpeg"), SHOWN, tmp_path / "cache")
    copy = opened(found.copy)
    assert differs(drawn(found), scene()) < 8
    assert differs(copy, scene()) < 16  # colours are coarser than shades in a photo
    assert (found.pixels, copy.getexif().get(0x0112, 1)) == ((240, 160), 1)
    assert CANARY not in found.pages_pdf.read_bytes() + found.copy.read_bytes()
    assert ("Rotated upright." in notes(found)) == (orientation != 1)


def test_a_photo_that_needs_no_change_keeps_its_coded_pixels(tmp_path: Path) -> None:
    """Nothing is encoded again: the scan of the original stands byte for byte in both outputs."""
    path = tmp_path / "photo.jpg"
    scene().save(path, quality=90)
    data = path.read_bytes()
    scan = data[data.rindex(b"\xff\xda") : -2]
    found = prepare(listed(path, "jpeg"), SHOWN, tmp_path / "cache")
    assert len(scan) > 500
    assert scan in found.copy.read_bytes()
    assert scan in found.pages_pdf.read_bytes()


def test_a_photo_of_print_colours_is_shown_in_srgb(tmp_path: Path) -> None:
    """CMYK is turned into RGB, and that is said."""
    path = tmp_path / "photo.jpg"
    scene("CMYK").save(path)
    found = prepare(listed(path, "jpeg"), SHOWN, tmp_path / "cache")
    assert opened(found.copy).mode == "RGB"
    assert "Converted to sRGB." in notes(found)


def test_a_profile_other_than_srgb_is_applied_and_said(tmp_path: Path) -> None:
    """A picture in Lab-made colours is converted; one that says sRGB is left alone."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = bytearray(plain)
    # The tags of red and green change places: a profile that means something else.
    at, other = swapped.index(b"rXYZ"), swapped.index(b"gXYZ")
    swapped[at : at + 4], swapped[other : other + 4] = b"gXYZ", b"rXYZ"
    words = swapped.find("sRGB".encode("utf-16-be"))
    while words >= 0:
        swapped[words : words + 8] = "Mine".encode("utf-16-be")
        words = swapped.find("sRGB".encode("utf-16-be"))
    for profile, is_said in ((plain, False), (bytes(swapped), True)):
        path = tmp_path / f"{is_said}.png"
        scene().save(path, icc_profile=profile)
        found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
        assert ("Converted to sRGB." in notes(found)) == is_said
        assert (differs(opened(found.copy), scene()) > 8) == is_said
        assert b"iCCP" not in found.copy.read_bytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_screenshot_loses_nothing(tmp_path: Path, mode: str) -> None:
    """Whatever the kind of PNG, page and copy have the very same pixels, and no chunk but those that draw them."""
    image = scene(mode)
    path = tmp_path / "shot.png"
    image.save(path)
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    want = scene("L").convert("RGB") if mode == "LA" else image.convert("RGB")
    for result in (drawn(found), opened(found.copy).convert("RGB")):
        assert ImageChops.difference(result, want).getbbox() is None


def test_transparent_parts_are_shown_on_white_and_said(tmp_path: Path) -> None:
    """A reader's grey or black background would change what is seen."""
    image = scene("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    path = tmp_path / "shot.png"
    image.save(path)
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    assert "Transparent areas are shown as white." in notes(found)
    assert drawn(found).getextrema() == ((255, 255),) * 3


def test_sixteen_bits_are_brought_to_eight(tmp_path: Path) -> None:
    """The shades are scaled, not cut."""
    path = tmp_path / "deep.png"
    scene("L").convert("I").point(lambda value: value * 257).convert("I;16").save(path)
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    assert differs(opened(found.copy), scene("L")) < 2


def test_an_animation_shows_its_first_picture_and_says_so(tmp_path: Path) -> None:
    """What moves cannot be printed."""
    path = tmp_path / "moves.png"
    scene().save(path, save_all=True, append_images=[Image.new("RGB", (240, 160), "black")], duration=100)
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    assert "Only the first frame of the animation is shown." in notes(found)
    assert differs(drawn(found), scene()) < 2
    assert b"acTL" not in found.copy.read_bytes()


def test_text_chunks_reach_no_output(tmp_path: Path) -> None:
    """Neither comments nor what hides behind the end of a PNG or of its pixels."""
    path = tmp_path / "shot.png"
    scene().save(path)
    data = path.read_bytes()
    end = data.rindex(b"IEND") - 4
    path.write_bytes(data[:end] + chunk(b"tEXt", b"Comment\0" + CANARY) + data[end:] + CANARY)
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    assert CANARY not in found.pages_pdf.read_bytes() + found.copy.read_bytes()


SEGMENTS = {
    "comment": (0xFE, CANARY),
    "EXIF": (0xE1, b"Exif\0\0MM\0*" + CANARY),
    "XMP": (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + CANARY),
    "several pictures": (0xE2, b"MPF\0" + CANARY),
    "IPTC": (0xED, b"Photoshop 3.0\x008BIM\x04\x04" + CANARY),
    "Ducky": (0xEC, b"Ducky" + CANARY),
    "a maker's own": (0xEF, CANARY),
    "JFIF's thumbnail": (0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x05" + CANARY),
    "JFIF's extension": (0xE0, b"JFXX\0\x10" + CANARY),
    "Adobe's and more": (0xEE, b"Adobe\0\x64\0\0\0\0\x01" + CANARY),
}
"""Segments of a JPEG file that hold more than a picture, as cameras and programs write them."""


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


@pytest.mark.parametrize("name", SEGMENTS)
def test_no_segment_of_a_photo_is_taken_over_but_those_that_draw_it(tmp_path: Path, name: str) -> None:
    """At the beginning, before the pixels, and between the runs in which they come."""
    path = tmp_path / "photo.jpg"
    scene().save(path, quality=95, progressive=True)
    data, extra = path.read_bytes(), segment(*SEGMENTS[name])
    for at in sorted((2, data.index(b"\xff\xc2"), data.rindex(b"\xff\xda")), reverse=True):
        data = data[:at] + extra + data[at:]
    path.write_bytes(data)
    found = prepare(listed(path, "jpeg"), SHOWN, tmp_path / "cache")
    assert CANARY not in found.pages_pdf.read_bytes() + found.copy.read_bytes()
    assert differs(drawn(found), scene()) < 8
    assert ("Metadata removed." in notes(found)) == (not name.startswith(("JFIF's", "Adobe's")))
    assert list(picture_problems("copy.jpg", found.copy.read_bytes())) == []


def test_a_photos_profile_reaches_no_output(tmp_path: Path) -> None:
    """The text of a colour profile names who made it; the colours are those of sRGB without it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / "photo.jpg"
    scene().save(path, quality=95, icc_profile=profile)
    assert b"ICC_PROFILE" in path.read_bytes()
    found = prepare(listed(path, "jpeg"), SHOWN, tmp_path / "cache")
    assert b"ICC_PROFILE" not in found.pages_pdf.read_bytes() + found.copy.read_bytes()
    assert "Metadata removed." in notes(found)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"tEXt", b"Comment\0" + CANARY),
        (b"zTXt", b"Comment\0\0" + zlib.compress(CANARY, 0)),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + CANARY),
        (b"eXIf", b"MM\0*\0\0\0\x08\0\0" + CANARY),
        (b"tIME", struct.pack(">HBBBBB", 2026, 11, 23, 9, 41, 7)),
        (b"prVt", CANARY),
    ],
)
def test_no_chunk_of_a_screenshot_is_taken_over_but_those_that_draw_it(
    tmp_path: Path, kind: bytes, body: bytes
) -> None:
    """Before the pixels and behind them."""
    path = tmp_path / "shot.png"
    # With transparent parts it is packed anew, else taken over as it is.
    scene("RGBA" if kind == b"prVt" else "RGB").save(path)
    data = path.read_bytes()
    for at in (data.rindex(b"IEND") - 4, data.index(b"IDAT") - 4):
        data = data[:at] + chunk(kind, body) + data[at:]
    path.write_bytes(data)
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    made = found.pages_pdf.read_bytes() + found.copy.read_bytes()
    assert kind not in made
    assert body not in made
    assert CANARY not in made
    assert "Metadata removed." in notes(found)


@pytest.mark.parametrize(("name", "kind"), [("photo.jpg", "jpeg"), ("shot.png", "png")])
def test_the_slip_says_that_metadata_went_only_where_there_was_some(tmp_path: Path, name: str, kind: MediaKind) -> None:
    """A sentence that is always there says nothing."""
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    path = tmp_path / name
    for more, told in (({}, ()), ({"exif": exif}, ("Metadata removed.",))):
        scene().save(path, **more)
        assert notes(prepare(listed(path, kind), SHOWN, tmp_path / "cache")) == told


def test_bytes_behind_the_pixels_are_packed_away(tmp_path: Path) -> None:
    """A stream that holds more than the picture is packed anew."""
    path = tmp_path / "shot.png"
    image = Image.new("L", (8, 8), 7)
    image.save(path)
    packed = zlib.compress(b"".join(b"\0" + bytes([7] * 8) for _ in range(8))) + CANARY
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    assert CANARY not in found.pages_pdf.read_bytes() + found.copy.read_bytes()


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
@pytest.mark.parametrize(("name", "kind"), [("photo.jpg", "jpeg"), ("shot.png", "png")])
def test_a_truncated_picture_is_refused(tmp_path: Path, name: str, kind: MediaKind, share: float) -> None:
    """Half a picture is never shown as whole, not even where WeasyPrint has told Pillow to be lenient."""
    path = tmp_path / name
    scene().resize((1200, 800)).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        assert rule_of(lambda: prepare(listed(path, kind), SHOWN, tmp_path / "cache")) == "P2"
        assert ImageFile.LOAD_TRUNCATED_IMAGES is True
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def test_a_picture_beyond_the_limit_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    """A file of some kilobytes may unfold to a gigabyte."""
    path = tmp_path / "bomb.png"
    Image.new("1", (13_000, 13_000)).save(path)
    assert path.stat().st_size < 50_000
    assert rule_of(lambda: prepare(listed(path, "png"), SHOWN, tmp_path / "cache")) == "P5"


def test_a_case_sets_its_own_limits(tmp_path: Path) -> None:
    """Lower ones refuse what was shown before, higher ones show what was refused."""
    shot, long = tmp_path / "shot.png", pdf(tmp_path / "long.pdf", pages=301)
    scene().save(shot)
    cache = tmp_path / "cache"
    assert prepare(listed(shot, "png"), SHOWN, cache)
    assert rule_of(lambda: prepare(listed(shot, "png"), SHOWN, cache, Limits(image_pixels=1000))) == "P5"
    assert rule_of(lambda: prepare(listed(long, "pdf"), SHOWN, cache)) == "P5"
    assert len(prepare(listed(long, "pdf"), SHOWN, cache, Limits(pdf_pages=301)).pages) == 301


@pytest.mark.parametrize("size", [(1, 1), (19_900, 3), (3, 900)])
def test_odd_sizes_fit_a_page(tmp_path: Path, size: tuple[int, int]) -> None:
    """A page has between 3 and 14,400 points a side."""
    path = tmp_path / "odd.png"
    Image.new("RGB", size, "red").save(path)
    (page,) = prepare(listed(path, "png"), SHOWN, tmp_path / "cache").pages
    assert all(3 <= side <= 14_400 for side in (page.width, page.height))


# What was asked to be hidden


def test_a_masked_area_is_gone_from_page_and_copy(tmp_path: Path) -> None:
    """The pixels under a mask are black in both outputs, and the slip gives the reason."""
    path = tmp_path / "shot.png"
    scene().save(path)
    area = Area(x=Decimal(0), y=Decimal(0), width=Decimal(50), height=Decimal(50))
    asked = replace(SHOWN, masks=(Mask(reason="account number", area=area),))
    found = prepare(listed(path, "png"), asked, tmp_path / "cache")
    for result in (drawn(found), opened(found.copy)):
        assert result.crop((0, 0, 120, 80)).getextrema() == ((0, 0),) * 3
        assert result.getpixel((230, 10)) == (255, 255, 255)
    assert "Hidden: account number." in notes(found)


def test_a_masked_text_is_found_in_a_pdf_and_leaves_no_text_behind(tmp_path: Path) -> None:
    """The page becomes a picture, since a box over a text hides nothing from who copies it."""
    path = pdf(tmp_path / "statement.pdf", text="IBAN GB33")
    asked = replace(SHOWN, masks=(Mask(reason="account", text="GB33"),))
    found = prepare(listed(path, "pdf"), asked, tmp_path / "cache")
    with pypdfium2.PdfDocument(found.copy) as document:
        assert [page.get_textpage().get_text_bounded() for page in document] == ["", ""]
    with pypdfium2.PdfDocument(path) as document:
        layer = document[0].get_textpage()
        left, bottom, right, top = layer.get_rect(layer.count_rects(*layer.search("GB33").get_next()) - 1)
    hidden = drawn(found, scale=1).crop((int(left), int(400 - top), int(right), int(400 - bottom)))
    assert all(pair[1] < 60 for pair in hidden.getextrema())
    assert "Hidden: account." in notes(found)


@pytest.mark.parametrize(("name", "kind"), [("shot.png", "png"), ("photo.jpg", "jpeg"), ("paper.pdf", "pdf")])
def test_a_text_that_cannot_be_found_is_never_left_open(tmp_path: Path, name: str, kind: MediaKind) -> None:
    """A picture has no text to look in, and a PDF may not have the one that is named: both are refused."""
    path = tmp_path / name
    pdf(path) if kind == "pdf" else scene().save(path)
    asked = replace(SHOWN, masks=(Mask(reason="account", text="GB33"),))
    assert rule_of(lambda: prepare(listed(path, kind), asked, tmp_path / "cache")) == "P9"


def test_a_part_is_cut_out(tmp_path: Path) -> None:
    """The page has the size of the part, and the slip says that it is one."""
    path = tmp_path / "shot.png"
    scene().save(path)
    area = Area(x=Decimal(50), y=Decimal(50), width=Decimal(50), height=Decimal(50))
    found = prepare(listed(path, "png"), replace(SHOWN, crop=area), tmp_path / "cache")
    assert found.pixels == (120, 80)
    assert "Only part of the picture is shown." in notes(found)


# PDF


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_pages_are_upright_and_look_as_they_did(tmp_path: Path, turned: int) -> None:
    """Rotation and a window that does not begin at zero are taken up into the page; text stays text."""

    def edit(document: pikepdf.Pdf) -> None:
        document.pages[0].Rotate = turned
        document.pages[0].obj.MediaBox = pikepdf.Array([-20, -30, 300, 400])
        document.pages[0].obj.CropBox = pikepdf.Array([20, 10, 290, 390])

    path = pdf(tmp_path / "paper.pdf", edit)
    found = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    with pypdfium2.PdfDocument(path) as before:
        want = before[0].render(scale=1).to_pil().convert("RGB")
        assert (found.pages[0].width, found.pages[0].height) == before[0].get_size()
    with pikepdf.open(found.pages_pdf) as after:
        assert [page.obj.get("/Rotate", 0) for page in after.pages] == [0, 0]
    with pypdfium2.PdfDocument(found.pages_pdf) as after:
        assert "Paid in full 1" in after[0].get_textpage().get_text_bounded()
    assert differs(drawn(found, scale=1), want) < 30
    assert notes(found) == ()


def javascript(document: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.OpenAction = script
    document.pages[0].AA = pikepdf.Dictionary(O=script)


def launch(document: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array([0, 0, 99, 99]),
        Border=pikepdf.Array([0, 0, 0]),
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"),
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])


def embedded(document: pikepdf.Pdf) -> None:
    document.attachments["secret.exe"] = CANARY


def described(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:title"] = CANARY.decode()
    document.docinfo["/Author"] = CANARY.decode()
    document.pages[0].PieceInfo = pikepdf.Dictionary(Private=CANARY.decode())


def reaching_out(document: pikepdf.Pdf) -> None:
    form = document.make_stream(b"0 0 9 9 re f")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
    form.Ref = pikepdf.Dictionary(F="other.pdf", Page=0)
    form.OPI = pikepdf.Dictionary(V=CANARY.decode())
    form.Metadata = document.make_stream(CANARY)
    document.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)


@pytest.mark.parametrize("edit", [javascript, launch, embedded, described, reaching_out])
def test_what_acts_or_tells_is_not_taken_over(tmp_path: Path, edit: Callable[[pikepdf.Pdf], None]) -> None:
    """Pages alone are copied; the scanner, which does see the construct in the original, finds nothing after."""
    path = pdf(tmp_path / "paper.pdf", edit)
    with pikepdf.open(path) as before:
        assert pdf_safety.of_document(path.read_bytes()) or before.docinfo
    found = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert pdf_safety.of_document(found.pages_pdf.read_bytes()) == ()
    with pikepdf.open(found.pages_pdf) as after:
        plain = io.BytesIO()
        after.save(plain, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    assert CANARY not in plain.getvalue()


def test_a_postscript_picture_makes_the_page_a_picture_and_it_says_so(tmp_path: Path) -> None:
    """What cannot be copied inert is drawn."""

    def edit(document: pikepdf.Pdf) -> None:
        script = document.make_stream(b"showpage")
        script.Type, script.Subtype = pikepdf.Name.XObject, pikepdf.Name.PS
        document.pages[1].Resources.XObject = pikepdf.Dictionary(X=script)
        draw(document, 1, b"/X Do")

    path = pdf(tmp_path / "paper.pdf", edit)
    found = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert notes(found) == (
        "Page 2 is shown as a picture, because it has active content or content that cannot be copied.",
    )
    assert pdf_safety.of_document(found.pages_pdf.read_bytes()) == ()
    with pypdfium2.PdfDocument(found.pages_pdf) as after:
        assert [bool(page.get_textpage().get_text_bounded()) for page in after] == [True, False]


def unpacked(path: Path) -> bytes:
    """All that a PDF holds: its objects as they are written, and its streams without their packing."""
    held = []
    with pikepdf.open(path) as document:
        for one in document.objects:
            held.append(repr(one).encode())
            if isinstance(one, pikepdf.Stream):
                packed = one.get("/Subtype") == "/Image"
                held.append(one.read_raw_bytes() if packed else one.read_bytes())
    return b"".join(held)


def draw(document: pikepdf.Pdf, page: int, drawing: bytes) -> None:
    """Add to what a page draws."""
    document.pages[page].contents_add(document.make_stream(drawing))


def test_a_photo_within_the_drawing_makes_the_page_a_picture(tmp_path: Path) -> None:
    """A JPEG can stand in a drawing itself, in the page's or in a form's, with all that its camera wrote."""
    photo = io.BytesIO()
    about = Image.Exif()
    about[0x010E] = CANARY.decode()
    scene("L").save(photo, "JPEG", exif=about)
    inline = b"q 90 0 0 60 0 0 cm BI /W 240 /H 160 /CS /G /BPC 8 /F /D#43T ID " + photo.getvalue() + b" EI Q"

    def edit(document: pikepdf.Pdf) -> None:
        form = document.make_stream(inline)
        form.Type, form.Subtype, form.Length1 = pikepdf.Name.XObject, pikepdf.Name.Form, 1
        form.BBox = pikepdf.Array([0, 0, 200, 200])
        document.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
        draw(document, 0, b"/X Do")
        draw(document, 1, inline)

    path = pdf(tmp_path / "paper.pdf", edit)
    assert CANARY in unpacked(path)
    found = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert notes(found)[0].startswith("Pages 1 and 2 are shown as pictures")
    assert CANARY not in unpacked(found.pages_pdf)
    with pikepdf.new() as made:  # were one missed, the finished packet would be refused
        made.add_blank_page()
        made.pages[0].Contents = made.make_stream(inline)
        made.save(tmp_path / "missed.pdf")
    assert pdf_safety.of_document((tmp_path / "missed.pdf").read_bytes()) == ("data of a camera",)


def test_what_no_page_draws_is_not_carried_along(tmp_path: Path) -> None:
    """A stream that nothing shows, a key that no drawing can use, words beside a part of the page."""

    def edit(document: pikepdf.Pdf) -> None:
        resources = document.pages[0].Resources
        resources.Canary = pikepdf.String(CANARY.decode())
        resources.XObject = pikepdf.Dictionary(X=document.make_stream(CANARY))
        resources.Properties = pikepdf.Dictionary(P=pikepdf.Dictionary(Title=pikepdf.String(CANARY.decode())))

    path = pdf(tmp_path / "paper.pdf", edit)
    assert CANARY in unpacked(path)
    found = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert notes(found) == ()
    assert CANARY not in unpacked(found.pages_pdf)


@pytest.mark.parametrize("kind", ["nested", "swollen"])
def test_a_page_that_takes_too_much_is_refused(tmp_path: Path, kind: str) -> None:
    """A few kilobytes that draw ten to the eleventh times, or unpack to half a gigabyte."""

    def nested(document: pikepdf.Pdf) -> None:
        inner = None
        for _ in range(12):
            form = document.make_stream(b"/X Do " * 10 if inner else b"0 0 1 1 re f")
            form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            form.BBox = pikepdf.Array([0, 0, 200, 200])
            if inner is not None:
                form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner = form
        document.pages[0].Resources.XObject = pikepdf.Dictionary(X=inner)
        draw(document, 0, b"/X Do")

    def swollen(document: pikepdf.Pdf) -> None:
        packed = pikepdf.Stream(document, zlib.compress(b"0 0 m 1 1 l S\n" * 30_000_000, 9))
        packed.Filter = pikepdf.Name.FlateDecode
        document.pages[0].Contents = packed

    path = pdf(tmp_path / "paper.pdf", {"nested": nested, "swollen": swollen}[kind])
    assert path.stat().st_size < 1_000_000
    with pytest.raises(CaseError) as refused:
        prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert [one.rule for one in refused.value.problems] == ["P6"]
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize("copy", ["/etc/hostname", "../secret.txt", "linked"])
def test_a_record_that_leads_out_of_its_folder_is_not_believed(tmp_path: Path, copy: str) -> None:
    """A cache that came with a stranger's folder must not hand out other files; it is made again."""
    path, secret = tmp_path / "shot.png", tmp_path / "secret.txt"
    scene().save(path)
    secret.write_bytes(b"secret")
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    entry = found.copy.parent
    (entry / "linked").symlink_to(secret)
    record = json.loads((entry / "prepared.json").read_bytes())
    target = secret if copy == "linked" else entry / copy
    record |= {
        "copy": copy,
        "files": {
            copy: sha256(target.read_bytes()).hexdigest() if target.exists() else "",
            "pages.pdf": record["files"]["pages.pdf"],
        },
    }
    (entry / "prepared.json").write_text(json.dumps(record))
    again = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    assert again.copy == found.copy
    assert again.copy.read_bytes()[:4] == b"\x89PNG"


def test_a_filled_form_and_a_stamp_are_still_seen(tmp_path: Path) -> None:
    """Annotations are drawn into the page before they go."""

    def edit(document: pikepdf.Pdf) -> None:
        look = document.make_stream(b"1 0 0 rg 0 0 80 40 re f")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 80, 40])
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            F=4,
            Rect=pikepdf.Array([100, 100, 180, 140]),
            AP=pikepdf.Dictionary(N=look),
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(stamp)])

    path = pdf(tmp_path / "paper.pdf", edit)
    found = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert drawn(found, scale=1).getpixel((140, 280)) == (255, 0, 0)
    with pikepdf.open(found.pages_pdf) as after:
        assert "/Annots" not in after.pages[0].obj


def test_a_hidden_layer_stays_hidden(tmp_path: Path) -> None:
    """Layers are switched by the document; a page that has them is drawn as it is seen."""

    def edit(document: pikepdf.Pdf) -> None:
        layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="draft"))
        document.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]), Order=pikepdf.Array([]))
        )
        document.pages[0].Resources.Properties = pikepdf.Dictionary(L=layer)
        document.pages[0].Contents = document.make_stream(b"/OC /L BDC 1 0 0 rg 0 0 300 400 re f EMC")

    path = pdf(tmp_path / "paper.pdf", edit)
    found = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert drawn(found, scale=1).getpixel((150, 200)) == (255, 255, 255)


def test_a_photo_in_a_pdf_loses_what_the_camera_wrote(tmp_path: Path) -> None:
    """The place where a receipt was photographed stands in the JPEG inside the PDF too."""
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    photo = io.BytesIO()
    scene().save(photo, "JPEG", exif=exif, comment=CANARY)

    def edit(document: pikepdf.Pdf) -> None:
        image = document.make_stream(photo.getvalue())
        image.Type, image.Subtype, image.Width, image.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 240, 160
        image.ColorSpace, image.BitsPerComponent, image.Filter = pikepdf.Name.DeviceRGB, 8, pikepdf.Name.DCTDecode
        document.pages[0].Resources.XObject = pikepdf.Dictionary(X=image)
        document.pages[0].Contents = document.make_stream(b"q 240 0 0 160 0 0 cm /X Do Q")

    path = pdf(tmp_path / "scan.pdf", edit)
    found = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert CANARY in path.read_bytes()
    assert CANARY not in found.pages_pdf.read_bytes()
    assert differs(drawn(found, scale=1).crop((0, 240, 240, 400)), scene()) < 12
    assert notes(found) == ()


@pytest.mark.parametrize(
    ("encryption", "rule"), [(pikepdf.Encryption(owner="a", user="b"), "P3"), (pikepdf.Encryption(owner="a"), "")]
)
def test_a_password_to_open_is_refused_and_one_to_change_is_not(
    tmp_path: Path, encryption: pikepdf.Encryption, rule: str
) -> None:
    """Everybody can read what only its owner may change."""
    plain, path = pdf(tmp_path / "plain.pdf"), tmp_path / "locked.pdf"
    with pikepdf.open(plain) as document:
        document.save(path, encryption=encryption)
    if rule:
        assert rule_of(lambda: prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")) == rule
    else:
        assert len(prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache").pages) == 2


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nnonsense" * 50])
def test_a_broken_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    """A head without a body is damaged."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)
    assert rule_of(lambda: prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")) == "P2"


def test_too_many_pages_are_refused_unless_some_are_chosen(tmp_path: Path) -> None:
    """Three hundred is the bound; the fix is to choose."""
    path = pdf(tmp_path / "long.pdf", pages=301)
    assert rule_of(lambda: prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")) == "P5"
    found = prepare(listed(path, "pdf"), replace(SHOWN, pages="2, 300-301"), tmp_path / "cache")
    assert notes(found) == ("Showing pages 2, 300 and 301 of 301.",)
    with pypdfium2.PdfDocument(found.pages_pdf) as after:
        assert ["in full 2", "in full 300", "in full 301"] == [
            page.get_textpage().get_text_bounded().strip().removeprefix("Paid ") for page in after
        ]


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Asking for page 3 of 2 is a mistake that must not pass."""
    path = pdf(tmp_path / "paper.pdf")
    assert rule_of(lambda: prepare(listed(path, "pdf"), replace(SHOWN, pages="1-3"), tmp_path / "cache")) == "P7"


@pytest.mark.parametrize("box", [[0, 0, 0, 0], [0, 0, 20_000, 20_000], [0, 0, 0.5, 400]])
def test_absurd_pages_are_brought_into_bounds(tmp_path: Path, box: list[float]) -> None:
    """A page of no size or of 280 inches is shown at one that a page can have."""

    def edit(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.MediaBox = pikepdf.Array(box)

    path = pdf(tmp_path / "absurd.pdf", edit, pages=1)
    (page,) = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache").pages
    assert all(3 <= side <= 14_400 for side in (page.width, page.height))


@given(st.lists(st.integers(1, 20), min_size=1, max_size=6))
def test_any_list_of_pages_is_read_as_it_was_meant(pages: list[int]) -> None:
    """Each page once, in the order asked."""
    assert select_pages(", ".join(map(str, pages)), 20) == tuple(dict.fromkeys(pages))


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ((1, 2, 3), ""),
        ((2,), "Showing page 2 of 3."),
        ((1, 2), "Showing pages 1 to 2 of 3."),
        ((1, 3), "Showing pages 1 and 3 of 3."),
        ((3, 2, 1), "Showing pages 3, 2 and 1 of 3."),
    ],
)
def test_the_slip_says_which_pages_are_shown(pages: tuple[int, ...], words: str) -> None:
    """All of them need no sentence."""
    assert " ".join(map(english().text, selection_note(pages, 3))) == words


# Kinds, the file itself, and the cache


def _killed(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _crashed(_: object) -> None:
    ctypes.string_at(0)


def _hung(_: object) -> None:
    time.sleep(600)


def _swollen(_: object) -> None:
    bytearray(1 << 31)


def _stumbled(_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (_killed, "The process that reads this file was killed or crashed."),
        (_crashed, "The process that reads this file was killed or crashed."),
        (_stumbled, "The process that reads this file was killed or crashed."),
        (_hung, "Reading this file took longer than a minute."),
        (_swollen, "Reading this file required more than 1 GB of memory."),
    ],
)
def test_a_worker_that_does_not_come_back_refuses_its_exhibit(
    way: Callable[[object], None], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed, crashed, hung, swollen, or with an error that nobody foresaw: by name, and nothing is left in the cache."""
    monkeypatch.setattr("makegood.pipeline.prepare.png.make", way)
    monkeypatch.setattr(worker, "EXHIBIT", replace(worker.EXHIBIT, seconds=1.0))
    path = tmp_path / "shot.png"
    scene().save(path)
    with pytest.raises(CaseError) as caught:
        prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message, problem.place.file) == ("P6", words, "evidence/shot.png")
    assert problem.detail.startswith("shot.png")
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize("kind", [*sorted(REFUSED), "empty"])
def test_any_other_kind_is_refused_by_its_name_with_a_way_round(tmp_path: Path, kind: MediaKind) -> None:
    """Nothing is dropped silently."""
    path = tmp_path / "thing"
    path.write_bytes(b"" if kind == "empty" else b"x")
    assert rule_of(lambda: prepare(listed(path, kind), SHOWN, tmp_path / "cache")) == (
        "P4" if kind == "empty" else "P1"
    )


@pytest.mark.parametrize("change", ["bytes", "gone", "link", "pipe", "longer"])
def test_a_file_that_is_not_what_was_listed_is_refused(tmp_path: Path, change: str) -> None:
    """The bytes that are shown are the bytes whose hash is printed."""
    path = tmp_path / "shot.png"
    scene().save(path)
    file = listed(path, "png")
    data = path.read_bytes()
    path.unlink()
    if change == "bytes":
        path.write_bytes(data[:-1] + b"\0")
    elif change == "longer":
        path.write_bytes(data + b"\0")
    elif change == "link":
        (tmp_path / "other.png").write_bytes(data)
        path.symlink_to(tmp_path / "other.png")
    elif change == "pipe":
        os.mkfifo(path)
    assert rule_of(lambda: prepare(file, SHOWN, tmp_path / "cache")) == "P8"


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    """In two caches, on two days: nothing random, no clock."""
    photo, paper = tmp_path / "photo.jpg", pdf(tmp_path / "paper.pdf")
    exif = Image.Exif()
    exif[0x0112] = 6
    scene().save(photo, exif=exif)
    for path, kind in ((photo, "jpeg"), (paper, "pdf")):
        one, two = (prepare(listed(path, kind), SHOWN, tmp_path / name) for name in ("one", "two"))  # type: ignore[arg-type]  # literals in a tuple
        assert one.pages_pdf.read_bytes() == two.pages_pdf.read_bytes()
        assert one.copy.read_bytes() == two.copy.read_bytes()


def test_the_original_is_not_touched(tmp_path: Path) -> None:
    """Evidence is read, never written."""
    path = pdf(tmp_path / "paper.pdf")
    path.chmod(0o444)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_hit_in_the_cache_imports_no_decoder(tmp_path: Path) -> None:
    """An edit of one mail must not pay for Pillow, pikepdf or PDFium."""
    path = tmp_path / "shot.png"
    scene().save(path)
    first = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    code = (
        "import sys; from pathlib import Path; from makegood.pipeline.prepare import prepare;"
        "from makegood.model.case import Evidence; from makegood.model.source import EvidenceFile;"
        f"f = EvidenceFile('shot.png', Path({str(path)!r}), 'png', {path.stat().st_size}, {first.sha256!r});"
        f"prepare(f, Evidence(file='x', caption='y'), Path({str(tmp_path / 'cache')!r}));"
        "print([m for m in ('PIL', 'pikepdf', 'pypdfium2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("part", ["prepared.json", "pages.pdf", "copy.png"])
@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_entry_is_made_again(tmp_path: Path, part: str, damage: str) -> None:
    """What lies in the cache is believed only by its hash."""
    path = tmp_path / "shot.png"
    scene().save(path)
    first = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    good = first.copy.read_bytes()
    target = first.copy.parent / part
    target.write_bytes(target.read_bytes()[:-9]) if damage == "cut" else target.unlink()
    assert prepare(listed(path, "png"), SHOWN, tmp_path / "cache") == first
    assert first.copy.read_bytes() == good
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [first.copy.parent.name]


def test_what_is_asked_of_a_file_has_its_own_entry(tmp_path: Path) -> None:
    """Other pages or masks are another result; another caption is not."""
    path = pdf(tmp_path / "paper.pdf")
    whole = prepare(listed(path, "pdf"), SHOWN, tmp_path / "cache")
    one = prepare(listed(path, "pdf"), replace(SHOWN, pages="1"), tmp_path / "cache")
    same = prepare(listed(path, "pdf"), replace(SHOWN, caption="Other words."), tmp_path / "cache")
    assert (len(whole.pages), len(one.pages), same) == (2, 1, whole)


def test_the_cache_is_bounded_and_what_is_in_use_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not used for longest goes first; what a build may still hold stays, however much that is."""
    monkeypatch.setattr(exhibit_cache, "CHECK_INTERVAL", 1e-6)
    cache, made = tmp_path / "cache", {}
    for shade in range(4):
        path = tmp_path / f"{shade}.png"
        Image.new("RGB", (40, 40), (shade, 0, 0)).save(path)
        made[shade] = prepare(listed(path, "png"), SHOWN, cache).copy.parent
    size = sum(path.stat().st_size for path in cache.rglob("*") if path.is_file())
    long_ago = time.time() - 5 * exhibit_cache.IN_USE
    for shade in (0, 1, 2):
        os.utime(made[shade] / exhibit_cache.RECORD, (long_ago + shade, long_ago + shade))
    monkeypatch.setattr(exhibit_cache, "MOST_BYTES", size * 3 // 4)
    prepare(listed(tmp_path / "0.png", "png"), SHOWN, cache)  # used again, so no longer the oldest
    Image.new("RGB", (40, 40), "white").save(tmp_path / "last.png")
    last = prepare(listed(tmp_path / "last.png", "png"), SHOWN, cache).copy.parent
    assert {path.name for path in cache.iterdir()} == {made[0].name, made[3].name, last.name}
    monkeypatch.setattr(exhibit_cache, "MOST_BYTES", 0)
    prepare(
        listed(path, "png"),
        replace(SHOWN, crop=Area(x=Decimal(0), y=Decimal(0), width=Decimal(9), height=Decimal(9))),
        cache,
    )
    assert len(list(cache.iterdir())) == 4


def test_the_cache_is_measured_once_in_a_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many exhibits are prepared in it: nothing is taken away before the next."""
    measured: list[Path] = []
    monkeypatch.setattr(exhibit_cache, "_age_and_size", measured.append)
    monkeypatch.setattr(exhibit_cache, "CHECK_INTERVAL", 1e9)
    for shade in range(3):
        path = tmp_path / f"{shade}.png"
        Image.new("RGB", (40, 40), (shade, 0, 0)).save(path)
        prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    assert len(measured) == 1


def test_a_cache_that_is_deleted_in_between_is_no_mistake_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a file is decoded, or just after: what is raised names the folder, and the build begins once more."""
    path, cache = tmp_path / "shot.png", tmp_path / "cache"
    scene().save(path)

    def deletes(*_: object) -> None:
        shutil.rmtree(cache)
        raise worker.FailedError

    for where, instead in (
        ("worker.run_sandboxed", deletes),
        ("exhibit_cache.describe", lambda *_: shutil.rmtree(cache)),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(f"makegood.pipeline.prepare.{where}", instead)
            with pytest.raises(FileNotFoundError) as gone:
                prepare(listed(path, "png"), SHOWN, cache)
        assert Path(gone.value.filename).parent == cache


def _prepare_in_a_process(path: Path, cache: Path) -> Prepared:
    return prepare(listed(path, "png"), SHOWN, cache)


def test_processes_may_prepare_the_same_file_at_once(tmp_path: Path) -> None:
    """All end with the one sound entry, and no scratch folder is left."""
    path = tmp_path / "shot.png"
    scene().resize((900, 600)).save(path)
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        found = list(pool.map(_prepare_in_a_process, [path] * 8, [tmp_path / "cache"] * 8))
    assert set(found) == {found[0]}
    assert [entry.name for entry in (tmp_path / "cache").iterdir()] == [found[0].copy.parent.name]


def test_a_record_says_what_is_in_the_entry(tmp_path: Path) -> None:
    """The hashes that are kept are those of the files."""
    path = tmp_path / "shot.png"
    scene().save(path)
    found = prepare(listed(path, "png"), SHOWN, tmp_path / "cache")
    record = json.loads((found.copy.parent / "prepared.json").read_text(encoding="utf-8"))
    assert record["files"]["copy.png"] == sha256(found.copy.read_bytes()).hexdigest()


def test_what_libraries_load_on_first_use_is_loaded_before_a_process_forks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Once for all files that are typeset; a picture needs none of it."""
    monkeypatch.setenv("FONTCONFIG_FILE", "")  # as it was, after the test
    fonts.configure(tmp_path / "fonts")
    layout.warm_up.cache_clear()
    for name, kind, warm in (("a.png", "png", 0), ("a.txt", "text", 1), ("b.txt", "text", 1)):
        path = tmp_path / name
        scene().save(path) if kind == "png" else path.write_text(f"We agreed on {name}.", encoding="utf-8")
        prepare(listed(path, kind), Evidence(file=name, caption="a"), tmp_path / "cache")
        assert layout.warm_up.cache_info().misses == warm, name
    assert "fontTools.agl" in sys.modules
