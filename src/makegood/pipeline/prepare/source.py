"""Read the bytes of a piece of evidence and check that they have not changed since it was listed."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

from makegood.pipeline.prepare.refusal_errors import refusal_error

if TYPE_CHECKING:
    from makegood.model.source import EvidenceFile


def read_unchanged(file: EvidenceFile) -> bytes:
    """Return the bytes of the file; raise CaseError (P8) if it is not the regular file that was listed."""
    try:
        # O_NONBLOCK: a pipe that replaced the file must not block the build.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(file.path, flags), "rb") as opened:  # noqa: PTH123  # a descriptor, not a path
            status = os.fstat(opened.fileno())
            is_same = stat.S_ISREG(status.st_mode) and status.st_size == file.bytes
            data = opened.read(file.bytes + 1) if is_same else b""
    except OSError as error:
        raise refusal_error("P8", file) from error
    if not is_same or sha256(data).hexdigest() != file.sha256:
        raise refusal_error("P8", file)
    return data
