"""Edits of a file's bytes, and a draft that gathers them: what no edit names stays byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `replacement` in the place of the bytes from `start` to before `end` of the file as it was read.

    `rule` is that of the problem it mends, `why` says in words without any value what is done.
    """

    start: int
    end: int
    replacement: bytes
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it was read, with edits in order, none of which overlaps another."""

    original: bytes
    edits: tuple[Edit, ...] = ()

    @property
    def data(self) -> bytes:
        """Give the file with its edits made."""
        return apply(self.original, self.edits)

    def with_edits(self, edits: Iterable[Edit]) -> Draft:
        """Add edits whose places are those of `data`, none overlapping another."""
        draft = self
        in_order = sorted(edits, key=lambda one: one.start)
        if not self.edits:
            return Draft(self.original, tuple(in_order))
        for edit in reversed(in_order):
            draft = draft._with(edit)  # from the back, so that the places in front stay those of `data`
        return draft

    def _with(self, edit: Edit) -> Draft:
        """Add one edit; it swallows the edits that it overlaps, and tells their reasons too."""
        before: list[Edit] = []
        touched: list[Edit] = []
        start, end, shift = edit.start, edit.end, 0
        first = last = 0
        for one in self.edits:
            at = one.start + shift
            over = at + len(one.replacement)
            if over <= edit.start:
                before.append(one)
                first = last = shift + len(one.replacement) - (one.end - one.start)
            elif at < edit.end:
                touched.append(one)
                start, end = min(start, at), max(end, over)
                last = shift + len(one.replacement) - (one.end - one.start)
            else:
                break
            shift = last
        data = self.data
        new = data[start : edit.start] + edit.replacement + data[edit.end : end]
        why = " ".join(dict.fromkeys((*(one.why for one in touched), edit.why)))
        rule = touched[0].rule if touched else edit.rule
        after = self.edits[len(before) + len(touched) :]
        return Draft(self.original, (*before, Edit(start - first, end - last, new, rule, why), *after))


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Make the edits, which are in order and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [data[at : edit.start], edit.replacement]
        at = edit.end
    return b"".join((*parts, data[at:]))
