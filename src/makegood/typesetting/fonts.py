"""The letters that every build has, whatever fonts a machine has: two families, each whole, none sliced. A leaf."""

from __future__ import annotations

import os
import re
import unicodedata
from fnmatch import fnmatch
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FAMILIES: Mapping[str, str] = MappingProxyType(
    {"Source Serif 4": "fontpkg_source_serif_4", "Source Sans 3": "fontpkg_source_sans_3"}
)
"""Name of each family, as CSS knows it, and the installed package that carries its files."""

SCRIPTS: Mapping[str, str] = MappingProxyType(
    {"fontpkg_almarai": "files/Almarai-[RB]*.ttf", "manimgx_fonts": "*.ttf", "noto_cjk_sans_jp_regular": "**/*.otf"}
)
"""Packages for other scripts, `sh setup.sh scripts`, and where their files are. No style ever names one of their
families: fontconfig falls back to them, for the signs that the two families lack."""
LEFT_OUT = (
    "NotoSans?wght*",
    "NotoSans-Italic*",
    "NotoSansArabic*",
    "NotoEmoji?wght*",
    "Almarai-ExtraBold*",
    "Almarai-Light*",
)
"""Files of these packages that are not used: letters that the two families have; an Arabic whose dots and strokes are
drawn apart, so that its words cannot be found in a PDF; and the emoji with figures."""
EMOJI = "NotoEmoji"
SIGNS = "signs"
"""The folder of the font that is made from it; another name for each way to make it, since it is made once."""
BARE = "NotoEmoji-bare.ttf"
"""Drawings without colour, made from the package's font without its plain figures, which amounts would lose to it."""
FIRST_SIGN = 0x2000
"""The first code point that the font of emoji keeps: before it stand letters, figures and the marks of rights."""
BLANK = 0x20
"""Kept as well: a blank between two signs is drawn with their font, and one without it would draw none."""

GENERIC = (("serif", "Source Serif 4"), ("sans-serif", "Source Sans 3"), ("monospace", "Source Sans 3"))

_USUAL = re.compile(
    # What both families are known to draw (a test asks them), so that ordinary text opens no font file.
    r"[\s\x00-\x1f\x20-\x7e\x7f-\x9f\xa0-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f"
    r"\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2122\u2192\u2212\u2713]*\Z"
)
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\U000e0000-\U000e0fff]"
)
"""Characters that stand for no drawing: joiners, marks of direction, selectors."""


def missing(text: str) -> frozenset[str]:
    """Return the characters that one of the families or both cannot draw; blanks and controls never count."""
    if _USUAL.match(text):
        return frozenset()
    return frozenset(one for one in set(text) if not _is_drawn(one))


def named(text: str) -> str:
    """Return the text with each such character as its Unicode name in brackets: `[SMILING FACE]`."""
    lacking = missing(text)
    if not lacking:
        return text
    return "".join(_name(one) if one in lacking else one for one in _UNSEEN.sub("", text))


def files() -> Mapping[str, Path]:
    """Return the asset name of each font file and where it is: `asset:font/SourceSans3[wght].ttf`."""
    return _files()


def configure(folder: Path) -> None:
    """Write a font configuration of our own under `folder` and point this process to it.

    Must run before WeasyPrint is imported: fontconfig reads the machine's own configuration else, and what a
    page looks like would depend on the fonts that the machine has. A rule @font-face would do as well and
    gives the same bytes, but copies the files for each process and leaves the copies behind.
    """
    # Two builds that begin at once would both have fontconfig make it, and the later one would complain.
    (folder / "cache").mkdir(parents=True, exist_ok=True)
    target = folder.resolve() / "fonts.conf"
    _draw_emoji(target.parent)
    text = _configuration(target.parent / "cache")
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        part = target.with_name(f"fonts.conf.{os.getpid()}")
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    os.environ["FONTCONFIG_FILE"] = str(target)
    os.environ.pop("FONTCONFIG_SYSROOT", None)


def _configuration(cache_folder: Path) -> str:
    folders = sorted({str(path.parent) for path in (*_files().values(), *_others())})
    folders += [str(cache_folder.parent / SIGNS)] if _emoji() else []
    left_out = [f"*/{name}" for name in LEFT_OUT] if _others() else []
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            "<reset-dirs/>",
            *(f"<dir>{escape(folder)}</dir>" for folder in folders),
            *(f"<selectfont><rejectfont><glob>{glob}</glob></rejectfont></selectfont>" for glob in left_out),
            f"<cachedir>{escape(str(cache_folder))}</cachedir>",
            *(
                f'<alias binding="same"><family>{generic}</family><prefer><family>{family}</family></prefer></alias>'
                for generic, family in GENERIC
            ),
            "<config><rescan><int>0</int></rescan></config>",
            "</fontconfig>",
            "",
        ]
    )


@cache
def _files() -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for package in FAMILIES.values():
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(package)
        for path in sorted((Path(spec.submodule_search_locations[0]) / "files").glob("*.ttf")):
            found[f"asset:font/{path.name}"] = path
    return MappingProxyType(found)


@cache
def _installed() -> tuple[Path, ...]:
    """Return the files of the packages for other scripts, as far as they are installed."""
    found = []
    for package, pattern in SCRIPTS.items():
        spec = find_spec(package)
        places = spec.submodule_search_locations if spec else None
        found += sorted(Path(places[0]).glob(pattern)) if places else []
    return tuple(found)


def _others() -> tuple[Path, ...]:
    """Return those that draw other scripts."""
    return tuple(path for path in _installed() if not any(fnmatch(path.name, name) for name in LEFT_OUT))


def _emoji() -> Path | None:
    return next((path for path in _installed() if path.name.startswith(EMOJI)), None)


def _draw_emoji(folder: Path) -> None:
    """Make the font of emoji without plain figures, once for a folder."""
    source, target = _emoji(), folder / SIGNS / BARE
    if source is None or target.is_file():
        return
    from fontTools.ttLib import TTFont

    target.parent.mkdir(parents=True, exist_ok=True)
    with TTFont(source, recalcTimestamp=False) as font:
        for table in font["cmap"].tables:
            table.cmap = {code: glyph for code, glyph in table.cmap.items() if code >= FIRST_SIGN or code == BLANK}
        part = target.with_name(f"{BARE}.{os.getpid()}")
        font.save(part)
    part.replace(target)


def scripts() -> tuple[str, ...]:
    """Name the files for other scripts that are installed: what is typeset depends on them."""
    return tuple(path.name for path in _installed())


def _is_drawn(char: str) -> bool:
    if char.isspace() or unicodedata.category(char) == "Cc" or _UNSEEN.match(char):
        return True
    return ord(char) in _coverage() or ord(char) in _more_coverage()


@cache
def _more_coverage() -> frozenset[int]:
    """Return the code points that any file for other scripts draws; of emoji, those that are kept."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    emoji = _emoji()
    for path in (*_others(), *([emoji] if emoji else [])):
        with TTFont(path, lazy=True) as font:
            found |= {code for code in font.getBestCmap() if path != emoji or code >= FIRST_SIGN}
    return frozenset(found)


@cache
def _coverage() -> frozenset[int]:
    """Return the code points that all files draw."""
    from fontTools.ttLib import TTFont

    tables = []
    for path in _files().values():
        with TTFont(path, lazy=True) as font:
            tables.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*tables)


def _name(char: str) -> str:
    return f"[{unicodedata.name(char, f'U+{ord(char):04X}')}]"
