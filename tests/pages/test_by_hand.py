"""What stands around a page that somebody wrote by hand: what generated pages say, in the same words."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from maillage.model import ContactSite, Site
from maillage.pages import by_hand
from small_world import SITE, TODAY, Reading, demonstration, page_at


def around(
    site: Site = SITE, url: str = "guide/hubs/", title: str = "Le guide", path: str | None = "docs/guide/hubs.md"
) -> by_hand.Around:
    return by_hand.around(site, TODAY, url=url, title=title, path=path)


def test_a_mistake_is_reported_by_mail_and_on_the_forge_and_the_file_is_edited() -> None:
    foot = Reading(around().foot)
    mail, forge, edit = foot.links[:3]
    assert mail.startswith("mailto:hub@essai.example?subject=Erreur%20signal%C3%A9e%20%3A%20Le%20guide&body=")
    assert "Sur la page « Le guide » (https://essai.example/guide/hubs/)" in unquote(mail)
    assert forge == "https://forge.example/issues/new?title=guide/hubs"
    assert edit == "https://forge.example/edit/docs/guide/hubs.md"
    assert "Modifier cette page" in foot.text
    assert "Modifier cette fiche" not in foot.text


def test_nothing_leads_to_a_forge_that_the_site_file_does_not_name() -> None:
    foot = Reading(around(replace(SITE, depot=None)).foot)
    assert [link for link in foot.links if not link.startswith(("mailto:", "tel:"))] == []
    assert "Modifier" not in foot.text


def test_a_page_whose_file_is_nowhere_in_the_project_is_not_to_be_edited() -> None:
    assert "Modifier" not in around(path=None).foot


def test_the_words_are_those_of_generated_pages() -> None:
    site = demonstration(SITE)
    generated = page_at("lieux/", site=site).body
    made = around(site, url="lieux/", title="Tous les lieux", path=None)
    banner = re.search('<p class="mg-demonstration">.*?</p>', generated)
    foot = re.search("<footer.*</footer>", generated, re.DOTALL)
    assert banner
    assert foot
    assert Reading(banner[0]).text == Reading(made.banner).text
    assert Reading(foot[0]).text == Reading(made.foot).text
    assert Reading(foot[0]).tags == [tag for tag in Reading(made.foot).tags if tag[0] != "div"]


def test_nothing_is_said_of_invention_where_the_venues_are_real() -> None:
    assert around().banner == ""


def test_no_text_becomes_html() -> None:
    nasty = '"><img src=x onerror=alert(1)>'
    site = replace(SITE, contact=ContactSite(nom=nasty, courriel=f"{nasty}@x", telephone=nasty))
    made = around(demonstration(site), title=nasty, path=f"docs/{nasty}.md", url=f"{nasty}/")
    assert not {"img", "script"} & {tag for tag, _ in Reading(made.foot).tags}
    assert "<img" not in made.foot


def test_no_line_is_empty_so_that_a_parser_of_markdown_keeps_the_block_whole() -> None:
    made = around(demonstration(SITE))
    assert "" not in made.banner.strip().split("\n")
    assert "" not in made.foot.strip().split("\n")
