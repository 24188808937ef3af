"""The schema says what the model says, explains itself in French, and refuses what the example files say it refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import jsonschema
import jsonschema_rs
import pytest

from maillage import contract, parse
from maillage.cli import main
from maillage.model import Lieu, Site
from maillage.records import Record, read, read_file

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "schema"
EXAMPLES = Path(__file__).parent / "exemples"
ANNOTATIONS = {"title", "description", "examples"}

KINDS: dict[str, tuple[dict[str, Any], type]] = {
    "lieux": (dict(contract.lieu_schema()), Lieu),
    "sites": (dict(contract.site_schema()), Site),
}


def objects(model: type, schema: dict[str, Any], where: str = "") -> Iterator[tuple[str, type, dict[str, Any]]]:
    """Each dataclass of the model with the object of the schema that describes it."""
    yield where, model, schema
    hints = get_type_hints(model)
    for item in fields(model):
        inner = next(dataclasses_in(hints[item.name]), None)
        if inner and item.name in schema["properties"]:
            below = schema["properties"][item.name]
            yield from objects(inner, below.get("items", below), f"{where}.{item.name}".removeprefix("."))


def described(kind: str) -> Iterator[tuple[str, type, dict[str, Any]]]:
    schema, model = KINDS[kind]
    return objects(model, schema)


def dataclasses_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    elif get_origin(hint) in (tuple, Union, UnionType):
        for argument in get_args(hint):
            yield from dataclasses_in(argument)


PAIRS = [
    pytest.param(*pair, id=f"{kind}:{pair[0]}")
    for kind, (schema, model) in KINDS.items()
    for pair in objects(model, schema)
]


@pytest.mark.parametrize(("where", "model", "schema"), PAIRS)
def test_the_schema_has_the_fields_of_the_model_in_their_order(where: str, model: type, schema: dict[str, Any]) -> None:
    assert list(schema["properties"]) == [item.name for item in fields(model)], where


@pytest.mark.parametrize(("where", "model", "schema"), PAIRS)
def test_what_the_model_requires_the_schema_requires(where: str, model: type, schema: dict[str, Any]) -> None:
    required = {item.name for item in fields(model) if item.default is MISSING and item.default_factory is MISSING}
    assert set(schema.get("required", ())) == required, where


@pytest.mark.parametrize(("where", "model", "schema"), PAIRS)
def test_lists_are_where_the_model_has_tuples(where: str, model: type, schema: dict[str, Any]) -> None:
    hints = get_type_hints(model)
    lists = {item.name for item in fields(model) if get_origin(hints[item.name]) is tuple}
    assert {key for key, value in schema["properties"].items() if value["type"] == "array"} == lists, where


@pytest.mark.parametrize(("where", "model", "schema"), PAIRS)
def test_every_key_explains_itself_in_french(where: str, model: type, schema: dict[str, Any]) -> None:
    validator = jsonschema_rs.Draft202012Validator
    required = set(schema.get("required", ()))
    for key, value in schema["properties"].items():
        place = f"{where}.{key} ({model.__name__})"
        assert value["title"][0].isupper(), place
        description = value["description"]
        assert description[0].isupper() or description.startswith("«"), place
        assert description.endswith("."), place
        if key in required:
            assert description.endswith("Obligatoire."), place
        else:
            assert re.search(r"Facultatif\b.*\xa0; absent\xa0: \S", description), place
        assert value["examples"], place
        for example in value["examples"]:
            assert validator(value).is_valid(example), f"{place} : {example!r}"


@pytest.mark.parametrize(("where", "model", "schema"), PAIRS)
def test_objects_are_closed_and_never_empty(where: str, model: type, schema: dict[str, Any]) -> None:
    assert schema["type"] == "object", (where, model)
    assert schema["additionalProperties"] is False
    assert schema.get("required") or schema["minProperties"] == 1


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key != "examples":
                yield from nodes(value)
    elif isinstance(node, list):
        for item in node:
            yield from nodes(item)


@pytest.mark.parametrize("kind", KINDS)
def test_a_pattern_says_in_words_what_it_wants_and_formats_are_not_used(kind: str) -> None:
    for node in nodes(KINDS[kind][0]):
        if isinstance(node.get("pattern"), str):
            assert node["patternErrorMessage"].endswith(".") or "https://" in node["patternErrorMessage"]
        assert not isinstance(node.get("format"), str)


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_bounded_and_never_empty(kind: str) -> None:
    for node in nodes(KINDS[kind][0]):
        if node.get("type") == "array":
            assert node["minItems"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_documents_are_schemas(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(KINDS[kind][0])


# What the pages and their scripts both read is not a schema.
DOCUMENTS = sorted(set(SCHEMA.rglob("*.json")) - {SCHEMA / "recherche-adresse.json", SCHEMA / "noms-propres.json"})


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(SCHEMA)))
def test_every_piece_is_used_well_formed_and_written_the_same_way(path: Path) -> None:
    text = path.read_text("utf-8")
    document = json.loads(text)
    assert text == json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    assert document["title"]
    assert document["description"]
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(document)
    if path.parent != SCHEMA:
        references = {
            (other.parent / node["$ref"]).resolve()
            for other in DOCUMENTS
            for node in nodes(json.loads(other.read_text("utf-8")))
            if "$ref" in node
        }
        assert path.resolve() in references


def test_what_is_beside_a_reference_only_explains_or_tightens() -> None:
    for path in SCHEMA.rglob("*.json"):
        for node in nodes(json.loads(path.read_text("utf-8"))):
            if "$ref" in node:
                assert set(node) - ANNOTATIONS - {"$ref"} <= {"maxLength"}, path


def test_typography_is_french() -> None:
    for path in SCHEMA.rglob("*.json"):
        for node in nodes(json.loads(path.read_text("utf-8"))):
            for key in ("title", "description", "patternErrorMessage"):
                if isinstance(node.get(key), str):
                    assert "'" not in node[key], f"{path.name} : {node[key]}"


# --- Example files: dropping one in the folder adds a test --------------------------------------------------------


def files(kind: str, folder: str) -> list[Any]:
    return [
        pytest.param(kind, path, id=f"{kind}:{path.stem}") for path in sorted((EXAMPLES / kind / folder).glob("*.yml"))
    ]


def loaded(path: Path) -> dict[str, Any]:
    result = read_file(path, path.name)
    assert isinstance(result, Record), result
    return result.data


@pytest.mark.parametrize(("kind", "path"), [*files("lieux", "positif"), *files("sites", "positif")])
def test_a_good_example_is_accepted_and_parsed(kind: str, path: Path) -> None:
    data = loaded(path)
    errors = list(jsonschema.Draft202012Validator(KINDS[kind][0]).iter_errors(data))
    assert [(list(error.absolute_path), error.message) for error in errors] == []
    assert jsonschema_rs.Draft202012Validator(KINDS[kind][0]).is_valid(data)
    assert data["id" if kind == "lieux" else "slug"] == path.stem
    assert (parse.lieu if kind == "lieux" else parse.site)(data)


@pytest.mark.parametrize(("kind", "path"), [*files("lieux", "negatif"), *files("sites", "negatif")])
def test_a_bad_example_is_refused_for_its_reason_alone(kind: str, path: Path) -> None:
    expected = json.loads(path.with_suffix(".attendu.json").read_text("utf-8"))
    data = loaded(path)
    errors = jsonschema.Draft202012Validator(KINDS[kind][0]).iter_errors(data)
    found = [{"mot_cle": error.validator, "ou": list(error.absolute_path)} for error in errors]
    assert sorted(found, key=lambda error: (str(error["mot_cle"]), str(error["ou"]))) == expected
    assert not jsonschema_rs.Draft202012Validator(KINDS[kind][0]).is_valid(data)


def keys_written(data: Any) -> Iterator[tuple[str, ...]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield (key,)
            yield from ((key, *below) for below in keys_written(value))
    elif isinstance(data, list):
        for item in data:
            yield from keys_written(item)


@pytest.mark.parametrize("kind", KINDS)
def test_the_good_examples_exercise_every_key(kind: str) -> None:
    known = {
        tuple(part for part in f"{where}.{key}".split(".") if part)
        for where, _, schema in described(kind)
        for key in schema["properties"]
    }
    written = {key for path in (EXAMPLES / kind / "positif").glob("*.yml") for key in keys_written(loaded(path))}
    assert known - written == set()


def test_every_kind_of_venue_has_its_example() -> None:
    shown = {code for path in (EXAMPLES / "lieux" / "positif").glob("*.yml") for code in loaded(path)["typologies"]}
    assert shown == set(contract.load_nomenclature().typologies)


def test_the_good_examples_are_a_directory_without_any_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (EXAMPLES / "lieux" / "positif").glob("*.yml"):
        insee = re.search(r'code_insee: "?(97[0-9]|[0-9][0-9AB])', path.read_text("utf-8"))
        assert insee, path
        copy = tmp_path / "directory" / insee[1] / path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    main(["check", "--format", "json", "--today", "2026-11-21"])
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [problem for problem in problems if problem["level"] == "erreur"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_that_is_refused_says_why(kind: str) -> None:
    folder = EXAMPLES / kind / "negatif"
    assert {path.name.removesuffix(".attendu.json") for path in folder.glob("*.json")} == {
        path.stem for path in folder.glob("*.yml")
    }


def test_the_model_to_copy_is_a_venue_file_with_every_key() -> None:
    path = ROOT / "directory" / "_modele.yml"
    data = loaded(path)
    assert jsonschema_rs.Draft202012Validator(KINDS["lieux"][0]).is_valid(data)
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=../../schema/lieu.schema.json\n")
    text = path.read_text("utf-8")
    for where, _, schema in described("lieux"):
        for key in schema["properties"]:
            assert re.search(rf"^[ #-]*{key}:", text, re.MULTILINE), f"{where}.{key}"


def _uncommented(text: str) -> str:
    return re.sub(r"^((?: {2})*)#((?: {2})*(?:- )?[a-z_]+:(?: |$)|(?: {2})+- )", r"\1\2", text, flags=re.MULTILINE)


def test_every_line_of_the_model_is_right_once_its_sign_of_comment_is_removed() -> None:
    """The keys that are shown as comments are as good as those that are not: `#` then a key at its own column."""
    text = (ROOT / "directory" / "_modele.yml").read_text("utf-8")
    uncommented = _uncommented(text)
    assert uncommented != text
    result = read(uncommented.encode(), "_modele.yml")
    assert isinstance(result, Record), result
    errors = jsonschema.Draft202012Validator(KINDS["lieux"][0]).iter_errors(result.data)
    assert [(list(error.absolute_path), error.message) for error in errors] == []
    known = {
        tuple(part for part in f"{where}.{key}".split(".") if part)
        for where, _, schema in described("lieux")
        for key in schema["properties"]
    }
    assert known - set(keys_written(result.data)) <= {("contact_inconnu",), ("fermeture",)} | {
        ("fermeture", key) for key in ("date", "motif", "remplace_par")
    }


def test_the_model_teaches_nothing_that_the_check_reproaches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its host is made up and nobody has verified it: that alone is said of a copy with every line written."""
    text = _uncommented((ROOT / "directory" / "_modele.yml").read_text("utf-8"))
    copy = tmp_path / "directory" / "35" / "espace-numerique-de-saint-meen.yml"
    copy.parent.mkdir(parents=True)
    copy.write_text(re.sub(r"^contact_inconnu: oui\n", "", text, flags=re.MULTILINE), "utf-8")
    monkeypatch.chdir(tmp_path)
    main(["check", "--format", "json", "--today", "2026-11-21"])
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in problems} == {"hote-inconnu", "jamais-verifie"}


def test_the_model_is_one_folder_above_its_copies_which_find_the_schema() -> None:
    first = (ROOT / "directory" / "_modele.yml").read_text("utf-8").splitlines()[0]
    assert (ROOT / "directory" / "35" / first.partition("$schema=")[2]).resolve() == SCHEMA / "lieu.schema.json"


def test_the_lists_of_codes_are_those_of_the_nomenclature() -> None:
    result = subprocess.run(
        [sys.executable, "scripts/update-schema", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.stdout + result.stderr == ""
    assert result.returncode == 0


# --- The table of the documentation --------------------------------------------------------------------------------

CHAMPS = ROOT / "docs" / "contribuer" / "champs.md"


def test_every_key_that_the_documentation_names_exists() -> None:
    known = {key for where, _, schema in described("lieux") for key in schema["properties"]}
    known |= {key for where, _, schema in described("sites") for key in schema["properties"]}
    named = [part for name in re.findall(r"`([a-z_][a-z_.]*)`", CHAMPS.read_text("utf-8")) for part in name.split(".")]
    assert len(named) > 100
    assert sorted(set(named) - known) == []


def test_the_documentation_names_every_key_of_a_venue() -> None:
    text = CHAMPS.read_text("utf-8")
    named = {part for name in re.findall(r"`([a-z_][a-z_.]*)`", text) for part in name.split(".")}
    known = {key for where, _, schema in described("lieux") for key in schema["properties"]}
    assert sorted(known - named) == []


def test_the_documentation_answers_every_truth_and_every_scenario() -> None:
    text = CHAMPS.read_text("utf-8")
    for number in range(1, 36):
        assert f"| S{number} |" in text
    for number in range(1, 14):
        assert f"| {number} |" in text


WRITTEN = sorted(path for path in (ROOT / "docs").rglob("*.md") if "decisions" not in path.parts)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_a_written_page_never_parts_a_sign_from_its_word(path: Path) -> None:
    """A guillemet at the end of a line or a colon at the beginning of one is what ordinary spaces give on a phone."""
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r".{0,20}(?:« | »|\S [:;?!](?=\s)|\d [€%]).{0,10}", text) == []
