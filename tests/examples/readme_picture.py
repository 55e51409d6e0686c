"""Draw docs/first-look.png from the built example: `make && python tests/examples/readme_picture.py` (needs Chromium)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent.parent
RESULT = ROOT / "build" / "MG-2026-001"
HEIGHT, WIDTH, GAP, EDGE, GROUND = 760, 540, 14, "#cfc9bb", "#ece8de"


def screenshot(page: Path, width: int, height: int) -> Image.Image:
    """Take a picture of a page as a browser shows it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page.png"
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--hide-scrollbars",
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}",
                f"--screenshot={target}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        return Image.open(target).convert("RGB")


def main() -> None:
    """Put the mail, the first page of its packet and the page of the case side by side, with a hairline around each."""
    with pypdfium2.PdfDocument(RESULT / "packet" / "influencer.pdf") as document:
        packet = document[0].render(scale=HEIGHT / document[0].get_height()).to_pil().convert("RGB")
    pictures = (
        screenshot(RESULT / "email" / "first_request.html", 620, 900),
        packet,
        screenshot(RESULT / "index.html", 900, 1250),
    )
    sheet = Image.new("RGB", (GAP + 3 * (WIDTH + GAP), HEIGHT + 2 * GAP), GROUND)
    for at, picture in enumerate(pictures):
        shown = picture.resize((picture.width * HEIGHT // picture.height, HEIGHT), Image.Resampling.LANCZOS)
        shown = ImageOps.pad(
            shown.crop((0, 0, min(shown.width, WIDTH), HEIGHT)), (WIDTH - 2, HEIGHT - 2), color="white"
        )
        sheet.paste(ImageOps.expand(shown, 1, EDGE), (GAP + at * (WIDTH + GAP), GAP))
    sheet.quantize(128, dither=Image.Dither.NONE).save(ROOT / "docs" / "first-look.png", optimize=True)


if __name__ == "__main__":
    main()
