"""What the search page weighs before its first result: bytes are those of any machine, times are for scripts/bench."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Published, Reader

pytestmark = pytest.mark.browser

# 150 kB in all for 697 venues, whose data take 65 at most; what is left is for the page, its programs and its styles.
MOST = 85_000


def test_the_page_without_its_data_leaves_room_for_the_data_of_a_region(
    newcomer: Callable[..., Reader], site: Published
) -> None:
    reader = newcomer(site.url)
    loaded: list[str] = []
    reader.page.on("response", lambda response: loaded.append(urlsplit(response.url).path.lstrip("/")))
    reader.go("trouver/?service=caf-demarches&pres=35184")
    reader.page.wait_for_selector("[data-lieu]", state="attached")
    reader.page.wait_for_load_state("networkidle")
    sizes = {
        path: len(gzip.compress((site.folder / (path if "." in path else f"{path}index.html")).read_bytes(), 6))
        for path in loaded
        if not path.startswith("donnees/")
    }
    assert {"trouver/", "assets/maillage/trouver.js"} <= set(sizes)
    assert sum(sizes.values()) <= MOST, sizes
