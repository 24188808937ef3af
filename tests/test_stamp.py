"""One shell, many pages: nothing is lost, nothing escapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage import stamp
from maillage.model import Page

URL = "coquille/1/"
SHELL = (
    "<html><head><title>MAILLAGE-TITRE - Site</title>"
    '<meta name="description" content="MAILLAGE-DESCRIPTION">'
    '<link rel="canonical" href="https://x.example/coquille/1/"></head>'
    '<body><main><div class="mg"><h1>MAILLAGE-CORPS</h1></div></main></body></html>'
)


def filled(**facts: object) -> str:
    return stamp.fill(stamp.cut(SHELL, URL), page(**facts)).decode()


def page(**facts: object) -> Page:
    values: dict[str, object] = {"url": "lieux/a/", "title": "A", "description": "D", "body": "<h1>A</h1>"}
    return Page(**(values | facts))  # type: ignore[arg-type]


def test_a_page_takes_its_place_in_the_shell() -> None:
    html = filled(head='<meta name="robots" content="noindex">')
    assert "<title>A - Site</title>" in html
    assert 'content="D"' in html
    assert 'href="https://x.example/lieux/a/"' in html
    assert '<meta name="robots" content="noindex"></head>' in html
    assert '<div class="mg"><h1>A</h1></div>' in html
    assert "MAILLAGE-" not in html


def test_a_title_cannot_open_a_tag_nor_close_an_attribute() -> None:
    html = filled(title="<script>", description='"><script>')
    assert "<script>" not in html


def test_a_shell_without_a_place_for_the_body_is_refused() -> None:
    with pytest.raises(stamp.ShellError, match="MAILLAGE-CORPS"):
        stamp.cut(SHELL.replace("<h1>MAILLAGE-CORPS</h1>", ""), URL)


@given(st.text(max_size=80))
def test_a_body_that_holds_a_marker_is_left_as_it_is(text: str) -> None:
    body = f"<p>{text}MAILLAGE-TITRE</p>"
    assert body in filled(body=body)


@pytest.mark.parametrize(("url", "depth"), [("", 0), ("lieux/", 1), ("lieux/a/", 2), ("reference/services/x/", 3)])
def test_the_depth_of_a_page_is_the_number_of_its_folders(url: str, depth: int) -> None:
    assert stamp.depth(url) == depth


@pytest.mark.parametrize("url", ["", "lieux/", "lieux/a/", "reference/services/x/"])
def test_a_shell_has_the_depth_of_its_pages(url: str) -> None:
    assert stamp.depth(stamp.shell_url(url)) == stamp.depth(url)


def test_the_pages_that_the_menu_names_have_a_shell_of_their_own_and_the_others_share_one() -> None:
    assert [stamp.shell_url(url) for url in ("", "lieux/")] == ["", "lieux/"]
    assert stamp.shell_url("lieux/a/") == stamp.shell_url("communes/b/") == URL


def test_the_shell_of_a_page_of_the_menu_has_its_title_and_waits_for_the_rest() -> None:
    path, source = stamp.shell_source("lieux/", "Tous les <lieux>")
    assert path == "lieux/index.md"
    assert "Tous les &lt;lieux&gt;" in source
    shell = stamp.cut("<title>Tous les lieux</title><h1>MAILLAGE-CORPS</h1>", "lieux/")
    assert stamp.fill(shell, page(url="lieux/", body="<p>ici</p>")) == b"<title>Tous les lieux</title><p>ici</p>"


def test_the_indentation_of_the_theme_is_not_written_again_for_each_page_unless_it_means_something() -> None:
    body = "<h1>MAILLAGE-CORPS</h1>"
    assert stamp.fill(stamp.cut(f"<main>\n\n    {body}\n  </main>", ""), page(url="")) == b"<main>\n<h1>A</h1>\n</main>"
    kept = f"<pre>\n  a</pre>\n  {body}"
    assert stamp.fill(stamp.cut(kept, ""), page(url="")) == b"<pre>\n  a</pre>\n  <h1>A</h1>"


ENGINE_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url>
         <loc>https://x.example/</loc>
    </url>
    <url>
         <loc>https://x.example/coquille/1/</loc>
         <lastmod>2026-01-01</lastmod>
    </url>
    <url>
         <loc>https://x.example/guide/</loc>
    </url>
</urlset>
"""


def test_the_sitemap_leaves_out_the_pages_of_the_menu_that_are_hidden() -> None:
    text = stamp.sitemap(ENGINE_SITEMAP, "https://x.example/", [], ["guide/"])
    assert "https://x.example/guide/" not in text
    assert text.count("<loc>https://x.example/</loc>") == 1


def test_the_sitemap_lists_the_pages_and_not_the_shells() -> None:
    text = stamp.sitemap(ENGINE_SITEMAP, "https://x.example/", ["lieux/a/", "guide/"])
    assert "coquille" not in text
    assert text.count("<loc>https://x.example/lieux/a/</loc>") == 1
    assert text.count("<loc>https://x.example/guide/</loc>") == 1
    assert text.rstrip().endswith("</urlset>")
