"""Exit statuses of the program; docs/reference.md lists them."""

from __future__ import annotations

DONE, PROBLEMS, WRONG_USE, OUR_BUG, INTERRUPTED = 0, 1, 2, 70, 130
