"""Import WeasyPrint when it is needed, or report the command that installs its missing libraries."""

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
    """Return the module WeasyPrint; raise MachineError if Pango is missing."""
    try:
        # It prints a banner on standard output before it fails.
        with redirect_stdout(io.StringIO()), _no_library_search():
            import weasyprint as module
    except OSError as error:
        for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
            del sys.modules[name]
        raise _missing_library("Pango") from error
    if sys.modules["weasyprint.text.ffi"].harfbuzz_subset is None:
        # WeasyPrint would log a warning for each font, and later versions will require it.
        raise _missing_library("the library HarfBuzz-Subset")
    return module


def _missing_library(name: str) -> MachineError:
    command = INSTALL.get(sys.platform, INSTALL["linux"])
    return MachineError(f"PDF documents need {name}, which is not installed. Install it with: {command}")


@contextmanager
def _no_library_search() -> Iterator[None]:
    """Disable the library search of ctypes on Linux.

    For each unknown name the search starts compiler and linker, some fifty processes. WeasyPrint also tries the names
    that the loader knows, which need no search.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _find_nothing
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _find_nothing(name: str) -> str | None:  # noqa: ARG001  # replaces ctypes.util.find_library
    return None
