"""What a page says of the card that it offers: found by oEmbed's discovery, readable where links cannot open."""

import re
from collections.abc import Callable

import pytest

OFFERED = {
    "quotes/q-2222222222/": ("oembed/quotes/q-2222222222.json", "embed/quotes/q-2222222222/"),
    "stories/nets/timeline/": ("oembed/timelines/nets.json", "embed/timelines/nets/"),
    "people/per-olsen/": ("oembed/people/per-olsen.json", "embed/people/per-olsen/"),
}
HOME = "https://record.example/"
FIRST = 10 * 1024


@pytest.mark.parametrize("address", sorted(OFFERED))
def test_the_oembed_file_is_found_within_10_kb_and_the_frame_names_its_page_and_tells_no_other_host_where_it_stands(
    page: Callable[[str], str], address: str
) -> None:
    head = page(f"{address}index.html").encode()[:FIRST].decode(errors="replace")
    found = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]*)"', head)
    assert found
    assert found[1] == HOME + OFFERED[address][0]
    html = page(f"{OFFERED[address][1]}index.html")
    assert f'<link rel="canonical" href="{HOME}{address}">' in html
    read = address.replace("quotes/q-", "q/").removesuffix("/")  # a quotation has a short one
    assert f"record.example/{read}" in re.sub(r"<[^>]+>", "", html.partition("<footer>")[2])
    assert 'name="robots"' not in html
    html = page(f"{OFFERED[address][1]}index.html")
    assert '<meta name="referrer" content="no-referrer">' in html
    assert not re.search(r"\s(?:style|on\w+)=", html.partition("<style>")[0] + html.partition("</style>")[2])
