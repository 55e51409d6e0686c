"""The rules of the house, read off the imports: docs/house.md says why."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "makegood"
FLOORS = (
    ("model", "sandbox", "storage"),
    ("formats", "language", "privacy"),
    ("domain", "typesetting"),
    ("statements",),
    ("pipeline",),
    ("commands",),
    ("reporting",),
    ("cli",),
)
"""The rooms, from the lowest floor to the highest: a room imports those below it, and no room beside it."""
STEPS = ("load", "check", "derive", "prepare", "render", "assemble", "verify_output", "write")
"""The steps of `pipeline`, in the order of use: none imports another; only what stands beside them joins them."""
DATA = {"policies"}
"""Folders that hold no code."""
FOREIGN = {
    "jsonschema": {"pipeline.check.schema"},
    "referencing": {"pipeline.check.schema"},
    "jinja2": {"pipeline.render"},
    "markupsafe": {"typesetting.filters"},
    "weasyprint": {"typesetting.layout"},
    "click": {"cli"},
    "pikepdf": {"pipeline.assemble.packet", "pipeline.prepare", "formats.pdf_safety"},
    "pypdfium2": {"pipeline.prepare", "pipeline.assemble.packet", "pipeline.verify_output"},
    "PIL": {"pipeline.prepare", "pipeline.assemble.packet"},
    "fontTools": {"typesetting.fonts"},
    "babel": {"language", "typesetting.filters"},
    "holidays": {"domain.windows"},
    "icalendar": {"commands.docket"},
    "watchfiles": {"commands.watch"},
    "markdown": {"typesetting.filters"},
    "nh3": {"typesetting.filters"},
    "email_validator": {"pipeline.check"},
    "idna": {"formats.mail_address"},
    "stdnum": {"privacy"},
    "phonenumbers": {"privacy"},
    "pillow_heif": {"pipeline.prepare"},
}
NETWORK = (
    *("asyncio", "ftplib", "http", "imaplib", "nntplib", "poplib", "smtplib", "socket", "socketserver", "ssl"),
    *("telnetlib", "urllib.request", "webbrowser", "wsgiref", "xmlrpc"),
)
"""Modules of Python that open connections: nothing is sent anywhere (SECURITY.md), so no module imports them."""
PROCESSES = {
    "subprocess": {"commands.changed"},
    "multiprocessing": {"sandbox.worker", "commands.docket.batch"},
    "pty": set(),
}
"""Modules of Python that start processes, and who may use them: git, the sandbox, and a build of many cases."""
CLOCK = {"now", "today", "utcnow", "time", "localtime"}


def modules(package: Path) -> Iterator[tuple[str, ast.Module]]:
    """Each module as its dotted name below the package, and its tree."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """All dotted names that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor_of(room: str) -> int | None:
    """Return the floor of a room, from 0; None for what is no room, as the package itself."""
    return next((floor for floor, rooms in enumerate(FLOORS) if room in rooms), None)


def step_of(name: str) -> str | None:
    """Return the step to which a module of `pipeline` belongs; None for any other module."""
    room, _, inner = name.partition(".")
    step = inner.partition(".")[0]
    return step if room == "pipeline" and step in STEPS else None


def broken_rules(package: Path) -> list[str]:
    """List each import that docs/house.md does not allow."""
    broken: set[str] = set()
    for name, tree in modules(package):
        room = name.partition(".")[0]
        floor = floor_of(room)
        for target in imported(tree):
            top, _, rest = target.partition(".")
            other = rest.partition(".")[0]
            other_floor = floor_of(other)
            if top == "makegood" and other != room and floor is not None and other_floor is not None:
                if other_floor >= floor:
                    broken.add(f"{name} imports {other}")
            step, other_step = step_of(name), step_of(rest)
            if top == "makegood" and step and other_step and other_step != step:
                broken.add(f"{name} imports pipeline.{other_step}")
            if top in FOREIGN and not any(name == home or name.startswith(home + ".") for home in FOREIGN[top]):
                broken.add(f"{name} imports {top}")
            if top not in {*FOREIGN, *sys.stdlib_module_names, "makegood"}:
                broken.add(f"{name} imports {top}")
            if top in PROCESSES and name not in PROCESSES[top]:
                broken.add(f"{name} imports {top}")
            if any(target == module or target.startswith(f"{module}.") for module in NETWORK):
                broken.add(f"{name} imports {target}")
    return sorted(broken)


def clocks(package: Path) -> list[str]:
    """List each call of a clock outside cli."""
    return sorted(
        f"{name}: {node.func.attr}"
        for name, tree in modules(package)
        if name.partition(".")[0] != "cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime", "time"}
    )


def test_each_room_imports_only_those_below() -> None:
    """No import leads upward or sideways, no step imports another, and each foreign library has its one room."""
    assert broken_rules(PACKAGE) == []


def test_only_cli_asks_the_clock() -> None:
    """The day is an argument everywhere else."""
    assert clocks(PACKAGE) == []


def test_every_room_is_in_the_plan() -> None:
    """A module in no room would be held by no rule; a room or a step that is gone would be a rule about nothing."""
    names = [name for name, _ in modules(PACKAGE)]
    assert {name.partition(".")[0] for name in names} - {""} == {room for rooms in FLOORS for room in rooms}
    assert {step_of(name) for name in names} - {None} == set(STEPS)
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {room for rooms in FLOORS for room in rooms} | DATA
    assert not [path for data in DATA for path in (PACKAGE / data).rglob("*.py")]


@pytest.mark.parametrize(
    ("module", "text", "broken"),
    [
        (
            "pipeline/derive/plan.py",
            "from makegood.pipeline.load import load",
            "pipeline.derive.plan imports pipeline.load",
        ),
        ("pipeline/derive/plan.py", "from makegood.pipeline import load", "pipeline.derive.plan imports pipeline.load"),
        ("domain/ledger.py", "from makegood import pipeline", "domain.ledger imports pipeline"),
        ("domain/ledger.py", "from makegood import typesetting", "domain.ledger imports typesetting"),
        ("pipeline/write.py", "def f():\n    import makegood.cli.app", "pipeline.write imports cli"),
        ("pipeline/load.py", "import jinja2", "pipeline.load imports jinja2"),
        ("pipeline/assemble/mail.py", "from weasyprint import HTML", "pipeline.assemble.mail imports weasyprint"),
        ("commands/watch.py", "import requests", "commands.watch imports requests"),
        ("commands/watch.py", "import socket", "commands.watch imports socket"),
        ("commands/watch.py", "import urllib.request", "commands.watch imports urllib.request"),
        ("commands/watch.py", "import subprocess", "commands.watch imports subprocess"),
    ],
)
def test_the_import_rule_can_fail(tmp_path: Path, module: str, text: str, broken: str) -> None:
    """The rule sees a forbidden import at the top, in a function, beside it, of a library, of the network, and of another program."""
    (tmp_path / module).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / module).write_text(text)
    assert broken_rules(tmp_path) == [broken]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("pipeline/build.py", "from makegood.pipeline import load"),
        ("pipeline/check/dates.py", "from makegood.pipeline.check import keys"),
        ("commands/log.py", "from makegood.pipeline.load import load"),
        ("commands/log.py", "from urllib.parse import urlsplit"),
    ],
)
def test_the_import_rule_lets_the_plan_be(tmp_path: Path, module: str, text: str) -> None:
    """The rule has nothing against an import downward, within a step, or of a step by what joins the steps."""
    (tmp_path / module).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / module).write_text(text)
    assert broken_rules(tmp_path) == []


def test_the_clock_rule_can_fail(tmp_path: Path) -> None:
    """The rule sees a clock in any other module."""
    (tmp_path / "write.py").write_text("from datetime import date\nprint(date.today())")
    assert clocks(tmp_path) == ["write: today"]


WORKSPACE = "model.workspace"
"""The only module that joins the names of the folders of a workspace."""
FOLDERS = {"cases", "build", "templates", "policies", "schemas", "defaults.json", ".cache", ".last-good", ".make"}


def joined_names(package: Path) -> list[str]:
    """List each place that joins the name of a folder of a workspace by itself; the program's own folders are none."""
    return sorted(
        f"{name}: {ast.unparse(node)}"
        for name, tree in modules(package)
        if name != WORKSPACE
        for node in ast.walk(tree)
        for folder, names in _joins(node)
        if "package_data" not in folder and FOLDERS & set(names)
    )


def _joins(node: ast.AST) -> Iterator[tuple[str, list[object]]]:
    """Yield what is joined to a path by `/`, by `joinpath` or by `Path`: the path, and the texts."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant):
        yield ast.unparse(node.left), [node.right.value]
    elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"joinpath", "Path"}:
        yield ast.unparse(node.func), [item.value for item in node.args if isinstance(item, ast.Constant)]


def test_only_the_workspace_joins_the_names_of_its_folders() -> None:
    """What is in a workspace, and where, is said once."""
    assert joined_names(PACKAGE) == []
    own = ast.walk(dict(modules(PACKAGE))[WORKSPACE])
    assert len([names for node in own for _, names in _joins(node)]) > 5


@pytest.mark.parametrize(
    "text",
    ["workspace.root / 'cases'", "(root / 'build')", "root.joinpath('templates')", "Path('build', 'docket.json')"],
)
def test_a_name_that_is_joined_elsewhere_is_seen(tmp_path: Path, text: str) -> None:
    """Negative control; the module of the workspace and the folders of the program are left alone."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "workspace.py").write_text("root / 'cases'")
    (tmp_path / "load.py").write_text(f"{text}\npackage_data.PACKAGE / 'policies'\nresult / 'packet'\n")
    assert joined_names(tmp_path) == [f"load: {ast.unparse(ast.parse(text).body[0])}"]


SWITCH = re.compile(r"#\s*(?:fmt\s*:\s*(?:skip|off|on)|yapf\s*:\s*disable)", re.IGNORECASE)


def unformatted(*folders: Path) -> list[str]:
    """Say each line that asks the formatter to leave something as it is."""
    return [
        f"{path.name}:{token.start[0]}"
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
        if token.type == tokenize.COMMENT and SWITCH.search(token.string)
    ]


def test_the_formatter_sets_every_line() -> None:
    assert unformatted(PACKAGE, Path(__file__).parent) == []


@pytest.mark.parametrize("switch", ["skip", "off", "on"])
def test_a_line_that_is_kept_from_the_formatter_is_seen(tmp_path: Path, switch: str) -> None:
    (tmp_path / "a.py").write_text(f"'# fmt: {switch}'\nx  =  1  # noqa: E221  # fmt: {switch}\n#fmt:{switch}\n")
    assert unformatted(tmp_path) == ["a.py:2", "a.py:3"]
