"""`make conform` can fail: for each requirement a packet that does not keep it, and the check that says so."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import conform
import pikepdf
import pytest

Spoil = Callable[[pikepdf.Pdf], None]
REPOSITORY = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def packets(tmp_path_factory: pytest.TempPathFactory) -> list[conform.Packet]:
    return list(conform.packets(conform.built(tmp_path_factory.mktemp("conform") / "home")))


def test_all_packets_of_the_examples_keep_everything() -> None:
    """As a person runs it."""
    done = subprocess.run(
        [sys.executable, "tests/prove/conform.py"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "!" not in done.stdout
    assert done.stdout.count("passes") == 4


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[6].obj.Rotate = 90


def fitted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])


def unlinked(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj.Annots


def unnumbered(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[-1].title = "Exhibit Z"


def silent(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")


def fine(pdf: pikepdf.Pdf) -> None:
    picture = pikepdf.Stream(pdf, bytes(800 * 800))
    picture.Type, picture.Subtype, picture.Width, picture.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 800, 800
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    pdf.pages[0].obj.Resources.XObject.Fine = picture
    pdf.pages[0].contents_add(b"q 72 0 0 72 0 0 cm /Fine Do Q")


def wide(pdf: pikepdf.Pdf) -> None:
    pdf.pages[-1].mediabox = [0, 0, 842, 595]


def small(pdf: pikepdf.Pdf) -> None:
    data = pdf.pages[0].obj.Contents.read_bytes()
    pdf.pages[0].obj.Contents = pdf.make_stream(b"0.9 0 0 0.9 0 0 cm " + data)


def active(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def telling(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Creator"] = "/home/jo/cases"


def long(pdf: pikepdf.Pdf) -> None:
    for _ in range(360):
        pdf.pages.append(pdf.pages[0])


def unlisted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.XXMakegood.Exhibits[0][2] = pikepdf.String("0" * 64)


def untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


SPOILT: tuple[tuple[str, Spoil], ...] = (
    ("P2", long),
    ("P3", unlinked),
    ("P4", unnumbered),
    ("P5", silent),
    ("P6", turned),
    ("P7", fitted),
    ("P8", fine),
    ("P11", wide),
    ("P11", small),
    ("P14", active),
    ("P20", telling),
    ("P21", long),
    ("P22", unlisted),
    ("PDF/UA-1", untagged),
    ("PDF/A-3a", untagged),
)


@pytest.mark.parametrize(("row", "spoil"), SPOILT)
def test_each_check_sees_a_packet_that_does_not_fit(
    packets: list[conform.Packet], row: str, spoil: Spoil, tmp_path: Path
) -> None:
    """The same packet passes before."""
    one = next(one for one in packets if one.must == conform.MUST[conform.ARCHIVAL])
    check = next(check for name, check in conform.CHECKS if name.split()[0] == row)
    assert check(one)[0]
    data = io.BytesIO()
    with pikepdf.open(one.path) as pdf:
        spoil(pdf)
        pdf.save(data)
    assert not check(again(one, data.getvalue(), tmp_path))[0]


def again(one: conform.Packet, data: bytes, folder: Path) -> conform.Packet:
    """Read a packet as conform does."""
    path = folder / "build" / one.path.parent.parent.name / "packet" / one.path.name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    [found] = conform.packets(folder)
    return found


def others(one: conform.Packet, folder: Path) -> Iterator[tuple[str, conform.Packet]]:
    small = replace(one.profile, max_bytes=1000)
    yield "P9,", replace(one, profile=small)
    yield "P18", replace(one, profile=replace(one.profile, attachment_name="{ref} {audience}.pdf"))
    with pikepdf.open(one.path) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    yield "P19", again(one, out.getvalue(), folder / "locked")
    twice = again(one, one.path.read_bytes(), folder / "twice")
    twice.path.with_name(f"{twice.path.stem}-2.pdf").write_bytes(b"")
    yield "P1", twice


def test_bounds_names_locks_and_second_files_are_seen(packets: list[conform.Packet], tmp_path: Path) -> None:
    """What is not in the file's own structure."""
    for row, spoilt in others(packets[0], tmp_path):
        check = next(check for name, check in conform.CHECKS if name.split()[0] == row)
        assert check(packets[0])[0], row
        assert not check(spoilt)[0], row
    assert not conform.p23(packets[0], b"")[0]


def test_a_claim_that_is_missing_is_seen(packets: list[conform.Packet]) -> None:
    """A packet of pictures that claims nothing would pass otherwise."""
    silent_one = next(one for one in packets if not one.must)
    assert conform.ua(silent_one) == (True, "claims nothing")
    assert conform.ua(replace(silent_one, must=("pdfuaid",))) == (False, "claims nothing")
