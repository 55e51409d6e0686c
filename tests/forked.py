"""Runs the command line in a process of its own without the second that a new Python takes to import the program.

A process that has imported everything and built one case forks for each command. What a command is given is its
own: arguments, environment, folder, standard streams. What a build makes it makes once a session (once.py). Where a
process begins otherwise (another hash seed, another locale) or the system cannot fork, a new Python is started.

`run` is for tests; `write_command` is for what starts `makegood` by its name, such as a shell.
"""

from __future__ import annotations

import json
import os
import selectors
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any

import once
from forked_client import read_bytes

REPOSITORY = Path(__file__).parent.parent
CODE = "from makegood.cli.app import main\nif __name__ == '__main__': main()"
FORKS = sys.platform == "linux"
AT_START = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_")
"""How the variables begin that a Python reads as it starts: another value of one needs another Python."""
TEXTS_ALONE = "MAKEGOOD_TESTS_TEXTS_ALONE"
"""Set for a command that is to make no PDF files."""
BEGAN = dict(os.environ)
FOREIGN = (
    "babel.dates",
    "babel.numbers",
    "concurrent.futures.process",
    "email.message",
    "email.policy",
    "html.parser",
    "icalendar",
    "jinja2",
    "jsonschema",
    "multiprocessing.connection",
    "multiprocessing.popen_fork",
    "pikepdf",
    "PIL.Image",
    "pypdfium2",
    "weasyprint.text.fonts",
)
"""What the program imports within its functions."""


def run(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str], new: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run makegood in a process of its own, with this environment; `new` has a Python started for it.

    Within `once.texts_alone()` it makes no PDF files, unless a Python is started.
    """
    words = [*map(str, arguments)]
    if new or not FORKS or not _begins_like(env):
        return subprocess.run(
            [sys.executable, "-c", CODE, *words], cwd=cwd, env=dict(env), capture_output=True, text=True, check=False
        )
    mode = {TEXTS_ALONE: "1"} if once.are_texts_alone() else {}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = _asked({"arguments": words, "cwd": str(cwd), "env": {**env, **mode}}, (out.fileno(), err.fileno()))
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode().replace("\r\n", "\n").replace("\r", "\n"))
    return subprocess.CompletedProcess(words, code, *texts)


def write_command(path: Path, *, fork_always: bool = False) -> None:
    """Write a program `makegood` that runs as `run` does; other variables at its start have a Python started for it.

    `fork_always=True` is for a shell with few variables, as a runner's: what a Python reads as it starts does not count.
    """
    new = f"PYTHONPATH={shlex.quote(str(REPOSITORY / 'src'))} exec {shlex.quote(sys.executable)} -c {shlex.quote(CODE)}"
    text = f'#!/bin/sh\n{new} "$@"\n'
    if FORKS:
        _server()
        beginnings = () if fork_always else AT_START
        ours = {name: value for name, value in _environment().items() if name.startswith(beginnings)}
        client = [sys.executable, "-I", "-S", str(REPOSITORY / "tests" / "forked_client.py"), str(_address())]
        other = path.with_name(f"{path.name}-new")
        other.write_text(text, encoding="utf-8")
        other.chmod(0o755)
        mode = f"{TEXTS_ALONE}=1 " if once.are_texts_alone() else ""
        text = f'#!/bin/sh\n{mode}exec {shlex.join([*client, json.dumps([ours, beginnings]), str(other)])} "$@"\n'
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def _address() -> Path:
    """Return where the process that forks for the tests of this process listens."""
    return once.shelf() / f"forked-{os.getpid()}"


def _is_read_at_start(name: str) -> bool:
    return name.startswith(AT_START) and name != "PYTHONPATH"


def _begins_like(env: Mapping[str, str]) -> bool:
    """Say whether a Python begins with these variables as the one that forks has begun."""
    ours = _environment()
    names = {name for name in {*env, *ours} if _is_read_at_start(name)}
    return all(env.get(name) == ours.get(name) for name in names)


def _environment() -> Mapping[str, str]:
    """Return the environment of the process that forks: that of the tests as they began."""
    return {**BEGAN, "PYTHONPATH": str(REPOSITORY / "src"), once.VARIABLE: str(once.shelf())}


def _asked(command: Mapping[str, object], streams: Sequence[int]) -> int:
    """Have a command run with these standard streams; return its exit status."""
    data = json.dumps(command).encode()
    line, _ = _server()
    socket.send_fds(line, [len(data).to_bytes(4, "big")], streams)
    line.sendall(data)
    return int.from_bytes(read_bytes(line, 4), "big", signed=True)


@cache
def _server() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Start the process that forks; it ends when this one does, whose end of the line is closed then."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno()), str(_address())],
            env=dict(_environment()),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    read_bytes(ours, 1)
    return ours, process


def end() -> None:
    """End the process that forks, if there is one."""
    if _server.cache_info().currsize:
        line, process = _server()
        line.close()
        process.wait()


# What runs in the process that forks


def _serve(line: socket.socket, address: str) -> None:
    """Fork for each command that comes from the tests or from `forked_client.py`, and send back how it ended."""
    import gc  # noqa: PLC0415  # these are for this process alone
    import importlib  # noqa: PLC0415
    import pkgutil  # noqa: PLC0415

    import makegood  # noqa: PLC0415  # on the path of this process alone

    for module in pkgutil.walk_packages(makegood.__path__, "makegood."):
        importlib.import_module(module.name)
    for name in FOREIGN:
        importlib.import_module(name)
    _warm_up()
    gc.collect()
    gc.freeze()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    selector = selectors.DefaultSelector()
    for source in (line, listener):
        selector.register(source, selectors.EVENT_READ)
    line.sendall(b"+")
    attendants: list[int] = []
    while True:
        for key, _ in selector.select():
            if key.fileobj is line:
                if not _answer(line, selector, listener):
                    return
                continue
            connection, _ = listener.accept()
            # Several programs of one shell may run at once: each has a process that waits for it.
            if (attendant := os.fork()) == 0:
                with suppress(OSError, EOFError):
                    _answer(connection, selector, listener, line, has_pid=True)
                os._exit(0)
            connection.close()
            attendants = [pid for pid in attendants if not os.waitpid(pid, os.WNOHANG)[0]] + [attendant]


def _warm_up() -> None:
    """Build a case in a folder of its own, so that what a process does once has been done: policies, templates, fonts."""
    import conftest  # noqa: PLC0415  # imports this module

    from makegood.model.workspace import Workspace  # noqa: PLC0415  # on the path of this process alone
    from makegood.pipeline import build  # noqa: PLC0415  # as above
    from makegood.typesetting import layout  # noqa: PLC0415  # as above

    with tempfile.TemporaryDirectory() as folder, once.shared():
        home = Path(folder)
        (home / "cases").mkdir()
        case = conftest.add_case(home, conftest.BANK)
        outcome = build.build(case, Workspace(home), home / "build", home / "cache")
        assert not outcome.failed, outcome.problems
        layout.warm_up()  # the packet may be another worker's


def _answer(source: socket.socket, *inherited: Any, has_pid: bool = False) -> bool:
    """Run one command in a process of its own that has nothing `inherited`; return whether there was one."""
    head, streams, _, _ = socket.recv_fds(source, 4, 3)
    if not head:
        return False
    command = json.loads(read_bytes(source, int.from_bytes(head, "big")))
    child = os.fork()
    if child == 0:
        for thing in (source, *inherited):
            thing.close()
        with once.shared(), once.texts_alone() if command["env"].pop(TEXTS_ALONE, "") else nullcontext():
            _become(command, streams)
    for stream in streams:
        os.close(stream)
    if has_pid:
        source.sendall(child.to_bytes(4, "big"))
        _end_with(source, child)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    source.sendall(code.to_bytes(4, "big", signed=True))
    return True


def _end_with(source: socket.socket, child: int) -> None:
    """Wait for the end of a process; end it if the program that asked for it has ended."""
    ended = os.pidfd_open(child)
    with selectors.DefaultSelector() as selector:
        selector.register(ended, selectors.EVENT_READ)
        selector.register(source, selectors.EVENT_READ)
        if all(key.fileobj is source for key, _ in selector.select()):
            os.kill(child, signal.SIGKILL)
    os.close(ended)


def _become(command: Mapping[str, object], streams: Sequence[int]) -> None:
    """Run a command in a process that was forked, as a new Python would; never return."""
    import atexit  # noqa: PLC0415  # these are for this process alone
    import time  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    from makegood.cli.app import main  # noqa: PLC0415  # imported before, as all

    code = 1
    try:
        # The tests give no standard input; this process has none.
        for stream, number in zip(streams, range(3 - len(streams), 3), strict=True):
            os.dup2(stream, number)
            os.close(stream)
        # Ignored where the tests run in the background of a shell.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(command["cwd"])
        os.environ.clear()
        os.environ.update(command["env"])
        time.tzset()
        sys.argv = ["-c", *command["arguments"]]
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001  # as Python itself ends
            traceback.print_exc()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
