"""Links held against their words: one that shows an address leads there."""

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
"""Endings that make a file's name of what else would be a domain."""
_MAILBOX = re.compile(r"[^\s<>()@:,;]+@([^\s<>()@:,;/]+\.[^\W\d_]{2,})")
_DOMAIN = re.compile(r"(?<![@\w./-])(?:https?://)?((?:[^\W_](?:[\w-]*[^\W_])?\.)+([^\W\d_]{2,}))(?![\w@-])")


def link_problems(path: str, links: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Name each link whose words show another domain, or another mailbox, than its address has."""
    for words, address in dict.fromkeys(links):
        if not _agree(words, address):
            yield problem("A15", Place(path), detail=f"{words} leads to {address}")


def _agree(words: str, address: str) -> bool:
    mailboxes = [match[0] for match in _MAILBOX.finditer(words)]
    if address.lower().startswith("mailto:"):
        to = address[len("mailto:") :].partition("?")[0]
        return all(_plain(one) == _plain(to) for one in mailboxes) and _all_lead(words, to.rpartition("@")[2])
    host = _host(address)
    return all(_leads(one.rpartition("@")[2], host) for one in mailboxes) and _all_lead(words, host)


def _all_lead(words: str, host: str) -> bool:
    shown = (match[1] for match in _DOMAIN.finditer(_MAILBOX.sub(" ", words)) if match[2].lower() not in FILES)
    return all(_leads(one, host) for one in shown)


def _leads(shown: str, host: str) -> bool:
    """Say whether a domain is that of the address, or a part of the web to which it belongs."""
    shown, host = (_ascii(one).removeprefix("www.") for one in (shown, host))
    return host == shown or host.endswith(f".{shown}")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    return _plain(f"x@{host}").removeprefix("x@")


def _plain(mailbox: str) -> str:
    """Write a mailbox as DNS knows it; what cannot be written so stays as it is."""
    try:
        return mailbox.lower() if mailbox.isascii() else in_ascii(mailbox).lower()
    except UnicodeError:
        return mailbox.lower()
