"""Step 4: turn evidence into exhibits that are inert, upright and free of metadata; one module per kind of file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from makegood import language as languages
from makegood import privacy
from makegood.model.case import Limits
from makegood.model.errors import MakegoodError
from makegood.model.file_kinds import FILE_KINDS, TYPESET
from makegood.pipeline.prepare import exhibit_cache
from makegood.pipeline.prepare.companions import companions
from makegood.pipeline.prepare.downscale import downscale
from makegood.pipeline.prepare.refusal_errors import refusal_error, unfinished_reading_error, unsupported_kind_error
from makegood.pipeline.prepare.request import CompanionFile, PreparedFiles, PrepareRequest
from makegood.pipeline.prepare.source import read_unchanged
from makegood.pipeline.prepare.tall_pages import split_tall_pages
from makegood.sandbox import worker
from makegood.typesetting import layout

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from makegood.language import Language
    from makegood.model.artifact import Prepared
    from makegood.model.case import Evidence
    from makegood.model.source import EvidenceFile
    from makegood.privacy import Allowlist

__all__ = ["downscale", "prepare"]

DEFAULT = Limits()
PICTURES = ("PIL.Image", "PIL.ImageCms", "PIL.ImageDraw", "pikepdf")
"""Modules imported before any kind is decoded."""
SEARCHED = TYPESET | {"pdf"}
"""Kinds whose text is searched for personal data; pictures only have masked areas."""


def prepare(
    file: EvidenceFile,
    evidence: Evidence,
    cache: Path,
    limits: Limits = DEFAULT,
    *,
    stays: Allowlist = privacy.NOTHING,
    inventory: Iterable[EvidenceFile] = (),
    language: Language | None = None,
) -> Prepared:
    """Return the exhibit made from one piece of evidence, from `cache` if its content was prepared before.

    Of `limits`, those on pixels and on pages apply (40 million and 300 by default). Personal data found in its text is
    hidden, except what the allowlist `stays` and the evidence's own `unmask` permit. `inventory` are the files of the
    case, among them the stills of a recording and the pictures of a chat. `language` is that of the packet, English if
    None: what we typeset is labelled in it; what we note about an exhibit is a statement, without a language.
    Raise CaseError with one problem, placed at `evidence/<name>`, for a file that cannot be shown completely:
    an unknown kind, a damaged, locked or too large file, one that takes longer than a minute or more than 1 GB,
    pages that it does not have, or a file that changed since it was listed. A cache hit decodes nothing.
    """
    module = None if file.kind == "empty" else _module_name(file)
    is_searched = file.kind in SEARCHED
    allowlist = stays.along(unmask.text for unmask in evidence.unmask) if is_searched else privacy.NOTHING
    companion_files = companions(file, evidence, inventory)
    words = language or languages.english()
    key = exhibit_cache.key(file, evidence, limits, allowlist, companion_files, words)
    cached = exhibit_cache.read(cache, key)
    if cached is not None:
        return cached
    if module is None:
        raise refusal_error("P4", file)
    _import_libraries(file, words)
    data = read_unchanged(file)
    loaded = tuple(CompanionFile(companion, read_unchanged(companion)) for companion in companion_files)
    with exhibit_cache.entry(cache, key) as folder:
        request = PrepareRequest(file, evidence, data, folder, limits, allowlist, loaded, words)
        try:
            made = worker.run_sandboxed(
                _run, (module, request), worker.EXHIBIT, MakegoodError, worker.SandboxPaths(folder)
            )
        except (worker.TooMuchError, worker.FailedError) as error:
            if not folder.is_dir():
                raise exhibit_cache.entry_deleted(folder) from error
            raise unfinished_reading_error(file, error) from error
        exhibit_cache.describe(folder, file.sha256, file.kind, made)
    return exhibit_cache.load_entry(cache, key)


def _module_name(file: EvidenceFile) -> str:
    """Return the name of the module of a file's kind; imported here so that sandboxed children inherit it."""
    name = f"{__name__}.{FILE_KINDS[file.kind].module or file.kind}"
    try:
        import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise unsupported_kind_error(file) from None
    return name


def _import_libraries(file: EvidenceFile, language: Language) -> None:
    """Import the libraries that the kind needs, once for all exhibits: forked children inherit them."""
    if worker.FORKS:
        for name in PICTURES:
            import_module(name)
        if file.kind in TYPESET:
            layout.warm_up()
            language.warm_up()
        if file.kind in SEARCHED:
            import_module("pypdfium2")
            privacy.find_private("+44 20 7946 0958", privacy.NOTHING)


def _run(module_and_request: tuple[str, PrepareRequest]) -> PreparedFiles:
    """Prepare a file with the module of its kind; sandboxed, since decoders of untrusted bytes have vulnerabilities."""
    name, request = module_and_request
    module: Any = import_module(name)
    made = module.make(request)
    if not isinstance(made, PreparedFiles):
        raise TypeError(name)
    return split_tall_pages(request, made)
