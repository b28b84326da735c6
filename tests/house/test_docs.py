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


def headings(doc: Path) -> set[str]:
    """Return the ids of a document's headings as GitHub makes them."""
    found = HEADING.findall(doc.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.fixture(scope="module")
def make_targets() -> set[str]:
    files = (ROOT / "Makefile", ROOT / "generator/verbatim/cli/starter/Makefile.in")
    lines = re.findall(r"^([a-z_ -]+):", "".join(one.read_text(encoding="utf-8") for one in files), re.MULTILINE)
    return {target for line in lines for target in line.split()}


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_links_headings_files_commands_and_modules_that_a_document_names_are_there(
    make_targets: set[str], doc: Path
) -> None:
    text = doc.read_text(encoding="utf-8")
    targets = [target for target in LINK.findall(text) if not re.match(r"[a-z]+:", target)]
    assert [target for target in targets if not (doc.parent / target).exists()] == []
    here = [(target, place) for target, place in PLACE.findall(text) if not re.match(r"[a-z]+:", target)]
    places = [(doc.parent / target if target else doc, place) for target, place in here]
    assert [place for other, place in places if other.suffix == ".md" and place not in headings(other)] == []
    assert {file for file in FILE.findall(text) if not (ROOT / file).is_file()} == set()
    assert set(MAKE.findall(text)) - make_targets == set()
    assert set(COMMAND.findall(text)) - set(COMMANDS) == set()
    paths = [(ROOT / "generator").joinpath(*module.split(".")).with_suffix(".py") for module in MODULE.findall(text)]
    assert [path for path in paths if not path.is_file() or "__main__" not in path.read_text(encoding="utf-8")] == []


def test_every_direct_dependency_has_its_reason() -> None:
    told = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    asked = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "requirements").glob("*.in"))
    wanted = {name.lower() for name in re.findall(r"^[A-Za-z][\w-]*", asked, re.MULTILINE)}
    assert {name for name in wanted if f"`{name}`" not in told} == set()


def test_every_module_that_the_architecture_names_exists() -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [path for path in named if not (ROOT / "generator/verbatim" / path).is_file()] == []


def test_every_setting_that_a_document_names_exists() -> None:
    places = [ROOT / "Makefile", *ROOT.glob("*conf.py"), *ROOT.glob("generator/**/*.py"), *ROOT.glob("theme/**/*.html")]
    known = {*DEFAULT_CONFIG}.union(*(re.findall(r"[A-Z_]+", path.read_text(encoding="utf-8")) for path in places))
    documents = [ROOT / "docs" / name for name in ("settings.md", "publishing.md", "embedding.md")]
    told = {one for path in documents for one in SETTING.findall(path.read_text(encoding="utf-8"))}
    made = {one for one in told if one.endswith("_SAVE_AS")}  # by the name of each template
    assert told - OTHERS - known - made == set()


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
