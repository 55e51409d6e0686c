"""Edits of a file's bytes, and drafts that collect them; all other bytes stay unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Edit:
    """Replacement of the bytes from `start` to before `end` of the original file.

    `rule` is that of the fixed problem; `why` describes the edit without any value.
    """

    start: int
    end: int
    replacement: bytes
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An original file with ordered edits that do not overlap."""

    original: bytes
    edits: tuple[Edit, ...] = ()

    @property
    def data(self) -> bytes:
        """Return the file after its edits."""
        return apply(self.original, self.edits)

    def with_edits(self, edits: Iterable[Edit]) -> Draft:
        """Add edits whose positions are those of `data`; they do not overlap each other."""
        draft = self
        ordered = sorted(edits, key=lambda edit: edit.start)
        if not self.edits:
            return Draft(self.original, tuple(ordered))
        for edit in reversed(ordered):
            draft = draft._with_edit(edit)  # from the end, so that earlier positions stay valid
        return draft

    def _with_edit(self, edit: Edit) -> Draft:
        """Add one edit; it absorbs the edits that it overlaps, and their reasons."""
        before: list[Edit] = []
        touched: list[Edit] = []
        start, end, shift = edit.start, edit.end, 0
        first = last = 0
        for earlier in self.edits:
            position = earlier.start + shift
            end_position = position + len(earlier.replacement)
            if end_position <= edit.start:
                before.append(earlier)
                first = last = shift + len(earlier.replacement) - (earlier.end - earlier.start)
            elif position < edit.end:
                touched.append(earlier)
                start, end = min(start, position), max(end, end_position)
                last = shift + len(earlier.replacement) - (earlier.end - earlier.start)
            else:
                break
            shift = last
        data = self.data
        new = data[start : edit.start] + edit.replacement + data[edit.end : end]
        why = " ".join(dict.fromkeys((*(earlier.why for earlier in touched), edit.why)))
        rule = touched[0].rule if touched else edit.rule
        after = self.edits[len(before) + len(touched) :]
        return Draft(self.original, (*before, Edit(start - first, end - last, new, rule, why), *after))


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the data after the edits, which are ordered and do not overlap."""
    parts, position = [], 0
    for edit in edits:
        parts += [data[position : edit.start], edit.replacement]
        position = edit.end
    return b"".join((*parts, data[position:]))
