"""Words in many scripts, and emoji: drawn as they are written, and found again; without the fonts, named in brackets."""

from __future__ import annotations

import re
from pathlib import Path

import page as validator
import pypdfium2
import pytest
from conftest import OTHER_SCRIPTS

from makegood.typesetting import fonts
from makegood.model.errors import CaseError
from makegood.typesetting.layout import lay_out

NINE = {
    "Latin": "Grüße, ça va? Łuczak £1,234.56 €9.99",
    "Greek": "Καλημέρα, το βίντεο είναι έτοιμο",
    "Cyrillic": "Привет, видео готово",
    "Arabic": "مرحبا، الفيديو جاهز",
    "Hebrew": "שלום, הסרטון מוכן",
    "Thai": "สวัสดี วิดีโอพร้อมแล้ว",
    "Japanese": "動画は公開されます。カタカナ",
    "Chinese": "视频将于发布，费用英镑",
    "Korean": "동영상은 게시됩니다",
    "emoji": "😀 👍 🎬 ✅",
}


@pytest.fixture(params=[True, False], ids=["with fonts", "without"])
def has_fonts(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The fonts for other scripts, as `sh setup.sh scripts` brings them, and a machine that lacks them."""
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    monkeypatch.setattr(fonts, "_installed", OTHER_SCRIPTS if request.param else tuple)
    fonts._more_coverage.cache_clear()
    fonts.configure(tmp_path / "fonts")
    yield request.param
    fonts._more_coverage.cache_clear()


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def page(text: str) -> bytes:
    style = '<style>html { font: 11pt "Source Serif 4"; } p { font-family: "Source Sans 3"; }</style>'
    return lay_out(f'<!DOCTYPE html><html lang="en"><title>Words</title>{style}<body><p>{text}</p>', (), "x")


def test_nine_scripts_and_emoji_are_drawn_or_named(has_fonts: bool) -> None:
    """No sign is an empty box: the layout fails at one. What is drawn is found again in the text of the page."""
    for script, text in NINE.items():
        shown = fonts.named(text)
        said = re.sub(r"\s", "", words(page(shown)))
        assert said == re.sub(r"\s", "", shown), script
        is_usual = script in {"Latin", "Greek", "Cyrillic"}
        assert (shown == text) == (is_usual or has_fonts), script
        assert is_usual or has_fonts or shown.startswith("["), script


def test_emoji_take_no_figure_from_an_amount_and_no_standard_from_a_page(has_fonts: bool) -> None:
    """An emoji font has figures of its own; without them the amounts beside emoji stay whole, and the page accessible."""
    pdf = page(fonts.named("Paid 😀 €1,234.56 ✅ on 21.9.2026 🎬 #1 *2 ©"))
    said = words(pdf)
    assert all(one in said for one in ("€1,234.56", "21.9.2026", "#1", "*2", "©"))
    assert has_fonts == ("😀" in said)
    report = validator.validate_pdf_bytes(pdf, profile=validator.ValidationProfile.PDF_UA_1)
    assert report.is_compliant


BETWEEN = ("9\u20e3 \U0001f51f", "\U0001f1fa\U0001f1f8\U0001f1f7 \U0001f1e6\U0001f1eb")
"""A keycap before another sign, and half a flag before a flag: the blank is taken for a part of the signs around it."""


@pytest.mark.parametrize("text", BETWEEN)
def test_a_blank_between_signs_is_drawn(has_fonts: bool, text: str) -> None:
    shown = fonts.named(text)
    assert re.sub(r"\s", "", words(page(shown))) == re.sub(r"\s", "", shown)
    assert has_fonts == (shown == text)


def test_control_a_font_of_emoji_without_a_blank_draws_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it was made before."""
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    monkeypatch.setattr(fonts, "_installed", OTHER_SCRIPTS)
    monkeypatch.setattr(fonts, "BLANK", fonts.FIRST_SIGN)
    fonts.configure(tmp_path)
    for text in BETWEEN:
        with pytest.raises(CaseError) as caught:
            page(text)
        assert [one.rule for one in caught.value.problems] == ["G1"]


def test_control_the_font_of_emoji_as_it_comes_has_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the next test could fail."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # beside its only use

    monkeypatch.setattr(fonts, "_installed", OTHER_SCRIPTS)
    source = fonts._emoji()
    assert source is not None
    with TTFont(source) as font:
        assert set(map(ord, "0123456789#*")) <= set(font.getBestCmap())


def test_the_font_of_emoji_is_made_without_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # as above

    monkeypatch.setenv("FONTCONFIG_FILE", "")
    monkeypatch.setattr(fonts, "_installed", OTHER_SCRIPTS)
    fonts.configure(tmp_path)
    with TTFont(tmp_path / fonts.SIGNS / fonts.BARE) as font:
        assert min(set(font.getBestCmap()) - {fonts.BLANK}) >= fonts.FIRST_SIGN
        assert len(font.getBestCmap()) > 1000


def test_what_no_font_draws_is_named_with_all_fonts(has_fonts: bool) -> None:
    assert fonts.named("𐎀") == "[UGARITIC LETTER ALPA]"
