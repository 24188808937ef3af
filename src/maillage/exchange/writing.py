"""Files that appear whole or not at all: all are written aside first, then put in place one by one."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maillage.model import Problem

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
        workshop.mkdir()
    except FileExistsError:
        if not workshop.exists():
            return Written((), tuple(files), _refused(shown, OSError(errno.ENOTDIR, ""), done))
        return Written(
            (),
            tuple(files),
            _problem(
                shown,
                f"une autre importation est en cours, ou a été arrêtée brutalement : « {shown}/{WORKSHOP} » existe",
                "si aucune n'est en cours, supprimez ce dossier (il ne contient que des brouillons) et recommencez",
            ),
        )
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
    return Written(tuple(done), ())


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
