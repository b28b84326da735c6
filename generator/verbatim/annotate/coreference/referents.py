"""Resolves noun phrases to the figures that they name or describe, lists subjects, and finds the roles of a person.

Only the narrative counts: a figure named inside a quotation is talked about, and no subject. A role is a whole phrase
that one person may hold: no body, no clause, no list of several, nothing that a quotation or a length cuts off.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.names.mentions import Name
from verbatim.annotate.names.people import LONGEST_APPOSITION, Figure, apposition, has_role
from verbatim.annotate.reports import SpeechReport
from verbatim.annotate.text.clauses import is_finite
from verbatim.annotate.text.narrative import Narrative, main_subject
from verbatim.annotate.text.phrases import Phrase, before_letters
from verbatim.annotate.text.tokens import Token
from verbatim.model import Span
from verbatim.model.reading import RoleFound

_REACH = lang.reach("role to its holder")
_LONGEST_NAME = 60  # characters behind its head
_LONGEST_JOINED = lang.reach("joined description")
_NEAR = lang.reach("paragraphs to a holder")
_LONGEST_ROLE_BEFORE = lang.reach("role before a name")
_LONGEST_OFFICE = lang.reach("unlisted office")
_ROLE_WORDS = ("word", "adj", "name", "poss", "num", "hyphen")
_NAME_CLOSERS = (",", ".", ";", ")", "—", "–")
_COMMA = lang.reach("name to what its comma parts")
_UNFINISHED = ("prep", "det", "to", "conj", "poss", "that", "rel", "aux")
_LINKS = ("including", "like", "than", "named", "called")
_PARTS_OF_ROLE = re.compile(r"(?:\b[a-z\d]{1,20}-[a-z-]{1,20} |[\s-])+")  # the two-term, left-wing president
_OF_BODY = re.compile(r"(?:, (?P<set>of|at|from)| (?P<of>of)) (?:the )?")
_DEFINITE = frozenset(("the", "his", "her", "their"))
_OTHERS = lang.words("other_roles") | lang.short("before_offices") | {"ex"}
_MOST_BEFORE = 2000  # tokens before a description; a longer text may have introduced somebody before
_MOST_HOLDERS = 20  # of one role; no real text has more


def sentence_subjects(doc: AnalysedText, reports: Sequence[SpeechReport]) -> list[tuple[Phrase, ...]]:
    """Return the subjects of each sentence, in order: its main clause's, then those of its reports."""
    subjects: list[list[Phrase]] = [[] for _ in doc.sentence_first]
    for number, floor in enumerate(doc.sentence_first):
        opening = main_subject(doc, floor, doc.ceiling(floor))
        if opening is not None:
            subjects[number].append(apposed_name(doc, opening) or opening)
    for report in reports:
        relative = report.verb and doc.tokens[report.verb - 1].kind in ("rel", "aux") and _is_relative(doc, report)
        if not relative or report.cue.takes in ("speech", "aside", "think"):
            source = apposed_name(doc, report.source) if report.source.last < report.verb else None
            subjects[doc.sentence_of[report.verb]].append(source or report.source)
    return [tuple(dict.fromkeys(phrases)) for phrases in subjects]


def _is_relative(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether a verb is that of a relative clause: NAME, who had condemned."""
    between = doc.tokens[report.source.last + 1 : report.verb]
    return any(token.kind == "rel" for token in between)


def apposed_name(doc: AnalysedText, phrase: Phrase) -> Phrase | None:
    """Return the name that a description introduces between commas: the head of the group, NAME, …."""
    after = phrase.last + 2
    if phrase.form != "description" or after + 1 >= doc.ceiling(phrase.first) or doc.tokens[after - 1].low != ",":
        return None
    name = doc.phrase_from(after) if doc.tokens[after].kind == "name" else None
    if name is None or name.last + 1 >= len(doc.tokens) or doc.tokens[name.last + 1].low != ",":
        return None
    return name


def figure_of(doc: AnalysedText, phrase: Phrase) -> Figure | None:
    """Return the one figure that a phrase names; None where it names none or could name several."""
    if phrase.form != "name":
        return None
    name = name_of(doc, phrase)
    bearers = doc.figures.named(name.span.start) if name else ()
    return bearers[0] if len(bearers) == 1 else None


def name_of(doc: AnalysedText, phrase: Phrase) -> Name | None:
    """Return the name that the head of a phrase ends with; a body's may be all of it, and more: the Council of Vell."""
    head_last = before_letters(doc.tokens, phrase.head_first, phrase.head_last)
    end, last = doc.tokens[head_last].end, doc.tokens[phrase.last].end
    following = doc.names_within(doc.tokens[phrase.head_first].start, end + _LONGEST_NAME)
    whole = (n for n in reversed(following) if n.span.start < end and (n.span.end == end or n.span.end >= last > 0))
    return next((name for name in whole if name.span.end >= end), None)


def span_of(doc: AnalysedText, phrase: Phrase) -> Span:
    """Return where a phrase stands, with the article before a title in capitals: “The President”."""
    first = phrase.first
    article = first and doc.tokens[first - 1].low in ("the", "a", "an")
    if article and doc.sentence_of[first - 1] == doc.sentence_of[first]:
        first -= 1
    return Span(doc.tokens[first].start, doc.tokens[phrase.last].end)


def words_of(doc: AnalysedText, phrase: Phrase) -> str:
    """Return a phrase as the source words it, on one line."""
    return " ".join(span_of(doc, phrase).of(doc.text).split())


def with_joined(doc: AnalysedText, phrase: Phrase) -> Phrase:
    """Return a description with all whom “and” joins to it: farmers and even some weavers, a farmer and two aides.

    Before it they reach back to the sentence's start, or to a comma, “that” or “but”: what stands elsewhere may have a
    verb of its own.
    """
    if phrase.form != "description":
        return phrase
    first, floor = phrase.first, doc.floor(phrase.first)
    while first - 1 > floor and doc.tokens[first - 1].kind == "adv":
        first -= 1
    joined = _joined_start(doc, first - 1, floor) if first - 1 > floor and doc.tokens[first - 1].low == "and" else None
    after, ceiling = phrase.last + 1, doc.ceiling(phrase.first)
    other = doc.phrase_from(after + 1) if after + 1 < ceiling and doc.tokens[after].low == "and" else None
    if other is not None and (is_finite(doc.tokens[other.first]) or other.last - other.first >= _LONGEST_JOINED):
        other = None
    if other is not None and other.form == "description" and other.last + 1 < ceiling:
        following, before = doc.tokens[other.last + 1], doc.tokens[max(floor, first - _REACH) : first]
        leads = is_finite(following) and not any(map(is_finite, before))  # farmers and weavers met
        other = other if leads or following.low in (".", ",") else None
    last = other.last if other is not None and other.form == "description" else phrase.last
    return replace(phrase, first=phrase.first if joined is None else joined, last=last)


def _joined_start(doc: AnalysedText, link: int, floor: int) -> int | None:
    """Return where those begin whom the “and” at `link`, or a comma in a list, joins to what follows."""
    one = doc.noun_phrase_before(link)
    if one is None or is_finite(doc.tokens[one.first]) or (doc.tokens[link].low == "," and one.last > one.head_last):
        return None
    before = doc.tokens[one.first - 1] if one.first > floor else None
    if before is not None and before.low == "," and one.first - 1 > floor and one.form != "pronoun":
        further = _joined_start(doc, one.first - 1, floor)
        return one.first if further is None else further
    return one.first if before is None or before.low in ("that", "but") or before.kind == "quote" else None


def named_beside(doc: AnalysedText, phrase: Phrase) -> Figure | None:
    """Return whose name stands beside a description: the head of it, NAME, or NAME, its head said.

    But: NAME, the head told the press, was late.
    """
    tokens, floor, ceiling = doc.tokens, doc.floor(phrase.first), doc.ceiling(phrase.first)
    last = phrase.last
    name: Phrase | None = None
    if last + 2 < ceiling and tokens[last + 1].low == ",":
        name = doc.phrase_from(last + 2)
        closes = name is not None and name.last + 1 < ceiling and tokens[name.last + 1].low == ","
        name = name if closes else None
    elif phrase.first - 2 >= floor and tokens[phrase.first - 1].low == ",":
        parenthesis = any(token.low == "," for token in tokens[last + 1 : ceiling])
        name = None if parenthesis else doc.noun_phrase_before(phrase.first - 1)
    figure = figure_of(doc, name) if name is not None and name.form == "name" else None
    return figure if figure is not None and figure.kind == "person" else None


def gender_of(doc: AnalysedText, phrase: Phrase) -> str | None:
    """Return m, f or empty for a role that describes a person, or whoever “who” follows; None where neither does."""
    low = doc.tokens[phrase.head_last].low
    if phrase.form != "description" and low.rstrip(".") not in lang.words("titles"):
        return None
    followed = [token.low for token in doc.tokens[phrase.head_last + 1 : phrase.head_last + 3]] == [",", "who"]
    known = (lang.pairs(table)[low] for table in ("roles", "titles") if low in lang.words(table))
    return next(known, "" if followed and doc.tokens[phrase.first].low == "the" else None)


Holders = Mapping[str, Sequence[tuple[Figure, tuple[str, ...]]]]


def role_holders(doc: AnalysedText) -> Holders:
    """Return who holds a role, with what tells it from others, by the head of the role: senator, of florida."""
    holders: dict[str, list[tuple[Figure, tuple[str, ...]]]] = defaultdict(list)
    for figure in doc.figures.figures:
        for role in roles(doc, figure):
            head, *rest = _words_of_role(role.text)
            holders[head].append((figure, tuple(rest)))
    return holders


def described_holder(doc: AnalysedText, holders: Holders, phrase: Phrase) -> Figure | None:
    """Return the one person whose role has all the words of a description; of several, who was named just before.

    “The Sund mayor” is no former mayor of Sund.

    >>> quoted("Ada Vell, the mayor of Sund, spoke. Nils Dahl left. “It is lost,” the Sund mayor said.")
    Ada Vell: It is lost,
    """
    around = doc.tokens[max(0, phrase.first - 1) : phrase.first + 1]
    head, *words = _words_of_role(words_of(doc, phrase))
    if _DEFINITE.isdisjoint(token.low for token in around) or head not in lang.words("roles"):
        return None
    figures = [*dict.fromkeys(figure for figure, held in holders.get(head, ()) if _may_mean(words, held))]
    if len(figures) > 1:
        figures = [one for one in figures[:_MOST_HOLDERS] if _is_near(doc, one, phrase)]
    return figures[0] if len(figures) == 1 else None


def is_titled(doc: AnalysedText, phrase: Phrase) -> bool:
    """Return whether a description is a role with what tells it from others: not “the senator”, who may be anybody."""
    return len(_words_of_role(words_of(doc, phrase))) > 1


def is_unheld_role(doc: AnalysedText, holders: Holders, phrase: Phrase) -> bool:
    """Return whether a description is an office that one person holds and the text gives to nobody, named or not.

    It has a name in it (the Tory leader) or is the only one of a country: “the treasurer” may be of the club. Judges,
    lawyers and their like often stay without a name, and former ones, spokesmen and reporters are others.
    """
    head, *words = _words_of_role(words_of(doc, phrase))
    inside = doc.tokens[phrase.first + 1 : phrase.last + 1]
    is_known = any(token.text[0].isupper() for token in inside) or not lang.short("sole_offices").isdisjoint(
        (head, *words)
    )
    is_other = head in lang.short("often_unnamed") or head.startswith("spokes") or head in lang.words("reporting_roles")
    is_owned = any(token.kind == "poss" for token in inside)
    if not is_known or is_other or is_owned or head in holders or head not in lang.words("roles"):
        return False
    earlier = doc.tokens[max(0, phrase.first - _MOST_BEFORE) : phrase.first]
    before = (earlier[max(0, at - _REACH) : at] for at, token in enumerate(earlier) if token.low == head)
    is_introduced = any(token.low in ("a", "an") for told in before for token in told)
    return _OTHERS.isdisjoint(words) and not is_introduced


def _may_mean(words: Sequence[str], role: Sequence[str]) -> bool:
    """Return whether a description may mean somebody with a role, neither of another time nor of another rank."""
    return _OTHERS.intersection(role).issubset(words) and set(role).issuperset(words)


@lru_cache(maxsize=1024)
def _words_of_role(text: str) -> tuple[str, ...]:
    """Return what tells a role from others, its head first, in small letters and in full: senator, florida."""
    low = (lang.without_possessive(word).strip(".,").lower() for word in _PARTS_OF_ROLE.split(text))
    full = [lang.pairs("title_abbreviations").get(word, word) for word in low]
    head = next((at for at, word in enumerate(full) if lang.pairs("closed").get(word) == "prep"), len(full)) - 1
    rest = (word for at, word in enumerate(full) if at != head and word not in lang.words("closed"))
    return (full[head], *rest)


def described_owner(doc: AnalysedText, phrase: Phrase) -> Phrase | None:
    """Return the person by role whose thing a description names: the nominee in “the nominee’s support”."""
    if phrase.form != "description" or doc.tokens[phrase.first].kind != "det":
        return None
    for at in range(phrase.first + 2, phrase.head_last):
        if doc.tokens[at].kind == "poss":
            role = doc.tokens[at - 1].low in lang.words("roles")
            return replace(phrase, last=at - 1, head_first=phrase.first, head_last=at - 1) if role else None
    return None


def _is_near(doc: AnalysedText, figure: Figure, phrase: Phrase) -> bool:
    """Return whether a figure is named in the narrative of the paragraphs just before a phrase."""
    end = doc.tokens[phrase.first].start
    start = doc.paragraphs[max(0, doc.paragraph_of[phrase.first] - _NEAR)].start
    return any(not name.quoted and start <= name.span.start < end for name in figure.mentions)


# The roles that a text gives a person


def roles(text: Narrative, figure: Figure) -> tuple[RoleFound, ...]:
    """Return the roles of whoever may be a person, in order of place, each wording once."""
    by_wording: dict[str, RoleFound] = {}
    for name in figure.mentions if figure.kind in ("person", None) else []:
        spans = [_title_or_role(text, name)]
        if not name.quoted:
            spans += [_role_after(text, name), _role_before_comma(text, name)]
        for span in spans:
            if span is not None:
                words = " ".join(span.of(text.text).split())
                first, _, rest = words.lower().partition(" ")
                if first in lang.short("possessives") or (first in lang.short("any_of") and not rest.startswith("of ")):
                    continue  # his wife, NAME; one candidate, NAME; but NAME, one of its founders
                if first in lang.short("articles") and rest in ("man", "woman"):
                    continue
                by_wording.setdefault(words.lower(), RoleFound(span, words))
    return tuple(sorted(by_wording.values(), key=lambda role: role.span))


def body_of(text: str, figure: Figure, bodies: Mapping[int, Span]) -> tuple[RoleFound, ...]:
    """Return of which body the text says that a person is: “Ada Vell, of Gulf Bank”; `bodies` are by their starts.

    Of 61 in 1,544 texts 60 were right, and one had a word too many.
    """
    for name in figure.mentions if figure.kind == "person" else ():
        led = _OF_BODY.match(text, name.span.end)
        body = bodies.get(led.end()) if led and len(name.words) > 1 and not name.quoted else None
        if led and body and text[body.end : body.end + 1] not in ("'", "’"):
            span = Span(led.start(led.lastgroup or 0), body.end)
            return (RoleFound(span, " ".join(span.of(text).split())),)
    return ()


def _title_or_role(text: Narrative, name: Name) -> Span | None:
    """Return the title or role directly before a name, without courtesies such as Mr."""
    if name.title is not None:
        supposed = not name.quoted and _is_supposed(text.tokens, name.token, name.title)
        return None if name.courtesy or supposed else name.role
    return name.role


def _is_supposed(tokens: Sequence[Token], first: int, title: Span) -> bool:
    """Return whether the title before the name that begins at token `first` is not said of it: for a President NAME."""
    while first and tokens[first - 1].start >= title.start:
        first -= 1
    return first > 0 and tokens[first - 1].low in ("a", "an")


def _role_after(text: Narrative, name: Name) -> Span | None:
    """Return the apposition after a name that holds a role: “, the head of …,”."""
    inserted = apposition(text, name)
    if inserted is None or not (has_role(text, inserted) or _is_office(text, inserted)):
        return None
    end = _whole_end(text, inserted)
    return Span(text.tokens[inserted.start].start, text.tokens[end - 1].end) if end else None


def _whole_end(text: Narrative, inserted: Span) -> int:
    """Return the index after the last token of an apposition that is a whole phrase; 0 where it is cut off.

    It is where a quotation follows (the author of “…”), where it is longer than any role, and where it ends in a
    preposition, an article or a possessive. What was so when something happened ends before the time: the minister at
    the time the dam was built. What somebody does (NAME, speaking to reporters,) is no role.
    """
    tokens, end = text.tokens, inserted.end
    following = tokens[end].kind if end < text.ceiling(inserted.start) else ""
    if following == "aux":
        reach = range(inserted.start + 1, end - 2)
        timed = (at for at in reach if tokens[at + 2].kind == "time" or tokens[at + 2].low == "time")
        end = next((at for at in timed if [t.kind for t in tokens[at : at + 2]] == ["prep", "det"]), inserted.start)
    while end - 1 > inserted.start and tokens[end - 1].kind in ("and", "adv"):
        end -= 1
    based = inserted.end + 1 < len(tokens) and tokens[inserted.end + 1].low.endswith("-based")
    doing = tokens[inserted.start].low.endswith("ing") and tokens[inserted.start + 1].kind in ("prep", "to")
    cut = following == "quote" or based or doing or inserted.end - inserted.start >= LONGEST_APPOSITION - _COMMA
    whole = end > inserted.start and not (tokens[end - 1].kind in _UNFINISHED or tokens[end - 1].low in _LINKS)
    return end if whole and not cut else 0


def _is_office(text: Narrative, inserted: Span) -> bool:
    """Return whether an apposition is an office that no list holds: “the keeper of Sund” between a name and a stop."""
    tokens, end = text.tokens[inserted.start : inserted.end], inserted.end
    if tokens[0].low != "the" or end >= len(text.tokens) or text.tokens[end].low not in (",", ".", ";"):
        return False
    preposition = next((at for at, token in enumerate(tokens) if token.low in ("of", "at", "for")), 0)
    office = tokens[1:preposition]
    return 1 < preposition <= _LONGEST_OFFICE and all(t.kind == "word" and t.low == t.text for t in office)


def _role_before_comma(text: Narrative, name: Name) -> Span | None:
    """Return the role before the comma before a name; None in a list, where the comma joins two people."""
    tokens, comma, floor = text.tokens, first_of(text, name) - 1, text.floor(name.token)
    if comma - 1 < floor or tokens[comma].low != "," or not _is_closed(tokens, name):
        return None
    if tokens[comma - 1].low not in lang.words("roles"):
        held = _held_in_body(text, comma)
        return Span(tokens[held.first].start, tokens[comma - 1].end) if held is not None else None
    first = comma - 1
    while first > floor and comma - first < _LONGEST_ROLE_BEFORE and tokens[first - 1].kind in _ROLE_WORDS:
        if tokens[first - 1].low in ("said", "says"):
            break
        first -= 1
    before = tokens[first - 1] if first > floor else None
    supposed = first - 1 > floor and tokens[first - 2].low in ("as", "for", "like")  # late for a mayor, NAME, said …
    definite = before is not None and before.kind == "det" and not (supposed and before.low in ("a", "an"))
    said = before is not None and before.low in ("said", "says")  # “…,” said Sund spokeswoman, NAME
    if not (definite or said or any(token.kind == "poss" for token in tokens[first : comma - 1])):
        return None
    return Span(tokens[first - definite].start, tokens[comma - 1].end)


def _held_in_body(text: Narrative, comma: int) -> Phrase | None:
    """Return the one role in a body that ends at a comma: the chairman of the mill, NAME,."""
    held = text.noun_phrase_before(comma) if comma > text.floor(comma) else None
    if held is None or text.tokens[held.head_last].low not in lang.words("roles"):
        return None
    opens = text.tokens[held.first].opens and held.first == held.head_last
    definite = opens or text.tokens[held.first].low == "the"
    return held if definite and text.tokens[held.head_last + 1].low in ("of", "at") else None


def first_of(text: Narrative, name: Name) -> int:
    """Return the first token of a name, its title included."""
    at = name.token
    while name.title is not None and at and text.tokens[at - 1].start >= name.title.start:
        at -= 1
    return at


def behind(tokens: Sequence[Token], name: Name) -> int:
    """Return the index of the token behind a name, and behind the letters after it: Ann Lee QC."""
    at = name.token
    while at < len(tokens) and tokens[at].end <= name.span.end:
        at += 1
    return at + (at < len(tokens) and tokens[at].text in lang.short("letters_behind"))


def _is_closed(tokens: Sequence[Token], name: Name) -> bool:
    """Return whether a mark closes the apposition after the name, and no second name or “and” makes it a list."""
    at = behind(tokens, name)
    if at >= len(tokens) or tokens[at].low not in _NAME_CLOSERS:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or tokens[at].low != "," or after.kind not in ("name", "and", "det")
