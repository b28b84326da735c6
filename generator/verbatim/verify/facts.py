"""What pages and files are held to: what the content says, and, as an index of it, what the site lists.

A list of the site says where to look, as in which story a quotation stands; what is so there, the fragments say. A slip
in the program that makes pages and lists alike shows where they are compared with the content.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from verbatim.verify.content import MANY, MENTIONS, ContentReader, MarkedSpan, StorySpans
from verbatim.verify.marks import ALL_MARKS, ANY_MARK, on_one_line
from verbatim.verify.withheld import Stretch, Withheld, stretches_in, stretches_of

QUOTES, PEOPLE, STORIES, HISTORY = (f"data/{name}.json" for name in ("quotes", "people", "stories", "history"))
OWNERS = ("story", "speaker")  # whose quotations are counted
FEW = 32  # stories
SURE = 95  # the grade from which readers are told who spoke
LONGEST_NAME = 80
UNREAD = "We cannot yet read "  # begins the reason where no speaker is looked for
Row = dict[str, Any]


class ListedQuotation(NamedTuple):
    """A quotation: its id, its story, its first mark, all marks of the story, the list's row."""

    id: str
    story: str
    mark: MarkedSpan
    spans: StorySpans
    row: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Whether its words are direct, mixed or indirect."""
        return self.mark.attrs.get("kind") or "direct"

    @property
    def is_withdrawn(self) -> bool:
        """Whether editors withdrew it."""
        return self.id in self.spans.withdrawn

    @property
    def places(self) -> list[tuple[int, int]]:
        """The slices of its pieces."""
        return [(part.start, part.end) for part in self.spans.parts[self.id]]


class Facts:
    """The facts of a site, which stands in one folder or, where a build makes a part, in the first that has a file."""

    def __init__(self, content: Path, *sites: Path) -> None:
        self._sites = sites
        self.labels: dict[str, str] = {}  # the value that each label stands for
        self.compared = 0  # slices that were compared with their source
        self.content = ContentReader(content, self.stretches)
        # What is large is kept for a few stories alone: a batch of files is of one, or of some.
        self._proof: Callable[[str], Row] = lru_cache(FEW)(lambda story: self._object(f"data/proof/{story}.json"))
        self._changes: Callable[[str], Row] = lru_cache(FEW)(lambda story: self._object(f"data/changes/{story}.json"))
        self._data: Callable[[str], Row] = lru_cache(FEW)(self._read_data)
        self.quotation: Callable[[str], ListedQuotation | None] = lru_cache(4 * MANY)(self._quotation)
        self._moments: Callable[[str], Mapping[str, tuple[int, int]]] = cache(self._places_of_moments)
        self.people_of: Callable[[str], frozenset[str] | None] = cache(self._people_of)
        self.on_one_line: Callable[[str], str] = cache(lambda story: on_one_line(self.content.text(story) or ""))

    # What the site lists

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The rows of the list of quotations, by id."""
        return self.list_of(QUOTES)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the list of people calls each, by id."""
        return {name: str(row.get("name")) for name, row in self.list_of(PEOPLE).items()}

    @cached_property
    def stories(self) -> Mapping[str, Row]:
        """The rows of the list of stories, by id."""
        return self.list_of(STORIES)

    @cached_property
    def current(self) -> Mapping[str, Sequence[Row]]:
        """The rows of the quotations of each story and of each speaker, without those that were withdrawn."""
        found = defaultdict[str, list[Row]](list)
        for row, key in ((row, key) for row in self.rows.values() for key in OWNERS if not row.get("withdrawn")):
            found[str(row.get(key))].append(row)
        return found

    def changes(self, quotation: ListedQuotation) -> int:
        """Return how many changes of a quotation the site's data list."""
        return sum(row.get("quote") == quotation.id for row in _rows(self._changes(quotation.story), "changes"))

    @cached_property
    def corrected(self) -> frozenset[str]:
        """The listed quotations whose speaker the site shows as corrected."""
        changes = (row for story in self.stories for row in _rows(self._changes(story), "changes"))
        told = {str(row.get("quote")) for row in changes if "attribution" in row}
        return frozenset(name for name in told & self.rows.keys() if not self.rows[name].get("withdrawn"))

    def open_in(self, story: str) -> tuple[int, int]:
        """Return how many quotations of a story are without a speaker, and how many have one that is not listed."""
        rows = [row for row in self.current.get(story, ()) if row.get("kind") != "indirect"]
        spoken = [one for one in (self.quotation(row["id"]) for row in rows) if one]
        speakers = (one.mark.attrs.get("speaker") for one in spoken)
        return sum(map(self.is_open, spoken)), sum(bool(one) and one not in self.names for one in speakers)

    def is_open(self, quotation: ListedQuotation) -> bool:
        """Return whether nobody was found who said a quotation, or a rule is not sure enough."""
        attrs = quotation.mark.attrs
        is_named = attrs.get("basis", "none") != "none" and not self.is_unsure(quotation)
        return not (is_named or quotation.is_withdrawn or attrs.get("why", "").startswith(UNREAD))

    def is_unsure(self, quotation: ListedQuotation) -> bool:
        """Return whether a rule is too often wrong about such a speaker to be shown, and nobody checked."""
        grade = quotation.mark.attrs.get("grade", "")
        return grade.isdecimal() and int(grade) < SURE and not quotation.row.get("reviewed")

    def _people_of(self, story: str) -> frozenset[str] | None:
        """Return the ids of everybody whom a story's data list; None where the site has none of it, as of a draft."""
        value = self._data(story)
        return frozenset(str(row.get("id")) for row in _rows(value, "people")) if value else None

    def moment(self, story: str, name: str) -> MarkedSpan | None:
        """Return the mark of a moment, by the place that the data of its story give it, or None."""
        place, spans = self._moments(story).get(name), self.content.spans(story)
        return spans.at.get(("moment", *place)) if place and spans else None

    def stretches(self, story: str) -> tuple[Stretch, ...] | None:
        """Return what the site publishes of a story's source; None where it publishes all of it.

        Its proof says it; of one that is not listed, and has no proof, the text that the site has.
        """
        proof = self._proof(story)
        return stretches_of(proof) if proof else stretches_in(self._file(f"sources/{story}.txt") or "")

    def is_listed(self, story: str) -> bool:
        """Return whether the site has the data of a story; of a draft it has none."""
        return bool(self._data(story))

    # What the content says of it

    def _quotation(self, name: str) -> ListedQuotation | None:
        """Return a quotation; None where the site does not list it, or no fragment has it."""
        row = self.rows.get(name, {})
        story = str(row.get("story") or "")
        spans = self.content.spans(story) if story else None
        mark = spans.quotes.get(name) if spans else None
        return ListedQuotation(name, story, mark, spans, row) if mark and spans else None

    def speaker(self, quotation: ListedQuotation) -> str | None:
        """Return the speaker that readers may see: nobody where a rule is unsure, or who has no page.

        None where the speaker that the fragment names is not shown.
        """
        marked = quotation.mark.attrs.get("speaker", "")
        return None if self.is_unsure(quotation) or (marked and marked not in self.names) else marked

    def name_of(self, quotation: ListedQuotation) -> str:
        """Return the speaker's name; empty where nobody is named."""
        return self.names.get(self.speaker(quotation) or "", "")

    def spoken_by(self, quotation: ListedQuotation) -> set[str]:
        """Return what a speaker may be called: by name, else as the mark describes them, or the words relied on do.

        Where those words are “she”, as the story names her elsewhere.
        """
        attrs, text = quotation.mark.attrs, self.content.text(quotation.story) or ""
        if name := self.name_of(quotation):
            return {name}
        start, _, end = attrs.get("via", "").partition(",")
        spans = [(int(start), int(end))] if start.isdecimal() and end.isdecimal() else []
        who = attrs.get("speaker")
        spans += [(one.start, one.end) for one in quotation.spans.of(*MENTIONS) if who and one.attrs.get("ref") == who]
        return {attrs.get("said-by", ""), *(on_one_line(text[first:last]) for first, last in spans)} - {""}

    def holds(self, words: str, stories: Collection[str]) -> bool:
        """Return whether a source has words, told on one line: first those of some stories; “…” says they are cut."""
        begun = on_one_line(words).removesuffix("…").strip()
        known = (one for name in (*stories, *self.stories) if begun in (one := self.on_one_line(name)))
        return bool(next(known, ""))

    def wrote(self, words: str, stories: Collection[str]) -> bool:
        """Return whether editors wrote words, of these stories also in a note or in place of words as printed."""
        return self.content.wrote_anywhere(words) or any(self.content.wrote(story, words) for story in stories)

    @cached_property
    def _marked_names(self) -> Mapping[str, str]:
        rows = self.list_of(PEOPLE).values()
        people = (one for row in rows for one in (row.get("name"), *(row.get("aliases") or ())))
        given = (row.get(key) for row in self.stories.values() for key in ("source_name", "section"))
        known = {str(one) for one in (*people, *given) if ANY_MARK.search(str(one))}
        names = sorted((one for one in known if len(one) <= LONGEST_NAME), key=len, reverse=True)
        return {name: ALL_MARKS.sub(lambda mark: "_" * len(mark[0]), name) for name in names}

    def without_names(self, text: str) -> str:
        """Return a text of the same length in which no name has quotation marks: «Harbour News», Ivo “Crane” Marr."""
        for name, bare in self._marked_names.items():
            text = text.replace(name, bare)
        return text

    @cached_property
    def withheld(self) -> Withheld:
        """The runs of words that the site withholds."""
        parts = ((story, stretches) for story in self.stories if (stretches := self.stretches(story)) is not None)
        return Withheld(parts, self.content.whole)

    def faults_of_withheld(self, text: str) -> Iterator[str]:
        """Yield the first run of words in a file that the site withholds; the editors' own words may have the same."""
        for story, words in self.withheld.runs_in(text):
            if not (self.holds(words, ()) or self.content.wrote_anywhere(words)):
                yield f"it has words of {story} that the site withholds: “{words[:80]}”"
                return

    # Files of the site

    def _read_data(self, story: str) -> Row:
        value = self._object(f"data/stories/{story}.json")
        return {} if value.get("status") == "gone" and "date" not in value else value

    def _places_of_moments(self, story: str) -> Mapping[str, tuple[int, int]]:
        told = [*_rows(self._data(story), "moments")]
        told += [again for row in told for again in _rows(row, "also")]
        return {str(row.get("id")): (row["start"], row["end"]) for row in told if "start" in row and "end" in row}

    def list_of(self, name: str) -> dict[str, Row]:
        """Return the rows of a list, by id."""
        rows = _rows({"rows": self._read(name)}, "rows")
        return {row["id"]: row for row in rows if isinstance(row.get("id"), str)}

    def _object(self, name: str) -> Row:
        value = self._read(name)
        return value if isinstance(value, dict) else {}

    def _read(self, name: str) -> Any:
        try:
            return json.loads(self._file(name) or "null")
        except (ValueError, RecursionError):
            return None  # said where the file is checked

    def _file(self, name: str) -> str | None:
        paths = (site / name for site in self._sites)
        return next((path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()), None)


def _rows(value: Row, key: str) -> list[Row]:
    rows = value.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
