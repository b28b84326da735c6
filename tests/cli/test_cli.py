"""The group of commands: lazy, and quiet about everything but what a person can mend."""

import subprocess
import sys

import click
import pytest

from tests.conftest import ROOT, Say
from verbatim.cli import group
from verbatim.core.errors import ContentError, ContentErrors


def test_help_lists_every_command_and_imports_none() -> None:
    code = (
        "import sys\nfrom verbatim.cli import main\nmain(['--help'])\n"
        "print({name.split('.')[1] for name in sys.modules if name.startswith('verbatim.')} - {'cli', 'core'})\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert all(name in run.stdout for name in group.COMMANDS)
    assert run.stdout.endswith("set()\n")


EMPTY, AGED = ContentError("a.txt", 3, "it is empty", "Fill it"), ContentError("b.txt", 0, "it is old", "Renew it")
TOLD = "error: a.txt:3: it is empty. Fill it.\n"


@pytest.mark.parametrize(("ends", "status", "told"), [
    (EMPTY, 1, TOLD), (ContentErrors([EMPTY, AGED]), 1, f"{TOLD}error: b.txt: it is old. Renew it.\n"),
    (KeyboardInterrupt(), 130, "\nstopped; nothing was left half written\n"), (1, 1, ""),
], ids=["a fault", "several faults", "an interrupt", "the status that it returns"])  # fmt: skip
def test_a_fault_in_the_input_is_one_line_each_and_an_interrupt_says_that_nothing_is_half_written(
    monkeypatch: pytest.MonkeyPatch, say: Say, ends: BaseException | int, status: int, told: str
) -> None:
    def body() -> int:
        if isinstance(ends, int):
            return ends
        raise ends

    monkeypatch.setattr(group.LazyGroup, "get_command", lambda *_: click.command("check")(body))
    said = say("check")
    assert (said.status, said.err.strip()) == (status, told.strip())


def test_an_unknown_command_is_told_without_a_traceback(say: Say) -> None:
    status, _, told = say("nonsense")
    assert (status, "No such command" in told) == (2, True)


def test_a_reader_that_stops_reading_is_no_error() -> None:
    line = '{"id": 1, "text": "Rain fell."}\\n'
    code = f"printf '{line * 3000}' | {sys.executable} -m verbatim annotate --jsonl | head -n 1"
    run = subprocess.run(["bash", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout.count("\n"), run.stderr) == (1, "")
