"""The packet: one HTML document laid out in one pass, its exhibits put in where their places are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.pipeline.assemble.packet.placing import ARCHIVAL, Description, UndrawnError, placed
from makegood.pipeline.assemble.packet.printed import printed
from makegood.typesetting.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.pipeline.assemble.packet_size import PacketSizing

__all__ = ["Description", "pages_of", "thumbnail", "typeset"]


def typeset(
    html: str, pages: Mapping[str, tuple[Path, int]], said: Description, label: str, fit: PacketSizing | None = None
) -> bytes:
    """Return the PDF of `html`.

    `pages` maps each name that an `<img>` of the document has as its source (`asset:exhibit/<id>/<page from 0>`)
    to a PDF of prepared pages and the place of the page in it. Each must be shown at least once, and
    nothing else may be asked for. `label` names the document in problems.
    `fit` makes the pictures smaller, as far as the packet must be.
    `makegood.typesetting.fonts.configure` must have run before.

    Raises CaseError (R2, R3, R6, G1) for a document that cannot be laid out whole, MachineError without Pango.
    """
    names = tuple(pages)
    data = lay_out(html, names, label, is_archival=ARCHIVAL in said.claims)
    shown = tuple(pages[name] for name in names)

    def made(instead: Mapping[Path, Path]) -> bytes:
        put_in = tuple((instead.get(path, path), at) for path, at in shown)
        try:
            return placed(data, put_in, said)
        except UndrawnError as error:
            told = problem(
                "R2",
                Place(label),
                message="An exhibit took too long to be drawn for archives.",
                fix="Save it as pictures, or take this reader out of settings.archival.",
            )
            raise CaseError((told,)) from error

    if fit is None:
        return made({})
    sizes: dict[Path, dict[int, tuple[float, float]]] = {}
    for number, size in printed(data).items():
        path, at = shown[number]
        sizes.setdefault(path, {})[at] = size
    for instead in fit.ways(sizes):
        packet = made(instead)
        if fit.is_met(packet):
            break
    return packet


def pages_of(pdf: bytes) -> int:
    """Count the pages of a finished packet."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def thumbnail(pdf: bytes, width: int = 300) -> bytes:
    """Return a PNG of the first page, `width` pixels wide."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    image = image.resize((width, image.height * width // image.width)).quantize(64)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
