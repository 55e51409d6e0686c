"""The types of `policies/profiles/`: what the packet of each reader contains, and how large it may be."""

from __future__ import annotations

from typing import Literal

from makegood.model.frozen import frozen
from makegood.model.policy.sources import Sourced
from makegood.model.statement import Statement
from makegood.model.words import Audience, EvidenceKind, Paper

PacketPart = Literal["index", "matrix", "computation", "chronology", "story", "terms", "about"]


@frozen
class MailLimit:
    """The most bytes that a whole mail may have, including attachments and their encoding.

    From `heavy_bytes` on there is a warning; None: there is none.
    """

    most_bytes: int
    sourced: Sourced
    heavy_bytes: int | None = None


@frozen
class ProfilePolicy:
    """One audience's packet: who reads it and which kinds of evidence that reader may not see.

    `mail` limits a mail with this packet; settings.limits.mail_bytes overrides it. `dpi` is the most dots per inch of
    pictures, None: as they are; `is_grey`: they are in shades of grey; `is_archival`: the packet is PDF/A-3, which
    settings.archival can also ask for. `pdf_version` is the newest that the reader accepts, such as 1.6; "" for the
    default. `parts` are the parts of the packet before its exhibits, in order. `paper` is None for that of the case.
    """

    audience: Audience
    title: Statement
    reader: Statement | None
    """What a workspace calls this reader within a sentence; None for `reader-<audience>` of the words."""
    excludes: tuple[EvidenceKind, ...]
    attachment_name: str
    max_bytes: int | None
    max_pages: int | None
    dpi: int | None
    is_grey: bool
    is_archival: bool
    pdf_version: str
    parts: tuple[PacketPart, ...]
    paper: Paper | None
    mail: MailLimit | None
    sourced: Sourced
