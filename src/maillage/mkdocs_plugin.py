"""MkDocs as one way to dress the pages: it renders the hand-written ones and a shell, the rest is stamped.

Nothing here knows what a page says. `maillage render` hands the same pages to any other engine.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal

# Material announces its successor on every run; the decision is in docs/decisions and needs no daily reminder.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from markupsafe import escape
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from maillage import build, offline, printing, report, stamp
from maillage.model import Site

log = logging.getLogger("mkdocs.plugins.maillage")
_THEME = Path(__file__).parent / "theme"


class MaillageConfig(Config):
    """The options under `plugins: - maillage:` in mkdocs.yml; paths are relative to that file."""

    site = config_options.Type(str)
    directory = config_options.Type(str, default="directory")


class MaillagePlugin(BasePlugin[MaillageConfig]):
    """Reads the directory once per build, gives MkDocs what it renders and stamps all the rest."""

    def __init__(self) -> None:
        self.content: build.Content | None = None
        self.serving = False
        self.files: list[File] = []
        self.step: build.Step = build.silent_step

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether a person is looking: a broken record then must not hide all the others."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the directory, unless it was given ready, and take the title and address of the site from its file."""
        if self.serving or self.content is None:
            self.content = self._read(Path(config.config_file_path).parent)
        # The templates of the theme write the name as it is in most places, and escape it in some.
        config.site_name = escape(self.content.site.titre)
        # After the folder of the hub, before that of the theme.
        config.theme.dirs.insert(int(config.theme.custom_dir is not None), str(_THEME))
        # In `serve`, MkDocs has already put the local address here.
        if not self.serving:
            config.site_url = self.content.site.adresse_publique
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the shells, those of the index pages at their own places in the menu, and the names of our files."""
        drafts = self._content.drafts
        for draft in drafts:
            if stamp.in_menu(draft.url):
                path, text = stamp.shell_source(draft.url, draft.title or draft.make().title)
                files.append(File.generated(config, path, content=text))
        for url in sorted({stamp.shell_url(draft.url) for draft in drafts if not stamp.in_menu(draft.url)}):
            path, text = stamp.shell_source(url)
            files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
        # A hand-written page may link to our files; the engine is not to write them.
        ours = (*(asset.url for asset in self._content.assets), *(url for draft in drafts for url in draft.files))
        self.files = [File.generated(config, url, content="") for url in ours]
        for file in self.files:
            files.append(file)
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Take our files back once every link has been looked at."""
        for file in self.files:
            files.remove(file)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Rebuild when a record, a site file or a template changes."""
        root = Path(config.config_file_path).parent
        for folder in (root / self.config.directory, root / "sites"):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill the shells, write our files, list all pages in the sitemap, and what a browser may keep."""
        site_dir = Path(config.site_dir)
        with self.step("rendre"):
            listed = printing.print_pages(self._job(site_dir), processes=1 if self.serving else None)
            sitemap = site_dir / "sitemap.xml"
            if sitemap.exists() and config.site_url:
                named = {draft.url for draft in self._content.drafts if stamp.in_menu(draft.url)}
                hidden = sorted(named.difference(listed))
                text = stamp.sitemap(sitemap.read_text("utf-8"), config.site_url, listed, hidden)
                sitemap.write_text(text, encoding="utf-8")
                (site_dir / "sitemap.xml.gz").unlink(missing_ok=True)
            # A preview that a browser kept would hide what is being written.
            offline.publish(site_dir, kept=not self.serving and self._content.site.hors_ligne == "oui")

    def _read(self, root: Path) -> build.Content:
        outcome = build.prepare(
            build.Project.at(root / self.config.directory),
            root / self.config.site,
            today=build.today_in_france(),
            tolerant=self.serving,
        )
        if isinstance(outcome, build.Refused):
            raise PluginError(report.text(outcome.problems))
        for problem in outcome.problems:
            if problem.level == "erreur":
                log.warning(report.text((problem,)))
        return outcome

    def _job(self, site_dir: Path) -> printing.Job:
        drafts = self._content.drafts
        shells = {url: _taken(site_dir, url) for url in {stamp.shell_url(draft.url) for draft in drafts}}
        shutil.rmtree(site_dir / stamp.SHELL_FOLDER, ignore_errors=True)
        return printing.Job(drafts=drafts, shells=shells, folder=site_dir, files=self._content.assets)

    @property
    def _content(self) -> build.Content:
        assert self.content is not None, "on_config has not run"
        return self.content


def _taken(site_dir: Path, url: str) -> stamp.Shell:
    """Return the shell that the engine has rendered at an address."""
    return stamp.cut((site_dir / url / "index.html").read_text("utf-8"), url)


def build_site(
    settings: Path, project: build.Project, site: Path, out: Path, *, today: date, step: build.Step
) -> build.Content | build.Refused:
    """Build a site into the folder `out` with the settings of an mkdocs.yml, and return what it holds.

    Raises `EngineError` when MkDocs refuses the settings or a hand-written page.
    """
    content = build.prepare(project, site, today=today, step=step)
    if isinstance(content, build.Refused):
        return content
    with _in_plain_words():
        config = load_config(str(settings), site_dir=str(out), strict=True)
        plugin = config.plugins.get("maillage")
        if not isinstance(plugin, MaillagePlugin):
            raise EngineError("il manque notre greffon : ajoutez « - maillage: » sous « plugins »")
        plugin.content, plugin.step = content, step
        config.plugins.on_startup(command="build", dirty=False)
        try:
            with step("habiller"):
                mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
    return content


def settings_without_plugin(settings: Path, site: Site) -> str:
    """Return the mkdocs.yml that another engine needs for the rendered tree: the same, without our plugin.

    Raises `EngineError` when MkDocs itself cannot read it.
    """
    with _in_plain_words():
        load_config(str(settings))
    with settings.open("rb") as file:
        written: dict[str, Any] = yaml_load(file, get_yaml_loader())
    ours = {
        "site_name": str(escape(site.titre)),
        "site_url": site.adresse_publique,
        "docs_dir": "docs",
        "site_dir": "site",
        "plugins": [plugin for plugin in written.get("plugins", ()) if not _is_ours(plugin)],
    }
    try:
        # JSON is YAML: no second library to write it.
        return json.dumps(written | ours, ensure_ascii=False, indent=2) + "\n"
    except TypeError as error:
        raise EngineError(f"une valeur Python ne peut pas être récrite pour un autre moteur ({error})") from error


def _is_ours(plugin: str | dict[str, Any]) -> bool:
    return plugin == "maillage" or (isinstance(plugin, dict) and "maillage" in plugin)


class EngineError(Exception):
    """The engine refuses the settings or a hand-written page; the message holds all that it says of it."""


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Turn a refusal of the engine into an `EngineError` that also tells its warnings: a strict build stops at them."""
    said = _Said()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    try:
        yield
    except (MkDocsException, SystemExit) as error:
        raise EngineError("\n".join((*said.messages, str(error)))) from error
    finally:
        logger.removeHandler(said)


class _Said(logging.Handler):
    """Keeps what the engine warns about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())
