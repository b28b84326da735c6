"""Stories made by hand for tests: a text and the words to mark come in, a `Story` as the reader gives it goes out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

from verbatim.content.format.person_file import read_person
from verbatim.content.format.topic_file import QuestionFile, TopicFiles, read_question, read_topic
from verbatim.content.ledger import LedgerEntry
from verbatim.core.text import sha256_text
from verbatim.model import Fragment, FragmentKind, Mark, MarkKind, Span, Story
from verbatim.newsroom import join
from verbatim.newsroom.topics import resolved
from verbatim.publish.edition import Edition, Site
from verbatim.publish.embedding import Embeddable
from verbatim.publish.page import Page
from verbatim.publish.profile_page import profile_embed
from verbatim.publish.question_page import question_embed, question_views
from verbatim.publish.quote_page import quote_embed
from verbatim.publish.story_timeline import embed_of_story
from verbatim.publish.tombstones import formers, gone_embeds
from verbatim.publish.topic_page import TopicView, topic_embed
from verbatim.site.context import NOTHING_GIVEN
from verbatim.site.incremental.targets import all_targets

Marked = tuple[str, MarkKind, dict[str, str]]
SITE = Site("The Sund Record", "https://record.example", "en", "News from the Sund.")

# A page of the web as an editor keeps it: an article, and what stands around it.
FERRY = (
    "<!doctype html><html lang=en><head><title>Ferry to Holm is late</title></head><body><nav>Menu of the shop</nav>"
    "<article><h1>Ferry to Holm is late</h1>"
    "<p>The ferry to Holm left an hour late on every day of the week that ended, as its passengers had come to expect."
    "</p><p>“Nobody is to blame for the fog,” said Jon Tamm, captain of the ferry, in the harbour of Holm.</p>"
    "<p>A bench on the quay was painted green in the meantime, which pleased the dogs that like to lie beneath it.</p>"
    "</article></body></html>"
)


def mark(words: str, kind: MarkKind, quote_id: str = "", /, **attributes: str) -> Marked:
    """Ask for a mark over the first occurrence of `words`; `_` in a name stands for `-`."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return words, kind, {"#": quote_id, **named}


def said(words: str, name: str, speaker: str, kind: str = "direct", **more: str) -> Marked:
    """Ask for a mark over words that the source says are somebody's."""
    return mark(words, "quote", name, **{"speaker": speaker, "basis": "stated", "kind": kind, **more})


def person(name: str, ref: str) -> Marked:
    """Ask for a mark over somebody's name."""
    return mark(name, "person", ref=ref)


def day(words: str, date: str, **more: str) -> Marked:
    """Ask for a mark over a date that the source gives in full."""
    return mark(words, "moment", **{"date": date, "basis": "stated", "why": "the text gives the full date", **more})


def story(name: str, text: str, marks: list[Marked] | None = None, **fields: Any) -> Story:
    """Make a story whose fragments are the lines of `text`; the first is a heading where `title` is it."""
    title = fields.get("title", "A title of the editors")
    fragments = _fragments(name, text, title, marks or [])
    made = Story(
        id=name, title=title, date="2031-03-04", date_basis="editor", modified="", category="Local", lang="en",
        status="published", source_file=f"{name}.txt", source_sha256="", source_name="The Courier",
        source_url="https://courier.example/1", text=text, intro="", fragments=fragments, key_numbers=(),
        headers={}, path=f"content/stories/{name}.md",
    )  # fmt: skip
    made = replace(made, **fields)
    return made if made.date_basis != "unknown" else replace(made, date="")


def _fragments(name: str, text: str, title: str, marks: list[Marked]) -> tuple[Fragment, ...]:
    found: list[Fragment] = []
    start = 0
    for line in text.split("\n"):
        if line.strip("\r"):
            kind: FragmentKind = "heading" if line == title and not found else "text"
            place = Span(start, start + len(line.rstrip("\r")))
            number = f"{10 * len(found) + 10:03d}"
            held = sorted(_marks_in(text, place, marks), key=lambda one: (one.span.start, -one.span.end))
            path = f"content/fragments/{name}/{number}-{kind}-x.md"
            words, file = place.of(text), f"{name}.txt"
            made = Fragment(name, f"{number}-{kind}-x", "x", kind, file, place, sha256_text(words), words, tuple(held))
            found.append(replace(made, path=path, body_line=6))
        start += len(line) + 1
    return tuple(found)


def cut(text: str, *places: tuple[int, int]) -> Story:
    """Make a story whose fragments are those places of its one line."""
    whole = story("rope", text).fragments[0]
    pieces = (
        replace(whole, name=f"0{number}0-text-x", source=Span(*place), text=text[slice(*place)])
        for number, place in enumerate(places, 1)
    )
    return story("rope", text, fragments=tuple(pieces))


def _marks_in(text: str, place: Span, marks: list[Marked]) -> list[Mark]:
    found = []
    for words, kind, attributes in marks:
        at = text.index(words)
        if place.start <= at < place.end:
            span = Span(at, at + len(words)).shift(-place.start)
            held = {key: value for key, value in attributes.items() if key != "#"}
            found.append(Mark(span, kind, attributes["#"], held))
    return found


def raised_twice() -> Story:
    """Make a story whose two lines tell one event."""
    text = "The wall was raised in 2031.\nIt was in the year 2031 that it was raised."
    return story("wall", text, [day("in 2031", "2031"), day("year 2031", "2031", same="20,27")])


def with_headers(made: Story, number: str, *headers: tuple[str, str]) -> Story:
    """Return the story with headers added to its fragment of that number."""
    changed = tuple(
        replace(fragment, headers=(*fragment.headers, *headers)) if fragment.number == number else fragment
        for fragment in made.fragments
    )
    return replace(made, fragments=changed)


def note(name: str, number: str, words: str) -> Fragment:
    path = f"content/fragments/{name}/{number}-note-x.md"
    return Fragment(name, f"{number}-note-x", "x", "note", "", None, "", words, (), (), path, 4)


def edition(
    *stories: Story,
    site: Site = SITE,
    ledgers: Mapping[str, Iterable[LedgerEntry]] | None = None,
    topics: Mapping[str, str] = MappingProxyType({}),
    questions: Mapping[str, str] = MappingProxyType({}),
    people: Mapping[str, str] = MappingProxyType({}),
) -> Edition:
    """Join stories to an edition in which the published ones are listed.

    `topics` and `people` are files by id, `questions` by folder and name: `gate/10-cost`.
    """
    listed = frozenset(one.id for one in stories if one.status == "published")
    known = {name: read_person(text.encode(), f"content/people/{name}.md", name) for name, text in people.items()}
    newsroom = join(stories, known, ledgers or {})
    files = {name: read_topic(text.encode(), f"content/topics/{name}.md", name) for name, text in topics.items()}
    asked = tuple(_question(path, text) for path, text in questions.items())
    told = resolved(TopicFiles(files, asked), newsroom, newsroom.stories, listed)
    return Edition(newsroom, site, listed, topics=told)


def _question(path: str, text: str) -> QuestionFile:
    about, _, name = path.partition("/")
    return read_question(text.encode(), f"content/questions/{path}.md", (about, name))


class _Words(HTMLParser):
    """Gathers an element's words; a control's picture counts as the control, inserted words do not count."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.skipped = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if held.get("data-control"):
            self.words += chr(int(held["data-control"] or "", 16))
            self.skipped = tag
        elif tag == "ins":
            self.skipped = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.skipped:
            self.skipped = ""

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.words += data


def read_back(html: str) -> str:
    """Read shown words as a browser does, and put the controls back that pictures stand for."""
    reader = _Words()
    reader.feed(str(html))
    reader.close()
    return reader.words


def embeds(told: Edition) -> Iterator[Embeddable]:
    """Yield what every quotation, timeline, profile, topic and question of an edition offers to other sites."""
    held = [quote_embed(told, quote) for quote in told.newsroom.quotes.values()]
    held += [embed_of_story(told, one) for one in told.newsroom.stories.values()]
    held += [profile_embed(told, told.newsroom.people[name]) for name in sorted(told.profiled)]
    held += [topic_embed(told, TopicView.of(told, topic)) for topic in told.topics.values()]
    held += [question_embed(told, one) for about in told.questions for one in question_views(told, about)]
    return (one for one in [*held, *gone_embeds(told, formers(told))] if one)


def pages(of: Edition) -> Iterator[Page]:
    """Yield every page that the build makes of the listed content of an edition, but for those that Pelican writes."""
    nowhere = Path(__file__).with_name("nowhere")
    build: Any = SimpleNamespace(
        given=NOTHING_GIVEN,
        edition=of,
        everything=of,
        listed=of.lookups.listed,
        content=nowhere,
        is_searched=False,
        sheet=None,
    )
    for target in all_targets(build):
        if not target.is_unlisted:
            yield from (made for made in target.artifacts(build) if isinstance(made, Page))


def publish(content: Path) -> None:
    """Publish every draft of a content folder, as an editor does in the stories' files; the next split records it."""
    for path in (content / "stories").glob("*.md"):
        text = path.read_bytes()
        path.write_bytes(text.replace(b"\nStatus: draft\n", b"\nStatus: published\n", 1))


def add_published(content: Path, name: str, text: str) -> None:
    """Add a source with the file of its published story, which an editor may write before the first split."""
    (content / "stories").mkdir(parents=True, exist_ok=True)
    (content / f"sources/{name}.txt").write_text(text, encoding="utf-8")
    title, _, _ = text.partition("\n")
    head = f"Title: {title}\nDate: 2031-03-04\nDate-Basis: editor\nStatus: published\nSource: {name}.txt\n\n"
    (content / f"stories/{name}.md").write_text(head, encoding="utf-8")
