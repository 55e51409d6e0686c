"""Lay out HTML with WeasyPrint as a tagged PDF with a placeholder pixel for each exhibit page."""

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
from makegood.typesetting.layout import faster
from makegood.typesetting.layout.fetch import fetcher_class
from makegood.typesetting.layout.machine import weasyprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NO_GLYPH = ".notdef"


@cache
def warm_up() -> None:
    """Import WeasyPrint and lay out one letter, so that forked processes inherit what its libraries load on first use.

    Raise MachineError if Pango is missing.
    """
    weasyprint()
    if "FONTCONFIG_FILE" in os.environ:
        lay_out('<!DOCTYPE html><html lang="en"><title>a</title><p>a</p>', (), "warm-up")


def lay_out(html: str, pages: Sequence[str], label: str, *, is_archival: bool = False) -> bytes:
    """Return a document as an accessible PDF; `is_archival`: also as PDF/A-3.

    Raise CaseError, placed at `label`, if it requests an unregistered resource, omits an exhibit page or takes more
    than two minutes, or if WeasyPrint logs a warning, since it leaves out what it cannot load or draw.
    """
    fetcher = fetcher_class()(pages)
    config = _fonts(os.environ.get("FONTCONFIG_FILE", ""))
    try:
        with (
            _collect_warnings() as messages,
            _fixed_time(),
            worker.deadline(worker.DOCUMENT_SECONDS),
            warnings.catch_warnings(),
        ):
            # For PDF/A, WeasyPrint opens the colour profile without closing the file.
            warnings.simplefilter("ignore", ResourceWarning)
            document = weasyprint().HTML(string=html, url_fetcher=fetcher)
            variant = "pdf/a-3a" if is_archival else "pdf/ua-1"
            data: bytes = document.write_pdf(font_config=config, pdf_variant=variant)
    except (worker.TooMuchError, RecursionError) as error:
        message = "The layout of this document takes too long."
        raise CaseError((problem("R2", Place(label), message=message),)) from error
    _check(fetcher, pages, messages, Place(label))
    return data


@cache
def _fonts(configuration: str) -> Any:
    """Return the font configuration of WeasyPrint, once per process; without any fonts WeasyPrint would crash."""
    if not Path(configuration).is_file():
        message = "makegood.typesetting.fonts.configure() must run before a document is laid out"
        raise RuntimeError(message)
    faster.install()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _check(fetcher: Any, pages: Sequence[str], messages: list[str], place: Place) -> None:
    problems = [problem("R3", place, detail=url) for url in fetcher.refused]
    if not problems:
        problems = [
            problem("G1", place, detail=line) if NO_GLYPH in line else problem("R2", place, detail=line)
            for line in dict.fromkeys(messages)
        ]
    problems += [problem("R6", place, detail=name) for name in pages if name not in fetcher.served]
    if problems:
        raise CaseError(tuple(problems))


@contextmanager
def _fixed_time() -> Iterator[None]:
    """Set a fixed time for the fonts, since fontTools writes the current time into each saved font."""
    name = "SOURCE_DATE_EPOCH"
    old_value = os.environ.get(name)
    os.environ[name] = "0"
    try:
        yield
    finally:
        if old_value is None:
            del os.environ[name]
        else:
            os.environ[name] = old_value


@contextmanager
def _collect_warnings() -> Iterator[list[str]]:
    """Yield a list to which WeasyPrint's warnings are added."""
    messages: list[str] = []
    logger = logging.getLogger("weasyprint")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]  # one line, no class
    logger.addHandler(handler)
    old_propagate, logger.propagate = logger.propagate, False
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = old_propagate
