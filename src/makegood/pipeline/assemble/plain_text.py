"""Write plain texts for pasting into a form or a mail program."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from makegood.model.artifact import characters
from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.pipeline.assemble.mail import recipients

if TYPE_CHECKING:
    from makegood.model.artifact import Text
    from makegood.model.case import Case


def support_text(text: Text) -> bytes:
    """Return a support text as UTF-8 with line feeds.

    Raise CaseError: N4 for a control character, A9 if it exceeds its limit. It is never truncated.
    """
    body = _clean(text.body, text.path)
    if text.limit and characters(body) > text.limit:
        detail = f"{characters(body)} characters (limit: {text.limit})"
        raise CaseError((problem("A9", Place(text.path), detail=detail),))
    return body.encode()


def text_for_pasting(text: Text, case: Case) -> bytes:
    """Return a mail's text for pasting, after the lines To, Cc and Subject."""
    to, cc = recipients(case)
    head = [
        f"{field}: {', '.join(address for _, address in people)}"
        for field, people in (("To", to), ("Cc", cc))
        if people
    ]
    return _clean("\n".join([*head, f"Subject: {text.subject}", "", text.body]), text.path).encode()


def _clean(body: str, label: str) -> str:
    """Return the text with one final line feed and no trailing spaces; raise CaseError for control characters."""
    body = "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").split("\n")).strip("\n") + "\n"
    control = next((char for char in body if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t"), None)
    if control is not None:
        raise CaseError((problem("N4", Place(label), detail=f"U+{ord(control):04X}"),))
    return body
