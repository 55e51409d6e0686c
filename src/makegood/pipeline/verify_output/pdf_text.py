"""What PDF files say, read in a process of its own: exhibits in them hold fonts and drawings of strangers."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood import privacy
from makegood.formats import pdf_safety
from makegood.model.errors import MakegoodError
from makegood.sandbox import worker

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.privacy import Allowlist, Kind

UNBROKEN: tuple[Kind, ...] = ("link", "code")
"""Kinds that are set over the end of a line as if it were not there."""
_END = re.compile(r" *\r?\n *")


@dataclass(frozen=True, slots=True)
class PdfText:
    """The words of a PDF: of the pages that show no exhibit, of all pages, and all that stands beside the pages.

    `acts` is what in it could act, or tells of a computer or a camera.
    """

    front: str
    pages: str
    beside: str
    acts: tuple[str, ...]


def read_pdf_text(data: bytes) -> PdfText:
    """Read a finished PDF; raises worker.TooMuchError or FailedError where that does not end."""
    found = worker.run_sandboxed(_said, data, worker.EXHIBIT, MakegoodError)
    return PdfText(*found)


def _said(data: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    import pypdfium2
    from pypdfium2 import raw

    front, pages = [], []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            layer = page.get_textpage()
            # What stands beyond the edge of the page is not seen, and is there.
            pages.append(layer.get_text_range())
            if not any(page.get_objects(filter=(raw.FPDF_PAGEOBJ_FORM,), max_depth=1)):
                front.append(layer.get_text_bounded())
    return "\n".join(front), "\n".join(pages), "\n".join(pdf_safety.strings(data)), tuple(pdf_safety.of_document(data))


def private_in(
    pages: Mapping[str, tuple[Path, Allowlist]], texts: Mapping[str, tuple[str, Allowlist]]
) -> dict[str, tuple[str, ...]]:
    """Say what private things still stand in prepared pages and in texts, by the names under which they are given.

    Each thing is said as its kind, with its last four signs where those may be shown.
    """
    if not pages and not texts:
        return {}
    room = worker.SandboxPaths(reads=tuple(path.parent for path, _ in pages.values()))
    found: dict[str, tuple[str, ...]] = worker.run_sandboxed(
        _private, (dict(pages), dict(texts)), worker.EXHIBIT, MakegoodError, room
    )
    return found


def _private(
    given: tuple[Mapping[str, tuple[Path, Allowlist]], Mapping[str, tuple[str, Allowlist]]],
) -> dict[str, tuple[str, ...]]:
    pages, texts = given
    read = {name: (_words(path), stays) for name, (path, stays) in pages.items()} | dict(texts)
    return {name: _named(text, stays) for name, (text, stays) in read.items()}


def _words(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(io.BytesIO(path.read_bytes())) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _named(text: str, stays: Allowlist) -> tuple[str, ...]:
    """Name what is found where each end of a line is one, and of what has no blanks also where there is none."""
    text = text.replace("\u200b", "").replace("\ufffe", "")
    flowed, joined = _END.sub(privacy.LINE_END, text), _END.sub("", text)
    hits = [(hit, flowed) for hit in privacy.find_private(flowed, stays)]
    hits += [(hit, joined) for hit in privacy.find_private(joined, stays, UNBROKEN)]
    said = (privacy.placeholder(hit, of).strip("[]").replace(" hidden", "") for hit, of in hits)
    return tuple(dict.fromkeys(said))
