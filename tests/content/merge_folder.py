"""A story's fragments as files in memory, split as on disk but for reading and writing."""

from collections.abc import Mapping

from verbatim.content.format.fragment_file import lossless_errors, read_fragment
from verbatim.content.splitting.alignment import align
from verbatim.content.splitting.merge import file_changes
from verbatim.content.store import FragmentPair, StoryFragments
from verbatim.core.text import paragraphs
from verbatim.model import Block, Document, Fragment, Span
from verbatim.model.reading import Reading

STORY = "wall"


class Folder:
    """A story's fragments as files, in memory, and their bases by the name of the file."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.base: dict[str, bytes] = {}

    def split(self, text: str, reading: Reading) -> tuple[str, ...]:
        """Split as `splitting` does, and return the conflicts as `name.md:line`."""
        blocks = tuple(Block(span, "text") for span in paragraphs(text))
        document = Document(STORY, "wall.txt", text, "", blocks)
        new = align(document, reading, self.on_disk(), ())
        assert not lossless_errors(text, (one.fragment for one in new.fragments))
        found = file_changes(new)
        for held, changes in ((self.files, found.files), (self.base, found.base)):
            for name, data in changes.items():
                held.pop(name, None)
                held.update({} if data is None else {name: data})
        return found.conflicts

    def fragments(self) -> dict[str, tuple[Fragment, bytes]]:
        return _read(self.files)

    def on_disk(self) -> StoryFragments:
        disk, base = _read(self.files), _read(self.base)
        names = sorted({*disk, *base})
        held = [FragmentPair(name, *disk.get(name, (None, b"")), *base.get(name, (None, b""))) for name in names]
        held.sort(key=lambda one: (one.known.source or Span(0, 0), one.name))
        return StoryFragments(tuple(held), frozenset(names))

    def texts(self, end: str) -> str:
        return "\n".join(data.decode() for name, data in self.files.items() if name.endswith(end))


def _read(files: Mapping[str, bytes]) -> dict[str, tuple[Fragment, bytes]]:
    read = [(read_fragment(data, name, STORY), data) for name, data in files.items() if name.endswith(".md")]
    return {fragment.name: (fragment, data) for fragment, data in read}
