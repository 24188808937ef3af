"""What the parser of YAML does not understand, in French and at the place where it can be mended."""

from __future__ import annotations

from typing import Any, Final

import yaml

from maillage.model import Problem
from maillage.records.record import Mark
from maillage.records.refusals import refused, too_deep

# What the parser says (libyaml's words and PyYAML's own), and what it means to somebody who writes a venue file.
# The first line whose words are in the parser's message wins; `start` says that the mistake is where the thing began.
_QUOTE: Final = 'Mettez tout le texte entre guillemets droits : "…".'
_INDENT: Final = (
    "Les clés d’un même groupe commencent à la même colonne ; ce qui leur appartient est décalé de deux espaces."
)
_SYNTAX: Final[tuple[tuple[str, bool, str, str], ...]] = (
    (
        "mapping values are not allowed",
        False,
        "un « : » suivi d’une espace coupe ce texte, ou la ligne est décalée par rapport aux autres.",
        f"{_QUOTE} Sinon, alignez la clé sur celles de son groupe.",
    ),
    (
        "could not find expected ':'",
        True,
        "il manque « : » après cette clé, ou l’espace qui doit suivre.",
        "Écrivez « clé: valeur », avec une espace après les deux points.",
    ),
    (
        "unexpected end of stream",
        True,
        "un guillemet ouvert ici n’est jamais refermé.",
        'Ajoutez le guillemet de fin. Un guillemet droit à l’intérieur d’un texte s’écrit \\".',
    ),
    (
        "unexpected document separator",
        True,
        "un guillemet ouvert ici n’est jamais refermé.",
        "Ajoutez le guillemet de fin.",
    ),
    (
        "unexpected document indicator",
        True,
        "un guillemet ouvert ici n’est jamais refermé.",
        "Ajoutez le guillemet de fin.",
    ),
    (
        "cannot start any token",
        False,
        "une valeur ne peut pas commencer par ce signe.",
        _QUOTE,
    ),
    (
        "',' or ']'",
        True,
        "la liste ouverte ici par « [ » n’est pas refermée, ou il manque une virgule.",
        "Écrivez [un, deux, trois], ou une ligne par élément, chacune précédée d’un tiret.",
    ),
    (
        "',' or '}'",
        True,
        "le groupe ouvert ici par « { » n’est pas refermé, ou il manque une virgule.",
        "Écrivez une ligne « clé: valeur » par élément, décalée de deux espaces.",
    ),
    (
        "sequence entries are not allowed",
        False,
        "un tiret de liste n’est pas attendu ici.",
        "Une liste s’écrit sous sa clé, une ligne par élément, chacune précédée d’un tiret.",
    ),
    (
        "'-' indicator",
        False,
        "cette ligne n’est pas à sa place dans la liste : un tiret manque, ou le décalage est faux.",
        _INDENT,
    ),
    (
        "expected key",
        False,
        "cette ligne n’est pas à sa place : son décalage n’est pas celui des lignes de son groupe, "
        "ou un guillemet a été refermé trop tôt.",
        _INDENT,
    ),
    (
        "expected <block end>",
        False,
        "cette ligne n’est pas à sa place : son décalage n’est pas celui des lignes de son groupe, "
        "ou un guillemet a été refermé trop tôt.",
        _INDENT,
    ),
    (
        "node content",
        False,
        "une valeur est attendue ici.",
        _QUOTE,
    ),
    (
        "escape",
        False,
        "une barre oblique inverse « \\ » annonce ici un signe qui n’existe pas.",
        "Doublez-la (\\\\), ou remplacez les guillemets doubles par des apostrophes droites.",
    ),
    (
        "hexdecimal",
        False,
        "une barre oblique inverse « \\ » annonce ici un signe qui n’existe pas.",
        "Doublez-la (\\\\), ou remplacez les guillemets doubles par des apostrophes droites.",
    ),
    (
        "alphabetic or numeric",
        False,
        "une valeur ne peut pas commencer par « & » ou « * ».",
        _QUOTE,
    ),
    (
        "tag",
        False,
        "une valeur ne peut pas commencer par « ! ».",
        _QUOTE,
    ),
    (
        "directive",
        False,
        "une ligne ne peut pas commencer par « % ».",
        _QUOTE,
    ),
    (
        "<document start>",
        False,
        "la suite du fichier n’est plus une suite de lignes « clé: valeur ».",
        _INDENT,
    ),
    (
        "comment or line break",
        False,
        "après « | » ou « > », le texte commence à la ligne suivante.",
        "Passez à la ligne et décalez le texte de deux espaces.",
    ),
    (
        "block scalar",
        False,
        "après « | » ou « > », le texte commence à la ligne suivante, décalé de deux espaces.",
        "Passez à la ligne et décalez le texte de deux espaces.",
    ),
    (
        "",
        False,
        "la mise en forme de cette ligne n’est pas comprise.",
        "Comparez avec directory/_modele.yml ; un texte qui a des signes de ponctuation se met entre guillemets.",
    ),
)


_TOO_DEEP = "nesting depth"


def not_understood(error: yaml.YAMLError, path: str, maximum: int) -> Problem:
    """Return what the parser did not understand, in French and at the place where it can be mended.

    Since libyaml 0.2.6 the parser itself gives up on deep nesting, before the `maximum` of the dialect is counted.
    """
    if _TOO_DEEP in str(getattr(error, "problem", "")):
        return too_deep(_mark(getattr(error, "problem_mark", None)), path, (), maximum)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    _, at_start, message, hint = next(entry for entry in _SYNTAX if entry[0] in said)
    mark = getattr(error, "problem_mark", None)
    if at_start:
        mark = getattr(error, "context_mark", None) or mark
    return refused(path, _mark(mark), "yaml", (), message, hint)


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(0, 0)
