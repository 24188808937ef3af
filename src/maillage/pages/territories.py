"""The pages of intercommunalities and départements: communes, venues, what is declared, and who has looked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from maillage import maps
from maillage.model import Commune, Draft, Epci, LateAsset, Lieu, Page
from maillage.pages import addresses, words
from maillage.pages.cards import Cards
from maillage.pages.communes import letters
from maillage.pages.context import Context, Link, by_name
from maillage.pages.neighbourhood import Neighbourhood
from maillage.pages.templating import compact, template
from maillage.positions import places
from maillage.territory import epci_contours

_NAMES_ON_MAP = 12
_EPCI, _DEPARTEMENTS = "Par intercommunalité", "Par département"


@dataclass(frozen=True, slots=True)
class Row:
    """A commune of the table: its venues, and the nearest one elsewhere."""

    commune: Link
    population: int | None
    lieux: int
    proche: Link | None
    km: float | None


@dataclass(frozen=True, slots=True)
class Declared:
    """How many venues declare something in one dimension, and how many services that makes."""

    libelle: str
    definition: str
    lieux: int


@dataclass(frozen=True, slots=True)
class Rank:
    """The venues of a commune, as HTML."""

    commune: Link
    cartes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A territory in one line of a table."""

    lien: Link
    population: int | None
    communes: int
    avec: int
    lieux: int
    recense: str


def epci_pages(context: Context, cards: Cards, neighbourhood: Neighbourhood) -> Iterator[Draft]:
    """Yield the index of intercommunalities and the page of each."""
    yield Draft(addresses.EPCI, partial(_index_of_epci, context), title=_EPCI, made_of=context.state_of_all)
    for siren in context.selection.epci:
        epci = context.catalogue.territory.epci[siren]
        made_of = partial(neighbourhood.states_about, context.communes_by_epci.get(siren, ()), 1)
        yield Draft(addresses.epci(siren), partial(_epci, context, cards, neighbourhood, epci), made_of=made_of)


def departement_pages(context: Context) -> Iterator[Draft]:
    """Yield the index of départements and the page of each."""
    yield Draft(
        addresses.DEPARTEMENTS,
        partial(_index_of_departements, context),
        title=_DEPARTEMENTS,
        made_of=context.state_of_all,
    )
    for code in context.selection.departements:
        made_of = partial(context.states_about, context.communes_by_departement.get(code, ()))
        yield Draft(addresses.departement(code), partial(_departement, context, code), made_of=made_of)


def overview_maps(context: Context) -> Iterator[LateAsset]:
    """Yield the overview map of each intercommunality whose contour is known."""
    for siren in context.selection.epci:
        if siren in epci_contours():
            made_of = partial(context.states_about, context.communes_by_epci.get(siren, ()))
            yield LateAsset(addresses.carte_epci(siren), partial(_overview_map, context, siren), made_of)


def _overview_map(context: Context, siren: str) -> bytes:
    return maps.overview(
        f"Carte des lieux, {context.catalogue.territory.epci[siren].nom}",
        epci_contours()[siren],
        _points(context, siren),
        _names(context.communes_by_epci.get(siren, ())),
        context.site.fond_de_carte,
    )


def _index_of_epci(context: Context) -> Page:
    body = template("territoires").render(
        context.frame(addresses.EPCI, "Les intercommunalités"),
        titre="Les intercommunalités",
        nom="Intercommunalité",
        lignes=tuple(_summary_of_epci(context, epci) for epci in context.epci),
        cle_recense=True,
    )
    return Page(
        url=addresses.EPCI,
        title=_EPCI,
        description="Les intercommunalités du territoire, leurs communes et leurs lieux.",
        body=compact(body),
    )


def _index_of_departements(context: Context) -> Page:
    body = template("territoires").render(
        context.frame(addresses.DEPARTEMENTS, "Les départements"),
        titre="Les départements",
        nom="Département",
        lignes=tuple(_summary_of_departement(context, code) for code in context.selection.departements),
        cle_recense=False,
    )
    return Page(
        url=addresses.DEPARTEMENTS,
        title=_DEPARTEMENTS,
        description="Les départements du territoire, leurs intercommunalités et leurs lieux.",
        body=compact(body),
    )


def _epci(context: Context, cards: Cards, neighbourhood: Neighbourhood, epci: Epci) -> Page:
    url = addresses.epci(epci.siren)
    racine = addresses.up(url)
    communes = context.communes_by_epci.get(epci.siren, ())
    lieux = _venues(context, communes)
    body = template("epci").render(
        context.frame(url, epci.nom),
        epci=epci,
        chemin=tuple(
            Link(context.catalogue.territory.departements[code].nom, addresses.departement(code))
            for code in epci.departements[:1]
            if code in context.selection.departements
        ),
        communes=len(communes),
        population=_population(communes),
        recense=context.recense(epci.siren),
        couverture=addresses.couverture("epci", epci.siren),
        carte=f"{racine}{addresses.carte_epci(epci.siren)}" if epci.siren in epci_contours() else None,
        lignes=tuple(_row(context, neighbourhood, commune) for commune in communes),
        avec=sum(1 for commune in communes if commune.code_insee in context.lieux_by_commune),
        lieux=len(lieux),
        declares=_declared(context, lieux),
        sans_service=sum(1 for lieu in lieux if not context.offers[lieu.id]),
        rangs=tuple(
            Rank(
                Link(commune.nom, addresses.commune(commune.code_insee)),
                tuple(cards.of(lieu, racine) for lieu in context.lieux_by_commune[commune.code_insee]),
            )
            for commune in communes
            if commune.code_insee in context.lieux_by_commune
        ),
        millesimes=context.catalogue.territory.millesimes,
    )
    return Page(
        url=url,
        title=epci.nom,
        description=f"{epci.nom}\N{NO-BREAK SPACE}: {words.count(len(lieux), 'lieu', 'lieux')}"
        f" pour {words.count(len(communes), 'commune')}, la carte et la liste.",
        body=compact(body),
    )


def _departement(context: Context, code: str) -> Page:
    departement = context.catalogue.territory.departements[code]
    url = addresses.departement(code)
    communes = context.communes_by_departement.get(code, ())
    lieux = _venues(context, communes)
    sirens = {commune.epci for commune in communes}
    body = template("departement").render(
        context.frame(url, departement.nom),
        departement=departement,
        couverture=addresses.couverture("departement", code),
        chemin=(Link("Départements", addresses.DEPARTEMENTS),),
        communes=len(communes),
        avec=sum(1 for commune in communes if commune.code_insee in context.lieux_by_commune),
        population=_population(communes),
        lieux=len(lieux),
        declares=_declared(context, lieux),
        sans_service=sum(1 for lieu in lieux if not context.offers[lieu.id]),
        lignes=tuple(_summary_of_epci(context, epci, code) for epci in context.epci if epci.siren in sirens),
        lettres=letters(context, communes),
        liste=tuple((Link(lieu.nom, addresses.lieu(lieu.id)), _commune_name(context, lieu)) for lieu in lieux),
        millesimes=context.catalogue.territory.millesimes,
    )
    return Page(
        url=url,
        title=departement.nom,
        description=f"{departement.nom}\N{NO-BREAK SPACE}: {words.count(len(lieux), 'lieu', 'lieux')}"
        f" pour {words.count(len(communes), 'commune')}.",
        body=compact(body),
    )


def _row(context: Context, neighbourhood: Neighbourhood, commune: Commune) -> Row:
    nearest = next(iter(neighbourhood.around(commune, 1)), None)
    spot = nearest.chose if nearest else None
    return Row(
        commune=Link(commune.nom, addresses.commune(commune.code_insee)),
        population=commune.population,
        lieux=len(context.lieux_by_commune.get(commune.code_insee, ())),
        proche=Link(f"{spot.lieu.nom}, {spot.nom_commune}", addresses.lieu(spot.lieu.id)) if spot else None,
        km=nearest.km if nearest else None,
    )


def _summary_of_epci(context: Context, epci: Epci, departement: str | None = None) -> Summary:
    communes = tuple(
        commune
        for commune in context.communes_by_epci.get(epci.siren, ())
        if departement is None or commune.departement == departement
    )
    return _summary(context, Link(epci.nom, addresses.epci(epci.siren)), communes, context.recense(epci.siren))


def _summary_of_departement(context: Context, code: str) -> Summary:
    departement = context.catalogue.territory.departements[code]
    communes = context.communes_by_departement.get(code, ())
    return _summary(context, Link(departement.nom, addresses.departement(code)), communes, "")


def _summary(context: Context, link: Link, communes: tuple[Commune, ...], recense: str) -> Summary:
    return Summary(
        lien=link,
        population=_population(communes),
        communes=len(communes),
        avec=sum(1 for commune in communes if commune.code_insee in context.lieux_by_commune),
        lieux=len(_venues(context, communes)),
        recense=recense,
    )


def _venues(context: Context, communes: Iterable[Commune]) -> tuple[Lieu, ...]:
    """Return the venues that are or stop in some communes, each once, by name."""
    found = {lieu.id: lieu for commune in communes for lieu in context.lieux_by_commune.get(commune.code_insee, ())}
    return tuple(sorted(found.values(), key=by_name))


def _population(communes: Iterable[Commune]) -> int | None:
    """Return the people of some communes; None when the figure of one of them is missing: a part is not a total."""
    total = 0
    for commune in communes:
        if commune.population is None:
            return None
        total += commune.population
    return total


def _declared(context: Context, lieux: tuple[Lieu, ...]) -> tuple[Declared, ...]:
    nomenclature = context.catalogue.nomenclature
    counts = dict.fromkeys(nomenclature.dimensions, 0)
    for lieu in lieux:
        dimensions = {
            nomenclature.services[code].dimension
            for offer in context.offers[lieu.id]
            if not offer.a_venir
            for code in offer.codes
            if code in nomenclature.services
        }
        for dimension in dimensions:
            counts[dimension] += 1
    return tuple(
        Declared(entry.libelle, entry.definition, counts[code]) for code, entry in nomenclature.dimensions.items()
    )


def _commune_name(context: Context, lieu: Lieu) -> str:
    for _, adresse, _ in places(lieu):
        commune = context.commune(adresse)
        return commune.nom if commune else adresse.commune
    return ""


def _points(context: Context, siren: str) -> Iterator[maps.Point]:
    codes = {commune.code_insee for commune in context.communes_by_epci.get(siren, ())}
    lieux = {lieu.id: lieu for code in sorted(codes) for lieu in context.lieux_by_commune.get(code, ())}
    for lieu in sorted(lieux.values(), key=by_name):
        stops = {f"{lieu.id}/{etape.id}": etape.nom for etape in lieu.itinerance.etapes} if lieu.itinerance else {}
        for key, adresse, _ in places(lieu):
            placed, commune = context.placed(key), context.commune(adresse)
            if placed and commune and commune.code_insee in codes:
                stop = stops.get(key)
                lines = [f"{adresse.voie}, {commune.nom}" if adresse.voie else commune.nom]
                if stop:
                    lines.insert(0, stop)
                if placed.precision == "mairie":
                    lines.append("position approximative")
                yield maps.Point(
                    nom=lieu.nom,
                    position=placed.position,
                    precision=placed.precision,
                    url=f"../{addresses.lieu(lieu.id)}",
                    lignes=tuple(lines),
                )


def _names(communes: Iterable[Commune]) -> list[maps.PlaceName]:
    largest = sorted(communes, key=lambda commune: (-(commune.population or 0), commune.code_insee))[:_NAMES_ON_MAP]
    return [maps.PlaceName(nom=each.nom, position=each.mairie) for each in largest if each.mairie]
