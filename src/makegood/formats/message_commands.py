"""Write the commands that a message names in the form that works where it is read.

A message has a command as it is typed in the folder of a case, between backticks: `make log EVENT=paid`; one that
belongs to the workspace, such as `make new`, as it is typed at the root; and a variable by itself: `AMOUNT`. A page
shows it so. A terminal shows what works for whoever started the program: `make` in a case folder or at the root, or
the program itself, which may not be on the PATH.
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
        "DELIVERABLE": "--deliverable",
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
        "ACCEPT": "--accept",
        "WRITE": "--write",
        "STRICT": "--strict",
        "OF": "--of",
    }
)
"""Make variables and the options of the program for them; any other variable is an argument."""
FLAGS = frozenset({"ACCEPT", "AGAIN", "WRITE", "STRICT"})
"""Variables that turn an option on."""
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
"""Make targets and the arguments of the program for them."""
EXTRAS = frozenset({"heic", "scripts"})
"""Targets that install optional components; the program has no command for them."""
OF_ALL = frozenset({"build", "check", "fix", "watch"})
"""Commands that act on every case of the workspace if none is named."""
AT_ROOT = frozenset({"new", "status", "policies"})
"""Targets that only the root has."""
ANYWHERE = EXTRAS | {"explain"}
"""Targets that are the same at the root and in a case folder."""
SUMS = "sum"
"""What `explain` is called with for the sums of a case: the case of the current folder, or a named one."""
NO_CASE = "CASE"
"""Placeholder for a case that is unknown here."""
_COMMAND = re.compile(rf"`(make(?: [^`\n]*)?|(?:{'|'.join(OPTIONS)})(?:=[^`\n]*)?)`")


Form = Literal["", "case", "root", "alone"]
FORMS: Mapping[str, Form] = MappingProxyType({form: form for form in get_args(Form)})
"""The values of MAKEGOOD_FROM, which a Makefile sets."""


@dataclass(frozen=True, slots=True)
class Start:
    """How the program was started: by which Makefile ("" for none), under which name, and the path of its checkout.

    `makefile` is "alone" in a case of a workspace that is not a checkout, whose root has no Makefile. `checkout` is ""
    if the program was installed without one.
    """

    makefile: Form = ""
    program: str = "makegood"
    checkout: str = ""


IN_CASE = Start("case")


def render_commands(text: str, start: Start = IN_CASE, case: str = "") -> str:
    """Return a message with its commands as they are to be typed; `case` is the path of the case's folder, quoted."""
    return _COMMAND.sub(lambda match: _rendered(match[1], start, case), text)


def split_commands(text: str) -> list[str]:
    """Return a message split into words and commands, alternately."""
    return _COMMAND.split(text)


def shell_quoted(word: str) -> str:
    """Return a word quoted for a shell, if needed."""
    return f'"{word}"' if re.fullmatch(r"[\w .,:/€-]*[ €][\w .,:/€-]*", word) else shlex.quote(word)


def _rendered(command: str, start: Start, case: str) -> str:
    """Return one command as it is to be typed; any other command stays as it is: it may come from the user."""
    if not command.startswith("make"):
        name, _, value = command.partition("=")
        return command if start.makefile else _option(name, value)
    try:
        words = shlex.split(command)[1:]
    except ValueError:
        return f"`{command}`"
    target = words[0] if words and "=" not in words[0] else ""
    variables = dict(word.partition("=")[::2] for word in (words[1:] if target else words))
    if target not in VERBS.keys() | EXTRAS or (variables and not target):
        return f"`{command}`"
    if not start.makefile or (start.makefile == "alone" and target in AT_ROOT):
        return _program_command(target, variables, start, case)
    if target == "explain" and variables.get("NAME") == SUMS and start.makefile == "root":
        return f"{command} CASE={case or NO_CASE}" if case else command
    return _make_command(command, target, start, case)


def _make_command(command: str, target: str, start: Start, case: str) -> str:
    """Return the command for make, in this folder or in the one that has the target."""
    if start.makefile == "root":
        is_here = target in AT_ROOT | ANYWHERE or (not case and VERBS[target].partition(" ")[0] in OF_ALL)
        return command if is_here else command.replace("make", f"make -C {case or NO_CASE}", 1)
    return command.replace("make", "make -C ../..", 1) if target in AT_ROOT else command


def _program_command(target: str, variables: dict[str, str], start: Start, case: str) -> str:
    """Return the command for the program itself, or for the setup of an extra."""
    if target in EXTRAS:
        path = "" if start.checkout == "." else f"{shell_quoted(start.checkout)}/"
        return f"sh {path}setup.sh {target}" if start.checkout else f'pip install "makegood[{target}]"'
    return f"{start.program} {_arguments(target, variables, case)}"


def _arguments(target: str, variables: dict[str, str], case: str) -> str:
    """Return what follows the program's name: flags, then arguments, then options, each in the order given."""
    if target == "log" and "EVENT" not in variables:
        return "explain log"
    verb = VERBS[target]
    case_argument = case or ("" if verb.partition(" ")[0] in OF_ALL else NO_CASE)
    first, *words = [case_argument if word == NO_CASE else word for word in verb.split()]
    words = [first, *(OPTIONS[name] for name in variables if name in FLAGS), *words]
    words += [shell_quoted(value) for name, value in variables.items() if name not in OPTIONS]
    if target == "explain" and variables.get("NAME") == SUMS:
        words.append(case or NO_CASE)
    words += [_option(name, value) for name, value in variables.items() if name in OPTIONS and name not in FLAGS]
    return " ".join(filter(None, words))


def _option(name: str, value: str) -> str:
    return OPTIONS[name] if name in FLAGS or not value else f"{OPTIONS[name]} {shell_quoted(value)}"
