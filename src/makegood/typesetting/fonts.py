"""Provide the same fonts on every machine: two complete families, and optional packages for other scripts."""

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
"""The CSS name of each family, and the installed package with its files."""

SCRIPTS: Mapping[str, str] = MappingProxyType(
    {"fontpkg_almarai": "files/Almarai-[RB]*.ttf", "manimgx_fonts": "*.ttf", "noto_cjk_sans_jp_regular": "**/*.otf"}
)
"""Packages for other scripts, `sh setup.sh scripts`, and the patterns of their files. No style names their families:
fontconfig falls back to them for characters that the two families lack."""
EXCLUDED = (
    "NotoSans?wght*",
    "NotoSans-Italic*",
    "NotoSansArabic*",
    "NotoEmoji?wght*",
    "Almarai-ExtraBold*",
    "Almarai-Light*",
)
"""Unused files of these packages: letters that the two families have; an Arabic font that draws dots and strokes
separately, so that its words cannot be found in a PDF; and the emoji with digits."""
EMOJI = "NotoEmoji"
SIGNS = "signs"
"""The folder of the emoji font that is made here once; change the name whenever the font is made differently."""
BARE = "NotoEmoji-bare.ttf"
"""The package's monochrome emoji font without its digits, which would replace those of amounts."""
FIRST_SIGN = 0x2000
"""The first code point that the emoji font keeps; letters, digits and the copyright sign are before it."""
BLANK = 0x20
"""The space is kept too, because a space between two emoji is drawn with the emoji font."""

GENERIC = (("serif", "Source Serif 4"), ("sans-serif", "Source Sans 3"), ("monospace", "Source Sans 3"))

_USUAL = re.compile(
    # Characters that both families have (checked by a test), so that ordinary text opens no font file.
    r"[\s\x00-\x1f\x20-\x7e\x7f-\x9f\xa0-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f"
    r"\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2122\u2192\u2212\u2713]*\Z"
)
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\U000e0000-\U000e0fff]"
)
"""Invisible characters: joiners, direction marks, variation selectors."""


def missing(text: str) -> frozenset[str]:
    """Return the characters that at least one of the families cannot draw, except spaces and control characters."""
    if _USUAL.match(text):
        return frozenset()
    return frozenset(char for char in set(text) if not _is_drawn(char))


def named(text: str) -> str:
    """Return the text with each such character as its Unicode name in brackets: `[SMILING FACE]`."""
    missing_characters = missing(text)
    if not missing_characters:
        return text
    return "".join(_name(char) if char in missing_characters else char for char in _INVISIBLE.sub("", text))


def files() -> Mapping[str, Path]:
    """Return the path of each font file by its asset name, such as `asset:font/SourceSans3[wght].ttf`."""
    return _files()


def configure(folder: Path) -> None:
    """Write our own font configuration in `folder` and set it for this process.

    Must run before WeasyPrint is imported: otherwise fontconfig reads the machine's configuration, and the pages would
    depend on the machine's fonts. @font-face rules would give the same bytes, but copy the files for each process and
    leave the copies behind.
    """
    # Otherwise fontconfig would create it in two simultaneous builds, and fail in the second one.
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
    folders = sorted({str(path.parent) for path in (*_files().values(), *_script_files())})
    folders += [str(cache_folder.parent / SIGNS)] if _emoji() else []
    excluded = [f"*/{name}" for name in EXCLUDED] if _script_files() else []
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            "<reset-dirs/>",
            *(f"<dir>{escape(folder)}</dir>" for folder in folders),
            *(f"<selectfont><rejectfont><glob>{glob}</glob></rejectfont></selectfont>" for glob in excluded),
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
    paths: dict[str, Path] = {}
    for package in FAMILIES.values():
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(package)
        for path in sorted((Path(spec.submodule_search_locations[0]) / "files").glob("*.ttf")):
            paths[f"asset:font/{path.name}"] = path
    return MappingProxyType(paths)


@cache
def _installed() -> tuple[Path, ...]:
    """Return the files of the installed packages for other scripts."""
    paths = []
    for package, pattern in SCRIPTS.items():
        spec = find_spec(package)
        locations = spec.submodule_search_locations if spec else None
        paths += sorted(Path(locations[0]).glob(pattern)) if locations else []
    return tuple(paths)


def _script_files() -> tuple[Path, ...]:
    """Return the installed files for other scripts that are used, without the emoji."""
    return tuple(path for path in _installed() if not any(fnmatch(path.name, name) for name in EXCLUDED))


def _emoji() -> Path | None:
    return next((path for path in _installed() if path.name.startswith(EMOJI)), None)


def _draw_emoji(folder: Path) -> None:
    """Write the emoji font without digits, once per folder."""
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
    """Return the names of the installed files for other scripts, on which the layout depends."""
    return tuple(path.name for path in _installed())


def _is_drawn(char: str) -> bool:
    if char.isspace() or unicodedata.category(char) == "Cc" or _INVISIBLE.match(char):
        return True
    return ord(char) in _coverage() or ord(char) in _more_coverage()


@cache
def _more_coverage() -> frozenset[int]:
    """Return the code points of the files for other scripts; of the emoji font, those that are kept."""
    from fontTools.ttLib import TTFont

    code_points: set[int] = set()
    emoji = _emoji()
    for path in (*_script_files(), *([emoji] if emoji else [])):
        with TTFont(path, lazy=True) as font:
            code_points |= {code for code in font.getBestCmap() if path != emoji or code >= FIRST_SIGN}
    return frozenset(code_points)


@cache
def _coverage() -> frozenset[int]:
    """Return the code points that all files have."""
    from fontTools.ttLib import TTFont

    tables = []
    for path in _files().values():
        with TTFont(path, lazy=True) as font:
            tables.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*tables)


def _name(char: str) -> str:
    return f"[{unicodedata.name(char, f'U+{ord(char):04X}')}]"
