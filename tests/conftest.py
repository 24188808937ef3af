"""What every test has: no network beyond this machine, the paths of the project, and the real address engine."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A machine that others share must not make a true property fail; and a change is judged by the same examples as the one
# before it. `MAILLAGE_HASARD=1 scripts/test` looks for new ones.
settings.register_profile(
    "shared machine",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="MAILLAGE_HASARD" not in os.environ,
)
settings.load_profile("shared machine")

# A shell that starts the tests in the background has them ignore Ctrl-C, and whatever they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse every connection that leaves the machine: a test that needs the network is a wrong test."""
    if request.node.get_closest_marker("registry"):
        yield
        return
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files that are never part of the project; the test is skipped without it."""
    folder = Path(os.environ.get("MAILLAGE_DONNEES_REELLES") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"données réelles absentes : {folder} (variable MAILLAGE_DONNEES_REELLES)")
    return folder


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """A function that gives a port of this machine on which nobody listens."""
    return _free_port


# Invented streets in real communes: the engine only knows what it is given.
_STREETS = [
    ("35297_0010", "Rue de la Monnaie", "35290", "Saint-Méen-le-Grand", "35297", 48.1892, -2.1906),
    ("35184_0020", "Rue du Lavoir", "35360", "Montauban-de-Bretagne", "35184", 48.1987, -2.0480),
    ("35188_0030", "Rue du Lavoir", "35160", "Montfort-sur-Meu", "35188", 48.1383, -1.9563),
    ("22050_0040", "Place des Tilleuls", "22100", "Dinan", "22050", 48.4541, -2.0469),
]


def _documents() -> Iterator[str]:
    """A few hundred addresses, and a commune, in the format of the national address base."""
    yield json.dumps(
        {
            "id": "35297",
            "type": "municipality",
            "name": "Saint-Méen-le-Grand",
            "postcode": "35290",
            "city": "Saint-Méen-le-Grand",
            "citycode": "35297",
            "lat": 48.1870,
            "lon": -2.1950,
            "importance": 0.4,
            "population": 4600,
        }
    )
    for ident, street, postcode, city, code_insee, lat, lon in _STREETS:
        numbers = {str(n): {"lat": lat + n * 1e-5, "lon": lon, "id": f"{ident}_{n:05}"} for n in range(1, 80)}
        yield json.dumps(
            {
                "id": ident,
                "type": "street",
                "name": street,
                "postcode": postcode,
                "city": city,
                "citycode": code_insee,
                "lat": lat,
                "lon": lon,
                "importance": 0.5,
                "housenumbers": numbers,
                "context": "Bretagne",
            }
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert process.poll() is None, "the engine stopped"
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 — our own loopback address
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the engine does not answer")


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an addok server that knows the streets above."""
    folder = tmp_path_factory.mktemp("addok")
    redis_port, port = _free_port(), _free_port()
    redis = subprocess.Popen(
        ["redis-server", "--port", str(redis_port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    config = folder / "addok.conf"
    config.write_text(
        f'REDIS = {{"host": "127.0.0.1", "port": {redis_port}, "unix_socket_path": None,'
        ' "indexes": {"db": 0}, "documents": {"db": 1}}\n'
        f'LOG_DIR = "{folder}"\n'
        "BATCH_WORKERS = 1\n"
    )
    data = folder / "adresses.json"
    data.write_text("\n".join(_documents()), encoding="utf-8")
    addok = [str(Path(sys.executable).parent / "addok"), "--config", str(config)]
    try:
        for _ in range(50):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", redis_port)) == 0:
                    break
            time.sleep(0.1)
        subprocess.run([*addok, "batch", str(data)], check=True, capture_output=True, timeout=60)
        subprocess.run([*addok, "ngrams"], check=True, capture_output=True, timeout=60)
        server = subprocess.Popen(
            [*addok, "serve", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/search/?q=dinan", server)
            yield url
        finally:
            server.terminate()
            server.wait()
    finally:
        redis.terminate()
        redis.wait()
