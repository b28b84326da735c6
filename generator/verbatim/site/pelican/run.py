"""Pelican for one build: `python -m verbatim.site.once` takes Pelican's arguments and builds once."""

from __future__ import annotations

import gc
import sys
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from pelican import Pelican, main, signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator

if TYPE_CHECKING:
    from verbatim.site.incremental.render import Kitchen


# ---- site/once.py

if __name__ == "__main__":
    # A build makes next to nothing that refers to itself, ends soon, and its workers share what they do not touch:
    # collecting took a tenth of its time and found nothing.
    gc.disable()
    sys.exit(main())


# ---- site/stopped.py


class Stopped(Pelican):  # type: ignore[misc]  # Pelican has no types
    """For whoever follows single recipes: a cluster's worker, and what makes a story's pages ahead of their build."""

    def kitchen(self) -> Kitchen:
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
        made: Kitchen = next(generator.kitchen() for generator in generators if hasattr(generator, "kitchen"))
        return made

    def read_again(self, story: str) -> None:
        """Have a story's article say what the desk now says of it."""
        generator = self._articles
        held = (
            generator.translations, generator.articles, generator.hidden_translations, generator.hidden_articles,
            generator.drafts_translations, generator.drafts,
        )  # fmt: skip
        known = next(article for article in chain.from_iterable(held) if article.story == story)
        fresh = generator.readers.read_file(
            base_path=generator.path, path=known.get_relative_source_path(), content_class=Article,
            context=generator.context, preread_signal=signals.article_generator_preread, preread_sender=generator,
            context_signal=signals.article_generator_context, context_sender=generator,
        )  # fmt: skip
        _become(known, fresh)


def _become(held: Any, fresh: Any) -> None:
    """Let an article, which stands in many lists, be what another is."""
    held.__dict__.clear()
    held.__dict__.update(fresh.__dict__)
