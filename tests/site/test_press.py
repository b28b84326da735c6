"""Where Pelican's links are put in, and where words only look like one."""

import pytest

from verbatim.core.errors import ContentError
from verbatim.site.incremental.render import Press


@pytest.fixture
def press() -> Press:
    return Press({"OUTPUT_PATH": "output", "SITEURL": "", "RELATIVE_URLS": True})


@pytest.mark.parametrize("words", ["{static}/images/a.png", "{filename}/pages/about.md", "{attach}x"])
def test_words_that_look_like_a_link_stay_words(press: Press, words: str) -> None:
    html = f'<meta content="{words}"><img alt="{words}"><p title="{words}">{words}</p>'
    assert press.finished("a/index.html", html) == html.encode()


@pytest.mark.parametrize("attribute", ["href", "src"])
def test_a_link_to_a_file_that_is_not_there_is_told(press: Press, attribute: str) -> None:
    with pytest.raises(ContentError, match="which is not there"):
        press.finished("a/index.html", f'<a {attribute}="{{static}}/images/a.png">')
