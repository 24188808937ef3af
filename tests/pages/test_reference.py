"""The reference says all that the contract says, leads somewhere, and cannot be made to act by what it quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from maillage import checks, contract, records
from maillage.catalogue import Catalogue, Selection
from maillage.model import ContactSite, Page, Site, TerritoireSite, Territory
from maillage.nomenclature import Entry, Nomenclature, Retired
from maillage.pages import reference, reference_schema
from maillage.pages.context import Context

SCHEMAS = {"reference/lieu/": contract.lieu_schema(), "reference/site/": contract.site_schema()}
TABLES = {"services": "reference/services/", "typologies": "reference/typologies/", "labels": "reference/labels/"}
# Pages of the site that other modules and hands write.
ELSEWHERE = re.compile(r"|reference/recherche/|besoins/[a-z0-9-]+/|contribuer/|assets/maillage/reference\.css")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7 * 7 }}"


class Reading(HTMLParser):
    """What a browser makes of a page: tags, anchors, headings, links, and the text with its spaces evened out."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.examples: list[str] = []
        self._words: list[str] = []
        self._open: str | None = None
        self.feed(body)
        self.close()
        self.text = even("".join(self._words))
        self.ids = [attributes["id"] for _, attributes in self.tags if "id" in attributes]
        self.links = [attributes["href"] for _, attributes in self.tags if "href" in attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if re.fullmatch(r"h\d", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "pre":
            self.examples.append("")
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6", "pre"):
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._open == "pre":
            self.examples[-1] += data
        elif self._open:
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)


def even(text: str) -> str:
    return " ".join(text.split())


def context(nomenclature: Nomenclature | None = None, name: str = "Le hub") -> Context:
    territory = Territory(communes={}, epci={}, departements={}, regions={}, anciens_codes={}, millesimes=())
    catalogue = Catalogue(
        lieux={},
        paths={},
        positions={},
        hosted={},
        nomenclature=nomenclature or contract.load_nomenclature(),
        territory=territory,
    )
    site = Site(
        slug="essai",
        titre="Essai",
        adresse_publique="https://annuaire.exemple.fr/",
        territoire=TerritoireSite(departements=("35",)),
        contact=ContactSite(nom=name, courriel="annuaire@exemple.fr"),
    )
    selection = Selection(communes={}, epci=(), departements=(), lieux=(), autour=())
    return Context(catalogue=catalogue, site=site, today=date(2026, 11, 21), selection=selection)


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return {draft.url: draft.make() for draft in reference.pages(context())}


@pytest.fixture(scope="module")
def read(pages: dict[str, Page]) -> dict[str, Reading]:
    return {url: Reading(page.body) for url, page in pages.items()}


def properties(node: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any, bool]]:
    """Every property of a schema with its path and whether it is required, found without the module under test."""
    for name, inner in node.get("properties", {}).items():
        yield (*above, name), inner, name in node.get("required", ())
        yield from properties(inner, (*above, name))
        yield from properties(inner.get("items", {}), (*above, name))


def chunk(page: Page, anchor: str) -> Reading:
    """What one page says of one key: from its heading to the next."""
    start = page.body.index(f'id="{anchor}"')
    end = page.body.find('<div class="mg-cle', start)
    return Reading(f"<p {page.body[start : end if end > 0 else None]}")


@pytest.mark.parametrize("url", SCHEMAS)
def test_every_property_appears_with_its_title_its_description_and_its_examples(
    url: str, pages: dict[str, Page]
) -> None:
    found = list(properties(SCHEMAS[url]))
    assert len(found) > 30
    for path, node, required in found:
        said = chunk(pages[url], "-".join(path))
        assert ".".join(path) in said.text
        assert even(node["title"]) in said.text, path
        assert even(node["description"]) in said.text, path
        assert len(said.examples) == len(node["examples"]), path
        assert ("Obligatoire" in said.text.split(even(node["description"]))[0]) == required, path


@pytest.mark.parametrize("url", SCHEMAS)
def test_the_examples_are_yaml_that_says_what_the_schema_says(url: str, read: dict[str, Reading]) -> None:
    wanted = [{path[-1]: example} for path, node, _ in properties(SCHEMAS[url]) for example in node["examples"]]
    assert [data(example) for example in read[url].examples] == wanted


def data(text: str) -> dict[str, Any]:
    found = records.read(text.encode(), "exemple.yml")
    assert isinstance(found, records.Record), found
    return found.data


def test_what_is_needed_in_some_cases_only_says_in_which(pages: dict[str, Page]) -> None:
    said = chunk(pages["reference/lieu/"], "itinerance").text
    assert "Selon le cas" in said
    assert "Un lieu est quelque part, ou passe quelque part." in said
    assert "Au moins une de ces clés : adresse, itinerance." in said
    assert "Selon le cas" in chunk(pages["reference/site/"], "territoire-epci").text


def test_how_a_value_is_written_is_said_in_french(pages: dict[str, Page]) -> None:
    page = pages["reference/lieu/"]
    assert "Liste de codes, 200 au plus, sans répétition" in chunk(page, "services-postures").text
    assert "« oui » ou « non »" in chunk(page, "anonymat").text
    assert "Le mot « oui »" in chunk(page, "contact_inconnu").text
    assert "Un code parmi 3" in chunk(page, "statut").text
    assert "Nombre, de -90 à 90" in chunk(page, "position-latitude").text
    assert "Texte, 280 caractères au plus" in chunk(page, "presentation_resume").text
    assert "Écrivez le code INSEE" in chunk(pages["reference/site/"], "territoire-communes").text


def test_a_key_leads_to_the_table_of_its_codes(pages: dict[str, Page]) -> None:
    page = pages["reference/lieu/"]
    assert "../../reference/codes/#postures-avec" in chunk(page, "services-postures").links
    assert "../../reference/codes/#publics" in chunk(page, "reserve_a").links
    assert "../../reference/typologies/" in chunk(page, "hote-typologies").links
    assert "../../reference/services/" in chunk(page, "services_exclus-service").links


@pytest.mark.parametrize(
    "table",
    [spec.name for spec in fields(Nomenclature) if spec.name not in ("services_retires", "synonymes_partages")],
)
def test_every_code_of_every_table_appears_with_all_that_is_said_of_it(table: str, pages: dict[str, Page]) -> None:
    entries = contract.load_nomenclature().table(table)
    page = pages[TABLES.get(table, "reference/codes/")]
    assert entries
    for entry in entries.values():
        anchor = entry.code if table in TABLES else f"{table}-{entry.code}"
        start = page.body.index(f'<div id="{anchor}">')
        said = Reading(page.body[start : page.body.index("</div>", start)]).text
        for word in (entry.code, entry.libelle, entry.definition, *entry.synonymes, *entry.national):
            assert even(word) in said, (table, entry.code)


def test_a_service_gives_its_subjects_and_leads_to_its_need(read: dict[str, Reading]) -> None:
    services = contract.load_nomenclature().services
    page = read["reference/services/"]
    assert {f"../../besoins/{code}/" for code in services} <= set(page.links)
    assert "Sujets de la liste APTIC : 86" in page.text
    assert "Sujets de la liste APTIC : aucun" in page.text


def test_a_retired_code_leads_to_what_replaces_it() -> None:
    retired = Retired(code="vieux-code", libelle="Vieux", remplace_par=("imprimer",))
    changed = replace(contract.load_nomenclature(), services_retires={"vieux-code": retired})
    page = next(draft for draft in reference.pages(context(changed)) if draft.url == "reference/services/").make()
    said = Reading(page.body[page.body.index('id="codes-retires"') :])
    assert "vieux-code" in said.text
    assert "../../besoins/imprimer/" in said.links


def test_a_kind_of_venue_without_family_is_not_lost() -> None:
    nomenclature = contract.load_nomenclature()
    kinds = {code: replace(entry, famille="") for code, entry in nomenclature.typologies.items() if code == "EPN"}
    changed = replace(nomenclature, typologies={**nomenclature.typologies, **kinds})
    page = next(draft for draft in reference.pages(context(changed)) if draft.url == "reference/typologies/").make()
    assert '<div id="EPN">' in page.body


def test_a_table_says_where_its_codes_are_written(read: dict[str, Reading]) -> None:
    page = read["reference/codes/"]
    assert "../../reference/lieu/#services-acces" in page.links
    assert "../../reference/lieu/#reserve_a" in page.links
    titles = [title for level, title in page.headings if level == 2]
    assert len(titles) == len(set(titles)) > 20
    assert not any(re.fullmatch(r"[a-z_]+", title) for title in titles), "a table has no French title"


def test_every_rule_appears_with_its_level(read: dict[str, Reading]) -> None:
    page = read["reference/regles/"]
    for code, level, description in (*checks.rules_table(), *checks.schema_table()):
        assert even(f"{code}{level} {description}") in page.text
        assert code in page.ids


def test_the_smallest_file_is_accepted_and_nothing_can_be_taken_from_it(read: dict[str, Reading]) -> None:
    gate = checks.gate(contract.lieu_schema())
    shown = data(read["reference/"].examples[0])
    assert gate.validator.is_valid(shown)
    for key in shown:
        assert not gate.validator.is_valid({other: value for other, value in shown.items() if other != key}), key
    for key in shown["adresse"]:
        without = {other: value for other, value in shown["adresse"].items() if other != key}
        assert not gate.validator.is_valid({**shown, "adresse": without}), key


def test_the_smallest_site_file_is_accepted() -> None:
    assert checks.gate(contract.site_schema()).validator.is_valid(reference_schema.smallest(contract.site_schema()))


def test_the_first_page_lists_what_is_required(read: dict[str, Reading]) -> None:
    page = read["reference/"]
    for key in contract.lieu_schema()["required"]:
        assert f"../reference/lieu/#{key}" in page.links
    assert "$schema=https://annuaire.exemple.fr/reference/lieu.schema.json" in page.text


def test_the_schemas_are_published_whole() -> None:
    published = {asset.url: asset.content for asset in reference.assets()}
    for url, document in (
        ("reference/lieu.schema.json", contract.lieu_schema()),
        ("reference/site.schema.json", contract.site_schema()),
    ):
        assert json.loads(published[url]) == document
        assert b'"$ref"' not in published[url]
    assert published["assets/maillage/reference.css"].startswith(b"/*")


def test_links_and_anchors_resolve(pages: dict[str, Page], read: dict[str, Reading]) -> None:
    files = {asset.url for asset in reference.assets()}
    for url, page in read.items():
        for link in page.links:
            if link.startswith("mailto:"):
                continue
            target, _, anchor = link.partition("#")
            up = "../" * url.count("/")
            assert target.startswith(up) or not target, (url, link)
            place = target.removeprefix(up) if target else url
            if place in pages:
                assert not anchor or anchor in read[place].ids, (url, link)
            else:
                assert place in files or ELSEWHERE.fullmatch(place), (url, link)


def test_a_page_can_be_gone_through_by_its_headings_and_its_anchors(read: dict[str, Reading]) -> None:
    for url, page in read.items():
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1, url
        assert levels[0] == 1, url
        assert all(after <= before + 1 for before, after in pairwise(levels)), url
        assert len(page.ids) == len(set(page.ids)), url
        labelled = {attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes}
        assert labelled <= set(page.ids), url
        assert not [tag for tag, _ in page.tags if tag == "table"], "a table would not fit in 320 px"


def test_pages_stay_light_and_the_same(pages: dict[str, Page]) -> None:
    assert max(len(page.body.encode()) for page in pages.values()) < 400_000
    assert {draft.url: draft.make() for draft in reference.pages(context())} == pages


def hostile(node: Any) -> Any:
    """The same schema with hostile text wherever a text is shown."""
    if isinstance(node, list):
        return [hostile(item) for item in node]
    if not isinstance(node, dict):
        return node
    shown = ("title", "description", "$comment", "patternErrorMessage")
    return {key: HOSTILE if key in shown and isinstance(value, str) else hostile(value) for key, value in node.items()}


def test_hostile_text_cannot_act(monkeypatch: pytest.MonkeyPatch) -> None:
    lieu, site = hostile(contract.lieu_schema()), hostile(contract.site_schema())
    lieu["properties"]["nom"]["examples"] = [HOSTILE]
    monkeypatch.setattr(contract, "lieu_schema", lambda: lieu)
    monkeypatch.setattr(contract, "site_schema", lambda: site)
    monkeypatch.setattr(checks, "rules_table", lambda: ((HOSTILE, "erreur", HOSTILE),))
    known = contract.load_nomenclature()
    tables: dict[str, Any] = {
        spec.name: {
            code: replace(entry, libelle=HOSTILE, definition=HOSTILE, synonymes=(HOSTILE,), national=(HOSTILE,))
            for code, entry in getattr(known, spec.name).items()
            if isinstance(entry, Entry)
        }
        for spec in fields(Nomenclature)
    }
    for page in (draft.make() for draft in reference.pages(context(Nomenclature(**tables), HOSTILE))):
        found = Reading(page.body)
        assert HOSTILE in found.text, page.url
        for tag, attributes in found.tags:
            assert tag not in ("script", "img", "iframe", "object", "style"), page.url
            assert not [name for name in attributes if name.startswith("on")], page.url
            assert not attributes.get("href", "").startswith(("javascript:", "data:")), page.url
