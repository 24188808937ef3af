"""What a preview shows is back in its place once the engine has made its own part again."""

from __future__ import annotations

from pathlib import Path

from maillage import preview
from maillage.reuse import Trace, paths, seen


def test_our_pages_come_back_as_they_were_with_the_new_files_of_the_engine(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    for path, text in {"lieux/a/index.html": "a", "methode/index.html": "avant", "vieux/index.html": "v"}.items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text)
    ours = seen(folder, "lieux/a/index.html")
    traces = {"lieux/a/": Trace("lieux/a/", "nom", True, (ours,))}
    aside = preview.set_aside(
        preview.Shown(folder, traces, frozenset({"methode/index.html", "vieux/index.html", "parti"}))
    )
    assert not folder.exists()

    (folder / "methode").mkdir(parents=True)
    (folder / "methode/index.html").write_text("après")
    made = frozenset(paths(folder))
    assert made == {"methode/index.html"}
    standing = preview.put_back(aside, folder, made)
    assert standing.holds("lieux/a/", "nom") == traces["lieux/a/"]
    assert frozenset(paths(folder)) == {"lieux/a/index.html", "methode/index.html"}
    assert (folder / "methode/index.html").read_text() == "après"
    assert not aside.folder.parent.exists()
