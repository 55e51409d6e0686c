"""What the address of a TikTok post tells: whose it is, which post, and when it was made.

A post's number holds its time of creation: the upper 32 bits are Unix seconds, bits 8 to 11 are 13 for a
published post (observed, and described in arXiv 2504.13279). A scheduled post may deviate.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

POST = re.compile(
    r"https?://(?:www\.|m\.)?tiktok\.com/(?P<handle>@[^/?#]+)/(?:video|photo)/(?P<number>[0-9]{10,20})/?(?:[?#].*)?\Z",
    re.IGNORECASE | re.ASCII,
)
PROFILE = re.compile(
    r"https?://(?:www\.|m\.)?tiktok\.com/(?P<handle>@[^/?#]+)(?:/[^?#]*)?(?:[?#].*)?\Z", re.IGNORECASE | re.ASCII
)
PUBLISHED = 13
EARLIEST = datetime(2016, 9, 1, tzinfo=UTC)
"""Before that there was no TikTok: a number that tells an earlier time is not a post's."""


def handle(url: str) -> str | None:
    """Say whose address this is, with the @ and in small letters; None where it does not tell (short links)."""
    match = PROFILE.match(url)
    return match["handle"].lower() if match else None


def number(url: str) -> int | None:
    """Read the number of the post; None where the address names none."""
    match = POST.match(url)
    return int(match["number"]) if match else None


def posted_at(url: str) -> datetime | None:
    """Return when the post was made, to the second, in UTC; None where the address does not tell."""
    found = number(url)
    if found is None or (found >> 8) & 0xF != PUBLISHED or found >> 64:
        return None
    moment = datetime.fromtimestamp(found >> 32, tz=UTC)
    return moment if moment >= EARLIEST else None
