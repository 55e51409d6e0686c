"""Read a PDF with PDFium: number of pages, positions of texts, drawn pages."""

from __future__ import annotations

import io
import logging
import math
from typing import TYPE_CHECKING, Any, Self

from makegood import privacy
from makegood.model.artifact import PreparedPage
from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.jpeg import encode_jpeg
from makegood.pipeline.prepare.page import LARGEST, SMALLEST, Pixels
from makegood.pipeline.prepare.refusal_errors import refusal_error

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
"""Invisible characters: soft hyphens, joiners, surrogates."""
PASSWORD_ERRORS = {4, 5}
"""Of PDFium: a password is needed; the encryption is unknown."""


class PdfReader:
    """An open PDF; raises CaseError if it cannot be opened. Pages are numbered from 1."""

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
            raise refusal_error("P3" if error.err_code in PASSWORD_ERRORS else "P2", file) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._flat is not None:
            self._flat.close()
        self._document.close()

    def _show_forms(self) -> None:
        """Initialise forms, before any page is read; refuse forms that only Adobe's programs can show."""
        from pypdfium2 import raw

        kind = self._document.get_formtype()
        if kind == raw.FORMTYPE_XFA_FULL:
            raise refusal_error(
                "P1",
                self.file,
                message="This PDF is a form that only Adobe programs can display.",
                fix="Print the form to PDF from an Adobe program, and use that file instead.",
            )
        # The binding prints an irrelevant warning on standard error.
        logging.getLogger("pypdfium2").addHandler(logging.NullHandler())
        self._document.init_forms()

    def page(self, number: int) -> Any:
        """Return PDFium's page; raise CaseError if it is damaged."""
        import pypdfium2

        try:
            return self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise refusal_error("P2", self.file) from error

    def size(self, number: int) -> PreparedPage:
        """Return the upright size in points within the bounds of PDF."""
        width, height = self.page(number).get_size()
        if not (width > 0 and height > 0 and math.isfinite(width) and math.isfinite(height)):
            raise refusal_error("P2", self.file)
        scale = min(1.0, LARGEST / width, LARGEST / height)
        return PreparedPage(round(max(width * scale, SMALLEST), 3), round(max(height * scale, SMALLEST), 3))

    def drawn(self, number: int, dpi: float = DPI) -> Image.Image:
        """Return a drawn page with its forms and annotations, at a resolution within bounds."""
        import pypdfium2

        page = self.page(number)
        width, height = page.get_size()
        scale = min(dpi / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)), 30_000 / max(width, height, 1.0))
        try:
            image: Image.Image = page.render(scale=scale).to_pil()
            return image.convert("RGB")
        except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
            raise refusal_error("P2", self.file) from error

    def picture(self, number: int, evidence: Evidence, hidden: tuple[Box, ...]) -> tuple[Pixels, PreparedPage]:
        """Return a drawn page with its edits, and its size."""
        whole = self.drawn(number)
        image = edits.apply_edits(whole, evidence, number, hidden)
        size = self.size(number)
        page = PreparedPage(
            round(max(size.width * image.width / whole.width, SMALLEST), 3),
            round(max(size.height * image.height / whole.height, SMALLEST), 3),
        )
        return Pixels(*image.size, encode_jpeg(image), "DCTDecode", "DeviceRGB"), page

    def boxes_of(self, texts: tuple[str, ...], numbers: tuple[int, ...]) -> dict[int, tuple[Box, ...]]:
        """Return the boxes of these texts by page, as shares of the upright page; raise CaseError if one is missing."""
        boxes: dict[int, tuple[Box, ...]] = {}
        for text in texts:
            hits = [(number, box) for number in numbers for box in self._boxes(number, text)]
            if not hits:
                raise refusal_error("P9", self.file)
            for number, box in hits:
                boxes[number] = (*boxes.get(number, ()), box)
        return boxes

    def private_in(
        self, allowlist: Allowlist, numbers: tuple[int, ...]
    ) -> tuple[dict[int, tuple[Box, ...]], dict[tuple[str, str], int]]:
        """Return the boxes of personal data by page, and the number of times that each kind and value appears."""
        boxes: dict[int, tuple[Box, ...]] = {}
        values: dict[tuple[str, str], int] = {}
        for number in numbers:
            layer = self._text_layer(number)
            text, indexes = _join_lines(layer)
            for hit in privacy.find_private(text, allowlist):
                first, last = indexes[hit.start], indexes[hit.end - 1]
                boxes[number] = (*boxes.get(number, ()), *self._rects(number, layer, first, last - first + 1))
                key = (hit.kind, hit.of(text).replace(privacy.LINE_END, " "))
                values[key] = values.get(key, 0) + 1
        return boxes, values

    def _boxes(self, number: int, text: str) -> Iterator[Box]:
        layer = self._text_layer(number)
        search = layer.search(text)
        while (hit := search.get_next()) is not None:
            yield from self._rects(number, layer, *hit)

    def _rects(self, number: int, layer: Any, first: int, count: int) -> Iterator[Box]:
        page = self.page(number)
        for index in range(layer.count_rects(first, count)):
            yield _upright_box(page, layer.get_rect(index))

    def _text_layer(self, number: int) -> Any:
        """Return the text of a page including forms and annotations, which PDFium leaves out by default."""
        import pypdfium2
        from pypdfium2 import raw

        if not raw.FPDFPage_GetAnnotCount(self.page(number)):
            return self.page(number).get_textpage()
        try:
            if self._flat is None:
                self._flat = pypdfium2.PdfDocument(self.flattened(tuple(range(1, self.count + 1))))
            return self._flat[number - 1].get_textpage()
        except pypdfium2.PdfiumError as error:
            raise refusal_error("P2", self.file) from error

    def flattened(self, numbers: tuple[int, ...]) -> bytes:
        """Return the file with forms and annotations drawn into these pages; unchanged if there are none."""
        import pypdfium2
        from pypdfium2 import raw

        with pypdfium2.PdfDocument(self.data) as document:
            if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
                document.init_forms()
            pages = [document[number - 1] for number in numbers]
            if not any(raw.FPDFPage_GetAnnotCount(page) for page in pages):
                return self.data
            for page in pages:
                # Not the binding's own method: it requires a form, but pages without one have annotations too.
                if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
                    raise pypdfium2.PdfiumError("flatten")
            out = io.BytesIO()
            document.save(out)
            return out.getvalue()


def _join_lines(layer: Any) -> tuple[str, list[int]]:
    """Return the text of a page with each line end as one character, and the index in the layer of each character."""
    from pypdfium2 import raw

    characters, indexes = [], []
    for index in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, index)
        if code not in UNSEEN:
            characters.append(privacy.LINE_END if code == LINE_FEED else chr(code))
            indexes.append(index)
    return "".join(characters), indexes


def _upright_box(page: Any, rect: tuple[float, float, float, float]) -> Box:
    """Return a rectangle in page space as shares of the upright page, slightly enlarged."""
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
