"""WeasyPrint, imported once it is needed, quickly and quietly, or the line that installs what it lacks."""

from __future__ import annotations

import ctypes.util
import io
import sys
from contextlib import contextmanager, redirect_stdout
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from makegood.model.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INSTALL: Mapping[str, str] = MappingProxyType(
    {
        "linux": "apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0    (Fedora: dnf install -y pango)",
        "darwin": "brew install pango",
        "win32": (
            "winget install MSYS2.MSYS2 && C:\\msys64\\usr\\bin\\pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango"
        ),
    }
)


def weasyprint() -> Any:
    """Import WeasyPrint; raise MachineError where the machine lacks Pango."""
    try:
        # It prints a banner on standard output before it gives up.
        with redirect_stdout(io.StringIO()), _no_search():
            import weasyprint as module
    except OSError as error:
        for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
            del sys.modules[name]
        raise _lacks("Pango") from error
    if sys.modules["weasyprint.text.ffi"].harfbuzz_subset is None:
        # It warns of each font then, and will do without soon.
        raise _lacks("the library HarfBuzz-Subset")
    return module


def _lacks(what: str) -> MachineError:
    line = INSTALL.get(sys.platform, INSTALL["linux"])
    return MachineError(f"PDF documents need {what}, which is not installed. Type: {line}")


@contextmanager
def _no_search() -> Iterator[None]:
    """Let the loader alone look for libraries.

    For each name that the loader does not know, the search of ctypes starts compiler and linker: some fifty
    processes. WeasyPrint asks for the loader's own names as well, and those need no search on Linux.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _not_searched
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _not_searched(name: str) -> str | None:  # noqa: ARG001  # in the place of a search
    return None
