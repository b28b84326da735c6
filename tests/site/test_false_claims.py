"""A false claim of each kind, exact to the byte and with its place, is found in each kind of file that shows words."""

import csv
import gzip
import hashlib
import html
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import lay_project, run_in, split_published
from verbatim.core.json import readable
from verbatim.verify import verify, write_sums

pytestmark = pytest.mark.campaign("generator/verbatim/verify")

TEXT = (
    "Pier opens at last\n\n"
    "Ida Moe, the mayor, denied that the pier was “a danger” to anybody.\n\n"
    "“The pier,” said Ida Moe, “is open.”\n\n"
    "“We dance tonight,” said Ole Dahl.\n\n"
    "Ole Dahl, a pilot, called it “a good day” for the town.\n\n"
    "The board, Ida Moe said, had met on Monday.\n"
)
FALSE = {
    "words that the sentence denies": "a danger",
    "the reporter's words between two pieces": "The pier,” said Ida Moe, “is open.",
    "the reporter's words around a quoted phrase": "called it “a good day” for the town.",
    "a paraphrase as a quotation": "The board",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one story, which a test changes one file of and puts back."""
    source = tmp_path_factory.mktemp("source") / "pier.txt"
    source.write_text(TEXT, encoding="utf-8")
    folder = lay_project(tmp_path_factory.mktemp("pier") / "project", [source], cards=True)
    split_published(folder)
    done = run_in(folder, "build", "--", "-e", 'SITEURL="https://pier.example"')
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def char(words: str) -> str:
    start = TEXT.index(words)
    return f"{start},{start + len(words)}"


def card(words: str) -> str:
    shown = f'<span data-story="pier" data-char="{char(words)}">{html.escape(words, quote=False)}</span>'
    return f'<figure class="card" data-quote="q-1"><blockquote><p>“{shown}”</p></blockquote></figure>'


def pasted(words: str) -> str:
    cite = f"https://pier.example/sources/pier.txt#char={char(words)}"
    return f'<blockquote cite="{cite}" lang="en"><p>“{html.escape(words, quote=False)}”</p> — Ida Moe</blockquote>'


def in_page(text: str, words: str) -> str:
    return text.replace("</main>", f"{card(words)}</main>")


def in_linked_data(text: str, words: str) -> str:
    cite = f"https://pier.example/sources/pier.txt#char={char(words)}"
    quotation = json.dumps({"@type": "Quotation", "text": words, "citation": cite}, ensure_ascii=False)
    return text.replace("</head>", f'<script type="application/ld+json">{quotation}</script></head>')


def in_preview(text: str, words: str) -> str:
    return text.replace("</head>", f'<meta property="og:description" content="Ida Moe: “{words}”"></head>')


def in_oembed(text: str, words: str) -> str:
    return json.dumps({**json.loads(text), "html": pasted(words)})


def in_json_feed(text: str, words: str) -> str:
    feed = json.loads(text)
    feed["items"][0]["content_html"] = pasted(words)
    return json.dumps(feed)


def in_atom_feed(text: str, words: str) -> str:
    return text.replace("</content>", f"{html.escape(pasted(words))}</content>", 1)


def in_list(text: str, words: str) -> str:
    rows = json.loads(text)
    start, end = map(int, char(words).split(","))
    claimed = {"text": words, "start": start, "end": end, "sha256": hashlib.sha256(words.encode()).hexdigest()}
    found = rows if isinstance(rows, list) else rows["quotes"]
    found[0] = {**{key: found[0][key] for key in found[0] if key not in ("parts", "sentence")}, **claimed}
    return readable(rows)


def in_table(text: str, words: str) -> str:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    start, end = char(words).split(",")
    rows[0].update(text=words, start=start, end=end, sha256=hashlib.sha256(words.encode()).hexdigest())
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


KINDS: dict[str, tuple[str, Callable[[str, str], str]]] = {
    "the page of a quotation": ("quotes/q-*/index.html", in_page),
    "its JSON-LD": ("quotes/q-*/index.html", in_linked_data),
    "the front page": ("index.html", in_page),
    "the list of quotations": ("quotes/index.html", in_page),
    "a story": ("stories/pier/index.html", in_page),
    "a story's JSON-LD": ("stories/pier/index.html", in_linked_data),
    "a profile": ("people/ida-moe/index.html", in_page),
    "a frame": ("embed/quotes/q-*/index.html", in_page),
    "a profile's frame": ("embed/people/ida-moe/index.html", in_page),
    "an oEmbed answer": ("oembed/quotes/q-*.json", in_oembed),
    "an Atom feed": ("feeds/people/ida-moe.atom.xml", in_atom_feed),
    "a JSON feed": ("feeds/people/ida-moe.json", in_json_feed),
    "the list for programs": ("data/quotes.json", in_list),
    "a story's JSON": ("data/stories/pier.json", in_list),
    "a story's table": ("data/stories/pier.quotes.csv", in_table),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("claim", FALSE)
def test_a_false_claim_is_found(project: Path, kind: str, claim: str) -> None:
    site, (pattern, planted) = project / "output", KINDS[kind]
    path = min(site.glob(pattern))
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(planted(before, FALSE[claim]), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != before
        write_sums(site)
        faults = verify(site, project / "content/sources").faults
        assert any(str(path.relative_to(site)) in fault.path for fault in faults)
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_preview_that_quotes_other_words_than_the_quotation_is_found(project: Path) -> None:
    site = project / "output"
    path = min(site.glob("quotes/q-*/index.html"))
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(in_preview(before, "a danger"), encoding="utf-8")
        write_sums(site)
        assert verify(site, project / "content/sources").faults
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_false_claim_is_found_in_a_result_of_the_search(project: Path) -> None:
    site = project / "output"
    for path in sorted(site.glob("**/*.pf_fragment")):
        before = path.read_bytes()
        mark, _, text = gzip.decompress(before).partition(b"{")
        fragment = json.loads(b"{" + text)
        shown = json.loads(fragment["url"])
        if shown.get("open"):
            break
    for words in FALSE.values():
        shown["words"] |= {"char": char(words), "words": words}
        fragment["url"] = json.dumps(shown, ensure_ascii=False)
        path.write_bytes(gzip.compress(mark + json.dumps(fragment, ensure_ascii=False).encode()))
        write_sums(site)
        assert verify(site, project / "content/sources").faults, words
    path.write_bytes(before)


def test_the_site_itself_makes_no_false_claim(project: Path) -> None:
    write_sums(project / "output")
    assert verify(project / "output", project / "content/sources").faults == ()
