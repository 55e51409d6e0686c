"""Work within bounds: on foreign bytes in a process of its own, on bytes of ours in this one. A leaf."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood.sandbox import landlock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Bounds:
    """`seconds` by the clock on the wall; `memory` in bytes, on top of what the process begins with.

    `file` is how many bytes a file may have that it writes, `open_files` how many it may hold open.
    """

    seconds: float
    memory: int
    file: int = 1 << 30
    open_files: int = 64


FORKS = sys.platform == "linux"
"""Elsewhere a forked process may not use the system's libraries."""
EXHIBIT = Bounds(60, 1 << 30)
"""What one piece of evidence may cost."""
DOCUMENT_SECONDS = 120
"""How long one document may take to be laid out."""

OF_LIBRARIES = ("DYLD_FALLBACK_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES", "SYSTEMROOT", "PATH")
KEPT = frozenset({"FONTCONFIG_FILE", *(() if FORKS else OF_LIBRARIES)})
"""What a worker keeps of the environment: our own fonts, without which WeasyPrint crashes, and off Linux where the
libraries are."""
TOO_MUCH = frozenset({errno.EFBIG, errno.EMFILE, errno.ENOMEM})

AGAIN = 1.0
"""Seconds after which a deadline rings once more."""


class TooMuchError(Exception):
    """The work could not be ended within its bounds."""


class TooLongError(TooMuchError):
    """It took longer than it may."""


class TooLargeError(TooMuchError):
    """It wanted more memory, a larger file or more open files than it may have."""


class DiedError(TooMuchError):
    """Its process ended without a word, as when a decoder crashes or somebody kills it."""


class FailedError(Exception):
    """The work itself raised something unforeseen; the text is its traceback."""


@dataclass(frozen=True, slots=True)
class SandboxPaths:
    """Where a worker works: the one `folder` in which it may write, and what else it may read."""

    folder: Path | None = None
    reads: tuple[Path, ...] = ()


def run_sandboxed(
    work: Callable[[Any], Any], given: Any, bounds: Bounds, passed_on: type[Exception], room: SandboxPaths | None = None
) -> Any:
    """Return `work(given)`, done in a child process; both go through pickle where the system cannot fork.

    The child has no environment and no open file but its pipe, works in the room's folder, and sees by Landlock, where
    the kernel has it, nothing but that and this program. Raises TooLongError, TooLargeError or DiedError when a bound
    is reached or the child dies, FailedError for an exception in `work`; one of the type `passed_on`, which must go
    through pickle, is raised here as it is.
    """
    from multiprocessing import get_context

    context: Any = get_context("fork" if FORKS else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(
        target=_work, args=(work, given, bounds, room or SandboxPaths(), theirs, passed_on), daemon=True
    )
    child.start()
    theirs.close()
    try:
        if not ours.poll(bounds.seconds):
            raise TooLongError
        how, what = ours.recv()
    except EOFError:
        child.join()
        raise _end(child.exitcode) from None
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()
    if how == "passed on":
        raise what
    if how == "failed":
        raise FailedError(what)
    if how == "too large":
        raise TooLargeError
    return what


def _end(exit_code: int | None) -> TooMuchError:
    """Say how a process ended that gave no answer: by the signal of its bound on processor time, or otherwise."""
    is_late = hasattr(signal, "SIGXCPU") and exit_code == -signal.SIGXCPU
    return TooLongError() if is_late else DiedError()


def _work(
    work: Callable[[Any], Any],
    given: Any,
    bounds: Bounds,
    room: SandboxPaths,
    out: Connection,
    passed_on: type[Exception],
) -> None:
    _bind(bounds)
    _move_in(room, out.fileno())
    try:
        out.send(("done", work(given)))
    except passed_on as error:
        out.send(("passed on", error))
    except (MemoryError, RecursionError):
        out.send(("too large", None))
    except Exception as error:  # noqa: BLE001  # told to the parent, which decides
        is_large = isinstance(error, OSError) and error.errno in TOO_MUCH
        out.send(("too large", None) if is_large else ("failed", traceback.format_exc()))


def _move_in(room: SandboxPaths, pipe: int) -> None:
    """Leave everything behind that the work does not need."""
    landlock.end_with_parent()
    for name in set(os.environ) - KEPT:
        del os.environ[name]
    # What a library says as it dies is no line for a person.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    if FORKS:
        os.closerange(3, pipe)
        os.closerange(pipe + 1, os.sysconf("SC_OPEN_MAX"))
    os.chdir(room.folder or Path(sys.executable).anchor)
    fonts = os.environ.get("FONTCONFIG_FILE")
    landlock.restrict_self(room.folder, (*room.reads, *([Path(fonts).parent] if fonts else [])))


def _bind(bounds: Bounds) -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits, and a system may forbid them
        import resource

        if pages := _pages():
            most = pages * resource.getpagesize() + bounds.memory
            resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
        # Should the parent be stopped, the child ends by itself.
        resource.setrlimit(resource.RLIMIT_CPU, (int(bounds.seconds) + 5, int(bounds.seconds) + 10))
        resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.file, bounds.file))
        resource.setrlimit(resource.RLIMIT_NOFILE, (bounds.open_files, bounds.open_files))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pages() -> int:
    """Count the pages of memory that this process has mapped; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123  # no path of a user
            return int(told.read().split()[0])
    except (OSError, ValueError):
        return 0


class _Late(BaseException):
    """Not an Exception, so that no library takes it for one of its own."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TooLongError where what stands inside takes longer; no bound where there is no such timer (Windows).

    It rings again until it is heard: a library's callback that is called from C swallows what is raised in it.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, min(seconds, AGAIN))
    try:
        yield
    except _Late:
        raise TooLongError from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
