"""What has changed since a past edition: venues that appeared, left, were checked again; people gained and lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from maillage.coverage import EVERY_DIMENSION, Comparison, Moved, compare, edition
from maillage.model import Draft, Edition, EditionChiffres, EditionLieu, Interval, Page
from maillage.pages import addresses, words
from maillage.pages.context import Link
from maillage.pages.couverture.measures import Measures
from maillage.pages.couverture.unlooked import why_nothing
from maillage.pages.templating import compact, template

_TITLE = "L’évolution de la couverture"
_SAME = "inchangé"
_UNLOOKED: Final = {
    (False, True): "recensé depuis",
    (True, False): "n’est plus recensé",
    (False, False): "non recensé",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: what it is about, and its cells."""

    lien: Link
    cellules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A venue that is no longer open, and what has become of it."""

    lien: Link
    devenu: str


@dataclass(frozen=True)
class Evolution:
    """A past edition beside today's figures, worked out with the distances of the past one."""

    measures: Measures
    past: Edition

    @cached_property
    def comparison(self) -> Comparison:
        """What has changed."""
        return compare(self.past, edition(self.measures.mesh, self.past.proche_km, self.past.loin_km))

    @property
    def period(self) -> str:
        """From when to when."""
        return f"Du {words.day(self.past.jour)} au {words.day(self.measures.world.today)}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What has changed in the way of counting, in sentences: none of it is hidden."""
        now, before, found = self.measures.context.site.seuils, self.past, []
        if (now.proche_km, now.loin_km) != (before.proche_km, before.loin_km):
            found.append(
                f"Le site a changé ses distances{words.NBSP}: {words.kilometres(before.proche_km)} et "
                f"{words.kilometres(before.loin_km)} alors, {words.kilometres(now.proche_km)} et "
                f"{words.kilometres(now.loin_km)} aujourd’hui. Cette page garde celles d’alors des deux côtés."
            )
        if not self.comparison.meme_population:
            found.append(
                f"La population n’est pas de la même année{words.NBSP}: {before.population or words.UNKNOWN} alors, "
                f"{self.comparison.apres.population or words.UNKNOWN} aujourd’hui. Une partie des écarts en vient."
            )
        turned = [one for one in self._epci if one.avant and one.apres and one.avant.recense != one.apres.recense]
        if turned:
            names = words.sentence_list(f"{one.nom} ({self._looked(one)})" for one in turned)
            found.append(f"On n’a pas cherché aux mêmes endroits{words.NBSP}: {names}. Les totaux en dépendent.")
        only = [one for one in self._epci if not (one.avant and one.apres)]
        if only:
            names = words.sentence_list(f"{one.nom} ({'disparue' if one.avant else 'nouvelle'})" for one in only)
            found.append(f"Les intercommunalités ne sont pas toutes les mêmes{words.NBSP}: {names}.")
        return tuple(found)

    @property
    def dimensions(self) -> tuple[Line, ...]:
        """What the whole territory has gained or lost, dimension by dimension."""
        hub = next((one for one in self.comparison.territoires if one.niveau == "hub" and one.apres), None)
        return tuple(
            Line(
                Link(nom, None),
                tuple(self._change(hub, code, read) for read in (_structures, _near, _far)) if hub else (),
            )
            for code, nom in self.names.items()
        )

    @property
    def territories(self) -> tuple[Line, ...]:
        """What each intercommunality has gained or lost within the far distance, by name."""
        ordered = sorted(self._epci, key=lambda one: (words.sorting(one.nom), one.code))
        return tuple(
            Line(
                Link(one.nom, addresses.couverture("epci", one.code) if one.apres else None),
                tuple(self._change(one, code, _far) for code in self.names),
            )
            for one in ordered
        )

    @property
    def opened(self) -> tuple[Link, ...]:
        """The venues that are there and were not."""
        return tuple(map(self._link, _by_name(self.comparison.ouverts)))

    @property
    def gone(self) -> tuple[Gone, ...]:
        """The venues that were open and no longer are."""
        known = self.measures.context.catalogue.lieux
        became = {"ferme": "fermé", "suspendu": "suspendu", "ouvert": "hors du territoire, ou non recensé"}
        return tuple(
            Gone(
                self._link(lieu),
                became[known[lieu.id].statut] if lieu.id in known else "n’est plus dans l’annuaire",
            )
            for lieu in _by_name(self.comparison.fermes)
        )

    @property
    def checked(self) -> tuple[tuple[Link, str], ...]:
        """The venues that have been checked again, with the day before and the day since."""
        again = sorted(self.comparison.reverifies, key=lambda one: (words.sorting(one.apres.nom), one.apres.id))
        return tuple((self._link(one.apres), f"{_day(one.avant)}, puis {_day(one.apres)}") for one in again)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The dimensions of both editions, with their labels."""
        known = self.measures.world.nomenclature.dimensions
        codes = dict.fromkeys(code for one in self.comparison.territoires for code in one.pas)
        labels = {EVERY_DIMENSION: "Tous services"} | {code: entry.libelle for code, entry in known.items()}
        return {code: labels.get(code, code) for code in codes}

    @property
    def summary(self) -> str:
        """What has changed, in a sentence."""
        found = self.comparison
        return (
            f"{self.period}{words.NBSP}: {words.count(len(found.ouverts), 'lieu de plus', 'lieux de plus')}, "
            f"{words.count(len(found.fermes), 'lieu de moins', 'lieux de moins')}, "
            f"{words.count(len(found.reverifies), 'fiche vérifiée de nouveau', 'fiches vérifiées de nouveau')}."
        )

    @property
    def _epci(self) -> list[Moved]:
        return [one for one in self.comparison.territoires if one.niveau == "epci"]

    def _looked(self, one: Moved) -> str:
        before, after = (bool(side and side.recense) for side in (one.avant, one.apres))
        return _UNLOOKED.get((before, after), "")

    def _change(self, one: Moved, code: str, read: Callable[[EditionChiffres], Interval]) -> str:
        step = one.pas.get(code)
        if step is None or step.avant is None or step.apres is None:
            return self._looked(one) or "pas de comparaison"
        return _difference(read(step.avant), read(step.apres))

    def _link(self, lieu: EditionLieu) -> Link:
        known = lieu.id in self.measures.context.published_ids
        return Link(lieu.nom, addresses.lieu(lieu.id) if known else None)


def _structures(found: EditionChiffres) -> Interval:
    return found.structures


def _near(found: EditionChiffres) -> Interval:
    return found.proche


def _far(found: EditionChiffres) -> Interval:
    return found.loin


def _difference(before: Interval, after: Interval) -> str:
    """Return what is declared now beside what was, and what it may be at most where that has changed as well."""
    least, most = after[0] - before[0], after[1] - before[1]
    said = _SAME if not least else f"{_signed(least)} ({words.number(before[0])} → {words.number(after[0])})"
    other = f"{words.NBSP}; au plus{words.NBSP}: {_signed(most)}" if most not in (least, 0) else ""
    return f"{said}{other}"


def _signed(value: int) -> str:
    return f"+{words.number(value)}" if value > 0 else f"−{words.number(-value)}"


def _day(lieu: EditionLieu) -> str:
    return words.day(lieu.verifie_le) if lieu.verifie_le else "jamais"


def _by_name(lieux: Iterable[EditionLieu]) -> list[EditionLieu]:
    return sorted(lieux, key=lambda lieu: (words.sorting(lieu.nom), lieu.id))


def pages(measures: Measures, editions: Sequence[Edition]) -> Iterator[Draft]:
    """Yield the comparison with the latest edition, and one with each; without an edition, how to make one."""
    yield Draft(addresses.COUVERTURE_EVOLUTION, partial(_page, measures, editions, None))
    for one in editions if measures.hub.recense else ():
        yield Draft(addresses.couverture_evolution(one.jour.isoformat()), partial(_page, measures, editions, one))


def _page(measures: Measures, editions: Sequence[Edition], chosen: Edition | None) -> Page:
    context = measures.context
    shown = chosen or (editions[0] if editions and measures.hub.recense else None)
    url = addresses.couverture_evolution(chosen.jour.isoformat()) if chosen else addresses.COUVERTURE_EVOLUTION
    title = f"{_TITLE} depuis le {words.day(chosen.jour)}" if chosen else _TITLE
    body = template("couverture/evolution").render(
        context.frame(url, title),
        titre=title,
        chemin=(
            Link("Couverture", addresses.COUVERTURE),
            *((Link(_TITLE, addresses.COUVERTURE_EVOLUTION),) if chosen else ()),
        ),
        rien=None if measures.hub.recense else why_nothing(measures.world),
        evolution=Evolution(measures, shown) if shown else None,
        montree=shown,
        editions=tuple(
            (one, Link(words.day(one.jour), addresses.couverture_evolution(one.jour.isoformat()))) for one in editions
        ),
        slug=context.site.slug,
        aujourdhui_iso=context.today.isoformat(),
        methode=f"{addresses.COUVERTURE_METHODE}#evolution",
    )
    return Page(
        url=url,
        title=title,
        description="Ce qui a ouvert, fermé, été vérifié de nouveau, et les personnes gagnées ou perdues.",
        body=compact(body),
    )
