"""The group of commands: lazy, and quiet about everything but what a person can mend."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from verbatim import cli
from verbatim.cli import group
from verbatim.core.errors import ContentError, ContentErrors

ROOT = Path(__file__).parents[2]


def with_command(monkeypatch: pytest.MonkeyPatch, body: object) -> None:
    command = click.command("check")(body)
    monkeypatch.setattr(group.LazyGroup, "get_command", lambda *_: command)


def raising(error: BaseException) -> object:
    def body() -> None:
        raise error

    return body


def test_help_lists_every_command_and_imports_none() -> None:
    code = """
import sys
from verbatim.cli import main
main(["--help"])
print([name for name in sys.modules if name.startswith("verbatim.") and name.split(".")[1] not in ("cli", "core")])
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert all(name in run.stdout for name in group.COMMANDS)
    assert run.stdout.endswith("[]\n")


EMPTY, AGED = ContentError("a.txt", 3, "it is empty", "Fill it"), ContentError("b.txt", 0, "it is old", "Renew it")
TOLD = "error: a.txt:3: it is empty. Fill it.\n"


@pytest.mark.parametrize(("error", "status", "told"), [
    (EMPTY, 1, TOLD), (ContentErrors([EMPTY, AGED]), 1, f"{TOLD}error: b.txt: it is old. Renew it.\n"),
    (KeyboardInterrupt(), 130, "\nstopped; nothing was left half written\n"),
], ids=["a fault", "several faults", "an interrupt"])  # fmt: skip
def test_a_fault_in_the_input_is_one_line_each_and_an_interrupt_says_that_nothing_is_half_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, status: int, told: str
) -> None:
    with_command(monkeypatch, raising(error))
    assert cli.main(["check"]) == status
    assert capsys.readouterr().err.strip() == told.strip()


def test_the_status_that_a_command_returns_is_the_exit_status(monkeypatch: pytest.MonkeyPatch) -> None:
    with_command(monkeypatch, lambda: 1)
    assert cli.main(["check"]) == 1


def test_an_unknown_command_is_told_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["nonsense"]) == 2
    assert "No such command" in capsys.readouterr().err


def test_a_reader_that_stops_reading_is_no_error() -> None:
    line = '{"id": 1, "text": "Rain fell."}\\n'
    code = f"printf '%s' '{line * 3000}' | {sys.executable} -m verbatim annotate --jsonl | head -n 1"
    code = code.replace("printf '%s'", "printf")
    run = subprocess.run(["bash", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.count("\n") == 1
    assert run.stderr == ""
