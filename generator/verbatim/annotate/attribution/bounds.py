"""Finds the stretch of words that a report tells without marks: where they begin, and where the narrator goes on."""

from collections.abc import Sequence

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.attribution.clauses import ends_introduction, ends_with, is_inserted
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import SpeechReport, reports_from
from verbatim.annotate.text.clauses import holds_verb, is_dash, is_finite
from verbatim.annotate.text.narrative import after_dateline, follows_any, sentence_end, without_stop
from verbatim.annotate.text.phrases import is_adverb
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import Token
from verbatim.model import Span

LONGEST_SENTENCE = lang.reach("longest sentence")
_SHORTEST = lang.reach("least reported words")
SHORTEST_CLAUSE = lang.reach("least clause")
_THAT_REACH = lang.reach("verb to its “that”")
_TAIL = lang.reach("tail of an attribution")
_NEAR = lang.reach("verb to a reported quotation")
_REACH = lang.reach("name with what describes it")
_INTRODUCING = ("prep", "conj", "according", "time", "to", "adv", "num")
BINDING = lang.words("bidding") | {"promise", "pledge", "vow", "threaten", "agree", "remind", "swear", "plead"}
_LONGEST_DESCRIPTION = lang.reach("description before a name")
_DESCRIBING = ("word", "name", "adj", "poss", "det")
_EDGES = frozenset({",", ":", "—", "–", "―", "--", ";", "-"})
_LONGEST_CLAUSE = lang.reach("dependent clause")
_LONGEST_LEAD = lang.reach("lead of a dependent clause")
_REACH_QUOTED = lang.reach("clause to its quotation")


def reported_words(doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport) -> tuple[Span, ...]:
    """Return the words of a report, in one piece or in two around the verb; empty where there are none."""
    floor, last = after_dateline(doc, doc.floor(report.verb)), sentence_end(doc, report.verb)
    if last - floor > LONGEST_SENTENCE:
        return ()
    floor = _lead_start(doc, floor, _clause_start(doc, report, floor))
    if _is_bracketed(doc, floor, report.verb):
        closing = next((at for at in range(report.verb + 1, last) if doc.tokens[at].low == ")"), last)
        last = without_stop(doc, report.verb, closing)
    if (around := _around(doc, reports, report, floor, last)) is not None:
        return around
    inverted = report.source.first > report.verb
    if inverted and report.cue.form == "ing":  # after saying that it rained, NAME left
        last = report.source.first - 1
        inverted = doc.tokens[last].low != ","
    first = _behind_agent(doc, report, last) if inverted else _words_start(doc, report, last)
    span = trimmed(doc, first, _cut(doc, reports, report, first, last)) if first < last else None
    return (span,) if span else ()


def _behind_agent(doc: AnalysedText, report: SpeechReport, last: int) -> int:
    """Return the “that” behind who told it; `last` where there is none.

    >>> told("The council was told by the miller Otto Lund that the dam would hold.")
    Otto Lund: that the dam would hold
    """
    first, led = report.source.last + 1, doc.tokens[report.source.first - 1].low == "by"
    return first if led and first < last and doc.tokens[first].low == "that" else last


def _is_bracketed(doc: AnalysedText, floor: int, verb: int) -> bool:
    """Return whether a bracket is open at a verb: (the mill called it “a scar”) and the town left."""
    brackets = (doc.tokens[at].low for at in range(verb, max(floor - 1, 0) - 1, -1) if doc.tokens[at].low in ("(", ")"))
    return next(brackets, "") == "("


def _around(
    doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport, floor: int, last: int
) -> tuple[Span, ...] | None:
    """Return the words before a trailing “, NAME said”, and those after it; None where it leads or stands apart."""
    edge = _clause_start(doc, report, floor)
    relative = doc.tokens[report.verb - 1].kind == "rel" or doc.tokens[report.verb - 1].low == "would"
    bound = _bound(doc, report, report.verb + 1, last) is not None  # in the end, NAME agreed to go
    inverted = report.source.first > report.verb
    shared = report.source.last < report.verb and follows_any(
        doc, report.verb, lang.short("sharing")
    )  # NAME sat and asked for it
    if report.cue.takes not in ("speech", "think", "aside") or relative or bound or shared:
        return None
    if report.cue.form == "ing" and (inverted or any(r.verb < report.verb for r in reports_from(reports, floor, 1))):
        return None  # “…,” said NAME, half joking · NAME says it rained, answering them
    behind = max(report.source.last, report.verb) + 1
    tail = _resumed(doc, behind, last) if inverted else _tail(doc, report, behind, last)
    if tail is None:
        return None
    comma = tail < last and doc.tokens[tail].low == ","
    parted = report.cue.form != "ing" and comma and tail + 1 < last and is_finite(doc.tokens[tail + 1])
    led = _leads(doc, reports, floor, edge) or (parted and _is_subject(doc, floor, edge))
    if not led and inverted and _is_led_in(doc, floor, edge) and behind < last and doc.tokens[behind].low == ",":
        tail = behind
        led = holds_verb(doc.tokens[behind:last])  # most importantly, say the farmers, the dam leaks
    if not led and not (
        comma and not inverted and tail == report.verb + 1 and _is_part_of_words(doc, floor, edge, tail)
    ):
        return None
    narrated = [t for t in doc.tokens[floor:edge] if t.kind not in ("quote", "punct", "dash")]
    is_open = doc.tokens[edge - 1].low == "," and doc.tokens[edge - 2].among("unfinished")
    described = doc.tokens[floor].kind == "quote" and len(narrated) == _SHORTEST  # “…,” a friend, NAME
    if not narrated or is_open or described:
        return ()
    subject = _is_subject(doc, floor, edge)
    if inverted and not subject and not _is_led_in(doc, floor, edge):
        tail = last
    floor += subject and doc.tokens[floor].low in ("and", "but")
    goes_on = tail < last and doc.tokens[tail].low != ";" and not _is_circumstance(doc, tail + 1, last)
    after = trimmed(doc, tail, _cut(doc, reports, report, tail, last)) if goes_on else None
    return tuple(span for span in (trimmed(doc, floor, edge), after) if span)


def _is_circumstance(doc: AnalysedText, at: int, last: int) -> bool:
    """Return whether words only tell when somebody spoke: …, she said, after receiving her prize."""
    return at + 1 < last and doc.tokens[at].among("before_participles") and doc.tokens[at + 1].low.endswith("ing")


def _is_led_in(doc: AnalysedText, floor: int, edge: int) -> bool:
    """Return whether a sentence opens with adverbs alone, before what is inserted: Locally, too, say farmers, …."""
    opening = [token for token in doc.tokens[floor:edge] if token.low != ","]
    adverbs = all(token.kind == "adv" or is_adverb(token.low) for token in opening)
    return bool(opening) and adverbs and doc.tokens[edge - 1].low == ","


def _is_part_of_words(doc: AnalysedText, floor: int, edge: int, tail: int) -> bool:
    """Return whether what a sentence opens with is part of the words around “, NAME said,”.

    Where the words behind it are in marks it tells where or when they were said.

    >>> told("In the long run, Petra Vance said, the dam would hold.")
    Petra Vance: In the long run
    Petra Vance: the dam would hold
    >>> told("In the valley, Petra Vance said, “The dam will hold.”")
    """
    opening = doc.tokens[floor + (doc.tokens[floor].low in ("and", "but"))]
    framed = doc.tokens[edge - 1].low == "," and opening.kind in ("prep", "conj", "to")
    dated = any(
        token.kind in ("quote", "num") or token.text in lang.words("months") for token in doc.tokens[floor:edge]
    )
    return framed and not dated and tail + 1 < len(doc.tokens) and doc.tokens[tail + 1].kind != "quote"


def _is_subject(doc: AnalysedText, floor: int, edge: int) -> bool:
    """Return whether nothing but a noun phrase stands before “, NAME said,”: the dam, she said, would hold."""
    first = floor + (doc.tokens[floor].low in ("and", "but"))
    if first >= edge - 1 or doc.tokens[edge - 1].low != "," or doc.tokens[first].kind in _INTRODUCING[:-1]:
        return False
    return first == edge - 2 or (doc.phrase_from(first) is not None and not holds_verb(doc.tokens[floor : edge - 1]))


def _resumed(doc: AnalysedText, behind: int, last: int) -> int:
    """Return the comma after which the words go on with their verb: the dam, said NAME, the mayor, would hold."""
    commas = (at for at in range(behind, min(behind + _REACH, last - 1)) if doc.tokens[at].low == ",")
    return next((at for at in commas if is_finite(doc.tokens[at + 1])), last)


def _clause_start(doc: AnalysedText, report: SpeechReport, floor: int) -> int:
    """Return where the reporting clause begins, with what describes its name: …, the news site NAME reported."""
    edge = min(report.source.first, report.verb)
    if report.source.form != "name" or edge == report.verb:
        return edge
    at = edge
    while at - 1 > floor and edge - at < _LONGEST_DESCRIPTION and doc.tokens[at - 1].kind in _DESCRIBING:
        if is_finite(doc.tokens[at - 1]) or doc.tokens[at - 1].low in ("a", "an"):
            return edge  # a point that NAME acknowledged
        at -= 1
    return at if at - 1 > floor and doc.tokens[at - 1].low in (*_EDGES, ".") else edge


def _lead_start(doc: AnalysedText, floor: int, edge: int) -> int:
    """Return where the words before “, NAME said” may begin: behind what parts them from the narrator's.

    Thus a bracket that is still open, and a colon or a single dash right before a quotation.
    """
    quote = edge - 1 - (doc.tokens[edge - 1].kind != "quote")
    if quote > floor and doc.tokens[quote].kind == "quote":
        dashes = sum(token.kind == "dash" for token in doc.tokens[floor:quote])
        if doc.tokens[quote - 1].low == ":" or (doc.tokens[quote - 1].kind == "dash" and dashes % 2):
            return quote
    brackets = [at for at in range(floor, edge) if doc.tokens[at].low in ("(", ")")]
    return brackets[-1] + 1 if brackets and doc.tokens[brackets[-1]].low == "(" else floor


def trimmed(doc: AnalysedText, first: int, last: int) -> Span | None:
    """Return where the tokens from `first` up to `last` stand, without marks at their edges; None if too few."""
    while first < last and doc.tokens[first].low in _EDGES:
        first += 1
    while last > first and doc.tokens[last - 1].low in _EDGES:
        last -= 1
    if first < last and doc.tokens[first].low == "according":  # NAME said, according to NAME, that
        comma = next((at for at in range(first, last) if doc.tokens[at].low == ","), last)
        return trimmed(doc, comma, last)
    if last - first < _SHORTEST or (first and doc.tokens[first - 1].low == "," and doc.tokens[first].kind == "rel"):
        return None
    return Span(doc.tokens[first].start, doc.tokens[last - 1].end)


def _leads(doc: AnalysedText, reports: Sequence[SpeechReport], floor: int, edge: int) -> bool:
    """Return whether what precedes “, NAME said” can be the words reported, and not only an introduction."""
    if edge <= floor or _is_dependent(doc, reports, floor, edge):
        return False
    before = doc.tokens[edge - 1]
    if before.kind == "quote" or (before.low in _EDGES and doc.tokens[edge - 2].kind == "quote"):
        quote = edge - 1 - (before.kind != "quote")
        return not (ends_introduction(doc, quote) or _is_reported(doc, reports, floor, quote))
    asked = (verb := cue(_opening_verb(doc, floor).low)) is not None and verb.form == "past"
    if before.low not in _EDGES or before.low == ":" or asked:
        return False
    opening = doc.tokens[floor + (doc.tokens[floor].low in ("and", "but"))]
    timed = edge - floor <= SHORTEST_CLAUSE and doc.tokens[edge - 2].kind == "time"  # Last month, NAME said
    introduces = timed or opening.kind in _INTRODUCING or opening.low.endswith("ing")
    if introduces and _quotes_a_sentence(doc, edge):
        return False
    inner = any(t.kind == "pron" for t in doc.tokens[floor + 1 : edge - 1])
    inner = inner or holds_verb(doc.tokens[floor : edge - 1])
    return edge - 1 - floor > 1 and (not introduces or inner)


def _is_reported(doc: AnalysedText, reports: Sequence[SpeechReport], floor: int, quote: int) -> bool:
    """Return whether a verb before a whole quotation reports it: NAME replied with, “…?” NAME wrote back."""
    if not doc.quoted_words(quote)[0].isupper():
        return False
    before = (report.verb for report in reports_from(reports, max(floor, quote - _NEAR), 2))
    return any(verb < quote for verb in before)


def _is_dependent(doc: AnalysedText, reports: Sequence[SpeechReport], floor: int, edge: int) -> bool:
    """Return whether the tokens are no more than a clause that says when: When NAME said so, …."""
    verbs = [report.verb for report in reports_from(reports, floor + 1, 4) if report.verb < edge]
    if not doc.tokens[floor].among("dependent") or not verbs:
        return False
    return all(token.low != "," for token in doc.tokens[verbs[-1] : edge - 1])


def _tail(doc: AnalysedText, report: SpeechReport, at: int, last: int) -> int | None:
    """Return where the clause of a trailing “NAME said …” ends; None where it has words of its own."""
    if at < last and doc.tokens[at].low == "to" and report.cue.lemma in lang.short("confessing"):
        return None
    told = at < last and doc.tokens[at].kind == "det" and report.cue.lemma not in lang.words("telling")
    if told and (at + 1 == len(doc.tokens) or doc.tokens[at + 1].kind != "time"):  # NAME said this week
        return None
    for index in range(at, min(at + _TAIL, last)):
        token = doc.tokens[index]
        if token.low in _EDGES:
            return index
        titled = token.kind == "quote" and doc.tokens[index - 1].kind in ("prep", "poss", "det")  # on “Brask at Noon”
        if token.low == "that" or token.kind in ("pron", "aux", "rel") or (token.kind == "quote" and not titled):
            return None
    return last if last - at <= _TAIL else None


def _words_start(doc: AnalysedText, report: SpeechReport, last: int) -> int:
    """Return where the words begin after the verb; `last` where there are none."""
    first = report.verb + 1
    marked = _bound(doc, report, first, last)
    if marked is None and report.cue.lemma not in ("call", "refer"):  # referred to the wall that fell
        hears = report.cue.lemma in lang.words("telling") | BINDING and report.cue.lemma != "ask"
        marked = _that(doc, first, last, hears=hears)
    comma = first + (first < last and doc.tokens[first].low == "on")
    comma += comma < last and doc.tokens[comma].kind == "time"  # reported on Monday, citing two farmers, that
    parted = comma < last and doc.tokens[comma].low == "," and not doc.tokens[report.verb - 1].among("modals")
    if marked is None and parted and report.cue.takes == "speech":
        marked = _that_behind_insertion(doc, comma, last)
    if marked is not None or first >= last:
        return last if marked is None else marked
    if report.cue.takes in ("judge", "demand", "think", "show"):
        return _as_behind(doc, first, last) or first + (doc.tokens[first].kind == "prep")
    if report.cue.lemma in lang.words("telling"):
        listener = doc.phrase_from(first)
        first = _named_end(doc, first + 1 if listener is None else listener.last + 1, last)
        relative = first < last and doc.tokens[first].kind == "rel"  # told weavers who filled the lawn that
        first = _that_behind(doc, first + 2, last) if relative else first
    if first < last and _tells_when(doc, first):
        return last
    bound = _bound(doc, report, first, last)
    behind = last if _trails(doc, report) else _after_circumstances(doc, first, last)
    link = report.verb - 1 - (doc.tokens[report.verb - 1].kind in ("aux", "adv"))
    if first < behind < last and doc.tokens[behind].low == "," and doc.tokens[link].kind == "rel":
        return last  # NAME, who joked about the dam, could see
    return behind if bound is None else bound


def _named_end(doc: AnalysedText, after: int, last: int) -> int:
    """Return where a listener ends whose name a word for what it is follows: told the BBC’s Today programme."""
    at = after
    while at < min(after + _NEAR, last) and doc.tokens[at].kind in ("name", "word", "time", "poss", "num"):
        if doc.tokens[at].low in lang.words("outlet_nouns"):
            after = at + 1
        at += 1
    return after


def _trails(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether a report follows the sentence that it is of: “…,” NAME said on the council that met in May."""
    before = report.source.first - 1
    is_behind = report.source.last == report.verb - 1 and report.cue.form != "ing" and before >= doc.floor(report.verb)
    words = doc.quoted_words(before) if is_behind and doc.tokens[before].kind == "quote" else ""
    return words.endswith(",") and words[0].isupper() and len(words.split()) >= SHORTEST_CLAUSE


def _bound(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> int | None:
    """Return the “to” of what somebody binds himself to, behind a verb and a time: vowed last month to go."""
    if report.cue.lemma not in BINDING:
        return None
    while first < last and (doc.tokens[first].kind in ("time", "adv") or doc.tokens[first].low in ("last", "this")):
        first += 1
    verb = first + 1 < last and doc.tokens[first + 1].kind in ("word", "aux", "adv")
    return first if verb and doc.tokens[first].low == "to" else None


def _that(doc: AnalysedText, first: int, last: int, *, hears: bool) -> int | None:
    """Return the “that” which opens the words, after any place, date or listener; of a noun it is another's.

    `hears`: the verb takes a listener without a preposition.
    """
    led = hears
    for at in range(first, min(first + _THAT_REACH, last)):
        if doc.tokens[at].low == "that":
            return None if doc.tokens[at - 1].low == "so" else at
        kind = doc.tokens[at].kind
        if kind == "aux" and at + 1 < last and doc.tokens[at + 1].low == "that":  # NAME’s point on Friday was that
            return at + 1
        led = led or kind in ("prep", "to", "time")
        led = led or (kind == "det" and any(t.kind == "time" for t in doc.tokens[at + 1 : at + 2]))  # this week
        placed = doc.tokens[at].low == "," and at > first and doc.tokens[at - 1].kind in ("name", "num")  # in Vell, O.
        if kind == "word" and (is_past(doc.tokens[at].low) or cue(doc.tokens[at].low) is not None):
            return None
        acts = kind == "to" and hears and at + 2 < last and _is_infinitive(doc, at)  # asked NAME to pick a time that
        if acts or (doc.tokens[at].low in (",", ":") and not placed) or kind in ("pron", "aux", "quote", "rel"):
            return None
        if not led and kind in ("det", "name", "adj", "word") and not is_adverb(doc.tokens[at].low):
            return None
    return None


def _as_behind(doc: AnalysedText, first: int, last: int) -> int:
    """Return the “as” before quoted words, behind where they were said: blasted on a call as “wrong”; 0 if none is."""
    if doc.tokens[first].low not in ("on", "in", "at", "during"):
        return 0
    quote = next((at for at in range(first, last) if doc.tokens[at].kind == "quote"), 0)
    return quote - 1 if quote and doc.tokens[quote - 1].low == "as" else 0


def _that_behind(doc: AnalysedText, first: int, last: int) -> int:
    """Return the “that” behind a listener's relative clause, which is of no verb in it; `last` where none is."""
    thats = (at for at in range(first, last) if doc.tokens[at].low == "that")
    return next((at for at in thats if cue(doc.tokens[at - 1].low) is None), last)


def _tells_when(doc: AnalysedText, first: int) -> bool:
    """Return whether what follows a verb only says when or why it was said: as it rained, just after it rained."""
    opening, after = doc.tokens[first], doc.tokens[min(first + 1, len(doc.tokens) - 1)]
    shortly = opening.among("shortly") and after.among("circumstances")
    return shortly or (opening.kind == "conj" and opening.among("circumstances"))


def _is_infinitive(doc: AnalysedText, at: int) -> bool:
    """Return whether “to” stands before a verb and its object: to pick a time."""
    verb, after = doc.tokens[at + 1 : at + 3]
    return verb.kind == "word" and not verb.low.endswith("s") and after.kind in ("det", "obj", "pron")


def _that_behind_insertion(doc: AnalysedText, comma: int, last: int) -> int | None:
    """Return the “that” behind an insertion: claimed, with some reason, that."""
    second = next((at for at in range(comma + 1, min(comma + _TAIL, last - 1)) if doc.tokens[at].low == ","), last)
    return second + 1 if second < last and doc.tokens[second + 1].low == "that" else None


def _after_circumstances(doc: AnalysedText, first: int, last: int) -> int:
    """Return where “in an interview”, “on Friday”, “to reporters” end; `last` where nothing follows them."""
    at, own = first, lang.words("opening_adverbs")
    while at < last and doc.tokens[at].kind in ("time", "adv", "prep", "to") and doc.tokens[at].low not in own:
        if doc.tokens[at].kind in ("time", "adv"):
            at += 1
            continue
        if at + 1 >= last or (doc.tokens[at].kind == "to" and doc.tokens[at + 1].kind not in ("name", "det", "word")):
            return first
        if doc.tokens[at + 1].kind == "time":
            at += 2
            owned = doc.phrase_from(at + 1) if at + 1 < last and doc.tokens[at].kind == "poss" else None
            at = at if owned is None else owned.last + 1  # before Monday’s vote
            continue
        phrase = doc.phrase_from(at + 1) if not doc.tokens[at].among("dependent") else None
        at = last if phrase is None else phrase.last + 1
    before = doc.tokens[at - 1].kind if first < at < last else ""
    issued = before not in ("", "time") and is_past(doc.tokens[at].low)  # said in a statement issued on Friday
    # Warned of floods in towns where it rains.
    placed = before in ("name", "word") and doc.tokens[at].low in ("where", "who", "which")
    return last if issued or placed else at


def _cut(doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport, first: int, last: int) -> int:
    """Return where the words end: at the next report, a semicolon, a dash, “, which …” or “, according to …”."""
    last = _dependent_end(doc, report, first, _next_report(doc, reports, report, first, last))
    dashes = [at for at in range(first + 1, last) if is_dash(doc.tokens[at])]
    if len(dashes) > 1 and dashes[1] < last - 1:  # a pair around an insertion
        dashes = dashes[2:]
    for at in range(first + 2, last):
        low = doc.tokens[at].low
        coming = doc.tokens[at + 1].low if at + 1 < last else ""
        inserted = coming in ("who", "whose") or (coming == "which" and _resumed(doc, at + 1, last) < last)
        relative = inserted and not holds_verb(doc.tokens[first:at])  # said NAME, who left, was late
        if low == ";" or at in dashes[:1] or (low == "," and coming in lang.short("parting") and not relative):
            return at
        told = holds_verb(doc.tokens[first - 1 : at]) if low in (",", "but") else False
        if (low == "," and told and _contrasts(doc, at, last)) or (
            low == "but" and not told and _acts_behind(doc, at, last)
        ):
            return at  # protested her innocence but the court has ruled
        bare = all(token.kind != "rel" for token in doc.tokens[first:at])
        if low in ("and", "but") and report.cue.takes == "judge" and is_past(coming) and bare:
            return at  # called it a scar and left
        if low == "to" and coming == "which" and doc.tokens[at - 1].kind in ("punct", "quote"):
            return at  # …, to which NAME replied
        closed = doc.tokens[at].kind == "quote" and doc.quoted_words(at).endswith(",")
        if closed and (coming in lang.words("after_quotation") or coming.endswith("ing")):
            return at + 1
    return last


def _contrasts(doc: AnalysedText, comma: int, last: int) -> bool:
    """Return whether a comma parts words from a clause of the narrator's.

    >>> told("Petra Vance said the dam would hold, although it leaks.")
    Petra Vance: the dam would hold
    >>> told("Petra Vance said the dam would hold, but Otto Lund has left.")
    Petra Vance: the dam would hold
    """
    if comma + 2 >= last:
        return False
    low = doc.tokens[comma + 1].low
    if low in ("though", "although") or (low == "even" and doc.tokens[comma + 2].low in ("as", "though")):
        return True
    if low not in ("but", "yet"):
        return False
    another = doc.tokens[comma + 2].kind == "name" or doc.tokens[comma + 2].low in ("he", "she", "they", "many")
    clause = doc.tokens[comma + 2 : last]
    another = another or (clause[0].low == "that" and [token.kind for token in clause[1:2]] == ["aux"])
    return another and holds_verb(clause) and all(token.kind != "quote" for token in clause)


def _acts_behind(doc: AnalysedText, joined: int, last: int) -> bool:
    """Return whether a word that joins clauses is followed by a subject and its verb."""
    subject = doc.phrase_from(joined + 1) if joined + 1 < last else None
    return subject is not None and subject.last + 1 < last and is_finite(doc.tokens[subject.last + 1])


def _introduces(doc: AnalysedText, first: int, comma: int) -> bool:
    """Return whether the words up to a comma only open a clause: that, when it rains, she says no."""
    first += doc.tokens[first].low == "that"
    first += doc.tokens[first].low == ","
    opening = doc.tokens[first]
    led = opening.among("dependent") or opening.low == "if" or opening.kind == "prep"
    return led and all(token.low != "," for token in doc.tokens[first:comma])


def _next_report(
    doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport, first: int, last: int
) -> int:
    """Return where the next report that is not part of this one begins."""
    for later in reports_from(reports, report.verb + 1, 8):
        if later.verb >= last:
            break
        shared = later.source.first < report.verb or later.cue.form == "ing"
        edge = later.verb if shared else min(later.source.first, later.verb)
        while edge - 1 > first and doc.tokens[edge - 1].kind in ("adv", "aux", "neg"):
            edge -= 1
        joined = doc.tokens[edge - 1].low in ("and", "but", "while", "yet")
        edge -= joined
        before = doc.tokens[edge - 1]
        closed = before.kind == "quote" and doc.closes(edge - 1)
        another = later.source.form == "pronoun" or doc.tokens[later.source.first].low == "others"
        again = joined and (shared or (another and later.cue.takes not in ("think", "show")))
        stops = edge - 1 > first and (before.low in _EDGES or closed or again)
        ends = later.verb + 1 >= last or doc.tokens[later.verb + 1].kind == "punct"
        if stops and later.outermost is not report.outermost and (ends or not _introduces(doc, first, edge - 1)):
            return edge - (doc.tokens[edge - 1].low in _EDGES)
    return last


def _quotes_a_sentence(doc: AnalysedText, edge: int) -> bool:
    """Return whether the clause that begins at `edge` goes on with a whole sentence in marks."""
    last = doc.ceiling(edge)
    last += last < len(doc.tokens) and doc.tokens[last - 1].low == ":"  # in a paragraph of its own
    near = range(edge, min(edge + _REACH_QUOTED, last))
    quote = next((at for at in near if doc.tokens[at].kind == "quote"), -1)
    return quote > edge and doc.tokens[quote - 1].low in (",", ":") and doc.quoted_words(quote)[0].isupper()


def _opening_verb(doc: AnalysedText, floor: int) -> Token:
    """Return the word that a sentence opens with, behind “when” the next: Asked by NAME · When asked by NAME."""
    return doc.tokens[floor + (doc.tokens[floor].low in ("when", "if", "while"))]


def _dependent_end(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> int:
    """Return where reported words end that stand in a dependent or relative clause, and the clause around goes on."""
    return _relative_end(doc, report, first, _main_clause(doc, report, first, _clause_end(doc, report, first, last)))


def _relative_end(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> int:
    """Return where the relative clause of a report ends: NAME, who said that it rained, left."""
    relative = any(token.kind == "rel" for token in doc.tokens[report.source.last + 1 : report.verb])
    if not relative and not is_inserted(doc, report):
        return last
    whole = _is_without_verb(doc, report, first)
    commas = (at for at in range(last - 2, first + 1, -1) if doc.tokens[at].low == ",")
    ends = (at for at in commas if _begins_with_verb(doc, at + 1, last))
    return next((at for at in ends if whole or holds_verb(doc.tokens[first - 1 : at])), last)


def _begins_with_verb(doc: AnalysedText, at: int, last: int) -> bool:
    while at < last - 1 and (doc.tokens[at].kind == "adv" or is_adverb(doc.tokens[at].low)):
        at += 1
    to = [token.low for token in doc.tokens[at + 1 : last][:1]] == ["to"]
    return is_finite(doc.tokens[at]) or (doc.tokens[at].low.endswith("s") and to)


def _main_clause(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> int:
    """Return where the clause around a dependent report begins: After NAME said that it rained, they left."""
    edge = min(report.source.first, report.verb)
    lead = doc.tokens[max(doc.floor(report.verb), edge - _LONGEST_LEAD) : edge]
    joined = [at for at, token in enumerate(lead) if token.among("dependent")]
    if not joined or any(token.low == "," for token in lead[joined[-1] :]):
        return last
    whole = _is_without_verb(doc, report, first) or doc.tokens[first].low == ","  # though they scoff, we will
    commas = (at for at in range(first, min(first + _LONGEST_CLAUSE, last - 1)) if doc.tokens[at].low == ",")
    clauses = (at for at in commas if doc.tokens[at + 1].kind in ("name", "det", "pron", "pron2"))
    return next((at for at in clauses if whole or holds_verb(doc.tokens[first - 1 : at])), last)


def _is_without_verb(doc: AnalysedText, report: SpeechReport, first: int) -> bool:
    """Return whether what is reported has no verb of its own: called for a new dam, accused NAME of lying, to go."""
    account = report.cue.lemma in lang.pairs("accounts") and doc.tokens[first].low != "that"  # announced a new dam
    return account or report.cue.takes in ("demand", "judge") or doc.tokens[first].low == "to"


def _clause_end(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> int:
    """Return where a dependent clause ends: after its quotation, where the clause around it goes on.

    Thus in “the plan, which NAME called “…”, was passed”, “when NAME said “…”, they left”, “a sign reading “…” hung”.
    """
    edge = min(report.source.first, report.verb)
    relative = doc.tokens[report.verb - 1].kind == "rel"
    dependent = relative or (edge > doc.floor(report.verb) and doc.tokens[edge - 1].kind in ("rel", "conj"))
    bare = report.cue.form == "ing" and report.source.last == report.verb - 1
    for at in range(first, last):
        if doc.tokens[at].kind != "quote":
            continue
        if ends_with(doc, report, at):
            return at + 1
        if not bare and not dependent:
            continue
        goes_on = at + 1 < last and (doc.tokens[at + 1].low == "," or doc.quoted_words(at).endswith(","))
        if goes_on or (bare and at == report.verb + 1):
            return at + 1
    return last
