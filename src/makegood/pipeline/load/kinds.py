"""Detect the kind of a file from its content; the name only decides whether a text is a table."""

from __future__ import annotations

import codecs
import re

from makegood.model.file_kinds import MediaKind, kind_by_beginning

HEAD = 4096
_PDF_HEADER_WITHIN = 1024

_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
_SOUND = frozenset({b"M4A ", b"M4B "})
_MAIL = re.compile(rb"\A(?:[!-9;-~]{1,70}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}")
_MAIL_NAMES = re.compile(rb"^(?:from|date|received|message-id|return-path):", re.IGNORECASE | re.MULTILINE)
_BEFORE_A_TAG = rb"\A(?:\s|<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)*"
_SVG = re.compile(_BEFORE_A_TAG + rb"<(?:\w+:)?svg\b", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(_BEFORE_A_TAG + rb"<(?:html|head|body|meta|title|table|div)\b", re.IGNORECASE | re.DOTALL)
_DOCTYPE = re.compile(rb"\A\s*<!doctype html\b", re.IGNORECASE)


class TextTest:
    """Checks, chunk by chunk, whether bytes are UTF-8 text without NUL."""

    def __init__(self) -> None:
        self.holds = True
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Check the next chunk; the last one may be empty."""
        if not self.holds:
            return
        try:
            self._decoder.decode(chunk, last)
        except UnicodeDecodeError:
            self.holds = False
        else:
            self.holds = b"\0" not in chunk


def detect_kind(head: bytes, name: str, *, text: bool) -> MediaKind:
    """Return the kind of a file from its first `HEAD` bytes; `text` is whether all of it passed the TextTest."""
    if not head:
        return "empty"
    return _binary(head) or _marked_up(head) or _plain(name, text=text)


def _binary(head: bytes) -> MediaKind | None:
    if media_kind := kind_by_beginning(head):
        return media_kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "video"}.get(head[8:12], "unknown")  # type: ignore[return-value]  # literals
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "heic" if brand in _HEIC else "unknown" if brand in _SOUND else "video"
    return "pdf" if b"%PDF-" in head[:_PDF_HEADER_WITHIN] else None


def _marked_up(head: bytes) -> MediaKind | None:
    head = head.removeprefix(codecs.BOM_UTF8)
    if _MAIL.match(head) and _MAIL_NAMES.search(head):
        return "eml"
    if _SVG.match(head):
        return "svg"
    return "html" if _HTML.match(head) or _DOCTYPE.match(head) else None


def _plain(name: str, *, text: bool) -> MediaKind:
    if not text:
        return "unknown"
    return "csv" if name.lower().endswith((".csv", ".tsv")) else "text"
