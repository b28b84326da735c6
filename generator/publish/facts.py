"""What a fact says, as a digest. Two editions come to one digest where a page could not tell them apart by that fact.

A fact that a function tells (`Edition.fact`) is named by the function: its digest is that of what it returns.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import TYPE_CHECKING, Any

from generator.publish.reads import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.publish.edition import Edition
    from generator.publish.reads import Fact

SIZE = 12  # bytes: two of a million facts are alike by chance once in 10^17 sites


def digest_of(told: object) -> str:
    """Return the digest of plain data, which says the same in the same words in every process."""
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()


class Facts:
    """The digests of an edition's facts; `stories` are those of the files of each story, `kept` of facts of before.

    `files` tells the address of a file that editors link to.

    `kept(fact)` may tell a function's digest without asking it; it answers nothing where it does not know.
    """

    def __init__(
        self,
        edition: Edition,
        stories: Mapping[str, str],
        files: Callable[[str], str] = str,
        kept: Callable[[Facts, Fact], str] = lambda *_: "",
    ) -> None:
        self.edition, self.files, self._stories, self._kept = edition, files, stories, kept
        self._known: dict[Fact, str] = {}

    def __getitem__(self, fact: Fact) -> str:
        if fact not in self._known:
            self._known[fact] = self._digest(fact)
        return self._known[fact]

    def of_all(self, facts: Iterable[Fact]) -> str:
        """Return one digest of several facts."""
        return digest_of([self[fact] for fact in facts])

    def _digest(self, fact: Fact) -> str:
        if fact == ALL:
            return self._everything()
        kind, key = fact[0], str(fact[1])
        if kind == "story":
            return self._stories.get(key, "")
        if kind == "fact":
            return self._kept(self, fact) or self._asked(fact)
        return digest_of(READ[str(kind)](self, key))

    def _asked(self, fact: Fact) -> str:
        """Ask the function; a fact about something that is there no more says nothing."""
        try:
            return digest_of(self.told(fact))
        except LookupError:
            return ""

    def told(self, fact: Fact) -> object:
        """Return what a function tells."""
        module, _, name = str(fact[1]).partition(":")
        return self.edition.fact(getattr(import_module(module), name), *fact[2:])

    def _everything(self) -> str:
        held = self.edition.joined.newsroom
        people = [self["person", name] for name in held.people]
        rest = (sorted(self.edition.joined.listed), held.former, held.histories)
        return digest_of((list(held.stories), sorted(self._stories.items()), people, digest_of(rest)))

    def quote(self, name: str) -> object:
        """Return what a quotation depends on: its whole story."""
        held = self.edition.joined.newsroom.quotes.get(name)
        return self["story", held.story] if held else ""

    def person(self, name: str) -> object:
        """Return what is shown of somebody wherever they are named."""
        held, joined = self.edition.joined.newsroom.people.get(name), self.edition.joined
        if not held:
            return ""
        place = () if name in joined.profiled else held.mentions[:1]
        own = (held.name, held.kind, held.same_as, held.image, held.words)
        return (*own, name in joined.profiled, place, self.edition.portraits.get(name))

    def whole(self, name: str) -> object:
        """Return everything that sources and editors say of somebody."""
        return self.edition.joined.newsroom.people.get(name), self["person", name]

    def people_in(self, story: str) -> object:
        """Return who is named in a story, in order."""
        named = self.edition.joined.people_by_story.get(story, ())
        return [(person.id, self["person", person.id]) for person in named]

    def order(self, story: str) -> object:
        """Return what the place of a story among others depends on."""
        held = self.edition.joined.newsroom.stories.get(story)
        return (held.date, held.date_basis) if held else ""

    def by_story(self, rows: Iterable[Any]) -> object:
        """Return quotations or moments by the stories that they are from."""
        return [(row.id, self["story", row.story]) for row in rows]

    def speakers_for(self, name: str) -> object:
        """Return who speaks for an organisation."""
        held = self.edition.joined.speakers_for.get(name, ())
        return [(person.id, self["person", person.id], role, self["story", role.story]) for person, role in held]

    def translations(self, story: str) -> object:
        """Return the stories that tell the same."""
        return [(one.id, self["story", one.id]) for one in self.edition.joined.translations.get(story, ())]


READ: dict[str, Callable[[Facts, str], object]] = {
    "file": lambda facts, key: facts.files(key),
    "quote": Facts.quote,
    "person": Facts.person,
    "whole": Facts.whole,
    "people in": Facts.people_in,
    "order": Facts.order,
    "translations of": Facts.translations,
    "speakers for": Facts.speakers_for,
    "listed": lambda facts, key: key in facts.edition.joined.listed,
    "history": lambda facts, key: facts.edition.joined.newsroom.histories.get(key),
    "histories of": lambda facts, key: facts.edition.joined.histories_by_story.get(key),
    "former": lambda facts, key: facts.edition.joined.newsroom.former.get(key),
    "quotes of": lambda facts, key: facts.by_story(facts.edition.joined.quotes_by_speaker.get(key, ())),
    "moments of": lambda facts, key: facts.by_story(facts.edition.joined.moments_by_person.get(key, ())),
    "appearances of": lambda facts, key: facts.edition.joined.appearances.get(key),
    "namesakes": lambda facts, key: facts.edition.joined.namesakes.get(key),
}
