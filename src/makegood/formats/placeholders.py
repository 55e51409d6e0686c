"""Recognise files that stand for another: pointers, shortcuts, locked and cloud files, unfinished downloads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from makegood.model import rules
from makegood.model.errors import Place, Problem

HEAD = 1024
"""How many bytes of the beginning of a file decide."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a message says of a file that stands for another, and how to get the other."""

    message: str
    fix: str


LFS = Placeholder(
    "This is a Git LFS pointer, not the file itself.",
    "Fetch the files: `git lfs install` once, then `git lfs pull`. In CI, check out with `lfs: true`.",
)
ANNEX = Placeholder("This is a git-annex pointer, not the file itself.", "Fetch the file: `git annex get .`")
LOCKED = Placeholder(
    "This file is encrypted by git-crypt, and has not been unlocked here.",
    "Unlock the repository with its key: `git-crypt unlock`.",
)
CLOUD = Placeholder(
    "This file is in iCloud and has not been downloaded.",
    "In the Finder, open the folder, select the file, and choose Download Now.",
)
GOOGLE = Placeholder(
    "This is a link to a document in Google Drive, not the document itself.",
    "Open the document, download it as a PDF (File > Download), and put that file here instead.",
)
SHORTCUT = Placeholder(
    "This is a shortcut to a page or a file, not the page or the file itself.",
    "Put the file itself here. If it is a page, take a screenshot or save it as a PDF.",
)
UNFINISHED = Placeholder("This download is not complete.", "Download the file again, and delete this one.")

_LFS = re.compile(
    rb"\Aversion https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/v\d+\r?\n(?:\S+ \S+\r?\n)*oid "
)
_ANNEX = re.compile(rb"\A(?:\.\./)*(?:\.git)?/annex/objects/\S+\s*\Z")
_LOCKED = b"\0GITCRYPT\0"
_CLOUD = re.compile(r"\.(?P<name>.+)\.icloud\Z", re.IGNORECASE)
_GOOGLE = re.compile(r"\.g(?:doc|sheet|slides|draw|form|jam|note|script|site|map|table|link)\Z", re.IGNORECASE)
_UNFINISHED = re.compile(r"\.(?:crdownload|part|partial|download|opdownload)\Z", re.IGNORECASE)
_SHORTCUTS = (
    re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[(?:InternetShortcut|Desktop Entry)\]", re.IGNORECASE),
    re.compile(
        rb"\A(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist[^>]*>\s*)?<plist[^>]*>\s*<dict>\s*<key>URL</key>", re.IGNORECASE
    ),
    re.compile(rb"\AL\0\0\0\x01\x14\x02\0"),
    re.compile(rb"\Abook\0\0\0\0mark"),
)
"""The beginning of a shortcut on Windows or Linux, a .webloc of macOS, a .lnk of Windows, an alias of macOS."""


def placeholder_by_name(name: str) -> Placeholder | None:
    """Return what a file of this name, without folders, stands for; None for any other file."""
    if _CLOUD.match(name):
        return CLOUD
    return UNFINISHED if _UNFINISHED.search(name) and not name.startswith(".") else None


def placeholder_by_content(head: bytes, name: str) -> Placeholder | None:
    """Return what a file stands for by the first bytes of its content, and its name; None for any other file."""
    if _LFS.match(head):
        return LFS
    if _ANNEX.match(head):
        return ANNEX
    if head.startswith(_LOCKED):
        return LOCKED
    if any(shortcut.match(head) for shortcut in _SHORTCUTS):
        return SHORTCUT
    is_link = _GOOGLE.search(name) is not None and head.lstrip()[:1] == b"{"
    return GOOGLE if is_link else None


def downloaded_name(name: str) -> str:
    """Return the name that a file still in iCloud has for its owner: `.chat.png.icloud` is `chat.png`."""
    match = _CLOUD.match(name)
    return match["name"] if match else name


def pointer_problem(raw: bytes, label: str) -> Problem | None:
    """Return F12 if the bytes are a pointer to a text instead of the text, or are locked."""
    placeholder = placeholder_by_content(raw[:HEAD], label)
    if placeholder is None:
        return None
    return rules.problem("F12", Place(label), message=placeholder.message, fix=placeholder.fix)
