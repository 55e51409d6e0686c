"""Where the corpora lie: files that nobody here wrote, in the folder that MAKEGOOD_CORPORA names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def files(corpus: str, least: int, pattern: str = "*") -> list[Path]:
    """Find the files of a corpus in the order of their names; a corpus that lacks some of them fails."""
    folder = os.environ.get("MAKEGOOD_CORPORA")
    if not folder:
        pytest.fail("Name the folder of the corpora: make corpora MAKEGOOD_CORPORA=folder", pytrace=False)
    found = sorted(path for path in (Path(folder) / corpus / "files").rglob(pattern) if path.is_file())
    assert len(found) >= least, f"{corpus} has {len(found)} files {pattern}"
    return found


def told(capsys: pytest.CaptureFixture[str], text: str) -> None:
    """Print a line of figures, whatever pytest captures."""
    with capsys.disabled():
        print(f"\n{text}")
