"""The lines of an export of WhatsApp: which begin a message, when, and by whom; of iPhones and of Android."""

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
    re.escape(one).replace(r"\ ", rf"{_BLANK}?") for one in sorted((*_MORNING, *_EVENING), key=len, reverse=True)
)
"""What stands for the half of the day, before the time or behind it, as the phones' languages have it (CLDR)."""
_STAMP = (
    rf"(?P<day>\d{{1,4}}{_BETWEEN}\d{{1,2}}{_BETWEEN}\d{{1,4}})\.?[,،、]?{_BLANK}+"
    rf"(?:(?:um|à|at|kl\.|klo|a las|às|o){_BLANK}+)?"
    rf"(?P<before>{_MARKS})?{_BLANK}?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?:{_BLANK}?(?P<after>{_MARKS}))?"
)
_IPHONE = re.compile(rf"[\u200e\u200f\ufeff]*\[{_STAMP}\]{_BLANK}(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ANDROID = re.compile(rf"[\u200e\u200f\ufeff]*{_STAMP}{_BLANK}+[-–]{_BLANK}+(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SENDER = re.compile(r"(?P<sender>[^\n]{1,100}?): ?(?P<text>.*)", re.DOTALL)
_QUIET = re.compile("^[\u200e\u200f\u202a-\u202e\u2066-\u2069]+|[\u200e\u200f\u202a-\u202e\u2066-\u2069]+$")
_ATTACHED = re.compile(
    r"\u200e?<[^<>:\n]{2,40}?[ \u00a0]?: ?(?P<iphone>[^<>\n/\\]{1,120}\.\w{2,5})>"
    r"|\u200e?(?P<android>[\w.-]{1,120}\.\w{2,5}) \([^()\n]{5,60}\)"
)
"""`<attached: 00000012-PHOTO.jpg>` and `IMG-20261103-WA0004.jpg (file attached)`, whatever the language."""
_OMITTED = re.compile(r"<[^<>\n]{4,60}>")
FEWEST = 2
"""Stamped lines that make a text a chat."""


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One message: the numbers of its day as they stand, its time, who wrote it (None: WhatsApp itself), what it says.

    `media` is the name of the file that was sent with it; `is_note`: WhatsApp says so in the sender's place, as of what
    was deleted.
    """

    number: int
    day: tuple[int, int, int]
    time: str
    sender: str | None
    text: str
    media: str = ""
    is_note: bool = False


def lines_of(text: str) -> tuple[ChatLine, ...] | None:
    """Return the messages of an export in its order, or None where a text is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n")
    begins = next((one for one in (_IPHONE, _ANDROID) if one.match(text.partition("\n")[0])), None)
    if begins is None:
        return None
    found = tuple(_line(number, match) for number, match in enumerate(_messages(text, begins), 1))
    return found if len(found) >= FEWEST and any(line.sender for line in found) else None


def _messages(text: str, begins: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Give a match for each message, with the lines that go on with it."""
    taken: list[str] = []
    for line in text.split("\n"):
        if begins.match(line) and taken:
            yield _whole(begins, taken)
            taken = []
        taken.append(line)
    yield _whole(begins, taken)


def _whole(begins: re.Pattern[str], taken: list[str]) -> re.Match[str]:
    match = begins.match("\n".join(taken))
    if match is None:
        raise ValueError(taken)
    return match


def _line(number: int, match: re.Match[str]) -> ChatLine:
    first, second, third = (int(one) for one in re.findall(r"\d+", match["day"]))
    said = _SENDER.fullmatch(match["rest"])
    # WhatsApp's own lines of an iPhone have somebody's name, and begin with a mark that nobody sees.
    is_own = said is None or (match["rest"].startswith("\u200e") and not _ATTACHED.search(match["rest"]))
    if said is None or is_own:
        return ChatLine(number, (first, second, third), _time(match), None, _plain(match["rest"]))
    attached = _ATTACHED.search(said["text"])
    text = said["text"].replace(attached[0], "") if attached else said["text"]
    return ChatLine(
        number,
        (first, second, third),
        _time(match),
        sender=_plain(said["sender"]).lstrip("~\u202f\u00a0 "),
        text=_plain(text),
        media=(attached["iphone"] or attached["android"]) if attached else "",
        is_note=not attached and (text.startswith("\u200e") or bool(_OMITTED.fullmatch(text.strip()))),
    )


def _time(match: re.Match[str]) -> str:
    mark = re.sub(r"[\s\u200e\u200f]+", " ", (match["before"] or match["after"] or "").casefold())
    hour = int(match["hour"])
    is_evening = mark.replace(" ", "") in {one.replace(" ", "") for one in _EVENING}
    hour = hour % 12 + 12 * is_evening if mark else hour
    second = f":{int(match['second']):02}" if match["second"] else ""
    return f"{hour:02}:{int(match['minute']):02}{second}"


def _plain(text: str) -> str:
    return _QUIET.sub("", text.strip()).strip()
