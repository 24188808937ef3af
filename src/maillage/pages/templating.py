"""The templates: every value is escaped, an unknown name is an error, and indentation costs the reader nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import count, repeat
from pathlib import Path

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.filters import do_mark_safe
from markupsafe import Markup, escape

from maillage import cache as kept
from maillage import digests
from maillage.pages import links, words
from maillage.pages.facts import Fact, Facts

# The macros that every template may call without importing them: an import is paid for on each page.
_SHARED = ("bandeau", "fil", "lien", "semaine", "joindre", "pied")


class _Unindented(Extension):
    """Drop the indentation of the templates when they are compiled: a fifth of every page, for free."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


class _Quick(CodeGenerator):
    """Compiles a value that is shown to a call of `_shown`: each page shows hundreds, and few have a sign to escape.

    Where jinja would no longer ask, it escapes as it always does.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


_to_escape = re.compile("[&<>\"']").search


def _shown(value: object) -> str:
    """Return what `escape` returns, sooner where it changes nothing."""
    if isinstance(value, Markup) or (type(value) is str and not _to_escape(value)):
        return value
    return str(value) if type(value) is int else escape(value)


class _Compiled(BytecodeCache):
    """Templates as they were compiled: half a second of each process that makes pages.

    They are under a seal: Python would run whatever is there.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        code = kept.unsealed(_compiled(bucket), _compiler())
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        kept.seal(_compiled(bucket), _compiler(), bucket.bytecode_to_string())


def _compiler() -> str:
    return digests.of(Path(__file__).read_bytes(), digests.of_installation())


def _compiled(bucket: Bucket) -> Path:
    return kept.file("gabarit", Path(__file__).parent, f"-{bucket.key}")


@cache
def environment() -> Environment:
    """Return the one environment of the package, with the words of the site as filters."""
    env = Environment(
        loader=PackageLoader("maillage.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[_Unindented],
        auto_reload=False,
        bytecode_cache=_Compiled(),
    )
    env.code_generator_class = _Quick
    env.shown = _shown  # type: ignore[attr-defined]
    env.filters.update(
        jour=words.day,
        nombre=words.number,
        compte=words.count,
        part=words.share,
        distance=words.distance,
        decimale=words.decimal,
        kilometres=words.kilometres,
        telephone=words.phone,
        lien_telephone=words.phone_link,
        lien_courriel=links.mailto,
        liste=words.sentence_list,
        phrase=words.sentence,
        faits=_facts,
        lignes=_week,
        tel=_phone,
        badge=_badge,
        majuscule=words.capitalised,
        minuscule=words.lowered,
    )
    env.globals.update(
        INCONNU=words.UNKNOWN,
        inconnu=do_mark_safe(f'<span class="mg-inconnu">{words.UNKNOWN}</span>'),
    )
    shared = env.get_template("_commun.html.j2").module
    env.globals.update({name: getattr(shared, name) for name in _SHARED})
    return env


def forget() -> None:
    """Read the templates again at their next use: a person who edits one sees it at the next build."""
    for remembered in (environment, template, _fact, _rest, _row, _phone, _badge):
        remembered.cache_clear()


# What follows is safe because all of it comes from macros, which escape what they are given.


def _facts(facts: Facts) -> str:
    """Return facts as a list of definitions, then the names of those that are unknown."""
    shown = f'<dl class="mg-faits">{"".join(map(_fact, facts.faits))}</dl>' if facts.faits else ""
    rest = _rest(facts.inconnus, facts.combien, bool(facts.faits)) if facts.inconnus else ""
    return do_mark_safe(shown + rest)


def _week(rows: Iterable[tuple[str, str]], numbered: bool) -> str:
    """Return the rows of a table of hours; those of the week carry the number of their day for the script."""
    numbers = count(1) if numbered else repeat(0)
    return do_mark_safe("".join(_row(number, *row) for number, row in zip(numbers, rows, strict=False)))


@lru_cache(maxsize=65536)
def _row(number: int, name: str, text: str) -> str:
    return str(macro("ligne", of="_commun")(number, name, text))


@lru_cache(maxsize=65536)
def _fact(fact: Fact) -> str:
    # The same few facts come back on thousands of pages; so do the small pieces below.
    return str(macro("fait", of="_commun")(fact))


@lru_cache(maxsize=65536)
def _rest(names: str, total: int, others: bool) -> str:
    return str(macro("reste", of="_commun")(names, total, others))


@lru_cache(maxsize=65536)
def _phone(number: str) -> str:
    return do_mark_safe(macro("tel", of="_commun")(number))


@lru_cache(maxsize=256)
def _badge(code: str, label: str) -> str:
    return do_mark_safe(macro("niveau", of="_commun")(code, label))


@cache
def template(name: str) -> Template:
    """Return a compiled template."""
    found = environment().get_template(f"{name}.html.j2")
    # The same names in one dict: jinja copies them for each page, which takes much longer from its chain of two.
    found.globals = dict(found.globals)
    return found


def macro(name: str, of: str) -> Callable[..., str]:
    """Return one macro of a template, for the fragments that many pages share."""
    found: Callable[..., str] = getattr(template(of).module, name)
    return found


def trusted(html: str) -> str:
    """Return HTML that its author has escaped, for a template that would escape it again."""
    return do_mark_safe(html)


def compact(html: str) -> str:
    """Return the same HTML in characters of one byte: thousands of pages then weigh half as much in memory.

    A page with a single typographic apostrophe would otherwise take two bytes for each of its characters. Scripts
    of data are already in ASCII, so that no reference lands where it would not be read.
    """
    return html.encode("latin-1", "xmlcharrefreplace").decode("latin-1")
