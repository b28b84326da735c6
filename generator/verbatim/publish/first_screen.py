"""Makes *Where it stands*, the first screen of a story: what happened, since when, who says what, and what is open.

What editors chose in the story's file comes first. Where they chose nothing, rules choose, and heads are the editors'
alone. Everything is words of the source with their place, or a date of a moment: nothing is invented, nobody without a
page is heard, and no words are left out that may turn their sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice, pairwise
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.dates.context import UNKNOWN
from verbatim.annotate.text.phrases import is_role, may_speak_as
from verbatim.annotate.text.segments import DATELINE, after_dateline
from verbatim.annotate.text.tense import direction, is_finite_form
from verbatim.content.format.story_file import NONE
from verbatim.core import dates as edtf
from verbatim.core.quotation_marks import ALL
from verbatim.core.text import stripped
from verbatim.model import Moment, Quote, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.places import TURNING_NEXT
from verbatim.newsroom.timeline import dated, is_after, is_long_before
from verbatim.publish import refs
from verbatim.publish.claims import (
    ENDS,
    SPEAKING,
    claim_of,
    is_closed,
    is_report,
    leans,
    lone_sentences,
    shown_sides,
    without_comma,
    without_last_clause,
)
from verbatim.publish.edition import Edition, once
from verbatim.publish.glance import FEWEST_TELLING, TELLING, TellingWords
from verbatim.publish.moments import MomentView, moment_view
from verbatim.publish.quotations import QuoteView, quote_view
from verbatim.publish.refs import DateView, Slice, StoryRef, TopicRef
from verbatim.publish.urls import span_of

DATES_AT_MOST, SIDES_AT_MOST, OPEN_AT_MOST = 4, 3, 2
REPORTS_AT_MOST, ASIDES_AT_MOST = 2, 2  # voices that are only reported, which are long, and on side matters
# Weights of words, where each word of the headline weighs about two: of what tells something of the matter, of what is
# an aside at best, of somebody's own words that are better than a report; and what counts against others.
TELLS, ASIDE, OWN_WORDS = -1.5, -2.5, 0.5
REPORTED, WITHIN, WORKED_OUT, LATER, TOO_LONG, TOO_SHORT = 3.5, 2, 0.8, 0.6, 0.15, 0.4
OF_IT = 2  # how central a sentence is that begins with “it” or “this”, and may stand: the headline says what it is
BESIDE = 5  # words beside who speaks that say when they spoke
STEM = 7  # letters that words of one kind share: respect, respectability
OFTEN = 3  # sentences that have a word of which a text tells
LIGHT = " ".join(lang.words("light_verbs"))  # which say little of a matter: make, say
DATE_AT_MOST = 40  # words of a sentence beside its date
SHORT, LONG = (4, 15), (8, 30)  # words of a voice: on the first screen, beside the text
AT_LENGTH, AT_MOST = (4, 38), (4, 45)  # words of a voice where no shorter one is of the matter
REPORT = (7, 34)  # words of a sentence that reports what somebody said
ENOUGH_FOR_A_VERB = 7  # words of a sentence
FEWEST_IN_OPEN = 6  # words of a sentence that leaves something open
FEWEST_IN_CUT = 9  # words of a sentence whose end is left out
NEAR_THE_TOP = 4  # sentences of a text of which another may open
WEAK = frozenset(("the", "end", "of", "early", "late", "in", "on", "mid", "beginning", "start"))
TOLD_NEXT = 2  # sentences behind the one that a text opens with, in which it says when
DAYS = 7  # before a text, of which one date alone is what it is about
READ_AT_MOST, MORE_AT_MOST = 72, 3  # words of a lead with the sentences behind it, and their number
APART = ALL + " \t"
CONTRACTED = re.compile(r"n't$|'(?:m|re|ve|ll|d)$|^(?:it|he|she|that|there|what|who|here)'s$")
# A line that belongs to nothing before it: “[Reuters]”, a turn of a transcript (“ADA VELL: No.”), a dateline.
APART_LINE = re.compile(rf"\[|[A-Z][A-Z .’'-]+:|{DATELINE.pattern}")
CREDIT = re.compile(r", (?:the )?[^,.]{2,40} reported\.$")  # where a text has it from, which is nobody's view
SAID_BEFORE = re.compile(
    r"\b(?:said|says|told|added)\b[^.]*\b(?:could|might)\b|\bfollow(?:s|ed|ing)\b[^.]*\bspeculation\b"
    r"|, (?:they|he|she) (?:said|says?)\b|\b(?:could|may|might|would) have\b|\buntil now\b"
)
PREFIX = re.compile(r"^(?:anti|ex|non|pro)-(?=\w{4})")
LONGEST_OWNER = 30  # characters
OWNER = re.compile(r"\b([A-Z]\w+)['’]s $")
OWNED = re.compile(r"['’]s?\b|['’](?=\s)")
# “The party” or “the President”, spoken of before; “a spokesman” of whom nothing shows; “28 percent of voters”.
_NOBODY_KNOWN = re.compile(
    r"(?:[Tt]he [A-Z]?[a-z -]+|[Aa]n? (?:[a-z]{1,20} )?(?:spokes[a-z]+|official|source)"
    r"|[Mm]any|[Oo]thers|[Ss]ome|[Bb]oth|[Ff]ew|[Oo]ne in \w+)$|\d"
    r"|(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\b"
)
_BEHIND_HEAD = re.compile(r",| (?:and|at|by|for|from|in|of|on|that|to|wh\w+|with)\b")
_DOERS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians")
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")
_DEED = re.compile(r"\bagreed to\b")
# Before who speaks, and between them and their words: what somebody says in a clause aside, or only asks.
_ASIDE = re.compile(
    r"\b(?:after|although|as|because|before|if|once|since|though|unless|until|wh(?:en|ere|ile|ich|o|om|ose)|that)"
    r"\b[^,;]*$",
    re.IGNORECASE,
)
_IN_RELATIVE = re.compile(r",? (?:who|which|that)\b[^,]*$|[^“\"]*\bask(?:s|ed|ing)?\b| (?:will|would|can)\b")
_BY_PRONOUN = re.compile(r"^(?:He|She)\b")
SOMEBODY = re.compile(r"\b(?:he|she|him|her|his)\b")
# What stands in other sentences.
_ELSEWHERE = re.compile(r"\b(?:they|them|also|on the other hand|instead)\b|, too\b|^Even\b")
# What stands in the sentences before, within one: “told them”, “revealed this”, “this ‘put’”; but not this week. And
# what a later one may take back, or is long past: “initially”, “In 2014, …”.
_POINTS_BACK = re.compile(
    r"\b(?:told|asked|assured|reminded|urged|warned) (?:them|it)\b"
    r"|\b(?:initially|originally|previously|at first)\b|\bthose\b(?! (?:\w+ing|at|from|in|of|on|that|wh\w+|with)\b)"
    r"|^(?:shortly|soon|later|minutes|hours|days) (?:after|before|earlier|later|that)\w*\b"
    rf"|^(?:back )?in (?:\w+ )?(?:19|20)\d\d\b|^even\b|^last (?:{'|'.join(sorted(lang.words('months')))})\b"
    r"|\b(?:this|these)\b(?! (?:week|weekend|month|year|morning|afternoon|evening|season|spring|summer|autumn|fall"
    r"|winter|country)\b)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:years?|decades?|century|centuries)\b", re.IGNORECASE)
_TOLD_OF = re.compile(r"(?: (?:and|or) \w{1,20})? (?:is|are|was|were)\b")  # what a time is: May and June are the driest
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s\b")  # of which no moment is made
_OF_IT = re.compile(r"(?:It|This)\b(?!.*\b(?:he|she|him|they|them|not)\b)")
# “I think”, and what says nothing before its “that”: “it is clear that”, “it seems”.
_VIEW = re.compile(
    r"^(?:(?:I|We) (?:do )?(?:think|believe) )?"
    r"(?:that (?!(?:is|was|would|will|has)\b)|(?:it['’]s|it is|it should be) (?:[a-z]+ ){1,2}(?:that|to)\b"
    r"|it (?:seems|appears|looks) (?:(?:that|as if|like) )?)?",
    re.IGNORECASE,
)
_CLAUSE_BEGINS = re.compile(r"[,;]|\b(?:wh\w+|that|after|before|since)\b")
_IT = re.compile(r"^(?:[\w’'-]+ ){0,4}it\b|\b(?:[Yy]ou|[Yy]our)\b")
_ENDS_ON_IT = re.compile(r"\b(?:it|this|that|those)[.,!?]?$")
# When somebody said something that is no news now.
_OTHER_TIME = re.compile(
    r"\b(?:last (?:week|month|year)|(?:this|that|last) (?:spring|summer|autumn|fall|winter)"
    r"|(?:weeks|months|years) (?:ago|earlier|before|since)|earlier (?:this|in the) (?:week|month|year)"
    rf"|(?:in|last) (?:\w+ )?(?:{'|'.join(sorted(lang.words('months')))})|in (?:the )?(?:19|20)\d\ds?"
    r"|at the time|once|previously|had (?:said|told|called|warned|argued))\b",
    re.IGNORECASE,
)
WRITER = frozenset(("I", "I'm", "I’m", "I've", "I’ve", "My", "We"))
BRIEF = 5  # sentences of a brief that tell what a story is about
# What may be left out at the end of a sentence: “…, ending a quarrel”, “…, which opened in 2019”.
_TAIL = re.compile(r",(?= (?:which|who|whose|where|[a-z]{2,}ing)\b)")
# Before a date, which is then of a clause of its own, and not of what the sentence tells.
_BESIDES = re.compile(r"\b(?:after|since|until|when|while|who|which|whose) \w", re.IGNORECASE)
_CONCEDING = re.compile(r"(?:Though|Although|While|Since|Until|Before) [^,]*$")


DECLINED = re.compile(r"\b(?:declin|refus)ed to\b|\bnot (?:\w+ )?(?:respond|return)|\bbe reached\b")
_IS, _STILL = r"(?:is|are|was|were|remains?|remained)", r"(?:still |also |now )?"
_DOUBTFUL = (
    r"(?:sceptical|skeptical|doubtful|uncertain|undecided|unresolved|unconvinced|divided|considering|weighing(?! in)"
    r"|mulling|in (?:doubt|question|limbo|the balance)|at stake|pending|mired|stalled|stuck|under review)"
)
_HELD = "hearing|trial|inquiry|investigation|probe"
_NOT_A_DEED = (
    r"(?!(?:be|not|have|see|hear|feel|find|tell|afford|in|into|to|on|at|for|from|of|with|and|but|or|as|well|only)\b)"
)
JOINED = re.compile(r"^(?:But|However,|Meanwhile,|Still,|Yet|And) (?=\w)")  # what is open stands against what is known
LEANING = re.compile(r"(?:\w+,? ){1,3}(?:it|they|he|she|them)\b", re.IGNORECASE)
_DOUBT = re.compile(
    r"^(?:But |And |So )?(?i:will|can|could|is|are|does|do|has|have) (?!.*\byou\b)[^“”\"?]+\?$"
    r"|\b(?:highly|more|less) likely that\b|\b(?:concerns|doubts|questions) remain"
    r"|\bnot (?:yet )?(?:answered|ruling out|ruled out|predict|decided|saying)\b|\bnot yet say\b"
    r"|\b(?:has|have) not made (?:a|any) decision\b|\bopen (?:to )?question\b"
    r"|\b(?:[Nn]obody|[Nn]o one)(?:,? yet,?)? knows\b"
    r"|\b(?:has|have) (?:until (?:[A-Z]|\d)|(?:\d+|[a-z]+) (?:days|weeks|months) (?:in which )?to )"
    r"|\b(?:has|have) not (?:yet |publicly |so far )?(?:accused|agreed|announced|approved|committed|confirmed|disclosed"
    r"|explained|given|identified|offered|provided|named|responded|revealed|said|set|signed)\b"
    rf"|\b(?:wonder(?:s|ed|ing)? (?:if|whether)|{_IS} {_STILL}{_DOUBTFUL}|still at (?:the|an?) [\w-]+ stage"
    r"|awaits?|awaiting|(?:has|have) yet to|(?:is|are) still to [a-z]+|(?:doubts?|questions?) (?:whether|remains?)"
    r"|there (?:is|are) (?:still |also )?(?:doubts?|questions?) (?:over|about)"
    r"|the question (?:now |for [\w ]{1,40})?is|up to [\w ]{1,40} to decide|decision [\w ]{0,60}is due"
    r"|must still|still must|still needs? to|still ha(?:s|ve) (?:to|an?) |so far,? (?:refused|declined|failed)"
    r"|to be (?:sorted|worked|ironed|hammered) out"
    r"|[Dd]epend(?:s|ing)? on (?:whether|how|what|the (?:outcome|result))|premature to|too early to"
    r"|to see (?:if|whether)|could still|at (?:some|a) later"
    r"|(?:has|have) (?:asked|demanded) [\w ]{2,60} (?:how|why|whether|to (?:explain|investigate))"
    rf"|fac(?:es?|ing) (?:an? [\w ]{{0,30}}\b(?:{_HELD}|ban|fine|sentence)|up to \w+|trial|charges)"
    rf"|(?:launched|opened|ordered|begun|started) (?:an?|its own|their own) (?:[\w-]+ ){{0,2}}(?:{_HELD})"
    rf"|(?:{_IS}|will be) (?:looking into|investigating|reviewing|examining)"
    r"|will (?:look into|investigate|review|examine))\b"
)
_TO_COME = re.compile(
    r"\b(?:(?<!how it )(?<!what )(?<!who )(?:could|(?:may|might)(?: not)?)"
    rf" (?:(?:also|now|still|yet|soon|eventually|even|well) )?(?:be [a-z]+(?:ed|en)|{_NOT_A_DEED}[a-z]+)"
    r"|(?<!which )(?<!who )(?<!that )(?:is|are) (?:due (?:back|to)|(?:expected|likely|unlikely|not likely|poised) to)"
    r"|will (?:now |also |next |then )?(?:decide|vote|rule|consider|discuss|miss|need)|will (?:probably|likely)"
    r"|, expected to|sets the stage for"
    r"|will (?:(?:enter|come) into force|take effect|(?:go on|stand) trial|appear in court|be sentenced))\b"
)
_UNSETTLED = re.compile(
    r"\b(?:uncertain|unclear|undecided|unsure) (?:if|whether|how|who)\b|\b(?:has|have) yet to be\b"
    r"|\bnot immediately (?:react|respond)|\b(?:is|are) due in court\b"
)
# Before the main clause: “In June, …”. And what begins another clause, or stands for who is named in one: “that he”.
_FRONTED = re.compile(r"^(?!(?:[Ww]h|If|Al?though|As|Because|Unless|Having)\b)(?:[\w’'-]+ ){0,5}[\w’'-]+, ")
_CLAUSE_WITHIN = re.compile(
    r"\b(?:wh\w+|how|if|al?though|as|because|unless|until|than"
    r"|(?<!warned )(?<!believe )(?<!believes )that(?! (?:day|night|week|month|year)))\b"
    r"|\b(?:[Hh]e|[Ss]he|[Tt]hey|it|this|that|these|you|I|we|to) $"
)
_ASKED = re.compile(r"\b[Aa]sked\b[^.]*\b(?:if|whether)\b")
OUTLOOK = (_DOUBT, _UNSETTLED, _TO_COME)  # what leaves a matter open: a doubt, what is unsettled, what may come
DOUBTED, TO_COME = 0.5, 2.0  # how central a sentence has to be to a story (`_central`)


class ShownPiece(NamedTuple):
    """Words of the source, and whether words are left out before them."""

    words: Slice  # the words
    gap: bool  # whether “…” stands before them


class DatedRow(NamedTuple):
    """A date with the words that give it."""

    moment: MomentView  # without a date only where the text has none: its words for the day stand there
    words: list[ShownPiece]  # its sentence; where the lead has it, its words for the date, if they are others
    ahead: bool  # whether it was still ahead when the text was published, or is only planned


class Voice(NamedTuple):
    """Somebody whose speaking is established, with few words of theirs."""

    quote: QuoteView  # the quotation, who spoke, and in which story
    words: list[Slice]  # its pieces that are shown, in order
    cut: bool  # whether more words of it follow
    head: str  # what the side is for, by the editors; may be empty
    reported: bool = False  # whether the words are the source's whole sentence about what was said, and nobody's own


# Makes what stands for a speaker, from all their quotations, and from nothing that is on the screen.
Maker = Callable[[Edition, Sequence[Quote], Sequence[Span]], Voice | None]


class FirstScreen(NamedTuple):
    """Where a story stands, or stood."""

    stood: DateView | None  # its day, where a later text of a topic is there; None: it stands so
    later: StoryRef | None  # the newest of those texts
    topic: TopicRef | None  # the topic of which it is the latest text, or a later one is there
    by_editors: bool  # whether editors chose any of it
    lead: list[ShownPiece]  # what happened
    more: list[ShownPiece]  # the sentences that follow it in the text; none where editors chose the lead
    dates: list[DatedRow]  # since when, and what is next; at most four with the later text
    sides: list[Voice]  # who says what: at most three, each speaker once
    open: list[Slice]  # what is still open, in the words of the text

    @staticmethod
    @once()
    def of(edition: Edition, story: Story) -> FirstScreen:
        """Return the first screen of a story, made once for its page and those of its topics."""
        topic, later = later_text(edition, story)
        lead = lead_of(edition, story)
        opening = opening_of(edition, story)
        dates = list(_dates(edition, story, opening))[: DATES_AT_MOST - bool(later)]
        if not (dates or story.date or story.header("When")):
            dates = list(_undated(edition, story, opening))
        told = (*opening, *(span_of(piece.words) for row in dates for piece in row.words))
        unsettled = _open(edition, story, told)[:OPEN_AT_MOST]
        told += unsettled
        return FirstScreen(
            stood=refs.story_ref(edition, story)["date"] if later else None,
            later=later,
            topic=topic,
            by_editors=bool(story.lead or story.sides or any(map(story.header, ("When", "Sides", "Open")))),
            lead=pieces(edition, story, lead),
            more=pieces(edition, story, opening[len(lead) :]),
            dates=dates,
            sides=_chosen(edition, story) or ([] if story.header("Sides") == NONE else _voices(edition, story, told)),
            open=[refs.slice_of(edition, story.id, span) for span in unsettled],
        )


def later_text(edition: Edition, story: Story) -> tuple[TopicRef | None, StoryRef | None]:
    """Return a topic of a story, and the topic's newest text where that is later; of several topics one that has it."""
    found: list[tuple[TopicRef, StoryRef | None]] = []
    for name in edition.topics_by_story.get(story.id, ()):
        topic = edition.topics[name]
        last = edition.newsroom.stories[topic.newest]
        is_later = is_after(last.date, story.date)
        if not is_later and not (story.date and story.id == topic.newest):
            continue  # of a text without a date nothing shows that it is the latest
        found.append((refs.topic_ref(edition, topic), refs.story_ref(edition, last) if is_later else None))
    return next((one for one in found if one[1]), found[0] if found else (None, None))


def pieces(edition: Edition, story: Story, spans: Sequence[Span]) -> list[ShownPiece]:
    """Return slices in their order, each with whether anything but blanks is left out before it."""
    gaps = [False, *(bool(story.text[one.end : other.start].strip()) for one, other in pairwise(spans))]
    return [ShownPiece(refs.slice_of(edition, story.id, span), gap) for span, gap in zip(spans, gaps, strict=False)]


# What happened


def lead_of(edition: Edition, story: Story) -> tuple[Span, ...]:
    """Return where a text tells what happened: as editors chose, else as rules do."""
    return story.lead or tuple(_lead(edition, story))


@once()
def opening_of(edition: Edition, story: Story) -> tuple[Span, ...]:
    """Return the lead of a text with the sentences that the first screen tells after it, found once."""
    return opening_within(edition, story, READ_AT_MOST)


def opening_within(edition: Edition, story: Story, words: int) -> tuple[Span, ...]:
    """Return the lead of a text with the sentences behind it that so many words have room for."""
    lead = lead_of(edition, story)
    return (*lead, *_more(edition, story, lead, words))


def _lead(edition: Edition, story: Story) -> Iterator[Span]:
    """Yield the sentence that the text opens with, without a last clause that makes it too long."""
    first = _opening(edition, story)
    if first and is_shown(story, first):
        yield shortened(story, first, READ_AT_MOST)


def _more(edition: Edition, story: Story, lead: Sequence[Span], words: int) -> list[Span]:
    """Return the sentences that follow a lead: whole, in one piece with it, as many as so many words have room for.

    None follow a lead that editors chose. They end where no quotation is left open and the next sentence does not begin
    as if it took the last one back.
    """
    if story.lead or not lead:
        return []
    rest = (one for one in edition.sentences(story).all() if one.start >= lead[-1].end)
    behind = list(islice(rest, MORE_AT_MOST + 1))
    room = words - sum(_count(story, one) for one in lead)
    kept, last = 0, lead[-1].end
    for at, one in enumerate(behind[:MORE_AT_MOST], 1):
        room -= _count(story, one)
        is_apart = story.text[last : one.start].strip() or APART_LINE.match(story.text, one.start, one.end)
        if room < 0 or is_apart or not _may_follow(edition, story, one):
            break
        last = one.end
        is_turned = at < len(behind) and TURNING_NEXT.match(story.text, behind[at].start)
        if not is_turned and _is_complete(story.text[lead[0].start : last]):
            kept = at
    return behind[:kept]


def _may_follow(edition: Edition, story: Story, sentence: Span) -> bool:
    """Return whether a sentence may stand behind a lead: published, of the body, with no words that are taken back."""
    quotes = (one for one in edition.quotes_by_story.get(story.id, ()) if one.span.meets(sentence))
    is_body = is_shown(story, sentence) and _is_of_body(edition, story, sentence)
    return is_body and not any(one.withdrawn or one.corrections or one.is_closed for one in quotes)


def _opening(edition: Edition, story: Story) -> Span | None:
    """Return the sentence with which the first screen opens; None for a memory, and for what a writer says of himself.

    It is the first of the text, but for one that may not stand there, and where another tells more of the headline.
    """
    first = refs.opening(edition, story)
    if first is None or _is_long_past(edition, story):
        return None
    title, top = bases(story.title), after_dateline(story.text, refs.first_sentence(edition, story) or first)
    shared, most = (len(title & bases(one.of(story.text))) for one in (top, first))
    found = top if top.start < first.start and _can_open(story, top, 1) and shared + 1 >= most else first
    words = found.of(story.text).split()
    if any(word.strip(",’'") in WRITER for word in words) and not story.brief:
        return None
    is_unfit = words[0][0] in ALL or words[-1].endswith(":") or leans(words[0])
    return _instead(edition, story, found) if is_unfit else found


def _body(edition: Edition, story: Story) -> Iterator[Span]:
    """Yield the sentences of a text but for its headings and labels."""
    return (one for one in edition.sentences(story).all() if _is_of_body(edition, story, one))


def _is_of_body(edition: Edition, story: Story, sentence: Span) -> bool:
    """Return whether a sentence is no heading, and no label: “ABSTRACT.”."""
    return not (sentence.of(story.text).isupper() or _is_heading(edition, story, sentence))


def _instead(edition: Edition, story: Story, first: Span) -> Span:
    """Return the first sentence that may open in place of a quotation, a rubric, or what leans on what is not shown."""
    behind = (after_dateline(story.text, one) for one in _body(edition, story) if one != first)
    return next((one for one in islice(behind, NEAR_THE_TOP) if _can_open(story, one)), first)


def _is_heading(edition: Edition, story: Story, sentence: Span) -> bool:
    """Return whether a sentence is part of a heading, or the title once more."""
    paragraph = next((one for one in edition.fragments_of(story) if one.source and one.source.meets(sentence)), None)
    return paragraph is not None and (paragraph.kind == "heading" or refs.is_title(story, paragraph))


def _can_open(story: Story, sentence: Span, fewest: int = FEWEST_IN_CUT) -> bool:
    words = sentence.of(story.text).split()
    is_whole = (
        words[-1].endswith(".") and words[0][0].upper() == words[0][0] and not any(mark in words[0] for mark in "“\"‘'")
    )
    return fewest <= len(words) <= READ_AT_MOST and is_whole and not leans(words[0])


def shortened(story: Story, sentence: Span, most: int) -> Span:
    """Return a sentence without its last clause, where it is short then; whole where that may turn it.

    Nothing is known of how languages but English turn a sentence.
    """
    if _count(story, sentence) <= most or not story.lang.startswith("en"):
        return sentence
    kept = without_last_clause(story.text, sentence, _TAIL)
    return kept if FEWEST_IN_CUT <= _count(story, kept) <= most else sentence


def _count(story: Story, span: Span) -> int:
    return len(span.of(story.text).split())


def _fits(story: Story, span: Span, words: tuple[int, int]) -> bool:
    return words[0] <= _count(story, span) <= words[1]


# Since when


def _dates(edition: Edition, story: Story, lead: Sequence[Span]) -> Iterator[DatedRow]:
    is_chosen = bool(story.header("When"))
    for moment in _moments_chosen(edition, story) if is_chosen else _moments(edition, story):
        if is_in_clause(edition, moment) and not is_chosen:
            continue
        view = moment_view(edition, moment)
        is_past = bool(story.date) and is_after(story.date, moment.date)  # what was planned for then is not ahead
        is_ahead = view["ahead"] or (moment.certainty == "planned" and not is_past)
        told = own = _told(story, moment)
        is_long = is_chosen and _count(story, own) > DATE_AT_MOST
        if is_long or any(one.meets(moment.sentence) for one in lead):
            told = moment.words
        date, shown = view["date"], [told]
        if (
            date
            and told == moment.words
            and set(date["human"].split()).issuperset(set(told.of(story.text).split()) - WEAK)
        ):
            if date["precision"] != "day" and not is_chosen:
                continue  # the lead says it
            shown = []
        is_fit = _count(story, told) <= DATE_AT_MOST and not leans(own.of(story.text))
        if is_chosen or (is_fit and not _is_beside(story.text, own.start, moment.words.start)):
            yield DatedRow(view, pieces(edition, story, shown), is_ahead)


def _undated(edition: Edition, story: Story, lead: Sequence[Span]) -> Iterator[DatedRow]:
    """Yield the first day that a text without a date of its own names near its top or of its matter: “on Wednesday”.

    Nothing where the lead has such words. A year or more tells little of when.
    """
    moments = (one for one in edition.moments_by_story.get(story.id, ()) if not is_in_clause(edition, one))
    own = [one for one in moments if one.why == UNKNOWN.why]
    near = [one for one in own if not _YEARS.search(one.words.of(story.text))]
    is_said = any(one.meets(moment.sentence) for moment in near for one in lead)
    if is_said or any(_DAY.search(one.of(story.text)) for one in lead):
        return
    top = list(islice(_body(edition, story), BRIEF))
    for moment in near:
        told = _told(story, moment)
        is_of_it = is_of_event(edition, moment) or any(one.meets(moment.sentence) for one in top)
        is_beside = _is_beside(story.text, told.start, moment.words.start)
        if moment.certainty != "denied" and is_of_it and may_be_dated(edition, moment) and not is_beside:
            planned = moment.certainty == "planned"
            yield DatedRow(moment_view(edition, moment), pieces(edition, story, [told]), planned)
            return


def _moments_chosen(edition: Edition, story: Story) -> Iterator[Moment]:
    """Yield those that editors chose, in their order; one that has no date any more is gone."""
    own = dated(edition.moments_by_story.get(story.id, []))
    for span in story.when:
        yield from (one for one in own if one.words.meets(span))


def _is_beside(text: str, start: int, date: int) -> bool:
    """Return whether a date stands in a clause that begins behind the first words of its sentence."""
    if _CONCEDING.match(text, start, date):
        return True
    clause = max(start, text.rfind(",", start, date))
    found = _BESIDES.search(text, clause, date)
    return found is not None and found.start() > start and text[found.end() : date].count(" ") > 0


def _told(story: Story, moment: Moment) -> Span:
    own = after_dateline(story.text, stripped(story.text, moment.sentence))
    short = shortened(story, own, DATE_AT_MOST)
    return short if short.covers(moment.words) else own


def _moments(edition: Edition, story: Story) -> Iterator[Moment]:
    """Yield the moment of what happened, and the next of what was still ahead.

    What happened is what the text opens with or says next, else the day that most passages tell of, else the only day
    of the week before it: any other may be of a side matter, and so is each where it opens with what is ahead. What was
    still ahead is what the text opens with, else what its brief tells, else the nearest of the matter. What somebody is
    quoted as saying dates nothing.
    """
    moments = [one for one in dated(edition.moments_by_story.get(story.id, [])) if not _is_quoted(edition, one)]
    past = [one for one in moments if not is_after(one.date, story.date) and one.certainty == "reported"]
    over = {one.date for one in past}  # so that a year that the text looks back on is not ahead
    ahead = [one for one in moments if _is_ahead(one, story) and one.date not in over]
    near = [one for one in past if not _is_background(edition, one)]
    planned = [one for one in moments if one.certainty == "planned"]  # of the same day too
    opens_ahead = bool(_of_matter(edition, planned, sentences=1))
    yield from _main_day(edition, near, ahead=opens_ahead)
    told = (_of_matter(edition, ahead, sentences=sentences) for sentences in (1, BRIEF))
    nearest = [
        one for one in ahead if story.date and is_of_event(edition, one) and not leans(_told(story, one).of(story.text))
    ]
    yield from (next(filter(None, told), None) or nearest)[:1]


def _is_ahead(moment: Moment, story: Story) -> bool:
    """Return whether a moment was ahead of its text: of one without a date of its own, whether it is planned.

    What its sentence tells as past was not, whatever its date: a day counted from a wrong place, or a clause aside.
    """
    is_past = direction(story.text, moment.sentence, moment.words).direction == "past"
    is_after_text = is_after(moment.date, story.date) if story.date else moment.certainty == "planned"
    return is_after_text and not is_past and moment.certainty != "denied"


def _main_day(edition: Edition, moments: Sequence[Moment], *, ahead: bool) -> list[Moment]:
    """Return the moment that one text is about: the last that it opens with, else the first of its week told next.

    Else it is that of the day named most often, else that of the only day of its week.
    """
    if (opened := _of_matter(edition, moments, sentences=1)) or ahead:
        return opened[-1:]
    this_week = [one for one in moments if is_of_the_week(edition, one)]
    if early := [one for one in this_week if _is_told_next(edition, one) and _is_brief(edition, one)]:
        return [min(early, key=lambda one: one.sentence)]
    count = Counter(moment.date for moment in moments for _ in moment.places)
    (day, most), (_, next_most) = [*count.most_common(2), ("", 0), ("", 0)][:2]
    if most > next_most and most > 1:
        return [moment for moment in moments if moment.date == day][:1]
    week = [one for one in this_week if is_of_event(edition, one) and _is_brief(edition, one)]
    return week[:1] if len({moment.date for moment in week}) == 1 else []


def _of_matter(edition: Edition, moments: Iterable[Moment], *, sentences: int) -> list[Moment]:
    """Return those of moments that their texts are about: told in what opens a text, or by several texts.

    What opens a text are so many `sentences` of its brief, or the one that it opens with where it has none. Else a date
    may be a side matter: when somebody was born, or another mill burned.
    """
    return [moment for moment in moments if _is_told_first(edition, moment, sentences)]


def _is_told_first(edition: Edition, moment: Moment, sentences: int) -> bool:
    if len({place.story for place in moment.places}) > 1:
        return True
    story = edition.newsroom.stories[moment.story]
    first = refs.opening(edition, story)
    spans = story.brief[:sentences] or ((first,) if first else ())
    return any(span.meets(place.sentence) for place in moment.places for span in spans)


def _is_brief(edition: Edition, moment: Moment) -> bool:
    """Return whether the sentence of a moment may stand beside its date: it is short, and no aside in brackets."""
    story = edition.newsroom.stories[moment.story]
    told = _told(story, moment)
    return _count(story, told) <= DATE_AT_MOST and story.text[told.start] not in "(["


def may_be_dated(edition: Edition, moment: Moment) -> bool:
    """Return whether a brief sentence of the reporter's, which leans on none before it, gives a moment its date."""
    story = edition.newsroom.stories[moment.story]
    own = JOINED.sub("", _told(story, moment).of(story.text))
    is_lone = not (leans(own) or LEANING.match(own) or _TOLD_OF.match(story.text, moment.words.end))
    return is_lone and _is_brief(edition, moment) and not _is_quoted(edition, moment)


def _is_told_next(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment stands before the sentence that its text opens with, or in one of the two behind it."""
    story = edition.newsroom.stories[moment.story]
    first, before = refs.opening(edition, story), moment.sentence
    if first and before.start < first.start:
        return True
    for _ in range(TOLD_NEXT):
        above = edition.sentences(story).before(before.start)
        if first and above and above.meets(first):
            return True
        before = above or before
    return False


def is_in_clause(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment is told in a clause about somebody or something, and not by its sentence."""
    sentence = edition.sentences(edition.newsroom.stories[moment.story]).around(moment.words.start)[1]
    return not moment.sentence.covers(sentence)


def _is_quoted(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment stands in somebody's words alone."""
    return all(
        any(
            part.words.covers(place.words)
            for quote in edition.quotes_by_story.get(place.story, [])
            if not quote.is_paraphrase
            for part in quote.parts
        )
        for place in moment.places
    )


def is_of_the_week(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment has a day of the week that ends with the publication of its text."""
    day, told = edtf.parse(moment.date), edtf.parse(edition.newsroom.stories[moment.story].date)
    if not (day and told and day.latest and told.latest and day.precision == told.precision == "day"):
        return False
    return 0 <= (told.latest - day.latest).days <= DAYS


def _is_background(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment lies long before its text, or in the year of it, and the text does not open with it.

    Of a text without a date of its own nothing shows how long before it a moment lies.
    """
    story = edition.newsroom.stories[moment.story]
    lead, told = refs.opening(edition, story), story.date
    opens = any(lead and lead.meets(place.sentence) for place in moment.places) and not _is_long_past(edition, story)
    return not opens and (not told or is_long_before(moment.date, told) or moment.date == told[: len("2031")])


def _is_long_past(edition: Edition, story: Story) -> bool:
    """Return whether a text without a brief opens with what lies over a year before it: with a memory, and no news."""
    lead, told = refs.opening(edition, story), edition.moments_by_story.get(story.id, ())
    own = [one for one in told if not is_in_clause(edition, one)]
    dates = [one.date for one in own if one.date and lead and any(lead.meets(place.sentence) for place in one.places)]
    return bool(dates) and not story.brief and all(is_long_before(date, story.date) for date in dates)


# Who says what


def _chosen(edition: Edition, story: Story) -> list[Voice]:
    """Return the sides that editors chose and that are shown."""
    found = []
    for side, quote in shown_sides(edition, story).items():
        if is_report(quote, claim_of(edition, quote), side.words):
            voice = _reported(edition, quote, side.words)
        else:
            voice = _voice(edition, quote, without_comma(story.text, side.words))
        found.append(voice._replace(head=side.head))
    return found


def _voices(edition: Edition, story: Story, told: Sequence[Span]) -> list[Voice]:
    """Return who is heard, those first who are most of the matter, and so are their words.

    Two who speak for the same body are heard once. Asides stand where nobody speaks of the matter. No newspaper is
    heard, and no headline.
    """
    groups: dict[str, list[Quote]] = defaultdict(list)
    for quote in edition.quotes_by_story.get(story.id, ()):
        is_open = is_attributed(quote) and not (quote.withdrawn or quote.is_closed)
        if is_open and not _is_heading(edition, story, claim_of(edition, quote).sentence):
            groups[quote.speaker or quote.said_by.casefold()].append(quote)
    heard = [own for own in groups.values() if _may_be_heard(edition, own[0])]
    found = [(_standing(edition, story, own), best) for own in heard if (best := _best_of(edition, own, told))]
    ranked = [best for _, best in sorted(found, key=lambda one: (one[1].is_described, -one[0] - one[1].weight))]
    of_matter = [one for one in ranked if one.weight >= TELLS or one.is_announced]
    return _one_of_each(of_matter or ([] if _is_muted(edition, story) else ranked[:ASIDES_AT_MOST]))


def _is_muted(edition: Edition, story: Story) -> bool:
    """Return whether the headline or the opening names somebody who is quoted and has no page: others are asides."""
    quotes = edition.quotes_by_story.get(story.id, ())
    return any(quote.is_closed and _is_announced(edition, quote) for quote in quotes)


class Fitting(NamedTuple):
    """Words that may stand for somebody: the more weight the better."""

    weight: float
    voice: Voice
    is_announced: bool  # whether the headline or the opening names who speaks
    is_described: bool  # whether the text only describes them


def _best_of(edition: Edition, own: Sequence[Quote], told: Sequence[Span]) -> Fitting | None:
    """Return the words that stand best for somebody, of all their quotations; None where none are of the matter."""
    quotes = [one for one in own if not _is_of_another_time(edition, one)]
    reports = [*_reports(edition, quotes, told)]
    for words in (AT_LENGTH, AT_MOST):
        fitting = (*_whole_sentences(edition, quotes, words, partial(_is_new, told)), *reports)
        best = max(fitting, key=lambda one: one.weight, default=None)
        if best and best.weight >= ASIDE - best.is_announced:
            return best
    return None


def _standing(edition: Edition, story: Story, own: Sequence[Quote]) -> float:
    """Return the weight that somebody has in a story: announced, quoted often and early."""
    early = 1 - min(one.span.start for one in own) / len(story.text)
    return 3 * _is_announced(edition, own[0]) + min(len(own), 4) + 2 * early


def _one_of_each(ranked: Iterable[Fitting]) -> list[Voice]:
    """Return the first voices, few of them reports, which are long; of two on one side whose own words are telling."""
    found: list[Voice] = []
    for one in ranked:
        voice = one.voice
        same = next((at for at, it in enumerate(found) if _is_one_side(it, voice)), None)
        if same is not None:
            is_better = found[same].reported and not voice.reported and one.weight >= OWN_WORDS
            found[same] = voice if is_better else found[same]
        elif len(found) < SIDES_AT_MOST and sum(it.reported for it in found) + voice.reported <= REPORTS_AT_MOST:
            found.append(voice)
    return found


def _whole_sentences(
    edition: Edition, quotes: Iterable[Quote], words: tuple[int, int], fits: Callable[[Span], bool]
) -> Iterator[Fitting]:
    """Yield whole sentences of so many words that stand for themselves, at a place that `fits`.

    Words of the matter weigh most. What somebody says first weighs more than what they say later, short sentences more
    than long ones, and less what points to other words, begins within a quotation, or was worked out.
    """
    for order, quote in enumerate(quotes):
        story = edition.newsroom.stories[quote.story]
        for at, span in enumerate(lone_sentences(edition, quote)):
            own = span.of(story.text)
            count = len(own.split())
            says = sum(one.lower() not in lang.words("closed") for one in TELLING.findall(own))
            if not (_fits(story, span, words) and fits(span) and says >= FEWEST_TELLING and _has_verb(own)):
                continue
            central = _centrality(edition, story, span, but=_name(edition, quote))
            is_leaning = leans(_VIEW.sub("", own))
            is_of_it = _OF_IT.match(own) is not None and central >= OF_IT
            if (is_leaning and not is_of_it) or (central == 0 and _begins_with_a_thing(own)):
                continue
            weight = 2 * central + 2 * says / count - _pointing(own)
            weight -= (
                WORKED_OUT * (quote.basis != "stated")
                + TOO_SHORT * max(0, LONG[0] - count)
                + TOO_LONG * max(0, count - SHORT[1])
            )
            weight -= WITHIN * (at > 0) + WITHIN * is_leaning + LATER * min(order, 2) - (order == at == 0)
            yield Fitting(weight, _voice(edition, quote, span), _is_announced(edition, quote), not quote.speaker)


def _pointing(words: str) -> float:
    """Return how much words point to what stands elsewhere."""
    others = sum(bool(one.search(words)) for one in (SOMEBODY, _ELSEWHERE, _ENDS_ON_IT))
    return 2.5 * others + 1.2 * bool(_IT.search(words) or _POINTS_BACK.search(words))


def _reports(edition: Edition, quotes: Iterable[Quote], told: Sequence[Span]) -> Iterator[Fitting]:
    """Yield the text's whole sentences that report what somebody said, and name them."""
    for order, quote in enumerate(quotes):
        story, sentence = edition.newsroom.stories[quote.story], claim_of(edition, quote).sentence
        if _is_new(told, sentence) and _may_report(edition, quote, sentence):
            own = sentence.of(story.text)
            weight = 2 * _centrality(edition, story, sentence, but=_name(edition, quote)) - REPORTED
            weight -= bool(_BY_PRONOUN.search(own)) + 0.1 * max(0, len(own.split()) - 20) + LATER * min(order, 2)
            yield Fitting(weight, _reported(edition, quote, sentence), _is_announced(edition, quote), not quote.speaker)


def _tells_when(narrated: str) -> bool:
    """Return whether a reporter's words beside a quotation say that it was spoken some time before."""
    for time in _OTHER_TIME.finditer(narrated):
        before, behind = SPEAKING.split(narrated[: time.start()]), narrated[time.end() :].split()[:BESIDE]
        if (len(before) > 1 and not _CLAUSE_BEGINS.search(before[-1])) or SPEAKING.search(" ".join(behind)):
            return True
    return False


def _is_of_another_time(edition: Edition, quote: Quote) -> bool:
    """Return whether the source says that somebody spoke some time before: “he said last year”."""
    text, claim = edition.newsroom.stories[quote.story].text, claim_of(edition, quote)
    sentence = claim.sentence
    if claim.form == "quoted":
        ends = [sentence.start, *(at for one in claim.pieces for at in (one.span.start, one.span.end)), sentence.end]
        return any(_tells_when(text[start:end]) for start, end in zip(ends[::2], ends[1::2], strict=True))
    start = quote.via.end if quote.via and sentence.covers(quote.via) else sentence.start
    before, behind = text[sentence.start : start].split(), text[start : sentence.end].split()[:BESIDE]
    return any(_OTHER_TIME.search(" ".join(one)) for one in (before if len(before) <= 2 * BESIDE else [], behind))


def _is_one_side(one: Voice, other: Voice) -> bool:
    """Return whether two speak for the same body or person, as their names and roles say: BMO, a BMO spokeswoman."""
    sides = _stands_for(one), _stands_for(other)
    for (name, _), (other_name, words) in (sides, sides[::-1]):
        is_short = " " in name and "".join(word[0] for word in name.split()) == other_name
        if is_short or (name and f" {_plain(name)} ".lower() in f" {_plain(words)} ".lower()):
            return True
    (name, words), (other_name, other_words) = sides
    if _is_holder(name, other_words) or _is_holder(other_name, words):
        return True
    return not _names_in(words).isdisjoint(_names_in(other_words))


def _is_holder(name: str, role: str) -> bool:
    """Return whether a text calls somebody by the role that it gave: the Sund governor, who is Sund Gov."""
    head = name.lower().split()[-1]
    return name.startswith("the ") and any(head.startswith(one) for one in _plain(role.lower()).split() if one[2:])


def _plain(words: str) -> str:
    """Return words without punctuation: “BMO’s spokeswoman” has BMO."""
    return " ".join(_WORD.findall(words))


def _stands_for(voice: Voice) -> tuple[str, str]:
    """Return a body's name or a person's family name, and the words that say for whom they speak.

    Whoever formerly spoke for somebody need not do so now.
    """
    speaker, role, said_by = voice.quote["speaker"], voice.quote["role"], voice.quote["said_by"]
    name = (speaker["name"] if speaker else str(said_by["words"]) if said_by else "").removeprefix("The ")
    words = str(role["words"]) if role else ""
    if speaker and speaker["kind"] == "person":
        name = name.split()[-1]
    else:
        words = f"{words} {name}"
    return name, "" if "former" in words.lower() else words


def _names_in(words: str) -> set[str]:
    """Return the names in words but for those of places, peoples and parties, and for titles and plain words."""
    found = set(map(lang.without_possessive, _CAPITALISED.findall(words))) - lang.words("peoples")
    return {one for one in found if not (lang.listed_place(one) or is_role(one) or lang.is_common(one.lower()))}


def _name(edition: Edition, quote: Quote) -> str:
    """Return who speaks: the name, or the source's words for somebody whom it only describes."""
    return edition.newsroom.people[quote.speaker].name if quote.speaker else quote.said_by


def _is_announced(edition: Edition, quote: Quote) -> bool:
    """Return whether the headline or the opening has a word of who speaks, of a body's name each that tells."""
    matter, speaker = (
        matter_of(edition, edition.newsroom.stories[quote.story]),
        edition.newsroom.people.get(quote.speaker),
    )
    words = bases(_name(edition, quote))
    return words <= matter if speaker and speaker.kind == "organisation" and words else not matter.isdisjoint(words)


def _may_be_heard(edition: Edition, quote: Quote) -> bool:
    """Return whether somebody takes part: no newspaper does, but for one that the matter is about, nor a reporter."""
    name, text = _name(edition, quote), edition.newsroom.stories[quote.story].text
    if not quote.speaker and (_NOBODY_KNOWN.match(name) or not _is_somebody(name)):
        return False
    if "correspondent" in claim_of(edition, quote).sentence.of(text) or _is_of_an_outlet(text, quote):
        return False
    speaker = edition.newsroom.people.get(quote.speaker)
    is_body = not speaker or speaker.kind == "organisation"
    words = {name.removeprefix("The "), *(name.split() if is_body else ())}
    return lang.words("outlets").isdisjoint(words) or _is_announced(edition, quote)


def _is_somebody(description: str) -> bool:
    """Return whether a description's head is a name, a role, or says what somebody does: a rider, but not the card."""
    head = _BEHIND_HEAD.split(description, maxsplit=1)[0].split()[-1:]
    return any(one[0].isupper() or one.endswith(_DOERS) or (may_speak_as(one) and not _is_record(one)) for one in head)


def _is_record(noun: str) -> bool:
    """Return whether a noun is of something written: polls, a report, an e-mail."""
    return any(
        one in lang.words(name) for one in (noun, noun.removesuffix("s")) for name in ("records", "saying_nouns")
    )


def _is_of_an_outlet(text: str, quote: Quote) -> bool:
    """Return whether who speaks is a newspaper's or a broadcaster's: the Sund Courier's Ada Vell."""
    owner = OWNER.search(text, max(0, quote.via.start - LONGEST_OWNER), quote.via.start) if quote.via else None
    return owner is not None and owner[1] in lang.words("outlets")


def _may_report(edition: Edition, quote: Quote, sentence: Span) -> bool:
    """Return whether a sentence that reports stands alone, and names who says so, or says he or she for them.

    “But”, with which the other side is told, may begin it.
    """
    story, own = edition.newsroom.stories[quote.story], sentence.of(edition.newsroom.stories[quote.story].text)
    if not (is_shown(story, sentence) and _fits(story, sentence, REPORT)):
        return False
    # Whom “she” means stands above.
    follows = any(not story.text[one.end : sentence.start].strip() for one in opening_of(edition, story)[-1:])
    points_back, rest = _POINTS_BACK.search(own), _BY_PRONOUN.sub("Somebody", own)
    if not points_back and rest != own and _is_lone(rest) and _is_theirs(quote, sentence):
        return True
    is_lone = (
        _is_whole(own) and own[0] not in ALL if follows else _is_lone(own.removeprefix("But ")) and not points_back
    )
    return is_lone and _names_its_people(edition, quote, sentence, known=follows)


def _is_theirs(quote: Quote, sentence: Span) -> bool:
    """Return whether a sentence that begins with a pronoun reports what its person said, and nothing was corrected."""
    is_at_start = quote.via is not None and quote.via.start == sentence.start
    return is_at_start and bool(quote.speaker) and quote.kind != "direct" and not quote.corrections


def _reported(edition: Edition, quote: Quote, sentence: Span) -> Voice:
    """Return somebody with the source's whole sentence about what they said."""
    words = [refs.slice_of(edition, quote.story, sentence)]
    return Voice(quote_view(edition, quote), words, cut=False, head="", reported=True)


def _is_whole(sentence: str) -> bool:
    return _is_complete(sentence) and "\n" not in sentence


def _is_complete(words: str) -> bool:
    """Return whether words end as a sentence does, and every quotation and bracket of theirs within them."""
    return words.rstrip(ALL).endswith(ENDS) and is_closed(words)


def _is_lone(sentence: str) -> bool:
    """Return whether a sentence of the reporter's is whole and joins on to none before it."""
    first = sentence.split(maxsplit=1)[0].strip(",").lower()
    joins = leans(sentence) or first in lang.words("brief_openers") or " also " in sentence
    return _is_whole(sentence) and sentence[0] not in ALL and not joins and not CREDIT.search(sentence)


def _names_its_people(edition: Edition, quote: Quote, sentence: Span, *, known: bool) -> bool:
    """Return whether a sentence that reports names who says so, and nobody by a pronoun but whoever says or is `known`.

    Who says so is no owner of something (Ada Vell's wish), and a sentence “according to” them has that at an end.
    """
    text, speaker = edition.newsroom.stories[quote.story].text, edition.newsroom.people.get(quote.speaker)
    if quote.kind == "direct" or quote.corrections or quote.basis != "stated" or not quote.via:
        return False
    if _DEED.search(sentence.of(text)):
        return False
    before, behind = text[sentence.start : quote.via.start].lower(), text[quote.via.end : sentence.end]
    is_by_according = "according to" in before
    is_at_an_end = before.startswith("according to") or (", according to" in before and "," not in behind)
    is_named = sentence.covers(quote.via) and not OWNED.match(behind) and (is_at_an_end or not is_by_according)
    between = text[quote.via.end : max(quote.via.end, quote.span.start)]
    is_named = is_named and not (_ASIDE.search(before) or _IN_RELATIVE.match(between))
    is_person = bool(speaker and speaker.kind == "person")
    return is_named and (known or is_person or not SOMEBODY.search(sentence.of(text)))


def _is_new(told: Sequence[Span], span: Span) -> bool:
    return not any(one.meets(span) for one in told)


def voice_of(edition: Edition, told: TellingWords) -> Voice:
    """Return somebody with telling words: corrected ones as they read now, others without a comma that leads on."""
    view, text = quote_view(edition, told.quote), edition.newsroom.stories[told.quote.story].text
    parts = {span_of(part["words"]): part["words"] for part in view["parts"]}
    spans = told.words if told.quote.corrections else [without_comma(text, one) for one in told.words]
    shown = [parts.get(span) or refs.slice_of(edition, told.quote.story, span) for span in spans]
    return Voice(view, shown, told.is_cut, "")


def _begins_with_a_thing(words: str) -> bool:
    """Return whether words begin with a thing that was spoken of before: “The numbers are good”."""
    return words.startswith("The ") and words[len("The ")].islower()


def _has_verb(words: str) -> bool:
    """Return whether English words have a verb, which many are taken to have: not Farmers, millers, the old mayor."""
    low = [word.strip(",.;:!?…").replace("’", "'") for word in words.lower().split()]
    return len(low) >= ENOUGH_FOR_A_VERB or any(
        is_finite_form(word)
        or CONTRACTED.search(word)
        or not lang.words("verbs").isdisjoint((word, lang.base_form(word)))
        for word in low
    )


def is_of_event(edition: Edition, moment: Moment) -> bool:
    """Return whether the sentence of a moment has a word of its story's matter that is no name."""
    story = edition.newsroom.stories[moment.story]
    plain = " ".join(word for word in moment.sentence.of(story.text).split() if word[0].islower())
    return not matter_of(edition, story).isdisjoint(bases(plain))


def _is_aside(edition: Edition, name: str, words: Span) -> bool:
    """Return whether words have none of those of their story's headline and opening."""
    story = edition.newsroom.stories[name]
    return matter_of(edition, story).isdisjoint(bases(words.of(story.text)))


def best_sentence(
    edition: Edition, quotes: Iterable[Quote], words: tuple[int, int], fits: Callable[[Span], bool] = bool
) -> Voice | None:
    """Return the best whole sentence, of so many words and at a place that `fits`; None where none stands alone."""
    best = max(_whole_sentences(edition, quotes, words, fits), key=lambda one: one.weight, default=None)
    return best.voice if best else None


@once()
def matter_of(edition: Edition, story: Story) -> frozenset[str]:
    """Return what the headline and the opening of a story say, with what follows it on the screen, in base forms."""
    first = refs.opening(edition, story)
    spans = (*opening_of(edition, story), *((first,) if first else ()))
    return bases(" ".join((story.title, *(span.of(story.text) for span in spans))))


def _centrality(edition: Edition, story: Story, span: Span, *, but: str = "") -> float:
    """Return how central words are to a story, at most 4: by those that its headline, opening and text share with them.

    A name, that of whoever speaks, is left out.
    """
    weights = _weights(edition, story)
    return min(4.0, sum(weights.get(one, 0) for one in _stems(span.of(story.text)) - _stems(but)))


@once()
def _weights(edition: Edition, story: Story) -> dict[str, float]:
    """Return how much each word of a story says of its matter: names and light verbs less than others."""
    spans = [*_body(edition, story)]
    count = Counter(one for span in spans for one in _stems(span.of(story.text)))
    often = {one for one, number in count.items() if number >= max(OFTEN, len(spans) / 10)}
    plain = _stems(" ".join(word for word in story.text.split() if word[0].islower())) - _stems(LIGHT)
    title, opening = _stems(story.title), {one[:STEM] for one in matter_of(edition, story)}
    return {
        one: (0.8 * (one in title) + 0.6 * (one in opening) + 0.4 * (one in often)) * (1 if one in plain else 0.6)
        for one in opening | often
    }


def _stems(words: str) -> set[str]:
    return {one[:STEM] for one in bases(words)}


@lru_cache(maxsize=1 << 12)
def bases(words: str) -> frozenset[str]:
    """Return the words that tell something, in base forms, without anti- and the like."""
    low = (lang.without_possessive(one.lower().rstrip("’'")) for one in TELLING.findall(words))
    return frozenset(_base(PREFIX.sub("", one)) for one in low if one not in lang.words("closed"))


def _base(word: str) -> str:
    """Return the base form of a word, of one that is not listed that of its singular: weirs, weir."""
    base = lang.base_form(word)
    is_plural = base == word and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return lang.base_form(word[:-1]) if is_plural else base


def _voice(edition: Edition, quote: Quote, words: Span) -> Voice:
    text = edition.newsroom.stories[quote.story].text
    rest = next(text[words.end : one.end] for one in claim_of(edition, quote).words if one.covers(words))
    return Voice(
        quote_view(edition, quote), [refs.slice_of(edition, quote.story, words)], bool(rest.strip(" \t,،")), ""
    )


# What is open


def looks_ahead(words: str) -> bool:
    """Return whether words leave something open, or tell what may come."""
    return any(one.search(words) for one in OUTLOOK)


def _open(edition: Edition, story: Story, told: Sequence[Span]) -> tuple[Span, ...]:
    """Return what editors chose as open, nothing where they chose that.

    Else what the text says is not known. Where it says nothing so, the sentence that leaves most of the matter open:
    somebody wonders or weighs, or it says what may come; else an answer on the matter that somebody declined.
    """
    if story.header("Open"):
        return story.open
    unknown = tuple(one for one in unknown_of(edition, story) if _is_new(told, one))
    unsaid = tuple(one for one in unknown if not DECLINED.search(one.of(story.text)))
    return unsaid or tuple(_outlook(edition, story, told)) or unknown


def unknown_of(edition: Edition, story: Story) -> list[Span]:
    """Return where a text says that something is not known, but an answer that somebody declined on another matter."""
    declined = (one for one in story.unknown if DECLINED.search(one.of(story.text)))
    asides = {one for one in declined if _is_aside(edition, story.id, one)}
    return [one for one in story.unknown if one not in asides]


def _outlook(edition: Edition, story: Story, told: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentence that leaves most of the matter open, a doubt rather than what may come."""
    if not story.lang.startswith("en"):
        return
    spoken = [part.words for quote in edition.quotes_by_story.get(story.id, ()) if quote.counts for part in quote.parts]
    found = []
    for span in _body(edition, story):
        is_new = is_shown(story, span) and not any(one.meets(span) for one in (*told, *spoken))
        if is_new and _fits(story, span, (FEWEST_IN_OPEN, DATE_AT_MOST)) and _stays_open(edition, story, span):
            central, own = _centrality(edition, story, span), span.of(story.text)
            is_settled = not _UNSETTLED.search(own)
            if not is_settled or (_DOUBT.search(own) and central >= DOUBTED):
                found.append((0, -central, span))
            elif central >= TO_COME and _is_to_come(own) and _shares_title(story, own):
                found.append((1, -central, span))
    yield from (span for *_, span in sorted(found)[:1])


def _stays_open(edition: Edition, story: Story, span: Span) -> bool:
    """Return whether a sentence stands alone, and nothing shows that what it says was settled since.

    What somebody said on a day is their voice, what they were asked is most often answered, and what followed
    speculation ended it.
    """
    own, following = span.of(story.text), edition.sentences(story).around(span.start)[2]
    is_turned = following.start > span.start and TURNING_NEXT.match(story.text, following.start, following.end)
    is_over = is_turned or SAID_BEFORE.search(own) or _ASKED.search(own)
    return _is_lone(JOINED.sub("", own)) and not (is_over or LEANING.match(own))


def _is_to_come(sentence: str) -> bool:
    """Return whether the main clause tells what may come, or what somebody says so: not a clause with which or he."""
    for found in _TO_COME.finditer(sentence):
        before = _FRONTED.sub("", sentence[: found.start()])
        if not ("," in before or _CLAUSE_WITHIN.search(before)):
            return True
    return False


def _shares_title(story: Story, words: str) -> bool:
    """Return whether words have one of the headline, initials included."""
    initials = {one for one in _WORD.findall(story.title) if one.isupper()}
    return not (_stems(story.title).isdisjoint(_stems(words)) and initials.isdisjoint(_WORD.findall(words)))
