"""Step 6: texts and exhibits become finished files; what has not changed since the last build is not made again."""

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
    """Make every file of a case, packets first, since mails carry them.

    `prepared` maps evidence ids to what `prepare` made; `old` the paths of the last good build to its files.
    `typeset=False` leaves out PDF documents and the mails that carry them: what can be made without Pango.
    `smaller` makes the pictures of an exhibit smaller where the reader's profile asks for that; None: they stay.
    `report` is called with the number of documents that are made, and how many there are.
    `makegood.typesetting.fonts.configure` must have run before a packet is made.

    Raises CaseError, and MachineError where a packet must be typeset and Pango is missing.
    """
    bench = ArtifactBuilder(facts, prepared, old, smaller)
    order = {"packet": 0, "letter": 1, "report": 2, "email": 3, "message": 4, "support": 5, "page": 6}
    for number, text in enumerate(sorted(texts, key=lambda one: order[one.kind])):
        if report:
            report(number, len(texts))
        if text.kind == "packet" and typeset:
            bench.packet(text)
        elif text.kind in {"letter", "report"} and typeset:
            bench.printed(text)
        elif text.kind == "email":
            bench.letter(text, with_mail=typeset)
        elif text.kind == "message":
            bench.message(text)
        elif text.kind == "support":
            bench.support(text)
        elif text.kind == "page":
            bench.add(text.path, text, text.body, text.body.encode)
    bench.sent()
    return tuple(bench.made.values())
