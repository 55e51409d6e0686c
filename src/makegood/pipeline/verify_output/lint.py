"""The lint of finished texts: nothing left open, no slip of a template's blanks and stops, no word that accuses."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.provenance import collapse_spaces, lower_in_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makegood.model.errors import Problem
    from makegood.model.policy import WordList
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.pipeline.verify_output.provenance import Provenance

    Source = Callable[[str, int, int], str]
    """Says where somebody typed what stands between two places of a text, as a JSON pointer; "" where nobody did."""

LEFT_OPEN = re.compile(
    r"\{\{|\}\}|\{%|%\}|\[(?:your |the )?[a-z][a-z_ -]{1,30}\]"
    r"|<(?:built-in|[\w.]+ object at|(?:bound )?(?:method|function) )"
    r"|\b(?:(?:TODO|FIXME|XXX+|TBD|Undefined|None(?! of\b)|nan|NaN|null|(?i:lorem ipsum))\b"
    r"|(?:datetime\.)?date(?:time)?\(\d|Decimal\('|[A-Z]\w+\([a-z_]+=)"
)
DOUBLED = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
STRAY = re.compile(
    r"(?<=[^\s])[ \u00a0]+[,.;:?](?=[\s)]|$)|,\s?[,.;:]|;\s?[.,;:]|:\s?[.,;:](?!\w)"
    r"|(?<![./])\.\.(?![./])|\(\s*\)|\[\s*\]",
    re.MULTILINE,
)
"""A blank before a stop, two stops where one is meant, brackets around nothing."""
ALSO_OURS = frozenset({",", "."})
"""Stops before which no language puts a blank; others do, and people may write so."""
EXHIBIT = re.compile(r"[A-Z]{1,2}  (?=\S)")
BARE = re.compile(r"(?:\d{1,2}[.)]|[-*•–])$")
LABEL = re.compile(r"[A-Z][^\s.:]*(?: [^\s.:]+){0,2}:$")
FIELD = re.compile(r"[A-Z][^.:]{0,40}:(?: \S|$)")
LISTED = re.compile(r"\d{1,2}[.)] |[-*•–] |\d\d-\S+: |[A-Z]{1,2}  ?\S|\0")
CLOSING = re.compile(r"(?:(?:With )?(?:[Kk]ind|[Bb]est|[Ww]arm) (?:regards|wishes)|Yours(?: \w+)?|Sincerely)[,.]?$")
_BROKEN = re.compile(r"[ \t]*\r?\n[ \t]*")
OURS_TO_QUOTE = ("/quote",)
"""Ends of pointers whose words are not ours: the agreement's own."""

LEAVE = "Correct it if it is a slip; leave it if it is right."


def lint(known: CaseFacts, words: WordList, path: str, text: str, *, flows: bool = False) -> Iterator[Problem]:
    """Name what a careful reader would mark in a finished text.

    `flows`: the lines are those of a layout and say nothing by themselves, as in a PDF.
    """
    text = _BROKEN.sub(" ", text) if flows else text
    typed = known.typed
    source = partial(_set, typed) if flows else typed.origin
    yield from _left_open(source, path, text)
    yield from doubled(known, path, text)
    yield from _stray(known, path, text)
    yield from _banned(source, words, path, text)
    if not flows:
        yield from _empty(known, path, text)


def _set(typed: Provenance, text: str, start: int, end: int) -> str:
    """Say where somebody typed what is set on a page. There a list, a table or a footer may stand around it."""
    return typed.origin(text, start, end) or typed.anywhere(text[start:end])


def _left_open(source: Source, path: str, text: str) -> Iterator[Problem]:
    for match in LEFT_OPEN.finditer(text):
        if not source(text, *match.span()):
            yield problem("A8", Place(path), detail=match[0])


def doubled(known: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    """Name blanks that stand twice where none parts two cells."""
    rows = _rows(text)
    for match in DOUBLED.finditer(text):
        if match.start() not in rows:
            yield _slip(known, path, text, match)


def _stray(known: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    for match in STRAY.finditer(text):
        if not known.typed.origin(text, *match.span()) or match[0][-1] in ALSO_OURS:
            yield _slip(known, path, text, match)


def _rows(text: str) -> set[int]:
    """Find where two blanks part the cells of a row: after an exhibit's letter, or once in every line of a block."""
    found: set[int] = set()
    at = 0
    for block in re.split(r"(\n\s*\n)", text):
        lines = [(at + line.start(), line[0]) for line in re.finditer(r"[^\n]+", block)]
        once = [[start + gap.start() for gap in DOUBLED.finditer(line)] for start, line in lines]
        if len(lines) > 1 and all(len(gaps) == 1 for gaps in once):
            found |= {gaps[0] for gaps in once}
        found |= {start + match.end() - 2 for start, line in lines if (match := EXHIBIT.match(line))}
        at += len(block)
    return found


def _slip(known: CaseFacts, path: str, text: str, match: re.Match[str]) -> Problem:
    """Say that blanks or stops are wrong; a stop that ends the user's own words is theirs to leave out."""
    start, end = match.span()
    typed, word = known.typed, text.rfind(" ", 0, start) + 1
    pointer = typed.origin(text, start, end) or typed.ending(text, start + 1) or typed.anywhere(text[word:end])
    if pointer:
        return warned("A12", path, pointer, match[0])
    return problem("A12", Place(path), detail=text[max(0, start - 15) : end + 15].replace("\n", " "))


def warned(
    rule: str, path: str, pointer: str, detail: str, *, message: str | None = None, fix: str | None = LEAVE
) -> Problem:
    """Make a warning of what somebody typed, with its place. `detail` is the same in every document that has it."""
    return problem(
        rule,
        Place(path),
        related=(Place("case.json", pointer=pointer),),
        detail=detail,
        severity="warning",
        message=message,
        fix=fix,
    )


def _banned(source: Source, words: WordList, path: str, text: str) -> Iterator[Problem]:
    for match in banned(words.accuse + words.threaten).finditer(lower_in_place(text)):
        pointer, said = source(text, *match.span()), collapse_spaces(text[slice(*match.span())])
        if not pointer:
            yield problem("T5", Place(path), detail=said)
        elif not pointer.endswith(OURS_TO_QUOTE) and not pointer.startswith("/parties/"):
            yield warned("T5", path, pointer, said, fix=None)


@lru_cache(maxsize=2)
def banned(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Make one search of all phrases, for a text in small letters: whole words, however a line breaks between two."""
    ends = {True: r"(?:[^\W_]|['’])*", False: ""}
    forms = (
        re.escape(lower_in_place(one.rstrip("*"))).replace(r"\ ", r"\s+") + ends[one.endswith("*")] for one in phrases
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)")


def _empty(known: CaseFacts, path: str, text: str) -> Iterator[Problem]:
    """Name an item, a field or an introduction after which nothing comes."""
    found = [(match.start(), match[0].strip()) for match in re.finditer(r"[^\S\n]*([^\n]*)(?:\n|$)", text)]
    lines = [line for _, line in found]
    for at, (start, line) in enumerate(found):
        if BARE.match(line) or (line.endswith(":") and _leads_nowhere(line, lines[:at], lines[at + 1 :])):
            begin = text.index(line, start)
            end = begin + len(line)
            if not known.typed.origin(text, begin, end) and not known.typed.ending(text, end):
                yield problem("A13", Place(path), detail=line)


def _leads_nowhere(line: str, before: list[str], after: list[str]) -> bool:
    """Say whether nothing follows a colon: a letter's closing, or where a field stands among fields, the next one."""
    follows = next((one for one in after if one), "")
    if not follows or CLOSING.match(follows):
        return True
    beside = [*before[-1:], *after[:1]]
    is_field = bool(LABEL.match(line)) and any(FIELD.match(one) for one in beside)
    return is_field and not LISTED.match(after[0])
