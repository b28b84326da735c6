"""Editors quote another site wherever they write, and readers see whose words these are, on a real site."""

import re
from pathlib import Path

from tests.conftest import fragment_with, run_in, set_up, split_published

ADDRESS = "https://www.herald.example/harbour/"
QUOTED = f"The Herald has “a harbour without a wall” ({ADDRESS})."
TOLD = "“a harbour without a wall” (quoted by the editors from herald.example)"


def write_everywhere(project: Path) -> None:
    """Quote from elsewhere on a page, in an introduction, a note, a person's text and a reason."""
    content = project / "content"
    (content / "pages").mkdir(exist_ok=True)
    (content / "pages/about.md").write_text(f"Title: About\n\n{QUOTED}\n\n> No wall, no town.\n> ({ADDRESS})\n")
    with (content / "stories/harbour.md").open("a") as file:
        file.write(f"\n{QUOTED}\n")
    (content / "fragments/harbour/015-note-a.md").write_text(f"Title: Note\nKind: note\n\n{QUOTED}\n")
    (content / "people").mkdir(exist_ok=True)
    (content / "people/ada-vell.md").write_text(f"Title: Ada Vell\n\n{QUOTED}\n")
    path = fragment_with(project, "ten years")
    head, _, body = path.read_text().partition("\n\n")
    body = body.replace("for ten years", '[for ten years]{.was now="for twelve years"}', 1)
    path.write_text(f"{head}\nCorrected: 2031-03-09 {QUOTED}\n\n{body}")


def test_quotations_from_elsewhere_are_shown_as_the_editors_and_counted_apart(copied_project: Path) -> None:
    write_everywhere(copied_project)
    split_published(copied_project)
    set_up(copied_project, "CARDS = SEARCH = False", "publishconf.py")
    done = run_in(copied_project, "build", "--settings", "publishconf.py", SITEURL="https://record.example/sund")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not checked: 2 quotations of the editors from elsewhere" in done.stdout + done.stderr
    shown = {
        name: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", (copied_project / f"output/{name}").read_text()))
        for name in ("about/index.html", "stories/harbour/index.html", "people/ada-vell/index.html")
    }
    assert [text.count(TOLD) for text in shown.values()] == [1, 2, 1]
    assert "No wall, no town. (quoted by the editors from herald.example)" in shown["about/index.html"]
    assert f"“a harbour without a wall” ({ADDRESS})" in shown["stories/harbour/index.html"]
