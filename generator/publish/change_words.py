"""A change in one sentence, where no template words it: feeds, oEmbed. A ChangeView comes in, plain text goes out."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from generator.words import msgid

if TYPE_CHECKING:
    from generator.publish.views import ChangeKind, ChangeView
    from generator.words import Words

SAID: dict[ChangeKind, str] = {
    "words": msgid("Corrected %(date)s"),
    "speaker": msgid("Attribution corrected %(date)s: was %(was)s, now %(now)s"),
    "source": msgid("Changed %(date)s: the source has other words now"),
    "withdrawn": msgid("Withdrawn %(date)s"),
    "gone": msgid("No longer in the story (%(date)s)"),
    "replaced": msgid("Source replaced by a newer text %(date)s"),
    "restored": msgid("In the story again (%(date)s)"),
}


def told(change: ChangeView, words: Words) -> str:
    """Return what was changed, when, and why, as far as an editor gave a reason."""
    held = {"date": change["date"]["human"]}
    if attribution := change["attribution"]:
        nobody = words.gettext("not established")
        held |= {"was": attribution["was"] or nobody, "now": attribution["now"] or nobody}
    said = words.gettext(SAID[change["kind"]]) % held
    why = unescape(str(change["why"]))
    line = words.gettext("%(change)s: %(why)s") % {"change": said, "why": why} if why else said
    line += "" if line[-1] in ".!?…" else "."
    return f"{line} {words.gettext('It should read: %(words)s') % {'words': change['now']}}" if change["now"] else line
