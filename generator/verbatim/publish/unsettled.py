"""Finds what a text leaves open: what it says is not known, what it doubts, and what is to come of it.

What editors chose comes first. Nothing is shown that the text says was settled since, and nobody's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verbatim.model import Span, Story
from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.places import TURNING_NEXT
from verbatim.publish.edition import Edition
from verbatim.publish.opening import MOST_CENTRAL, body_of, centrality, has_words, is_aside, is_lone, is_new, stems

WORDS = (6, 40)  # of a sentence that leaves something open
_WORD = re.compile(r"\w+")
SAID_BEFORE = re.compile(r"\bfollow(?:s|ed|ing)\b[^.]*\bspeculation\b|, (?:they|he|she) (?:said|says?)\b|\buntil now\b")
DECLINED = re.compile(r"\b(?:declin|refus)ed to\b|\bnot (?:\w+ )?(?:respond|return)|\bbe reached\b")
_IS, _STILL = r"(?:is|are|was|were|remains?|remained)", r"(?:still |also |now )?"
_DOUBTFUL = (
    r"(?:sceptical|skeptical|doubtful|uncertain|undecided|unresolved|unconvinced|divided|considering|weighing(?! in)"
    r"|mulling|in (?:doubt|question|limbo|the balance)|at stake|pending|mired|stalled|stuck|under review)"
)
_HELD = "hearing|trial|inquiry|investigation|probe"
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
    r"|[Tt]he question (?:now |for [\w ]{1,40})?is|(?:clues|deadlocked|hints|questions) (?:about|as to|on|over) whether"
    r"|up to [\w ]{1,40} to decide|decision [\w ]{0,60}is due"
    r"|(?:has|have) cast doubt|[Ff]ew (?:[\w-]+ ){0,8}(?:believe|expect|think)"
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
# What is due or to be decided. Not what could be or is likely: of 16 such in 290 stories 9 left nothing open.
_TO_COME = re.compile(
    r"\b(?:(?<!which )(?<!who )(?<!that )(?:is|are) (?:[a-z]+ly )?(?:due (?:back|to)|expected to)"
    r"|will (?:now |also |next |then )?(?:decide|vote|rule|consider|discuss|miss|need)"
    r"|will not (?:be [a-z]+|[a-z]+) until|, expected to|sets the stage for"
    r"|will (?:(?:enter|come) into force|take effect|(?:go on|stand) trial|appear in court|be sentenced))\b"
)
_STEP = re.compile(r"\bwill (?:(?:not|now|also|next|then|first) )?[a-z]+\b|\b(?:is|are) (?:to|set|scheduled|planning) ")
_UNSETTLED = re.compile(
    r"\b(?:uncertain|unclear|undecided|unsure) (?:if|whether|how|who)\b|\b(?:has|have) yet to be\b"
    r"|\bnot immediately (?:react|respond)|\b(?:is|are) due (?:in court|to be sentenced)\b"
    r"|\b(?:will|is likely to|is expected to|is due to) (?:stand trial|be sentenced|appear in court)\b"
)
# Set off within the main clause: “, which …,”. Before it: “In June, …”. And what begins another clause, or stands for
# who is named in one: “that he”.
_SET_OFF = re.compile(
    r", (?:an?|the|which|whose|where|who) [^,;“”\"]{1,80},(?= (?:could|may|might|will|is|are)\b)", re.IGNORECASE
)
_FRONTED = re.compile(
    r"^(?!(?:[Ww]h|If|Al?though|As|Because|Unless|Having)\b)(?:[\w’'-]+ ){0,5}[\w’'-]+, "
    r"|^(?:After|At|Before|By|Despite|During|Following|For|From|In|On|Under|With) [^,;“”\"]{1,150}, "
)
_CLAUSE_WITHIN = re.compile(
    r"\b(?:wh\w+|how|if|al?though|as|because|unless|until|than|that(?! (?:day|night|week|month|year)))\b"
    r"|\b(?:[Hh]e|[Ss]he|[Tt]hey|it|this|that|these|you|I|we|to) $"
)
OUTLOOK = (_DOUBT, _UNSETTLED, _TO_COME)  # what leaves a matter open: a doubt, what is unsettled, what is to come
DOUBTED, TO_COME = 0.5, 1.0  # how central a sentence has to be to its story


def looks_ahead(words: str) -> bool:
    """Return whether words leave something open, or tell what is to come."""
    return any(one.search(words) for one in OUTLOOK)


def still_open(edition: Edition, story: Story, told: Sequence[Span]) -> tuple[Span, ...]:
    """Return what editors chose as open, nothing where they chose that.

    Else what the text says is not known. Where it says nothing so, the sentence that leaves most of the matter open:
    somebody wonders or weighs, or it says what is to come; else an answer on the matter that somebody declined.
    """
    if story.header("Open"):
        return story.open
    unknown = tuple(
        one for one in unknown_of(edition, story) if is_new(told, one) and story.text[one.start] not in "(["
    )
    unsaid = tuple(one for one in unknown if not DECLINED.search(one.of(story.text)))
    return unsaid or tuple(_outlook(edition, story, told)) or unknown


def unknown_of(edition: Edition, story: Story) -> list[Span]:
    """Return where a text says that something is not known, but an answer that somebody declined on another matter."""
    declined = (one for one in story.unknown if DECLINED.search(one.of(story.text)))
    asides = {one for one in declined if is_aside(edition, story.id, one)}
    return [one for one in story.unknown if one not in asides]


def _outlook(edition: Edition, story: Story, told: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentence that leaves most of the matter open, a doubt rather than what is to come."""
    if not story.lang.startswith("en"):
        return
    spoken = [part.words for quote in edition.quotes_by_story.get(story.id, ()) if quote.counts for part in quote.parts]
    shown, found, moments = (*told, *spoken), [], edition.moments_by_story.get(story.id, ())
    for span in body_of(edition, story):
        is_fit = is_shown(story, span) and is_new(shown, span) and has_words(story, span, WORDS)
        if is_fit and _stays_open(edition, story, span):
            central, own = centrality(edition, story, span), span.of(story.text)
            is_settled = not _UNSETTLED.search(own)
            if not is_settled or (_DOUBT.search(own) and central >= DOUBTED):
                found.append((0, -central, span))
            elif central >= TO_COME:
                is_dated = any(one.certainty == "planned" and one.sentence.meets(span) for one in moments)
                is_on_title = _shares_title(story, own) or central == MOST_CENTRAL
                if (is_dated and _is_main(_STEP, own)) or ((is_dated or is_on_title) and _is_main(_TO_COME, own)):
                    found.append((1, -central, span))
    yield from (span for *_, span in sorted(found)[:1])


def _stays_open(edition: Edition, story: Story, span: Span) -> bool:
    """Return whether a sentence stands alone, and nothing shows that what it says was settled since.

    What somebody said on a day is their voice, and what followed speculation ended it.
    """
    own, following = span.of(story.text), edition.sentences(story).around(span.start)[2]
    is_turned = following.start > span.start and TURNING_NEXT.match(story.text, following.start, following.end)
    is_over = is_turned or SAID_BEFORE.search(own)
    return is_lone(JOINED.sub("", own)) and not (is_over or LEANING.match(own))


def _is_main(cue: re.Pattern[str], sentence: str) -> bool:
    """Return whether a cue stands in the main clause, or in what somebody says so: not in a clause with which or he."""
    main = _FRONTED.sub("", _SET_OFF.sub("", sentence))
    for found in cue.finditer(main):
        before = main[: found.start()]
        if not ("," in before or _CLAUSE_WITHIN.search(before)):
            return True
    return False


def _shares_title(story: Story, words: str) -> bool:
    """Return whether words have one of the headline, initials included."""
    initials = {one for one in _WORD.findall(story.title) if one.isupper()}
    return not (stems(story.title).isdisjoint(stems(words)) and initials.isdisjoint(_WORD.findall(words)))
