"""Time and memory of all the figures of coverage, beside the same distances by plain loops, in one process.

The loops are run on a sample of communes and of questions and extrapolated to all of them, which is said; where both
have been worked out they must agree.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from maillage import collector, contract, territory
from maillage.catalogue import assemble
from maillage.coverage import Mesh, Question, World, measured, usual_questions
from maillage.directory import Project, Refused, read_directory, read_site
from maillage.model import Position

_COMMUNES, _QUESTIONS = 60, 6
_SEED = 2026


def read_world(folder: Path, site: Path, today: date) -> World:
    """Return the world of a project folder and one of its sites; stops where the site is refused."""
    project = Project.at(folder / "directory")
    found = read_site(project, site)
    if isinstance(found, Refused):
        sys.exit("\n".join(problem.message for problem in found.problems))
    read = read_directory(project, today)
    france, nomenclature = territory.load(), contract.load_nomenclature()
    catalogue = assemble(read.lieux.items(), read.lock, nomenclature, france)
    return World(
        lieux=tuple(catalogue.lieux.values()),
        positions=catalogue.positions,
        territory=france,
        nomenclature=nomenclature,
        site=found,
        today=today,
        mairies_supposees=territory.supposed_mairies(),
    )


def main(folder: Path, site: Path) -> None:
    """Print what the figures of a site cost, beside plain loops."""
    world = read_world(folder, site, date(2026, 11, 21))
    before = _megabytes()
    # As the command does.
    with collector.held():
        wall, cpu = time.perf_counter(), time.process_time()
        mesh = Mesh(world)
        told = measured(mesh)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    communes = len(mesh.areas.communes)
    print(
        f"  {len(world.lieux)} lieux, {communes} communes, {len(told.areas)} territoires, "
        f"{len(told.series) * len(told.areas)} chiffres"
    )
    print(f"  tous les indicateurs   {wall:8.2f} s, dont {cpu:.2f} s de processeur ; mémoire {_megabytes():.0f} Mo")
    print(f"  (avant le calcul       {before:.0f} Mo)")
    questions = list(dict.fromkeys(one for asked in usual_questions(mesh).values() for one in asked))
    naive = plain_loops(mesh, questions, communes)
    print(
        f"  boucles naïves         {naive:8.0f} s, extrapolées de {_QUESTIONS} questions sur {len(questions)} et de "
        f"{_COMMUNES} communes sur {communes} : × {naive / cpu:.0f}"
    )


def plain_loops(mesh: Mesh, questions: Sequence[Question], communes: int) -> float:
    """Return the processor seconds that plain loops would take for the distances of every question and commune."""
    rng = random.Random(_SEED)  # noqa: S311 (a sample, nothing secret)
    asked = rng.sample(list(questions), _QUESTIONS)
    located = [rank for rank, known in enumerate(mesh.located) if known]
    towns = rng.sample(located, min(_COMMUNES, len(located)))
    spent = 0.0
    for question in asked:
        answer = mesh.answer(question)
        for reach, rows in ((answer.reach, answer.yes), (answer.at_best, answer.maybe)):
            places = [_position(mesh, rank) for rank, there in enumerate(mesh.places_of(rows)) if there]
            start = time.process_time()
            found = [_nearest(mesh.areas.communes[town].mairie, places) for town in towns]
            spent += time.process_time() - start
            for town, kilometre in zip(towns, found, strict=True):
                fast = float(reach.kilometres[town])
                if not math.isclose(fast, kilometre, abs_tol=1e-6):
                    sys.exit(f"désaccord : {fast} km et {kilometre} km pour {question}")
    return spent * len(questions) / len(asked) * communes / len(towns)


def _nearest(town: Position | None, places: Sequence[Position | None]) -> float:
    if town is None:
        return math.inf
    return min((territory.distance_km(town, one) for one in places if one), default=math.inf)


def _position(mesh: Mesh, rank: int) -> Position | None:
    place = mesh.declared.places[rank]
    placed = mesh.world.positions.get(place.cle)
    if placed:
        return placed.position
    commune = mesh.world.territory.communes.get(place.commune)
    return commune.mairie if commune else None


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
