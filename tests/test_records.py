"""The YAML dialect: what is refused, where, in which words; and a writer whose text is read back the same."""

from __future__ import annotations

import os
import string
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from maillage import records
from maillage.model import Problem
from maillage.records import Mark, Record, read, read_file, read_on, write


def refused(text: str | bytes) -> tuple[Problem, ...]:
    """The problems of a text that must have some."""
    result = read(text.encode() if isinstance(text, str) else text, "directory/35/x.yml")
    assert isinstance(result, tuple), result
    assert result == tuple(sorted(result))
    for problem in result:
        assert problem.path == "directory/35/x.yml"
        assert problem.level == "erreur"
        assert problem.message
        assert problem.hint
    return result


def only(text: str | bytes) -> Problem:
    """The one problem of a text."""
    (problem,) = refused(text)
    return problem


def accepted(text: str | bytes) -> Record:
    result = read(text.encode() if isinstance(text, str) else text, "directory/35/x.yml")
    assert isinstance(result, Record), result
    return result


# --- Text -------------------------------------------------------------------------------------------------------------


def test_every_scalar_is_text() -> None:
    data = accepted(
        "code_postal: 01004\ntelephone: 0476000000\nheure: 14:30\ndate: 2024-01-05\n"
        "reel: 1e3\noctal: 0o17\ninfini: .inf"
    ).data
    assert data == {
        "code_postal": "01004",
        "telephone": "0476000000",
        "heure": "14:30",
        "date": "2024-01-05",
        "reel": "1e3",
        "octal": "0o17",
        "infini": ".inf",
    }


@pytest.mark.parametrize("word", ["oui", "non", "Oui", "y", "n", "Nulle part", "Online"])
def test_the_words_of_the_dialect_are_text(word: str) -> None:
    assert accepted(f"cle: {word}").data == {"cle": word}


@pytest.mark.parametrize(
    ("word", "asked"), [("true", "oui"), ("No", "non"), ("OFF", "non"), ("yes", "oui"), ("False", "non")]
)
def test_a_bare_boolean_is_refused_with_the_word_to_write(word: str, asked: str) -> None:
    problem = only(f"nom: x\nanonymat: {word}")
    assert (problem.line, problem.column, problem.code, problem.where) == (2, 11, "vrai-faux", "anonymat")
    assert f"Écrivez {asked}." in problem.hint
    assert f'"{word}"' in problem.hint


@pytest.mark.parametrize("value", ["", " ~", " null", " Null", " # rien"])
def test_a_key_without_value_is_refused(value: str) -> None:
    problem = only(f"nom: x\ntelephone:{value}\ncourriels: [a@b.fr]")
    assert (problem.line, problem.code, problem.where) == (2, "valeur-vide", "telephone")
    assert "supprimez la ligne" in problem.hint


def test_an_item_without_value_is_refused_where_it_is() -> None:
    problem = only("services:\n  - service: [cv-lettre]\n    limites:\n      - a\n      -\n")
    assert (problem.line, problem.where) == (5, "services[0].limites[1]")


@pytest.mark.parametrize("word", ['"null"', "'true'", '"no"', '""', "|\n  no\n", "no way"])
def test_a_quoted_word_is_a_text(word: str) -> None:
    assert accepted(f"langue: {word}").data["langue"].strip() in {"null", "true", "no", "", "no way"}


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    record = accepted("\ufeffnom: Médiathèque\r\npresentation_detail: |\r\n  un\r\n  deux\r\n")
    assert record.data == {"nom": "Médiathèque", "presentation_detail": "un\ndeux\n"}


# --- What is refused -------------------------------------------------------------------------------------------------


def test_a_duplicate_key_is_refused_with_its_line() -> None:
    problem = only("nom: x\nadresse:\n  commune: a\n  voie: b\n  commune: c\n")
    assert (problem.line, problem.column, problem.code, problem.where) == (5, 3, "cle-en-double", "adresse.commune")
    assert "déjà écrite, ligne 3" in problem.message


def test_the_same_key_in_two_maps_is_not_a_duplicate() -> None:
    assert accepted("services:\n  - service: [a]\n  - service: [b]\n").data["services"][1] == {"service": ["b"]}


def test_anchors_aliases_and_tags_are_refused_all_at_once() -> None:
    problems = refused("a: &x un\nb: *x\nc: !!int 3\nd: &y [1]\ne: &z\n  f: !truc g\n")
    assert [(problem.code, problem.line, problem.where) for problem in problems] == [
        ("ancre", 1, "a"),
        ("alias", 2, "b"),
        ("etiquette-yaml", 3, "c"),
        ("ancre", 4, "d"),
        ("ancre", 5, "e"),
        ("etiquette-yaml", 6, "e.f"),
    ]


def test_an_anchor_on_the_whole_file_is_refused() -> None:
    assert {problem.code for problem in refused("--- &tout !!map\na: b\n")} == {"ancre", "etiquette-yaml"}


def test_a_merge_key_is_refused() -> None:
    assert only("a:\n  <<: *b\n").code == "alias"


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    assert {problem.code for problem in refused("\n".join(lines))} == {"ancre", "alias"}


def test_the_twentieth_problem_of_a_kind_says_that_there_are_others() -> None:
    problems = refused("".join(f"cle{n}: null\n" for n in range(100)))
    assert len(problems) == 20
    assert "D’autres problèmes semblables" in problems[-1].hint


@pytest.mark.parametrize("text", ["", "\n\n", "# rien\n", "---\n", "---\n# rien\n...\n", "null"])
def test_an_empty_file_is_refused(text: str) -> None:
    if text == "null":
        assert only(text).code == "racine"
    else:
        assert only(text).code == "fichier-vide"


@pytest.mark.parametrize(("text", "found"), [("- nom: x\n", "une liste"), ("bonjour\n", "un texte"), ("[a]", "liste")])
def test_a_root_that_is_not_a_map_is_refused(text: str, found: str) -> None:
    problem = only(text)
    assert problem.code == "racine"
    assert problem.line == 1
    assert found in problem.message


def test_several_documents_are_refused() -> None:
    problem = only("nom: x\n---\nnom: y\n")
    assert (problem.line, problem.code) == (2, "plusieurs-documents")


def test_one_explicit_document_is_read() -> None:
    assert accepted("---\nnom: x\n...\n").data == {"nom": "x"}


def test_tabs_are_refused_once_a_line_and_hide_the_mistakes_they_cause() -> None:
    problems = refused("nom:\tx\nadresse:\n\tcommune:\ty\n\tvoie: z\nnom: w\n")
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [
        ("tabulation", 1, 5),
        ("tabulation", 3, 1),
        ("tabulation", 4, 1),
        ("cle-en-double", 5, 1),
    ]


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\xad", "\u200b", "\u202e", "\u2028", "\ufffe"]
)
def test_an_invisible_sign_is_refused_with_its_place(sign: str) -> None:
    problem = only(f"nom: x\npresentation_resume: ab{sign}c\n")
    assert (problem.line, problem.column, problem.code) == (2, 24, "caractere-interdit")
    assert f"U+{ord(sign):04X}" in problem.message


def test_a_letter_lost_in_a_conversion_is_refused() -> None:
    assert "lettre perdue" in refused("nom: M\ufffddiath\ufffdque")[0].message


def test_an_invisible_sign_behind_a_backslash_is_refused() -> None:
    problem = only('nom: x\nsource: "ab\\u0007"\n')
    assert (problem.line, problem.where, problem.code) == (2, "source", "caractere-interdit")
    assert accepted('nom: "C:\\\\hub \\u00e9"').data == {"nom": "C:\\hub é"}


def test_a_file_that_is_not_utf8_is_refused_with_its_place() -> None:
    problem = only("id: a\nnom: Médiathèque\n".encode("cp1252"))
    assert (problem.line, problem.column, problem.code) == (2, 7, "encodage")
    assert only("nom: x".encode("utf-16")).code == "encodage"


def test_a_big_file_is_refused_without_being_parsed() -> None:
    content = b"nom: [" * 8_400_000
    start = time.perf_counter()
    problem = only(content)
    assert time.perf_counter() - start < 0.5
    assert problem.code == "fichier-trop-gros"
    assert "50,4 Mo" in problem.message
    assert "200 ko" in problem.message


@pytest.mark.parametrize("text", ["nom: " + "[" * 90_000, "nom:\n  " + "- " * 90_000, "nom: " + "{a: " * 40_000])
def test_deep_nesting_is_refused_without_being_followed(text: str) -> None:
    problem = only(text)
    assert (problem.code, problem.line) == ("imbrication", 1 if "\n" not in text else 2)


@pytest.mark.parametrize("text", ["? [a, b]\n: c\n", "{[a]: b}: c\n", 'nom: x\n"": y\n', "? {a: b}\n: c"])
def test_a_key_that_is_not_a_word_is_refused(text: str) -> None:
    assert "cle-illisible" in {problem.code for problem in refused(text)}


SYNTAX = [
    ("nom: Maison : espace public\n", 1, "un « : » suivi d’une espace"),
    ("nom: x\nadresse\ncommune: y\n", 2, "il manque « : »"),
    ('nom: "x\nsource: y\n', 1, "un guillemet ouvert"),
    ('nom: "x\n---\nsource: y\n', 1, "un guillemet ouvert"),
    ('nom: "x" y\n', 1, "n’est pas à sa place"),
    ("nom: @hub\n", 1, "ne peut pas commencer par ce signe"),
    ("nom: %hub\n", 1, "ne peut pas commencer par ce signe"),
    ("nom: `hub`\n", 1, "ne peut pas commencer par ce signe"),
    ("typologies: [EPN, BIB\nnom: x\n", 1, "« [ » n’est pas refermée"),
    ("adresse: {commune: x\nnom: y\n", 1, "« { » n’est pas refermé"),
    ("services: - service: [a]\n", 1, "tiret"),
    ("services:\n  - a\n  b: c\n", 3, "tiret"),
    ("adresse:\n    commune: x\n  voie: y\n", 3, "n’est pas à sa place"),
    ("nom: x\n  voie: y\n", 2, "« : »"),
    ('nom: "C:\\hub"\n', 1, "barre oblique"),
    ('nom: "\\xzz"\n', 1, "barre oblique"),
    ("nom: * important\n", 1, "« & » ou « * »"),
    ("nom: !<x\n", 1, "« ! »"),
    ("nom: !a!b c\n", 1, "« ! »"),
    ("%NOM x\n%YAML 3\n--- a\n", 0, ""),
    ("nom: x\n]\n", 2, ""),
    ("nom: |x\n  y\n", 1, "« | »"),
    ("nom: |0\n  y\n", 1, "« | »"),
    ("{a: b}\nnom: x\n", 2, "suite"),
]


@pytest.mark.parametrize(("text", "line", "words"), SYNTAX)
def test_a_mistake_of_punctuation_is_explained_in_french(text: str, line: int, words: str) -> None:
    problem = refused(text)[-1]
    assert problem.line == line or not line
    assert words in problem.message
    assert not any(english in problem.message.lower() for english in ("while", "expected", "found", "token"))


@pytest.mark.parametrize(("text", "line"), [case[:2] for case in SYNTAX])
def test_the_parser_in_python_finds_the_same_line(text: str, line: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillage.records.reading._LOADER", yaml.SafeLoader)
    problem = refused(text)[-1]
    assert problem.line == line or not line
    assert problem.code in {"yaml", "racine"}
    assert not any(english in problem.message.lower() for english in ("while", "expected", "found", "token"))


def test_a_syntax_mistake_does_not_hide_what_comes_before_it() -> None:
    assert [problem.code for problem in refused("a: null\na: b\nc: [d\n")] == ["valeur-vide", "cle-en-double", "yaml"]


# --- What is read although something is refused -----------------------------------------------------------------------

READ_ON = [
    ("a: x\nb:\nc: y\n", {"a": "x", "b": "", "c": "y"}, {("b",)}),
    ("a: [x, ~]\nb: true\n", {"a": ["x", "~"], "b": "true"}, {("a", 1), ("b",)}),
    ("a: &n x\nb: *n\nc: !!int 3\n", {"a": "x", "b": "", "c": "3"}, {("b",)}),
    ("a: [*n, x]\n", {"a": ["", "x"]}, {("a", 0)}),
    ("a: x\nb: y\na: z\n", {"a": "z", "b": "y"}, set()),
    ('a: x\n"": y\n', {"a": "x", "": "y"}, {("",)}),
    ("a:\tx\tz\nb: y\n", {"a": "x z", "b": "y"}, set()),
    ("a:\n\tb: x\n\tc: y\n", {"a": {"b": "x", "c": "y"}}, set()),
    ("a: x\u200bz\nb: [y, \u200b]\n", {"a": "x\ufffdz", "b": ["y", "\ufffd"]}, {("a",), ("b", 1)}),
    ('a: "x\\u0007"\nb: y\n', {"a": "x\x07", "b": "y"}, {("a",)}),
]


@pytest.mark.parametrize(("text", "data", "places"), READ_ON)
def test_the_rest_of_a_file_is_read_on_and_what_means_nothing_is_known(
    text: str, data: dict[str, Any], places: set[tuple[str | int, ...]]
) -> None:
    found = read_on(text.encode(), "x.yml")
    assert found.record
    assert found.record.data == data
    assert found.record.refused == frozenset(places)
    assert found.problems == found.outcome == read(text.encode(), "x.yml")


@pytest.mark.parametrize(
    "text",
    [
        "a: [b\n",
        "a: x\n---\nb: y\n",
        "<<: *a\n",
        "*a : b\n",
        "[a]: b\n",
        "a\u200b: x\n",
        '"a\\u0007": x\n',
        "- a\n",
        "",
    ],
)
def test_a_file_whose_keys_cannot_be_known_is_not_read_on(text: str) -> None:
    found = read_on(text.encode(), "x.yml")
    assert found.record is None
    assert found.problems


IN_ONE_LINE = [
    "nom: Maison : espace public",
    "nom: L’espace :",
    "nom: @hub",
    "nom: `hub`",
    'nom: "C:\\hub"',
    'nom: "\\xzz"',
    'nom: "x" y',
    "nom: 'L'espace'",
    'nom: "jamais refermé',
    "nom: 'jamais refermé",
    "nom: un texte : deux\n  et sa suite",
]


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("line", IN_ONE_LINE)
def test_a_mistake_of_punctuation_in_one_line_does_not_hide_the_lines_after_it(
    line: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maillage.records.reading._LOADER", getattr(yaml, loader))
    text = f"id: a\nvide:\n{line}\nsuite: [x, ~]\nautre: b\n"
    found = read_on(text.encode(), "x.yml")
    assert found.record
    assert found.record.data["autre"] == "b"
    assert found.record.refused == {("vide",), ("nom",), ("suite", 1)}
    assert [(problem.line, problem.code) for problem in found.problems] == [
        (2, "valeur-vide"),
        (3, "yaml"),
        (text.split("\n").index("suite: [x, ~]") + 1, "valeur-vide"),
    ]
    assert found.record.mark(("autre",)).line == text.split("\n").index("autre: b") + 1


def test_several_mistakes_of_punctuation_are_all_told() -> None:
    found = read_on(b"a: x : y\nb:\n  - @c\n  - d: e : f\ng: h\n", "x.yml")
    assert [(problem.line, problem.code) for problem in found.problems] == [(1, "yaml"), (3, "yaml"), (4, "yaml")]
    assert found.record
    assert found.record.refused == {("a",), ("b", 0), ("b", 1, "d")}


@pytest.mark.parametrize(
    "text",
    [
        "nom: x\n  voie: y\n",
        "adresse: {a: b: c,\n  d: e}\n",
        'nom: "un\ndeux: trois"\nx" y\n',
        "a: [b\nc: d\n",
        "a: x : y\nb: [c\nd: e\n",
    ],
)
def test_a_mistake_that_goes_beyond_its_line_stops_the_reading_and_is_told_once(text: str) -> None:
    found = read_on(text.encode(), "x.yml")
    assert found.record is None
    assert [problem.code for problem in found.problems] == ["yaml"]


def test_an_item_without_value_is_not_called_a_key() -> None:
    assert "tiret" in only("a:\n  - x\n  -\n").message
    assert "clé" in only("a:\n").message


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    assert isinstance(read(content, "x.yml"), Record | tuple)


@given(st.text(alphabet="ab:-[]{}\"'|>&*!%@`#,? \n\t\\0é", max_size=60))
def test_no_punctuation_makes_the_reader_fail(text: str) -> None:
    result = read(text.encode(), "x.yml")
    if isinstance(result, Record):
        assert result.data == yaml.BaseLoader(text).get_single_data()
        assert set(result.marks) == set(places(result.data))
    else:
        assert result
        further = read_on(text.encode(), "x.yml").record
        assert further is None or further.refused <= set(places(further.data)) == set(further.marks)


def places(data: Any, where: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    return [where, *(place for key, value in inner for place in places(value, (*where, key)))]


# --- Files and places ------------------------------------------------------------------------------------------------


def test_marks_point_at_keys_and_items() -> None:
    record = accepted("# titre\nnom: x\nservices:\n  - service: [a, b]\n    acces:\n      - sur-rdv\n")
    assert record.marks == {
        (): Mark(2, 1),
        ("nom",): Mark(2, 1),
        ("services",): Mark(3, 1),
        ("services", 0): Mark(4, 5),
        ("services", 0, "service"): Mark(4, 5),
        ("services", 0, "service", 0): Mark(4, 15),
        ("services", 0, "service", 1): Mark(4, 18),
        ("services", 0, "acces"): Mark(5, 5),
        ("services", 0, "acces", 0): Mark(6, 9),
    }


def test_the_mark_of_what_is_absent_is_that_of_what_holds_it() -> None:
    record = accepted("nom: x\nadresse:\n  voie: y\n")
    assert record.mark(("adresse", "commune")) == Mark(2, 1)
    assert record.mark(("telephone",)) == Mark(1, 1)
    assert Record("x.yml", {}).mark(("nom",)) == Mark(1, 1)


def test_a_path_of_keys_is_spelled_as_people_read_it() -> None:
    assert records.spelled(("services", 2, "acces")) == "services[2].acces"
    assert records.spelled(()) == ""


def test_a_file_is_read_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"nom: x\n")
    assert read_file(tmp_path / "a.yml", "a.yml") == Record("a.yml", {"nom": "x"})


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.yml")
    for name, words in (("absent.yml", "n’existe pas"), (".", "pas un fichier"), ("tube.yml", "pas un fichier")):
        result = read_file(tmp_path / name, name)
        assert isinstance(result, tuple)
        assert result[0].code == "fichier-illisible"
        assert words in result[0].message


def test_a_big_file_is_refused_without_being_opened(tmp_path: Path) -> None:
    with (tmp_path / "gros.yml").open("wb") as file:
        file.truncate(50_000_000)
    result = read_file(tmp_path / "gros.yml", "gros.yml")
    assert isinstance(result, tuple)
    assert [problem.code for problem in result] == ["fichier-trop-gros"]


# --- Writing ---------------------------------------------------------------------------------------------------------

VISIBLE = st.characters(
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\xad\u200b\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffd\ufffe\uffff",
)
LINES = st.text(VISIBLE | st.sampled_from("\n\t\r #:-'\"|>&*!%@`,[]{}\\"), max_size=60)
WORDS = st.lists(st.sampled_from(["médiathèque", "a", "#", ":", "-", "x:", "12", "«", "\n", ""]), max_size=60).map(
    " ".join
)
AMBIGUOUS = st.sampled_from(
    [
        "01004",
        "1e3",
        "14:30",
        "2024-01-05",
        "no",
        "Yes",
        "y",
        "null",
        "~",
        "",
        ".inf",
        "0x1f",
        "1_000",
        "=",
        "<<",
        "-",
        "?",
    ]
)
TEXTS = LINES | WORDS | AMBIGUOUS
KEYS = st.text(VISIBLE, min_size=1, max_size=20) | AMBIGUOUS.filter(bool)
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
FILES = st.dictionaries(KEYS, VALUES, max_size=6)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((depth(item) for item in inner), default=0)


@given(FILES)
@example({"a": "un\n deux\n"})
@example({"a": "mot " * 60})
@example({"a": ("mot " * 60).strip()})
@example({"a": [["b"], [], {}, {"c": [{"d": "e"}]}]})
@example({"a": "\n"})
@example({"a": "x\n\n"})
@example({"a": "x\x85y"[:1] + "\xa0\u3000"})
def test_what_is_written_is_read_back_the_same(data: dict[str, Any]) -> None:
    text = write(data, model=None)
    assert text.endswith("\n")
    if depth(data) < records.MAXIMUM_DEPTH:
        assert accepted(text).data == data


@given(FILES)
def test_any_reader_of_yaml_finds_only_text_in_what_is_written(data: dict[str, Any]) -> None:
    assert yaml.safe_load(write(data, model=None)) == data


def test_what_looks_like_a_number_a_date_or_a_boolean_is_quoted() -> None:
    assert (
        write(
            {
                "code_postal": "01004",
                "langue": "no",
                "du": "2026-08-01",
                "telephone": "0261910001",
                "voie": "12 rue de la Gare",
                "nom": "Maison : l’espace",
                "source": "salle #3",
                "site_web": ["https://exemple.fr/a#b"],
                "zone_intervention": ["35290", "2A004"],
                "typologies": ["EPN", "RS_FJT"],
            },
            model=None,
        )
        == 'code_postal: "01004"\nlangue: "no"\ndu: "2026-08-01"\ntelephone: "0261910001"\nvoie: 12 rue de la Gare\n'
        'nom: "Maison : l’espace"\nsource: "salle #3"\nsite_web:\n  - https://exemple.fr/a#b\n'
        'zone_intervention: ["35290", "2A004"]\ntypologies: [EPN, RS_FJT]\n'
    )


def test_long_texts_are_folded_and_texts_of_several_lines_are_blocks() -> None:
    text = write(
        {"presentation_resume": " ".join(["médiathèque"] * 12), "presentation_detail": "un\ndeux\n"}, model=None
    )
    assert text == (
        "presentation_resume: >-\n  " + " ".join(["médiathèque"] * 8) + "\n  " + " ".join(["médiathèque"] * 4) + "\n"
        "presentation_detail: |\n  un\n  deux\n"
    )


def test_keys_are_written_in_the_order_of_the_model_at_every_level() -> None:
    data = {
        "verifie_le": "jamais",
        "inconnu": "z",
        "services": [{"acces": ["sur-rdv"], "operateur": {"pivot": "1", "nom": "x"}, "service": ["cv-lettre"]}],
        "adresse": {"code_insee": "35297", "commune": "Saint-Méen-le-Grand"},
        "id": "x",
    }
    assert write(data, "# yaml-language-server: $schema=../../schema/lieu.schema.json") == (
        "# yaml-language-server: $schema=../../schema/lieu.schema.json\n"
        "id: x\n"
        'adresse:\n  commune: Saint-Méen-le-Grand\n  code_insee: "35297"\n'
        'services:\n  - service: [cv-lettre]\n    operateur:\n      nom: x\n      pivot: "1"\n    acces: [sur-rdv]\n'
        "verifie_le: jamais\ninconnu: z\n"
    )


def test_the_order_given_does_not_change_what_is_written() -> None:
    pairs = [("id", "x"), ("nom", "y"), ("typologies", ["BIB"]), ("source", "hub"), ("verifie_le", "jamais")]
    texts = set()
    for _ in range(5):
        pairs = [*pairs[1:], pairs[0]]
        texts.add(write(dict(pairs)))
    assert len(texts) == 1


@pytest.mark.parametrize("value", [None, 3, True, object()])
def test_only_texts_are_written(value: object) -> None:
    with pytest.raises(TypeError, match="only texts"):
        write({"nom": value})


def test_every_printable_sign_can_begin_a_text() -> None:
    for sign in string.punctuation + string.digits + string.ascii_letters + "«é—":
        for text in (sign, f"{sign}a", f"{sign} a", f"a{sign}", f"a {sign}", f"a {sign} b"):
            assert accepted(write({"nom": text})).data == {"nom": text}
