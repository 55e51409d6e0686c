"""Foreign bytes are worked on apart: whatever they do, the build goes on and says so."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from multiprocessing import active_children
from typing import Any

import pytest

from makegood.errors import CaseError, Place
from makegood.rules import problem
from makegood.worker import Bounds, FailedError, TooMuchError, apart, deadline

ROOMY = Bounds(60, 1 << 30)


def _double(number: Any) -> Any:
    return (number * 2, os.getpid())


def _sleep(seconds: Any) -> Any:
    time.sleep(seconds)


def _spin(_: Any) -> Any:
    while True:
        pass


def _swell(size: Any) -> Any:
    return len(bytearray(size))


def _crash(_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGSEGV)


def _refuse(name: Any) -> Any:
    raise CaseError((problem("P2", Place(name)),))


def _fail(_: Any) -> Any:
    raise ZeroDivisionError


def _recurse(_: Any) -> Any:
    return _recurse(_)


def test_what_is_worked_out_comes_back_from_another_process() -> None:
    """The result, and proof that it was made elsewhere."""
    result, process = apart(_double, 21, ROOMY, CaseError)
    assert result == 42
    assert process != os.getpid()


@pytest.mark.parametrize(("work", "given", "bounds"), [
    (_sleep, 60, Bounds(0.2, 1 << 30)), (_spin, None, Bounds(0.2, 1 << 30)), (_swell, 1 << 31, ROOMY), (_crash, None, ROOMY),
    (_recurse, None, ROOMY),
])  # fmt: skip
def test_what_takes_too_much_is_ended(work: Any, given: Any, bounds: Bounds) -> None:
    """Too long asleep or awake, too much memory, a decoder that crashes, a call too deep; and no child is left."""
    with pytest.raises(TooMuchError):
        apart(work, given, bounds, CaseError)
    assert active_children() == []


def test_what_stays_within_its_bounds_is_done() -> None:
    """The same work, a little smaller."""
    assert apart(_swell, 1 << 28, ROOMY, CaseError) == 1 << 28


def test_a_refusal_comes_through_as_it_was_made() -> None:
    """With its problems; anything else is told with its traceback."""
    with pytest.raises(CaseError) as refused:
        apart(_refuse, "a.pdf", ROOMY, CaseError)
    assert refused.value.problems == (problem("P2", Place("a.pdf")),)
    with pytest.raises(FailedError, match="ZeroDivisionError"):
        apart(_fail, None, ROOMY, CaseError)


def test_a_deadline_ends_what_catches_everything() -> None:
    """A library that swallows each Exception cannot swallow this one; afterwards no clock is running."""

    def stubborn() -> None:
        while True:
            try:
                for _ in range(1000):
                    ctypes.c_int(0)
            except Exception:  # noqa: BLE001, S110  # as some library would
                pass

    with pytest.raises(TooMuchError), deadline(0.2):
        stubborn()
    with deadline(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_deadline_that_was_swallowed_rings_again() -> None:
    """As a callback that C calls swallows what is raised in it."""
    swallowed = 0
    end = time.monotonic() + 20
    with pytest.raises(TooMuchError), deadline(0.05):
        while time.monotonic() < end:
            try:
                time.sleep(20)
            except BaseException:
                swallowed += 1
                if swallowed > 1:
                    raise
    assert swallowed > 1
