"""Remove the metadata of pictures inside a PDF without changing their pixels."""

from __future__ import annotations

import zlib
from typing import Any

from makegood.pipeline.prepare.jpeg_segments import cleaned

MOST_BYTES = 64_000_000
"""Size limit of one decompressed JPEG file."""


def clean_picture(stream: Any) -> None:
    """Remove the metadata of a picture on a page; raise ValueError if that is impossible."""
    import pikepdf

    filters = stream.get("/Filter", [])
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if "/JPXDecode" in names and any(box in stream.read_raw_bytes() for box in (b"uuid", b"xml ")):
        raise ValueError(names)
    if "/DCTDecode" in names:
        clean = cleaned(_jpeg(stream, names))
        if clean is None:
            raise ValueError(names)
        parameters = stream.get("/DecodeParms")
        last = parameters[-1] if isinstance(parameters, pikepdf.Array) else parameters
        stream.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=last)


def _jpeg(stream: Any, names: list[str]) -> bytes:
    """Return the JPEG file in a stream, decompressed if it is compressed again."""
    raw: bytes = stream.read_raw_bytes()
    if names == ["/DCTDecode"]:
        return raw
    if names != ["/FlateDecode", "/DCTDecode"]:
        raise ValueError(names)
    unpacked = zlib.decompressobj().decompress(raw, MOST_BYTES)
    if len(unpacked) == MOST_BYTES:
        raise ValueError(names)
    return unpacked
