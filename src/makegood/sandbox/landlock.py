"""Walls around a process, for good: few files, no network, no other program; by Landlock, where Linux has it. A leaf.

Numbers and structures are those of the kernel: `include/uapi/linux/landlock.h` and `prctl.h`.
"""

from __future__ import annotations

import ctypes
import mimetypes
import os
import stat
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION = 1
BENEATH_A_PATH = 1
SET_NO_NEW_PRIVILEGES, SET_SIGNAL_OF_PARENTS_END = 38, 1
KILL = 9

READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
WRITE_FILE, REMOVE_FOLDER, REMOVE_FILE, MAKE_FOLDER, MAKE_FILE = 1 << 1, 1 << 4, 1 << 5, 1 << 7, 1 << 8
TRUNCATE = 1 << 14
READ = READ_FILE | READ_FOLDER
WRITE = READ | WRITE_FILE | REMOVE_FOLDER | REMOVE_FILE | MAKE_FOLDER | MAKE_FILE | TRUNCATE
OF_A_FILE = READ_FILE | WRITE_FILE | TRUNCATE
"""What a rule may say of a path that is no folder."""
FILES_SINCE = ((5, (1 << 16) - 1), (3, (1 << 15) - 1), (2, (1 << 14) - 1), (1, (1 << 13) - 1))
"""All ways to use files that a version of Landlock, or a later one, can forbid."""
TCP = 0b11
TCP_SINCE = 4
OUTSIDE = 0b11
"""Signals, and sockets without a path, to processes that are not behind the wall."""
OUTSIDE_SINCE = 6

SYSTEM = ("/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/dev/urandom", *mimetypes.knownfiles)
"""Where a system keeps its libraries, and what those need in order to begin."""
DISCARDED = "/dev/null"


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("access", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def version() -> int:
    """Return which version of Landlock the kernel has; 0 where it has none, or forbids to ask."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(int(_libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASK_VERSION)), 0)


def end_with_parent() -> None:
    """Have this process killed when the one that started it ends, where there is such a thing (Linux)."""
    if sys.platform.startswith("linux"):
        _libc().prctl(SET_SIGNAL_OF_PARENTS_END, KILL, 0, 0, 0)


def restrict_self(folder: Path | None, reads: Iterable[Path] = ()) -> bool:
    """Leave this process its own program to read, `reads` as well, and `folder` to write in; say whether that holds.

    It can start no program, open no TCP connection and never take the wall down; its descriptors stay open.
    """
    has = version()
    if not has:
        return False
    files = next(all_of for since, all_of in FILES_SINCE if has >= since)
    asked = _Ruleset(files, TCP if has >= TCP_SINCE else 0, OUTSIDE if has >= OUTSIDE_SINCE else 0)
    libc = _libc()
    size = 8 if has < TCP_SINCE else 16 if has < OUTSIDE_SINCE else 24
    ruleset = libc.syscall(CREATE_RULESET, ctypes.byref(asked), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*_program(), *reads):
            _allow(libc, ruleset, path, READ & files)
        _allow(libc, ruleset, Path(DISCARDED), (READ_FILE | WRITE_FILE) & files)
        if folder is not None:
            _allow(libc, ruleset, folder, WRITE & files)
        libc.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _program() -> Iterator[Path]:
    """Name the folders of this program, of its packages and of Python; never a case's, nor the folder it runs in."""
    yield Path(__file__).parents[1]
    found = sysconfig.get_paths()
    yield from {Path(found[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    yield Path(sys.base_prefix) / "lib"
    yield from map(Path, SYSTEM)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    """Let the process use what lies beneath a path; a path that is not there needs no rule."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            access &= OF_A_FILE
        rule = _Beneath(access, descriptor)
        # A rule that is refused opens nothing; what then cannot be read fails by its name.
        libc.syscall(ADD_RULE, ruleset, BENEATH_A_PATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
