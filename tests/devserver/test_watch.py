import socket
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from watchfiles import Change

from verbatim.cli import main as command_line
from verbatim.devserver.clients import Built
from verbatim.devserver.server import Changes
from verbatim.devserver.watch import Sources, Watch, gathered, named, run
from verbatim.site import staging


class Told:
    """A builder that goes as it is told, and writes down what it was asked."""

    def __init__(self, site: Path, *ways: Built) -> None:
        self.site, self.ways, self.asked = site, list(ways), list[str]()

    def restart(self) -> None:
        self.asked.append("restart")

    def build(self, _: Sequence[str]) -> Built:
        self.asked.append("build")
        how = self.ways.pop(0)
        if how in {Built.DONE, Built.PARTLY}:
            (self.site / "SHA256SUMS").write_text(f"{len(self.asked):064x}  index.html\n")
        return how


class Shows:
    """Previews these files before each build, and again after it."""

    def __init__(self, *names: str, again: Sequence[str] = (), stands: bool = False) -> None:
        self.names, self.again, self.stands = [*names], [*again], stands
        self.is_current = bool(names)

    def build_begins(self) -> None:
        pass

    def preview(self, _: Sequence[str]) -> list[str]:
        return self.names

    def build_done(self) -> list[str]:
        return self.again

    def build_failed(self) -> list[str]:
        return self.names

    def shown_already(self, _: object) -> set[str]:
        return {*self.names} if self.stands else set()


def watch(site: Path, *ways: Built, previews: Shows | None = None) -> tuple[Watch, Told, Changes]:
    builder, changes = Told(site, *ways), Changes()
    return Watch(builder, previews or Shows(), site, [], changes), builder, changes  # type: ignore[arg-type]


def test_what_is_previewed_is_told_to_open_pages_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watching, builder, changes = watch(tmp_path, previews=Shows("stories/rope/index.html"))
    number = changes.number
    watching.preview(["content/stories/rope.md"])
    assert "stories/rope/index.html" in changes.since(number, 0)[1]
    assert "changed: rope.md; 1 page shown after 0.0" in capsys.readouterr().err
    assert builder.asked == []


AGAIN, ROPE = Shows(again=["stories/rope/index.html"]), "content/stories/rope.md"


@pytest.mark.parametrize(("way", "previews", "told"), [
    (Built.DONE, Shows(), ("index.html", "changed: rope.md; on the site after 0.0")),
    (Built.DONE, Shows("index.html", stands=True), ("", "rope.md")),
    (Built.DONE, AGAIN, (*AGAIN.again, "rope.md")),
    (Built.PARTLY, Shows(), ("index.html", "but for what is broken")),
    (Built.FAILED, Shows(), ("", "rope.md; not on the site")),
    (Built.FAILED, Shows("index.html"), ("index.html", "rope.md")), (Built.SAME, Shows(), ("", "")),
], ids=["built", "stands as it was shown", "edited while the site was built", "without what is broken", "failed",
        "failed after a preview", "what the commands wrote themselves"])  # fmt: skip
def test_a_build_is_told_to_the_terminal_and_to_open_pages_that_are_another_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], way: Built, previews: Shows, told: tuple[str, str]
) -> None:
    page, said = told
    watching, _, changes = watch(tmp_path, way, previews=previews)
    number = changes.number
    watching.take([ROPE])
    heard = capsys.readouterr().err
    assert said in heard if said else heard == ""
    assert page in changes.since(number, 0)[1] if page else changes.number == number


def test_changes_that_came_while_a_build_was_under_way_are_built_as_one() -> None:
    seen: list[list[str]] = []
    is_seen = threading.Event()

    def see(paths: list[str]) -> bool:
        seen.append(paths)
        if len(seen) == 3:
            is_seen.set()
        return False

    batches = gathered([["a.md"], ["b.md"], ["a.md", "c.md"]], see)
    found = {*next(batches)}
    is_seen.wait(10)
    while found < {"a.md", "b.md", "c.md"}:
        found |= {*next(batches)}
    assert (seen, found) == ([["a.md"], ["b.md"], ["a.md", "c.md"]], {"a.md", "b.md", "c.md"})


def test_what_is_shown_already_is_built_once_nothing_else_comes() -> None:
    def slowly() -> Iterator[list[str]]:
        for name in ("a.md", "b.md", "c.md"):
            yield [name]
            time.sleep(0.1)

    assert next(gathered(slowly(), lambda _: True, calm=2)) == ["a.md", "b.md", "c.md"]


def test_what_cannot_be_shown_is_built_at_once_with_what_waits() -> None:
    began = time.monotonic()
    batches = gathered([["a.md"], ["b.md"]], lambda paths: paths != ["b.md"], calm=600)
    assert next(batches) == ["a.md", "b.md"]
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("again", [Built.DONE, Built.SAME])
def test_a_build_that_met_another_waits_for_it_and_is_tried_again(tmp_path: Path, again: Built) -> None:
    site = tmp_path / "output"
    site.mkdir()
    watching, builder, _ = watch(site, Built.FAILED, again)
    holding, done = threading.Event(), threading.Event()

    def another() -> None:
        with staging.staged(site):
            holding.set()
            time.sleep(0.5)
            done.set()

    threading.Thread(target=another, daemon=True).start()
    assert holding.wait(10)
    watching.take(["content/stories/rope.md"])
    assert done.is_set()
    assert len(builder.asked) == 2
    assert watching.last is Built.DONE


def test_a_failed_build_is_not_tried_again_before_something_changes(tmp_path: Path) -> None:
    watching, builder, _ = watch(tmp_path, Built.FAILED, Built.DONE)
    watching.first()
    for paths, builds in (([], 1), ([ROPE], 2)):
        watching.take(paths)
        assert len(builder.asked) == builds


@pytest.mark.parametrize(("path", "asked"), [
    ("pelicanconf.py", ["restart", "build"]), ("generator/verbatim/site/incremental/render.py", ["restart", "build"]),
    ("generator/verbatim/annotate/lang/en/closed.txt", ["restart", "build"]), (ROPE, ["build"]),
    ("theme/templates/base.html", ["build"]),
])  # fmt: skip
def test_a_change_of_the_program_starts_it_anew_and_content_and_theme_are_no_program(
    tmp_path: Path, path: str, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    watching, builder, _ = watch(tmp_path, Built.DONE)
    watching.take([path])
    assert builder.asked == asked
    assert ("starting the program anew" in capsys.readouterr().err) == ("restart" in asked)


def test_a_taken_port_is_told_before_anything_is_built(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(Path("output"), [], "127.0.0.1", port) == 1
    assert f"port {port} of 127.0.0.1: Address already in use. Name another" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "served"), [([], 8000), (["--port", "0"], 0), (["--no-server"], None)])
def test_the_command_builds_with_its_options(
    monkeypatch: pytest.MonkeyPatch, words: list[str], served: int | None
) -> None:
    given: list[object] = []
    monkeypatch.setattr("verbatim.devserver.watch.run", lambda *arguments: given.extend(arguments) or 0)
    assert command_line(["devserver", "--output", "site", *words, "--", "-D"]) == 0
    folders = ["--content", "content", "--output", "site", "--settings", "pelicanconf.py"]
    assert given == [Path("site"), [*folders, "--", "-D"], "127.0.0.1", served]


@pytest.mark.parametrize(("path", "is_reason"), [
    (ROPE, True), ("content/sources/rope.txt", True), ("content/ledger/rope.jsonl", True),
    ("theme/templates/base.html", True), ("content/fragments/rope/.base.txt", False),
    ("generator/__pycache__/a.pyc", False), ("content/stories/.writing-rope.md", False),
    ("content/.people-change.json", False),
])  # fmt: skip
def test_what_people_edit_is_a_reason_to_build_and_what_the_commands_write_is_none(path: str, is_reason: bool) -> None:  # noqa: FBT001
    assert Sources()(Change.modified, path) is is_reason


def test_many_files_are_named_by_a_few_and_one_that_is_gone_is_named_alone(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{name}.md") for name in "abcdef"]
    for path in paths:
        Path(path).touch()
    assert named([*paths, str(tmp_path / "passing.tmp")]) == "a.md, b.md, c.md and 3 more"
    assert named(paths[:4]) == "a.md, b.md, c.md, d.md"
    assert named(["content/stories/gone.md"]) == "gone.md"
