"""The packet: one HTML document laid out in one pass, its exhibits put in where their places are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from makegood.assemble.packet.placing import placed
from makegood.layout import laid_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.model.artifact import Record

__all__ = ["thumbnail", "typeset"]


def typeset(
    html: str, pages: Mapping[str, tuple[Path, int]], *, title: str, author: str, language: str, label: str,
    record: Record | None = None,
) -> bytes:  # fmt: skip
    """Return the PDF of `html`.

    `pages` maps each name that an `<img>` of the document has as its source (`asset:exhibit/<id>/<page from 0>`)
    to a PDF of prepared pages and the place of the page in it. Each must be shown at least once, and
    nothing else may be asked for. `label` names the document in problems, and
    `record` is what it says of itself to programs. `makegood.fonts.configure` must
    have run before.

    Raises CaseError (R2, R3, R6, G1) for a document that cannot be laid out whole, MachineError without Pango.
    """
    names = tuple(pages)
    data = laid_out(html, names, label)
    shown = tuple(pages[name] for name in names)
    return placed(data, shown, title=title, author=author, language=language, record=record)


def thumbnail(pdf: bytes, width: int = 300) -> bytes:
    """Return a PNG of the first page, `width` pixels wide."""
    import pypdfium2  # noqa: PLC0415  # only where a page shows a packet

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    image = image.resize((width, image.height * width // image.width)).quantize(64)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
