"""The scripts of README say in French what stops them."""

from __future__ import annotations

import socket
import subprocess
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
