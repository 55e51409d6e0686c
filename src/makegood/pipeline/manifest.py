"""What a build was made from: the manifest, and the rule by which make sees that it is out of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from makegood import __version__
from makegood.domain import policies
from makegood.model.artifact import Text
from makegood.model.facts import Facts
from makegood.model.source import Source
from makegood.storage import package_data

MANIFEST = "manifest.json"
ESCAPED = {" ": "\\ ", "#": "\\#", "$": "$$", ":": "\\:"}
"""How make wants these characters of a path written."""
UNWRITABLE = frozenset("%*?[]~\\;=|&'\"`!(){}<>\t")
"""Characters that cannot be written safely in a rule: each becomes a ?, which make fills in from the folder."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`data` for manifest.json but its files, `rule` for manifest.d."""

    data: dict[str, object]
    rule: str


def manifest(facts: Facts, source: Source, texts: Iterable[Text], workspace: Path | None) -> Manifest:
    """Write down what a case's documents were made from."""
    used = sorted({path for text in texts for path in text.templates})
    read = [path for path in (*source.inputs, *used, *policies.files(workspace)) if path.is_file()]
    head = facts.case.case
    data = {
        "version": 1,
        "case_ref": head.case_ref,
        "as_of": head.as_of.isoformat(),
        "fresh_until": facts.fresh_until.isoformat() if facts.fresh_until else None,
        "makegood": __version__,
        "inputs": [_input(path, source, workspace) for path in dict.fromkeys(read)],
        "not_made": [{"document": one.document, "reason": one.reason} for one in facts.not_made],
    }
    day = f"{facts.fresh_until:%Y%m%d}" if facts.fresh_until else ""
    return Manifest(data, make_rule(head.case_ref, _watched(source, workspace), day, workspace))


def newest(source: Source, workspace: Path | None) -> int:
    """Return the time (ns) of the newest thing that a build depends on, to be asked before the build goes on.

    manifest.json gets that time, so that an edit made while the build runs is seen as newer.
    """
    return max(path.stat().st_mtime_ns for path in _watched(source, workspace) if path.exists())


def make_rule(ref: str, inputs: Iterable[Path], fresh_until: str, workspace: Path | None) -> str:
    """Write the make rule of a case: its manifest after every input, and an empty rule an input, as `gcc -MP` does.

    The root's Makefile and a case's read the same rule; each sets `makegood.root` to the workspace as seen
    from where it stands. `fresh_until` is a day as 20261207, or empty. Without a workspace there is no rule.
    """
    if workspace is None:
        return ""
    paths = list(dict.fromkeys(_in_make(path, workspace) for path in inputs))
    lines = [f"fresh_until.{ref} := {fresh_until}"] if fresh_until else []
    lines.append(f"$(makegood.root)/build/{ref}/{MANIFEST}: \\")
    lines += [f"  {text} \\" for text in paths]
    # A ? may stand for a %, with which a rule would be one for a pattern: it is written where nothing is found.
    lines += ["", *(f"$(if $(wildcard {path}),,{path}:)" if "?" in path else f"{path}:" for path in paths)]
    return "\n".join(lines) + "\n"


def _watched(source: Source, workspace: Path | None) -> Iterator[Path]:
    """All files and folders whose change makes a result old."""
    yield from source.inputs
    yield from policies.files(workspace)
    yield from _folders(workspace)
    yield from sorted(package_data.PACKAGE.rglob("*.py"))
    yield from sorted(package_data.folder("schemas").glob("*.json"))


def _folders(workspace: Path | None) -> Iterator[Path]:
    """Templates, and the folders in which a new template or policy would count: only there is it seen."""
    for name in ("templates", "policies"):
        roots = [package_data.folder(name), *([workspace / name] if workspace and (workspace / name).is_dir() else [])]
        for root in {path.resolve(): path for path in roots}.values():
            yield root
            kept = (path for path in sorted(root.rglob("*")) if "__pycache__" not in path.parts)
            yield from (path for path in kept if path.is_dir() or path.suffix == ".j2")


def _input(path: Path, source: Source, workspace: Path | None) -> dict[str, object]:
    data = path.read_bytes()
    return {"path": _shown_path(path, source, workspace), "sha256": sha256(data).hexdigest(), "bytes": len(data)}


def _shown_path(path: Path, source: Source, workspace: Path | None) -> str:
    """Return an input without any folder of this machine."""
    for root in (workspace, source.folder, package_data.PACKAGE, package_data.folder("templates").parent):
        if root and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _in_make(path: Path, workspace: Path) -> str:
    inside = path.is_relative_to(workspace)
    text = path.relative_to(workspace).as_posix() if inside else path.as_posix()
    is_odd = any(one in UNWRITABLE or not one.isprintable() for one in text)
    # Where a name must be looked for, all that is escaped is looked for too: $(wildcard) reads other escapes.
    ways = {**ESCAPED, **dict.fromkeys("#$:,", "?")} if is_odd else ESCAPED
    escaped = "".join("?" if one in UNWRITABLE or not one.isprintable() else ways.get(one, one) for one in text)
    return f"$(makegood.root)/{escaped}" if inside else escaped
