"""Turn schema faults into problems: each mistake once, with a message and a fix."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from makegood.model.words import FORMER_STATUSES
from makegood.pipeline.check import amounts, expected_shape, fast_validator, forms, ids, keys, methods, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.policy import Policies
    from makegood.model.source import SourceFile
    from makegood.pipeline.check.bounds import OverlongList
    from makegood.pipeline.check.report import Report

KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an entry in braces",
    "null": "null",
}
OPEN_LIST = "anyOf"
"""The keyword of ids: what an editor completes, or the name of any file in `policies/`; `ids` checks them."""


def check_shape(report: Report, policies: Policies, overlong: Iterable[OverlongList] = ()) -> None:
    """Check the merged case against its schema and the known ids, and the defaults alone against theirs.

    `overlong` are lists that had more entries than allowed.
    """
    for long_list in overlong:
        file = report.source.defaults if long_list.is_shared else None
        report.add(
            "S10", long_list.pointer, message=_too_many(long_list.most), fix="Remove some of the entries.", file=file
        )
    _check_against_schema(report, report.source.data, "case", None, policies)
    if report.source.defaults is not None:
        _check_against_schema(report, report.source.defaults.data, "defaults", report.source.defaults, policies)


def _check_against_schema(report: Report, data: object, name: str, file: SourceFile | None, policies: Policies) -> None:
    faults = [fault for fault in schema.faults(data, name) if fault.keyword != OPEN_LIST]
    faults += ids.unknown_ids(data, policies)
    faults += ids.missing_needed_keys(data, policies) if file is None else ()
    keys.report_keys(report, [fault for fault in faults if fault.keyword in keys.KEYWORDS], file)
    usage = (
        amounts.currency_usage(report.source.data, policies.currencies)
        if faults
        else amounts.CurrencyUsage(policies.currencies)
    )
    for fault in faults:
        if fault.keyword not in keys.KEYWORDS:
            _report_fault(report, fault, file, usage, policies)


def _report_fault(
    report: Report, fault: schema.SchemaFault, file: SourceFile | None, usage: amounts.CurrencyUsage, policies: Policies
) -> None:
    node = schema.schema_at(fault.pointer) or fault.node
    for finding in _findings(report, fault, node, usage, policies):
        report.add(
            finding.rule,
            fault.pointer + finding.below,
            message=finding.message,
            fix=finding.fix,
            detail=finding.detail,
            related=tuple(fault.pointer + pointer for pointer in finding.related),
            file=file,
        )


def _findings(
    report: Report, fault: schema.SchemaFault, node: schema.Node, usage: amounts.CurrencyUsage, policies: Policies
) -> Iterator[forms.Finding]:
    if fault.keyword == "type":
        yield _wrong_type(fault, node, usage)
    elif fault.keyword == "pattern":
        yield forms.wrong_form(schema.name_of(node), str(fault.value), property_example(node), usage)
    elif fault.keyword == "enum":
        yield from _enum(report, fault, node, policies)
    else:
        yield from _FINDERS.get(fault.keyword, _other_keyword)(fault, node)


def json_type(value: object) -> str:
    """Return the JSON type of a value, as messages name it."""
    if isinstance(value, bool):
        return KINDS["boolean"]
    for name, type_ in (("string", str), ("array", list), ("object", dict)):
        if isinstance(value, type_):
            return KINDS[name]
    return KINDS["null"] if value is None else KINDS["number"]


def property_example(node: schema.Node) -> str:
    """Return the example of a property as it is typed; "" if there is none or it is long."""
    examples = node.get("examples") or schema.resolve(node).get("examples") or []
    text = json.dumps(examples[0], ensure_ascii=False) if examples else ""
    return text if len(text) <= 90 else ""


def _wrong_type(fault: schema.SchemaFault, node: schema.Node, usage: amounts.CurrencyUsage) -> forms.Finding:
    form = schema.name_of(node)
    if form in {"Money", "Day", "Moment"} and fault.value is not None:
        return forms.wrong_type(form, json_type(fault.value), fault.value, usage)
    message = f"Expected {KINDS[fault.expected]}, found {json_type(fault.value)}."
    return forms.Finding("S3", message, _type_fix(fault, node))


def _type_fix(fault: schema.SchemaFault, node: schema.Node) -> str:
    sample = property_example(node)
    with_sample = f": {sample}" if sample else "."
    if fault.value is None:
        return f"Remove the key, or write a value: {expected_shape.example_of_node(node, fault.pointer) or sample}"
    if fault.expected == "object":
        return expected_shape.describe_object(node, fault.pointer, is_text=isinstance(fault.value, str))
    if fault.expected == "array":
        return expected_shape.describe_list(node, fault.value)
    if fault.expected in {"number", "integer", "boolean"} and isinstance(fault.value, str):
        return f"Write the value without quotes{with_sample}"
    if fault.expected == "string" and not isinstance(fault.value, (list, dict)):
        return f"Write the value in quotes{with_sample}"
    return f"Write {KINDS[fault.expected]}{with_sample}"


def _enum(report: Report, fault: schema.SchemaFault, node: schema.Node, policies: Policies) -> Iterator[forms.Finding]:
    if not isinstance(fault.value, str):
        return  # the wrong type was reported already
    name = schema.name_of(node)
    former = FORMER_STATUSES if name == "DeliverableStatus" else ()
    choices = ", ".join(str(word) for word in fault.expected if word not in former)
    method = methods.method_by_name(name, fault.value, policies)
    guess = f'Did you mean "{method}"?' if method else keys.guess_question(fault.value, fault.expected, report.nearest)
    fix = guess or f"Write one of: {choices}"
    yield forms.Finding("S4", None, fix)


def _number(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Finding]:
    del node
    words = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most"}
    yield forms.Finding("S9", None, f"Write a number that is {words[fault.keyword]} {fault.expected}.")


def _length(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Finding]:
    if fault.keyword == "minLength":
        sample = property_example(node)
        yield forms.Finding(
            "S11", "This text is empty.", f"Write a text{f', such as {sample}' if sample else ''}, or remove the key."
        )
    else:
        yield forms.Finding(
            "S11",
            f"This text is longer than {fault.expected} characters.",
            "Shorten the text. Move longer explanations to story.md.",
        )


def _items(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Finding]:
    if fault.keyword == "minItems":
        sample = property_example(node)
        yield forms.Finding("S10", "This list is empty.", f"Add an entry{f': {sample}' if sample else '.'}")
    else:
        yield forms.Finding("S10", _too_many(fault.expected), "Remove some of the entries.")


def _too_many(most: int) -> str:
    return f"This list has more than {most} entries."


def _duplicates(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Finding]:
    del node
    for index, first in fast_validator.duplicates(fault.value):
        is_text = isinstance(fault.value[index], str)
        fix = None if is_text else "Remove or change one of the two entries."
        yield forms.Finding("S12", fix=fix, below=f"/{index}", related=(f"/{first}",))


def _other_keyword(fault: schema.SchemaFault, node: schema.Node) -> Iterator[forms.Finding]:
    """Yield the finding for a keyword without a message of its own."""
    del fault
    sample = property_example(node)
    yield forms.Finding("S5", None, f"Write it in this form: {sample}" if sample else None)


_FINDERS: dict[str, Any] = {
    "minimum": _number,
    "exclusiveMinimum": _number,
    "maximum": _number,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _items,
    "maxItems": _items,
    "uniqueItems": _duplicates,
}
