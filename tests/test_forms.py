"""The forms of issues: as GitHub documents them, since a form with a mistake in it is silently not offered."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent.parent / ".github" / "ISSUE_TEMPLATE"
FORMS = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.yml"))
    if path.name != "config.yml"
}
TOP = {"name": str, "description": str, "body": list}
TOP_OPTIONAL = {"title": str, "labels": list, "assignees": list, "projects": list, "type": str}
TEXTS = {"label": str}
HELP = {"description": str, "placeholder": str, "value": str}
ATTRIBUTES = {  # what each type must have, and what it may have
    "markdown": ({"value": str}, {}),
    "input": (TEXTS, HELP),
    "textarea": (TEXTS, {**HELP, "render": str}),
    "dropdown": ({**TEXTS, "options": list}, {"description": str, "multiple": bool, "default": int}),
    "checkboxes": ({**TEXTS, "options": list}, {"description": str}),
}
"""From GitHub's "Syntax for issue forms" and "Syntax for GitHub's form schema", read on 29 November 2026."""
FORBIDDEN = re.compile(r"password|passcode|token|secret|credential", re.IGNORECASE)
"""Words of which GitHub says that no label may hold them, and their kin."""


def keys(where: str, found: object, must: dict[str, type], may: dict[str, type]) -> list[str]:
    """Say which keys of an object are missing, are not permitted, or have a value of the wrong type."""
    if not isinstance(found, dict):
        return [f"{where}: no object"]
    faults = [f"{where}: {key} is missing" for key in must if key not in found]
    for key, value in found.items():
        wanted = {**must, **may}.get(key)
        if wanted is None:
            faults.append(f"{where}: {key} is not permitted")
        elif type(value) is not wanted or (wanted in {str, list} and not (value.strip() if wanted is str else value)):
            faults.append(f"{where}: {key} is no {wanted.__name__}, or empty")
    return faults


def element(where: str, item: dict[str, Any]) -> list[str]:
    """Say what is wrong with one element of a form."""
    kind = item.get("type")
    if kind not in ATTRIBUTES:
        return [f"{where}: {kind} is no type"]
    may: dict[str, type] = {} if kind == "markdown" else {"id": str, "validations": dict}
    faults = keys(where, item, {"type": str, "attributes": dict}, may)
    attributes = item.get("attributes", {})
    faults += keys(where, attributes, *ATTRIBUTES[kind])
    faults += keys(where, item.get("validations", {}), {}, {"required": bool})
    if not re.fullmatch(r"[A-Za-z0-9_-]+", item.get("id", "x")):
        faults.append(f"{where}: no id")
    if FORBIDDEN.search(str(attributes.get("label", ""))):
        faults.append(f"{where}: a label that GitHub forbids")
    options = attributes.get("options", [])
    if kind == "dropdown":
        faults += [f"{where}: an option is no text" for one in options if not isinstance(one, str) or one == "None"]
    if kind == "checkboxes":
        faults += [fault for one in options for fault in keys(where, one, {"label": str}, {"required": bool})]
    names = [one["label"] if isinstance(one, dict) else one for one in options]
    return [*faults, *(f"{where}: an option stands twice" for _, count in Counter(names).items() if count > 1)]


def faults(form: dict[str, Any]) -> list[str]:
    """Say what GitHub would refuse in a form, and where the form could draw somebody's private data into the open."""
    found = keys("form", form, TOP, TOP_OPTIONAL)
    body = form.get("body", [])
    found += [fault for number, item in enumerate(body) for fault in element(f"body[{number}]", item)]
    fields = [item for item in body if item.get("type") != "markdown"]
    found += [] if fields else ["form: no field"]
    for of in ("id", "label"):
        named = Counter(item.get(of) or item.get("attributes", {}).get(of) for item in fields)
        found += [f"form: two fields with the {of} {name}" for name, count in named.items() if name and count > 1]
    first = body[0] if body else {}
    warned = " ".join(str(first.get("attributes", {}).get("value")).lower().split())
    if first.get("type") != "markdown" or "everybody can read this" not in warned or "of a real case" not in warned:
        found.append("form: does not begin with the warning")
    required = [one for item in fields if item.get("type") == "checkboxes" for one in item["attributes"]["options"]]
    if not any(one.get("required") and "real case" in one.get("label", "") for one in required):
        found.append("form: nobody says that it is not from a real case")
    return found


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_as_github_documents_it_and_warns(name: str) -> None:
    assert faults(FORMS[name]) == []


def test_there_are_three_forms_and_no_blank_one() -> None:
    """And the form of a pull request, which warns of the same."""
    assert len(FORMS) == 3
    assert yaml.safe_load((FOLDER / "config.yml").read_text(encoding="utf-8")) == {"blank_issues_enabled": False}
    text = (FOLDER.parent / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert "nothing of a real case" in text
    assert "make lint test" in text


def test_who_says_that_the_world_has_changed_names_source_edition_and_day() -> None:
    """They are what a rule of makegood cannot do without."""
    fields = {item.get("id"): item for item in FORMS["2-rule-has-changed.yml"]["body"]}
    for wanted in ("source", "edition", "read-on", "passage"):
        assert fields[wanted]["validations"] == {"required": True}


@pytest.mark.parametrize(
    ("pointer", "value", "fault"),
    [
        ("name", None, "form: name is missing"),
        ("description", True, "form: description is no str, or empty"),
        ("name", "  ", "form: name is no str, or empty"),
        ("about", "x", "form: about is not permitted"),
        ("body/1/type", "text", "body[1]: text is no type"),
        ("body/1/attributes/label", None, "body[1]: label is missing"),
        ("body/1/attributes/label", True, "body[1]: label is no str, or empty"),
        ("body/1/attributes/label", "Your password", "body[1]: a label that GitHub forbids"),
        ("body/1/attributes/options", ["a"], "body[1]: options is not permitted"),
        ("body/1/required", True, "body[1]: required is not permitted"),
        ("body/1/validations/required", "yes", "body[1]: required is no bool, or empty"),
        ("body/1/id", "what happened", "body[1]: no id"),
        ("body/1/id", "expected", "form: two fields with the id expected"),
        ("body/1/attributes/label", "Version", "form: two fields with the label Version"),
        ("body/0/attributes/value", "Thank you!", "form: does not begin with the warning"),
        ("body/0/id", "x", "body[0]: id is not permitted"),
        ("body/6/attributes/options/0/required", False, "form: nobody says that it is not from a real case"),
        ("body/6/attributes/options/0/id", "x", "body[6]: id is not permitted"),
    ],
)
def test_a_form_that_github_would_refuse_is_seen(pointer: str, value: object, fault: str) -> None:
    form = deepcopy(FORMS["1-bug.yml"])
    *above, last = pointer.split("/")
    place: Any = form
    for step in above:
        place = place[int(step)] if step.isdecimal() else place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    assert fault in faults(form)


def test_options_that_github_would_refuse_are_seen() -> None:
    form = deepcopy(FORMS["3-channel-or-letter.yml"])
    attributes = next(item for item in form["body"] if item["type"] == "dropdown")["attributes"]
    attributes["options"] = ["A letter", "A letter", "None", 2026]
    assert faults(form).count("body[1]: an option is no text") == 2
    assert "body[1]: an option stands twice" in faults(form)
    assert "form: no field" in faults({**form, "body": form["body"][:1]})
