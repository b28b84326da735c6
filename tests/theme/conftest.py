"""Every page of two invented newsrooms, rendered by the theme as the site does; links stay as their addresses."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from tests.made import edition, mark, note, pages, person, said, story, with_headers
from verbatim.content.ledger import LedgerEntry
from verbatim.core.i18n import ENGLISH
from verbatim.model import Story
from verbatim.publish.edition import Edition, Site
from verbatim.publish.story_page import article_payload
from verbatim.publish.urls import resolve
from verbatim.site.i18n import EXTENSION, install
from verbatim.site.theme.assets import template_globals
from verbatim.site.theme.look import Look

THEME = Path(__file__).parents[2] / "theme"
BROADSHEET = Look((THEME,))
LOOKS = {"broadsheet": BROADSHEET, "local": Look((THEME / "looks/local", THEME))}
LONG = " ".join(f"and the {number}th boat came in" for number in range(1, 26))
TEXT = f"""Net torn, says Olsen
“We found it torn”, said Wilhelmina Constantinescu-Abernathy, keeper of the nets, on 3 March 2031. “Twice”.
“Nobody saw it”, she said. “Nobody ever does”. The harbour lost about 40 crates last spring.
The guild denied that it had been warned in 1987.
“{LONG}”, said Per Olsen.
“Cut by hand”, a voice called.
“It was an old net”, Olsen told the Courier."""
WHO = "wilhelmina-constantinescu-abernathy"
GUILD = mark("The guild", "organisation", ref="guild")
MARKS = [
    said("Net torn", "q-1111111111", "per-olsen", "indirect", why="says NAME"),
    said("“We found it torn”", "q-2222222222", WHO, part="1", why="“…”, said NAME"),
    mark("“Twice”", "quote", "q-2222222222", part="2"),
    mark("“Nobody saw it”", "quote", "q-3333333333", basis="none", why="We found only she as its speaker",
         candidates=WHO),
    mark("that it had been warned", "quote", "q-4444444444", kind="indirect", said_by="The guild", basis="stated"),
    said(f"“{LONG}”", "q-5555555555", "per-olsen", why="“…”, said NAME"),
    mark("“Cut by hand”", "quote", "q-6666666666", said_by="a voice", basis="stated", why="“…”, ROLE called"),
    mark("“It was an old net”", "quote", "q-7777777777", speaker="per-olsen", basis="inferred", why="Olsen is named"),
    mark("old", "was", now="new"),
    person("Wilhelmina Constantinescu-Abernathy", WHO),
    mark("keeper of the nets", "role", of=WHO),
    person("Per Olsen", "per-olsen"),
    GUILD,
    mark("3 March 2031", "moment", date="2031-03-03", basis="stated", why="the text gives the full date", people=WHO),
    mark("last spring", "moment", basis="none", why="the text does not say of which year"),
    mark("1987", "moment", date="1987", basis="stated", why="the text gives the year", certainty="denied"),
    mark("about 40", "number", means="40,46"),
]  # fmt: skip


def nets() -> Story:
    """Make a story with every kind of quotation, a note, a correction and a withdrawal."""
    made = story("nets", TEXT, MARKS, title="Net torn, says Olsen", intro="Who cut it?", key_numbers=("030",))
    made = with_headers(made, "060", ("Withdrawn", "2031-03-06 The voice was ours."))
    made = with_headers(made, "070", ("Corrected", "2031-03-05 The year was wrong."))
    return replace(made, fragments=(*made.fragments, note("nets", "045", "The guild has *two* keepers.")))


def silent() -> Story:
    """Make a story in a script from right to left, without quotations, dates, numbers or people."""
    nothing: dict[str, Any] = dict.fromkeys(("category", "source_name", "source_url"), "")
    text, title = "مكتبة جديدة\nافتتحت المدينة مكتبة.", "مكتبة جديدة"
    return story("silent", text, title=title, lang="ar", date_basis="unknown", **nothing)


# What became of ids: one corrected, one gone, one merged into another, and a person who is named no more.
LEDGER = [
    LedgerEntry(
        "q-2222222222", "minted", 1, "2031-03-04", "We found it worn, Twice", speaker="per-olsen", name="Per Olsen"
    ),
    LedgerEntry("q-8888888888", "minted", 1, "2031-03-04", "It sank", speaker="orrin-post", name="Orrin Post"),
    LedgerEntry("q-9999999999", "merged", 1, "2031-03-04", into="q-2222222222"),
]
TOPIC = """Title: Nets in the harbour
Summary: Who cut them is open: “We found it torn”, says their keeper.
Stories: silent nets
Updated: 2031-03-09

The guild said nothing.
"""
AT = TEXT.index("The guild")
QUESTIONS = {
    "nets/10-warned": f"Title: Was the guild warned?\nAnswer: nets#char={AT},{AT + 49}\n\nIt says not.\n",
    "nets-in-the-harbour/10-who": "Title: Who cut them?\nAnswer: none\n\nNobody knows.\n",
}
FULL = edition(nets(), silent(), ledgers={"nets": LEDGER}, topics={"nets-in-the-harbour": TOPIC}, questions=QUESTIONS)
EDITIONS = {
    "full": FULL,
    "without an address": Edition(FULL.newsroom, Site("The Sund Record", "", "en", ""), FULL.listed,
                                  topics=FULL.lookups.topics),
    "in sheets": Edition(FULL.newsroom, replace(FULL.site, page_size=1), FULL.listed),
    "in two stories": edition(nets(), story("crates", "The guild met.", [GUILD])),
    "empty": edition(),
}  # fmt: skip


class Compiled(BytecodeCache):
    """The code of the theme's templates, compiled once for all environments of a process."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def environment(look: Look = BROADSHEET) -> Environment:
    """Make the environment of templates as the site makes it: strict about names, escaping everything."""
    made = Environment(
        loader=FileSystemLoader([folder / "templates" for folder in look.folders]), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, extensions=[EXTENSION], bytecode_cache=COMPILED,
    )  # fmt: skip
    install(made, ENGLISH)
    made.globals |= {"link": str, **template_globals(look)}
    made.globals |= {"search_index": True, "off": frozenset(), "reply_address": ""}
    made.globals |= {"SITENAME": "The Sund Record", "SITEURL": "", "SITESUBTITLE": "", "DEFAULT_LANG": "en"}
    made.globals["RELATIVE_URLS"] = True
    return made


def rendered(of: Edition) -> Iterator[tuple[str, str, str]]:
    """Yield the address, the template and the HTML of each page of an edition, those that Pelican writes too."""
    made = environment()
    for address, template, payload in payloads(of):
        yield address, template, resolve(made.get_template(template).render(**payload), str)


def payloads(of: Edition) -> Iterator[tuple[str, str, dict[str, object]]]:
    held = list(pages(of))
    front = next(page.payload for page in held if page.address == "index.html")
    yield from held
    frame = {name: front[name] for name in ("meta", "crumbs", "section")}
    about = {"title": "About", "content": Markup("<p>Words</p>")}
    yield "about/index.html", "page.html", {"page": about, **frame}
    for name in of.listed:
        yield f"stories/{name}/index.html", "article.html", article_payload(of, of.newsroom.stories[name])


@pytest.fixture(scope="session")
def site() -> dict[str, dict[str, tuple[str, str]]]:
    """For each edition, its pages by address: the template and the HTML."""
    return {name: {one: (template, html) for one, template, html in rendered(of)} for name, of in EDITIONS.items()}


@pytest.fixture(scope="session")
def all_pages(site: dict[str, dict[str, tuple[str, str]]]) -> list[tuple[str, str]]:
    """Every page of every edition: where it is, and its HTML."""
    return [(f"{name}: {address}", html) for name, held in site.items() for address, (_, html) in held.items()]


@pytest.fixture(scope="session")
def page(site: dict[str, dict[str, tuple[str, str]]]) -> Callable[[str], str]:
    return lambda address: site["full"][address][1]
