"""The Makefile of a case: a few lines that include the program's own; and the long copies of older versions."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from makegood.pipeline.load import descriptor
from makegood.storage import package_data

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.model.workspace import Workspace

NAME = "Makefile"
MOST_BYTES = 100_000
COPIES = frozenset(
    {
        "d9dd87f649ea3b87192ad43fd0a256ed2ec6215e68e5e3a458dd6496686b0bb5",
        "99016966083f842937dca1208155edd0345937a108ab34925dd67383fc32d91a",
        "0e77a5223647a0938f5bd166d9f7d74b5ee06d2ffd6752d868fff01c541ea31c",
        "82eb5251022ecd61b5a3db5ac0cb1852b680612e324bdd6e1ca0173da14dba82",
        "10c850066db1ab6b19b165d14258d715f8a2ec951e2329bc9be290a548ccde79",
        "039e94b391330106bacc1c755f5ff519eb3196f4f2d2813146471c1a70263bed",
        "6d7c2e365dd90dca1251e1565d295c504d8269a095294cd149ba7c6a0d844a81",
    }
)
"""SHA-256 of each complete Makefile that cases once got: with them, make expands a `$` in user input."""
MARK = b"# The same few lines in every case: `make` builds this case"
"""The first line of each of them."""
MASTER = package_data.PACKAGE / "case.Makefile"
"""The Makefile that each case gets."""
PARTS = ("case.mk", "typed.mk")
"""The files that it includes."""

IGNORED = """\
# From makegood. Results contain names and payments, and are created again from the cases: keep them out of Git.
*
"""
"""The `.gitignore` of build/."""


def text() -> str:
    """Return the Makefile of a new case."""
    return MASTER.read_text(encoding="utf-8")


def is_copy(case: Path) -> bool:
    """Return whether a case has such a copy, unchanged."""
    data = _read(case / NAME)
    return data is not None and data.startswith(MARK) and sha256(data).hexdigest() in COPIES


def is_edited_copy(case: Path) -> bool:
    """Return whether a case has such a copy that was edited since."""
    data = _read(case / NAME)
    return data is not None and data.startswith(MARK) and sha256(data).hexdigest() not in COPIES


def renew(case: Path) -> None:
    """Replace a copy with the few lines; leave anything else as it is."""
    from makegood.commands import rewrite

    data = _read(case / NAME)
    if data is not None and sha256(data).hexdigest() in COPIES:
        rewrite.replace(case / NAME, data, text().encode())


def provide(workspace: Workspace) -> None:
    """Write what each case's Makefile includes to build/, in a workspace that is not a checkout of the program.

    Git ignores all of build/ there, as in a checkout, unless the folder has a `.gitignore` of its own.
    """
    from makegood.pipeline.write import write_page

    if (workspace.root / "src" / "makegood" / PARTS[0]).is_file():
        return
    for name in PARTS:
        content, place = (package_data.PACKAGE / name).read_bytes(), workspace.make_parts / name
        if _read(place) != content:
            write_page(place, content.decode())
    ignored = workspace.build / ".gitignore"
    if not ignored.exists() and not ignored.is_symlink():
        write_page(ignored, IGNORED)


def _read(path: Path) -> bytes | None:
    """Return the content of a file; None if it does not exist, is a link, or is not a file."""
    try:
        with descriptor.open_root(path.parent) as folder:
            return descriptor.read_content(path.name, folder, MOST_BYTES)
    except (OSError, descriptor.PathRefusedError):
        return None
