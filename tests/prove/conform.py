"""Measure the finished packets of all example cases against the numbers that courts and desks ask for: make conform.

Each row is a requirement, each column a packet; a cell is what was measured, with `!` before it where it does not fit.
Beside the examples as they are stands one of them as PDF/A-3, and one whose receipt is a picture, so that all are.
What only an eye can judge (P12, P13) or what a case must bring (P15) is named and not measured.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pypdfium2

from makegood.model.workspace import Workspace
from makegood.commands import docket
from makegood.formats import pdf_safety
from makegood.domain import policies
from makegood.model.policy import ProfilePolicy

ROOT = Path(__file__).resolve().parent.parent.parent
PAPERS = {(595, 842), (612, 792)}
MOST_PAGES = 350
"""FPR Practice Direction 27A."""
FINEST = 300
"""Dots an inch: UK e-bundles, 29 November 2021."""
LEAST = 12
"""Points of running text: California, and what Stripe's advisers say."""
LARGEST = 25_000_000
"""California's Fourth District Court of Appeal."""
Cell = tuple[bool, str]


@dataclass(frozen=True)
class Packet:
    """A finished packet, opened both ways."""

    path: Path
    profile: ProfilePolicy
    pdf: pikepdf.Pdf
    texts: list[str]
    must: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return len(self.pdf.pages)

    @property
    def outline(self) -> list[tuple[str, int]]:
        numbers = {one.obj.objgen: at for at, one in enumerate(self.pdf.pages, 1)}
        with self.pdf.open_outline() as outline:
            return [(one.title, numbers[one.destination[0].objgen]) for one in outline.root]

    @property
    def exhibits(self) -> int:
        return len(self.pdf.Root.XXMakegood.Exhibits)


def p1(one: Packet) -> Cell:
    same = list(one.path.parent.glob(f"{one.path.stem}*.pdf"))
    return same == [one.path], f"{len(same)} file"


def p2(one: Packet) -> Cell:
    right = sum(f"{at} of {one.pages}" in text for at, text in enumerate(one.texts, 1))
    labels = one.pdf.Root.PageLabels.Nums[1].S == "/D"
    return right == one.pages and labels, f"{right} of {one.pages}"


def p3(one: Packet) -> Cell:
    names = {str(link.Dest) for page in one.pdf.pages for link in page.obj.get("/Annots", []) if "/Dest" in link}
    found = sum(f"exhibit-{row[0]}" in names for row in one.pdf.Root.XXMakegood.Exhibits)
    return found == one.exhibits, f"{found} of {one.exhibits}"


def p4(one: Packet) -> Cell:
    right = sum(title.endswith(f"(p. {number})") for title, number in one.outline)
    shown = sum(title.startswith("Exhibit ") for title, _ in one.outline)
    return right == len(one.outline) and shown == one.exhibits, f"{right} of {len(one.outline)}"


def p5(one: Packet) -> Cell:
    readable = sum(bool(text.strip()) for text in one.texts)
    return readable == one.pages, f"{readable} of {one.pages}"


def p6(one: Packet) -> Cell:
    turned = sum(int(page.obj.get("/Rotate", 0)) != 0 for page in one.pdf.pages)
    return turned == 0, f"{turned} turned"


def p7(one: Packet) -> Cell:
    view = [str(part) for part in list(one.pdf.Root.OpenAction)[1:]]
    return view[0] == "/XYZ" and view[-1] == "1", "100 %" if view[-1] == "1" else " ".join(view)


def densities(
    stream: object, resources: pikepdf.Object, now: tuple[float, ...] = (1, 0, 0, 1), depth: int = 0
) -> Iterator[float]:
    """Follow a page's drawing into its forms; give for each picture its dots an inch as it is printed."""
    kept = []
    for one in pikepdf.parse_content_stream(stream, "q Q cm Do"):
        match str(one.operator):
            case "q":
                kept.append(now)
            case "Q":
                now = kept.pop()
            case "cm":
                now = within(now, one.operands)
            case "Do":
                drawn = resources.XObject[str(one.operands[0])]
                if drawn.Subtype == "/Image":
                    yield max(int(drawn.Width) / math.hypot(*now[:2]), int(drawn.Height) / math.hypot(*now[2:])) * 72
                elif depth < 9:
                    matrix = drawn.get("/Matrix", [1, 0, 0, 1, 0, 0])
                    yield from densities(drawn, drawn.get("/Resources", resources), within(now, matrix), depth + 1)


def within(outer: tuple[float, ...], inner: object) -> tuple[float, ...]:
    a, b, c, d = (float(inner[at]) for at in range(4))
    e, f, g, h = outer
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


def p8(one: Packet) -> Cell:
    finest = max((dots for page in one.pdf.pages for dots in densities(page, page.resources)), default=0.0)
    return finest <= FINEST + 1, f"{finest:.0f} dpi"


def p9(one: Packet) -> Cell:
    size, most = one.path.stat().st_size, one.profile.max_bytes or LARGEST
    return size <= most, f"{size / 1e6:.2f} of {most / 1e6:.0f} MB"


def p11(one: Packet) -> Cell:
    sizes = {(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in one.pdf.pages}
    least = min(running(one.path))
    fits = len(sizes) == 1 and sizes <= PAPERS and least > LEAST - 0.01
    return fits, " ".join(f"{wide}x{high}" for wide, high in sizes) + f", {least:.0f} pt"


def running(path: Path) -> Iterator[float]:
    """Give the size in points of each letter of the running text, which alone is set with serifs."""
    name, matrix = ctypes.create_string_buffer(100), pypdfium2.raw.FS_MATRIX()
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            if any(page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_FORM,), max_depth=1)):
                continue
            text = page.get_textpage()
            for at in range(text.count_chars()):
                pypdfium2.raw.FPDFText_GetFontInfo(text, at, name, 100, None)
                if b"Serif" in name.value and not pypdfium2.raw.FPDFText_IsGenerated(text, at):
                    pypdfium2.raw.FPDFText_GetMatrix(text, at, matrix)
                    yield pypdfium2.raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)


def p14(one: Packet) -> Cell:
    found = pdf_safety.of_document(one.path.read_bytes())
    return not found, "inert" if not found else ", ".join(found)


def p18(one: Packet) -> Cell:
    name = one.profile.attachment_name.format(ref="MG-2026-001", audience=one.profile.audience, date="2026-11-23")
    is_plain = re.fullmatch(r"[A-Za-z0-9_-]+\.pdf", name) is not None
    is_short = one.profile.audience != "card" or re.fullmatch(r"[A-Za-z0-9]{1,16}\.pdf", name) is not None
    return is_plain and is_short, name


def p19(one: Packet) -> Cell:
    return not one.pdf.is_encrypted, "open"


def p20(one: Packet) -> Cell:
    keys = sorted(str(key) for key in one.pdf.docinfo)
    return keys == ["/Author", "/Title"], " ".join(keys)


def p21(one: Packet) -> Cell:
    most = one.profile.max_pages or MOST_PAGES
    return one.pages <= most, f"{one.pages} of {most}"


def p22(one: Packet) -> Cell:
    said = re.sub(r"[^0-9a-f]", "", " ".join(one.texts))
    listed = sum(str(row[2]) in said for row in one.pdf.Root.XXMakegood.Exhibits)
    return listed == one.exhibits, f"{listed} of {one.exhibits}"


def p23(one: Packet, again: bytes) -> Cell:
    return one.path.read_bytes() == again, "same bytes"


def keeps(one: Packet, mark: str, profile: object) -> Cell:
    """Measure what a packet claims; that it claims what it must is measured by its `must`."""
    claims = mark in bytes(one.pdf.Root.Metadata.read_bytes()).decode()
    if not claims:
        return mark not in one.must, "claims nothing"
    report = validator.validate_pdf_bytes(one.path.read_bytes(), profile=profile)
    return bool(report.is_compliant), "passes" if report.is_compliant else "fails"


def ua(one: Packet) -> Cell:
    return keeps(one, "pdfuaid", validator.ValidationProfile.PDF_UA_1)


def a3(one: Packet) -> Cell:
    return keeps(one, "pdfaid", validator.ValidationProfile.PDF_A_3A)


CHECKS: tuple[tuple[str, Callable[[Packet], Cell]], ...] = (
    ("P1 one PDF a reader", p1),
    ("P2 page numbers are those of the PDF", p2),
    ("P3 exhibits linked from the index", p3),
    ("P4 bookmarks with their page", p4),
    ("P5 pages with text", p5),
    ("P6 upright", p6),
    ("P7 opens at", p7),
    ("P8 finest picture", p8),
    ("P9, P10 size", p9),
    ("P11 paper and running text", p11),
    ("P14 nothing acts or reaches out", p14),
    ("P18 name of the attachment", p18),
    ("P19 not locked", p19),
    ("P20 metadata", p20),
    ("P21 pages", p21),
    ("P22 SHA-256 listed", p22),
    ("PDF/UA-1", ua),
    ("PDF/A-3a", a3),
)


def packets(home: Path) -> Iterator[Packet]:
    profiles = policies.read(None).profiles
    for path in sorted((home / "build").glob("*/packet/*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            texts = [one.get_textpage().get_text_range() for one in document]
        must = MUST.get(path.parent.parent.name, ())
        yield Packet(path, profiles[path.stem], pikepdf.open(path), texts, must)


ARCHIVAL, PICTURES = "MG-2026-904", "MG-2026-903"
MUST = {ARCHIVAL: ("pdfuaid", "pdfaid"), PICTURES: ("pdfuaid",)}
"""What the packets of the two cases that are made here claim."""


def add_archival(cases: Path) -> None:
    """Copy a case, and ask for its packet as PDF/A-3."""
    data = copied(cases, "MG-2026-004", ARCHIVAL)
    data["settings"] = {"archival": ["influencer"]}
    (cases / ARCHIVAL / "case.json").write_text(json.dumps(data), encoding="utf-8")


def add_pictures(cases: Path) -> None:
    """Copy a case, and put a picture of its receipt in the place of the PDF."""
    data = copied(cases, "MG-2026-003", PICTURES)
    for item in data["evidence"]:
        path = cases / PICTURES / "evidence" / item["file"]
        if path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                document[0].render(scale=2).to_pil().save(path.with_suffix(".png"))
            path.unlink()
            item["file"] = path.with_suffix(".png").name
    (cases / PICTURES / "case.json").write_text(json.dumps(data), encoding="utf-8")


def copied(cases: Path, ref: str, new: str) -> dict[str, Any]:
    shutil.copytree(cases / ref, cases / new)
    data: dict[str, Any] = json.loads((cases / new / "case.json").read_text(encoding="utf-8"))
    data["case"]["case_ref"] = new
    return data


def built(home: Path) -> Path:
    shutil.copytree(ROOT / "cases", home / "cases")
    add_archival(home / "cases")
    add_pictures(home / "cases")
    folders = sorted(path for path in (home / "cases").iterdir() if path.is_dir())
    docket.build(folders, Workspace.containing(folders[0]), into=None, clock=None, on_done=lambda _ref, _outcome: None)
    return home


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        one, other = built(Path(folder, "one")), built(Path(folder, "other"))
        found = list(packets(one))
        heads = [f"{packet.path.parent.parent.name} {packet.path.stem}" for packet in found]
        print("| requirement | " + " | ".join(heads) + " |")
        print("|---|" + "---|" * len(heads))
        rows = [(name, [check(packet) for packet in found]) for name, check in CHECKS]
        again = [(other / packet.path.relative_to(one)).read_bytes() for packet in found]
        rows.append(("P23 built twice", [p23(packet, data) for packet, data in zip(found, again, strict=True)]))
        for name, cells in rows:
            print(f"| {name} | " + " | ".join(("" if fits else "! ") + said for fits, said in cells) + " |")
    print(
        "\nNot measured: P12 and P13 (for the eye), P15 (a translation is the case's), P16 (optional), P17 (a test of its own)."
    )
    return 0 if found and all(fits for _, cells in rows for fits, _ in cells) else 1


if __name__ == "__main__":
    sys.exit(main())
