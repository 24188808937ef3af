"""MkDocs as one way to dress the pages: it renders the hand-written ones and the shells, the rest is stamped.

Nothing here knows what a page says. `maillage render` hands the same pages to any other engine.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from html import escape, unescape
from pathlib import Path
from typing import Any, Literal

# Material announces its successor on every run; the decision is in docs/decisions and needs no daily reminder.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from maillage import build, dressing, press, preview, report, reuse, stamp
from maillage.model import Site
from maillage.pages import by_hand
from maillage.pages.templating import trusted

log = logging.getLogger("mkdocs.plugins.maillage")
_THEME = Path(__file__).parent / "theme"
_UNKNOWN = "404.html"


@contextmanager
def _said_in_french() -> Iterator[None]:
    """Have MkDocs say what the system refuses as it says the rest; it would show where in our code that happened."""
    try:
        yield
    except OSError as error:
        raise PluginError(report.of_system(error)) from error


class MaillageConfig(Config):
    """The options under `plugins: - maillage:` in mkdocs.yml; paths are relative to that file."""

    site = config_options.Type(str)
    directory = config_options.Type(str, default="directory")


class MaillagePlugin(BasePlugin[MaillageConfig]):
    """Has MkDocs render what an order asks for; where MkDocs leads, reads the directory and prints our pages too."""

    def __init__(self) -> None:
        self.order: dressing.Order | None = None
        self.content: build.Content | None = None
        self.shells: dict[str, str] = {}
        self.files: list[File] = []
        self.sources: frozenset[str] = frozenset()
        self.serving = False
        self.shown: preview.Shown | None = None
        self.aside: preview.Shown | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether a person is looking: a broken record then must not hide all the others."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the directory, unless there is an order, and take the title and address of the site from its file."""
        if self.serving:
            _never_stop_at_warnings()
        if self.serving or self.order is None:
            today, tools = build.today_in_france(), press.tools()
            self.content = self._read(Path(config.config_file_path).parent, today)
            self.order = press.order(self.content, today, tools)
        if self.serving:
            # MkDocs has already put the local address here.
            self.order = replace(self.order, address=config.site_url or "")
        config.site_url = self.order.address
        # The templates of the theme write the name as it is in most places, and escape it in some.
        config.site_name = trusted(escape(self.order.site.titre))
        # After the folder of the hub, before that of the theme.
        config.theme.dirs.insert(int(config.theme.custom_dir is not None), str(_THEME))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Put aside the pages that a preview shows, before MkDocs deletes them: most will serve again."""
        if self.shown:
            self.aside, self.shown = preview.set_aside(self.shown), None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the shells, those of the index pages at their own places in the menu, and the names of our files."""
        order = self._order
        menu = dict(stamp.shell_source(url, title) for url, title in order.menu)
        others = dict(stamp.shell_source(url) for url in order.shells)
        for path, text in menu.items():
            files.append(File.generated(config, path, content=text))
        for path, text in others.items():
            files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
        self.sources = frozenset((*menu, *others))
        # A hand-written page may link to our files; the engine is not to write them.
        self.files = [File.generated(config, url, content="") for url in order.files]
        for file in self.files:
            files.append(file)
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Take our files back once every link has been looked at; a template alone has no `on_page_content`."""
        for file in self.files:
            files.remove(file)
        env.globals["autour"] = self._around(_UNKNOWN, "Page introuvable (écrivez ici son adresse)", None)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put around a hand-written page what stands around ours: who answers for it, and how to mend it."""
        if page.file.src_uri in self.sources:
            return html
        title = str(page.meta.get("title") or page.title or "")
        around = self._around(page.url, unescape(title), _in_project(page.file.abs_src_path, config))
        return "\n".join((around.banner, html, around.foot))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Rebuild when a record or a site file changes."""
        root = Path(config.config_file_path).parent
        for folder in (root / self.config.directory, root / "sites"):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    @_said_in_french()
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Take the shells out of the site; where MkDocs leads, print all our pages in it."""
        folder, order = Path(config.site_dir), self._order
        for url in (*(url for url, _ in order.menu), *order.shells):
            rendered = folder / url / "index.html"
            self.shells[url] = rendered.read_text("utf-8")
            rendered.unlink()
        shutil.rmtree(folder / stamp.SHELL_FOLDER, ignore_errors=True)
        if self.content is None:
            return
        if not self.serving:
            press.print_site(self.content, order, self.shells, folder)
            return
        made = frozenset(reuse.paths(folder))
        standing, self.aside = preview.put_back(self.aside, folder, made) if self.aside else None, None
        # MkDocs has threads in a preview: copies of such a process would wait for one another.
        traces = press.print_site(
            self.content, order, self.shells, folder, standing=standing, processes=1, preview=True
        )
        if standing:
            reuse.end(standing, traces)
        self.shown = preview.Shown(folder, {trace.url: trace for trace in traces}, made)

    def on_shutdown(self) -> None:
        """Leave nothing of a preview behind."""
        if self.aside:
            preview.forget(self.aside)

    @_said_in_french()
    def _read(self, root: Path, today: date) -> build.Content:
        project = build.Project.at(root / self.config.directory)
        outcome = build.prepare(project, root / self.config.site, today=today, tolerant=self.serving)
        if isinstance(outcome, build.Refused):
            raise PluginError(report.text(outcome.problems))
        for problem in outcome.problems:
            if problem.level == "erreur":
                log.warning(report.text((problem,)))
        return outcome

    def _around(self, url: str, title: str, path: str | None) -> by_hand.Around:
        order = self._order
        return by_hand.around(order.site, date.fromisoformat(order.day), url=url, title=title, path=path)

    @property
    def _order(self) -> dressing.Order:
        assert self.order, "on_config has not run"
        return self.order


def _in_project(path: str | None, config: MkDocsConfig) -> str | None:
    """Return the path of a file below the folder of the settings, None for one that is made or lies elsewhere."""
    root = Path(config.config_file_path).resolve().parent
    file = Path(path).resolve() if path else None
    return file.relative_to(root).as_posix() if file and file.is_relative_to(root) else None


def dress(settings: Path, order: dressing.Order, folder: Path) -> dressing.Dress:
    """Have MkDocs make in an empty folder all that an order asks for, with the settings of an mkdocs.yml.

    Raises `EngineError` when MkDocs refuses the settings or a hand-written page.
    """
    with _in_plain_words(), dressing.dated(order.day):
        config = load_config(str(settings), site_dir=str(folder), strict=True)
        plugin = config.plugins.get("maillage")
        if not isinstance(plugin, MaillagePlugin):
            raise dressing.EngineError("il manque notre greffon : ajoutez « - maillage: » sous « plugins »")
        plugin.order = order
        read = _read_by(config, settings)
        name = dressing.name(settings, order, read) if read else ""
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
    return dressing.Dress(plugin.shells, read, name)


# What reads nothing but the page it is given, and the folders that `_read_by` names.
_PLUGINS = frozenset({"maillage", "search", "material/search"})
_EXTENSIONS = re.compile(r"(markdown\.extensions\.)?(abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code"
    r"|footnotes|md_in_html|meta|nl2br|sane_lists|smarty|tables|toc)|pymdownx\.(?!snippets|b64).*")  # fmt: skip
# Settings that come from elsewhere: another file, the environment, a function of the hub.
_ELSEWHERE = re.compile(r"^INHERIT\b|(?<=[\s\[,])!(?!!python/name:(material|pymdownx)\.)\S", re.MULTILINE)


def _read_by(config: MkDocsConfig, settings: Path) -> tuple[str, ...]:
    """Return the files and folders that MkDocs reads, below that of the settings; none where nobody can say."""
    plugins = {name.split(" ")[0] for name in config.plugins}
    if (
        plugins - _PLUGINS
        or config.hooks
        or not all(map(_EXTENSIONS.fullmatch, config.markdown_extensions))
        or _ELSEWHERE.search(settings.read_text("utf-8"))
    ):
        return ()
    folders = (config.docs_dir, config.theme.custom_dir)
    return (settings.name, *(os.path.relpath(folder, settings.parent) for folder in folders if folder))


def settings_without_plugin(settings: Path, site: Site) -> str:
    """Return the mkdocs.yml that another engine needs for the rendered tree: the same, without our plugin.

    Raises `EngineError` when MkDocs itself cannot read it.
    """
    with _in_plain_words():
        load_config(str(settings))
    with settings.open("rb") as file:
        written: dict[str, Any] = yaml_load(file, get_yaml_loader())
    ours = {
        "site_name": escape(site.titre),
        "site_url": site.adresse_publique,
        "docs_dir": "docs",
        "site_dir": "site",
        "plugins": [plugin for plugin in written.get("plugins", ()) if not _is_ours(plugin)],
    }
    try:
        # JSON is YAML: no second library to write it.
        return json.dumps(written | ours, ensure_ascii=False, indent=2) + "\n"
    except TypeError as error:
        raise dressing.EngineError(
            f"une valeur Python ne peut pas être récrite pour un autre moteur ({error})"
        ) from error


def _is_ours(plugin: str | dict[str, Any]) -> bool:
    return plugin == "maillage" or (isinstance(plugin, dict) and "maillage" in plugin)


def _never_stop_at_warnings() -> None:
    """Let a preview show what it can, and tell the rest: in strict mode MkDocs would answer nothing more."""
    logger = logging.getLogger("mkdocs")
    for handler in logger.handlers[:]:
        if isinstance(handler, CountHandler):
            logger.removeHandler(handler)


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Turn a refusal of the engine into an `EngineError` that also tells its warnings: a strict build stops at them."""
    said = _Said()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    try:
        yield
    except (MkDocsException, SystemExit) as error:
        raise dressing.EngineError("\n".join((*said.messages, str(error)))) from error
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
