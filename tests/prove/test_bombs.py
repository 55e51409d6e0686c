"""Evidence that is small as a file and large to read: refused or bounded, in time and in memory."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from corpora import told
from PIL import Image
from test_corpora_evidence import LARGEST, LONGEST, Outcome, attempt

from makegood.typesetting import fonts


@pytest.fixture(scope="module", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, packed: bytes, *more: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join([chunk(b"IHDR", head), *more, chunk(b"IDAT", packed), chunk(b"IEND", b"")])


def deflated(size: int) -> bytes:
    """Zeros, packed as hard as can be: a thousandth."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)), packer.flush()])


def pdf_of(data: bytes, *, is_picture: bool) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 300))
        stream = pikepdf.Stream(pdf, b"")
        stream.write(data, filter=pikepdf.Name.FlateDecode)
        if is_picture:
            stream.Type, stream.Subtype, stream.ColorSpace = (
                pikepdf.Name.XObject,
                pikepdf.Name.Image,
                pikepdf.Name.DeviceGray,
            )
            stream.Width = stream.Height = 30_000
            stream.BitsPerComponent = 8
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
            page.Contents = pdf.make_stream(b"300 0 0 300 0 0 cm /I Do")
        else:
            page.Contents = stream
        pdf.save(out)
    return out.getvalue()


def webp() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8000, 8000)).save(out, "WEBP", lossless=True)
    return out.getvalue()


def chat(size: int) -> bytes:
    lines = (
        f"{1 + at % 28}/{1 + at // 28 % 12}/26, 21:14 - {'Mia' if at % 2 else 'Jo'}: message {at} {'word ' * 8}\n"
        for at in range(size // 70)
    )
    return "".join(lines).encode()


WORD = b"x" * 200_000
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PNG of 13000 x 13000": ("a.png", lambda: png(13_000, 13_000, deflated(13_000 * 1_626))),
    "PNG whose pixels unpack to 1 GB": ("a.png", lambda: png(100, 100, deflated(1_000_000_000))),
    "PNG whose profile unpacks to 1 GB": (
        "a.png",
        lambda: png(8, 8, zlib.compress(bytes(16)), chunk(b"iCCP", b"x\0\0" + deflated(1_000_000_000))),
    ),
    "PNG whose text unpacks to 1 GB": (
        "a.png",
        lambda: png(8, 8, zlib.compress(bytes(16)), chunk(b"zTXt", b"x\0\0" + deflated(1_000_000_000))),
    ),
    "WebP of 8000 x 8000": ("a.webp", webp),
    "PDF whose page unpacks to 1 GB": ("a.pdf", lambda: pdf_of(deflated(1_000_000_000), is_picture=False)),
    "PDF whose picture has 900 million pixels": ("a.pdf", lambda: pdf_of(deflated(900_000_000), is_picture=True)),
    "text of one word of 200,000 letters": ("a.txt", lambda: WORD),
    "mail of one word of 200,000 letters": ("a.eml", lambda: b"From: a@b.example\nDate: x\nSubject: y\n\n" + WORD),
    "page of one word of 200,000 letters": ("a.html", lambda: b"<html><body><p>" + WORD),
    "table of one word of 200,000 letters": ("a.csv", lambda: b"a,b\n1," + WORD[:120_000]),
    "chat of one word of 200,000 letters": (
        "a.txt",
        lambda: b"14/9/26, 9:01 - Mia: " + WORD + b"\n14/9/26, 9:02 - Jo: x\n",
    ),
    "chat of 1 MB": ("a.txt", lambda: chat(1_000_000)),
    "table of 10,000 rows": ("a.csv", lambda: b"day,views,name\n" + b"2026-09-14,12,x\n" * 10_000),
    "table of 100,000 columns": ("a.csv", lambda: b"a," * 100_000 + b"b\n"),
    "page of 100,000 boxes in boxes": ("a.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"x"),
    "page of 50,000 rows of a table": ("a.html", lambda: b"<html><body><table>" + b"<tr><td>a<td>b" * 50_000),
    "mail of 20,000 parts": (
        "a.eml",
        lambda: (
            b"From: a@b.example\nDate: x\nSubject: y\nContent-Type: multipart/mixed; boundary=b\n\n"
            + b"--b\nContent-Type: text/plain\n\nx\n" * 20_000
            + b"--b--\n"
        ),
    ),
}
MOST = 1_400_000
"""KiB: the bound of a gigabyte on top of what the process begins with."""


def test_every_bomb_is_refused_or_bounded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each within a minute and within its memory, and none ends in an error that nobody foresaw."""
    found: dict[str, Outcome] = {}
    for name, (file, make) in BOMBS.items():
        (tmp_path / file).write_bytes(make())
        size = (tmp_path / file).stat().st_size
        found[name] = one = attempt(tmp_path / file, tmp_path / "home")
        told(capsys, f"{name}, {size:,} bytes: {one.what[-300:]}, {one.seconds:.1f} s, {one.memory // 1024} MiB")
    assert {one.what for one in found.values()} <= {"shown", "P2", "P5", "P6", "P7"}
    assert max(one.seconds for one in found.values()) < LONGEST
    assert max(one.memory for one in found.values()) < MOST < LARGEST
    assert found["PNG of 13000 x 13000"].what == "P5"
