"""What the schema accepts becomes the nouns of the model, with numbers and days where the model has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage import contract, parse
from maillage.model import (
    Accessibilite,
    Adresse,
    ContactProfessionnels,
    ContactSite,
    Depot,
    Equipement,
    Etape,
    Fermeture,
    FermetureDatee,
    FondDeCarte,
    Hote,
    Itinerance,
    Label,
    Langue,
    Lieu,
    Operateur,
    Position,
    Service,
    ServicesExclus,
    Seuils,
    Site,
    StructureParente,
    Tarif,
    TerritoireSite,
)
from maillage.records import Record, read_file

REQUIRED = {"id": "salle", "nom": "Salle", "typologies": ["EPN"], "source": "hub", "verifie_le": "jamais"}
SITE = {
    "slug": "essai",
    "titre": "Essai",
    "adresse_publique": "https://essai.example/",
    "territoire": {"departements": ["35"]},
    "contact": {"nom": "Hub", "courriel": "hub@essai.example"},
}
ADRESSE = {"code_postal": "01004", "commune": "Ambérieu-en-Bugey", "code_insee": "01004"}
COMMUNE = Adresse(code_postal="01004", commune="Ambérieu-en-Bugey", code_insee="01004")


def lieu(**changes: Any) -> Lieu:
    return parse.lieu({**REQUIRED, **changes})


def test_what_is_absent_is_unknown() -> None:
    assert lieu() == Lieu(id="salle", nom="Salle", typologies=("EPN",), source="hub", verifie_le="jamais")
    assert lieu().statut == "ouvert"
    assert lieu().anonymat is None


def test_a_verification_is_a_day_or_the_word_jamais() -> None:
    assert lieu(verifie_le="2026-03-01").verifie_le == date(2026, 3, 1)
    assert lieu(verifie_le="jamais").verifie_le == "jamais"


@pytest.mark.parametrize("text", ["null", "None", "true", "1e3", "2026-01-01", "01004", "oui"])
def test_text_stays_text_where_the_model_has_text(text: str) -> None:
    read = lieu(nom=text, horaires=text, courriels=[text], services=[{"service": [text], "precisions": text}])
    assert (read.nom, read.horaires, read.courriels) == (text, text, (text,))
    assert read.services[0] == Service(service=(text,), precisions=text)


OBJECTS: list[tuple[str, Any, Any]] = [
    ("adresse", ADRESSE, COMMUNE),
    ("position", {"latitude": "48.1892", "longitude": "-2"}, Position(latitude=48.1892, longitude=-2.0)),
    ("tarifs", [{"objet": "séance", "prix": "5 €"}], (Tarif(objet="séance", prix="5 €"),)),
    (
        "fermetures",
        [{"du": "2026-08-01", "au": "2026-08-31"}],
        (FermetureDatee(du=date(2026, 8, 1), au=date(2026, 8, 31)),),
    ),
    (
        "fermeture",
        {"date": "2025-12-31", "remplace_par": ["a", "b"]},
        Fermeture(date=date(2025, 12, 31), remplace_par=("a", "b")),
    ),
    ("hote", {"nom": "Mairie", "typologies": ["MUNI"]}, Hote(nom="Mairie", typologies=("MUNI",))),
    ("structure_parente", {"nom": "Commune", "pivot": "213502976"}, StructureParente(nom="Commune", pivot="213502976")),
    (
        "contact_professionnels",
        {"fonction": "accueil", "telephone": "3646"},
        ContactProfessionnels(fonction="accueil", telephone="3646"),
    ),
    ("langues", [{"langue": "ru", "modalite": "interprete"}], (Langue(langue="ru", modalite="interprete"),)),
    ("accessibilite", {"poste_fauteuil": "non"}, Accessibilite(poste_fauteuil="non")),
    (
        "equipements",
        [{"equipement": "ordinateur", "nombre": "6", "libre_acces": "oui"}],
        (Equipement(equipement="ordinateur", nombre=6, libre_acces="oui"),),
    ),
    (
        "labels",
        [{"label": "aptic", "debut": "2024-01-01", "numero": "007"}],
        (Label(label="aptic", debut=date(2024, 1, 1), numero="007"),),
    ),
    (
        "itinerance",
        {"etapes": [{"id": "a", "nom": "A", "adresse": ADRESSE, "position": {"latitude": "45", "longitude": "5"}}]},
        Itinerance(etapes=(Etape(id="a", nom="A", adresse=COMMUNE, position=Position(latitude=45.0, longitude=5.0)),)),
    ),
    ("services_exclus", [{"service": ["imprimer"]}], (ServicesExclus(service=("imprimer",)),)),
    (
        "services",
        [
            {
                "service": ["cv-lettre"],
                "operateur": {"nom": "Mission locale", "courriels": ["a@b.fr"]},
                "valide_au": "2026-12-31",
                "tarifs": [{"objet": "x", "prix": "y"}],
            }
        ],
        (
            Service(
                service=("cv-lettre",),
                operateur=Operateur(nom="Mission locale", courriels=("a@b.fr",)),
                valide_au=date(2026, 12, 31),
                tarifs=(Tarif(objet="x", prix="y"),),
            ),
        ),
    ),
]


@pytest.mark.parametrize(("key", "written", "expected"), OBJECTS, ids=[key for key, _, _ in OBJECTS])
def test_each_object_of_a_venue_is_parsed(key: str, written: Any, expected: Any) -> None:
    assert getattr(lieu(**{key: written}), key) == expected


SITE_OBJECTS: list[tuple[str, Any, Any]] = [
    (
        "territoire",
        {"regions": ["53"], "recenses": ["200038990"]},
        TerritoireSite(regions=("53",), recenses=("200038990",)),
    ),
    (
        "contact",
        {"nom": "Hub", "courriel": "a@b.fr", "telephone": "3646"},
        ContactSite(nom="Hub", courriel="a@b.fr", telephone="3646"),
    ),
    ("depot", {"modifier": "https://f.example/{chemin}"}, Depot(modifier="https://f.example/{chemin}")),
    ("seuils", {"proche_km": "1.5", "a_verifier_mois": "9"}, Seuils(proche_km=1.5, a_verifier_mois=9)),
    (
        "fond_de_carte",
        {"url": "https://t.example/{z}/{x}/{y}", "attribution": "moi", "zoom_max": "18"},
        FondDeCarte(url="https://t.example/{z}/{x}/{y}", attribution="moi", zoom_max=18),
    ),
    ("demonstration", "oui", "oui"),
]


@pytest.mark.parametrize(("key", "written", "expected"), SITE_OBJECTS, ids=[key for key, _, _ in SITE_OBJECTS])
def test_each_object_of_a_site_is_parsed(key: str, written: Any, expected: Any) -> None:
    assert getattr(parse.site({**SITE, key: written}), key) == expected


def test_a_site_without_settings_has_those_of_the_model() -> None:
    assert parse.site(SITE) == Site(
        slug="essai",
        titre="Essai",
        adresse_publique="https://essai.example/",
        territoire=TerritoireSite(departements=("35",)),
        contact=ContactSite(nom="Hub", courriel="hub@essai.example"),
    )


def test_what_the_schema_refuses_is_refused_here_too_with_its_path() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"\$\.equipements\[0\]\.nombre"):
        lieu(equipements=[{"equipement": "ordinateur", "nombre": "six"}])


def test_a_venue_file_goes_from_text_to_the_model() -> None:
    path = Path(__file__).parent / "exemples" / "lieux" / "positif" / "bus-numerique.yml"
    record = read_file(path, path.name)
    assert isinstance(record, Record)
    read = parse.lieu(record.data)
    assert read.itinerance is not None
    assert [etape.adresse.commune for etape in read.itinerance.etapes] == ["Gaël", "Médréac"]
    assert read.itinerance.etapes[0].position == Position(latitude=48.1318, longitude=-2.2246)


# --- Whatever passes the schema is parsed --------------------------------------------------------------------------


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a node of the schema accepts, and some that its conditions may still refuse."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "array":
        unique = repr if schema.get("uniqueItems") else None
        return st.lists(values(schema["items"]), min_size=1, max_size=2, unique_by=unique)
    if schema["type"] == "object":
        return maps(schema)
    text = st.from_regex(schema["pattern"], fullmatch=True)
    return text.filter(lambda value: schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 999))


def maps(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    inner = {key: values(below) for key, below in schema["properties"].items()}
    required = schema.get("required", [])
    optional = [key for key in inner if key not in required]

    @st.composite
    def chosen(draw: st.DrawFn) -> dict[str, Any]:
        keys = draw(st.lists(st.sampled_from(optional), max_size=4, unique=True)) if optional else []
        return {key: draw(inner[key]) for key in (*required, *keys)}

    return chosen()


def accepted_by(document: dict[str, Any], around: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    validator = jsonschema_rs.Draft202012Validator(document)
    return maps(document).map(lambda data: {**around, **data}).filter(validator.is_valid)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=40, deadline=None)
@given(accepted_by(dict(contract.lieu_schema()), {"adresse": ADRESSE, "telephone": "3646"}))
def test_whatever_passes_the_schema_of_venues_is_parsed(data: dict[str, Any]) -> None:
    assert parse.lieu(data).id == data["id"]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=40, deadline=None)
@given(accepted_by(dict(contract.site_schema()), {}))
def test_whatever_passes_the_schema_of_sites_is_parsed(data: dict[str, Any]) -> None:
    assert parse.site(data).slug == data["slug"]


@given(st.from_regex(contract.lieu_schema()["properties"]["date_maj"]["pattern"], fullmatch=True))
def test_every_day_that_the_schema_accepts_exists(text: str) -> None:
    assert date.fromisoformat(text).isoformat() == text


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_that_exists_is_accepted(day: date) -> None:
    validator = jsonschema_rs.Draft202012Validator(contract.lieu_schema()["properties"]["date_maj"])
    assert validator.is_valid(day.isoformat())


def test_a_venue_survives_the_way_from_one_process_to_another() -> None:
    for path in sorted((Path(__file__).parent / "exemples" / "lieux" / "positif").glob("*.yml")):
        record = read_file(path, path.name)
        assert isinstance(record, Record)
        lieu = parse.lieu(record.data)
        assert parse.unpack(parse.pack(lieu)) == lieu
