"""Chooses whole sentences of a text: “In brief”, three to five that tell the story, and what it says is not known.

The brief opens with the lead: the first sentence below the headings that can stand alone and tells what happened. Where
the first paragraphs have none, there is no brief. Of the other sentences that can stand alone those go first that are
early, share words with the rest of the text and its heading, name people, have a key number or a dated event, are not
mostly quotation (which has a card of its own) and are not long. No two have much the same words. Where fewer than three
qualify, there is no brief.

Of what is not known at most three sentences are chosen: “It was not clear why …” and “has not been identified” say more
than “police are investigating whether …”, and this more than “declined to comment”. What somebody is quoted as saying
is left out, and so is a sentence that begins with a pronoun for a person, since it does not say whom it means.
Precision goes first: a sentence in doubt is plain text.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from verbatim.annotate import lang
from verbatim.annotate.text.segments import DATELINE, after_dateline, is_caption, paragraphs, sentences
from verbatim.annotate.text.tense import has_main_verb, is_finite_form, is_past
from verbatim.annotate.text.tokens import is_title_case
from verbatim.core import dates as edtf
from verbatim.model import Span
from verbatim.model.reading import QuoteFound, Reading

_FEWEST, _MOST = 3, 5
_SENTENCES_EACH = 2
_ALIKE = 0.34
_EARLY, _NAMED, _NUMBER, _DATED, _QUOTED, _SHARED = 1.0, 0.12, 0.2, 0.15, 0.4, 0.6
_COMFORTABLE = 30
_LONG = 0.02
_MENTIONS = 2
_LEADING = 3  # paragraphs
_RETOLD = 2  # words of the heading, in a first sentence that tells what it announces
_MOSTLY = 0.5  # of a sentence that is quotation
_A_YEAR = 366
_MOST_HEADINGS, _HEADING, _LABELS = 6, 16, 3

_WORD = re.compile(r"[^\W_][\w’'-]*")
_LABEL = re.compile(r"\b([A-Za-z]+):")
_ENDED = re.compile(r"[.!…][”’\"'»)\]]*$|[”\"»]\.?$")
_SHORTEST, _LONGEST = 8, 60
_SCARE = 3
_MOST_QUOTES = 6
_FRONTED_IT = re.compile(
    r"(?:In|At|On|For|By|From|After|Before|With|Under|Since|To|Among)"
    r" [^,]{1,60},? it (?:is|was|has|had|wo|will|must|may|might|would|seem)"
    r"|(?:First|Second|Third|Finally|Instead|Meanwhile),"
)
_CONTINUES = re.compile(
    r"[A-Z][\w’'.-]*,? "
    r"(?:then (?:said|told|asked)|(?:also |then )?(?:added|continued|reiterated|concluded|went on)\b(?! \d| to \w+ \d))"
)
_AFTER_BARE_NOUN = ("and", "or", "of", "in", "for", "from", "at", "on", "to", "with", "between", "who")

_MOST_UNKNOWN, _SHORTEST_UNKNOWN = 3, 5  # sentences; words of one
_ASKING = r"(?:whether|if|how|when|why|who|whom|whose|what|where|which)"
_YET = r"(?:yet |immediately |entirely |fully )?"
_NOT = r"(?:(?:is|was|are|were|[’']s) not|(?:is|was|are|were)n[’']t)"
_TELL = "(?:announce|decide|determine|disclose|explain|reveal)(?:e?d)?"
_HAVE = r"(?:has|have|had)"
_UNSAID = (
    rf"(?:did|does|would|could)(?: not|n[’']t) say|{_HAVE}(?: not |n[’']t | yet to )(?:yet )?(?:sa(?:id|y)|{_TELL})"
)
_UNTOLD = r"(?:[Nn]obody|[Nn]o one) (?:knows|knew)|too (?:early|soon) to (?:say|tell|know)"
# From what says most to what says least.
_KINDS = (
    re.compile(
        rf"(?:\b|(?=[’']))(?:(?<=[Ii]t ){_NOT} {_YET}(?:clear|known)|{_NOT} {_YET}(?:clear|known)(?= {_ASKING}\b|\.)"
        r"|(?:(?<=[Ii]t )(?:is|was)|(?<=[Ii]t)[’']s|remains?|remained) (?:still |yet )?(?:unclear|unknown)"
        rf"|(?<!which )(?:is|was|are|were) (?:still |yet )?(?:unclear|unknown)(?= {_ASKING}\b|\.)"
        r"|(?:remains?|remained) (?:murky|obscure|unexplained|a mystery)"
        rf"|{_HAVE} (?:not|yet) (?:yet )?(?:to be|been) (?:publicly )?"
        r"(?:determined|established|identified|named|disclosed|found|decided|explained|accounted for))"
        r"(?! (?:to|for|as|enough|from|until|that)\b)|\bremains? to be seen\b|\bno (?:direct |immediate )?word from\b"
        rf"|\b(?:no|without) word (?:yet )?on\b|\b(?:{_UNSAID}|{_UNTOLD}),? {_ASKING}\b"
        rf"|\b{_HAVE} yet to (?:identify|name)\b|(?:\b(?:is|are|remains?)|[’']s) (?:still )?an open question\b"
        r"|\bcould not (?:immediately |independently )?be (?:confirmed|determined|established|verified)\b"
        r"|\byet[ -](?:unidentified|unnamed|unknown|undisclosed|undetermined|unexplained)\b"
        rf"|\b[Nn]o (?:[\w-]+ ){{1,3}}{_HAVE} (?:yet |so far )?claimed responsibility\b"
        r"|\bdetails (?:are|were|remain(?:ed)?) (?:still )?(?:scant|scarce|sketchy|unclear)\b",
    ),
    re.compile(
        rf"\b(?:is|are|was|were) (?:still )?(?:investigating|trying to (?:determine|establish|find out)) {_ASKING}\b"
        r"|\b(?:is|are|was|were|remains?|remained) (?:still )?under investigation\b"
        rf"|\b(?:will|(?:is|are) (?:yet )?to|must) (?:now |then |soon )?(?:decide|(?:rule|vote) on) {_ASKING}\b"
        rf"|\b{_HAVE} yet to (?:agree|decide|respond|rule|vote)\b"
        rf"|\b(?:{_HAVE},? so far,|so far) failed to (?:agree|reach)\b"
        r"|\b(?:decision|judge?ment|ruling|sentence|verdict) (?:is|was) (?:now |not )?(?:due|expected)\b",
    ),
    re.compile(
        rf"\b(?:declin|refus)ed to (?:comment\b|speak to\b|(?:say|discuss) {_ASKING}\b|(?:identify|name)\b"
        r"|give (?:any )?(?:more |further )?details)"
        r"|\b(?:did|had|has|have) not (?:immediately |yet )?(?:respond(?:ed)? to|return(?:ed)?) (?:an? |[a-z]+ )?"
        r"(?:[a-z]+ )?(?:requests?|messages?|calls?|e-?mails?|inquir(?:y|ies)|questions?)\b"
        r"|\bcould not (?:immediately )?be reached\b",
    ),
)
_STOPPED = re.compile(r"[.…][”’\"'»)\]]*$")
_TURNED = re.compile(r"\b(?:if|unless|until|longer)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that can stand alone: its place, the number of its paragraph, its content words."""

    span: Span
    paragraph: int
    content: frozenset[str]


def choose(text: str, reading: Reading) -> tuple[Span, ...]:
    """Return three to five sentences that tell the story in brief, in order of place; none where fewer qualify."""
    candidates = _candidates(text, reading)
    lead = _lead(text, candidates, reading)
    if lead is None:
        return ()
    candidates = [candidate for candidate in candidates if candidate.span.start >= lead.span.start]
    weights = _weights(text, candidates, reading)
    wanted = min(_MOST, max(_FEWEST, len(candidates) // _SENTENCES_EACH))
    chosen = [lead]
    for candidate in sorted(candidates, key=lambda c: (-weights[c], c.span.start)):
        if candidate is not lead and len(chosen) < wanted and not any(_is_alike(candidate, other) for other in chosen):
            chosen.append(candidate)
    return tuple(sorted(candidate.span for candidate in chosen)) if len(chosen) >= _FEWEST else ()


def _lead(text: str, candidates: list[Candidate], reading: Reading) -> Candidate | None:
    """Return the sentence of the first paragraphs that tells what happened: with an actor, a deed or a date.

    A text may open with a scene, a quotation or what was long before. Then its heading tells: the lead is the sentence
    of the first paragraphs that has most of its words.
    """
    body = _headings(text)
    first = [c for c in candidates if body <= c.paragraph < body + _LEADING]
    signs = _signs(text, first, reading)
    first = [candidate for candidate in first if signs[candidate]]
    if not first:
        return None
    heading = _heading_words(text, body)
    if first[0].paragraph == body and len(_bases(first[0].content) & heading) >= _RETOLD:
        return first[0]
    telling = [candidate for candidate in first if signs[candidate] > 1]
    lead = next((c for c in telling if c.paragraph <= first[0].paragraph + 1), first[0])
    later = [candidate for candidate in telling if body and candidate.span.start > lead.span.start]
    best = max(later, key=lambda candidate: len(_bases(candidate.content) & heading), default=lead)
    shared, more = (len(_bases(candidate.content) & heading) for candidate in (lead, best))
    enough = sum(candidate.span.start >= best.span.start for candidate in candidates) > _FEWEST
    return best if not shared and enough and (more > 1 or (more and signs[best] > signs[lead])) else lead


def _signs(text: str, candidates: Iterable[Candidate], reading: Reading) -> dict[Candidate, int]:
    """Return how many of an actor, a date and a deed a sentence has: none of long before, one at most of a quote."""
    named = sorted(span.start for person in reading.people for span in person.mentions)
    dated = sorted(date.span.start for date in reading.dates if date.moment)
    spoken = sorted(quote.span for quote in reading.quotes if quote.kind == "direct")
    long_ago = set(_long_ago(reading))

    def signs(span: Span) -> int:
        words = _WORD.findall(text, span.start, span.end)
        found = sum((_inside(named, span) > 0, _inside(dated, span) > 0, any(map(is_finite_form, words))))
        return 0 if span in long_ago else min(found, 1 if _quoted_share(spoken, span) > _MOSTLY else found)

    return {candidate: signs(candidate.span) for candidate in candidates}


def _long_ago(reading: Reading) -> Iterator[Span]:
    """Yield the sentences of which every date lies over a year before the last day that the text reports.

    None with a date to come is: yields from 2000 to 2050.
    """
    days: list[date] = []
    ends: dict[Span, list[date]] = defaultdict(list)
    for one in reading.dates:
        known = edtf.parse(one.value) if one.value and one.sentence else None
        if known and known.latest and one.sentence and one.certainty == "reported":
            ends[one.sentence].append(known.latest)
            days += [known.latest] if known.precision == "day" else []
    last = max(days, default=None)
    to_come = {one.sentence for one in reading.dates if one.certainty == "planned"}
    past = ((sentence, max(own)) for sentence, own in ends.items() if sentence not in to_come)
    yield from (sentence for sentence, latest in past if last and (last - latest).days > _A_YEAR)


def _heading_words(text: str, body: int) -> frozenset[str]:
    """Return what the paragraphs above the story say, in base forms."""
    lines = (paragraph.of(text) for paragraph in paragraphs(text)[:body])
    return _bases(word.lower() for line in lines for word in _WORD.findall(line) if _says_something(word.lower()))


def _bases(words: Iterable[str]) -> frozenset[str]:
    return frozenset(lang.base_form(lang.without_possessive(word)) for word in words)


def _says_something(low: str) -> bool:
    return len(low) > len("the") and low not in lang.words("phrase_ends")


def _headings(text: str) -> int:
    """Return how many paragraphs at the top are headings, bylines or labels, and no sentences of the story."""
    count, continued = 0, False
    lines = [paragraph.of(text) for paragraph in paragraphs(text)[:_MOST_HEADINGS]]
    if dated := [at for at, line in enumerate(lines) if DATELINE.match(line)]:
        return dated[0]
    for line in lines:
        words = _WORD.findall(line)
        bare = lang.words("brief_articles").isdisjoint(word.lower() for word in words) and len(words) <= _HEADING
        if count and bare and len(words) >= _SHORTEST and line.endswith(".") and any(map(is_finite_form, words)):
            break  # below the heading: a sentence that happens to have no article
        if not (continued or bare or len(words) <= _LABELS or not _ENDED.search(line) or is_title_case(line.split())):
            break
        count, continued = count + 1, line.endswith(";")
    return count


def _is_alike(one: Candidate, other: Candidate) -> bool:
    return len(one.content & other.content) > _ALIKE * min(len(one.content), len(other.content))


def _weights(text: str, candidates: list[Candidate], reading: Reading) -> dict[Candidate, float]:
    common = Counter(word for candidate in candidates for word in candidate.content)
    named = sorted(span.start for person in reading.people for span in person.mentions)
    numbers = sorted(number.span.start for number in reading.numbers if number.key)
    dated = sorted(date.span.start for date in reading.dates if date.moment)
    quoted = sorted(quote.span for quote in reading.quotes if quote.kind == "direct")
    return {
        candidate: _EARLY / (1 + 0.15 * candidate.paragraph)
        + _SHARED * min(_commonness(candidate.content, common), 1.0)
        + _NAMED * min(_inside(named, candidate.span), _MENTIONS)
        + _NUMBER * min(_inside(numbers, candidate.span), 1)
        + _DATED * min(_inside(dated, candidate.span), 1)
        - _QUOTED * _quoted_share(quoted, candidate.span)
        - _LONG * max(len(candidate.span.of(text).split()) - _COMFORTABLE, 0)
        for candidate in candidates
    }


def _inside(places: list[int], span: Span) -> int:
    return bisect_left(places, span.end) - bisect_left(places, span.start)


def _quoted_share(quotes: list[Span], span: Span) -> float:
    first = bisect_left(quotes, span.start, key=lambda quote: quote.start)
    last = bisect_left(quotes, span.end, key=lambda quote: quote.start)
    return sum(quote.end - quote.start for quote in quotes[first:last]) / (span.end - span.start)


def _commonness(content: frozenset[str], common: Counter[str]) -> float:
    """Return the mean share of the other candidates that use a word of `content`."""
    total = sum(common.values()) or 1
    return len(content) and 10 * sum(common[word] - 1 for word in content) / (total * len(content) ** 0.5)


def _candidates(text: str, reading: Reading) -> list[Candidate]:
    """Return the sentences of `text` that can stand alone, in order."""
    people = sorted(m for person in reading.people if person.kind == "person" for m in person.mentions)
    quotes = sorted(reading.quotes, key=lambda quote: (quote.span.end, quote.span.start))
    ends = [quote.span.end for quote in quotes]
    starts = [paragraph.start for paragraph in paragraphs(text)]
    body, opened = _headings(text), False
    captions = [paragraph for paragraph in paragraphs(text) if is_caption(paragraph.of(text))]
    candidates = []
    for sentence in sentences(text):
        if any(one.covers(sentence) for one in captions):
            continue
        span = after_dateline(text, sentence)
        behind = bisect_right(ends, span.start)
        near = quotes[behind : behind + _MOST_QUOTES + 2]
        words = _WORD.findall(text, span.start, span.end)
        paragraph = bisect_right(starts, span.start) - 1
        first = not opened and paragraph >= body
        opened = opened or first
        meeting = [quote for quote in near if quote.span.meets(span)]
        alone = _stands_alone(text, span, words, meeting, first=first)
        if alone and (_names_first(text, span, people, meeting) or (first and _says_who_first(words))):
            lower = (word.lower() for word in words)
            content = frozenset(filter(_says_something, lower))
            candidates.append(Candidate(span, paragraph, content))
    return candidates


def _stands_alone(text: str, span: Span, words: list[str], quotes: list[QuoteFound], *, first: bool) -> bool:
    """Return whether a sentence needs none before it; `first`, the lead, has none that it could lean on."""
    is_whole = _ENDED.search(text, max(span.start, span.end - 4), span.end) and text[span.start] not in "(["
    if not is_whole or not _SHORTEST <= len(words) <= _LONGEST:
        return False
    if "also" in words or not has_main_verb(span.of(text), words):
        return False
    labels = (match[1].lower() for match in _LABEL.finditer(text, span.start, span.end))
    if any(label in lang.words("caption_labels") for label in labels):  # the line of a picture is part of the sentence
        return False
    if _FRONTED_IT.match(text, span.start, span.end) or (not first and _leans(text, span, quotes)):
        return False
    of_the_news = words[0] == "The" and words[2] in lang.words("auxiliaries")  # The mill is closing
    opens = _opens_alone(words) or (first and (of_the_news or words[0].lower() in lang.short("quantities")))
    if not opens or len(quotes) > _MOST_QUOTES or _refers_outside(text, span, quotes):
        return False
    # what a first sentence reports has its verb there, whoever it is that speaks
    return all(span.covers(quote.span) and (first or _is_complete(text, span, quote)) for quote in quotes)


@cache
def _leaning() -> re.Pattern[str]:
    """Return the pattern of the phrases by which a sentence leans on another, “this attack” among them."""
    listed = lang.words("brief_leaning")
    opening = {phrase[0].upper() + phrase[1:] for phrase in listed if " " in phrase}  # a single word: brief_openers
    phrases = "|".join(re.escape(phrase) for phrase in sorted(listed | opening, key=len, reverse=True))
    times = "|".join(sorted(lang.words("units") | lang.words("dayparts") | lang.words("seasons")))
    pointed = rf"(?:this|these|those|such) (?!(?:past |coming )?(?:{times}|weekend|time|century|[A-Z]))[a-z]"
    after = r"(?:of|in|on|at|after|before|during|for|by|with|from|until) that [a-z]"
    on = (
        r"(?:[Jj]ust |[Oo]nly )?[\w-]+"
        r" (?:hours?|days?|weeks?|months?|years?|minutes?) (?:later|earlier|afterwards?)\b(?! than)"
    )
    return re.compile(rf"\b(?:{phrases})(?!\w)|\b{pointed}|\b{after}|\b{on}|[<>]")


def _leans(text: str, span: Span, quotes: list[QuoteFound]) -> bool:
    """Return whether a sentence points to another: “after that interview”, “two days later”, NAME added."""
    spoken = [quote.span for quote in quotes if quote.kind == "direct"]
    for pattern in (_leaning(), _CONTINUES):
        for found in pattern.finditer(text, span.start, span.end):
            if not any(words.covers(Span(found.start(), found.end())) for words in spoken):
                return True
    return False


def _opens_alone(words: list[str]) -> bool:
    """Return whether the first words need nothing before them."""
    if words[0].lower().replace("’", "'") in lang.words("brief_openers"):
        return False
    bare = words[0] == "The" and words[1].islower() and (is_past(words[2]) or words[2] in lang.words("phrase_ends"))
    return not bare or words[2] in _AFTER_BARE_NOUN


def _refers_outside(text: str, span: Span, quotes: list[QuoteFound]) -> bool:
    """Return whether the writer speaks of himself or to the reader, or says “it” before any noun that it may mean."""
    noun, subject = False, _opens_with_subject(text, span)
    for word in _WORD.finditer(text, span.start, span.end):
        quoted = any(quote.kind == "direct" and quote.span.start <= word.start() < quote.span.end for quote in quotes)
        if quoted or text.endswith(".", span.start, word.start()):  # the I of F.B.I.
            continue
        low = "" if word[0].isupper() and len(word[0]) > 1 else word[0].lower()  # the US is not us
        is_thing = low in lang.words("brief_things") and not (noun or (low == "its" and subject))
        if low in lang.words("brief_writer") or is_thing:
            return True
        noun = noun or low in lang.words("brief_articles") or (word[0][0].isupper() and word.start() > span.start)
    return False


def _opens_with_subject(text: str, span: Span) -> bool:
    """Return whether the first word of a sentence is its subject: Norland is raising its rate."""
    words = [word[0] for word in islice(_WORD.finditer(text, span.start, span.end), 2)]
    return len(words) > 1 and words[0].lower() not in lang.words("closed") and is_finite_form(words[1])


def _is_complete(text: str, span: Span, quote: QuoteFound) -> bool:
    """Return whether a quotation within a sentence has its speaker there."""
    scare = len(quote.span.of(text).split()) <= _SCARE
    if quote.speaker is None and not scare:
        return False
    return quote.kind != "direct" or scare or (quote.via is not None and span.covers(quote.via))


def _says_who_first(words: list[str]) -> bool:
    """Return whether a lead's own subject precedes its first pronoun: Voters said they left."""
    pronoun = next((at for at, word in enumerate(words) if word.lower() in lang.words("brief_pronouns")), 0)
    verb = next((at for at, word in enumerate(words) if is_finite_form(word)), len(words))
    owned = words[0].lower() in lang.words("brief_articles") and words[pronoun].lower() in lang.short("owning_pronouns")
    return pronoun > 1 and (owned or (verb < pronoun and words[pronoun].lower() in lang.short("leaning_subjects")))


def _names_first(text: str, span: Span, people: list[Span], quotes: list[QuoteFound]) -> bool:
    """Return whether a name comes before every pronoun for a person outside quotations."""
    first = bisect_left(people, span.start, key=lambda mention: mention.start)
    spoken = [quote.span for quote in quotes if quote.kind == "direct"]
    outside = (at for at in range(first, len(people)) if not any(quote.covers(people[at]) for quote in spoken))
    named = min(next((people[at].start for at in outside), span.end), span.end)
    for word in _WORD.finditer(text, span.start, named):
        inside = any(quote.span.start <= word.start() < quote.span.end for quote in quotes)
        if not inside and word[0].lower() in lang.words("brief_pronouns"):
            return False
    return True


# What is not known


def unknowns(text: str, reading: Reading) -> tuple[Span, ...]:
    """Return up to three sentences in which the text says that something is not known, in order of place."""
    found = sorted(_saying_so(text, reading))
    return tuple(sorted(span for _, span in found[:_MOST_UNKNOWN]))


def _is_closed(sentence: str) -> bool:
    """Return whether every bracket and quotation mark of a sentence opens and closes within it."""
    pairs = all(sentence.count(pair[0]) == sentence.count(pair[1]) for pair in ("()", "[]", "“”", "«»"))
    return pairs and sentence.count('"') % 2 == 0


def _saying_so(text: str, reading: Reading) -> Iterator[tuple[int, Span]]:
    """Yield each sentence that says so, after the number of its kind."""
    spoken = [quote.span for quote in reading.quotes if quote.kind == "direct"]
    for span in sentences(text):
        words = span.of(text).split()
        is_whole = _STOPPED.search(text, max(span.start, span.end - 3), span.end) and _is_closed(span.of(text))
        is_fit = _SHORTEST_UNKNOWN <= len(words) <= _LONGEST and words[0].lower() not in lang.words("brief_pronouns")
        if not (is_whole and is_fit):
            continue
        for kind, pattern in enumerate(_KINDS):
            match = pattern.search(text, span.start, span.end)
            said = match and any(quote.start <= match.start() < quote.end for quote in spoken)
            over = _TURNED.search(text, span.start, match.start()) or "until now" in span.of(text) if match else None
            if match and not (said or over):
                yield kind, span
                break
