"""Keys that are not known, keys that are missing, and the two as one mistake where one was meant for the other."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from makegood.pipeline.check import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from makegood.model.source import SourceFile
    from makegood.pipeline.check.report import Report

    Nearest = Callable[[str, Iterable[Any]], str | None]

KEYWORDS = frozenset({"additionalProperties", "required"})
LONGEST = 60
"""Characters of a key or word that are compared and shown: nobody mistypes more."""
MOST_HOMES = 3
INSTEAD = {
    ("Mask", "text"): ("A mask needs an area or a text.", 'Add "area" or "text".'),
    ("Parties", "brand"): (
        "It is not said who you are.",
        'Add "brand" with "legal_name" and "contact", here or, once for all cases, in cases/defaults.json.',
    ),
    ("Refund", "requested"): (
        "An amount that was negotiated has to be stated.",
        'Add "requested": "GBP 1000.00", or remove "method".',
    ),
}
"""What to say where a missing key is not the whole story."""
MEANT = {
    ("Deliverable", "link"): "url",
    ("Evidence", "link"): "source_url",
    ("Evidence", "url"): "source_url",
}
"""Keys that mean another one here than the one that looks most like them, or that another object has."""


def report_keys(report: Report, faults: list[schema.SchemaFault], file: SourceFile | None) -> None:
    """Report unknown and missing keys, object by object."""
    for pointer, here in _by_object(faults).items():
        node = schema.schema_at(pointer) or {}
        extra = [one for one in here if one.keyword == "additionalProperties"]
        missing = dict.fromkeys(key for one in here if one.keyword == "required" for key in one.wanted)
        known = schema.resolve(node).get("properties", {})
        place = _Object(report, pointer, known, schema.name_of(node), here[0].value, file)
        absent = [key for key in missing if key not in place.value]
        for key in dict.fromkeys(key for one in extra for key in place.value if key not in one.node["properties"]):
            meant = place.meant(key, absent)
            place.unknown(key, meant, is_missing=meant in absent)
            if meant in absent:
                absent.remove(meant)
        for key in absent:
            place.missing(key)


def _by_object(faults: list[schema.SchemaFault]) -> Mapping[str, list[schema.SchemaFault]]:
    found: dict[str, list[schema.SchemaFault]] = {}
    for fault in faults:
        found.setdefault(fault.pointer, []).append(fault)
    return found


def nearest(word: str, words: Iterable[Any]) -> str | None:
    """Find the word that was probably meant: capitals, hyphens and blanks do not count."""
    import difflib

    known = {plain(str(one)): str(one) for one in words}
    typed = plain(word[:LONGEST])
    near = difflib.get_close_matches(typed, known, n=1, cutoff=0.6)
    return known[near[0]] if near else None


def guess(word: str, words: Iterable[Any], nearest: Nearest = nearest) -> str | None:
    """Ask which word was meant; where the typed one begins several, name them all: which is true, nobody else knows."""
    listed = [str(one) for one in words]
    typed = plain(word[:LONGEST]).replace("_", "")  # PayPal begins paypal_gs and paypal_ff
    begun = [one for one in listed if any(one[:at].replace("_", "") == typed for at in _ends(one))]
    near = begun if len(begun) > 1 else [nearest(word, listed)]
    quotes = [f'"{one}"' for one in near if one]
    if not quotes:
        return None
    last = quotes.pop()
    return f"Did you mean {', '.join(quotes)} or {last}?" if quotes else f"Did you mean {last}?"


def _ends(word: str) -> list[int]:
    return [at for at, one in enumerate(word) if one == "_"]


def quoted(text: str) -> str:
    """Write a text of the case for `detail`: shortened, and with nothing that a terminal would obey."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return json.dumps(short, ensure_ascii=not short.isprintable())


@lru_cache(4096)
def plain(word: str) -> str:
    """Take `legalName`, `Legal-Name` and `legal name` for `legal_name`."""
    if word.isascii() and word.islower() and word.isidentifier() and "__" not in word:
        return word.strip("_")  # as almost every key is written
    return re.sub(r"[\W_]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word)).strip("_").lower()


@dataclass(frozen=True, slots=True)
class _Object:
    """An object of the data, with the keys that the schema knows in it and the schema's name for it."""

    report: Report
    pointer: str
    known: Mapping[str, Any]
    name: str
    value: Mapping[str, Any]
    file: SourceFile | None

    def meant(self, key: str, absent: list[str]) -> str | None:
        """Guess which key was meant: one that is missing before one that may be."""
        if (self.name, key) in MEANT and MEANT[self.name, key] not in self.value:
            return MEANT[self.name, key]
        free = (one for one in self.known if one not in self.value and one not in absent)
        return (absent and self.report.nearest(key, absent)) or self.report.nearest(key, free)

    def unknown(self, key: str, meant: str | None, *, is_missing: bool) -> None:
        message = f'This key is not known here, and "{meant}" is missing.' if is_missing else None
        fix = f'Did you mean "{meant}"?' if is_missing else (meant and self._guess(key, meant)) or _home(key)
        if key in self.known:
            message, fix = "This cannot be shared by all cases.", "Move it into the case.json of the case it is about."
        at = f"{self.pointer}/{schema.escape(key)}#key"
        self.report.add("S1", at, message=message, fix=fix, file=self.file)

    def _guess(self, key: str, meant: str) -> str | None:
        return f'Did you mean "{meant}"?' if (self.name, key) in MEANT else guess(key, self.known, lambda *_: meant)

    def missing(self, key: str) -> None:
        examples = self.known.get(key, {}).get("examples", [])
        shown = json.dumps(examples[0], ensure_ascii=False) if examples else "..."
        message, fix = INSTEAD.get((self.name, key), (f'"{key}" is missing here.', f'Add "{key}": {shown}'))
        self.report.missing(self.pointer, key, message=message, fix=fix, file=self.file)


def _home(key: str) -> str | None:
    """Say where a key belongs that is known elsewhere."""
    homes = _homes().get(plain(key[:LONGEST]), ())
    if not 0 < len(homes) <= MOST_HOMES:
        return None
    return f"Remove it, or move it to where it belongs: {', '.join(homes)}"


@cache
def _homes() -> Mapping[str, tuple[str, ...]]:
    """Map each key to the paths at which the schema knows it, such as case.timezone or payments[].amount."""
    found: dict[str, tuple[str, ...]] = {}
    _collect(schema.read("case"), "", found)
    return found


def _collect(node: schema.Node, path: str, found: dict[str, tuple[str, ...]]) -> None:
    whole = schema.resolve(node)
    if whole.get("type") == "array":
        _collect(whole["items"], f"{path}[]", found)
    for key, inner in whole.get("properties", {}).items():
        below = f"{path}.{key}".lstrip(".")
        found[key] = (*found.get(key, ()), below)
        _collect(inner, below, found)
