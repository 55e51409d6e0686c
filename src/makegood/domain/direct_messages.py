"""Letters as messages: their lengths and the names of their files.

The lengths are our own choice. No source confirms how long a message may be on TikTok, so the length of each text is
shown for the sender to compare.
"""

from __future__ import annotations

LONG, SHORT = 1000, 300
LENGTHS = (LONG, SHORT)
"""The most characters of the two texts of each letter, the usual one first."""
FOLDER = "message"


def file_name(letter: str, length: int = LONG) -> str:
    """Return the name of a letter's text in the results of a case."""
    return f"{FOLDER}/{letter}-{length}.txt"
