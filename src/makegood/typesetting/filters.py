"""Format figures, days and names: the filters and functions for templates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from makegood.formats import message_commands
from makegood.model.case import Moment
from makegood.model.money import Money
from makegood.model.statement import Statement, say
from makegood.typesetting import fonts

PAPERS: Mapping[str, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height in millimetres."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
KILO = 1000
HEAVIEST = 5
"""The number of parts that are listed if something is too large."""


def filters() -> Mapping[str, Callable[..., Any]]:
    """Return the filters that are the same in every language."""
    return {
        "day": _day,
        "in_zone": in_zone,
        "zone_name": zone_name,
        "number": number,
        "total": add_amounts,
        "joined": joined,
        "first_up": lambda text: text[:1].upper() + text[1:],
        "mid_sentence": within_sentence,
        "stopped": end_sentence,
        "in_fours": lambda text: " ".join(re.findall(r"\w{1,4}", re.sub(r"\W", "", text))).upper(),
        "in_lines": in_lines,
        "spaced": group_hash,
        "prose": prose,
        "codes": with_codes,
        "commands": with_commands,
        "link": link,
        "csp_hash": csp_hash,
        "drawn": fonts.named,
    }


_SMALL_WORDS = frozenset(
    {"A", "An", "At", "In", "It", "Its", "No", "On", "Our", "That", "The", "There", "These", "They"}
)
"""Words that begin with a capital only at the beginning of a sentence, so that no name loses its own."""


def within_sentence(text: str) -> str:
    """Return a title or a sentence of the case as it stands within a sentence: the video, for `The video`."""
    return text[:1].lower() + text[1:] if text.partition(" ")[0] in _SMALL_WORDS else text


def amount(money: Money) -> str:
    """Return an amount as `1,500.00`, grouped by thousands, with its own number of decimals."""
    return f"{money.amount:,f}"


def currencies_of(countries: Iterable[str]) -> frozenset[str]:
    """Return the currencies in use in these countries today; none for an unknown country code."""
    from babel.numbers import get_territory_currencies

    return frozenset(code for country in countries for code in get_territory_currencies(country) or ())


def number(count: int) -> str:
    """Return small numbers as words."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def add_amounts(amounts: Iterable[Money]) -> Money:
    """Return the sum of amounts of one currency; there must be at least one."""
    return reduce(Money.__add__, amounts)


def joined(parts: object, last: str = "and") -> str:
    """Return the parts as `A, B and C`."""
    items = [str(part) for part in parts]  # type: ignore[attr-defined]  # any iterable that a template has
    return f" {last} ".join(filter(None, [", ".join(items[:-1]), items[-1] if items else ""]))


def end_sentence(text: str) -> str:
    """Return the sentence with one full stop at its end, even if its last word, such as `Co.`, has one."""
    return text.rstrip(".") + "."


def in_lines(lines: Iterable[str], most: int) -> list[str]:
    """Return an address in at most as many lines as a window shows, joining the shortest neighbouring inner lines."""
    result = list(lines)
    while len(result) > max(most, 3):
        shortest = min(range(1, len(result) - 2), key=lambda index: len(result[index]) + len(result[index + 1]))
        result[shortest : shortest + 2] = [f"{result[shortest]}, {result[shortest + 1]}"]
    return result


def group_hash(sha256: str) -> str:
    """Return a hash in groups of eight, which allows line breaks and is easier to read."""
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))


def size(count: int) -> str:
    """Return a size in bytes, kB or MB, for a problem."""
    if count < KILO:
        return f"{count} bytes"
    return f"{Decimal(count) / KILO:.0f} kB" if count < KILO * KILO else f"{Decimal(count) / KILO / KILO:.1f} MB"


def heaviest(weights: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Return the names and sizes of the largest parts, the largest first."""
    ranked = sorted(weights, key=lambda pair: -pair[1])[:HEAVIEST]
    return tuple(f"{name}: {size(count)}" for name, count in ranked)


def currencies_in_use(country: str, day: str) -> tuple[str, ...]:
    """Return the currencies in use in a country on a day, by the Unicode CLDR."""
    from babel.numbers import get_territory_currencies

    parsed = date.fromisoformat(day)
    return tuple(get_territory_currencies(country, parsed, parsed))


def decimal_separator(country: str) -> str:
    """Return the usual decimal separator of a country; "" if it is unknown."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return str(get_decimal_symbol(Locale.parse(f"und_{country}")))
    except (UnknownLocaleError, ValueError):
        return ""


def in_zone(moment: Moment, zone: str) -> Moment:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) else moment


def zone_name(zone: str) -> Statement:
    """Return the common name of a time zone: Europe/London is London time."""
    return say("zone-utc") if zone == "UTC" else say("zone-of-city", city=zone.rpartition("/")[2].replace("_", " "))


def upload_name(number: int, evidence_id: str, suffix: str) -> str:
    """Return a file name for a desk's form, numbered by upload order: `01-receipt.png`, at most 40 characters."""
    return f"{number:02d}-{safe_name(evidence_id)}{suffix}"


def safe_name(text: str) -> str:
    """Return at most 30 characters that every form accepts: lower-case ASCII letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:30] or "exhibit"


def prose(text: str) -> Any:
    """Return Markdown as HTML without active content: tags are shown as text, links are https and mailto only."""
    from markdown import Markdown
    from markupsafe import Markup
    from nh3 import clean

    reader = Markdown()
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    for pattern in ("image_link", "image_reference", "short_image_ref"):
        reader.inlinePatterns.deregister(pattern)  # a story has no pictures; their source is shown
    tags = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "a", "br", "code"}
    # The headings of a story are below the packet's own.
    html = re.sub(r"<(/?)h[123]>", r"<\1h3>", reader.convert(text))
    return Markup(clean(html, tags=tags, attributes={"a": {"href"}}, attribute_filter=_link))  # noqa: S704  # cleaned


def _link(_tag: str, _attribute: str, value: str) -> str | None:
    """Return a link to a web page or a mail address unchanged; None for others, of which the text remains."""
    return value if re.match(r"https://[^\s/?#]|mailto:[^\s?]+@[^\s?]+\Z", value) else None


def with_commands(text: str) -> Any:
    """Return a message as HTML, with its commands as code."""
    from markupsafe import Markup

    formats = (Markup("{}"), Markup("<code>{}</code>"))
    parts = enumerate(message_commands.split_commands(text))
    return Markup().join(formats[index % 2].format(part) for index, part in parts)


def with_codes(text: str) -> Any:
    """Return a sentence as HTML, with whatever stands between backticks as code."""
    from markupsafe import Markup

    formats = (Markup("{}"), Markup("<code>{}</code>"))
    return Markup().join(formats[index % 2].format(part) for index, part in enumerate(text.split("`")))


def link(path: str) -> Any:
    """Return a link to a file that is named by its path."""
    from markupsafe import Markup

    return Markup('<a href="{0}">{0}</a>').format(path)


def csp_hash(script: str) -> str:
    """Return the source expression that allows exactly this inline script or style."""
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(str(script).encode()).digest()).decode()}'"


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
