"""References held against the case: what follows the word reference, order or ticket is one of its values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.lint import warned
from makegood.pipeline.verify_output.provenance import collapse_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem
    from makegood.pipeline.verify_output.case_facts import CaseFacts

_NAMED = re.compile(
    r"\b(?:(?:reference|ref|ticket|order|transaction|invoice|receipt|dispute|booking)(?:\s(?:number|no|id))?"
    r"|(?:case|claim)\s(?:number|no|id))\b[.:#]{0,2}\s+#?"
    r"((?=[\w./-]*\d)[A-Za-z0-9][\w./-]{2,})",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[\d,]+\.\d\d$")
_EXHIBIT = re.compile(r"\bExhibits? ([A-Z]{1,2})\b(?!\w)")
NO_FIELD = ("invoice", "receipt", "booking")
"""What has a number for which the case has no field: a caption may name it."""
LOOKED_AT = 120
"""Characters in which a reference must end that a line break has parted."""


def reference_problems(known: CaseFacts, path: str, text: str, letters: frozenset[str] | None) -> Iterator[Problem]:
    """Name each order, ticket, payment or exhibit that the case does not have.

    `letters` are those of the exhibits that the document's reader has; None: the document has no exhibits.
    """
    text = collapse_spaces(text)
    for match in _NAMED.finditer(text):
        if not _is_known(known, text, match):
            yield from _unknown(known, path, match)
    for match in _EXHIBIT.finditer(text):
        if letters is not None and match[1] not in letters:
            yield from _unknown(known, path, match)


def _is_known(known: CaseFacts, text: str, match: re.Match[str]) -> bool:
    """Say whether the case has this reference; in a PDF a line may break within it."""
    said = match[1].rstrip("./-_").casefold()
    if _AMOUNT.match(said) or len(said) < 3 or said in known.typed.references:
        return True
    if said.partition(".")[0] in known.uploads:
        return True
    follows = text[match.start(1) : match.start(1) + LOOKED_AT].replace(" ", "").casefold()
    return any(one.startswith(said) and follows.startswith(one) for one in known.typed.references)


def _unknown(known: CaseFacts, path: str, match: re.Match[str]) -> Iterator[Problem]:
    pointer = known.typed.origin(match.string, *match.span(1)) or known.typed.anywhere(match[0])
    if not pointer:
        yield problem("A3", Place(path), detail=match[0])
    elif not match[0].lower().startswith(NO_FIELD):
        message = "Your own words name a reference that the case does not have anywhere else."
        yield warned("A3", path, pointer, match[1], message=message)
