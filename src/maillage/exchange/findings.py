"""What an import has to tell: one finding per thing that a person may want to look at, and the two report files."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Nature = Literal["ligne écartée", "non lu", "différence", "disparu", "à faire", "corrigé", "gardé tel quel"]
"""From what most needs a person to what is only said.

ligne écartée: the whole row could not become a venue · non lu: a value was left out · différence: a person changed
or verified what the source says otherwise · disparu: a venue that the source no longer has · à faire: something that
only a person can do · corrigé: read after a repair · gardé tel quel: kept as the words of the source.
"""

_MEANING: dict[Nature, str] = {
    "ligne écartée": "lignes qui n'ont pas pu devenir une fiche",
    "non lu": "valeurs laissées de côté, faute de les comprendre",
    "différence": "champs où la fiche et la source disent deux choses : la fiche est gardée",
    "disparu": "lieux que la source ne contient plus : leur fiche est gardée",
    "à faire": "points qu'une personne doit régler",
    "corrigé": "valeurs lues après une correction",
    "gardé tel quel": "valeurs gardées telles quelles dans source_categories ou horaires_precisions",
}
_COLUMNS = ("nature", "ligne", "colonne", "valeur", "lieu", "champ", "valeur_de_la_fiche", "pourquoi")
_PLAIN_SIGN = re.compile(r"[-+](?:$|[\d\s.,/-]*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report. `ligne` is 0 where no row is concerned; `fiche` is what the venue file says today."""

    nature: Nature
    ligne: int = 0
    colonne: str = ""
    valeur: str = ""
    lieu: str = ""
    champ: str = ""
    fiche: str = ""
    pourquoi: str = ""


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings sorted by nature, then by row and column of the source."""
    rank = {nature: index for index, nature in enumerate(get_args(Nature))}
    return tuple(
        sorted(findings, key=lambda f: (rank[f.nature], f.ligne, f.lieu, f.colonne, f.champ, f.valeur, f.pourquoi))
    )


def as_csv(findings: Sequence[Finding]) -> str:
    """Return the findings as French spreadsheets open them: semicolons, byte order mark, no cell that is a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for finding in findings:
        cells = (
            finding.nature,
            str(finding.ligne or ""),
            finding.colonne,
            finding.valeur,
            finding.lieu,
            finding.champ,
            finding.fiche,
            finding.pourquoi,
        )
        writer.writerow([_harmless(cell) for cell in cells])
    return "\ufeff" + buffer.getvalue()


def as_text(title: str, counts: Sequence[tuple[str, int]], findings: Sequence[Finding], notes: Sequence[str]) -> str:
    """Return a summary to read: the counts, then for each nature its reasons with how often and the values met."""
    lines = [title, "=" * len(title), ""]
    width = max((len(label) for label, _ in counts), default=0)
    lines += [f"{label:<{width}}  {number:>6}" for label, number in counts]
    if notes:
        lines += ["", *notes]
    for nature in get_args(Nature):
        own = [finding for finding in findings if finding.nature == nature]
        if not own:
            continue
        heading = f"{nature.capitalize()} : {len(own)} — {_MEANING[nature]}"
        lines += ["", heading, "-" * len(heading)]
        reasons = Counter((finding.colonne or finding.champ, finding.pourquoi) for finding in own)
        for (column, why), number in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
            values = Counter(
                finding.valeur or finding.lieu
                for finding in own
                if (finding.colonne or finding.champ, finding.pourquoi) == (column, why)
            )
            shown = [
                f"« {_short(value)} »{f' × {count}' if count > 1 else ''}"
                for value, count in sorted(values.items(), key=lambda item: (-item[1], item[0]))[:8]
            ]
            more = f", et {len(values) - 8} autres" if len(values) > 8 else ""
            lines.append(f"{number:>5}  {f'{column} : ' if column else ''}{why}")
            lines.append(f"       {', '.join(shown)}{more}")
    return "\n".join(lines) + "\n"


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _harmless(cell: str) -> str:
    # A spreadsheet would compute "=…" or "@…" when it opens the report; phone numbers and dashes are left alone.
    if cell[:1] in "=@\t\r" or (cell[:1] in "+-" and not _PLAIN_SIGN.match(cell)):
        return f"'{cell}" if cell else cell
    return cell
