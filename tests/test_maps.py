"""The overview map: local, stable, and deaf to whatever a text contains."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from maillage import maps
from maillage.model import FondDeCarte, Position

CONTOUR = {
    "type": "Feature",
    "properties": {},
    "geometry": {"type": "Polygon", "coordinates": [[[-2.0, 48.0], [-2.2, 48.0], [-2.2, 48.2], [-2.0, 48.0]]]},
}
HERE = Position(latitude=48.1, longitude=-2.1)
HOSTILE = "</script><script>alert(1)</script>\"'`"


def a_map(nom: str = "Médiathèque", tiles: FondDeCarte | None = None) -> str:
    point = maps.Point(nom=nom, position=HERE, precision="saisie", url="../lieux/x/", lignes=(nom,))
    name = maps.PlaceName(nom="Saint-Méen-le-Grand", position=HERE)
    return maps.overview("Lieux de l’intercommunalité", CONTOUR, [point], [name], tiles).decode()


def test_the_map_asks_nothing_of_a_third_party() -> None:
    assert "http" not in a_map().replace("http-equiv", "")


def test_the_tiles_of_the_site_are_the_only_other_host() -> None:
    html = a_map(tiles=FondDeCarte(url="https://tuiles.example/{z}/{x}/{y}.png", attribution="© Tuiles"))
    assert set(re.findall(r"https?://[^/\"]+", html)) == {"https://tuiles.example"}


def test_the_texts_of_the_tiles_are_neither_run_nor_changed() -> None:
    key = "0123456789abcdef0123456789abcdef"
    tiles = FondDeCarte(
        url=f"https://tuiles.example/{{z}}.png?cle={key}&a={{{{7*7}}}}", attribution="{{ 7*7 }} {% raw %}"
    )
    html = a_map(tiles=tiles)
    assert f"https://tuiles.example/{{z}}.png?cle={key}\\u0026a={{{{7*7}}}}" in html
    assert "{{ 7*7 }} {% raw %}" in html


def test_the_same_input_gives_the_same_bytes() -> None:
    assert a_map() == a_map()


def test_no_text_of_a_venue_can_act() -> None:
    html = a_map(HOSTILE)
    assert "<script>alert" not in html
    assert html.count("</script>") == a_map().count("</script>")


def test_the_page_has_a_language_a_title_and_can_be_zoomed() -> None:
    html = a_map()
    assert '<html lang="fr">' in html
    assert "<title>Lieux de l’intercommunalité</title>" in html
    assert "user-scalable" not in html


def test_the_map_shows_its_contour_whole() -> None:
    assert "[[48.0, -2.2], [48.2, -2.0]]" in a_map()


def test_names_that_would_cover_one_another_give_way_to_the_first() -> None:
    near = Position(latitude=HERE.latitude + 0.001, longitude=HERE.longitude)
    away = Position(latitude=HERE.latitude + 0.1, longitude=HERE.longitude)
    names = [
        maps.PlaceName(nom=name, position=place)
        for name, place in (("Grande", HERE), ("Voisine", near), ("Lointaine", away))
    ]
    page = maps.overview("Carte", CONTOUR, [], names, None).decode()
    assert '"nom": "Grande"' in page
    assert '"nom": "Lointaine"' in page
    assert "Voisine" not in page


_A_MAP = """
import sys
from maillage import maps
from maillage.model import Position

here = Position(latitude=48.1, longitude=-2.1)
contour = {"type": "Polygon", "coordinates": [[[-2.0, 48.0], [-2.2, 48.0], [-2.2, 48.2], [-2.0, 48.0]]]}
whole = {"type": "Feature", "properties": {}, "geometry": contour}
point = maps.Point(nom="Relais", position=here, precision="saisie", url="../lieux/x/", lignes=())
shade = maps.Shade(code="c", libelle="proche", fond="#fff", motif="")
zone = maps.Zone(nom="Gaël", contour=whole, classe=shade, url="../gael/")
first = maps.overview("Carte", whole, [point], [], None)
second = maps.coverage(
    "Carte", [zone], limite=None, dots=[], small=False, names=[], shades=(shade,), tiles=None
)
sys.stdout.buffer.write(first + second)
print("folium" in sys.modules, file=sys.stderr)
"""


def test_folium_is_asked_once_for_the_maps_of_a_kind(tmp_path: Path) -> None:
    def drawn() -> tuple[bytes, bytes]:
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
        process = subprocess.run([sys.executable, "-c", _A_MAP], capture_output=True, check=True, env=environment)
        return process.stdout, process.stderr.strip()

    first, second = drawn(), drawn()
    assert (first[1], second[1]) == (b"True", b"False")
    assert first[0] == second[0]
    assert len(list((tmp_path / "maillage").glob("carte-*"))) == 2
