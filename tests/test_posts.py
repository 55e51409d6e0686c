"""posts.py: what the address of a post tells."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from makegood.formats import tiktok_urls

POST = "https://www.tiktok.com/@ana.example/video/6854717870488702213"


def test_a_post_tells_when_it_was_made() -> None:
    """The published vector: this number was given on 29 July 2020 at 02:06:13 UTC."""
    assert tiktok_urls.posted_at(POST) == datetime(2020, 7, 29, 2, 6, 13, tzinfo=UTC)
    assert tiktok_urls.number(POST) == 6854717870488702213


@pytest.mark.parametrize("tail", ["?is_from_webapp=1", "/", "#top"])
def test_what_an_app_adds_does_not_matter(tail: str) -> None:
    """Addresses are copied with all kinds of tails."""
    assert tiktok_urls.posted_at(POST + tail) == tiktok_urls.posted_at(POST)


def test_whose_post_it_is() -> None:
    """The handle is read from posts and profiles, in small letters."""
    assert tiktok_urls.handle(POST.replace("ana", "Ana")) == "@ana.example"
    assert tiktok_urls.handle("https://www.tiktok.com/@ana.example") == "@ana.example"


@pytest.mark.parametrize(
    "url",
    [
        "https://vm.tiktok.com/ZMabc/",
        "https://www.tiktok.com/@ana.example",
        "https://www.tiktok.com/@ana.example/video/1234567890",
        "https://www.tiktok.com/@ana.example/video/99999999999999999999",
        "https://www.tiktok.com.evil.example/@ana.example/video/6854717870488702213",
        "https://evil.example/https://www.tiktok.com/@ana.example/video/6854717870488702213",
        f"https://www.tiktok.com/@ana.example/video/{6854717870488702213 - (1 << 8)}",
        POST + "\n",
        "",
    ],
)
def test_what_is_not_a_post_tells_nothing(url: str) -> None:
    """Short links, profiles, numbers that hold no time, and other sites."""
    assert tiktok_urls.posted_at(url) is None


@pytest.mark.parametrize(
    "host",
    [
        "www.example.com",
        "eviltiktok.com",
        "evil-tiktok.com",
        "www.eviltiktok.com",
        "wwwtiktok.com",
        "tiktokxcom",
        "evil.example/tiktok.com",
        "tiktok.com.evil.example",
        "tiktok.com@evil.example",
    ],
)
def test_other_sites_have_no_handle_and_no_post(host: str) -> None:
    """A handle and a post are TikTok's own: a name that ends or begins as its name does is another's."""
    assert tiktok_urls.handle(f"https://{host}/@ana.example") is None
    assert tiktok_urls.posted_at(f"https://{host}/@ana.example/video/6854717870488702213") is None
