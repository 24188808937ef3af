"""A reader in front of the demonstration site: it is built once, served on loopback, and read in a real browser.

The browser reaches nothing else: what a page asks of anybody else is written down and refused.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route, sync_playwright

ROOT = Path(__file__).parent.parent.parent
TODAY = "2026-11-21"
CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_BLOCKED = "Service Worker registration blocked by Playwright"

# One page of every kind that the site has.
KINDS = {
    "home": "",
    "needs": "besoins/",
    "need": "besoins/caf-demarches/",
    "need-nowhere": "besoins/pinterest/",
    "communes": "communes/",
    "commune": "communes/35184/",
    "commune-without-venue": "communes/22268/",
    "intercommunalities": "epci/",
    "intercommunality": "epci/200038990/",
    "intercommunality-nobody-has-looked-at": "epci/200066785/",
    "weekly-grid": "epci/200038990/semaine/",
    "weekly-grid-nobody-has-looked-at": "epci/200066785/semaine/",
    "departements": "departements/",
    "departement": "departements/35/",
    "weekly-grids-of-a-departement": "departements/35/semaine/",
    "booklet": "epci/200038990/livret/",
    "booklet-of-a-departement": "departements/35/livret/",
    "venues": "lieux/",
    "venue": "lieux/france-services-montauban-de-bretagne/",
    "venue-closed": "lieux/centre-numerique-boisgervilly/",
    "venue-suspended": "lieux/epicerie-solidaire-breteil/",
    "venue-itinerant": "lieux/bus-numerique-broceliande/",
    "venue-almost-empty": "lieux/mairie-corlay/",
    "venue-host": "lieux/mediatheque-montauban-de-bretagne/",
    "closed-venues": "lieux-fermes/",
    "reference": "reference/",
    "reference-venue": "reference/lieu/",
    "reference-services": "reference/services/",
    "reference-codes": "reference/codes/",
    "reference-rules": "reference/regles/",
    "guide-social-workers": "guide/travailleurs-sociaux/",
    "guide-hubs": "guide/hubs/",
    "guide-elected": "guide/elus/",
    "contribute": "contribuer/",
    "contribute-keys": "contribuer/champs/",
    "data": "donnees/",
    "method": "methode/",
    "coverage": "couverture/",
    "coverage-departement": "couverture/departements/35/",
    "coverage-intercommunality": "couverture/epci/200067460/",
    "coverage-nobody-has-looked": "couverture/epci/200066785/",
    "coverage-map": "cartes/couverture-epci-200067460.html",
    "coverage-map-of-the-hub": "cartes/couverture.html",
    "coverage-method": "couverture/methode/",
    "coverage-data": "donnees/couverture/",
    "coverage-needs": "couverture/besoin-et-offre/",
    "coverage-need": "couverture/besoin-et-offre/indice-invente/demarches/",
    "coverage-evolution": "couverture/evolution/",
    "coverage-explorer": "couverture/explorer/",
    "coverage-explorer-communes": "couverture/explorer/?epci=200038990&acces=sans-rdv",
    "accessibility": "accessibilite/",
    "legal": "mentions-legales/",
    "search": "trouver/",
    "search-answers": "trouver/?q=carte+grise&pres=35184",
    "referral-sheet": "orienter/?lieux=france-services-montauban-de-bretagne,mairie-corlay&pres=35171",
    "not-found": "lieux/n-existe-pas/",
    "overview-map": "cartes/epci-200038990.html",
}


class _Handler(SimpleHTTPRequestHandler):
    """Answers as a static host does: an unknown address gets the site's own page for that."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send 404.html in the place of the server's own words."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def handle(self) -> None:
        """Answer, and let the browser hang up when it likes."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


@dataclass(frozen=True)
class Published:
    """A site in a folder, served at `url`, which ends with a slash."""

    folder: Path
    url: str


@dataclass
class Reader:
    """A tab, what it asked of others than the site, and what went wrong in it."""

    page: Page
    base: str
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the site and return the tab."""
        self.page.goto(self.base + path)
        return self.page


def build(root: Path, site: str, out: Path) -> subprocess.CompletedProcess[str]:
    """Type `maillage build` in a project folder."""
    return subprocess.run(
        [sys.executable, "-m", "maillage", "build", site, "--out", str(out), "--today", TODAY],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(out.parent / "cache")},
    )


@pytest.fixture(scope="session")
def build_site() -> Callable[[Path, str, Path], subprocess.CompletedProcess[str]]:
    """A function that types `maillage build` for (project folder, site file, folder to publish)."""
    return build


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], Published]]:
    """A function that serves a folder on loopback until the end of the tests."""
    servers: list[tuple[_Server, threading.Thread]] = []

    def start(folder: Path) -> Published:
        server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        servers.append((server, thread))
        return Published(folder, f"http://127.0.0.1:{server.server_port}/")

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], Published]) -> Published:
    """The demonstration, built and served."""
    out = tmp_path_factory.mktemp("demonstration") / "site"
    done = build(ROOT, "sites/demonstration.yml", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return serve(out)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).is_file():
        pytest.skip("chromium est absent : sudo apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield opened
        opened.close()


def sit(browser: Browser, base: str, **options: Any) -> Reader:
    """Return a reader in a browser of their own, without any past."""
    settings: dict[str, Any] = {
        "viewport": {"width": 1280, "height": 900},
        "locale": "fr-FR",
        # What a browser keeps is the matter of test_offline.py alone.
        "service_workers": "block",
    }
    context: BrowserContext = browser.new_context(**(settings | options))
    context.set_default_timeout(10_000)
    reader = Reader(context.new_page(), base)

    def refuse(route: Route) -> None:
        reader.asked.append(route.request.url)
        route.abort()

    def listen(message: ConsoleMessage) -> None:
        # What was refused above is written in the console too.
        refused = message.location.get("url", "") in reader.asked or message.text == _BLOCKED
        if message.type in ("error", "warning") and not refused:
            reader.errors.append(message.text)

    def dismiss(dialog: Dialog) -> None:
        reader.dialogs.append(dialog.message)
        dialog.dismiss()

    context.route(re.compile(rf"^(?!{re.escape(base)}|data:|blob:)"), refuse)
    reader.page.on("console", listen)
    reader.page.on("response", lambda response: reader.failed.append(response.url) if not response.ok else None)
    reader.page.on("pageerror", lambda error: reader.errors.append(str(error)))
    reader.page.on("dialog", dismiss)
    return reader


@pytest.fixture
def read(browser: Browser, site: Published) -> Iterator[Callable[..., Reader]]:
    """A function that opens a page of the demonstration: (path, options of the browser context) → reader."""
    readers: list[Reader] = []

    def open_page(path: str, **options: Any) -> Reader:
        reader = sit(browser, site.url, **options)
        readers.append(reader)
        reader.go(path)
        return reader

    yield open_page
    for reader in readers:
        reader.page.context.close()


@pytest.fixture(scope="session")
def newcomer(browser: Browser) -> Iterator[Callable[..., Reader]]:
    """A function that sits a reader before any served site: (base address, options of the context) → reader."""
    readers: list[Reader] = []

    def come(base: str, **options: Any) -> Reader:
        reader = sit(browser, base, **options)
        readers.append(reader)
        return reader

    yield come
    for reader in readers:
        reader.page.context.close()


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest, browser: Browser, site: Published) -> Iterator[Reader]:
    """A page of each kind in turn, opened once for all the questions of a module."""
    reader = sit(browser, site.url)
    reader.go(KINDS[request.param])
    yield reader
    reader.page.context.close()
