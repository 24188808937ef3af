"""`maillage build` and `maillage render`: a site published in one move, or its pages for another engine."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from maillage import assembly, build, collector, publish, report, reuse, sources
from maillage.directory import Project, Refused, today_in_france
from maillage.dressing import EngineError
from maillage.model import Problem
from maillage.pages import by_hand, words

_TO_MEND, _COULD_NOT_RUN = 1, 2


class Stopwatch:
    """The seconds spent in each step, in the order in which they began; a step within another counts for itself."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._within = 0.0

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Count the time of a block under a name."""
        self.seconds.setdefault(name, 0.0)
        before, self._within = self._within, 0.0
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.seconds[name] += spent - self._within
            self._within = before + spent


@collector.held()
def build_site(site: Path, directory: Path, out: Path, today: date | None, durations: Path | None) -> int:
    """Build a site beside the one that is published, and put it in its place once it is complete."""
    project = Project.at(directory)
    settings = project.root / "mkdocs.yml"
    if _missing(site, directory, settings):
        return _COULD_NOT_RUN
    stopwatch = Stopwatch()
    try:
        with publish.taking_turns(out) as work:
            replaced = reuse.recall(out)
            made = assembly.make_site(
                settings, project, site, replaced, work, today=today or today_in_france(), step=stopwatch
            )
            if isinstance(made, Refused):
                raise _RefusedError(made.problems)
    except _RefusedError as refused:
        return _refuse(refused.problems)
    except EngineError as error:
        return _engine_refuses(error, settings)
    except publish.NotOursError as error:
        return _not_ours(error)
    content, traces = made
    reuse.keep(replaced, traces)
    print(_published(content, out))
    if durations:
        publish.write_atomically(durations, json.dumps(stopwatch.seconds, ensure_ascii=False, indent=1).encode())
    return 0


def render(site: Path, directory: Path, out: Path, today: date | None) -> int:
    """Write the pages, the hand-written ones and a settings file, as any engine reads them."""
    project = Project.at(directory)
    settings = project.root / "mkdocs.yml"
    if _missing(site, directory, settings, project.root / "docs"):
        return _COULD_NOT_RUN
    try:
        with publish.replacing(out) as work:
            day = today or today_in_france()
            outcome = build.prepare(project, site, today=day)
            if isinstance(outcome, Refused):
                raise _RefusedError(outcome.problems)
            sources.write_tree(
                work,
                outcome.drafts,
                outcome.assets,
                project.root / "docs",
                lambda url, title, path: by_hand.around(outcome.site, day, url=url, title=title, path=path),
            )
            from maillage import mkdocs_plugin

            text = mkdocs_plugin.settings_without_plugin(settings, outcome.site)
            (work / "mkdocs.yml").write_text(text, encoding="utf-8")
    except _RefusedError as refused:
        return _refuse(refused.problems)
    except EngineError as error:
        return _engine_refuses(error, settings)
    except publish.NotOursError as error:
        return _not_ours(error)
    written = words.count(len(outcome.drafts), "page écrite", "pages écrites")
    print(f"{written} dans {out} ; par exemple : cd {out} && zensical build")
    return 0


_NOTHING_CHANGED = "maillage : le site n’a pas été construit ; celui qui était publié n’a pas changé."


class _RefusedError(Exception):
    """Leaves the publishing block, so that the old site stays."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


def _missing(*needed: Path) -> bool:
    missing = [path for path in needed if not path.exists()]
    for path in missing:
        print(f"maillage : {path} n’existe pas.", file=sys.stderr)
    return bool(missing)


def _refuse(problems: tuple[Problem, ...]) -> int:
    errors = [problem for problem in problems if problem.level == "erreur"]
    print(report.text(errors, colour=sys.stderr.isatty()), file=sys.stderr)
    print(_NOTHING_CHANGED, file=sys.stderr)
    return _TO_MEND


def _engine_refuses(error: EngineError, settings: Path) -> int:
    print(
        f"maillage : le moteur du site refuse {settings.name} ou une page écrite à la main : {error}", file=sys.stderr
    )
    print(_NOTHING_CHANGED, file=sys.stderr)
    return _TO_MEND


def _not_ours(error: publish.NotOursError) -> int:
    print(
        f"maillage : {error} contient des fichiers qu’aucune construction n’a faits. "
        "Choisissez un dossier vide, ou celui d’une construction précédente.",
        file=sys.stderr,
    )
    return _COULD_NOT_RUN


def _published(content: build.Content, out: Path) -> str:
    doubts = sum(problem.level == "attention" for problem in content.problems)
    lieux = words.count(len(content.selection.lieux), "lieu", "lieux")
    text = f"{lieux}, {words.count(len(content.drafts), 'page')} : publié dans {out}"
    return f"{text} (points d’attention : {doubts} ; maillage check les dit)" if doubts else text
