"""The check for strangers, of a site's folder and of its address, with nothing but what is published."""

import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from tests.background import in_background
from tests.commands import run_module
from tests.verify.conftest import FIRST, SECOND, SOURCE, STORY, Built, place
from verbatim.core.errors import ContentError
from verbatim.verify import remote as mirror
from verbatim.verify import verify_published, write_sums

PROOF = f"data/proof/{STORY}.json"
ROOT = Path(__file__).parents[2]
Serve = Callable[[Path], str]


def proof() -> dict[str, object]:
    sha256 = hashlib.sha256(SOURCE.encode()).hexdigest()
    return {
        "story": STORY, "source_sha256": sha256, "original_sha256": sha256, "characters": len(SOURCE),
        "quotes": [proved("q-first", FIRST), proved("q-second", SECOND)],
    }  # fmt: skip


def proved(identity: str, words: str) -> dict[str, object]:
    start, end = place(words)
    ours = SOURCE.replace("\r\n", "\n")
    return {
        "id": identity, "story": STORY, "start": start, "end": end, "text": words,
        "sha256": hashlib.sha256(words.encode()).hexdigest(),
        "rfc5147": f"char={ours.index(words)},{ours.index(words) + len(words)}",
    }  # fmt: skip


@pytest.fixture
def published(built: Built) -> Built:
    built.write(PROOF, json.dumps(proof(), ensure_ascii=False))
    return built


class Quiet(SimpleHTTPRequestHandler):
    """A host that keeps its connections, and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a folder until the test is over."""
    running: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        running.append(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))))
        in_background(running[-1])
        return f"http://127.0.0.1:{running[-1].server_port}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def facts(site: Path | str) -> str:
    return "\n".join(map(str, verify_published(str(site)).faults))


def test_a_published_site_is_verified_without_its_project(published: Built) -> None:
    (published.sources / f"{STORY}.txt").unlink()
    report = verify_published(str(published.site))
    assert report.faults == ()
    assert report.passages > 10
    assert report.sources == 1


def test_a_site_on_the_web_is_verified_as_its_folder_is(published: Built, serve: Serve) -> None:
    assert verify_published(serve(published.site)).passages == verify_published(str(published.site)).passages


def test_a_site_in_a_folder_of_its_host_is_verified(published: Built, serve: Serve) -> None:
    assert facts(f"{serve(published.site.parent)}/output/") == ""


def test_another_byte_in_the_published_source_is_named(published: Built) -> None:
    published.put(f"sources/{STORY}.txt", "single lamp", "simple lamp")
    found = facts(published.site)
    assert f"{PROOF}: source_sha256 is not the hash of the source" in found
    assert f"the sha256 is not that of {STORY}.txt" in found


def test_another_word_on_a_page_is_named(published: Built) -> None:
    published.put(f"stories/{STORY}/index.html", "miles out", "leagues out")
    assert f"stories/{STORY}/index.html:4: the words differ from" in facts(published.site)


def test_a_file_changed_after_the_build_is_named(published: Built) -> None:
    (published.site / "theme/site.css").write_text("body { color: red }\n")
    assert "theme/site.css is not the file that was built" in facts(published.site)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("story", "other", "it names another story"),
        ("original_sha256", "0" * 64, "original_sha256 is not the hash"),
        ("original_sha256", "", "original_sha256 is not the hash"),
        ("characters", 3, "characters is not"),
        ("quotes", [proved("q-first", FIRST)], "the quotation q-second is left out"),
        ("quotes", [proved(one, FIRST) for one in ("q-first", "q-second", "q-third")], "q-third is no quotation"),
        ("quotes", [{**proved("q-first", FIRST), "rfc5147": "char=1,2"}], "rfc5147 of q-first is not the same place"),
        ("quotes", [{**proved("q-first", FIRST), "sha256": None}], "q-first has no place or no hash"),
    ],
)
def test_a_proof_that_is_wrong_is_named(published: Built, key: str, value: object, told: str) -> None:
    published.write(PROOF, json.dumps({**proof(), key: value}))
    assert told in facts(published.site)


def test_a_proof_may_say_that_no_hash_of_what_was_received_is_held(published: Built) -> None:
    published.write(PROOF, json.dumps({**proof(), "original_sha256": None}))
    assert facts(published.site) == ""


def test_a_story_without_its_proof_is_named(built: Built) -> None:
    assert f"there is no proof of the story {STORY}" in facts(built.site)


def test_an_earlier_wording_is_held_against_the_published_history(published: Built) -> None:
    key = f"{STORY}:q-first:1"
    version = {"version": 1, "of_version": key, "words": "Dim", "sha256": hashlib.sha256(b"Dim").hexdigest()}
    published.write("data/history.json", json.dumps([{"id": "q-first", "status": "current", "versions": [version]}]))
    published.put(f"stories/{STORY}/index.html", "<h1>", f'<del data-version="{key}">Dim</del><h1>')
    assert facts(published.site) == ""
    published.put(f"stories/{STORY}/index.html", ">Dim<", ">Dark<")
    assert f"the words differ from version {key}" in facts(published.site)


def test_a_change_told_as_data_is_held_against_the_published_history(published: Built) -> None:
    key, sha256 = f"{STORY}:q-first:2", hashlib.sha256(b"Dim").hexdigest()
    version = {"version": 2, "of_version": key, "words": "Dim", "sha256": sha256}
    published.write("data/history.json", json.dumps([{"id": "q-first", "status": "current", "versions": [version]}]))
    change = {"date": "2031-03-06", "kind": "words", "version": 2, "of_version": key, "sha256": sha256}
    published.write(f"data/changes/{STORY}.json", json.dumps({"story": STORY, "changes": [change]}))
    assert facts(published.site) == ""
    published.write(f"data/changes/{STORY}.json", json.dumps({"changes": [{**change, "sha256": "0" * 64}]}))
    assert f"the ledger has no version {key} with these words and this hash" in facts(published.site)


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "a\\..\\out.txt", "a//b", "C:out"])
def test_no_listed_name_leaves_the_folder(name: str, tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/SHA256SUMS").write_text(f"{'0' * 64}  {name}\n")
    with pytest.raises(ContentError, match="lists a file with the name"):
        verify_published(serve(tmp_path / "site"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://orrin.example/", "http://[", "http://a:b/"])
def test_only_addresses_of_the_web_are_asked(address: str) -> None:
    with pytest.raises(ContentError, match="not the address of a site"):
        verify_published(address)


def test_a_file_beyond_the_limit_is_refused(published: Built, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "LARGEST_FILE", 500)
    with pytest.raises(ContentError, match="larger than 500 bytes"):
        verify_published(serve(published.site))


def test_a_site_beyond_the_limit_is_refused(published: Built, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "LARGEST_SITE", 3000)
    with pytest.raises(ContentError, match="the site is larger"):
        verify_published(serve(published.site))


def test_an_answer_that_trickles_is_given_up(published: Built, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "SECONDS_A_FILE", -1)
    with pytest.raises(ContentError, match="took longer"):
        verify_published(serve(published.site))


class Leading(BaseHTTPRequestHandler):
    """A host that sends everybody on."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Lead to a secret place."""
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/secret")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Say nothing."""


def test_no_one_is_sent_on_to_another_address() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Leading)
    in_background(server)
    with pytest.raises(ContentError, match="leads elsewhere"):
        verify_published(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    assert Leading.asked == ["/SHA256SUMS"]


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(ContentError, match="the server does not give SHA256SUMS"):
        verify_published("http://127.0.0.1:9")


def test_what_only_hosts_read_need_not_be_shown(published: Built, serve: Serve) -> None:
    (published.site / "_headers").write_text("/*\n")
    write_sums(published.site)
    address = serve(published.site)
    (published.site / "_headers").unlink()
    assert facts(address) == ""


def verify_from(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_module(folder, "verbatim", "verify", *arguments)


def test_the_command_needs_no_project(published: Built, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    done = verify_from(tmp_path / "elsewhere", "--site", str(published.site))
    assert done.returncode == 0, done.stderr
    assert "against 1 source, against what the site publishes itself" in done.stdout


def test_the_command_tells_its_findings_as_json(published: Built, tmp_path: Path) -> None:
    published.put("quotes/q-second/index.html", "miles out", "leagues out")
    done = verify_from(tmp_path, "--published", "--json", "--site", str(published.site))
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (told["verified"], told["held_against"], told["sources"]) == (False, "published", 1)
    assert any(row["path"].endswith("q-second/index.html") and row["line"] == 2 for row in told["faults"])
    assert {row["origin"] for row in told["faults"]} == {None}  # there is no newsroom to mend it in
