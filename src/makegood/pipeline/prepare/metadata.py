"""Read the metadata of a file of evidence: when it was taken or written, by whom, its number of pages.

It is read in the sandbox like all untrusted bytes. A file that cannot be read has no metadata.
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
from makegood.pipeline.prepare.source import read_unchanged
from makegood.sandbox import worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from makegood.formats.mail_header import MailHeader
    from makegood.model.file_kinds import MediaKind
    from makegood.model.source import EvidenceFile

BOUNDS = worker.Bounds(10, 512 << 20)
YEARS = range(2000, 2101)
_EXIF, _ORIGINAL, _OFFSET = 0x8769, 0x9003, 0x9011
_STAMP = re.compile(r"(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})", re.ASCII)
_ZONE = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d", re.ASCII)
_PDF_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileMetadata:
    """`taken` is the time of a photo, `pages` the page count and `made` the day of a PDF; "", 0 and None if unknown."""

    taken: str = ""
    pages: int = 0
    made: date | None = None
    header: MailHeader | None = None


NO_METADATA = FileMetadata()


def file_metadata(file: EvidenceFile) -> FileMetadata:
    """Return the metadata of a file; none for a kind without metadata and for a file that cannot be read."""
    if file.kind not in _READ:
        return NO_METADATA
    try:
        data = read_unchanged(file)
        if worker.FORKS and file.kind != "eml":
            import_module("pypdfium2" if file.kind == "pdf" else "PIL.Image")
        result = worker.run_sandboxed(_read, (file.kind, data), BOUNDS, MakegoodError)
    except (CaseError, worker.TooMuchError, worker.FailedError):
        return NO_METADATA
    return result if isinstance(result, FileMetadata) else NO_METADATA


def _read(kind_and_data: tuple[MediaKind, bytes]) -> FileMetadata:
    kind, data = kind_and_data
    return _READ[kind](data)


def _mail(data: bytes) -> FileMetadata:
    return FileMetadata(header=mail_header.parse_header(data))


def _picture(data: bytes) -> FileMetadata:
    """Return when a camera took the picture, by the camera's clock, with the offset if it is stated."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        exif = image.getexif().get_ifd(_EXIF)
    stamp, zone = _STAMP.fullmatch(str(exif.get(_ORIGINAL, ""))), str(exif.get(_OFFSET, ""))
    if stamp is None or int(stamp[1]) not in YEARS:
        return NO_METADATA
    try:
        moment = datetime(*map(int, stamp.groups()))  # type: ignore[arg-type]  # noqa: DTZ001  # six numbers; no zone
    except ValueError:
        return NO_METADATA
    return FileMetadata(taken=moment.isoformat() + (zone if _ZONE.fullmatch(zone) else ""))


def _heic(data: bytes) -> FileMetadata:
    try:
        import pillow_heif
    except ImportError:
        return NO_METADATA
    pillow_heif.register_heif_opener(thumbnails=False)
    return _picture(data)


def _pdf(data: bytes) -> FileMetadata:
    """Return the number of pages and the day on which the file was created, which may be later than its content."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        match = _PDF_DAY.match(document.get_metadata_dict().get("CreationDate", ""))
        return FileMetadata(pages=len(document), made=_day(*map(int, match.groups())) if match else None)
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
