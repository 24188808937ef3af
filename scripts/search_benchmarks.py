"""The search page in Chromium: bytes and time to the first result, and from a keystroke to the list.

Three directories (60, 697 and 20,000 venues), each searched in three ways in the same run: by our page, by the search
that Material for MkDocs builds in, and by a scan of every venue's words. Pages are served on loopback, compressed as a
static host does, to a browser without any past; the processor is then slowed down four times. Each time is the least of
several: what the other work of a machine adds is left out. Ratios compare ways of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import BIN, ROOT, real_hub, site_of, whole_country
from playwright.sync_api import Browser, Page, sync_playwright
from static_host import Host

import generated_directory
from maillage import build, facets, territory

SIZES = (60, 697, 20_000)
SLOWDOWNS = (1, 4)
PHRASES = ("carte grise", "refaire ma carte vitale", "mdp oublié", "declaracion caf", "imprimer un document")
MEASURES = (ROOT / "scripts" / "search_benchmarks.js").read_text("utf-8")
CHROMIUM = "/usr/bin/chromium"
_SEARCH = re.compile("<article class=.mg-page mg-trouver.*?</article>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to search: its page, what shows that it answers, and how its line is typed in."""

    name: str
    page: str
    first: dict[str, str]
    typed: dict[str, str]
    result: str
    line: str
    listed: str
    event: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one way at one slow-down: bytes, milliseconds."""

    bytes: int
    first: float
    keystrokes: tuple[float, ...]

    def __str__(self) -> str:
        typed = f"{self.percentile(50):.1f} puis {self.percentile(95):.1f} ms"
        return f"{self.bytes} octets, {self.first:.0f} ms ; {len(self.keystrokes)} touches, {typed}"

    def percentile(self, hundredth: int) -> float:
        """Return a percentile of the keystrokes."""
        return statistics.quantiles(self.keystrokes, n=100, method="inclusive")[hundredth - 1]


def dressed(out: Path) -> None:
    """Build the demonstration: the theme, the scripts, and the page that the other directories borrow."""
    _run([BIN / "maillage", "build", "sites/demonstration.yml", "--out", out], ROOT)


def publish(project: Path, site: Path, model: Path, out: Path) -> tuple[Way, ...]:
    """Write in a folder the search of a directory, and the two others over the same venues."""
    content = build.prepare(build.Project.at(project), site, today=date.today(), tolerant=True)
    if isinstance(content, build.Refused):
        sys.exit(str(content.problems[:3]))
    shutil.copytree(model / "assets", out / "assets")
    for asset in content.assets:
        if asset.url.startswith(facets.FOLDER):
            _write(out / asset.url, asset.content)
    [page] = [draft.make() for draft in content.drafts if draft.url == "trouver/"]
    html = (model / "trouver" / "index.html").read_text("utf-8")
    own = _SEARCH.search(page.body)
    assert own, "the search page has another root"
    text = _SEARCH.sub(lambda _: own[0], html, count=1)
    _write(out / "trouver" / "index.html", text.encode())
    shutil.copy(ROOT / "scripts" / "linear_scan.html", out / "balayage.html")
    lieux, mots = (json.loads((out / facets.FOLDER / name).read_bytes()) for name in ("lieux.json", "mots.json"))
    _material(out / "material", lieux, mots)
    return _ways(lieux, mots)


def most_offered(lieux: dict[str, Any]) -> tuple[str, str]:
    """Return the service that is most offered, and the commune of the first venue that offers it."""
    offres, points = lieux["offres"], lieux["points"]
    counted = Counter(service for lot in offres["lot"] for service in lieux["lots"][lot])
    rank = counted.most_common(1)[0][0]
    venue = next(one for one, lot in zip(offres["lieu"], offres["lot"], strict=True) if rank in lieux["lots"][lot])
    commune = points["commune"][points["lieu"].index(venue)]
    return lieux["services"][rank], lieux["communes"]["code_insee"][commune]


def _ways(lieux: dict[str, Any], mots: dict[str, Any]) -> tuple[Way, ...]:
    service, pres = most_offered(lieux)
    label = mots["services"][service][0]
    here = {"pres": pres}
    return (
        Way("Maillage", "trouver/", {"service": service} | here, here, "[data-lieu]", "[name=q]",
            "[data-mg-resultats]", "input"),
        Way("Material", "material/", {"q": label.split()[0]}, {}, ".md-search-result__item", "[name=query]",
            ".md-search-result", "keyup"),
        Way("balayage", "balayage.html", {"q": label} | here, here, "li", "[name=q]", "ol", "input"),
    )  # fmt: skip


def _material(out: Path, lieux: dict[str, Any], mots: dict[str, Any]) -> None:
    """Build an empty site with the theme's own search, and give it one page per venue to find."""
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        docs.mkdir()
        (docs / "index.md").write_text("# Annuaire\n")
        settings = Path(folder) / "mkdocs.yml"
        settings.write_text(
            "site_name: Annuaire\ntheme:\n  name: material\n  language: fr\n  font: false\n"
            "plugins:\n  - search:\n      lang: fr\n"
        )
        _run([BIN / "mkdocs", "build", "-q", "-f", settings, "-d", out.resolve()], Path(folder))
    file = out / "search" / "search_index.json"
    index = json.loads(file.read_text("utf-8"))
    labels: dict[int, list[str]] = {}
    for venue, lot in zip(lieux["offres"]["lieu"], lieux["offres"]["lot"], strict=True):
        labels.setdefault(venue, []).extend(mots["services"][lieux["services"][one]][0] for one in lieux["lots"][lot])
    index["docs"] += [
        {"location": f"lieux/{one}/", "title": lieux["lieux"]["nom"][rank], "text": ", ".join(labels.get(rank, ()))}
        for rank, one in enumerate(lieux["lieux"]["id"])
    ]
    file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def measured(browser: Browser, host: Host, way: Way, slowdown: int, runs: int) -> Figures:
    """Open the page some times without any past, then type every phrase in it."""
    seen: list[tuple[int, float]] = []
    for _ in range(runs):
        page = _tab(browser, slowdown)
        page.add_init_script(f"window.attendre({json.dumps(way.result)})")
        host.forget()
        page.goto(f"{host.url}{way.page}?{urlencode(way.first)}", wait_until="commit")
        moment = float(page.evaluate("window.premier"))
        seen.append((host.sent_before_first, moment))
        page.context.close()
    page = _tab(browser, slowdown)
    page.goto(f"{host.url}{way.page}?{urlencode(way.typed)}", wait_until="load")
    page.wait_for_selector(way.line, state="attached")
    page.evaluate("([line, listed]) => window.pret(line, listed)", [way.line, way.listed])
    typed = "([phrase, line, listed, event]) => window.taper(phrase, line, listed, event)"
    keystrokes: list[float] = []
    for phrase in PHRASES:
        passes = [page.evaluate(typed, [phrase, way.line, way.listed, way.event]) for _ in range(runs)]
        keystrokes += [min(times) for times in zip(*passes, strict=True) if None not in times]
    page.context.close()
    return Figures(max(sent for sent, _ in seen), min(moment for _, moment in seen), tuple(keystrokes))


def _tab(browser: Browser, slowdown: int) -> Page:
    context = browser.new_context(service_workers="block", locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(180_000)
    page = context.new_page()
    page.add_init_script(MEASURES)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    return page


def table(found: dict[tuple[int, str, int], Figures], sizes: Sequence[int]) -> str:
    """Return the figures as a table of Markdown; ratios are to our page, at the same size and slow-down."""
    lines = [
        "| venues | way | kB before the first result | first result, ms | key to list, ms: p50, p95 | "
        "slowed down 4 ×: first result | key to list: p50, p95 | key to list, ratio (4 ×) |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        for way in ("Maillage", "Material", "balayage"):
            quick, slow = (found[size, way, slowdown] for slowdown in SLOWDOWNS)
            ours = found[size, "Maillage", SLOWDOWNS[-1]]
            ratio = "1" if way == "Maillage" else f"{slow.percentile(95) / ours.percentile(95):.1f}"
            lines.append(
                f"| {size:,} | {way} | {quick.bytes / 1000:.0f} | {quick.first:.0f} | "
                f"{quick.percentile(50):.1f}, {quick.percentile(95):.1f} | {slow.first:.0f} | "
                f"{slow.percentile(50):.1f}, {slow.percentile(95):.1f} | {ratio} |"
            )
    return "\n".join(lines)


def directories(work: Path, sizes: Sequence[int]) -> dict[int, tuple[Path, Path]]:
    """Return a directory of each size and its site file; the real hub stands for its own 697 venues."""
    france = territory.load()
    found = {}
    for size in sizes:
        hub = real_hub(work) if size == 697 else None
        regions = ["27"] if hub else whole_country(france)
        project = work / str(size)
        if hub:
            shutil.copytree(hub, project / "directory")
        else:
            generated_directory.write(project / "directory", ROOT / "directory", france, size)
        found[size] = (project / "directory", site_of(f"site-{size}", "Annuaire", regions, work))
    return found


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _run(command: Sequence[str | Path], folder: Path) -> None:
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit((done.stdout + done.stderr)[-4000:])


def main() -> None:
    """Measure every directory in every way and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lieux", type=int, nargs="+", default=list(SIZES), help="sizes of the directories")
    parser.add_argument("--fois", type=int, default=4, help="how many times a page is opened, and each phrase typed")
    arguments = parser.parse_args()
    found: dict[tuple[int, str, int], Figures] = {}
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as temporary, sync_playwright() as playwright:
        work = Path(temporary)
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        dressed(work / "modele")
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        print(f"{date.today():%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cœurs, Chromium {browser.version}\n")
        for size, (project, site) in directories(work, arguments.lieux).items():
            out = work / f"site-{size}"
            for way in publish(project, site, work / "modele", out):
                with Host(out) as host:
                    for slowdown in SLOWDOWNS:
                        figures = measured(browser, host, way, slowdown, arguments.fois)
                        found[size, way.name, slowdown] = figures
                        print(f"{size} {way.name} × {slowdown} : {figures}", file=sys.stderr)
        browser.close()
    print(table(found, arguments.lieux))


if __name__ == "__main__":
    main()
