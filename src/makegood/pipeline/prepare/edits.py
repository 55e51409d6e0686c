"""Edit a picture as the case requests: mask parts, mark parts, crop; in that order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from makegood import privacy
from makegood.model.statement import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

    from makegood.model.artifact import Hidden
    from makegood.model.case import Area, Evidence, Mark, Mask
    from makegood.model.statement import Statement

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as shares of the upright page."""

RED = (200, 30, 30)


def masked_areas(evidence: Evidence, page: int) -> tuple[Mask, ...]:
    """Return the areas to hide on a page."""
    return tuple(mask for mask in evidence.masks if mask.area is not None and mask.page == page)


def masked_texts(evidence: Evidence) -> tuple[str, ...]:
    """Return the texts to hide wherever they appear."""
    return tuple(mask.text for mask in evidence.masks if mask.text)


def is_edited(evidence: Evidence, page: int) -> bool:
    """Return whether any edit is requested for this page."""
    return bool(evidence.crop or masked_areas(evidence, page) or any(mark.page == page for mark in evidence.marks))


def apply_edits(image: Image.Image, evidence: Evidence, page: int, hidden: tuple[Box, ...] = ()) -> Image.Image:
    """Return an upright picture with its masks and the `hidden` boxes painted over, marked and cropped."""
    from PIL import ImageDraw

    if not (hidden or is_edited(evidence, page)):
        return image
    image = image.copy()
    draw = ImageDraw.Draw(image)
    for box in (*hidden, *(_as_shares(mask.area) for mask in masked_areas(evidence, page) if mask.area)):
        draw.rectangle(_pixels(box, image), fill=0 if image.mode == "L" else (0, 0, 0))
    for mark in evidence.marks:
        if mark.page == page:
            image = _draw_mark(image, mark)
    return image.crop(_pixels(_as_shares(evidence.crop), image)) if evidence.crop else image


def edit_notes(evidence: Evidence) -> tuple[Statement, ...]:
    """Return the notes on the edits for the slip."""
    reasons = tuple(dict.fromkeys(mask.reason for mask in evidence.masks))
    notes = []
    if evidence.crop:
        notes.append(say("exhibit-note-cropped"))
    if reasons:
        notes.append(say("exhibit-note-masked", reasons=reasons))
    if evidence.marks:
        texts = tuple(dict.fromkeys(mark.note for mark in evidence.marks if mark.note))
        notes.append(say("exhibit-note-marked-with", notes=texts) if texts else say("exhibit-note-marked"))
    return tuple(notes)


def hidden_notes(hidden: Iterable[Hidden]) -> tuple[Statement, ...]:
    """Return the note on how many items of each kind were hidden as private, if any."""
    counts: Counter[str] = Counter()
    for item in hidden:
        counts[item.kind] += item.times
    kinds = tuple(say(f"private-count-{kind}", count=counts[kind]) for kind in privacy.KINDS if counts[kind])
    return (say("exhibit-note-private", kinds=kinds),) if kinds else ()


def _as_shares(area: Area) -> Box:
    x, y = float(area.x) / 100, float(area.y) / 100
    return x, y, x + float(area.width) / 100, y + float(area.height) / 100


def _pixels(box: Box, image: Image.Image) -> tuple[int, int, int, int]:
    """Return the whole pixels within the picture that cover the box, at least one."""
    left = min(max(int(box[0] * image.width), 0), image.width - 1)
    top = min(max(int(box[1] * image.height), 0), image.height - 1)
    right = min(max(-int(-box[2] * image.width // 1), left + 1), image.width)
    bottom = min(max(-int(-box[3] * image.height // 1), top + 1), image.height)
    return left, top, right, bottom


def _draw_mark(image: Image.Image, mark: Mark) -> Image.Image:
    """Draw one mark in a colour that is visible in grey."""
    from PIL import ImageDraw

    image = image.convert("RGB")
    draw = ImageDraw.Draw(image)
    box = _pixels(_as_shares(mark.area), image)
    line = max(3, min(image.size) // 200)
    if mark.shape == "circle":
        draw.ellipse(box, outline=RED, width=line)
    elif mark.shape == "underline":
        draw.line((box[0], box[3], box[2], box[3]), fill=RED, width=line)
    elif mark.shape == "arrow":
        _draw_arrow(draw, box, line)
    else:
        draw.rectangle(box, outline=RED, width=line)
    return image


def _draw_arrow(draw: object, box: tuple[int, int, int, int], line: int) -> None:
    """Draw an arrow from the left that points at the middle of the box's left side."""
    from PIL import ImageDraw

    if not isinstance(draw, ImageDraw.ImageDraw):
        raise TypeError(draw)
    middle, tip, size = (box[1] + box[3]) // 2, box[0], line * 5
    draw.line((max(0, tip - size * 4), middle, tip, middle), fill=RED, width=line)
    draw.polygon([(tip, middle), (tip - size, middle - size // 2), (tip - size, middle + size // 2)], fill=RED)
