"""A person who edits fragments at random, for the trials of the merge."""

import random
import re
from dataclasses import replace

from tests.content.merge_folder import Folder
from verbatim.content.format.body import nest_marks
from verbatim.content.format.fragment_file import write_fragment
from verbatim.core.text import sha256_text
from verbatim.model import Fragment, Mark, Span

WORD = re.compile(r"\w+")
TOKEN = re.compile(r"human[0-9]+x")
ATTRIBUTES = {
    "quote": ("speaker", "said-by", "why", "x-note"),
    "person": ("ref", "x-note"),
    "organisation": ("ref", "x-note"),
    "place": ("ref", "x-note"),
    "role": ("of",),
    "moment": ("date", "why", "x-note"),
    "number": ("x-note",),
    "was": ("now",),
}


CUTS = 0.1  # share of edits after which the paragraph is cut too


class Editor:
    """A person who edits fragments at random; each thing that they write is a token of its own."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.written: dict[str, str] = {}  # each token, and the words of which something was said; none for headers
        self.misquotes = False
        self.tokens = 0

    def edit(self, folder: Folder) -> None:
        name, (fragment, _) = self.dice.choice(sorted(folder.fragments().items()))
        ways = (self.say, self.say, self.mark, self.mark, self.correct, self.head, self.title, self.unmark, self.alter)
        data = self.dice.choice(ways)(fragment)
        folder.files[f"{name}.md"] = data
        if self.dice.random() < CUTS:
            self.cut(folder, name)

    def token(self, words: str = "") -> str:
        self.tokens += 1
        token = f"human{self.tokens}x"
        self.written[token] = words
        return token

    def say(self, fragment: Fragment) -> bytes:
        if not fragment.marks:
            return self.mark(fragment)
        at = self.dice.randrange(len(fragment.marks))
        mark = fragment.marks[at]
        key = self.dice.choice(ATTRIBUTES[mark.kind])
        attrs = {**mark.attrs, key: self.token(mark.span.of(fragment.text))}
        for token in TOKEN.findall(mark.attrs.get(key, "")):
            del self.written[token]  # the editor wrote over it
        return self._with(fragment, (*fragment.marks[:at], replace(mark, attrs=attrs), *fragment.marks[at + 1 :]))

    def mark(self, fragment: Fragment) -> bytes:
        return self._marked(fragment, self.dice.choice(("person", "moment", "quote", "organisation")), "ref")

    def correct(self, fragment: Fragment) -> bytes:
        return self._marked(fragment, "was", "now")

    def _marked(self, fragment: Fragment, kind: str, key: str) -> bytes:
        words = list(WORD.finditer(fragment.text))
        first = self.dice.randrange(len(words))
        last = min(first + self.dice.randrange(3), len(words) - 1)
        span = Span(words[first].start(), words[last].end())
        if any(one.span.meets(span) and not one.span.covers(span) for one in fragment.marks):
            return write_fragment(fragment)
        mark = Mark(span, kind, "", {key: self.token(span.of(fragment.text))})  # type: ignore[arg-type]
        marks = nest_marks((*fragment.marks, mark))
        if mark not in marks:
            self.written.popitem()
        lost = TOKEN.findall(str(fragment.marks))
        return self._with(fragment, marks) if all(token in str(marks) for token in lost) else write_fragment(fragment)

    def head(self, fragment: Fragment) -> bytes:
        return write_fragment(
            replace(fragment, headers=(*fragment.headers, ("Corrected", f"2031-03-09 {self.token()}")))
        )

    def title(self, fragment: Fragment) -> bytes:
        for token in TOKEN.findall(fragment.title):
            del self.written[token]
        return write_fragment(replace(fragment, title=self.token()))

    def unmark(self, fragment: Fragment) -> bytes:
        sayings = [mark for mark in fragment.marks if not TOKEN.search(str(mark.attrs))]
        if not sayings:
            return write_fragment(fragment)
        taken = self.dice.choice(sayings)
        return self._with(fragment, tuple(mark for mark in fragment.marks if mark is not taken))

    def alter(self, fragment: Fragment) -> bytes:
        """Alter the words themselves, which is a misquotation."""
        if self.dice.random() < 0.8:
            return self.say(fragment)
        self.misquotes = True
        data = write_fragment(fragment)
        return data.rstrip(b"\n") + f" {self.token()}\n".encode()

    def cut(self, folder: Folder, name: str) -> None:
        fragment, _ = folder.fragments()[name]
        at = fragment.text.find(". ") + 1
        start = fragment.source.start if fragment.source else 0
        sound = fragment.sha256 == sha256_text(fragment.text)
        number = f"{fragment.number}5"
        if not at or not sound or any(mark.span.start < at + 1 and mark.span.end > at for mark in fragment.marks):
            return
        if any(other.startswith(number) for other in folder.fragments()):
            return
        one, two = fragment.text[:at], fragment.text[at + 1 :]
        first = tuple(mark for mark in fragment.marks if mark.span.end <= at)
        second = tuple(replace(mark, span=mark.span.shift(-at - 1)) for mark in fragment.marks if mark.span.start > at)
        source = Span(start, start + at), Span(start + at + 1, start + len(fragment.text))
        whole = replace(fragment, text=one, marks=first, source=source[0], sha256=sha256_text(one))
        bare = tuple((key, value) for key, value in fragment.headers if not TOKEN.search(value))
        title = "Two" if TOKEN.search(fragment.title) else fragment.title
        rest = replace(
            fragment, title=title, headers=bare, text=two, marks=second, source=source[1], sha256=sha256_text(two)
        )
        folder.files[f"{name}.md"] = write_fragment(whole)
        folder.files[f"{number}-text-two.md"] = write_fragment(rest)

    def _with(self, fragment: Fragment, marks: tuple[Mark, ...]) -> bytes:
        return write_fragment(replace(fragment, marks=marks))
