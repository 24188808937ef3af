"""What the dialect refuses, said in French: what was found, what is allowed, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from yaml.events import Event, ScalarEvent, SequenceStartEvent, StreamEndEvent

from maillage.model import Problem
from maillage.records.record import Mark, Where, spelled

# A file of nothing but mistakes must not print a thousand lines: enough of each kind to understand.
_MAXIMUM_OF_A_KIND: Final = 20

# Control characters, invisible separators and changes of direction, and the sign of a letter lost in a conversion.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd-\uffff]"
)
# The sign of a letter lost in a conversion stands for any of them: it is the one that parsers let through.
LOST: Final = "\ufffd"
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS: Final = frozenset(
    spelling for word in ("true", "false", "yes", "no", "on", "off") for spelling in (word, word.title(), word.upper())
)


def invisible_signs(text: str, path: str) -> Iterator[Problem]:
    """Yield the tabs (the first of each line) and the signs that nobody sees, with their places."""
    if "\t" not in text and not FORBIDDEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        tab = line.find("\t")
        if tab >= 0:
            yield refused(
                path,
                Mark(number, tab + 1),
                "tabulation",
                (),
                "une tabulation sépare ou décale du texte.",
                "Remplacez-la par des espaces (deux par niveau de décalage).",
            )
        for found in FORBIDDEN.finditer(line):
            yield refused(path, Mark(number, found.start() + 1), "caractere-interdit", (), *_named(found[0]))


def _named(sign: str) -> tuple[str, str]:
    """Return what is found and what to do for a sign that no file may hold."""
    if sign == LOST:
        return (
            f"le signe « {LOST} » tient la place d’une lettre perdue lors d’une conversion.",
            "Retapez le mot, avec ses accents.",
        )
    return (
        f"un caractère invisible est caché dans le texte (U+{ord(sign):04X}).",
        "Effacez-le et retapez les lettres voisines : il vient souvent d’un copier-coller.",
    )


def refused(path: str, mark: Mark, code: str, where: Where, message: str, hint: str = "") -> Problem:
    """Return one thing that the dialect refuses at a place of a file."""
    return Problem(path, mark.line, mark.column, "erreur", code, spelled(where), message, hint)


def at(event: Any) -> Mark:
    """Return where an event of the parser begins."""
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def too_big(path: str, size: int, maximum: int) -> Problem:
    """Return the refusal of a file of `size` bytes where at most `maximum` are read."""
    return refused(
        path,
        Mark(0, 0),
        "fichier-trop-gros",
        (),
        f"ce fichier pèse {_weight(size)} ; la limite est de {_weight(maximum)}.",
        "Un fichier décrit un seul lieu. Vérifiez que ce n’est pas un tableur ou une image renommés.",
    )


def _weight(size: int) -> str:
    return f"{size / 1e6:.1f} Mo".replace(".", ",") if size >= 1_000_000 else f"{size / 1e3:.0f} ko"


def not_utf8(content: bytes, path: str, start: int) -> Problem:
    """Return the refusal of a file whose byte at `start` is not the beginning of a letter."""
    line = content.count(b"\n", 0, start) + 1
    column = len(content[content.rfind(b"\n", 0, start) + 1 : start].decode("utf-8")) + 1
    return refused(
        path,
        Mark(line, column),
        "encodage",
        (),
        "ce fichier n’est pas enregistré en UTF-8 : ses accents ne peuvent pas être lus.",
        "Dans votre éditeur de texte, choisissez « Enregistrer sous » puis l’encodage « UTF-8 ».",
    )


def not_a_map(event: Event, path: str) -> Problem:
    """Return why a file that is not a map is refused: it holds nothing, a list, or a lone text."""
    if isinstance(event, StreamEndEvent) or (isinstance(event, ScalarEvent) and not event.value):
        return refused(
            path,
            Mark(0, 0),
            "fichier-vide",
            (),
            "ce fichier ne dit rien : il est vide, ou n’a que des commentaires.",
            "Partez d’une copie de directory/_modele.yml, ou supprimez le fichier.",
        )
    found = "une liste" if isinstance(event, SequenceStartEvent) else "un texte"
    return refused(
        path,
        at(event),
        "racine",
        (),
        f"ce fichier commence par {found} ; il doit être une suite de lignes « clé: valeur ».",
        "Partez d’une copie de directory/_modele.yml : « id: » et « nom: » s’écrivent au bord gauche, sans tiret.",
    )


def anchors_and_tags(event: Any, path: str, where: Where) -> Iterator[Problem]:
    """Yield the anchor and the tag that an event wears."""
    quote = "Si ce signe fait partie du texte, mettez tout le texte entre guillemets droits."
    if event.anchor is not None:
        yield refused(
            path,
            at(event),
            "ancre",
            where,
            f"« &{event.anchor} » est une ancre YAML ; les fichiers n’en ont pas, chaque valeur est écrite en entier.",
            quote,
        )
    if event.tag is not None:
        yield refused(
            path,
            at(event),
            "etiquette-yaml",
            where,
            "un « ! » en tête de valeur est une étiquette YAML ; ici toutes les valeurs sont des textes.",
            quote,
        )


def alias(event: Any, path: str, where: Where) -> Problem:
    """Return the refusal of a value that is written elsewhere."""
    return refused(
        path,
        at(event),
        "alias",
        where,
        f"« *{event.anchor} » est un renvoi YAML ; les fichiers n’en ont pas, chaque valeur est écrite en entier.",
        "Écrivez la valeur elle-même. Si l’astérisque fait partie du texte, mettez le texte entre guillemets droits.",
    )


def escaped_sign(event: Any, path: str, where: Where) -> Problem:
    """Return the refusal of an invisible sign that a text hides behind a backslash."""
    found = FORBIDDEN.search(event.value)
    return refused(path, at(event), "caractere-interdit", where, *_named(found[0] if found else ""))


def not_a_text(event: Any, path: str, where: Where) -> Problem:
    """Return why a bare value that other readers of YAML do not take for a text is refused."""
    if event.value in NULLS:
        bare = "cette clé n’a pas de valeur." if isinstance(where[-1], str) else "rien ne suit ce tiret."
        return refused(
            path,
            at(event),
            "valeur-vide",
            where,
            bare if not event.value else f"« {event.value} » veut dire « rien » en YAML.",
            "Si vous ne savez pas, supprimez la ligne : ce qui est absent est « non renseigné ».",
        )
    word = "oui" if event.value.lower() in ("true", "yes", "on") else "non"
    return refused(
        path,
        at(event),
        "vrai-faux",
        where,
        f"« {event.value} » n’est pas lu de la même façon par tous les outils ; ici on écrit « oui » ou « non ».",
        f'Écrivez {word}. Si c’est vraiment ce texte ou ce code que vous voulez, écrivez "{event.value}".',
    )


def written_twice(event: Any, path: str, where: Where, first: Mark) -> Problem:
    """Return the refusal of a key that its map already has at `first`."""
    return refused(
        path,
        at(event),
        "cle-en-double",
        where,
        f"la clé « {event.value} » est déjà écrite, ligne {first.line}.",
        "Gardez une seule de ces lignes, ou réunissez les valeurs dans une liste.",
    )


def no_key(event: Any, path: str, where: Where) -> Problem:
    """Return the refusal of a list, of a group or of nothing where a key should be."""
    return refused(
        path,
        at(event),
        "cle-illisible",
        where,
        "une clé est attendue ici : un seul mot, suivi de « : ».",
        "Comparez avec directory/_modele.yml. Une liste s’écrit sous sa clé, chaque ligne précédée d’un tiret.",
    )


def too_deep(place: Mark, path: str, where: Where, maximum: int) -> Problem:
    """Return the refusal of more than `maximum` nested groups."""
    return refused(
        path,
        place,
        "imbrication",
        where,
        f"des listes ou des groupes sont emboîtés sur plus de {maximum} niveaux ; le reste n’est pas lu.",
        "Comparez avec directory/_modele.yml : il y a sans doute des tirets ou des crochets en trop.",
    )


def several_documents(event: Any, path: str) -> Problem:
    """Return the refusal of what follows the end of the first document."""
    return refused(
        path,
        at(event),
        "plusieurs-documents",
        (),
        "une ligne « --- » commence un second document dans le même fichier.",
        "Écrivez un fichier par lieu, ou supprimez cette ligne.",
    )


def the_first_of_each_kind(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems, save the many of one kind that would hide the others."""
    seen: dict[str, int] = {}
    for problem in problems:
        seen[problem.code] = seen.get(problem.code, 0) + 1
        if seen[problem.code] < _MAXIMUM_OF_A_KIND:
            yield problem
        elif seen[problem.code] == _MAXIMUM_OF_A_KIND:
            yield replace(problem, hint=f"{problem.hint} (D’autres problèmes semblables suivent dans ce fichier.)")
