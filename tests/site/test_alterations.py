"""What was altered in a site after it was built is noticed, named and made anew, whatever was done to hide it."""

import os
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import change, files_of, run_in
from tests.newsroom_project import NewsroomProject
from verbatim.site.up_to_date import Alteration, InputState, altered, record, record_site, told
from verbatim.verify import write_sums

Alter = Callable[[Path], None]
PAGE = "stories/harbour/index.html"


def flip(file: Path) -> None:
    """Change one letter, in place and in the same size."""
    data = bytearray(file.read_bytes())
    data[0] ^= 1
    with file.open("r+b") as opened:
        opened.write(data)


def flip_and_keep_the_time(file: Path) -> None:
    before = file.stat()
    flip(file)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_another_there(file: Path) -> None:
    before = file.stat()
    other = file.with_name("other")
    other.write_bytes(file.read_bytes().upper())
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


def put_a_link_there(file: Path) -> None:
    kept = file.parents[2] / f"kept-{file.name}"
    shutil.move(file, kept)
    file.symlink_to(kept)


def put_a_pipe_there(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def link_its_folder(file: Path) -> None:
    kept = file.parents[2] / f"kept-{file.parent.name}"
    shutil.move(file.parent, kept)
    file.parent.symlink_to(kept)


def add_a_file(file: Path) -> None:
    (file.parent / "added.html").write_text("<p>More.")


def add_in_a_new_folder(file: Path) -> None:
    (file.parent / "__pycache__/deep").mkdir(parents=True)
    (file.parent / "__pycache__/deep/added.html").write_text("<p>More.")


def add_a_link_to_a_folder(file: Path) -> None:
    (file.parent / "elsewhere").symlink_to("/etc")


FOUND = [
    (flip, ("notes/a.html", "changed")), (flip_and_keep_the_time, ("notes/a.html", "changed")),
    (put_another_there, ("notes/a.html", "changed")), (Path.unlink, ("notes/a.html", "removed")),
    (put_a_link_there, ("notes/a.html", "replaced by a symbolic link")),
    (put_a_pipe_there, ("notes/a.html", "made unreadable")),
    (link_its_folder, ("notes", "replaced by a symbolic link")),
    (add_a_file, ("notes/added.html", "added")),
    (add_in_a_new_folder, ("notes/__pycache__/deep/added.html", "added")),
    (add_a_link_to_a_folder, ("notes/elsewhere", "added")),
]  # fmt: skip


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    (tmp_path / ".cache").mkdir()
    return tmp_path / ".cache"


@pytest.fixture
def small(tmp_path: Path, cache: Path) -> Path:
    site = tmp_path / "output"
    for name in ("index.html", "notes/a.html", "notes/b.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"<p>{name}")
    write_sums(site)
    record_site(site, cache, is_published=False)
    return site


@pytest.mark.parametrize(("alter", "found"), FOUND, ids=[alter.__name__ for alter, _ in FOUND])
@pytest.mark.parametrize("recorded", [True, False], ids=["recorded", "by the sums alone"])
def test_every_alteration_is_found(
    small: Path, cache: Path, alter: Alter, found: tuple[str, str], *, recorded: bool
) -> None:
    if not recorded:
        next(cache.glob("site-*")).unlink()
    assert altered(small, cache) == []
    alter(small / "notes/a.html")
    assert altered(small, cache) == [found]


def test_of_a_published_site_every_file_is_compared_with_its_hash_and_a_list_that_was_forged_too_hides_nothing(
    small: Path, cache: Path
) -> None:
    flip(small / "notes/a.html")
    record_site(small, cache, is_published=False)
    assert altered(small, cache) == []
    record_site(small, cache, is_published=True)
    assert altered(small, cache) == [("notes/a.html", "changed")]
    write_sums(small)
    assert altered(small, cache) == [("SHA256SUMS", "changed")]


@pytest.mark.parametrize("touch", [
    pytest.param(lambda site: (site / "notes/a.html").touch(), id="another time"),
    pytest.param(lambda site: (site / "notes/a.html").chmod(0o600), id="another mode"),
    pytest.param(lambda site: (site / ".gitignore").touch(), id="a hidden file at the root"),
    pytest.param(lambda site: (site / "CNAME").touch(), id="a host's file at the root"),
    pytest.param(lambda site: (site / "SHA256SUMS.minisig").touch(), id="a signature"),
    pytest.param(shutil.rmtree, id="no site at all"),
])  # fmt: skip
def test_what_says_the_same_and_what_others_keep_at_the_root_is_not_altered(
    small: Path, cache: Path, touch: Alter
) -> None:
    touch(small)
    assert altered(small, cache) == []


def test_a_torn_record_is_none(small: Path, cache: Path) -> None:
    record = next(cache.glob("site-*"))
    for torn in (b"", record.read_bytes()[:-3], record.read_bytes()[:40]):
        record.write_bytes(torn)
        assert altered(small, cache) == []
        flip(small / "notes/a.html")
        assert altered(small, cache) == [("notes/a.html", "changed")]
        flip(small / "notes/a.html")


def test_where_a_disk_takes_no_record_of_a_site_or_a_build_files_are_compared_and_the_next_command_builds_again(
    small: Path, cache: Path
) -> None:
    command = ("--content", str(small.with_name("content")), "--output", str(small))
    build = (command, InputState([], "a signature"), {}, "verified")
    next(cache.glob("site-*")).unlink()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))  # no file grows, as on a full disk
    try:
        record_site(small, cache, is_published=False)
        record(*build)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(cache.glob("*")) == []
    record(*build)
    assert len(list(cache.glob("built-*"))) == 1
    flip(small / "notes/a.html")
    assert altered(small, cache) == [("notes/a.html", "changed")]


def test_ten_files_are_named_and_the_others_counted() -> None:
    lines = told("output", [Alteration(f"{n}.html", "changed") for n in range(12)]).splitlines()
    assert lines[0] == "output/0.html: changed after the site was built; it is made anew"
    assert lines[10:] == ["output: 2 more were altered, and are made anew too"]


# Real builds


@pytest.fixture(scope="module")
def recorded(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built project, built where it is; what a test alters there, its build makes anew."""
    project = Path(shutil.copytree(built_project, tmp_path_factory.mktemp("recorded") / "newsroom", symlinks=True))
    assert run_in(project, "build").returncode == 0
    return project


def test_make_html_names_what_was_altered_and_makes_it_anew(recorded: Path) -> None:
    site = recorded / "output"
    before = files_of(site)
    flip_and_keep_the_time(site / PAGE)
    (site / "404.html").unlink()
    add_a_file(site / "theme/css/x")
    link_its_folder(site / "quotes/x")
    done = run_in(recorded, "build")
    assert done.returncode == 0, done.stderr
    assert "nothing changed" not in done.stdout
    assert set(done.stderr.splitlines()) == {
        f"output/{PAGE}: changed after the site was built; it is made anew",
        "output/404.html: removed after the site was built; it is made anew",
        "output/theme/css/added.html: added after the site was built; it is removed",
        "output/quotes: replaced by a symbolic link after the site was built; it is made anew",
    }
    assert files_of(site) == before
    assert not (site / "quotes").is_symlink()
    again = run_in(recorded, "build")
    assert (again.stderr, "nothing changed" in again.stdout) == ("", True)


def test_what_was_altered_is_made_anew_where_the_content_changed_too(recorded: Path) -> None:
    site = recorded / "output"
    flip(site / PAGE)
    change(recorded / "content/stories/ferry.md", "Title: ", "Title: Late: ")
    done = run_in(recorded, "build")
    assert f"output/{PAGE}: changed" in done.stderr
    assert run_in(recorded, "verify").returncode == 0
    assert (site / PAGE).read_bytes().startswith(b"<!")


@pytest.mark.campaign("generator/verbatim/cli/starter", "generator/verbatim/site/up_to_date.py")
@pytest.mark.parametrize("published", ["https://ada.example/paper"], ids=["folder"], indirect=True, scope="session")
@pytest.mark.parametrize("target", ["rsync_upload", "github"])
def test_what_was_altered_is_made_anew_before_it_is_uploaded(copied: NewsroomProject, target: str) -> None:
    assert copied.make("publish", f"SITEURL={copied.url}").returncode == 0
    before = files_of(copied.project / "output")
    flip_and_keep_the_time(copied.project / "output" / PAGE)
    add_a_file(copied.project / "output" / PAGE)
    done = copied.upload() if target == "rsync_upload" else copied.make(target, f"SITEURL={copied.url}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"output/{PAGE}: changed after the site was built; it is made anew" in done.stderr
    assert "added after the site was built; it is removed" in done.stderr
    assert files_of(copied.project / "output") == before
    shown = copied.host if target == "rsync_upload" else copied.shown(copied.project / "shown")
    assert (shown / PAGE).read_bytes() == before[PAGE]
