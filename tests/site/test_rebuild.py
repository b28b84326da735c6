"""A published site is made again from its edition, byte for byte; nothing private is in one, nothing of one runs."""

import hashlib
import io
import json
import re
import shutil
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaigns.alterations import published_twice
from tests.conftest import build_for_web, change, change_headers, fragment_with, lay_project, ran, run_in, set_up
from tests.made import FERRY, publish
from tests.site.images.made import NOTED, noted, picture
from tests.verify.test_remote import Serve, serve
from verbatim.core.errors import ContentError
from verbatim.site.build import log_site
from verbatim.site.edition_tar import EDITION, Member, write_tar
from verbatim.site.rebuild import Rebuilt, SiteComparison, make_again, unpack
from verbatim.site.staging import EDITION_MADE, Stage
from verbatim.verify.sums import lines_of, parse_sums

__all__ = ["serve"]

SITEURL = "https://sund.example"
# Each publishes or makes a site again, which takes seconds.
AGAIN = pytest.mark.campaign(
    "generator/verbatim/site/edition_tar.py", "generator/verbatim/site/rebuild.py",
    "generator/verbatim/site/context.py", "generator/verbatim/cli/verify.py",
)  # fmt: skip
PIER = (
    "Pier of Sund stays shut until the autumn\n\n"
    "Ada Vell, the harbour master of Sund, walked along the broken boards on 3 March 2031.\n\n"
    "“We shall not open a pier that we cannot trust,” Vell said.\n\n"
    "The boy was pulled from the water by his sister, Nele Brand, 12, who lives on the quay.\n\n"
    "“I only held on to his coat,” Nele Brand said.\n\n"
    "“The sea was higher than our doorstep,” said a woman in Quay Street.\n\n"
    "“It will be mended by May,” Vell said.\n"
)
LATER = "Mayor of Holm resigns\n\n“I have had enough of ferries,” said Dora Lund, mayor of Holm, on 5 March 2031.\n"
UNSEEN = "Draft about a bribe\n\n“Nobody must know of the envelope,” said Ivo Marr, director of the port.\n"
APART = "A story apart\n\n“This stands in no list,” said Runa Holm, a minister, on 6 March 2031.\n"
# What nobody outside of the newsroom may see, in any form.
PRIVATE = (
    "envelope", "bribe", "Ivo Marr", "ivo-marr", "secret-draft", "nele-brand", "Eva Quill", "call the lawyer",
    "bench on the quay", "Menu of the shop", NOTED, "stands in no list", "runa-holm",
    "we-shall-not-open",
)  # fmt: skip


def published(project: Path, **variables: str) -> None:
    build_for_web(project, url=SITEURL, **variables)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with everything that an edition must leave out, published twice, at last with other styles."""
    texts = {"pier.txt": PIER, "ferry.html": FERRY, "later.txt": LATER, "secret-draft.txt": UNSEEN, "apart.txt": APART}
    project = lay_project(tmp_path_factory.mktemp("edition") / "project", (), texts=texts)
    content = project / "content"
    ran(project, "split")
    publish(content)
    change_headers(content / "stories/secret-draft.md", "Status: draft")
    change_headers(content / "stories/apart.md", "Status: hidden")
    change_headers(
        content / "stories/pier.md", "Editor: Eva Quill", "Note-To-Desk: call the lawyer", "Image: images/pier.jpg",
        "Image-Alt: The pier", "Image-Credit: The Record",
    )  # fmt: skip
    headers = ("Source-Name: The Holm Courier", "Source-Published: quoted")
    change_headers(content / "stories/ferry.md", *headers)
    for name, data in {
        "images/pier.jpg": picture(900, 600, "JPEG", exif=noted()),
        "people/ada-vell.md": b"Kind: person\nX-Remark: call the lawyer\n\nShe runs the port.\n",
        "people/nele-brand.md": b"Kind: person\nPrivate: yes\n\nA child.\n",
        "topics/sund.md": b"Title: Sund\nStories: pier ferry secret-draft\n\nThe coast.\n",
    }.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_bytes(data)
    ran(project, "split")
    published(project)
    set_up(project, 'COLOURS = {"quote": ("#7a1f5c", "#e59bcb")}', "publishconf.py")
    published(project)
    return project


@pytest.fixture
def project(newsroom: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(newsroom, tmp_path / "project", symlinks=True))


@pytest.fixture
def site(newsroom: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(newsroom / "output", tmp_path / "site"))


@pytest.fixture(scope="module")
def rebuilt(newsroom: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rebuilt]:
    """The folder in which the newsroom's site was made again, and what came of it; nobody may change it."""
    room = tmp_path_factory.mktemp("room")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.path", [f"{Path(__file__).parents[1]}/plain_pictures", *sys.path])
        return room, make_again(newsroom / "output", listed(newsroom / "output"), room)


@pytest.fixture(scope="module")
def room(rebuilt: tuple[Path, Rebuilt]) -> Path:
    return rebuilt[0]


def listed(site: Path) -> dict[str, str]:
    return parse_sums((site / "SHA256SUMS").read_text("utf-8"))


def retold(project: Path, *options: str) -> tuple[int, str]:
    done = run_in(project, "verify", "--rebuild", "output", *options, is_plain=True)
    return done.returncode, done.stdout + done.stderr


def members(site: Path) -> dict[str, bytes]:
    with tarfile.open(site / EDITION, "r:") as tar:
        return {one.name: held.read() for one in tar if (held := tar.extractfile(one))}


def test_every_file_is_made_again_but_for_pictures_earlier_styles_and_what_no_list_has(
    rebuilt: tuple[Path, Rebuilt],
) -> None:
    _, found = rebuilt
    assert found.differences == ()
    assert found.same + sum(found.not_made.values()) == found.files > 150
    assert set(found.not_made) == {
        "made of a picture that is not published", "of what no list has", "kept from the site before",
    }  # fmt: skip


@AGAIN
def test_a_command_tells_what_is_made_again_and_who_vouches_for_it(project: Path) -> None:
    shutil.copy(project / "output/data/log.jsonl", project / "kept.jsonl")
    status, told = retold(project, "--json")
    found = json.loads(told)
    assert (status, found["same"], found["differences"]) == (0, True, [])
    assert found["made_again"] + sum(found["not_made"].values()) == found["files"]
    for options, vouching in (
        ((), "nobody"),
        (("--since", "kept.jsonl"), "kept.jsonl, since which nothing was rewritten"),
        (("--content", "content"), "the content in content"),
    ):
        status, told = retold(project, *options)
        assert (status, f"vouched for by: {vouching}" in told) == (0, True), told


def test_an_edition_has_nothing_private_signs_for_what_is_withheld_and_no_time_or_owner(newsroom: Path) -> None:
    held = members(newsroom / "output")
    found = [
        (name, words)
        for name, data in held.items()
        for words in (*PRIVATE, str(newsroom))
        if words in f"{name}\n{data.decode('utf-8', 'replace')}"
        and not (name == "edition.json" and words in ("stands in no list", "secret-draft"))
    ]
    assert found == []
    text = held["content/sources/.extracted/ferry.txt"].decode()
    assert "to blame for the fog" in text
    assert "░" in text
    assert text.encode() == (newsroom / "output/sources/ferry.txt").read_bytes()
    assert held["content/sources/ferry.html"] == b""
    with tarfile.open(newsroom / "output" / EDITION, "r:") as tar:
        assert {(one.mtime, one.uid, one.gid, one.uname, one.mode) for one in tar} == {(0, 0, 0, "", 0o644)}


@AGAIN
def test_an_edition_is_left_out_where_the_newsroom_wants_none(project: Path) -> None:
    set_up(project, "EDITION = False", "publishconf.py")
    published(project)
    assert not (project / "output" / EDITION).exists()
    status, told = retold(project)
    assert (status, "the site has no edition. Only its newsroom can make it again" in told) == (1, True)


def test_an_edition_that_hosts_would_refuse_is_left_out_and_the_build_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("verbatim.site.build.LARGEST_EDITION", 1000)
    stage, content = Stage(tmp_path / "output"), tmp_path / "content"
    for folder in (content, stage.new):
        folder.mkdir(parents=True)
    (stage.new / "index.html").write_text("A page.")
    (stage.root / EDITION_MADE).write_bytes(b"x" * 1001)
    log_site(stage, content)
    assert "it would have more than 95 MB" in capsys.readouterr().err
    assert listed(stage.new).keys() == {"index.html", "data/log.jsonl"}


@AGAIN
def test_an_edition_has_of_what_was_withdrawn_a_hash_and_of_what_was_covered_nothing(project: Path) -> None:
    withdrawn, covered = "It will be mended by May", {"pier": "higher than our doorstep", "ferry": "bench on the quay"}
    change_headers(fragment_with(project, withdrawn), "Withdrawn: 2031-03-09 He never said so")
    for story, words in covered.items():
        ran(project, "redact", story, words)
    ran(project, "split")
    published(project)
    held = members(project / "output")
    assert withdrawn not in held["content/ledger/pier.jsonl"].decode()
    assert b'"sha256"' in held["content/ledger/pier.jsonl"]
    assert [name for name, data in held.items() for words in covered.values() if words.encode() in data] == []
    assert retold(project)[0] == 0


@AGAIN
def test_a_site_on_the_web_is_made_again_though_its_host_does_not_give_what_it_reads(
    project: Path, serve: Serve
) -> None:
    (project / "output/_headers").rename(project / "headers")
    address = serve(project / "output")
    done = run_in(project, "verify", "--rebuild", address, "--json", is_plain=True)
    found = json.loads(done.stdout)
    assert (done.returncode, found["differences"]) == (0, [])
    assert found["not_made"]["that the host reads and does not give"] == 1
    assert retold(project)[0] == 1  # in a folder it is missing


@AGAIN
def test_the_invented_newsroom_is_made_again_after_its_second_publication(demo_project: Path, tmp_path: Path) -> None:
    project = published_twice(Path(shutil.copytree(demo_project, tmp_path / "laid", symlinks=True)))
    status, told = retold(project, "--json")
    found = json.loads(told)
    assert (status, found["differences"]) == (0, [])
    assert found["files"] > 2000
    assert "kept from the site before" in found["not_made"]


# What was altered


def altered(room: Path, site: Path) -> dict[str, str]:
    """Return how each file of a site differs from what was made again."""
    record = json.loads((room / "edition.json").read_text("utf-8"))
    return {one.name: one.how for one in SiteComparison(site, room / "new", listed(site), record).differences()}


def relisted(site: Path, *names: str) -> None:
    """Write new hashes of files into the list, as somebody does who covers an alteration."""
    sums = {**listed(site), **{name: hashlib.sha256((site / name).read_bytes()).hexdigest() for name in names}}
    (site / "SHA256SUMS").write_bytes(lines_of({name: one for name, one in sums.items() if (site / name).exists()}))


@pytest.mark.parametrize(
    "name",
    ["stories/pier/index.html", "feeds/all.atom.xml", "data/quotes.json", "_headers", "robots.txt", "data/site.db"],
)
def test_a_file_that_is_altered_with_its_hash_is_named(room: Path, site: Path, name: str) -> None:
    assert not altered(room, site)
    path = site / name
    path.write_bytes(path.read_bytes() + b" ")
    assert altered(room, site)[name] == "damaged"
    relisted(site, name)
    assert altered(room, site)[name] == "altered"


def test_styles_scripts_and_pictures_that_are_altered_and_files_that_are_added_renamed_and_swapped_are_named(
    room: Path, site: Path
) -> None:
    made = [next((room / "new").glob(f"theme/{kind}")) for kind in ("css/site.*.css", "js/site.*.js", "fonts/*.woff2")]
    themed = [path.relative_to(room / "new").as_posix() for path in made]
    picture = next(site.glob("pictures/*.webp")).relative_to(site).as_posix()
    for name in (*themed, picture):
        (site / name).write_bytes(b"/**/" + (site / name).read_bytes())
    (site / "stories/forged").mkdir()
    (site / "stories/forged/index.html").write_text("<p>“Forged,” Vell said.", "utf-8")
    (site / "robots.txt").unlink()
    (site / "manifest.webmanifest").rename(site / "manifest2.webmanifest")
    swapped = ["data/people.json", "data/moments.json"]
    for name, data in zip(swapped, [(site / name).read_bytes() for name in reversed(swapped)], strict=True):
        (site / name).write_bytes(data)
    added = ["stories/forged/index.html", "manifest2.webmanifest", picture]  # the edition has no hash of this picture
    relisted(site, *themed, *swapped, *added)
    assert altered(room, site) == {
        **dict.fromkeys((*themed, *swapped), "altered"), **dict.fromkeys(added, "added"), "data/log.jsonl": "log",
        "manifest.webmanifest": "missing", "robots.txt": "missing",
    }  # fmt: skip


@AGAIN
def test_the_first_line_that_differs_is_shown_from_both_sides(project: Path) -> None:
    page = project / "output/stories/pier/index.html"
    page.write_text(page.read_text("utf-8").replace("cannot trust", "can trust"), "utf-8")
    relisted(project / "output", "stories/pier/index.html")
    status, told = retold(project)
    assert status == 1
    assert re.search(r"output/stories/pier/index\.html:\d+: is not what the edition makes", told)
    assert all(words in told for words in ("there:", "here:", "can trust", "NOT the same"))


# Editions of somebody who means harm


def forged(site: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    held = members(site)
    change(held)
    write_tar(site / EDITION, [Member(name, data) for name, data in held.items()])


@pytest.mark.parametrize(("name", "value"), [
    ("PLUGINS", ["evil"]), ("PLUGIN_PATHS", ["/srv"]), ("THEME", "/etc"), ("JINJA_FILTERS", {}), ("DELETE", True),
    ("EXTRA_CSS", "../../../etc/passwd"), ("LOGO", "/etc/hostname"), ("PAGE_PATHS", ["../../"]),
    ("STATIC_PATHS", ["/etc"]), ("TAG_SAVE_AS", "../../x"), ("DASK_SCHEDULER", "tcp://evil.example:1"),
    ("WORKERS", 4000), ("CACHE_PATH", "/srv/x"), ("PATH", "/srv"), ("OUTPUT_PATH", "/srv"),
])  # fmt: skip
def test_a_setting_that_no_edition_has_is_refused(tmp_path: Path, name: str, value: object) -> None:
    held = {"settings.json": {name: value}, "edition.json": {"form": 1}}
    write_tar(tmp_path / "edition.tar", [Member(file, json.dumps(data).encode()) for file, data in held.items()])
    with pytest.raises(ContentError, match=f"an edition has no setting {name}"):
        unpack(tmp_path / "edition.tar", tmp_path / "room")


def tar_of(entries: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for entry, data in entries:
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def entry(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, to
    return made


@pytest.mark.parametrize("hostile", [
    entry("../outside.txt"), entry("/etc/outside.txt"), entry("content/../../outside.txt"), entry("content//x.md"),
    entry("content/x\\y.md"), entry("content/a\nb.md"), entry("content/link", tarfile.SYMTYPE, "/etc"),
    entry("content/hard", tarfile.LNKTYPE, "settings.json"), entry("content/pipe", tarfile.FIFOTYPE),
    entry("content/device", tarfile.CHRTYPE), entry("pelicanconf.py"), entry("content/plugin.py"),
    entry("theme/x.so"), entry("home/.bashrc"), entry("content/" + "deep/" * 40 + "x.md"),
    entry("content/" + "x" * 400), entry("edition.json"),
], ids=lambda one: one.name[:30].replace("/", "-"))  # fmt: skip
def test_a_member_that_no_edition_has_is_refused_and_not_written(tmp_path: Path, hostile: tarfile.TarInfo) -> None:
    site, room = tmp_path / "site/data", tmp_path / "in/room"
    site.mkdir(parents=True)
    first = entry("edition.json") if hostile.name == "edition.json" else entry("content/.verbatim")
    (site / "edition.tar").write_bytes(tar_of([(first, b"{}"), (hostile, b"harm")]))
    with pytest.raises(ContentError):
        unpack(site / "edition.tar", room)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written <= {"site/data/edition.tar", "in/room/content/.verbatim", "in/room/edition.json"}


@pytest.mark.parametrize("data", [b"", b"\0" * 100_000, b"PK\x03\x04" + b"\0" * 1000, b"\x1f\x8b\x08" + b"\0" * 1000])
def test_what_is_no_plain_tar_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "edition.tar").write_bytes(data)
    with pytest.raises(ContentError):
        unpack(tmp_path / "edition.tar", tmp_path / "room")


def test_an_edition_that_is_larger_than_one_may_be_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbatim.site.rebuild.MOST_MEMBERS", 5)
    made = entry("content/zeros.md")
    made.size = 10**12
    many = tar_of([(entry(f"content/stories/{at}.md"), b"") for at in range(9)])
    for data in (made.tobuf(tarfile.PAX_FORMAT) + b"\0" * 10_000, many):
        (tmp_path / "edition.tar").write_bytes(data)
        with pytest.raises(ContentError, match="larger than an edition may be"):
            unpack(tmp_path / "edition.tar", tmp_path / "room")


@AGAIN
def test_packages_that_an_edition_names_are_told_never_installed_and_explain_what_they_make(project: Path) -> None:
    def rename(held: dict[str, bytes]) -> None:
        record = json.loads(held["edition.json"])
        record["packages"] |= {"pillow": "0.0.1", "evil": "1"}
        record["libraries"]["sqlite"] = "3.0.0"
        held["edition.json"] = json.dumps(record).encode()

    site = project / "output"
    forged(site, rename)
    for name in ("data/site.db", "stories/pier/index.html"):
        (site / name).write_bytes((site / name).read_bytes() + b" ")
    relisted(site, "data/site.db", "stories/pier/index.html", EDITION)
    found = json.loads(retold(project, "--json")[1])
    hows = {one["name"]: one["how"] for one in found["differences"]}
    assert (hows["data/site.db"], hows["stories/pier/index.html"]) == ("versions", "altered")
    assert {"pillow", "sqlite"} <= found["versions"].keys()
    assert "evil" not in found["versions"]


@AGAIN
def test_templates_of_an_edition_run_where_the_reader_trusts_them_and_reach_for_nothing(
    project: Path, tmp_path: Path
) -> None:
    template = project / "theme/templates/page.html"
    change(template, "{% block content %}", "{% block content %}<!-- {{ SITENAME }} of ours -->")
    published(project)
    assert "theme/templates/page.html" in members(project / "output")
    status, told = retold(project, "--json")
    hows = {one["how"] for one in json.loads(told)["differences"]}
    assert (status, hows) == (1, {"templates"})
    assert retold(project, "--trust-templates")[0] == 0
    mark = tmp_path / "mark"
    reach = "{{ ''.__class__.__mro__[1].__subclasses__() }}{{ cycler.__init__.__globals__.os.mkdir('MARK') }}"
    evil = {"theme/templates/page.html": reach.replace("MARK", str(mark)).encode()}
    forged(project / "output", lambda held: held.update(evil))
    status, told = retold(project, "--trust-templates")
    assert (status, mark.exists()) == (1, False)
    assert "its site cannot be made" in told
