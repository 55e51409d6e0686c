"""The docket's page in a real browser: clicked, sorted, sifted, typed at, printed; no message, no request, no fault of axe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from playwright import sync_api

sys.path.insert(0, str(Path(__file__).parents[1]))
import many  # noqa: E402

from makegood.model.workspace import Workspace
from makegood.commands import docket  # noqa: E402

REPOSITORY = Path(__file__).parents[2]
AXE = REPOSITORY / "build" / ".axe" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((390, 844), (1280, 900), (1920, 1080))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page")
    many.write(made, 300)
    docket.publish(Workspace(made), docket.build_docket(Workspace(made), date.today()))
    return made


@pytest.fixture(scope="module")
def case_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("case")
    shutil.copytree(REPOSITORY / "cases" / "MG-2026-004", made / "cases" / "MG-2026-004")
    docket.build(
        [made / "cases" / "MG-2026-004"],
        Workspace.containing(made / "cases" / "MG-2026-004"),
        into=None,
        clock=None,
        on_done=lambda *_: None,
    )
    return made / "build" / "MG-2026-004" / "index.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    assert path, "Install it: sudo apt-get install -y chromium"
    with sync_api.sync_playwright() as play:
        made = play.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield made
        made.close()


class Opened:
    """A page, and what it said and asked for beyond its own file."""

    def __init__(
        self, browser: Any, path: Path, size: tuple[int, int] = SIZES[1], scheme: str = "light", **more: object
    ) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, **more)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on(
            "request",
            lambda request: None if request.url.startswith(path.parents[1].as_uri()) else self.said.append(request.url),
        )
        self.page.goto(path.as_uri())

    def refs(self) -> list[str]:
        return self.page.eval_on_selector_all(
            "#own tbody tr:not([hidden])", "rows => rows.map((row) => row.dataset.case)"
        )

    def key(self, key: str) -> list[str]:
        return self.page.eval_on_selector_all(
            "#own tbody tr:not([hidden])", f"rows => rows.map((row) => row.dataset.{key})"
        )


@pytest.fixture
def opened(browser: Any, home: Path) -> Iterator[Opened]:
    made = Opened(browser, home / "build" / "index.html")
    yield made
    assert made.said == []
    made.context.close()


def test_a_search_finds_and_clears(opened: Opened) -> None:
    opened.page.fill("#search", "vos yuki")
    assert opened.refs()
    words = opened.page.eval_on_selector_all(
        "#own tbody tr:not([hidden])", "rows => rows.map((row) => row.textContent.toLowerCase())"
    )
    assert all("vos" in text and "yuki" in text for text in words)
    opened.page.fill("#search", "no such case")
    assert opened.refs() == []
    assert "No case fits" in opened.page.inner_text("#count")
    opened.page.click("#sieve button[type=reset]")
    opened.page.wait_for_function("document.querySelectorAll('#own tbody tr:not([hidden])').length === 100")


def test_a_search_holds_for_what_is_due_too_and_is_in_the_address(opened: Opened) -> None:
    """Both lists show the cases found; after a reload they still do, and who clears it clears the address."""
    page = opened.page
    page.fill("#search", "yuki")
    page.select_option("#by-stage", "=yes")
    refs = opened.refs()
    assert 0 < len(refs) < 100
    due = page.eval_on_selector_all("#due li:not([hidden])", "items => items.map((item) => item.dataset.case)")
    assert set(due) <= set(refs)
    assert due
    assert page.evaluate("location.hash") == "#search=yuki&stage=%3Dyes"
    page.reload()
    assert opened.refs() == refs
    assert page.input_value("#search") == "yuki"
    page.fill("#search", "no such case")
    assert page.is_visible("#none-due")
    page.click("#sieve button[type=reset]")
    page.wait_for_function("document.querySelectorAll('#own tbody tr:not([hidden])').length === 100")
    assert page.evaluate("location.hash") == ""
    # An address that somebody wrote by hand is only text.
    page.evaluate("location.hash = 'stage=nonsense&search=%3Cimg%20src%3Dx%3E'")
    page.wait_for_function("document.getElementById('count').textContent.startsWith('No case fits')")
    assert page.input_value("#by-stage") == ""


def test_a_slash_goes_to_the_search(opened: Opened) -> None:
    opened.page.keyboard.press("/")
    assert opened.page.evaluate("document.activeElement.id") == "search"
    opened.page.keyboard.press("/")
    assert opened.page.input_value("#search") == "/"


def test_the_two_counts_of_dates_agree(opened: Opened) -> None:
    """The line at the top and the button below the list count the same dates."""
    total = opened.page.locator("#due li").count()
    assert f"of {total} dates are due" in opened.page.inner_text("main > p.soft >> nth=0")
    assert opened.page.inner_text("#more-due") == f"Show 12 more of {total} dates"


@pytest.mark.parametrize("key", ["stage", "creator", "desk", "currency"])
def test_each_filter_leaves_what_fits(opened: Opened, key: str) -> None:
    value = opened.page.eval_on_selector(f"#by-{key}", "one => one.options[one.options.length - 1].value")
    opened.page.select_option(f"#by-{key}", value)
    assert set(opened.key(key)) == {value}


def test_open_and_over_part_the_cases(opened: Opened) -> None:
    opened.page.select_option("#by-stage", "=yes")
    assert set(opened.key("open")) == {"yes"}
    opened.page.select_option("#by-stage", "=no")
    assert set(opened.key("open")) == {"no"}


def test_a_head_sorts_up_and_down(opened: Opened) -> None:
    opened.page.select_option("#by-currency", "KWD")
    opened.page.click("#own th[data-key=outstanding] button")
    amounts = [float(one or -1) for one in opened.key("outstanding")]
    assert amounts == sorted(amounts)
    assert len(set(amounts)) > 1
    opened.page.click("#own th[data-key=outstanding] button")
    assert opened.page.get_attribute("#own th[data-key=outstanding]", "aria-sort") == "descending"
    assert [float(one or -1) for one in opened.key("outstanding")] == sorted(amounts, reverse=True)
    opened.page.click("#own th[data-key=case] button")
    assert opened.refs() == sorted(opened.refs())


def test_all_can_be_seen_and_all_is_printed(opened: Opened) -> None:
    assert len(opened.refs()) == 100
    opened.page.click("#more")
    opened.page.click("#more")
    assert len(opened.refs()) == 294
    opened.page.select_option("#by-currency", "KWD")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert set(opened.key("currency")) == {"KWD"}
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.page.select_option("#by-currency", "")
    assert opened.page.pdf(format="A4")[:4] == b"%PDF"


def test_the_first_of_what_is_due_is_shown_and_the_rest_on_demand(opened: Opened) -> None:
    """Twelve are seen, then twelve more; on paper all of them."""
    assert opened.page.locator("#due li:visible").count() == 12
    opened.page.click("#more-due")
    assert opened.page.locator("#due li:visible").count() == 24
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("#due li:visible").count() == opened.page.locator("#due li").count() > 200
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.locator("#due li:visible").count() == 24


def test_the_keyboard_reaches_all_of_it(opened: Opened) -> None:
    """Tab goes through search, filters and heads in their order; Enter sorts; what has the focus is seen."""
    opened.page.focus("#search")
    seen = []
    for _ in range(12):
        opened.page.keyboard.press("Tab")
        seen.append(opened.page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        assert opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert seen[:5] == ["by-stage", "by-creator", "by-desk", "by-currency", "Clear"]
    assert "Case" in seen
    opened.page.focus("#own th[data-key=case] button")
    opened.page.keyboard.press("Enter")
    assert opened.page.get_attribute("#own th[data-key=case]", "aria-sort") == "ascending"


def test_the_browser_says_how_far_away_a_day_is(browser: Any, home: Path) -> None:
    """The file holds days alone; a page of yesterday says that it is."""
    html = (home / "build" / "index.html").read_text(encoding="utf-8")
    assert "days late<" not in html
    made = Opened(browser, home / "build" / "index.html")
    assert "late" in made.page.inner_text("#due li:first-child .when")
    assert not made.page.is_visible("#old")
    old = home / "old" / "build"
    old.mkdir(parents=True, exist_ok=True)
    (old / "index.html").write_text(
        html.replace(f'<time datetime="{date.today()}" id="made"', '<time datetime="2026-01-02" id="made"')
    )
    made = Opened(browser, old / "index.html")
    assert made.page.is_visible("#old")


def test_without_scripts_all_is_there(browser: Any, home: Path) -> None:
    made = Opened(browser, home / "build" / "index.html", java_script_enabled=False)
    assert made.page.locator("#own tbody tr").count() == 294
    assert made.page.locator("#own tbody tr:visible").count() == 294
    assert not made.page.is_visible("#sieve")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("which", ["docket", "case"])
def test_no_page_is_wider_than_its_window_and_axe_finds_nothing(
    browser: Any, home: Path, case_page: Path, size: tuple[int, int], scheme: str, which: str
) -> None:
    """At 390, 1280 and 1920 pixels, light and dark; the rules are axe-core's own, all of them."""
    made = Opened(
        browser, home / "build" / "index.html" if which == "docket" else case_page, size, scheme, bypass_csp=True
    )
    assert made.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if which == "case":
        made.page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
    assert AXE.is_file(), "npm install --prefix build/.axe axe-core"
    made.page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = made.page.evaluate(
        "axe.run().then((done) => done.violations.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html)]))"
    )
    assert found == [], json.dumps(found, indent=1)
    assert made.said == []
    made.context.close()


def test_axe_can_find_something(browser: Any, home: Path, tmp_path: Path) -> None:
    """The check is no formality: a page whose fields have no label fails."""
    spoiled = tmp_path / "a" / "b.html"
    spoiled.parent.mkdir()
    spoiled.write_text((home / "build" / "index.html").read_text(encoding="utf-8").replace("<label>", "<span>"))
    made = Opened(browser, spoiled, bypass_csp=True)
    made.page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    assert "select-name" in made.page.evaluate("axe.run().then((done) => done.violations.map((one) => one.id))")


def test_the_calendar_is_read_by_a_second_parser(home: Path) -> None:
    """ical.js of npm finds the same events on the same days."""
    from icalendar import Calendar

    folder = AXE.parents[1] / "ical.js"
    assert folder.is_dir(), "npm install --prefix build/.axe ical.js"
    script = """
      import ICAL from %s; import { readFileSync } from 'node:fs';
      const whole = new ICAL.Component(ICAL.parse(readFileSync(process.argv[1], 'utf8')));
      console.log(JSON.stringify(whole.getAllSubcomponents('vevent').map((one) => [one.getFirstPropertyValue('uid'),
        one.getFirstPropertyValue('dtstart').toString(), one.getFirstPropertyValue('summary'), one.getAllSubcomponents('valarm').length])));
    """ % json.dumps((folder / "dist" / "ical.js").as_uri())
    path = home / "build" / "due.ics"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script, str(path)], capture_output=True, text=True, check=True
    )
    ours = [
        [str(one["uid"]), one.decoded("dtstart").isoformat(), str(one["summary"]), len(one.walk("VALARM"))]
        for one in Calendar.from_ical(path.read_text(encoding="utf-8")).walk("VEVENT")
    ]
    assert json.loads(done.stdout) == ours
    assert len(ours) > 300


def test_a_second_parser_keeps_the_right_events(tmp_path: Path) -> None:
    """ical.js imports the calendar before and after a date changed, a case was deleted and one renamed, within an hour."""
    import test_calendar

    folder = AXE.parents[1] / "ical.js"
    for number in (0, 1, 17):
        test_calendar.write(tmp_path, number)
    paths = [tmp_path / "before.ics", tmp_path / "after.ics"]
    paths[0].write_bytes(test_calendar.publish(tmp_path).encode())
    test_calendar.write(tmp_path, 1, log=[{**many.sent("first_request", 5), "deadline": "2026-12-09"}])
    shutil.rmtree(tmp_path / "cases" / "MA-2026-017")
    case = (tmp_path / "cases" / "MA-2026-000").rename(tmp_path / "cases" / "MA-2026-900") / "case.json"
    case.write_text(case.read_text(encoding="utf-8").replace("MA-2026-000", "MA-2026-900"), encoding="utf-8")
    paths[1].write_bytes(test_calendar.publish(tmp_path).encode())
    script = """
      import ICAL from %s; import { readFileSync } from 'node:fs';
      const events = new Map();
      const value = (one, name) => one.getFirstPropertyValue(name);
      for (const path of process.argv.slice(1))
        for (const one of new ICAL.Component(ICAL.parse(readFileSync(path, 'utf8'))).getAllSubcomponents('vevent')) {
          const old = events.get(value(one, 'uid'));
          const later = !old || value(one, 'sequence') - value(old, 'sequence') || value(one, 'dtstamp').compare(value(old, 'dtstamp'));
          if (later === true || later > 0) events.set(value(one, 'uid'), one);
        }
      console.log(JSON.stringify([...events].filter(([, one]) => value(one, 'status') === 'CONFIRMED').map(([uid, one]) => [uid, value(one, 'dtstart').toString()])));
    """ % json.dumps((folder / "dist" / "ical.js").as_uri())
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script, *map(str, paths)], capture_output=True, text=True, check=True
    )
    first = test_calendar.Importer()
    for path in paths:
        first.load(path.read_text(encoding="utf-8"))
    assert dict(json.loads(done.stdout)) == first.shown
    assert {uid: day for uid, day in first.shown.items() if "next" in uid} == {
        "MA-2026-900-next@makegood.invalid": "2026-11-23",
        "MA-2026-001-next@makegood.invalid": "2026-12-09",
    }
