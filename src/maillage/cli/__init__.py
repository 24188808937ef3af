"""The `maillage` command: everything it says is in French.

Exit codes: 0 nothing to mend, 1 something to mend, 2 could not run, 130 interrupted. Each command imports what it
needs when it runs: `maillage check` on one file must not wait for the libraries that draw maps.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

from maillage import report
from maillage.cli.french import FrenchParser, day

TO_MEND, COULD_NOT_RUN, INTERRUPTED = 1, 2, 130

Command = Callable[[], int]
"""What is left to do once the libraries of a command are loaded; it returns the exit code."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no "é" shows its number rather than stopping the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    load: Callable[[Namespace], Command] = options.load
    stop = _Stop()
    try:
        with stop:
            with stop.held():
                command = load(options)
            code = command()
            # What cannot be written must be told now: at the exit of Python, it is too late.
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has seen enough (`| head`): there is nobody left to tell.
        _forget_output()
        return COULD_NOT_RUN
    except OSError as error:
        _say(report.of_system(error))
        _forget_output()
        return COULD_NOT_RUN
    except (KeyboardInterrupt, Exception):
        # A library may turn the interruption into an error of its own.
        if not stop.asked:
            raise
        _say("Interrompu : aucun fichier n’est à moitié écrit.")
        return INTERRUPTED
    return code


def run() -> NoReturn:
    """Run one command and leave at once: Python takes a country apart, value by value, before it ends by itself."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        # A reader that has gone is nobody to tell: `main` has seen to it.
        with suppress(OSError):
            stream.flush()
    os._exit(code)


class _Stop:
    """Makes an interruption of Ctrl-C and of the polite order to stop: drafts are removed on the way out."""

    def __init__(self) -> None:
        self.asked = False
        self._held = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have an order wait for the end of this: a library cut short while it is imported prints its own traceback.

        A second order does not wait.
        """
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self.asked:
            raise KeyboardInterrupt

    def __enter__(self) -> None:
        # A shell that starts a command in the background has it ignore Ctrl-C, and means it.
        heard = [order for order in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(order) != signal.SIG_IGN]
        self._before = {order: signal.signal(order, self._interrupt) for order in heard}

    def __exit__(self, *_: object) -> None:
        for order, before in self._before.items():
            signal.signal(order, before)

    def _interrupt(self, *_: object) -> None:
        waits = self._held and not self.asked
        self.asked = True
        if not waits:
            raise KeyboardInterrupt


def _forget_output() -> None:
    """Let the exit of Python have nothing to write where writing has just failed."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> FrenchParser:
    parser = FrenchParser(prog="maillage", description="L’annuaire des lieux de médiation numérique d’un territoire.")
    commands = parser.add_subparsers(metavar="COMMANDE", required=True, dest="COMMANDE")

    check = _command(commands, "check", "dire tout ce qui ne va pas dans les fiches")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="FICHIER", help="fiches, fichiers de sites ou dossiers (tout)"
    )
    check.add_argument(
        "--format", choices=["text", "json", "github"], default="text", help="forme de la réponse (text)"
    )
    check.add_argument("--strict", action="store_true", help="compter chaque « attention » comme une erreur")
    check.set_defaults(load=_check)

    geocode = _command(commands, "geocode", "demander au service national d’adresses où sont les lieux")
    geocode.add_argument("--offline", action="store_true", help="ne rien demander, dire ce qui manque")
    geocode.add_argument("--service", metavar="URL", help="une autre adresse du même service")
    geocode.set_defaults(load=_geocode)

    importer = _command(commands, "import", "une fiche par ligne d’un tableau")
    importer.add_argument("file", type=Path, metavar="TABLEAU", help="fichier CSV, XLSX, ODS ou JSON")
    importer.add_argument("--mapping", required=True, metavar="M", help="le fichier de correspondance, ou son nom")
    importer.add_argument(
        "--into", type=Path, default=Path("directory"), metavar="DOSSIER", help="où écrire les fiches (directory)"
    )
    importer.set_defaults(load=_import)

    build = _command(commands, "build", "construire un site et le publier d’un seul coup")
    build.add_argument("site", type=Path, metavar="SITE", help="le fichier du site : sites/….yml")
    build.add_argument("--out", type=Path, required=True, metavar="DOSSIER", help="où publier")
    build.add_argument("--durees", type=Path, metavar="FICHIER", help="écrire la durée de chaque étape (JSON)")
    build.set_defaults(load=_build)

    render = _command(commands, "render", "écrire les pages pour un autre moteur de site")
    render.add_argument("site", type=Path, metavar="SITE", help="le fichier du site : sites/….yml")
    render.add_argument("--out", type=Path, required=True, metavar="DOSSIER", help="où les écrire")
    render.set_defaults(load=_render)

    coverage = _command(commands, "coverage", "dire la couverture d’un site, chiffre par chiffre")
    coverage.add_argument("site", type=Path, metavar="SITE", help="le fichier du site : sites/….yml")
    coverage.add_argument("--epci", metavar="SIREN", help="une seule intercommunalité")
    coverage.add_argument(
        "--format",
        choices=["text", "csv", "json", "edition"],
        default="text",
        help="forme de la réponse (text) ; edition : à garder, pour dire plus tard ce qui a changé",
    )
    coverage.add_argument("--at", metavar="RÉVISION", help="les fiches telles qu’elles étaient à une révision de git")
    coverage.set_defaults(load=_coverage)

    for command in (check, geocode, build, render, coverage):
        command.add_argument(
            "--directory",
            type=Path,
            default=Path("directory"),
            metavar="DOSSIER",
            help="le dossier des fiches (directory)",
        )
    for command in (check, geocode, importer, build, render, coverage):
        command.add_argument("--today", type=day, metavar="JOUR", help="faire comme si nous étions ce jour-là")
    return parser


def _command(commands: argparse._SubParsersAction[FrenchParser], name: str, purpose: str) -> FrenchParser:
    return commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")


def _check(options: Namespace) -> Command:
    from maillage.cli import checking

    return partial(checking.run, options.paths, options.directory, options.today, options.format, strict=options.strict)


def _geocode(options: Namespace) -> Command:
    from maillage.cli import geocoding

    return partial(geocoding.run, options.directory, options.service, options.today, offline=options.offline)


def _import(options: Namespace) -> Command:
    from maillage.cli import importing

    return partial(importing.run, options.file, options.mapping, options.into, options.today)


def _build(options: Namespace) -> Command:
    from maillage.cli import building

    return partial(building.build_site, options.site, options.directory, options.out, options.today, options.durees)


def _coverage(options: Namespace) -> Command:
    from maillage.cli import covering

    return partial(
        covering.run, options.site, options.directory, options.today, options.format, options.epci, options.at
    )


def _render(options: Namespace) -> Command:
    from maillage.cli import building

    return partial(building.render, options.site, options.directory, options.out, options.today)


def _say(message: str) -> None:
    print(f"maillage : {message}", file=sys.stderr)
