"""Gives a kind to names: what their own words show, else the evidence around their mentions.

Each sign that a person, an organisation or a place is meant has a weight; a list of family names decides only where
nothing else does. Without evidence a name stays without a kind, and is no claim.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue, listed_place
from verbatim.annotate.names.people import apposition, folded, has_role
from verbatim.annotate.text.tense import is_past

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from verbatim.annotate.names.mentions import Name
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.text.narrative import Narrative
    from verbatim.annotate.text.tokens import Token
    from verbatim.model import PersonKind, Span

Votes = Counter["PersonKind"]

_STRONG, _CLEAR, _SLIGHT = 4, 2, 1
_LONGEST_NAME = 3
_REACH = 12  # words in which a pronoun may mean the name
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")  # PACs
_ABSTRACT = ("ism", "gate", "phobia", "ics", "tion", "ment", "ness", "ing", "logy", "ship")
_PLACED = ("-based", "-listed", "-owned", "-headquartered")
_YEAR = 4  # digits
_COUNTING = ("ordinals", "numerals")
_BODIES = ("bodies", "outlets")
_ACRONYM, _LONGEST_ACRONYM = range(2, 7), 4
_RUN_TOGETHER = re.compile(r"([A-Z][a-z]{3,})([A-Z][a-z]{3,})")
_INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.)?")
_SHORT, _AGE, _LONGEST_PERSON = 2, 2, 4
_PARTY = ("d", "r", "d-", "r-", "i")
_MEN = ("man", "woman", "men")


def settle_kinds(
    text: Narrative,
    ids: Mapping[Figure, str],
    speaking: Container[str | None],
    quoted: Container[str | None],
) -> None:
    """Give a kind to every figure without one whose mentions show it, or whose id is among those `speaking`.

    `quoted` are the ids of those whose very words the text has.
    """
    common = {token.low for token in text.tokens if token.kind == "word" and token.text == token.low}
    laws = {figure.words[0] for figure in ids if _is_law(figure.words)}
    for figure, identifier in ids.items():
        short = len(figure.words) == 1 and "-" in figure.name and figure.name in laws  # the Vell-Lund Act
        if figure.kind == "person" and identifier not in speaking and _is_no_person(text, figure):
            figure.kind = None
        elif figure.kind is None and not short:
            figure.kind = _weigh(text, figure, common, quoted=identifier in quoted)
        if figure.kind is None and identifier in speaking:
            words = figure.name.split()
            personal = (
                not ends_commonly(words)
                and not _is_a_people(words)
                and 1 < len(words) <= _LONGEST_NAME
                and not words[-1].isupper()
                and len(words[-1]) > _SHORT  # Sund Re
            )
            told = any(_signs(text, name)["person"] >= _STRONG for name in figure.mentions if not name.quoted)
            borne = words[0] != "The" and (personal or told or words[-1] in lang.words("surnames"))
            figure.kind = "person" if borne else "organisation"


def _is_no_person(text: Narrative, figure: Figure) -> bool:
    """Return whether a name that looks like a person's is a work's, a character's in one, or half of another's."""
    titled = {name.title.of(text.text).lower() for name in figure.mentions if name.title}
    if titled & lang.short("half_titles") and (
        figure.words[-1] in lang.words("things") or lang.is_common(figure.words[-1].lower())
    ):
        return True
    told = [name for name in figure.mentions if not name.quoted]
    whole = (name for name in told if name.title or len(name.words) == len(figure.name.split()))
    is_work = any(_is_of_a_work(text.tokens, name) for name in whole)
    return is_work and not any(_signs(text, name)["person"] > 0 for name in told)


def _is_of_a_work(tokens: Sequence[Token], name: Name) -> bool:
    """Return whether a mention is of a work or a character: the film NAME, 1947’s NAME, NAME, directed by."""
    first = name.token
    while first and name.title and tokens[first - 1].end > name.title.start:
        first -= 1
    before, after = tokens[max(0, first - 2) : first], tokens[_last(tokens, name) + 1 :][:3]
    if [token.low for token in after[:1]] == [","] and len(after) > 1 and after[1].among("made"):
        return True
    if not before or tokens[first].opens:
        return False
    dated = before[-1].kind == "poss" and before[0].kind == "num" and len(before[0].text) == _YEAR
    # Who played NAME may have been at a match.
    acted = before[-1].low in lang.words("acting") and (name.title is not None or not before[-1].low.startswith("play"))
    return dated or acted or before[-1].low in lang.words("works")


def _weigh(text: Narrative, figure: Figure, common: Container[str], *, quoted: bool) -> PersonKind | None:
    """Return the kind for which most speaks in `text`; None where nothing does, or two are level.

    `common` are the words that the text also has in small letters; `quoted` says that direct speech is the figure's.
    """
    if _is_no_name(figure.words):
        return None
    votes: Votes = Counter()
    for name in figure.mentions:
        if not name.quoted:
            votes.update(_signs(text, name))
            if len(figure.words) == 1 and _goes_with_noun(text.tokens, name):
                votes["person"] -= _CLEAR
    if _is_called_by_family_name(text.tokens, figure, common):
        votes["person"] += _CLEAR
    votes.update(_by_words(text.tokens, figure, common, votes))
    if votes["person"] < _needed(figure.words):
        votes["person"] = 0
    if quoted and len(figure.words) == 1 and not votes["organisation"]:
        votes["person"] += _SLIGHT
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] <= 0 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _needed(words: Sequence[str]) -> int:
    """Return the weight that a person needs: more for Harbour Science Fair, Super Glass-Vell, Sund Heathrow."""
    first = words[0].partition("-")[0]
    named_after = len(words) > 1 and (first in lang.places() or first in lang.words("bodies") | lang.words("outlets"))
    plain = named_after or lang.is_common(words[0].lower())
    if named_after or ends_commonly(words):
        return _STRONG * (1 + plain)
    named = words[0] in lang.words("firstnames") or words[-1] in lang.words("surnames")
    return _STRONG * (len(words) > 1 and plain and not named)


def _is_a_people(words: Sequence[str]) -> bool:
    return words[-1] in lang.words("peoples") and words[-1].endswith("s")


def _is_no_name(words: Sequence[str]) -> bool:
    """Return whether a name is a thing's or an idea's, a people's, or an adjective: Islamism, Irish-American."""
    if (
        words[-1] in lang.words("things")
        or words[-1].lower().endswith(_ABSTRACT)
        or _PLURAL_ACRONYM.fullmatch(words[-1])
        or _is_a_people(words)
        or (len(words) > 1 and words[0] in lang.short("storms"))
    ):
        return True
    if len(words) == 1 and len(words[0]) > _LONGEST_ACRONYM and words[0].isupper() and lang.is_common(words[0].lower()):
        return True  # IN BRIEF
    tail = words[-1].rpartition("-")[2]
    if tail != words[-1] and tail.islower() and lang.is_common(tail):
        return True  # Sund-based
    return any(part in lang.words("peoples") for word in words for part in word.split("-")[:-1])


def _signs(text: Narrative, name: Name) -> Votes:
    """Return what the words around one mention say."""
    tokens, votes = text.tokens, Votes()
    last = _last(tokens, name)
    before = [] if tokens[name.token].opens else [token.low for token in tokens[max(0, name.token - 2) : name.token]]
    after = tokens[last + 1 : last + 5]
    if after and after[0].opens:
        after = ()
    owner = bool(after) and after[0].kind == "poss"
    after = after[1:] if owner else after
    if before[-1:] == ["at"] and len(name.words) > 1:
        votes["organisation"] += _CLEAR
    if kind := _by_following(after, owner=owner):
        votes[kind] += _STRONG
    common = len(name.words) == 1 and lang.is_common(name.words[0].lower())
    if kind := None if owner else _by_preceding(before, common=common):  # the chair of Vell’s campaign
        votes[kind] += _STRONG
    elif (not common or _is_in_a_place(after)) and _is_located(tokens, name, before, last):  # not in Angels and Demons
        votes["place"] += _CLEAR
    if kind := _by_apposition(text, name, after):
        votes[kind] += _STRONG
    if [token.low for token in after[:2]] in ([",", "which"], [",", "where"]):
        votes["person"] -= _STRONG
    led = before[-1:] != [] and tokens[name.token - 1].kind == "det" and len(name.words) == 1  # the Vells say he
    if not owner and not led and (kind := _by_pronoun(text, last)):
        votes[kind] += _CLEAR
    nation = before[-1:] != [] and tokens[name.token - 1].text in lang.words("peoples")
    if nation and len(name.words) > 1:
        votes["person"] += _CLEAR
    return votes


def _goes_with_noun(tokens: Sequence[Token], name: Name) -> bool:
    """Return whether what follows a name can only be a noun that it goes with: the Vell complex."""
    following = tokens[_last(tokens, name) + 1 :][:1]
    if not following or following[0].kind != "word" or following[0].text != following[0].low:
        return False
    low = following[0].low
    if low.endswith(("s", "ed", "ing", "ly")) or "-" in low or any(low in lang.words(name) for name in _COUNTING):
        return False
    acts = low in lang.words("past_verbs") or low in lang.words("person_acts") or cue(low) is not None or is_past(low)
    return not acts and lang.is_common(low)


def _last(tokens: Sequence[Token], name: Name) -> int:
    last = name.token
    while last + 1 < len(tokens) and tokens[last].end < name.span.end:
        last += 1
    return last


def _by_following(after: Sequence[Token], *, owner: bool) -> PersonKind | None:
    """Return what the noun or the verb behind a name shows: Vell shares, Vell’s wife, Vell scored."""
    if not after:
        return None
    if after[0].low in lang.words("staff"):
        return "organisation"
    if after[0].among("regions_after") and not owner:
        return "place"
    if owner:
        held = next((lang.pairs("belongings").get(token.low, "") for token in after[:2] if token.kind == "word"), "")
        return held or None  # type: ignore[return-value]  # the list has kinds alone
    verb = next((token for token in after if token.kind not in ("aux", "adv", "neg")), None)
    return "person" if verb is not None and verb.low in lang.words("person_acts") else None


def _by_preceding(before: Sequence[str], *, common: bool) -> PersonKind | None:
    """Return what the words before a name show: a stake in Vell, the village of Sund, an analyst at Vell."""
    if common or not before:
        return None
    if kind := _by_noun_before(before[-1], alone=len(before) == 1):
        return kind
    first, last = before[0], before[-1]
    if (last in ("of", "in", "by", "at", "for") and first in lang.words("held_in_bodies")) or (
        last in ("of", "at", "for", "with") and first in lang.words("roles") - lang.short("ruling")
    ):
        return "organisation"
    if last == "of" and (first in lang.words("regions") or first in lang.short("ruling")):
        return "place"
    if last in ("by", "from") and lang.pairs("belongings").get(first) == "person":
        return "person"  # a late goal by Vell
    return "place" if last in ("for", "to", "off") and first in lang.words("going") else None


def _by_noun_before(noun: str, *, alone: bool) -> PersonKind | None:
    """Return what a noun right before a name shows: the carrier Vell, Sund-based Vell, the capital Sund."""
    if noun in lang.words("firms") or noun == "brokers" or noun.endswith(_PLACED):
        return "organisation"
    return "place" if noun in lang.words("regions") and not alone else None


def _by_apposition(text: Narrative, name: Name, after: Sequence[Token]) -> PersonKind | None:
    """Return what is set off behind a name: a village in, the head of, who, which."""
    if len(after) < len((",", "who")) or after[0].low != ",":
        return None
    if after[1].low == "who" or (after[1].low == "whose" and len(name.words) > 1):
        return "person"
    inserted = apposition(text, name)
    return _by_inserted(text, inserted) if inserted is not None else None


def _by_inserted(text: Narrative, inserted: Span) -> PersonKind | None:
    """Return what an apposition shows of the name before it: a software firm, a village in, the mayor of."""
    words = text.tokens[inserted.start : inserted.end]
    head = next((pair[0].low for pair in pairwise(words) if pair[1].kind in ("prep", "and")), words[-1].low)
    if head in lang.words("firms") or head in lang.short("companies"):
        return "organisation"
    if words[0].kind in ("det", "adj") and any(token.low in lang.words("regions") for token in words[1:4]):
        return "place"
    plural = words[0].kind == "word" and words[0].low.endswith(("s", "men"))  # NAME, officials said
    return "person" if not plural and head not in lang.words("owning") and has_role(text, inserted) else None


def _by_pronoun(text: Narrative, last: int) -> PersonKind | None:
    """Return what the first pronoun behind a name shows, where no other name lies between: Vell lost his serve."""
    tokens = text.tokens
    parted = False
    for token in tokens[last + 1 : min(last + _REACH, text.ceiling(last))]:
        if token.kind in ("name", "quote") or token.low in _MEN:
            return None
        parted = parted or token.kind in ("that", "conj", "rel", "punct")
        if token.low == "him" and not parted:
            return None  # who does something does it to another
        if token.among("he_or_she"):
            return "person"
        if token.among("it_forms"):
            return "organisation"
    return None


def _is_located(tokens: Sequence[Token], name: Name, before: Sequence[str], last: int) -> bool:
    """Return whether a short name stands where only a place does: “in Sund, Norway,”, “near Sund.”."""
    if not before or before[-1] not in lang.short("locative") or len(name.words) > _LONGEST_NAME - 1:
        return False
    if len(name.words[0]) == 1 or name.words[-1].endswith(_ABSTRACT) or name.words[0] in lang.words("months"):
        return False
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    return (
        following is None
        or following.kind in ("punct", "prep", "and", "dash", "to", "aux", "conj", "time")
        or (following.kind == "word" and following.low in lang.words("past_verbs"))
    )


def _is_in_a_place(after: Sequence[Token]) -> bool:
    """Return whether a larger place follows a comma: Burns, Oregon."""
    return [token.low for token in after[:1]] == [","] and len(after) > 1 and listed_place(after[1].text)


def _is_called_by_family_name(tokens: Sequence[Token], figure: Figure, common: Container[str]) -> bool:
    """Return whether a full name comes back as its last word alone, without an article."""
    if not 1 < len(figure.words) <= _LONGEST_NAME or figure.words[-1] in lang.words("things"):
        return False
    if figure.words[-1].lower() in common:
        return False
    alone = [n for n in figure.mentions if len(n.words) == 1 and folded(n.words) == folded(figure.words[-1:])]
    told = (n for n in alone if n.token and not n.quoted)  # within a quotation the tokens are others
    return bool(alone) and not any(tokens[n.token - 1].kind == "det" for n in told)


def _by_words(tokens: Sequence[Token], figure: Figure, common: Container[str], votes: Votes) -> Votes:
    """Return what the words of the name itself suggest: a family name, the plural of a team, two words of no list."""
    own, words = Votes(), figure.words
    first = next((name for name in figure.mentions if not name.quoted), None)
    led = first is not None and bool(first.token) and tokens[first.token - 1].kind == "det"
    if led:
        family = len(words) == 1 and words[0][:-1] in lang.words("surnames")  # the Vells
        if words[-1].endswith("s") and not family and not votes.total():
            own["organisation"] += _SLIGHT
        return own
    known = words[-1] in lang.words("surnames") and words[-1].lower() not in common
    if len(words) == 1:
        if known and first is not None and (votes["person"] or _is_among_people(tokens, first)):
            own["person"] += _SLIGHT
        return own
    low = [part for word in words for part in word.lower().split("-")]
    bare = not any(lang.is_common(part) or part in common for part in low) and not any(word.isupper() for word in words)
    if len(words) <= _LONGEST_NAME and words[0] != "The" and words[-1] not in lang.words("things") and bare:
        own["person"] += _SLIGHT + known
    return own


def _is_among_people(tokens: Sequence[Token], name: Name) -> bool:
    """Return whether a family name stands where a person may: as a subject, or behind by, with, against."""
    at = name.token
    if tokens[at].opens or not at:
        return True
    return tokens[at - 1].among("beside_people") or tokens[at - 1].kind in ("word", "punct", "conj")


def ends_commonly(words: Sequence[str]) -> bool:
    """Return whether the last word of a name is a common one, and no family name."""
    last = words[-1]
    return lang.is_common(last.lower()) and last not in lang.words("surnames")


def listed_kind(text: str, words: Sequence[str]) -> PersonKind | None:
    """Return the kind that the words of a name show by themselves, by a list or by their letters."""
    county = len(words) == _SHORT and words[0] in lang.short("counties") and not lang.is_common(words[1].lower())
    region = words[0] in lang.short("region_words") and listed_place(" ".join(words[1:]))
    if county or region or listed_place(text):
        return "place"
    if _is_listed_body(text, words):
        return "organisation"
    known = lang.words("things" if len(words) > _SHORT else "honours")  # the Ann Vell Show
    if _is_law(words) or words[-1] in known:
        return None
    bodies = lang.words("organisations")
    if "&" in words or words[-1] in bodies or (len(words) > _SHORT and any(word in bodies for word in words)):
        return "organisation"
    if len(words) > 1 and words[0] in lang.words("firstnames") and words[-1] not in lang.short("street_ends"):
        full = sum(len(word.rstrip(".")) > 1 for word in words)
        return None if full >= _LONGEST_PERSON and ends_commonly(words) else "person"  # the Ann Vell Legacy Program
    return _shaped_kind(words)


def _is_listed_body(text: str, words: Sequence[str]) -> bool:
    """Return whether a list has a name as a body's, or its first or last word as one that only a body has."""
    acronym = len(words) > 1 and words[-1].isupper() and any(words[-1] in lang.words(name) for name in _BODIES)
    if acronym or any({text, text.removeprefix("The ")} & lang.words(name) for name in _BODIES):
        return True  # the Sund GOP
    return len(words) > 1 and words[0] in lang.words("bodies_before")


def _is_law(words: Sequence[str]) -> bool:
    """Return whether a name is a law's or a treaty's: the Voting Rights Act."""
    return len(words) > 1 and words[-1] in lang.short("laws") and words[0] not in lang.words("firstnames")


def is_initialled(words: Sequence[str]) -> bool:
    """Return whether a name is initials and one word, as a person's or a firm's may be: P.Q. Vell."""
    return len(words) == _SHORT and _INITIAL.fullmatch(words[0]) is not None


def is_misread(words: Sequence[str]) -> bool:
    """Return whether words in capitals are no name: TV, or one that runs into the next word, as in Ann LeePictures."""
    if len(words) == 1:
        return words[0] in lang.words("abbreviated_things") and not listed_place(words[0])
    known, joined = lang.words("surnames"), (_RUN_TOGETHER.fullmatch(word) for word in words[1:])
    parts = (found.groups() for found in joined if found is not None and words[0] in lang.words("firstnames"))
    return any(one in known and other not in known | lang.words("firstnames") for one, other in parts)


def _shaped_kind(words: Sequence[str]) -> PersonKind | None:
    """Return the kind that the letters show: an acronym is an organisation, initials before a name a person."""
    if len(words) == 1 and words[0].isupper() and len(words[0].replace(".", "")) in _ACRONYM:
        low = words[0].lower()
        shouted = len(low) > _LONGEST_ACRONYM and lang.is_common(low)  # STOP, and no body's
        return None if shouted or words[0].replace(".", "") in lang.words("abbreviated_things") else "organisation"
    initials = len(words) > 1 and _INITIAL.fullmatch(words[0]) and words[0] not in lang.places()
    return "person" if initials and len(words[-1]) > _SHORT and not words[-1].isupper() else None


def is_person_by_context(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a role, a party, an age or “who is” around a name shows that it is a person's."""
    before = tokens[first - 1] if first and not tokens[first].opens else None
    award = last > first and tokens[last].text in lang.words("honours")  # actress Academy Award
    if (
        before is not None
        and before.kind == "word"
        and before.low in lang.words("roles") - lang.words("owning")
        and not award
    ):
        return True
    after = tokens[last + 1 : last + 5]
    if not after or after[0].opens:
        return False
    from_place = last > first and [t.low for t in after[2:3]] == [")"] and listed_place(after[1].text)
    if after[0].low == "(" and len(after) > 1 and (after[1].low in _PARTY or from_place):
        return True
    if after[0].low == "," and len(after) > _SHORT:
        if last > first and after[1].low == "who" and after[2].among("singular_verbs"):
            return True
        return after[1].kind == "num" and len(after[1].text) == _AGE and after[2].low == ","
    return False
