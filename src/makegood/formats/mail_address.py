"""Convert mail addresses to the form that mail servers and DNS use."""

from __future__ import annotations


def in_ascii(address: str) -> str:
    """Return `local@domain` with the domain in ASCII (IDNA 2008, with the mapping of UTS 46).

    Under the older rules, which Python has built in, `faß` would become `fass`: another domain, of another owner.
    Raise UnicodeError for a domain that cannot be converted.
    """
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    import idna

    return f"{local}@{idna.encode(domain, uts46=True).decode()}"
