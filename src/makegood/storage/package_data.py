"""Where the program's own templates, schemas and policies are."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def folder(name: str) -> Path:
    """Find `templates`, `schemas` or `policies`: inside an installed package, or beside `src/` in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent.parent / name


def is_as_shipped(template: Path) -> bool:
    """Return whether a template is the program's own, and nobody has changed it since it was shipped."""
    own = folder("templates")
    if not template.is_relative_to(own):
        return False
    return shipped().get(template.relative_to(own).as_posix()) == sha256(template.read_bytes()).hexdigest()


@cache
def shipped() -> dict[str, str]:
    """Return the SHA-256 of each template as it was shipped, by its path; the list is one of `sha256sum`."""
    lines = (PACKAGE / "templates.sha256").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
