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
    sources.write_tree(out, [draft(page())], [asset], tmp_path / "docs")
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
    sources.write_tree(out, [draft(page(url="lieux/"))], [], tmp_path / "docs")
    assert "<p>Texte</p>" in (out / "docs/lieux/index.md").read_text("utf-8")
