"""Decide by its kind alone whether a file can be shown, and what to do otherwise; nothing is decoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from makegood.model.case import Evidence
from makegood.model.file_kinds import FILE_KINDS, PICTURES, REFUSED, MediaKind
from makegood.model.source import EvidenceFile

TAKE_STILLS = (
    "Take three to twelve stills of its most important moments, put them into evidence/ as PNG or JPEG,"
    ' and list each still in "stills" with its timecode.'
)
NO_RECORDING = "A packet cannot contain a recording."
NO_PICTURE = "A still of this recording is not a picture."
NO_HEIC = "A HEIC photo can be shown only if pillow-heif is installed."
CONVERT = (
    "Export the photo as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible; on a Mac: Preview, File,"
    " Export) and use that file instead, or install HEIC support: `make heic`"
)
HEIC = (".heic", ".heif")
"""Extensions that need an extra decoder; AVIF, which has the same kind of file, does not."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a piece of evidence cannot be shown: the rule, its texts, and the place below the evidence."""

    rule: str
    message: str | None
    fix: str | None
    below: str = "/file"


def of_kind(kind: MediaKind) -> Hindrance:
    """Return the hindrance for a kind that cannot be shown."""
    row = FILE_KINDS[kind if kind in REFUSED else "unknown"]
    return Hindrance("P1", f"{row.refused_as} cannot be shown in a packet.", row.instead)


def hindrances(file: EvidenceFile, evidence: Evidence, inventory: Mapping[str, EvidenceFile]) -> Iterator[Hindrance]:
    """Yield what prevents a piece of evidence from being shown, as far as its kind and name determine it."""
    if file.kind in REFUSED:
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
    for index, still in enumerate(evidence.stills):
        file = inventory.get(still.file)
        if file and file.kind not in PICTURES and file.kind != "empty":
            yield Hindrance("P1", NO_PICTURE, TAKE_STILLS, f"/stills/{index}/file")


def _masks(evidence: Evidence) -> Iterable[Hindrance]:
    """P9: yield masks of texts in a picture: without text recognition they could not be found reliably."""
    texts = (index for index, mask in enumerate(evidence.masks) if mask.text)
    return (Hindrance("P9", None, None, f"/masks/{index}/text") for index in texts)
