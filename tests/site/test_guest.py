"""What belongs to a blog is the blog's: with stories in it, Pelican writes each of its pages as without them."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import feedparser
import pytest
from jinja2 import Environment
from pelican.settings import DEFAULT_CONFIG, read_settings

from tests.conftest import SOURCES, change_headers, files_of, set_up
from tests.made import add_published
from tests.site.test_blog import pelican
from verbatim.site.pelican.guest import EscapedText
from verbatim.site.settings import with_defaults
from verbatim.verify import verify

WORDS = 'The mayor called it “the end of the pier”, and nobody said "no" & left. '
MADE = "{{ 3 * 7 }} {{ markup }} <em>raw</em> ![]({static}/images/a.svg)"
CONF = """SITENAME = "Old Blog"
SITEURL = "https://blog.example"
AUTHOR = "Tilda Reed"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_PAGINATION = 5
SUMMARY_MAX_LENGTH = 12
STATIC_PATHS = ["images", "extra"]
EXTRA_PATH_METADATA = {"extra/robots.txt": {"path": "robots.txt"}, "extra/_headers": {"path": "_headers"}}
YEAR_ARCHIVE_SAVE_AS = "posts/{date:%Y}/index.html"
AUTHOR_FEED_ATOM = "feeds/author-{slug}.atom.xml"
TRANSLATION_FEED_ATOM = "feeds/in-{lang}.atom.xml"
PLUGIN_PATHS = ["plugins"]
SEARCH = LOGO = "of the theme"
"""
# Small ones of the kinds that bloggers use: each does what the named one does where it meets ours.
PLUGINS = {
    "formulas": """  # render-math: a script of another site in each article, and code within the page
from pelican import signals
def add(generators):
    for one in generators[0].articles:
        one._content += '<script>var formulas = 1 < 2;</script><script src="https://math.example/m.js"></script>'
def register():
    signals.all_generators_finalized.connect(add)
""",
    "templates": """  # jinja2content: articles are templates themselves
from jinja2 import Environment
from pelican import signals
from pelican.readers import MarkdownReader
class TemplateReader(MarkdownReader):
    def read(self, path):
        body, metadata = super().read(path)
        return Environment(**self.settings["JINJA_ENVIRONMENT"]).from_string(body).render(markup="<b>"), metadata
def add(readers):
    readers.reader_classes["md"] = TemplateReader
def register():
    signals.readers_init.connect(add)
""",
    "languages": """  # i18n_subsites: a whole site in another language, made within the run of the first
from pelican import Pelican, signals
def build(pelican):
    if pelican.settings["DEFAULT_LANG"] == "en":
        of_site = {"DEFAULT_LANG": "de", "OUTPUT_PATH": pelican.settings["OUTPUT_PATH"] + "/de", "STATIC_PATHS": []}
        Pelican({**pelican.settings, **of_site}).run()
def register():
    signals.get_writer.connect(build)
""",
}
THEMES = {
    "notmyidea": 'THEME = "notmyidea"\n',
    "reflex": "from pelican.themes import reflex\nTHEME = reflex.path()\nCC_LICENSE = {}\n",
}
# Lists that tell how many articles each has, but name none.
COUNTING = {"authors.html", "categories.html", "tags.html"}


def lay(folder: Path, theme: str) -> Path:
    """Lay out a blog of twelve articles that quote people, with everything that a blog has."""
    files = {f"plugins/{name}.py": code for name, code in PLUGINS.items()}
    for number in range(1, 13):
        head = {"date": f"2031-02-{number:02d}", "category": ("Notes", "Fens & dikes")[number % 2], "lang": "en"}
        head |= {"tags": "harbour, “marked”", "authors": ("Tilda Reed", "Bo Ahl; Tilda Reed")[number % 2]}
        if number % 3:
            lines = "".join(f"{name.title()}: {value}\n" for name, value in head.items())
            text = f"Title: Post {number} & “more”\nSlug: post-{number}\n{lines}\n{WORDS * 3}\n\n> {WORDS}\n\n"
            files[f"content/post-{number}.md"] = f"{text}{MADE}\n"
        else:
            lines = "".join(f":{name}: {value}\n" for name, value in head.items())
            files[f"content/post-{number}.rst"] = f"Post {number}\n########\n\n{lines}\n{WORDS * 3}\n"
    german = "Title: Beitrag\nLang: de\nSlug: post-2\nDate: 2031-03-01\nCategory: Notes\n\nEr sagte: „Nein“.\n"
    files |= {"content/beitrag.md": german, "content/README.md": "What is where.\n"}
    files["content/draft.md"] = f"Title: A draft\nStatus: draft\nLang: en\nDate: 2031-03-02\n\n{WORDS}\n"
    files["content/pages/about.md"] = f"Title: About “us”\nLang: en\n\n{WORDS}<script>var own = 1;</script>\n"
    files["content/images/a.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><text>“a”</text></svg>'
    files["content/extra/robots.txt"] = "User-agent: *\nDisallow: /images\n"
    files["content/extra/_headers"] = "/*\n  X-Blog: yes\n"
    files["pelicanconf.py"] = f"{CONF}{THEMES[theme]}PLUGINS = {[*PLUGINS]}\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def with_stories(blog: Path, folder: Path) -> Path:
    """Return a copy of a blog with our plugin and two stories, the last in every list of its articles."""
    shutil.copytree(blog, folder, ignore=shutil.ignore_patterns("output"))
    (folder / "content/sources").mkdir()
    for name, basis in (("harbour", "editor"), ("ferry", "unknown")):
        add_published(folder / "content", name, (SOURCES / f"{name}.txt").read_text("utf-8"))
        headers = ("Category: Notes", "Date: 2020-01-02", f"Date-Basis: {basis}", "Source-Name: R&D")
        change_headers(folder / f"content/stories/{name}.md", *headers)
    set_up(folder, 'PLUGINS += ["verbatim"]')
    return folder


@pytest.fixture(scope="module", params=THEMES)
def blogs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The output of a blog, and that of the blog with stories of ours, both made by `pelican content`."""
    alone = lay(tmp_path_factory.mktemp(request.param) / "alone", request.param)
    ours = with_stories(alone, alone.parent / "ours")
    for folder in (alone, ours):
        done = pelican(folder, "content")
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    return alone / "output", ours / "output"


def names_ours(data: bytes) -> bool:
    return b"stories/harbour" in data or b"stories/ferry" in data


def test_every_file_of_the_blog_is_as_without_us_but_for_lists_of_our_stories_and_one_line_says_what_is_not_checked(
    blogs: tuple[Path, Path],
) -> None:
    alone, ours = map(files_of, blogs)
    assert len(alone) > 50
    changed = {name for name, data in alone.items() if ours.get(name) != data}
    assert {name for name in changed - COUNTING if not names_ours(ours.get(name, b""))} == set()
    assert not [name for name in changed if name.startswith(("post-", "pages/", "drafts/", "de/", "images/", "theme/"))]
    assert {"index3.html", "category/notes2.html", "archives.html"} <= changed
    links = {name: set(re.findall(rb'href="([^"]*post-\d+[^"]*)"', data)) for name, data in alone.items()}
    assert [name for name in changed if links[name] - set(re.findall(rb'href="([^"]*)"', ours[name]))] == []
    new = ours.keys() - alone.keys()
    folders = {name.partition("/")[0] for name in new if not names_ours(ours[name])}
    assert folders <= {"stories", "sources", "data", "SHA256SUMS"}
    assert "stories/harbour/index.html" in new
    assert {name for name in new if name.startswith("posts/")} == {"posts/2020/index.html"}
    named = json.loads(ours["data/unchecked.json"])
    assert set(named) == {name for name in ours if not name.startswith(("stories/", "sources/", "data/", "SHA256"))}
    said = (blogs[1].parent / "said").read_text("utf-8")
    assert len(re.findall(rf"not checked: {len(named)} files of the blog's own", said)) == 1


def test_a_plugin_with_nothing_to_do_leaves_no_trace(blogs: tuple[Path, Path], tmp_path: Path) -> None:
    alone, _ = blogs
    folder = Path(shutil.copytree(alone.parent, tmp_path / "blog", ignore=shutil.ignore_patterns("output")))
    set_up(folder, 'PLUGINS += ["verbatim"]')
    done = pelican(folder, "content")
    assert "Verbatim" not in done.stdout + done.stderr
    assert files_of(folder / "output") == files_of(alone)


def test_a_storys_words_are_checked_in_a_blogs_theme_and_what_is_around_them_is_not(
    blogs: tuple[Path, Path], tmp_path: Path
) -> None:
    _, built = blogs
    site = Path(shutil.copytree(built, tmp_path / "site"))
    sources, page = built.parent / "content/sources", site / "stories/harbour/index.html"
    html = page.read_text("utf-8")
    page.write_text(html.replace("</body>", "<p>Somebody said “nothing of the kind”.</p></body>"), "utf-8")
    assert not verify(site, sources, is_new=True).faults
    page.write_text(html.replace("its harbour wall", "its harbor wall"), "utf-8")
    assert "stories/harbour/index.html" in str(verify(site, sources, is_new=True).faults[0])


def test_a_feed_has_a_storys_words_as_they_are_and_a_theme_that_escapes_nothing_shows_them_as_text(
    blogs: tuple[Path, Path],
) -> None:
    _, site = blogs
    entries = feedparser.parse((site / "feeds/all.atom.xml").read_bytes()).entries
    assert "Ferry <link> to Ost & Nord returns" in [unescape(entry.title) for entry in entries]
    assert {entry.author for entry in entries if "/stories/" in entry.link} == {"R&D"}
    for page in ("stories/ferry/index.html", "index3.html", "category/notes2.html"):
        html = (site / page).read_text("utf-8")
        assert "Ferry &lt;link&gt; to Ost &amp; Nord" in html
        assert "<link> to" not in html


@pytest.mark.parametrize("form", ["{{ t }}", "{{ t|striptags }}", "{{ t|e }}", '<a title="{{ t }}">', "{{ t|upper }}"])
@pytest.mark.parametrize("words", ["</title><script>x()</script>", '" onload="x()', "&lt;b&gt; & more"])
def test_no_filter_of_a_theme_makes_markup_of_a_sources_words(form: str, words: str) -> None:
    shown = Environment(autoescape=False).from_string(form).render(t=EscapedText.escape(words))  # noqa: S701  as Pelican
    told = shown.removeprefix('<a title="').removesuffix('">')
    assert "<" not in told
    assert '"' not in told or form == "{{ t|striptags }}"  # no theme has that within an attribute


def test_a_blogs_settings_stay_the_blogs(tmp_path: Path) -> None:
    folder = with_stories(lay(tmp_path / "alone", "notmyidea"), tmp_path / "ours")
    settings = read_settings(str(folder / "pelicanconf.py"))
    before = dict(settings)
    with_defaults(settings, DEFAULT_CONFIG)
    changed = {name for name in settings if name not in before or settings[name] != before[name]}
    assert {name for name in changed if not name.startswith("VERBATIM_")} == {"ARTICLE_EXCLUDES"}
