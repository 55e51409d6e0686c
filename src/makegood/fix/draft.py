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
        for edit in sorted(edits, key=lambda one: one.start, reverse=True):
            draft = draft._with(edit)  # from the back, so that the places in front stay those of `data`
        return draft

    def _with(self, edit: Edit) -> Draft:
        """Add one edit; it swallows the edits that it overlaps, and tells their reasons too."""
        before: list[Edit] = []
        touched: list[tuple[int, Edit]] = []
        shift = 0
        for one in self.edits:
            at = one.start + shift
            if at + len(one.replacement) <= edit.start:
                before.append(one)
                shift += len(one.replacement) - (one.end - one.start)
            elif at < edit.end:
                at += sum(len(other.replacement) - (other.end - other.start) for _, other in touched)
                if at < edit.end:
                    touched.append((at, one))
        after = self.edits[len(before) + len(touched) :]
        return Draft(self.original, (*before, self._merged(edit, shift, touched), *after))

    def _merged(self, edit: Edit, shift: int, touched: list[tuple[int, Edit]]) -> Edit:
        """Give the edit with places of the original; `touched` are edits and where they begin in `data`."""
        if not touched:
            return Edit(edit.start - shift, edit.end - shift, edit.replacement, edit.rule, edit.why)
        data = self.data
        grown = sum(len(one.replacement) - (one.end - one.start) for _, one in touched)
        start = min(edit.start, touched[0][0])
        end = max(edit.end, touched[-1][0] + len(touched[-1][1].replacement))
        return Edit(
            start - shift,
            end - shift - grown,
            data[start : edit.start] + edit.replacement + data[edit.end : end],
            touched[0][1].rule,
            " ".join(dict.fromkeys((*(one.why for _, one in touched), edit.why))),
        )


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Make the edits, which are in order and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [data[at : edit.start], edit.replacement]
        at = edit.end
    return b"".join((*parts, data[at:]))
