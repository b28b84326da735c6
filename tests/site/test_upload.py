"""`make rsync_upload` and `make github`, run for real: to a folder by way of an ssh, and to a bare repository."""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.newsroom_project import NewsroomProject, lay
from verbatim.verify import verify

OLD = 1_000_000_000
ADDRESS = re.compile(r"""(?:href|src|content|cite)="([^"]+)"|"(https://[^"\\]+)\"""")


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def listed(newsroom: NewsroomProject) -> set[str]:
    sums = (newsroom.project / "output/SHA256SUMS").read_text().splitlines()
    return {line.split("  ", 1)[1] for line in sums} | {"SHA256SUMS"}


def test_the_host_and_the_branch_hold_exactly_what_was_verified(published: NewsroomProject, tmp_path: Path) -> None:
    shown = published.shown(tmp_path / "shown")
    assert files(published.host) == listed(published)
    assert files(shown) == listed(published) | {".nojekyll"}
    for site in (published.host, shown):
        assert verify(site, published.project / "content/sources", site.name).faults == ()


def test_everybody_may_read_what_arrived_and_what_pages_load_arrives_before_the_pages(
    published: NewsroomProject,
) -> None:
    modes = {path.stat().st_mode & 0o777 for path in published.host.rglob("*")}
    assert modes == {0o755, 0o644}
    first, second = published.log.read_text().splitlines()[:2]
    assert first == "-p 2222 -l ada host.example pages=0 styles=0"
    assert re.fullmatch(r"-p 2222 -l ada host\.example pages=0 styles=[1-9]\d*", second)


def test_every_address_of_our_own_leads_to_a_file(published: NewsroomProject) -> None:
    asked = set()
    for page in published.host.rglob("*.html"):
        for one, other in ADDRESS.findall(page.read_text(encoding="utf-8")):
            address = (one or other).replace("&amp;", "&")
            address = urljoin(f"{published.url}/", address) if address.startswith("/") else address
            if address.startswith(f"{published.url}/"):
                asked.add(re.split("[?#]", address.removeprefix(f"{published.url}/"))[0])
    assert len(asked) > 50
    held = {name: published.host / name / ("index.html" if name.endswith("/") or not name else "") for name in asked}
    assert sorted(name for name, path in held.items() if not path.is_file()) == []


def test_a_second_upload_takes_away_what_is_gone_brings_what_changed_and_leaves_the_rest_but_no_dry_run(
    copied: NewsroomProject,
) -> None:
    own = [copied.host / ".htaccess", copied.host / ".well-known/acme-challenge/token"]
    for path in own:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("the host's")
    same, changed = copied.host / "index.html", copied.host / "404.html"
    for path in (same, changed):
        os.utime(path, (OLD, OLD))
    shutil.rmtree(copied.project / "output/about")
    (copied.project / "output/404.html").write_text("changed")
    (copied.project / "output/index.html").touch()
    assert copied.upload("-o", "publish", "RSYNCOPTS=--dry-run").returncode == 0
    assert ((copied.host / "about").exists(), changed.read_text() == "changed") == (True, False)
    assert copied.upload("-o", "publish").returncode == 0
    assert not (copied.host / "about").exists()
    assert (same.stat().st_mtime, changed.read_text()) == (OLD, "changed")
    assert [path.read_text() for path in own] == ["the host's"] * 2


def test_publishing_again_adds_to_what_a_colleague_pushed_and_goes_to_another_branch_and_remote_that_is_named(
    copied: NewsroomProject, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    copied.git("clone", "--quiet", "--branch", "gh-pages", str(copied.remote), str(elsewhere))
    (elsewhere / "stray.html").write_text("a colleague's")
    copied.git("add", "--all", at=elsewhere)
    copied.git("commit", "--quiet", "--message", "By hand", at=elsewhere)
    copied.git("push", "--quiet", at=elsewhere)
    done = copied.make("-o", "publish", "github", "GITHUB_PAGES_COMMIT_MESSAGE=Second edition")
    assert done.returncode == 0, done.stderr
    said = copied.git("log", "--format=%s", "gh-pages", at=copied.remote).splitlines()
    assert said == ["Second edition", "By hand", "Publish the site"]
    assert "stray.html" not in files(copied.shown(tmp_path / "shown"))
    copied.git("init", "--quiet", "--bare", str(tmp_path / "mirror.git"))
    copied.git("remote", "add", "mirror", str(tmp_path / "mirror.git"))
    done = copied.make("-o", "publish", "github", "GITHUB_PAGES_REMOTE=mirror", "GITHUB_PAGES_BRANCH=site")
    assert done.returncode == 0, done.stderr
    assert copied.git("branch", "--list", "site", at=tmp_path / "mirror.git").endswith("site")


def test_a_domain_of_its_own_is_named_on_the_branch_and_the_edition_before_can_be_shown_again(
    copied: NewsroomProject, tmp_path: Path
) -> None:
    assert copied.make("-o", "publish", "github", "GITHUB_PAGES_CNAME=news.example").returncode == 0
    shown = copied.shown(tmp_path / "shown")
    assert (shown / "CNAME").read_text().strip() == "news.example"
    assert verify(shown, copied.project / "content/sources", "shown").faults == ()
    (copied.project / "output/404.html").write_text("a mistake")
    assert copied.make("-o", "publish", "github").returncode == 0
    assert (copied.shown(tmp_path / "mistaken") / "404.html").read_text() == "a mistake"
    copied.git("push", "--quiet", "origin", "+gh-pages~1:gh-pages")
    assert (copied.shown(tmp_path / "again") / "404.html").read_text() != "a mistake"


@pytest.mark.parametrize(("variable", "fact"), [
    ("SITEURL=", "SITEURL is not set"), ("SSH_HOST=", "SSH_HOST or SSH_TARGET_DIR is empty"),
    ("SSH_TARGET_DIR=", "SSH_HOST or SSH_TARGET_DIR is empty"),
])  # fmt: skip
def test_what_cannot_be_published_and_an_upload_to_nowhere_are_refused_before_anything_is_built(
    tmp_path: Path, built_project: Path, variable: str, fact: str
) -> None:
    unpublished = lay(tmp_path, built_project, "https://news.example")
    before = (unpublished.project / "output/SHA256SUMS").stat().st_mtime_ns
    done = unpublished.upload(variable)
    assert done.returncode != 0
    assert fact in done.stdout + done.stderr
    assert files(unpublished.host) == set()
    assert (unpublished.project / "output/SHA256SUMS").stat().st_mtime_ns == before
