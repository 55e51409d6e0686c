"""An address as mail servers and DNS know it. A leaf."""

from __future__ import annotations


def in_ascii(address: str) -> str:
    """Return `local@domain` with the domain in the letters of DNS (IDNA 2008, as UTS 46 reads what people type).

    Under the older rules, which Python has built in, `faß` would become `fass`: another domain, of another owner.
    Raises UnicodeError for a domain that cannot be written so.
    """
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    import idna

    return f"{local}@{idna.encode(domain, uts46=True).decode()}"
