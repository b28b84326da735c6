"""Eight commands at once, of one kind and of every kind: one whole site stands after, and each says how it went."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns.kills import PUBLISH, broken
from tests.conftest import ROOT, SOURCES, files_of, run_in, set_up
from tests.made import add_published

pytestmark = pytest.mark.campaign(
    "generator/verbatim/content/transaction.py", "generator/verbatim/site/build.py",
    "generator/verbatim/site/staging.py",
)  # fmt: skip
URL = "https://record.example"
HTML, PUBLISHED, SPLIT = ("build",), ("build", *PUBLISH), ("split",)
WAITS = "another build is writing this site. Wait until it is done."


def test_builds_for_here_and_for_the_web_and_splits_at_once_leave_one_whole_site(copied_project: Path) -> None:
    set_up(copied_project, 'SITENAME = "The Crowded Record"')  # which stands on every page
    add_published(copied_project / "content", "another", min(SOURCES.glob("*.txt")).read_text("utf-8"))
    commands = [SPLIT, HTML, PUBLISHED, HTML, SPLIT, PUBLISHED, HTML, SPLIT]
    held = {**os.environ, "PYTHONPATH": f"{ROOT}/generator", "NO_COLOR": "1", "COLUMNS": "500"}
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "verbatim", *command],
            cwd=copied_project, env={**held, "SITEURL": URL if command == PUBLISHED else ""},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for command in commands
    ]  # fmt: skip
    words = ["".join(process.communicate()) for process in begun]
    told = [(process.returncode, said) for process, said in zip(begun, words, strict=True)]
    assert all("Traceback" not in words for _, words in told), told
    assert [status for (status, _), command in zip(told, commands, strict=True) if command == SPLIT] == [0, 0, 0], told
    for (status, words), command in zip(told, commands, strict=True):
        # A build that meets a split half way may be told what is missing, and never of anything else.
        assert command == SPLIT or status == 0 or WAITS in words or re.search(r"content/\S+: .+\. .+\.", words), words
    assert broken(copied_project / "output") == []
    made = files_of(copied_project / "content")
    assert run_in(copied_project, *SPLIT).stdout == ""
    assert files_of(copied_project / "content") == made
    assert run_in(copied_project, *HTML).returncode == 0
    assert broken(copied_project / "output") == []
    assert (copied_project / "output/stories/another/index.html").is_file()
