"""The output resolves Pelican's links, leaves words that only look like one, and remembers the characters of pages."""

from pathlib import Path

import pytest

from verbatim.core.errors import ContentError
from verbatim.site.incremental.output import Output


@pytest.fixture
def output() -> Output:
    return Output({"OUTPUT_PATH": "output", "SITEURL": "", "RELATIVE_URLS": True})


@pytest.mark.parametrize("words", ["{static}/images/a.png", "{filename}/pages/about.md", "{attach}x"])
def test_words_that_look_like_a_link_stay_words(output: Output, words: str) -> None:
    html = f'<meta content="{words}"><img alt="{words}"><p title="{words}">{words}</p>'
    assert output.finished("a/index.html", html) == html.encode()


@pytest.mark.parametrize("attribute", ["href", "src"])
def test_a_link_to_a_file_that_is_not_there_is_told(output: Output, attribute: str) -> None:
    with pytest.raises(ContentError, match="which is not there"):
        output.finished("a/index.html", f'<a {attribute}="{{static}}/images/a.png">')


def test_the_characters_of_pages_are_remembered(tmp_path: Path) -> None:
    output = Output({"OUTPUT_PATH": str(tmp_path), "SITEURL": "", "RELATIVE_URLS": True})
    output.write("index.html", "<p>é“</p>")
    assert output.result.characters == {"é", "“"}
