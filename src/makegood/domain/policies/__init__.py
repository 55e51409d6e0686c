"""The world's rules: dated, sourced data files, and over them a workspace's own. A leaf.

A file of `<workspace>/policies/` goes before the program's file of the same name, and may add new ones.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, cast

from makegood.domain.policies import readers
from makegood.domain.policies.policy_reader import PolicyReader, PolicyShapeError
from makegood.domain.policies.references import dangling
from makegood.model.errors import CaseError, Place, Problem
from makegood.model.policy import Currencies, MethodPolicy, Policies, Regions, SourceText
from makegood.model.rules import problem
from makegood.storage import package_data

__all__ = ["files", "folders", "own", "read", "resolved"]

Read = Callable[[PolicyReader], object]
REGIONS = "regions.json"
OF_COUNTRIES = frozenset({"regions", "not_regions", "by_entity_regions"})
"""Keys of lists of countries, in which a group of regions.json may stand for its countries."""
KINDS: Mapping[str, tuple[str, Read]] = {
    "sources/": ("source", readers.source),
    "channels/": ("channel", readers.channel),
    "grounds/": ("ground", readers.ground),
    "methods/": ("method", readers.method),
    "desks/": ("desk", readers.desk),
    "profiles/": ("profile", readers.profile),
    "letters/": ("letter", readers.letter),
    "escalations/": ("escalation", readers.escalation),
    "currencies.json": ("currencies", readers.currencies),
    "words.json": ("words", readers.word_list),
    REGIONS: ("regions", readers.regions),
}
"""Folder or file to the word that its `kind` must be, and its reader."""


class _Shelf(Mapping[Any, Any]):
    """The files of one folder by the ids that their names are; each is read when it is first asked for."""

    def __init__(self, shelves: Mapping[str, Mapping[Any, Any]]) -> None:
        self.files: dict[str, tuple[str, Path]] = {}
        self._shelves = shelves
        self._read: dict[str, object] = {}
        self._methods: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, one: str) -> Any:
        if one not in self._read:
            name, path = self.files[one]
            made: Any = _read(path, name, self._shelves)
            more = self._methods.get(one, ())
            self._read[one] = replace(made, methods=tuple(dict.fromkeys((*made.methods, *more)))) if more else made
        return self._read[one]

    def take_method(self, method: MethodPolicy) -> None:
        """Add a workspace's way of payment to the channels that its file names, before these are read."""
        for channel in method.channels:
            self._methods[channel] = (*self._methods.get(channel, ()), method.id)

    def __contains__(self, one: object) -> bool:
        return one in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def read(workspace: Path | None = None) -> Policies:
    """Open all rules that hold in a workspace.

    A workspace's own files are written by hand: they are read at once, and CaseError (rule O2) tells with its place
    what is wrong in each. The program's are known to be good, and a case goes by few of them: each is read when it
    is asked for.
    """
    faults: list[Problem] = []
    shelves: dict[str, _Shelf] = {}
    shelves.update((where, _Shelf(shelves)) for where in KINDS)
    chosen = _chosen(workspace)
    for name, path in chosen.items():
        shelves[_where(name)].files[path.stem] = (name, path)
    faults.extend(_strays(workspace))
    ours = [(name, shelves[_where(name)], chosen[name].stem) for name in sorted(_own(chosen), key=_methods_first)]
    for name, shelf, one in ours:
        wrong = _faults(shelf, one)
        faults.extend(wrong)
        if name.startswith("methods/") and not wrong:
            shelves["channels/"].take_method(cast("MethodPolicy", shelf[one]))
    _raise_all(faults)
    policies = Policies(
        channels=shelves["channels/"],
        grounds=shelves["grounds/"],
        methods=shelves["methods/"],
        letters=shelves["letters/"],
        desks=shelves["desks/"],
        profiles=shelves["profiles/"],
        escalations=shelves["escalations/"],
        sources=shelves["sources/"],
        regions=cast("Regions", shelves[REGIONS]["regions"]),
        units=cast("Currencies", shelves["currencies.json"]["currencies"]),
        words=shelves["words.json"],
    )
    _raise_all(
        _located(error, shelf.files[one][1], name)
        for name, shelf, one in ours
        for error in dangling(shelf[one], policies)
    )
    return policies


def _strays(workspace: Path | None) -> Iterator[Problem]:
    """Find files in a folder of a workspace's policies that nothing reads; what lies beside the folders is a note."""
    for home in _homes(workspace)[1:]:
        for path in sorted(home.rglob("*.[jJ][sS][oO][nN]")):
            name = path.relative_to(home).as_posix()
            is_read = _where(name) in KINDS and path.suffix == ".json"
            if "/" in name and not path.name.startswith(".") and not is_read:
                listed = ", ".join(one for one in KINDS if one.endswith("/"))
                fix = f"Move it into one of these folders of policies/, or remove it: {listed}."
                yield problem("O2", Place(f"policies/{name}"), message="No rule is read from here.", fix=fix)


def _methods_first(name: str) -> tuple[bool, str]:
    return not name.startswith("methods/"), name


def _faults(shelf: _Shelf, one: str) -> tuple[Problem, ...]:
    try:
        shelf[one]
    except CaseError as error:
        return error.problems
    return ()


def _raise_all(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise CaseError(found)


def files(workspace: Path | None = None) -> tuple[Path, ...]:
    """List every file that `read` reads, in the order of its name: inputs of the manifest."""
    return tuple(path for _, path in sorted(_chosen(workspace).items()))


def folders(workspace: Path | None = None) -> tuple[Path, ...]:
    """List the folders in which a new file would be read: inputs of `manifest.d`."""
    return tuple(folder for home in _homes(workspace) for folder in (home, *_subfolders(home)) if folder.is_dir())


def own(workspace: Path | None) -> frozenset[str]:
    """Name each file, such as `channels/direct_bank.json`, that the workspace lays over the program's or adds."""
    return _own(_chosen(workspace))


def _own(chosen: Mapping[str, Path]) -> frozenset[str]:
    program = str(package_data.folder("policies"))
    return frozenset(name for name, path in chosen.items() if str(path) != os.path.join(program, *name.split("/")))  # noqa: PTH118  # for each file of each check


def _homes(workspace: Path | None) -> tuple[Path, ...]:
    own = package_data.folder("policies")
    above = workspace / "policies" if workspace else own
    return (own, above) if above.is_dir() and above.resolve() != own.resolve() else (own,)


def _subfolders(home: Path) -> Iterable[Path]:
    return (home / where for where in KINDS if where.endswith("/"))


def _chosen(workspace: Path | None) -> Mapping[str, Path]:
    """Map each relative name to the file that holds: the workspace's goes before the program's."""
    chosen = {}
    for home in _homes(workspace):
        for folder in (home, *_subfolders(home)):
            for path in sorted(folder.glob("*.json")):
                name = path.relative_to(home).as_posix()
                if _where(name) in KINDS and not path.name.startswith("."):
                    chosen[name] = path
    return chosen


def _where(name: str) -> str:
    folder = name.rpartition("/")[0]
    return f"{folder}/" if folder else name


def _read(path: Path, name: str, shelves: Mapping[str, Mapping[Any, Any]]) -> object:
    kind, reader = KINDS[_where(name)]
    try:
        data = _data(path.read_text(encoding="utf-8-sig"))
        groups = {} if _where(name) in {REGIONS, "sources/"} else shelves[REGIONS]["regions"].groups
        part = PolicyReader(resolved(data, shelves["sources/"], groups))
        part.left.pop("$schema", None)
        part.word("kind", (kind,))
        made = reader(part)
        _named(made, name)
    except (OSError, UnicodeDecodeError) as error:
        place = Place(f"policies/{name}")
        raise CaseError((problem("O2", place, message="This file cannot be read as UTF-8."),)) from error
    except PolicyShapeError as error:
        raise CaseError((_located(error, path, name),)) from error
    return made


def resolved(
    value: object, sources: Mapping[str, SourceText], groups: Mapping[str, tuple[str, ...]], pointer: str = ""
) -> object:
    """Return the data with what stands in other files: for each id of a source that text, for a group its countries.

    An entry that spells its source out, with the day on which it was read, stays as it is. Raise WrongShape for an id
    that no file has.
    """
    if isinstance(value, list):
        return [resolved(entry, sources, groups, f"{pointer}/{index}") for index, entry in enumerate(value)]
    if not isinstance(value, dict):
        return value
    made = {key: resolved(entry, sources, groups, f"{pointer}/{key}") for key, entry in value.items()}
    for key in OF_COUNTRIES & made.keys():
        made[key] = _countries(made[key], groups, f"{pointer}/{key}")
    name = made.get("source")
    if isinstance(name, str) and "as_of" not in made and "url" not in made:
        if name not in sources:
            near = difflib.get_close_matches(name, list(sources), 1)
            hint = f'Did you mean "{near[0]}"?' if near else "One without a file has url, as_of and confidence too."
            raise PolicyShapeError(f"{pointer}/source", f"There is no source with this id. {hint}")
        made["source"] = sources[name]
    return made


def _countries(codes: object, groups: Mapping[str, tuple[str, ...]], pointer: str) -> object:
    """Return the countries of a list that may name groups of them; what is no list of texts is left to its reader."""
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        return codes
    for index, code in enumerate(codes):
        if code not in groups and not re.fullmatch("[A-Z]{2}", code):
            names = ", ".join(groups)
            raise PolicyShapeError(
                f"{pointer}/{index}", f"This is neither a country, such as GB, nor a group: {names}."
            )
    if groups.keys().isdisjoint(codes):
        return codes
    return sorted({country for code in codes for country in groups.get(code, (code,))})


def _named(made: object, name: str) -> None:
    """A file is found by its name, so it must be what it is called."""
    told = getattr(made, "id", None) or getattr(made, "audience", None)
    if told is not None and told != Path(name).stem:
        raise PolicyShapeError("/audience" if not hasattr(made, "id") else "/id", "This is not the name of the file.")


def _data(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_float=Decimal, parse_constant=_refused)
    except (json.JSONDecodeError, RecursionError) as error:
        raise PolicyShapeError("", "This is not valid JSON.") from error


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise PolicyShapeError("", "The same key stands twice in one object.")
    return made


def _refused(_number: str) -> NoReturn:
    raise PolicyShapeError("", "This is not a number that JSON knows.")


def _located(error: PolicyShapeError, path: Path, name: str) -> Problem:
    """Find the line and column of what is wrong: only now, since a good file needs no places."""
    from makegood.formats.json_text import Lines  # not needed by a good file
    from makegood.formats.json_text import read_places as places  # not needed by a good file

    label, text = f"policies/{name}", path.read_text(encoding="utf-8")
    lines, reading = Lines(text), places(text)
    if not error.pointer and reading.faults:
        fault = reading.faults[0]
        place = lines.place(label, fault.start, fault.end, fault.pointer)
    else:
        node = reading.nodes.get(error.pointer)
        place = lines.place(label, node.start, node.end, error.pointer) if node else Place(label)
    return problem("O2", place, message=error.message)
