"""The workspace: the folder above `cases/`, and where everything in it is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

LAST_GOOD = ".last-good"
"""The folder, beside the results of cases, for the last good ones of those that have failed since."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder above `cases/`; `root` is absolute. A case outside of any workspace has None in its place."""

    root: Path

    @classmethod
    def containing(cls, folder: Path) -> Workspace | None:
        """Return the nearest folder that contains `cases/`, `folder` itself or one above it; None if there is none."""
        start = Path(os.path.abspath(folder))  # noqa: PTH100  # resolve() would follow links out of the workspace
        roots = (path for path in (start, *start.parents) if cls(path).cases.is_dir())
        return next((cls(root) for root in roots), None)

    @property
    def cases(self) -> Path:
        return self.root / "cases"

    @property
    def defaults_file(self) -> Path:
        """The values that all cases share."""
        return self.cases / "defaults.json"

    @property
    def templates(self) -> Path:
        """Templates that replace those of the program."""
        return self.root / "templates"

    @property
    def policies(self) -> Path:
        """Policies that replace those of the program, or add to them."""
        return self.root / "policies"

    @property
    def schemas(self) -> Path:
        """Copies of the schemas, for editors."""
        return self.root / "schemas"

    @property
    def build(self) -> Path:
        """The results of all cases."""
        return self.root / "build"

    @property
    def page(self) -> Path:
        """The page over all cases."""
        return self.build / "index.html"

    @property
    def cache(self) -> Path:
        """What can be made again; the folder may be deleted at any time."""
        return self.build / ".cache"

    @property
    def last_good(self) -> Path:
        return self.build / LAST_GOOD

    @property
    def make_parts(self) -> Path:
        """What the Makefile of each case includes."""
        return self.build / ".make"

    def results(self, ref: str) -> Path:
        """Return the folder for the results of a case."""
        return self.build / ref
