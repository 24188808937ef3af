"""Times and sizes of `maillage build` on three directories, beside plain MkDocs and Zensical on the same pages.

Each command runs in a process of its own, so that its peak memory is its own. Ratios compare two runs of the same
call: an absolute time says little on a machine that others share.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import generated_directory
from maillage import territory
from maillage.model import TerritoireSite, Territory

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall seconds and peak resident megabytes of its largest process."""

    seconds: float
    megabytes: float


def run(command: Sequence[str | Path], cwd: Path) -> Run:
    """Run a command to its end; a failure stops the benchmark with what the command said."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(list(map(str, command)), cwd=cwd, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode > 1:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace")[-4000:])
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


@contextmanager
def project(directory: Path, site: Path, work: Path) -> Iterator[Path]:
    """A project folder that has the docs and settings of this one, and another directory and site."""
    folder = Path(tempfile.mkdtemp(dir=work))
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(directory, folder / "directory")
    (folder / "sites").mkdir()
    shutil.copy(site, folder / "sites" / site.name)
    yield folder
    shutil.rmtree(folder)


def measure(name: str, directory: Path, site: Path, work: Path, *, compare: bool) -> None:
    """Print everything about one directory."""
    with project(directory, site, work) as folder:
        site_file = f"sites/{site.name}"
        count = sum(1 for path in directory.glob("*/*.yml") if not path.name.startswith("_"))
        print(f"\n## {name} : {count} lieux\n")
        cold_check = run([BIN / "maillage", "check"], folder)
        warm_check = run([BIN / "maillage", "check"], folder)
        shutil.rmtree(os.environ["XDG_CACHE_HOME"])
        durations = folder / "durees.json"
        build: list[str | Path] = [BIN / "maillage", "build", site_file, "--out", "site"]
        cold = run([*build, "--durees", durations], folder)
        for step, seconds in json.loads(durations.read_text()).items():
            print(f"  {step:<12} {seconds:8.2f} s")
        files, size = weigh(folder / "site")
        print(f"  en tout      {cold.seconds:8.2f} s   {cold.megabytes:.0f} Mo de mémoire")
        print(f"  publié       {files} fichiers, {size / 1e6:.1f} Mo")
        # The build after the first links all files; from then on two sites take turns.
        run(build, folder)
        same = run(build, folder)
        edit_one(folder / "directory")
        warm = run(build, folder)
        print(f"  à nouveau    {same.seconds:8.2f} s   rien n’ayant changé")
        print(f"               {warm.seconds:8.2f} s   le nom d’un lieu ayant changé")
        print(f"  maillage check : {cold_check.seconds:.2f} s à froid, {warm_check.seconds:.2f} s à chaud")
        print("\n  couverture, dans un processus à part :", flush=True)
        command = [sys.executable, ROOT / "scripts" / "coverage_benchmark.py", folder, folder / site_file]
        subprocess.run(list(map(str, command)), check=True)
        if compare:
            compare_engines(folder, site_file, cold, count)


def compare_engines(folder: Path, site_file: str, ours: Run, count: int) -> None:
    """Build the same pages, one by one, with MkDocs and with Zensical."""
    run([BIN / "maillage", "render", site_file, "--out", "rendu"], folder)
    for engine in ("mkdocs", "zensical"):
        other = run([BIN / engine, "build", "-f", "mkdocs.yml"], folder / "rendu")
        print(
            f"  {engine:<9} {other.seconds:8.2f} s   {other.megabytes:.0f} Mo ; "
            f"par lieu {1000 * other.seconds / count:.1f} ms contre {1000 * ours.seconds / count:.1f} ms "
            f"(× {other.seconds / ours.seconds:.1f})"
        )


def edit_one(directory: Path) -> None:
    """Change the name of the first venue, which all the pages around it show."""
    path = min(directory.glob("*/*.yml"))
    text, changed = re.subn(r"^nom: .*", "nom: Un autre nom", path.read_text("utf-8"), flags=re.MULTILINE)
    assert changed == 1
    path.write_text(text, encoding="utf-8")


def weigh(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def real_hub(work: Path) -> Path | None:
    """Import the real hub's spreadsheet, where the file is at hand."""
    source = Path(os.environ.get("MAILLAGE_DONNEES_REELLES") or ROOT.parent / "shared" / "data")
    table = source / "hub-bourgogne-franche-comte-2023.csv"
    if not table.exists():
        print("\n(données réelles absentes : variable MAILLAGE_DONNEES_REELLES)")
        return None
    mapping = ROOT / "tests" / "exchange" / "mapping-bourgogne-franche-comte.yml"
    run([BIN / "maillage", "import", table, "--mapping", mapping, "--into", work / "hub"], ROOT)
    return work / "hub"


def site_of(slug: str, titre: str, regions: Sequence[str], work: Path) -> Path:
    """Write the site file of a benchmark; every EPCI is surveyed, since a report without figures costs nothing."""
    path = work / f"{slug}.yml"
    codes = "\n".join(f'    - "{code}"' for code in regions)
    epci = territory.epci_of(territory.load(), TerritoireSite(regions=tuple(regions)))
    surveyed = "\n".join(f'    - "{one.siren}"' for one in epci)
    path.write_text(
        f"slug: {slug}\ntitre: {titre}\nadresse_publique: https://annuaire.example/\n"
        f"territoire:\n  regions:\n{codes}\n  recenses:\n{surveyed}\n"
        "contact:\n  nom: Équipe de l’annuaire\n  courriel: annuaire@hub.example\n",
        encoding="utf-8",
    )
    return path


def whole_country(france: Territory) -> list[str]:
    """Return the codes of all régions; the overseas collectivities are none."""
    return sorted(code for code in france.regions if len(code) == 2)


def main() -> None:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lieux", type=int, default=20_000, help="venues to generate for the whole country")
    parser.add_argument("--seulement", choices=["demonstration", "hub", "pays"], help="one directory only")
    parser.add_argument("--complet", action="store_true", help="other engines on the whole country too: ten minutes")
    arguments = parser.parse_args()
    print(f"{date.today():%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cœurs, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as temporary:
        work = Path(temporary)
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        wanted = arguments.seulement
        if wanted in (None, "demonstration"):
            shutil.copytree(ROOT / "directory", work / "demonstration")
            site = ROOT / "sites" / "demonstration.yml"
            measure("démonstration", work / "demonstration", site, work, compare=True)
        if wanted in (None, "hub") and (hub := real_hub(work)):
            site = site_of("hub", "Hub de Bourgogne-Franche-Comté", ["27"], work)
            measure("hub réel", hub, site, work, compare=True)
        if wanted in (None, "pays"):
            france = territory.load()
            generated_directory.write(work / "pays", ROOT / "directory", france, arguments.lieux)
            site = site_of("france", "France", whole_country(france), work)
            measure("pays entier", work / "pays", site, work, compare=arguments.complet)


if __name__ == "__main__":
    main()
