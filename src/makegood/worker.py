"""Work within bounds: on foreign bytes in a process of its own, on bytes of ours in this one. A leaf."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Bounds:
    """`seconds` by the clock on the wall; `memory` in bytes, on top of what the process begins with."""

    seconds: float
    memory: int


EXHIBIT = Bounds(60, 1 << 30)
"""What one piece of evidence may cost."""
DOCUMENT_SECONDS = 120
"""How long one document may take to be laid out."""


AGAIN = 1.0
"""Seconds after which a deadline rings once more."""


class TooMuchError(Exception):
    """The work took longer, or wanted more, than it may."""


class FailedError(Exception):
    """The work itself raised something unforeseen; the text is its traceback."""


def apart(work: Callable[[Any], Any], given: Any, bounds: Bounds, passed_on: type[Exception]) -> Any:
    """Return `work(given)`, done in a child process; both go through pickle where the system cannot fork.

    Raises TooMuchError when a bound is reached or the child dies (as a decoder may), FailedError for an exception
    in `work`; one of the type `passed_on`, which must go through pickle, is raised here as it is.
    """
    from multiprocessing import get_context  # noqa: PLC0415  # only what decodes needs it

    # Elsewhere than on Linux a forked process may not use the system's libraries.
    context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(work, given, bounds, theirs, passed_on), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(bounds.seconds):
            raise TooMuchError
        how, what = ours.recv()
    except EOFError:
        raise TooMuchError from None
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()
    if how == "passed on":
        raise what
    if how == "failed":
        raise FailedError(what)
    if how == "too much":
        raise TooMuchError
    return what


def _work(
    work: Callable[[Any], Any], given: Any, bounds: Bounds, out: Connection, passed_on: type[Exception]
) -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits, and a system may forbid them
        import resource  # noqa: PLC0415  # as above

        if pages := _pages():
            most = pages * resource.getpagesize() + bounds.memory
            resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
        # Should the parent be killed, the child ends by itself.
        resource.setrlimit(resource.RLIMIT_CPU, (int(bounds.seconds) + 5, int(bounds.seconds) + 10))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What a library says as it dies is no line for a person.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        out.send(("done", work(given)))
    except passed_on as error:
        out.send(("passed on", error))
    except (MemoryError, RecursionError):
        out.send(("too much", None))
    except Exception:  # noqa: BLE001  # told to the parent, which decides
        out.send(("failed", traceback.format_exc()))


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
    """Raise TooMuchError where what stands inside takes longer; no bound where there is no such timer (Windows).

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
        raise TooMuchError from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
