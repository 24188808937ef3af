"""What would be lost with one venue, what ends soon and where, and how old and how silent the records are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from maillage import freshness
from maillage.coverage import Ending, Nature
from maillage.pages import words
from maillage.pages.context import Context, Link
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.table import Line, Table, directory_source
from maillage.pages.couverture.wording import between, percent, share, whole


@dataclass(frozen=True, slots=True)
class Single:
    """A service that one structure alone declares in the area: the records of that structure."""

    service: str
    lieux: tuple[Link, ...]


def held_by_one(reading: Reading) -> tuple[Single, ...]:
    """Return the services of the area that only one structure declares, in the order of the nomenclature."""
    mesh, context = reading.measures.mesh, reading.measures.context
    rank = mesh.areas.rank[reading.area.niveau, reading.area.code]
    holders = reading.measures.holders
    return tuple(
        Single(context.label("services", code), tuple(map(context.lieu_link, _held(reading, holders.get(code, {})))))
        for code, counts in mesh.structures_by_service.items()
        if counts[rank] == 1
    )


def _held(reading: Reading, by_commune: Mapping[str, frozenset[str]]) -> list[str]:
    found = (by_commune.get(commune.code_insee, frozenset()) for commune in reading.communes)
    return sorted(frozenset().union(*found))


@dataclass(frozen=True, slots=True)
class Ends:
    """What ends in a venue, and when, in words."""

    lieu: Link
    dit: str


@dataclass(frozen=True, slots=True)
class Named:
    """The labels and the funding that end in an area, the soonest first, and in how many venues."""

    tous: tuple[Ends, ...]
    lieux: int


def ending(reading: Reading) -> Named:
    """Return the labels and the funding that end within twelve months, and the funding that has ended already."""
    measures, context = reading.measures, reading.measures.context
    here = measures.mesh.lieux_in(measures.mesh.areas.rank[reading.area.niveau, reading.area.code])
    places = {rank: context.lieu_link(measures.mesh.declared.lieux[rank].id) for rank in measures.endings if here[rank]}
    found = sorted(
        (day, words.sorting(link.nom), rank, nature, codes)
        for rank, link in places.items()
        for (day, nature), codes in _by_day(measures.endings[rank]).items()
    )
    today = measures.world.today
    return Named(
        tuple(
            Ends(places[rank], _in_words(context, day, nature, codes, today)) for day, _, rank, nature, codes in found
        ),
        len(places),
    )


def _by_day(several: Iterable[Ending]) -> dict[tuple[date, Nature], tuple[str, ...]]:
    """Return what ends on each day; funding of the venue itself is that of all that it does."""
    found: dict[tuple[date, Nature], list[tuple[str, ...]]] = {}
    for one in several:
        found.setdefault((one.fin, one.nature), []).append(one.codes)
    return {key: tuple(dict.fromkeys(chain(*codes))) if all(codes) else () for key, codes in found.items()}


def _in_words(context: Context, day: date, nature: Nature, codes: tuple[str, ...], today: date) -> str:
    if nature == "label":
        what = words.sentence_list(context.label_within("labels", code) for code in codes)
    elif len(codes) == 1:
        what = f"financement de «{words.NBSP}{context.label('services', codes[0])}{words.NBSP}»"
    else:
        what = f"financement de {len(codes)} services" if codes else "financement"
    return f"{what}, fini le {words.day(day)}" if day < today else f"{what}, jusqu’au {words.day(day)}"


def endings(reading: Reading) -> Table:
    """Return what ends in the twelve months, and who depends on volunteers."""
    return Table(
        titre="Ce qui tient à peu",
        source=f"{directory_source(reading)} Une date de fin n’est pas toujours donnée{words.NBSP}: c’est un minimum.",
        colonnes=("Quoi", "Lieux ouverts"),
        lignes=tuple(
            Line(label, (_share(reading, name, least=least),))
            for name, label, least in (
                ("labels_finissent", "Un label ou une habilitation finit dans les douze mois", True),
                ("financements_finissent", "Un financement finit dans les douze mois, ou est déjà fini", True),
                ("services_finissent", "Un service en cours finit dans les douze mois", True),
                ("tenus_par_benevoles", "Tenu par des bénévoles seulement", False),
            )
        ),
    )


def ages(reading: Reading) -> Table:
    """Return how long ago the records were verified."""
    rungs = freshness.rungs(reading.measures.world.site.seuils)
    return Table(
        titre="Quand les fiches ont été vérifiées",
        source=directory_source(reading),
        colonnes=("Vérification", "Lieux ouverts"),
        lignes=tuple(
            Line(
                f"{words.capitalised(rung.libelle)}{words.NBSP}: {words.lowered(rung.definition)}",
                (_share(reading, "verification", rung.code),),
            )
            for rung in rungs
        ),
    )


def silences(reading: Reading) -> Table:
    """Return, for each fact, how many venues say nothing of it, the most silent first."""
    figures = [(label, reading.get("non_renseigne", detail=code)) for code, label in _FACTS.items()]
    figures.sort(key=lambda pair: -(pair[1].valeur or 0))
    return Table(
        titre="Ce que les fiches ne disent pas",
        source=f"{directory_source(reading)} Une fiche qui ne dit rien ne veut dire ni oui ni non.",
        colonnes=("Fait", "Lieux qui n’en disent rien"),
        lignes=tuple(Line(label, (_part(figure.valeur, figure.denominateur),)) for label, figure in figures),
    )


_FACTS = {
    "services": "Les services",
    "horaires": "Les horaires",
    "acces": "Le mode d’accès (avec ou sans rendez-vous…)",
    "frais_a_charge": "Le prix",
    "postures": "La façon d’aider (faire avec, à la place…)",
    "confidentialite": "La confidentialité",
    "poste_fauteuil": "Un poste utilisable en fauteuil",
    "entree_fauteuil": "L’entrée en fauteuil",
    "pass_numerique": "Le pass numérique",
    "langues": "Les langues",
    "equipements": "Les équipements",
    "labels": "Les labels",
    "modalites_accompagnement": "La façon d’accompagner (seul, à plusieurs, à distance…)",
    "anonymat": "L’anonymat",
    "tenu_par": "Qui tient le lieu",
    "telephone": "Un téléphone",
    "contact_professionnels": "Un contact pour les professionnels",
    "typologies": "Le type de lieu",
}


def _share(reading: Reading, name: str, detail: str = "", *, least: bool = False) -> str:
    figure = reading.get(name, detail=detail)
    every = figure.denominateur or 0
    if not every:
        return "aucun lieu"
    return f"{'au moins ' if least else ''}{between(figure)} sur {whole(every)} ({share(figure)})"


def _part(part: float | None, every: float | None) -> str:
    return f"{whole(part)} sur {whole(every)} ({percent(part or 0, every)})" if every else "aucun lieu"
