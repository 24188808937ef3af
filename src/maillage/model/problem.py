"""What is wrong with an input, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["erreur", "attention"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend, ordered as it is printed: by file, then by place in the file.

    `path` is relative to the project, with forward slashes; `line` and `column` count from 1 and are 0 where
    the problem is of the whole file. `code` is stable and kebab-case. `where` is the path of keys in the
    record ("services[2].acces"), empty for the whole file. `message` says in French what was found and what is
    allowed; `hint` what to do.
    """

    path: str
    line: int
    column: int
    level: Level
    code: str
    where: str
    message: str
    hint: str = ""
