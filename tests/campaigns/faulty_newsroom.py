"""Lays the small invented newsroom of the campaign of faults: what it holds is what the faults need.

Its texts quote somebody directly, in part and in the reporter's words, by a pronoun, by nobody; they tell what was
planned and what was denied. What editors do at their desks is written here: they correct, withdraw, name and note.
"""

import shutil
from pathlib import Path

from tests.conftest import ROOT, lay_project, ran

CONTENT = ROOT / "tests/fixtures/faults"
DAY = "1950000000"  # 17 October 2031, after the newest of its texts
CLERK = (
    'said-by="a clerk in the gallery" via="867,889" basis="stated" grade="99"'
    ' why="“…”, somebody said; described, not named, in this sentence"'
)
NAMED = 'speaker="liam-odowd" basis="editor" why="The recording of the council has his voice"'
DENIED = '.moment date="2030-02" basis="stated" why="the text gives the month and the year" certainty="denied"'
# Story, number of the fragment, what stands there, and what an editor writes instead, or a header.
BEFORE = (
    (
        "weir-vote", "070", "February 2030]",
        f"[February 2030]{{{DENIED}}}]",
    ),
    (
        "weir-vote", "080", 'basis="none" why="We cannot tell from this sentence whether anybody said this"',
        'speaker="marit-osk" basis="editor" why="The minutes of the council have these words"',
    ),
    ("mill-fire", "080", "the president of the union", '[the president of the union]{.role of="ivo-marr"}'),
)  # fmt: skip
AFTER = (
    ("mill-fire", "030", "", "Corrected: 2031-10-18 The brigade’s own log has the hour"),
    ("mill-fire", "030", "at 2 in", 'at [2]{.was now="3"} in'),
    ("mill-fire", "040", "", "Corrected: 2031-10-18 Her mother heard the words"),
    ("mill-fire", "040", "his coat", '[his]{.was now="my brother’s"} coat'),
    ("mill-fire", "050", "", "Withdrawn: 2031-10-18 She never said so"),
    ("weir-flood", "020", "", "Corrected: 2031-10-18 Our own count of the houses was wrong"),
    ("weir-flood", "020", "73 houses", '[73]{.was now="37"} houses'),
    ("weir-vote", "090", CLERK, NAMED),
    ("weir-vote", "090", "", "Corrected: 2031-10-18 The recording has the voice of the director"),
)
NOTE = "Title: The owner\nKind: note\n\nThe owner of the mill did not answer our letters.\n"


def lay_faulty_newsroom(folder: Path) -> Path:
    """Lay out the newsroom, split and edited, as a project that a build for the web needs; return it."""
    project = lay_project(folder, [], cards=True)
    settings = project / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + "CARDS_PER_STORY = 6\nSQUARE_CARDS = False\n", "utf-8")
    shutil.rmtree(project / "content")
    shutil.copytree(CONTENT, project / "content")
    _split(project)
    for story, number, old, new in BEFORE:
        edit(project, story, number, old, new)
    _split(project)
    for story, number, old, new in AFTER:
        edit(project, story, number, old, new)
    (project / "content/fragments/mill-fire/055-note-owner.md").write_text(NOTE, "utf-8")
    _split(project)
    return project


def edit(project: Path, story: str, number: str, old: str, new: str) -> None:
    """Put other text where some stands first in a fragment's words; without any, write `new` as a header."""
    (path,) = (project / f"content/fragments/{story}").glob(f"{number}-*.md")
    head, gap, words = path.read_text("utf-8").partition("\n\n")
    assert old in words, f"{path.name}: {old}"
    head, words = (head, words.replace(old, new, 1)) if old else (f"{head}\n{new}", words)
    path.write_text(head + gap + words, "utf-8")


def _split(project: Path) -> None:
    ran(project, "split", SOURCE_DATE_EPOCH=DAY, is_plain=True)
