"""Files that appear whole or not at all: all are written aside first, then put in place one by one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maillage.model import Problem

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

WORKSHOP = ".importation-en-cours"

_REASONS = {
    errno.ENOENT: (
        "le dossier qui le contient n'existe pas",
        "vérifiez le chemin donné avec --into, ou créez ce dossier",
    ),
    errno.ENOSPC: ("le disque est plein", "libérez de la place, puis relancez la commande"),
    errno.EDQUOT: ("votre quota de disque est atteint", "libérez de la place, puis relancez la commande"),
    errno.EFBIG: ("le système refuse un fichier de cette taille", "libérez de la place, puis relancez la commande"),
    errno.EROFS: ("le dossier est en lecture seule", "choisissez un dossier où vous pouvez écrire, avec --into"),
    errno.EACCES: (
        "vous n'avez pas le droit d'y écrire",
        "demandez ce droit, ou choisissez un autre dossier avec --into",
    ),
    errno.EPERM: (
        "vous n'avez pas le droit d'y écrire",
        "demandez ce droit, ou choisissez un autre dossier avec --into",
    ),
    errno.ENOTDIR: ("un fichier tient la place d'un dossier", "déplacez ce fichier, puis relancez la commande"),
    errno.EISDIR: ("un dossier tient la place d'un fichier", "déplacez ce dossier, puis relancez la commande"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was put in place, what was not (both in order), and why the writing stopped, if it did."""

    done: tuple[str, ...]
    remaining: tuple[str, ...]
    problem: Problem | None = None
    interrupted: bool = False


def write_all(folder: Path, files: Mapping[str, str], shown: str) -> Written:
    """Write texts to paths relative to `folder`, in UTF-8, each file whole: no reader ever sees half of one.

    `shown` names the folder in messages. Nothing is put in place before all is written; if putting in place stops
    half-way, each file is either the old one or the new one, and doing it again finishes the work.
    """
    workshop = folder / WORKSHOP
    done: list[str] = []
    try:
        if not folder.is_dir():
            folder.mkdir()
        hold = _take(workshop)
    except BlockingIOError:
        return Written(
            (),
            tuple(files),
            _problem(
                shown,
                f"une autre importation est en cours : elle travaille dans « {shown}/{WORKSHOP} »",
                "attendez sa fin ; si aucune n'est en cours, supprimez ce dossier (il ne contient que des brouillons)",
            ),
        )
    except FileExistsError:
        return Written((), tuple(files), _refused(shown, OSError(errno.ENOTDIR, ""), done))
    except OSError as error:
        return Written((), tuple(files), _refused(shown, error, done))
    except KeyboardInterrupt:
        return Written((), tuple(files), _interrupted(shown, done), interrupted=True)
    try:
        drafts = {target: workshop / str(rank) for rank, target in enumerate(files)}
        for target, draft in drafts.items():
            draft.write_text(files[target], encoding="utf-8", newline="")
        for target, draft in drafts.items():
            destination = folder / target
            destination.parent.mkdir(parents=True, exist_ok=True)
            draft.replace(destination)
            done.append(target)
    except OSError as error:
        return Written(tuple(done), tuple(files)[len(done) :], _refused(shown, error, done))
    except KeyboardInterrupt:
        return Written(tuple(done), tuple(files)[len(done) :], _interrupted(shown, done), interrupted=True)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(workshop)
        if hold is not None:
            os.close(hold)
    return Written(tuple(done), ())


def _take(workshop: Path) -> int | None:
    """Make the workshop and return a hold on it, which ends with the process; None where the system knows no holds.

    What a killed import has left is taken away. Raises BlockingIOError where another import is at work, or may be.
    """
    if workshop.is_dir():
        left = _hold(workshop)
        if left is None:
            raise BlockingIOError
        shutil.rmtree(workshop)
        os.close(left)
    workshop.mkdir()
    return _hold(workshop)


def _hold(folder: Path) -> int | None:
    if fcntl is None:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return handle


def _refused(shown: str, error: OSError, done: list[str]) -> Problem:
    reason, hint = _REASONS.get(
        error.errno or 0, (f"le système répond « {error.strerror} »", "réglez ce point, puis relancez la commande")
    )
    return _problem(shown, f"impossible d'écrire dans « {shown} » : {reason} ; {_progress(done)}", hint)


def _interrupted(shown: str, done: list[str]) -> Problem:
    return _problem(shown, f"interrompu : {_progress(done)}", "relancez la commande : elle finira le travail")


def _progress(done: list[str]) -> str:
    if not done:
        return "rien n'a été changé"
    return f"fichiers déjà en place, entiers : {len(done)} ; les autres sont comme avant"


def _problem(path: str, message: str, hint: str) -> Problem:
    return Problem(path, 0, 0, "erreur", "ecriture-impossible", "", message, hint)
