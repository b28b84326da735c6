"""Finds noun phrases before and after a token, walking word by word over at most 40 tokens.

`floor` and `ceiling` bound the walk: the first token of the sentence and the index after its last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import Token
from verbatim.model import Span

REACH = lang.reach("noun phrase")
_SPEAKING = ("roles", "groups", "witnesses", "saying_nouns")

_SHORTEST_BODY = lang.reach("least name of a body")
_INSIDE = frozenset({"name", "word", "num", "adj", "poss", "quote"})
_BEFORE_NAME = frozenset({"word", "name", "adj", "poss", "num"})
_STARTS = frozenset({"det", "name", "word", "num", "adj"})
_OBJECTS = frozenset({"det", "pron", "obj"})
_TO_OFFICE = ("of", "for", "to")
_STATES = ("state", "states")  # no role behind “of”
_OF_OFFICE = frozenset({*_TO_OFFICE, "the", "and", ","})
_AFTER_PAST = frozenset({"prep", "to", "conj", "punct", "dash"})
_ROLE_REACH = lang.reach("role behind a name")
_LONGEST_ROLE = lang.reach("role in small letters")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, as token indices with the last included.

    `head_first` to `head_last` is the phrase without what follows its head (“of …”); `form` is pronoun, name or
    description; `denied` is set where the verb that the phrase was read for is negated.
    """

    first: int
    last: int
    head_first: int
    head_last: int
    form: str
    denied: bool = False


def is_given_name(word: str) -> bool:
    """Return whether a word is a listed first name, or begins with one: Ann-Marie."""
    given = lang.words("firstnames")
    return word in given or ("-" in word and word.partition("-")[0] in given)


def is_role(low: str) -> bool:
    """Return whether a word may stand before a name as a role, a title or a kind of body."""
    bare = low.rstrip(".")
    return any(word in lang.words(name) for name in ("roles", "titles") for word in (bare, bare.removesuffix("s")))


def may_speak_as(low: str) -> bool:
    """Return whether a noun is of somebody or something that speaks: a role, a group, a witness, a statement."""
    forms = (low, low.removesuffix("s"), low[: -len("ies")] + "y" if low.endswith("ies") else low)
    return any(word in lang.words(name) for name in _SPEAKING for word in forms)


def is_adverb(low: str) -> bool:
    """Return whether a word in lower case has the ending of an adverb."""
    return low.endswith("ly") and low not in lang.words("ly_nouns")


def before_letters(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the last token of a name without the letters behind it: Ann Lee QC, but the Vell Central MP."""
    letters = tokens[last].text if last - first > 1 else ""
    word = tokens[first].text
    led = first > 0 and not tokens[first].opens and tokens[first - 1].kind == "det"
    seat = led or lang.listed_place(word) or word in lang.words("peoples") or lang.is_common(word.lower())
    sits = letters in lang.short("seats_behind") and (is_given_name(word) or not seat)
    shorter = sits or letters in lang.short("letters_behind")
    return before_letters(tokens, first, last - 1) if shorter else last


def is_body_of(last: Token, following: Sequence[Token]) -> bool:
    """Return whether a plural's possessive is part of the name of a body: the Farmers’ Association."""
    plural = last.low.endswith("s") and following[0].text in ("’", "'") and following[0].start == last.end
    return plural and following[1].text in lang.words("organisations")


def is_joint_body(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the name of a body or an office goes on behind “and”: the Ways and Means Committee.

    Thus too in “the Ann and Otto Vell Fund”, “Work and Health Minister Ann Lee” and “Fire and Water Service head NAME”.
    """
    if tokens[last + 1].low != "and":
        return False
    coming = list(takewhile(lambda token: token.kind == "name" and not token.opens, tokens[last + 2 : last + 6]))
    bodies, given = lang.words("organisations") - lang.short("fields"), lang.words("firstnames")
    both = (tokens[last], *coming[:1])
    plain = all(lang.is_common(t.low) and t.text not in given | lang.places() for t in both)
    if len(coming) > _SHORTEST_BODY and coming[1].among("ministers"):
        return plain and tokens[last].text not in lang.words("surnames")
    plain = plain and all(token.text not in bodies for token in both)
    if not _SHORTEST_BODY <= len(coming) <= _SHORTEST_BODY + 1:
        return False
    after = list(takewhile(lambda token: token.kind == "word", tokens[last + 2 + len(coming) : last + 6 + len(coming)]))
    headed = any(is_role(token.low) for token in after)
    led = first > 0 and tokens[first - 1].low == "the"
    if not (led or headed) or not any(t.text.title() in bodies for t in (coming[-1], *after[:headed])):
        return False
    if len(coming) > _SHORTEST_BODY:
        return first == last and all(token.text in given for token in both)
    return plain


def _is_finite(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Return whether a word inside a would-be noun phrase is a verb: “he says the early”, not “the reported”."""
    if tokens[at].low in lang.words("verbs"):
        return True
    if at > floor and tokens[at - 1].kind == "pron" and is_past(tokens[at].low):
        return True  # he dodged
    verb = cue(tokens[at].low)
    if verb is None or verb.form not in ("past", "s") or verb.takes == "demand":
        return False
    if verb.lemma in lang.words("nounlike") and any(token.kind == "poss" for token in tokens[floor:at]):
        return False  # NAME’s angry posts
    return at > floor and tokens[at - 1].kind in ("name", "pron", "pron2", "word", "and")


def noun_phrase_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `last`, including its “of …” and “for …”."""
    phrase = noun_before(tokens, last, floor)
    if phrase is None:
        return None
    first, form = _owner_start(tokens, phrase.first, floor), phrase.form
    while form != "pronoun" and first - 2 >= floor and not tokens[first].opens and _is_link(tokens, first - 1):
        participle = tokens[first - 1].low == "by" and first - 3 >= floor and is_past(tokens[first - 2].low)
        outer = simple_before(tokens, first - 2 - participle, floor)  # a letter obtained by NAME
        if outer is None or outer[1] == "pronoun" or tokens[first - 2].among("turning_to"):
            break
        if form == "name" and outer[0] - 1 == floor and tokens[floor].kind == "prep":  # “In a letter to” NAME
            break
        if outer[1] == "description" and not _could_head(tokens, outer[0], first - 2):
            break
        if _is_holders(tokens, first - 1, phrase):
            phrase = Phrase(outer[0], last, phrase.head_first, phrase.head_last, phrase.form)
        else:
            near = outer[0] < first - 2 and tokens[first - 2].low in lang.short(
                "close_to"
            )  # people familiar with the plan
            phrase = Phrase(outer[0], last, outer[0], first - 2 - near - participle, outer[1])
        first = _owner_start(tokens, outer[0], floor)
    return phrase


def _is_holders(tokens: Sequence[Token], link: int, phrase: Phrase) -> bool:
    """Return whether a role stands behind what it is of, before its holder: Bureau of Statistics chief Ann Lee."""
    if tokens[link - 1].text not in lang.words("organisations") or phrase.form != "name":
        return False
    inside = range(phrase.head_first + 1, phrase.head_last)
    return any(tokens[at].kind == "word" and is_role(tokens[at].low) for at in inside)


def _owner_start(tokens: Sequence[Token], first: int, floor: int) -> int:
    """Return where the owner of a noun begins that a preposition leads to: a spokesman for “Vell’s” Mill Centre."""
    owner = simple_before(tokens, first - 2, floor) if first - 2 > floor and tokens[first - 1].kind == "poss" else None
    return owner[0] if owner is not None and tokens[owner[0] - 1].among("links") and owner[0] > floor else first


def _is_link(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word ties what follows to the noun before it: of the mill, farmers like NAME."""
    plural = tokens[at - 1].low.endswith("s") and (is_role(tokens[at - 1].low) or not tokens[at - 1].opens)
    return tokens[at].among("links") or (tokens[at].low == "like" and plural)


def noun_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `last`, without what it depends on, or None."""
    simple = simple_before(tokens, last, floor)
    return Phrase(simple[0], last, simple[0], last, simple[1]) if simple else None


def simple_before(tokens: Sequence[Token], last: int, floor: int) -> tuple[int, str] | None:
    """Return where the noun phrase without “of …” that ends at `last` begins, and its form."""
    token = tokens[last]
    if token.kind == "pron":
        return last, "pronoun"
    if token.kind == "pron2":
        return last, "description"
    first = name_start(tokens, last, floor) if token.kind == "name" else last
    office = _is_office(tokens, first, last)
    if token.kind == "name" and not office:
        first = _role_start(tokens, first, floor)
        first -= first - 1 > floor and _is_compound(tokens[first - 1]) and tokens[first - 2].low in ("the", "a", "an")
        article = first > floor and not tokens[first].opens and tokens[first - 1].low in ("the", "a", "an")
        described = first - 1 > floor and tokens[first - 1].kind in ("word", "adj") and not tokens[first].opens
        first -= described and is_role(token.low) and tokens[first - 2].among("counting")  # many liberal Democrats
        counts = tokens[first - 1].low if first > floor and token.low.endswith("s") else ""
        counted = counts == "both" or (counts in lang.short("counting") and is_role(token.low))
        return first - (article or counted), "name"
    if token.kind == "det" and token.among("standing_alone"):
        return last, "description"
    if token.kind not in ("word", "num", "adj") and not office:
        return None
    return _description_start(tokens, last, floor), "description"


def _is_office(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether words in capitals behind a possessive are an office, and no name: the mill’s Regional Director."""
    words = tokens[first : last + 1]
    owned = first > 0 and not tokens[first].opens and tokens[first - 1].kind == "poss"
    plain = all(lang.is_common(token.low) and not is_given_name(token.text) for token in words)
    return owned and plain and is_role(tokens[last].low)


def _is_compound(token: Token) -> bool:
    """Return whether a word after an article can only describe what follows: the left-leaning, the ranking."""
    return token.kind == "adj" or (token.kind == "word" and token.low.endswith(("ing", "ed")))


def name_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where the run of capitalised words that ends at `last` begins."""
    first = last
    while first - 1 >= max(floor, last - REACH):
        if tokens[first].low in lang.words("courtesies") and not is_role(tokens[first - 1].low):
            break  # the pact with Malta Mr NAME
        if tokens[first - 1].kind == "name" and not tokens[first].opens:
            first -= 1
        elif first - 2 >= floor and _joins_names(tokens, first):
            first -= 2
        elif first - 3 >= floor and _joins_names(tokens, first - 1) and _is_particle(tokens[first - 1]):
            first -= 3  # Ann de la Vell
        elif first - 2 >= floor and (body := _joint_body_start(tokens, first - 2, floor)) is not None:
            return body
        else:
            break
    office = office_start(tokens, holder_start(tokens, first, last), floor)
    return first if office is None else office


def holder_start(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return where a run may name who holds an office, behind what that is of: its first name, or behind a place."""
    given = next((at for at in range(first, last) if is_given_name(tokens[at].text)), first)
    seat = last - first == len(("Ann", "Lee")) and lang.listed_place(tokens[first].text)
    rare = seat and not any(lang.is_common(token.low) for token in tokens[first + 1 : last + 1])
    return first + 1 if given == first and rare else given


def office_start(tokens: Sequence[Token], holder: int, floor: int) -> int | None:
    """Return the role whose office is held by who is named from `holder` on: *Minister* for Trade and Mills Ann Lee.

    Where no word stands between it and the name the role is another person's: an aide to Ann Lee.
    """
    at = holder - 1
    if at > floor and tokens[at].text.endswith(".") and is_role(tokens[at].low):  # Speaker of the House Rep.
        at -= tokens[at - 1].text in lang.words("organisations")
    while at > max(floor, holder - REACH) and not (is_role(tokens[at].low) and tokens[at + 1].low in _TO_OFFICE):
        plain = tokens[at].kind == "name" and (tokens[at].low in _STATES or not is_role(tokens[at].low))
        if tokens[at].opens or not (plain or tokens[at].low in _OF_OFFICE):
            return None
        at -= 1
    office = tokens[at + 1 : holder]
    if not is_role(tokens[at].low) or not office or office[0].low not in _TO_OFFICE or office[-1].kind != "name":
        return None
    if at - 2 >= floor and tokens[at - 1].low == "of" and is_role(tokens[at - 2].low):  # Secretary of State for Health
        at -= 2
    of_one = office[0].low == "of" and all(token.low not in (",", "and") for token in office)
    known = (lang.is_common(t.low) or lang.listed_place(t.text) for t in office if t.kind == "name")
    return at if of_one or all(known) else None


def _is_particle(token: Token) -> bool:
    return token.low in lang.words("particles")


def _joins_names(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the small word before `first` is inside a name: Ann de Lee, the Farmers’ Association."""
    outer, small = tokens[first - 2 : first]
    particle = outer.kind == "name" and (_is_particle(small) or small.low == "/")
    return particle or is_body_of(outer, tokens[first - 1 : first + 1])


def _joint_body_start(tokens: Sequence[Token], last: int, floor: int) -> int | None:
    """Return where the name of a body begins of which the token `last` is the part before “and”; None where none is."""
    if tokens[last].kind != "name" or tokens[last + 1].low != "and":
        return None
    first = last
    while first - 1 >= floor and tokens[first - 1].kind == "name" and not tokens[first].opens:
        first -= 1
    return first if is_joint_body(tokens, first, last) else None


def _role_start(tokens: Sequence[Token], first: int, floor: int) -> int:
    """Return the start of the role directly before a name: “presidential candidate” Ann Lee."""
    if first <= floor or tokens[first].opens or tokens[first - 1].kind not in ("word", "adj"):
        return first
    if not is_role(tokens[first - 1].low):
        return first
    at = first - 1
    while at > max(floor, first - REACH) and not tokens[at].opens and tokens[at - 1].kind in _BEFORE_NAME:
        at -= 1
    if at - 2 >= floor and (body := _joint_body_start(tokens, at - 2, floor)) is not None:
        at = body
    if at > floor and tokens[at - 1].kind == "det" and not tokens[at].opens:
        at -= 1
    return at


def _description_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where a description begins, up to two determiners included; six in ten is one."""
    share = last - 2 >= floor and tokens[last].kind == "num" and tokens[last - 1].low == "in"
    if share and (tokens[last - 2].kind == "num" or tokens[last - 2].low == "one"):
        return last - 2
    at = last
    while at - 1 >= max(floor, last - REACH) and not tokens[at].opens and tokens[at - 1].kind in _INSIDE:
        echoes = tokens[at - 1].low.endswith("ing") and cue(tokens[at - 1].low) is not None  # echoing experts
        counts = (
            tokens[at].kind == "num"
            and at - 2 >= floor
            and tokens[at - 2].kind == "name"
            and is_past(tokens[at - 1].low)
        )
        if echoes or counts or _is_finite(tokens, at - 1, floor) or _is_speech(tokens, at - 1, floor):
            break
        at -= 1
    at -= tokens[at].kind == "poss" and at - 1 >= floor and tokens[at - 1].kind == "time"  # Friday’s statement
    for _ in range(2):
        if at - 1 >= floor and not tokens[at].opens and tokens[at - 1].kind == "det":
            at -= 1
    return at


def _is_speech(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Return whether a quotation is no part of the noun phrase after it, as a title is: the “…” host."""
    return tokens[at].kind == "quote" and (at == floor or tokens[at - 1].kind not in ("det", "adj", "poss", "name"))


def _could_head(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether words may be a noun phrase that “of …” belongs to, and not a verb and its object."""
    nouns = lang.words("saying_nouns")
    if tokens[first].kind == "det" or is_role(tokens[last].low) or tokens[last].low in nouns | {"percent"}:
        return True
    if tokens[last].among("close_to") and last > first:  # people familiar with the plan
        last -= 1
    owned = any(token.kind == "poss" for token in tokens[first:last])
    return owned or bool(tokens[first].opens) or tokens[last].low.endswith("s") or tokens[last].low == "people"


def phrase_from(tokens: Sequence[Token], first: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that begins at `first`; None where none does."""
    if tokens[first].kind == "pron":
        return Phrase(first, first, first, first, "pronoun")
    if tokens[first].kind not in _STARTS:
        return None
    last = _holder_end(tokens, _run_end(tokens, first, ceiling), ceiling)
    last = _second_role_end(tokens, first, last, ceiling)
    counted = tokens[last].among("standing_alone") and last + 1 < ceiling and tokens[last + 1].low == "of"
    if tokens[last].kind == "det" and not counted:
        return None
    if tokens[last].kind == "name":
        return Phrase(first, last, first, last, "name")
    end = last  # a spokeswoman “for the mill in Vell”
    while end + 2 < ceiling and end - last < REACH and tokens[end + 1].among("links") and not tokens[end + 1].opens:
        if tokens[end + 2].kind not in _STARTS:
            break
        end = _run_end(tokens, end + 2, ceiling)
    return Phrase(first, end, first, last, "description")


def _holder_end(tokens: Sequence[Token], last: int, ceiling: int) -> int:
    """Return where the name of an office's holder ends, whose role is the token `last`: Mayor of Vell Ann Lee."""
    if last + 2 >= ceiling or tokens[last + 1].low not in _TO_OFFICE:
        return last
    reach = range(last + 2, min(last + REACH, ceiling))
    named = next((at for at in reach if is_given_name(tokens[at].text)), last)
    seated = _run_end(tokens, last + 2, ceiling) if tokens[last + 2].kind == "name" else last
    named = holder_start(tokens, last + 2, seated) if named == last < seated else named
    return _run_end(tokens, named, ceiling) if office_start(tokens, named, last) == last else last


def _second_role_end(tokens: Sequence[Token], first: int, last: int, ceiling: int) -> int:
    """Return where a name ends that two roles stand before: chairman and chief executive Ann Lee."""
    if last + 3 >= ceiling or tokens[last].kind != "word" or tokens[last + 1].low != "and":
        return last
    further = _run_end(tokens, last + 2, ceiling)
    between = [token for token in tokens[last + 2 : further] if token.kind in ("word", "adj")]
    owned = tokens[first].among("possessives")
    whose = all(token.kind in _BEFORE_NAME for token in tokens[first + owned : last])
    roles = whose and bool(between) and (owned or is_role(tokens[last].low)) and is_role(between[-1].low)
    return further if roles and tokens[further].kind == "name" and not between[0].opens else last


def _run_end(tokens: Sequence[Token], first: int, ceiling: int) -> int:
    """Return where the noun phrase without “of …” that begins at `first` ends; only a role continues a name."""
    at = first
    while at + 1 < ceiling and at - first < REACH and _continues(tokens, at, first, ceiling):
        verb = tokens[at].kind == "word" and tokens[at].low.endswith("ed") and at - 1 > first
        if verb and tokens[at + 1].kind == "name":  # the farmers granted NAME a loan
            return at - 1
        at += 1
    return at


def _continues(tokens: Sequence[Token], at: int, first: int, ceiling: int) -> bool:
    token, following = tokens[at], tokens[at + 1]
    if following.low in ("last", "next", "this") and at + 2 < ceiling and tokens[at + 2].kind == "time":
        return False  # a study last year
    led = token.kind == "det"  # what stands right behind an article is no verb
    if following.opens or following.low in lang.words("verbs") or (not led and _governs(tokens, at + 1, ceiling)):
        return False
    if token.kind == "word" and is_role(token.low) and following.kind == "word" and following.low.endswith("ed"):
        return False  # a woman rallied supporters
    if following.kind not in _INSIDE:
        few = (token.low, following.low) == ("a", "few")
        inside = token.kind == "name" and at + 2 < ceiling and tokens[at + 2].kind == "name"
        joint = inside and following.low == "and" and _joint_body_start(tokens, at, max(0, first - 1)) is not None
        return few or joint or (inside and following.low in lang.words("particles"))
    described = _role_follows(tokens, at + 1, ceiling) or _is_group(tokens, at + 1, ceiling)
    people = token.text in lang.words("peoples") and not token.low.endswith("s")
    if token.kind == "name" and following.kind == "word" and not described and (not people or is_past(following.low)):
        return False  # but Danish farmers
    return following.kind != "word" or not (is_adverb(following.low) or _is_finite(tokens, at + 1, first))


def _governs(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Return whether what follows a word shows that it is a verb: “the council dislikes the dam”, “opened at noon”."""
    if tokens[at].kind != "word" or at + 1 >= ceiling:
        return False
    after = tokens[at + 1].kind
    low = tokens[at].low
    past = low.endswith("ed") and (is_past(low) or not low.endswith("eed"))  # but the seventh seed, who
    return after in _OBJECTS or (past and after in _AFTER_PAST)


def _role_follows(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Return whether the lower-case words from `at` on end in a role: “campaign manager”."""
    for token in tokens[at : min(at + _ROLE_REACH, ceiling)]:
        if token.kind not in ("word", "name") or token.opens:
            return False
        if is_role(token.low) and token.kind == "word":
            return True
        if token.kind == "name":  # campaign Chairman NAME, but not endorsed Mrs. NAME
            return is_role(token.low) and not tokens[at].low.endswith("ed") and cue(tokens[at].low) is None
    return False


def _is_group(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Return whether people whom a name only describes stand before their verb: Vell police have."""
    low = tokens[at].low
    people = low in lang.words("groups") or (low.endswith("s") and low in lang.words("witnesses"))
    if not people or at + 1 >= ceiling:
        return False
    following = tokens[at + 1]
    return following.kind == "aux" or following.low in lang.words("verbs") or cue(following.low) is not None


def role_before(tokens: Sequence[Token], first: int) -> Span | None:
    """Return the lower-case role directly before a name, with what describes it: Vell Bank founder."""
    if not first or tokens[first].opens or tokens[first - 1].kind != "word":
        return None
    if tokens[first - 1].low not in lang.words("roles") or tokens[first - 1].among("kindred"):
        return None
    at = first - 1
    while at and first - at < _LONGEST_ROLE and tokens[at - 1].kind in ("word", "name", "adj") and not tokens[at].opens:
        if tokens[at - 1].low in lang.words("verbs") or cue(tokens[at - 1].low) is not None:
            break
        if at > 1 and tokens[at - 2].kind in ("name", "aux") and is_past(tokens[at - 1].low):  # NAME met farmer NAME
            break
        if tokens[at - 1].low.endswith("ing") and at > 1 and tokens[at - 2].kind == "prep":
            break  # accused of stabbing teenage actor NAME
        if tokens[at - 1].low in lang.words("role_leads") or (at > 1 and _leads_verb(tokens[at - 2])):
            break
        at -= 1
    body = _joint_body_start(tokens, at - 2, 0) if at > 1 else None
    return Span(tokens[at if body is None else body].start, tokens[first - 1].end)


def _leads_verb(token: Token) -> bool:
    """Return whether the word behind a word is a verb: who favour, she met, to meet, will support."""
    return (
        token.kind in ("rel", "to", "pron", "pron2", "neg")
        or token.low.endswith(("n't", "n’t"))
        or (token.kind == "aux" and token.among("modals"))
    )


def tells_of_deed(tokens: Sequence[Token], first: int, ceiling: int) -> bool:
    """Return whether words tell of a deed with a participle: recalled [NAME] opening the dam."""
    subject = phrase_from(tokens, first, ceiling)
    doing = [tokens[at] for at in ([first] if subject is None else [first, subject.last + 1]) if at < ceiling]
    return any(t.kind == "word" and t.low.endswith("ing") and cue(t.low) is None for t in doing)
