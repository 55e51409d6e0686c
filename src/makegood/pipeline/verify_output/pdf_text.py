"""Check the text and the active content of PDF files, read in a sandbox since exhibits are untrusted."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood import language, privacy
from makegood.formats import pdf_safety
from makegood.model.errors import MakegoodError, Place
from makegood.model.rules import problem
from makegood.sandbox import worker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from makegood.model.errors import Problem
    from makegood.model.statement import Statement
    from makegood.privacy import Allowlist, PrivateKind

UNBROKEN: tuple[PrivateKind, ...] = ("link", "code")
"""Kinds that may continue after a line break."""
ABOUT_MACHINES = ("/Info", "data of a camera")
_END = re.compile(r" *\r?\n *")


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF: of the pages without exhibits, of all pages, and outside the pages.

    `active` are its active parts and its data about a computer or a camera.
    """

    front: str
    pages: str
    outside_pages: str
    active: tuple[str, ...]


def read_pdf_text(data: bytes) -> PdfText:
    """Return the text of a finished PDF; raise worker.TooMuchError or FailedError if reading it does not end."""
    return PdfText(*worker.run_sandboxed(_read, data, worker.EXHIBIT, MakegoodError))


def _read(data: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    import pypdfium2
    from pypdfium2 import raw

    front, pages = [], []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            layer = page.get_textpage()
            # Text beyond the edge of the page is invisible but still in the file.
            pages.append(layer.get_text_range())
            if not any(page.get_objects(filter=(raw.FPDF_PAGEOBJ_FORM,), max_depth=1)):
                front.append(layer.get_text_bounded())
    return "\n".join(front), "\n".join(pages), "\n".join(pdf_safety.strings(data)), tuple(pdf_safety.of_document(data))


def packet_problems(path: str, active: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each active part, external reference, or data about a computer or a camera in a PDF."""
    for name in active:
        yield problem("A6" if name.startswith(ABOUT_MACHINES) else "A5", Place(path), detail=name)


def private_in(
    pages: Mapping[str, tuple[Path, Allowlist]], texts: Mapping[str, tuple[str, Allowlist]]
) -> dict[str, tuple[str, ...]]:
    """Return the personal data in prepared pages and in texts, by the names of these.

    Each item is its kind, with its last four characters where those may be shown.
    """
    if not pages and not texts:
        return {}
    paths = worker.SandboxPaths(reads=tuple(path.parent for path, _ in pages.values()))
    hits: dict[str, tuple[Statement, ...]] = worker.run_sandboxed(
        _find_private, (dict(pages), dict(texts)), worker.EXHIBIT, MakegoodError, paths
    )
    words = language.english()
    return {name: tuple(map(words.text, descriptions)) for name, descriptions in hits.items()}


def _find_private(
    pages_and_texts: tuple[Mapping[str, tuple[Path, Allowlist]], Mapping[str, tuple[str, Allowlist]]],
) -> dict[str, tuple[Statement, ...]]:
    pages, texts = pages_and_texts
    sources = {name: (_page_text(path), allowlist) for name, (path, allowlist) in pages.items()} | dict(texts)
    return {name: _describe_hits(text, allowlist) for name, (text, allowlist) in sources.items()}


def _page_text(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(io.BytesIO(path.read_bytes())) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _describe_hits(text: str, allowlist: Allowlist) -> tuple[Statement, ...]:
    """Return what is found with line ends kept and, for kinds without spaces, also with line ends removed."""
    text = text.replace("\u200b", "").replace("\ufffe", "")
    flowed, joined = _END.sub(privacy.LINE_END, text), _END.sub("", text)
    hits = [(hit, flowed) for hit in privacy.find_private(flowed, allowlist)]
    hits += [(hit, joined) for hit in privacy.find_private(joined, allowlist, UNBROKEN)]
    return tuple(dict.fromkeys(privacy.describe(hit.kind, hit.of(source)) for hit, source in hits))
