"""The checks by name, the quick ones first: each a function that takes the site and gives a Result."""

from collections.abc import Callable

from quality.checks import axe, feeds, gallery, html_validate, lighthouse, links, printing, vnu, walk, weight
from quality.results import Result
from quality.site import Site

CHECKS: dict[str, Callable[[Site], Result]] = {
    "vnu": vnu.check,
    "html-validate": html_validate.check,
    "links": links.check,
    "feeds": feeds.check,
    "weight-stories": weight.check_stories,
    "weight-frames": weight.check_frames,
    "weight-pictures": weight.check_pictures,
    "print": printing.check,
    "walk": walk.check,
    "text": walk.check_text,
    "axe-kinds": axe.check_kinds,
    "axe-all": axe.check_all,
    "gallery": gallery.check,
    "lighthouse": lighthouse.check,
}
