"""Check that what follows the words reference, order or ticket is a reference of the case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.lint import user_text_warning
from makegood.pipeline.verify_output.provenance import collapse_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.pipeline.verify_output.wording import Wording

_AMOUNT = re.compile(r"[\d,]+\.\d\d$")
LONGEST_REFERENCE = 120
"""Characters within which a reference split by a line break must end."""


def reference_problems(
    case_facts: CaseFacts, wording: Wording, path: str, text: str, letters: frozenset[str] | None
) -> Iterator[Problem]:
    """Yield a problem for each order, ticket, payment or exhibit that the case does not have.

    `letters` are those of the exhibits that the document's reader has, or None if the document has no exhibits.
    """
    text = collapse_spaces(text)
    for match in wording.reference.finditer(text):
        if not _is_known(case_facts, text, match):
            yield from _reference_problem(case_facts, wording, path, match)
    for match in wording.exhibit.finditer(text):
        if letters is not None and match[1] not in letters:
            yield from _reference_problem(case_facts, wording, path, match)


def _is_known(case_facts: CaseFacts, text: str, match: re.Match[str]) -> bool:
    """Return whether the case has this reference; in a PDF a line may break within it."""
    cited = match[1].rstrip("./-_").casefold()
    if _AMOUNT.match(cited) or len(cited) < 3 or cited in case_facts.user_text.references:
        return True
    if cited.partition(".")[0] in case_facts.uploads:
        return True
    following = text[match.start(1) : match.start(1) + LONGEST_REFERENCE].replace(" ", "").casefold()
    return any(
        reference.startswith(cited) and following.startswith(reference) for reference in case_facts.user_text.references
    )


def _reference_problem(case_facts: CaseFacts, wording: Wording, path: str, match: re.Match[str]) -> Iterator[Problem]:
    pointer = case_facts.user_text.origin(match.string, *match.span(1)) or case_facts.user_text.anywhere(match[0])
    if not pointer:
        yield problem("A3", Place(path), detail=match[0])
    elif not wording.has_no_field(match[0]):
        message = "Text that you wrote contains a reference that appears nowhere else in the case."
        yield user_text_warning("A3", path, pointer, match[1], message=message)
