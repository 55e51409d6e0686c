"""Choose the regional form of a language by a country: British or American English."""

from __future__ import annotations

AMERICAN = frozenset({"AS", "GU", "MH", "MP", "PH", "PR", "UM", "US", "VI"})
"""ISO 3166-1 codes of the United States, its territories, the Marshall Islands and the Philippines.

Their English inherits from en-US in the Unicode CLDR (parentLocales, as in Babel 2.18: none of them is below en-001).
So does that of Canada, Burundi and the United Arab Emirates, which are not here, since `cancelled` and `favour` are
spelt the British way there.
"""


def regional(language: str, country: str | None) -> str:
    """Return a language (BCP 47) with its regional form: `en` for a reader in New York is `en-US`, in Leeds `en-GB`.

    A language that has a region already, and one without regional forms here, stays as it is.
    """
    if language != "en":
        return language
    return "en-US" if country in AMERICAN else "en-GB"
