"""The figures of one area as sentences for a terminal: those of its report, rounded as its report rounds them."""

from __future__ import annotations

from collections.abc import Iterator

from maillage import contract, coverage
from maillage.coverage import Figure, Question, Report
from maillage.pages import words
from maillage.pages.couverture.subject import subject_of
from maillage.pages.couverture.unlooked import why_nothing
from maillage.pages.couverture.wording import away, bounds, half_days, hours, percent, whole, within

_FARTHEST = 5


def text(told: Report, epci: str | None) -> Iterator[str]:
    """Yield the lines of the hub, or of one of its EPCI."""
    for line in _lines(told, epci):
        yield f"{line}\n"


def _lines(told: Report, epci: str | None) -> Iterator[str]:
    niveau, code = ("epci", epci) if epci else ("hub", told.world.site.slug)
    rank = told.mesh.areas.rank["epci" if epci else "hub", code or ""]
    area = told.areas[rank]
    yield f"{area.nom}, le {words.day(told.world.today)}"
    if not area.recense:
        yield why_nothing(told.world)
        return
    yield (
        f"{words.count(area.communes_recensees, 'commune recensée', 'communes recensées')} sur "
        f"{words.number(area.communes)}, {words.count(area.population_recensee, 'personne')} sur "
        f"{words.number(area.population)}."
    )
    if niveau == "hub":
        known = [one for one in told.areas if one.niveau == "epci"]
        lost = [one.nom for one in known if not one.recense]
        yield f"Intercommunalités recensées : {len(known) - len(lost)} sur {len(known)}."
        if lost:
            yield f"Non recensées, laissées hors des totaux : {words.sentence_list(lost)}."
    yield from _quality(told, rank)
    near, far = told.world.site.seuils.proche_km, told.world.site.seuils.loin_km
    yield ""
    yield (
        f"Distances à vol d’oiseau depuis la mairie, {words.kilometres(near)} (proche) et {words.kilometres(far)} "
        "(loin) : des réglages du site, pas des normes. Entre parenthèses, si tout ce qui n’est pas renseigné existait."
    )
    for question in coverage.widest(told.world.nomenclature):
        yield ""
        yield from _of_question(told, rank, question)
    yield ""
    yield from _where(told, rank)


def _of_question(told: Report, rank: int, question: Question) -> Iterator[str]:
    area, seuils = told.areas[rank], told.world.site.seuils

    def get(name: str, seuil_km: float | None = None) -> Figure:
        return told.figure(area.niveau, area.code, name, question, seuil_km=seuil_km)

    yield words.capitalised(coverage.in_words(question, told.world.nomenclature, contract.proper_names()))
    communes = get("communes_pourvues")
    yield (
        f"  structures : {_between(get('structures'))} ; communes pourvues : {_between(communes)} sur "
        f"{whole(communes.denominateur)} ; permanences : {_between(get('permanences'))} ; "
        f"arrêts : {_between(get('arrets'))}"
    )
    for seuil in dict.fromkeys((seuils.proche_km, seuils.loin_km)):
        near = get("personnes_a_portee", seuil)
        share = f"{percent(near.valeur or 0, near.denominateur or 0)} de {whole(near.denominateur)}"
        yield f"  personnes à {words.kilometres(seuil)} ou moins : {_between(near)}, {share}"
    beyond = get("personnes_au_dela", seuils.loin_km)
    yield f"  personnes au-delà de {words.kilometres(seuils.loin_km)} : {_between(beyond)}"
    median, tenth = get("distance_mediane"), get("distance_p90")
    if median.valeur is not None:
        more = "" if tenth.valeur is None else f" ; neuf sur dix : {within(tenth.valeur)}"
        yield f"  la moitié des personnes : {within(median.valeur)} du plus proche{more}"
    weekly, unknown = get("heures_semaine"), get("horaires_inconnus")
    known = hours(weekly, unknown, get("structures"))
    yield (
        f"  heures d’ouverture par semaine : {known}{' au moins' if weekly.valeur else ''} "
        f"(horaires inconnus : {whole(unknown.valeur)} sur {whole(unknown.denominateur)})"
    )
    halves = {
        name: told.figure(area.niveau, area.code, "demi_journee", question, detail=name) for name in coverage.HALF_DAYS
    }
    empty = [name for name, found in halves.items() if not found.valeur]
    if 0 < len(empty) < len(halves):
        yield f"  d’après les horaires connus, rien n’est ouvert {half_days(empty)}"


def _quality(told: Report, rank: int) -> Iterator[str]:
    area = told.areas[rank]

    def get(name: str, detail: str = "") -> Figure:
        return told.figure(area.niveau, area.code, name, detail=detail)

    old = sum(get("verification", code).valeur or 0 for code in ("a-verifier", "a-actualiser", "jamais"))
    every = get("lieux_ouverts").valeur or 0
    months = told.world.site.seuils.a_verifier_mois
    said = " ; ".join(
        f"sans {what} : {whole(get('non_renseigne', fact).valeur)}"
        for fact, what in (("services", "aucun service"), ("horaires", "horaires"), ("acces", "mode d’accès"))
    )
    yield (
        f"Qualité des données : fiches ouvertes vérifiées il y a {months} mois ou plus, ou jamais : "
        f"{words.number(int(old))} sur {words.number(int(every))} ; {said}."
    )


def _where(told: Report, rank: int) -> Iterator[str]:
    area, far = told.areas[rank], told.world.site.seuils.loin_km
    subject = subject_of(told)
    question = subject.question
    yield f"Communes les plus éloignées ({subject.nom})"
    for town in coverage.farthest(told.mesh, question, area.niveau, area.code, _FARTHEST):
        distance = "aucun lieu dans l’annuaire" if town.km is None else away(town.km, far)
        yield f"  {town.nom} ({words.count(town.population, 'personne')}) : {distance}"
    chosen = coverage.best_communes(told.mesh, area.niveau, area.code, question, far)
    if chosen:
        yield ""
        yield f"Où une permanence de plus rapprocherait le plus de personnes ({subject.nom}, à {words.kilometres(far)})"
    for one in chosen:
        hosts = f" ; pourraient l’accueillir : {', '.join(one.hotes)}" if one.hotes else ""
        yield (
            f"  {one.rang}. {one.nom} : {words.count(one.gain, 'personne')} de plus, "
            f"{words.number(one.au_dela)} encore au-delà{hosts}"
        )


def _between(figure: Figure) -> str:
    """Return a figure, and what it would be if every unknown were a yes where that differs."""
    least, most = bounds(figure)
    told = whole(figure.valeur)
    other = most if most != figure.valeur else least
    return told if other is None or other == figure.valeur else f"{told} ({whole(other)})"
