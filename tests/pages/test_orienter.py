"""The frame of the referral sheet: where its data is, what it tells nobody, and what it says without a script."""

from __future__ import annotations

from dataclasses import replace

from small_world import SITE, Reading, lieu, page_at

URL = "orienter/"


def test_the_page_says_where_the_data_and_the_public_address_are() -> None:
    site = replace(SITE, adresse_publique="https://essai.example/annuaire", demonstration="oui")
    tags = Reading(page_at(URL, lieu("a"), site=site).body).tags
    tag = next(attributes for name, attributes in tags if name == "article")
    assert tag["data-donnees"] == "../donnees/recherche/"
    assert tag["data-racine"] == "../"
    assert tag["data-adresse"] == "https://essai.example/annuaire/"
    assert tag["data-departements"].split() == sorted(tag["data-departements"].split())
    assert "35" in tag["data-departements"].split()
    assert tag["data-demonstration"] == "oui"


def test_search_engines_are_asked_to_leave_it_aside() -> None:
    page = page_at(URL, lieu("a"))
    assert not page.indexed
    assert page.head == '<meta name="robots" content="noindex">'


def test_what_is_typed_has_no_name_to_be_sent_under_and_no_memory() -> None:
    fields = [
        attributes
        for name, attributes in Reading(page_at(URL, lieu("a")).body).tags
        if name in ("input", "textarea", "form")
    ]
    assert len(fields) == 2
    for field in fields:
        assert "name" not in field
        assert field["autocomplete"] == "off"
        assert int(field["maxlength"]) <= 150


def test_without_a_script_it_leads_to_the_pages_of_the_venues() -> None:
    body = page_at(URL, lieu("a")).body
    without = body[body.index("<noscript>") : body.index("</noscript>")]
    assert {"../lieux/", "../besoins/", "../communes/"} <= set(Reading(without).links)


def test_an_open_venue_leads_to_its_sheet_and_a_closed_one_does_not() -> None:
    opened, closed = lieu("a"), lieu("b", statut="ferme")
    assert "../../orienter/?lieux=a" in Reading(page_at("lieux/a/", opened, closed).body).links
    assert not any("orienter/" in link for link in Reading(page_at("lieux/b/", opened, closed).body).links)
