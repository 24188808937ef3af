"""`maillage geocode`: the progress of the questions, and the lock saved on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from maillage import geocode, positions, report, territory
from maillage.directory import Project, read_directory, read_lock, today_in_france
from maillage.model import Problem
from maillage.positions import Geocode
from maillage.publish import write_atomically

_NOTHING_TO_MEND, _TO_MEND, _COULD_NOT_RUN = 0, 1, 2
_SAVED_EVERY = 25


def run(directory: Path, url: str | None, today: date | None, *, offline: bool) -> int:
    """Place what can be placed; return 0 when every address has its position, 1 when some have none."""
    console = _Console()
    if not directory.is_dir():
        console.say(f"maillage : {directory} n’existe pas, ou n’est pas un dossier.")
        return _COULD_NOT_RUN
    try:
        service = geocode.service(url or geocode.SERVICE)
    except ValueError as error:
        console.say(f"maillage : {error}.")
        return _COULD_NOT_RUN
    project = Project.at(directory)
    damaged = read_lock(project)
    if isinstance(damaged, Problem):
        # Going on would replace positions that somebody may still take out of the history of the file.
        console.say(report.text((damaged,)))
        return _TO_MEND
    today = today or today_in_france()
    found = read_directory(project, today)
    errors = [problem for problem in found.problems if problem.level == "erreur"]
    if errors:
        console.say(report.text(errors))
        console.say("Ces fiches-là ne sont pas placées ; leurs positions déjà connues sont gardées.")
    # A file that cannot be read today keeps the position it had: only places of readable files are forgotten.
    lieux = tuple(found.lieux.values())
    lock = dict(found.lock) if errors else geocode.pruned(found.lock, lieux)
    questions = list(geocode.questions(lieux, lock))
    if offline:
        console.say(_pending(questions))
        return _TO_MEND if questions or errors else _NOTHING_TO_MEND
    session = _Session(project.directory / positions.LOCK_NAME, found.lock, lock)
    try:
        with _progress(console) as progress:
            bar = progress.add_task("Adresses", total=len(questions))
            for outcome in geocode.answer(questions, service, territory.load(), today):
                session.keep(outcome)
                if outcome.refusal:
                    console.say(f"{outcome.question.key} : {outcome.refusal}")
                progress.advance(bar)
    except geocode.ServiceDownError as error:
        console.say(
            f"Le service d’adresses ne répond pas ({error}). Positions trouvées et gardées : {session.kept}. "
            "Relancez la commande plus tard : elle reprendra où elle s’est arrêtée."
        )
        return _COULD_NOT_RUN
    finally:
        session.save()
    console.say(_summary(len(questions), session.refused))
    return _TO_MEND if session.refused or errors else _NOTHING_TO_MEND


class _Console(Console):
    """The standard error of the command: texts as they are, never cut to the width of the terminal."""

    def __init__(self) -> None:
        super().__init__(stderr=True, highlight=False)

    def say(self, text: str) -> None:
        """Print one text above the progress bar; what files and services wrote in it is not obeyed."""
        self.print("\n".join(map(report.printable, text.split("\n"))), markup=False, soft_wrap=True, emoji=False)


class _Session:
    """The lock while it grows, saved on the way: an interruption loses at most a few answers."""

    def __init__(self, path: Path, saved: positions.Lock, lock: dict[str, Geocode]) -> None:
        self.path = path
        self.saved = dict(saved)
        self.lock = lock
        self.kept = self.refused = 0

    def keep(self, outcome: geocode.Outcome) -> None:
        """Remember one answer; a refusal leaves what is known as it is."""
        if outcome.geocode:
            self.lock[outcome.question.key] = outcome.geocode
            self.kept += 1
        else:
            self.refused += 1
        if (self.kept + self.refused) % _SAVED_EVERY == 0:
            self.save()

    def save(self) -> None:
        """Write the lock if it has changed."""
        if self.lock != self.saved:
            write_atomically(self.path, positions.write_lock(self.lock))
            self.saved = dict(self.lock)


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    )


def _pending(questions: Sequence[geocode.Question]) -> str:
    if not questions:
        return "Toutes les adresses ont leur position : rien à demander."
    listed = "\n".join(f"  {question.key} : {question.requete}" for question in questions)
    return f"Adresses qui attendent leur position, rien n’a été demandé (--offline) : {len(questions)}\n{listed}"


def _summary(asked: int, refused: int) -> str:
    if not asked:
        return "Toutes les adresses avaient déjà leur position."
    text = f"Adresses demandées : {asked} ; positions trouvées : {asked - refused}."
    if refused:
        text += f" Restent placés à la mairie de leur commune (position approximative) : {refused}."
    return text
