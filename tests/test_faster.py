"""The faster functions give what those of WeasyPrint give, and are used."""

from __future__ import annotations

import io
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html import escape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from makegood.model.errors import CaseError
from makegood.pipeline.verify_output.pdf_text import read_pdf_text
from makegood.typesetting import fonts
from makegood.typesetting.layout import faster, lay_out

WIDTHS = {
    "f": "fi fl ff ffi fj ft tt Th -- ... 1/2 f",
    "spaces": " a  b ,c. (d) 'e' \"f\" g\u00a0h i\u2009j ",
    "signs": "€5 ×2 − 3 → ✓ … “x” ‘y’ a\u0301b e\u0308 1\u20e3 x\ufe0fy",
    "hidden": "soft\u00adhyphen zero\u200bwidth joined\u2060word tab\there line\nbreak",
    "directions": "abc \u05d0\u05d1\u05d2 (1) \u0627\u0628 def \u202eghi\u202c",
    "long": "https://www.tiktok.com/@name_of.somebody/video/7311111111111111111?is_from=1&sender=2",
    "amounts": "1,234.56 EUR, GBP 600.00; ref. MG-2026-101",
}
"""Texts by what could make the width of a letter depend on its neighbours."""
STYLES = (
    "",
    "white-space: pre-wrap",
    "letter-spacing: 1pt; font-weight: 600",
    "font: 9pt 'Source Sans 3'",
    "direction: rtl",
)


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path) -> None:
    fonts.configure(tmp_path / "fonts")
    faster.install()


def page(*texts: str, styles: tuple[str, ...] = STYLES) -> str:
    """Return a table with each text in each style, wider than its page."""
    rows = "".join(
        "<tr>" + "".join(f'<td style="{style}">{escape(text)}</td>' for style in styles) + "</tr>" for text in texts
    )
    style = "<style>@page { size: 150mm 400mm } td { overflow-wrap: anywhere; font: 12pt 'Source Serif 4' }</style>"
    return f'<!DOCTYPE html><html lang="en"><title>t</title>{style}<table>{rows}</table>'


@contextmanager
def instead(module: Any, name: str, function: Callable[..., Any]) -> Iterator[None]:
    """Put a function in the place of another."""
    before = getattr(module, name)
    setattr(module, name, function)
    try:
        yield
    finally:
        setattr(module, name, before)


def compared(fast: Callable[..., Any], html: str) -> tuple[int, list[str]]:
    """Lay out a page; return how many lines were split, and for which ones `fast` gives something else."""
    from weasyprint.layout import preferred

    own, count, others = preferred.split_first_line.__wrapped__, 0, []

    def both(text: str, style: Any, *given: Any, **options: Any) -> Any:
        nonlocal count
        right, ours = own(text, style, *given, **options), fast(text, style, *given, **options)
        count += 1
        if right[1:4:2] != ours[1:4:2] or right[2] != ours[2]:  # length, width, where the next line begins
            others.append(text[:3])
        return right

    with instead(preferred, "split_first_line", both), suppress(CaseError):  # the fonts have no Hebrew
        lay_out(html, (), "page")
    return count, others


def test_they_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the version of WeasyPrint that is locked; in another version nothing is replaced."""
    import weasyprint
    from weasyprint.layout import preferred
    from weasyprint.pdf import fonts as of_pdf

    assert hasattr(preferred.split_first_line, "__wrapped__")
    assert hasattr(of_pdf.instantiateVariableFont, "__wrapped__")
    own = object()
    monkeypatch.setattr(weasyprint, "__version__", "7.0")
    monkeypatch.setattr(preferred, "split_first_line", own)
    faster.install.__wrapped__()
    assert preferred.split_first_line is own


def test_a_letter_is_as_wide_as_weasyprint_finds_it(is_whole: bool) -> None:
    """Whatever comes after it, in any style; with --whole, after each letter comes each other."""
    from weasyprint.layout import preferred

    texts = [*WIDTHS.values()]
    if is_whole:
        texts += ["".join(map("".join, product(string.printable[:95], first))) for first in string.printable[:95]]
    count, others = compared(preferred.split_first_line, page(*texts))
    assert count > 1000
    assert others == []


def test_control_another_width_is_seen() -> None:
    """A width of another style, or another width of one letter, would be noticed."""
    from weasyprint.layout import preferred

    own = preferred.split_first_line.__wrapped__

    def wrong(text: str, *given: Any, **options: Any) -> Any:
        layout, length, resume, width, height, baseline = own(text, *given, **options)
        return layout, length, resume, width + (text[0] == "k"), height, baseline

    _, others = compared(faster.with_known_letters(wrong), page("o k o", styles=("",)))
    assert set(others) == {"k o"}

    letters: dict[str, Any] = {}

    def careless(text: str, *given: Any, **options: Any) -> Any:
        return letters.setdefault(text[0], own(text, *given, **options))

    assert compared(careless, page("ab"))[1]


def test_a_packet_has_the_same_bytes_with_weasyprints_own_search() -> None:
    """And each letter is laid out once, not at each of its places."""
    from weasyprint.layout import preferred

    calls: list[str] = []
    own = preferred.split_first_line.__wrapped__

    def counted(text: str, *given: Any, **options: Any) -> Any:
        calls.append(text)
        return own(text, *given, **options)

    html = page(*(WIDTHS[name] for name in ("f", "spaces", "hidden")), *[WIDTHS["long"]] * 3, styles=STYLES[:3])
    with instead(preferred, "split_first_line", counted):
        slow = lay_out(html, (), "page")
    slowly = len(calls)
    calls.clear()
    with instead(preferred, "split_first_line", faster.with_known_letters(counted)):
        assert lay_out(html, (), "page") == slow
        first = len(calls)
        assert lay_out(html, (), "page") == slow
    assert first < slowly / 3
    assert len(calls) - first < first  # the second time, no letter


def glyphs(font: TTFont) -> list[Any]:
    """Return the outline and the advance of each glyph."""
    table, metrics = font["glyf"], font["hmtx"]
    return [
        ([*table[name].getCoordinates(table)[0]], [*table[name].getCoordinates(table)[1]], metrics[name][0])
        for name in font.getGlyphOrder()
    ]


AXES = {"SourceSans3[wght].ttf": {"wght": 600.0}, "SourceSerif4-Italic[opsz,wght].ttf": {"wght": 400.0, "opsz": 17.333}}


@pytest.mark.parametrize("name", AXES)
def test_a_static_font_has_the_outlines_of_fonttools(name: str) -> None:
    """Each glyph, and its advance; the axes are gone. Another weight has others."""
    from fontTools import subset
    from fontTools.varLib.instancer import instantiateVariableFont

    data = io.BytesIO()
    with TTFont(fonts.files()[f"asset:font/{name}"]) as font:
        few = subset.Subsetter(subset.Options(retain_gids=True, drop_tables=["GSUB", "GPOS"]))
        few.populate(text="Sum of £1,234.56 agreed: Ångström, façade")
        few.subset(font)
        font.save(data)
    made = faster.make_static(data.getvalue(), AXES[name])
    if made is None:
        pytest.skip("this HarfBuzz makes no font static")
    saved = io.BytesIO()
    instantiateVariableFont(TTFont(data), AXES[name], static=True).save(saved)
    ours, right = TTFont(io.BytesIO(made)), TTFont(saved)
    assert "fvar" not in ours
    assert "gvar" not in ours
    assert glyphs(ours) == glyphs(right)
    assert made == faster.make_static(data.getvalue(), AXES[name])
    other = faster.make_static(data.getvalue(), {**AXES[name], "wght": 500.0})
    assert glyphs(TTFont(io.BytesIO(other))) != glyphs(right)


def test_where_harfbuzz_makes_no_font_static_fonttools_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The document has the same text in the same fonts."""
    html = page("Sum of 1,234.56")
    ours = read_pdf_text(lay_out(html, (), "page"))
    asked: list[object] = []
    monkeypatch.setattr(faster, "make_static", lambda *given: asked.append(given))
    assert read_pdf_text(lay_out(html, (), "page")) == ours
    assert len(asked) == 3  # 400 and 600 of one family, 400 of the other


def test_what_cannot_be_pinned_is_left_to_fonttools() -> None:
    """An axis that a font does not have, and what is no font."""
    data = fonts.files()["asset:font/SourceSans3[wght].ttf"].read_bytes()
    assert faster.make_static(data, {"slnt": 1.0}) is None
    assert faster.make_static(b"no font", {"wght": 400.0}) is None
