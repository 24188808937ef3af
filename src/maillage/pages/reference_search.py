"""The page of the reference that documents the addresses of the search, read from the file that the search reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from maillage import contract, facets
from maillage.model import Asset, Draft, Page
from maillage.pages import addresses, reference, words
from maillage.pages.context import Context, Link
from maillage.pages.templating import compact, template

URL = addresses.reference("recherche")
_TITLE = "Les adresses de la recherche"
_SUMMARY = "Toute recherche est une adresse : on peut l’enregistrer, l’envoyer, ou l’ouvrir depuis un autre site."
_SCHEMA = f"{addresses.REFERENCE}recherche.schema.json"
_SEARCH = "trouver/"
# A list as short as this is written in full.
_SHORT_LIST = 12


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, what it takes, and a search that uses it: `codes` when they are few, `liste` otherwise."""

    nom: str
    titre: str
    sens: str
    valeur: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    liste: Link | None = None
    exemple: Link | None = None


def draft(context: Context) -> Draft:
    """Return the page, to be made when it is wanted."""
    return Draft(URL, partial(page, context), title=_TITLE, made_of=context.state_of_all)


def page(context: Context) -> Page:
    """Return the page: parameters, filters with their values, and the data that answer."""
    described = contract.search_address()
    examples = {one["nom"]: one["exemple"] for one in described["parametres"] if "exemple" in one} | _examples(context)
    body = template("reference_recherche").render(
        **context.frame(URL, _TITLE),
        titre=_TITLE,
        resume=_SUMMARY,
        chemin=(Link("Ce qu’une fiche peut dire", addresses.REFERENCE),),
        feuille=f"{addresses.ASSETS}reference.css",
        exemple=_link({"q": "carte grise", "pres": examples.get("pres"), "acces": "sans-rdv"}),
        parametres=tuple(
            Parameter(
                one["nom"],
                one["titre"],
                one["sens"],
                valeur=one["valeur"],
                exemple=_example(one, examples),
            )
            for one in described["parametres"]
        ),
        moments=tuple(described["moments"].items()),
        filtres=tuple(_filters(described, context)),
        dossier=facets.FOLDER,
        schema=Link("Données de la recherche, schéma JSON", _SCHEMA),
    )
    return Page(url=URL, title=_TITLE, description=_SUMMARY, body=compact(body))


def assets() -> Iterator[Asset]:
    """Yield the schema of the data that the search reads, which are public."""
    document = contract.search_schema()
    yield Asset(url=_SCHEMA, content=(json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _filters(described: Mapping[str, Any], context: Context) -> Iterator[Parameter]:
    nomenclature = context.catalogue.nomenclature
    for one in described["filtres"]:
        name, form = one["nom"], one["forme"]
        codes = {"oui": "oui", "non": "non"}
        listed = None
        if form != "oui-non":
            table = one.get("table", name)
            codes = {code: entry.libelle for code, entry in nomenclature.table(table).items()}
            listed = Link(words.count(len(codes), "code"), reference.table_url(table))
        yield Parameter(
            name,
            one["titre"],
            described["formes"][form],
            codes=tuple(codes.items()) if 2 < len(codes) <= _SHORT_LIST else (),
            liste=listed if len(codes) > _SHORT_LIST else None,
            exemple=_link({name: next(iter(codes))}),
        )


def _examples(context: Context) -> dict[str, str]:
    """Return the values that only a site can give: what is most offered there, its communes, its venues, its days."""
    found = {"le": context.today.isoformat()}
    offered = sorted(context.offers_by_need, key=lambda code: (-len(context.offers_by_need[code]), code))
    if offered:
        found["service"] = ",".join(offered[:2])
    for lieu in context.open_lieux:
        commune = context.commune(lieu.adresse) if lieu.adresse else None
        if commune:
            found |= {"pres": commune.code_insee, "lieu": commune.nom, "choisis": lieu.id}
            return found | ({"territoire": commune.epci} if commune.epci else {})
    return found


def _example(one: Mapping[str, Any], examples: Mapping[str, str]) -> Link | None:
    """Return a search that uses a parameter, with the one it is asked together with."""
    value = examples.get(one["nom"])
    return _link({name: examples.get(name) for name in (one.get("avec", ""), one["nom"])}) if value else None


def _link(given: Mapping[str, str | None]) -> Link | None:
    """Return a search as a link that shows its own address; nothing for a parameter that has no example here."""
    kept = {name: value for name, value in given.items() if value}
    if not kept:
        return None
    address = f"{_SEARCH}?{urlencode(kept, safe=',')}"
    return Link(address, address)
