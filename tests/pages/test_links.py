"""What people write becomes a link only when a browser may follow it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from maillage.pages import links
from small_world import SITE


@pytest.mark.parametrize("written", ["https://exemple.fr", "http://exemple.fr/a?b=c#d", "HTTPS://exemple.fr/é"])
def test_a_page_of_the_web_is_followed(written: str) -> None:
    assert links.web(written) == written


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "exemple.fr",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//http://exemple.fr",
        "data:text/html,x",
        "//exemple.fr",
        "https://",
        "https:///chemin",
        "https://exemple.fr/ javascript:alert(1)",
        "https://exemple.fr\n.autre.fr",
        " https://exemple.fr",
    ],
)
def test_anything_else_stays_text(written: str | None) -> None:
    assert links.web(written) is None


@pytest.mark.parametrize("written", ["pas une adresse", "a@b@c", "a@b?cc=autre@x.fr", "a@b&body=x", ""])
def test_an_address_that_could_add_something_to_a_mail_is_not_one(written: str) -> None:
    assert links.mailto(written) is None


def test_the_mail_about_a_mistake_names_the_page_and_asks_for_nobody() -> None:
    address = links.report_by_mail(SITE, "Médiathèque & « co »", "lieux/m/")
    assert address is not None
    parts = urlsplit(address)
    fields = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "hub@essai.example")
    assert fields["subject"] == ["Erreur signalée : Médiathèque & « co »"]
    assert "https://essai.example/lieux/m/" in fields["body"][0]
    assert "aucune information sur une personne" in fields["body"][0]


def test_the_forge_receives_the_file_and_the_id() -> None:
    assert links.edit_on_forge(SITE, "directory/35/a b.yml", "x") == "https://forge.example/edit/directory/35/a%20b.yml"
    assert links.report_on_forge(SITE, "directory/35/x.yml", "x") == "https://forge.example/issues/new?title=x"
