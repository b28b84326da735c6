"""Two environments of the same templates: Jinja's own, and the one that renders fast."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from verbatim.core.i18n import ENGLISH, Words
from verbatim.site.i18n import EXTENSION, install
from verbatim.site.templates import TemplateCache, quicken

Both = Callable[..., str]


def made(templates: dict[str, str], words: Words = ENGLISH, **options: Any) -> Environment:
    """Make an environment as the site makes it, and as Pelican does."""
    given = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "auto_reload": False, **options}
    extensions = [EXTENSION, "jinja2.ext.do", *given.pop("extensions", ())]
    environment = Environment(loader=DictLoader(templates), autoescape=True, extensions=extensions, **given)
    install(environment, words)
    return environment


def quick(
    templates: dict[str, str], words: Words = ENGLISH, folder: Path | None = None, about: str = "all", **options: Any
) -> Environment:
    """Make the same, quickened."""
    filters = options.pop("filters", {})
    environment = made(templates, words, **options)
    environment.filters |= filters
    quicken(environment, words, TemplateCache(folder, about) if folder else None)
    return environment


@pytest.fixture
def both() -> Both:
    """Render `page` of some templates twice in each environment, hold that all are the same, and give it."""

    def render(templates: dict[str, str] | str, known: dict[str, Any] | None = None, **values: Any) -> str:
        held = {"page": templates} if isinstance(templates, str) else templates
        texts = []
        for environment in (made(held), quick(held)):
            environment.globals |= known or {}
            texts += [environment.get_template("page").render(values) for _ in range(2)]
        assert set(texts) == {texts[0]}
        return texts[0]

    return render


@pytest.fixture
def refused() -> Callable[..., tuple[type[BaseException], str, int]]:
    """Render `page` in each environment, hold that both fail alike; give the error's kind, words and line."""

    def render(templates: dict[str, str], **values: Any) -> tuple[type[BaseException], str, int]:
        told = []
        for environment in (made(templates), quick(templates)):
            with pytest.raises(Exception) as caught:  # noqa: PT011  whatever it is, both tell the same
                environment.get_template("page").render(values)
            place = [one for one in caught.traceback if str(one.path) in ("<template>", "<unknown>")][-1]
            told.append((caught.type, str(caught.value), place.lineno + 1))
        assert told[0] == told[1]
        return told[0]

    return render
