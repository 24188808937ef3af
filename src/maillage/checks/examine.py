"""One file looked at alone: through the schema, then through every rule that needs no other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage import parse, positions
from maillage.checks import schema
from maillage.checks.codes import Codes
from maillage.checks.rules import RULES
from maillage.checks.subject import Card, Context, Venue
from maillage.model import Lieu, Problem
from maillage.nomenclature import fold
from maillage.records import Record, spelled

# For a required key that is missing or wrong, so that the rest of the file is still read: no rule minds these.
_STAND_INS: Mapping[str, Any] = {
    "id": "x",
    "nom": "x",
    "typologies": ["NON_RENSEIGNE"],
    "source": "x",
    "verifie_le": "jamais",
}
# Placeholder numbers of the national file: they are everybody's.
_NO_NUMBER = frozenset({"", "00000000000000"})


@dataclass(frozen=True, slots=True)
class Examined:
    """What one file has against it, and what the others need to know of it (None when it cannot be read enough).

    `packed` is the venue itself (see `parse.pack`), None when the schema refuses the file, or when the outcome is
    only remembered.
    """

    problems: tuple[Problem, ...]
    card: Card | None
    packed: bytes | None = field(default=None, compare=False, repr=False)


def examine(
    record: Record, gate: schema.Gate, context: Context, problems_of_reading: Sequence[Problem] = ()
) -> Examined:
    """Return everything there is to say of one record alone, sorted: what its reading refused comes with the rest."""
    wrong = list(problems_of_reading)
    if not record.refused and schema.passes(gate, record):
        left: schema.Readable | None = schema.Readable(record.data, {}, frozenset(record.data))
    else:
        left = schema.readable(gate, record, _STAND_INS)
        wrong += schema.problems(gate, record, Codes(context.nomenclature))
    if left is None:
        return Examined(tuple(sorted(wrong)), None)
    lieu = parse.lieu(left.data)
    data = {key: value for key, value in left.data.items() if key in left.own}
    venue = Venue(path=record.path, data=data, lieu=lieu, context=context)
    problems = sorted([*wrong, *_of_rules(record, left, venue, whole=not wrong)])
    return Examined(
        tuple(problems),
        card(record.path, lieu) if {"id", "nom"} <= left.own else None,
        None if wrong else parse.pack(lieu),
    )


def _of_rules(record: Record, left: schema.Readable, venue: Venue, *, whole: bool) -> Iterator[Problem]:
    for rule in RULES:
        if (rule.needs_whole and not whole) or (rule.while_open and venue.lieu.statut == "ferme"):
            continue
        for finding in rule.find(venue):
            where = left.written(finding.where)
            mark = record.mark(where)
            yield Problem(
                path=record.path,
                line=mark.line,
                column=mark.column,
                level=rule.level,
                code=rule.code,
                where=spelled(where),
                message=finding.message,
                hint=finding.hint,
            )


def card(path: str, lieu: Lieu) -> Card:
    """Return what the other files need to know of a venue."""
    adresse = lieu.adresse
    return Card(
        path=path,
        id=lieu.id,
        nom=lieu.nom,
        typologies=lieu.typologies,
        statut=lieu.statut,
        commune=adresse.code_insee if adresse else None,
        nom_commune=adresse.commune if adresse else "",
        voie=fold(adresse.voie) if adresse and adresse.voie else None,
        requete=positions.query(adresse) if adresse else None,
        position=lieu.position,
        telephone=_digits(lieu.telephone) if lieu.telephone else None,
        pivot=lieu.pivot if lieu.pivot and lieu.pivot not in _NO_NUMBER else None,
        hote=lieu.hote.id if lieu.hote else None,
        remplace_par=lieu.fermeture.remplace_par if lieu.fermeture else (),
        source=(lieu.source, lieu.source_id) if lieu.source_id else None,
    )


def _digits(telephone: str) -> str:
    """Return a number in the form that compares: "+33 2 99 …", "0033299…" and "02.99…" are one number."""
    digits = "".join(sign for sign in telephone if sign.isdigit())
    for prefix in ("0033", "33"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 9:
            return f"0{digits[len(prefix) :]}"
    return digits
