"""Errors of the JSON schema, said in French: what was found, what is allowed, what to do.

One small function per keyword. The titles, descriptions and examples of the schema are the explanation: nothing
that it says is written a second time here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import ValidationError, ValidationErrorKind

from maillage.checks import codes as codes_of
from maillage.checks.codes import Codes
from maillage.checks.schema_text import Described, described, places_of
from maillage.records import Where, spelled

# Beyond that many, a list of what is allowed hides the answer more than it gives it.
_SHORT_LIST = 12
_EXCERPT = 60
_SUGGESTED = 3
_KINDS = {
    "array": "une liste",
    "object": "un bloc de clés",
    "string": "un texte",
    "number": "un nombre",
    "integer": "un nombre",
    "boolean": "oui ou non",
}


# What each keyword of `Told` stands for, as the reference page explains it.
KEYWORDS: Mapping[str, str] = {
    "cle-inconnue": "Une clé qui n’existe pas à cet endroit : le plus souvent, une faute de frappe ou de retrait.",
    "cle-manquante": "Une clé obligatoire n’est pas là.",
    "code-retire": "Un code de service qui n’est plus employé : le message dit lequel prendre à sa place.",
    "forme": "Un texte n’a pas la forme attendue : une date, un téléphone, un lien qui n’est pas celui d’une page web.",
    "longueur": "Un texte est trop court ou trop long.",
    "nombre": "Une liste a trop ou trop peu d’éléments.",
    "regle": "Une valeur ne convient pas à cet endroit, pour une raison que le schéma explique.",
    "repetition": "Une même valeur est deux fois dans une liste.",
    "type": "Une liste, un texte ou un bloc de clés est écrit à la place d’un autre.",
    "valeur-inconnue": "Un code qui n’est pas dans la liste : service, label, type de lieu, accès…",
    "vide": "Une valeur est vide : ce que l’on ne sait pas ne s’écrit pas.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One error in French; `keyword` is a stable kebab-case name of what is wrong."""

    where: Where
    keyword: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """One error with what is needed to explain it."""

    where: Where
    value: Any
    kind: Any
    described: Described
    document: Mapping[str, Any]
    codes: Codes

    @property
    def key(self) -> str:
        """The last key of the path: the name of the list for one of its items."""
        return next((step for step in reversed(self.where) if isinstance(step, str)), "")


def tell(error: ValidationError, data: Any, document: Mapping[str, Any], codes: Codes) -> Iterable[Told]:
    """Yield what one error of the validator means for the person who wrote the file."""
    where = tuple(error.instance_path)
    kind = error.kind
    if isinstance(kind, (ValidationErrorKind.AnyOf, ValidationErrorKind.OneOfNotValid)):
        chosen = _best_branch(kind.context, len(where))
        if chosen:
            for inner in chosen:
                yield from tell(inner, data, document, codes)
            return
    case = _Case(where, _value(data, where), kind, described(document, where), document, codes)
    explain = _EXPLAIN.get(type(kind), _otherwise)
    yield from explain(case)


def _best_branch(branches: Sequence[Sequence[ValidationError]], depth: int) -> Sequence[ValidationError]:
    """Return the errors of the alternative that the person surely meant, empty when none stands out.

    It is the one that understood the value best: it went deeper into it, or it was not refused for its very kind.
    """
    deeper = [branch for branch in branches if all(len(error.instance_path) > depth for error in branch)]
    if deeper:
        return min(deeper, key=len)
    of_this_kind = [
        branch for branch in branches if not any(isinstance(error.kind, ValidationErrorKind.Type) for error in branch)
    ]
    return of_this_kind[0] if len(of_this_kind) == 1 < len(branches) else ()


def _type(case: _Case) -> Iterator[Told]:
    if case.value == "":
        yield _empty(case)
        return
    wanted = [_KINDS[name] for name in case.kind.types if name in _KINDS]
    found = "une liste" if isinstance(case.value, list) else "un bloc de clés" if isinstance(case.value, dict) else None
    message = f"il faut ici {' ou '.join(wanted)}, et le fichier donne {found or f'le texte {_quoted(case.value)}'}"
    if "array" in case.kind.types:
        item = case.value if isinstance(case.value, str) and case.value else "…"
        hint = f"écrivez chaque valeur sur sa ligne, précédée d’un tiret : « - {_short(item)} »"
    elif "object" in case.kind.types:
        hint = f"écrivez en dessous, en retrait, une clé par ligne : {_listed(case.described.properties)}"
    else:
        hint = f"écrivez la valeur sur la même ligne que « {case.key}: »{case.described.example}"
    yield Told(case.where, "type", message, hint)


def _required(case: _Case) -> Iterator[Told]:
    missing = case.kind.property
    of_missing = described(case.document, (*case.where, missing))
    inside = f" dans « {spelled(case.where)} »" if case.where else ""
    explanation = f" ({_lowered(of_missing.explanation)})" if of_missing.explanation else ""
    yield Told(
        case.where,
        "cle-manquante",
        f"il manque la clé « {missing} »{inside}{explanation}",
        f"ajoutez la ligne « {missing}: … »{of_missing.example}",
    )


def _unknown_keys(case: _Case) -> Iterator[Told]:
    allowed = list(case.described.properties)
    free = [key for key in allowed if key not in case.value]
    for key in sorted(case.kind.unexpected):
        near = codes_of.near(key, free)
        elsewhere = places_of(case.document, key)
        if near:
            hint = f"vouliez-vous dire « {near} » ?"
        elif elsewhere:
            named = (f"« {place} »" if place else "la fiche elle-même" for place in elsewhere[:_SUGGESTED])
            hint = f"cette clé s’écrit dans {_series(list(named), 'ou')}"
        else:
            hint = f"clés possibles ici : {_listed(free or allowed)}"
        yield Told((*case.where, key), "cle-inconnue", f"la clé « {_short(key)} » n’existe pas ici", hint)


def _enum(case: _Case) -> Iterator[Told]:
    options = [option for option in case.kind.options if isinstance(option, str)]
    yield _code(case, options)


def _constant(case: _Case) -> Iterator[Told]:
    yield _code(case, [str(case.kind.expected_value)])


def _code(case: _Case, options: Sequence[str]) -> Told:
    message = f"{_quoted(case.value)} n’est pas une valeur possible de « {case.key} »"
    replacements = case.codes.replacements(case.key, str(case.value))
    if replacements:
        message = f"{_quoted(case.value)} n’est plus employé"
        return Told(case.where, "code-retire", message, f"remplacez-le par {_named(case, replacements, 'et')}")
    suggestions = case.codes.nearest(case.key, str(case.value), options)
    hints = []
    if suggestions:
        hints.append(f"vouliez-vous dire {_named(case, suggestions, 'ou')} ?")
    if len(options) <= _SHORT_LIST:
        hints.append(f"{'Valeurs' if suggestions else 'valeurs'} possibles : {', '.join(options)}")
    elif not suggestions:
        hints.append(f"les {len(options)} valeurs possibles sont dans la page « Référence » du site")
    return Told(case.where, "valeur-inconnue", message, " ".join(hints))


def _pattern(case: _Case) -> Iterator[Told]:
    yield _ill_formed(case)


def _ill_formed(case: _Case) -> Told:
    if case.value == "":
        return _empty(case)
    if isinstance(case.value, str) and case.value != case.value.strip():
        return Told(
            case.where,
            "forme",
            f"{_quoted(case.value)} commence ou finit par une espace",
            "retirez les espaces du début et de la fin",
        )
    described_ = case.described
    hint = described_.advice or f"{described_.explanation}{described_.example}".removeprefix(" ; ")
    return Told(case.where, "forme", f"{_quoted(case.value)} n’a pas la forme attendue", hint)


def _empty(case: _Case) -> Told:
    return Told(
        case.where,
        "vide",
        f"« {case.key} » est vide",
        "donnez une valeur, ou retirez la ligne : absent veut dire inconnu",
    )


def _min_length(case: _Case) -> Iterator[Told]:
    if case.value == "":
        yield _empty(case)
    else:
        message = f"{_quoted(case.value)} est trop court : au moins {case.kind.limit} caractères"
        yield Told(case.where, "longueur", message, case.described.explanation)


def _max_length(case: _Case) -> Iterator[Told]:
    message = f"ce texte a {len(case.value)} caractères, c’est plus que les {case.kind.limit} permis"
    yield Told(case.where, "longueur", message, "raccourcissez-le")


def _min_items(case: _Case) -> Iterator[Told]:
    if not case.value:
        yield _empty(case)
    else:
        yield Told(case.where, "nombre", f"{_counted(case.value)}, il en faut au moins {case.kind.limit}")


def _max_items(case: _Case) -> Iterator[Told]:
    message = f"{_counted(case.value)}, c’est plus que les {case.kind.limit} permis"
    yield Told(case.where, "nombre", message, "retirez ceux qui sont de trop")


def _unique_items(case: _Case) -> Iterator[Told]:
    for index, item in enumerate(case.value):
        if item in case.value[:index]:
            shown = _quoted(item) if isinstance(item, str) else "le même élément"
            yield Told((*case.where, index), "repetition", f"{shown} est déjà dans la liste", "retirez cette ligne")


def _min_properties(case: _Case) -> Iterator[Told]:
    yield Told(
        case.where, "vide", f"« {case.key} » ne contient rien", f"clés possibles : {_listed(case.described.properties)}"
    )


def _alternatives(case: _Case) -> Iterator[Told]:
    missing: list[str] = []
    for branch in case.kind.context:
        for error in branch:
            if not isinstance(error.kind, ValidationErrorKind.Required) or tuple(error.instance_path) != case.where:
                yield _ill_formed(case) if isinstance(case.value, str) else next(iter(_otherwise(case)))
                return
            missing.append(error.kind.property)
    names = list(dict.fromkeys(missing))
    inside = f" dans « {spelled(case.where)} »" if case.where else ""
    yield Told(
        case.where,
        "cle-manquante",
        f"il manque au moins une de ces clés{inside} : {', '.join(names)}",
        f"ajoutez celle que vous connaissez{_advice(names)}",
    )


def _advice(names: Sequence[str]) -> str:
    if "contact_inconnu" in names:
        return " ; si personne n’a de contact, écrivez « contact_inconnu: oui »"
    return ""


def _otherwise(case: _Case) -> Iterator[Told]:
    shown = _quoted(case.value) if isinstance(case.value, str) else f"« {spelled(case.where) or 'la fiche'} »"
    yield Told(case.where, "regle", f"{shown} ne convient pas", case.described.explanation)


_EXPLAIN: Mapping[type, Callable[[_Case], Iterable[Told]]] = {
    ValidationErrorKind.Type: _type,
    ValidationErrorKind.Required: _required,
    ValidationErrorKind.AdditionalProperties: _unknown_keys,
    ValidationErrorKind.UnevaluatedProperties: _unknown_keys,
    ValidationErrorKind.Enum: _enum,
    ValidationErrorKind.Constant: _constant,
    ValidationErrorKind.Pattern: _pattern,
    ValidationErrorKind.Format: _pattern,
    ValidationErrorKind.MinLength: _min_length,
    ValidationErrorKind.MaxLength: _max_length,
    ValidationErrorKind.MinItems: _min_items,
    ValidationErrorKind.MaxItems: _max_items,
    ValidationErrorKind.UniqueItems: _unique_items,
    ValidationErrorKind.MinProperties: _min_properties,
    ValidationErrorKind.AnyOf: _alternatives,
    ValidationErrorKind.OneOfNotValid: _alternatives,
}


def _value(data: Any, where: Where) -> Any:
    for step in where:
        data = data[step]
    return data


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"


def _quoted(value: Any) -> str:
    text = str(value)
    # The spaces at both ends are what is wrong when there are some: they stay.
    return f"« {text} »" if len(text) <= _EXCERPT and "\n" not in text else f"« {_short(text)} »"


def _counted(items: Sequence[Any]) -> str:
    return f"{len(items)} élément{'s' if len(items) > 1 else ''}"


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _listed(names: Iterable[str]) -> str:
    chosen = list(names)
    return ", ".join(chosen[:_SHORT_LIST]) + (", …" if len(chosen) > _SHORT_LIST else "")


def _named(case: _Case, codes: Iterable[str], last: str) -> str:
    labels = {code: case.codes.label(case.key, code) for code in codes}
    return _series([f"« {code} » ({label})" if label else f"« {code} »" for code, label in labels.items()], last)


def _series(items: Sequence[str], last: str) -> str:
    """Return "a", "a ou b", "a, b ou c"."""
    return f" {last} ".join(part for part in (", ".join(items[:-1]), items[-1]) if part)
