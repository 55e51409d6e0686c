"""Read evidence/: every file with its name, size, kind and hash; anything else there is reported by name."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.formats import placeholders
from makegood.formats.merge_conflicts import merge_conflicts
from makegood.model import rules
from makegood.model.errors import Place
from makegood.model.source import EvidenceFile
from makegood.pipeline.load import descriptor, file_names, kinds
from makegood.pipeline.load.descriptor import PathRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.formats.placeholders import Placeholder
    from makegood.model.errors import Problem

DEEPEST = 8
LONGEST_TEXT = 4_000_000
"""Bytes up to which a text is searched for merge conflicts."""


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """Limits for evidence/: number of files, bytes of one file, bytes in total."""

    files: int = 200
    file_bytes: int = 40_000_000
    all_bytes: int = 500_000_000


@dataclass(slots=True)
class Inventory:
    """The files read, in the order of their names, and the problems found."""

    files: list[EvidenceFile] = field(default_factory=list)
    inputs: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def inventory(case: int, folder: Path, label: str, most: EvidenceLimits) -> Inventory:
    """Return what is in evidence/ of the open folder `case`, at `folder`, called `label` (with a slash) in problems."""
    walk = FolderWalk(folder, label, most)
    if not walk.begin(case):
        walk.result.inputs.append(folder)  # so that the folder is noticed once it exists
    return walk.result


class FolderWalk:
    """A walk through one folder of a case and everything in it; `case` is the case's folder, as for `inventory`."""

    name = "evidence"
    head = kinds.HEAD
    """How many bytes of the beginning of a file `add` needs."""
    fixes: Mapping[str, str] = MappingProxyType(
        {
            "F6": "Make the file smaller, or increase settings.limits.file_bytes.",
            "F6 of all": "Remove unnecessary files, or increase settings.limits.evidence_bytes.",
        }
    )
    """Fixes for this folder alone; "of all": for all of its files together."""

    def __init__(self, case: Path, label: str, most: EvidenceLimits) -> None:
        self.folder, self.label, self.most = case / self.name, label + self.name, most
        self.result = Inventory()
        self.bytes = self.count = 0
        self.full = False

    def begin(self, case: int) -> bool:
        """Walk through the folder, given the open folder of the case; return whether it exists."""
        try:
            with descriptor.open_folder(self.name, case) as opened:
                self.look(opened, "")
        except FileNotFoundError:
            return False
        except PathRefusedError as error:
            self.refuse(error.rule, "")
        return True

    def add(self, file: EvidenceFile, head: bytes) -> None:  # noqa: ARG002  # subclasses need it
        """Add a file, given the bytes with which it begins."""
        self.result.files.append(file)

    def refuse(
        self,
        rule: str,
        name: str,
        message: str | None = None,
        *,
        related: tuple[Place, ...] = (),
        detail: str = "",
        fix: str | None = None,
    ) -> None:
        """Add a problem with `name`, which is relative to the folder."""
        fix = fix or self.fixes.get(rule if name else f"{rule} of all")
        problem = rules.problem(rule, self._place(name), related=related, message=message, fix=fix, detail=detail)
        self.result.problems.append(problem)

    def _place(self, name: str) -> Place:
        return Place(f"{self.label}/{file_names.display_name(name)}" if name else self.label)

    def look(self, opened: int, inside: str) -> None:
        """Walk through one open folder; `inside` is its name relative to the first, with a slash at the end."""
        self.result.inputs.append(self.folder / inside)
        try:
            entries = sorted(name for name in os.listdir(opened) if not file_names.is_litter(name))
        except OSError:
            self.refuse("F8", inside.rstrip("/"))
            return
        self._collisions(entries, inside)
        for name in entries:
            if self.full:
                return
            self._entry(opened, name, inside + name)

    def _collisions(self, entries: list[str], inside: str) -> None:
        seen: dict[str, str] = {}
        for name in entries:
            other = seen.setdefault(file_names.collation_key(name), name)
            if other != name:
                self.refuse("F4", inside + name, related=(self._place(inside + other),))

    def _entry(self, parent: int, name: str, path: str) -> None:
        if not file_names.is_portable(name):
            self.refuse("F9", path)
        elif placeholder := placeholders.placeholder_by_name(name):
            self._refuse_placeholder(placeholder, f"{path.removesuffix(name)}{placeholders.downloaded_name(name)}")
        elif name.startswith("."):
            self.refuse("F7", path)
        else:
            try:
                self._open(parent, name, path)
            except FileNotFoundError:
                self.refuse("F8", path)  # deleted since the folder was listed
            except PathRefusedError as error:
                most = f"more than {self.most.file_bytes:,} bytes" if error.rule == "F6" else ""
                self.refuse(error.rule, path, detail=most)

    def _open(self, parent: int, name: str, path: str) -> None:
        if not _is_folder(parent, name):
            self._file(parent, name, path)
        elif path.count("/") >= DEEPEST:
            self.refuse("F6", path, "The folders are nested too deeply.", fix="Put the files into fewer folders.")
        else:
            with descriptor.open_folder(name, parent) as opened:
                self.look(opened, path + "/")

    def _file(self, parent: int, name: str, path: str) -> None:
        if self.count >= self.most.files:
            self.full = True
            self.refuse("F5", "", f"There are too many files in {self.name}/.", detail=f"more than {self.most.files:,}")
            return
        with descriptor.open_file(name, parent) as opened:
            self.result.inputs.append(self.folder / path)
            self._count(os.fstat(opened).st_size)
            if not self.full:
                self.count += 1
                file, head, text = self._identify(opened, path)
                if placeholder := placeholders.placeholder_by_content(head, name):
                    self._refuse_placeholder(placeholder, path)
                else:
                    self.add(file, head)
                    self._refuse_merged(text, path)

    def _refuse_merged(self, text: str, path: str) -> None:
        """Add a problem for each merge conflict in a file: what Git made of two versions is neither of them."""
        fix = "Put the original file here again. Evidence and sent emails cannot be merged."
        conflicts = merge_conflicts(text, self._place(path).file)
        self.result.problems += (replace(conflict, fix=fix) for conflict in conflicts)

    def _refuse_placeholder(self, placeholder: Placeholder, path: str) -> None:
        self.refuse("F12", path, placeholder.message, fix=placeholder.fix)

    def _count(self, size: int) -> None:
        if size <= self.most.file_bytes:
            self.bytes += size
        if self.bytes > self.most.all_bytes:
            self.full = True
            self.refuse(
                "F6",
                "",
                f"The files in {self.name}/ are too large in total.",
                detail=f"more than {self.most.all_bytes:,} bytes",
            )

    def _identify(self, opened: int, path: str) -> tuple[EvidenceFile, bytes, str]:
        """Return a file, the bytes with which it begins, and its text; "" if it is long, or no text."""
        digest, text, head, content, size = hashlib.sha256(), kinds.TextTest(), b"", bytearray(), 0
        for chunk in descriptor.chunks(opened, self.most.file_bytes):
            head += chunk[: self.head - len(head)]
            size += len(chunk)
            digest.update(chunk)
            text.feed(chunk)
            if text.holds and size <= LONGEST_TEXT:
                content += chunk
        text.feed(b"", last=True)
        kind = kinds.detect_kind(head[: kinds.HEAD], path, text=text.holds)
        file = EvidenceFile(file_names.display_name(path), self.folder / path, kind, size, digest.hexdigest())
        return file, head, content.decode() if text.holds and size <= LONGEST_TEXT else ""


def _is_folder(parent: int, name: str) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode)
