"""Typeset a packet: lay out one HTML document in one pass and embed the exhibit pages."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.pipeline.assemble.packet.placing import ARCHIVAL, Description, UndrawnError, embed_pages
from makegood.pipeline.assemble.packet.printed import printed_sizes
from makegood.typesetting.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.pipeline.assemble.packet_size import PacketSizing

__all__ = ["Description", "pages_of", "thumbnail", "typeset"]


def typeset(
    html: str,
    pages: Mapping[str, tuple[Path, int]],
    description: Description,
    label: str,
    sizing: PacketSizing | None = None,
) -> bytes:
    """Return the PDF of `html`.

    `pages` maps the source of each `<img>` of the document (`asset:exhibit/<id>/<page from 0>`) to a PDF of prepared
    pages and the index of the page in it. Each must be shown at least once, and no other source is allowed.
    `label` is the path of the document in problems.
    `sizing` downscales the pictures if the packet would be too large.
    `makegood.typesetting.fonts.configure` must have run before.

    Raise CaseError (R2, R3, R6, G1) for a document that cannot be laid out completely, MachineError without Pango.
    """
    names = tuple(pages)
    data = lay_out(html, names, label, is_archival=ARCHIVAL in description.claims)
    sources = tuple(pages[name] for name in names)

    def embed(replacements: Mapping[Path, Path]) -> bytes:
        replaced = tuple((replacements.get(path, path), index) for path, index in sources)
        try:
            return embed_pages(data, replaced, description)
        except UndrawnError as error:
            undrawn = problem(
                "R2",
                Place(label),
                message="Drawing an exhibit for the archival format took too long.",
                fix="Save it as pictures, or remove this reader from settings.archival.",
            )
            raise CaseError((undrawn,)) from error

    if sizing is None:
        return embed({})
    sizes: dict[Path, dict[int, tuple[float, float]]] = {}
    for number, size in printed_sizes(data).items():
        path, index = sources[number]
        sizes.setdefault(path, {})[index] = size
    for replacements in sizing.attempts(sizes):
        packet = embed(replacements)
        if sizing.is_met(packet):
            break
    return packet


def pages_of(pdf: bytes) -> int:
    """Return the number of pages of a finished packet."""
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
