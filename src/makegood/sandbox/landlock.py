"""Irrevocably restrict a process with Landlock on Linux: few files, no network, no other programs.

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
"""The access rights that a rule may grant for a path that is not a folder."""
FILES_SINCE = ((5, (1 << 16) - 1), (3, (1 << 15) - 1), (2, (1 << 14) - 1), (1, (1 << 13) - 1))
"""All file access rights that can be restricted since a version of Landlock."""
TCP = 0b11
TCP_SINCE = 4
OUTSIDE = 0b11
"""Signals and abstract sockets to processes outside the sandbox."""
OUTSIDE_SINCE = 6

SYSTEM = ("/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/dev/urandom", *mimetypes.knownfiles)
"""The system's libraries and the files that these need at start."""
DISCARDED = "/dev/null"


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("access", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def version() -> int:
    """Return the kernel's version of Landlock; 0 if it has none or does not allow the query."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(int(_libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASK_VERSION)), 0)


def end_with_parent() -> None:
    """Have this process killed when its parent ends; does nothing on systems other than Linux."""
    if sys.platform.startswith("linux"):
        _libc().prctl(SET_SIGNAL_OF_PARENTS_END, KILL, 0, 0, 0)


def restrict_self(folder: Path | None, reads: Iterable[Path] = ()) -> bool:
    """Restrict this process to reading its own program and `reads` and writing in `folder`; return whether it worked.

    It cannot start programs, open TCP connections or lift the restrictions; its descriptors stay open.
    """
    abi = version()
    if not abi:
        return False
    files = next(rights for since, rights in FILES_SINCE if abi >= since)
    attributes = _Ruleset(files, TCP if abi >= TCP_SINCE else 0, OUTSIDE if abi >= OUTSIDE_SINCE else 0)
    libc = _libc()
    size = 8 if abi < TCP_SINCE else 16 if abi < OUTSIDE_SINCE else 24
    ruleset = libc.syscall(CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*_program_folders(), *reads):
            _allow(libc, ruleset, path, READ & files)
        _allow(libc, ruleset, Path(DISCARDED), (READ_FILE | WRITE_FILE) & files)
        if folder is not None:
            _allow(libc, ruleset, folder, WRITE & files)
        libc.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _program_folders() -> Iterator[Path]:
    """Yield the folders of this program, its packages and Python; never a case or the current folder."""
    yield Path(__file__).parents[1]
    paths = sysconfig.get_paths()
    yield from {Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    yield Path(sys.base_prefix) / "lib"
    yield from map(Path, SYSTEM)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    """Allow access to everything below a path; a path that does not exist needs no rule."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            access &= OF_A_FILE
        rule = _Beneath(access, descriptor)
        # A rejected rule allows nothing; reading such a file fails later with its name.
        libc.syscall(ADD_RULE, ruleset, BENEATH_A_PATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
