"""pikepdf: each pixel gives way to the exhibit page that it stands for; tags, links and numbers stay WeasyPrint's."""

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
"""What PDF/A does not know and wants to be told of: the property by which a file says that it is accessible."""
Shown = tuple["Path", int]
"""A PDF of prepared pages, and the place of one of them, counted from 0."""


@dataclass(frozen=True, slots=True)
class Description:
    """What readers and programs are told of a document beside its pages; `version` of PDF, "" the usual.

    `claims` are the standards that it says it keeps: PDF/UA-1, PDF/A-3.
    """

    title: str
    author: str
    language: str
    record: PacketRecord | None = None
    version: str = ""
    claims: tuple[str, ...] = ()


class UndrawnError(ValueError):
    """A page of another PDF stands in a document that must hold pictures alone."""


def placed(data: bytes, pages: Sequence[Shown], said: Description) -> bytes:
    """Put the pages in, set what readers show of a document, and seal it.

    Raises ValueError where a page has no place, UndrawnError where what is claimed does not hold.
    """
    with TemporaryFile() as out:
        _place(data, pages, out, said)
        seal(out)
        # Only now is what pikepdf held given back; a packet may have hundreds of megabytes, and must not stand twice.
        out.seek(0)
        return out.read()


def _place(data: bytes, pages: Sequence[Shown], out: BinaryIO, said: Description) -> None:
    import pikepdf

    with ExitStack() as open_files, pikepdf.open(io.BytesIO(data)) as pdf:
        sources: dict[Path, pikepdf.Pdf] = {}
        found = set()
        for picture, number in list(_pixels(pdf)):
            path, at = pages[number]
            if path not in sources:
                sources[path] = open_files.enter_context(pikepdf.open(path))
            _embed_page(pdf, picture, sources[path], at)
            found.add(number)
        if found != set(range(len(pages))):
            raise ValueError(found)
        if said.claims and not all(_is_picture(sources[path].pages[at]) for path, at in pages):
            raise UndrawnError
        _describe(pdf, said)
        if said.record:
            write(pdf, said.record)
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]  # WeasyPrint's own; the seal stands in its place
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=packed, force_version=said.version)


def _pixels(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Stream, int]]:
    """Find every picture of the document and read the number that is its colour."""
    import pikepdf

    for node in pdf.objects:
        if isinstance(node, pikepdf.Stream) and node.get("/Subtype") == "/Image":
            if (int(node.Width), int(node.Height)) != (1, 1):
                raise ValueError(node.objgen)
            yield node, int.from_bytes(node.read_bytes()[:3], "big")


def _embed_page(pdf: pikepdf.Pdf, picture: pikepdf.Stream, source: pikepdf.Pdf, at: int) -> None:
    """Turn a picture into a form that draws the page, scaled so that its box is the unit square, as a picture's is."""
    import pikepdf

    page = source.pages[at]
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    width, height = right - left, top - bottom
    content = page.obj.Contents.read_bytes()
    used = page.obj.Resources
    resources = pdf.copy_foreign(used if used.is_indirect else source.make_indirect(used))
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
    """Whether a prepared page is one picture and nothing else, and so keeps a document accessible."""
    return list(page.obj.Resources.get("/XObject", {}).keys()) == ["/Picture"]


def _number_bookmarks(pdf: pikepdf.Pdf) -> None:
    """Write the page after the words of each bookmark, as courts ask for it (UK bundles of 29 November 2021)."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    with pdf.open_outline() as outline:
        for item in outline.root:
            number = numbers.get(item.destination[0].objgen) if item.destination else None  # type: ignore[index]  # WeasyPrint writes a list
            item.title = f"{item.title} (p. {number})" if number else item.title


def _describe(pdf: pikepdf.Pdf, said: Description) -> None:
    """Set title, author and language, open at full size on the first page, and number pages as they are counted."""
    import pikepdf

    root, name = pdf.Root, pikepdf.Name
    root.Lang = pikepdf.String(said.language)
    root.OpenAction = pikepdf.Array([pdf.pages[0].obj, name.XYZ, None, None, 1])
    root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Dictionary(S=name.D)]))
    root.PageMode = name.UseOutlines
    _number_bookmarks(pdf)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo["/Title"], pdf.docinfo["/Author"] = said.title, said.author
    del root.Metadata
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = said.title
        metadata["dc:creator"] = [said.author]
        metadata["dc:language"] = {said.language}
        if ACCESSIBLE in said.claims:
            metadata["pdfuaid:part"] = "1"
        if ARCHIVAL in said.claims:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "3", "A"
    if ARCHIVAL in said.claims:
        root.Metadata.write(root.Metadata.read_bytes().replace(b"</rdf:RDF>", EXTENSION + b"</rdf:RDF>"))
