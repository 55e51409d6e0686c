"""Step 4: evidence becomes what may be shown: inert, upright, without metadata; one module per kind of file."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from makegood import privacy
from makegood.model.case import Limits
from makegood.model.errors import MakegoodError
from makegood.pipeline.prepare import exhibit_cache
from makegood.pipeline.prepare.companions import companions
from makegood.pipeline.prepare.downscale import smaller
from makegood.pipeline.prepare.refusal import refused, refused_end, refused_kind
from makegood.pipeline.prepare.request import CompanionFile, PreparedFiles, PrepareRequest
from makegood.pipeline.prepare.source import contents
from makegood.pipeline.prepare.tall_pages import in_parts
from makegood.sandbox import worker
from makegood.typesetting import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from makegood.model.artifact import Prepared
    from makegood.model.case import Evidence
    from makegood.model.source import EvidenceFile
    from makegood.privacy import Allowlist

__all__ = ["prepare", "smaller"]

DEFAULT = Limits()
CALLED: Mapping[str, str] = MappingProxyType({"html": "webpage", "csv": "table"})
"""Modules that are not called as their kind: Python has modules of those names."""
PICTURES = ("PIL.Image", "PIL.ImageCms", "PIL.ImageDraw", "pikepdf")
"""What is loaded before any kind is decoded."""
TYPESET = frozenset({"eml", "html", "text", "csv"})
"""Kinds that are set as pages here."""
LOOKED_THROUGH = TYPESET | {"pdf"}
"""Kinds that have words; pictures have areas alone."""


def prepare(
    file: EvidenceFile,
    evidence: Evidence,
    cache: Path,
    limits: Limits = DEFAULT,
    *,
    stays: Allowlist = privacy.NOTHING,
    inventory: Iterable[EvidenceFile] = (),
) -> Prepared:
    """Make one piece of evidence fit to be shown, or take it from `cache`, where it stands by its content.

    Of `limits`, those on pixels and on pages bear on this (40 million and 300 where the case says nothing). Whatever a
    detector finds in its words is hidden, but for what `stays` and what the evidence unmasks. `inventory` are the files
    of the case: the stills of a recording and the pictures of a chat are among them.
    Raises CaseError with one problem, placed at `evidence/<name>`, for a file that cannot be shown whole:
    an unknown kind, a damaged, locked or too large file, one that takes longer than a minute or more than 1 GB,
    pages that it does not have, or a file that changed since it was read first. A hit in the cache decodes nothing.
    """
    module = None if file.kind == "empty" else _module(file)
    looks = file.kind in LOOKED_THROUGH
    stays = stays.along(one.text for one in evidence.unmask) if looks else privacy.NOTHING
    beside = companions(file, evidence, inventory)
    key = exhibit_cache.key(file, evidence, limits, stays, beside)
    found = exhibit_cache.read(cache, key)
    if found is not None:
        return found
    if module is None:
        raise refused("P4", file)
    _load(file)
    data = contents(file)
    others = tuple(CompanionFile(one, contents(one)) for one in beside)
    with exhibit_cache.entry(cache, key) as folder:
        order = PrepareRequest(file, evidence, data, folder, limits, stays, others)
        try:
            made = worker.run_sandboxed(
                _made, (module, order), worker.EXHIBIT, MakegoodError, worker.SandboxPaths(folder)
            )
        except (worker.TooMuchError, worker.FailedError) as error:
            if not folder.is_dir():
                raise exhibit_cache.entry_deleted(folder) from error
            raise refused_end(file, error) from error
        exhibit_cache.describe(folder, file.sha256, file.kind, made)
    return exhibit_cache.load_entry(cache, key)


def _module(file: EvidenceFile) -> str:
    """Name the module of a file's kind; read here, since behind the wall nothing is kept for the next time."""
    name = f"{__name__}.{CALLED.get(file.kind, file.kind)}"
    try:
        import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise refused_kind(file) from None
    return name


def _load(file: EvidenceFile) -> None:
    """Load the libraries that the kind needs, once for all exhibits: a child that is forked has them at once."""
    if worker.FORKS:
        for name in PICTURES:
            import_module(name)
        if file.kind in TYPESET:
            layout.import_weasyprint()
        if file.kind in LOOKED_THROUGH:
            import_module("pypdfium2")
            privacy.find_private("+44 20 7946 0958", privacy.NOTHING)


def _made(given: tuple[str, PrepareRequest]) -> PreparedFiles:
    """Hand the order to the module of its kind; decoders of foreign bytes have holes, so this runs apart."""
    name, order = given
    module: Any = import_module(name)
    made = module.make(order)
    if not isinstance(made, PreparedFiles):
        raise TypeError(name)
    return in_parts(order, made)
