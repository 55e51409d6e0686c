"""Read files of a folder by name: their content, their problems, and which paths were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makegood.model import rules
from makegood.model.errors import Place
from makegood.pipeline.load import descriptor, jsonfile, story, texts
from makegood.pipeline.load.descriptor import PathRefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.model.errors import Problem
    from makegood.model.source import SourceFile


@dataclass(slots=True)
class FolderReader:
    """An open folder, its path, and its name in problems (ends in a slash)."""

    opened: int
    path: Path
    label: str
    problems: list[Problem] = field(default_factory=list)
    inputs: list[Path] = field(default_factory=list)
    unreadable: bool = False

    def json(self, name: str, *, required: bool) -> SourceFile | None:
        """Return a JSON file; None if it is missing or, with problems added, cannot be read."""
        raw = self._bytes(name, jsonfile.MOST_BYTES)
        if raw is None:
            if required and not self.unreadable:
                self._refuse("F10", name)
            return None
        file, problems = jsonfile.parse(raw, self.path / name, self.label + name)
        self.problems += problems
        self.unreadable = self.unreadable or file is None
        return file

    def story(self, name: str) -> str:
        """Return a text file with LF line ends; "" if it is missing or cannot be read."""
        raw = self._bytes(name, story.MOST_BYTES, "Shorten the file. Move documents to the folder evidence/.")
        if raw is None:
            return ""
        text, unreadable = texts.read(raw, self.label + name)
        self.problems += unreadable
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.problems += story.problems(text, self.label + name)
        return text

    def _bytes(self, name: str, most: int, shorten: str | None = None) -> bytes | None:
        try:
            raw = descriptor.read_content(name, self.opened, most)
        except FileNotFoundError:
            self.inputs.append(self.path)  # so that the file is noticed once it exists
            return None
        except PathRefusedError as error:
            if error.rule == "F6":
                self._refuse("J5", name, shorten)
            else:
                self._refuse(error.rule, name)
            return None
        self.inputs.append(self.path / name)
        return raw

    def _refuse(self, rule: str, name: str, fix: str | None = None) -> None:
        self.unreadable = True
        self.problems.append(rules.problem(rule, Place(self.label + name), fix=fix))
