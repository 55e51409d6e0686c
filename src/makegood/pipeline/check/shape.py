"""Turns the faults of the schema into problems: each mistake once, in plain words, with the way to mend it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from makegood.pipeline.check import amounts, expected_shape, fast_validator, forms, ids, keys, methods, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.policy import Policies
    from makegood.model.source import SourceFile
    from makegood.pipeline.check.bounds import Longer
    from makegood.pipeline.check.report import Report

KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an entry in braces",
    "null": "null",
}
OPEN_LIST = "anyOf"
"""The keyword of ids: what an editor completes, or whatever a file of `policies/` is called; `ids` says the rest."""


def shape(report: Report, policies: Policies, longer: Iterable[Longer] = ()) -> None:
    """Hold the merged case against its schema and the ids that there are, and the defaults alone against theirs.

    `longer` are lists that had more entries than they may have.
    """
    for one in longer:
        file = report.source.defaults if one.is_shared else None
        report.add("S10", one.pointer, message=_too_many(one.most), fix="Remove entries.", file=file)
    _compare(report, report.source.data, "case", None, policies)
    if report.source.defaults is not None:
        _compare(report, report.source.defaults.data, "defaults", report.source.defaults, policies)


def _compare(report: Report, data: object, name: str, file: SourceFile | None, policies: Policies) -> None:
    found = [one for one in schema.faults(data, name) if one.keyword != OPEN_LIST]
    found += ids.unknown(data, policies)
    found += ids.needed(data, policies) if file is None else ()
    keys.report_keys(report, [one for one in found if one.keyword in keys.KEYWORDS], file)
    usage = amounts.usage(report.source.data, policies.currencies) if found else amounts.Usage(policies.currencies)
    for fault in found:
        if fault.keyword not in keys.KEYWORDS:
            _say(report, fault, file, usage, policies)


def _say(
    report: Report, fault: schema.SchemaFault, file: SourceFile | None, usage: amounts.Usage, policies: Policies
) -> None:
    node = schema.schema_at(fault.pointer) or fault.node
    for part in _sayings(report, fault, node, usage, policies):
        report.add(
            part.rule,
            fault.pointer + part.below,
            message=part.message,
            fix=part.fix,
            detail=part.detail,
            related=tuple(fault.pointer + one for one in part.related),
            file=file,
        )


def _sayings(
    report: Report, fault: schema.SchemaFault, node: schema.Node, usage: amounts.Usage, policies: Policies
) -> Iterator[forms.Saying]:
    if fault.keyword == "type":
        yield _type(fault, node, usage)
    elif fault.keyword == "pattern":
        yield forms.wrong_form(schema.name_of(node), str(fault.value), example(node), usage)
    elif fault.keyword == "enum":
        yield from _enum(report, fault, node, policies)
    else:
        yield from _SAYINGS.get(fault.keyword, _otherwise)(fault, node)


def kind(value: object) -> str:
    """Name the JSON type of a value, in plain words."""
    if isinstance(value, bool):
        return KINDS["boolean"]
    for name, type_ in (("string", str), ("array", list), ("object", dict)):
        if isinstance(value, type_):
            return KINDS[name]
    return KINDS["null"] if value is None else KINDS["number"]


def example(node: schema.Node) -> str:
    """Give the example of a property as it is typed, "" where there is none or it is long."""
    examples = node.get("examples") or schema.resolve(node).get("examples") or []
    typed = json.dumps(examples[0], ensure_ascii=False) if examples else ""
    return typed if len(typed) <= 90 else ""


def _type(fault: schema.SchemaFault, node: schema.Node, usage: amounts.Usage) -> forms.Saying:
    form = schema.name_of(node)
    if form in {"Money", "Day", "Moment"} and fault.value is not None:
        return forms.wrong_type(form, kind(fault.value), fault.value, usage)
    message = f"Here stands {kind(fault.value)} where {KINDS[fault.wanted]} is asked for."
    return forms.Saying("S3", message, _mend_type(fault, node))


def _mend_type(fault: schema.SchemaFault, node: schema.Node) -> str:
    shown = example(node)
    like = f": {shown}" if shown else "."
    if fault.value is None:
        return f"Remove the key, or write a value: {expected_shape.example(node, fault.pointer) or shown}"
    if fault.wanted == "object":
        return expected_shape.in_braces(node, fault.pointer, is_text=isinstance(fault.value, str))
    if fault.wanted == "array":
        return expected_shape.in_brackets(node, fault.value)
    if fault.wanted in {"number", "integer", "boolean"} and isinstance(fault.value, str):
        return f"Write it without quotes{like}"
    if fault.wanted == "string" and not isinstance(fault.value, (list, dict)):
        return f"Write it in quotes{like}"
    return f"Write {KINDS[fault.wanted]}{like}"


def _enum(report: Report, fault: schema.SchemaFault, node: schema.Node, policies: Policies) -> Iterator[forms.Saying]:
    if not isinstance(fault.value, str):
        return  # the type is wrong, and that was said
    listed = ", ".join(str(word) for word in fault.wanted)
    way = methods.meant(schema.name_of(node), fault.value, policies)
    guess = f'Did you mean "{way}"?' if way else keys.guess(fault.value, fault.wanted, report.nearest)
    fix = guess or f"Write one of: {listed}"
    yield forms.Saying("S4", None, fix)


def _number(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Saying]:
    del node
    words = {"minimum": "not less than", "exclusiveMinimum": "more than", "maximum": "not more than"}
    yield forms.Saying("S9", None, f"Write a number that is {words[fault.keyword]} {fault.wanted}.")


def _length(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Saying]:
    if fault.keyword == "minLength":
        shown = example(node)
        yield forms.Saying("S11", "This text is empty.", f"Write it{f': {shown}' if shown else ''}, or remove the key.")
    else:
        yield forms.Saying(
            "S11",
            f"This text is longer than {fault.wanted} characters.",
            "Shorten it; what needs more words belongs into story.md.",
        )


def _items(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Saying]:
    if fault.keyword == "minItems":
        shown = example(node)
        yield forms.Saying("S10", "This list is empty.", f"Add an entry{f': {shown}' if shown else '.'}")
    else:
        yield forms.Saying("S10", _too_many(fault.wanted), "Remove entries.")


def _too_many(most: int) -> str:
    return f"This list has more than {most} entries."


def _unique(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Saying]:
    del node
    for index, first in fast_validator.twice(fault.value):
        is_text = isinstance(fault.value[index], str)
        fix = None if is_text else "Remove one of the two, or write into it what sets it apart."
        yield forms.Saying("S12", fix=fix, below=f"/{index}", related=(f"/{first}",))


def _otherwise(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Saying]:
    """Say something true of a keyword that has no words of its own yet."""
    del fault
    shown = example(node)
    yield forms.Saying("S5", None, f"Write it like this: {shown}" if shown else None)


_SAYINGS: dict[str, Any] = {
    "minimum": _number,
    "exclusiveMinimum": _number,
    "maximum": _number,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _items,
    "maxItems": _items,
    "uniqueItems": _unique,
}
