"""The theme as a document: tokens, what every template knows, the values of each, their shapes, the macros."""

from __future__ import annotations

import ast
import re
import typing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docs.reference.blocks import table
from tests.components.macros import NAMES, Macro, macros
from verbatim.publish.payloads import elements, pages, story, templates, timeline, topic
from verbatim.site.theme.look import palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THEME = Path(__file__).parents[2] / "theme"
TOKENS = THEME / "static/css/tokens.css"
TOKEN = re.compile(r"^  --([\w-]+): ([^;]+);$", re.MULTILINE)

PAGES = {
    "front.html": templates.FrontValues,
    "stories.html": templates.StoriesValues,
    "article.html": templates.ArticleValues,
    "story_timeline.html": templates.StoryTimelineValues,
    "topic.html": templates.TopicValues,
    "topics.html": templates.TopicsValues,
    "question.html": templates.QuestionValues,
    "quotes.html": templates.QuotesValues,
    "quote.html": templates.QuoteValues,
    "people.html": templates.PeopleValues,
    "person.html": templates.PersonValues,
    "person_quotes.html": templates.PersonQuotesValues,
    "timeline.html": templates.TimelineValues,
    "timeline_period.html": templates.PeriodValues,
    "search.html": templates.SearchValues,
    "moved.html": templates.MovedValues,
    "tombstone.html": templates.TombstoneValues,
    "404.html": templates.NotFoundValues,
    "verify.html": templates.VerifyValues,
}
FRAMES = {
    "embed_quote.html": templates.QuoteFrameValues,
    "embed_timeline.html": templates.TimelineFrameValues,
    "embed_person.html": templates.PersonFrameValues,
    "embed_topic.html": templates.TopicFrameValues,
    "embed_question.html": templates.QuestionFrameValues,
    "embed_tombstone.html": templates.TombstoneValues,
    "embed_forms.html": templates.FormsValues,
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
PLAIN = {
    "str": "text", "int": "whole number", "float": "number", "bool": "true or false", "Markup": "HTML", "None": "none",
    "dict": "mapping",
}  # fmt: skip
MODULES = {
    elements: "Elements",
    story: "Stories",
    topic: "Topics",
    timeline: "Timelines",
    pages: "Heads, lists, profiles",
}


class Field(NamedTuple):
    """A key of a shape: its name, its type in words, its meaning."""

    name: str
    type: str
    meaning: str


class Shape(NamedTuple):
    """A class of `verbatim.publish.payloads`: its docstring, and its fields, those of its bases first."""

    name: str
    module: str
    says: str
    fields: tuple[Field, ...]


@cache
def shapes() -> dict[str, Shape]:
    """Return every shape by name, in the order of the modules."""
    found: dict[str, Shape] = {}
    for module in (*MODULES, templates):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef) and node.name != "Page":
                bases = [found[name] for base in node.bases if (name := ast.unparse(base)) in found]
                says = " ".join((ast.get_docstring(node) or "").split())
                own = _fields(node, source.encode().splitlines())
                fields = (*(one for base in bases for one in base.fields), *own)
                found[node.name] = Shape(node.name, module.__name__, says, fields)
    return found


def _fields(node: ast.ClassDef, lines: list[bytes]) -> Iterator[Field]:
    for one in node.body:
        if isinstance(one, ast.AnnAssign):
            rest = lines[(one.end_lineno or 0) - 1][one.end_col_offset :].decode().strip()
            yield Field(ast.unparse(one.target), in_words(one.annotation), rest.removeprefix("#").strip())


def in_words(node: ast.expr) -> str:
    """Return a type in words; a shape is a link to where it is described."""
    if isinstance(node, ast.BinOp):
        return f"{in_words(node.left)} or {in_words(node.right)}"
    if isinstance(node, ast.Subscript):
        if ast.unparse(node.value) == "Literal":
            return _choice(ast.literal_eval(node.slice))
        inner = in_words(node.slice)
        return f"list of {inner}s" if inner in PLAIN.values() else f"list of {inner}"
    written = ast.unparse(node)
    if written in PLAIN:
        return PLAIN[written]
    chosen = typing.get_args(NAMES[written])
    return _choice(chosen) if chosen else f"[{written}](#{written.lower()})"


def _choice(values: Iterable[str]) -> str:
    return ", ".join(f'`"{value}"`' for value in values)


def tokens() -> str:
    """Return the tokens with their values; colours have one for each scheme."""
    text = TOKENS.read_text(encoding="utf-8")
    dark = palette(text).dark
    found = TOKEN.findall(text[: text.index("@media")])
    rows = ((f"`--{name}`", f"`{value}`", f"`{dark[name]}`" if name in dark else "") for name, value in found)
    return table(("token", "value", "in the dark"), rows)


def known() -> str:
    """Return what every template knows."""
    return table(("name", "what it is"), ((f"`{name}`", meaning) for name, meaning in KNOWN.items()))


def values() -> str:
    """Return a section for each template with the values that it gets."""
    parts = [f"### Every page and every frame\n\n{_table(shapes()['PageValues'].fields)}"]
    for title, group in (("Pages", PAGES), ("Frames", FRAMES)):
        parts.append(f"### {title}\n")
        parts += [_section(name, shapes()[one.__name__]) for name, one in group.items()]
    parts.append("### Layouts, and what Pelican makes\n\nBesides the values of every page:\n")
    rows: list[tuple[str, str, str]] = []
    for name, keys in OTHERS.items():
        rows += [(f"`{name}`", f"`{key}`", meaning) for key, meaning in keys.items()] or [(f"`{name}`", "", "nothing")]
    parts.append(table(("template", "value", "what it is"), rows))
    return "\n".join(parts)


def described() -> str:
    """Return a section for each shape that a value has."""
    parts = []
    for module, title in {**MODULES, templates: "Of single pages"}.items():
        parts.append(f"### {title}\n")
        own = (one for one in shapes().values() if one.module == module.__name__)
        parts += [_section(one.name, one) for one in own if not one.name.endswith("Values")]
    return "\n".join(parts)


def _section(title: str, shape: Shape) -> str:
    return f"#### `{title}`\n\n{shape.says}\n\n{_table(shape.fields)}"


def _table(fields: Iterable[Field]) -> str:
    return table(("value", "type", "meaning"), ((f"`{one.name}`", one.type, _meaning(one)) for one in fields))


def _meaning(field: Field) -> str:
    """Return what a field means, by its comment, else by the shape that it has. Raises StopIteration without either."""
    if field.meaning:
        return field.meaning
    says = next(shape.says for name, shape in shapes().items() if f"[{name}](" in field.type)
    first = re.split(r"(?<=[.:]) ", says)[0].rstrip(".:")
    return first[:1].lower() + first[1:]


def components() -> str:
    """Return a section for each component with its macros."""
    files: dict[str, list[Macro]] = {}
    for macro in macros():
        files.setdefault(macro.file, []).append(macro)
    return "\n".join(_component(file, held) for file, held in files.items())


def _component(file: str, held: list[Macro]) -> str:
    rows = []
    for macro in held:
        rows.append((f"`{macro.name}`", "", macro.says))
        for one in macro.parameters:
            default = f" (`{one.default}`)" if one.optional else ""
            rows.append((f"– `{one.name}`", in_words(ast.parse(one.written, mode="eval").body) + default, one.meaning))
    return f"#### `components/{file}.html`\n\n{table(('macro, parameters', 'type (default)', 'what it is'), rows)}"
