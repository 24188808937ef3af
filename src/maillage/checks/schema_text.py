"""What the JSON schema says, in its own words, of one place of a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.records import Where

_COMBINERS = ("allOf", "anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Described:
    """Title, description and examples of a place and, where it is a map, the keys that it may have.

    `advice` is what the schema tells to do when a text does not have the form it asks (`patternErrorMessage`).
    """

    title: str
    description: str
    examples: tuple[Any, ...]
    advice: str
    properties: Mapping[str, Any]

    @property
    def explanation(self) -> str:
        """The first sentence of the description, else the title; empty when the schema says nothing.

        What follows it says whether the key is required, which the message has just said.
        """
        return (self.description or self.title).partition(". ")[0].strip().rstrip(".")

    @property
    def example(self) -> str:
        """ " ; exemple : x", empty when the schema has none that fits on a line."""
        return next((f" ; exemple : {value}" for value in self.examples if isinstance(value, str)), "")


def described(document: Mapping[str, Any], where: Where) -> Described:
    """Return what a schema document says of the value at `where`; what is nearest to the value wins."""
    nodes = list(_expanded(document, document))
    for step in where:
        nodes = [
            expanded for node in nodes for child in _children(node, step) for expanded in _expanded(document, child)
        ]
    properties: dict[str, Any] = {}
    for node in nodes:
        properties |= {key: value for key, value in node.get("properties", {}).items() if key not in properties}
    return Described(
        title=_first(nodes, "title") or "",
        description=_first(nodes, "description") or "",
        examples=tuple(_first(nodes, "examples") or ()),
        advice=_first(nodes, "patternErrorMessage") or "",
        properties=properties,
    )


def places_of(document: Mapping[str, Any], key: str) -> list[str]:
    """Return the paths of the maps in which a schema knows a key, the shallowest first; "" is the root."""
    found = [place for place, keys in _maps(document, document, "", ()) if key in keys]
    return sorted(dict.fromkeys(found), key=lambda place: (place.count("."), place))


def _children(node: Mapping[str, Any], step: str | int) -> Iterator[Any]:
    if isinstance(step, int):
        yield node.get("items")
    else:
        yield node.get("properties", {}).get(step)


def _expanded(document: Mapping[str, Any], node: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a node, then what it refers to or combines: the texts beside a `$ref` come before those behind it."""
    if not isinstance(node, dict):
        return
    yield node
    if "$ref" in node:
        yield from _expanded(document, _pointed(document, node["$ref"]))
    for combiner in _COMBINERS:
        for branch in node.get(combiner, ()):
            yield from _expanded(document, branch)


def _pointed(document: Mapping[str, Any], reference: str) -> Any:
    """Return the node of a reference inside the same document ("#/$defs/date"), None for any other."""
    if not reference.startswith("#/"):
        return None
    node: Any = document
    for step in reference[2:].split("/"):
        node = node.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(node, dict) else None
    return node


def _maps(document: Mapping[str, Any], node: Any, place: str, seen: tuple[int, ...]) -> Iterator[tuple[str, list[str]]]:
    for expanded in _expanded(document, node):
        if id(expanded) in seen:
            continue
        inside = (*seen, id(expanded))
        if expanded.get("properties"):
            yield place, list(expanded["properties"])
        for key, child in expanded.get("properties", {}).items():
            yield from _maps(document, child, f"{place}.{key}".removeprefix("."), inside)
        if "items" in expanded:
            yield from _maps(document, expanded["items"], place, inside)


def _first(nodes: list[Mapping[str, Any]], key: str) -> Any:
    return next((node[key] for node in nodes if node.get(key)), None)
