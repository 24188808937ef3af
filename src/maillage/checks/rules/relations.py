"""Rules between records: one identifier, one venue, and links that lead somewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from maillage.checks import twins
from maillage.checks.codes import near
from maillage.checks.subject import Card, Directory, Finding, Said, Told, relation


@relation("identifiant-en-double", "erreur")
def ids_are_unique(directory: Directory) -> Iterator[Told]:
    """Un identifiant ne sert qu’une fois dans tout l’annuaire : deux lieux ne peuvent pas avoir la même page."""
    for cards in directory.by_id.values():
        for first, second in pairwise(cards):
            yield tuple(
                Said(
                    card,
                    Finding(
                        ("id",),
                        f"l’identifiant « {card.id} » est déjà celui de {other.path}",
                        "donnez un autre identifiant, et le même nom au fichier, au lieu le plus récent des deux",
                    ),
                )
                for card, other in ((second, first), (first, second))
            )


@relation("remplacant-inconnu", "erreur")
def replacements_exist(directory: Directory) -> Iterator[Told]:
    """Le lieu qui remplace un lieu fermé existe dans l’annuaire : sa page renvoie vers lui."""
    for card in directory.cards:
        for index, code in enumerate(card.remplace_par):
            if code == card.id:
                message, hint = "ce lieu se remplace lui-même", "donnez l’identifiant d’un autre lieu"
            elif not directory.knows(code):
                message, hint = f"aucun lieu n’a l’identifiant « {code} »", _suggestion(code, directory)
            else:
                continue
            yield (Said(card, Finding(("fermeture", "remplace_par", index), message, hint)),)


@relation("remplacant-ferme", "erreur")
def replacements_are_open(directory: Directory) -> Iterator[Told]:
    """Le lieu qui remplace un lieu fermé n’est pas fermé lui-même."""
    for card in directory.cards:
        for index, code in enumerate(card.remplace_par):
            other = _one(directory, code)
            if other and other is not card and other.statut == "ferme":
                after = next(iter(other.remplace_par), None)
                hint = (
                    f"écrivez « {after} », qui le remplace"
                    if after
                    else "donnez un lieu ouvert, ou retirez cette ligne"
                )
                yield (
                    Said(
                        card,
                        Finding(
                            ("fermeture", "remplace_par", index),
                            f"« {code} » ({other.nom}) est fermé lui aussi",
                            hint,
                        ),
                    ),
                )


@relation("hote-inconnu", "erreur")
def hosts_exist(directory: Directory) -> Iterator[Told]:
    """Le lieu qui en accueille un autre existe dans l’annuaire ; sinon, on l’écrit par son nom."""
    for card in directory.cards:
        if card.hote == card.id:
            yield (Said(card, Finding(("hote", "id"), "ce lieu s’accueille lui-même", "retirez « hote »")),)
        elif card.hote and not directory.knows(card.hote):
            yield (
                Said(
                    card,
                    Finding(
                        ("hote", "id"),
                        f"aucun lieu n’a l’identifiant « {card.hote} »",
                        _suggestion(card.hote, directory, also="un hôte sans fiche s’écrit avec « nom »"),
                    ),
                ),
            )


@relation("hote-ferme", "attention")
def hosts_are_open(directory: Directory) -> Iterator[Told]:
    """Un lieu ouvert n’est pas accueilli dans un lieu fermé."""
    for card in directory.cards:
        host = _one(directory, card.hote) if card.hote else None
        if host and host.statut == "ferme" and card.statut != "ferme":
            yield (
                Said(
                    card,
                    Finding(
                        ("hote", "id"),
                        f"ce lieu est accueilli par « {host.nom} », qui est fermé",
                        "vérifiez où il est maintenant, et s’il est encore ouvert",
                    ),
                ),
            )


@relation("source-en-double", "attention")
def sources_are_read_once(directory: Directory) -> Iterator[Told]:
    """Une ligne du fichier d’origine ne donne qu’une fiche : deux, c’est un import fait deux fois sous deux noms."""
    by_source: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in directory.cards:
        if card.source:
            by_source[card.source].append(card)
    for (source, identifier), cards in by_source.items():
        for first, second in pairwise(cards):
            if frozenset((first.id, second.id)) in directory.distinct or first.id == second.id:
                continue
            yield tuple(
                Said(
                    card,
                    Finding(
                        ("source_id",),
                        f"« {identifier} » de la source « {source} » est déjà la fiche {other.path}",
                        "gardez une seule des deux fiches",
                    ),
                )
                for card, other in ((second, first), (first, second))
            )


@relation("doublon-possible", "attention")
def venues_are_written_once(directory: Directory) -> Iterator[Told]:
    """Un lieu n’a qu’une fiche : deux fiches qui se ressemblent par deux indices indépendants sont à comparer."""
    for twin in twins.find(directory):
        yield tuple(
            Said(
                card,
                Finding(
                    ("nom",),
                    f"ce lieu est peut-être déjà écrit : « {other.nom} » ({other.path}) — {twin.reason}",
                    "si c’est le même lieu, gardez une seule fiche ; sinon, dites-le dans pas-des-doublons.yml",
                ),
            )
            for card, other in ((twin.second, twin.first), (twin.first, twin.second))
        )


def _one(directory: Directory, code: str) -> Card | None:
    return next(iter(directory.by_id.get(code, ())), None)


def _suggestion(code: str, directory: Directory, also: str = "") -> str:
    """Return the identifier that was meant or what one looks like, then `also`, in a sentence of its own after "?"."""
    meant = near(code, directory.by_id)
    if meant:
        return f"vouliez-vous dire « {meant} » ?" + (f" {also[0].upper()}{also[1:]}" if also else "")
    return "l’identifiant d’un lieu est le nom de son fichier, sans « .yml »" + (f" ; {also}" if also else "")
