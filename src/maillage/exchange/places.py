"""Which commune of today an address of a spreadsheet is in, by two signals that agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from maillage.exchange.cells import Note, folded
from maillage.model import Commune, Position, Territory

FindCommune = Callable[[str, str], Commune | tuple[Commune, ...] | None]
"""(postcode, name) → the commune that they designate, else near misses, else None."""

CommuneAt = Callable[[Position], str | None]
"""A position → the INSEE code of the commune that holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a row says of its commune; `zero_restored` where the postcode had lost its first zero.

    `declared` is the INSEE code that the mapping gives for a name that no reference knows.
    """

    code_postal: str
    commune: str
    code_insee: str = ""
    position: Position | None = None
    zero_restored: bool = False
    declared: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """The commune and the postcode to write; `notes` say by key of the address what was mended or left out."""

    commune: Commune
    code_postal: str
    notes: tuple[tuple[str, Note], ...] = ()


def place(given: Given, territory: Territory, find: FindCommune, commune_at: CommuneAt) -> Placement | str:
    """Return the commune that a row designates, or why none can be told, in French.

    Postcode and name decide together. Where they do not, the INSEE code does, if its commune has the postcode or a
    near name; then the position, if it lies in a commune that has. A code that says otherwise is reported.
    """
    found = find(given.code_postal, given.commune)
    candidates = found if isinstance(found, tuple) else ()
    by_name = found if isinstance(found, Commune) else None
    today = territory.anciens_codes.get(given.code_insee, given.code_insee)
    by_code = territory.communes.get(today)
    notes: list[tuple[str, Note]] = []
    chosen = by_name
    if chosen is None and given.declared in territory.communes:
        chosen = territory.communes[given.declared]
        notes.append(_read_as(given.commune, f"la correspondance dit {chosen.nom}"))
    if chosen is None and by_code and (given.code_postal in by_code.codes_postaux or by_code in candidates):
        chosen = by_code
        notes.append(_read_as(given.commune, f"ce nom n'est pas celui d'une commune ; le code INSEE dit {chosen.nom}"))
    if chosen is None and given.position:
        holder = commune_at(given.position)
        chosen = next((commune for commune in candidates if commune.code_insee == holder), None)
        if chosen:
            why = f"code postal et nom ne suffisent pas ; la position du lieu dit {chosen.nom}"
            notes.append(_read_as(given.commune, why))
    if chosen is None:
        return _unknown(candidates)
    if by_name and not _same_name(given.commune, by_name.nom):
        notes.append(_read_as(given.commune, f"lu comme {by_name.nom}"))
    if given.code_insee and by_code is None:
        notes.append(("adresse.code_insee", Note("non lu", given.code_insee, "aucune commune n'a ce code INSEE")))
    elif by_code and chosen != by_code:
        why = f"ce code est celui de {by_code.nom} ; le reste de l'adresse dit {chosen.nom} ({chosen.code_insee})"
        notes.append(("adresse.code_insee", Note("non lu", given.code_insee, why)))
    elif given.code_insee and today != given.code_insee:
        why = f"ancien code : la commune est aujourd'hui {chosen.nom} ({today})"
        notes.append(("adresse.code_insee", Note("corrigé", given.code_insee, why)))
    return _with_postcode(given, chosen, notes)


def _with_postcode(given: Given, chosen: Commune, notes: list[tuple[str, Note]]) -> Placement | str:
    postcode = given.code_postal
    if postcode not in chosen.codes_postaux:
        if len(chosen.codes_postaux) != 1:
            own = ", ".join(chosen.codes_postaux)
            return f"« {postcode} » n'est pas un code postal de {chosen.nom}, qui en a plusieurs ({own})"
        postcode = chosen.codes_postaux[0]
        why = f"{chosen.nom} a pour seul code postal {postcode}"
        notes.append(("adresse.code_postal", Note("corrigé", given.code_postal, why)))
    elif given.zero_restored:
        why = f"le zéro du début, perdu par un tableur, a été rétabli : {chosen.nom} le confirme"
        notes.append(("adresse.code_postal", Note("corrigé", postcode.removeprefix("0"), why)))
    return Placement(chosen, postcode, tuple(notes))


def _read_as(name: str, why: str) -> tuple[str, Note]:
    return "adresse.commune", Note("corrigé", name, why)


def _unknown(candidates: tuple[Commune, ...]) -> str:
    near = " ou ".join(
        f"{commune.nom} ({commune.codes_postaux[0] if commune.codes_postaux else commune.code_insee})"
        for commune in candidates
    )
    return "aucune commune n'a à la fois ce code postal et ce nom" + (f" ; vouliez-vous dire {near} ?" if near else "")


def _same_name(one: str, other: str) -> bool:
    """Return whether two names differ by no more than accents, case and signs."""
    return _letters(one) == _letters(other)


def _letters(name: str) -> str:
    return "".join(sign for sign in folded(name) if sign.isalnum())
