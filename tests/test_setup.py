"""setup.sh, on machines that lack something; the network is never reached."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
TOOLS = ("sh", "dirname", "cat", "cksum", "tail", "mktemp", "rm", "grep", "touch", "env")
OLD_PYTHON = "#!/bin/sh\nexit 1\n"
NO_VENV = '#!/bin/sh\ncase "$2" in *"import venv"*) exit 1;; esac\nexit 0\n'
NO_PANGO = """#!/bin/sh
case "$1" in
-) exit 1;;
-m) mkdir -p .venv/bin; printf '#!/bin/sh\\necho "$@" >>pip-calls\\n' >.venv/bin/python; chmod +x .venv/bin/python;;
esac
exit 0
"""
APT = '#!/bin/sh\necho "$@" >>"$CALLS"\nexit 0\n'


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that is the whole PATH: a few tools, and no Python yet."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in (*TOOLS, "mkdir", "chmod", "id"):
        (folder / tool).symlink_to(shutil.which(tool) or pytest.fail(tool))
    home = tmp_path / "my clone"
    home.mkdir()
    for name in (
        "setup.sh",
        "requirements.lock",
        "requirements-build.lock",
        "requirements-test.lock",
        "pyproject.toml",
    ):
        shutil.copy(REPOSITORY / name, home / name)
    return tmp_path


def put(machine: Path, name: str, text: str) -> None:
    path = machine / "bin" / name
    path.unlink(missing_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def set_up(machine: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("sh") or "sh", "setup.sh"],
        cwd=machine / "my clone",
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(machine / "bin"), "CALLS": str(machine / "calls"), "HOME": os.environ.get("HOME", "/"), **env},
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("nothing", "", "3.11 or later"),
        ("python3", OLD_PYTHON, "3.11 or later"),
        ("python3", NO_VENV, "venv is missing"),
    ],
)
def test_what_is_missing_is_said_with_the_line_for_each_system(machine: Path, name: str, text: str, said: str) -> None:
    """No Python, an old one, one without venv: status 2, and the line to type on four systems."""
    put(machine, name, text)
    done = set_up(machine, SETUP_SYSTEM="no")
    assert done.returncode == 2
    assert said in done.stderr
    for system in ("Debian, Ubuntu   sudo apt-get install -y python3-venv", "Fedora", "macOS", "Windows"):
        assert system in done.stderr
    assert not (machine / "my clone" / ".venv").exists()


def test_without_pango_mails_can_still_be_made(machine: Path) -> None:
    """The environment is made, the lack is said, and the next make looks again."""
    put(machine, "python3", NO_PANGO)
    done = set_up(machine, SETUP_SYSTEM="no")
    assert done.returncode == 0
    assert "no PDF" in done.stderr
    assert "libpangoft2-1.0-0" in done.stderr
    assert (machine / "my clone" / ".venv" / ".made-from").exists()
    assert not (machine / "my clone" / ".venv" / ".ready").exists()


def test_it_installs_where_it_may_and_not_where_it_may_not(machine: Path) -> None:
    """apt-get is called for what is missing, unless SETUP_SYSTEM=no forbids it."""
    put(machine, "python3", NO_PANGO)
    put(machine, "apt-get", APT)
    put(machine, "id", "#!/bin/sh\necho 0\n")
    set_up(machine, SETUP_SYSTEM="no")
    assert not (machine / "calls").exists()
    assert "Installing on this system with apt-get: libpango-1.0-0" in set_up(machine).stderr
    assert (
        "install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        in (machine / "calls").read_text()
    )


def test_a_second_run_fetches_nothing(machine: Path) -> None:
    """What was made from the same lock is not made again; a changed lock is."""
    put(machine, "python3", NO_PANGO.replace("-) exit 1;;", "-) exit 0;;"))
    home = machine / "my clone"
    assert "Python packages into .venv" in set_up(machine).stderr
    fetched = (home / "pip-calls").read_text()
    assert "--require-hashes" in fetched
    assert "--require-hashes --target .venv/.build-tools --requirement requirements-build.lock" in fetched
    assert not (home / ".venv" / ".build-tools").exists()
    assert set_up(machine).stderr == ""
    assert (home / "pip-calls").read_text() == fetched
    (home / "requirements.lock").write_text("# another\n")
    assert "Setting up" in set_up(machine).stderr


def test_a_dead_network_is_one_sentence(machine: Path) -> None:
    """pip's trouble is told in plain words with its last lines, and the status is 2."""
    broken = NO_PANGO.replace("-) exit 1;;", "-) exit 0;;").replace(
        'echo "$@" >>pip-calls', "echo Connection refused >&2; exit 1"
    )
    put(machine, "python3", broken)
    done = set_up(machine)
    assert done.returncode == 2
    assert "Check the network connection" in done.stderr
    assert not (machine / "my clone" / ".venv" / ".made-from").exists()


def test_what_not_everybody_needs_is_installed_once_and_again_with_a_new_environment(machine: Path) -> None:
    """sh setup.sh heic: by its pinned version and hash; a new .venv has it too, until build/.with-heic is deleted."""
    put(machine, "python3", NO_PANGO)
    (machine / "bin" / "awk").symlink_to(shutil.which("awk") or pytest.fail("awk"))
    home = machine / "my clone"

    def calls(*what: str) -> int:
        (home / "pip-calls").unlink(missing_ok=True)
        subprocess.run(
            [shutil.which("sh") or "sh", "setup.sh", *what],
            cwd=home,
            capture_output=True,
            check=False,
            env={"PATH": str(machine / "bin"), "CALLS": str(machine / "calls"), "SETUP_SYSTEM": "no"},
        )
        called = (home / "pip-calls").read_text() if (home / "pip-calls").exists() else ""
        return called.count("--require-hashes --no-deps")

    assert calls() == 0
    assert calls("heic") == 1
    assert (home / "build" / ".with-heic").exists()
    assert calls() == 0
    shutil.rmtree(home / ".venv")
    assert calls() == 1
    (home / "build" / ".with-heic").unlink()
    shutil.rmtree(home / ".venv")
    assert calls() == 0


def test_each_extra_is_pinned_in_the_lock() -> None:
    """The names that setup.sh looks for stand in the lock with their hashes, and are those of pyproject.toml."""
    lock = (REPOSITORY / "requirements-test.lock").read_text(encoding="utf-8")
    for name in ("pillow-heif", "fontpkg-almarai", "manimgx-fonts", "noto-cjk-sans-jp-regular"):
        assert f"\n{name}==" in lock
        assert name in (REPOSITORY / "setup.sh").read_text(encoding="utf-8")
        assert name in (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
