"""What a fact says, in few letters. Two editions say the same where a page could not tell them apart by that fact.

A fact that a function tells (`Edition.fact`) is named by the function: it says the digest of what that returns. What
comes of a story's own files alone says the digest of these, which is at hand and need not be made.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

from verbatim.publish.tracking import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from verbatim.publish.edition import Edition
    from verbatim.publish.tracking import Fact


SIZE = 12  # bytes: two of a million facts are alike by chance once in 10^17 sites
FUNCTION = "fact"  # the kind of what a function tells


def _plain(told: object) -> str:
    """Return what stands for what is no plain data to msgspec, such as a text that is Markup."""
    return str(told) if isinstance(told, str) else repr(told)


_PACKED = msgspec.msgpack.Encoder(enc_hook=_plain)


def digest_of(told: object) -> str:
    """Return the digest of plain data, which says the same in the same words in every process."""
    try:
        data = _PACKED.encode(told)
    except ValueError:  # half a character, as a source in a broken encoding may have it, or a number past 64 bits
        data = repr(told).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


class Facts:
    """What an edition's facts say; `stories` are the digests of the files of each story.

    `files` tells the address of a file that editors link to.
    """

    def __init__(self, edition: Edition, stories: Mapping[str, str], files: Callable[[str], str] = str) -> None:
        self.edition, self.files, self.stories = edition, files, stories
        self._known: dict[Fact, str] = {}

    def __getitem__(self, fact: Fact) -> str:
        if fact not in self._known:
            self._known[fact] = self._said(fact)
        return self._known[fact]

    def know(self, fact: Fact, said: str) -> None:
        """Take what a fact says from somebody who knows that it says the same as when it was asked."""
        self._known[fact] = said

    def _said(self, fact: Fact) -> str:
        return self._asked(fact) if fact[0] == FUNCTION else READ[str(fact[0])](self, str(*fact[1:]))

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

    def everything(self) -> str:
        """Return what whoever looks through a whole table depends on."""
        held = self.edition.joined.newsroom
        people = [self["person", name] for name in held.people]
        rest = (sorted(self.edition.joined.listed), held.former, held.histories)
        return digest_of((list(held.stories), sorted(self.stories.items()), people, digest_of(rest)))

    def story(self, name: str) -> str:
        """Return what is known of everything that comes of a story's own files."""
        return self.stories.get(name, "")

    def quote(self, name: str) -> str:
        """Return what a quotation depends on: its whole story."""
        held = self.edition.joined.newsroom.quotes.get(name)
        return self.story(held.story) if held else ""

    def history(self, name: str) -> str:
        """Return what became of a quotation: its story and that one's ledger tell, or the ledger of a story gone."""
        held = self.edition.joined.newsroom.histories.get(name)
        return (self.story(held.story) or digest_of(held)) if held else ""

    def person(self, name: str) -> str:
        """Return what is shown of somebody wherever they are named."""
        held, joined = self.edition.joined.newsroom.people.get(name), self.edition.joined
        if not held:
            return ""
        place = () if name in joined.profiled else held.mentions[:1]
        own = (held.name, held.kind, held.same_as, held.image, held.words)
        return digest_of((*own, name in joined.profiled, place, self.edition.portraits.get(name)))

    def whole(self, name: str) -> str:
        """Return everything that sources and editors say of somebody."""
        return digest_of((self.edition.joined.newsroom.people.get(name), self["person", name]))

    def people_in(self, story: str) -> str:
        """Return who is named in a story, in order."""
        named = self.edition.joined.people_by_story.get(story, ())
        return digest_of([(person.id, self["person", person.id]) for person in named])

    def order(self, story: str) -> str:
        """Return what the place of a story among others depends on."""
        held = self.edition.joined.newsroom.stories.get(story)
        return f"{held.date} {held.date_basis}" if held else ""

    def by_story(self, rows: Iterable[Any]) -> str:
        """Return quotations or moments by the stories that they are from."""
        return digest_of([(row.id, self.story(row.story)) for row in rows])

    def speakers_for(self, name: str) -> str:
        """Return who speaks for an organisation."""
        held = self.edition.joined.speakers_for.get(name, ())
        return digest_of(
            [(person.id, self["person", person.id], role, self.story(role.story)) for person, role in held]
        )

    def translations(self, story: str) -> str:
        """Return the stories that tell the same."""
        return digest_of([(one.id, self.story(one.id)) for one in self.edition.joined.translations.get(story, ())])


READ: dict[str, Callable[[Facts, str], str]] = {
    ALL[0]: lambda facts, _: facts.everything(),
    "file": lambda facts, key: facts.files(key),
    "story": Facts.story,
    "quote": Facts.quote,
    "history": Facts.history,
    "person": Facts.person,
    "whole": Facts.whole,
    "people in": Facts.people_in,
    "order": Facts.order,
    "translations of": Facts.translations,
    "speakers for": Facts.speakers_for,
    "listed": lambda facts, key: "listed" if key in facts.edition.joined.listed else "",
    "histories of": lambda facts, key: digest_of(facts.edition.joined.histories_by_story.get(key)),
    "former": lambda facts, key: digest_of(facts.edition.joined.newsroom.former.get(key)),
    "quotes of": lambda facts, key: facts.by_story(facts.edition.joined.quotes_by_speaker.get(key, ())),
    "moments of": lambda facts, key: facts.by_story(facts.edition.joined.moments_by_person.get(key, ())),
    "appearances of": lambda facts, key: digest_of(facts.edition.joined.appearances.get(key)),
    "namesakes": lambda facts, key: digest_of(facts.edition.joined.namesakes.get(key)),
}
