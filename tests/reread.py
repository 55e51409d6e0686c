"""Read the passages of docs/facts.json again: python tests/reread.py FOLDER.

FOLDER contains clones of the archives, each as `owner+name` or `owner/name`. Each passage is looked up twice by its hash:
in the commit that the fact names, and in the newest commit. A passage that is only in the former has been superseded or moved:
read the newest text, and update the fact and what the program says. Facts without an archive are listed with their addresses,
because their pages have to be opened by a person. The exit status is 1 if a passage was not found in its own commit.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

LIST = Path(__file__).parents[1] / "docs" / "facts.json"


def contains(text: str, quotation: dict[str, Any]) -> bool:
    """Return whether a passage with this length and hash is in the text, in which each run of white space counts as one space."""
    text, length = " ".join(text.split()), quotation["characters"]
    return any(
        hashlib.sha256(text[start : start + length].encode()).hexdigest() == quotation["sha256"]
        for start in range(len(text) - length + 1)
    )


@cache
def _archived(folder: Path, repository: str, commit: str, file: str) -> str:
    clone = next((path for path in (folder / repository, folder / repository.replace("/", "+")) if path.is_dir()), None)
    if clone is None:
        return ""
    shown = subprocess.run(["git", "-C", clone, "show", f"{commit}:{file}"], capture_output=True, check=False)
    return shown.stdout.decode("utf-8", "replace")


def reread(fact: dict[str, Any], text_of: Callable[[str, str, str], str]) -> str:
    """Return what became of a fact: "agrees", "superseded", "not found", or the address of the page to open.

    `text_of` returns the text of a file, given repository, commit and path; an empty text means that there is no such file.
    """
    if not fact["archive"]:
        return f"open {fact['url']}"
    repository, commit, file = (fact["archive"][key] for key in ("repository", "commit", "file"))
    if not contains(text_of(repository, commit, file), fact["quotation"]):
        return "not found"
    return "agrees" if contains(text_of(repository, "HEAD", file), fact["quotation"]) else "superseded"


def main(folder: Path) -> int:
    """Print a line for each fact and the counts. Return the exit status."""
    results = {
        fact["id"]: reread(fact, lambda *where: _archived(folder, *where))
        for fact in json.loads(LIST.read_text(encoding="utf-8"))["facts"]
    }
    print(*(f"{result:<12} {name}" for name, result in results.items()), sep="\n")
    return int("not found" in results.values())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
