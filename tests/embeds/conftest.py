"""The cards that consumers are tried on: those of the invented newsroom, and those of the hostile story."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embeds.cards import Card, cards
from tests.embeds.hostile import hostile
from tests.embeds.newspaper import ADDRESS, shared
from tests.embeds.web import Web, served
from verbatim.publish import Edition


@pytest.fixture(scope="session")
def demo_cards(demo: Edition) -> list[Card]:
    return cards(demo)


@pytest.fixture(scope="session")
def all_cards(demo_cards: list[Card]) -> list[Card]:
    """Those of the newsroom and of the hostile story."""
    return demo_cards + cards(hostile())


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a newspaper that has an address: three plain stories and the hostile one."""
    return shared(tmp_path_factory)


@pytest.fixture
def web(newspaper: Path) -> Iterator[Web]:
    """A small web in which the newspaper stands at its address."""
    with served({ADDRESS.removeprefix("http://"): newspaper}) as web:
        yield web
