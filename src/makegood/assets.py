"""Where the program's own templates, schemas and policies are."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Find `templates`, `schemas` or `policies`: inside an installed package, or beside `src/` in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent.parent / name
