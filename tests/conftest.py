"""What tests share: a workspace with a case of each channel, and tiny pieces of evidence made on the spot."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import MappingProxyType

import forked
import once
import pikepdf
import pytest
from PIL import Image

from makegood.language import english
from makegood.model.statement import Statement, Wording
from makegood.model.workspace import Workspace
from makegood.typesetting import fonts

CASES = Path(__file__).parent / "cases" / "channels"
BANK, ONE, PAYPAL, STORE = "MG-2026-101", "MG-2026-102", "MG-2026-103", "MG-2026-104"
REFS = MappingProxyType({"direct_bank": BANK, "tiktok_one": ONE, "direct_paypal": PAYPAL, "promote_appstore": STORE})


def pytest_addoption(parser: pytest.Parser) -> None:
    """One flag renews every golden; read the diff before you commit it."""
    parser.addoption("--renew", action="store_true", help="write the goldens anew")
    parser.addoption(
        "--whole", action="store_true", help="run the longest variants of tests, and these alone (make prove)"
    )


def pytest_configure(config: pytest.Config) -> None:
    # `make test` tells the program how it was started; the tests start it by themselves.
    os.environ.pop("MAKEGOOD_FROM", None)
    if not hasattr(config, "workerinput"):
        once.begin()
        if folder := once.in_memory():
            # Where pytest makes `pytest-of-<user>`; the workers have theirs in it.
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
    config.addinivalue_line("markers", "once: what a build makes is made once a session, see once.py")
    config.addinivalue_line("markers", "texts: a build makes no PDF files, see once.py")
    config.addinivalue_line("markers", "typeset: a build makes them in this test, though its file has the mark texts")
    config.addinivalue_line(
        "markers", "whole: runs with --whole alone, as make prove does; a shorter one runs without it"
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what was started for all tests; remove what was made once."""
    forked.end()
    if not hasattr(config, "workerinput"):
        once.end()


def pytest_collection_finish() -> None:
    """Keep Python's collector from going through what stays until the end."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make prove` runs; there, what has no longer variant."""
    is_selected = _is_long if config.getoption("--whole") else _is_short
    selected, rest = [], []
    for item in items:
        (selected if is_selected(item) else rest).append(item)
    config.hook.pytest_deselected(items=rest)
    items[:] = selected


def _is_short(item: pytest.Item) -> bool:
    return item.get_closest_marker("whole") is None


def _is_long(item: pytest.Item) -> bool:
    return not _is_short(item) or _is_sweep(item)


def _is_sweep(item: pytest.Item) -> bool:
    """Return whether a test, or a fixture of it, does more with --whole."""
    return "is_whole" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def is_whole(request: pytest.FixtureRequest) -> bool:
    """Whether a sweep is run in full, as in `make prove`; without, a part is, spread over all kinds."""
    return bool(request.config.getoption("--whole"))


OTHER_SCRIPTS = fonts._installed
"""The fonts that `sh setup.sh scripts` adds, which the tests install."""


@pytest.fixture(scope="session", autouse=True)
def no_other_scripts() -> Iterator[None]:
    """Have what every build has; test_scripts has the others."""
    fonts._installed = tuple  # type: ignore[assignment]
    fonts._more_coverage.cache_clear()
    yield
    fonts._installed = OTHER_SCRIPTS


@pytest.fixture(scope="module", autouse=True)
def whole_file_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have each packet of a file with the mark `once` typeset once a session; it is no test of typesetting then."""
    yield from _once(request)


@pytest.fixture(autouse=True)
def this_test_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have the same for one test; with the mark `texts` its builds make no PDF files."""
    nearest = next((mark.name for mark in request.node.iter_markers() if mark.name in {"texts", "typeset"}), "typeset")
    with once.texts_alone() if nearest == "texts" else nullcontext():
        yield from _once(request)


def _once(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("once") is None:
        yield
        return
    with once.shared():
        yield


@pytest.fixture
def packets_once() -> Iterator[None]:
    """Have packets laid out and read once a session; all else is made anew."""
    with once.packets():
        yield


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be written anew."""
    return bool(request.config.getoption("--renew"))


def picture(path: Path, size: tuple[int, int] = (117, 253)) -> None:
    """Draw a little picture; the file's name decides its colour, so that no two are alike."""
    shade = sum(path.name.encode()) % 200
    Image.new("RGB", size, (shade, 180, 200)).save(path)


def document(path: Path, pages: int = 2) -> None:
    """Write a PDF with a rectangle on each page."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Contents = pdf.make_stream(f"0.8 g 50 50 {100 + number} 100 re f".encode())
        pdf.save(path, deterministic_id=True)


def evidence(case: Path) -> None:
    """Make every file that a case names."""
    (case / "evidence").mkdir(exist_ok=True)
    for item in json.loads((case / "case.json").read_text(encoding="utf-8"))["evidence"]:
        path = case / "evidence" / item["file"]
        document(path) if path.suffix == ".pdf" else picture(path)


def add_case(workspace: Path, ref: str) -> Path:
    """Copy one of the four cases into a workspace."""
    case = workspace / "cases" / ref
    shutil.copytree(CASES / ref, case)
    evidence(case)
    return case


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An empty workspace, in a path with a space."""
    home = tmp_path / "my cases"
    (home / "cases").mkdir(parents=True)
    return home


@pytest.fixture
def case(workspace: Path) -> Path:
    """The folder of a case paid by bank transfer, two of three videos delivered."""
    return add_case(workspace, BANK)


@pytest.fixture(scope="session")
def built() -> Path:
    """The build folder over a case of each channel, built once for all tests that only look."""
    from makegood.commands import docket  # noqa: PLC0415  # a session's fixture, not every test's import

    def make(folder: Path) -> None:
        home = folder / "my cases"
        (home / "cases").mkdir(parents=True)
        with once.shared():
            # One after the other, in this process.
            for case in [add_case(home, ref) for ref in REFS.values()]:
                (outcome,) = docket.build(
                    [case], Workspace.containing(case), into=None, clock=None, on_done=lambda _ref, _outcome: None
                )
                assert not outcome.failed, outcome.problems

    return once.folder("four", make) / "my cases" / "build"


def in_english(wording: Wording | tuple[Statement, ...]) -> str:
    """Return a statement, or several one after the other, as the program's own English has them."""
    return " ".join(map(english().text, wording)) if isinstance(wording, tuple) else english().value(wording)
