import tomllib

import pytest

from supply import licences
from supply.locked import Pin, pinned


@pytest.mark.parametrize(("expression", "fits"), [
    ("MIT", True), ("MIT AND PSF-2.0", True), ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
    ("(GPL-2.0-only OR MIT) AND OFL-1.1", True), ("", False), ("GPL-2.0-only", False), ("MIT AND CNRI-Python", False),
    ("SSPL-1.0 OR BUSL-1.1", False), ("(MIT OR SSPL-1.0) AND GPL-2.0-only", False), ("“Free”", False),
])  # fmt: skip
def test_a_licence_fits_where_a_choice_of_it_does_and_not_where_it_says_nothing(expression: str, *, fits: bool) -> None:
    assert licences.fits(expression) == fits


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


def test_a_package_of_another_system_is_told_and_not_passed_over_and_pins_are_read_without_hashes() -> None:
    assert licences.listed(["no-such-package-here"]) == ([], ["no-such-package-here"])
    assert Pin("pelican", "4.12.0") in pinned(licences.ROOT / "requirements/site.txt")
