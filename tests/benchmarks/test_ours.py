from pathlib import Path

import pytest

from benchmarks.ours import Verbatim, change_why

FRAGMENT = (
    '[“It rains”]{.quote #q-1 speaker="ada" why="NAME said"} and [“it pours”]{.quote #q-12 speaker="ada" why="so"}\n'
)
BUILT = ("output/index.html", ".cache/fonts/serif.woff2", ".cache/icons/a.png", ".cache/pages.sqlite", ".cache/cards/x")


def test_the_reason_of_one_quotation_changes_and_one_that_is_nowhere_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "010-quote.md").write_text(FRAGMENT)
    change_why(tmp_path, "q-1", "checked")
    assert (tmp_path / "010-quote.md").read_text() == FRAGMENT.replace("NAME said", "checked")
    with pytest.raises(SystemExit, match="q-9"):
        change_why(tmp_path, "q-9", "checked")


def test_what_was_built_is_forgotten_but_fonts_and_icons(tmp_path: Path) -> None:
    ours = Verbatim(tmp_path)
    for name in BUILT:
        (ours.site / name).parent.mkdir(parents=True, exist_ok=True)
        (ours.site / name).touch()
    ours.forget()
    left = {path.relative_to(ours.site).as_posix() for path in ours.site.rglob("*") if path.is_file()}
    assert left == {".cache/fonts/serif.woff2", ".cache/icons/a.png"}
