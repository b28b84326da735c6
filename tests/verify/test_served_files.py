"""What a page may load: files of its own site, by whichever form of their address."""

import pytest

from verbatim.verify.served_files import is_own

PAGE, SITE, FOLDER = "quotes/q-1/index.html", "https://a.example", "https://a.example/sund"


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("../../theme/a.js", ""),
        ("../../theme/a.js", FOLDER),
        ("/theme/a.js", SITE),
        ("/sund/theme/a.js?1#x", FOLDER),
        ("https://a.example/sund/theme/a.js", FOLDER),
        ("data:image/png;base64,AA", ""),
    ],
)
def test_a_file_of_the_site_is_its_own(address: str, base: str) -> None:
    assert is_own(PAGE, address, base)


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("../../../a.js", SITE),
        ("/theme/a.js", FOLDER),
        ("/sund/../theme/a.js", FOLDER),
        ("/sunder/a.js", FOLDER),
        ("//b.example/a.js", SITE),
        ("https://a.example.b.example/a.js", SITE),
        ("https://a.example/sund/../a.js", FOLDER),
        ("/theme/a.js", ""),
        ("data:text/javascript,1", SITE),
    ],
)
def test_a_file_outside_of_it_is_not(address: str, base: str) -> None:
    assert not is_own(PAGE, address, base)
