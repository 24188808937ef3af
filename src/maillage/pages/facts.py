"""A fact is a name and what is known of it; nothing known is said as such, never left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from maillage.pages import words


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: no `valeurs` means unknown. `note` qualifies what is shown, `lien` is where a value leads."""

    nom: str
    valeurs: tuple[str, ...] = ()
    note: str = ""
    lien: str | None = None

    @property
    def connu(self) -> bool:
        """Whether anything is known."""
        return bool(self.valeurs)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts to show one by one, and the names of the lesser facts that are unknown, gathered in one sentence."""

    faits: tuple[Fact, ...]
    inconnus: str = ""
    combien: int = 0


@dataclass(slots=True)
class Gathering:
    """Sorts facts as they come: the main ones are always shown, the others only when they are known."""

    _shown: list[Fact] = field(default_factory=list)
    _unknown: list[str] = field(default_factory=list)

    def main(self, nom: str, *valeurs: str | None, note: str = "", lien: str | None = None) -> None:
        """Add a fact that has its own line, known or not."""
        self._shown.append(Fact(nom, tuple(valeur for valeur in valeurs if valeur), note, lien))

    def other(
        self, nom: str, *valeurs: str | None, note: str = "", lien: str | None = None, expected: bool = True
    ) -> None:
        """Add a fact that has its own line only when it is known; one that is not `expected` is not missed either."""
        known = tuple(valeur for valeur in valeurs if valeur)
        if known:
            self._shown.append(Fact(nom, known, note, lien))
        elif expected:
            self._unknown.append(words.lowered(nom))

    def done(self) -> Facts:
        """Return what was gathered."""
        return Facts(tuple(self._shown), ", ".join(self._unknown), len(self._unknown))
