"""The documents tell the truth: links lead somewhere, commands and settings exist."""

import re
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG

from tests.newsroom_project import NewsroomProject
from verbatim.cli.group import COMMANDS

ROOT = Path(__file__).parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
MAKE = re.compile(r"^\s*make ([a-z_-]+)", re.MULTILINE)
COMMAND = re.compile(r"(?:^ {4}|`)verbatim ([a-z-]+)", re.MULTILINE)
FILE = re.compile(r"(?<![\w/.-])(?:generator|tests|quality|supply|benchmarks|docs/(?:site|reference))/[\w./-]+\.\w+")
MODULE = re.compile(r"python -m (verbatim(?:\.\w+)+)")
SETTING = re.compile(r"`([A-Z][A-Z_]{3,}[A-Z])(?:=[^`]*| = [^`]*)?`")
VARIABLE = re.compile(r"^\| `([A-Z_]+)` \| (`[^`]*`|\w+)", re.MULTILINE)
DEFAULT = re.compile(r"^([A-Z_]+) \?= ?(.*)$", re.MULTILINE)
PLACE = re.compile(r"\[[^\]\n]*\]\(([^)\s#]*)#([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Names that a document explains by themselves: of other programs, of the web, of the house.
OTHERS = {"SHA256SUMS", "CNAME", "CI_PAGES_URL", "SOURCE_DATE_EPOCH"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_link_of_a_document_leads_to_a_file(doc: Path) -> None:
    targets = [t for t in LINK.findall(doc.read_text(encoding="utf-8")) if not re.match(r"[a-z]+:", t)]
    assert [t for t in targets if not (doc.parent / t).exists()] == []


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_file_that_a_document_names_exists(doc: Path) -> None:
    files = set(FILE.findall(doc.read_text(encoding="utf-8")))
    assert {file for file in files if not (ROOT / file).is_file()} == set()


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_make_target_that_a_document_names_exists(doc: Path) -> None:
    both = (ROOT / "Makefile", ROOT / "generator/verbatim/cli/starter/Makefile.in")
    makefile = "".join(one.read_text(encoding="utf-8") for one in both)
    targets = set(re.findall(r"^([a-z_-]+)(?: [a-z_ -]+)?:", makefile, re.MULTILINE))
    for line in re.findall(r"^([a-z_ -]+):", makefile, re.MULTILINE):
        targets |= set(line.split())
    assert set(MAKE.findall(doc.read_text(encoding="utf-8"))) - targets == set()


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_command_that_a_document_names_exists(doc: Path) -> None:
    assert set(COMMAND.findall(doc.read_text(encoding="utf-8"))) - set(COMMANDS) == set()


def test_every_direct_dependency_has_its_reason() -> None:
    told = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    wanted = set()
    for lock in sorted((ROOT / "requirements").glob("*.in")):
        for line in lock.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"([A-Za-z][\w-]*)", line):
                wanted.add(match[1].lower())
    assert {name for name in wanted if f"`{name}`" not in told} == set()


def slug(heading: str) -> str:
    """Return a heading's id as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_place_that_a_document_links_to_is_a_heading(doc: Path) -> None:
    missing = []
    for target, place in PLACE.findall(doc.read_text(encoding="utf-8")):
        other = doc.parent / target if target else doc
        if not re.match(r"[a-z]+:", target) and other.suffix == ".md":
            headings = {slug(heading) for heading in HEADING.findall(other.read_text(encoding="utf-8"))}
            missing += [f"{target}#{place}"] if place not in headings else []
    assert missing == []


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_module_that_a_document_runs_can_be_run(doc: Path) -> None:
    modules = MODULE.findall(doc.read_text(encoding="utf-8"))
    paths = [(ROOT / "generator").joinpath(*module.split(".")).with_suffix(".py") for module in modules]
    assert [path for path in paths if not path.is_file() or "__main__" not in path.read_text(encoding="utf-8")] == []


def test_every_module_that_the_architecture_names_exists() -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [path for path in named if not (ROOT / "generator/verbatim" / path).is_file()] == []


@pytest.fixture(scope="module")
def known() -> str:
    """All text in which a setting or a variable of ours can be read."""
    places = [ROOT / "Makefile", *ROOT.glob("*conf.py"), *ROOT.glob("generator/**/*.py"), *ROOT.glob("theme/**/*.html")]
    return "\n".join(path.read_text(encoding="utf-8") for path in places)


@pytest.mark.parametrize("name", ["settings.md", "publishing.md", "embedding.md"])
def test_every_setting_that_a_document_names_exists(known: str, name: str) -> None:
    told = set(SETTING.findall((ROOT / "docs" / name).read_text(encoding="utf-8"))) - OTHERS
    made = set(re.findall(r"[A-Z_]+", known)) | set(DEFAULT_CONFIG)
    made |= {one for one in told if one.endswith("_SAVE_AS")}  # by the name of each template
    assert told - made == set()


def test_the_variables_of_uploads_have_the_defaults_that_are_told() -> None:
    told = dict(VARIABLE.findall((ROOT / "docs/publishing.md").read_text(encoding="utf-8")))
    held = dict(DEFAULT.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    assert {name for name in held if name.startswith(("SSH_", "RSYNC", "GITHUB_PAGES_"))} <= told.keys()
    assert {name: value.strip("`") if "`" in value else "" for name, value in told.items()} == {
        name: held[name] for name in told
    }


def test_what_the_guide_to_embedding_names_is_what_the_card_reads() -> None:
    guide = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
    element = (ROOT / "theme/static/js/verbatim-quote.js").read_text(encoding="utf-8")
    card = (ROOT / "theme/static/js/embed.js").read_text(encoding="utf-8")
    assert set(re.findall(r"--verbatim-[a-z-]+", guide)) == set(re.findall(r"var\((--verbatim-[a-z-]+)", element))
    assert all(f'asked("{name}"' in card for name in set(re.findall(r"`\?(\w+)=", guide)))
    assert 'hasAttribute("check")' in element


@pytest.mark.parametrize("name", ["publishing.md", "embedding.md", "exports.md"])
def test_every_folder_that_a_guide_sends_readers_to_is_published(published: NewsroomProject, name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    folders = {path for path in re.findall(r"(?:`|news\.example)/([a-z]+)/", text) if path not in {"paper", "srv"}}
    assert folders
    assert {folder for folder in folders if not (published.host / folder).is_dir()} == set()


def test_the_figures_of_the_readme_are_those_of_the_document_on_limits() -> None:
    readme, limits = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/limits.md"))
    rows = re.findall(r"^\| (?:found, with|a wrong).*", readme, re.MULTILINE)
    kept_back = limits.partition("\n## ")[2].partition("\n## ")[0]
    told = [sorted(re.findall(r"\d+\.\d", row)) for row in rows]
    columns = zip(*re.findall(r"^\| [^|]+ \| ([\d.]+) \| ([\d.]+) \|$", kept_back, re.MULTILINE), strict=True)
    assert told == [sorted(column) for column in columns]
