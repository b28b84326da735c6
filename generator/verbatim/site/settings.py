"""Fills in the site's settings and validates them, before anything is read or written."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from jinja2 import StrictUndefined

from verbatim import theme
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.newsroom.extent import EXTENTS
from verbatim.newsroom.gate import POLICIES
from verbatim.publish.urls import link
from verbatim.site import blog
from verbatim.site.i18n import EXTENSION
from verbatim.site.theme.look import CONF, TEMPLATES, Look, is_ours, look_of

Settings = dict[str, Any]
PLAIN = "VERBATIM_PLAIN_SETTINGS"
SANDBOX = "VERBATIM_SANDBOX"  # in the environment of a build whose templates are somebody else's


# The settings that Verbatim has and Pelican has not: the default of each, and its meaning in docs/settings.md.
OWN: Mapping[str, tuple[object, str]] = {
    "SITESUBTITLE": ("", "shown under the wordmark, and in the front page's description"),
    "LOOK": ("broadsheet", 'the theme\'s look: `"local"` is a plain, fast local paper ([theming](theming.md))'),
    "COLOURS": ({}, "your own colours, each name with two, light and dark ([theming](theming.md))"),
    "LOGO": ("", "a logo in `content/`, SVG or PNG; of two, the second is for dark backgrounds"),
    "EXTRA_CSS": ("", "a style sheet in `content/`, or a list of them, loaded after the theme's"),
    "WORDS": ({}, 'interface words of your own: `{"Stories": "Reports"}` ([translating](translating.md))'),
    "SEARCH": (True, "whether the search page has an index of every word ([below](#search))"),
    "CARDS": (True, "whether quotations, profiles and timelines have picture cards ([below](#picture-cards))"),
    "SQUARE_CARDS": (True, "whether quotations have a square card too"),
    "CARDS_PER_STORY": (500, "how many quotations of one story have cards, the first in its text"),
    "SOURCE_PUBLISHED": ("",
        'how much of texts goes live, `"whole"`, `"quoted"` or `"hash"`; empty: others\' quoted ([rights](rights.md))'),
    "PROFILES": ("public-roles",
        'who has a page: `"public-roles"`, or `"reviewed"`, those alone whom an editor opens ([people](people.md))'),
    "WORKERS": (None, "how many processes read sources and make pages; if not set, one for each core"),
    "DASK_SCHEDULER": ("", "the address of a Dask scheduler whose workers do it instead ([below](#who-does-the-work))"),
    "EDITION": (True,
        "whether a published site has `/data/edition.tar`, from which [anybody can make it](verifying.md) again"),
    "PUBLISHING": (False, "whether the site is for the web: with a `SITEURL`, no drafts; `publishconf.py` sets it"),
    "REPLY_CONTACT": ("",
        "whom to tell about something wrong about oneself, by e-mail or on the web: a link on each person's page"),
}  # fmt: skip
# Where a story and its draft stand, whatever a blog does with its own articles: fixed by the formats.
STORY_ADDRESSES = {
    f"{kind}_{lang}{ending}": f"{folder}/{{story}}/{file}"
    for kind, folder in (("ARTICLE", "stories"), ("DRAFT", "drafts"))
    for lang in ("", "LANG_")
    for ending, file in (("URL", ""), ("SAVE_AS", "index.html"))
}
# Ours wherever the user's settings leave Pelican's default.
DEFAULTS: Settings = {
    "ARTICLE_PATHS": ["stories"],
    "PAGE_PATHS": ["pages"],
    **STORY_ADDRESSES,
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "DRAFT_PAGE_URL": "drafts/pages/{slug}/",
    "DRAFT_PAGE_SAVE_AS": "drafts/pages/{slug}/index.html",
    "CATEGORY_URL": "sections/{slug}/",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "AUTHOR_SAVE_AS": "",
    "DIRECT_TEMPLATES": [],
    "SLUGIFY_SOURCE": "basename",
    # A story's id is its file's name; the header Translation-Of names the story that it is a translation of.
    "ARTICLE_TRANSLATION_ID": "translation_of",
    "FILENAME_METADATA": "",
    "USE_FOLDER_AS_CATEGORY": False,
    "DEFAULT_CATEGORY": "",
    "SUMMARY_MAX_LENGTH": None,
    # We write the theme's files, under names that contain their hash.
    "THEME_STATIC_PATHS": [],
    # The site's feed is ours (`publish.feeds`): it reports corrections, and has the same entries as JSON Feed.
    "FEED_ALL_ATOM": None,
    # Feeds by category, author and language repeat the whole text; a user may switch them on.
    "CATEGORY_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
    # Pelican's own default publishes dotfiles, since it is matched against bare names.
    "IGNORE_FILES": [".*", "*~", "#*#", "__pycache__", "*.new"],
}
CONTACT = re.compile(r"[^@\s:<>\"]+@[^@\s:<>\"]+|https?://[^\s<>\"]+")
# What stays Pelican's own with any other theme, which depends on it.
THEIRS = (
    *("CATEGORY_URL", "CATEGORY_SAVE_AS", "TAG_SAVE_AS", "AUTHOR_SAVE_AS", "DIRECT_TEMPLATES", "THEME_STATIC_PATHS"),
    *("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM"),
)
# What stays Pelican's own in a blog: all but what would stand where our theme writes.
A_BLOGS = tuple(name for name in DEFAULTS if name not in ("THEME_STATIC_PATHS", "FEED_ALL_ATOM"))
FIXED = ("ARTICLE_URL", "ARTICLE_SAVE_AS", "DRAFT_URL", "DRAFT_SAVE_AS")
OFF = ("", False, None)
SECTIONS = ("stories", "topics", "people", "quotes", "timeline", "search")
LINKED = ("INDEX_SAVE_AS", "PERSON_SAVE_AS", "QUESTION_SAVE_AS", "QUOTE_SAVE_AS", "TOPIC_SAVE_AS")


def with_defaults(settings: Settings, pelican_defaults: Mapping[str, Any]) -> None:
    """Put our defaults into `settings`, in place, wherever a setting still has Pelican's own.

    A blog's settings stay the blog's, except for where articles are looked for; those that our theme needs are set in
    our theme alone, since any other gives their names a meaning of its own.
    """
    is_blog = settings[blog.KEY] = blog.is_blog(settings)
    # Pelican's own string, not one that equals it: `THEME = "notmyidea"` asks for the same folder by its name.
    if settings["THEME"] is pelican_defaults["THEME"] and not is_blog:
        settings["THEME"] = theme()
    if not is_blog or is_ours(settings):
        for name, (default, _) in OWN.items():
            settings.setdefault(name, default)
    look = settings[Look.KEY] = look_of(settings)
    left = {*(() if look else THEIRS), *(A_BLOGS if is_blog else ())}
    for name, value in DEFAULTS.items():
        if name not in left and (name not in settings or settings[name] == pelican_defaults.get(name)):
            settings[name] = value
    if is_blog:
        _with_blog(settings, look)
    else:
        settings.setdefault("AUTHOR", settings["SITENAME"])
        settings["READERS"] = {"html": None, "htm": None, "rst": None, **settings["READERS"]}
        settings["CACHE_CONTENT"] = settings["LOAD_CONTENT_CACHE"] = False
    if look:
        _templates(settings, look)


def _with_blog(settings: Settings, look: Look | None) -> None:
    """Have stories found beside a blog's articles; our theme has a feed where Pelican has that of all articles."""
    paths = settings["ARTICLE_PATHS"]
    settings["ARTICLE_PATHS"] = paths if "" in paths or blog.STORIES in paths else [*paths, blog.STORIES]
    settings["ARTICLE_EXCLUDES"] = [*settings["ARTICLE_EXCLUDES"], *(one for one in blog.OURS if one != blog.STORIES)]
    if look:
        settings["CACHE_CONTENT"] = settings["LOAD_CONTENT_CACHE"] = False
        settings["FEED_ALL_ATOM"] = settings["FEED_ALL_ATOM"] or blog.FEED


def plain_settings(settings: Mapping[str, Any], pelican_defaults: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the settings as they can be sent, whether a file, the command line or the environment set them.

    None where some are code, such as a newsroom's own filters: no other process can be sent these.
    """
    own = {name: value for name, value in settings.items() if name.isupper() and value != pelican_defaults.get(name)}
    return own if is_data(own) else None


def is_data(value: object) -> bool:
    """Return whether a setting's value is what JSON can say."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_data(one) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return all(map(is_data, value))
    return value is None or isinstance(value, (str, int, float))


def is_guest(settings: Mapping[str, Any]) -> bool:
    """Return whether stories stand in a blog with a theme of its own, of which nothing is ours but they."""
    return bool(settings[blog.KEY] and not settings[Look.KEY])


def own(settings: Mapping[str, Any], name: str) -> Any:
    """Return a setting of Verbatim's; where a blog has a theme of its own, it has none, whatever has its name there."""
    return OWN[name][0] if is_guest(settings) else settings[name]


def _templates(settings: Settings, look: Look) -> None:
    """Set how our templates are found and rendered: a newsroom's own first, then those of a look, then the theme's.

    Everything is escaped: a title is a source's words.
    """
    # Pelican makes a new environment for each run, so that templates need not be checked for changes within one.
    ours: Settings = {"autoescape": True, "auto_reload": False, "undefined": StrictUndefined}
    folders = [str(folder / TEMPLATES) for folder in look.folders[:-1]]
    settings["THEME_TEMPLATES_OVERRIDES"] = [*settings.get("THEME_TEMPLATES_OVERRIDES", []), *folders]
    extensions = [*settings["JINJA_ENVIRONMENT"].get("extensions", []), EXTENSION]
    settings["JINJA_ENVIRONMENT"] = {**settings["JINJA_ENVIRONMENT"], **ours, "extensions": extensions}
    settings["JINJA_GLOBALS"] = {**_globals(settings, look), **settings["JINJA_GLOBALS"]}


def _globals(settings: Mapping[str, Any], look: Look) -> Settings:
    from verbatim.site.theme.assets import template_globals  # noqa: PLC0415  a blog with a theme of its own needs none

    names = ("SITENAME", "SITESUBTITLE", "SITEURL", "RELATIVE_URLS", "DEFAULT_LANG")
    facts: Settings = {name: settings[name] for name in names}
    contact = str(settings["REPLY_CONTACT"])
    facts["reply_address"] = f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
    return {"link": link, "off": sections_off(settings), **facts, **template_globals(look)}


def validate(settings: Mapping[str, Any]) -> None:
    """Raise ContentErrors with everything that is wrong with the settings; nothing that we use is a blog's own."""
    if is_guest(settings):
        return
    if errors := [*_siteurl(settings), *_addresses(settings), *_values(settings)]:
        raise ContentErrors(errors)


def _siteurl(settings: Mapping[str, Any]) -> Iterator[ContentError]:
    url = settings.get("SITEURL", "")
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.netloc and not parts.query and not parts.fragment):
        fix = "Write it whole, as https://news.example or https://news.example/quotes"
        yield ContentError(CONF, 0, f"SITEURL is “{url}”, which is no absolute address", fix)
    if settings["PUBLISHING"] and not url:
        fact = "SITEURL is not set, and embeds, feeds and the sitemap need the site's address"
        fix = 'Write SITEURL = "https://…", or run make publish SITEURL=https://…'
        yield ContentError("publishconf.py", 0, fact, fix)


def _addresses(settings: Mapping[str, Any]) -> Iterator[ContentError]:
    if settings[blog.KEY]:
        return
    for name in FIXED:
        if settings[name] not in (*OFF, DEFAULTS[name]):
            fix = 'Take the setting out, or set it to "" to leave the page out'
            yield ContentError(CONF, 0, f"{name} would move pages that links and embeds count on", fix)
    lists = ", ".join(f"{name.upper()}_SAVE_AS" for name in SECTIONS)
    for name in LINKED:
        if settings.get(name, name) in OFF:
            fix = f"Take the setting out; what can be left out: {lists}"
            yield ContentError(CONF, 0, f"{name} would leave out pages that others lead to", fix)


def _values(settings: Mapping[str, Any]) -> Iterator[ContentError]:
    most, contact = settings["CARDS_PER_STORY"], settings["REPLY_CONTACT"]
    policies, extents = (", ".join(map(repr, known)) for known in (POLICIES, EXTENTS))
    # By setting: whether its value can be used, and what to write instead.
    held = {
        "CARDS_PER_STORY": (type(most) is int and most >= 0, "Write a number of cards: 0, 1, 2 …"),
        "PROFILES": (settings["PROFILES"] in POLICIES, f"Write one of {policies}"),
        "SOURCE_PUBLISHED": (
            settings["SOURCE_PUBLISHED"] in ("", *EXTENTS),
            f"Write one of {extents}, or leave it empty",
        ),
        "REPLY_CONTACT": (
            not contact or CONTACT.fullmatch(str(contact)),
            "Write it as editors@news.example or https://news.example/contact",
        ),
    }
    for name, (is_right, fix) in held.items():
        if not is_right:
            yield ContentError(CONF, 0, f"{name} is {settings[name]!r}", fix)


def is_for_web(settings: Mapping[str, Any]) -> bool:
    """Return whether a site is for the web, and not for its editors alone: then it is built without drafts."""
    return bool(own(settings, "PUBLISHING") or (settings["SITEURL"] and not settings["RELATIVE_URLS"]))


def is_published(settings: Mapping[str, Any]) -> bool:
    """Return whether the site is put on the web: it has a line in the log of publications, and a database."""
    return bool(own(settings, "PUBLISHING") and not settings["RELATIVE_URLS"])


def is_off(settings: Mapping[str, Any], template: str) -> bool:
    """Return whether the user switched a list of the site off: `QUOTES_SAVE_AS = ""` for the template `quotes.html`."""
    name = template.removesuffix(".html").removesuffix("_period")
    return name in SECTIONS and settings.get(f"{name.upper()}_SAVE_AS", name) in OFF


def sections_off(settings: Mapping[str, Any]) -> frozenset[str]:
    """Return the sections of the site that the user switched off, to which nothing may link."""
    return frozenset(name for name in SECTIONS if is_off(settings, f"{name}.html"))
