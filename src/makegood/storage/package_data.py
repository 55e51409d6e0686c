"""Find the templates, schemas and policies of the package."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def folder(name: str) -> Path:
    """Return the folder `templates`, `schemas` or `policies`, of an installed package or next to `src/`."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent.parent / name


def is_as_shipped(template: Path) -> bool:
    """Return whether a template is one of the program's own and unchanged."""
    templates = folder("templates")
    if not template.is_relative_to(templates):
        return False
    return shipped().get(template.relative_to(templates).as_posix()) == sha256(template.read_bytes()).hexdigest()


@cache
def shipped() -> dict[str, str]:
    """Return the SHA-256 of each shipped template by its path, from a list in the format of `sha256sum`."""
    lines = (PACKAGE / "templates.sha256").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
