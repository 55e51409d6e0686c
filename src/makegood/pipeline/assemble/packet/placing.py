"""Replace each placeholder pixel of a layout with its exhibit page, keeping WeasyPrint's tags and links."""

from __future__ import annotations

import io
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from makegood.pipeline.assemble.packet.record import write
from makegood.pipeline.assemble.packet.seal import seal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pikepdf

    from makegood.model.artifact import PacketRecord

ACCESSIBLE, ARCHIVAL = "PDF/UA-1", "PDF/A-3"
EXTENSION = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""Extension schema that PDF/A requires for the property by which a file claims PDF/UA."""
PageSource = tuple["Path", int]
"""A PDF of prepared pages and the index of one of them."""


@dataclass(frozen=True, slots=True)
class Description:
    """The metadata of a document. `version` is that of PDF, "" for the default.

    `claims` are the standards that it claims to follow: PDF/UA-1, PDF/A-3.
    """

    title: str
    author: str
    language: str
    record: PacketRecord | None = None
    version: str = ""
    claims: tuple[str, ...] = ()


class UndrawnError(ValueError):
    """A document that may contain only pictures has a page of another PDF."""


def embed_pages(data: bytes, pages: Sequence[PageSource], description: Description) -> bytes:
    """Return the PDF with the pages embedded, the metadata set and the seal written.

    Raise ValueError if a page is not shown, UndrawnError if the claims are not true.
    """
    with TemporaryFile() as out:
        _embed_pages(data, pages, out, description)
        seal(out)
        # pikepdf has released its memory by now; a packet may have hundreds of megabytes and must not be held twice.
        out.seek(0)
        return out.read()


def _embed_pages(data: bytes, pages: Sequence[PageSource], out: BinaryIO, description: Description) -> None:
    import pikepdf

    with ExitStack() as open_files, pikepdf.open(io.BytesIO(data)) as pdf:
        sources: dict[Path, pikepdf.Pdf] = {}
        numbers = set()
        for picture, number in list(_placeholders(pdf)):
            path, index = pages[number]
            if path not in sources:
                sources[path] = open_files.enter_context(pikepdf.open(path))
            _embed_page(pdf, picture, sources[path], index)
            numbers.add(number)
        if numbers != set(range(len(pages))):
            raise ValueError(numbers)
        if description.claims and not all(_is_picture(sources[path].pages[index]) for path, index in pages):
            raise UndrawnError
        _describe(pdf, description)
        if description.record:
            write(pdf, description.record)
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]  # WeasyPrint's own; the seal replaces it
        mode = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=mode, force_version=description.version)


def _placeholders(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Stream, int]]:
    """Yield every picture of the document with the number that is its colour."""
    import pikepdf

    for node in pdf.objects:
        if isinstance(node, pikepdf.Stream) and node.get("/Subtype") == "/Image":
            if (int(node.Width), int(node.Height)) != (1, 1):
                raise ValueError(node.objgen)
            yield node, int.from_bytes(node.read_bytes()[:3], "big")


def _embed_page(pdf: pikepdf.Pdf, picture: pikepdf.Stream, source: pikepdf.Pdf, index: int) -> None:
    """Turn a picture into a form XObject of the page, scaled to the unit square like a picture."""
    import pikepdf

    page = source.pages[index]
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    width, height = right - left, top - bottom
    content = page.obj.Contents.read_bytes()
    source_resources = page.obj.Resources
    if not source_resources.is_indirect:
        source_resources = source.make_indirect(source_resources)
    resources = pdf.copy_foreign(source_resources)
    for key in list(picture.keys()):
        if key not in {"/Length", "/Type"}:
            del picture[key]
    picture.write(content)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    picture.BBox = pikepdf.Array([Decimal(f"{edge:.3f}") for edge in (left, bottom, right, top)])
    picture.Matrix = pikepdf.Array(
        [Decimal(f"{value:.9f}") for value in (1 / width, 0, 0, 1 / height, -left / width, -bottom / height)]
    )
    picture.Resources = resources


def _is_picture(page: pikepdf.Page) -> bool:
    """Return whether a prepared page is only one picture, which keeps a document accessible."""
    return list(page.obj.Resources.get("/XObject", {}).keys()) == ["/Picture"]


def _number_bookmarks(pdf: pikepdf.Pdf) -> None:
    """Append the page number to each bookmark, as courts require (UK bundles of 29 November 2021)."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    with pdf.open_outline() as outline:
        for item in outline.root:
            number = numbers.get(item.destination[0].objgen) if item.destination else None  # type: ignore[index]  # WeasyPrint writes a list
            item.title = f"{item.title} (p. {number})" if number else item.title


def _describe(pdf: pikepdf.Pdf, description: Description) -> None:
    """Set title, author, language, page labels and the initial view: the first page at full size."""
    import pikepdf

    root, name = pdf.Root, pikepdf.Name
    root.Lang = pikepdf.String(description.language)
    root.OpenAction = pikepdf.Array([pdf.pages[0].obj, name.XYZ, None, None, 1])
    root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Dictionary(S=name.D)]))
    root.PageMode = name.UseOutlines
    _number_bookmarks(pdf)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo["/Title"], pdf.docinfo["/Author"] = description.title, description.author
    del root.Metadata
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = description.title
        metadata["dc:creator"] = [description.author]
        metadata["dc:language"] = {description.language}
        if ACCESSIBLE in description.claims:
            metadata["pdfuaid:part"] = "1"
        if ARCHIVAL in description.claims:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "3", "A"
    if ARCHIVAL in description.claims:
        root.Metadata.write(root.Metadata.read_bytes().replace(b"</rdf:RDF>", EXTENSION + b"</rdf:RDF>"))
