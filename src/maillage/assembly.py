"""A whole site in a folder: what people write, read and checked; what the engine makes of it; then all our pages.

Each part is taken from the last build where nothing that it is made of has changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from maillage import build, dressing, press, reuse
from maillage.reuse import Published, Trace


def make_site(
    settings: Path,
    project: build.Project,
    site: Path,
    published: Published,
    folder: Path,
    *,
    today: date,
    step: build.Step,
) -> tuple[build.Content, list[Trace]] | build.Refused:
    """Make a site in an empty folder with the settings of an mkdocs.yml; return what it holds, and traces of pages.

    Raises `EngineError` when MkDocs refuses the settings or a hand-written page.
    """
    tools = press.tools()
    content = build.prepare(project, site, today=today, step=step)
    if isinstance(content, build.Refused):
        return content
    # Only now: a refusal leaves what the next build may begin with where it is.
    standing = reuse.begin(published.folder, folder)
    with step("habiller"):
        order = press.order(content, today, tools)
        dress = dressing.recall(settings, order, folder)
        if dress is None:
            # Asked for only now: a fifth of the time of a small change goes into importing the engine.
            from maillage import mkdocs_plugin

            dress = mkdocs_plugin.dress(settings, order, folder)
            dressing.keep(settings, dress, folder)
    with step("rendre"):
        traces = press.print_site(content, order, dress.shells, folder, standing=standing, published=published)
        reuse.end(standing, traces)
        return content, traces
