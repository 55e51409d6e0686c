"""Step 5: facts and templates become text; the only module that knows Jinja."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood import privacy
from makegood.domain import desks, direct_messages, outcomes, repayment, timeline
from makegood.model.artifact import Prepared, Text, characters
from makegood.model.errors import CaseError, Place, Problem
from makegood.model.facts import Bundle, Exhibit, Facts, Planned
from makegood.model.rules import problem
from makegood.storage import package_data
from makegood.typesetting import exhibit_layout, filters, letter_blocks

if TYPE_CHECKING:
    from jinja2 import Environment

OPTIONAL = re.compile("\x1f([1-9])")
"""Begins a line, or what is left of a line, that may be left out where a form has little room: the highest number
first, the last first."""
UNITS = re.compile("(?<=\n)|(?=\x1f)")
"""Where one may end and the next begins."""


MAIL_FRAME = "email/_mail.html.j2"
"""Lays out the text of any letter as HTML."""
PAPER_FRAME = "letter/_letter.html.j2"
"""The same on paper."""
NOTICE = "letter/notice.txt.j2"
"""The text of a notice: a way on names no template of its own."""
ANY_DESK = "support/any"
ANY_READER = "packet/any.html.j2"
"""Templates for a desk or a reader that has none of its own: a new channel is a data file."""
LAYOUT = (
    exhibit_layout.claims,
    exhibit_layout.column,
    exhibit_layout.counted,
    exhibit_layout.fit,
    exhibit_layout.is_tall,
    exhibit_layout.picture_height,
    exhibit_layout.sheets,
    exhibit_layout.slip_height,
    outcomes.accepting,
    outcomes.outcomes,
    repayment.asked_back,
    repayment.disputed,
    repayment.ways_back,
    privacy.describe,
    timeline.timeline,
)
"""Functions that templates call."""
PARTS = re.compile(r"""\{%-?\s*(?:import|from|include|extends)\s+(["'])(.+?)\1""")
"""Where a template names another; parsing it for that would take as long as filling it."""


def render(facts: Facts, prepared: Mapping[str, Prepared], workspace: Path | None) -> tuple[Text, ...]:
    """Render every planned document, the case page last since it shows the others.

    `prepared` maps evidence ids to what `prepare` made of them.
    """
    stage = _Stage(facts, prepared, workspace)
    planned = sorted(facts.plan, key=lambda item: item.kind == "page")
    for item in planned:
        for text in stage.document(item):
            stage.texts.append(text)  # one by one: a desk's fields name its texts
    return tuple(stage.texts)


def page(name: str, workspace: Path | None, **context: object) -> str:
    """Render a page that belongs to no single case: the docket, or the page of a failed build."""
    return _filled(environment(folders(workspace), "en", html=True), name, context)


class _Stage:
    """One case's environment, and the texts that were rendered so far."""

    def __init__(self, facts: Facts, prepared: Mapping[str, Prepared], workspace: Path | None) -> None:
        self.facts = facts
        self.prepared = prepared
        self.folders = folders(workspace)
        language = facts.case.case.language
        self.text = environment(self.folders, language, html=False)
        self.html = environment(self.folders, language, html=True)
        self.texts: list[Text] = []

    @cached_property
    def templates(self) -> list[str]:
        return self.text.list_templates()

    def document(self, item: Planned) -> Iterator[Text]:
        make: Callable[[Planned], Iterator[Text]] = {
            "email": self.mail,
            "message": self.message,
            "letter": self.letter,
            "support": self.support,
            "packet": self.packet,
            "report": self.report,
            "page": self.page,
        }[item.kind]
        return make(item)

    def mail(self, item: Planned) -> Iterator[Text]:
        text, used = self.fill(f"{item.id}.txt.j2", item)
        subject, body = _parted(text)
        parts = {"subject": subject, "blocks": letter_blocks.split_blocks(body)}
        html, more = self.fill(MAIL_FRAME, item, **parts, is_preview=False)
        is_example = self.facts.case.case.example
        preview = self.fill(MAIL_FRAME, item, **parts, is_preview=True)[0] if is_example else html
        yield Text(
            path=f"{item.id}.eml",
            document=item.id,
            kind="email",
            audience=item.audience,
            body=letter_blocks.plain_text(body),
            subject=subject,
            html=html,
            preview=preview,
            templates=(*used, *more),
        )

    def message(self, item: Planned) -> Iterator[Text]:
        """Fill a letter as a message in each length; what cannot be said whole in one is not made in that length.

        Where there is no mail, the longest is made in any case: what has no room there is an error.
        """
        for limit in direct_messages.LENGTHS:
            text, used = self.fill(f"{item.id}.txt.j2", item, limit=limit)
            is_needed = limit == direct_messages.LONG and not self.facts.case.is_mailed
            if is_needed or least(text) <= limit:
                yield Text(
                    path=direct_messages.text(item.letter or "", limit),
                    document=item.id,
                    kind="message",
                    audience=item.audience,
                    body=letter_blocks.plain_text(fitted(text, limit)),
                    templates=used,
                    limit=limit,
                )

    def letter(self, item: Planned) -> Iterator[Text]:
        """A letter on paper has the text of its mail; one that goes by post alone has a text of its own."""
        text, used = self.fill(f"email/{item.letter}.txt.j2" if item.letter else NOTICE, item)
        subject, body = _parted(text)
        html, more = self.fill(
            PAPER_FRAME, item, subject=subject, blocks=letter_blocks.split_blocks(body), to=item.address
        )
        yield Text(
            path=f"{item.id}.pdf",
            document=item.id,
            kind="letter",
            audience=item.audience,
            body=html,
            subject=subject,
            templates=(*used, *more),
        )

    def support(self, item: Planned) -> Iterator[Text]:
        situation = f"follow-up-{item.follow_up.situation}.txt" if item.follow_up else ""
        for name, template in self.of_desk(item.id).items():
            if name.startswith("follow-up-") and name != situation:
                continue
            for path, limit in _lengths(name, item, self.facts.case.settings.limits.ticket_characters):
                text, used = self.fill(template, item, limit=limit)
                yield Text(
                    path=f"{item.id}/{path}",
                    document=item.id,
                    kind="support",
                    audience=item.audience,
                    body=fitted(text, limit),
                    templates=used,
                    limit=limit,
                )

    def of_desk(self, folder: str) -> Mapping[str, str]:
        """Map each name of a desk's texts to its template: its own, else the one that fits any desk; fields last."""
        found = {
            name.rpartition("/")[2].removesuffix(".j2"): name
            for home in (ANY_DESK, folder)
            for name in self.templates
            if _is_document(name, home)
        }
        return dict(sorted(found.items(), key=lambda one: (one[0].startswith("fields"), one[0])))

    def packet(self, item: Planned) -> Iterator[Text]:
        own = f"{item.id}.html.j2"
        html, used = self.fill(own if own in self.templates else ANY_READER, item)
        yield Text(
            path=f"{item.id}.pdf",
            document=item.id,
            kind="packet",
            audience=item.audience,
            body=exhibit_layout.unbroken(html),
            templates=used,
        )

    def report(self, item: Planned) -> Iterator[Text]:
        html, used = self.fill(f"{item.id}.html.j2", item)
        yield Text(path=f"{item.id}.pdf", document=item.id, kind="report", body=html, templates=used)

    def page(self, item: Planned) -> Iterator[Text]:
        shown = {one.evidence.id: one.evidence for bundle in self.facts.bundles.values() for one in bundle.exhibits}
        hides = [
            (one, self.prepared[name].hidden)
            for name, one in shown.items()
            if one.masks or one.unmask or self.prepared[name].hidden
        ]
        html, used = self.fill("index.html.j2", item, hides=hides)
        yield Text(path="index.html", document=item.id, kind="page", body=html, templates=used)
        if hides:
            report, used = self.fill("redaction-report.txt.j2", item, hides=hides)
            yield Text(path="redaction-report.txt", document="redactions", kind="page", body=report, templates=used)

    def fill(self, name: str, item: Planned, **more: object) -> tuple[str, tuple[Path, ...]]:
        """Render one template; say which files of the template folders it was made from."""
        bundle = self.facts.bundles.get(item.audience) if item.audience else None
        env = self.html if name.endswith(".html.j2") else self.text
        text = _filled(env, name, {**self.context(item, bundle), **more})
        return text, used_by(self.folders, name)

    def context(self, item: Planned, bundle: Bundle | None) -> dict[str, object]:
        facts = self.facts.of(item.id)
        case = facts.case
        letters = {exhibit.evidence.id: exhibit for exhibit in bundle.exhibits} if bundle else {}
        return {
            "facts": facts,
            "case": case,
            "head": case.case,
            "brand": case.parties.brand,
            "creator": case.parties.creator,
            "document": item,
            "due": next((one for one in facts.ladder.due if one.letter == item.letter), None),
            "bundle": bundle,
            "exhibits": bundle.exhibits if bundle else (),
            "cited": lambda ids: _cited(letters, ids),
            "prepared": self.prepared,
            "texts": tuple(self.texts),
            "attachments": attachments(bundle, self.prepared) if bundle and item.desk else (),
            "paper": filters.PAPERS[(bundle.profile.paper if bundle else None) or case.settings.paper or "A4"],
            "zone": filters.zone_name(case.case.timezone),
        }


def folders(workspace: Path | None) -> tuple[Path, ...]:
    """Where templates are looked for: the workspace's own lie over the program's."""
    own = package_data.folder("templates")
    above = workspace / "templates" if workspace else own
    return (above, own) if above.is_dir() and above.resolve() != own.resolve() else (own,)


@lru_cache(maxsize=4)
def environment(folders: tuple[Path, ...], language: str, *, html: bool) -> Environment:
    """Make the environment of one kind of document: strict, sandboxed, and escaping throughout or not at all.

    What decides is the document, not each file's name: a macro of a part that was compiled without escaping
    would count as safe in the HTML that calls it. Cases share it: it holds nothing of a case, and a template that
    has changed since is read again.
    """
    from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    env = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        # Compiled templates are kept in the user's own temporary folder, not in build/, which a stranger's change
        # might bring along: Jinja makes sure that nobody else can write there. Half of an edit's time otherwise.
        bytecode_cache=FileSystemBytecodeCache(pattern=f"__makegood_{'html' if html else 'text'}_%s.cache"),
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.is_safe_attribute = _by_type(env.is_safe_attribute)  # type: ignore[assignment]  # no class before it is needed
    env.filters.update(filters.filters(language))
    env.globals.update({one.__name__: one for one in (*LAYOUT, least)})
    return env


def _by_type(is_safe: Callable[[Any, str, Any], bool]) -> Callable[[Any, str, Any], bool]:
    """Have the sandbox decide once for each type and attribute: a third of the time of a template otherwise."""
    decided: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(obj: Any, attribute: str, value: Any) -> bool:
        # It asks of what type the object is, and of nothing else that belongs to the object.
        key = type(obj), attribute
        if key not in decided:
            decided[key] = is_safe(obj, attribute, value)
        return decided[key]

    return is_safe_attribute


def _filled(env: Environment, name: str, context: Mapping[str, Any]) -> str:
    """Fill a template; a mistake in one that a user may have edited is told with its file and line."""
    from jinja2 import TemplateError

    try:
        return env.get_template(name).render(context)
    except TemplateError as error:
        raise CaseError((_template_problem(name, error),)) from error


def _template_problem(name: str, error: Exception) -> Problem:
    line = getattr(error, "lineno", None) or _line_of(error)
    place = Place(f"templates/{getattr(error, 'name', None) or name}", line, 1 if line else 0, line, 2 if line else 0)
    return problem("R1", place, detail=str(error))


def _line_of(error: BaseException) -> int:
    """Find the template line in a traceback: Jinja gives its frames the template's file name."""
    found, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.endswith(".j2"):
            found = frame.tb_lineno
        frame = frame.tb_next
    return found


def used_by(folders: tuple[Path, ...], name: str) -> tuple[Path, ...]:
    """List the files a template is made of: itself and all that it includes, imports or extends by name."""
    found: dict[Path, None] = {}
    names = [name]
    while names:
        one = names.pop()
        path = next((folder / one for folder in folders if (folder / one).is_file()), None)
        if path is not None and path not in found:
            found[path] = None
            names += [match[2] for match in PARTS.finditer(path.read_text(encoding="utf-8"))]
    return tuple(found)


def fitted(text: str, limit: int | None) -> str:
    """Leave out what is optional, the least needed first, until the text has at most `limit` characters."""
    units = UNITS.split(text.strip("\n") + "\n")
    while True:
        plain = re.sub(r"\n{3,}", "\n\n", OPTIONAL.sub("", "".join(units))).strip("\n")
        ranked = [(int(found[1]), at) for at, unit in enumerate(units) if (found := OPTIONAL.match(unit))]
        if not limit or characters(plain) <= limit or not ranked:
            return plain + "\n"
        _, at = max(ranked)
        begins_line = at == 0 or units[at - 1].endswith("\n")
        units[at : at + 1] = ["\n"] if units[at].endswith("\n") and not begins_line else []


def least(text: str) -> int:
    """Count the characters of what cannot be left out of a text, as a form counts them."""
    return characters(letter_blocks.plain_text(fitted(text, 1)))


def _parted(text: str) -> tuple[str, str]:
    """Part a letter's subject from what it says."""
    first, _, body = text.partition("\n")
    return first.removeprefix("Subject:").strip(), re.sub(r"\n{3,}", "\n\n", body.strip("\n")) + "\n"


def attachments(bundle: Bundle, prepared: Mapping[str, Prepared]) -> tuple[tuple[str, Exhibit], ...]:
    """Name what goes to a desk's form, in the order to upload."""
    return tuple(
        (filters.upload_name(number, exhibit.evidence.id, prepared[exhibit.evidence.id].copy.suffix), exhibit)
        for number, exhibit in enumerate(bundle.exhibits, 1)
    )


def _cited(letters: Mapping[str, Exhibit], ids: tuple[str, ...]) -> tuple[Exhibit, ...]:
    """Return the exhibits of these ids that this reader has, by letter."""
    found = {letters[one].letter: letters[one] for one in ids if one in letters}
    return tuple(found[letter] for letter in sorted(found, key=lambda letter: (len(letter), letter)))


def _is_document(name: str, folder: str) -> bool:
    parent, _, last = name.rpartition("/")
    return parent == folder and not last.startswith("_")


def _lengths(name: str, item: Planned, own: int | None) -> Iterator[tuple[str, int | None]]:
    """Name the files of one template and their lengths: `request.txt` is made in each length of its desk.

    `own` is what the user says that the form takes: it goes before the desk's lengths, in one text.
    """
    if name.startswith("follow-up-"):
        yield name, min(desks.LONGEST, own or desks.LONGEST)
        return
    if name != "request.txt" or item.desk is None:
        yield name, None
        return
    for limit in (own,) if own else item.desk.lengths:
        yield f"request-{limit}.txt", limit
