"""Problems as text to read, as JSON to compute with, and as annotations on a pull request.

The only place that decides what a problem looks like once printed. Everything that comes from a file is made safe
first: a terminal obeys control characters, and a forge obeys the lines that start with "::".
"""

from __future__ import annotations

import errno
import json
import unicodedata
from collections.abc import Iterable, Sequence

from maillage.model import Problem

JSON_VERSION = 1
_BOLD, _RED, _YELLOW, _DIM, _PLAIN = "\033[1m", "\033[1;31m", "\033[1;33m", "\033[2m", "\033[0m"
_GITHUB_LEVELS = {"erreur": "error", "attention": "warning"}


def text(problems: Iterable[Problem], colour: bool = False) -> str:
    """Return one line per problem, its advice indented below, then the counts; no final line break.

    A line reads `path:line:column: erreur|attention [code] where : message`, the shape that editors make clickable.
    Line and column are left out where the problem is of the whole file. `colour` adds ANSI sequences.
    """
    ordered = sorted(problems)
    return "\n".join([*(_entry(problem, colour) for problem in ordered), summary(ordered)])


def summary(problems: Sequence[Problem]) -> str:
    """Return one French sentence with the number of errors, of points to look at, and of files."""
    if not problems:
        return "Rien à corriger."
    errors = sum(problem.level == "erreur" for problem in problems)
    warnings = len(problems) - errors
    counts = [
        _count(number, singular, plural)
        for number, singular, plural in (
            (errors, "erreur à corriger", "erreurs à corriger"),
            (warnings, "point à regarder", "points à regarder"),
        )
        if number
    ]
    files = len({problem.path for problem in problems})
    return f"{' et '.join(counts)}, dans {_count(files, 'fichier', 'fichiers')}."


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON document, sorted, the same for the same problems; no final line break.

    `{"version": 1, "erreurs": n, "attentions": n, "problems": [{path, line, column, level, code, where, message,
    hint}]}`: the fields are those of `Problem`, `line` and `column` count from 1 and are 0 for a whole file.
    `version` grows when a field changes its meaning or goes; a new field does not change it.
    """
    ordered = sorted(problems)
    errors = sum(problem.level == "erreur" for problem in ordered)
    document = {
        "version": JSON_VERSION,
        "erreurs": errors,
        "attentions": len(ordered) - errors,
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "level": problem.level,
                "code": problem.code,
                "where": problem.where,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in ordered
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def github(problems: Iterable[Problem]) -> str:
    """Return one workflow command per problem, which the forge shows beside the line, then the counts.

    Values are percent-encoded as the forge asks: `%`, CR and LF everywhere, `:` and `,` too in properties.
    """
    ordered = sorted(problems)
    return "\n".join([*(_command(problem) for problem in ordered), summary(ordered)])


def printable(value: str) -> str:
    """Return the text with everything that a terminal or an eye would not show as it is written `\\u` + its number.

    That is control and format characters (colours, line breaks, text direction) and lone surrogates.
    """
    return "".join(
        f"\\u{ord(character):04x}"
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character != "\u00ad"
        else character
        for character in value
    )


def of_system(error: OSError) -> str:
    """Return what the system refuses, with what to do where that is known, and the file."""
    where = f" ({error.filename})" if error.filename else ""
    reasons = {
        errno.ECHILD: "le système a arrêté un des processus de la commande, faute de mémoire sans doute : libérez-en, "
        "puis relancez la commande",
        errno.ENOSPC: "le disque est plein : libérez de la place et relancez la commande",
        errno.EDQUOT: "votre espace sur le disque est plein : libérez de la place et relancez la commande",
        errno.EFBIG: "le système refuse un fichier de cette taille : libérez de la place et relancez la commande",
        errno.EROFS: "ce disque est en lecture seule",
        errno.EBUSY: "ce dossier est le point d’attache d’un disque : donnez un dossier à l’intérieur",
        errno.EXDEV: "ce dossier est le point d’attache d’un disque : donnez un dossier à l’intérieur",
        errno.ENAMETOOLONG: "ce nom de fichier est trop long",
        errno.EACCES: "vous n’avez pas le droit d’écrire ou de lire à cet endroit",
        errno.EPERM: "vous n’avez pas le droit d’écrire ou de lire à cet endroit",
        errno.ENOENT: "ce fichier ou ce dossier n’existe pas",
        errno.EISDIR: "c’est un dossier, un fichier était attendu",
        errno.ENOTDIR: "c’est un fichier, un dossier était attendu",
    }
    return f"{reasons.get(error.errno or 0, f'le système a refusé : {error.strerror}')}{where}."


def _entry(problem: Problem, colour: bool) -> str:
    level = _paint(problem.level, _RED if problem.level == "erreur" else _YELLOW, colour)
    where = f" {printable(problem.where)} :" if problem.where else ""
    line = f"{_paint(_place(problem), _BOLD, colour)}: {level} [{problem.code}]{where} {printable(problem.message)}"
    return f"{line}\n    {_paint(printable(problem.hint), _DIM, colour)}" if problem.hint else line


def _place(problem: Problem) -> str:
    path = printable(problem.path)
    return f"{path}:{problem.line}:{problem.column}" if problem.line else path


def _paint(value: str, ansi: str, colour: bool) -> str:
    return f"{ansi}{value}{_PLAIN}" if colour else value


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number} {plural if number > 1 else singular}"


def _command(problem: Problem) -> str:
    properties = {"file": problem.path}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    properties["title"] = problem.code
    joined = ",".join(f"{name}={_escaped_property(printable(value))}" for name, value in properties.items())
    where = f"{printable(problem.where)} : " if problem.where else ""
    hint = f"\n{printable(problem.hint)}" if problem.hint else ""
    body = _escaped(f"{where}{printable(problem.message)}{hint}")
    return f"::{_GITHUB_LEVELS[problem.level]} {joined}::{body}"


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
