"""Decides whether the subject of a verb of saying is the one who spoke.

It may only belong to the noun that is, be one of several, or be something that cannot speak.
"""

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.lang import cue
from verbatim.annotate.text.phrases import Phrase, is_adverb, is_role
from verbatim.annotate.text.tense import is_past

_ROLE = frozenset(("word", "det", "adj", "poss"))
_REACH = lang.reach("subject to a joined name")
_LINK_REACH = lang.reach("“for” to a comma")
_CLAUSE = lang.reach("clause of several subjects")
_ROLE_REACH = lang.reach("role of a joined name")


def is_linked(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    """Return whether the source only belongs to the noun that is the verb's subject, or is denied to be it."""
    at, floor = source.first - 1, doc.floor(verb)
    if source.form == "pronoun":
        return False
    if source.first > verb:
        return source.form == "name" and _modifies(doc, source)
    if source.form == "description":  # what was read as one may be a name and its verb: the mill that NAME founded
        words = doc.tokens[source.first : source.last]
        return bool(words) and all(t.kind == "name" for t in words) and is_past(doc.tokens[source.last].low)
    if _may_be_the_holders(doc, source):
        return True
    agent = at > floor and doc.tokens[at].low == "by" and is_past(doc.tokens[at - 1].low)
    if agent and verb == source.last + 1:  # proof presented by NAME suggested
        return True
    return at >= floor and _follows_a_link(doc, at, floor) and _is_finite(doc, source, verb)


def _modifies(doc: AnalysedText, source: Phrase) -> bool:
    """Return whether a name after its verb belongs to a noun: said Lund ally NAME, said the actor playing NAME."""
    coming = doc.tokens[source.last + 1 : min(source.last + 3, doc.ceiling(source.first))]
    if [token.kind for token in coming] == ["word", "name"] and not is_adverb(coming[0].low):
        return True
    acting = (at for at in range(source.first, source.last) if doc.tokens[at].kind == "word")
    acting = (at for at in acting if doc.tokens[at].low.endswith("ing") and not is_role(doc.tokens[at].low))
    return any(not is_role(doc.tokens[at + 1].low) for at in acting)  # but the ranking Democrat NAME


def _may_be_the_holders(doc: AnalysedText, source: Phrase) -> bool:
    """Return whether a name set off may be that of the person whom a role serves: a spokesman for the mayor, NAME."""
    comma = source.head_first - 1
    if comma - 1 <= source.first or doc.tokens[comma].low != ",":
        return False
    before = doc.tokens[max(source.first, comma - _LINK_REACH) : comma - 1]
    return doc.tokens[comma - 1].low in lang.words("roles") and any(token.among("links") for token in before)


def _follows_a_link(doc: AnalysedText, at: int, floor: int) -> bool:
    """Return whether the word at `at`, before a name, ties the name to another noun, or denies it."""
    before = doc.tokens[at]
    if any(token.low == "behalf" for token in doc.tokens[max(floor, at - 1) : at + 1]):
        return True
    if before.kind == "neg" or before.low.endswith("self") or before.low == "signed" or before.among("ties"):
        return True
    if before.low == "but":
        return any(token.low in lang.words("everybody") for token in doc.tokens[max(floor, at - _REACH) : at])
    if before.low == "to":
        return at > floor and doc.tokens[at - 1].low in lang.words("nearness")
    return at > floor and _is_before_object(doc, at)


def _is_before_object(doc: AnalysedText, at: int) -> bool:
    """Return whether a word is a participle before its object: a doctor treating NAME."""
    word = doc.tokens[at]
    return word.kind == "word" and word.low.endswith("ing") and not is_role(word.low)


def _is_finite(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    """Return whether the name has a verb of its own, unlike in “footage of NAME saying”, “NAME’s claim”."""
    saying = cue(doc.tokens[verb].low)
    between = doc.tokens[source.last + 1 : verb]
    return saying is not None and saying.form != "ing" and all(token.kind != "poss" for token in between)


def is_joint(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    """Return whether the verb has several subjects, of which the source is one that is named."""
    coming = doc.tokens[source.last + 1 : source.last + 3]
    apposed = len(coming) > 1 and coming[0].low == "," and coming[1].kind == "name"
    if source.form != "name" and not (source.form == "description" and source.first < verb and apposed):
        return False
    return _is_joined_after(doc, source, verb) if source.first > verb else _is_joined_before(doc, source, verb)


def _is_joined_before(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    floor, at = doc.floor(verb), source.first - 1
    if at > floor and doc.tokens[at].low == "," and source.last + 1 < verb:  # her deputy, NAME,
        least = max(floor, at - _ROLE_REACH)
        at -= 1
        while at > least and doc.tokens[at].kind in _ROLE:
            at -= 1
    if at <= floor or not doc.tokens[at].among("joining"):
        return False
    titled = any(token.low in lang.words("roles") for token in doc.tokens[at + 1 : source.head_last])
    if doc.tokens[verb - 1].kind == "rel" and (saying := cue(doc.tokens[verb].low)) and saying.form == "base":
        return True  # NAME and NAME, who say
    before = doc.tokens[at - 1]
    office = doc.tokens[at - 2].low == "of" and is_role(doc.tokens[at - 3].low)  # secretary of state and candidate NAME
    if titled and (office or before.kind in ("word", "adj") or before.low.rstrip(".") in lang.words("titles")):
        return False  # two roles of one person: academic and professor NAME
    least = max(floor, at - _CLAUSE)
    opened = (
        i + 1 for i in range(least, at) if doc.tokens[i].among("dependent") or doc.tokens[i].kind in ("that", "rel")
    )
    clause = max(opened, default=least)
    return not any(_is_verb(doc, index) for index in range(clause, at))


def _is_joined_after(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    second = source.last + 2
    if second < doc.ceiling(verb) and doc.tokens[second - 1].low == "," and doc.tokens[second].kind == "name":
        listed = doc.phrase_from(second)  # said NAME, NAME and NAME
        after = listed.last + 1 if listed is not None and listed.form == "name" else doc.ceiling(verb)
        if after < doc.ceiling(verb) and doc.tokens[after].among("joining"):
            return _name_ends_clause(doc, after + 1)
    for at in range(source.last + 1, min(source.last + _REACH, doc.ceiling(verb) - 1)):
        token = doc.tokens[at]
        if token.among("joining") and (at == source.last + 1 or doc.tokens[at - 1].low == ","):
            return _name_ends_clause(doc, at + 1)
        parts = token.kind in ("quote", "rel", "dash", "conj") or (token.kind == "punct" and token.low != ",")
        if parts or _is_verb(doc, at):
            return False
    return False


def _name_ends_clause(doc: AnalysedText, first: int) -> bool:
    """Return whether a name at `first`, with or without a role, ends the clause."""
    other = doc.phrase_from(first)
    if other is None or other.form != "name":
        return False
    return other.last + 1 >= doc.ceiling(first) or doc.tokens[other.last + 1].kind in ("punct", "quote")


def _is_verb(doc: AnalysedText, at: int) -> bool:
    token = doc.tokens[at]
    if token.kind != "word":
        return token.kind == "aux"
    return is_past(token.low) or cue(token.low) is not None or token.low in lang.words("verbs")
