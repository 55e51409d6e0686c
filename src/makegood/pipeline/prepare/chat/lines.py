"""Parse the messages of a WhatsApp export from an iPhone or from Android."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = r"[ \u00a0\u202f\u2009\u200e\u200f]"
_BETWEEN = rf"{_BLANK}?[./-]{_BLANK}?"
_MORNING = (
    "am",
    "a.m.",
    "a. m.",
    "a.m",
    "vorm.",
    "ص",
    "午前",
    "오전",
    "上午",
    "de",
    "sa",
    "öö",
    "fm",
    "ip.",
    "dop.",
    "πμ",
    "π.μ.",
)
_EVENING = (
    "pm",
    "p.m.",
    "p. m.",
    "p.m",
    "nachm.",
    "م",
    "午後",
    "오후",
    "下午",
    "du",
    "ch",
    "ös",
    "em",
    "ep.",
    "odp.",
    "μμ",
    "μ.μ.",
)
_MARKS = "|".join(
    re.escape(mark).replace(r"\ ", rf"{_BLANK}?") for mark in sorted((*_MORNING, *_EVENING), key=len, reverse=True)
)
"""Marks for a.m. and p.m., before or after the time, in the languages of phones (CLDR)."""
_STAMP = (
    rf"(?P<day>\d{{1,4}}{_BETWEEN}\d{{1,2}}{_BETWEEN}\d{{1,4}})\.?[,،、]?{_BLANK}+"
    rf"(?:(?:um|à|at|kl\.|klo|a las|às|o){_BLANK}+)?"
    rf"(?P<before>{_MARKS})?{_BLANK}?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?:{_BLANK}?(?P<after>{_MARKS}))?"
)
_IPHONE = re.compile(rf"[\u200e\u200f\ufeff]*\[{_STAMP}\]{_BLANK}(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ANDROID = re.compile(rf"[\u200e\u200f\ufeff]*{_STAMP}{_BLANK}+[-–]{_BLANK}+(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SENDER = re.compile(r"(?P<sender>[^\n]{1,100}?): ?(?P<text>.*)", re.DOTALL)
_DIRECTION_MARKS = re.compile("^[\u200e\u200f\u202a-\u202e\u2066-\u2069]+|[\u200e\u200f\u202a-\u202e\u2066-\u2069]+$")
_ATTACHED = re.compile(
    r"\u200e?<[^<>:\n]{2,40}?[ \u00a0]?: ?(?P<iphone>[^<>\n/\\]{1,120}\.\w{2,5})>"
    r"|\u200e?(?P<android>[\w.-]{1,120}\.\w{2,5}) \([^()\n]{5,60}\)"
)
"""`<attached: 00000012-PHOTO.jpg>` and `IMG-20261103-WA0004.jpg (file attached)`, whatever the language."""
_OMITTED = re.compile(r"<[^<>\n]{4,60}>")
FEWEST = 2
"""Lines with a time stamp that a text needs to be a chat."""


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One message: the numbers of its day in their order, its time, its sender (None for WhatsApp itself), its text.

    `media` is the name of the file sent with it; `is_note`: WhatsApp wrote the text for the sender, such as for a
    deleted message.
    """

    number: int
    day: tuple[int, int, int]
    time: str
    sender: str | None
    text: str
    media: str = ""
    is_note: bool = False


def lines_of(text: str) -> tuple[ChatLine, ...] | None:
    """Return the messages of an export in their order, or None if the text is not an export."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n")
    pattern = next((pattern for pattern in (_IPHONE, _ANDROID) if pattern.match(text.partition("\n")[0])), None)
    if pattern is None:
        return None
    messages = tuple(_line(number, match) for number, match in enumerate(_messages(text, pattern), 1))
    return messages if len(messages) >= FEWEST and any(line.sender for line in messages) else None


def _messages(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield a match for each message with its continuation lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        if pattern.match(line) and lines:
            yield _match(pattern, lines)
            lines = []
        lines.append(line)
    yield _match(pattern, lines)


def _match(pattern: re.Pattern[str], lines: list[str]) -> re.Match[str]:
    match = pattern.match("\n".join(lines))
    if match is None:
        raise ValueError(lines)
    return match


def _line(number: int, match: re.Match[str]) -> ChatLine:
    first, second, third = (int(digits) for digits in re.findall(r"\d+", match["day"]))
    message = _SENDER.fullmatch(match["rest"])
    # On an iPhone, WhatsApp's own lines have somebody's name and begin with an invisible mark.
    is_of_whatsapp = message is None or (match["rest"].startswith("\u200e") and not _ATTACHED.search(match["rest"]))
    if message is None or is_of_whatsapp:
        return ChatLine(number, (first, second, third), _time(match), None, _plain(match["rest"]))
    attached = _ATTACHED.search(message["text"])
    text = message["text"].replace(attached[0], "") if attached else message["text"]
    return ChatLine(
        number,
        (first, second, third),
        _time(match),
        sender=_plain(message["sender"]).lstrip("~\u202f\u00a0 "),
        text=_plain(text),
        media=(attached["iphone"] or attached["android"]) if attached else "",
        is_note=not attached and (text.startswith("\u200e") or bool(_OMITTED.fullmatch(text.strip()))),
    )


def _time(match: re.Match[str]) -> str:
    mark = re.sub(r"[\s\u200e\u200f]+", " ", (match["before"] or match["after"] or "").casefold())
    hour = int(match["hour"])
    is_evening = mark.replace(" ", "") in {form.replace(" ", "") for form in _EVENING}
    hour = hour % 12 + 12 * is_evening if mark else hour
    second = f":{int(match['second']):02}" if match["second"] else ""
    return f"{hour:02}:{int(match['minute']):02}{second}"


def _plain(text: str) -> str:
    return _DIRECTION_MARKS.sub("", text.strip()).strip()
