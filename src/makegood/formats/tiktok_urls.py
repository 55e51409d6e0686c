"""Read the address of a TikTok post: the handle, the post's id, and when it was posted.

A post's id contains its time of creation: the upper 32 bits are Unix seconds, bits 8 to 11 are 13 for a published
post (observed, and described in arXiv 2504.13279). A scheduled post may deviate.
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
"""TikTok did not exist before: an id with an earlier time is not a post's."""


def handle(url: str) -> str | None:
    """Return the handle, with the @ and in lowercase; None if the address has none (short links)."""
    match = PROFILE.match(url)
    return match["handle"].lower() if match else None


def number(url: str) -> int | None:
    """Return the post's id; None if the address has none."""
    match = POST.match(url)
    return int(match["number"]) if match else None


def posted_at(url: str) -> datetime | None:
    """Return when the post was made, to the second, in UTC; None if the address does not contain it."""
    post_id = number(url)
    if post_id is None or (post_id >> 8) & 0xF != PUBLISHED or post_id >> 64:
        return None
    moment = datetime.fromtimestamp(post_id >> 32, tz=UTC)
    return moment if moment >= EARLIEST else None
