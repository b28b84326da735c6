import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.site.builder import Built
from generator.site.live import Changes
from generator.site.watch import Watch, main


class Told:
    """A builder that goes as it is told, and writes down what it was asked."""

    def __init__(self, site: Path, *ways: Built) -> None:
        self.site, self.ways, self.asked = site, list(ways), list[str]()

    def anew(self) -> None:
        self.asked.append("anew")

    def build(self, options: Sequence[str]) -> Built:
        return self._go("build", options)

    def build_if_changed(self, options: Sequence[str]) -> Built:
        return self._go("build if changed", options)

    def _go(self, asked: str, options: Sequence[str]) -> Built:
        del options
        self.asked.append(asked)
        how = self.ways.pop(0)
        if how is Built.DONE:
            (self.site / "SHA256SUMS").write_text(f"{len(self.asked):064x}  index.html\n")
        return how


def watch(site: Path, *ways: Built) -> tuple[Watch, Told, Changes]:
    builder, changes = Told(site, *ways), Changes()
    return Watch(builder, site, [], changes), builder, changes  # type: ignore[arg-type]


def test_a_build_is_told_with_its_seconds_and_its_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watching, _, changes = watch(tmp_path, Built.DONE)
    number = changes.number
    watching.take(["content/stories/rope.md"])
    assert "changed: rope.md; on the site after 0.0" in capsys.readouterr().err
    assert "index.html" in changes.since(number, 0)[1]


def test_what_the_commands_wrote_themselves_is_passed_over_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watching, _, changes = watch(tmp_path, Built.SAME)
    number = changes.number
    watching.take(["content/fragments/rope/010-text-rope.md"])
    assert (capsys.readouterr().err, changes.number) == ("", number)


def test_a_failed_build_is_told_to_the_terminal_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watching, _, changes = watch(tmp_path, Built.FAILED)
    number = changes.number
    watching.take(["content/stories/rope.md"])
    assert "rope.md; not on the site" in capsys.readouterr().err
    assert changes.number == number


def test_a_failed_build_is_not_tried_again_before_something_changes(tmp_path: Path) -> None:
    watching, builder, _ = watch(tmp_path, Built.FAILED, Built.DONE)
    watching.first()
    watching.take([])
    assert len(builder.asked) == 1
    watching.take(["content/stories/rope.md"])
    assert len(builder.asked) == 2


def test_a_file_that_was_written_since_is_built_without_a_look_at_all_others(tmp_path: Path) -> None:
    watching, builder, _ = watch(tmp_path, Built.DONE, Built.DONE, Built.SAME)
    story = tmp_path / "rope.md"
    story.touch()
    watching.take([str(story)])
    watching.take([str(story)])
    watching.take([str(tmp_path / "gone.md")])
    assert builder.asked == ["build", "build if changed", "build if changed"]


@pytest.mark.parametrize("path", ["pelicanconf.py", "generator/site/press.py", "generator/annotate/lang/en/closed.txt"])
def test_a_change_of_the_program_starts_it_anew(tmp_path: Path, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    watching, builder, _ = watch(tmp_path, Built.DONE)
    watching.take([path])
    assert builder.asked[0] == "anew"
    assert "starting the program anew" in capsys.readouterr().err


def test_a_taken_port_is_told_before_anything_is_built(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    assert f"port {port} of 127.0.0.1: Address already in use. Name another" in capsys.readouterr().err
