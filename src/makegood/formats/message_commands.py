"""Commands that a message names, in the form that works where it is read.

A message holds a command as it is typed in the folder of a case, between backticks: `make log EVENT=paid`; one
that belongs to the workspace, such as `make new`, as it is typed at the root; and a variable by itself: `AMOUNT`.
A page shows it so. A terminal shows what works for whoever started the program: `make` in a case folder or at the
root, or the program itself, which may be on no path.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "ON": "--on",
        "BY": "--by",
        "VIA": "--via",
        "TEXT": "--text",
        "AMOUNT": "--amount",
        "DEADLINE": "--deadline",
        "NUMBER": "--number",
        "FEE": "--fee",
        "EVIDENCE": "--evidence",
        "EML": "--eml",
        "LENGTH": "--length",
        "FROM": "--from",
        "CHANNEL": "--channel",
        "DATES": "--dates",
        "DECIMAL": "--decimal",
        "CURRENCY": "--currency",
        "AGAIN": "--again",
        "WRITE": "--write",
        "STRICT": "--strict",
        "OF": "--of",
    }
)
"""Variables of make to options of the program; any other variable is an argument by itself."""
FLAGS = frozenset({"AGAIN", "WRITE", "STRICT"})
"""Variables that say yes."""
VERBS: Mapping[str, str] = MappingProxyType(
    {
        "": "build CASE",
        "check": "check CASE",
        "fix": "fix CASE",
        "today": "build --renew CASE",
        "watch": "watch CASE",
        "sent": "log CASE sent",
        "log": "log CASE",
        "explain": "explain",
        "status": "status",
        "new": "new",
        "policies": "policies",
    }
)
"""Targets to what the program is called with."""
EXTRAS = frozenset({"heic", "scripts"})
"""Targets that set something up, which the program does not do."""
OF_ALL = frozenset({"build", "check", "fix", "watch"})
"""Commands that take every case of the workspace where none is named."""
AT_ROOT = frozenset({"new", "status", "policies"})
"""Targets that the root alone has."""
ANYWHERE = EXTRAS | {"explain"}
"""Targets that are the same at the root and in a case."""
SUMS = "sum"
"""What `explain` is asked for where it is about a case: the one in whose folder it is, or that is named."""
NO_CASE = "CASE"
"""What stands for a case that is not known here."""
_WRITTEN = re.compile(rf"`(make(?: [^`\n]*)?|(?:{'|'.join(OPTIONS)})(?:=[^`\n]*)?)`")


Form = Literal["", "case", "root", "alone"]
FORMS: Mapping[str, Form] = MappingProxyType({one: one for one in get_args(Form)})
"""What a Makefile says of itself in MAKEGOOD_FROM."""


@dataclass(frozen=True, slots=True)
class Start:
    """How the program was started: by which Makefile ("" by none), by which name, and where its checkout is from here.

    `makefile` is "alone" in a case of a workspace that is no checkout, whose root has no Makefile. `checkout` is ""
    where the program was installed without one.
    """

    makefile: Form = ""
    program: str = "makegood"
    checkout: str = ""


IN_CASE = Start("case")


def render_commands(text: str, start: Start = IN_CASE, case: str = "") -> str:
    """Return a message with its commands as they are to be typed; `case` is the case's folder from here, quoted."""
    return _WRITTEN.sub(lambda found: _typed(found[1], start, case), text)


def split_commands(text: str) -> list[str]:
    """Split a message into words and commands, in turn."""
    return _WRITTEN.split(text)


def shell_quoted(word: str) -> str:
    """Write a word so that a shell takes it as it is."""
    return f'"{word}"' if re.fullmatch(r"[\w .,:/€-]*[ €][\w .,:/€-]*", word) else shlex.quote(word)


def _typed(command: str, start: Start, case: str) -> str:
    """Show one command; what is none of ours stays as it is, since anybody may have written it."""
    if not command.startswith("make"):
        name, _, value = command.partition("=")
        return command if start.makefile else _option(name, value)
    try:
        words = shlex.split(command)[1:]
    except ValueError:
        return f"`{command}`"
    target = words[0] if words and "=" not in words[0] else ""
    given = dict(one.partition("=")[::2] for one in (words[1:] if target else words))
    if target not in VERBS.keys() | EXTRAS or (given and not target):
        return f"`{command}`"
    if not start.makefile or (start.makefile == "alone" and target in AT_ROOT):
        return _direct(target, given, start, case)
    if target == "explain" and given.get("NAME") == SUMS and start.makefile == "root":
        return f"{command} CASE={case or NO_CASE}" if case else command
    return _to_make(command, target, start, case)


def _to_make(command: str, target: str, start: Start, case: str) -> str:
    """Have make do it, in this folder or in the one that has the target."""
    if start.makefile == "root":
        is_here = target in AT_ROOT | ANYWHERE or (not case and VERBS[target].partition(" ")[0] in OF_ALL)
        return command if is_here else command.replace("make", f"make -C {case or NO_CASE}", 1)
    return command.replace("make", "make -C ../..", 1) if target in AT_ROOT else command


def _direct(target: str, given: dict[str, str], start: Start, case: str) -> str:
    """Have the program do it, or what sets it up."""
    if target in EXTRAS:
        place = "" if start.checkout == "." else f"{shell_quoted(start.checkout)}/"
        return f"sh {place}setup.sh {target}" if start.checkout else f'pip install "makegood[{target}]"'
    return f"{start.program} {_arguments(target, given, case)}"


def _arguments(target: str, given: dict[str, str], case: str) -> str:
    """Write what follows the program's name: flags, then arguments, then options, each in the order given."""
    if target == "log" and "EVENT" not in given:
        return "explain log"
    verb = VERBS[target]
    named = case or ("" if verb.partition(" ")[0] in OF_ALL else NO_CASE)
    first, *words = [named if word == NO_CASE else word for word in verb.split()]
    words = [first, *(OPTIONS[name] for name in given if name in FLAGS), *words]
    words += [shell_quoted(value) for name, value in given.items() if name not in OPTIONS]
    if target == "explain" and given.get("NAME") == SUMS:
        words.append(case or NO_CASE)
    words += [_option(name, value) for name, value in given.items() if name in OPTIONS and name not in FLAGS]
    return " ".join(filter(None, words))


def _option(name: str, value: str) -> str:
    return OPTIONS[name] if name in FLAGS or not value else f"{OPTIONS[name]} {shell_quoted(value)}"
