"""The letters that every build has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from makegood.typesetting import fonts


@pytest.fixture
def kept_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Put FONTCONFIG_FILE back afterwards."""
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    return monkeypatch


def test_both_families_have_an_upright_and_an_italic() -> None:
    """One whole file a style: a sliced font would draw wrong characters without a word."""
    names = sorted(path.name for path in fonts.files().values())
    assert names == [
        "SourceSans3-Italic[wght].ttf",
        "SourceSans3[wght].ttf",
        "SourceSerif4-Italic[opsz,wght].ttf",
        "SourceSerif4[opsz,wght].ttf",
    ]


def test_no_font_of_pictures_is_carried() -> None:
    """An emoji font takes the digits out of amounts."""
    assert "emoji" not in " ".join([*fonts.FAMILIES, *fonts.FAMILIES.values(), *fonts.files()]).lower()


def test_what_counts_as_usual_is_drawn_by_every_file() -> None:
    """The short way that opens no font must never call something drawn that is not."""
    tables = []
    for path in fonts.files().values():
        with TTFont(path) as font:
            tables.append(set(font.getBestCmap()))
    usual = [code for code in range(0x20, 0x3000) if fonts._USUAL.match(chr(code))]
    lacking = [
        hex(code)
        for code in usual
        if not chr(code).isspace() and not 0x7F <= code < 0xA0 and any(code not in table for table in tables)
    ]
    assert usual
    assert lacking == []


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Ana Müller paid €1,234.56 – “today”…", ""),
        ("a\tb\nc\u00a0d\u200b\u200d\ufe0f", ""),
        ("✓ done → 日本 😀", "日本😀"),
        ("Ŧ and ŧ stand in one family alone", "Ŧŧ"),
        ("private \ue000", "\ue000"),
    ],
)
def test_missing_names_what_a_family_cannot_draw(text: str, lacking: str) -> None:
    """Letters with marks, signs of money and blanks are drawn; other scripts and emoji are not."""
    assert fonts.missing(text) == frozenset(lacking)


def test_named_spells_out_what_cannot_be_drawn() -> None:
    """A character is never an empty box: its name stands in brackets, and what it was joined to goes."""
    assert fonts.named("well ❤️ \ue000 done") == "well [HEAVY BLACK HEART] [U+E000] done"
    assert fonts.named("plain") == "plain"


def test_the_configuration_names_our_fonts_and_no_others(tmp_path: Path, kept_environment: pytest.MonkeyPatch) -> None:
    """Folders of the machine are reset, so that no page depends on them; a folder's name is escaped."""
    assert kept_environment
    folder = tmp_path / "a & b"
    fonts.configure(folder)
    text = (folder / "fonts.conf").read_text(encoding="utf-8")
    assert os.environ["FONTCONFIG_FILE"] == str(folder / "fonts.conf")
    assert "<reset-dirs/>" in text
    assert "a &amp; b" in text
    assert text.count("<dir>") == len({path.parent for path in fonts.files().values()})


def test_configure_leaves_a_good_file_alone(tmp_path: Path, kept_environment: pytest.MonkeyPatch) -> None:
    """A second process does not write under the first one's feet."""
    assert kept_environment
    fonts.configure(tmp_path)
    before = (tmp_path / "fonts.conf").stat().st_mtime_ns
    fonts.configure(tmp_path)
    assert (tmp_path / "fonts.conf").stat().st_mtime_ns == before
