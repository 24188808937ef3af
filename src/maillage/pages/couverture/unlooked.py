"""What is read in the place of figures: they need somebody to have looked."""

from __future__ import annotations

from maillage.coverage import World

_NOT_A_DESERT = "Il n’y a donc pas de chiffre, et ce n’est pas un désert."


def why_nothing(world: World) -> str:
    """Return why a territory of a world has no figure, in French; the same words on pages and in the terminal."""
    if not world.lieux:
        return f"Non recensé\N{NO-BREAK SPACE}: l’annuaire ne contient aucune fiche. {_NOT_A_DESERT}"
    if not world.site.territoire.recenses:
        return f"Non renseigné\N{NO-BREAK SPACE}: le site ne dit pas où l’on a cherché des lieux. {_NOT_A_DESERT}"
    return f"Non recensé\N{NO-BREAK SPACE}: personne n’a encore cherché de lieux ici. {_NOT_A_DESERT}"
