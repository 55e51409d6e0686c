"""Addresses of mailboxes, links that let their reader in, codes that let others advertise, and handles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makegood.privacy.match import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-']{1,64}(?:@|%40)(?:[^\W_](?:[\w\-]{0,62}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w-])"
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_](?:[\w.]{0,28}\w)(?![\w@])")
_URL = re.compile(r"https?://[^\s<>\"'\u00bb\u201d]*[^\s<>\"'\u00bb\u201d.,;:!?)\]]", re.IGNORECASE)
_KEY = re.compile(
    r"[?&#;](?:[\w.-]*(?:token|secret|signature|passw(?:or)?d|otp|magic|credential|api[_-]?key|session(?:id)?)[\w.-]*"
    r"|(?:auth|code|key|sig|sid|ticket|jwt|hash|invite|x-[\w-]+|k|t))=",
    re.IGNORECASE,
)
"""Names of the parts of an address that carry what lets its reader in."""
_DOOR = re.compile(
    r"/(?:reset|login|log-in|signin|sign-in|magic|verify|verification|confirm|activate|invite|auth|sso|unsubscribe|recover"
    r"|password|session|token|access)[\w-]*/",
    re.IGNORECASE,
)
_KEY_LENGTH = 8
_LONG = re.compile(r"[A-Za-z0-9_\-]{16,}")
_CODE = re.compile(r"(?<![\w#/])#[A-Za-z0-9+/_\-]{24,}={0,2}(?![\w])")
_CALLED = re.compile(
    r"(?:spark|ad(?:vertising)?|authori[sz]ation|video)\W{1,3}(?:ads?\W{1,3})?(?:authori[sz]ation\W{1,3})?code\b[^\w#\n]{1,8}"
    r"(?:is\W{1,3})?(#?[A-Za-z0-9+/_\-]{6,}={0,2})",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[Match]:
    """Find the addresses of mailboxes."""
    yield from (Match("mail", match.start(), match.end()) for match in _MAIL.finditer(text))


def urls(text: str) -> Iterator[Match]:
    """Find the addresses of pages."""
    yield from (Match("link", match.start(), match.end()) for match in _URL.finditer(text))


def links(text: str) -> Iterator[Match]:
    """Find links that let in: from the first part on that carries a key, or behind the name of a door."""
    for match in _URL.finditer(text):
        if (at := _secret(match[0])) is not None:
            yield Match("link", match.start() + at, match.end())


def _secret(url: str) -> int | None:
    for key in _KEY.finditer(url):
        value = re.split(r"[&#;]", url[key.end() :], maxsplit=1)[0]
        if len(unquote(value)) >= _KEY_LENGTH:
            return key.start() + 1
    door = _DOOR.search(url)
    long = _LONG.search(url, door.end() - 1) if door else None
    return long.start() if long and any(char.isdigit() for char in long[0]) else None


def codes(text: str) -> Iterator[Match]:
    """Find codes for Spark Ads: what is called one, and what looks like one, since their form is not published."""
    for match in _CODE.finditer(text):
        if any(char.isdigit() for char in match[0]) and any(char.isupper() for char in match[0]):
            yield Match("code", match.start(), match.end())
    for match in _CALLED.finditer(text):
        if any(char.isdigit() for char in match[1]):
            yield Match("code", *match.span(1))


def handles(text: str) -> Iterator[Match]:
    """Find names with an @ before them that are no mailboxes."""
    yield from (Match("handle", match.start(), match.end()) for match in _HANDLE.finditer(text))
