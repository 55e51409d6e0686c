"""Check mail addresses, profile and post URLs: that they are valid and belong to the person named."""

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
"""Addresses that are certainly valid, so that a good case does not need to import the library."""
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
"""Mail providers: two parties may both have an address there."""


def check_addresses(report: Report, fields: list[TextField]) -> None:
    """Check every address; `fields` are the texts of the case."""
    for field in fields:
        if field.form == "Email":
            _email(report, field)
    _own_domain(report)
    _handles(report, fields)


def _email(report: Report, field: TextField) -> None:
    if USUAL.match(field.text):
        return
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(field.text, check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        report.add("T2", field.pointer, fix=_email_fix(str(error)))
        return
    if not field.text.rpartition("@")[0].isascii():
        message = "Many mail servers reject an address with such a letter before the @."
        report.add(
            "T2", field.pointer, message=message, fix="Ask for an address that contains only the letters a to z."
        )


def _email_fix(reason: str) -> str | None:
    if "special-use" in reason:
        return "Use the real domain. This domain is reserved and cannot receive email."
    return "Write it as name@domain.com." if "period" in reason or "@-sign" in reason else None


def _own_domain(report: Report) -> None:
    """Report a creator's address on the brand's own domain: an editor's completion fills it in by mistake."""
    parties = ("parties", "creator")
    own = _domain(get_in(report.source.data, "parties", "brand", "contact", "email"))
    theirs = _domain(get_in(report.source.data, *parties, "email"))
    if own and own == theirs and own not in SHARED:
        report.add(
            "T2",
            "/parties/creator/email",
            message="The creator's address is on the brand's own domain.",
            fix="Copy the creator's address from the agreement.",
            related=("/parties/brand/contact/email",),
        )


def _domain(address: object) -> str:
    return address.rpartition("@")[2].lower() if isinstance(address, str) and "@" in address else ""


def _handles(report: Report, fields: list[TextField]) -> None:
    """T1: a post keeps the handle it was posted under; the profile's URL has the current one."""
    handle = get_in(report.source.data, "parties", "creator", "handle")
    if not isinstance(handle, str) or not report.has_no_error_at("/parties/creator/handle"):
        return
    former = get_in(report.source.data, "parties", "creator", "former_handles")
    own = {handle, *(name for name in former if isinstance(name, str))} if isinstance(former, list) else {handle}
    posts = [field for field in fields if re.fullmatch(r"/deliverables/\d+/url", field.pointer)]
    posted_by = {tiktok_urls.handle(field.text) for field in posts} - {None}
    is_several = len(posted_by) > 1 and not posted_by <= own
    for field in fields:
        is_post = field in posts
        handle_in_url = (
            tiktok_urls.handle(field.text) if is_post or field.pointer == "/parties/creator/profile_url" else None
        )
        if handle_in_url and handle_in_url not in (own if is_post else {handle}):
            fix = 'Correct the URL or the handle. If the creator changed handles, add "former_handles".'
            detail = (
                f'if the creator was renamed, add to parties.creator: "former_handles": {json.dumps([handle_in_url])}'
            )
            if is_post and is_several:
                fix = (
                    "If these are several creators, create one case for each, with the same agreement in its evidence. "
                    'If the creator changed handles, add "former_handles".'
                )
            is_handle = is_post and forms.HANDLE.fullmatch(handle_in_url)
            report.add(
                "T1",
                field.pointer,
                related=("/parties/creator/handle",),
                message="The posts of this case belong to several accounts." if is_post and is_several else None,
                fix=fix if is_handle else None,
                detail=detail if is_handle else "",
            )
