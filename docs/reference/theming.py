"""What `docs/templates.md` lists: tokens, what every template knows, the values of each, their shapes, the macros."""

import ast
import builtins
import inspect
import re
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tests.components.filling import is_shape
from tests.components.macros import NAMES, Macro, macros
from verbatim.site.theme.look import palette

THEME = Path(__file__).parents[2] / "theme"
TOKENS = THEME / "static/css/tokens.css"
TOKEN = re.compile(r"^  --([\w-]+): ([^;]+);$", re.MULTILINE)

# The class of what each template gets.
PAGES = {
    "front.html": "FrontValues",
    "stories.html": "StoriesValues",
    "article.html": "StoryValues",
    "story_timeline.html": "StoryTimelineValues",
    "topic.html": "TopicValues",
    "topics.html": "TopicsValues",
    "question.html": "QuestionValues",
    "quotes.html": "QuotesValues",
    "quote.html": "QuoteValues",
    "people.html": "PeopleValues",
    "person.html": "PersonValues",
    "person_quotes.html": "PersonQuotesValues",
    "timeline.html": "TimelineValues",
    "timeline_period.html": "PeriodValues",
    "search.html": "SearchValues",
    "moved.html": "MovedValues",
    "tombstone.html": "TombstoneValues",
    "404.html": "NotFoundValues",
    "verify.html": "VerifyValues",
}
FRAMES = {
    "embed_quote.html": "QuoteFrameValues",
    "embed_timeline.html": "TimelineFrameValues",
    "embed_person.html": "PersonFrameValues",
    "embed_topic.html": "TopicFrameValues",
    "embed_question.html": "QuestionFrameValues",
    "embed_tombstone.html": "TombstoneValues",
    "embed_forms.html": "FormsValues",
}
# What other templates get besides the values of every page: from Pelican, or from the template that extends them.
OTHERS: dict[str, dict[str, str]] = {
    "base.html": {},
    "embed.html": {"home": "set by the template that extends it: the address to which the foot of the frame leads"},
    "furniture.html": {},
    "page.html": {
        "page": "Pelican's page: `page.title`, `page.content`",
        "changes": "list of [ChangeView](#changeview), newest first; defined on the page `corrections` only",
    },
    "post.html": {"article": "a blog's own article, of Pelican's: `article.title`, `article.content`, `article.tags`"},
    "index.html": {
        "articles": "Pelican's articles",
        "articles_page": "one page of them, where Pelican paginates; else not defined",
        "articles_previous_page": "the page before it, with its `url`; `None` for the first",
        "articles_next_page": "the page after it; `None` for the last",
    },
    "authors.html": {"authors": "pairs of Pelican's author and articles"},
    "categories.html": {"categories": "pairs of Pelican's category and articles"},
    "tags.html": {"tags": "pairs of Pelican's tag and articles"},
    **{f"{name}.html": {} for name in ("archives", "author", "category", "period_archives", "tag")},
}
# What every template and every macro knows.
KNOWN = {
    "link": "`link(address)`: an address of the site as a link; other URLs stay as they are",
    "asset": '`asset("css/site.css")`: the address of a static file of the theme',
    "once": "`once(macro, view, …)`: what `macro(view, …)` gives, made once for all pages",
    "inline": "`inline.head`: the script of every page; `inline.evidence`: that of a story; `inline.embed_css`, "
    "`inline.embed_js`: style, script of all frames; `inline.frames.quotation`: the style of one kind",
    "look": "`look.fonts` and `look.early`: its fonts; `look.icon`; `look.bars`: the colours of a browser's bars; "
    "`look.logos`, each with `url`, `width`, `height`",
    "off": 'the parts that the site leaves out: `"search" in off`',
    "search_index": "whether the site has an index of words",
    "direction": '`direction(lang)`: `"ltr"` or `"rtl"`',
    "_": '`_("Stories")`: the text in the language of the interface; `gettext` is the same',
    "ngettext": '`ngettext("%(num)s story", "%(num)s stories", count)`: the form for a number',
    "reply_address": "where a link to `REPLY_CONTACT` leads, with `mailto:` for an e-mail address; empty for none",
    "SITENAME": "this and every other setting of `pelicanconf.py` in capitals, yours included",
}
PLAIN = {"str": "text", "Markup": "HTML", "None": "none"}


class Field(NamedTuple):
    """A key of a shape: its name, its type in words, its meaning."""

    name: str
    type: str
    meaning: str


class Shape(NamedTuple):
    """A class of what templates get: its docstring, the shapes that it extends, the fields that it adds."""

    name: str
    says: str
    bases: tuple[str, ...]
    fields: tuple[Field, ...]


@cache
def shapes() -> dict[str, Shape]:
    """Return by name every shape that templates and macros get, and every shape within one."""
    found: dict[str, Shape] = {}
    asked = [NAMES[one] for one in ("PageValues", *PAGES.values(), *FRAMES.values())]
    asked += [one for macro in macros() for own in macro.parameters for one in _named_in(ast.parse(own.written))]
    while asked:
        shape = asked.pop()
        if shape.__name__ not in found:
            source = inspect.getsource(shape)
            node = next(one for one in ast.parse(source).body if isinstance(one, ast.ClassDef))
            says = " ".join((ast.get_docstring(node) or "").split())
            bases = [name for base in node.bases if is_shape(NAMES.get(name := ast.unparse(base)))]
            fields = tuple(_fields(node, source.encode().splitlines()))
            found[shape.__name__] = Shape(shape.__name__, says, tuple(bases), fields)
            asked += [*(NAMES[name] for name in bases), *_named_in(node)]
    return found


def _named_in(tree: ast.AST) -> Iterator[type]:
    """Yield the shapes that a type, or the fields of a class, name."""
    fields = [one.annotation for one in ast.walk(tree) if isinstance(one, ast.AnnAssign)] or [tree]
    for node in chain.from_iterable(map(ast.walk, fields)):
        if isinstance(node, ast.Name | ast.Attribute) and is_shape(one := NAMES.get(_last(node))):
            yield one


def _fields(node: ast.ClassDef, lines: list[bytes]) -> Iterator[Field]:
    for one in node.body:
        if isinstance(one, ast.AnnAssign):
            rest = lines[(one.end_lineno or 0) - 1][one.end_col_offset :].decode().strip()
            yield Field(ast.unparse(one.target), in_words(one.annotation), rest.removeprefix("#").strip())


def in_words(node: ast.expr) -> str:
    """Return a type as the document writes it: `?` for what may be none, `[]` for a list, a shape as a link."""
    if isinstance(node, ast.BinOp):
        left, right = in_words(node.left), in_words(node.right)
        return f"{left}?" if right == "none" else f"{left} or {right}"
    if isinstance(node, ast.Subscript):
        if ast.unparse(node.value) == "Literal":
            return _choice(ast.literal_eval(node.slice))
        return f"{in_words(node.slice)}[]"
    written = _last(node)
    if written in PLAIN or written in vars(builtins):
        return PLAIN.get(written, written)
    chosen = typing.get_args(NAMES[written])
    return _choice(chosen) if chosen else f"[{written}](#{written.lower()})"


def _last(node: ast.expr) -> str:
    """Return a name without the module that it stands in: `Slice` of `refs.Slice`."""
    return ast.unparse(node).rpartition(".")[2]


def _choice(values: Iterable[str]) -> str:
    return ", ".join(f'`"{value}"`' for value in values)


def tokens() -> str:
    """Return the tokens with their values; colours have one for each scheme."""
    text = TOKENS.read_text(encoding="utf-8")
    dark = palette(text).dark
    found = TOKEN.findall(text[: text.index("@media")])
    return _list(
        (f"--{name}", f"`{value}`" + (f", dark `{dark[name]}`" if name in dark else "")) for name, value in found
    )


def known() -> str:
    """Return what every template knows."""
    return "".join(
        f"- {meaning}\n" if meaning.startswith(f"`{name}") else f"- `{name}` {meaning}\n"
        for name, meaning in KNOWN.items()
    )


def values() -> str:
    """Return the values of every template."""
    parts = [f"Every page and every frame gets\n\n{_described(shapes()['PageValues'])}"]
    for name, one in {**PAGES, **FRAMES}.items():
        shape = shapes()[one]
        parts.append(f"### `{name}`\n\n{_first(shape.says)}.\n\n{_described(shape)}")
    parts.append("### Layouts, and what Pelican makes\n")
    for name, keys in OTHERS.items():
        held = "; ".join(f"`{key}`, {meaning}" for key, meaning in keys.items())
        parts.append(f"- `{name}`: {held or 'nothing more'}")
    return "\n".join(parts) + "\n"


def described() -> str:
    """Return a section for each shape that a value has, by name."""
    held = sorted((one for one in shapes().values() if not one.name.endswith("Values")), key=lambda one: one.name)
    return "\n".join(f"### {one.name}\n\n{_first(one.says)}.\n\n{_described(one)}" for one in held)


def _described(shape: Shape) -> str:
    """Return the fields of a shape; those of another shape by a link to it, those of another template written out."""
    parts = []
    for name in shape.bases:
        if not name.endswith("Values"):
            parts.append(f"- all of [{name}](#{name.lower()})\n")
        elif name != "PageValues":
            parts.append(_described(shapes()[name]))
    return "".join(parts) + "".join(map(_field, shape.fields))


def _field(one: Field) -> str:
    """Return a line for a field; its type is left out where that is a text."""
    kind, meaning = "" if one.type == "text" else f" {one.type}", f": {one.meaning}" if one.meaning else ""
    return f"- `{one.name}`{kind}{meaning}\n"


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f"- `{name}` {meaning}\n" for name, meaning in rows)


def _first(text: str) -> str:
    """Return the first sentence of a text, or what stands before its colon."""
    return re.split(r"[.:;](?: |$)", text)[0]


def components() -> str:
    """Return a section for each component with its macros."""
    files: dict[str, list[Macro]] = {}
    for macro in macros():
        files.setdefault(macro.file, []).append(macro)
    return "\n".join(f"### `components/{file}.html`\n\n{_list(map(_macro, held))}" for file, held in files.items())


def _macro(macro: Macro) -> tuple[str, str]:
    parameters = (f"{one.name}={one.default}" if one.optional else one.name for one in macro.parameters)
    return f"{macro.name}({', '.join(parameters)})", _first(macro.says)
