"""`maillage geocode` as it is typed, in front of the real engine of the service, behind a window that counts."""

from __future__ import annotations

import functools
import http.server
import json
import signal
import socket
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from maillage import geocode

if TYPE_CHECKING:
    from tests.cli.conftest import Answer, Desk, Disk

LOCK = "directory/geocodes.json"
DINAN = {"voie": "Place des Tilleuls", "code_postal": "22100", "commune": "Dinan", "code_insee": "22050"}
MONTAUBAN = {"code_postal": "35360", "commune": "Montauban-de-Bretagne", "code_insee": "35184"}
SEA = {"latitude": 48.1, "longitude": -2.1, "score": 0.99, "le": "2025-01-01"}


class Window(http.server.ThreadingHTTPServer):
    """Hands every question to the engine and remembers it; after `patience` answers it keeps people waiting."""

    daemon_threads = True

    def __init__(self, engine: str) -> None:
        super().__init__(("127.0.0.1", 0), _Clerk)
        self.engine = engine
        self.questions: list[str] = []
        self.patience = 1_000_000
        self.waiting, self.released = threading.Event(), threading.Event()
        self.canned: tuple[int, bytes] | None = None
        self.breaks_down_after = 1_000_000

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def pause_after(self, answers: int) -> None:
        self.questions.clear()
        self.patience = answers


class _Clerk(http.server.BaseHTTPRequestHandler):
    server: Window

    def do_GET(self) -> None:
        window = self.server
        window.questions.append(urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["q"][0])
        if len(window.questions) > window.patience:
            window.waiting.set()
            window.released.wait(30)
        if len(window.questions) > window.breaks_down_after:
            status, body = 503, b"{}"
        elif window.canned:
            status, body = window.canned
        else:
            with urllib.request.urlopen(f"{window.engine}{self.path}", timeout=10) as answer:  # noqa: S310 — loopback
                status, body = answer.status, answer.read()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # the person who asked has gone

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is that of the command."""


def opened(engine: str) -> Iterator[Window]:
    with Window(engine) as window:
        threading.Thread(target=window.serve_forever, daemon=True).start()
        try:
            yield window
        finally:
            window.released.set()
            window.shutdown()


@pytest.fixture
def window(engine: str) -> Iterator[Window]:
    """The address service: the real engine, seen through a window that counts."""
    yield from opened(engine)


@pytest.fixture
def ill_window() -> Iterator[Window]:
    """An address service that answers what it is told to."""
    yield from opened("")


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have retries come at once rather than after five seconds."""
    monkeypatch.setattr(geocode, "service", functools.partial(geocode.service, per_second=1000, wait=0.01))


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection, even to this machine."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def lock(desk: Desk) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = json.loads((desk.root / LOCK).read_bytes())["lieux"]
    return entries


def ask(desk: Desk, window: Window, *arguments: str) -> Answer:
    return desk.type("geocode", "--service", window.url, "--today", "2026-03-12", *arguments)


def several(desk: Desk, number: int = 9) -> None:
    for rank in range(1, number + 1):
        desk.add(f"lieu-{rank}", voie=f"{rank} rue du Lavoir", **MONTAUBAN)


@pytest.mark.engine
def test_every_address_gets_its_position_in_a_sorted_lock(desk: Desk, window: Window) -> None:
    desk.add("zebre", **DINAN)
    desk.add("abeille", voie="7 rue du Lavoir", **MONTAUBAN)
    answer = ask(desk, window)
    assert answer.code == 0
    assert "Adresses demandées : 3 ; positions trouvées : 3." in answer.err
    assert list(lock(desk)) == ["abeille", "mediatheque", "zebre"]
    assert lock(desk)["abeille"] == {
        "requete": "7 rue du Lavoir 35360 Montauban-de-Bretagne",
        "latitude": 48.19877,
        "longitude": -2.048,
        "score": pytest.approx(0.9, abs=0.1),
        "le": "2026-03-12",
    }
    # One venue a line: the history of the file shows which one has moved.
    assert [line.split('"')[1] for line in (desk.root / LOCK).read_text("utf-8").splitlines()[3:-2]] == list(lock(desk))


@pytest.mark.engine
def test_nothing_is_asked_twice_and_the_lock_does_not_change(desk: Desk, window: Window) -> None:
    several(desk)
    assert ask(desk, window).code == 0
    written = (desk.root / LOCK).stat().st_mtime_ns
    window.questions.clear()
    answer = ask(desk, window)
    assert (answer.code, window.questions) == (0, [])
    assert "déjà leur position" in answer.err
    assert (desk.root / LOCK).stat().st_mtime_ns == written


@pytest.mark.engine
@pytest.mark.parametrize(("order", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_after_an_interruption_only_what_is_missing_is_asked(
    desk: Desk, window: Window, order: signal.Signals, code: int
) -> None:
    several(desk, 29)
    window.pause_after(27)
    process = desk.start("geocode", "--service", window.url)
    assert window.waiting.wait(60)
    process.send_signal(order)
    answer = desk.end(process)
    assert answer.code == code
    if order != signal.SIGKILL:
        assert answer.err.endswith("maillage : Interrompu : aucun fichier n’est à moitié écrit.\n")
    # Saved on the way, at the latest every 25 answers, and on the way out where there is one.
    kept = lock(desk)
    assert len(kept) == (25 if order == signal.SIGKILL else 27)
    window.released.set()
    window.pause_after(1_000_000)
    assert ask(desk, window).code == 0
    assert len(lock(desk)) == 30
    assert len(window.questions) == 30 - len(kept)
    assert kept.items() <= lock(desk).items()
    assert not [path for path in desk.files() if path.rpartition("/")[2].startswith(".geocodes")]


@pytest.mark.usefixtures("no_socket")
def test_offline_nothing_is_asked_and_what_waits_is_listed(desk: Desk) -> None:
    before = desk.files()
    answer = desk.type("geocode", "--offline")
    assert answer.code == 1
    assert "mediatheque : Rue de la Monnaie 35290 Saint-Méen-le-Grand" in answer.err
    assert desk.files() == before


@pytest.mark.usefixtures("no_socket")
def test_offline_with_every_position_there_is_nothing_to_do(desk: Desk) -> None:
    desk.add(position='{latitude: "48.1892", longitude: "-2.1906"}')
    answer = desk.type("geocode", "--offline")
    assert answer.code == 0
    assert "rien à demander" in answer.err


@pytest.mark.engine
def test_a_refusal_never_overwrites_a_position(desk: Desk, window: Window) -> None:
    known = {"mediatheque": {"requete": "Rue de la Monnaie 35290 Saint-Méen-le-Grand", **SEA}}
    moved = {"demenage": {"requete": "1 rue d’Avant 35290 Saint-Méen-le-Grand", **SEA}}
    desk.write(LOCK, json.dumps({"version": 1, "lieux": {**known, **moved}}))
    desk.add("demenage", voie="99 impasse Xyzzyx")
    desk.add("nouveau", voie="98 impasse Xyzzyx")
    answer = ask(desk, window)
    assert answer.code == 1
    assert "Restent placés à la mairie de leur commune (position approximative) : 2." in answer.err
    assert "demenage : " in answer.err
    assert lock(desk) == {**known, **moved}


@pytest.mark.engine
def test_an_answer_in_another_commune_is_refused_with_its_reason(desk: Desk, window: Window) -> None:
    desk.add("errone", voie="Place des Tilleuls", code_postal="22100", commune="Lanvallay", code_insee="22118")
    answer = ask(desk, window)
    assert answer.code == 1
    assert "errone : la réponse, « Place des Tilleuls" in answer.err
    assert "hors de la commune 22118" in answer.err
    assert list(lock(desk)) == ["mediatheque"]


@pytest.mark.engine
def test_a_file_with_an_error_is_told_and_keeps_its_position(desk: Desk, window: Window) -> None:
    known = {"casse": {"requete": "x", **SEA}}
    desk.write(LOCK, json.dumps({"version": 1, "lieux": known}))
    desk.write("directory/35/casse.yml", "- liste\n")
    answer = ask(desk, window)
    assert answer.code == 1
    assert "directory/35/casse.yml:1:1: erreur" in answer.err
    assert answer.err.count("1 erreur à corriger") == 1
    assert list(lock(desk)) == ["casse", "mediatheque"]


@pytest.mark.engine
def test_a_venue_that_is_gone_leaves_the_lock(desk: Desk, window: Window) -> None:
    desk.write(LOCK, json.dumps({"version": 1, "lieux": {"parti": {"requete": "x", **SEA}}}))
    assert ask(desk, window).code == 0
    assert list(lock(desk)) == ["mediatheque"]


# What goes wrong with the service


@pytest.mark.usefixtures("in_a_hurry")
def test_a_service_that_is_down_stops_with_what_was_found(desk: Desk, free_port: Callable[[], int]) -> None:
    several(desk)
    known = {"lieu-1": {"requete": "1 rue du Lavoir 35360 Montauban-de-Bretagne", **SEA}}
    desk.write(LOCK, json.dumps({"version": 1, "lieux": known}))
    url = f"http://127.0.0.1:{free_port()}"
    answer = desk.type("geocode", "--service", url)
    assert answer.code == 2
    assert f"Le service d’adresses ne répond pas ({url} : injoignable)" in answer.err
    assert "Relancez la commande plus tard" in answer.err
    assert lock(desk) == known


@pytest.mark.engine
@pytest.mark.usefixtures("in_a_hurry")
def test_a_service_that_breaks_down_on_the_way_keeps_what_was_found(desk: Desk, window: Window) -> None:
    several(desk)
    window.breaks_down_after = 4
    answer = ask(desk, window)
    assert answer.code == 2
    assert "Positions trouvées et gardées : 4." in answer.err
    assert len(lock(desk)) == 4


ILLNESSES: dict[str, tuple[int, bytes]] = {
    "a page of a captive portal": (200, b"<html><body>Connectez-vous</body></html>"),
    "another JSON": (200, b'{"features": [{}]}'),
    "a list": (200, b'{"features": [1]}'),
    "an answer without a score": (
        200,
        b'{"features": [{"geometry": {"coordinates": [-2.1, 48.1]}, "properties": {"score": null, "label": "x"}}]}',
    ),
    "too many requests": (429, b"{}"),
    "an error of its own": (500, b"oops"),
    "a key is wanted": (401, b"{}"),
}


@pytest.mark.parametrize("illness", ILLNESSES)
@pytest.mark.usefixtures("in_a_hurry")
def test_a_service_that_answers_nonsense_is_down(desk: Desk, ill_window: Window, illness: str) -> None:
    several(desk, 3)
    ill_window.canned = ILLNESSES[illness]
    answer = ask(desk, ill_window)
    assert answer.code == 2
    assert "Le service d’adresses ne répond pas" in answer.err
    assert not (desk.root / LOCK).exists()


@pytest.mark.usefixtures("in_a_hurry")
def test_an_address_that_the_service_does_not_understand_is_not_asked_again(desk: Desk, ill_window: Window) -> None:
    ill_window.canned = (400, b'{"message": "q"}')
    answer = ask(desk, ill_window)
    assert answer.code == 1
    assert "mediatheque : le service ne trouve pas cette adresse" in answer.err
    assert len(ill_window.questions) == 1


def test_the_retries_of_the_library_are_not_printed_with_their_tracebacks(desk: Desk, ill_window: Window) -> None:
    several(desk, 1)
    ill_window.canned = (503, b"{}")
    code = (
        "import functools; from maillage import geocode; "
        "geocode.service = functools.partial(geocode.service, per_second=1000, wait=0.01); "
        f"from maillage.cli import main; raise SystemExit(main(['geocode', '--service', '{ill_window.url}']))"
    )
    answer = desk.end(desk.start(program=["-c", code]))
    assert answer.code == 1
    assert "RateLimiter" not in answer.err


@pytest.mark.parametrize("url", ["localhost:7878", "ftp://adresses.example", "http://", "", "https:///geocodage"])
def test_what_is_not_the_address_of_a_service_is_refused_before_anything(desk: Desk, url: str) -> None:
    answer = desk.type("geocode", f"--service={url or 'x'}")
    assert answer.code == 2
    assert "n’est pas l’adresse d’un service" in answer.err


# What goes wrong with the files


@pytest.mark.usefixtures("no_socket")
def test_a_damaged_lock_is_left_as_it_is_and_nothing_is_asked(desk: Desk) -> None:
    damaged = b'<<<<<<< HEAD\n{"version": 1, "lieux": {}}\n'
    desk.write(LOCK, damaged)
    answer = desk.type("geocode")
    assert answer.code == 1
    assert "geocodes-illisibles" in answer.err
    assert (desk.root / LOCK).read_bytes() == damaged


@pytest.mark.usefixtures("no_socket")
def test_a_directory_that_does_not_exist_is_not_an_empty_one(desk: Desk) -> None:
    answer = desk.type("geocode", "--directory", "absent")
    assert answer.code == 2
    assert "absent n’existe pas" in answer.err


@pytest.mark.engine
def test_a_full_disk_leaves_the_old_lock_whole(desk: Desk, window: Window, tiny_disk: Disk) -> None:
    folder = desk.root / "petit"
    folder.mkdir()
    tiny_disk(folder)
    desk.write("petit/directory/35/mediatheque.yml", desk.venue())
    old = json.dumps({"version": 1, "lieux": {"parti": {"requete": "x" * 9000, **SEA}}})
    desk.write("petit/directory/geocodes.json", old)
    with pytest.raises(OSError, match="28"):
        (folder / "plein").write_bytes(bytes(100_000))
    answer = ask(desk, window, "--directory", "petit/directory")
    assert answer.code == 2
    assert "le disque est plein" in answer.err
    assert (folder / "directory/geocodes.json").read_text("utf-8") == old
    assert sorted(path.name for path in (folder / "directory").iterdir()) == ["35", "geocodes.json"]


@pytest.mark.engine
def test_a_read_only_folder_is_said(desk: Desk, window: Window, read_only: Disk) -> None:
    read_only(desk.root / "directory")
    answer = ask(desk, window)
    assert answer.code == 2
    assert "ce disque est en lecture seule" in answer.err
