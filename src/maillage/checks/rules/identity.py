"""Rules on what names a record and where it is filed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from maillage.checks.subject import Finding, Venue, rule
from maillage.model import Lieu, Territory


@rule("identifiant-fichier", "erreur")
def id_is_the_file_name(venue: Venue) -> Iterator[Finding]:
    """L’identifiant est le nom du fichier : c’est lui qui fait l’adresse de la page, pour toujours."""
    written = venue.data.get("id")
    name = PurePosixPath(venue.path).stem
    if isinstance(written, str) and written != name:
        yield Finding(
            ("id",),
            f"l’identifiant est « {written} » et le fichier s’appelle « {name}.yml »",
            f"nouvelle fiche : écrivez « id: {name} » ; fiche déjà publiée : renommez le fichier en « {written}.yml »",
        )


@rule("dossier-departement", "erreur")
def folder_is_the_departement(venue: Venue) -> Iterator[Finding]:
    """Le fichier est rangé dans le dossier de son département (2A et 2B pour la Corse, trois chiffres outre-mer)."""
    where, code_insee = _main_address(venue.lieu)
    folder = PurePosixPath(venue.path).parent.name
    expected = departement(code_insee, venue.territory) if code_insee else None
    if expected and folder != expected:
        yield Finding(
            where,
            f"la commune {code_insee} est dans le département {expected}, le fichier dans le dossier « {folder} »",
            f"déplacez le fichier dans le dossier « {expected} », ou corrigez le code INSEE",
        )


def _main_address(lieu: Lieu) -> tuple[tuple[str | int, ...], str | None]:
    """Return where the code of the commune that files a venue is written, and this code."""
    if lieu.adresse:
        return ("adresse", "code_insee"), lieu.adresse.code_insee
    if lieu.itinerance and lieu.itinerance.etapes:
        return ("itinerance", "etapes", 0, "adresse", "code_insee"), lieu.itinerance.etapes[0].adresse.code_insee
    return (), None


def departement(code_insee: str, territory: Territory) -> str | None:
    """Return the département of a commune of today or of yesterday, None when nobody knows the code."""
    commune = territory.communes.get(territory.anciens_codes.get(code_insee, code_insee))
    return commune.departement if commune else None
