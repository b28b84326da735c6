"""`check-embeds` as somebody runs it: what it prints, and with which status it ends."""

import json
from pathlib import Path

import pytest

from tests.conftest import run_in

ROW = {"id": "q-aaaaaaaaaa", "url": "https://x.example/quotes/q-aaaaaaaaaa/", "story": "nets", "start": 1, "end": 23,
       "text": "We found every net cut", "speaker_name": "Ada Vell", "said_by": None, "basis": "stated",
       "corrections": [], "withdrawn": None, "version": 1}  # fmt: skip
CARD = '<blockquote><p>“We found every net cut”</p> — Ada Vell. <a href="https://x.example/quotes/q-aaaaaaaaaa/">X</a></blockquote>'


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "output/data").mkdir(parents=True)
    (tmp_path / "output/oembed/quotes").mkdir(parents=True)
    answer = {"html": CARD, "author_name": "Ada Vell"}
    (tmp_path / "output/oembed/quotes/q-aaaaaaaaaa.json").write_text(json.dumps(answer), encoding="utf-8")
    (tmp_path / "output/data/quotes.json").write_text(json.dumps([ROW]), encoding="utf-8")
    (tmp_path / "good.html").write_text(f"<p>News</p>\n{CARD}", encoding="utf-8")
    (tmp_path / "bad.html").write_text(f"<p>News</p>\n{CARD.replace('every', 'no')}", encoding="utf-8")
    return tmp_path


def test_a_page_of_verbatim_cards_ends_well(desk: Path) -> None:
    done = run_in(desk, "check-embeds", "good.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "good.html:2: verbatim: q-aaaaaaaaaa (block quotation)\n1 card: 1 verbatim\n"


def test_an_altered_card_is_told_with_its_line_and_words_and_programs_get_json(desk: Path) -> None:
    done, as_json = run_in(desk, "check-embeds", "bad.html"), run_in(desk, "check-embeds", "bad.html", "--json")
    assert (done.returncode, as_json.returncode) == (1, 1)
    first = done.stdout.splitlines()[0]
    assert first == "bad.html:2: altered: q-aaaaaaaaaa (block quotation): “every” has become “no”"
    assert json.loads(as_json.stdout)["cards"][0]["differences"] == [{"source": "every", "card": "no"}]


@pytest.mark.parametrize("given", [["missing.html"], ["good.html", "--site", "nowhere"], ["http://127.0.0.1:9/"], []])
def test_what_cannot_be_read_ends_with_status_two(given: list[str], desk: Path) -> None:
    done = run_in(desk, "check-embeds", *given)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
