"""Find files that are shown with another: the stills of a recording, the pictures exported with a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.file_kinds import PICTURES
from makegood.pipeline.prepare.source import read_unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.case import Evidence
    from makegood.model.source import EvidenceFile


def companions(file: EvidenceFile, evidence: Evidence, inventory: Iterable[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    """Return the companions of a file, sorted by name; nothing is decoded.

    The companions of a text are the pictures in its own folder below `evidence/` whose names it contains: a chat that
    was unpacked into a folder.
    """
    if file.kind == "video":
        stills = {still.file for still in evidence.stills}
        return tuple(sorted((item for item in inventory if item.name in stills), key=lambda item: item.name))
    pictures = [item for item in inventory if file.folder and item.kind in PICTURES and item.folder == file.folder]
    if file.kind != "text" or not pictures:
        return ()
    data = read_unchanged(file)
    sent = (picture for picture in pictures if picture.name.rpartition("/")[2].encode() in data)
    return tuple(sorted(sent, key=lambda picture: picture.name))
