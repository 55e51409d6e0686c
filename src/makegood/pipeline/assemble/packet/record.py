"""Write and read the machine-readable record of a packet: its case, its reader and the files of its exhibits."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from makegood.model.artifact import Original, PacketRecord

if TYPE_CHECKING:
    import pikepdf

KEY = "/XXMakegood"
"""A key of the catalog; names that begin with XX are for private use (ISO 32000-1, annex E)."""
MOST = 2000
"""The most exhibits that are read."""
LONGEST = 300


def write(pdf: pikepdf.Pdf, record: PacketRecord) -> None:
    """Write the record into a packet's catalog."""
    import pikepdf

    text = pikepdf.String
    pdf.Root[KEY] = pikepdf.Dictionary(
        Case=text(record.case_ref),
        Reader=text(record.reader),
        Prepared=text(record.prepared.isoformat()),
        Exhibits=pikepdf.Array(
            [
                pikepdf.Array([text(original.letter), text(original.file), text(original.sha256)])
                for original in record.exhibits
            ]
        ),
    )


def read(data: bytes) -> tuple[PacketRecord, int] | None:
    """Return the record of a packet and its number of pages; None if there is no valid record."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            entry: Any = pdf.Root[KEY]
            exhibits = tuple(Original(*(_text(part) for part in original)) for original in list(entry.Exhibits)[:MOST])
            prepared = date.fromisoformat(_text(entry.Prepared))
            return PacketRecord(_text(entry.Case), _text(entry.Reader), prepared, exhibits), len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError, KeyError, AttributeError, TypeError, ValueError):
        return None


def _text(value: object) -> str:
    text = str(value)
    if len(text) > LONGEST:
        raise ValueError(text)
    return text
