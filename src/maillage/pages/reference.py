"""The pages « Référence »: what a file may hold, read from the contract so that the two can never disagree."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from importlib.resources import files
from typing import Any

from maillage import checks, contract
from maillage.model import Asset, Draft, Page, nothing_else
from maillage.nomenclature import Entry, LabelEntry, Nomenclature, ServiceEntry, TypologieEntry
from maillage.pages import addresses, links, reference_schema, words
from maillage.pages.context import Context, Link
from maillage.pages.reference_schema import Key
from maillage.pages.templating import compact, template

_HOME = Link("Ce qu’une fiche peut dire", addresses.REFERENCE)
_LIEU = addresses.reference("lieu")
_SITE = addresses.reference("site")
_SERVICES = addresses.reference("services")
_TYPOLOGIES = addresses.reference("typologies")
_LABELS = addresses.reference("labels")
_CODES = addresses.reference("codes")
_REGLES = addresses.reference("regles")
_STYLE = f"{addresses.ASSETS}reference.css"
_SCHEMA_LIEU = f"{addresses.REFERENCE}lieu.schema.json"
_SCHEMA_SITE = f"{addresses.REFERENCE}site.schema.json"

# The tables that have a page of their own; all the others share one.
_OWN_PAGE: Mapping[str, str] = {"services": _SERVICES, "typologies": _TYPOLOGIES, "labels": _LABELS}
# The tables that no key of the schema names, or whose key has a title that says little away from its place.
_TITLES: Mapping[str, tuple[str, str]] = {
    "modalite_langue": ("Comment une langue est pratiquée", ""),
    "dimensions": ("Dimensions", "Chaque service relève d’une dimension. Elle ne s’écrit pas dans une fiche."),
    "themes": ("Sujets", "Les sujets rangent les services. Ils ne s’écrivent pas dans une fiche."),
    "familles": (
        "Familles de lieux",
        "Les familles rangent les types de lieu. Elles ne s’écrivent pas dans une fiche.",
    ),
    "hotes_siilab": (
        "Lignes du tableau des hôtes",
        "Ces lignes comptent les lieux par sorte d’hôte. Elles se déduisent des types de lieu et ne s’écrivent pas "
        "dans une fiche.",
    ),
}
# A list of codes as short as this is shown beside the key that takes them.
_SHORT_LIST = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the reference, as the first page announces it."""

    lien: Link
    contenu: str


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a file: `niveau` is the level of its heading, `liste` where all its codes are explained."""

    cle: Key
    niveau: int
    etat: str
    liste: Link | None
    codes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One code: `faits` are the other things that its table says of it, each with its name."""

    ancre: str
    code: str
    libelle: Link
    definition: str
    faits: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Some codes under one heading: a table, a family, or a theme; `cles` are the keys that take them."""

    ancre: str
    titre: str
    phrase: str
    cles: tuple[Link, ...]
    lignes: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """The services of one dimension, by theme."""

    ancre: str
    titre: str
    phrase: str
    groupes: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """A word that means several services, or a code that others replace, with these services."""

    mot: str
    services: tuple[Link, ...]


def pages(context: Context) -> Iterator[Draft]:
    """Yield the pages of the reference: the two kinds of file, the codes, and the rules."""
    lieu, site = contract.lieu_schema(), contract.site_schema()
    yield Draft(addresses.REFERENCE, partial(_index, context, lieu, site), title=_HOME.nom, made_of=nothing_else)
    yield Draft(
        _LIEU, partial(_keys_page, context, _LIEU, "La fiche d’un lieu, clé par clé", lieu), made_of=nothing_else
    )
    yield Draft(
        _SITE, partial(_keys_page, context, _SITE, "La fiche d’un site, clé par clé", site), made_of=nothing_else
    )
    yield Draft(_SERVICES, partial(_services_page, context, lieu), made_of=nothing_else)
    yield Draft(_TYPOLOGIES, partial(_kinds_page, context, lieu), made_of=nothing_else)
    yield Draft(_LABELS, partial(_labels_page, context, lieu), made_of=nothing_else)
    yield Draft(_CODES, partial(_codes_page, context, lieu), made_of=nothing_else)
    yield Draft(_REGLES, partial(_rules_page, context), made_of=nothing_else)


def _services_page(context: Context, lieu: Mapping[str, Any]) -> Page:
    nomenclature = context.catalogue.nomenclature
    return _page(
        context,
        _SERVICES,
        "reference_services",
        "Les services, code par code",
        "Tous les codes de service, avec leur définition, leurs autres noms et leurs correspondances.",
        nombre=len(nomenclature.services),
        cles=_written(lieu).get("services", ()),
        dimensions=tuple(_dimensions(nomenclature)),
        partages=tuple(
            Several(word.libelle, _needs(nomenclature, word.services))
            for word in nomenclature.synonymes_partages.values()
        ),
        retires=tuple(
            Several(retired.code, _needs(nomenclature, retired.remplace_par))
            for retired in nomenclature.services_retires.values()
        ),
    )


def _kinds_page(context: Context, lieu: Mapping[str, Any]) -> Page:
    return _lists_page(
        context,
        _TYPOLOGIES,
        "Les types de lieu",
        "Les types de lieu de la norme nationale, par famille. Un type de lieu ne dit jamais ce qu’on y fait.",
        _written(lieu).get("typologies", ()),
        _families(context.catalogue.nomenclature),
    )


def _labels_page(context: Context, lieu: Mapping[str, Any]) -> Page:
    nomenclature = context.catalogue.nomenclature
    rows = tuple(_row(nomenclature, entry, entry.code) for entry in nomenclature.labels.values())
    return _lists_page(
        context,
        _LABELS,
        "Les labels et habilitations",
        "Un label est un fait daté, donné par quelqu’un. Il ne dit pas à lui seul ce que le lieu fait.",
        _written(lieu).get("labels", ()),
        [Group("liste", "Tous les labels", "", (), rows)],
    )


def _codes_page(context: Context, lieu: Mapping[str, Any]) -> Page:
    return _lists_page(
        context,
        _CODES,
        "Les autres listes de codes",
        "Le code s’écrit dans la fiche, le libellé s’affiche sur le site.",
        (),
        _tables(context.catalogue.nomenclature, _written(lieu), lieu),
    )


def _rules_page(context: Context) -> Page:
    return _page(
        context,
        _REGLES,
        "reference_regles",
        "Les règles vérifiées",
        "Ce que la vérification des fiches refuse, et ce qu’elle signale.",
        regles=checks.rules_table(),
        forme=checks.schema_table(),
    )


def assets() -> Iterator[Asset]:
    """Yield the style of these pages, and the two schemas, each whole in one file, for the editors that complete."""
    yield Asset(url=_STYLE, content=(files("maillage.pages") / "assets" / "reference.css").read_bytes())
    for url, document in ((_SCHEMA_LIEU, contract.lieu_schema()), (_SCHEMA_SITE, contract.site_schema())):
        yield Asset(url=url, content=(json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _page(context: Context, url: str, name: str, title: str, summary: str, **values: Any) -> Page:
    chemin = (_HOME,) if url != addresses.REFERENCE else ()
    frame = context.frame(url, title)
    body = template(name).render(frame, titre=title, resume=summary, chemin=chemin, feuille=_STYLE, **values)
    return Page(url=url, title=title, description=summary, body=compact(body))


def _index(context: Context, lieu: Mapping[str, Any], site: Mapping[str, Any]) -> Page:
    nomenclature = context.catalogue.nomenclature
    smallest = reference_schema.smallest(lieu)
    schema = links.public(context.site, _SCHEMA_LIEU)
    found = reference_schema.keys(lieu)
    return _page(
        context,
        addresses.REFERENCE,
        "reference",
        _HOME.nom,
        "Les clés d’une fiche, les codes permis et les règles vérifiées.",
        objet=lieu["description"],
        parties=tuple(_parts(nomenclature, lieu, site)),
        obligatoires=tuple((_key_link(key, _LIEU), key.titre) for key in found if key.etat == "obligatoire"),
        conditions=tuple(
            (condition.phrase, tuple(_key_link(key, _LIEU) for key in found if key.chemin[0] in condition.cles))
            for condition in reference_schema.conditions(lieu)
        ),
        exemple=reference_schema.yaml(smallest),
        fichier=f"{smallest['id']}.yml",
        schemas=(Link(lieu["title"], _SCHEMA_LIEU), Link(site["title"], _SCHEMA_SITE)),
        ligne_depot="# yaml-language-server: $schema=../../schema/lieu.schema.json",
        ligne_ailleurs=f"# yaml-language-server: $schema={schema}",
    )


def _parts(nomenclature: Nomenclature, lieu: Mapping[str, Any], site: Mapping[str, Any]) -> Iterator[Part]:
    def length(schema: Mapping[str, Any]) -> str:
        return words.count(sum(1 for _ in reference_schema.flat(reference_schema.keys(schema))), "clé")

    yield Part(Link("La fiche d’un lieu, clé par clé", _LIEU), length(lieu))
    yield Part(Link("Les services, code par code", _SERVICES), words.count(len(nomenclature.services), "service"))
    yield Part(Link("Les types de lieu", _TYPOLOGIES), words.count(len(nomenclature.typologies), "type"))
    yield Part(Link("Les labels et habilitations", _LABELS), words.count(len(nomenclature.labels), "label"))
    yield Part(
        Link("Les autres listes de codes", _CODES), words.count(len(list(_shared_tables(nomenclature))), "liste")
    )
    rules = len(checks.rules_table()) + len(checks.schema_table())
    yield Part(Link("Les règles vérifiées", _REGLES), words.count(rules, "règle"))
    yield Part(Link("La fiche d’un site, clé par clé", _SITE), length(site))
    described = contract.search_address()
    parameters = words.count(len(described["parametres"]) + len(described["filtres"]), "paramètre")
    yield Part(Link("Les adresses de la recherche", addresses.reference("recherche")), parameters)


def _keys_page(context: Context, url: str, title: str, document: Mapping[str, Any]) -> Page:
    found = reference_schema.keys(document)
    return _page(
        context,
        url,
        "reference_champs",
        title,
        document["description"],
        sommaire=found,
        champs=tuple(_field(key) for key in reference_schema.flat(found)),
    )


def _field(key: Key) -> Field:
    shown = key.codes if key.table and len(key.codes) <= _SHORT_LIST else ()
    return Field(
        cle=key,
        niveau=len(key.chemin) + 1,
        etat=_state(key),
        liste=Link("toute la liste", table_url(key.table)) if key.table else None,
        codes=tuple(Link(code, _code_url(str(key.table), code)) for code in shown),
    )


def _state(key: Key) -> str:
    above = key.chemin[:-1]
    return f"{key.etat} dans « {above[-1]} »" if above and key.etat == "obligatoire" else key.etat


def _key_link(key: Key, url: str) -> Link:
    return Link(".".join(key.chemin), f"{url}#{key.ancre}")


def _written(lieu: Mapping[str, Any]) -> dict[str, tuple[Link, ...]]:
    """Return, for each table of the nomenclature, the keys of a venue file that take its codes."""
    found: dict[str, list[Link]] = {}
    for key in reference_schema.flat(reference_schema.keys(lieu)):
        if key.table:
            found.setdefault(key.table, []).append(_key_link(key, _LIEU))
    return {table: tuple(keys) for table, keys in found.items()}


def table_url(table: str) -> str:
    """Return where the codes of a table are explained."""
    return _OWN_PAGE.get(table, f"{_CODES}#{table}")


def _code_url(table: str, code: str) -> str:
    own = _OWN_PAGE.get(table)
    return f"{own}#{code}" if own else f"{_CODES}#{table}-{code}"


def _lists_page(
    context: Context, url: str, title: str, summary: str, keys: tuple[Link, ...], groups: Iterable[Group]
) -> Page:
    return _page(context, url, "reference_listes", title, summary, cles=keys, groupes=tuple(groups))


def _dimensions(nomenclature: Nomenclature) -> Iterator[Dimension]:
    """Yield the services by dimension and by theme, in the order of the nomenclature."""
    for dimension in nomenclature.dimensions.values():
        groups = []
        for theme in nomenclature.themes.values():
            rows = tuple(
                _row(nomenclature, entry, entry.code)
                for entry in nomenclature.services.values()
                if (entry.dimension, entry.theme) == (dimension.code, theme.code)
            )
            if rows:
                anchor = f"dimension-{dimension.code}--{theme.code}"
                groups.append(Group(anchor, theme.libelle, theme.definition, (), rows))
        yield Dimension(f"dimension-{dimension.code}", dimension.libelle, dimension.definition, tuple(groups))


def _families(nomenclature: Nomenclature) -> Iterator[Group]:
    """Yield the kinds of venue by family; a kind without family comes last."""
    names = {
        **{code: (entry.libelle, entry.definition) for code, entry in nomenclature.familles.items()},
        "": ("Sans famille", ""),
    }
    for famille, (label, definition) in names.items():
        rows = tuple(
            _row(nomenclature, entry, entry.code)
            for entry in nomenclature.typologies.values()
            if entry.famille == famille
        )
        if rows:
            yield Group(f"famille-{famille}", label, definition, (), rows)


def _shared_tables(nomenclature: Nomenclature) -> Iterator[tuple[str, Mapping[str, Entry]]]:
    """Yield the name and the entries of each table that has no page of its own."""
    for spec in fields(nomenclature):
        if spec.name not in {*_OWN_PAGE, "services_retires", "synonymes_partages"}:
            yield spec.name, nomenclature.table(spec.name)


def _tables(
    nomenclature: Nomenclature, written: Mapping[str, tuple[Link, ...]], lieu: Mapping[str, Any]
) -> Iterator[Group]:
    titles: dict[str, str] = {}
    for key in reference_schema.flat(reference_schema.keys(lieu)):
        if key.table:
            titles.setdefault(key.table, key.titre)
    shared = dict(_shared_tables(nomenclature))
    # In the order of the file; what is not written in it comes last.
    for table in dict.fromkeys((*(name for name in titles if name in shared), *shared)):
        title, phrase = _TITLES.get(table, (titles.get(table, table), ""))
        rows = tuple(_row(nomenclature, entry, f"{table}-{entry.code}") for entry in shared[table].values())
        yield Group(table, title, phrase, written.get(table, ()), rows)


def _row(nomenclature: Nomenclature, entry: Entry, anchor: str) -> Row:
    url = addresses.besoin(entry.code) if isinstance(entry, ServiceEntry) else None
    found = tuple((name, said) for name, said in _facts(nomenclature, entry) if said)
    return Row(anchor, entry.code, Link(entry.libelle, url), entry.definition, found)


def _facts(nomenclature: Nomenclature, entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, LabelEntry):
        yield "Donné d’habitude par", entry.emetteur
    yield "On dit aussi", ", ".join(entry.synonymes)
    if isinstance(entry, ServiceEntry):
        yield "Sujets de la liste APTIC", ", ".join(map(str, entry.aptic)) or "aucun"
    yield "Norme nationale", ", ".join(entry.national)
    if isinstance(entry, LabelEntry):
        yield "Colonne de la norme nationale", entry.champ_national
    if isinstance(entry, TypologieEntry):
        yield "Ligne du tableau des hôtes", nomenclature.label("hotes_siilab", entry.hote_siilab)


def _needs(nomenclature: Nomenclature, codes: Iterable[str]) -> tuple[Link, ...]:
    return tuple(
        Link(nomenclature.services[code].libelle, addresses.besoin(code))
        for code in codes
        if code in nomenclature.services
    )
