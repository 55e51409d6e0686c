"""Step 6: assemble texts and exhibits into finished files; files that have not changed are reused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.assemble.artifact_builder import ArtifactBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from makegood.model.artifact import Artifact, Prepared, PreviousArtifact, Text
    from makegood.model.facts import Facts
    from makegood.pipeline.assemble.packet_size import Smaller

__all__ = ["assemble"]


def assemble(
    facts: Facts,
    texts: tuple[Text, ...],
    prepared: Mapping[str, Prepared],
    old: Mapping[str, PreviousArtifact],
    *,
    typeset: bool = True,
    smaller: Smaller | None = None,
    report: Callable[[int, int], None] | None = None,
) -> tuple[Artifact, ...]:
    """Return every file of a case, packets first, since mails have them attached.

    `prepared` maps evidence ids to exhibits; `old` maps the paths of the last good build to its files.
    `typeset=False` leaves out PDF documents and the mails with a packet, and does not need Pango.
    `smaller` downscales the pictures of an exhibit if the reader's profile requires it; None: they are unchanged.
    `report` is called with the number of finished documents and the number of all documents.
    `makegood.typesetting.fonts.configure` must have run before a packet is made.

    Raise CaseError, and MachineError if a packet must be typeset and Pango is missing.
    """
    builder = ArtifactBuilder(facts, prepared, old, smaller)
    order = {"packet": 0, "letter": 1, "report": 2, "email": 3, "message": 4, "support": 5, "page": 6}
    for number, text in enumerate(sorted(texts, key=lambda text: order[text.kind])):
        if report:
            report(number, len(texts))
        if text.kind == "packet" and typeset:
            builder.packet(text)
        elif text.kind in {"letter", "report"} and typeset:
            builder.printed(text)
        elif text.kind == "email":
            builder.letter(text, with_mail=typeset)
        elif text.kind == "message":
            builder.message(text)
        elif text.kind == "support":
            builder.support(text)
        elif text.kind == "page":
            builder.add(text.path, text, text.body, text.body.encode)
    builder.sent()
    return tuple(builder.made.values())
