"""What a packet says of itself for a program to read: whose it is, and of which files its exhibits are copies."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from makegood.model.artifact import Original, PacketRecord

if TYPE_CHECKING:
    import pikepdf

KEY = "/XXMakegood"
"""In the catalog; names that begin with XX are for private use (ISO 32000-1, annex E)."""
MOST = 2000
"""Exhibits that are read."""
LONGEST = 300


def write(pdf: pikepdf.Pdf, record: PacketRecord) -> None:
    """Put the record into a packet's catalog."""
    import pikepdf

    text = pikepdf.String
    pdf.Root[KEY] = pikepdf.Dictionary(
        Case=text(record.case_ref),
        Reader=text(record.reader),
        Prepared=text(record.prepared.isoformat()),
        Exhibits=pikepdf.Array(
            [pikepdf.Array([text(one.letter), text(one.file), text(one.sha256)]) for one in record.exhibits]
        ),
    )


def read(data: bytes) -> tuple[PacketRecord, int] | None:
    """Read it back, with the number of pages; None where there is none, or where it is not as we write it."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found: Any = pdf.Root[KEY]
            exhibits = tuple(Original(*(_text(part) for part in one)) for one in list(found.Exhibits)[:MOST])
            prepared = date.fromisoformat(_text(found.Prepared))
            return PacketRecord(_text(found.Case), _text(found.Reader), prepared, exhibits), len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError, KeyError, AttributeError, TypeError, ValueError):
        return None


def _text(value: object) -> str:
    text = str(value)
    if len(text) > LONGEST:
        raise ValueError(text)
    return text
