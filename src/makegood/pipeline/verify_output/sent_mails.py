"""Compare sent mails with the current case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.figures import find_unknown
from makegood.pipeline.verify_output.mails import mail_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem
    from makegood.pipeline.verify_output.case_facts import CaseFacts

SENT = "sent/"


def sent_problems(case_facts: CaseFacts, path: str, data: bytes) -> Iterator[Problem]:
    """Yield A18 if the plain text of a sent mail or message has figures that the case no longer has.

    A mail exported by a mail program may be truncated or malformed; one that cannot be read is skipped.
    """
    try:
        unknown = find_unknown(case_facts, data.decode() if path.endswith(".txt") else mail_texts(data)[0])
    except (LookupError, ValueError, AttributeError):  # an unknown charset or a malformed part
        return
    figures = [*unknown.amounts, *(day.isoformat() for day in unknown.days), *unknown.references]
    if figures:
        log = case_facts.facts.case.log
        pointer = next(
            (f"/log/{index}/eml" for index, entry in enumerate(log) if entry.eml == path.removeprefix(SENT)), ""
        )
        yield problem("A18", Place(path), detail=", ".join(figures), related=(Place("case.json", pointer=pointer),))
