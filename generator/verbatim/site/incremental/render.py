"""Renders and writes targets, in this process or in forked workers, and returns what each came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from jinja2 import Environment, Template

from verbatim.core.executors import executor, spread
from verbatim.core.json import readable
from verbatim.publish.cards import template_of
from verbatim.publish.feeds import Feed, atom, json_feed
from verbatim.publish.page import Meta, Page
from verbatim.publish.tracking import EVERYTHING
from verbatim.publish.urls import ATOM, JSON, SMALL_WIDTH, drawing_of, small_card
from verbatim.site.context import BuildContext
from verbatim.site.images.cards import CardPainter
from verbatim.site.incremental.output import DataRow, Output, SearchEntry, TargetResult
from verbatim.site.incremental.targets import Artifact, CardDrawing, RawFile, StoryPage, Target, TextFile
from verbatim.site.settings import is_off

FRAME = "embed_"  # begins the names of the templates of frames
FEWEST = 16  # targets that are worth workers, which need a while to start
FEW, BATCH = 64, 4  # fewer targets are handed out one by one: one of them may take longer than all others


@dataclass(frozen=True)
class Renderer:
    """Renders targets: has the content, the output, the templates and what all templates know."""

    build: BuildContext
    output: Output
    settings: Mapping[str, Any]
    shared: Mapping[str, Any]
    template: Callable[[str], Template]
    environment: Environment
    painter: CardPainter | None
    shows_others: bool  # whether a story's own page may show what Pelican knows about all of them

    def render(self, target: Target) -> TargetResult:
        """Render and write everything of a target; return what came of it."""
        listed, everything = self.build.edition.recorder, self.build.everything.recorder
        with listed.recording() as recorded, everything.recording() as recorded_beside:
            for artifact in target.artifacts(self.build):
                self._write(artifact)
        result = self.output.take_result()
        result.dependencies |= recorded_beside if target.is_unlisted else recorded
        return result

    def _write(self, artifact: Artifact) -> None:
        match artifact:
            case Page():
                self._page(artifact)
            case RawFile(address, data):
                self.output.write_bytes(address, data)
            case TextFile(address, text):
                self.output.write(address, text)
            case DataRow():
                self.output.result.rows.append(artifact)
            case SearchEntry():
                self.output.result.entries.append(artifact)
            case CardDrawing():
                self._drawing(artifact)
            case StoryPage(story):
                if self.shows_others:
                    self.build.edition_of(story).recorder.record(*EVERYTHING)
                self.output.story_pages[story]()
            case Feed():
                self._feed(artifact)

    def _page(self, page: Page) -> None:
        if is_off(self.settings, page.template):
            return
        text = self.template(page.template.removesuffix(".html")).render({**self.shared, **page.payload})
        self.output.write(page.address, text)
        meta = cast("Meta", page.payload["meta"])
        self.output.result.pages[page.address] = not (page.template.startswith(FRAME) or meta["robots"])

    def _feed(self, feed: Feed) -> None:
        edition, address = self.build.edition, feed.address + JSON
        self.output.write(feed.address + ATOM, atom(edition, feed))
        converted = json_feed(edition, feed, lambda html: self.output.finished(address, html).decode())
        self.output.write_bytes(address, readable(converted).encode())

    def _drawing(self, drawing: CardDrawing) -> None:
        """Write the drawing of a card and its pictures."""
        if not self.painter:
            return
        address, template = drawing_of(drawing.address), self.environment.get_template(template_of(drawing.picture))
        svg = template.render(card=drawing.picture, root="../" * address.count("/"))
        self.output.write_bytes(address, self.painter.drawing(svg).encode())
        for name, width in ((drawing.address, 0), (small_card(drawing.address), SMALL_WIDTH)):
            made = self.painter.picture(name, self.painter.drawing(svg, width), self.output.folder) if name else b""
            if made:
                self.output.write_bytes(name, made)


_IN_WORK: list[tuple[Renderer, Sequence[Target]]] = []  # forked workers find here what they are to render


def render_all(renderer: Renderer, targets: Sequence[Target], workers: int) -> Iterator[TargetResult]:
    """Yield the result of each target in order; of many, from workers, forked with all that is known.

    Raises what rendering a target raises.
    """
    share = workers if len(targets) > FEWEST else 1
    _IN_WORK.append((renderer, targets))
    try:
        with executor(share) as pool:
            numbers = range(len(targets))
            yield from spread(pool, _render_numbered, numbers, workers=share, batch=BATCH if len(targets) >= FEW else 1)
    finally:
        _IN_WORK.pop()


def _render_numbered(number: int) -> TargetResult:
    renderer, targets = _IN_WORK[-1]
    return renderer.render(targets[number])
