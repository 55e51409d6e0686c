"""Write what a build was made from: the manifest, and the rule by which make sees that a build is out of date."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from makegood import __version__
from makegood.domain import policies
from makegood.language import english
from makegood.model.artifact import Text
from makegood.model.facts import Facts
from makegood.model.source import Source
from makegood.model.workspace import Workspace
from makegood.storage import package_data

MANIFEST = "manifest.json"
ESCAPED = {" ": "\\ ", "#": "\\#", "$": "$$", ":": "\\:"}
"""How make expects these characters of a path."""
_ESCAPES = str.maketrans(ESCAPED)
SUFFIXES = frozenset({".j2", ".toml"})
"""Of templates and words files."""
UNWRITABLE = frozenset("%*?[]~\\;=|&'\"`!(){}<>\t")
"""Characters that cannot be written safely in a rule: each becomes a ?, which make matches against the folder."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`data` for manifest.json without its list of results, `rule` for manifest.d."""

    data: dict[str, object]
    rule: str


def manifest(facts: Facts, source: Source, texts: Iterable[Text], workspace: Workspace | None) -> Manifest:
    """Return what a case's documents were made from."""
    template_paths = sorted({path for text in texts for path in text.templates})
    input_paths = [path for path in (*source.inputs, *template_paths, *policies.files(workspace)) if path.is_file()]
    head = facts.case.case
    data = {
        "version": 1,
        "case_ref": head.case_ref,
        "as_of": head.as_of.isoformat(),
        "fresh_until": facts.fresh_until.isoformat() if facts.fresh_until else None,
        "makegood": __version__,
        "inputs": [_input(path, source, workspace) for path in dict.fromkeys(input_paths)],
        "not_made": [
            {"document": document.document, "reason": english().value(document.reason)} for document in facts.not_made
        ],
    }
    day = f"{facts.fresh_until:%Y%m%d}" if facts.fresh_until else ""
    return Manifest(data, make_rule(head.case_ref, _dependencies(source, workspace), day, workspace))


def newest_change(source: Source, workspace: Workspace | None) -> int:
    """Return the time (ns) of the newest file that a build depends on, to be read before the build goes on.

    manifest.json gets that time, so that an edit made during the build counts as newer.
    """
    return max(path.stat().st_mtime_ns for path in _dependencies(source, workspace) if path.exists())


def make_rule(ref: str, inputs: Iterable[Path], fresh_until: str, workspace: Workspace | None) -> str:
    """Return the make rule of a case: its manifest after every input, and an empty rule for each, as `gcc -MP` does.

    The workspace's Makefile and a case's read the same rule; each sets `makegood.root` to the workspace relative to
    its own folder. `fresh_until` is a day as 20261207, or empty. Without a workspace there is no rule.
    """
    if workspace is None:
        return ""
    paths = list(dict.fromkeys(_make_path(path, workspace.root) for path in inputs))
    lines = [f"fresh_until.{ref} := {fresh_until}"] if fresh_until else []
    lines.append(f"$(makegood.root)/build/{ref}/{MANIFEST}: \\")
    lines += [f"  {text} \\" for text in paths]
    # A ? may stand for a %, which would make a pattern rule: such a rule is written only if nothing matches.
    lines += ["", *(f"$(if $(wildcard {path}),,{path}:)" if "?" in path else f"{path}:" for path in paths)]
    return "\n".join(lines) + "\n"


def _dependencies(source: Source, workspace: Workspace | None) -> Iterator[Path]:
    """Yield all files and folders whose change makes a result out of date."""
    yield from source.inputs
    yield from policies.files(workspace)
    yield from _template_and_policy_folders(workspace)
    yield from (path for path, _ in _below(str(package_data.PACKAGE)) if path.suffix == ".py")
    yield from sorted(package_data.folder("schemas").glob("*.json"))


def _template_and_policy_folders(workspace: Workspace | None) -> Iterator[Path]:
    """Yield templates and words files, and the folders in which a new template or policy would count."""
    own = (workspace.templates, workspace.policies) if workspace else (None, None)
    for name, folder in zip(("templates", "policies"), own, strict=True):
        roots = [package_data.folder(name), *([folder] if folder and folder.is_dir() else [])]
        for root in {path.resolve(): path for path in roots}.values():
            yield root
            if "__pycache__" not in root.parts:
                yield from (path for path, is_folder in _below(str(root)) if is_folder or path.suffix in SUFFIXES)


def _below(folder: str) -> Iterator[tuple[Path, bool]]:
    """Yield all below a folder, sorted, and whether it is a folder; pathlib would take most of the time here."""
    entries: list[os.DirEntry[str]] = []
    with suppress(PermissionError), os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name != "__pycache__":
            yield _path(entry.path), entry.is_dir()
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)


@lru_cache(maxsize=4096)
def _path(path: str) -> Path:
    return Path(path)


def _input(path: Path, source: Source, workspace: Workspace | None) -> dict[str, object]:
    data = path.read_bytes()
    return {"path": _shown_path(path, source, workspace), "sha256": sha256(data).hexdigest(), "bytes": len(data)}


def _shown_path(path: Path, source: Source, workspace: Workspace | None) -> str:
    """Return the path of an input without any folder of this machine."""
    for root in (
        workspace and workspace.root,
        source.folder,
        package_data.PACKAGE,
        package_data.folder("templates").parent,
    ):
        if root and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _make_path(path: Path, root: Path) -> str:
    inside = path.is_relative_to(root)
    text = path.relative_to(root).as_posix() if inside else path.as_posix()
    is_odd = not text.isprintable() or not UNWRITABLE.isdisjoint(text)
    if is_odd:
        # If a name has to be matched, all escaped characters are matched too: $(wildcard) reads other escapes.
        ways = {**ESCAPED, **dict.fromkeys("#$:,", "?")}
        text = "".join("?" if char in UNWRITABLE or not char.isprintable() else ways.get(char, char) for char in text)
    else:
        text = text.translate(_ESCAPES)
    return f"$(makegood.root)/{text}" if inside else text
