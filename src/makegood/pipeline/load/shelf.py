"""A folder whose files are asked for by name: what they hold, what is wrong with them, and what was looked at."""

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
class Shelf:
    """An open folder, its path, and its name in problems (ends in a slash)."""

    opened: int
    path: Path
    label: str
    problems: list[Problem] = field(default_factory=list)
    inputs: list[Path] = field(default_factory=list)
    unreadable: bool = False

    def json(self, name: str, *, required: bool) -> SourceFile | None:
        """Read a JSON file; None when it is not there or, with problems noted, cannot be read."""
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
        """Read a text file, line ends as LF; empty when it is not there or cannot be read."""
        raw = self._bytes(name, story.MOST_BYTES, "Shorten it; documents belong into the folder evidence/.")
        if raw is None:
            return ""
        text, wrong = texts.decode(raw, self.label + name)
        if wrong:
            self.problems.append(wrong)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.problems += story.problems(text, self.label + name)
        return text

    def _bytes(self, name: str, most: int, shorten: str | None = None) -> bytes | None:
        try:
            raw = descriptor.read_content(name, self.opened, most)
        except FileNotFoundError:
            self.inputs.append(self.path)  # so that the file is seen when it comes
            return None
        except PathRefusedError as refused:
            if refused.rule == "F6":
                self._refuse("J5", name, shorten)
            else:
                self._refuse(refused.rule, name)
            return None
        self.inputs.append(self.path / name)
        return raw

    def _refuse(self, rule: str, name: str, fix: str | None = None) -> None:
        self.unreadable = True
        self.problems.append(rules.problem(rule, Place(self.label + name), fix=fix))
