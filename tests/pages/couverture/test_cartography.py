"""The maps of reports: classes that ink alone tells apart, drawings whose every name is only a name."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from maillage import maps
from maillage.coverage import Area, Town
from maillage.maps import Dot, PlaceName, Shade, Zone
from maillage.model import Position
from maillage.pages.couverture.drawing import PAPER, drawing
from maillage.pages.couverture.scale import UNLOOKED, CommuneScale, EpciScale
from maillage.pages.couverture.subject import HELP, VENUES
from small_world import figure

BOX = (48.0, -2.2, 48.2, -2.0)
SQUARE = {"type": "Polygon", "coordinates": [[(-2.2, 48.0), (-2.0, 48.0), (-2.0, 48.2), (-2.2, 48.2), (-2.2, 48.0)]]}
HOSTILE = "</text><script>alert(1)</script>&\"'"


def town(km: float | None, at_best: float | None = None, *, recense: bool = True) -> Town:
    return Town(
        code_insee="35001",
        nom="A",
        population=100,
        recense=recense,
        km=km,
        km_au_mieux=km if at_best is None else at_best,
        lieux=(),
    )


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (town(0.0), "proche"),
        (town(2.5), "proche"),
        (town(2.500001), "loin"),
        (town(10.0), "loin"),
        (town(10.000001), "au-dela"),
        (town(None), "au-dela"),
        (town(12.0, 10.0), "peut-etre"),
        (town(None, 3.0), "peut-etre"),
        (town(12.0, 11.0), "au-dela"),
        (town(1.0, recense=False), "non-recense"),
    ],
)
def test_a_commune_has_the_class_of_what_is_declared_near_it_both_sides_of_each_threshold(
    found: Town, code: str
) -> None:
    assert CommuneScale(HELP, 2.5, 10).of(found).code == code


def test_a_map_of_venues_has_no_doubt_about_what_they_do() -> None:
    assert "peut-etre" in [shade.code for shade in CommuneScale(HELP, 2.5, 10).shades]
    assert "peut-etre" not in [shade.code for shade in CommuneScale(VENUES, 2.5, 10).shades]


def area(*, recense: bool = True) -> Area:
    return Area(
        niveau="epci",
        code="1",
        nom="A",
        recense=recense,
        partiel=False,
        communes=1,
        population=1000,
        communes_recensees=1,
        population_recensee=1000,
    )


@pytest.mark.parametrize(
    ("least", "most", "code"),
    [
        (1000, 1000, "niveau-0"),
        (900, 900, "niveau-0"),
        (899, 899, "niveau-1"),
        (750, 999, "niveau-1"),
        (749, 999, "niveau-2-incertain"),
        (500, 500, "niveau-2"),
        (250, 250, "niveau-3"),
        (249, 249, "niveau-4"),
        (0, 0, "niveau-4"),
        (0, 1000, "niveau-4-incertain"),
    ],
)
def test_an_intercommunality_has_the_class_of_its_share_hatched_where_much_is_unknown(
    least: int, most: int, code: str
) -> None:
    within = figure(least, denominateur=1000, au_moins=least, au_plus=most)
    assert EpciScale().of(area(), within).code == code


def test_nobody_has_looked_is_a_class_of_its_own() -> None:
    assert EpciScale().of(area(recense=False), figure(None)) == UNLOOKED
    assert EpciScale().of(area(), figure(0, denominateur=0)) == UNLOOKED


def ink(shade: Shade) -> float:
    """How dark a colour is once photocopied, from 0 (white) to 1."""
    red, green, blue = (int(shade.fond[start : start + 2], 16) for start in (1, 3, 5))
    return 1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def test_black_and_white_tells_every_class_apart() -> None:
    for shades in (CommuneScale(HELP, 2.5, 10).shades, EpciScale().shades):
        plain = [ink(shade) for shade in shades if not shade.motif]
        assert plain == sorted(plain), "the wider the tear, the more ink"
        assert min(after - before for before, after in pairwise(plain)) > 0.1
        drawn = [(shade.fond, shade.motif) for shade in shades]
        assert len(set(drawn)) == len(drawn)


def test_a_drawing_holds_its_zones_its_limit_its_dots_and_its_names() -> None:
    zone = Zone(nom="A", contour=SQUARE, classe=UNLOOKED, url="")
    dots = [
        Dot(nom="x", position=Position(latitude=48.1, longitude=-2.1), declare=declares, url="")
        for declares in (True, False)
    ]
    limit = {"type": "MultiLineString", "coordinates": [[(-2.2, 48.1), (-2.1, 48.1)], [(-2.0, 48.1), (-2.05, 48.15)]]}
    svg = drawing(
        "Carte", BOX, [zone], limit, dots, [PlaceName(nom="A", position=Position(latitude=48.1, longitude=-2.1))]
    )
    assert svg.count("<path") == 2
    assert svg.count("<circle") == 2
    assert 'fill="url(#mg-motif-non-recense)"' in svg
    assert "<title>Carte</title>" in svg
    # North is up: the square begins below and is closed.
    width, height = (int(value) for value in svg.split('viewBox="0 0 ')[1].split('"')[0].split())
    assert f"M12 {height - 12}l{width - 24} 0" in svg
    assert "Z" in svg


def test_a_name_stays_within_the_drawing() -> None:
    ends = [PlaceName(nom="Saint-Germain", position=Position(latitude=48.1, longitude=at)) for at in (-2.2, -2.0)]
    svg = drawing("Carte", BOX, [], None, (), ends)
    width = int(svg.split('viewBox="0 0 ')[1].split()[0])
    half = len("Saint-Germain") * PAPER.letter / 2
    assert all(half <= int(x) <= width - half for x in re.findall(r'<text x="(\d+)"', svg))


def test_hundreds_of_dots_leave_the_classes_to_be_seen() -> None:
    here = Position(latitude=48.1, longitude=-2.1)
    dots = [Dot(nom="x", position=here, declare=True, url="")] * 400
    limit = {"type": "LineString", "coordinates": [(-2.2, 48.1), (-2.1, 48.1)]}
    few, many = (drawing("Carte", BOX, [], limit, some, ()) for some in (dots[:10], dots))
    assert few.count('stroke-width="2"') == 2
    assert many.count('stroke-width="2"') == 0


def test_no_name_of_a_drawing_is_markup() -> None:
    svg = drawing(
        HOSTILE, BOX, [], None, (), [PlaceName(nom=HOSTILE, position=Position(latitude=48.1, longitude=-2.1))]
    )
    assert "<script" not in svg
    assert svg.count("&lt;script&gt;") == 2


def page(**given: Any) -> str:
    zone = Zone(nom=HOSTILE, contour=SQUARE, classe=UNLOOKED, url="../communes/35001/", lignes=(HOSTILE,))
    dot = Dot(nom=HOSTILE, position=Position(latitude=48.1, longitude=-2.1), declare=True, url="../lieux/x/")
    base: dict[str, Any] = {
        "limite": {"type": "LineString", "coordinates": [(-2.123456789, 48.1), (-2.1, 48.1)]},
        "dots": [dot],
        "small": False,
        "names": [PlaceName(nom=HOSTILE, position=Position(latitude=48.1, longitude=-2.1))],
        "shades": (UNLOOKED,),
        "tiles": None,
    }
    return maps.coverage(HOSTILE, [zone], **(base | given)).decode()


def test_no_text_of_a_map_of_classes_can_act_and_nothing_comes_from_elsewhere() -> None:
    html = page()
    assert "<script>alert" not in html
    assert "http" not in html.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert '<html lang="fr">' in html


def test_a_map_of_classes_defines_its_patterns_and_is_the_same_each_time() -> None:
    html = page()
    assert '<pattern id="mg-motif-non-recense"' in html
    assert html == page()
    assert "-2.1235" in html, "ten metres are enough to draw"
    assert "-2.123456789" not in html


def test_hundreds_of_dots_are_not_controls() -> None:
    assert '"lignes"' in page()[page().index("../lieux/x/") - 200 :]
    assert "../lieux/x/" not in page(small=True)
