"""Holds what an editor claims of a source to its text: when something was, whether it was, who somebody is.

What a split read, and nobody changed, has been read from the text. What an editor changed is the editor's, and says so
to readers (`basis="editor"`, with a reason), or the text must bear it out where it stands. Who spoke is held to the
same in `attributions`. Nothing is known of how languages but English and German name months, or but English plan and
deny; there such a claim is taken as it is.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from verbatim.content.format.person_file import PersonFile
from verbatim.content.people.refs import folded
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError
from verbatim.model import Fragment, Mark, Story
from verbatim.newsroom.people import ROLE, PersonMark
from verbatim.newsroom.places import error_at

PERSON = "person"
DATED = 'Write basis="editor" and why="…", which readers see, or put the marks back as split wrote them'
_MONTHS = (
    "jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d+")
# What a sentence that denies, or looks ahead, has in English.
_SAID = {
    "denied": re.compile(
        r"\b(?:not|no|never|neither|nor|nobody|none|nothing|without|n[o']t|den(?:y|ies|ied|ying|ial)|reject\w*|refut\w*|refus\w*"
        r"|dismiss\w*|disput\w*|untrue|false\w*|cancel\w*|abandon\w*|scrap\w*|called off|failed)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "planned": re.compile(
        r"\b(?:will|would|shall|should|could|may|might|must|to|plan\w*|due|expect\w*|schedul\w*|propos\w*|inten\w*|hop(?:es?|ed|ing)"
        r"|promis\w*|aim\w*|going|next|until|by|before|from|if|deadline|forecast\w*|target\w*|ahead|is|are|begins?|starts?"
        r"|opens?|ends?|closes?|meets?|votes?|returns?|arrives?|leaves?)\b|['’]ll\b",
        re.IGNORECASE,
    ),
}
READ_LANGUAGES = ("en", "de")


def check_moment(story: Story, fragment: Fragment, mark: Mark, sentence: str) -> None:
    """Raise ContentError where an editor's moment claims of the source what its sentence does not say."""
    if mark.attrs.get("by") != "editor":
        return
    date, basis, words = mark.attrs.get("date", ""), mark.attrs.get("basis", ""), mark.span.of(fragment.text)
    shown = " ".join(words.split())
    if date and basis == "inferred":
        fact = f"you date “{shown}”, and only what a split worked out from the text is called worked out"
        raise error_at(fragment, mark, fact, DATED)
    if date and basis == "stated" and not is_read_in(words, date, story.lang):
        raise error_at(fragment, mark, f"the source does not state {date} by “{shown}”", DATED)
    certainty = mark.attrs.get("certainty", "")
    said = _SAID.get(certainty)
    if said and story.lang.startswith("en") and not said.search(sentence):
        fact = f'certainty="{certainty}" stands here, and no word of the sentence says so'
        raise error_at(fragment, mark, fact, 'Write certainty="reported", or mark the sentence that says it')


def is_read_in(words: str, date: str, lang: str) -> bool:
    """Return whether words state a date: its day and year as numbers, its month by name or number."""
    if lang.partition("-")[0] not in READ_LANGUAGES:
        return True
    known = edtf.parse(date)
    numbers = {int(one) for one in _NUMBER.findall(words)}
    asked = [int(one) for one in _NUMBER.findall(date.partition("T")[0].rstrip("~?%"))]
    if known is None or known.precision not in ("day", "month", "year"):
        return True  # a decade, a season, since when: their words are many
    year, *rest = asked
    named = {number for number, stems in enumerate(_MONTHS, 1) if _begins(words, stems.split())}
    return year in numbers and (not rest or rest[0] in named | numbers) and (len(rest) < 2 or rest[1] in numbers)  # noqa: PLR2004


def _begins(words: str, stems: list[str]) -> bool:
    return any(word[0].casefold().startswith(tuple(stems)) for word in _WORD.finditer(words))


def title_errors(marks: Iterable[tuple[PersonMark, ...]], files: Mapping[str, PersonFile]) -> Iterator[ContentError]:
    """Yield an error for each file of a person whose shown name is that of somebody else in the texts."""
    titled = {ref: file for ref, file in files.items() if file.title}
    if not titled:
        return
    names = _names(mark for of_story in marks for mark in of_story)
    bearers = {name: ref for ref, found in names.items() for name in found if " " in name}
    for ref, file in titled.items():
        title = folded(file.title)
        other = bearers.get(title)
        if other is not None and ref in names and title not in names[ref]:
            fact = f"Title: {file.title[:60]} is the name of somebody else here, {other}"
            yield ContentError(file.path, 1, fact, f"Write a name of {ref}, or join the two: verbatim people merge")


def choice_errors(files: Mapping[str, PersonFile], known: Container[str]) -> Iterator[ContentError]:
    """Yield an error for each quotation that a person's file chooses and no text has or ever had."""
    for file in files.values():
        chosen = [(name, pair.line) for pair in file.pairs for name in pair.quotes]
        for name, line in (*chosen, *((name, file.telling_line) for name in file.telling)):
            if name not in known:
                fact = f"there is no quotation {name}"
                yield ContentError(file.path, line, fact, "Write the id as data/quotes.json has it")


def retitled(marks: Iterable[PersonMark], files: Mapping[str, PersonFile]) -> Iterator[tuple[PersonFile, str]]:
    """Yield the file of each person whose shown name shares no word with what texts call them, and what they do."""
    names = _names(mark for mark in marks if mark.kind == PERSON)
    for ref, file in files.items():
        words = set(_WORD.findall(folded(file.title)))
        if words and ref in names and words.isdisjoint(word for name in names[ref] for word in _WORD.findall(name)):
            yield file, min(names[ref])


def _names(marks: Iterable[PersonMark]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        if mark.kind != ROLE:
            names[mark.who].add(folded(mark.text))
    return names
