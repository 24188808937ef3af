"""The scripts of README say in French what stops them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def served(address: str) -> subprocess.CompletedProcess[str]:
    if not (ROOT / ".venv" / "installed").is_file():
        pytest.skip("pas d’environnement fait par scripts/build ou scripts/test")
    return subprocess.run(
        ["bash", "scripts/serve", address], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )


def test_a_preview_says_that_its_address_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = served(address)
    assert result.returncode == 2
    assert f"« {address} » ne peut pas servir" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("address", ["8000", "127.0.0.1:abc", "127.0.0.1:99999"])
def test_a_preview_refuses_an_address_that_is_not_one(address: str) -> None:
    result = served(address)
    assert result.returncode == 2
    assert f"« {address} » ne peut pas servir" in result.stderr


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder whose name has a space, with our scripts and nothing to install."""
    folder = tmp_path / "Mes dossiers"
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "environment", folder / "scripts")
    return folder


def prepare(folder: Path) -> None:
    """Have the environment of a folder made; pip then finds no package there, which is as well."""
    script = '. scripts/environment; install ""'
    subprocess.run(["bash", "-c", script, "scripts/x"], cwd=folder, capture_output=True, check=False, timeout=300)


def test_an_environment_without_pip_is_made_again(elsewhere: Path) -> None:
    venv.create(elsewhere / ".venv", with_pip=False)
    prepare(elsewhere)
    assert (elsewhere / ".venv" / "bin" / "pip").is_file()


def test_an_environment_that_was_made_in_another_folder_is_made_again(elsewhere: Path) -> None:
    venv.create(elsewhere / ".venv", with_pip=True)
    (elsewhere / ".venv" / "place").write_text("/un/autre/dossier")
    (elsewhere / ".venv" / "old").touch()
    prepare(elsewhere)
    assert not (elsewhere / ".venv" / "old").exists()
    assert (elsewhere / ".venv" / "place").read_text() == str(elsewhere.resolve())


def test_an_environment_that_is_right_is_kept(elsewhere: Path) -> None:
    venv.create(elsewhere / ".venv", with_pip=True)
    (elsewhere / ".venv" / "old").touch()
    prepare(elsewhere)
    assert (elsewhere / ".venv" / "old").exists()
