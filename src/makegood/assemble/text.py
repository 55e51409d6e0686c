"""Plain texts: what is pasted into a form or a mail program, character for character."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from makegood.assemble.mail import recipients
from makegood.errors import CaseError, Place
from makegood.rules import problem

if TYPE_CHECKING:
    from makegood.model.artifact import Text
    from makegood.model.case import Case

LENGTH = re.compile(r"-(\d+)\.txt\Z")


def plain(text: Text, ticket_characters: int | None = None) -> bytes:
    """Return a support text as UTF-8 with line feeds.

    Raises CaseError: N4 for a control character, A9 where `request-<n>.txt` has more than n characters
    (or more than the case's own limit, if that is less). It is never cut.
    """
    body = _clean(text.body, text.path)
    limit = LENGTH.search(text.path)
    if limit:
        most = min(int(limit[1]), ticket_characters or int(limit[1]))
        if characters(body) > most:
            detail = f"{characters(body)} characters, {most} allowed"
            raise CaseError((problem("A9", Place(text.path), detail=detail),))
    return body.encode()


def pasted(text: Text, case: Case) -> bytes:
    """Return a mail's text for pasting, the lines To, Cc and Subject first."""
    to, cc = recipients(case)
    head = [f"{field}: {', '.join(address for _, address in people)}" for field, people in (("To", to), ("Cc", cc))
            if people]  # fmt: skip
    return _clean("\n".join([*head, f"Subject: {text.subject}", "", text.body]), text.path).encode()


def characters(body: str) -> int:
    """Count as a form in a browser does: UTF-16 units, the line end at the end left out."""
    return len(body.rstrip("\n").encode("utf-16-le")) // 2


def _clean(body: str, label: str) -> str:
    """Return the text with one line feed at its end and no blank before one; refuse control characters."""
    body = "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").split("\n")).strip("\n") + "\n"
    odd = next((one for one in body if unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t"), None)
    if odd is not None:
        raise CaseError((problem("N4", Place(label), detail=f"U+{ord(odd):04X}"),))
    return body
