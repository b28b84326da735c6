"""A whole site against its source: what holds, what an altered file does, what the messages say."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbatim.cli import main
from verbatim.cli.verify import command
from verbatim.core.errors import ContentError
from verbatim.verify import run as site
from verbatim.verify import verify, write_sums

FIRST, SECOND = "We shan’t dim a single lamp", "Ships &amp; crews &lt; 3 miles out rely on them"
QUOTED = (
    ("index.html", "a costly whim"),
    ("stories/harbour-lights/index.html", FIRST),
    ("stories/harbour-lights/index.html", SECOND),
    ("stories/harbour-lights/index.html", "a vote is due in May"),
    ("quotes/q-first/index.html", FIRST),
    ("quotes/q-second/index.html", SECOND),
    ("quotes/q-second/index.html", "Ships &amp;amp; crews &amp;lt; 3 miles out rely on them"),
    ("embed/quotes/q-first/index.html", FIRST),
    ("oembed/quotes/q-first.json", "dim a single lamp"),
    ("feeds/all.atom.xml", FIRST),
    ("feeds/all.atom.xml", SECOND),
    ("data/quotes.json", FIRST),
    ("data/annotations/harbour-lights.json", "miles out rely on them"),
    ("data/quotes.csv", "a costly whim"),
    ("data/annotations/harbour-lights.json", "master of Orrin"),
    ("data/annotations/harbour-lights.json", "she added"),
    ("data/stories/harbour-lights.ics", "The council called it"),
    ("data/stories/harbour-lights.ics", "a vote is due in May"),
    ("data/stories/harbour-lights.timeline.json", "The council called it"),
    ("data/stories/harbour-lights.timeline.json", "a vote is due in May"),
    ("data/stories/harbour-lights.moments.csv", "a vote is due in May"),
    ("cards/q-first.svg", "dim a single lamp"),
    ("sources/harbour-lights.txt", "harbour master of Orrin"),
)


def facts(built: Any) -> list[str]:
    return [str(fault) for fault in verify(built.site, built.sources).faults]


def test_a_site_whose_words_are_the_sources_has_no_fault(built: Any) -> None:
    report = verify(built.site, built.sources)
    assert report.faults == ()
    assert report.summary.endswith(f"in {len(built.files) - 1} files against 1 source")
    assert report.passages > 15


@pytest.mark.parametrize(("name", "words"), QUOTED)
def test_one_changed_letter_of_quoted_words_is_a_fault_though_the_hashes_agree(
    built: Any, name: str, words: str
) -> None:
    at = max(i for i, letter in enumerate(words) if letter.isalpha() and i < len(words) - 3)
    built.put(name, words, words[:at] + ("x" if words[at] != "x" else "y") + words[at + 1 :])
    assert any(name in fact for fact in facts(built))


@given(data=st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_change_of_quoted_words_in_any_file_goes_unseen(built_once: Any, data: st.DataObject) -> None:
    name, words = data.draw(st.sampled_from(QUOTED))
    offset = data.draw(st.sampled_from([m.start() for m in re.finditer(r"[^\W\d_]", re.sub(r"&\w+;(?:\w+;)?", lambda
                                        entity: " " * len(entity[0]), words))]))  # fmt: skip
    letter = data.draw(st.characters(categories=["Ll", "Lu", "Nd"]).filter(lambda new: new != words[offset]))
    whole = built_once.files[name]
    starts = [found.start() for found in re.finditer(re.escape(words), whole)]
    at = data.draw(st.sampled_from(starts)) + offset
    built_once.write(name, whole[:at] + letter + whole[at + 1 :])
    seen = facts(built_once)
    built_once.write(name, whole)
    assert seen


def test_any_changed_byte_of_any_file_is_a_fault(built: Any) -> None:
    for name in built.files:
        file = built.site / name
        whole = file.read_bytes()
        file.write_bytes(whole.replace(b"a", b"b", 1))
        assert any(f"{name} is not the file that was built" in fact for fact in facts(built))
        file.write_bytes(whole)


def test_a_file_too_many_is_a_fault(built: Any) -> None:
    (built.site / "stray.css").write_text("")
    assert [fact for fact in facts(built) if "stray.css is there and not listed" in fact]


def test_a_missing_file_is_a_fault(built: Any) -> None:
    (built.site / "theme/site.css").unlink()
    assert [fact for fact in facts(built) if "theme/site.css is listed and not there" in fact]


def test_the_roots_ignore_file_is_no_part_of_the_site(built: Any) -> None:
    (built.site / ".gitignore").write_text("*\n")
    assert facts(built) == []


def test_the_file_that_names_a_hosts_domain_is_no_part_of_the_site(built: Any) -> None:
    (built.site / "CNAME").write_text("news.example\n")
    assert facts(built) == []


def test_several_at_once_find_what_one_finds_in_the_same_order(built: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("data/quotes.csv", "feeds/all.atom.xml", "quotes/q-first/index.html")
    for name in names:
        path = built.site / name
        path.write_text(path.read_text(encoding="utf-8").replace("a", "e"), encoding="utf-8")
    alone = verify(built.site, built.sources)
    monkeypatch.setattr(site, "WORTH_WORKERS", 1)
    monkeypatch.setattr(site, "BATCH", 1)
    monkeypatch.setattr(site, "cores", lambda: 2)
    assert len(alone.faults) > 3
    paths = [fault.path for fault in alone.faults if fault.path.endswith(names)]
    assert paths == sorted(paths)
    assert len(set(paths)) > 1
    assert verify(built.site, built.sources) == alone


def test_a_listed_quotation_without_a_page_is_a_fault(built: Any) -> None:
    (built.site / "quotes/q-second/index.html").unlink()
    write_sums(built.site)
    assert [fact for fact in facts(built) if "no page shows the quotation q-second" in fact]


def test_a_page_of_a_quotation_without_an_entry_is_a_fault(built: Any) -> None:
    built.put("data/quotes.json", '"id": "q-second"', '"id": "q-other"')
    assert [fact for fact in facts(built) if "q-second has a page and no entry" in fact]


def test_a_page_that_shows_only_a_part_of_its_quotation_is_a_fault(built: Any) -> None:
    text = (built.site / "quotes/q-first/index.html").read_text(encoding="utf-8")
    place = re.search(r'data-char="(\d+),(\d+)">We shan', text)
    assert place
    shorter = text.replace(f'{place[1]},{place[2]}">{FIRST}', f'{place[1]},{int(place[2]) - 5}">{FIRST[:-5]}')
    built.write("quotes/q-first/index.html", shorter)
    assert [fact for fact in facts(built) if "the page of q-first leaves out “lamp”" in fact]


def test_a_wrong_hash_of_a_slice_is_a_fault(built: Any) -> None:
    built.put("data/quotes.json", '"sha256": "', '"sha256": "0')
    assert [fact for fact in facts(built) if "at /0 the sha256 is not that of harbour-lights.txt#char=" in fact]


def test_a_source_in_another_encoding_is_read_from_its_bytes(built: Any) -> None:
    file = built.sources / "harbour-lights.txt"
    file.write_bytes(file.read_bytes().decode().encode("utf-16"))
    assert facts(built) == []


def test_an_html_source_is_read_from_its_extracted_text(built: Any) -> None:
    file = built.sources / "harbour-lights.txt"
    (built.sources / ".extracted").mkdir()
    (built.sources / ".extracted" / "harbour-lights.txt").write_bytes(file.read_bytes())
    file.rename(file.with_suffix(".html"))
    file.with_suffix(".html").write_text("<p>raw</p>")
    assert facts(built) == []


def test_the_story_file_names_the_source_that_is_meant(built: Any) -> None:
    (built.sources / "harbour-lights.txt").rename(built.sources / "Wire copy 7.txt")
    stories = built.sources.parent / "stories"
    stories.mkdir()
    (stories / "harbour-lights.md").write_text("Title: Lamps\nSource: Wire copy 7.txt\n\nHello.\n")
    assert facts(built) == []


def test_without_the_source_every_quotation_is_a_fault(built: Any) -> None:
    (built.sources / "harbour-lights.txt").unlink()
    assert [fact for fact in facts(built) if "there is no source for harbour-lights.txt#char=" in fact]


def test_a_folder_without_a_site_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="make html"):
        verify(tmp_path, tmp_path)


def test_the_message_tells_file_line_place_and_both_wordings(built: Any) -> None:
    built.put("quotes/q-first/index.html", f">{FIRST}<", ">We shall dim a single lamp<")
    first = next(fact for fact in facts(built) if "differ" in fact)
    wanted = (
        r"quotes/q-first/index\.html:3: the words differ from harbour-lights\.txt#char=28,55: “We shall.*” / “We shan"
    )
    assert re.search(wanted, first)


def test_a_staged_site_is_called_by_the_name_it_will_have(built: Any) -> None:
    built.put("index.html", "whim", "whip")
    assert str(verify(built.site, built.sources, "output").faults[0]).startswith("output/index.html:3: ")


def test_a_spoiled_echo_in_a_title_is_a_fault(built: Any) -> None:
    built.write("quotes/q-first/index.html", built.files["quotes/q-first/index.html"].replace(
        "<title>Orrin", "<title>Ada Vell: We shan’t dim a singlx lamp"))  # fmt: skip
    assert [fact for fact in facts(built) if "title nearly repeats a quotation" in fact]


def test_the_command_says_in_one_line_what_it_compared(built: Any) -> None:
    run = CliRunner().invoke(command, ["--site", str(built.site), "--sources", str(built.sources)])
    assert run.exit_code == 0
    assert re.fullmatch(r"verified: \d+ quoted passages in 15 files against 1 source \(\d+\.\d\d s\)\n", run.output)


def test_the_command_prints_twenty_faults_and_counts_the_rest(built: Any, capsys: pytest.CaptureFixture[str]) -> None:
    built.write("many.html", "<p>“no”</p>\n" * 31)
    status = main(["verify", "--site", str(built.site), "--sources", str(built.sources)])
    told = capsys.readouterr().err.splitlines()
    assert status == 1
    assert len(told) == 21
    assert "11 more faults" in told[-1]


def test_an_event_of_a_calendar_without_a_place_is_a_fault(built: Any) -> None:
    built.put("data/stories/harbour-lights.ics", "X-VERBATIM-SOURCE", "X-OTHER")
    assert [fact for fact in facts(built) if "harbour-lights.ics:3: an event carries no place in a source" in fact]


def test_words_before_a_slice_that_are_not_there_are_a_fault(built: Any) -> None:
    built.put("data/annotations/harbour-lights.json", "harbour master of Orrin. ", "harbour mistress of Orrin. ")
    assert [fact for fact in facts(built) if "in prefix the words differ" in fact]


def test_a_date_in_words_may_stand_behind_an_events_summary(built: Any) -> None:
    text = (built.site / "data/stories/harbour-lights.ics").read_bytes().decode()
    built.write(
        "data/stories/harbour-lights.ics", text.replace("\r\n …\r\n", "\r\n … (May)\r\nX-VERBATIM-WHEN:May\r\n")
    )
    assert facts(built) == []


def test_a_sheet_that_the_theme_has_not_is_a_fault_where_a_page_names_it(built: Any) -> None:
    theme = Path(__file__).parents[2] / "theme"
    built.write("theme/site.css", "p{display:none}\n")
    assert verify(built.site, built.sources, theme=theme).faults == ()
    built.put("index.html", "<title>", '<link rel="stylesheet" href="theme/site.css"><title>')
    (fault,) = verify(built.site, built.sources, theme=theme).faults
    assert "theme/site.css: a style sheet has a rule that the theme has not: p {display:none}" in str(fault)


def test_several_scripts_of_the_theme_may_be_one(built: Any) -> None:
    theme = Path(__file__).parents[2] / "theme"
    both = "".join((theme / f"static/js/{name}.js").read_text("utf-8") for name in ("site", "remember"))
    built.write("theme/js/both.js", both)
    built.write("theme/js/more.js", f"{both}never();\n")
    built.put(
        "index.html",
        "<title>",
        '<script src="theme/js/both.js"></script><script src="theme/js/more.js"></script><title>',
    )
    (fault,) = verify(built.site, built.sources, theme=theme).faults
    assert "theme/js/more.js: a script is none of the theme’s: never();" in str(fault)


def test_a_page_loads_nothing_from_elsewhere_and_runs_no_script_but_the_themes(built: Any) -> None:
    theme = Path(__file__).parents[2] / "theme"
    built.put("index.html", "<title>", '<script src="//x.example/a.js"></script><script>never()</script><title>')
    found = verify(built.site, built.sources, theme=theme).faults
    assert len([one for one in found if "loads what is not" in one.fact or "none of the theme" in one.fact]) == 2


def test_a_new_site_gets_a_list_of_the_files_as_they_were_checked(built: Any) -> None:
    listed = (built.site / "SHA256SUMS").read_bytes()
    (built.site / "SHA256SUMS").unlink()
    assert verify(built.site, built.sources, is_new=True) == verify(built.site, built.sources)
    assert (built.site / "SHA256SUMS").read_bytes() == listed
