"""Each measurement finds the fault that it is there for; on the site of the tests it finds none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quality.checks import axe, html_validate, lighthouse, links, printing, vnu, walk, weight
from quality.modes import EIGHT, Mode
from quality.results import Finding, Result, table
from quality.site import Site
from quality.visits import Open, visit

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme", "quality")]
PAGE = "stories/index.html"
LIGHT, _, PHONE, _, FORCED, _, SPACED, TWICE = EIGHT


def look_at(site: Site, files: list[str], mode: Mode, *probes: Callable[[Open], list[str]]) -> list[Finding]:
    return [finding for _, finding in visit(site, files, [mode], *probes)]


def facts(findings: list[Finding]) -> str:
    return "\n".join(finding.fact for finding in findings)


def test_vnu_finds_faults_of_markup_and_of_style_html_validate_what_keeps_people_out_and_neither_in_a_sound_site(
    faulty: Site, newsroom: Site
) -> None:
    told = facts(vnu.check(faulty).findings)
    assert "An “img” element must have an “alt” attribute" in told
    assert "colour" in told
    assert "text-content" in facts(html_validate.check(faulty).findings)
    assert vnu.check(newsroom).findings == html_validate.check(newsroom).findings == []


def test_axe_finds_pale_words_and_pictures_without_words_and_the_walk_the_console_what_is_too_wide_and_what_is_cut_off(
    faulty: Site,
) -> None:
    told = facts(look_at(faulty, [PAGE], LIGHT, walk.messages, axe.scan, walk.reflow))
    assert "violation: color-contrast" in told
    assert "violation: image-alt" in told
    assert "console error" in told
    assert "scrolls sideways by" in told
    assert "p.tight" not in told  # which is cut off where readers space their text alone
    assert "text spacing: cuts words off: p.tight" in facts(walk.check_text(faulty).findings)


@pytest.mark.skipif(not links.PROGRAM.is_file(), reason="lychee comes with `make quality` alone")
def test_a_link_that_leads_nowhere_is_found_and_one_from_the_root_is_followed(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    (tmp_path / "about/index.html").write_text('<p id="us">Us</p>', encoding="utf-8")
    whole = '<a href="/about/">A</a><a href="/about/#us">B</a><a href="https://record.example/about/">C</a>'
    broken = '<a href="/gone/">D</a><a href="about/#them">E</a>'
    (tmp_path / "index.html").write_text(whole + broken, encoding="utf-8")
    told = facts(links.check(Site(tmp_path, "https://record.example", "")).findings).splitlines()
    assert [("gone" in line, "them" in line) for line in sorted(told)] == [(False, True), (True, False)]


def test_weight_counts_what_a_page_asks_for(newsroom: Site) -> None:
    file = "stories/harbour/index.html"
    weighed = weight.weighed(newsroom, [file])[file]
    own = weight.packed((newsroom.folder / file).read_bytes())
    assert own < weighed.all
    assert weighed.requests >= 4


def test_a_page_that_is_too_heavy_is_found(faulty: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weight, "STORIES", "faults in stories")
    monkeypatch.setattr(weight, "STORY", 100)
    assert "bytes, over 100" in facts(weight.check_stories(faulty).findings)


def test_lighthouse_tells_scores_and_what_failed_and_the_table_what_failed_and_where() -> None:
    run = {
        "form": "mobile", "address": "http://x/", "scores": [98, 100, 100, 100], "shift": 0.1, "blocked": 60.0,
        "failing": ["first-contentful-paint (2.0 s)"], "error": "",
    }  # fmt: skip
    assert lighthouse.facts(run) == [
        "mobile: 98/100/100/100, first-contentful-paint (2.0 s)",
        "mobile: layout shift 0.1000",
        "mobile: blocking time 60 ms",
    ]
    told = table([Result("vnu", "2 pages", []), Result("axe", "2 pages", [Finding("a.html", "too pale")])], "")
    assert told.splitlines()[:2] == ["ok    vnu  2 pages", "FAIL  axe  2 pages"]
    assert "  a.html: too pale" in told


def test_axe_finds_nothing_in_the_modes_that_other_tests_leave_out(newsroom: Site) -> None:
    kinds = {"front", "story in stories", "frame of quotes"}
    files = [page.file for page in newsroom.samples if page.kind in kinds]
    assert len(files) == len(kinds)
    assert visit(newsroom, files, [PHONE, FORCED, SPACED, TWICE], axe.scan) == []


def test_print_finds_a_quotation_without_an_address_and_none_on_the_site_of_the_tests(
    faulty: Site, newsroom: Site
) -> None:
    wrong = look_at(faulty, [PAGE], printing.PRINTED, printing.without_address)
    assert "q-1 is printed without" in facts(wrong)
    files = [page.file for page in newsroom.samples]
    assert look_at(newsroom, files, printing.PRINTED, printing.without_address) == []


def test_stories_and_frames_keep_their_weight(newsroom: Site) -> None:
    assert weight.check_stories(newsroom).findings == []
    assert weight.check_frames(newsroom).findings == []


def test_lighthouse_finds_a_story_sound_and_still(newsroom: Site) -> None:
    # Speed is left to `make quality`: here other tests run at the same time and slow the page down.
    [run] = lighthouse.runs([("mobile", newsroom.address("stories/harbour/index.html"), "")])
    assert run["error"] == ""
    assert (run["scores"][1:3], run["shift"]) == ([100, 100], 0), run["failing"]
