"""Letters as messages: how long they may be, and what their files are called. A leaf.

The lengths are our own. What TikTok takes in one message is not confirmed anywhere, so each text is counted, and its
length shown, for whoever sends it to compare.
"""

from __future__ import annotations

LONG, SHORT = 1000, 300
LENGTHS = (LONG, SHORT)
"""The most characters of the two texts of each letter, the usual one first."""
FOLDER = "message"


def text(letter: str, length: int = LONG) -> str:
    """Name the text of a letter in the results of a case."""
    return f"{FOLDER}/{letter}-{length}.txt"
