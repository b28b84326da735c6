"""Says what may be shown as a quotation's words: every page, card, feed, file and picture asks here.

Somebody's words are those that the source puts within quotation marks, and nothing else. A mixed sentence has its
quoted pieces, an interrupted quotation its pieces, a paraphrase none: what it has is its whole sentence, with the verb
that carries it. Words that their sentence denies, doubts or asks about are never shown without it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.text.segments import sentences_within
from verbatim.content.format.story_file import TURNS
from verbatim.core.errors import Advice, ContentError
from verbatim.core.i18n import Words, msgid
from verbatim.core.quotation_marks import ALL
from verbatim.core.text import stripped
from verbatim.model import ClaimForm, Person, Quote, QuotePart, Side, Span, Story
from verbatim.newsroom.attributions import is_attributed, is_unread
from verbatim.newsroom.places import TURNING_NEXT, Sentences, description_in
from verbatim.newsroom.record import marked_pieces, spoken_pieces
from verbatim.publish.edition import Edition, once
from verbatim.publish.html import on_one_line, plain

NOT_ESTABLISHED = msgid("Speaker not established")
NAMED_BY_EDITORS = msgid("%(name)s (named by the editors)")
REPORTED = msgid("Reported in %(story)s")
CORRECTED = msgid("Corrected")
REPORTS, REPORTS_SO = msgid("%(source)s reports, in its own words:"), msgid("The source reports, in its own words:")
SENTENCE, WHOLE = msgid("%(source)s, the whole sentence:"), msgid("The source’s whole sentence:")
ENGLISH = "“”"
# Pairs that a source is shown with; a typewriter's straight marks give way to those of its language.
SHOWN_PAIRS = frozenset(("“”", "„“", "„”", "««", "«»", "»«", "””", "»»", "「」"))
# From CLDR, by the first subtag; other languages take the English ones.
PAIRS_BY_LANGUAGE = {
    **dict.fromkeys(("bg", "cs", "de", "et", "is", "ka", "lt", "lv", "mk", "sk", "sl", "sr"), "„“"),
    **dict.fromkeys(("bs", "hr", "hu", "pl", "ro"), "„”"),
    **dict.fromkeys(("be", "el", "es", "fa", "fr", "hy", "it", "nb", "nn", "no", "ru", "uk"), "«»"),
    **dict.fromkeys(("fi", "he", "sv"), "””"),
    "ar": "”“",
    "ja": "「」",
}
# Reasons of the annotator's for which words are left to their sentence: it does not say that anybody spoke them.
UNSETTLED = frozenset(
    (
        "We cannot tell from this sentence whether anybody said this", "The text reports these words at second hand",
    )
)  # fmt: skip
EXISTENTIAL = re.compile(
    r"(?:there(?:'s| (?:is|are|was|were|will|has|have|can|must|may|might|could|would|should)\b)|no \w)", re.IGNORECASE
)
FEWEST_WORDS = 7  # of a quotation that tells something by itself
ELLIPSIS = " … "
LONGEST_TITLE = 200  # characters of words in a title; what lists and tabs cut off themselves is their own
WORD = re.compile(r"[\w']+|[?]")
BEGINNING = 5  # words of a sentence within which it says that it turns what was said before
MARKS = frozenset(ALL)
# What the reporter says after quoted words where these are not the whole of it.
TURNED_BY = re.compile(
    r"[\s”\"'’,](?:but|yet|though|although|while|whereas|except)\b"
    r"|, who (?:acknowledged|added|admitted|cautioned|conceded|warned)\b"
)
# What turns the meaning of words that follow it in their sentence. Where a clause of its own says after it that they
# were spoken (“Asked whether it was over, she said …”), it does not reach them.
_SPEAKING = (
    r"(?:sa(?:id|ys?|ying)|told|tell(?:s|ing)?|add(?:ed|s|ing)?|wr(?:ote|ites?|iting|itten)|answer(?:ed|s|ing)?"
    r"|repl(?:y|ied|ies|ying)|respond(?:ed|s|ing)?|declar(?:ed?|es|ing)|insist(?:ed|s|ing)?|call(?:ed|s|ing)?"
    r"|explain(?:ed|s|ing)?|argu(?:ed?|es|ing)|tweet(?:ed|s|ing)?|post(?:ed|s|ing)?|announc(?:ed?|es|ing)"
    r"|conclud(?:ed?|es|ing)|warn(?:ed|s|ing)?|stat(?:ed?|es|ing)|describ(?:ed?|es|ing)|shout(?:ed|s|ing)?"
    r"|ask(?:ed|s|ing)?|recall(?:ed|s|ing)?|continu(?:ed?|es|ing))"
)
SPEAKING = re.compile(rf"\b{_SPEAKING}\b", re.IGNORECASE)
CONDITION = re.compile(r"(?:^\s*|[:;] )(?:If|Unless)\b")
# A colon leads to the words themselves, unless the verb before it is denied: “Nobody said: …”.
INTRODUCING = re.compile(r":\s*$")
UNSAID = re.compile(
    rf"\b(?:not|never|nobody|no one|\w+n[’']t|if|whether)\s+(?:\w+\s+){{0,2}}{_SPEAKING}\b[^,;:]*:\s*$", re.IGNORECASE
)
TURNING = re.compile(
    r"\b(?:den(?:y|ied|ies|ying|ial)|dismiss\w*|reject\w*|disput\w*|disavow\w*|refut\w*|refus\w*"
    r"|declin(?:e|ed|es|ing) to"
    r"|false(?:ly)?|wrong(?:ly)?|alleg\w+|supposed(?:ly)?|purported(?:ly)?|reportedly|rumou?r\w*|misquot\w+"
    r"|not|never|nobody|no|none|neither|nor|without|cannot|hardly|\w+n[’']t|whether|if|unless"
    rf"|(?:would|could|might|may|should)\s+(?:\w+ly\s+)?(?:have\s+)?{_SPEAKING})\b",
    re.IGNORECASE,
)
# What ends a matter, or gives its reason, is no mere addition to a sentence.
_ENDING = re.compile(r"\b(?:acquit|clear|releas|withdr|overturn|cancel|postpon|fail)\w*\b|\bbecause\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:–—-]\s|\b(?:and|but|then|yet)\s")
# The sentence asks: “Did she say “…”?”
ASKED = re.compile(r"[”\"»’']?[^.!?\r\n“\"«]*\?")
# Words of the reporter's between two pieces: “I will,” she said, “but …”.
_NARRATED = re.compile(r"(?:[”»]|[,.?!…–—-]\")[^\w“”\"«»\r\n]*+\w[^“”\"«»\r\n]*+[“\"«]")
_QUOTED = re.compile(r"“[^“”]*+”|\"[^\"]*+\"|«[^«»]*+»|''[^']*+''")
_HELD = re.compile(r" (?:i|we) (?:do not |really )?(?:think|believe) ")  # a view, and no more
_BLOCK_MARK = re.compile(r"[\s>*#_–—-]*|[^:\r\n]{1,60}:\s*|[*_]{0,2}[QA]\.[*_]{0,2}\s+")


class ClaimedWords(NamedTuple):
    """A quotation's words: its pieces within the source's marks, in order; none of a paraphrase.

    `sentence` are the whole sentences that hold them. `form` says what may be shown: the words, and of a partly quoted
    sentence the sentence beside them; of a paraphrase, and of words that their sentence turns, only the sentence.
    """

    form: ClaimForm
    pieces: tuple[QuotePart, ...]
    sentence: Span

    @property
    def stands_alone(self) -> bool:
        """Whether the words may be shown without their sentence."""
        return self.form in ("quoted", "partly")

    @property
    def words(self) -> tuple[Span, ...]:
        """The pieces without their marks."""
        return tuple(piece.words for piece in self.pieces)

    @property
    def place(self) -> Span:
        """What is cited: from the first shown word to the last, with what the source has between the pieces."""
        return Span(self.shown[0].words.start, self.shown[-1].words.end)

    @property
    def shown(self) -> tuple[QuotePart, ...]:
        """What a card shows large: the words, or the whole sentence where they may not stand alone."""
        return self.pieces if self.stands_alone else (QuotePart(self.sentence, self.sentence, ""),)


@once()
def claim_of(edition: Edition, quote: Quote) -> ClaimedWords:
    """Return what may be shown of a quotation, found once for all that show it."""
    story = edition.newsroom.stories[quote.story]
    return claim_within(story, quote, edition.sentences(story))


def claim_within(story: Story, quote: Quote, known: Sentences) -> ClaimedWords:
    """Return what may be shown of a quotation of a story with these sentences."""
    sentence = known.holding(quote.parts[0].span, quote.parts[-1].span)
    pieces = tuple(spoken_pieces(story, quote))
    form: ClaimForm = "quoted" if quote.kind == "direct" else "partly"
    if not pieces or not all(is_marked(story.text, piece.words) for piece in pieces):
        form = "paraphrase"
    elif (
        quote.why in UNSETTLED
        or ASKED.match(story.text, pieces[-1].words.end, sentence.end)
        or any(is_turned(_lead(story.text, known, piece)) for piece in pieces)
    ):
        form = "sentence"
    return ClaimedWords(form, pieces if form != "paraphrase" else (), sentence)


def _lead(text: str, known: Sentences, piece: QuotePart) -> str:
    """Return what a piece's sentence says before it, other quoted words left out."""
    start = known.around(piece.span.start)[1].start
    return _QUOTED.sub(" ", text[min(start, piece.span.start) : piece.span.start])


def is_turned(lead: str) -> bool:
    """Return whether what a sentence says before quoted words turns their meaning: “she denied that it was …”.

    A condition at the head of a sentence, or behind its colon, is of the words: If it rained, she said, “I …”.
    """
    if CONDITION.search(lead):
        return True
    if INTRODUCING.search(lead):
        return bool(UNSAID.search(lead))
    turned = max((found.end() for found in TURNING.finditer(lead)), default=-1)
    rest = lead[turned:] if turned >= 0 else ""
    return turned >= 0 and not any(SPEAKING.search(rest, clause.end()) for clause in _CLAUSE.finditer(rest))


def is_marked(text: str, words: Span) -> bool:
    """Return whether the source sets words apart as speech: in quotation marks, as a block of lines or a turn.

    False where the reporter speaks between them.
    """
    if _NARRATED.search(text, words.start, words.end):
        return False
    if text[max(0, words.start - 1) : words.start] in MARKS or text[words.end : words.end + 1] in MARKS:
        return True
    breaks = [at for at in (text.rfind(one, 0, words.start) for one in "\r\n\u2029") if at >= 0]
    begin = max(breaks, default=-1) + 1
    end = min((at for at in (text.find(one, words.end) for one in "\r\n\u2029") if at >= 0), default=len(text))
    if any(piece.covers(words) for _, piece in marked_pieces(text, Span(begin, end))):
        return True
    return bool(_BLOCK_MARK.fullmatch(text, begin, words.start)) and not text[words.end : end].strip()


def runs(text: str, pieces: tuple[Span, ...]) -> list[list[Span]]:
    """Return the pieces in runs, each in quotation marks of its own: paragraphs of one speech are one run."""
    found = [[piece] for piece in pieces[:1]]
    for before, piece in pairwise(pieces):
        gap = text[before.end : piece.start].strip(" \t")
        if not gap or gap[0] in "\r\n\u2029":
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def without_comma(text: str, words: Span) -> Span:
    """Return words without the comma that leads to who said them: “We will,” she said. Shown alone, it hangs."""
    return Span(words.start, words.start + len(words.of(text).rstrip(" \t,،")))


def without_last_clause(text: str, sentence: Span, clauses: re.Pattern[str]) -> Span:
    """Return a sentence without the clause behind its last comma, where that is one of `clauses` and turns nothing.

    A clause with a comma in it may stand within the sentence, which goes on behind it.
    """
    comma = text.rfind(",", sentence.start, sentence.end)
    kept, rest = text[sentence.start : max(comma, sentence.start)], text[comma : sentence.end]
    is_clause = comma > 0 and clauses.match(text, comma, sentence.end) and is_closed(kept) and is_closed(rest)
    return Span(sentence.start, comma) if is_clause and not (TURNS.search(rest) or _ENDING.search(rest)) else sentence


def is_closed(words: str) -> bool:
    """Return whether every quotation and bracket of words begins and ends within them."""
    pairs = all(words.count(pair[0]) == words.count(pair[1]) for pair in ("“”", "()"))
    return pairs and words.count('"') % 2 == words.count("''") % 2 == 0


class Unheard(NamedTuple):
    """Why words that editors chose for a side are not shown as one, and what to do."""

    fact: str
    fix: str


NO_SPEAKER = Unheard(
    msgid("nobody is established as the speaker"), msgid("Name who spoke at these words, or choose others")
)
NO_PAGE = Unheard(
    msgid("whoever says it has no page"),
    msgid("Give them one (Profile: yes in their file), or choose the words of others"),
)
HEARD = Unheard(msgid("another side of the same speaker stands there"), msgid("Choose one of the two"))
TAKEN_BACK = Unheard(msgid("the quotation is corrected or withdrawn"), msgid("Choose other words"))
NOT_ALONE = Unheard(
    msgid("the words may not stand without their sentence"), msgid("Choose that sentence, or other words")
)


def sides_of(
    story: Story, claims: Sequence[tuple[Quote, ClaimedWords]], closed: Container[str] = ()
) -> Iterator[tuple[Side, Quote | Unheard]]:
    """Yield each side that editors chose with the quotation of which it is, or with why it is not shown.

    Of one speaker the first is. `closed` are the ids of those without a page, where the quotations still name them.
    """
    heard = set[str]()
    for side in story.sides:
        found = _side_of(story, side.words, claims, closed)
        if not isinstance(found, Unheard):
            speaker = found.speaker or found.said_by
            found = HEARD if speaker in heard else found
            heard.add(speaker)
        yield side, found


def _side_of(
    story: Story, words: Span, claims: Iterable[tuple[Quote, ClaimedWords]], closed: Container[str]
) -> Quote | Unheard:
    found: Quote | None = None
    why = NOT_ALONE
    for quote, claim in claims:
        is_whole = is_report(quote, claim, words)
        if not is_whole and not any(piece.covers(words) for piece in claim.words):
            continue
        if quote.withdrawn or quote.corrections:
            why = TAKEN_BACK
        elif quote.is_closed or quote.speaker in closed:
            why = NO_PAGE
        elif not is_attributed(quote):
            why = NO_SPEAKER
        elif is_whole or (claim.stands_alone and is_marked(story.text, words)):
            found = quote
    return found or why


def shown_sides(edition: Edition, story: Story) -> dict[Side, Quote]:
    """Return the sides that editors chose and that are shown, each with its quotation."""
    quotes = edition.quotes_by_story.get(story.id, ()) if story.sides else ()
    found = sides_of(story, [(quote, claim_of(edition, quote)) for quote in quotes])
    return {side: one for side, one in found if not isinstance(one, Unheard)}


def unheard_sides(
    story: Story, quotes: Iterable[Quote], known: Sentences, closed: Container[str] = ()
) -> dict[Side, Unheard]:
    """Return the sides that editors chose and that are not shown, of a story with these quotations and sentences.

    `closed` is as in `sides_of`.
    """
    claims = [(quote, claim_within(story, quote, known)) for quote in quotes] if story.sides else []
    return {side: one for side, one in sides_of(story, claims, closed) if isinstance(one, Unheard)}


def advice_on_sides(
    story: Story, quotes: Iterable[Quote], known: Sentences, closed: Container[str] = ()
) -> Iterator[Advice]:
    """Yield what an editor is to know of each side that they chose and that is not shown."""
    for side, why in unheard_sides(story, quotes, known, closed).items():
        fact = f"the side “{on_one_line(side.words.of(story.text))}” is not shown: {why.fact}"
        yield Advice(story.path, side.line, fact, why.fix)


def is_report(quote: Quote, claim: ClaimedWords, words: Span) -> bool:
    """Return whether words are the whole sentence that reports what somebody said, and nobody's own words."""
    return quote.kind != "direct" and words == claim.sentence


def is_whole(edition: Edition, quote: Quote) -> bool:
    """Return whether a quotation's words are a whole sentence of some length, and may stand without another."""
    text, claim = edition.newsroom.stories[quote.story].text, claim_of(edition, quote)
    words = " ".join(one.of(text) for one in claim.words)
    is_one = claim.form == "quoted" or (claim.form == "partly" and len(claim.words) == 1)
    behind = text[claim.words[-1].end :][:4].strip("".join(MARKS)) if claim.words else ""  # “It is”, she said.
    is_ended = words.endswith((*ENDS, ",")) or behind[:1] in (",", ".")
    return is_one and is_ended and not words[:1].islower() and len(words.split()) >= FEWEST_WORDS


def leans(words: str) -> bool:
    """Return whether English words begin with one that means, or joins on to, what was said before them.

    “There is …” and “No mill …” mean nothing before them.
    """
    if EXISTENTIAL.match(words.replace("’", "'")):
        return False
    return (first := WORD.search(words)) is not None and first[0].split("'")[0].lower() in lang.short("leaning_openers")


def words_text(edition: Edition, quote: Quote) -> str:
    """Return a quotation's words as the source has them, its runs joined by an ellipsis; empty for a paraphrase."""
    text, claim = edition.newsroom.stories[quote.story].text, claim_of(edition, quote)
    return ELLIPSIS.join(Span(run[0].start, run[-1].end).of(text) for run in runs(text, claim.words))


def said_above(form: ClaimForm, source: str, words: Words) -> str:
    """Return what stands above words that only their sentence may show: that these are the source's."""
    named, bare = (REPORTS, REPORTS_SO) if form == "paraphrase" else (SENTENCE, WHOLE)
    return words.gettext(named) % {"source": source} if source else words.gettext(bare)


def speaker_name(edition: Edition, quote: Quote) -> str:
    """Return who spoke, as far as it is established, and that the editors named them where the source did not.

    Of a text whose language is not read it says only that it is a quotation.
    """
    if is_unread(quote):
        return edition.site.words.gettext("Quotation")
    if not is_attributed(quote):
        return edition.site.words.gettext(NOT_ESTABLISHED)
    name = plain(edition.newsroom.people[quote.speaker].name if quote.speaker else quote.said_by)
    return edition.site.words.gettext(NAMED_BY_EDITORS) % {"name": name} if quote.basis == "editor" else name


def established(edition: Edition, quote: Quote) -> Person | None:
    """Return who spoke, where that is established and they have an entry."""
    return edition.newsroom.people[quote.speaker] if quote.speaker and is_attributed(quote) else None


def description_of(edition: Edition, quote: Quote) -> Span | None:
    """Return where the source describes the speaker: at the mention relied on or the nearest one before the end.

    Raises ContentError where the source does not have these words.
    """
    story = edition.newsroom.stories[quote.story]
    found = description_in(story, quote)
    if found is None and quote.said_by and not quote.speaker:
        paths = (one.path for one in story.fragments if one.name == quote.parts[0].fragment and one.path)
        fact = f'said-by="{quote.said_by}" of quotation {quote.id} is not in the source'
        fix = "Write the source's own description, word for word"
        raise ContentError(next(paths, story.path), 0, fact, fix)
    return found


def pair_of(edition: Edition, quote: Quote) -> str:
    """Return the opening and the closing mark of a quotation: as the source sets them, else as its language does."""
    story, shown = edition.newsroom.stories[quote.story], claim_of(edition, quote).shown
    first, last = shown[0], shown[-1]
    opening = story.text[first.span.start : first.words.start].strip()
    closing = story.text[last.words.end : last.span.end].strip()
    pair = opening[-1:] + closing[:1]
    return pair if pair in SHOWN_PAIRS else PAIRS_BY_LANGUAGE.get(story.lang.partition("-")[0].lower(), ENGLISH)


def said(edition: Edition, quote: Quote) -> str:
    """Return a quotation on one line, for previews: each run of words in marks, or the whole sentence."""
    claim = claim_of(edition, quote)
    if not claim.stands_alone:
        return on_one_line(claim.sentence.of(edition.newsroom.stories[quote.story].text))
    return _in_marks(edition, quote, claim.words)


def _in_marks(edition: Edition, quote: Quote, words: tuple[Span, ...]) -> str:
    text, pair = edition.newsroom.stories[quote.story].text, pair_of(edition, quote)
    return ELLIPSIS.join(
        " ".join(f"{pair[0]}{on_one_line(words)}{pair[1]}" for words in _marked_apart(text, run))
        for run in runs(text, words)
    )


ENDS = (".", "!", "?", "…", "”", "’", "»", "“", '"', "'")  # of a sentence, a mark behind it included


def sentence_in_marks(edition: Edition, story: Story, span: Span) -> str:
    """Return a sentence of a source on one line, ended; with marks where it is cut out of what somebody says."""
    words = on_one_line(span.of(story.text))
    for quote in edition.quotes_by_story.get(story.id, ()):
        pair = pair_of(edition, quote)
        for one in claim_of(edition, quote).words:
            if one.start < span.start < one.end or (one.start == span.start and words[:1] != pair[0]):
                words = f"{pair[0]}{words}"
            if one.start < span.end < one.end or (one.end == span.end and words[-1:] != pair[1]):
                words = f"{words}{pair[1]}"
    return words if words.endswith(ENDS) else f"{words}."


def said_shortly(edition: Edition, quote: Quote) -> str:
    """Return words for a title: whole, or their first sentence with “…”; empty where they would have to be cut.

    A sentence is never cut, since what turns its meaning may stand at its end.
    """
    words, claim = said(edition, quote), claim_of(edition, quote)
    if len(words) <= LONGEST_TITLE:
        return words
    first = first_sentence(edition, quote, LONGEST_TITLE) if claim.stands_alone else ()
    return f"{_in_marks(edition, quote, first)} …" if first else ""


def first_sentence(edition: Edition, quote: Quote, longest: int) -> tuple[Span, ...]:
    """Return what a quotation's first sentence has of its words; nothing where it is longer, or may not stand for them.

    It may not where something shows that the next takes it back: “Nobody told us of any lamp. It was there all the
    same.” Corrected words are shown whole or not at all. Nothing is known of how languages but English turn a sentence.
    """
    story, words = edition.newsroom.stories[quote.story], claim_of(edition, quote).words
    known = edition.sentences(story)
    end = known.around(words[0].start)[1].end
    shown = tuple(stripped(story.text, Span(one.start, min(one.end, end))) for one in words if one.start < end)
    rest = next((stripped(story.text, Span(max(one.start, end), one.end)) for one in words if one.end > end), None)
    length = sum(piece.end - piece.start for piece in shown)
    if rest is None or quote.corrections or length > longest or not story.lang.startswith("en"):
        return ()
    following = Span(rest.start, known.around(rest.start)[1].end)
    return shown if _stands_for(_line(story, *shown), _line(story, following)) else ()


def lone_sentences(edition: Edition, quote: Quote) -> Iterator[Span]:
    """Yield the whole sentences of a quotation that may be shown without its others, none on a hanging comma.

    Each stands in quotation marks and begins as a sentence does, without words of the reporter within it. It asks
    nothing, supposes nothing where others follow, and nothing shows that these take it back. Nothing is known of how
    languages but English turn a sentence: in these a quotation stands whole.
    """
    story, claim = edition.newsroom.stories[quote.story], claim_of(edition, quote)
    if not claim.stands_alone or quote.corrections:
        return
    if not story.lang.startswith("en"):
        yield from claim.words if claim.form == "quoted" and len(claim.words) == 1 else ()
        return
    known = edition.sentences(story)
    marked = [piece for piece in claim.words if story.text[max(0, piece.start - 1) : piece.start] in MARKS]
    found = [(piece, one) for piece in marked for one in sentences_within(story.text, piece)]
    is_all = len(found) == 1 and "?" not in _line(story, found[0][1])
    for at, (piece, span) in enumerate(found):
        own = known.around(span.start)[1]
        is_whole = not any(own.meets(other) for other in claim.words if other is not piece)
        follows = _line(story, found[at + 1][1]) if at + 1 < len(found) else ""
        is_last_turned = at + 1 == len(found) and is_turned_after(edition, quote)
        begins = span.of(story.text)[:1]
        if (
            is_whole
            and not begins.islower()
            and not _is_object(story.text, span)
            and not is_last_turned
            and (is_all or _stands_for(_line(story, span), follows))
        ):
            yield without_comma(story.text, span)


def _is_object(text: str, words: Span) -> bool:
    """Return whether words go on from the reporter's without a comma or a verb of saying: she is still “A star …”."""
    before = text[max(0, words.start - 40) : words.start].rstrip("".join(MARKS) + " \t")
    return before[-1:].isalnum() and not SPEAKING.search(before.rpartition(" ")[2])


def is_turned_after(edition: Edition, quote: Quote) -> bool:
    """Return whether what follows a quotation in its paragraph may turn it: “…,” she said, but she warned that ….

    The rest of its sentence does by “but” and the like, the next one where it begins so and goes on with the same
    speaker or with words in marks: But he added: “…”. Nothing is known of how languages but English do it.
    """
    story, last = edition.newsroom.stories[quote.story], quote.parts[-1].span
    if not story.lang.startswith("en"):
        return False
    _, own, following = edition.sentences(story).around(max(last.start, last.end - 1))
    if TURNED_BY.search(story.text, last.end, own.end):
        return True
    turned = TURNING_NEXT.match(story.text, following.start, following.end) if following.start >= own.end else None
    name = edition.newsroom.people[quote.speaker].name.split()[-1] if quote.speaker else "he"
    again = re.compile(rf"\b(?:he|she|they|{re.escape(name)})\b|[“\"«]|''|\bI\b")
    return bool(turned and again.search(story.text, turned.end(), following.end))


def _line(story: Story, *spans: Span) -> str:
    """Return words in small letters, each between blanks, with the question marks among them."""
    text = " ".join(span.of(story.text) for span in spans).lower().replace("’", "'").replace("n't", " not")
    words = " ".join(WORD.findall(text))
    return f" {words} "


def _stands_for(shown: str, following: str) -> bool:
    """Return whether a sentence may stand for itself and the next: it asks and supposes nothing and is not turned."""
    shown = _HELD.sub(" ", shown)
    if "?" in shown or any(f" {word} " in shown for word in lang.words("supposing")):
        return False
    if (
        leans(following)
        and len(following.split()) < BEGINNING
        and following.rstrip(" .!").endswith((" that", " so", " it"))
    ):
        return False  # “They needed to win two. She's done that.”
    beginning = f" {' '.join(following.split()[:BEGINNING])} "
    places = {"anywhere": following}
    return not any(f" {word} " in places.get(where, beginning) for word, where in lang.pairs("turns").items())


def _marked_apart(text: str, run: list[Span]) -> list[str]:
    """Return a run's words: paragraphs that the source opens with a mark each are marked each, others together."""
    told = [run[0].of(text)]
    for before, piece in pairwise(run):
        if any(mark in MARKS for mark in text[before.end : piece.start]):
            told.append(piece.of(text))
        else:
            told[-1] += f" {piece.of(text)}"
    return told


def attributed(edition: Edition, quote: Quote) -> str:
    """Return who said what on one line; where the words may not stand alone, their sentence, which says it itself."""
    return _credited(edition, quote, said(edition, quote))


def _credited(edition: Edition, quote: Quote, told: str) -> str:
    return f"{speaker_name(edition, quote)}: {told}" if claim_of(edition, quote).stands_alone else told


def said_by(edition: Edition, quote: Quote) -> str:
    """Return `attributed` for a title, after a word that says so where the words were corrected.

    Where the words are too long for one, a label takes their place, which names the story, or the newspaper of a
    sentence that is the headline.
    """
    say, words = edition.site.words.gettext, said_shortly(edition, quote)
    if words:
        told = _credited(edition, quote, words)
        return f"{say(CORRECTED)}. {told}" if quote.corrections else told
    story = edition.newsroom.stories[quote.story]
    title = plain(story.title)
    where = plain(story.source_name) or edition.site.name if plain(said(edition, quote)) in title else title
    return say(REPORTED) % {"story": where}
