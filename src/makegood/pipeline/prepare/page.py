"""Write PDF pages that consist of one picture, with unchanged pixels where possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from makegood.model.artifact import PreparedPage
from makegood.pipeline.prepare.picture import POINTS_A_PIXEL

if TYPE_CHECKING:
    from pathlib import Path

    import pikepdf

SMALLEST, LARGEST = 3.0, 14_400.0
"""The bounds of the side of a page in points; 200 inches at most."""

UPRIGHT_MATRIX = {
    1: "1 0 0 1 0 0",
    2: "-1 0 0 1 1 0",
    3: "-1 0 0 -1 1 1",
    4: "1 0 0 -1 0 1",
    5: "0 -1 -1 0 1 1",
    6: "0 -1 1 0 0 1",
    7: "0 1 1 0 0 0",
    8: "0 1 -1 0 1 0",
}
"""EXIF orientation to the matrix that turns the unit square upright."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """Pixels in an encoding of PDF. `palette` has the RGB triples of an indexed picture."""

    width: int
    height: int
    data: bytes
    filter: str
    colours: str
    bits: int = 8
    palette: bytes = b""
    orientation: int = 1

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height in pixels of the upright picture."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


def page_of(pixels: Pixels, points_a_pixel: float = POINTS_A_PIXEL) -> PreparedPage:
    """Return the size of the picture's page within the bounds of PDF."""
    width, height = pixels.upright
    scale = min(points_a_pixel, LARGEST / width, LARGEST / height)
    return PreparedPage(round(max(width * scale, SMALLEST), 3), round(max(height * scale, SMALLEST), 3))


def write_pages(pictures: list[tuple[Pixels, PreparedPage]], target: Path) -> None:
    """Write a PDF of these pictures, one per page."""
    import pikepdf

    with pikepdf.new() as pdf:
        for pixels, size in pictures:
            add_page(pdf, pixels, size)
        pdf.save(target, deterministic_id=True)


def add_page(pdf: pikepdf.Pdf, pixels: Pixels, size: PreparedPage) -> None:
    """Add a page of exactly this size that the picture fills."""
    draw_picture(pdf, pdf.add_blank_page(page_size=(size.width, size.height)), pixels)


def draw_picture(pdf: pikepdf.Pdf, page: pikepdf.Page, pixels: Pixels) -> None:
    """Replace the content of a page with a picture that fills it."""
    import pikepdf

    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    box = f"{right - left:.3f} 0 0 {top - bottom:.3f} {left:.3f} {bottom:.3f}"
    content = f"q {box} cm {UPRIGHT_MATRIX[pixels.orientation]} cm /Picture Do Q"
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=_image(pdf, pixels)))
    page.obj.Contents = pdf.make_stream(content.encode())


def is_picture(page: pikepdf.Page) -> bool:
    """Return whether a prepared page is only one picture, which keeps a document accessible."""
    return list(page.obj.Resources.get("/XObject", {}).keys()) == ["/Picture"]


def _image(pdf: pikepdf.Pdf, pixels: Pixels) -> pikepdf.Stream:
    import pikepdf

    image = pikepdf.Stream(pdf, b"")
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    replace_pixels(image, pixels)
    return image


def replace_pixels(image: pikepdf.Stream, pixels: Pixels) -> None:
    """Replace the pixels of a picture; its other properties, such as transparency, are kept."""
    import pikepdf

    name = pikepdf.Name
    for key in ("/DecodeParms", "/Decode", "/Intent", "/Interpolate"):
        if key in image:
            del image[key]
    image.write(pixels.data, filter=name(f"/{pixels.filter}"))
    image.Width, image.Height, image.BitsPerComponent = pixels.width, pixels.height, pixels.bits
    image.ColorSpace = _colours(pixels)
    if pixels.filter == "FlateDecode":
        image.DecodeParms = pikepdf.Dictionary(
            Predictor=15,
            Columns=pixels.width,
            BitsPerComponent=pixels.bits,
            Colors=3 if pixels.colours == "DeviceRGB" and not pixels.palette else 1,
        )


def _colours(pixels: Pixels) -> Any:
    import pikepdf

    if not pixels.palette:
        return pikepdf.Name(f"/{pixels.colours}")
    last = len(pixels.palette) // 3 - 1
    return pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, last, pikepdf.String(pixels.palette)])
