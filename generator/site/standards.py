"""Files that other programs look for under fixed names. The edition and the settings come in, texts go out.

robots.txt and the sitemaps need the site's address and are not written without it; security.txt needs a contact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.news_sitemap import NEWS_SITEMAP, news_sitemap
from generator.publish.sitemap import sitemap
from generator.site.icons import ICONS
from generator.site.json_text import dumped
from generator.site.looks import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.publish.edition import Edition

SECURITY = ".well-known/security.txt"


def standard_files(
    edition: Edition, settings: Mapping[str, Any], addresses: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield robots.txt, the sitemaps of `addresses` with their dates, security.txt and the web manifest."""
    site = edition.site
    if site.url:
        sitemaps = "".join(f"Sitemap: {site.absolute(name)}\n" for name in ("sitemap.xml", NEWS_SITEMAP))
        yield "robots.txt", f"User-agent: *\nAllow: /\n{sitemaps}"
        yield NEWS_SITEMAP, news_sitemap(edition)
    yield from sitemap(edition, addresses)
    if settings.get("SECURITY_CONTACT"):
        yield SECURITY, security(edition, settings)
    if look := settings.get(Look.KEY):
        yield "manifest.webmanifest", dumped(manifest(edition, look.colours.light))


def security(edition: Edition, settings: Mapping[str, Any]) -> str:
    """Return security.txt (RFC 9116): whom to tell of a weakness, until SECURITY_EXPIRES."""
    contact = str(settings["SECURITY_CONTACT"])
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    lines = [f"Contact: {contact}", f"Expires: {settings['SECURITY_EXPIRES']}T00:00:00Z"]
    lines.append(f"Preferred-Languages: {edition.site.lang}")
    if edition.site.url:
        lines.append(f"Canonical: {edition.site.absolute(SECURITY)}")
    return "\n".join(lines) + "\n"


def manifest(edition: Edition, colours: Mapping[str, str]) -> dict[str, Any]:
    """Return the web manifest (W3C), in the colours of the site's look.

    Its addresses are relative to itself, so that it stands in any folder.
    """
    site = edition.site
    return {
        "name": site.name,
        "short_name": site.name,
        "description": site.description,
        "lang": site.lang,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": colours["paper"],
        "theme_color": colours["band"],
        "icons": [
            {"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size in ICONS.items()
            if name.startswith("icon-")
            for purpose in ("any", "maskable")
        ],
    }
