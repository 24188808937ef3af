"""`maillage check` as it is typed: every accident that a file may have had, and every form of the answer."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Answer, Desk, Disk

VENUE = "directory/35/mediatheque.yml"


def check(desk: Desk, *arguments: str | Path) -> Answer:
    """What the check says, which must never change a file of the project."""
    before = desk.files()
    answer = desk.type("check", "--today", "2026-03-12", *arguments)
    assert desk.files() == before
    return answer


def test_a_directory_without_a_fault_has_nothing_to_mend(desk: Desk) -> None:
    answer = check(desk)
    assert (answer.code, answer.out, answer.err) == (0, "Rien à corriger.\n", "")


# Bad input: one accident, its code and its place, and words that the answer must hold.

ACCIDENTS: dict[str, tuple[bytes, str, tuple[str, ...]]] = {
    "not UTF-8": ("nom: Médiathèque\n".encode("cp1252"), ":1:7: erreur [", ("UTF-8",)),
    "UTF-16": ("nom: Médiathèque\n".encode("utf-16"), ":1:1: erreur [", ("UTF-8",)),
    "tabs": (b"id: mediatheque\nadresse:\n\tvoie: Rue\n", ":3:1: erreur [", ("tabulation",)),
    "duplicate key": (b"id: mediatheque\nnom: Un\nnom: Deux\n", ":3:1: erreur [", ("nom", "2")),
    "anchor": (b"id: mediatheque\nnom: &nom Lieu\n", ":2:6: erreur [", ("&nom",)),
    "alias": (b"id: mediatheque\nnom: *nom\n", ":2:6: erreur [", ("*nom",)),
    "empty file": (b"", ": erreur [", ("vide",)),
    "only a comment": (b"# rien\n", ": erreur [", ("vide",)),
    "list at the root": (b"- id: mediatheque\n", ":1:1: erreur [", ("liste",)),
    "control character": (b"id: mediatheque\nnom: Lieu\x07\n", ":2:10: erreur [", ("U+0007",)),
    "escaped control character": (b'id: mediatheque\nnom: "Lieu\\e[31m"\n', ":2:6: erreur [", ("U+001B",)),
    "unclosed quote": (b'id: mediatheque\nnom: "Lieu\n', ":2:6: erreur [", ("guillemet",)),
    "python object": (b"id: !!python/object/apply:os.system [x]\n", ":1:5: erreur [", ("étiquette YAML",)),
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_a_file_that_cannot_be_read_is_refused_at_its_place(desk: Desk, accident: str) -> None:
    content, place, words = ACCIDENTS[accident]
    desk.write(VENUE, content)
    answer = check(desk)
    assert answer.code == 1
    assert f"{VENUE}{place}" in answer.out
    for word in words:
        assert word in answer.out


def test_a_file_of_50_megabytes_is_refused_without_being_read(desk: Desk) -> None:
    with (desk.root / VENUE).open("wb") as file:
        file.truncate(50_000_000)
    start = time.monotonic()
    answer = desk.type("check")
    assert answer.code == 1
    assert re.search(rf"{VENUE}: erreur \[.*\].* 50", answer.out)
    assert time.monotonic() - start < 20, "it was read"


FAULTS: dict[str, tuple[dict[str, str], str, tuple[str, ...]]] = {
    "unknown commune": ({"code_insee": "35999"}, "adresse.code_insee", ("35999",)),
    "commune of another postcode": ({"code_postal": "35000"}, "adresse", ("35000", "35290")),
    "position in the sea": (
        {"position": "{latitude: 48.70, longitude: -3.90, source: essai}"},
        "position",
        ("Saint-Méen-le-Grand",),
    ),
    "hours at 25:00": ({"horaires": "Mo-Fr 09:00-25:00, Tu 25:00-26:00"}, "horaires", ("25:00",)),
    "javascript link": ({"site_web": '["javascript:alert(1)"]'}, "site_web", ("http",)),
    "mistyped key": ({"horaire": "Mo-Fr 09:00-12:00"}, "horaire", ("vouliez-vous dire « horaires »",)),
    "mistyped code": ({"typologies": "[BIBI]"}, "typologies", ("vouliez-vous dire « BIB »",)),
    "date of the American kind": ({"date_maj": '"03/12/2026"'}, "date_maj", ("année-mois-jour",)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fact_that_cannot_be_true_is_refused_with_what_to_do(desk: Desk, fault: str) -> None:
    facts, where, words = FAULTS[fault]
    text = desk.venue(**{key: value for key, value in facts.items() if key != "typologies"})
    if "typologies" in facts:
        text = text.replace("[BIB]", facts["typologies"])
    desk.write(VENUE, text)
    answer = check(desk)
    assert answer.code == 1
    assert re.search(rf"^{VENUE}:\d+:\d+: erreur \[[a-z-]+\] {re.escape(where)}", answer.out, re.MULTILINE), answer.out
    for word in words:
        assert word in answer.out, answer.out


def test_a_merged_commune_is_answered_with_its_new_code(desk: Desk) -> None:
    desk.write(VENUE, desk.venue(code_insee="35308", code_postal="35360", commune="Saint-M'Hervon", voie="Le Bourg"))
    answer = check(desk)
    assert "35184" in answer.out, answer.out
    assert "Montauban-de-Bretagne" in answer.out


HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_html_in_a_text_is_a_text_like_any_other_and_cannot_reach_the_terminal(desk: Desk) -> None:
    desk.write(VENUE, desk.venue(nom=f"'{HTML}'", horaires=f"'{HTML}'"))
    answer = check(desk)
    assert answer.code == 1
    assert "horaires" in answer.out


def test_what_a_file_says_gives_no_order_to_a_terminal_or_to_the_forge(desk: Desk) -> None:
    desk.write(VENUE, desk.venue(horaires='"::error file=x::y\\u202e"').replace("BIB", '"::set-output name=a::b"'))
    for form in ("text", "github"):
        answer = check(desk, "--format", form)
        assert "\u202e" not in answer.out
        lines = [line for line in answer.out.splitlines() if line.startswith("::")]
        assert all(line.startswith("::error file=directory/35/mediatheque.yml,line=") for line in lines)
        assert bool(lines) is (form == "github")


# What is looked at


def test_the_two_halves_of_a_pair_are_told_by_a_check_of_one_file(desk: Desk) -> None:
    desk.add("mediatheque-bis", nom="Lieu mediatheque")
    answer = check(desk, "directory/35/mediatheque-bis.yml")
    assert "mediatheque-bis.yml" in answer.out
    assert all(line.startswith(("directory/35/mediatheque-bis.yml", " ", "1 ")) for line in answer.out.splitlines())


@pytest.mark.parametrize(
    "asked", ["directory/35/cassee.yml", "directory/35", "directory", ".", "./directory/../directory/35/cassee.yml"]
)
def test_a_path_may_be_a_file_or_a_folder_written_as_one_likes(desk: Desk, asked: str) -> None:
    desk.write("directory/35/cassee.yml", "- liste\n")
    answer = check(desk, asked)
    assert answer.code == 1
    assert answer.out.startswith("directory/35/cassee.yml:1:1: erreur")
    assert "1 erreur à corriger, dans 1 fichier." in answer.out


def test_a_file_that_is_not_asked_for_is_not_talked_about(desk: Desk) -> None:
    desk.write("directory/35/cassee.yml", "- liste\n")
    desk.write("sites/casse.yml", "- liste\n")
    assert check(desk, VENUE).out == "Rien à corriger.\n"


def test_a_file_outside_the_directory_is_checked_against_it(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "boite-de-reception" / "mediatheque.yml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(desk.venue(), encoding="utf-8")
    answer = check(desk, elsewhere)
    assert answer.code == 1
    assert f"{elsewhere}:" in answer.out
    assert f"« {VENUE} »" in answer.out or VENUE in answer.out


def test_a_folder_outside_the_project_is_checked_file_by_file(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "a.yml").write_text("- liste\n", encoding="utf-8")
    for asked in (tmp_path / "ailleurs", Path("../ailleurs")):
        answer = check(desk, asked)
        assert answer.code == 1
        assert f"{tmp_path}/ailleurs/a.yml:1:1: erreur" in answer.out


def test_site_files_are_checked_too_alone_or_with_the_rest(desk: Desk) -> None:
    text = (desk.root / "sites/essai.yml").read_text("utf-8")
    desk.write("sites/essai.yml", text.replace("200038990", "200038999"))
    for arguments in ([], ["sites/essai.yml"], ["sites"], ["."]):
        answer = check(desk, *arguments)
        assert answer.code == 1
        assert answer.out.startswith("sites/essai.yml:5:10: erreur [territoire-inconnu] territoire.epci[0]")


def test_the_model_the_lock_and_the_declared_pairs_are_not_venues(desk: Desk) -> None:
    desk.write("directory/_modele.yml", "id: à remplir\n")
    desk.write("directory/geocodes.json", '{"version": 1, "lieux": {}}')
    desk.write("directory/pas-des-doublons.yml", "pas_des_doublons: []\n")
    for arguments in ([], ["directory/geocodes.json"], ["directory/pas-des-doublons.yml"]):
        assert "mediatheque" not in check(desk, *arguments).out
    assert check(desk, "directory/geocodes.json").code == 0


def test_a_lock_that_a_merge_has_damaged_is_told(desk: Desk) -> None:
    desk.write("directory/geocodes.json", '<<<<<<< HEAD\n{"version": 1}\n')
    answer = check(desk)
    assert answer.code == 1
    assert "directory/geocodes.json: erreur [geocodes-illisibles]" in answer.out


def test_a_wrong_path_is_said_before_anything_is_read(desk: Desk) -> None:
    desk.write("notes.txt", "x")
    answer = check(desk, "absent.yml", "notes.txt")
    assert answer.code == 2
    assert answer.out == ""
    assert "absent.yml n’existe pas." in answer.err
    assert "notes.txt n’est pas une fiche" in answer.err


@pytest.mark.parametrize("folder", ["absent", "mkdocs.yml"])
def test_a_directory_that_is_none_is_not_taken_for_an_empty_one(desk: Desk, folder: str) -> None:
    answer = check(desk, "--directory", folder)
    assert answer.code == 2
    assert answer.err.startswith(f"maillage : {folder} n’")


def test_an_empty_directory_is_not_praised_in_silence(desk: Desk) -> None:
    shutil.rmtree(desk.root / "directory" / "35")
    answer = check(desk)
    assert answer.code == 0
    assert "aucune fiche dans directory" in answer.err


# The form of the answer


@pytest.fixture
def doubtful(desk: Desk) -> Desk:
    """One point to look at and no error: a mobile phone in a public contact."""
    desk.add(telephone="06 39 98 00 10")
    return desk


def test_a_point_to_look_at_is_no_error_unless_one_is_strict(doubtful: Desk) -> None:
    assert check(doubtful).code == 0
    assert "attention [mobile-public]" in check(doubtful).out
    assert check(doubtful, "--strict").code == 1


def test_the_answer_in_json_is_one_document_with_every_field(doubtful: Desk) -> None:
    document = json.loads(check(doubtful, "--format", "json").out)
    assert (document["version"], document["erreurs"], document["attentions"]) == (1, 0, 1)
    (problem,) = document["problems"]
    assert problem["path"] == VENUE
    assert problem["code"] == "mobile-public"
    assert problem["line"] > 1


def test_the_answer_in_json_is_a_document_even_without_a_problem(desk: Desk) -> None:
    assert json.loads(check(desk, "--format", "json").out)["problems"] == []


def test_the_answer_for_a_forge_is_one_annotation_per_problem(doubtful: Desk) -> None:
    answer = check(doubtful, "--format", "github")
    assert answer.out.startswith(f"::warning file={VENUE},line=")


# Accidents of the machine


def test_the_answer_is_the_same_the_second_time_when_it_is_remembered(doubtful: Desk) -> None:
    assert check(doubtful) == check(doubtful)


def test_a_cache_that_cannot_be_written_stops_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert check(desk).code == 0


def test_a_read_only_folder_is_checked_like_any_other(desk: Desk, read_only: Disk) -> None:
    read_only(desk.root)
    assert check(desk).code == 0


def test_a_full_disk_stops_nothing_as_the_check_writes_nothing(
    desk: Desk, tiny_disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plein").mkdir()
    tiny_disk(tmp_path / "plein")
    with pytest.raises(OSError, match="28"):
        (tmp_path / "plein" / "tout").write_bytes(bytes(1_000_000))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "plein"))
    assert check(desk).code == 0


def test_an_answer_that_cannot_be_written_is_an_error_and_not_a_success(desk: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        answer = desk.end(desk.start("check", stdout=full))
    assert answer.code == 2
    assert "disque est plein" in answer.err


def test_a_reader_that_goes_away_gets_no_complaint(desk: Desk) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = desk.start("check", stdout=writing)
    os.close(writing)
    answer = desk.end(process)
    assert (answer.code, answer.err) == (2, "")


def test_a_terminal_without_accents_gets_the_answer_all_the_same(desk: Desk) -> None:
    answer = desk.end(desk.start("check", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}))
    assert answer.code == 0
    assert "Rien \\xe0 corriger" in answer.out


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_said_in_one_line(desk: Desk, order: signal.Signals) -> None:
    # A file that never ends: the check waits for it, at a place that is known.
    endless = desk.root / "directory/geocodes.json"
    os.mkfifo(endless)
    process = desk.start("check")
    with endless.open("wb"):
        process.send_signal(order)
        answer = desk.end(process)
    assert answer.code == 130
    assert answer.err == "maillage : Interrompu : aucun fichier n’est à moitié écrit.\n"


def test_an_interruption_that_a_library_takes_for_its_own_error_is_no_different(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command() -> int:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as interruption:  # as numpy does while it is imported
            raise ImportError("numpy") from interruption
        return 0

    monkeypatch.setattr("maillage.cli._check", lambda _options: command)
    answer = desk.type("check")
    assert answer.code == 130
    assert answer.err == "maillage : Interrompu : aucun fichier n’est à moitié écrit.\n"


@pytest.mark.parametrize("orders", [1, 2])
def test_an_interruption_waits_for_the_libraries_to_be_loaded_unless_one_insists(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, orders: int
) -> None:
    loaded = []

    def load(_options: object) -> Callable[[], int]:
        for _ in range(orders):
            signal.raise_signal(signal.SIGINT)
        loaded.append("numpy")
        return lambda: 0

    monkeypatch.setattr("maillage.cli._check", load)
    answer = desk.type("check")
    assert answer.code == 130
    assert answer.err == "maillage : Interrompu : aucun fichier n’est à moitié écrit.\n"
    assert loaded == (["numpy"] if orders == 1 else [])


@pytest.mark.parametrize(
    ("before", "code"), [("", -signal.SIGINT), ("signal.signal(signal.SIGINT, signal.SIG_IGN)", 2)]
)
def test_an_interruption_before_the_command_is_loaded_ends_it_in_silence_unless_it_is_not_to_be_heard(
    before: str, code: int
) -> None:
    script = f"""
import runpy, signal, sys
class Interrupted:
    def find_spec(name, path=None, target=None):
        if name == "maillage.cli":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupted)
{before}
runpy.run_module("maillage", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) == (code == 2), "the help of a command without arguments"


def test_an_interruption_while_several_processes_work_is_said_once(desk: Desk) -> None:
    for number in range(2500):
        desk.add(f"lieu-{number}", telephone="06 39 98 00 10", horaires='"Mo-Fr 09:00-12:00"')
    process = desk.start("check", start_new_session=True, env={**os.environ, "XDG_CACHE_HOME": "/dev/null"})
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not children.read_text():
        assert process.poll() is None, "it ended without other processes"
        time.sleep(0.01)
    time.sleep(0.1)
    # As the terminal does on Ctrl-C: every process of the command gets the signal.
    os.killpg(process.pid, signal.SIGINT)
    answer = desk.end(process)
    assert answer.code == 130
    assert answer.err == "maillage : Interrompu : aucun fichier n’est à moitié écrit.\n"


# Speed


def test_the_check_does_not_wait_for_the_libraries_that_draw(desk: Desk) -> None:
    code = (
        "import sys; from maillage.cli import main; main(['check']); "
        "print(sorted({name.split('.')[0] for name in sys.modules} & "
        "{'folium', 'mkdocs', 'jinja2', 'geopy', 'rich', 'python_calamine', 'branca', 'material'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=desk.root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
