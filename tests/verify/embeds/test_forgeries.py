"""Forged cards are told, and genuine ones are not, in whatever way either was changed."""

import pytest

from tests.verify.embeds.forgeries import GENUINE, Alteration, forged
from tests.verify.embeds.test_verdicts import FIRST, block
from verbatim.verify.embeds import PublishedSite, check

FORGED = [pytest.param(made, id=f"{kind}: {name}") for kind, name, made in forged()]


@pytest.mark.parametrize("made", FORGED)
def test_a_forged_card_is_told(made: Alteration, published: PublishedSite) -> None:
    card = block(published)
    assert made(card) != card
    assert "altered" in {one.verdict for one in check(made(card).encode(), published)}


@pytest.mark.parametrize("made", GENUINE.values(), ids=GENUINE.keys())
def test_a_genuine_card_is_verbatim_as_sites_leave_it(made: Alteration, published: PublishedSite) -> None:
    found = check(f"<p>As we read.</p>{made(block(published))}".encode(), published)
    assert [(one.id, one.verdict) for one in found] == [(FIRST, "verbatim")]
