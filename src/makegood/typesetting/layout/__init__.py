"""WeasyPrint: HTML in, a tagged PDF with a pixel for each exhibit page out."""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.sandbox import worker
from makegood.typesetting.layout.fetch import fetcher_class
from makegood.typesetting.layout.machine import weasyprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NO_GLYPH = ".notdef"


def import_weasyprint() -> None:
    """Import WeasyPrint now: what is forked has it then. Raises MachineError where the machine lacks Pango."""
    weasyprint()


def lay_out(html: str, pages: Sequence[str], label: str, *, is_archival: bool = False) -> bytes:
    """Lay out a document in one pass, accessible; `is_archival`: for archives (PDF/A-3) as well.

    Raises CaseError, placed at `label`, when it asks for what was not registered, leaves out an exhibit page, takes
    more than two minutes, or when WeasyPrint warns of anything: what it cannot load or draw it leaves out without
    a word otherwise.
    """
    fetcher = fetcher_class()(pages)
    config = _fonts(os.environ.get("FONTCONFIG_FILE", ""))
    try:
        with _warnings() as told, _no_clock(), worker.deadline(worker.DOCUMENT_SECONDS), warnings.catch_warnings():
            # For archives WeasyPrint opens the description of the colours, and leaves the file to be closed by Python.
            warnings.simplefilter("ignore", ResourceWarning)
            document = weasyprint().HTML(string=html, url_fetcher=fetcher)
            variant = "pdf/a-3a" if is_archival else "pdf/ua-1"
            data: bytes = document.write_pdf(font_config=config, pdf_variant=variant)
    except (worker.TooMuchError, RecursionError) as error:
        message = "This document takes too long to be laid out."
        raise CaseError((problem("R2", Place(label), message=message),)) from error
    _must_be_whole(fetcher, pages, told, Place(label))
    return data


@cache
def _fonts(configuration: str) -> Any:
    """Make the fonts ready, once for all documents of a process; without any, WeasyPrint would crash."""
    if not Path(configuration).is_file():
        message = "makegood.typesetting.fonts.configure() must run before a document is laid out"
        raise RuntimeError(message)
    weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _must_be_whole(fetcher: Any, pages: Sequence[str], told: list[str], place: Place) -> None:
    problems = [problem("R3", place, detail=url) for url in fetcher.refused]
    if not problems:
        problems = [
            problem("G1", place, detail=line) if NO_GLYPH in line else problem("R2", place, detail=line)
            for line in dict.fromkeys(told)
        ]
    problems += [problem("R6", place, detail=name) for name in pages if name not in fetcher.served]
    if problems:
        raise CaseError(tuple(problems))


@contextmanager
def _no_clock() -> Iterator[None]:
    """Keep the day out of the fonts: fontTools writes the moment into each one that it saves."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect all that WeasyPrint warns of."""
    told: list[str] = []
    logger = logging.getLogger("weasyprint")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]  # one line, no class
    logger.addHandler(handler)
    heard, logger.propagate = logger.propagate, False
    try:
        yield told
    finally:
        logger.removeHandler(handler)
        logger.propagate = heard
