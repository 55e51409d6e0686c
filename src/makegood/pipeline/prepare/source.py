"""The bytes of a piece of evidence, read once, as they were when they were listed."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

from makegood.pipeline.prepare.refusal import refused

if TYPE_CHECKING:
    from makegood.model.source import EvidenceFile


def contents(file: EvidenceFile) -> bytes:
    """Read the file through one descriptor; refuse what is not the ordinary file that was listed."""
    try:
        # O_NONBLOCK: a pipe that took the file's place must not stop the build.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(file.path, flags), "rb") as opened:  # noqa: PTH123  # a descriptor, not a path
            about = os.fstat(opened.fileno())
            same = stat.S_ISREG(about.st_mode) and about.st_size == file.bytes
            data = opened.read(file.bytes + 1) if same else b""
    except OSError as error:
        raise refused("P8", file) from error
    if not same or sha256(data).hexdigest() != file.sha256:
        raise refused("P8", file)
    return data
