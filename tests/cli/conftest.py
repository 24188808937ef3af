"""The desk of a hub employee: a small project in a folder of its own, and the command typed in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from maillage.cli import main

TODAY = "2026-03-12"

SITE = """\
slug: essai
titre: Aide au numérique à l’essai
adresse_publique: https://essai.example/
territoire:
  epci: ["200038990"]
contact:
  nom: Hub de l’essai
  courriel: contact@essai.example
"""

ENGINE = """\
site_name: Essai
theme:
  name: material
  language: fr
  font: false
plugins:
  - search:
      lang: fr
  - maillage:
      site: sites/essai.yml
nav:
  - Accueil: index.md
  - Lieux: lieux/index.md
  - Méthode: methode.md
"""


def venue(
    name: str = "mediatheque",
    *,
    voie: str = "Rue de la Monnaie",
    code_postal: str = "35290",
    commune: str = "Saint-Méen-le-Grand",
    code_insee: str = "35297",
    telephone: str = "02 61 91 00 10",
    **facts: str,
) -> str:
    """The file of one venue without anything to say against it; `facts` are added as they are written."""
    more = "".join(f"{key}: {value}\n" for key, value in facts.items() if key != "nom")
    return f"""\
# yaml-language-server: $schema=../../schema/lieu.schema.json
id: {name}
nom: {facts.get("nom", f"Lieu {name}")}
typologies: [BIB]
adresse:
  voie: {voie}
  code_postal: "{code_postal}"
  commune: {commune}
  code_insee: "{code_insee}"
telephone: {telephone}
source: essai
verifie_le: "2026-01-15"
{more}"""


@dataclass(frozen=True)
class Answer:
    """What one command left: its exit code, and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Desk:
    """A project folder, which is also the current folder."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def write(self, path: str, content: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def add(self, name: str = "mediatheque", **facts: str) -> Path:
        """Write the file of one venue where it belongs."""
        return self.write(f"directory/{facts.get('code_insee', '35')[:2]}/{name}.yml", self.venue(name, **facts))

    def type(self, *arguments: str | Path) -> Answer:
        """Type `maillage …` in this folder."""
        self.capture.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = self.capture.readouterr()
        assert "Traceback" not in err
        return Answer(code, out, err)

    def start(
        self, *arguments: str | Path, program: Sequence[str] = ("-m", "maillage"), **options: object
    ) -> subprocess.Popen[str]:
        """Type `maillage …` in a shell of its own, which is not waited for."""
        settings: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]  # options are those of Popen
            [sys.executable, *program, *map(str, arguments)],
            cwd=self.root,
            text=True,
            encoding="utf-8",
            **settings,
        )

    @staticmethod
    def end(process: subprocess.Popen[str]) -> Answer:
        """Wait for a command and return what it left."""
        out, err = process.communicate(timeout=300)
        assert "Traceback" not in (err or "")
        assert "Exception ignored" not in (err or "")
        return Answer(process.returncode, out or "", err or "")

    @staticmethod
    def venue(name: str = "mediatheque", **facts: str) -> str:
        """Return the text of a venue file without anything to say against it."""
        return venue(name, **facts)

    def files(self, folder: str = ".") -> dict[str, bytes]:
        """Every file below a folder with its content, to see what a command has changed."""
        top = self.root / folder
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A project with one venue, one site, one hand-written page, and a cache of its own."""
    root = tmp_path / "projet"
    desk = Desk(root, capsys)
    desk.add()
    desk.write("sites/essai.yml", SITE)
    desk.write("mkdocs.yml", ENGINE)
    desk.write("docs/methode.md", "# Méthode\n\nBonjour.\n")
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return desk


Disk = Callable[[Path], None]


@pytest.fixture
def _attach() -> Iterator[Callable[..., None]]:
    attached: list[Path] = []

    def attach(folder: Path, *options: str) -> None:
        if os.geteuid() != 0 or not shutil.which("mount"):
            pytest.skip("il faut être administrateur de la machine pour y attacher un disque")
        done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"cette machine ne laisse pas attacher de disque : {done.stderr.strip()}")
        if folder not in attached:
            attached.append(folder)

    yield attach
    for folder in reversed(attached):
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def tiny_disk(_attach: Callable[..., None]) -> Disk:
    """Attach to an empty folder a disk of 64 kB, which only the administrator of the machine can do."""
    return lambda folder: _attach(folder, "-t", "tmpfs", "-o", "size=64k", "tmpfs")


@pytest.fixture
def read_only(_attach: Callable[..., None]) -> Disk:
    """Have a folder refuse every writing, even that of the administrator: permissions would not stop them."""

    def lock(folder: Path) -> None:
        _attach(folder, "--bind", str(folder))
        _attach(folder, "-o", "remount,ro,bind")

    return lock
