"""What was sent, held against the case as it stands now."""

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


def sent_problems(known: CaseFacts, path: str, data: bytes) -> Iterator[Problem]:
    """A18: name the amounts, days and references of a kept mail that the case has no more; its text form is read.

    A message is kept as its text.

    What a mail program exported may be cut or in another form: what cannot be read says nothing.
    """
    try:
        new = find_unknown(known, data.decode() if path.endswith(".txt") else mail_texts(data)[0])
    except (LookupError, ValueError, AttributeError):  # an odd charset or a broken part: others than we made it
        return
    told = [*new.amounts, *(day.isoformat() for day in new.days), *new.references]
    if told:
        place = next(
            (f"/log/{at}/eml" for at, one in enumerate(known.facts.case.log) if one.eml == path.removeprefix(SENT)), ""
        )
        yield problem("A18", Place(path), detail=", ".join(told), related=(Place("case.json", pointer=place),))
