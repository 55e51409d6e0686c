"""What in a PDF could act, reach out or carry something along: the one list, and how to look for it. A leaf."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTIVE_KEYS = frozenset(
    {
        "/JS",
        "/JavaScript",
        "/AA",
        "/OpenAction",
        "/AcroForm",
        "/XFA",
        "/EmbeddedFiles",
        "/EF",
        "/RichMediaContent",
        "/RichMediaSettings",
        "/Movie",
        "/Sound",
        "/Rendition",
        "/Renditions",
        "/Launch",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ImportData",
        "/URI",
        "/AF",
        "/Collection",
        "/Requirements",
        "/OPI",
        "/Ref",
        "/PieceInfo",
        "/Legal",
        "/Perms",
        "/FFilter",
        "/FDecodeParms",
        "/NeedsRendering",
        "/AlternatePresentations",
        "/URLS",
        "/IDS",
    }
)
"""Keys that stand in no inert page."""

ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ResetForm",
        "/ImportData",
        "/RichMediaExecute",
        "/Movie",
        "/Sound",
        "/Rendition",
        "/Hide",
        "/Named",
        "/SetOCGState",
        "/Trans",
        "/GoTo3DView",
        "/Thread",
        "/GoToDp",
    }
)
"""Values of /S that make a dictionary an action of ours to refuse."""

ACTIVE_TYPES = frozenset({"/Filespec", "/EmbeddedFile", "/Action", "/Rendition", "/MediaClip"})
ACTIVE_SUBTYPES = frozenset(
    {
        "/PS",
        "/RichMedia",
        "/Screen",
        "/Movie",
        "/Sound",
        "/3D",
        "/FileAttachment",
        "/Widget",
        "/U3D",
        "/PRC",
    }
)
STRIPPED_KEYS = ("/PieceInfo", "/Metadata", "/StructParent", "/StructParents", "/AF", "/LastModified")
"""Keys that show nothing and are taken out of exhibits."""
STRIPPED_FROM_STREAMS = (
    "/F",
    "/FFilter",
    "/FDecodeParms",
    "/OPI",
    "/Ref",
    "/AA",
    "/Alternates",
    "/Measure",
    "/PtData",
    "/ID",
    "/OC",
)
"""The same of streams; some of them reach out of the file. In other dictionaries they mean something else."""

DEEPEST = 200
CAMERA_MARKS = (b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/", b"Photoshop 3.0\0")
CAMERA_WITHIN = 1_000_000
INLINE = re.compile(rb"\bBI\b")
NOT_DRAWING = frozenset({"/Length1", "/N", "/FunctionType", "/CMapName", "/Subtype"})
"""Keys of streams that are fonts, profiles, functions, tables of characters or pictures."""


def findings(root: Any) -> tuple[str, ...]:
    """Return every construct under a pikepdf object that could act or reach out of the file, each once, sorted."""
    return tuple(sorted({found for node in _nodes(root) for found in _in_node(node)}))


def of_document(data: bytes) -> tuple[str, ...]:
    """Return the same in a whole PDF of ours, where links to https and mailto and an opening view may stand."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {one for node in _nodes(pdf.Root) if not _is_plain_link(node) for one in _in_node(node)}
        found |= {f"/Info {key}" for key in pdf.docinfo if key not in {"/Title", "/Author"}}
        if isinstance(pdf.Root.get("/OpenAction"), pikepdf.Array):
            found.discard("/OpenAction")
        found |= {"data of a camera" for one in streams(pdf.Root) if _has_camera_data(one)}
    return tuple(sorted(found))


def strip_invisible(root: Any) -> None:
    """Take out of everything under a pikepdf object what shows nothing (in place)."""
    import pikepdf

    for node in list(_nodes(root)):
        if isinstance(node, pikepdf.Array):
            continue
        keys = STRIPPED_KEYS + STRIPPED_FROM_STREAMS if isinstance(node, pikepdf.Stream) else STRIPPED_KEYS
        for key in keys:
            if key in node:
                del node[key]


def streams(root: Any) -> Iterator[Any]:
    """Yield every stream under a pikepdf object, once."""
    import pikepdf

    yield from (node for node in _nodes(root) if isinstance(node, pikepdf.Stream))


def strings(data: bytes) -> Iterator[str]:
    """Yield every text of a PDF beside what its pages draw: of bookmarks, links, names, tags, descriptions."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for node in _nodes(pdf.trailer):
            values = list(node) if isinstance(node, pikepdf.Array) else [value for _, value in node.items()]
            yield from (str(value) for value in values if isinstance(value, pikepdf.String))
            if not isinstance(node, pikepdf.Array) and node.get("/Type") == "/Metadata":
                yield _unpacked(node).decode("utf-8", "replace")


def has_inline_photo(stream: Any) -> bool:
    """Return whether a stream draws a JPEG that stands in it, with all that a camera may have written into that.

    Raises pikepdf.PdfError for drawing that cannot be followed.
    """
    import pikepdf

    is_drawing = stream.get("/Subtype") == "/Form" or not set(stream.keys()) & NOT_DRAWING
    if not is_drawing or not INLINE.search(_unpacked(stream)):
        return False
    # A name may be spelt in many ways (/DCT, /D#43T): the parser reads them all.
    parts = pikepdf.parse_content_stream(stream)
    images = [one.iimage for one in parts if isinstance(one, pikepdf.ContentStreamInlineImage)]
    return any("/DCTDecode" in image.filters for image in images)


def _unpacked(stream: Any) -> bytes:
    """Return a stream's data, or what stands in the file where it is packed as pictures are."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _is_plain_link(node: Any) -> bool:
    import pikepdf

    if not isinstance(node, pikepdf.Dictionary) or node.get("/S") != "/URI":
        return False
    known = set(node.keys()) <= {"/S", "/URI", "/Type"}
    return known and bytes(node.URI).lower().startswith((b"https://", b"mailto:"))


def _has_camera_data(stream: Any) -> bool:
    """Return whether a camera's data stands in a photo's head, or anywhere in a drawing."""
    if stream.get("/Subtype") == "/Image":
        data = stream.read_raw_bytes()[:CAMERA_WITHIN] if "/DCTDecode" in str(stream.get("/Filter", "")) else b""
    else:
        is_own = stream.get("/Type") == "/Metadata"  # what the packet says of itself, which pikepdf wrote
        data = b"" if is_own else _unpacked(stream)
    return any(mark in data for mark in CAMERA_MARKS)


def _in_node(node: Any) -> Iterator[str]:
    import pikepdf

    if not isinstance(node, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    keys = set(node.keys())
    yield from keys & ACTIVE_KEYS
    if isinstance(node, pikepdf.Stream) and "/F" in keys:
        yield "/F of a stream"
    for key, bad in (("/S", ACTIVE_ACTIONS), ("/Type", ACTIVE_TYPES), ("/Subtype", ACTIVE_SUBTYPES)):
        value = str(node[key]) if key in keys and isinstance(node[key], pikepdf.Name) else ""
        if value in bad:
            yield f"{key} {value}"


def _nodes(root: Any) -> Iterator[Any]:
    """Walk every dictionary, stream and array under `root`, each indirect object once."""
    import pikepdf

    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            raise RecursionError
        if not isinstance(node, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            continue
        if node.objgen != (0, 0):
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        yield node
        inner = node if isinstance(node, pikepdf.Array) else [value for key, value in node.items() if key != "/Parent"]
        waiting += [(one, depth + 1) for one in inner]
