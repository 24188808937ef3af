"""Pages as Markdown: what an engine reads of them is what we meant, whatever people have typed."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maillage import sources
from maillage.model import Asset, Draft, Page
from maillage.pages.by_hand import Around

markdown = pytest.importorskip("markdown")

# What a venue file may hold: no control sign, no separator but the space.
TEXT = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), min_size=1)


def page(url: str = "lieux/x/", title: str = "Titre", description: str = "Résumé", body: str = "<p>Texte</p>") -> Page:
    return Page(url=url, title=title, description=description, body=body)


def draft(page: Page) -> Draft:
    return Draft(page.url, lambda: page)


def split(text: str) -> tuple[dict[str, object], str]:
    """The front matter, as YAML reads it, and the rest."""
    _, front_matter, rest = text.split("---\n", 2)
    return yaml.safe_load(front_matter), rest


@pytest.mark.parametrize(("url", "path"), [("", "index.md"), ("lieux/", "lieux/index.md"), ("a/b/", "a/b/index.md")])
def test_each_address_is_a_folder_with_its_index(url: str, path: str) -> None:
    assert sources.markdown(page(url=url))[0] == path


@given(title=TEXT, description=TEXT)
def test_the_front_matter_says_the_title_and_the_description_in_html(title: str, description: str) -> None:
    front_matter, _ = split(sources.markdown(page(title=title, description=description))[1])
    for key, text in (("title", title), ("description", description)):
        assert unescape(str(front_matter[key])) == text
        assert not {"<", ">", '"'} & set(str(front_matter[key]))


def test_a_title_of_many_colours_stays_one_text() -> None:
    front_matter, _ = split(sources.markdown(page(title="L'« Ô » : 100 % & <b>\"# ok --- {{ x }}"))[1])
    assert front_matter["title"] == "L&#x27;« Ô » : 100 % &amp; &lt;b&gt;&quot;# ok --- {{ x }}"


def test_no_markdown_parser_touches_the_body() -> None:
    body = '<h1>*Un*</h1>\n\n<pre>    # pas un titre</pre>\n\n\n<div class="x">\n\n_a_ <b>&lt;c&gt;</b>\n\n</div>'
    _, rest = split(sources.markdown(page(body=body))[1])
    assert markdown.markdown(rest, extensions=["attr_list", "tables", "toc"]).strip() == rest.strip()


def test_what_other_machines_read_of_a_page_is_not_lost() -> None:
    head = '<script type="application/ld+json">{"@type": "Library", "name": "a_b_c*d*"}</script>'
    made = Page(url="x/", title="T", description="D", body="<p>Texte</p>", head=head)
    _, rest = split(sources.markdown(made)[1])
    assert head in markdown.markdown(rest)


def test_the_tree_holds_the_hand_written_pages_ours_and_the_files_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "docs/guide").mkdir(parents=True)
    (tmp_path / "docs/guide/hubs.md").write_text("# Hubs\n")
    out = tmp_path / "arbre"
    out.mkdir()
    asset = Asset(url="donnees/lieux.json", content=b"\x00\xff")
    sources.write_tree(out, [draft(page())], [asset], tmp_path / "docs", lambda *_: AROUND)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()) == [
        "docs/donnees/lieux.json",
        "docs/guide/hubs.md",
        "docs/lieux/x/index.md",
    ]
    assert (out / "docs/donnees/lieux.json").read_bytes() == b"\x00\xff"


def test_a_generated_page_wins_over_a_hand_written_one_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "docs/lieux").mkdir(parents=True)
    (tmp_path / "docs/lieux/index.md").write_text("# À la main\n")
    out = tmp_path / "arbre"
    out.mkdir()
    sources.write_tree(out, [draft(page(url="lieux/"))], [], tmp_path / "docs", lambda *_: AROUND)
    assert "<p>Texte</p>" in (out / "docs/lieux/index.md").read_text("utf-8")


# What stands around the hand-written pages


def dressed(tmp_path: Path, name: str, text: str | bytes) -> tuple[str, list[tuple[str, str, str]]]:
    """A hand-written page as the tree holds it, and what was asked for it: address, title, path."""
    source = tmp_path / "docs" / name
    source.parent.mkdir(parents=True)
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    asked: list[tuple[str, str, str]] = []

    def around(url: str, title: str, path: str) -> Around:
        asked.append((url, title, path))
        return AROUND

    (tmp_path / "arbre").mkdir()
    sources.write_tree(tmp_path / "arbre", [], [], tmp_path / "docs", around)
    return (tmp_path / "arbre/docs" / name).read_bytes().decode("utf-8", "replace"), asked


AROUND = Around("<div>AVANT</div>", "<div>APRÈS</div>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Titre\n\nTexte\n", "# Titre\n\n<div>AVANT</div>\n\nTexte\n\n<div>APRÈS</div>\n"),
        ("Titre\n=====\nTexte", "Titre\n=====\n\n<div>AVANT</div>\n\nTexte\n\n<div>APRÈS</div>\n"),
        (
            "---\ntitle: A\n---\n\n# Titre\n\n- fin",
            "---\ntitle: A\n---\n\n# Titre\n\n<div>AVANT</div>\n\n- fin\n\n<div>APRÈS</div>\n",
        ),
        ("---\ntitle: A\n---\nTexte\n", "---\ntitle: A\n---\n\n<div>AVANT</div>\n\nTexte\n\n<div>APRÈS</div>\n"),
        ("## Partie\n\nTexte\n", "<div>AVANT</div>\n\n## Partie\n\nTexte\n\n<div>APRÈS</div>\n"),
        ("", "<div>AVANT</div>\n\n<div>APRÈS</div>\n"),
        ("# Titre\r\n\r\nTexte\r\n", "# Titre\n\n<div>AVANT</div>\n\nTexte\n\n<div>APRÈS</div>\n"),
    ],
)
def test_the_title_of_a_hand_written_page_stays_its_first_line_and_its_front_matter_too(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert dressed(tmp_path, "methode.md", text)[0] == expected


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("methode.md", "methode/"),
        ("guide/hubs.md", "guide/hubs/"),
        ("guide/index.md", "guide/"),
        ("index.md", ""),
        ("élus.md", "%C3%A9lus/"),
    ],
)
def test_a_hand_written_page_is_asked_for_by_its_address(tmp_path: Path, name: str, url: str) -> None:
    assert dressed(tmp_path, name, "# Un *titre* & un `mot` { #ancre }\n")[1] == [
        (url, "Un titre & un mot", f"docs/{name}")
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('---\ntitle: "L’un : l’autre"\n---\n# Titre', "L’un : l’autre"),
        ("---\ntitle: Méthode\nhide: [toc]\n---\n# Titre", "Méthode"),
        ("---\ndescription: x\n---\n# Titre #\n", "Titre"),
        ("Du texte.\n", "Methode"),
    ],
)
def test_the_title_is_that_of_the_front_matter_or_of_the_page_or_of_the_file(
    tmp_path: Path, text: str, title: str
) -> None:
    assert dressed(tmp_path, "methode.md", text)[1][0][1] == title


@pytest.mark.parametrize(("name", "content"), [("plan.svg", b"<svg/>"), ("latin.md", "# Été".encode("latin-1"))])
def test_what_is_not_a_page_that_can_be_read_stays_as_it_is(tmp_path: Path, name: str, content: bytes) -> None:
    dressed(tmp_path, name, content)
    assert (tmp_path / "arbre/docs" / name).read_bytes() == content
