"""The policies: dated data files with sources, which those of a workspace override.

A file in `<workspace>/policies/` replaces the program's file of the same name, or adds a new one.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn, cast

from makegood.domain.policies import readers
from makegood.domain.policies.countries import is_country
from makegood.domain.policies.policy_reader import PolicyReader, PolicyShapeError
from makegood.domain.policies.references import dangling_references
from makegood.domain.policies.texts import messages
from makegood.domain.policies.word_list_reader import word_list
from makegood.formats.merge_conflicts import merge_conflicts
from makegood.formats.placeholders import pointer_problem
from makegood.language.words_file import WordsFile
from makegood.model.errors import CaseError, Place, Problem
from makegood.model.policy import Currencies, MethodPolicy, Policies, Regions, SourceText
from makegood.model.rules import problem
from makegood.model.statement import POLICY
from makegood.model.workspace import Workspace
from makegood.storage import package_data

__all__ = ["files", "folders", "future_reading_days", "read", "resolve_sources", "texts", "workspace_file_names"]

Reader = Callable[[PolicyReader], object]
REGIONS = "regions.json"
FORMER_WORDS = "words.json"
"""The file of words before there was one for each language."""
COUNTRY_LIST_KEYS = frozenset({"regions", "not_regions", "by_entity_regions"})
"""Keys of lists of countries, which may contain the names of groups of regions.json."""
KINDS: Mapping[str, tuple[str, Reader]] = {
    "sources/": ("source", readers.source),
    "channels/": ("channel", readers.channel),
    "grounds/": ("ground", readers.ground),
    "methods/": ("method", readers.method),
    "desks/": ("desk", readers.desk),
    "profiles/": ("profile", readers.profile),
    "letters/": ("letter", readers.letter),
    "escalations/": ("escalation", readers.escalation),
    "words/": ("words", word_list),
    "currencies.json": ("currencies", readers.currencies),
    REGIONS: ("regions", readers.regions),
}
"""The required `kind` and the reader of each folder or file."""


class _PolicyFolder(Mapping[Any, Any]):
    """The policies of one folder by id, which is the name of the file; each is read on first access."""

    def __init__(self, folders: Mapping[str, Mapping[Any, Any]]) -> None:
        self.files: dict[str, tuple[str, Path]] = {}
        self._folders = folders
        self._read: dict[str, object] = {}
        self._methods: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, policy_id: str) -> Any:
        if policy_id not in self._read:
            name, path = self.files[policy_id]
            policy: Any = _read(path, name, self._folders)
            if added_methods := self._methods.get(policy_id, ()):
                policy = replace(policy, methods=tuple(dict.fromkeys((*policy.methods, *added_methods))))
            self._read[policy_id] = policy
        return self._read[policy_id]

    def take_method(self, method: MethodPolicy) -> None:
        """Add a workspace's method of payment to the channels that its file names, before these are read."""
        for channel in method.channels:
            self._methods[channel] = (*self._methods.get(channel, ()), method.id)

    def __contains__(self, policy_id: object) -> bool:
        return policy_id in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def read(workspace: Workspace | None = None) -> Policies:
    """Return the policies of a workspace.

    A workspace's own files are read at once; raise CaseError (rule O2) with the place of each problem. The program's
    files are known to be valid, and a case needs few of them: each is read on first access. Workspaces without files
    of their own share the program's policies as long as no file changes.
    """
    if len(_policy_folders(workspace)) == 1:
        return _read_program(_states(str(package_data.folder("policies"))))
    return _read_all(workspace, _paths_by_name(workspace))


@lru_cache(maxsize=1)
def _read_program(_states: tuple[tuple[str, int, int], ...]) -> Policies:
    return _read_all(None, _paths_by_name(None))


def _states(root: str) -> tuple[tuple[str, int, int], ...]:
    """Return the path of each file below a folder of policies, and what changes with its content."""
    states = []
    for folder in (root, *(f"{root}/{kind}" for kind in KINDS if kind.endswith("/"))):
        with suppress(FileNotFoundError), os.scandir(folder) as scan:
            states += [(entry.path, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in scan]
    return tuple(sorted(states))


def _read_all(workspace: Workspace | None, paths: Mapping[str, Path]) -> Policies:
    problems: list[Problem] = []
    folders_by_kind: dict[str, _PolicyFolder] = {}
    folders_by_kind.update((kind, _PolicyFolder(folders_by_kind)) for kind in KINDS)
    for name, path in paths.items():
        folders_by_kind[_kind_of(name)].files[path.stem] = (name, path)
    problems.extend(_unread_files(workspace))
    own_names = sorted(_own_names(paths), key=_methods_first)
    own_policies = [(name, folders_by_kind[_kind_of(name)], paths[name].stem) for name in own_names]
    for name, policy_folder, policy_id in own_policies:
        policy_problems = _policy_problems(policy_folder, policy_id)
        problems.extend(policy_problems)
        if name.startswith("methods/") and not policy_problems:
            folders_by_kind["channels/"].take_method(cast("MethodPolicy", policy_folder[policy_id]))
    _raise_if_any(problems)
    policies = Policies(
        channels=folders_by_kind["channels/"],
        grounds=folders_by_kind["grounds/"],
        methods=folders_by_kind["methods/"],
        letters=folders_by_kind["letters/"],
        desks=folders_by_kind["desks/"],
        profiles=folders_by_kind["profiles/"],
        escalations=folders_by_kind["escalations/"],
        sources=folders_by_kind["sources/"],
        regions=cast("Regions", folders_by_kind[REGIONS]["regions"]),
        units=cast("Currencies", folders_by_kind["currencies.json"]["currencies"]),
        words=folders_by_kind["words/"],
    )
    _raise_if_any(
        _problem_at(error, policy_folder.files[policy_id][1], name)
        for name, policy_folder, policy_id in own_policies
        for error in dangling_references(policy_folder[policy_id], policies)
    )
    return policies


def texts(workspace: Workspace | None) -> WordsFile:
    """Return the texts of a workspace's policies that documents print, by the ids with which a words file changes them.

    It is the same object as long as no file changes. Raise CaseError as `read` does.
    """
    return _texts(workspace, tuple(_states(str(folder)) for folder in _policy_folders(workspace)))


@lru_cache(maxsize=4)
def _texts(workspace: Workspace | None, _: tuple[tuple[tuple[str, int, int], ...], ...]) -> WordsFile:
    return WordsFile(messages(read(workspace)), {})


def _unread_files(workspace: Workspace | None) -> Iterator[Problem]:
    """Yield a problem for each JSON file in a folder of a workspace's policies that is not read."""
    for root in _policy_folders(workspace)[1:]:
        if (root / FORMER_WORDS).is_file():
            message = "The words that no letter may have are in a file for each language."
            fix = "Copy policies/words/en.json of makegood to this folder, change its words, and remove this file."
            yield problem("O2", Place(f"policies/{FORMER_WORDS}"), message=message, fix=fix)
        for path in sorted(root.rglob("*.[jJ][sS][oO][nN]")):
            name = path.relative_to(root).as_posix()
            is_policy = _kind_of(name) in KINDS and path.suffix == ".json"
            if "/" in name and not path.name.startswith(".") and not is_policy:
                listed = ", ".join(kind for kind in KINDS if kind.endswith("/"))
                fix = f"Remove the file, or move it to one of these folders in policies/: {listed}."
                yield problem(
                    "O2", Place(f"policies/{name}"), message="makegood does not read rules from this folder.", fix=fix
                )


def _methods_first(name: str) -> tuple[bool, str]:
    return not name.startswith("methods/"), name


def _policy_problems(policy_folder: _PolicyFolder, policy_id: str) -> tuple[Problem, ...]:
    try:
        policy_folder[policy_id]
    except CaseError as error:
        return error.problems
    return ()


def _raise_if_any(problems: Iterable[Problem]) -> None:
    collected = tuple(dict.fromkeys(problems))  # each file with a wrong group of countries reports it
    if collected:
        raise CaseError(collected)


def files(workspace: Workspace | None = None) -> tuple[Path, ...]:
    """Return every file that `read` reads, sorted by name: inputs of the manifest."""
    return tuple(path for _, path in sorted(_paths_by_name(workspace).items()))


def folders(workspace: Workspace | None = None) -> tuple[Path, ...]:
    """Return the folders in which a new file would be read: inputs of `manifest.d`."""
    return tuple(
        folder for root in _policy_folders(workspace) for folder in (root, *_subfolders(root)) if folder.is_dir()
    )


def workspace_file_names(workspace: Workspace | None) -> frozenset[str]:
    """Return the name of each file, such as `channels/direct_bank.json`, that the workspace replaces or adds."""
    return _own_names(_paths_by_name(workspace)) if len(_policy_folders(workspace)) > 1 else frozenset()


def future_reading_days(workspace: Workspace | None, day: date) -> tuple[Problem, ...]:
    """Return a problem for each day of reading in a workspace's own files that is after `day`.

    The files must be valid for `read`.
    """
    paths = _paths_by_name(workspace)
    message = "This date is in the future."
    fix = "Write the date on which you read the text."
    return tuple(
        replace(_problem_at(PolicyShapeError(pointer, message), paths[name], name), fix=fix)
        for name in sorted(_own_names(paths))
        for pointer, value in _days_of_reading(_parse(paths[name].read_text(encoding="utf-8-sig")))
        if date.fromisoformat(value) > day
    )


def _days_of_reading(data: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield each day of reading in a file, with its pointer."""
    entries: Iterable[tuple[object, object]] = ()
    if isinstance(data, dict):
        entries = data.items()
    elif isinstance(data, list):
        entries = enumerate(data)
    for key, value in entries:
        if key == "as_of" and isinstance(value, str):
            yield f"{pointer}/{key}", value
        else:
            yield from _days_of_reading(value, f"{pointer}/{key}")


def _own_names(paths: Mapping[str, Path]) -> frozenset[str]:
    program = str(package_data.folder("policies"))
    return frozenset(name for name, path in paths.items() if str(path) != os.path.join(program, *name.split("/")))  # noqa: PTH118  # pathlib is slow, and this runs for each file in each check


def _policy_folders(workspace: Workspace | None) -> tuple[Path, ...]:
    program_folder = package_data.folder("policies")
    workspace_folder = workspace.policies if workspace else program_folder
    return (
        (program_folder, workspace_folder)
        if workspace_folder.is_dir() and workspace_folder.resolve() != program_folder.resolve()
        else (program_folder,)
    )


def _subfolders(root: Path) -> Iterable[Path]:
    return (root / kind for kind in KINDS if kind.endswith("/"))


def _paths_by_name(workspace: Workspace | None) -> Mapping[str, Path]:
    """Return the file that is used for each relative name: the workspace's, else the program's."""
    paths = {}
    for root in map(str, _policy_folders(workspace)):
        for kind in ("", *(kind for kind in KINDS if kind.endswith("/"))):
            with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                for name in sorted(os.listdir(os.path.join(root, kind))):  # noqa: PTH118, PTH208  # pathlib is slow, and this runs for each file in each check
                    if name.endswith(".json") and not name.startswith(".") and (kind or name in KINDS):
                        paths[kind + name] = _path(root, kind + name)
    return paths


@lru_cache(maxsize=2048)
def _path(root: str, name: str) -> Path:
    return Path(root, name)


def _kind_of(name: str) -> str:
    folder = name.rpartition("/")[0]
    return f"{folder}/" if folder else name


def _read(path: Path, name: str, folders_by_kind: Mapping[str, Mapping[Any, Any]]) -> object:
    kind, reader = KINDS[_kind_of(name)]
    try:
        raw, label = path.read_bytes(), f"policies/{name}"
        _raise_if_any(filter(None, [pointer_problem(raw, label)]))
        text = raw.decode("utf-8-sig")
        _raise_if_any(merge_conflicts(text, label))
        data = _parse(text)
        groups = {} if _kind_of(name) in {REGIONS, "sources/"} else folders_by_kind[REGIONS]["regions"].groups
        texts = f"{POLICY}{kind}-{path.stem}"
        part = PolicyReader(resolve_sources(data, folders_by_kind["sources/"], groups), text_id=texts)
        part.left.pop("$schema", None)
        part.word("kind", (kind,))
        policy = reader(part)
        _check_name(policy, name)
    except (OSError, UnicodeDecodeError) as error:
        place = Place(f"policies/{name}")
        raise CaseError((problem("O2", place, message="This file cannot be read as UTF-8."),)) from error
    except PolicyShapeError as error:
        raise CaseError((_problem_at(error, path, name),)) from error
    return policy


def resolve_sources(
    value: object, sources: Mapping[str, SourceText], groups: Mapping[str, tuple[str, ...]], pointer: str = ""
) -> object:
    """Return the data with the id of each source replaced by its text, and each group by its countries.

    An entry that has its source in full, with the day on which it was read, is returned as it is. Raise
    PolicyShapeError for an id without a file.
    """
    if isinstance(value, list):
        return [resolve_sources(entry, sources, groups, f"{pointer}/{index}") for index, entry in enumerate(value)]
    if not isinstance(value, dict):
        return value
    data = {key: resolve_sources(entry, sources, groups, f"{pointer}/{key}") for key, entry in value.items()}
    for key in COUNTRY_LIST_KEYS & data.keys():
        data[key] = _countries(data[key], groups, f"{pointer}/{key}")
    name = data.get("source")
    if isinstance(name, str) and "as_of" not in data and "url" not in data:
        if name not in sources:
            near = difflib.get_close_matches(name, list(sources), 1)
            hint = (
                f'Did you mean "{near[0]}"?'
                if near
                else "A source without a file must also have url, as_of and confidence."
            )
            raise PolicyShapeError(f"{pointer}/source", f"There is no source with this id. {hint}")
        data["source"] = sources[name]
    return data


def _countries(codes: object, groups: Mapping[str, tuple[str, ...]], pointer: str) -> object:
    """Return the list with groups replaced by their countries; return anything but a list of strings as it is."""
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        return codes
    for index, code in enumerate(codes):
        if code not in groups and not is_country(code):
            names = ", ".join(groups)
            raise PolicyShapeError(
                f"{pointer}/{index}", f"This must be a country code, such as GB, or one of these groups: {names}."
            )
    if groups.keys().isdisjoint(codes):
        return codes
    return sorted({country for code in codes for country in groups.get(code, (code,))})


def _check_name(policy: object, name: str) -> None:
    """Raise PolicyShapeError if the id of a policy is not the name of its file."""
    stated_name = getattr(policy, "id", None) or getattr(policy, "audience", None)
    if stated_name is not None and stated_name != Path(name).stem:
        raise PolicyShapeError(
            "/audience" if not hasattr(policy, "id") else "/id", "This id must match the name of the file."
        )


def _parse(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_unique_keys, parse_float=Decimal, parse_constant=_reject_number)
    except (json.JSONDecodeError, RecursionError) as error:
        raise PolicyShapeError("", "This is not valid JSON.") from error


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise PolicyShapeError("", "This object has a duplicate key.")
    return result


def _reject_number(_number: str) -> NoReturn:
    raise PolicyShapeError("", "This is not a valid JSON number.")


def _problem_at(error: PolicyShapeError, path: Path, name: str) -> Problem:
    """Return the problem with its line and column, which are only computed for an invalid file."""
    from makegood.formats.json_text import Lines
    from makegood.formats.json_text import read_places as places

    label, text = f"policies/{name}", path.read_text(encoding="utf-8")
    lines, reading = Lines(text), places(text)
    if not error.pointer and reading.faults:
        fault = reading.faults[0]
        place = lines.place(label, fault.start, fault.end, fault.pointer)
    else:
        node = reading.nodes.get(error.pointer)
        place = lines.place(label, node.start, node.end, error.pointer) if node else Place(label)
    return problem("O2", place, message=error.message)
