"""`maillage import` as it is typed: a spreadsheet becomes files, once, and nothing of what a person wrote is lost."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Answer, Desk, Disk

STANDARD = "standard-mediation-num-1.0.2"
HEADERS = "id;nom;commune;code_postal;adresse;telephone;horaires;services;source"
ROWS = (
    "un;Médiathèque Jules Verne;Saint-Méen-le-Grand;35290;Rue de la Monnaie;02 61 91 00 21;Mo-Fr 09:00-12:00;;Essai",
    "deux;Tiers-lieu;Montauban-de-Bretagne;35360;2 rue du Lavoir;02 61 91 00 22;;;Essai",
)


@pytest.fixture
def empty(desk: Desk) -> Desk:
    """A project without any venue yet."""
    (desk.root / "directory/35/mediatheque.yml").unlink()
    return desk


def table(desk: Desk, *rows: str, encoding: str = "utf-8") -> Path:
    return desk.write("tableau.csv", "\r\n".join((HEADERS, *rows, "")).encode(encoding))


def bring(desk: Desk, file: Path | str = "tableau.csv", mapping: Path | str = STANDARD, *arguments: str) -> Answer:
    return desk.type("import", file, "--mapping", mapping, "--today", "2026-03-12", *arguments)


def count(answer: Answer, label: str) -> int:
    """The number that the summary gives for a label."""
    (number,) = re.findall(rf"^ *{label} +(\d+)$", answer.out, re.MULTILINE)
    return int(number)


def venues(desk: Desk, folder: str = "directory") -> dict[str, bytes]:
    return {path: content for path, content in desk.files(folder).items() if path.endswith(".yml")}


def test_each_row_becomes_a_file_that_the_check_accepts(empty: Desk) -> None:
    table(empty, *ROWS)
    answer = bring(empty)
    assert answer.code == 0, answer.said
    assert sorted(venues(empty)) == [
        "35/mediatheque-jules-verne-saint-meen-le-grand.yml",
        "35/tiers-lieu-montauban-de-bretagne.yml",
    ]
    assert (count(answer, "Lignes lues"), count(answer, "fiches créées")) == (2, 2)
    assert f"directory/imports/{STANDARD}.rapport.csv" in answer.out
    assert empty.type("check").code == 0


def test_the_mapping_may_be_a_file_and_the_folder_another(empty: Desk) -> None:
    table(empty, *ROWS)
    mapping = Path(__file__).parents[2] / f"src/maillage/mappings/{STANDARD}.yml"
    assert bring(empty, "tableau.csv", mapping, "--into", "ailleurs").code == 0
    assert len(venues(empty, "ailleurs")) == 2
    assert not venues(empty)


def test_a_folder_whose_parent_does_not_exist_is_refused_without_a_summary_of_what_was_not_done(empty: Desk) -> None:
    table(empty, *ROWS)
    answer = bring(empty, "tableau.csv", STANDARD, "--into", "hub/annuaire/directory")
    refused(empty, answer, "le dossier qui le contient n'existe pas", "rien n'a été changé")
    assert not (empty.root / "hub").exists()


def test_importing_again_changes_nothing(empty: Desk) -> None:
    table(empty, *ROWS)
    first = bring(empty)
    before = {path: (empty.root / "directory" / path).stat().st_mtime_ns for path in venues(empty)}
    second = bring(empty)
    assert second.code == first.code == 0
    assert count(second, "fiches inchangées") == 2
    assert before == {path: (empty.root / "directory" / path).stat().st_mtime_ns for path in venues(empty)}


def test_what_a_person_has_changed_is_kept_and_the_difference_told(empty: Desk) -> None:
    table(empty, *ROWS)
    bring(empty)
    file = empty.root / "directory/35/tiers-lieu-montauban-de-bretagne.yml"
    file.write_text(file.read_text("utf-8").replace("02 61 91 00 22", "02 61 91 00 99"), encoding="utf-8")
    table(empty, ROWS[0].replace("00 21", "00 31"), ROWS[1].replace("00 22", "00 32"))
    answer = bring(empty)
    assert answer.code == 1
    assert "02 61 91 00 99" in file.read_text("utf-8")
    assert count(answer, "Différences avec la source") == 1
    assert "02 61 91 00 32" in answer.out
    assert count(answer, "fiches modifiées") == 1
    assert "02 61 91 00 31" in (empty.root / "directory/35/mediatheque-jules-verne-saint-meen-le-grand.yml").read_text(
        "utf-8"
    )


def test_what_could_not_be_read_is_told_and_makes_the_code_1(empty: Desk) -> None:
    table(empty, ROWS[0].replace("Mo-Fr 09:00-12:00", "Mo-Fr 25:00-26:00"), ROWS[1].replace("02 61 91 00 22", "12"))
    answer = bring(empty)
    assert answer.code == 1
    assert count(answer, "Valeurs non lues") == count(answer, "Valeurs gardées telles quelles") == 1
    assert "« 12 »" in answer.out
    assert "« 25:00 » n’est pas une heure" in answer.out
    text = venues(empty)["35/mediatheque-jules-verne-saint-meen-le-grand.yml"].decode()
    assert "« Mo-Fr 25:00-26:00 »" in text
    assert "\nhoraires:" not in text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_of_french_spreadsheets_are_read(empty: Desk, encoding: str) -> None:
    table(empty, *ROWS, encoding=encoding)
    assert bring(empty).code == 0
    assert "Médiathèque Jules Verne".encode() in venues(empty)["35/mediatheque-jules-verne-saint-meen-le-grand.yml"]


# Bad input


def refused(desk: Desk, answer: Answer, *words: str) -> None:
    assert answer.code == 2, answer.said
    assert answer.out == ""
    for word in words:
        assert word in answer.err
    assert not venues(desk)


def test_a_mapping_that_names_a_missing_column_stops_before_any_writing(empty: Desk) -> None:
    empty.write(
        "m.yml",
        "nom: m\ntitre: M\nid: [nom]\nconstantes: {source: Essai}\ncolonnes:\n  Intitulé: nom\n  id: source_id\n"
        "  commune: adresse.commune\n  code_postal: adresse.code_postal\n",
    )
    table(empty, *ROWS)
    refused(
        empty,
        bring(empty, "tableau.csv", "m.yml"),
        "m.yml:6:3: erreur",
        "« Intitulé »",
        "colonnes du fichier : id, nom",
    )
    assert not (empty.root / "directory/imports").exists()


def test_a_ragged_row_is_told_with_its_line_and_the_others_are_read(empty: Desk) -> None:
    table(empty, ROWS[0], "trois;Lieu sans suite", ROWS[1], f"{ROWS[1].replace('deux', 'quatre')};de;trop")
    answer = bring(empty)
    assert answer.code == 1
    assert count(answer, "Lignes lues") == 4
    assert re.search(r"tableau.csv:3:", answer.err) or re.search(r"[Ll]igne 3\b", answer.said)
    assert re.search(r"tableau.csv:5:", answer.err) or re.search(r"[Ll]igne 5\b", answer.said)
    assert count(answer, "lignes écartées") >= 1


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("vide.csv", b""),
        ("seulement-des-titres.csv", b"id;nom\r\n"),
        ("image.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("tronque.xlsx", b"PK\x03\x04" + bytes(50)),
        ("casse.json", b'{"lieux": ['),
        ("binaire.csv", bytes(range(256)) * 40),
    ],
)
def test_a_file_that_is_no_table_is_refused(empty: Desk, file: str, content: bytes) -> None:
    empty.write(file, content)
    refused(empty, bring(empty, file), "erreur")


def test_a_table_of_50_megabytes_is_answered_without_a_traceback(empty: Desk) -> None:
    with (empty.root / "enorme.csv").open("wb") as file:
        file.write(f"{HEADERS}\r\n".encode())
        file.truncate(50_000_000)
    refused(empty, bring(empty, "enorme.csv"), "enorme.csv")


def test_what_does_not_exist_is_said(empty: Desk) -> None:
    table(empty, *ROWS)
    refused(empty, bring(empty, "absent.csv"), "absent.csv", "n'existe pas")
    refused(empty, bring(empty, "directory"), "dossier")
    refused(empty, bring(empty, "tableau.csv", "absente"), "absente", STANDARD)


@pytest.mark.parametrize("content", [b"", b"- liste\n", b"nom: *a\n", b"\xff\xfe", b"nom: m\n", b"inconnue: x\n"])
def test_a_mapping_that_is_none_is_refused_at_its_place(empty: Desk, content: bytes) -> None:
    empty.write("m.yml", content)
    table(empty, *ROWS)
    refused(empty, bring(empty, "tableau.csv", "m.yml"), "m.yml", "erreur")


def test_html_control_characters_and_an_unknown_commune_in_a_row_do_no_harm(empty: Desk) -> None:
    html = "<script>alert(1)</script>"
    table(
        empty,
        ROWS[0].replace("Médiathèque Jules Verne", f"{html} \x1b[31mRouge"),
        ROWS[1].replace("Montauban-de-Bretagne", "Atlantide"),
    )
    answer = bring(empty)
    assert answer.code == 1
    assert "\x1b" not in answer.said
    assert "Atlantide" in answer.out
    assert count(answer, "lignes écartées") == 1
    (text,) = venues(empty).values()
    assert html.encode() in text
    assert b"\x1b" not in text


# Accidents of the machine


def test_a_full_disk_leaves_no_half_written_file_and_is_said(empty: Desk, tiny_disk: Disk) -> None:
    folder = empty.root / "petit"
    folder.mkdir()
    tiny_disk(folder)
    table(empty, *(ROWS[0].replace("un;", f"n{rank};").replace("Verne", f"Verne {rank}") for rank in range(60)))
    answer = bring(empty, "tableau.csv", STANDARD, "--into", "petit/directory")
    assert answer.code == 2
    assert "le disque est plein" in answer.err
    assert "rien n'a été changé" in answer.err
    assert answer.out == ""
    assert not empty.files("petit")


def test_a_read_only_folder_is_said(empty: Desk, read_only: Disk) -> None:
    table(empty, *ROWS)
    read_only(empty.root / "directory")
    refused(empty, bring(empty), "lecture seule")


def test_an_interruption_writes_nothing_or_whole_files_and_the_next_import_finishes(empty: Desk) -> None:
    os.mkfifo(empty.root / "tableau.csv")
    process = empty.start("import", "tableau.csv", "--mapping", STANDARD)
    with (empty.root / "tableau.csv").open("wb"):
        process.send_signal(signal.SIGINT)
        answer = empty.end(process)
    assert answer.code == 130
    assert "rien n'a été changé" in answer.err
    assert not venues(empty)


def test_an_interruption_while_files_are_put_in_place_is_finished_by_the_next_import(empty: Desk) -> None:
    table(empty, *(ROWS[0].replace("un;", f"n{rank};").replace("Verne", f"Verne {rank}") for rank in range(800)))
    process = empty.start("import", "tableau.csv", "--mapping", STANDARD)
    while not (empty.root / "directory/35").exists() or not any((empty.root / "directory/35").iterdir()):
        assert process.poll() is None
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    answer = empty.end(process)
    # Faster than the signal, it may have finished.
    assert answer.code in (130, 1)
    kept = venues(empty)
    assert all(content.endswith(b"\n") and b"verifie_le: jamais" in content for content in kept.values())
    assert not list((empty.root / "directory").glob(".*"))
    again = bring(empty)
    assert len(venues(empty)) == 800
    assert (
        count(again, "fiches créées")
        + count(again, "fiches inchangées")
        + count(again, "fiches laissées telles quelles")
        == 800
    )
    assert kept.items() <= venues(empty).items()


# Real files


def test_the_national_example_becomes_one_file(empty: Desk, real_data: Path) -> None:
    answer = bring(empty, real_data / f"{STANDARD.replace('1.0.2', 'exemple')}.csv")
    assert answer.code in (0, 1)
    assert list(venues(empty)) == ["51/anonymal-reims.yml"]
    assert count(answer, "fiches créées") == 1
    assert bring(empty, real_data / "standard-mediation-num-exemple.csv").code == answer.code


def test_a_real_hub_becomes_697_files_and_a_second_import_changes_none(empty: Desk, real_data: Path) -> None:
    file = real_data / "hub-bourgogne-franche-comte-2023.csv"
    mapping = Path(__file__).parents[1] / "exchange/mapping-bourgogne-franche-comte.yml"
    first = bring(empty, file, mapping)
    assert first.code == 1, "a file filled by hand has something that cannot be read"
    assert (count(first, "Lignes lues"), count(first, "fiches créées")) == (697, 697)
    assert len(venues(empty)) == 697
    folder = empty.root / "directory"
    before = {path: (folder / path).stat().st_mtime_ns for path in venues(empty)}
    changed = folder / sorted(before)[0]
    text = changed.read_text("utf-8")
    name = re.search(r"^nom: (.*)$", text, re.MULTILINE)
    assert name
    changed.write_text(text.replace(name[0], "nom: Un nom que l’accueil a corrigé"), encoding="utf-8")
    second = bring(empty, file, mapping)
    assert second.code == 1
    assert count(second, "fiches créées") == count(second, "fiches modifiées") == 0
    assert "nom: Un nom que l’accueil a corrigé" in changed.read_text("utf-8")
    after = {path: (folder / path).stat().st_mtime_ns for path in venues(empty)}
    assert {path for path in before if before[path] != after[path]} == {sorted(before)[0]}
    assert count(second, "Différences avec la source") == 1
