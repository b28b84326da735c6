"""A command that runs on, as a person starts it in a terminal, and what the terminal shows."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT

HEEDING = ("env", "--default-signal=INT")  # a shell has commands in the background ignore Ctrl-C


class RunningCommand:
    """A command of the program in a project; `patience` is how many seconds to wait for words on its terminal."""

    def __init__(self, project: Path, terminal: Path, *arguments: str, patience: float) -> None:
        self.project, self.terminal, self.patience = project, terminal, patience
        command = [*HEEDING, sys.executable, "-m", "verbatim", *arguments]
        with terminal.open("w") as told:
            self.process = subprocess.Popen(
                command, cwd=project, env={**os.environ, "PYTHONPATH": f"{ROOT}/generator"}, stdout=told, stderr=told
            )

    def shows(self, words: str) -> str:
        """Wait until the terminal shows something; return its last group."""
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            if found := re.search(words, self.terminal.read_text("utf-8")):
                return found[found.re.groups]
            time.sleep(0.02)
        raise AssertionError(self.terminal.read_text("utf-8"))

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
