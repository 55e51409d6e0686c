"""Where the English literals of the program go: into problems, which are English by scope, or into documents.

Each literal is followed through expressions, names, parameters, results of functions and fields of classes. What ends
in a problem, an error or a regular expression is no text of a document; anything else is reported with its place.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

PHRASE = re.compile(r"(?<![\w<&{./\\-])[A-Za-z][a-z']+,? [A-Za-z][a-z']+(?![\w=({])")
"""Two English words in a row."""
MARKUP = re.compile(r"\bmake (?:log|today)\b|[^{}]*\{\s*[a-z-]+: [^{}]*\}|<[^<>]*>")
"""Commands, rules of CSS and HTML tags, which are the same in every language."""
SINKS = frozenset(
    {
        "problem",  # makegood.model.rules
        "add",  # of a report of problems
        "missing",
        "refuse",
        "refusal_error",
        "CannotCompute",
        "Problem",
        "Finding",  # of `check`: the message and the fix of a problem
        *("Hindrance", "FileKind", "_WindowFinding"),  # the same: of evidence, of files, of a time limit
        "Placeholder",  # of `formats`: the message and the fix of a problem about a file
        "sub",  # patterns and what is searched for
        "search",
        "fullmatch",
        "match",
        "compile",
        "findall",
        "split",
        "finditer",
        "startswith",
        "endswith",
        "partition",
        "rpartition",
        "count",
        "index",
        "cdef",
        *(
            "isinstance",
            "any",
            "all",
            "len",
            "bool",
            "Decimal",
            "int",
            "ZoneInfo",
            "bisect_right",
            "find_spec",
            "floor",
        ),
        *("sum", "Fraction", "scaleb", "fromisoformat", "isdisjoint", "normalize", "unquote", "range"),
    }
)
"""Functions whose arguments no reader of a document sees."""
THROUGH = frozenset(
    {
        *(
            "tuple",
            "list",
            "dict",
            "sorted",
            "filter",
            "next",
            "iter",
            "map",
            "zip",
            "set",
            "frozenset",
            "str",
            "chain",
        ),
        *("MappingProxyType", "fromkeys", "get", "items", "values", "join", "format", "replace", "strip", "rstrip"),
        *(
            "lstrip",
            "removeprefix",
            "removesuffix",
            "lower",
            "upper",
            "translate",
            "encode",
            "splitlines",
            "max",
            "min",
        ),
        *("partial", "enumerate", "reversed", "casefold", "capitalize", "cast", "setdefault", "pop", "decode"),
    }
)
"""Functions whose result has their arguments, or their receiver, in it."""
COLLECT = frozenset({"append", "extend", "insert", "update"})
TEXTLESS = frozenset(
    {
        *(
            "bool",
            "int",
            "float",
            "Decimal",
            "Fraction",
            "date",
            "datetime",
            "timedelta",
            "None",
            "bytes",
            "Path",
            "Problem",
        ),
        *(
            "tuple",
            "list",
            "dict",
            "set",
            "frozenset",
            "Iterator",
            "Iterable",
            "Mapping",
            "Sequence",
            "NoReturn",
            "Place",
        ),
        *("Artifact", "Report", "Source", "CaseError", "MakegoodError", "Exception", "Callable", "Money"),
    }
)
"""Types whose values have no text for a document; a problem has one, which is English by scope."""
Place = tuple[str, ...]
"""A carrier of values: the name of a variable, parameter, function or field, and where it is."""


@dataclass
class Module:
    name: str
    tree: ast.Module
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node

    def scope(self, node: ast.AST) -> str:
        """Return the name and line of the function around a node, or "" for the module."""
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                return f"{node.name}:{node.lineno}"
        return ""

    def definition(self, node: ast.AST) -> str:
        """Return the name of the function, or of the variable of the module or of a class, that a node is in."""
        if function := self.function(node):
            return function.name
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.Assign | ast.AnnAssign):
                return ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        return ""

    def function(self, node: ast.AST) -> ast.FunctionDef | None:
        """Return the function around a node."""
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.FunctionDef):
                return node
        return None

    @cached_property
    def imports(self) -> dict[str, str]:
        """The path, without suffix, of the module that each imported name is from, or is."""
        return {
            alias.asname or alias.name: node.module.removeprefix("makegood").strip(".").replace(".", "/")
            for node in self.nodes
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }

    def has(self, name: str, owner: Module) -> bool:
        """Return whether a name here is what another module defines under it."""
        source = self.imports.get(name)
        if source is None:
            return owner is self
        return owner.path == source or owner.path.startswith(f"{source}/") or not source

    def is_module(self, name: str, owner: Module) -> bool:
        """Return whether a name here is another module, or a package with it."""
        path = f"{self.imports[name]}/{name}".strip("/") if name in self.imports else ""
        return bool(path) and (owner.path == path or owner.path.startswith(f"{path}/"))

    @property
    def path(self) -> str:
        return self.name.removesuffix(".py").removesuffix("/__init__")

    @cached_property
    def methods(self) -> frozenset[str]:
        return frozenset(
            entry.name
            for node in self.nodes
            if isinstance(node, ast.ClassDef)
            for entry in node.body
            if isinstance(entry, ast.FunctionDef)
        )

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))


class Flows:
    """The flows of values within and between modules.

    `sources` are the modules by path, and `templates` the text of all templates, which may read fields of classes.
    """

    def __init__(self, sources: Mapping[str, str], templates: str = "") -> None:
        self.modules = [Module(name, ast.parse(source)) for name, source in sources.items()]
        self.by_name = {module.name: module for module in self.modules}
        self.templates = templates
        self.functions: dict[str, list[tuple[Module, ast.FunctionDef]]] = {}
        self.classes: dict[str, list[str]] = {}
        self._names: dict[tuple[str, str], list[ast.Name]] = {}
        self._attributes: dict[str, list[tuple[Module, ast.Attribute]]] = {}
        for module in self.modules:
            for node in module.nodes:
                if isinstance(node, ast.FunctionDef):
                    self.functions.setdefault(node.name, []).append((module, node))
                elif isinstance(node, ast.ClassDef):
                    self.classes[node.name] = [
                        entry.target.id
                        for entry in node.body
                        if isinstance(entry, ast.AnnAssign) and isinstance(entry.target, ast.Name)
                    ]
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                    self._names.setdefault((module.name, node.id), []).append(node)
                elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                    self._attributes.setdefault(node.attr, []).append((module, node))
        self._cache: dict[Place, str] = {}

    def seen(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield each English literal that a reader of a document may see.

        It is the module, the name of the function or the variable that it is in, the text, and where it ends.
        """
        for module in self.modules:
            for node, text in _literals(module):
                if reason := self.end(module, node):
                    yield module.name, module.definition(node), text, reason

    def end(self, module: Module, node: ast.AST) -> str:
        """Return where a value ends that a reader may see, or "" if it ends nowhere but in problems."""
        for carrier in self.carriers(module, node):
            if reason := self._end_of(carrier):
                return reason
        return ""

    def _end_of(self, carrier: Place) -> str:
        if carrier[0] == "seen":
            return " ".join(carrier[1:])
        if carrier not in self._cache:
            self._cache[carrier] = ""  # within a loop, the other ways decide
            self._cache[carrier] = next(
                (reason for module, use in self.uses(carrier) if (reason := self.end(module, use))), ""
            )
            if not self._cache[carrier] and carrier[0] == "field" and re.search(rf"\.{carrier[2]}\b", self.templates):
                self._cache[carrier] = f"a template, as {carrier[1]}.{carrier[2]}"
        return self._cache[carrier]

    def uses(self, carrier: Place) -> Iterator[tuple[Module, ast.AST]]:
        """Yield each expression that has the value of a carrier."""
        kind, owner, name = carrier[:3]
        if kind == "name":
            scope = carrier[3]
            home = self.by_name[owner]
            for module in self.modules if not scope else (home,):
                if scope or module.has(name, home):
                    for node in self._names.get((module.name, name), ()):
                        if not scope or self._is_within(module, node, scope):
                            yield module, node
            if not scope:
                for module, attribute in self._attributes.get(name, ()):
                    if isinstance(attribute.value, ast.Name) and module.is_module(attribute.value.id, home):
                        yield module, attribute
        elif kind == "result":
            yield from self._calls(name, owner)
        elif kind == "field":
            yield from self._attributes.get(name, ())

    def _is_within(self, module: Module, node: ast.AST, scope: str) -> bool:
        while node in module.parents:
            node = module.parents[node]
            if isinstance(node, ast.FunctionDef) and f"{node.name}:{node.lineno}" == scope:
                return True
        return False

    def _calls(self, name: str, owner: str) -> Iterator[tuple[Module, ast.AST]]:
        home = self.by_name[owner]
        for module in self.modules:
            if module.has(name, home):
                for node in self._names.get((module.name, name), ()):
                    parent = module.parents[node]
                    yield module, parent if isinstance(parent, ast.Call) and parent.func is node else node
        for module, attribute in self._attributes.get(name, ()):
            if self._is_function(module, attribute, home):
                parent = module.parents[attribute]
                yield module, parent if isinstance(parent, ast.Call) and parent.func is attribute else attribute

    def _is_function(self, module: Module, attribute: ast.Attribute, owner: Module) -> bool:
        """Return whether an attribute may be a function or a method of another module."""
        receiver = attribute.value
        if isinstance(receiver, ast.Name) and receiver.id in module.imports and receiver.id.islower():
            return module.is_module(receiver.id, owner)
        return attribute.attr in owner.methods and (owner is module or not attribute.attr.startswith("_"))

    def carriers(self, module: Module, node: ast.AST) -> Iterator[Place]:
        """Yield what a value is handed to: carriers, or ("seen", reason) where nobody knows."""
        child: ast.AST = node
        keyword = ""
        while child in module.parents:
            parent = module.parents[child]
            match parent:
                case ast.Raise() | ast.Expr() | ast.Compare() | ast.Assert() | ast.Delete():
                    return
                case ast.If() | ast.While() | ast.Match() | ast.match_case():
                    return
                case ast.IfExp() if parent.test is child:
                    return
                case ast.Subscript() if parent.slice is child:
                    return
                case ast.keyword():
                    keyword = parent.arg or ""
                case ast.Call() if parent.func is not child:
                    name = _last(parent.func)
                    if name in SINKS or name.endswith("Error"):
                        return
                    if name in COLLECT and isinstance(parent.func, ast.Attribute):
                        yield from self._target(module, parent.func.value)
                        return
                    if name not in THROUGH:
                        yield from self._argument(module, parent, child, keyword, name)
                        return
                case ast.Assign():
                    for target in parent.targets:
                        yield from self._target(module, target)
                    return
                case ast.AnnAssign() | ast.AugAssign():
                    yield from self._target(module, parent.target)
                    return
                case ast.NamedExpr():
                    yield from self._target(module, parent.target)
                case ast.comprehension() | ast.For():
                    if parent.iter is child:
                        yield from self._target(module, parent.target)
                    return
                case ast.Return() | ast.Yield() | ast.YieldFrom():
                    name, _, _ = module.scope(parent).partition(":")
                    yield ("result", module.name, name)
                    return
                case ast.arguments():
                    yield from self._default(module, parent, child)
                    return
                case ast.withitem():
                    return
                case _:
                    pass
            child = parent
        return

    def _default(self, module: Module, arguments: ast.arguments, value: ast.AST) -> Iterator[Place]:
        """Yield the parameter of which a value is the default."""
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = [
            *zip(reversed(positional), reversed(arguments.defaults), strict=False),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        for parameter, default in pairs:
            function = module.parents[arguments]
            if default is value and isinstance(function, ast.FunctionDef):
                yield ("name", module.name, parameter.arg, f"{function.name}:{function.lineno}")

    def _target(self, module: Module, target: ast.AST) -> Iterator[Place]:
        match target:
            case ast.Name():
                yield ("name", module.name, target.id, module.scope(target))
            case ast.Tuple() | ast.List():
                for entry in target.elts:
                    yield from self._target(module, entry)
            case ast.Starred() | ast.Subscript():
                yield from self._target(module, target.value)
            case ast.Attribute():
                yield ("field", "", target.attr)
            case _:
                yield ("seen", ast.unparse(target))

    def _argument(self, module: Module, call: ast.Call, child: ast.AST, keyword: str, name: str) -> Iterator[Place]:
        position = call.args.index(child) if child in call.args else -1  # type: ignore[arg-type]
        if name in self.classes:
            fields = self.classes[name]
            keyword = keyword or (fields[position] if -1 < position < len(fields) else "")
            yield ("field", name, keyword) if keyword else ("seen", name)
            return
        functions = [
            (owner, function)
            for owner, function in self.functions.get(name, ())
            if (
                module.has(name, owner)
                if isinstance(call.func, ast.Name)
                else isinstance(call.func, ast.Attribute) and self._is_function(module, call.func, owner)
            )
        ]
        if not functions:
            yield ("seen", f"{name}(...)")
        for owner, function in functions:
            arguments = [*function.args.posonlyargs, *function.args.args]
            if arguments and arguments[0].arg in {"self", "cls"}:
                arguments = arguments[1:]
            annotations = {argument.arg: argument.annotation for argument in (*arguments, *function.args.kwonlyargs)}
            names = [argument.arg for argument in arguments]
            rest = function.args.vararg.arg if function.args.vararg else ""
            parameter = keyword or (names[position] if -1 < position < len(names) else rest)
            if not _is_textless(annotations.get(parameter)):
                yield ("name", owner.name, parameter, f"{function.name}:{function.lineno}")


def _is_textless(annotation: ast.expr | None) -> bool:
    """Return whether a value of this type has no text."""
    if annotation is None:
        return False
    names = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
    return names <= TEXTLESS and bool(names)


def _last(function: ast.AST) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _literals(module: Module) -> Iterator[tuple[ast.expr, str]]:
    """Yield each text with two English words, but no docstring and no text after a field."""
    for node in module.nodes:
        parent = module.parents.get(node)
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not isinstance(parent, ast.JoinedStr):
            text = node.value
        else:
            continue
        if PHRASE.search(MARKUP.sub(" | ", text)) and not isinstance(parent, ast.Expr):
            yield node, text


def read(root: Path) -> dict[str, str]:
    """Return the source of each module below a folder by its path."""
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.py"))}
