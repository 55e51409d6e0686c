"""HTML to pictures and documents, with the fonts that come with the project, the same bytes each time."""

from __future__ import annotations

import io
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from makegood.typesetting import fonts


@cache
def _weasyprint() -> Any:
    fonts.configure(Path(tempfile.gettempdir()) / "makegood-example-fonts")
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # the moment is else written into each font that a document carries
    import weasyprint  # noqa: PLC0415  # after the fonts are configured

    return weasyprint


def pdf(html: str) -> bytes:
    """Lay out a document; no date and no random id."""
    data = _weasyprint().HTML(string=html).write_pdf()
    with pikepdf.open(io.BytesIO(data)) as document:
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def png(html: str, width: int, height: int, scale: float) -> Image.Image:
    """Draw one page of `width` by `height` CSS pixels, each `scale` pixels wide."""
    page = f"<style>@page {{ size: {width}px {height}px; margin: 0 }} * {{ box-sizing: border-box }} body {{ margin: 0 }}</style>"
    with pypdfium2.PdfDocument(_weasyprint().HTML(string=page + html).write_pdf()) as document:
        picture = document[0].render(scale=scale * 96 / 72).to_pil().convert("RGB")
    return picture.crop((0, 0, round(width * scale), round(height * scale)))


def save_png(picture: Image.Image, path: Path) -> None:
    """Save as phones and laptops do: every colour, and nothing beside the pixels."""
    picture.save(path, optimize=True)
