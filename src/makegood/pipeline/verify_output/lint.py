"""Lint finished texts: unfilled placeholders, stray spaces and punctuation, accusing or threatening words."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.provenance import collapse_spaces, lower_in_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makegood.model.errors import Problem
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.pipeline.verify_output.provenance import Provenance
    from makegood.pipeline.verify_output.wording import Wording

    Source = Callable[[str, int, int], str]
    """Returns the JSON pointer at which the user wrote a slice of a text; "" if the user did not write it."""

PLACEHOLDER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\[[a-z][a-z_ -]{1,35}\]"
    r"|<(?:built-in|[\w.]+ object at|(?:bound )?(?:method|function) )"
    r"|\b(?:(?:TODO|FIXME|XXX+|TBD|Undefined|None|nan|NaN|null|(?i:lorem ipsum))\b"
    r"|(?:datetime\.)?date(?:time)?\(\d|Decimal\('|[A-Z]\w+\([a-z_]+=)"
)
DOUBLED = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
STRAY = re.compile(
    r"(?<=[^\s])[ \u00a0]+[,.;:?](?=[\s)]|$)|,\s?[,.;:]|;\s?[.,;:]|:\s?[.,;:](?!\w)"
    r"|(?<![./])\.\.(?![./])|\(\s*\)|\[\s*\]",
    re.MULTILINE,
)
"""A space before a punctuation mark, two marks in place of one, empty brackets."""
NEVER_SPACED = frozenset({",", "."})
"""Marks before which no language puts a space; before others some do, so users may write them that way."""
EXHIBIT = re.compile(r"[A-Z]{1,2}  (?=\S)")
BARE = re.compile(r"(?:\d{1,2}[.)]|[-*•–])$")
LABEL = re.compile(r"[A-Z][^\s.:]*(?: [^\s.:]+){0,2}:$")
FIELD = re.compile(r"[A-Z][^.:]{0,40}:(?: \S|$)")
LISTED = re.compile(r"\d{1,2}[.)] |[-*•–] |\d\d-\S+: |[A-Z]{1,2}  ?\S|\0")
_BROKEN = re.compile(r"[ \t]*\r?\n[ \t]*")
QUOTED = ("/quote",)
"""Ends of pointers to quotations from the agreement."""

LEAVE = "Correct it if it is a mistake. Otherwise, ignore this warning."


def lint(case_facts: CaseFacts, wording: Wording, path: str, text: str, *, flows: bool = False) -> Iterator[Problem]:
    """Yield a problem for each mistake that a careful reader would mark in a finished text.

    `flows`: line breaks come from the layout and have no meaning, as in a PDF.
    """
    text = _BROKEN.sub(" ", text) if flows else text
    user_text = case_facts.user_text
    source = partial(_page_source, user_text) if flows else user_text.origin
    yield from _placeholder_problems(source, wording, path, text)
    yield from double_space_problems(case_facts, path, text)
    yield from _stray_problems(case_facts, path, text)
    yield from _banned_problems(source, wording, path, text)
    if not flows:
        yield from _empty_problems(case_facts, wording, path, text)


def _page_source(user_text: Provenance, text: str, start: int, end: int) -> str:
    """Return the source of text on a page, where a list, a table or a footer may surround it."""
    return user_text.origin(text, start, end) or user_text.anywhere(text[start:end])


def _placeholder_problems(source: Source, wording: Wording, path: str, text: str) -> Iterator[Problem]:
    for match in PLACEHOLDER.finditer(text):
        if not wording.is_no_blank(text, match.start()) and not source(text, *match.span()):
            yield problem("A8", Place(path), detail=match[0])


def double_space_problems(case_facts: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each run of spaces that does not separate two cells."""
    gaps = _cell_gaps(text)
    for match in DOUBLED.finditer(text):
        if match.start() not in gaps:
            yield _spacing_problem(case_facts, path, text, match)


def _stray_problems(case_facts: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    for match in STRAY.finditer(text):
        if not case_facts.user_text.origin(text, *match.span()) or match[0][-1] in NEVER_SPACED:
            yield _spacing_problem(case_facts, path, text, match)


def _cell_gaps(text: str) -> set[int]:
    """Return where two spaces separate cells: after an exhibit's letter, or once in every line of a block."""
    positions: set[int] = set()
    offset = 0
    for block in re.split(r"(\n\s*\n)", text):
        lines = [(offset + line.start(), line[0]) for line in re.finditer(r"[^\n]+", block)]
        line_gaps = [[start + gap.start() for gap in DOUBLED.finditer(line)] for start, line in lines]
        if len(lines) > 1 and all(len(gaps) == 1 for gaps in line_gaps):
            positions |= {gaps[0] for gaps in line_gaps}
        positions |= {start + match.end() - 2 for start, line in lines if (match := EXHIBIT.match(line))}
        offset += len(block)
    return positions


def _spacing_problem(case_facts: CaseFacts, path: str, text: str, match: re.Match[str]) -> Problem:
    """Return the problem of wrong spaces or punctuation; a warning at the place if the user wrote them."""
    start, end = match.span()
    user_text, word = case_facts.user_text, text.rfind(" ", 0, start) + 1
    pointer = (
        user_text.origin(text, start, end) or user_text.ending(text, start + 1) or user_text.anywhere(text[word:end])
    )
    if pointer:
        return user_text_warning("A12", path, pointer, match[0])
    return problem("A12", Place(path), detail=text[max(0, start - 15) : end + 15].replace("\n", " "))


def user_text_warning(
    rule: str, path: str, pointer: str, detail: str, *, message: str | None = None, fix: str | None = LEAVE
) -> Problem:
    """Return a warning about text that the user wrote, with its place; `detail` is the same in every document."""
    return problem(
        rule,
        Place(path),
        related=(Place("case.json", pointer=pointer),),
        detail=detail,
        severity="warning",
        message=message,
        fix=fix,
    )


def _banned_problems(source: Source, wording: Wording, path: str, text: str) -> Iterator[Problem]:
    for match in wording.forbidden().finditer(lower_in_place(text)):
        pointer, phrase = source(text, *match.span()), collapse_spaces(text[slice(*match.span())])
        if not pointer:
            yield problem("T5", Place(path), detail=phrase)
        elif not pointer.endswith(QUOTED) and not pointer.startswith("/parties/"):
            yield user_text_warning("T5", path, pointer, phrase, fix=None)


def _empty_problems(case_facts: CaseFacts, wording: Wording, path: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each item, field or introduction without content."""
    matches = [(match.start(), match[0].strip()) for match in re.finditer(r"[^\S\n]*([^\n]*)(?:\n|$)", text)]
    lines = [line for _, line in matches]
    for number, (start, line) in enumerate(matches):
        if BARE.match(line) or (line.endswith(":") and _is_empty(wording, line, lines[:number], lines[number + 1 :])):
            begin = text.index(line, start)
            end = begin + len(line)
            if not case_facts.user_text.origin(text, begin, end) and not case_facts.user_text.ending(text, end):
                yield problem("A13", Place(path), detail=line)


def _is_empty(wording: Wording, line: str, before: list[str], after: list[str]) -> bool:
    """Return whether a colon is followed by nothing, by a letter's closing or, in a list of fields, the next field."""
    following = next((text for text in after if text), "")
    if not following or wording.closing.match(following):
        return True
    neighbours = [*before[-1:], *after[:1]]
    is_field = bool(LABEL.match(line)) and any(FIELD.match(neighbour) for neighbour in neighbours)
    return is_field and not LISTED.match(after[0])
