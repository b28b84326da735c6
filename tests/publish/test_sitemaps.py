"""The sitemap."""

from dataclasses import replace

from tests.made import SITE, edition, story
from verbatim.publish.sitemaps import sitemap

HELD = edition(story("rope", "Rope."))


def test_the_sitemap_has_addresses_as_xml_writes_them_and_the_days_that_are_known() -> None:
    ((name, text),) = sitemap(HELD, [("a?b&c<d>", "2031-03-06"), ("e/", ""), ("f/", "2031-03~")])
    told = "<url><loc>https://record.example/a?b&amp;c&lt;d&gt;</loc><lastmod>2031-03-06</lastmod></url>"
    rest = "".join(f"<url><loc>https://record.example/{one}/</loc></url>" for one in "ef")
    assert (name, text.partition(">\n")[2]) == (
        "sitemap.xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}{rest}</urlset>\n',
    )


def test_the_sitemap_needs_an_address_and_a_long_one_is_cut_into_files_that_an_index_names() -> None:
    assert list(sitemap(edition(site=replace(SITE, url="")), [("", "")])) == []
    made = dict(sitemap(HELD, [(f"quotes/{n}/", "") for n in range(50_001)]))
    assert list(made) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert made["sitemap-2.xml"].count("<url>") == 1
