"""What is published holds together: links lead somewhere, addresses are right, machines can read what people read."""

from __future__ import annotations

import json
import re
import socket
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Published

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
PUBLIC = "https://demonstration.maillage.example/"
HERE = "http://site.invalid/"
_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "iframe": "src", "form": "action"}


@dataclass
class Read(HTMLParser):
    """What a page links to, what can be linked to in it, and what it says of itself."""

    links: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    canonical: str | None = None
    lang: str | None = None
    robots: str | None = None
    title: str = ""
    described: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._into: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        target = values.get(_LINKS.get(tag, ""))
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = target
        elif target is not None:
            self.links.append(target)
        if values.get("id"):
            self.anchors.append(str(values["id"]))
        if tag == "html":
            self.lang = values.get("lang")
        if tag == "meta" and values.get("name") == "robots":
            self.robots = values.get("content")
        if tag == "title" and not self.title:
            self._into = "title"
        if tag == "script" and values.get("type") == "application/ld+json":
            self._into = "described"
            self.described.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "script"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into == "title":
            self.title += data
        elif self._into == "described":
            self.described[-1] += data


@cache
def _pages(folder: Path) -> dict[str, Read]:
    """Every HTML page of a site by its address, "lieux/x/" or "cartes/x.html"."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        page = Read()
        page.feed(path.read_text("utf-8"))
        pages[path.relative_to(folder).as_posix().removesuffix("index.html")] = page
    return pages


@pytest.fixture(scope="module")
def pages(site: Published) -> dict[str, Read]:
    """Every page of the demonstration, read once."""
    return _pages(site.folder)


def test_every_link_of_the_site_leads_to_a_page_and_to_a_place_in_it(site: Published, pages: dict[str, Read]) -> None:
    broken: Counter[str] = Counter()
    checked = 0
    for address, page in pages.items():
        for link in set(page.links):
            target = urlsplit(urljoin(HERE + address, link))
            if f"{target.scheme}://{target.netloc}/" != HERE:
                continue
            checked += 1
            path = unquote(target.path).lstrip("/")
            if path not in pages and not (site.folder / path).is_file():
                broken[f"{address} → {link}"] += 1
            elif target.fragment and path in pages and unquote(target.fragment) not in pages[path].anchors:
                broken[f"{address} → {link} (no such place)"] += 1
    assert checked > 10_000
    assert sorted(broken) == []


def test_links_to_elsewhere_are_of_a_kind_that_cannot_act(pages: dict[str, Read]) -> None:
    schemes = {urlsplit(link).scheme for page in pages.values() for link in page.links}
    assert schemes <= {"", "https", "http", "mailto", "tel"}


def test_no_place_has_the_same_name_twice_in_a_page(pages: dict[str, Read]) -> None:
    twice = {
        address: names
        for address, page in pages.items()
        if (names := [name for name, count in Counter(page.anchors).items() if count > 1])
    }
    assert twice == {}


def test_every_page_says_its_language_its_title_and_its_address(pages: dict[str, Read]) -> None:
    for address, page in pages.items():
        assert (address, page.lang) == (address, "fr")
        assert page.title.strip(), address
        if not address.endswith(".html"):
            assert page.canonical == PUBLIC + address


def test_no_two_pages_have_the_same_title(pages: dict[str, Read]) -> None:
    titles = Counter(page.title.strip() for address, page in pages.items() if not address.startswith("cartes/"))
    assert [title for title, count in titles.items() if count > 1] == []


def test_the_sitemap_lists_what_exists_and_nothing_closed(site: Published, pages: dict[str, Read]) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (site.folder / "sitemap.xml").read_text("utf-8"))
    assert len(listed) == len(set(listed))
    addresses = {location.removeprefix(PUBLIC) for location in listed}
    hidden = {address for address, page in pages.items() if page.robots == "noindex"}
    assert {"lieux/centre-numerique-boisgervilly/", "lieux/maison-services-merdrignac/"} <= hidden
    wanted = {address for address in pages if not address.endswith(".html")}
    assert addresses == wanted - hidden


def test_every_open_venue_is_described_to_machines_with_its_name_and_its_place(pages: dict[str, Read]) -> None:
    venues = {address: page for address, page in pages.items() if re.fullmatch("lieux/[^/]+/", address)}
    assert len(venues) > 80
    for address, page in venues.items():
        if page.robots == "noindex":
            assert page.described == [], address
            continue
        [text] = page.described
        found: dict[str, Any] = json.loads(text)
        assert found["@context"] == "https://schema.org"
        assert found["@id"] == PUBLIC + address
        assert found["name"]
        if address != "lieux/bus-numerique-broceliande/":
            assert found["address"]["addressLocality"], address
            assert re.fullmatch(r"\d{5}", found["address"]["postalCode"])


def test_nothing_published_names_the_machine_that_built_it(site: Published) -> None:
    secrets = [str(ROOT), str(site.folder), str(Path.home()) + "/", socket.gethostname()]
    told = [
        f"{path.relative_to(site.folder)} : {secret}"
        for path in site.folder.rglob("*")
        if path.is_file() and path.suffix in {".html", ".json", ".xml", ".csv", ".geojson", ".js", ".css", ".map"}
        for secret in secrets
        if len(secret) > 6 and secret in path.read_text("utf-8")
    ]
    assert told == []
