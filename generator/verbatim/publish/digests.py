"""Digests of what pages depend on: where two editions have equal digests, no page can differ.

The digest of a fact (`edition.fact`) is that of what its function returns. Whatever comes only from a story's own files
has the digest of these files, which is at hand without building anything.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from verbatim.publish import tracking
from verbatim.publish.edition import Edition

SIZE = 12  # bytes: among a million digests two are equal by chance once in 10^17 sites


def _plain(value: object) -> str:
    """Return a value that msgspec does not know as plain data, such as Markup, as text."""
    return str(value) if isinstance(value, str) else repr(value)


_PACKED = msgspec.msgpack.Encoder(enc_hook=_plain)


def digest_of(value: object) -> str:
    """Return the digest of plain data, the same in every process."""
    try:
        data = _PACKED.encode(value)
    except ValueError:  # a lone surrogate, as a source in a broken encoding may have it, or a number past 64 bits
        data = repr(value).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


class Digests:
    """The digests of an edition's dependencies, each computed once.

    `stories` are the digests of each story's files; `files` gives the address of a file that editors link to.
    """

    def __init__(self, edition: Edition, stories: Mapping[str, str], files: Callable[[str], str] = str) -> None:
        self.edition, self.files, self.stories = edition, files, stories
        self.lookups, self.newsroom = edition.lookups, edition.lookups.newsroom  # reads of these record nothing
        self._known: dict[tracking.Dependency, str] = {}

    def __getitem__(self, dependency: tracking.Dependency) -> str:
        if dependency not in self._known:
            is_fact = dependency[0] == tracking.FACT
            kind, key = str(dependency[0]), str(*dependency[1:2])
            self._known[dependency] = self._digest_of_fact(dependency) if is_fact else DIGESTS[kind](self, key)
        return self._known[dependency]

    def assume(self, dependency: tracking.Dependency, digest: str) -> None:
        """Take a digest from a caller who knows that it has not changed."""
        self._known[dependency] = digest

    def _digest_of_fact(self, fact: tracking.Dependency) -> str:
        try:
            return digest_of(tracking.FACTS[str(fact[1])](self.edition, *fact[2:]))
        except LookupError:  # about something that is no longer there, or by a function that is not
            return ""

    def everything(self) -> str:
        """Return the digest of what a page depends on that reads a whole table."""
        people = [self["person", name] for name in self.newsroom.people]
        rest = (sorted(self.lookups.listed), self.newsroom.former, self.newsroom.histories, self.lookups.topics)
        return digest_of((list(self.newsroom.stories), sorted(self.stories.items()), people, digest_of(rest)))

    def story(self, name: str) -> str:
        """Return the digest of everything that comes from a story's own files."""
        return self.stories.get(name, "")

    def quote(self, name: str) -> str:
        """Return the digest of a quotation's whole story."""
        quote = self.newsroom.quotes.get(name)
        return self.story(quote.story) if quote else ""

    def history(self, name: str) -> str:
        """Return the digest of a quotation's history, which of a story that is gone only the ledger tells."""
        history = self.newsroom.histories.get(name)
        return (self.story(history.story) or digest_of(history)) if history else ""

    def person(self, name: str) -> str:
        """Return the digest of what is shown of a person wherever they are named."""
        person, lookups = self.newsroom.people.get(name), self.lookups
        if not person:
            return ""
        own = (person.name, person.kind, person.same_as, person.image, person.words, person.role, person.sort_as)
        if name in lookups.profiled:
            home: object = "page"
        elif name in lookups.named:
            home = next(story for story, _ in person.mentions if story in lookups.listed), name in lookups.retired
        else:
            home = person.mentions[:1]
        return digest_of((*own, home, self.edition.portraits.get(name)))

    def order(self, story: str) -> str:
        """Return what a story's place among others depends on."""
        row = self.newsroom.stories.get(story)
        return f"{row.date} {row.date_basis}" if row else ""

    def by_story(self, rows: Iterable[Any]) -> str:
        """Return the digest of quotations, moments or stories by the story that each is from."""
        return digest_of([(row.id, self.story(row.story)) for row in rows])

    def people(self, people: Iterable[Any]) -> str:
        """Return the digest of people in their order."""
        return digest_of([(person.id, self["person", person.id]) for person in people])

    def topic(self, name: str) -> str:
        """Return the digest of a topic: of its file, and of which stories belong to it."""
        return digest_of(self.lookups.topics.by_id.get(name))


DIGESTS: dict[str, Callable[[Digests, str], str]] = {
    tracking.EVERYTHING[0]: lambda digests, _: digests.everything(),
    "file": lambda digests, key: digests.files(key),
    "story": Digests.story,
    "picture": lambda digests, key: digest_of(digests.edition.pictures.get(key)),
    "quote": Digests.quote,
    "history": Digests.history,
    "person": Digests.person,
    "whole": lambda digests, key: digest_of((digests.newsroom.people.get(key), digests["person", key])),
    "people in": lambda digests, key: digests.people(digests.lookups.people_by_story.get(key, ())),
    "order": Digests.order,
    "translations of": lambda digests, key: digest_of(
        [(story.id, digests.story(story.id)) for story in digests.lookups.translations.get(key, ())]
    ),
    "listed": lambda digests, key: "listed" if key in digests.lookups.listed else "",
    "histories of": lambda digests, key: digest_of(digests.lookups.histories_by_story.get(key)),
    "former": lambda digests, key: digest_of(digests.newsroom.former.get(key)),
    "quotes of": lambda digests, key: digests.by_story(digests.lookups.quotes_by_speaker.get(key, ())),
    "moments of": lambda digests, key: digests.by_story(digests.lookups.moments_by_person.get(key, ())),
    "appearances of": lambda digests, key: digest_of(digests.lookups.appearances.get(key)),
    "topic": Digests.topic,
    "questions": lambda digests, key: digest_of(digests.lookups.topics.questions.get(key)),
    "variants of": lambda digests, key: digests.by_story(
        [digests.newsroom.quotes[name] for name in digests.lookups.variants.get(key, ())]
    ),
    "topics of": lambda digests, key: digest_of(digests.lookups.topics_by_story.get(key)),
    "namesakes": lambda digests, key: digest_of(digests.lookups.namesakes.get(key)),
}
