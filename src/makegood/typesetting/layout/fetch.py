"""Serve the registered resources of a document, and only these, and record the requests."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from makegood.typesetting import fonts
from makegood.typesetting.layout.machine import weasyprint

if TYPE_CHECKING:
    from collections.abc import Sequence


class ResourceRefusedError(ValueError):
    """A document requested an unregistered resource."""


@cache
def fetcher_class() -> Any:
    """Return the fetcher class; WeasyPrint requires a subclass, created late since importing WeasyPrint is slow."""
    base = weasyprint().urls.URLFetcher
    response = weasyprint().urls.URLFetcherResponse

    class Registered(base):  # type: ignore[misc, valid-type]  # a class known only at run time
        """Serves fonts, and for each exhibit page a picture of one pixel whose colour is the page's number."""

        def __init__(self, pages: Sequence[str]) -> None:
            super().__init__(allowed_protocols=("asset",))
            self._pages = {name: number for number, name in enumerate(pages)}
            self.served: set[str] = set()
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002  # WeasyPrint's signature
            if url in self._pages:
                self.served.add(url)
                return response(url, pixel(self._pages[url]), {"Content-Type": "image/png"})
            if url in fonts.files():
                return response(url, fonts.files()[url].read_bytes(), {"Content-Type": "font/ttf"})
            self.refused.append(url)
            raise ResourceRefusedError(url)

    return Registered


def pixel(number: int) -> bytes:
    """Return a PNG of one pixel whose red, green and blue are the bytes of `number`."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" + number.to_bytes(3, "big"))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
