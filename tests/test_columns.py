"""Tables whose cells are long: the layout's work grows with what they hold, not with its square.

Work is counted in the letters that are handed to Pango to be shaped, which are the same on every machine. Letters here are
no ASCII, of which the layout remembers the widths.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from test_prepare import rule_of
from test_prepare_kinds import shown, words, written

from makegood.typesetting import fonts, layout
from makegood.sandbox import worker
from makegood.pipeline.prepare import table, webpage
from makegood.pipeline.prepare.columns import MOST_MEASURED, NARROWEST, are_measured, most_set, set_columns


@pytest.fixture(scope="module", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted must happen here."""
    monkeypatch.setattr(worker, "run_sandboxed", lambda work, given, *_: work(given))


def shaped(monkeypatch: pytest.MonkeyPatch, path: Path, **asked: object) -> int:
    """Count the letters that are shaped to show a file."""
    layout.warm_up()
    from weasyprint.text.line_break import Layout  # noqa: PLC0415  # once its fonts are there

    counted: list[int] = []
    real = Layout.set_text

    def set_text(self: object, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002  # WeasyPrint's signature
        counted.append(len(text))
        real(self, text, justify)

    with monkeypatch.context() as patched:
        patched.setattr(Layout, "set_text", set_text)
        shown(path, **asked)
    return sum(counted)


def page(tmp_path: Path, letters: int) -> Path:
    """Write a page whose one row has a cell of so many letters."""
    text = f"<p>Terms</p><table><tr><td>1</td><td>{'ä ö ' * (letters // 4)}</td></tr></table>"
    return written(tmp_path, f"page-{letters}.html", f"<!DOCTYPE html>{text}")


def test_twice_as_long_a_cell_of_a_page_is_twice_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without markup is one line, and may be a cell. The control leaves the widths to the layout."""
    small, large = (shaped(monkeypatch, page(tmp_path, letters)) for letters in (1000, 2000))
    assert large < 2.2 * small
    monkeypatch.setattr(webpage, "are_measured", lambda _: True)
    small, large = (shaped(monkeypatch, page(tmp_path, letters)) for letters in (404, 808))
    assert large > 3 * small


def test_long_cells_of_a_table_are_shaped_a_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control shapes them more than ten times as often."""
    text = "Day,Remark\n" + f"2026-09-01,{'ä ö ' * 74}\n" * 8
    letters = shaped(monkeypatch, written(tmp_path, "ads.csv", text))
    assert letters < 20 * len(text)
    monkeypatch.setattr(table, "are_measured", lambda _: True)
    assert shaped(monkeypatch, written(tmp_path, "more.csv", text + "2026-09-02,b\n")) > 10 * letters


@pytest.mark.parametrize(("columns", "is_table"), [(2, True), (8, True), (9, False)])
def test_a_page_with_long_cells_says_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, is_table: bool
) -> None:
    """As a table, or as lines of text where its columns would be too narrow; each word once, and in its order."""
    bodies: list[str] = []
    real = webpage.typeset
    monkeypatch.setattr(
        webpage,
        "typeset",
        lambda request, sanitiser, body, **rest: bodies.append(body) or real(request, sanitiser, body, **rest),
    )
    cells = ["12", *["short"] * (columns - 2), ("Long words, again and again. " * 30).strip()]
    rows = f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" * 3
    said = words(shown(written(tmp_path, "page.html", f"<!DOCTYPE html><table>{rows}</table>")))
    assert said == " ".join(cells * 3)
    assert ('class="cells set"' in bodies[0]) == is_table


def test_a_row_of_more_cells_than_a_page_has_room_for_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However short they are: the layout looks at each column of each row."""
    bodies: list[str] = []
    real = webpage.typeset
    monkeypatch.setattr(
        webpage,
        "typeset",
        lambda request, sanitiser, body, **rest: bodies.append(body) or real(request, sanitiser, body, **rest),
    )
    for count in (webpage.MOST_COLUMNS, webpage.MOST_COLUMNS + 1):
        path = written(tmp_path, f"{count}.html", f"<!DOCTYPE html><table><tr>{'<td>a</td>' * count}</tr></table>")
        assert words(shown(path)) == " ".join("a" * count)
    assert ["<table" in body for body in bodies] == [True, False]


def test_more_cells_than_can_be_laid_out_in_time_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before they are laid out; without rows, as many as are shown of the widest table may be."""
    path = written(tmp_path, "wide.csv", ("a," * 199 + "a\n") * 52)
    laid: list[object] = []
    monkeypatch.setattr(table, "typeset", lambda order, *_, **__: laid.append(order))
    assert rule_of(lambda: shown(path, rows="2-52")) == "P5"
    assert laid == []
    with pytest.raises(TypeError):
        shown(path, rows="2-51")
    assert len(laid) == 1
    assert (table.FIRST + 3) * table.MOST_COLUMNS <= table.MOST_CELLS


def test_columns_are_set_where_measuring_them_takes_long() -> None:
    """Two hundred remarks as people write them are measured; one cell as long as a page is not."""
    assert are_measured(["x" * 50] * 200)
    assert not are_measured(["x" * 1000])
    assert not are_measured(["x" * 300] * 40)
    assert are_measured(["x" * int(MOST_MEASURED**0.5)])


def test_short_columns_have_what_they_need_and_long_ones_the_rest() -> None:
    """Unless that would leave a long one too narrow: then all are alike."""
    long = "x" * 400
    assert (
        set_columns([["12", long], ["2026-09-01", "b"]], 2, 140)
        == '<colgroup><col style="width: 24.0mm"><col></colgroup>'
    )
    assert set_columns([[long, long]], 2, 140) == "<colgroup><col><col></colgroup>"
    crowded = [["2026-09-01"] * 6 + [long]]
    assert 140 - 6 * 24 < NARROWEST
    assert set_columns(crowded, 7, 140) == "<colgroup>" + "<col>" * 7 + "</colgroup>"
    assert most_set(140) == 8
    assert 140 / most_set(140) >= NARROWEST
