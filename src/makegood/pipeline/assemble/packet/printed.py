"""How large each picture of a finished layout is printed, read off its pages."""

from __future__ import annotations

import io
import math

Matrix = tuple[float, float, float, float]
"""Of a transformation the part that turns and scales: a, b, c, d (ISO 32000-1, 8.3.3)."""
WHOLE: Matrix = (1.0, 0.0, 0.0, 1.0)


def printed(data: bytes) -> dict[int, tuple[float, float]]:
    """Map the number that each picture of one pixel has as its colour to its printed width and height in points."""
    import pikepdf

    found: dict[int, tuple[float, float]] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            pictures = {
                name: int.from_bytes(one.read_bytes()[:3], "big")
                for name, one in page.resources.get("/XObject", {}).items()
                if one.get("/Subtype") == "/Image"
            }
            if pictures:
                found |= {pictures[name]: size for name, size in _drawn(page) if name in pictures}
    return found


def _drawn(page: object) -> list[tuple[str, tuple[float, float]]]:
    """Follow a page's drawing, and note what is drawn and how large its unit square has become."""
    import pikepdf

    now, kept, found = WHOLE, list[Matrix](), list[tuple[str, tuple[float, float]]]()
    for one in pikepdf.parse_content_stream(page, "q Q cm Do"):  # type: ignore[arg-type]  # a page of pikepdf's
        operands = list(one.operands) if isinstance(one, pikepdf.ContentStreamInstruction) else []
        match str(one.operator):
            case "q":
                kept.append(now)
            case "Q" if kept:
                now = kept.pop()
            case "cm":
                now = _within(now, [float(number) for number in operands])
            case "Do":
                found.append((str(operands[0]), (math.hypot(*now[:2]), math.hypot(*now[2:]))))
    return found


def _within(outer: Matrix, inner: list[float]) -> Matrix:
    a, b, c, d = inner[:4]
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
    )
