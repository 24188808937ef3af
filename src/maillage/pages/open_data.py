"""The directory as open data: three files anyone may take, and the page that says what each one loses."""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import partial

from maillage.exchange import out_json, out_national
from maillage.model import Asset, Draft, Page
from maillage.pages import addresses, words
from maillage.pages.context import Context
from maillage.pages.templating import compact, template

VERSION = "1"
_TITLE = "Données ouvertes"
_LICENCE = "Licence Ouverte 2.0"


_JSON, _GEOJSON, _NATIONAL, _LOSSES = (
    f"{addresses.DONNEES}{name}"
    for name in ("lieux.json", "lieux.geojson", "lieux-standard-1.0.2.csv", "lieux-standard-1.0.2.pertes.csv")
)


def draft(context: Context) -> Draft:
    """Return the page of the downloads, to be made with the files: it says how heavy they are."""
    files = (_JSON, _GEOJSON, _NATIONAL, _LOSSES)
    return Draft(addresses.DONNEES, partial(_page, context), title=_TITLE, files=files, made_of=context.state_of_all)


def _page(context: Context) -> Page:
    lieux = [lieu for lieu in context.published if lieu.id in context.inside]
    positions = context.catalogue.positions
    about = {
        "version": VERSION,
        "titre": context.site.titre,
        "producteur": context.site.contact.nom,
        "date": context.today.isoformat(),
        "licence": _LICENCE,
    }
    national = out_national.national_table(lieux, positions, context.catalogue.nomenclature, context.today)
    assets = (
        Asset(url=_JSON, content=out_json.as_json(lieux, positions, about)),
        Asset(url=_GEOJSON, content=out_json.as_geojson(lieux, positions, about)),
        Asset(url=_NATIONAL, content=out_national.as_csv(national.rows).encode()),
        Asset(url=_LOSSES, content=_losses(national.losses).encode()),
    )
    body = template("donnees").render(
        **context.frame(addresses.DONNEES, _TITLE),
        titre=_TITLE,
        chemin=(),
        licence=_LICENCE,
        date=words.day(context.today),
        tailles={asset.url.removeprefix(addresses.DONNEES): words.size(len(asset.content)) for asset in assets},
        lieux=len(lieux),
        lignes=len(national.rows),
        pertes=Counter(loss.champ for loss in national.losses).most_common(),
    )
    return Page(
        url=addresses.DONNEES,
        title=_TITLE,
        description="Toutes les fiches de l’annuaire, à télécharger et à réutiliser librement.",
        body=compact(body),
        assets=assets,
    )


def _losses(losses: tuple[out_national.Loss, ...]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("lieu", "champ", "pourquoi"))
    writer.writerows((loss.lieu, loss.champ, loss.pourquoi) for loss in losses)
    return buffer.getvalue()
