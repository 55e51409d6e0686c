"""The workbench: the files of one case that are made so far, and how each kind is made."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.domain import ladder
from makegood.model.artifact import Artifact, Original, PacketRecord
from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.pipeline.assemble.cache_key import key_of, made_from
from makegood.pipeline.assemble.mail import mail
from makegood.pipeline.assemble.packet_size import fit
from makegood.pipeline.assemble.text import pasted, plain
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
"""What a document without exhibits keeps."""
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class ArtifactBuilder:
    """The files of one case that are made so far, by path."""

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
        self._hidden = _all_hidden(facts, prepared)

    def add(self, path: str, text: Text, source: str, make: Callable[[], bytes], *more: str) -> None:
        """Add a file: the one of the last build if it was made from the same, else a new one."""
        key = key_of(path, source, self._hidden, *more)
        kept = self.old.get(path)
        bundle = self.facts.bundles.get(text.audience) if text.audience else None
        made = made_from(text, bundle)
        if kept is not None and kept.key == key and _is_whole(kept):
            self.made[path] = Artifact(path, text.document, text.audience, key, copy_of=kept.path, made_from=made)
        else:
            self.made[path] = Artifact(path, text.document, text.audience, key, data=make(), made_from=made)

    def packet(self, text: Text) -> None:
        """Typeset a packet, and make the small picture of its first page."""
        from makegood.pipeline.assemble.packet import thumbnail

        pages = dict(self._pages(text))
        parts = [f"{path.parent.name}/{at}" for path, at in pages.values()]
        profile = self.facts.bundles[text.audience].profile if text.audience else None
        within = fit(profile, self.smaller) if profile and self.smaller else None
        shape = repr(
            profile and (profile.dpi, profile.is_grey, profile.is_archival, profile.pdf_version, profile.max_bytes)
        )
        self._typeset(text, pages, [*parts, shape], profile, within)
        if profile:
            used = within.used if within else {}
            self._must_be_below(text.path, profile.max_bytes, profile.audience, used)
            self._must_have_few_pages(text.path, profile)
        picture = text.path.removesuffix(".pdf") + ".png"
        self.add(picture, text, text.body, lambda: thumbnail(self._bytes(text.path)), *parts)

    def printed(self, text: Text) -> None:
        """Typeset what has no exhibits: a letter that goes by post, the closing report."""
        self._typeset(text, {}, ())

    def _typeset(
        self,
        text: Text,
        pages: Mapping[str, tuple[Path, int]],
        parts: Sequence[str],
        profile: ProfilePolicy | None = None,
        within: PacketSizing | None = None,
    ) -> None:
        head = self.facts.case
        title = TITLE.search(text.body)

        def make() -> bytes:
            from makegood.pipeline.assemble.packet import Description, typeset

            said = Description(
                title=unescape(title[1]).strip() if title else head.case.case_ref,
                author=head.parties.brand.legal_name,
                language=head.case.language,
                record=self._record(profile.audience) if profile else None,
                version=profile.pdf_version if profile else "",
                claims=exhibit_layout.claims(self.facts.bundles[profile.audience], self.prepared) if profile else PLAIN,
            )
            return typeset(text.body, pages, said, text.path, within)

        self.add(text.path, text, text.body, make, *parts)

    def _record(self, audience: Audience) -> PacketRecord:
        """List what a packet is made of, for who verifies it later."""
        head, bundle = self.facts.case.case, self.facts.bundles[audience]
        files = ((one.letter, one.file.name, one.file.sha256) for one in bundle.exhibits)
        return PacketRecord(head.case_ref, bundle.profile.reader, head.as_of, tuple(Original(*one) for one in files))

    def letter(self, text: Text, *, with_mail: bool) -> None:
        """Make the three forms of a letter."""
        case, stem = self.facts.case, text.path.removesuffix(".eml")
        self.add(f"{stem}.txt", text, text.body, lambda: pasted(text, case), text.subject, *_people(self.facts))
        self.add(f"{stem}.html", text, text.preview, text.preview.encode)
        packet = f"packet/{text.audience}.pdf"
        if with_mail:
            name = self._attachment_name(text)
            enclosed = [name, self._hash(packet)] if packet in self.made else []
            follows = ladder.thread(case, self.facts.ladder.sent, text.document.rpartition("/")[2])
            self.add(
                text.path,
                text,
                text.body,
                lambda: mail(text, case, (name, self._bytes(packet)) if enclosed else None, follows),
                text.html,
                text.subject,
                *_people(self.facts),
                *enclosed,
                *follows,
            )
            usual = self.facts.bundles[text.audience].profile.mail if text.audience else None
            most = case.settings.limits.mail_bytes or (usual.most_bytes if usual else None)
            self._must_be_below(text.path, most, text.audience)

    def sent(self) -> None:
        """Keep what was sent beside what is made now, byte for byte."""
        for file in self.facts.case.sent:
            path = f"sent/{file.name}"
            key = key_of(path, file.sha256)
            self.made[path] = Artifact(path, "sent", None, key, copy_of=file.path, made_from=(path,))

    def message(self, text: Text) -> None:
        """Make one text of a message: nothing goes with it."""
        self.add(text.path, text, text.body, lambda: plain(text), str(text.limit))

    def support(self, text: Text) -> None:
        """Make one text of a desk, and what is to be uploaded there."""
        self.add(text.path, text, text.body, lambda: plain(text), str(text.limit))
        bundle = self.facts.bundles.get(text.audience) if text.audience else None
        for name, source, evidence in attachments(bundle, self.prepared) if bundle else ():
            path = f"{text.document}/attachments/{name}"
            if path not in self.made:
                key = key_of(path, source.parent.name)
                made = (f"evidence/{evidence}",)
                self.made[path] = Artifact(path, text.document, text.audience, key, copy_of=source, made_from=made)

    def _pages(self, text: Text) -> Iterator[tuple[str, tuple[Path, int]]]:
        """Name every page of every exhibit as templates name them."""
        for exhibit in self.facts.bundles[text.audience].exhibits if text.audience else ():
            shown = self.prepared[exhibit.evidence.id]
            for at in range(len(shown.pages)):
                yield f"asset:exhibit/{exhibit.evidence.id}/{at}", (shown.pages_pdf, at)

    def _attachment_name(self, text: Text) -> str:
        pattern = self.facts.bundles[text.audience].profile.attachment_name if text.audience else "{ref}.pdf"
        head = self.facts.case.case
        return pattern.format(ref=head.case_ref, audience=text.audience, date=head.as_of.isoformat())

    def _must_be_below(
        self, path: str, most: int | None, audience: Audience | None, used: Mapping[Path, Path] = NOTHING
    ) -> None:
        """Refuse a document that its reader cannot take, and say which exhibits weigh most, as they were put in."""
        if most is not None and len(self._bytes(path)) > most:
            exhibits = self.facts.bundles[audience].exhibits if audience else ()
            weights = ((f"Exhibit {one.letter}, {one.evidence.file}", self._weight(one, used)) for one in exhibits)
            told = [f"{len(self._bytes(path)):,} bytes, at most {most:,}", *heaviest(weights)]
            raise CaseError((problem("R4", Place(path), detail="\n".join(told)),))

    def _weight(self, exhibit: Exhibit, used: Mapping[Path, Path]) -> int:
        pages = self.prepared[exhibit.evidence.id].pages_pdf
        return used.get(pages, pages).stat().st_size

    def _must_have_few_pages(self, path: str, profile: ProfilePolicy) -> None:
        """Refuse a packet of more pages than its reader takes, and say which exhibits have most of them."""
        if profile.max_pages is None:
            return
        from makegood.pipeline.assemble.packet import pages_of

        count = pages_of(self._bytes(path))
        if count > profile.max_pages:
            exhibits = self.facts.bundles[profile.audience].exhibits
            ranked = sorted(exhibits, key=lambda one: -len(self.prepared[one.evidence.id].pages))[:HEAVIEST]
            told = [f"{count} pages, at most {profile.max_pages}"]
            told += [f"Exhibit {one.letter}, {one.evidence.file}: {self._length(one)}" for one in ranked]
            fix = "Show of the longest exhibits only the pages that matter: pages of the evidence."
            raise CaseError((problem("R4", Place(path), detail="\n".join(told), fix=fix),))

    def _length(self, exhibit: Exhibit) -> str:
        count = len(self.prepared[exhibit.evidence.id].pages)
        return "1 page" if count == 1 else f"{count} pages"

    def _bytes(self, path: str) -> bytes:
        artifact = self.made[path]
        return artifact.data if artifact.data is not None else _read(artifact.copy_of)

    def _hash(self, path: str) -> str:
        return sha256(self._bytes(path)).hexdigest()


def attachments(bundle: Bundle, prepared: Mapping[str, Prepared]) -> Iterator[tuple[str, Path, str]]:
    """Name what goes to a desk's form, in the order to upload, where its copy is, and of what."""
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


def _all_hidden(facts: Facts, prepared: Mapping[str, Prepared]) -> str:
    """Return a text that differs when anything else is hidden: every file is then made, and read back, anew."""
    masks = [mask.text for item in facts.case.evidence for mask in item.masks if mask.text]
    found = [(name, one.hidden) for name, one in sorted(prepared.items()) if one.hidden]
    unmasked = [one.text for item in facts.case.evidence for one in item.unmask]
    return repr((masks, found, unmasked)) if masks or found or unmasked else ""


def _is_whole(kept: PreviousArtifact) -> bool:
    try:
        return sha256(kept.path.read_bytes()).hexdigest() == kept.sha256
    except OSError:
        return False
