"""A JSON schema as a reader wants it told: one entry for each key, in order, in French, with its example in YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from maillage import records
from maillage.pages import words

State = Literal["obligatoire", "selon le cas", "facultatif"]
Node = Mapping[str, Any]

_AT_LEAST_ONE = "Une au moins de ces clés est obligatoire."


@dataclass(frozen=True, slots=True)
class Condition:
    """Keys of which one at least is needed in some case, and the sentence of the schema that says in which."""

    phrase: str
    cles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a file.

    `chemin` is its path ("services", "postures"), `forme` what is written there, `conseil` how, `element` the title and
    description of one block of a list. `table` names the table of the nomenclature that explains `codes`.
    """

    chemin: tuple[str, ...]
    titre: str
    description: str
    etat: State
    forme: str
    conseil: str
    element: str
    conditions: tuple[Condition, ...]
    table: str | None
    codes: tuple[str, ...]
    exemples: tuple[str, ...]
    cles: tuple[Key, ...]

    @property
    def ancre(self) -> str:
        """The anchor of the key in its page: no key has a hyphen, so that two paths never meet."""
        return "-".join(self.chemin)


def keys(document: Node) -> tuple[Key, ...]:
    """Return the keys of a document without references, each with those that it holds."""
    return tuple(_keys(document, ()))


def flat(found: Iterable[Key]) -> Iterator[Key]:
    """Yield keys with all those that they hold, in the order of the schema."""
    for key in found:
        yield key
        yield from flat(key.cles)


def conditions(node: Node) -> tuple[Condition, ...]:
    """Return what an object asks in some cases only."""
    return tuple(
        Condition(rule.get("$comment", _AT_LEAST_ONE), tuple(dict.fromkeys(cles)))
        for rule in (node, *node.get("allOf", ()))
        for branch in _branches(rule)
        if (cles := [*_alternatives(branch), *(() if branch is node else branch.get("required", ()))])
    )


def smallest(document: Node) -> dict[str, Any]:
    """Return the smallest file that the schema accepts, made of its own examples: the first key of each choice."""
    needed = list(document["required"])
    for rule in document.get("allOf", ()):
        branch = rule
        if "if" in rule:
            holds = all(key in needed for key in rule["if"]["required"])
            branch = rule.get("then" if holds else "else", {})
        needed += branch.get("required", ())
        alternatives = branch.get("anyOf", ())
        if alternatives and not any(needed_of["required"][0] in needed for needed_of in alternatives):
            needed += alternatives[0]["required"]
    return {key: _smallest_value(node) for key, node in document["properties"].items() if key in needed}


def yaml(data: Mapping[str, Any], header: str = "") -> str:
    """Return data as the canonical text of a file, without its last end of line."""
    return records.write(data, header, model=None).removesuffix("\n")


def _smallest_value(node: Node) -> Any:
    example = node["examples"][0]
    if "required" in node:
        return {key: example[key] for key in node["required"]}
    return example


def _keys(node: Node, above: tuple[str, ...]) -> Iterator[Key]:
    asked = conditions(node)
    in_some_case = {key for condition in asked for key in condition.cles}
    for name, inner in node.get("properties", {}).items():
        item = inner.get("items", {})
        coded = item if "x-table" in item else inner
        state: State = "selon le cas" if name in in_some_case else "facultatif"
        yield Key(
            chemin=(*above, name),
            titre=inner.get("title", name),
            description=inner.get("description", ""),
            etat="obligatoire" if name in node.get("required", ()) else state,
            forme=_form(inner),
            conseil=inner.get("patternErrorMessage") or item.get("patternErrorMessage", ""),
            element=item.get("description", "") if "properties" in item else "",
            conditions=tuple(condition for condition in asked if name in condition.cles),
            table=coded.get("x-table"),
            codes=tuple(coded["enum"]) if "x-table" in coded else (),
            exemples=tuple(yaml({name: example}) for example in inner.get("examples", ())),
            cles=tuple(_keys(item if "properties" in item else inner, (*above, name))),
        )


def _branches(rule: Node) -> Iterator[Node]:
    """Yield what a rule asks: itself, or what follows from its `if`."""
    if "if" in rule:
        yield from (rule[case] for case in ("then", "else") if case in rule)
    else:
        yield rule


def _alternatives(branch: Node) -> Iterator[str]:
    for alternative in branch.get("anyOf", ()):
        yield from alternative.get("required", ())


def _form(node: Node) -> str:
    """Return in French what is written at a place: a text, a list, a code…"""
    if node.get("type") == "array":
        item = node["items"]
        noun = "codes" if "x-table" in item else "blocs de clés" if "properties" in item else "textes"
        most = f", {words.number(node['maxItems'])} au plus" if "maxItems" in node else ""
        return f"liste de {noun}{most}{', sans répétition' if node.get('uniqueItems') else ''}"
    if node.get("type") == "object":
        return "bloc de clés, une au moins" if "minProperties" in node and "required" not in node else "bloc de clés"
    if "x-table" in node:
        return f"un code parmi {len(node['enum'])}"
    if "enum" in node:
        said = words.sentence_list([f"« {word} »" for word in node["enum"]], last="ou")
        return said if len(node["enum"]) > 1 else f"le mot {said}"
    if "minimum" in node:
        kind = "nombre entier" if "integer" in node["type"] else "nombre"
        return f"{kind}, de {node['minimum']} à {node['maximum']}"
    return f"texte, {words.number(node['maxLength'])} caractères au plus" if "maxLength" in node else "texte"
