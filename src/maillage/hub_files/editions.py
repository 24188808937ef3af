"""A past edition of the figures of a site: written by a command, kept by the hub with its files, never by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from maillage.model import Edition, EditionChiffres, EditionLieu, EditionTerritoire, Interval, Problem

VERSION: Final = 1


def edition_text(edition: Edition) -> str:
    """Return an edition as its file holds it: a venue a line, a territory a line, so that git shows what changes."""
    return "".join(_pieces(edition))


def read_edition(content: bytes, path: str) -> Edition | Problem:
    """Return the edition of a file, or why it cannot be read. The file is named after its day."""
    try:
        document = json.loads(content)
        if not isinstance(document, dict):
            raise TypeError("an edition is an object")
        if document.get("version") != VERSION:
            return _problem(
                path,
                "edition-version",
                f"cette édition est d’une version que ce programme ne lit pas ({document.get('version')})",
            )
        edition = _edition(document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _problem(path, "edition-illisible", "ce fichier n’est pas une édition écrite par « maillage coverage »")
    name = PurePosixPath(path).stem
    if name != edition.jour.isoformat():
        return _problem(
            path,
            "edition-nom",
            f"ce fichier est l’édition du {edition.jour.isoformat()}, et s’appelle « {name} »",
            f"nommez-le {edition.jour.isoformat()}.json",
        )
    return edition


def _pieces(edition: Edition) -> Iterator[str]:
    head = {
        "version": VERSION,
        "jour": edition.jour.isoformat(),
        "proche_km": edition.proche_km,
        "loin_km": edition.loin_km,
        "population": edition.population,
    }
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "lieux": [\n'
    yield ",\n".join(_line(_lieu(lieu)) for lieu in edition.lieux)
    yield '\n ],\n "territoires": [\n'
    yield ",\n".join(_line(_territory(one)) for one in edition.territoires)
    yield "\n ]\n}\n"


def _line(document: dict[str, Any]) -> str:
    return "  " + json.dumps(document, ensure_ascii=False)


def _lieu(lieu: EditionLieu) -> dict[str, Any]:
    document: dict[str, Any] = {"id": lieu.id, "nom": lieu.nom}
    if lieu.verifie_le:
        document["verifie_le"] = lieu.verifie_le.isoformat()
    return document | {"epci": list(lieu.epci)}


def _territory(one: EditionTerritoire) -> dict[str, Any]:
    return {
        "niveau": one.niveau,
        "code": one.code,
        "nom": one.nom,
        "recense": one.recense,
        "population": one.population,
        "chiffres": {
            name: {"structures": found.structures, "proche": found.proche, "loin": found.loin}
            for name, found in one.chiffres.items()
        },
    }


def _edition(document: dict[str, Any]) -> Edition:
    return Edition(
        jour=date.fromisoformat(document["jour"]),
        proche_km=float(document["proche_km"]),
        loin_km=float(document["loin_km"]),
        population=_text(document["population"]),
        lieux=tuple(
            EditionLieu(
                id=_text(one["id"]),
                nom=_text(one["nom"]),
                verifie_le=date.fromisoformat(one["verifie_le"]) if "verifie_le" in one else None,
                epci=tuple(map(_text, one["epci"])),
            )
            for one in document["lieux"]
        ),
        territoires=tuple(
            EditionTerritoire(
                niveau=_level(one["niveau"]),
                code=_text(one["code"]),
                nom=_text(one["nom"]),
                recense=one["recense"] is True,
                population=int(one["population"]),
                chiffres={
                    _text(name): EditionChiffres(
                        structures=_interval(found["structures"]),
                        proche=_interval(found["proche"]),
                        loin=_interval(found["loin"]),
                    )
                    for name, found in one["chiffres"].items()
                },
            )
            for one in document["territoires"]
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _level(value: Any) -> Any:
    if value not in ("hub", "departement", "epci"):
        raise ValueError(value)
    return value


def _interval(value: Any) -> Interval:
    least, most = value
    return int(least), int(most)


def _problem(path: str, code: str, message: str, hint: str = "") -> Problem:
    again = "refaites-la : maillage coverage SITE --at RÉVISION --format edition"
    return Problem(path, 1, 1, "erreur", code, "", message, hint or again)
