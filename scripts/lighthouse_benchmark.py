"""Lighthouse, as on a telephone, on the pages of the demonstration and of the real hub.

Of each kind of page, the heaviest is measured. Lighthouse simulates a slow telephone and a slow network from what it
saw on this machine, other work included: scores are medians of several runs, and its index of the machine is printed.
It is neither a dependency nor a tool of the tests: the first run installs it, with npm, in `.cache/`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import BIN, ROOT, project, real_hub, run, site_of
from search_benchmarks import CHROMIUM, dressed, most_offered
from static_host import Host

from maillage import facets

# The last line of versions that runs on Node 20; 13 asks for 22.19.
VERSION = "12.8.2"
SCORES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
METRICS = {
    "first-contentful-paint": "first paint, ms",
    "largest-contentful-paint": "largest paint, ms",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "layout shift",
    "total-byte-weight": "kB",
}
_BROWSER = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What several runs of Lighthouse say of one page: medians, and the audits that cost points in any run."""

    scores: tuple[int, ...]
    metrics: tuple[float, ...]
    failures: dict[str, str]
    machine: float
    load: float


def installed() -> Path:
    """Return the command of Lighthouse, installed in the cache of the project if it is not there yet."""
    folder = ROOT / ".cache" / f"lighthouse-{VERSION}"
    command = folder / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        if not shutil.which("npm"):
            sys.exit("npm est introuvable : il installe Lighthouse (sous Debian : apt install npm).")
        folder.mkdir(parents=True, exist_ok=True)
        run(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, f"lighthouse@{VERSION}"], folder)
    return command


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each page to measure."""
    lieux, mots = (json.loads((site / facets.FOLDER / name).read_bytes()) for name in ("lieux.json", "mots.json"))
    service, pres = most_offered(lieux)
    words = mots["services"][service][0]
    venues = lieux["lieux"]["id"][:3]
    yield "search, empty", "trouver/"
    yield "search, answered", "trouver/?" + urlencode({"q": words, "pres": pres})
    yield "home", ""
    yield "venue", _heaviest(site, "lieux/*")
    yield "commune", _heaviest(site, "communes/*")
    yield "need", _heaviest(site, "besoins/*")
    yield "coverage of an EPCI", _heaviest(site, "couverture/epci/*")
    yield "referral sheet, empty", "orienter/"
    yield "referral sheet", "orienter/?" + urlencode({"lieux": ",".join(venues)})


def _heaviest(site: Path, pattern: str) -> str:
    page = max(site.glob(f"{pattern}/index.html"), key=lambda one: one.stat().st_size)
    return f"{page.parent.relative_to(site).as_posix()}/"


def measured(lighthouse: Path, address: str, runs: int) -> Seen:
    """Open a page several times in a browser without any past."""
    reports = [_report(lighthouse, address) for _ in range(runs)]
    failures: dict[str, str] = {}
    for report in reports:
        failures |= _failures(report)
    return Seen(
        tuple(round(100 * statistics.median(one["categories"][name]["score"] for one in reports)) for name in SCORES),
        tuple(statistics.median(one["audits"][name]["numericValue"] for one in reports) for name in METRICS),
        failures,
        statistics.median(one["environment"]["benchmarkIndex"] for one in reports),
        os.getloadavg()[0],
    )


def _report(lighthouse: Path, address: str) -> dict[str, Any]:
    command = [str(lighthouse), address, "--quiet", "--output=json", "--locale=fr", "--no-enable-error-reporting"]
    command += ["--only-categories=" + ",".join(SCORES), f"--chrome-flags={_BROWSER}"]
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": CHROMIUM}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit((done.stdout + done.stderr)[-4000:])
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _failures(report: dict[str, Any]) -> dict[str, str]:
    """Return what costs points: Lighthouse's green begins at 0.9, but only what has a weight counts."""
    found = {}
    for name in SCORES:
        for one in report["categories"][name]["auditRefs"]:
            audit = report["audits"][one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                found[one["id"]] = ", ".join(filter(None, [audit["title"], audit.get("displayValue"), _where(audit)]))
    return found


def _where(audit: dict[str, Any]) -> str:
    """Return the first elements that an audit points at."""
    items = audit.get("details", {}).get("items", ())
    nodes = [item["node"]["selector"] for item in items if "node" in item]
    return " ; ".join(nodes[:3]) + (f" ; {len(nodes) - 3} autres" if len(nodes) > 3 else "")


def table(found: dict[str, Seen]) -> str:
    """Return the scores as a table of Markdown, then the audits that cost points."""
    lines = [
        f"| page | {' | '.join([*SCORES.values(), *METRICS.values()])} | index of the machine, load |",
        "|---" * (2 + len(SCORES) + len(METRICS)) + "|",
    ]
    for name, seen in found.items():
        first, largest, blocked, shift, weight = seen.metrics
        metrics = f"{first:.0f} | {largest:.0f} | {blocked:.0f} | {shift:.3f} | {weight / 1000:.0f}"
        scores = " | ".join(map(str, seen.scores))
        lines.append(f"| {name} | {scores} | {metrics} | {seen.machine:.0f}, {seen.load:.1f} |")
    failures = [
        f"- {name}, {audit}: {text}" for name, seen in found.items() for audit, text in sorted(seen.failures.items())
    ]
    return "\n".join([*lines, "", *(failures or ["No audit that has a weight fails."])])


def sites(work: Path, wanted: str | None) -> Iterator[tuple[str, Path]]:
    """Yield the built sites: the demonstration, and the real hub where its file is at hand."""
    if wanted in (None, "demonstration"):
        dressed(work / "site-demonstration")
        yield "démonstration", work / "site-demonstration"
    if wanted in (None, "hub") and (hub := real_hub(work)):
        site = site_of("hub", "Hub de Bourgogne-Franche-Comté", ["27"], work)
        with project(hub, site, work) as folder:
            run([BIN / "maillage", "build", f"sites/{site.name}", "--out", work / "site-hub"], folder)
        yield "hub réel", work / "site-hub"


def main() -> None:
    """Measure every page of every site and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seulement", choices=["demonstration", "hub"], help="one directory only")
    parser.add_argument("--pages", default="", help="only the pages whose name holds this, such as: search")
    parser.add_argument("--fois", type=int, default=3, help="how many times each page is opened")
    arguments = parser.parse_args()
    lighthouse = installed()
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as temporary:
        work = Path(temporary)
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        print(
            f"{date.today():%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cœurs, Lighthouse {VERSION}, mobile, "
            f"médiane de {arguments.fois}. Servi sur la boucle locale en HTTP/1.1, compressé par gzip, sans en-tête de "
            "cache : les audits qui demandent HTTP/2 ou un cache long parlent de cet hébergeur."
        )
        for name, site in sites(work, arguments.seulement):
            found = {}
            with Host(site) as host:
                for page, address in pages_of(site):
                    if arguments.pages in page:
                        found[page] = measured(lighthouse, host.url + address, arguments.fois)
                        print(f"{name}, {page} : {found[page].scores}, charge {found[page].load:.1f}", file=sys.stderr)
            print(f"\n## {name}\n\n{table(found)}")


if __name__ == "__main__":
    main()
