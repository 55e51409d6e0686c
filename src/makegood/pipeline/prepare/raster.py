"""A PDF through PDFium: how many pages, where a text stands, what a page looks like."""

from __future__ import annotations

import io
import logging
import math
from typing import TYPE_CHECKING, Any, Self

from makegood import privacy
from makegood.model.artifact import PreparedPage
from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.jpeg import encoded
from makegood.pipeline.prepare.page import LARGEST, SMALLEST, Pixels
from makegood.pipeline.prepare.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from PIL import Image

    from makegood.model.case import Evidence
    from makegood.model.source import EvidenceFile
    from makegood.pipeline.prepare.edits import Box
    from makegood.privacy import Allowlist

DPI = 200
MOST_PIXELS = 20_000_000
LINE_FEED = 10
UNSEEN = frozenset({0, 2, 13, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, *range(0xD800, 0xE000)})
"""Signs that stand between two others and are not seen: hyphens that may be, joiners, halves of others."""
PASSWORD_ERRORS = {4, 5}
"""PDFium: a password is needed; the way of locking is not known."""


class PdfReader:
    """An open PDF; refuses what cannot be opened. Pages are numbered from 1."""

    def __init__(self, file: EvidenceFile, data: bytes) -> None:
        import pypdfium2

        self.file = file
        self.data = data
        self._flat: Any = None
        try:
            self._document = pypdfium2.PdfDocument(data)
            self._show_forms()
            self.count = len(self._document)
        except pypdfium2.PdfiumError as error:
            raise refused("P3" if error.err_code in PASSWORD_ERRORS else "P2", file) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._flat is not None:
            self._flat.close()
        self._document.close()

    def _show_forms(self) -> None:
        """Have forms drawn; must come before the first question about pages. Refuse what only Adobe's programs show."""
        from pypdfium2 import raw

        kind = self._document.get_formtype()
        if kind == raw.FORMTYPE_XFA_FULL:
            raise refused(
                "P1",
                self.file,
                message="This PDF is a form that only Adobe's programs can show.",
                fix="Print it to PDF there, and put that in its place.",
            )
        # The binding says on standard error that it cannot do what nobody asked for.
        logging.getLogger("pypdfium2").addHandler(logging.NullHandler())
        self._document.init_forms()

    def page(self, number: int) -> Any:
        """Return PDFium's page, or refuse the file."""
        import pypdfium2

        try:
            return self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise refused("P2", self.file) from error

    def size(self, number: int) -> PreparedPage:
        """Return the upright size in points, brought into bounds."""
        width, height = self.page(number).get_size()
        if not (width > 0 and height > 0 and math.isfinite(width) and math.isfinite(height)):
            raise refused("P2", self.file)
        scale = min(1.0, LARGEST / width, LARGEST / height)
        return PreparedPage(round(max(width * scale, SMALLEST), 3), round(max(height * scale, SMALLEST), 3))

    def drawn(self, number: int, dpi: float = DPI) -> Image.Image:
        """Draw a page, forms and stamps with it, at a resolution that keeps it within bounds."""
        import pypdfium2

        page = self.page(number)
        width, height = page.get_size()
        scale = min(dpi / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)), 30_000 / max(width, height, 1.0))
        try:
            image: Image.Image = page.render(scale=scale).to_pil()
            return image.convert("RGB")
        except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
            raise refused("P2", self.file) from error

    def picture(self, number: int, evidence: Evidence, hidden: tuple[Box, ...]) -> tuple[Pixels, PreparedPage]:
        """Draw a page with all that was asked to be done to it."""
        whole = self.drawn(number)
        image = edits.edited(whole, evidence, number, hidden)
        size = self.size(number)
        page = PreparedPage(
            round(max(size.width * image.width / whole.width, SMALLEST), 3),
            round(max(size.height * image.height / whole.height, SMALLEST), 3),
        )
        return Pixels(*image.size, encoded(image), "DCTDecode", "DeviceRGB"), page

    def places_of(self, texts: tuple[str, ...], numbers: tuple[int, ...]) -> dict[int, tuple[Box, ...]]:
        """Find where these texts stand, as shares of the upright page; refuse where one is nowhere to be found."""
        found: dict[int, tuple[Box, ...]] = {}
        for text in texts:
            hits = [(number, box) for number in numbers for box in self._boxes(number, text)]
            if not hits:
                raise refused("P9", self.file)
            for number, box in hits:
                found[number] = (*found.get(number, ()), box)
        return found

    def private_in(
        self, stays: Allowlist, numbers: tuple[int, ...]
    ) -> tuple[dict[int, tuple[Box, ...]], dict[tuple[str, str], int]]:
        """Find what is private on these pages: where it stands, and each value, by its kind, with how often it does."""
        places: dict[int, tuple[Box, ...]] = {}
        values: dict[tuple[str, str], int] = {}
        for number in numbers:
            layer = self._words(number)
            text, at = _flowed(layer)
            for hit in privacy.find_private(text, stays):
                first, last = at[hit.start], at[hit.end - 1]
                boxes = self._rects(number, layer, first, last - first + 1)
                places[number] = (*places.get(number, ()), *boxes)
                key = (hit.kind, hit.of(text).replace(privacy.LINE_END, " "))
                values[key] = values.get(key, 0) + 1
        return places, values

    def _boxes(self, number: int, text: str) -> Iterator[Box]:
        layer = self._words(number)
        search = layer.search(text)
        while (hit := search.get_next()) is not None:
            yield from self._rects(number, layer, *hit)

    def _rects(self, number: int, layer: Any, first: int, count: int) -> Iterator[Box]:
        page = self.page(number)
        for at in range(layer.count_rects(first, count)):
            yield _upright_box(page, layer.get_rect(at))

    def _words(self, number: int) -> Any:
        """Return the words of a page, with those that stand in forms and stamps, which PDFium does not count."""
        import pypdfium2
        from pypdfium2 import raw

        if not raw.FPDFPage_GetAnnotCount(self.page(number)):
            return self.page(number).get_textpage()
        try:
            if self._flat is None:
                self._flat = pypdfium2.PdfDocument(self.flattened(tuple(range(1, self.count + 1))))
            return self._flat[number - 1].get_textpage()
        except pypdfium2.PdfiumError as error:
            raise refused("P2", self.file) from error

    def flattened(self, numbers: tuple[int, ...]) -> bytes:
        """Return the file with forms and stamps drawn into these pages, or as it is where there are none."""
        import pypdfium2
        from pypdfium2 import raw

        with pypdfium2.PdfDocument(self.data) as document:
            if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
                document.init_forms()
            pages = [document[number - 1] for number in numbers]
            if not any(raw.FPDFPage_GetAnnotCount(page) for page in pages):
                return self.data
            for page in pages:
                # Not the binding's own method: it wants a form, and stamps are on pages without one too.
                if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
                    raise pypdfium2.PdfiumError("flatten")
            out = io.BytesIO()
            document.save(out)
            return out.getvalue()


def _flowed(layer: Any) -> tuple[str, list[int]]:
    """Return the words of a page with each end of a line as one sign, and the place in the layer of each sign."""
    from pypdfium2 import raw

    signs, places = [], []
    for at in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, at)
        if code not in UNSEEN:
            signs.append(privacy.LINE_END if code == LINE_FEED else chr(code))
            places.append(at)
    return "".join(signs), places


def _upright_box(page: Any, rect: tuple[float, float, float, float]) -> Box:
    """Turn a rectangle of the page's own space into shares of the page as it is seen, a little larger."""
    left, bottom, right, top = rect
    crop = page.get_cropbox()
    x0, x1 = sorted(((left - crop[0] - 1) / (crop[2] - crop[0]), (right - crop[0] + 1) / (crop[2] - crop[0])))
    y0, y1 = sorted(((crop[3] - top - 1) / (crop[3] - crop[1]), (crop[3] - bottom + 1) / (crop[3] - crop[1])))
    return {
        0: (x0, y0, x1, y1),
        90: (1 - y1, x0, 1 - y0, x1),
        180: (1 - x1, 1 - y1, 1 - x0, 1 - y0),
        270: (y0, 1 - x1, y1, 1 - x0),
    }[page.get_rotation()]
