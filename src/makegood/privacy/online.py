"""Detectors of mail addresses, login links, advertising codes and handles."""

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
_SECRET_PARAMETER = re.compile(
    r"[?&#;](?:[\w.-]*(?:token|secret|signature|passw(?:or)?d|otp|magic|credential|api[_-]?key|session(?:id)?)[\w.-]*"
    r"|(?:auth|code|key|sig|sid|ticket|jwt|hash|invite|x-[\w-]+|k|t))=",
    re.IGNORECASE,
)
"""Names of URL parameters that contain a secret."""
_LOGIN_PATH = re.compile(
    r"/(?:reset|login|log-in|signin|sign-in|magic|verify|verification|confirm|activate|invite|auth|sso|unsubscribe|recover"
    r"|password|session|token|access)[\w-]*/",
    re.IGNORECASE,
)
_SHORTEST_SECRET = 8
_TOKEN = re.compile(r"[A-Za-z0-9_\-]{16,}")
_CODE = re.compile(r"(?<![\w#/])#[A-Za-z0-9+/_\-]{24,}={0,2}(?![\w])")
_NAMED_CODE = re.compile(
    r"(?:spark|ad(?:vertising)?|authori[sz]ation|video)\W{1,3}(?:ads?\W{1,3})?(?:authori[sz]ation\W{1,3})?code\b[^\w#\n]{1,8}"
    r"(?:is\W{1,3})?(#?[A-Za-z0-9+/_\-]{6,}={0,2})",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[Match]:
    """Yield mail addresses."""
    yield from (Match("mail", match.start(), match.end()) for match in _MAIL.finditer(text))


def urls(text: str) -> Iterator[Match]:
    """Yield URLs."""
    yield from (Match("link", match.start(), match.end()) for match in _URL.finditer(text))


def links(text: str) -> Iterator[Match]:
    """Yield the secret part of login links: from the first parameter with a secret, or a token in a login path."""
    for match in _URL.finditer(text):
        if (offset := _secret_start(match[0])) is not None:
            yield Match("link", match.start() + offset, match.end())


def _secret_start(url: str) -> int | None:
    for key in _SECRET_PARAMETER.finditer(url):
        value = re.split(r"[&#;]", url[key.end() :], maxsplit=1)[0]
        if len(unquote(value)) >= _SHORTEST_SECRET:
            return key.start() + 1
    login_path = _LOGIN_PATH.search(url)
    token = _TOKEN.search(url, login_path.end() - 1) if login_path else None
    return token.start() if token and any(char.isdigit() for char in token[0]) else None


def codes(text: str) -> Iterator[Match]:
    """Yield codes for Spark Ads: those called one, and those that look like one, since their form is not published."""
    for match in _CODE.finditer(text):
        if any(char.isdigit() for char in match[0]) and any(char.isupper() for char in match[0]):
            yield Match("code", match.start(), match.end())
    for match in _NAMED_CODE.finditer(text):
        if any(char.isdigit() for char in match[1]):
            yield Match("code", *match.span(1))


def handles(text: str) -> Iterator[Match]:
    """Yield names with an @ in front that are not mail addresses."""
    yield from (Match("handle", match.start(), match.end()) for match in _HANDLE.finditer(text))
