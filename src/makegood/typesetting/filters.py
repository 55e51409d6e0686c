"""How figures, days and names are written: the filters and functions that templates use. A leaf."""

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
from makegood.typesetting import fonts

PAPERS: Mapping[str, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height in millimetres."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
KILO = 1000
HEAVIEST = 5
"""Parts that are named where a whole is too large."""


def filters(language: str) -> Mapping[str, Callable[..., Any]]:
    """Return the filters for a case's language (BCP 47)."""
    from babel import Locale
    from babel.dates import format_date

    locale = Locale.parse(language, sep="-")

    def written(pattern: str) -> Callable[[Moment], str]:
        return lambda at: format_date(_day(at), pattern, locale)

    return {
        "money": lambda money: f"{money.currency} {amount(money)}",
        "amount": amount,
        "date": written("d MMMM y"),
        "weekday": written("EEEE, d MMMM y"),
        "weekday_alone": written("EEEE"),
        "short": written("d MMM y"),
        "month": written("MMM y"),
        "moment": lambda at: written("d MMMM y")(at) + (f", {at:%H:%M}" if isinstance(at, datetime) else ""),
        "day": _day,
        "in_zone": in_zone,
        "zone_name": zone_name,
        "number": number,
        "total": add_amounts,
        "joined": joined,
        "first_up": lambda text: text[:1].upper() + text[1:],
        "stopped": end_sentence,
        "in_fours": lambda text: " ".join(re.findall(r"\w{1,4}", re.sub(r"\W", "", text))).upper(),
        "in_lines": in_lines,
        "country": lambda code: locale.territories.get(code, code),
        "tongue": lambda code: locale.languages.get(code.partition("-")[0], code),
        "spaced": group_hash,
        "size": size,
        "prose": prose,
        "commands": with_commands,
        "csp_hash": csp_hash,
        "drawn": fonts.named,
    }


def amount(money: Money) -> str:
    """Write `1,500.00`: grouped by thousands, with the decimals that the amount carries."""
    return f"{money.amount:,f}"


def currencies_of(countries: Iterable[str]) -> frozenset[str]:
    """Give the currencies that are paid with in these countries today; none for a code that is no country's."""
    from babel.numbers import get_territory_currencies

    return frozenset(code for country in countries for code in get_territory_currencies(country) or ())


def number(count: int) -> str:
    """Write small numbers as words."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def add_amounts(amounts: Iterable[Money]) -> Money:
    """Add up amounts of one currency; there must be at least one."""
    return reduce(Money.__add__, amounts)


def joined(parts: object, last: str = "and") -> str:
    """Join `A, B and C`."""
    items = [str(part) for part in parts]  # type: ignore[attr-defined]  # any iterable that a template has
    return f" {last} ".join(filter(None, [", ".join(items[:-1]), items[-1] if items else ""]))


def end_sentence(text: str) -> str:
    """End a sentence with one full stop, also where its last word brings its own, as `Co.` does."""
    return text.rstrip(".") + "."


def in_lines(lines: Iterable[str], most: int) -> list[str]:
    """Bring an address into as many lines as a window shows: between first and last the shortest neighbours join."""
    left = list(lines)
    while len(left) > max(most, 3):
        at = min(range(1, len(left) - 2), key=lambda one: len(left[one]) + len(left[one + 1]))
        left[at : at + 2] = [f"{left[at]}, {left[at + 1]}"]
    return left


def group_hash(sha256: str) -> str:
    """Break a hash into groups of eight, so that a line can end and an eye can follow."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


def size(count: int) -> str:
    """Write a size as bytes, kB or MB."""
    if count < KILO:
        return f"{count} bytes"
    return f"{Decimal(count) / KILO:.0f} kB" if count < KILO * KILO else f"{Decimal(count) / KILO / KILO:.1f} MB"


def heaviest(weights: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Name what weighs most, the heaviest first, each with its size."""
    ranked = sorted(weights, key=lambda pair: -pair[1])[:HEAVIEST]
    return tuple(f"{name}: {size(count)}" for name, count in ranked)


def currencies_in_use(country: str, day: str) -> tuple[str, ...]:
    """Name the currencies in which one pays in a country on a day, by the Unicode CLDR."""
    from babel.numbers import get_territory_currencies

    on = date.fromisoformat(day)
    return tuple(get_territory_currencies(country, on, on))


def decimal_separator(country: str) -> str:
    """Give the sign before decimals as most people of a country write it; "" where that is not known."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return str(get_decimal_symbol(Locale.parse(f"und_{country}")))
    except (UnknownLocaleError, ValueError):
        return ""


def in_zone(at: Moment, zone: str) -> Moment:
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(zone)) if isinstance(at, datetime) else at


def zone_name(zone: str) -> str:
    """Name a zone as a reader would: Europe/London is London time."""
    return "UTC" if zone == "UTC" else zone.rpartition("/")[2].replace("_", " ") + " time"


def upload_name(number: int, evidence_id: str, suffix: str) -> str:
    """Name what goes to a desk's form, in the order to upload: `01-receipt.png`, at most 40 characters."""
    return f"{number:02d}-{safe_name(evidence_id)}{suffix}"


def safe_name(text: str) -> str:
    """Reduce to 30 characters that every form takes: lower-case ASCII letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:30] or "exhibit"


def prose(text: str) -> Any:
    """Turn Markdown into HTML that holds nothing active: tags are shown as typed, links are https and mailto only."""
    from markdown import Markdown
    from markupsafe import Markup
    from nh3 import clean

    reader = Markdown()
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    for pattern in ("image_link", "image_reference", "short_image_ref"):
        reader.inlinePatterns.deregister(pattern)  # a story has no pictures: what was typed is shown
    tags = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "a", "br", "code"}
    # The headings of a story stand below the packet's own.
    html = re.sub(r"<(/?)h[123]>", r"<\1h3>", reader.convert(text))
    return Markup(clean(html, tags=tags, attributes={"a": {"href"}}, attribute_filter=_link))  # noqa: S704  # cleaned


def _link(_tag: str, _attribute: str, value: str) -> str | None:
    """Keep a link that leads to a page or an address and does nothing else; of others the words remain."""
    return value if re.match(r"https://[^\s/?#]|mailto:[^\s?]+@[^\s?]+\Z", value) else None


def with_commands(text: str) -> Any:
    """Show a message on a page, with its commands set apart."""
    from markupsafe import Markup

    form = (Markup("{}"), Markup("<code>{}</code>"))
    return Markup().join(form[at % 2].format(part) for at, part in enumerate(message_commands.split_commands(text)))


def csp_hash(script: str) -> str:
    """Return the source expression that allows exactly this inline script or style."""
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(str(script).encode()).digest()).decode()}'"


def _day(at: Moment) -> date:
    return at.date() if isinstance(at, datetime) else at
