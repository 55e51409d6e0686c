"""Read the printed size of each picture from the pages of a finished layout."""

from __future__ import annotations

import io
import math

Matrix = tuple[float, float, float, float]
"""The part of a transformation that rotates and scales: a, b, c, d (ISO 32000-1, 8.3.3)."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0)


def printed_sizes(data: bytes) -> dict[int, tuple[float, float]]:
    """Return the printed width and height in points of each placeholder pixel, by the number that is its colour."""
    import pikepdf

    sizes: dict[int, tuple[float, float]] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            pictures = {
                name: int.from_bytes(xobject.read_bytes()[:3], "big")
                for name, xobject in page.resources.get("/XObject", {}).items()
                if xobject.get("/Subtype") == "/Image"
            }
            if pictures:
                sizes |= {pictures[name]: size for name, size in _drawn_sizes(page) if name in pictures}
    return sizes


def _drawn_sizes(page: object) -> list[tuple[str, tuple[float, float]]]:
    """Return the name of each XObject that a page draws, with the size of its unit square."""
    import pikepdf

    current, stack, sizes = IDENTITY, list[Matrix](), list[tuple[str, tuple[float, float]]]()
    for instruction in pikepdf.parse_content_stream(page, "q Q cm Do"):  # type: ignore[arg-type]  # a page of pikepdf's
        is_instruction = isinstance(instruction, pikepdf.ContentStreamInstruction)
        operands = list(instruction.operands) if is_instruction else []
        match str(instruction.operator):
            case "q":
                stack.append(current)
            case "Q" if stack:
                current = stack.pop()
            case "cm":
                current = _concatenate(current, [float(number) for number in operands])
            case "Do":
                sizes.append((str(operands[0]), (math.hypot(*current[:2]), math.hypot(*current[2:]))))
    return sizes


def _concatenate(outer: Matrix, inner: list[float]) -> Matrix:
    a, b, c, d = inner[:4]
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
    )
