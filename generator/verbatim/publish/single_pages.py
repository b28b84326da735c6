"""Makes the pages of which a site has one, but for front page and search: “not found”, “check it yourself”, forms."""

from typing import TypedDict

from verbatim.core.i18n import msgid
from verbatim.publish.edition import Edition
from verbatim.publish.embedding import FormsView, forms
from verbatim.publish.indexes import listed_stories
from verbatim.publish.page import Page, PageValues, page, page_meta
from verbatim.publish.refs import StoryRef, story_ref
from verbatim.publish.urls import DATABASE, FORMS, FRONT, Crumb, crumb

LATEST = 8  # stories on the page “not found”
VERIFY = "verify/"
VERIFY_TITLE = msgid("Check it yourself")
FORMS_TITLE = msgid("Forms of embedding")


class VerifyValues(TypedDict):
    """The page on which readers check the site."""

    database: str  # the site's data as one SQLite database; empty for a site that is not published


class NotFoundValues(TypedDict):
    """The page for addresses that do not exist."""

    stories: list[StoryRef]  # the newest


class FormsValues(TypedDict):
    """The forms of embed code, which the script of every Embed panel reads."""

    forms: FormsView  # the code of each


def not_found(edition: Edition) -> Page:
    """Return the page for addresses that do not exist."""
    stories = [story_ref(edition, story) for story in listed_stories(edition)[:LATEST]]
    meta = page_meta(edition, edition.site.words.gettext("Page not found"), "")
    meta["canonical"] = ""
    meta["robots"] = "noindex"
    return page("404.html", "404.html", NotFoundValues(stories=stories), PageValues(meta, [crumb(edition, FRONT)], ""))


def forms_page(edition: Edition) -> Page:
    """Return the page with the forms of embed code, which the script of every Embed panel reads."""
    meta = page_meta(edition, edition.site.words.gettext(FORMS_TITLE), FORMS)
    values = FormsValues(forms=forms(edition.site))
    return page(FORMS, "embed_forms.html", values, PageValues(meta, [crumb(edition, FRONT)], ""))


def verify_page(edition: Edition) -> Page:
    """Return the page on which readers check the site: it reads the published files in their browser."""
    title = edition.site.words.gettext(VERIFY_TITLE)
    crumbs = [crumb(edition, FRONT), Crumb(label=title, url=VERIFY)]
    payload = VerifyValues(database=DATABASE if edition.site.has_database else "")
    return page(VERIFY, "verify.html", payload, PageValues(page_meta(edition, title, VERIFY), crumbs, ""))
