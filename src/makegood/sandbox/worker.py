"""Run work within bounds: on untrusted bytes in a child process, on trusted bytes in this process."""

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
    """`seconds` of wall time; `memory` in bytes, in addition to what the process has at its start.

    `file` is the limit in bytes of a file that it writes, `open_files` the limit of open files.
    """

    seconds: float
    memory: int
    file: int = 1 << 30
    open_files: int = 64


FORKS = sys.platform == "linux"
"""On other systems a forked process must not use the system's libraries."""
EXHIBIT = Bounds(60, 1 << 30)
"""The bounds for one piece of evidence."""
DOCUMENT_SECONDS = 120
"""The time limit for the layout of one document."""

LIBRARY_VARIABLES = ("DYLD_FALLBACK_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES", "SYSTEMROOT", "PATH")
ENVIRONMENT = frozenset({"FONTCONFIG_FILE", *(() if FORKS else LIBRARY_VARIABLES)})
"""The environment variables of a worker: our own fonts, without which WeasyPrint crashes, and on systems other than
Linux the paths of libraries."""
TOO_MUCH = frozenset({errno.EFBIG, errno.EMFILE, errno.ENOMEM})

ALARM_INTERVAL = 1.0
"""Seconds between the repeated alarms of a deadline."""


class TooMuchError(Exception):
    """The work exceeded its bounds."""


class TooLongError(TooMuchError):
    """The work exceeded its time limit."""


class TooLargeError(TooMuchError):
    """The work exceeded its limit of memory, file size or open files."""


class DiedError(TooMuchError):
    """The process ended without a result, because it crashed or was killed."""


class FailedError(Exception):
    """The work raised an unexpected exception; the text is its traceback."""


@dataclass(frozen=True, slots=True)
class SandboxPaths:
    """The one `folder` in which a worker may write, and the other paths that it may read."""

    folder: Path | None = None
    reads: tuple[Path, ...] = ()


def run_sandboxed(
    work: Callable[[Any], Any],
    argument: Any,
    bounds: Bounds,
    reraised: type[Exception],
    paths: SandboxPaths | None = None,
) -> Any:
    """Return `work(argument)`, run in a child process; both are pickled where the system cannot fork.

    The child has no environment variables and no open files except its pipe, and runs in the folder of `paths`. If the
    kernel has Landlock, the child can only access that folder, the other `paths` and this program. Raise TooLongError,
    TooLargeError or DiedError if a bound is reached or the child dies, FailedError for an exception in `work`. An
    exception of type `reraised`, which must be picklable, is raised here unchanged.
    """
    from multiprocessing import get_context

    context: Any = get_context("fork" if FORKS else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(
        target=_work, args=(work, argument, bounds, paths or SandboxPaths(), sender, reraised), daemon=True
    )
    child.start()
    sender.close()
    try:
        if not receiver.poll(bounds.seconds):
            raise TooLongError
        status, result = receiver.recv()
    except EOFError:
        child.join()
        raise _exit_error(child.exitcode) from None
    finally:
        receiver.close()
        child.kill()
        child.join()
        child.close()
    if status == "raised":
        raise result
    if status == "failed":
        raise FailedError(result)
    if status == "too large":
        raise TooLargeError
    return result


def _exit_error(exit_code: int | None) -> TooMuchError:
    """Return TooLongError for a process killed by its limit on processor time, else DiedError."""
    is_late = hasattr(signal, "SIGXCPU") and exit_code == -signal.SIGXCPU
    return TooLongError() if is_late else DiedError()


def _work(
    work: Callable[[Any], Any],
    argument: Any,
    bounds: Bounds,
    paths: SandboxPaths,
    sender: Connection,
    reraised: type[Exception],
) -> None:
    # First, since the limit on open files hides which descriptors above it are open.
    _close_inherited(sender.fileno())
    _set_limits(bounds)
    _isolate(paths)
    try:
        sender.send(("done", work(argument)))
    except reraised as error:
        sender.send(("raised", error))
    except (MemoryError, RecursionError):
        sender.send(("too large", None))
    except Exception as error:  # noqa: BLE001  # sent to the parent, which raises FailedError
        is_too_large = isinstance(error, OSError) and error.errno in TOO_MUCH
        sender.send(("too large", None) if is_too_large else ("failed", traceback.format_exc()))


def _close_inherited(pipe: int) -> None:
    """Close every descriptor of the parent but the standard ones and the pipe to it."""
    if FORKS:
        os.closerange(3, pipe)
        os.closerange(pipe + 1, os.sysconf("SC_OPEN_MAX"))


def _isolate(paths: SandboxPaths) -> None:
    """Drop everything that the work does not need and restrict the process."""
    landlock.end_with_parent()
    for name in set(os.environ) - ENVIRONMENT:
        del os.environ[name]
    # Output of a crashing library is not for users.
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(null, descriptor)
    os.close(null)
    os.chdir(paths.folder or Path(sys.executable).anchor)
    fonts = os.environ.get("FONTCONFIG_FILE")
    landlock.restrict_self(paths.folder, (*paths.reads, *([Path(fonts).parent] if fonts else [])))


def _set_limits(bounds: Bounds) -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits, and a system may not allow them
        import resource

        if pages := _mapped_pages():
            most = pages * resource.getpagesize() + bounds.memory
            resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
        # If the parent is stopped, the child ends by itself.
        resource.setrlimit(resource.RLIMIT_CPU, (int(bounds.seconds) + 5, int(bounds.seconds) + 10))
        resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.file, bounds.file))
        resource.setrlimit(resource.RLIMIT_NOFILE, (bounds.open_files, bounds.open_files))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _mapped_pages() -> int:
    """Return the number of memory pages mapped by this process; 0 if it is unknown."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0


class _Late(BaseException):
    """Not an Exception, so that no library handles it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TooLongError if the block takes longer; no limit on systems without the timer (Windows).

    The alarm is repeated, since an exception raised in a callback that C code calls is lost.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def raise_late(_number: int, _frame: object) -> None:
        raise _Late

    old_handler = signal.signal(signal.SIGALRM, raise_late)
    signal.setitimer(signal.ITIMER_REAL, seconds, min(seconds, ALARM_INTERVAL))
    try:
        yield
    except _Late:
        raise TooLongError from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old_handler)
