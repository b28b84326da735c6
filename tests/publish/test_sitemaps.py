"""The sitemap."""

from dataclasses import replace

from tests.made import SITE, edition, mark, story
from verbatim.publish.sitemaps import sitemap

LIFT_TEXT = "Rope.\r\n“Lift </script> & pull”, said Mara Lind on 3 March 2031."
LIFT = "“Lift </script> & pull”"
MARKS = [
    mark(LIFT, "quote", "q-1", speaker="mara", basis="stated"), mark("Mara Lind", "person", ref="mara"),
    mark("3 March 2031", "moment", date="2031-03-03"),
]  # fmt: skip
LIFTED = story("rope", LIFT_TEXT, MARKS)
HELD = edition(LIFTED)


def test_the_sitemap_has_addresses_as_xml_writes_them_and_the_days_that_are_known() -> None:
    ((name, text),) = sitemap(HELD, [("a?b&c<d>", "2031-03-06"), ("e/", ""), ("f/", "2031-03~")])
    told = "<url><loc>https://record.example/a?b&amp;c&lt;d&gt;</loc><lastmod>2031-03-06</lastmod></url>"
    rest = "".join(f"<url><loc>https://record.example/{one}/</loc></url>" for one in "ef")
    assert (name, text.partition(">\n")[2]) == (
        "sitemap.xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}{rest}</urlset>\n',
    )


def test_the_sitemap_needs_an_address() -> None:
    assert list(sitemap(edition(LIFTED, site=replace(SITE, url="")), [("", "")])) == []


def test_the_sitemap_lists_addresses_with_their_dates() -> None:
    ((name, xml),) = sitemap(HELD, [("stories/rope/", "2031-03-04"), ("", "")])
    assert name == "sitemap.xml"
    assert "<loc>https://record.example/stories/rope/</loc><lastmod>2031-03-04</lastmod>" in xml
    assert "<url><loc>https://record.example/</loc></url>" in xml


def test_a_long_sitemap_is_cut_into_files_that_an_index_names() -> None:
    made = dict(sitemap(HELD, [(f"quotes/{n}/", "") for n in range(50_001)]))
    assert list(made) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert made["sitemap-2.xml"].count("<url>") == 1
