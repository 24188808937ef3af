"""A command line that explains itself in French: the standard parser only knows English."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any, NoReturn

_ENGLISH_TO_FRENCH = (
    (r"^the following arguments are required: (.*)$", r"il manque : \1"),
    (r"^unrecognized arguments: (.*)$", r"option inconnue : \1"),
    (r"^argument (\S+): invalid choice: (.*) \(choose from (.*)\)$", r"\1 : \2 n’existe pas ; choisissez parmi \3"),
    (r"^argument (\S+): expected one argument$", r"\1 attend une valeur"),
    (r"^argument (\S+): ignored explicit argument (.*)$", r"\1 n’attend pas de valeur : \2 est en trop"),
    (r"^ambiguous option: (.*) could match (.*)$", r"\1 peut se lire de plusieurs façons : \2"),
    (r"^argument (\S+): (.*)$", r"\1 : \2"),
)


class FrenchParser(argparse.ArgumentParser):
    """An argument parser whose help and errors are in French; a wrong command line exits with 2."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, add_help=False)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="afficher cette aide")

    def format_usage(self) -> str:
        """Return the usage line."""
        return super().format_usage().replace("usage:", "utilisation :", 1)

    def format_help(self) -> str:
        """Return the whole help."""
        return super().format_help().replace("usage:", "utilisation :", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and stop."""
        for english, french in _ENGLISH_TO_FRENCH:
            message = re.sub(english, french, message)
        self.exit(2, f"{self.format_usage()}maillage : {message}\n")


def day(text: str) -> date:
    """Return the date that an option gives; the parser prints the refusal."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas une date ; écrivez par exemple 2026-03-12") from None
