"""Which files can be shown at all, told by their kind alone, and the way round for others. A leaf; decodes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType

from makegood.model.case import Evidence
from makegood.model.source import PICTURES, EvidenceFile

WAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "svg": ("An SVG drawing", "Save it as PNG or PDF, and put that in its place."),
        "zip": (
            "A ZIP archive, or a document that is one",
            "Unpack it, and put what matters into evidence/; print a document to PDF.",
        ),
        "unknown": (
            "A file of this kind",
            "Save it as PDF, PNG or JPEG, a text or a table in UTF-8, and put that in its place.",
        ),
    }
)
"""Kinds that nothing here can show: what to call them, and the way round."""
TAKE_STILLS = (
    "Take three to twelve pictures of what matters out of it, put them into evidence/ as PNG or JPEG,"
    " and name each under stills with its timecode."
)
NO_RECORDING = "A recording cannot be shown on paper."
NO_PICTURE = "A still of this recording is no picture."
NO_HEIC = "A HEIC photo can be shown only where pillow-heif is installed."
CONVERT = (
    "Export it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible; on a Mac: Preview, File,"
    " Export), and put that in its place; or install what reads it: `make heic`"
)
HEIC = (".heic", ".heif")
"""Endings of what needs a decoder of its own; AVIF, which lies in the same kind of file, does not."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a piece of evidence cannot be shown: the rule, its words, and where below the evidence it lies."""

    rule: str
    message: str | None
    fix: str | None
    below: str = "/file"


def of_kind(kind: str) -> Hindrance:
    """Word a kind that nothing here can show."""
    what, fix = WAYS.get(kind, WAYS["unknown"])
    return Hindrance("P1", f"{what} cannot be shown in a packet.", fix)


def hindrances(file: EvidenceFile, evidence: Evidence, inventory: Mapping[str, EvidenceFile]) -> Iterator[Hindrance]:
    """Return what will keep a piece of evidence from being shown, as far as kinds and names tell it."""
    if file.kind in WAYS:
        yield of_kind(file.kind)
    elif file.kind == "heic" and file.name.lower().endswith(HEIC) and find_spec("pillow_heif") is None:
        yield Hindrance("P1", NO_HEIC, CONVERT)
    elif file.kind == "video":
        yield from _recording(evidence, inventory)
    is_picture = file.kind in PICTURES or (file.kind == "video" and evidence.stills)
    if is_picture:
        yield from _masks(evidence)


def _recording(evidence: Evidence, inventory: Mapping[str, EvidenceFile]) -> Iterator[Hindrance]:
    if not evidence.stills:
        yield Hindrance("P1", NO_RECORDING, TAKE_STILLS)
    for at, still in enumerate(evidence.stills):
        found = inventory.get(still.file)
        if found and found.kind not in PICTURES and found.kind != "empty":
            yield Hindrance("P1", NO_PICTURE, TAKE_STILLS, f"/stills/{at}/file")


def _masks(evidence: Evidence) -> Iterable[Hindrance]:
    """There is no text in a picture without a reading of it, which could miss one."""
    texts = (at for at, mask in enumerate(evidence.masks) if mask.text)
    return (Hindrance("P9", None, None, f"/masks/{at}/text") for at in texts)
