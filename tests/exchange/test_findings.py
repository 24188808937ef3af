"""The report opens in a spreadsheet and does nothing there, and its summary counts everything."""

from __future__ import annotations

import csv
import io

from maillage.exchange.findings import Finding, as_csv, as_text, in_order


def test_the_report_has_a_byte_order_mark_semicolons_and_no_formula() -> None:
    text = as_csv([Finding(nature="non lu", ligne=2, colonne="tel", valeur='=cmd("x")', pourquoi="pas un numéro")])
    assert text.startswith("\ufeffnature;ligne;colonne;valeur")
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert row["valeur"] == '\'=cmd("x")'
    assert row["ligne"] == "2"


def test_phone_numbers_and_dashes_are_left_alone() -> None:
    text = as_csv([Finding(nature="non lu", valeur=value) for value in ("+33 2 61 91 00 01", "-", "@x", "+cmd|x")])
    assert [line.split(";")[3] for line in text.splitlines()[1:]] == ["+33 2 61 91 00 01", "-", "'@x", "'+cmd|x"]


def test_findings_are_sorted_from_the_gravest() -> None:
    found = in_order([Finding(nature="corrigé", ligne=1), Finding(nature="ligne écartée", ligne=9)])
    assert [finding.nature for finding in found] == ["ligne écartée", "corrigé"]


def test_the_summary_counts_reasons_and_shows_values() -> None:
    findings = [Finding(nature="non lu", colonne="code", valeur=value, pourquoi="inconnu") for value in "AAB"]
    text = as_text("Importation", [("Lignes lues", 3)], findings, ["Fichier lu comme : CSV."])
    assert "    3  code : inconnu" in text
    assert "« A » × 2, « B »" in text
    assert "Lignes lues       3" in text
