import tomllib

import pytest

from supply import licences
from supply.locked import Pin, pinned


@pytest.mark.parametrize(
    "expression",
    ["MIT", "MIT AND PSF-2.0", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "(GPL-2.0-only OR MIT) AND OFL-1.1"],
)
def test_a_licence_fits_where_a_choice_of_it_does(expression: str) -> None:
    assert licences.fits(expression)


@pytest.mark.parametrize(
    "expression",
    ["", "GPL-2.0-only", "MIT AND CNRI-Python", "SSPL-1.0 OR BUSL-1.1", "(MIT OR SSPL-1.0) AND GPL-2.0-only", "“Free”"],
)
def test_a_licence_that_says_nothing_or_binds_otherwise_does_not_fit(expression: str) -> None:
    assert not licences.fits(expression)


def test_every_dependency_of_this_environment_fits() -> None:
    names = {pin.name for lock in licences.LOCKS[:2] for pin in pinned(licences.ROOT / lock)}
    found, absent = licences.listed(sorted(names))
    assert [one for one in found if not one.fits] == []
    assert len(found) > len(absent)


def test_what_was_judged_by_hand_says_why_and_is_still_a_dependency() -> None:
    judged = tomllib.loads((licences.ROOT / "supply/judged.toml").read_text(encoding="utf-8"))
    names = {pin.name for lock in licences.LOCKS for pin in pinned(licences.ROOT / lock)}
    assert set(judged) <= names
    assert all(set(row) == {"licence", "why"} for row in judged.values())


def test_a_package_of_another_system_is_told_and_not_passed_over() -> None:
    assert licences.listed(["no-such-package-here"]) == ([], ["no-such-package-here"])


def test_pins_are_read_with_markers_and_without_hashes() -> None:
    assert Pin("pelican", "4.12.0") in pinned(licences.ROOT / "requirements/site.txt")
