"""Write `suggestions.schema.json`: what an editor offers in a case, by channel, and the new entries of lists.

It refuses nothing. A schema that also checks cannot offer less than it accepts, and a case may use any id that is in
`policies/` of its workspace; so the offers stand apart, and `check` does not read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from makegood.commands.log.events import EVENTS
from makegood.formats.json_layout import lay_out_json
from makegood.model.statement import policy_text
from makegood.pipeline.check import ids, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makegood.model.policy import ChannelPolicy, GroundPolicy, Policies
    from makegood.pipeline.check.schema import Node

NAME = "suggestions.schema.json"
USUAL: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Acceptance": ((),),
    "Defect": (("detail", "evidence"),),
    "Deliverable": (("due",), ("due", "posted_at", "url")),
    "Evidence": (("id", "kind", "captured_at"),),
    "Mask": (("text",), ("area",), ("area", "page")),
    "Mark": ((),),
    "Payment": (("method", "evidence"),),
    "PriceReduction": (("percent",), ("amount",)),
    "Unmask": (("text",),),
}
"""The keys of a new entry besides the required ones. A definition with several combinations offers each."""
OPTION_KEYS: Mapping[str, str] = {"mail": "eml"}
"""Options of `log` whose key in case.json has another name."""
FORMS = frozenset({"Slug", "AckId", "Method", "GroundId"})
"""Definitions of ids: an entry leaves them empty, and the editor offers them there."""


def text(policies: Policies) -> str:
    """Return the text of the file for these policies."""
    return f"{lay_out_json(whole(policies))}\n"


def whole(policies: Policies) -> Node:
    """Return the schema for these policies."""
    case, defaults = schema.read_schema("case"), schema.read_schema("defaults")
    by_channel = {"$ref": "#/$defs/ByChannel"}
    objects = {name: node for name, node in case["$defs"].items() if node.get("type") == "object"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Suggestions that an editor offers in case.json and defaults.json",
        "$comment": "Generated from policies/ and case.schema.json. It requires nothing, and check does not read it.",
        "properties": _offered_properties(case),
        "allOf": [by_channel],
        "$defs": {
            "Defaults": {
                "properties": {
                    key: node for key, node in _offered_properties(case).items() if key in defaults["properties"]
                },
                "allOf": [by_channel],
            },
            "ByChannel": {"allOf": [*_by_channel(policies)]},
            **{
                name: {"properties": _offered_properties(node)}
                | _entries(name, node)
                | ({"allOf": [*_by_own_channel(policies)]} if name == "Payment" else {})
                for name, node in objects.items()
            },
            **_method_lists(policies),
        },
    }


def _offered_properties(node: Node) -> dict[str, Node]:
    """Return the keys whose values are objects or lists, each with what an editor inserts for it."""
    offered: dict[str, Node] = {}
    for key, inner in node["properties"].items():
        target = schema.resolve(inner)
        if inner.get("deprecated") or inner.get("doNotSuggest"):
            continue
        about = {"description": inner["description"]}
        if target.get("type") == "object":
            offered[key] = about | {"$ref": inner["$ref"]}
        elif target.get("type") == "array":
            items = target["items"]
            entry = schema.resolve(items)
            if entry.get("type") != "object":
                offered[key] = about | {"defaultSnippets": [{"label": "[]", "body": ["$1"]}]}
                continue
            snippets = _entries(schema.name_of(items), entry)["defaultSnippets"]
            first = [{"label": "[]", "body": "^[$1]"}] if len(snippets) > 1 else []
            listed = [snippet | {"body": [snippet["body"]]} for snippet in snippets]
            offered[key] = about | {
                "items": {"$ref": items["$ref"]},
                "defaultSnippets": first or listed[:1],
            }
    return offered


def _entries(name: str, node: Node) -> Node:
    """Return the snippets of an object: its required keys, those of USUAL, and for the log one for each event."""
    if name == "LogEntry":
        return {"defaultSnippets": [*_log_entries(node)]}
    snippets = []
    for more in USUAL.get(name, ((),)):
        keys = [*dict.fromkeys((*schema.required_keys(node), *more))]
        body = _Snippet().object_(node, keys) if keys else "^{$1}"
        snippets.append(
            {"label": f"{{ {', '.join(keys)} }}" if keys else "{ }", "description": node["$comment"], "body": body}
        )
    return {"defaultSnippets": snippets}


def _log_entries(node: Node) -> Iterable[Node]:
    event = schema.resolve(node["properties"]["event"])
    meanings = dict(zip(event["enum"], event["enumDescriptions"], strict=True))
    for name, kind in EVENTS.items():
        if name not in meanings:
            continue
        keys = [OPTION_KEYS.get(key, key) for key in kind.needs[:1]]
        keys += {"letter": ["letter"], "desk": ["desk"]}.get(kind.what, [])
        keys = ["at", "event", *([] if kind.by == "both" else ["by"]), *keys]
        by = kind.by if kind.by in {"brand", "creator"} else None
        body = _Snippet().object_(node, [*dict.fromkeys(keys)], {"event": name, **({"by": by} if by else {})})
        yield {"label": name, "description": meanings[name], "body": body}


class _Snippet:
    """Build the body of a snippet: each value is a tab stop, one after the other."""

    def __init__(self) -> None:
        self.stops = 0

    def object_(self, node: Node, keys: Iterable[str], fixed: Mapping[str, str] | None = None) -> dict[str, Any]:
        return {key: (fixed or {}).get(key) or self.value(node["properties"][key]) for key in keys}

    def value(self, node: Node) -> Any:
        target = schema.resolve(node)
        kind = target["type"]
        if kind == "object":
            return self.object_(target, schema.required_keys(target))
        if kind == "array":
            return [self.value(target["items"])]
        self.stops += 1
        return f"^{self._plain(node, target)}" if kind in {"boolean", "integer", "number"} else self._text(node, target)

    def _plain(self, node: Node, target: Node) -> str:
        """Return the tab stop of a value without quotes."""
        return f"${{{self.stops}|true,false|}}" if target["type"] == "boolean" else self._default(node["examples"][0])

    def _text(self, node: Node, target: Node) -> str:
        """Return the tab stop of a text: a choice of words, nothing for an id, or an example to replace."""
        if "enum" in target:
            return f"${{{self.stops}|{','.join(target['enum'])}|}}"
        is_id = schema.name_of(node) in FORMS
        return f"${self.stops}" if is_id else self._default(f"FILL IN: like {node['examples'][0]}")

    def _default(self, value: object) -> str:
        text = str(value).replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
        return f"${{{self.stops}:{text}}}"


def _by_channel(policies: Policies) -> Iterable[Node]:
    """Yield what each channel offers, and what is offered where the file names none of them."""
    names = ids.listed_ids("Channel", policies)
    for name in names:
        offers = {"properties": _of_channel(policies.channels[name], policies)}
        yield {"if": _channel_is({"const": name}), "then": offers}
    yield {"if": {"not": _channel_is({"enum": [*names]})}, "then": {"properties": _of_any_channel(policies)}}


def _by_own_channel(policies: Policies) -> Iterable[Node]:
    """Yield the methods of each channel that a payment may state for itself."""
    for name in ids.listed_ids("Channel", policies):
        methods = {"doNotSuggest": True, "$ref": f"#/$defs/MethodsOf_{name}"}
        test = {"properties": {"channel": {"const": name}}, "required": ["channel"]}
        yield {"if": test, "then": {"properties": {"method": methods}}}


def _channel_is(test: Node) -> Node:
    case = {"properties": {"channel": test}, "required": ["channel"]}
    return {"properties": {"case": case}, "required": ["case"]}


def _of_channel(channel: ChannelPolicy, policies: Policies) -> Node:
    disputes = (desk for name in methods_of(channel, policies) for desk in policies.methods[name].disputed_at)
    desks = (channel.desk, *channel.disputed_at, *disputes)
    return _parts(
        policies,
        purchase=channel.is_bought,
        methods=f"MethodsOf_{channel.id}",
        grounds=grounds_of(channel, policies),
        letters=channel.letters,
        desks=tuple(dict.fromkeys(desk for desk in desks if desk and desk not in channel.not_desks)),
        acknowledged={
            name: f"{policy_text(words)}." for rule in channel.acknowledgements for name, words in rule.any_of.items()
        },
    )


def _of_any_channel(policies: Policies) -> Node:
    every = (rule for channel in policies.channels.values() for rule in channel.acknowledgements)
    return _parts(
        policies,
        purchase=True,
        methods="Methods",
        grounds=tuple(policies.grounds),
        letters=tuple(policies.letters),
        desks=tuple(policies.desks),
        acknowledged={name: f"{policy_text(words)}." for rule in every for name, words in rule.any_of.items()},
    )


def _parts(
    policies: Policies,
    *,
    purchase: bool,
    methods: str,
    grounds: Iterable[str],
    letters: Iterable[str],
    desks: Iterable[str],
    acknowledged: Mapping[str, str],
) -> Node:
    """Return the offers at the keys that depend on the channel; keys that every case has are not offered again."""
    again = {"doNotSuggest": True}
    own = {
        "if": {"not": {"required": ["channel"]}},
        "then": {"properties": {"method": again | {"$ref": f"#/$defs/{methods}"}}},
    }
    described = schema.read_schema("case")["properties"]["purchase"]["description"]
    entry = {
        "letter": again | _offer({name: f"{policy_text(policies.letters[name].title)}." for name in letters}),
        "desk": again | _offer({name: f"{policy_text(policies.desks[name].title)}." for name in desks}),
    }
    offered = _offer({name: policies.grounds[name].meaning for name in grounds})
    return {
        **({"purchase": {"description": described, "$ref": "#/$defs/Purchase"}} if purchase else {}),
        "payments": again | {"items": own},
        "refund": again | {"properties": {"grounds": again | {"items": offered}}},
        "log": again | {"items": {"properties": entry}},
        "acknowledged": again | {"items": {"properties": {"id": again | _offer(acknowledged)}}},
    }


def _offer(listed: Mapping[str, str]) -> Node:
    """Return a schema that offers these values, in this order, and accepts any other."""
    if not listed:
        return {}
    order = [f"{number:03}" for number, _ in enumerate(listed)]
    enum = {"enum": [*listed], "enumDescriptions": [*listed.values()], "enumSortTexts": order}
    return {"anyOf": [enum, {}]}


def _method_lists(policies: Policies) -> dict[str, Node]:
    """Return the list of methods of each channel, and that of all."""
    lists = {
        f"MethodsOf_{name}": methods_of(policies.channels[name], policies)
        for name in ids.listed_ids("Channel", policies)
    }
    every = {"Methods": tuple(policies.methods)}
    return {
        key: _offer({name: policies.methods[name].meaning for name in names}) for key, names in (lists | every).items()
    }


def methods_of(channel: ChannelPolicy, policies: Policies) -> tuple[str, ...]:
    """Return the methods of a channel: its own, and those that it takes or that name it; all if it states none."""
    naming = (name for name, method in policies.methods.items() if channel.id in method.channels)
    own = tuple(dict.fromkeys((*channel.methods, *channel.takes, *naming)))
    return own or tuple(policies.methods)


def grounds_of(channel: ChannelPolicy, policies: Policies) -> tuple[str, ...]:
    """Return the grounds of a channel: its usual ones, then those whose proofs are of the parts that it needs."""
    more = (name for name, ground in policies.grounds.items() if _fits(ground, channel))
    return tuple(dict.fromkeys((*channel.grounds, *more)))


def _fits(ground: GroundPolicy, channel: ChannelPolicy) -> bool:
    cited = {proof.cited_by for proof in ground.minimum}
    return bool(cited & {"agreement", "deliverables", "defects"}) and "agreement" in channel.needs
