"""Finds what an editor may want to look at in valid content: open attributions, missing facts, leftovers, namesakes."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from verbatim.annotate.languages import has_rules
from verbatim.annotate.quotations.marked import unread_marks
from verbatim.annotate.text.furniture import without_furniture
from verbatim.content.format.person_file import ASIDE, PersonFile
from verbatim.content.format.story_file import held_until
from verbatim.content.format.topic_file import TopicFile
from verbatim.content.layout import REMOVED, StoryPaths
from verbatim.content.ledger import REVIEWED, LedgerEntry
from verbatim.content.people.refs import fullest, without_address
from verbatim.content.reviews import QUOTE, lapsed, standing, states, states_of_unpaired
from verbatim.content.sources.extraction import stale_text
from verbatim.core.dates import day_in_name
from verbatim.core.errors import Advice
from verbatim.core.i18n import is_unread_reason
from verbatim.core.quotation_marks import citations
from verbatim.core.slugs import slug
from verbatim.model import Fragment, Mark, Span, Story

NUMBERED = re.compile(r"(?P<plain>.+)-(?P<number>[0-9]{1,9})")
FEWEST_OF_A_TOPIC, FEWEST_SHARED, NEAR_IN_TIME = 3, 3, 60  # stories; people of two of them; days between these
WORDS_SHOWN = 50  # code points
NAME_SPEAKER = 'If you know who spoke, add speaker="…" basis="editor" why="…"'
OWN_DAY = "Write Date, and Date-Basis: editor"
FACTS = (
    ("source_name", "who published the text is not known", "Add it as Source-Name"),
    ("source_url", "where the text was published is not known", "Add its address as Source-Url"),
    ("intro", "there is no introduction", "Write one below the headers, if you like"),
)


def laid_aside(content: Path) -> Iterator[Advice]:
    """Yield the edited fragments that splits put aside, and the files of people that were when two were merged."""
    told = (
        (f"fragments/*/*{REMOVED}", "the source no longer has the paragraph of this fragment, which you edited"),
        (f"people/*{ASIDE}", "this file has what a merged person's file said, where the other says something else"),
    )
    for pattern, fact in told:
        for path in sorted(content.glob(pattern)):
            yield Advice(StoryPaths(content, "").shown(path), 0, fact, "Take over what you want, then delete it")


def stale_texts(sources: Iterable[Path]) -> Iterator[Advice]:
    """Yield the corrected texts of pages that were replaced since."""
    for path in sources:
        if path.suffix.lower() == ".html" and (stale := stale_text(path)):
            yield stale


def drafts(story: Story) -> Iterator[Advice]:
    """Yield that a story is a draft or under an embargo, and nobody but its editors sees it."""
    if embargo := held_until(story.header("Embargo")):
        fact = f"this story is under an embargo until {embargo}, and a site for the web is built without it"
        yield Advice(story.path, 0, fact, "Publish again after that")
    if story.status == "draft":
        fact = "this story is a draft, and a site for the web is built without it"
        yield Advice(story.path, 0, fact, "To publish it, write Status: published")


def missing_facts(story: Story) -> Iterator[Advice]:
    """Yield what the story's file does not say."""
    if story.date_basis == "unknown":
        fact = "the publication date is not known, so that no relative date is resolved"
        is_named = day_in_name(story.headers.get("Source", ""))
        fix = "Write the day in its file's name as Date, and Date-Basis: file" if is_named else OWN_DAY
        yield Advice(story.path, 0, fact, fix)
    for name, fact, fix in FACTS:
        if not getattr(story, name).strip():
            yield Advice(story.path, 0, fact, fix)


def pictures_not_shown(story: Story) -> Iterator[Advice]:
    """Yield each picture in a fragment that has no moment to show it with."""
    for fragment in story.fragments:
        if fragment.picture and not any(mark.kind == "moment" for mark in fragment.marks):
            fact = f"no moment is marked here, so that {fragment.picture.file} is shown nowhere"
            yield Advice(fragment.path, fragment.picture.line, fact, "Move its headers to the moment's fragment")


def missing_credits(people: Iterable[PersonFile]) -> Iterator[Advice]:
    """Yield each portrait of which nothing says whose it is."""
    for person in people:
        if person.image and not person.credit:
            yield Advice(person.path, person.image_line, "nothing says whose this portrait is", "Add Image-Credit: …")


def marks_of_editors(story: Story) -> Iterator[Advice]:
    """Yield what the title, introduction and notes put within quotation marks, and the source does not have."""
    notes = [(one.path, one.text, one.body_line) for one in story.fragments if not one.source]
    title_line = next((at for at, name in enumerate(story.headers, start=1) if name.lower() == "title"), 1)
    texts = [(story.path, story.title, title_line), (story.path, story.intro, story.intro_line), *notes]
    source = _alike(story.text)
    for path, text, line in texts:
        if _alike(text) in source:
            continue
        for span, found, _ in citations(text, lambda words: words if _alike(words) in source else None):
            words = " ".join(span.of(text).split())
            if found is None and any(map(str.isalnum, words)):
                fact = f"the source does not have {words[:WORDS_SHOWN]}, so these marks are shown as your own"
                fix = "If somebody said it, write the words as the source has them"
                yield Advice(path, line + text.count("\n", 0, span.start), fact, fix)


def marks_that_do_not_pair(story: Story, ledger: Iterable[LedgerEntry] = ()) -> Iterator[Advice]:
    """Yield each quotation mark without a partner that no editor left as it is: what stands there is read as text."""
    fix = "What stands there is plain text; if somebody said it, mark the words"
    current = unpaired(story)
    left = standing(current, ledger)
    for place in (Span(row.start, row.end) for key, row in current.items() if key not in left):
        for fragment in story.fragments:
            if fragment.source and fragment.source.covers(place):
                at = place.start - fragment.source.start
                beside = " ".join(fragment.text[max(0, at - WORDS_SHOWN // 2) : at + WORDS_SHOWN // 2].split())
                yield Advice(fragment.path, fragment.line_at(at), f"marks that do not pair: …{beside}…", fix)


def unpaired(story: Story) -> dict[str, LedgerEntry]:
    """Return the quotation marks of a story's text without a partner, by id, but for those at words marked as said.

    Each is the row of a review that leaves it as it is.
    """
    places = unread_marks(without_furniture(story.text)) if has_rules(story.lang) else []
    if not places:
        return {}
    said = [fragment.in_source(one.span) for fragment, one in _marks([story]) if fragment.source and one.kind == QUOTE]
    left = (place for place in places if not any(one.start <= place.end and place.start <= one.end for one in said))
    return states_of_unpaired(story.id, story.fragments, left)


def _alike(words: str) -> str:
    """Return words as they are compared: capitals, blanks, the form of apostrophes and a final stop aside."""
    return " ".join(words.replace("’", "'").casefold().split()).strip(" .,;:!?…")


def not_established(story: Story) -> Iterator[Advice]:
    """Yield each quotation without a speaker and each moment without a date, with the reason.

    A text whose language is not read for speakers is one row.
    """
    if unread := [mark.attrs["why"] for _, mark in _marks([story]) if _is_unread(mark)]:
        fact = f"{unread[0]}; quotations without one: {len(unread)}"
        yield Advice(story.path, 0, fact, f"{NAME_SPEAKER} in the fragments")
    for fragment in story.fragments:
        for mark in fragment.marks:
            attrs = mark.attrs
            if mark.kind == "quote" and attrs.get("part", "1") == "1":
                fact, fix = "we did not find who said", NAME_SPEAKER
                is_known = attrs.get("speaker") or attrs.get("said-by")
            elif mark.kind == "moment":
                fact, fix = "we did not find a date for", 'If you know it, add date as EDTF, basis="editor" and why="…"'
                is_known = attrs.get("date")
            else:
                continue
            if not is_known and not _is_unread(mark):
                why = f" ({attrs['why']})" if attrs.get("why") else ""
                line = fragment.line_at(mark.span.start)
                yield Advice(fragment.path, line, f"{fact} {shown_words(fragment.words(mark))}{why}", fix)


def shown_words(words: str) -> str:
    """Return the first words of somebody on one line, as advice quotes them."""
    line = " ".join(words.split())
    return line if len(line) <= WORDS_SHOWN else f"{line[:WORDS_SHOWN].rstrip()}…"


def _is_unread(mark: Mark) -> bool:
    is_first = mark.kind == "quote" and mark.attrs.get("part", "1") == "1"
    is_known = bool(mark.attrs.get("speaker") or mark.attrs.get("said-by"))
    return is_first and not is_known and is_unread_reason(mark.attrs.get("why", ""))


def reviewed(story: Story, ledger: Iterable[LedgerEntry]) -> Iterator[Advice]:
    """Yield each quotation that was changed since an editor checked it, and how many were, where not all."""
    rows = tuple(ledger)
    if not any(row.event == REVIEWED for row in rows):
        return
    current = {key: row for key, row in states(story.id, story.fragments).items() if row.kind == QUOTE}
    places = {mark.id: (one, mark) for one, mark in reversed([*_marks([story])]) if mark.kind == QUOTE}
    for key, row in lapsed(current, rows).items():
        fragment, mark = places[key]
        fact = f"{row.by} checked {key} on {row.date}, and it was changed since"
        fix = f"Look at it again: verbatim desk {story.id}"
        yield Advice(fragment.path, fragment.line_at(mark.span.start), fact, fix)
    checked = len(standing(current, rows))
    if checked < len(current):
        fact = f"{checked} of {len(current)} quotations were checked by an editor"
        yield Advice(story.path, 0, fact, f"verbatim desk {story.id} shows the others, worst first")


def namesakes(
    stories: Iterable[Story], files: Iterable[str], apart: Collection[frozenset[str]] = ()
) -> Iterator[Advice]:
    """Yield the ids that were numbered because the plain one, made of the same name, is somebody else's.

    `files` are the ids for which the editors have a file, `apart` the pairs that they kept apart.
    """
    named: dict[str, list[str]] = defaultdict(list, {ref: [] for ref in files})
    places: dict[str, tuple[str, int]] = {}
    for fragment, mark in _marks(stories):
        if ref := mark.attrs.get("ref"):
            named[ref].append(fragment.words(mark))
            places.setdefault(ref, (fragment.path, fragment.line_at(mark.span.start)))
    alike: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(named, key=_by_number):
        found = NUMBERED.fullmatch(ref)
        numbered = found and slug(without_address(fullest(named[ref]))) == found["plain"]
        alike[found["plain"] if found and numbered else ref].append(ref)
    for first, *rest in alike.values():
        for ref in (one for one in rest if places.get(one) and frozenset((first, one)) not in apart):
            fact = f"people/{first} and people/{ref} have the same name"
            fix = f"The same one? Run verbatim people merge {ref} {first}, or leave them"
            yield Advice(*places[ref], fact, fix)


def _by_number(ref: str) -> tuple[str, int]:
    """Return a key that sorts x before x-2, and x-2 before x-10."""
    found = NUMBERED.fullmatch(ref)
    return (found["plain"], int(found["number"])) if found else (ref, 0)


class StoryOfTopic(NamedTuple):
    """What decides with which stories one could be a topic: its id, day, section, and whom it names."""

    id: str
    date: str
    section: str
    people: Collection[str]


def proposed_topics(
    stories: Iterable[Story], topics: Iterable[TopicFile], apart: Collection[frozenset[str]] = ()
) -> Iterator[Advice]:
    """Yield groups of published stories that could be a topic: of one section, with several people, near in time.

    Names that many stories have join none. A group of which one topic names all is left out, and two stories that
    editors keep `apart` are in none together.
    """
    shown = [
        StoryOfTopic(story.id, story.date, story.category, _people_in(story))
        for story in stories
        if story.status == "published" and story.date
    ]
    for ids in groups_of_topics(shown, [set(topic.stories) for topic in topics], apart):
        fact = f"these stories name the same people within weeks: {', '.join(ids)}"
        fix = f"Are they one matter? Run verbatim new topic NAME {' '.join(ids)}"
        yield Advice("content/topics", 0, fact, fix)


def groups_of_topics(
    stories: Iterable[StoryOfTopic], named: Collection[Collection[str]], apart: Collection[frozenset[str]] = ()
) -> Iterator[list[str]]:
    """Yield the ids of published stories that could be one topic; `named` are those of each topic that there is.

    No group has two stories that editors keep `apart`.
    """
    shown = sorted(stories, key=lambda story: (story.date, story.id))
    counts = Counter(name for story in shown for name in story.people)
    most = max(FEWEST_OF_A_TOPIC + 1, len(shown) // 5)
    rare = {story.id: {name for name in story.people if counts[name] <= most} for story in shown}
    groups = {story.id: [story] for story in shown}
    for at, story in enumerate(shown):
        for other in shown[at + 1 :]:
            if (date.fromisoformat(other.date) - date.fromisoformat(story.date)).days > NEAR_IN_TIME:
                break
            is_new = groups[story.id] is not groups[other.id]
            if is_new and story.section == other.section and len(rare[story.id] & rare[other.id]) >= FEWEST_SHARED:
                if apart and any(frozenset((one.id, two.id)) in apart
                                 for one in groups[story.id] for two in groups[other.id]):  # fmt: skip
                    continue
                groups[story.id] += groups[other.id]
                groups |= dict.fromkeys((one.id for one in groups[other.id]), groups[story.id])
    for group in {id(group): group for group in groups.values()}.values():
        ids = [story.id for story in group]
        if len(ids) >= FEWEST_OF_A_TOPIC and not any(set(known) >= set(ids) for known in named):
            yield ids


def _people_in(story: Story) -> set[str]:
    kinds = ("person", "organisation")
    return {mark.attrs["ref"] for _, mark in _marks([story]) if mark.kind in kinds and mark.attrs.get("ref")}


def _marks(stories: Iterable[Story]) -> Iterator[tuple[Fragment, Mark]]:
    return ((fragment, mark) for story in stories for fragment in story.fragments for mark in fragment.marks)
