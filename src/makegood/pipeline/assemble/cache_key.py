"""Compute the cache key of a file and the list of its sources."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from makegood import __version__

if TYPE_CHECKING:
    from makegood.model.artifact import Text
    from makegood.model.facts import Bundle

VERSION = 2
"""Incremented whenever the same input would give another file."""
MAKERS = (
    "weasyprint",
    "pikepdf",
    "pydyf",
    "fontpkg-source-serif-4",
    "fontpkg-source-sans-3",
    "fontpkg-almarai",
    "manimgx-fonts",
    "noto-cjk-sans-jp-regular",
)


def key_of(path: str, *sources: str) -> str:
    """Return the hash of the sources of the file at `path` and of the programs that make it."""
    makers = _makers() if path.endswith((".pdf", ".png")) else ()
    return sha256(json.dumps([VERSION, __version__, path, makers, sources]).encode()).hexdigest()


@cache
def _makers() -> tuple[str, ...]:
    return tuple(_version(name) for name in MAKERS)


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


def made_from(text: Text, bundle: Bundle | None) -> tuple[str, ...]:
    """Return the sources for the manifest: the templates, and for a packet its evidence."""
    templates = [_template(path.parts) for path in text.templates]
    evidence = (
        [f"evidence/{exhibit.file.name}" for exhibit in bundle.exhibits] if bundle and text.kind == "packet" else []
    )
    return (*templates, *evidence)


def _template(parts: tuple[str, ...]) -> str:
    """Return the path of a template from its folder `templates` on, since a manifest has no absolute paths."""
    last = len(parts) - 1 - parts[::-1].index("templates") if "templates" in parts else len(parts) - 1
    return "/".join(parts[last:])
