"""The check for strangers, of a site's folder and of its address: its files against its list, its log and its key."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.background import Quiet, served, serving
from tests.conftest import run_in
from verbatim.core.errors import ContentError
from verbatim.verify import remote as mirror
from verbatim.verify import write_sums
from verbatim.verify.remote import opened

STORY, SOURCE = "harbour-lights", "“We dim no lamp,” said Ada Vell.\n"
PROOF = f"data/proof/{STORY}.json"
Serve = Callable[[Path], str]


def proof() -> dict[str, Any]:
    return {"story": STORY, "source_sha256": hashlib.sha256(SOURCE.encode()).hexdigest(), "quotes": []}


def lay_site(folder: Path) -> Path:
    """Lay a published site of one story in a folder."""
    page = "<!doctype html><title>Orrin</title><p>Lamps</p>"
    files = {
        "index.html": page, f"stories/{STORY}/index.html": page, f"sources/{STORY}.txt": SOURCE,
        PROOF: json.dumps(proof()), "theme/site.css": ":root{--paper:#17191e}\n",
    }  # fmt: skip
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    write_sums(folder)
    return folder


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return lay_site(tmp_path / "output")


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as running:
        yield lambda folder: f"http://127.0.0.1:{running.enter_context(served(folder))}"


def facts(site: Path | str) -> str:
    with opened(str(site)) as copy:
        return "\n".join(map(str, copy.faults()))


def test_a_published_site_holds_against_its_list_in_its_folder_on_the_web_and_in_a_folder_of_its_host(
    published: Path, serve: Serve
) -> None:
    assert [facts(one) for one in (published, serve(published), f"{serve(published.parent)}/output/")] == [""] * 3


def test_a_file_that_is_gone_or_was_added_is_named(published: Path, serve: Serve) -> None:
    (published / "theme/site.css").rename(published / "theme/other.css")
    assert "theme/site.css is listed and not there" in facts(published)
    assert "theme/other.css is there and not listed" in facts(published)
    assert "theme/site.css is listed and not there" in facts(serve(published))


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "a\\..\\out.txt", "a//b", "C:out"])
def test_no_listed_name_leaves_the_folder(name: str, tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/SHA256SUMS").write_text(f"{'0' * 64}  {name}\n")
    with pytest.raises(ContentError, match="lists a file with the name"):
        facts(serve(tmp_path / "site"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://orrin.example/", "http://[", "http://a:b/"])
def test_only_addresses_of_the_web_are_asked(address: str) -> None:
    with pytest.raises(ContentError, match="no address of the web"):
        facts(address)


@pytest.mark.parametrize(("limit", "told"), [("FILE", "larger than 40 bytes"), ("SITE", "the site is larger")])
def test_a_file_or_a_site_beyond_its_limit_is_refused(
    published: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch, limit: str, told: str
) -> None:
    monkeypatch.setattr(mirror, f"LARGEST_{limit}", 40)
    with pytest.raises(ContentError, match=told):
        facts(serve(published))


class Leading(Quiet):
    asked: ClassVar[list[str]] = []

    def send_head(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/secret")
        self.send_header("Content-Length", "0")
        self.end_headers()


def test_no_one_is_sent_on_to_another_address() -> None:
    with (
        serving(ThreadingHTTPServer(("127.0.0.1", 0), Leading)) as port,
        pytest.raises(ContentError, match="leads elsewhere"),
    ):
        facts(f"http://127.0.0.1:{port}")
    assert Leading.asked == ["/SHA256SUMS"]


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(ContentError, match="SHA256SUMS cannot be read"):
        facts("http://127.0.0.1:9")


def test_what_only_hosts_read_need_not_be_shown(published: Path, serve: Serve) -> None:
    (published / "_headers").write_text("/*\n")
    write_sums(published)
    address = serve(published)
    (published / "_headers").unlink()
    assert facts(address) == ""


def test_the_command_needs_no_project_and_says_what_it_did_not_compare(published: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    done = run_in(tmp_path / "elsewhere", "verify", "--site", str(published))
    assert done.returncode == 0, done.stderr
    assert "5 files: its files against its list and its log; what pages say was not checked: --rebuild" in done.stdout


def test_the_command_tells_its_findings_as_json(published: Path, tmp_path: Path) -> None:
    (published / "index.html").write_text("<p>No lamp")
    done = run_in(tmp_path, "verify", "--json", "--site", str(published))
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (told["verified"], told["held_against"]) == (False, "list")
    assert [row["fact"] for row in told["faults"]] == ["index.html is not the file that was built"]
