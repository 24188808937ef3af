"""A site file looked at: its schema, then the codes of its territory and the order of its thresholds."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.checks import schema
from maillage.checks.codes import Codes
from maillage.checks.subject import Context
from maillage.model import Problem, Site
from maillage.records import Record, Where, spelled


def refused(record: Record, gate: schema.Gate, context: Context) -> tuple[Problem, ...]:
    """Return what the schema of site files refuses in a record, sorted, with its unknown codes where it refuses any."""
    if not record.refused and schema.passes(gate, record):
        return ()
    told = set(schema.problems(gate, record, Codes(context.nomenclature)))
    places = {problem.where for problem in told}
    unknown = (_problem(record, *said) for said in _unknown_codes(record, context))
    return tuple(sorted((*told, *(problem for problem in unknown if problem.where not in places))))


def doubtful(record: Record, site: Site, context: Context) -> tuple[Problem, ...]:
    """Return what is wrong with a site that its schema accepts, sorted."""
    return tuple(
        sorted(
            _problem(record, where, code, message, hint)
            for where, code, message, hint in (*_unknown_codes(record, context), *_nothing(record), *_thresholds(site))
        )
    )


_Said = tuple[Where, str, str, str]


def _unknown_codes(record: Record, context: Context) -> Iterator[_Said]:
    france = context.territory
    known = {
        "regions": (france.regions, "région"),
        "departements": (france.departements, "département"),
        "epci": (france.epci, "intercommunalité (numéro SIREN)"),
        "communes": (france.communes, "commune (code INSEE)"),
        "recenses": (france.epci, "intercommunalité (numéro SIREN)"),
    }
    written = record.data.get("territoire")
    for key, (codes, what) in known.items():
        listed = written.get(key) if isinstance(written, dict) else None
        for place, code in enumerate(listed if isinstance(listed, list) else ()):
            if not isinstance(code, str) or code in codes or ("territoire", key, place) in record.refused:
                continue
            today = france.anciens_codes.get(code) if key == "communes" else None
            hint = (
                f"cette commune a fusionné : écrivez « {today} » ({france.communes[today].nom})"
                if today
                else f"vérifiez le code dans {france.millesimes[0].nom} ({france.millesimes[0].annee})"
            )
            yield (("territoire", key, place), "territoire-inconnu", f"« {code} » n’est le code d’aucune {what}", hint)


def _nothing(record: Record) -> Iterator[_Said]:
    written = record.data["territoire"]
    if not any(written.get(key) for key in ("regions", "departements", "epci", "communes")):
        yield (
            ("territoire",),
            "territoire-vide",
            "le territoire ne contient aucun code",
            "donnez au moins une région, un département, une intercommunalité ou une commune",
        )


def _thresholds(site: Site) -> Iterator[_Said]:
    seuils = site.seuils
    for names in (
        ("proche_km", "loin_km", "autour_km"),
        ("a_surveiller_mois", "a_verifier_mois", "a_actualiser_mois"),
    ):
        values = [getattr(seuils, name) for name in names]
        if sorted(values) != values:
            listed = ", ".join(f"{name} = {value:g}" for name, value in zip(names, values, strict=True))
            yield (
                ("seuils",),
                "seuils-desordre",
                f"les seuils vont en décroissant : {listed}",
                "du plus petit au plus grand",
            )


def _problem(record: Record, where: Where, code: str, message: str, hint: str) -> Problem:
    mark = record.mark(where)
    return Problem(record.path, mark.line, mark.column, "erreur", code, spelled(where), message, hint)
