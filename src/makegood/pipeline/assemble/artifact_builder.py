"""Build the files of one case."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.domain import ladder
from makegood.language import english
from makegood.model.artifact import Artifact, Original, PacketRecord
from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.pipeline.assemble.cache_key import key_of, made_from
from makegood.pipeline.assemble.mail import mail
from makegood.pipeline.assemble.packet_size import packet_sizing
from makegood.pipeline.assemble.plain_text import support_text, text_for_pasting
from makegood.statements.readers import reader
from makegood.typesetting import exhibit_layout
from makegood.typesetting.filters import HEAVIEST, heaviest, upload_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from makegood.model.artifact import Prepared, PreviousArtifact, Text
    from makegood.model.facts import Bundle, Exhibit, Facts
    from makegood.model.policy import ProfilePolicy
    from makegood.model.words import Audience
    from makegood.pipeline.assemble.packet_size import PacketSizing, Smaller

NOTHING: Mapping[Path, Path] = MappingProxyType({})
PLAIN = ("PDF/UA-1",)
"""The standards of a document without exhibits."""
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class ArtifactBuilder:
    """Builds each kind of file; `made` are the files of the case so far, by path."""

    def __init__(
        self,
        facts: Facts,
        prepared: Mapping[str, Prepared],
        old: Mapping[str, PreviousArtifact],
        smaller: Smaller | None,
    ) -> None:
        self.smaller = smaller
        self.facts = facts
        self.prepared = prepared
        self.old = old
        self.made: dict[str, Artifact] = {}
        self._hidden = _hidden_key(facts, prepared)

    def add(self, path: str, text: Text, source: str, make: Callable[[], bytes], *more: str) -> None:
        """Add a file: the one of the last build if its sources are the same, else a new one."""
        key = key_of(path, source, self._hidden, *more)
        previous = self.old.get(path)
        bundle = self.facts.bundles.get(text.audience) if text.audience else None
        sources = made_from(text, bundle)
        if previous is not None and previous.key == key and _is_intact(previous):
            self.made[path] = Artifact(
                path, text.document, text.audience, key, copy_of=previous.path, made_from=sources
            )
        else:
            self.made[path] = Artifact(path, text.document, text.audience, key, data=make(), made_from=sources)

    def packet(self, text: Text) -> None:
        """Add a packet and the thumbnail of its first page."""
        from makegood.pipeline.assemble.packet import thumbnail

        pages = dict(self._pages(text))
        parts = [f"{path.parent.name}/{index}" for path, index in pages.values()]
        profile = self.facts.bundles[text.audience].profile if text.audience else None
        sizing = packet_sizing(profile, self.smaller) if profile and self.smaller else None
        format_options = repr(
            profile and (profile.dpi, profile.is_grey, profile.is_archival, profile.pdf_version, profile.max_bytes)
        )
        self._typeset(text, pages, [*parts, format_options], profile, sizing)
        if profile:
            used = sizing.used if sizing else {}
            self._check_size(text.path, profile.max_bytes, profile.audience, used)
            self._check_page_count(text.path, profile)
        picture = text.path.removesuffix(".pdf") + ".png"
        self.add(picture, text, text.body, lambda: thumbnail(self._bytes(text.path)), *parts)

    def printed(self, text: Text) -> None:
        """Add a PDF without exhibits: a letter by post or the closing report."""
        self._typeset(text, {}, ())

    def _typeset(
        self,
        text: Text,
        pages: Mapping[str, tuple[Path, int]],
        parts: Sequence[str],
        profile: ProfilePolicy | None = None,
        sizing: PacketSizing | None = None,
    ) -> None:
        case = self.facts.case
        title = TITLE.search(text.body)

        def make() -> bytes:
            from makegood.pipeline.assemble.packet import Description, typeset

            description = Description(
                title=unescape(title[1]).strip() if title else case.case.case_ref,
                author=case.parties.brand.legal_name,
                language=text.language,
                record=self._record(profile.audience) if profile else None,
                version=profile.pdf_version if profile else "",
                claims=exhibit_layout.claims(self.facts.bundles[profile.audience], self.prepared) if profile else PLAIN,
            )
            return typeset(text.body, pages, description, text.path, sizing)

        self.add(text.path, text, text.body, make, *parts)

    def _record(self, audience: Audience) -> PacketRecord:
        """Return the list of a packet's files, for a later verification."""
        head, bundle = self.facts.case.case, self.facts.bundles[audience]
        originals = tuple(
            Original(exhibit.letter, exhibit.file.name, exhibit.file.sha256) for exhibit in bundle.exhibits
        )
        name = english().value(reader(bundle.profile, self.facts.case))
        return PacketRecord(head.case_ref, name, head.as_of, originals)

    def letter(self, text: Text, *, with_mail: bool) -> None:
        """Add the three forms of a letter: plain text, HTML and mail."""
        case, stem = self.facts.case, text.path.removesuffix(".eml")
        self.add(
            f"{stem}.txt", text, text.body, lambda: text_for_pasting(text, case), text.subject, *_people(self.facts)
        )
        self.add(f"{stem}.html", text, text.preview, text.preview.encode)
        packet = f"packet/{text.audience}.pdf"
        if with_mail:
            name = self._attachment_name(text)
            attachment = [name, self._hash(packet)] if packet in self.made else []
            thread = ladder.sent_message_ids(case, self.facts.ladder.sent, text.document.rpartition("/")[2])
            self.add(
                text.path,
                text,
                text.body,
                lambda: mail(text, case, (name, self._bytes(packet)) if attachment else None, thread),
                text.html,
                text.subject,
                *_people(self.facts),
                *attachment,
                *thread,
            )
            mail_policy = self.facts.bundles[text.audience].profile.mail if text.audience else None
            most = case.settings.limits.mail_bytes or (mail_policy.most_bytes if mail_policy else None)
            self._check_size(text.path, most, text.audience)

    def sent(self) -> None:
        """Add unchanged copies of the sent files."""
        for file in self.facts.case.sent:
            path = f"sent/{file.name}"
            key = key_of(path, file.sha256)
            self.made[path] = Artifact(path, "sent", None, key, copy_of=file.path, made_from=(path,))

    def message(self, text: Text) -> None:
        """Add one text of a direct message, which has no attachments."""
        self.add(text.path, text, text.body, lambda: support_text(text), str(text.limit))

    def support(self, text: Text) -> None:
        """Add one text for a desk, and the files to upload there."""
        self.add(text.path, text, text.body, lambda: support_text(text), str(text.limit))
        bundle = self.facts.bundles.get(text.audience) if text.audience else None
        for name, source, evidence in attachments(bundle, self.prepared) if bundle else ():
            path = f"{text.document}/attachments/{name}"
            if path not in self.made:
                key = key_of(path, source.parent.name)
                sources = (f"evidence/{evidence}",)
                self.made[path] = Artifact(path, text.document, text.audience, key, copy_of=source, made_from=sources)

    def _pages(self, text: Text) -> Iterator[tuple[str, tuple[Path, int]]]:
        """Yield the name of every exhibit page in templates, with its PDF and index."""
        for exhibit in self.facts.bundles[text.audience].exhibits if text.audience else ():
            prepared = self.prepared[exhibit.evidence.id]
            for index in range(len(prepared.pages)):
                yield f"asset:exhibit/{exhibit.evidence.id}/{index}", (prepared.pages_pdf, index)

    def _attachment_name(self, text: Text) -> str:
        pattern = self.facts.bundles[text.audience].profile.attachment_name if text.audience else "{ref}.pdf"
        head = self.facts.case.case
        return pattern.format(ref=head.case_ref, audience=text.audience, date=head.as_of.isoformat())

    def _check_size(
        self, path: str, most: int | None, audience: Audience | None, used: Mapping[Path, Path] = NOTHING
    ) -> None:
        """Raise CaseError with the largest exhibits, as included, if a document is too large for its reader."""
        if most is not None and len(self._bytes(path)) > most:
            exhibits = self.facts.bundles[audience].exhibits if audience else ()
            sizes = (
                (f"Exhibit {exhibit.letter}, {exhibit.evidence.file}", self._size(exhibit, used))
                for exhibit in exhibits
            )
            lines = [f"{len(self._bytes(path)):,} bytes (limit: {most:,})", *heaviest(sizes)]
            raise CaseError((problem("R4", Place(path), detail="\n".join(lines)),))

    def _size(self, exhibit: Exhibit, used: Mapping[Path, Path]) -> int:
        pages = self.prepared[exhibit.evidence.id].pages_pdf
        return used.get(pages, pages).stat().st_size

    def _check_page_count(self, path: str, profile: ProfilePolicy) -> None:
        """Raise CaseError with the longest exhibits if a packet has too many pages for its reader."""
        if profile.max_pages is None:
            return
        from makegood.pipeline.assemble.packet import pages_of

        count = pages_of(self._bytes(path))
        if count > profile.max_pages:
            exhibits = self.facts.bundles[profile.audience].exhibits
            longest = sorted(exhibits, key=lambda exhibit: -len(self.prepared[exhibit.evidence.id].pages))[:HEAVIEST]
            lines = [f"{count} pages (limit: {profile.max_pages})"]
            lines += [
                f"Exhibit {exhibit.letter}, {exhibit.evidence.file}: {self._length(exhibit)}" for exhibit in longest
            ]
            fix = 'Show fewer pages of the longest exhibits: set "pages" in their evidence.'
            raise CaseError((problem("R4", Place(path), detail="\n".join(lines), fix=fix),))

    def _length(self, exhibit: Exhibit) -> str:
        count = len(self.prepared[exhibit.evidence.id].pages)
        return "1 page" if count == 1 else f"{count} pages"

    def _bytes(self, path: str) -> bytes:
        artifact = self.made[path]
        return artifact.data if artifact.data is not None else _read(artifact.copy_of)

    def _hash(self, path: str) -> str:
        return sha256(self._bytes(path)).hexdigest()


def attachments(bundle: Bundle, prepared: Mapping[str, Prepared]) -> Iterator[tuple[str, Path, str]]:
    """Yield the files for a desk's form in the order of upload: name, path of the copy and evidence file."""
    for number, exhibit in enumerate(bundle.exhibits, 1):
        copy = prepared[exhibit.evidence.id].copy
        yield upload_name(number, exhibit.evidence.id, copy.suffix), copy, exhibit.file.name


def _people(facts: Facts) -> tuple[str, ...]:
    parties = facts.case.parties
    return repr(parties.brand.contact), repr(parties.creator)


def _read(path: Path | None) -> bytes:
    if path is None:
        message = "an artifact has neither bytes nor a file"
        raise ValueError(message)
    return path.read_bytes()


def _hidden_key(facts: Facts, prepared: Mapping[str, Prepared]) -> str:
    """Return a key of everything that is hidden; if it changes, every file is made and checked again."""
    masks = [mask.text for item in facts.case.evidence for mask in item.masks if mask.text]
    hidden = [(name, exhibit.hidden) for name, exhibit in sorted(prepared.items()) if exhibit.hidden]
    unmasked = [unmask.text for item in facts.case.evidence for unmask in item.unmask]
    return repr((masks, hidden, unmasked)) if masks or hidden or unmasked else ""


def _is_intact(previous: PreviousArtifact) -> bool:
    try:
        return sha256(previous.path.read_bytes()).hexdigest() == previous.sha256
    except OSError:
        return False
