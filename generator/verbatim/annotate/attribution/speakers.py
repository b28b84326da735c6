"""Names the speaker that an attribution establishes, and says why in one sentence.

A name is given only where exactly one figure bears it; a description is given in the source's own words; a pronoun is
resolved only where coreference finds one figure. Otherwise the speaker is left open, and the candidates are listed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.attribution.attribution import Attribution, is_display
from verbatim.annotate.attribution.transcripts import bare_name, is_letter, is_stage_direction
from verbatim.annotate.coreference.pronouns import Reference
from verbatim.annotate.coreference.referents import behind, name_of, span_of, with_joined, words_of
from verbatim.annotate.lang import cue
from verbatim.annotate.names.mentions import Name
from verbatim.annotate.names.people import Figure
from verbatim.annotate.quotations.unmarked import ANSWER, QUESTION
from verbatim.annotate.text.clauses import is_finite
from verbatim.annotate.text.phrases import Phrase, is_role
from verbatim.annotate.text.tokens import is_title
from verbatim.model import Basis, Span

_OF_ONE = lang.short("possessives") | {"the", "a", "an", "one", "another"}
_MOST_CANDIDATES = 8
_SHORTEST_UNATTRIBUTED = lang.reach("least sentence")
_BESIDE = lang.reach("beside a quotation")
_HEARING = lang.reach("quotation to its hearers")
_SMALL = 3  # letters of a word that titles may leave in small ones

_MARKS = str.maketrans("", "", '"“”„«»‹›')
UNSAID = {
    "open": "We cannot tell from this sentence whether anybody said this",
    "retold": "The text reports these words at second hand",
    "joint": "We read several speakers in the sentence, and cannot tell which of them said this",
}
SHOWN = "The label says what is shown, and names nobody"
_DESCRIBED = {
    "description": "; described, not named, in this sentence%.0s",
    "byname": "; the sentences before are about %s",
    "role": "; the text gives that role to %s alone",
}
_ENDINGS = {
    "follows": "; the quotation follows directly, and nobody else speaks in the paragraph",
    "goes on": "; the quotation goes on after it",
    "about": "; the sentence before is about that person",
    "next": "; the next paragraph is a quotation alone, and nobody else speaks before it",
    "open mark": "; the quotation runs over paragraphs",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is established as speaking, from which mention (`via`), on what basis, and who else it could be.

    `form` is that of the mention. `by_grammar`: a pronoun means the figure because it is the subject there; `besides`
    are the persons who would fit as well.
    """

    name: str | None
    figure: Figure | None
    via: Span | None
    basis: Basis
    candidates: tuple[str, ...] = ()
    form: str = ""
    besides: tuple[str, ...] = ()
    by_grammar: bool = False


NO_SPEAKER = Speaker(None, None, None, "none")


def speaker_of(doc: AnalysedText, phrase: Phrase, references: Mapping[int, Reference]) -> Speaker:
    """Return the speaker that a source's phrase establishes."""
    if phrase.form == "pronoun":
        return _by_pronoun(doc, phrase, references)
    stated = _by_name(doc, phrase) if phrase.form == "name" else _by_description(doc, phrase)
    meant = references.get(phrase.first)  # the Texan, the 31-year-old, the mayor
    if meant is None or meant.figure is None or stated.figure is not None:
        return stated
    form = "role" if meant.by_role else "byname"
    return Speaker(meant.figure.name, meant.figure, span_of(doc, phrase), "inferred", (), form)


def labelled_speaker(doc: AnalysedText, label: Span, interviewees: Sequence[Figure] = ()) -> Speaker:
    """Return the speaker that a label names: the one figure with that family name, else the label itself.

    Q names no speaker; A names the one of `interviewees`.
    """
    words = label.of(doc.text).split("(")[0].strip()
    if is_letter(words):
        figures = interviewees if words == ANSWER else ()
        if len(figures) == 1:
            return Speaker(figures[0].name, figures[0], label, "inferred", (), "letter")
        return Speaker(None, None, label, "none", _names(figures), "letter")
    if words.lower() in lang.words("caption_labels"):  # VIDEO: what is shown, and nobody's name
        return Speaker(None, None, label, "none", (), "label")
    name, gender = bare_name(words)
    bearers = doc.figures.by_part(words) or doc.figures.by_part(name)
    bearers = tuple(f for f in bearers if not (gender and f.gender and f.gender != gender))
    bearers = tuple(f for f in bearers if f.kind == "person") or bearers
    return _bearer(bearers, words, label)


def _by_pronoun(doc: AnalysedText, phrase: Phrase, references: Mapping[int, Reference]) -> Speaker:
    token = doc.tokens[phrase.first]
    via = Span(token.start, token.end)
    meant = references.get(phrase.first)
    if meant is None:
        return Speaker(None, None, via, "none", (), "pronoun")
    if meant.words:
        return Speaker(meant.words, None, via, "inferred", (), "pronoun")
    if meant.figure is None:
        return Speaker(None, None, via, "none", meant.candidates[:_MOST_CANDIDATES], "pronoun")
    besides = meant.besides[:_MOST_CANDIDATES]
    return Speaker(meant.figure.name, meant.figure, via, "inferred", (), "pronoun", besides, meant.by_grammar)


def _by_name(doc: AnalysedText, phrase: Phrase) -> Speaker:
    name = name_of(doc, phrase)
    return _by_mention(doc, name) if name is not None else _by_description(doc, phrase)


def _by_description(doc: AnalysedText, phrase: Phrase) -> Speaker:
    if phrase.form == "description" and (owner := _author(doc, phrase)) is not None:
        return _by_name(doc, owner)
    if (name := _apposed_name(doc, phrase)) is not None:
        return _by_mention(doc, name)
    phrase = with_joined(doc, phrase)
    return Speaker(words_of(doc, phrase), None, span_of(doc, phrase), "stated", (), "description")


def _author(doc: AnalysedText, phrase: Phrase) -> Phrase | None:
    """Return whose words a description is: NAME’s statement."""
    owner = next((i for i in range(phrase.first + 1, phrase.head_last) if doc.tokens[i].kind == "poss"), None)
    if owner is None or doc.tokens[phrase.head_last].low not in lang.words("saying_nouns"):
        return None
    if any(t.kind != "name" and t.low != "the" for t in doc.tokens[phrase.first : owner]):
        return None
    return Phrase(phrase.first, owner - 1, phrase.first, owner - 1, "name")


def _apposed_name(doc: AnalysedText, phrase: Phrase) -> Name | None:
    """Return the full name set off by commas right after a description of one person; None where that is not sure.

    Thus after “the rector of the university”, but not after “according to a friend”. A role may be any word, as long
    as it is one that somebody could hold: not a body, a place, or several.
    """
    comma, ceiling = phrase.last + 1, doc.ceiling(phrase.first)
    if comma + 1 >= ceiling or doc.tokens[comma].low != ",":
        return None
    if phrase.first and doc.tokens[phrase.first - 1].low in ("to", "per"):
        return None
    either = phrase.last > phrase.head_last and is_role(doc.tokens[phrase.last].low)  # a friend of the mayor, NAME
    if either or not _is_of_one(doc, phrase):
        return None
    start = doc.tokens[comma + 1].start
    for name in doc.names_within(start, doc.tokens[ceiling - 1].end):
        full = (len(name.words) > 1 or name.title) and name.kind in ("person", None) and not name.quoted
        if (name.title or name.span).start == start and full:
            return name if _is_closed(doc, name) else None
    return None


def _is_of_one(doc: AnalysedText, phrase: Phrase) -> bool:
    """Return whether a description is of one: by its article or owner, or as a role or a title: Vell's agent, NAME."""
    role = doc.tokens[phrase.head_last].low.rpartition("-")[2]
    owned = any(token.kind == "poss" for token in doc.tokens[phrase.first : phrase.head_last])
    return doc.tokens[phrase.first].low in _OF_ONE or ((owned or is_role(role)) and not role.endswith("s"))


def _is_closed(doc: AnalysedText, name: Name) -> bool:
    """Return whether a mark ends the apposition after a name, or after where the person is from, and it is no list."""
    ceiling = doc.ceiling(name.token)
    after = behind(doc.tokens, name)
    if after + 1 < ceiling and doc.tokens[after].low in ("of", "from"):
        home = doc.names_within(doc.tokens[after + 1].start, doc.tokens[ceiling - 1].end)
        first = next(iter(home), None)
        if first is not None and first.span.start == doc.tokens[after + 1].start:
            after = behind(doc.tokens, first)
    if after >= ceiling or doc.tokens[after].low in (".", ";"):
        return True
    follows = doc.tokens[after + 1] if after + 1 < ceiling else None
    listed = follows is not None and (follows.low in ("and", "or", "as") or follows.kind == "name")
    return doc.tokens[after].low == "," and not listed


def _by_mention(doc: AnalysedText, name: Name) -> Speaker:
    bearers = doc.figures.named(name.span.start)
    if len(bearers) == 1 and bearers[0].kind == "place":  # “said Virginia”: the state, or Virginia Lund
        namesakes = (f for f in doc.figures.figures if f.kind == "person" and bearers[0].name in f.words)
        bearers = (*bearers, *namesakes)
    return _bearer(bearers, name.span.of(doc.text), name.span)


def _bearer(bearers: Sequence[Figure], words: str, via: Span) -> Speaker:
    """Return the one bearer of a name, else its words."""
    if len(bearers) == 1:
        return Speaker(bearers[0].name, bearers[0], via, "stated", (), "name")
    return Speaker(words, None, via, "stated", _names(bearers), "name")


def _names(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(figure.name for figure in figures[:_MOST_CANDIDATES])


def is_speech(doc: AnalysedText, at: int, given: Attribution | None) -> bool:
    """Return whether the quotation at the token `at` is speech, and not a title or words used at arm's length."""
    words = doc.quoted_words(at)
    if (given is None and is_display(doc, at)) or _only_describes(doc, at, words, given):
        return False
    if not doc.quotes[doc.tokens[at].quote].marked:
        return given is not None and not is_stage_direction(words)
    if is_stage_direction(words) or (_is_title(doc, at, words) and not _is_surely_said(doc, at, given)):
        return False
    return given is not None or _is_utterance(doc, at, words) or _is_heard(doc, at)


def _is_heard(doc: AnalysedText, at: int) -> bool:
    """Return whether words are what a court hears, whoever said them there.

    >>> quoted("The miller “sat and drank” all night, the jury was told.")
    None: sat and drank
    """
    for hearer in range(max(doc.floor(at), at - _HEARING), min(doc.ceiling(at) - 1, at + _HEARING)):
        if doc.tokens[hearer].low in lang.words("hearers"):
            coming = [token.low for token in doc.tokens[hearer + 1 : hearer + 4]]
            told = "told" in coming[1:] and coming[0] in lang.short("be") | lang.short("have")
            if told or not {"heard", "hears"}.isdisjoint(coming):
                return True
    return False


def _only_describes(doc: AnalysedText, at: int, words: str, given: Attribution | None) -> bool:
    """Return whether a word in marks opens a sentence before its noun, which no verb reports: “Lite” versions sell."""
    short = len(words.split()) < _SHORTEST_UNATTRIBUTED and words[-1].isalnum()
    follows = doc.tokens[at + 1] if at + 1 < doc.ceiling(at) else None
    free = given is not None and given.way == "goes on" and at == doc.floor(at)
    return free and short and follows is not None and follows.kind == "word"


def _is_title(doc: AnalysedText, at: int, words: str) -> bool:
    """Return whether the words are a work's or programme's title; in a headline capitals do not tell."""
    before = doc.tokens[at - 1] if at > doc.floor(at) else None
    if before is not None and (before.low in lang.words("shows") or _is_inside_phrase(doc, at - 1)):
        split = words.split()
        large = [word for word in split if word.lower() not in lang.words("closed")]
        if len(large) > 1 and all(word[0].isupper() or word[0].isdigit() for word in large):  # Fox and Friends
            return True
        if len(split) == 1 and words[0].isupper() and words[-1] not in "!?":  # the host of “Today,”
            return True
        shown = before.kind == "poss" or before.low in lang.words("shows")
        if (large or shown) and len(split) > 1 and all(word[0].isupper() for word in split):  # This Week
            return True
    paragraph = doc.paragraphs[doc.paragraph_of[at]]
    return is_title(words) and not (
        paragraph.end - paragraph.start > len(words) + 3 and is_title(paragraph.of(doc.text))
    )


def _is_inside_phrase(doc: AnalysedText, before: int) -> bool:
    """Return whether a noun phrase is still open at the token before a quotation: the [popular] “…”, NAME’s “…”."""
    token = doc.tokens[before]
    if token.kind in ("poss", "prep", "det"):
        return True
    plain = token.kind == "adj" or (token.kind == "word" and not is_finite(token) and cue(token.low) is None)
    return plain and before > doc.floor(before) and doc.tokens[before - 1].kind in ("det", "poss")


def _is_surely_said(doc: AnalysedText, at: int, given: Attribution | None) -> bool:
    """Return whether words in title case are speech nevertheless: after a label or a verb, or as a new sentence."""
    if given is None or given.way == "label" or (given.way == "goes on" and doc.tokens[at].begins):
        return given is not None
    beside = 0 < abs(at - given.verb) <= _BESIDE
    if given.way in ("after", "goes on") and at == doc.floor(at) and given.source is not None:
        beside = beside or doc.tokens[given.source.first - 1].kind == "quote"
        return beside and doc.quoted_words(at)[-1] in ",?!…—"
    named = given.source is not None and given.source.first > at and _names_a_thing(doc, given.verb)
    return given.way == "before" and beside and given.verb < at and not named


def _names_a_thing(doc: AnalysedText, verb: int) -> bool:
    """Return whether a participle says what a thing is called: a course called “…” by NAME."""
    saying = cue(doc.tokens[verb].low)
    return saying is not None and saying.lemma in lang.short("naming") and doc.tokens[verb - 1].kind != "aux"


def _is_utterance(doc: AnalysedText, at: int, words: str) -> bool:
    """Return whether words without an attribution are speech nevertheless: a whole sentence by itself."""
    alone = bool(doc.tokens[at].opens) or at == doc.floor(at) or (doc.tokens[at - 1].low == ":" and words[-1] in ".!?…")
    begins = words[0].isupper() or words[0].isdigit()
    if words[-1] not in ".,!?…" and all(word[0].isupper() for word in words.split() if len(word) > _SMALL):
        return False  # “A Most Violent Dam” opens on Friday
    return alone and begins and not _is_cited(doc, at) and len(words.split()) >= _SHORTEST_UNATTRIBUTED


def _is_cited(doc: AnalysedText, at: int) -> bool:
    """Return whether a dash, a name and a date follow, as after a headline in a list of sources."""
    after = at + 1
    if after >= len(doc.tokens) or doc.tokens[after].kind != "dash":
        return False
    following = zip(doc.tokens[after : after + 12], doc.paragraph_of[after : after + 12], strict=False)
    return any(token.kind == "num" for token, paragraph in following if paragraph == doc.paragraph_of[at])


def why(doc: AnalysedText, a: Attribution | None, s: Speaker) -> str:
    """Return the reason for the speaker, or for leaving the speaker open, without a full stop."""
    if a is None or a.way in UNSAID:
        return UNSAID[a.way] if a else "We found no speaker in the sentence"
    if a.label is not None and (s.name is None or s.form == "letter"):
        return SHOWN if s.form == "label" else _why_letter(a.label.of(doc.text), s)
    if s.name is None:
        return _why_unresolved(_pronoun(doc, a), s)
    slot = _pronoun(doc, a) if s.form == "pronoun" else "somebody" if s.form in _DESCRIBED else "NAME"
    if a.source is not None and a.verb > a.source.last and doc.tokens[a.source.last + 1].kind == "poss":
        slot += "’s"
    told = _pattern(doc, a, slot) + _ENDINGS.get(a.way, "")
    if s.form == "pronoun":
        return f"{told}; {_why_pronoun(_pronoun(doc, a), s)}"
    if s.form in _DESCRIBED:
        return told + _DESCRIBED[s.form] % (s.name or "").translate(_MARKS)
    return f"{told}; the name could mean {_listed(s.candidates)}" if len(s.candidates) > 1 else told


def why_not_kept(reason: str, s: Speaker) -> str:
    """Return why a speaker of low grade is left open, given the reason for naming them.

    A description is not repeated: it may be what was read wrong.
    """
    plain = s.name.translate(_MARKS) if s.name and s.form != "description" else ""
    reason = reason.removesuffix(_DESCRIBED["description"] % "")  # the sentence may name who speaks all the same
    named = f"we do not name {plain}" if plain else "we name nobody"
    return f"{reason}; words placed like this are too often somebody else’s, so {named}"


def _pattern(doc: AnalysedText, a: Attribution, slot: str) -> str:
    """Return the words around the quotation as a pattern: “…”, said NAME."""
    verb = doc.tokens[a.verb].text.lower() if a.verb >= 0 else ""
    inverted = a.source is not None and a.source.first > a.verb
    if a.way in ("tells", "follows"):
        return f"…, {verb} {slot}" if inverted else f"{slot} {verb} …"
    if a.way == "according" or verb == "according":
        return f"“…”, per {slot}" if verb == "per" else f"“…”, according to {slot}"
    if a.way in ("label", "colon") or not verb:
        signed = a.label is not None and a.label.start > doc.quotes[a.first].inner.start
        return f"“…” — {slot}" if signed else f"{slot}: “…”"
    if a.way == "before" or doc.tokens[a.verb].start < doc.quotes[a.first].outer.start:
        return f"{slot} {verb} “…”"
    return f"“…”, {verb} {slot}" if inverted else f"“…”, {slot} {verb}"


def _why_letter(letter: str, s: Speaker) -> str:
    """Return what the Q or A of an interview establishes."""
    if letter == QUESTION:
        return "Q marks a question, and we did not find who asks it"
    if s.name is not None:
        name = s.name.translate(_MARKS)
        return f"A marks an answer, and {name} is the only one whom the text introduces as interviewed"
    if s.candidates:
        return f"A marks an answer, and the person interviewed could be {_listed(s.candidates)}"
    return "A marks an answer, and we did not find who is interviewed"


def _why_unresolved(pronoun: str, s: Speaker) -> str:
    if len(s.candidates) > 1:
        return f"We found only {pronoun} as its speaker, which could mean {_listed(s.candidates)}"
    if s.candidates:
        nearest = _listed(s.candidates)
        return f"We found only {pronoun} as its speaker; that could mean {nearest}, but we are not sure"
    return f"We found only {pronoun} as its speaker, and not whom that means"


def _why_pronoun(pronoun: str, s: Speaker) -> str:
    """Return whom a pronoun means, and who would fit as well where the grammar decides."""
    name = (s.name or "").translate(_MARKS)
    if not s.by_grammar and not s.besides:
        return f"{pronoun} can only mean {name} here"
    taken = f"we take {pronoun} to mean {name}, the subject there"
    return f"{taken}, though {_listed(s.besides)} would fit too" if s.besides else taken


def _pronoun(doc: AnalysedText, a: Attribution) -> str:
    """Return the pronoun as English writes it: I in a capital, any other in small letters."""
    if not a.source:
        return ""
    token = doc.tokens[a.source.first]
    return token.low if len(token.low) > 1 else token.text


def _listed(names: tuple[str, ...]) -> str:
    plain = [name.translate(_MARKS) for name in names]
    return plain[0] if len(plain) == 1 else ", ".join(plain[:-1]) + " or " + plain[-1]
