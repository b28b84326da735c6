"""Finds who says what of a story: in their own words, else in the text's whole sentence that reports them.

What editors chose comes first. Nobody without a page is heard, and no words are left out that may turn their sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.text.phrases import is_role, may_speak_as
from verbatim.annotate.text.tense import is_finite_form
from verbatim.core.quotation_marks import ALL
from verbatim.model import Quote, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.descriptions import head_of
from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.record import LONGEST_SIDE
from verbatim.publish import refs
from verbatim.publish.claims import (
    MARKS,
    SPEAKING,
    claim_of,
    is_report,
    is_turned_after,
    leans,
    lone_sentences,
    shown_sides,
    without_comma,
)
from verbatim.publish.edition import Edition
from verbatim.publish.opening import (
    TELLING,
    bases,
    centrality,
    has_words,
    is_heading,
    is_lone,
    is_new,
    is_whole_sentence,
    matter_of,
    opening_of,
)
from verbatim.publish.quotations import QuoteView, quote_view
from verbatim.publish.refs import Slice

SIDES_AT_MOST = 3
FEWEST_TELLING = 2  # words that tell something: not “It is so, I would say”
# Weights of words, where each word of the headline weighs about two: of what tells something of the matter, of a report
# that does, of what is an aside at best; and what counts against others.
TELLS, REPORT_TELLS, ASIDE = -1.5, -2.0, -2.5
REPORTED, WITHIN, WORKED_OUT, LATER, TOO_LONG, TOO_SHORT = 3.5, 2, 0.8, 0.6, 0.15, 0.4
OF_IT = 1.5  # how central a sentence is that begins with “it” or “these”, and may stand: the headline says what it is
BESIDE = 5  # words beside who speaks that say when they spoke
SHORT, LONG = (4, 15), (8, 30)  # words of a voice: on the first screen, beside the text
AT_LENGTH = (4, LONGEST_SIDE)  # words of a voice where no shorter one is of the matter
REPORT = (7, LONGEST_SIDE)  # words of a sentence that reports what somebody said
ENOUGH_FOR_A_VERB = 7  # words of a sentence
CONTRACTED = re.compile(r"n't$|'(?:m|re|ve|ll|d)$|^(?:it|he|she|that|there|what|who|here)'s$")
LONGEST_OWNER = 30  # characters
OWNER = re.compile(r"\b([A-Z]\w+)['’]s $")
_OUTLET = re.compile(r"\b(?:newspaper|daily|weekly|magazine|broadcaster|news (?:agency|site|website))s? $")
OWNED = re.compile(r"['’]s?\b|['’](?=\s)")
# “The party” or “the President”, spoken of before, not “the Vell campaign”; “a spokesman” of whom nothing shows; “28
# percent of voters”.
_NOBODY_KNOWN = re.compile(
    r"(?:[Tt]he (?![A-Z][a-z]+ campaign$)[A-Z]?[a-z -]+|[Aa]n? (?:[a-z]{1,20} )?(?:spokes[a-z]+|official|source)"
    r"|[Mm]any|[Oo]thers|[Ss]ome|[Bb]oth(?: \w+)?|[Ff]ew|[Oo]ne in \w+)$|\d|[Ss]everal\b"
    r"|(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\b"
)
_ENDS_ROLE = re.compile(r"(?:, (?!and |but |or |which )[^,]*|[^,]*)$")  # behind a name: nothing, or who that is
_DOERS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians")
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")
_TURN = re.compile(
    r"[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{0,20})?: "
)  # of another speaker: “Ada Vell: The mill is lost.”
# A deed, and no speech: agreed to buy a mill; added four goals; bought it, records show.
_DEED = re.compile(
    r"\bagreed to\b|\b(?:records|documents|filings|figures) (?:show|indicate)"
    r"|\badd(?:ed|s) (?:another|\d|two|three|four|five|six|seven|eight|nine|ten)\b"
)
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
    r"|^(?:shortly|soon|later|(?:an? |the )?(?:minute|hour|day|week|month|year)s?)"
    r" (?:after|before|earlier|later|that)\w*\b"
    rf"|^(?:back )?in (?:\w+ )?(?:19|20)\d\d\b|^even\b|^last (?:{'|'.join(sorted(lang.words('months')))})\b"
    r"|\b(?:this|these)\b(?! (?:week|weekend|month|year|morning|afternoon|evening|season|spring|summer|autumn|fall"
    r"|winter|country)\b)",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"(?:It|Th(?:is|ese))\b(?!.*\b(?:he|she|him|they|them|not)\b)")
# “I think”, and what says nothing before its “that”: “it is clear that”, “it seems”.
_VIEW = re.compile(
    r"^(?:(?:Uh|Um|Well|Look|Oh), )?(?:(?:I|We) (?:do )?(?:think|believe) )?"
    r"(?:that (?!(?:is|was|would|will|has|does|did|could)(?:n['’]t)?\b)"
    r"|(?:it['’]s|it is|it should be) (?:[a-z]+ ){1,2}(?:that|to)\b"
    r"|it (?:seems|appears|looks) (?:(?:that|as if|like) )?)?",
    re.IGNORECASE,
)
_CLAUSE_BEGINS = re.compile(r"[,;]|\b(?:wh\w+|that|after|before|since)\b")
_IT = re.compile(r"^(?:[\w’'-]+ ){0,4}it\b|\b(?:[Yy]ou|[Yy]our)\b")
_ENDS_ON_IT = re.compile(r"\b(?:it|this|that|those|the thing)[.,!?]?$")
# When somebody said something that is no news now.
_OTHER_TIME = re.compile(
    r"\b(?:last (?:week|month|year)|(?:this|that|last) (?:spring|summer|autumn|fall|winter)"
    r"|(?:weeks|months|years) (?:ago|earlier|before|since)|earlier (?:this|in the) (?:week|month|year)"
    rf"|(?:in|last) (?:\w+ )?(?:{'|'.join(sorted(lang.words('months')))})|in (?:the )?(?:19|20)\d\ds?"
    r"|at the time|once|previously|had (?:said|told|called|warned|argued|hoped|planned))\b",
    re.IGNORECASE,
)


class Voice(NamedTuple):
    """Somebody whose speaking is established, with few words of theirs."""

    quote: QuoteView  # the quotation, who spoke, and in which story
    words: list[Slice]  # its pieces that are shown, in order
    cut: bool  # whether more words of it follow
    head: str  # what the side is for, by the editors; may be empty
    reported: bool = False  # whether the words are the source's whole sentence about what was said, and nobody's own


def chosen_voices(edition: Edition, story: Story) -> list[Voice]:
    """Return the sides that editors chose and that are shown."""
    found = []
    for side, quote in shown_sides(edition, story).items():
        if is_report(quote, claim_of(edition, quote), side.words):
            voice = _reported(edition, quote, side.words)
        else:
            voice = _voice(edition, quote, without_comma(story.text, side.words))
        found.append(voice._replace(head=side.head))
    return found


def voices_of(edition: Edition, story: Story, told: Sequence[Span]) -> list[Voice]:
    """Return who is heard: whom the headline names, whom the opening names, then whose words are most of the matter.

    Two who speak for the same body are heard once. An aside stands where nobody speaks of the matter. No newspaper is
    heard, and no headline.
    """
    groups: dict[str, list[Quote]] = defaultdict(list)
    for quote in edition.quotes_by_story.get(story.id, ()):
        is_open = is_attributed(quote) and not (quote.withdrawn or quote.is_closed)
        if is_open and not is_heading(edition, story, claim_of(edition, quote).sentence):
            groups[quote.speaker or quote.said_by.casefold()].append(quote)
    found: list[tuple[bool, int, float, Fitting]] = []
    for own in (held for held in groups.values() if _may_be_heard(edition, held[0])):
        is_announced = _is_announced(edition, own[0])
        place = is_announced + (is_announced and not bases(_name(edition, own[0])).isdisjoint(bases(story.title)))
        if best := _best_of(edition, own, told, ASIDE - is_announced):
            found.append((_is_described(own[0]), -place, -_standing(story, own) - best.weight, best))
    found.sort(key=lambda one: one[:3])
    of_matter = [
        best for _, place, _, best in found if place or best.weight >= (REPORT_TELLS if best.voice.reported else TELLS)
    ]
    return _one_of_each(of_matter or [best for *_, best in found[:1]])


class Fitting(NamedTuple):
    """Words that may stand for somebody: the more weight the better."""

    weight: float
    voice: Voice


def _best_of(edition: Edition, own: Sequence[Quote], told: Sequence[Span], least: float) -> Fitting | None:
    """Return the words that stand best for somebody, of all their quotations; None where none weigh the least asked.

    Where no sentence stands alone, a whole quotation may. Whom the text calls only “he” or “she” where they speak is
    heard where the sentence before names them.
    """
    is_named = any(one.basis != "inferred" for one in own)
    sure = (one for one in own if is_named or _is_named_before(edition, one))
    quotes = [one for one in sure if not _is_of_another_time(edition, one)]
    reports = [*_reports(edition, quotes, told)]
    for fitting in (
        _whole_sentences(edition, quotes, AT_LENGTH, partial(is_new, told)),
        _whole_quotations(edition, quotes, told),
    ):
        best = max((*fitting, *reports), key=lambda one: one.weight, default=None)
        if best and best.weight >= least:
            return best
    return None


def _is_named_before(edition: Edition, quote: Quote) -> bool:
    """Return whether the sentence before a quotation, or its own, names who speaks, and not behind a preposition.

    Of 14 voices that rested on a pronoun alone two were of somebody else.
    """
    story = edition.newsroom.stories[quote.story]
    start, name = claim_of(edition, quote).sentence.start, _name(edition, quote).split()
    before = edition.sentences(story).before(start)
    words = [_plain(one) for one in story.text[before.start if before else start : quote.span.start].split()]
    behind = (one for one, other in pairwise(["", *words]) if other in name and one not in name)
    if quote.via and name[-1] in quote.via.of(story.text):
        return True
    return name[-1] in words and any(lang.pairs("closed").get(one.lower()) not in ("prep", "conj") for one in behind)


def _standing(story: Story, own: Sequence[Quote]) -> float:
    """Return the weight that somebody has in a story: quoted often and early."""
    early = 1 - min(one.span.start for one in own) / len(story.text)
    return min(len(own), 4) + 2 * early


def _one_of_each(ranked: Iterable[Fitting]) -> list[Voice]:
    """Return the first voices; of two on one side who has their own words."""
    found: list[Voice] = []
    for one in ranked:
        voice = one.voice
        same = next((at for at, it in enumerate(found) if _is_one_side(it, voice)), None)
        if same is not None:
            is_better = found[same].reported and not voice.reported
            found[same] = voice if is_better else found[same]
        elif len(found) < SIDES_AT_MOST:
            found.append(voice)
    return found


def best_sentence(
    edition: Edition, quotes: Iterable[Quote], words: tuple[int, int], fits: Callable[[Span], bool] = bool
) -> Voice | None:
    """Return the best whole sentence, of so many words and at a place that `fits`; None where none stands alone."""
    best = max(_whole_sentences(edition, quotes, words, fits), key=lambda one: one.weight, default=None)
    return best.voice if best else None


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
            says = _telling(own)
            if not (has_words(story, span, words) and fits(span) and says >= FEWEST_TELLING and _has_verb(own)):
                continue
            central = centrality(edition, story, span, but=_name(edition, quote))
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
            yield Fitting(weight, _voice(edition, quote, span))


def _whole_quotations(edition: Edition, quotes: Iterable[Quote], told: Sequence[Span]) -> Iterator[Fitting]:
    """Yield short quotations in marks that may be shown whole, piece by piece, with what turns a sentence of theirs."""
    for order, quote in enumerate(quotes):
        story, claim, name = edition.newsroom.stories[quote.story], claim_of(edition, quote), _name(edition, quote)
        pieces = [one.of(story.text) for one in claim.words]
        own, count = " ".join(pieces), sum(len(one.split()) for one in pieces)
        is_lone = not ("?" in own or own[:1].islower() or leans(_VIEW.sub("", own)) or is_turned_after(edition, quote))
        is_theirs = not (quote.corrections or _TURN.match(own))
        is_whole = claim.form == "quoted" and is_theirs and all(" " in one for one in pieces)
        is_fit = LONG[0] <= count <= AT_LENGTH[1] and _telling(own) >= FEWEST_TELLING and story.lang.startswith("en")
        may_stand = all(is_new(told, one) and story.text[one.start - 1 : one.start] in MARKS for one in claim.words)
        if is_lone and is_whole and is_fit and may_stand:
            central = max(centrality(edition, story, one, but=name) for one in claim.words)
            weight = 2 * central - WITHIN - _pointing(own) - TOO_LONG * max(0, count - LONG[1]) - LATER * min(order, 2)
            words = [refs.slice_of(edition, quote.story, without_comma(story.text, one)) for one in claim.words]
            voice = Voice(quote_view(edition, quote), words, cut=False, head="")
            yield Fitting(weight, voice)


def _telling(words: str) -> int:
    """Return how many words tell something."""
    low = (one.lower() for one in TELLING.findall(words.replace("’", "'")))
    return sum(one not in lang.words("closed") and not CONTRACTED.search(one) for one in low)


def _has_verb(words: str) -> bool:
    """Return whether English words have a verb, which many are taken to have: not Farmers, millers, the old mayor."""
    low = [word.strip(",.;:!?…").replace("’", "'") for word in words.lower().split()]
    return len(low) >= ENOUGH_FOR_A_VERB or any(
        is_finite_form(word)
        or CONTRACTED.search(word)
        or not lang.words("verbs").isdisjoint((word, lang.base_form(word)))
        for word in low
    )


def _begins_with_a_thing(words: str) -> bool:
    """Return whether words begin with a thing that was spoken of before: “The numbers are good”."""
    return words.startswith("The ") and words[len("The ")].islower()


def _pointing(words: str) -> float:
    """Return how much words point to what stands elsewhere."""
    others = sum(bool(one.search(words)) for one in (SOMEBODY, _ELSEWHERE, _ENDS_ON_IT))
    return 2.5 * others + 1.2 * bool(_IT.search(words) or _POINTS_BACK.search(words))


def _reports(edition: Edition, quotes: Iterable[Quote], told: Sequence[Span]) -> Iterator[Fitting]:
    """Yield the text's whole sentences that report what somebody said, and name them."""
    for order, quote in enumerate(quotes):
        story, sentence = edition.newsroom.stories[quote.story], claim_of(edition, quote).sentence
        if is_new(told, sentence) and _may_report(edition, quote, sentence):
            own = sentence.of(story.text)
            weight = 2 * centrality(edition, story, sentence, but=_name(edition, quote)) - REPORTED
            weight -= bool(_BY_PRONOUN.search(own)) + 0.1 * max(0, len(own.split()) - 20) + LATER * min(order, 2)
            yield Fitting(weight, _reported(edition, quote, sentence))


def _may_report(edition: Edition, quote: Quote, sentence: Span) -> bool:
    """Return whether a sentence that reports stands alone, and names who says so, or says he or she for them.

    “But”, with which the other side is told, may begin it.
    """
    story, own = edition.newsroom.stories[quote.story], sentence.of(edition.newsroom.stories[quote.story].text)
    if not (is_shown(story, sentence) and has_words(story, sentence, REPORT)) or _DEED.search(own):
        return False
    # Whom “she” means stands above.
    follows = any(not story.text[one.end : sentence.start].strip() for one in opening_of(edition, story)[-1:])
    points_back, rest = _POINTS_BACK.search(own), _BY_PRONOUN.sub("Somebody", own)
    if not points_back and rest != own and is_lone(rest) and _is_theirs(quote, sentence):
        return True
    is_alone = (
        is_whole_sentence(own) and own[0] not in ALL
        if follows
        else is_lone(own.removeprefix("But ")) and not points_back
    )
    return is_alone and _names_its_people(edition, quote, sentence, known=follows)


def _is_theirs(quote: Quote, sentence: Span) -> bool:
    """Return whether a sentence that begins with a pronoun reports what its person said, and nothing was corrected."""
    is_at_start = quote.via is not None and quote.via.start == sentence.start
    return is_at_start and bool(quote.speaker) and quote.kind != "direct" and not quote.corrections


def _names_its_people(edition: Edition, quote: Quote, sentence: Span, *, known: bool) -> bool:
    """Return whether a sentence that reports names who says so, and nobody by a pronoun but whoever says or is `known`.

    Who says so is no owner of something (Ada Vell's wish), and a sentence “according to” them has that at an end. What
    “Ada Vell's lawyer” says of “her” names her.
    """
    text, speaker = edition.newsroom.stories[quote.story].text, edition.newsroom.people.get(quote.speaker)
    if quote.kind == "direct" or quote.corrections or quote.basis != "stated" or not quote.via:
        return False
    before, behind = text[sentence.start : quote.via.start].lower(), text[quote.via.end : sentence.end]
    is_by_according = "according to" in before
    is_at_an_end = before.startswith("according to") or (", according to" in before and _ENDS_ROLE.match(behind))
    is_named = sentence.covers(quote.via) and not OWNED.match(behind) and (is_at_an_end or not is_by_according)
    between = text[quote.via.end : max(quote.via.end, quote.span.start)]
    is_named = is_named and not (_ASIDE.search(before) or _IN_RELATIVE.match(between))
    is_person = speaker.kind == "person" if speaker else bool(OWNED.search(quote.said_by))
    return is_named and (known or is_person or not SOMEBODY.search(sentence.of(text)))


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


def _tells_when(narrated: str) -> bool:
    """Return whether a reporter's words beside a quotation say that it was spoken some time before."""
    for time in _OTHER_TIME.finditer(narrated):
        before, behind = SPEAKING.split(narrated[: time.start()]), narrated[time.end() :].split()[:BESIDE]
        if (len(before) > 1 and not _CLAUSE_BEGINS.search(before[-1])) or SPEAKING.search(" ".join(behind)):
            return True
    return False


def _is_one_side(one: Voice, other: Voice) -> bool:
    """Return whether two speak for the same body or person, as their names and roles say: BMO, a BMO spokeswoman."""
    sides = _stands_for(one), _stands_for(other)
    for (name, _), (other_name, words) in (sides, sides[::-1]):
        is_short = " " in name and "".join(word[0] for word in name.split()) == other_name
        if is_short or (name and f" {_plain(name)} ".lower() in f" {_plain(words)} ".lower()):
            return True
    (_, words), (_, other_words) = sides
    return not _names_in(words).isdisjoint(_names_in(other_words))


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


def _is_described(quote: Quote) -> bool:
    """Return whether the text only describes who speaks, and not as somebody’s: analysts, but not Ada Vell’s lawyer."""
    return not (quote.speaker or OWNED.search(quote.said_by))


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
    if not quote.speaker and _OUTLET.search(f"{name} "):
        return False
    speaker = edition.newsroom.people.get(quote.speaker)
    is_body = not speaker or speaker.kind == "organisation"
    words = {name.removeprefix("The "), *(name.split() if is_body else ())}
    return lang.words("outlets").isdisjoint(words) or _is_announced(edition, quote)


def _is_somebody(description: str) -> bool:
    """Return whether a description's head is a body, a role, or says what somebody does: a rider, but not the card.

    A name alone is of somebody without a page.
    """
    head = head_of(description)
    low, is_name = head.lower(), all(one[0].isupper() for one in description.split())
    speaks = (low.endswith(_DOERS) or may_speak_as(low)) and not _is_record(low)
    return speaks or (head[:1].isupper() and not is_name)


def _is_record(noun: str) -> bool:
    """Return whether a noun is of something written: polls, a report, an e-mail."""
    return any(
        one in lang.words(name)
        for one in (noun, noun.removesuffix("s"), f"{noun}s")
        for name in ("records", "saying_nouns")
    )


def _is_of_an_outlet(text: str, quote: Quote) -> bool:
    """Return whether who speaks is a newspaper's or a broadcaster's, or one: the Sund Courier's Ada Vell."""
    before = text[max(0, quote.via.start - LONGEST_OWNER) : quote.via.start] if quote.via else ""
    owner = OWNER.search(before)
    return (owner is not None and owner[1] in lang.words("outlets")) or _OUTLET.search(before) is not None


def _reported(edition: Edition, quote: Quote, sentence: Span) -> Voice:
    """Return somebody with the source's whole sentence about what they said."""
    words = [refs.slice_of(edition, quote.story, sentence)]
    return Voice(quote_view(edition, quote), words, cut=False, head="", reported=True)


def _voice(edition: Edition, quote: Quote, words: Span) -> Voice:
    text = edition.newsroom.stories[quote.story].text
    rest = next(text[words.end : one.end] for one in claim_of(edition, quote).words if one.covers(words))
    return Voice(
        quote_view(edition, quote), [refs.slice_of(edition, quote.story, words)], bool(rest.strip(" \t,،")), ""
    )
