"""Looks, colours, a logo, a block and rules of a newsroom's own, as docs/theming.md has them, in real builds."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_in, set_up
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.site.settings import OWN
from verbatim.site.theme.assets import bundle, size
from verbatim.site.theme.look import Look, look_of

DOCUMENT = (ROOT / "docs/theming.md").read_text(encoding="utf-8")
THEME = ROOT / "theme"
FRONT, STORY = "index.html", "stories/ferry/index.html"


def block(section: str, kind: str) -> str:
    """Return the first block of code of a kind in a section of the document."""
    text = DOCUMENT.partition(f"## {section}\n")[2].partition("\n## ")[0]
    found = text.partition(f"```{kind}\n")[2].partition("```")[0]
    assert found, f"docs/theming.md has no {kind} under {section}"
    return found


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def settings(**more: object) -> dict[str, object]:
    defaults = {name: default for name, (default, _) in OWN.items()}
    return {**defaults, "THEME": str(THEME), "PATH": str(ROOT / "content"), **more}


@pytest.fixture(scope="module")
def ours(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which everything that the document shows is done."""
    folder = Path(shutil.copytree(built_project, tmp_path_factory.mktemp("ours") / "newsroom", symlinks=True))
    sections = ("Choose a look", "Change colours", "Add a logo", "Change one token", "Fill a block")
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.writelines(block(section, "python") for section in sections)
    for name in ("logo.svg", "logo-dark.svg"):
        put(folder / "content/look" / name, block("Add a logo", "svg"))
    put(folder / "content/look/extra.css", block("Change one token", "css") + block("Add your own rules", "css"))
    put(folder / "templates/base.html", block("Fill a block", "html"))
    put(folder / "templates/404.html", block("Replace a template", "html"))
    put(folder / "templates/components/crumbs.html", block("Replace a component", "html"))
    done = run_in(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    return folder / "output"


def test_the_look_colours_tokens_and_rules_of_a_newsroom_dress_site_frames_and_cards_and_fetch_no_font(
    ours: Path,
) -> None:
    named = re.search(r"theme/css/(site\.\w+\.css)", (ours / FRONT).read_text("utf-8"))
    assert named
    sheet = (ours / "theme/css" / named[1]).read_text("utf-8")
    assert "--band: #123d2c" in sheet
    assert "Newsreader" not in sheet
    assert not (ours / "theme/fonts").exists()
    head = (ours / STORY).read_text(encoding="utf-8").partition("</head>")[0]
    assert not re.search(r'as="font"|href="[^"]*fonts/', head)
    assert "--quote:#8a1f4d" in sheet
    assert "--quote:#f19ac0" in sheet
    assert sheet.rindex("--measure: 34rem") > sheet.rindex("--measure: 35rem")
    assert sheet.rstrip().endswith("font: 400 var(--small) / 1.5 var(--sans)}}")
    assert "@layer own{:root{--measure: 34rem;" in sheet
    frame = next((ours / "embed/quotes").glob("*/index.html")).read_text(encoding="utf-8")
    assert "--q:#8a1f4d" in frame
    card = next((ours / "cards").glob("q-*.svg")).read_text(encoding="utf-8")
    assert 'stroke="#8a1f4d"' in card
    assert 'content="#33101f" media="(prefers-color-scheme: dark)"' in (ours / FRONT).read_text(encoding="utf-8")
    assert "COLOURS" not in (ours.parent / "said").read_text(encoding="utf-8")


def test_the_logos_are_the_name_on_every_page_and_the_block_stands_there_with_its_link(ours: Path) -> None:
    for page in (FRONT, STORY):
        html = (ours / page).read_text(encoding="utf-8")
        found = re.findall(r'<img class="logo logo--(\w+)" src="([^"]+)" width="240" height="60" alt="Verbatim">', html)
        assert [scheme for scheme, _ in found] == ["light", "dark"]
        assert all(((ours / page).parent / src).is_file() for _, src in found)
    for page, link in ((FRONT, "about/index.html"), (STORY, "../../about/index.html")):
        assert f'class="our-notice">The archive of 1987 is open: <a href="{link}"' in (ours / page).read_text("utf-8")


def test_a_template_of_ones_own_takes_the_place_of_the_themes_and_so_does_a_component_wherever_it_is_imported(
    ours: Path,
) -> None:
    html = (ours / "404.html").read_text(encoding="utf-8")
    assert "<h1>This page has left the harbour</h1>" in html
    for story, date in (("harbour", r"\d"), ("ferry", "date unknown")):
        place = rf'<li><a href="[^"]*stories/{story}/[^"]*"[^>]* data-char="[^"]+"[^>]*>'
        assert re.search(f"{place}[^<]+</a>, {date}", html)
    html = (ours / "people/index.html").read_text(encoding="utf-8")
    assert '<p class="back"><a href="../index.html">← Front page</a></p>' in html
    assert 'class="crumbs"' not in html


@pytest.mark.campaign("generator/verbatim/site/theme", "theme")
def test_faint_colours_are_told_of_with_their_figures(copied_project: Path) -> None:
    set_up(copied_project, 'COLOURS = {"quote": ("#f08a80", "#ff8a7a")}')
    done = run_in(copied_project, "build")
    assert done.returncode == 0
    line = re.search(r"COLOURS: quote on paper .*", done.stdout + done.stderr)
    assert line
    shape = re.sub(r"\d\.\d : 1 in", "n : 1 in", line[0])
    assert shape in re.sub(r"\d\.\d : 1 in", "n : 1 in", DOCUMENT)


WRONG = {
    "no such look": ({"LOOK": "gazette"}, "LOOK is “gazette”.*Write one of: broadsheet, local"),
    "no such colour": ({"COLOURS": {"wine": ("#000000", "#ffffff")}}, "“wine”, which is no colour.*paper, raised"),
    "one colour": ({"COLOURS": {"quote": "#000000"}}, "not as two colours.*light and dark"),
    "a colour's name": ({"COLOURS": {"quote": ("red", "blue")}}, "not as two colours"),
    "no such sheet": ({"EXTRA_CSS": "none.css"}, "EXTRA_CSS names content/none.css, which is not there"),
    "no such logo": ({"LOGO": ["none.svg"]}, "LOGO names content/none.svg, which is not there"),
    "no picture": ({"LOGO": "pages/about.md"}, "LOGO is “pages/about.md”, which is not a picture for the web"),
}


@pytest.mark.parametrize(("given", "told"), WRONG.values(), ids=WRONG)
def test_settings_that_cannot_be_are_told(given: dict[str, object], told: str) -> None:
    with pytest.raises(ContentErrors, match=told):
        look_of(settings(**given))


def test_a_theme_without_our_sheet_has_no_look_and_a_logo_that_tells_no_size_is_refused(tmp_path: Path) -> None:
    assert look_of(settings(THEME=str(tmp_path))) is None
    put(tmp_path / "logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(ContentError, match="no viewBox"):
        size(tmp_path / "logo.svg")


def test_a_sheet_that_takes_in_what_is_not_there_is_told_with_its_line_and_so_is_a_file_that_is_lacking(
    tmp_path: Path,
) -> None:
    theme = Path(shutil.copytree(THEME, tmp_path / "theme"))
    (theme / "static/js/site.js").rename(tmp_path / "site.js")
    with pytest.raises(ContentError, match=r"theme/static/js/site\.js: the theme lacks this file"):
        bundle(Look((theme,)))
    (tmp_path / "site.js").rename(theme / "static/js/site.js")
    (theme / "static/css/components/card.css").unlink()
    lines = (theme / "static/css/site.css").read_text(encoding="utf-8").splitlines()
    line = 1 + next(at for at, text in enumerate(lines) if "components/card.css" in text)
    with pytest.raises(ContentError, match=f"^theme/static/css/site.css:{line}: .*components/card.css.*Put the file"):
        bundle(Look((theme,)))


def test_every_colour_and_every_block_of_the_base_is_in_the_document() -> None:
    named = set(re.findall(r"`([a-z-]+)`", DOCUMENT.partition("| colours |")[2].partition("\n\n")[0]))
    assert named == set(Look((THEME,)).colours.light)
    blocks = set(re.findall(r"{% block (\w+)", (THEME / "templates/base.html").read_text(encoding="utf-8")))
    told = set(re.findall(r"`(\w+)`", DOCUMENT.partition("| block |")[2].partition("\n\n")[0]))
    assert blocks - told == {"kind"}
