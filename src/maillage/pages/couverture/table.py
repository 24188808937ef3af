"""A table of a report: what its cells count, over how many, from when and from where is in its caption."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from maillage.pages import words
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.wording import whole
from maillage.pages.templating import trusted
from maillage.pages.words import NBSP


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its name, the page it leads to if there is one, and its cells in the order of the columns."""

    nom: str
    cellules: tuple[str, ...]
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a caption; the first of `colonnes` heads the names of the rows."""

    titre: str
    source: str
    colonnes: tuple[str, ...]
    lignes: tuple[Line, ...]

    def rangs(self, racine: str) -> str:
        """Return the rows as HTML; everything is escaped here, thousands of cells faster than in a template."""
        heads = [f'<td role="cell" data-nom="{escape(name)}">' for name in self.colonnes[1:]]
        return trusted(
            "".join(
                f'<tr role="row"><th role="rowheader" scope="row">{_name(line, racine)}</th>'
                f"{''.join(f'{head}{escape(cell)}</td>' for head, cell in zip(heads, line.cellules, strict=True))}</tr>"
                for line in self.lignes
            )
        )


def _name(line: Line, racine: str) -> str:
    name = escape(line.nom)
    return name if line.url is None else f'<a href="{racine}{escape(line.url)}">{name}</a>'


def directory_source(reading: Reading) -> str:
    """Return where the figures that count venues come from."""
    return f"Fiches de l’annuaire au {words.day(reading.measures.world.today)}."


def people_source(reading: Reading) -> str:
    """Return over how many the figures that count people are, and where they come from."""
    year = f" {reading.measures.people_vintage}" if reading.measures.people_vintage else ""
    return (
        f"Personnes{NBSP}: sur {whole(reading.area.population_recensee)}, population municipale{year} (INSEE) des "
        f"communes recensées, comptées à leur mairie, à vol d’oiseau. {directory_source(reading)}"
    )


def near_column(reading: Reading) -> str:
    """Return the head of the column of the people within the near distance."""
    return f"Personnes à {words.kilometres(reading.near)} ou moins"


def far_column(reading: Reading) -> str:
    """Return the head of the column of the people within the far distance."""
    return f"Personnes à {words.kilometres(reading.far)} ou moins"


INTERVAL = "Un intervalle va de ce qui est déclaré à ce que ce serait si tout ce qui n’est pas renseigné existait."
