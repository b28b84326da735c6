"""Runs Pelican for one build: `python -m verbatim.site.pelican.run` takes Pelican's arguments."""

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2.sandbox import SandboxedEnvironment
from pelican import Pelican, signals
from pelican import main as pelican_main
from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.settings import DEFAULT_CONFIG, read_settings

from verbatim.core.errors import ContentError
from verbatim.site.incremental.render import Renderer
from verbatim.site.settings import SANDBOX, with_defaults


def main(arguments: Sequence[str] | None = None) -> int | None:
    """Run Pelican with these arguments, by default those of the process; it may end the process with a status."""
    if SANDBOX in os.environ:
        import_module("pelican.generators").Environment = SandboxedEnvironment  # type: ignore[attr-defined]
    status: int | None = pelican_main(arguments)
    return status


class PartialRun(Pelican):  # type: ignore[misc]  # Pelican has no types
    """A run of Pelican up to writing, to render single targets: for a cluster's worker, and for previews."""

    def renderer(self) -> Renderer:
        """Do what `run` does before it writes, and take over the stories' own pages."""
        context = {**self.settings, "generated_content": {}, "static_links": set(), "static_content": {}}
        context["localsiteurl"] = self.settings["SITEURL"]
        folders = {"path": self.path, "theme": self.theme, "output_path": self.output_path}
        classes = self._get_generator_classes()
        generators = [make(context=context, settings=self.settings, **folders) for make in classes]
        for step in ("generate_context", "refresh_metadata_intersite_links"):
            for generator in generators:
                getattr(generator, step, lambda: None)()
        write = partial(self._get_writer().write_file, relative_urls=self.settings["RELATIVE_URLS"])
        self._articles = next(one for one in generators if isinstance(one, ArticlesGenerator))
        self._articles.generate_articles(write)
        self._articles.generate_drafts(write)
        renderer: Renderer = next(one.renderer() for one in generators if hasattr(one, "renderer"))
        return renderer

    def read_again(self, story: str) -> None:
        """Update a story's article, which is in many lists, to what the build's content now says."""
        generator = self._articles
        lists = (
            generator.translations, generator.articles, generator.hidden_translations, generator.hidden_articles,
            generator.drafts_translations, generator.drafts,
        )  # fmt: skip
        known: Any = next(article for article in chain.from_iterable(lists) if article.story == story)
        fresh = generator.readers.read_file(
            base_path=generator.path, path=known.get_relative_source_path(), content_class=Article,
            context=generator.context, preread_signal=signals.article_generator_preread, preread_sender=generator,
            context_signal=signals.article_generator_context, context_sender=generator,
        )  # fmt: skip
        known.__dict__.clear()
        known.__dict__.update(fresh.__dict__)


def project_settings(file: Path, content: Path) -> dict[str, Any]:
    """Return a project's settings as a build has them. Raises ContentError where there is no such file."""
    if not file.is_file():
        raise ContentError(str(file), 0, "there is no such settings file", "Stand in the project's folder, or name one")
    settings: dict[str, Any] = read_settings(str(file), override={"PATH": str(content)})
    with_defaults(settings, DEFAULT_CONFIG)
    return settings


if __name__ == "__main__":
    # A build creates next to no cyclic garbage and soon ends, and its workers share the pages that they do not touch:
    # collecting took a tenth of its time and found nothing.
    gc.disable()
    sys.exit(main())
