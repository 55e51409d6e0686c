"""Addresses of mail and of the web: they work, and they belong to whom the case says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from makegood.formats import tiktok_urls
from makegood.pipeline.check import forms
from makegood.pipeline.check.json_access import get_in

if TYPE_CHECKING:
    from makegood.pipeline.check.report import Report
    from makegood.pipeline.check.text_fields import TextField

USUAL = re.compile(
    r"(?=.{3,64}@)[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?=.{4,180}\Z)(?:[a-z0-9]{1,40}(?:-[a-z0-9]{1,20})?\.)+"
    r"(?!test|invalid|localhost|local|onion|arpa)[a-z]{2,20}\Z",
    re.ASCII | re.IGNORECASE,
)
"""Addresses that are right without a doubt, so that a good case does without the library."""
SHARED = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "icloud.com",
        "me.com",
        "yahoo.com",
        "proton.me",
        "protonmail.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "aol.com",
        "mail.com",
    }
)
"""Domains that belong to nobody in particular."""


def addresses(report: Report, parts: list[TextField]) -> None:
    """Check every address; `parts` are the texts of the case."""
    for part in parts:
        if part.form == "Email":
            _email(report, part)
    _own_domain(report)
    _handles(report, parts)


def _email(report: Report, part: TextField) -> None:
    if USUAL.match(part.text):
        return
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(part.text, check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        report.add("T2", part.pointer, fix=_say_email(str(error)))
        return
    if not part.text.rpartition("@")[0].isascii():
        message = "Many mail servers take no such letter before the @."
        report.add("T2", part.pointer, message=message, fix="Ask for an address in plain letters.")


def _say_email(said: str) -> str | None:
    if "special-use" in said:
        return "This domain is reserved and gets no mail: write the real one."
    return "Write it as name@domain.com." if "period" in said or "@-sign" in said else None


def _own_domain(report: Report) -> None:
    """Mail for the creator that goes to the brand itself is a slip of the editor's completion."""
    parties = ("parties", "creator")
    own = _domain(get_in(report.source.data, "parties", "brand", "contact", "email"))
    theirs = _domain(get_in(report.source.data, *parties, "email"))
    if own and own == theirs and own not in SHARED:
        report.add(
            "T2",
            "/parties/creator/email",
            message="The creator's address has the brand's own domain.",
            fix="Write the creator's address, as the agreement has it.",
            related=("/parties/brand/contact/email",),
        )


def _domain(address: object) -> str:
    return address.rpartition("@")[2].lower() if isinstance(address, str) and "@" in address else ""


def _handles(report: Report, parts: list[TextField]) -> None:
    """T1: a post keeps the address that it had; the profile has the handle of today."""
    handle = get_in(report.source.data, "parties", "creator", "handle")
    if not isinstance(handle, str) or not report.is_sound("/parties/creator/handle"):
        return
    former = get_in(report.source.data, "parties", "creator", "former_handles")
    own = {handle, *(one for one in former if isinstance(one, str))} if isinstance(former, list) else {handle}
    for part in parts:
        is_post = re.fullmatch(r"/deliverables/\d+/url", part.pointer)
        told = tiktok_urls.handle(part.text) if is_post or part.pointer == "/parties/creator/profile_url" else None
        if told and told not in (own if is_post else {handle}):
            fix = 'Correct the URL or the handle; if the creator has another handle since, add "former_handles".'
            detail = f'if the creator was renamed, add to parties.creator: "former_handles": {json.dumps([told])}'
            is_handle = is_post and forms.HANDLE.fullmatch(told)
            report.add(
                "T1",
                part.pointer,
                related=("/parties/creator/handle",),
                fix=fix if is_handle else None,
                detail=detail if is_handle else "",
            )
