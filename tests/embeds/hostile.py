"""A story whose words are chosen to break out of whatever holds them, made by hand and as a file of a newsroom."""

from tests.made import Marked, edition, mark, person, story
from verbatim.publish import Edition

LONG = ("The water rose by a hand and fell by a hand. " * 228).strip()
TITLE = "Weir & <sluice> stays shut ]]> until May"
SAID = (
    "“If ]]> ends it & </script><img src=x onerror=alert(1)> does not, nothing will,”",
    (
        "“It's 'fine' & so on 🚣🏽‍♀️ – 100 % sure; &lt;b&gt; stays,"
        " so does *this* and _that_ and [such](javascript:alert(2)),”"
    ),
    "“\u202etxet desrever and a \u200fmark\u200f, \x07 too,”",
    "“</blockquote></iframe></textarea><!-- not --> {{ 7 * 7 }} ${7} <?php ?>”",
    "“‘a’ onmouseover=‘alert(3)’ `x` \\ \u2028 and an end”",
    f"“{LONG}”",
)
SPEAKER = "Orla Quist"
WEIR = "The weir opens again & again on 3 May 2031 <!-- not."
# NUL is no part of a newsroom's file, which would be refused, but could be of a story from elsewhere.
MADE_ONLY = "“A \x00 and a \x85 and a \ufdd0 of nothing”"


def text(*said: str) -> str:
    told = "\n\n".join(f"{words} said {SPEAKER}, keeper of the <upper> gates & locks." for words in said)
    return f"{TITLE}\n\nSUND, March 4, 2031 — The weir stays shut & nobody <b>knows</b> why.\n\n{told}\n\n{WEIR}\n"


def hostile() -> Edition:
    said = (*SAID, MADE_ONLY, "“One <b>line.\n“And another & more”")
    marks: list[Marked] = [
        person(SPEAKER, "orla"), mark("keeper of the <upper> gates & locks", "role", of="orla"),
        mark("3 May 2031", "moment", date="2031-05-03", basis="stated", certainty="planned"),
        *(mark(words, "quote", f"q-{at}", speaker="orla", basis="stated") for at, words in enumerate(said[:-1])),
        mark("“One <b>line.", "quote", "q-two", part="1", speaker="orla", basis="stated"),
        mark("“And another & more”", "quote", "q-two", part="2", speaker="orla", basis="stated"),
    ]  # fmt: skip
    return edition(story("weir", text(*said), marks, title=TITLE, source_name="The <Lock> & Weir"))
