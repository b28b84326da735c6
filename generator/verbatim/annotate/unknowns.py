"""Finds what a text itself says is not known: at most three whole sentences, those that say most.

“It was not clear why …” and “has not been identified” say more than “police are investigating whether …”, and this more
than “declined to comment”. What somebody is quoted as saying is left out, and so is a sentence that begins with a
pronoun for a person, since it does not say whom it means. Precision goes first: a sentence in doubt is plain text.
"""

import re
from collections.abc import Iterator

from verbatim.annotate import lang
from verbatim.annotate.text.segments import sentences
from verbatim.model import Span
from verbatim.model.reading import Reading

_MOST = 3  # sentences
_SHORTEST, _LONGEST = 5, 60  # words of one
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
        rf"(?! (?:to(?! (?:him|her|them) {_ASKING})|for|as|enough|from|until|that)\b)|\bremains? to be seen\b"
        r"|\bno (?:direct |immediate )?word from\b"
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


def unknowns(text: str, reading: Reading) -> tuple[Span, ...]:
    """Return up to three sentences in which the text says that something is not known, in order of place."""
    found = sorted(_saying_so(text, reading))
    return tuple(sorted(span for _, span in found[:_MOST]))


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
        is_fit = _SHORTEST <= len(words) <= _LONGEST and words[0].lower() not in lang.words("person_pronouns")
        if not (is_whole and is_fit):
            continue
        for kind, pattern in enumerate(_KINDS):
            match = pattern.search(text, span.start, span.end)
            said = match and any(quote.start <= match.start() < quote.end for quote in spoken)
            over = _TURNED.search(text, span.start, match.start()) or "until now" in span.of(text) if match else None
            if match and not (said or over):
                yield kind, span
                break
