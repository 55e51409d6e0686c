"""What a file of evidence says of itself, beside what it shows: when it was taken or written, by whom, its pages.

It is read behind the wall like all foreign bytes. Whatever goes wrong there, the file just says nothing.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from makegood.formats import mail_header
from makegood.model.errors import CaseError, MakegoodError
from makegood.pipeline.prepare.source import contents
from makegood.sandbox import worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from makegood.formats.mail_header import MailHeader
    from makegood.model.source import EvidenceFile, MediaKind

BOUNDS = worker.Bounds(10, 512 << 20)
YEARS = range(2000, 2101)
_EXIF, _ORIGINAL, _OFFSET = 0x8769, 0x9003, 0x9011
_STAMP = re.compile(r"(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})", re.ASCII)
_ZONE = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d", re.ASCII)
_MADE = re.compile(r"D:(\d{4})(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileMetadata:
    """`taken` is when a camera took it, `pages` how many a PDF has and `made` its day; "", 0 and None for no answer."""

    taken: str = ""
    pages: int = 0
    made: date | None = None
    header: MailHeader | None = None


NO_METADATA = FileMetadata()


def file_metadata(file: EvidenceFile) -> FileMetadata:
    """Return what a file tells of itself; nothing for a kind that tells nothing, and for one that cannot be read."""
    if file.kind not in _READ:
        return NO_METADATA
    try:
        data = contents(file)
        if worker.FORKS and file.kind != "eml":
            import_module("pypdfium2" if file.kind == "pdf" else "PIL.Image")
        found = worker.run_sandboxed(_read, (file.kind, data), BOUNDS, MakegoodError)
    except (CaseError, worker.TooMuchError, worker.FailedError):
        return NO_METADATA
    return found if isinstance(found, FileMetadata) else NO_METADATA


def _read(given: tuple[MediaKind, bytes]) -> FileMetadata:
    kind, data = given
    return _READ[kind](data)


def _mail(data: bytes) -> FileMetadata:
    return FileMetadata(header=mail_header.parse_header(data))


def _picture(data: bytes) -> FileMetadata:
    """Read when a camera took it, by its own clock, with the offset where it is said."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        said = image.getexif().get_ifd(_EXIF)
    stamp, zone = _STAMP.fullmatch(str(said.get(_ORIGINAL, ""))), str(said.get(_OFFSET, ""))
    if stamp is None or int(stamp[1]) not in YEARS:
        return NO_METADATA
    try:
        when = datetime(*map(int, stamp.groups()))  # type: ignore[arg-type]  # noqa: DTZ001  # six numbers; a clock of no zone
    except ValueError:
        return NO_METADATA
    return FileMetadata(taken=when.isoformat() + (zone if _ZONE.fullmatch(zone) else ""))


def _heic(data: bytes) -> FileMetadata:
    try:
        import pillow_heif
    except ImportError:
        return NO_METADATA
    pillow_heif.register_heif_opener(thumbnails=False)
    return _picture(data)


def _pdf(data: bytes) -> FileMetadata:
    """Count the pages, and read on which day the file was made: that need not be the day of what it shows."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        made = _MADE.match(document.get_metadata_dict().get("CreationDate", ""))
        return FileMetadata(pages=len(document), made=_day(*map(int, made.groups())) if made else None)
    finally:
        document.close()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


_READ: Mapping[MediaKind, Callable[[bytes], FileMetadata]] = {
    "eml": _mail,
    "jpeg": _picture,
    "png": _picture,
    "webp": _picture,
    "heic": _heic,
    "pdf": _pdf,
}
