"""A newsroom whose every field holds hostile strings, split and built once for all workers, and what came of it."""

import json
from pathlib import Path
from typing import NamedTuple

from tests.made import publish
from tests.security.fenced import Fence
from tests.security.fields import Refused, edit_values, lay_headers, lay_newsroom, lay_targets, lay_words, settled
from tests.security.hostile_strings import every


class Attacked(NamedTuple):
    """The newsroom, what was refused, what its commands reached for outside, and whether anything there changed."""

    fence: Fence
    refused: list[str]
    crossed: list[list[str]]
    changed: bool

    @property
    def content(self) -> Path:
        return self.fence.project / "content"

    @property
    def site(self) -> Path:
        return self.fence.project / "output"

    def pages(self) -> list[str]:
        return sorted(path.relative_to(self.site).as_posix() for path in self.site.rglob("*.html"))


def attack(folder: Path) -> None:
    """Lay out, split and build the newsroom in `folder`; what is refused is taken out."""
    fence = Fence(folder)
    fence.lay()
    before = fence.around()
    strings = every()
    content = fence.project / "content"
    lay_newsroom(fence.project)
    lay_words(content, strings)
    lay_headers(content, strings)
    lay_targets(content, len(strings))
    refused = Refused(content)
    runs = settled(fence, refused, "split")
    publish(content)
    runs += settled(fence, refused, "split")
    edit_values(content, strings)
    runs += settled(fence, refused, "build")
    crossed = [list(one) for done in runs for one in fence.crossed(done)]
    told = [refused.messages, crossed, fence.around() != before]
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")


def after(folder: Path) -> Attacked:
    """Return what came of the attack in `folder`."""
    return Attacked(Fence(folder), *json.loads((folder / "told.json").read_text("utf-8")))
