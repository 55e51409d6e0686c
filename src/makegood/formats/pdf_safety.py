"""Find what in a PDF could act, reach out of the file or carry hidden data, and remove it."""

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
"""Keys that a safe page does not have."""

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
"""Values of /S that make a dictionary an action to refuse."""

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
"""Keys without a visible effect, which are removed from exhibits."""
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
"""The same for streams; some of them refer to other files. In other dictionaries they mean something else."""

DEEPEST = 200
CAMERA_MARKS = (b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/", b"Photoshop 3.0\0")
CAMERA_WITHIN = 1_000_000
INLINE = re.compile(rb"\bBI\b")
NOT_DRAWING = frozenset({"/Length1", "/N", "/FunctionType", "/CMapName", "/Subtype"})
"""Keys of streams that are fonts, profiles, functions, tables of characters or pictures."""


def findings(root: Any) -> tuple[str, ...]:
    """Return every construct under a pikepdf object that could act or reach out of the file, each once, sorted."""
    return tuple(sorted({finding for node in _nodes(root) for finding in _in_node(node)}))


def of_document(data: bytes) -> tuple[str, ...]:
    """Return the same for a whole PDF of ours, which may have links to https and mailto and an opening view."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        constructs = {
            construct for node in _nodes(pdf.Root) if not _is_plain_link(node) for construct in _in_node(node)
        }
        constructs |= {f"/Info {key}" for key in pdf.docinfo if key not in {"/Title", "/Author"}}
        if isinstance(pdf.Root.get("/OpenAction"), pikepdf.Array):
            constructs.discard("/OpenAction")
        constructs |= {"data of a camera" for stream in streams(pdf.Root) if _has_camera_data(stream)}
    return tuple(sorted(constructs))


def strip_invisible(root: Any) -> None:
    """Remove what has no visible effect from everything under a pikepdf object (in place)."""
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
    """Yield every string of a PDF outside its page content: of bookmarks, links, names, tags, descriptions."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for node in _nodes(pdf.trailer):
            values = list(node) if isinstance(node, pikepdf.Array) else [value for _, value in node.items()]
            yield from (str(value) for value in values if isinstance(value, pikepdf.String))
            if not isinstance(node, pikepdf.Array) and node.get("/Type") == "/Metadata":
                yield _data_of(node).decode("utf-8", "replace")


def has_inline_photo(stream: Any) -> bool:
    """Return whether a stream draws an inline JPEG, which may have metadata from a camera.

    Raise pikepdf.PdfError for page content that cannot be parsed.
    """
    import pikepdf

    is_drawing = stream.get("/Subtype") == "/Form" or not set(stream.keys()) & NOT_DRAWING
    if not is_drawing or not INLINE.search(_data_of(stream)):
        return False
    # A name can be written in many ways (/DCT, /D#43T): the parser reads them all.
    parts = pikepdf.parse_content_stream(stream)
    images = [part.iimage for part in parts if isinstance(part, pikepdf.ContentStreamInlineImage)]
    return any("/DCTDecode" in image.filters for image in images)


def _data_of(stream: Any) -> bytes:
    """Return a stream's data, or its raw bytes if they have the compression of a picture."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _is_plain_link(node: Any) -> bool:
    import pikepdf

    if not isinstance(node, pikepdf.Dictionary) or node.get("/S") != "/URI":
        return False
    has_no_other_keys = set(node.keys()) <= {"/S", "/URI", "/Type"}
    return has_no_other_keys and bytes(node.URI).lower().startswith((b"https://", b"mailto:"))


def _has_camera_data(stream: Any) -> bool:
    """Return whether a photo's header, or any other stream, has metadata from a camera."""
    if stream.get("/Subtype") == "/Image":
        data = stream.read_raw_bytes()[:CAMERA_WITHIN] if "/DCTDecode" in str(stream.get("/Filter", "")) else b""
    else:
        is_own = stream.get("/Type") == "/Metadata"  # the packet's own metadata, which pikepdf wrote
        data = b"" if is_own else _data_of(stream)
    return any(mark in data for mark in CAMERA_MARKS)


def _in_node(node: Any) -> Iterator[str]:
    import pikepdf

    if not isinstance(node, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    keys = set(node.keys())
    yield from keys & ACTIVE_KEYS
    if isinstance(node, pikepdf.Stream) and "/F" in keys:
        yield "/F of a stream"
    for key, active in (("/S", ACTIVE_ACTIONS), ("/Type", ACTIVE_TYPES), ("/Subtype", ACTIVE_SUBTYPES)):
        value = str(node[key]) if key in keys and isinstance(node[key], pikepdf.Name) else ""
        if value in active:
            yield f"{key} {value}"


def _nodes(root: Any) -> Iterator[Any]:
    """Yield every dictionary, stream and array under `root`, each indirect object once."""
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
        waiting += [(child, depth + 1) for child in inner]
