"""What is told beside a weekly grid: the dates of the coming weeks, and the places that are not in it, with why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from maillage import hours
from maillage.model import Commune, Lieu
from maillage.pages import addresses, opening, signs, words
from maillage.pages.cards import where
from maillage.pages.context import Context, Link, by_name
from maillage.pages.slots import Holiday, Place

_AWAY = frozenset({"a-distance", "a-domicile"})
_NOBODY_RECEIVED = "pas-de-public"


@dataclass(frozen=True, slots=True)
class Listed:
    """A place with what is known of it, and each of its own changes: of which service, when, what."""

    lien: Link
    ou: str
    telephone: str | None
    lignes: tuple[str, ...] = ()
    changements: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A public holiday among the `concernes`, which open on that day of the week: who says to be open, how many not.

    `inconnus` have said nothing of it.
    """

    jour: str
    nom: str
    concernes: int
    ouverts: tuple[str, ...]
    fermes: int
    inconnus: int


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it, list by list."""

    changements: tuple[Listed, ...]
    feries: tuple[HolidayRow, ...]
    fermes: tuple[Listed, ...]
    suspendus: tuple[Listed, ...]
    sans_horaires: tuple[Listed, ...]
    sans_service: tuple[Listed, ...]
    ailleurs: tuple[Listed, ...]


def beside(context: Context, places: Sequence[Place], communes: Iterable[Commune]) -> Beside:
    """Return what is told beside the grid of some places; `communes` are those that may be helped from elsewhere."""

    def listed(state: str, lines: Callable[[Place], tuple[str, ...]]) -> tuple[Listed, ...]:
        return tuple(_listed(place, lines(place)) for place in places if place.etat == state)

    return Beside(
        changements=_changes(places),
        feries=_holidays(places),
        fermes=listed("ferme", lambda place: _usual_hours(context, place)),
        suspendus=listed("suspendu", lambda _: ()),
        sans_horaires=listed("horaires-inconnus", lambda place: _said(place.lieu)),
        sans_service=listed("sans-service", lambda _: ()),
        ailleurs=_from_elsewhere(context, places, communes),
    )


def _listed(place: Place, lines: tuple[str, ...] = ()) -> Listed:
    name = f"{place.lieu.nom}, arrêt {place.etape}" if place.etape else place.lieu.nom
    return Listed(
        Link(name, addresses.lieu(place.lieu.id)), place.commune.nom, place.lieu.telephone, lines, place.changements
    )


def _changes(places: Iterable[Place]) -> tuple[Listed, ...]:
    """Return what the coming weeks change, once for all the stops of a round that change alike."""
    found: dict[tuple[str, tuple[tuple[str, str, str], ...]], list[Place]] = {}
    for place in places:
        if place.changements and place.etat != "horaires-inconnus":
            found.setdefault((place.lieu.id, place.changements), []).append(place)
    return tuple(
        _listed(alike[0])
        if len(alike) == 1
        else replace(_listed(replace(alike[0], etape=None)), ou=words.count(len(alike), "arrêt"))
        for alike in found.values()
    )


def _said(lieu: Lieu) -> tuple[str, ...]:
    return (lieu.horaires_precisions,) if lieu.horaires_precisions else ()


def _usual_hours(context: Context, place: Place) -> tuple[str, ...]:
    lieu = place.lieu
    stop = next((each for each in (lieu.itinerance.etapes if lieu.itinerance else ()) if each.nom == place.etape), None)
    week = opening.opening(
        stop.horaires if stop else lieu.horaires, lieu.fermetures, context.today, place.commune.departement
    )
    line = opening.in_one_line(week)
    return (line,) if line else ()


def _holidays(places: Iterable[Place]) -> tuple[HolidayRow, ...]:
    found: dict[tuple[date, str], list[tuple[Place, Holiday]]] = {}
    for place in places:
        for each in place.feries:
            found.setdefault((each.jour, each.nom), []).append((place, each))
    return tuple(
        HolidayRow(
            jour=f"{hours.DAYS[day.weekday()]} {words.day(day)}",
            nom=name,
            concernes=len(concerned),
            ouverts=tuple(f"{place.lieu.nom} ({place.commune.nom})" for place, each in concerned if each.ouvert),
            fermes=sum(each.ouvert is False for _, each in concerned),
            inconnus=sum(each.ouvert is None for _, each in concerned),
        )
        for (day, name), concerned in sorted(found.items(), key=lambda item: item[0])
    )


def _from_elsewhere(context: Context, places: Iterable[Place], communes: Iterable[Commune]) -> tuple[Listed, ...]:
    """Return who helps at home or at a distance: the venues of the territory, and those whose zone covers a part."""
    reaching = {lieu.id: lieu for commune in communes for lieu in context.reaching(commune)}
    here = {place.lieu.id: place for place in places if place.lieu.statut == "ouvert"}
    found = []
    for lieu in sorted((reaching | {key: place.lieu for key, place in here.items()}).values(), key=by_name):
        lines = tuple(_remote(context, lieu))
        if not lines and lieu.id in here and here[lieu.id].etat == "ailleurs":
            lines = ("on n’y est pas reçu",)
        if lines:
            found.append(Listed(Link(lieu.nom, addresses.lieu(lieu.id)), where(context, lieu), lieu.telephone, lines))
    return tuple(found)


def _remote(context: Context, lieu: Lieu) -> Iterator[str]:
    """Yield what a venue does without receiving: for what, when, how one gets in."""
    names = signs.dimensions(context)
    known = context.catalogue.nomenclature.services
    for offer in context.offers[lieu.id]:
        service = offer.service
        how = service.modalites_accompagnement or lieu.modalites_accompagnement
        if not offer.a_venir and how and _AWAY.issuperset(how):
            own = {known[code].dimension for code in offer.codes if code in known}
            what = ", ".join(name for code, name in names.items() if code in own)
            when = opening.of_service(
                lieu, service.horaires, service.fermetures, context.today, context.departement(lieu)
            )
            yield _told(context, what, how, when, service.acces or lieu.acces)
    if not lieu.services and lieu.modalites_accompagnement and _AWAY.issuperset(lieu.modalites_accompagnement):
        week = opening.opening(lieu.horaires, lieu.fermetures, context.today, context.departement(lieu))
        yield _told(
            context, "services non renseignés", lieu.modalites_accompagnement, opening.in_one_line(week), lieu.acces
        )
    if _NOBODY_RECEIVED in lieu.modalites_acces:
        yield context.label("modalites_acces", _NOBODY_RECEIVED)


def _told(context: Context, what: str, how: Collection[str], when: str | None, acces: Collection[str]) -> str:
    return (
        f"{what} ({context.sentence('modalites_accompagnement', how)}){words.NBSP}: "
        f"{when or 'horaires non renseignés'}{words.NBSP}; "
        f"{context.sentence('acces', acces) or 'entrée non renseignée'}"
    )
