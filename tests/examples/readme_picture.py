"""Draw docs/packet.png from the built example: `make && python tests/examples/readme_picture.py`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES, WIDTH, GAP = (0, 2, 14), 620, 14


def main() -> None:
    """Put three pages side by side, with a hairline of grey around each."""
    with pypdfium2.PdfDocument(ROOT / "build" / "MG-2026-001" / "packet" / "influencer.pdf") as document:
        pictures = [document[at].render(scale=WIDTH / document[at].get_width()).to_pil().convert("RGB") for at in PAGES]
    sheet = Image.new("RGB", (GAP + (WIDTH + GAP) * len(pictures), pictures[0].height + 2 * GAP), "#dedad0")
    for at, picture in enumerate(pictures):
        sheet.paste(picture.resize((WIDTH, pictures[0].height)), (GAP + at * (WIDTH + GAP), GAP))
    sheet.quantize(160, dither=Image.Dither.NONE).save(ROOT / "docs" / "packet.png", optimize=True)


if __name__ == "__main__":
    main()
