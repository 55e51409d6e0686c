"""Decide the language of each document: its reader's, in the regional form of the reader's country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.language.regional import regional

if TYPE_CHECKING:
    from makegood.model.case import Case
    from makegood.model.words import Audience

LANGUAGES = ("en",)
"""The languages in which there are documents (BCP 47, without region)."""


def language_of(case: Case, *, to_creator: bool, audience: Audience | None = None) -> str:
    """Return the language (BCP 47) of a document.

    A document for the creator follows `parties.creator.language`, if that is a form of the case's language, else the
    creator's country. A court is in the place whose law applies; every other reader is taken to be where the brand is,
    which opened the account, the card or the campaign there.
    """
    language, creator = case.case.language, case.parties.creator
    if creator and (to_creator or audience == "influencer"):
        own = creator.language or ""
        return own if own.startswith(f"{language}-") else regional(language, creator.country)
    law = case.case.jurisdiction
    if audience == "court" and law:
        return regional(language, law.country)
    return regional(language, case.parties.brand.country)
