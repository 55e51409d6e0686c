"""Files that are shown with another: the stills of a recording, the pictures that a chat was exported with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.source import PICTURES
from makegood.pipeline.prepare.source import contents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.case import Evidence
    from makegood.model.source import EvidenceFile


def companions(file: EvidenceFile, evidence: Evidence, inventory: Iterable[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    """Return them in the order of their names; nothing is decoded.

    Of a text, those pictures that lie in its own folder below `evidence/` and whose names stand in it: a chat that was
    unpacked into a folder.
    """
    if file.kind == "video":
        stills = {one.file for one in evidence.stills}
        return tuple(sorted((one for one in inventory if one.name in stills), key=lambda one: one.name))
    near = [one for one in inventory if file.folder and one.kind in PICTURES and one.folder == file.folder]
    if file.kind != "text" or not near:
        return ()
    said = contents(file)
    sent = (one for one in near if one.name.rpartition("/")[2].encode() in said)
    return tuple(sorted(sent, key=lambda one: one.name))
