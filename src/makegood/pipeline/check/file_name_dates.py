"""Read when a picture was taken from its file's name, if a phone or computer named the file itself."""

from __future__ import annotations

import re
from datetime import datetime

YEARS = range(2000, 2101)
_SCREENS = (
    "screen ?shot",
    "screen recording",
    "screen_recording",
    "bildschirmfoto",
    "bildschirmaufnahme",
    "capture d.écran",
    "captura de (?:pantalla|ecrã|tela)",
    "schermata",
    "schermafbeelding",
    "skärmavbild",
    "skærmbillede",
    "skjermbilde",
    "näyttökuva",
    "zrzut ekranu",
    "ekran görüntüsü",
    "снимок экрана",
    "スクリーンショット",
    "截屏",
    "屏幕截图",
    "스크린샷",
)
_OTHERS = ("img", "vid", "mvimg", "whatsapp (?:image|video)", "signal")
"""A Pixel's PXL_ counts in UTC without saying so: the time is read from its picture instead."""
_AUTOMATIC = re.compile(
    rf"(?:{'|'.join((*_SCREENS, *_OTHERS))})(?:[ _-]+(?:from|vom|du|van|de|del|från))?[ _-]+"
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d{2})(?P=dash)(?P<day>\d{2})"
    r"(?:[ _-]+(?:(?:at|um|à|a las|às|alle|alle ore|om|kl\.?|klo|o|в) +)?"
    r"(?P<hour>\d{1,2})(?P<stop>[.:_-]?)(?P<minute>\d{2})(?:(?P=stop)(?P<second>\d{2}))?"
    r"(?:\d{3}|[.-]\d{3})?(?:[ \u00a0\u202f]?(?P<half>[ap])\.?m\.?)?)?"
    r"(?P<rest>[ _-]*\(\d{1,3}\)|[ _-](?!\d{2})[^\d].*|[ _-]\d|~\d)?",
    re.IGNORECASE,
)
_NOON = 12


def caption_from_name(stem: str) -> str:
    """Return the words of a name that a person chose, without what a phone or a computer put in front."""
    match = _AUTOMATIC.fullmatch(stem)
    return stem if match is None else match["rest"] or ""


def day_in_name(name: str) -> str | None:
    """Return the day, with the time if it is there, at which a file was taken by its name; None if not certain."""
    match = _AUTOMATIC.fullmatch(_stem(name))
    if match is None or int(match["year"]) not in YEARS:
        return None
    hour = None if match["hour"] is None else _hour(int(match["hour"]), match["half"])
    try:
        moment = datetime(  # noqa: DTZ001  # a file name has no time zone
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            hour or 0,
            int(match["minute"] or 0),
            int(match["second"] or 0),
        )
    except ValueError:
        return None
    if hour is None:
        return moment.date().isoformat() if match["hour"] is None else None
    return moment.isoformat(timespec="seconds" if match["second"] else "minutes")


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour of 24; None where there is no such hour with AM or PM."""
    if half is None:
        return hour
    return hour % _NOON + (_NOON if half in "pP" else 0) if 0 < hour <= _NOON else None


def _stem(name: str) -> str:
    last = name.rpartition("/")[2]
    return last.rpartition(".")[0] or last
