"""Links made from what people write: only http and https are followed, everything else stays text."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from maillage.model import Site

_SUBJECT = quote("Erreur signalée : ", safe="")
_MAIL = tuple(
    quote(text, safe="")
    for text in (
        "Bonjour,\n\nSur la page « ",
        " » (",
        "), voici ce qui n’est pas juste :\n\n- \n\nCe qui serait juste, et comment je le sais :\n\n- \n\n"
        "(Merci de ne donner aucune information sur une personne accompagnée.)\n",
    )
)


# A scheme that shows a page, a host, and nothing that ends an address.
_WEB = re.compile(r"https?://[^\s/?#\\]+(?:[/?#]\S*)?", re.IGNORECASE)


def web(written: str | None) -> str | None:
    """Return the address if a browser may follow it, None for `javascript:`, a bare word or a broken address."""
    return written if written and _WEB.fullmatch(written) else None


@lru_cache(maxsize=65536)
def mailto(address: str) -> str | None:
    """Return the `mailto:` address of an e-mail, None where what is written is not one."""
    if not re.fullmatch(r"[^@\s<>\"?&]+@[^@\s<>\"?&]+", address):
        return None
    return f"mailto:{quote(address, safe='@+')}"


def report_by_mail(site: Site, title: str, url: str) -> str | None:
    """Return the mail that tells the hub about a mistake on a page; it asks for facts, never for a person's name."""
    address = mailto(site.contact.courriel)
    if address is None:
        return None
    name = quote(title, safe="")
    before, between, after = _MAIL
    return f"{address}?subject={_SUBJECT}{name}&body={before}{name}{between}{quote(public(site, url), safe='')}{after}"


def report_on_forge(site: Site, path: str, identifier: str) -> str | None:
    """Return the page of the forge where a mistake is reported, None where the site has none."""
    return _filled(site.depot.signaler if site.depot else None, path, identifier)


def edit_on_forge(site: Site, path: str, identifier: str) -> str | None:
    """Return the page of the forge where the file is edited, None where the site has none."""
    return _filled(site.depot.modifier if site.depot else None, path, identifier)


def public(site: Site, url: str) -> str:
    """Return the full public address of a page."""
    return f"{site.adresse_publique.rstrip('/')}/{url}"


def _filled(template: str | None, path: str, identifier: str) -> str | None:
    if not template:
        return None
    return web(template.replace("{chemin}", quote(path)).replace("{id}", quote(identifier)))
