"""The rules of the house, read off the imports: docs/house.md says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "makegood"
STEPS = ("load", "check", "derive", "prepare", "render", "assemble", "inspect", "write")
LEAVES = (
    "errors",
    "model",
    "assets",
    "folders",
    "rules",
    "policies",
    "ledger",
    "ladder",
    "desks",
    "windows",
    "posts",
    "fonts",
    "inert",
    "wording",
    "ways",
    "leaves",
    "letterform",
    "layout",
    "jsontext",
    "edit",
    "private",
    "readiness",
    "worker",
    "walls",
    "mailbox",
    "mailfile",
    "timeline",
    "clock",
    "commands",
    "messages",
    "outcomes",
    "showable",
    "collector",
    "payback",
    "writing",
)
ABOVE = (
    "examine",
    "explain",
    "manifest",
    "pipeline",
    "docket",
    "report",
    "new",
    "fix",
    "log",
    "offer",
    "rewrite",
    "makefile",
    "verify",
    "watch",
    "changed",
    "renew",
    "cli",
)
FOREIGN = {
    "jsonschema": {"check.schema"},
    "referencing": {"check.schema"},
    "jinja2": {"render"},
    "weasyprint": {"layout"},
    "click": {"cli"},
    "pikepdf": {"assemble.packet", "prepare", "inert"},
    "pypdfium2": {"prepare", "assemble.packet", "inspect"},
    "PIL": {"prepare", "assemble.packet"},
    "fontTools": {"fonts"},
    "babel": {"wording"},
    "holidays": {"windows"},
    "icalendar": {"docket"},
    "watchfiles": {"watch"},
    "markdown": {"wording"},
    "nh3": {"wording"},
    "email_validator": {"check"},
    "idna": {"mailbox"},
    "stdnum": {"private"},
    "phonenumbers": {"private"},
    "pillow_heif": {"prepare"},
}
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


def broken_rules(package: Path) -> list[str]:
    """Say each import that the plan of the house does not allow."""
    found: set[str] = set()
    for name, tree in modules(package):
        room = name.partition(".")[0]
        for target in imported(tree):
            top, _, rest = target.partition(".")
            other = rest.partition(".")[0]
            if top == "makegood" and room in (*STEPS, *LEAVES) and other != room and other in (*STEPS, *ABOVE):
                found.add(f"{name} imports {other}")
            if top in FOREIGN and not any(name == one or name.startswith(one + ".") for one in FOREIGN[top]):
                found.add(f"{name} imports {top}")
    return sorted(found)


def clocks(package: Path) -> list[str]:
    """Say each call of a clock outside cli."""
    return sorted(
        f"{name}: {node.func.attr}"
        for name, tree in modules(package)
        if name != "cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime", "time"}
    )


def test_a_step_imports_only_leaves() -> None:
    """No step imports another step, and each foreign library has its one room."""
    assert broken_rules(PACKAGE) == []


def test_only_cli_asks_the_clock() -> None:
    """The day is an argument everywhere else."""
    assert clocks(PACKAGE) == []


def test_every_room_is_in_the_plan() -> None:
    """A module that no list names stands in no room, and no rule would hold for it."""
    rooms = {name.partition(".")[0] for name, _ in modules(PACKAGE)} - {""}
    assert rooms == {*STEPS, *LEAVES, *ABOVE}


@pytest.mark.parametrize(
    ("module", "text", "said"),
    [
        ("derive/plan.py", "from makegood.load import load", "derive.plan imports load"),
        ("ledger.py", "from makegood import check", "ledger imports check"),
        ("write.py", "def f():\n    import makegood.cli", "write imports cli"),
        ("load.py", "import jinja2", "load imports jinja2"),
        ("assemble/mail.py", "from weasyprint import HTML", "assemble.mail imports weasyprint"),
    ],
)
def test_the_import_rule_can_fail(tmp_path: Path, module: str, text: str, said: str) -> None:
    """The rule sees a forbidden import at the top, in a function, and of a foreign library."""
    (tmp_path / module).parent.mkdir(exist_ok=True)
    (tmp_path / module).write_text(text)
    assert broken_rules(tmp_path) == [said]


def test_the_clock_rule_can_fail(tmp_path: Path) -> None:
    """The rule sees a clock in any other module."""
    (tmp_path / "write.py").write_text("from datetime import date\nprint(date.today())")
    assert clocks(tmp_path) == ["write: today"]
