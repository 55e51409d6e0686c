"""edit: splices change one value and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.formats import json_edit

CASE = b"""{
  "case": { "case_ref": "MG-2026-001", "as_of": "2026-11-23" },
  "log": [],
  "payments": [
    { "amount": "GBP 500.00" }
  ]
}
"""

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"]))
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab~/é#", max_size=3), inner, max_size=4),
)
layouts = st.sampled_from([None, 2, "\t"])


def pointers(data: Any, at: str = "") -> list[str]:
    """All JSON pointers into data."""
    found = [at]
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        found += pointers(value, f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}")
    return found


def test_put_replaces_and_keeps_every_other_byte() -> None:
    """as_of gets its new day; all around it stays."""
    assert json_edit.set_value(CASE, "/case/as_of", '"2026-12-01"') == CASE.replace(b"2026-11-23", b"2026-12-01")


def test_put_adds_a_key_in_the_manner_of_its_neighbours() -> None:
    """A new key stands in the line where the others stand, or in one of its own where they do."""
    assert b'"as_of": "2026-11-23", "language": "de" },' in json_edit.set_value(CASE, "/case/language", '"de"')
    assert json_edit.set_value(CASE, "/example", "true").endswith(b'  ],\n  "example": true\n}\n')


def test_crlf_tabs_and_bom_are_kept() -> None:
    """A file from another system keeps its line ends, its tabs and its BOM, and new lines get the same."""
    data = b'\xef\xbb\xbf{\r\n\t"log": [\r\n\t\t{ "a": 1 }\r\n\t]\r\n}\r\n'
    added = json_edit.append_item(data, "/log", '{\n\t"b": 2\n}')
    assert added == (
        b'\xef\xbb\xbf{\r\n\t"log": [\r\n\t\t{ "a": 1 },\r\n\t\t{\r\n\t\t\t"b": 2\r\n\t\t}\r\n\t]\r\n}\r\n'
    )


def test_append_opens_an_empty_list() -> None:
    """Each entry goes to a line of its own, indented as the file is, so that Git can merge two of them."""
    short = json_edit.append_item(CASE, "/log", '{ "at": "2026-11-23" }')
    assert b'  "log": [\n    { "at": "2026-11-23" }\n  ],\n' in short
    again = json_edit.append_item(short, "/log", '{ "at": "2026-11-24" }')
    assert b'  "log": [\n    { "at": "2026-11-23" },\n    { "at": "2026-11-24" }\n  ],\n' in again
    long = json.dumps({"text": "x" * 120})
    assert f'  "log": [\n    {long}\n  ],\n'.encode() in json_edit.append_item(CASE, "/log", long)


def test_append_breaks_up_a_list_that_is_on_one_line() -> None:
    """Each entry keeps its text; in a file that is one line itself, the list stays on it, and so does one of numbers."""
    line = b'{\r\n\t"log": [ {"a":1},{ "b": [2, 3] } ],\r\n\t"n": [1]\r\n}'
    broken = b'{\r\n\t"log": [\r\n\t\t{"a":1},\r\n\t\t{ "b": [2, 3] },\r\n\t\t{ "c": 4 }\r\n\t],\r\n\t"n": [1]\r\n}'
    assert json_edit.append_item(line, "/log", '{ "c": 4 }') == broken
    assert json_edit.append_item(b'{ "log": [ {"a":1} ] }', "/log", '{"b":2}') == b'{ "log": [ {"a":1}, {"b":2} ] }'
    assert b'"n": [1, 2]' in json_edit.append_item(line, "/n", "2")


def test_remove_takes_the_comma_along() -> None:
    """First, last and only entries leave valid JSON and no empty line."""
    assert json_edit.remove_value(CASE, "/log") == CASE.replace(b'  "log": [],\n', b"")
    assert b'"MG-2026-001" },' in json_edit.remove_value(CASE, "/case/as_of")
    assert b'"payments": []' in json_edit.remove_value(CASE, "/payments/0")


@pytest.mark.parametrize(
    "broken", [b'{"a": 1,}', b'{"a": 1, "a": 2}', b"", b'{"a": NaN}', b"[" * 40 + b"]" * 40, b"\xff"]
)
def test_what_is_not_strict_json_is_refused(broken: bytes) -> None:
    """No splice is tried in a file that has two meanings or none."""
    with pytest.raises(ValueError):  # noqa: PT011 - the text is for us, the report names the place
        json_edit.set_value(broken, "", "1")


def test_a_value_that_is_not_json_is_refused() -> None:
    """A value cannot smuggle in a second key."""
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        json_edit.set_value(CASE, "/case/as_of", '"x", "y": 1')


def test_an_unknown_place_is_refused() -> None:
    """Nothing is guessed: no object is made up on the way, no text gets members."""
    with pytest.raises(LookupError):
        json_edit.set_value(CASE, "/nothing/here", "1")
    for pointer in ("/case/as_of/x", "/payments/7", ""):
        with pytest.raises(LookupError):
            json_edit.insert_key(CASE, pointer, "1")
    for pointer in ("/nothing", ""):
        with pytest.raises(LookupError):
            json_edit.remove_value(CASE, pointer)
    with pytest.raises(LookupError):
        json_edit.append_item(CASE, "/case", "1")


def test_the_check_of_the_result_notices_a_wrong_splice() -> None:
    """Control: a splice that changed something else would not be handed out."""
    with pytest.raises(AssertionError):
        json_edit._checked_bytes(CASE, CASE.decode(), "{}", lambda old: old)  # noqa: SLF001 - the guard itself is under test


@given(values, values, layouts, st.data())
def test_any_value_can_be_replaced(old: Any, new: Any, layout: Any, data: Any) -> None:
    """Whatever stands wherever, replacing it gives the data with that one value changed (edit verifies it)."""
    pointer = data.draw(st.sampled_from(pointers(old)))
    text = json.dumps(old, ensure_ascii=False, indent=layout)
    done = json_edit.set_value(text.encode(), pointer, json.dumps(new))
    assert json_edit.set_value(done, pointer, "7") == json_edit.set_value(text.encode(), pointer, "7")


@given(values, values, layouts)
def test_adding_and_removing_again_gives_the_same_bytes(old: Any, new: Any, layout: Any) -> None:
    """What was added to a filled object or list can be taken out again without a trace."""
    text = json.dumps({"list": [0, old], "object": {"a": old}}, ensure_ascii=False, indent=layout).encode()
    assert json_edit.remove_value(json_edit.append_item(text, "/list", json.dumps(new)), "/list/2") == text
    assert json_edit.remove_value(json_edit.insert_key(text, "/object/b~1~0", json.dumps(new)), "/object/b~1~0") == text
