"""The shape of a noun phrase, and what single words tell of it. Words come in, yes or no goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from verbatim.annotate.text.tokens import Token


# ---- annotate/phrase.py

REACH = 40
LINKS = frozenset({"of", "for", "at", "in", "from", "with", "on", "to", "against", "by"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: token indices, last included.

    `head_first`..`head_last` is the phrase without what follows its head (“of …”); `form` tells a pronoun, a name
    and a description apart; `denied` whether the verb that it was read for is.
    """

    first: int
    last: int
    head_first: int
    head_last: int
    form: str
    denied: bool = False


def is_role(low: str) -> bool:
    """Tell whether a word may stand before a name as a role, a title or a kind of body."""
    plain = low.rstrip(".")
    return any(word in lang.words(name) for name in ("roles", "titles") for word in (plain, plain.removesuffix("s")))


def is_adverb(low: str) -> bool:
    """Tell whether a word in small letters is an adverb by its ending."""
    return low.endswith("ly") and low not in lang.words("ly_nouns")


def is_finite(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a word inside a would-be noun phrase is a verb: “he says the early”, not “the reported”."""
    if tokens[at].low in lang.words("verbs"):
        return True
    told = cue(tokens[at].low)
    if told is None or told.form not in ("past", "s") or told.takes == "demand":
        return False
    return at > floor and tokens[at - 1].kind in ("name", "pron", "pron2", "word")


# ---- annotate/titles.py

_LONGEST = 9
_APPOSED = 5  # words of a role read after “NAME, the”


def plain(word: str) -> str:
    """Return a word in small letters without a full stop."""
    return word.lower().rstrip(".")


def title_end(tokens: Sequence[Token], first: int, last: int, surnames: Container[str]) -> int:
    """Return the index after the last title in the run, `first` where there is none."""
    if tokens[last].text in surnames:
        last -= 1
    if last > first and tokens[first].text in lang.words("firstnames"):
        return first
    for at in range(last, first - 1, -1):
        low = plain(tokens[at].text)
        of_several = at + 1 < len(tokens) and tokens[at + 1].text in lang.words("firstnames")
        if low in lang.words("titles") or (of_several and low.removesuffix("s") in lang.words("titles")):
            return at + 1
    return first


def role_before(tokens: Sequence[Token], first: int) -> Span | None:
    """Return the role in small letters directly before a name, with what tells more of it: Vell Bank founder."""
    if not first or tokens[first].opens or tokens[first - 1].kind != "word":
        return None
    if tokens[first - 1].low not in lang.words("roles"):
        return None
    at = first - 1
    while at and first - at < _LONGEST and tokens[at - 1].kind in ("word", "name", "adj") and not tokens[at].opens:
        if tokens[at - 1].low in lang.words("verbs") or cue(tokens[at - 1].low) is not None:
            break
        at -= 1
    return Span(tokens[at].start, tokens[first - 1].end)


def gender_of(title: Sequence[Token], before: Token | None, words: Sequence[str]) -> str:
    """Return m or f where a title, a role or a first name tells; empty where none does."""
    for token in title:
        told = lang.pairs("titles").get(plain(token.text), "")
        if told:
            return told
    if before is not None and (told := lang.pairs("roles").get(before.low, "")):
        return told
    return lang.pairs("firstnames").get(words[0], "") if len(words) > 1 else ""


def is_body_of(last: Token, coming: Sequence[Token]) -> bool:
    """Tell whether a plural's possessive goes on to the name of a body: the Farmers’ Association."""
    plural = last.low.endswith("s") and coming[0].text in ("’", "'") and coming[0].start == last.end
    return plural and coming[1].text in lang.words("organisations")


def apposed_gender(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return m or f where a role set off by a comma tells: “her father, NAME,” and “NAME, the chairwoman of”."""
    roles = lang.pairs("roles")
    closed = last + 1 < len(tokens) and tokens[last + 1].low == ","
    if closed and first > 1 and tokens[first - 1].low == "," and (told := roles.get(tokens[first - 2].low, "")):
        return told
    if not closed or last + 2 >= len(tokens) or tokens[last + 2].kind != "det":
        return ""
    for token in tokens[last + 3 : last + 3 + _APPOSED]:
        if token.kind not in ("word", "adj", "name", "poss") or token.opens:
            break
        if told := roles.get(token.low, ""):
            return told
    return ""


# ---- annotate/nouns_before.py

_NOUNISH = frozenset({"name", "word", "num", "adj", "poss", "quote"})
_BEFORE_NAME = frozenset({"word", "name", "adj", "poss", "num"})
_ALONE = frozenset({"some", "many", "most", "both", "all", "several", "one", "another", "those"})


def _name_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where the run of capitalised words that ends at `last` begins."""
    first = last
    while first - 1 >= max(floor, last - REACH):
        before = tokens[first - 1]
        if before.kind == "name" and not tokens[first].opens:
            first -= 1
        elif first - 2 >= floor and _joins(tokens, first):
            first -= 2
        else:
            break
    return first


def _joins(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether the small word before `first` stands inside a name: Ann de Lee, the Farmers’ Association."""
    outer, small = tokens[first - 2], tokens[first - 1]
    return is_body_of(outer, tokens[first - 1 : first + 1]) or (
        outer.kind == "name" and small.low in lang.words("particles")
    )


def _role_words_before(tokens: Sequence[Token], first: int, floor: int) -> int:
    """Return the start of the role that stands directly before a name: “presidential candidate” Ann Lee."""
    if first <= floor or tokens[first].opens or tokens[first - 1].kind not in ("word", "adj"):
        return first
    if not is_role(tokens[first - 1].low):
        return first
    at = first - 1
    while at > max(floor, first - REACH) and not tokens[at].opens and tokens[at - 1].kind in _BEFORE_NAME:
        if tokens[at - 1].kind == "word" and cue(tokens[at - 1].low) and tokens[at - 1].low.endswith("ed"):
            break
        at -= 1
    if at > floor and tokens[at - 1].kind == "det" and not tokens[at].opens:
        at -= 1
    return at


def _with_article(tokens: Sequence[Token], first: int, floor: int) -> int:
    article = first > floor and not tokens[first].opens and tokens[first - 1].low in ("the", "a", "an")
    return first - 1 if article else first


def simple_before(tokens: Sequence[Token], last: int, floor: int) -> tuple[int, str] | None:
    """Return where the noun phrase without “of …” that ends at `last` begins, and its form."""
    token = tokens[last]
    if token.kind == "pron":
        return last, "pronoun"
    if token.kind == "pron2":
        return last, "description"
    if token.kind == "name":
        first = _name_start(tokens, last, floor)
        return _with_article(tokens, _role_words_before(tokens, first, floor), floor), "name"
    if token.kind == "det" and token.low in _ALONE:
        return last, "description"
    if token.kind not in ("word", "num", "adj"):
        return None
    return _description_start(tokens, last, floor), "description"


def _description_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where a description begins, its article or the like included."""
    at = last
    while at - 1 >= max(floor, last - REACH) and not tokens[at].opens and tokens[at - 1].kind in _NOUNISH:
        if is_finite(tokens, at - 1, floor) or _is_speech(tokens, at - 1, floor):
            break
        at -= 1
    if at - 1 >= floor and not tokens[at].opens and tokens[at - 1].kind == "det":
        at -= 1
        if at - 1 >= floor and not tokens[at].opens and tokens[at - 1].kind == "det":
            at -= 1
    return at


def _is_speech(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a quotation is no part of the noun phrase after it, as a title is: the “…” host."""
    return tokens[at].kind == "quote" and (at == floor or tokens[at - 1].kind not in ("det", "adj", "poss", "name"))


def noun_phrase_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `last`, its “of …” and “for …” included."""
    read = simple_before(tokens, last, floor)
    if read is None:
        return None
    first, form = read
    found = Phrase(first, last, first, last, form)
    while form != "pronoun" and first - 2 >= floor and not tokens[first].opens and tokens[first - 1].low in LINKS:
        if tokens[first - 1].opens:
            break
        outer = simple_before(tokens, first - 2, floor)
        if outer is None or outer[1] == "pronoun" or (form == "name" and _introduces(tokens, outer[0], floor)):
            break
        if outer[1] == "description" and not _could_head(tokens, outer[0], first - 2):
            break
        if tokens[first - 1].low == "of" and is_role(tokens[first - 2].low) and bears_a_title(tokens, found):
            found = Phrase(outer[0], last, found.head_first, found.head_last, found.form)
        else:
            found = Phrase(outer[0], last, outer[0], first - 2, outer[1])
        first = outer[0]
    return found


def _introduces(tokens: Sequence[Token], first: int, floor: int) -> bool:
    """Tell whether a noun phrase stands behind a preposition that opens the sentence: “In a letter to” NAME."""
    return first - 1 == floor and tokens[floor].kind == "prep"


def bears_a_title(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase is the rest of a title and a name, which heads it: Secretary of “State Ann Lee”.

    Where it begins with the first name, or with a title of its own, somebody else is whom the role tells of.
    """
    held = tokens[phrase.head_first : phrase.head_last]
    if not held or (is_role(held[0].low) and held[0].low not in lang.words("groups")):
        return False
    given = [at for at, token in enumerate(held) if token.text in lang.words("firstnames")]
    return bool(given) and given[0] > 0


def _could_head(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether words may be a noun phrase that “of …” belongs to, and not a verb and its object."""
    if tokens[first].kind == "det" or is_role(tokens[last].low):
        return True
    return bool(tokens[first].opens) or tokens[last].low.endswith("s")


def noun_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `last`, without what it depends on; None where there is none."""
    read = simple_before(tokens, last, floor)
    return Phrase(read[0], last, read[0], last, read[1]) if read else None


# ---- annotate/nouns_after.py

_STARTS = frozenset({"det", "name", "word", "num", "adj"})
_GOES_ON = frozenset({"name", "word", "num", "adj", "poss", "quote"})
_ROLE_REACH = 4
_OBJECTS = frozenset({"det", "pron", "obj"})
_AFTER_PAST = frozenset({"prep", "to", "conj", "punct", "dash"})


def phrase_from(tokens: Sequence[Token], first: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that begins at `first`; None where none does."""
    if tokens[first].kind == "pron":
        return Phrase(first, first, first, first, "pronoun")
    if tokens[first].kind == "pron2":
        return Phrase(first, first, first, first, "description")
    if tokens[first].kind not in _STARTS:
        return None
    last = _named_after_title(tokens, _run_end(tokens, first, ceiling), ceiling)
    if tokens[last].kind == "det":
        return None
    if tokens[last].kind == "name":
        return Phrase(first, last, first, last, "name")
    return Phrase(first, _depending(tokens, last, ceiling), first, last, "description")


def _named_after_title(tokens: Sequence[Token], last: int, ceiling: int) -> int:
    """Return where a title with “of” and its holder's name ends: Secretary of State Ann Lee."""
    if not is_role(tokens[last].low) or last + 2 >= ceiling or tokens[last + 1].low != "of":
        return last
    if tokens[last + 2].kind != "name":
        return last
    further = _run_end(tokens, last + 2, ceiling)
    titled = Phrase(last + 2, further, last + 2, further, "name")
    return further if bears_a_title(tokens, titled) else last


def _depending(tokens: Sequence[Token], last: int, ceiling: int) -> int:
    """Return where what hangs on a head ends: a spokeswoman “for the mill in Vell”."""
    end = last
    while end + 2 < ceiling and end - last < REACH and tokens[end + 1].low in LINKS and not tokens[end + 1].opens:
        if tokens[end + 2].kind not in _STARTS:
            break
        end = _run_end(tokens, end + 2, ceiling)
    return end


def _run_end(tokens: Sequence[Token], first: int, ceiling: int) -> int:
    """Return where the noun phrase without “of …” that begins at `first` ends; after a name only a role goes on."""
    at = first
    while at + 1 < ceiling and at - first < REACH and _goes_on(tokens, at, first, ceiling):
        if tokens[at].kind == "word" and tokens[at + 1].kind == "name" and at > first and tokens[at].low.endswith("ed"):
            return at - 1
        at += 1
    return at


def _goes_on(tokens: Sequence[Token], at: int, first: int, ceiling: int) -> bool:
    now, coming = tokens[at], tokens[at + 1]
    if coming.opens or coming.low in lang.words("verbs") or _governs(tokens, at + 1, ceiling):
        return False
    if coming.kind not in _GOES_ON:
        inside = now.kind == "name" and coming.low in lang.words("particles") and at + 2 < ceiling
        return inside and tokens[at + 2].kind == "name"
    if now.kind == "name" and coming.kind == "word" and not _role_ahead(tokens, at + 1, ceiling):
        return False
    return coming.kind != "word" or not (is_adverb(coming.low) or is_finite(tokens, at + 1, first))


def _governs(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Tell whether what follows a word shows that it is a verb: “the council dislikes the dam”, “opened at noon”."""
    if tokens[at].kind != "word" or at + 1 >= ceiling:
        return False
    after = tokens[at + 1].kind
    return after in _OBJECTS or (tokens[at].low.endswith("ed") and after in _AFTER_PAST)


def _role_ahead(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Tell whether the small words from `at` on end in a role: “campaign manager”."""
    for index in range(at, min(at + _ROLE_REACH, ceiling)):
        if tokens[index].kind != "word" or tokens[index].opens:
            return False
        if is_role(tokens[index].low):
            return True
    return False
