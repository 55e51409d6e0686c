"""Check that a link whose text is an address leads to that address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from makegood.formats.mail_address import in_ascii
from makegood.model.errors import Place
from makegood.model.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.errors import Problem

FILES = frozenset(
    {"pdf", "png", "jpg", "jpeg", "gif", "txt", "eml", "html", "htm", "json", "md", "csv", "zip", "css", "docx", "xlsx"}
)
"""Suffixes that make a word a file name rather than a domain."""
_MAILBOX = re.compile(r"[^\s<>()@:,;]+@([^\s<>()@:,;/]+\.[^\W\d_]{2,})")
_DOMAIN = re.compile(r"(?<![@\w./-])(?:https?://)?((?:[^\W_](?:[\w-]*[^\W_])?\.)+([^\W\d_]{2,}))(?![\w@-])")


def link_problems(path: str, links: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield a problem for each link whose text shows another domain or mailbox than its address."""
    for words, address in dict.fromkeys(links):
        if not _agree(words, address):
            yield problem("A15", Place(path), detail=f"{words} links to {address}")


def _agree(words: str, address: str) -> bool:
    mailboxes = [match[0] for match in _MAILBOX.finditer(words)]
    if address.lower().startswith("mailto:"):
        to = address[len("mailto:") :].partition("?")[0]
        return all(_normalise(mailbox) == _normalise(to) for mailbox in mailboxes) and _domains_match(
            words, to.rpartition("@")[2]
        )
    host = _host(address)
    return all(_is_same_site(mailbox.rpartition("@")[2], host) for mailbox in mailboxes) and _domains_match(words, host)


def _domains_match(words: str, host: str) -> bool:
    domains = (match[1] for match in _DOMAIN.finditer(_MAILBOX.sub(" ", words)) if match[2].lower() not in FILES)
    return all(_is_same_site(domain, host) for domain in domains)


def _is_same_site(domain: str, host: str) -> bool:
    """Return whether a domain is the host or a parent domain of it."""
    domain, host = (_ascii(name).removeprefix("www.") for name in (domain, host))
    return host == domain or host.endswith(f".{domain}")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    return _normalise(f"x@{host}").removeprefix("x@")


def _normalise(mailbox: str) -> str:
    """Return a mailbox in lower case with its domain in ASCII if it can be encoded."""
    try:
        return mailbox.lower() if mailbox.isascii() else in_ascii(mailbox).lower()
    except UnicodeError:
        return mailbox.lower()
