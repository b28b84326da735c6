"""Splits a text into tokens and gives each a word class.

In the narrative a quotation is one opaque token of kind `quote`, so that a clause can be read across it. Classes
come from the list of closed-class words; of the other words, a capitalised one is a `name`, any other a `word`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, zip_longest

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.segments import heading
from verbatim.annotate.text.tense import is_past
from verbatim.model import Span

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}+"
    r"|[’'](?:s|d|ll|ve|re|m)\b"
    r"|[^\W\d_]++(?:(?:[-‑]|[’'](?!(?:s|d|ll|ve|re|m)\b))[^\W_]++)*+"
    r"|[$£€#@]?\d++(?:[.,:/-]\d++)*+[%\w]*+(?:-[^\W\d_]++)*+"
    r"|[-–—―]++|\.{2,}+|[^\s\u00ad]"  # a soft hyphen is no token
)
_DASHES = "-–—―"
_PERHAPS, _SURELY = 1, 2
_MOST_REMEMBERED = 10_000  # different words: more than an article has
# Words for a time of day or a span, which in capitals are part of a name: the Morning Herald, This Week.

_NAME_LISTS = ("firstnames", "outlets", "bodies", "peoples")
_CAPITALS_ONLY = frozenset({"US"})  # in small letters another word

_TITLE_SHARE = 0.9
_LISTED = 4  # commas
_SHORTEST_DATELINE_PLACE = 3
_LONGEST_DATELINE = 14
_LONGEST_ACRONYM = 7
_SHORTEST_NAME = 3
_SMALL = frozenset({"det", "prep", "and", "conj", "to"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a quotation; `low` is its text in lower case, `quote` the index of a quotation.

    `opens` says how surely a sentence begins here: 0 not, 1 perhaps (after a quotation's own ? or !), 2 surely.
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    opens: int = 0
    quote: int = -1

    def among(self, name: str) -> bool:
        """Return whether the word is on a line of the short lists of words."""
        return self.low in lang.short(name)

    @property
    def begins(self) -> bool:
        """Whether a sentence surely begins here."""
        return self.opens == _SURELY


def narrative(text: str, quotes: Sequence[Span], sentences: Sequence[Span], paragraphs: Sequence[Span]) -> list[Token]:
    """Return the tokens of the whole text; each of `quotes`, marks included, is a single token."""
    tokens: list[Token] = []
    at = 0
    for index, quote in enumerate(quotes):
        tokens += words(text, at, quote.start)
        tokens.append(Token(quote.start, quote.end, "“”", "“”", "quote", quote=index))
        at = quote.end
    tokens = _without_short_roles([*tokens, *words(text, at, len(text))])
    starts = [sentence.start for sentence in sentences]
    for at, token in enumerate(tokens):
        asks = token.kind == "pron" and at + 1 < len(tokens) and cue(tokens[at + 1].low) is not None
        if opens := _opening(text, token, tokens[at - 1] if at else None, starts, asks=asks):
            tokens[at] = replace(token, opens=opens)
    return _settle_capitals(text, tokens, paragraphs)


def _without_short_roles(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without brackets that only shorten the role before, or the body before a role.

    Thus in “Chief Executive (CEO) Ann Lee” and “Millers’ Union (Mulun) spokesman Ann Lee”.
    """
    roles = lang.words("roles")
    shorts = {
        at
        for at in range(1, len(tokens) - 3)
        if (tokens[at].text, tokens[at + 2].text) == ("(", ")") and tokens[at + 1].kind == "name"
        if (tokens[at + 1].text.isupper() and tokens[at - 1].low in roles)
        or (tokens[at - 1].kind == "name" and tokens[at + 3].text in roles)
    }
    return [token for at, token in enumerate(tokens) if shorts.isdisjoint((at, at - 1, at - 2))]


def words(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens between two places, with quotation marks as marks; none opens a sentence.

    A nickname is one token, its marks included, so that the name around it is one name.
    """
    found: list[Token] = []
    for span in lang.nicknames(text, start, end):
        found += [Token(a, b, *_classified(text[a:b])) for a, b in _places(text, start, span.start)]
        nickname = span.of(text)
        found.append(Token(span.start, span.end, nickname, nickname.lower(), "name"))
        start = span.end
    return found + [Token(a, b, *_classified(text[a:b])) for a, b in _places(text, start, end)]


def _places(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the tokens; an abbreviation or an initial keeps its full stop."""
    taken = start
    for match in _TOKEN.finditer(text, start, end):
        if match.start() < taken:
            continue
        taken = match.end()
        if taken < end and text[taken] == ".":
            initial = len(match[0]) == 1 and match[0].isupper() and text[taken + 1 : taken + 2] in (" ", "\u00a0")
            taken += initial or match[0] in lang.pairs("abbreviations")
        yield match.start(), taken


@lru_cache(maxsize=_MOST_REMEMBERED)
def _classified(word: str) -> tuple[str, str, str]:
    """Return a word, its lower case and its class: the same objects, however often a text has the word."""
    low = word.lower()
    return word, word if low == word else low, _kind(word, low)


def _kind(text: str, low: str) -> str:
    if low in ("'s", "’s", "'", "’"):
        return "poss"
    if text in _CAPITALS_ONLY:
        return "name"
    if known := lang.pairs("closed").get(low.replace("’", "'")):
        return "name" if known == "time" and text[0].isupper() and low in lang.short("times_in_names") else known
    if text[0].isdigit() or text[0] in "$£€#@":
        return "num" if any(c.isdigit() for c in text) else "punct"
    if text[0].isalpha():
        particle, hyphen, name = text.partition("-")  # al-Wadi
        prefixed = hyphen and name[:1].isupper() and particle in lang.words("particles")
        return "name" if text[0].isupper() or prefixed else "word"
    return "dash" if text[0] in _DASHES else "punct"


def _opening(text: str, token: Token, before: Token | None, starts: Sequence[int], *, asks: bool) -> int:
    """Return how surely a token opens a sentence, given the starts of all sentences.

    A small word in a capital does behind “…?” too, but not where it `asks`, as a name may.
    """
    start = token.start
    place = bisect_left(starts, before.end if before else 0)
    if place >= len(starts) or starts[place] > start:
        return 0
    if before and before.kind == "quote" and text[starts[place] - 1 : starts[place]] != "\n":
        last = text[max(0, before.end - 4) : before.end].rstrip("”’\"'» \u00a0\u2009\u200a\u202f")
        small = token.text[0].isupper() and token.kind not in ("name", "word", "quote") and not asks
        return _SURELY if small or (last.endswith(".") and not last.endswith("..")) else _PERHAPS
    return _SURELY


def _settle_capitals(text: str, tokens: Sequence[Token], paragraphs: Sequence[Span]) -> list[Token]:
    """Return the tokens with capitalised words that are no names made plain words, and the other way round."""
    starts = [paragraph.start for paragraph in paragraphs]
    blocks: list[list[Token]] = [[] for _ in paragraphs]
    for token in tokens:
        blocks[bisect_right(starts, token.start) - 1].append(token)
    titles = [is_title_case(paragraph.of(text).split()) for paragraph in paragraphs]
    body = [t for block, title in zip(blocks, titles, strict=True) if not title for t in block]
    borne = _small_surnames(body)
    inside = {t.text for t in body if t.kind == "name" and not t.opens} | borne
    small = {t.text for t in body if t.kind == "word"}
    inside |= {t.text for t, following in pairwise(body) if t.opens and _acts(t, following)}
    settled: list[Token] = []
    for block, title, paragraph in zip(blocks, titles, paragraphs, strict=True):
        head = heading(text, paragraph)
        led = bisect_right(block, head.end - 1, key=lambda token: token.start) if head else 0
        settled.extend(replace(token, kind="word") if token.kind == "name" else token for token in block[:led])
        if title:
            rest = block[led:]
            before = ["", *(token.low for token in rest)]
            plain = [_is_plain_in_title(token, low, inside, small) for low, token in zip(before, rest, strict=False)]
        else:
            after_place = led + _dateline_length(block[led:])
            settled.extend(replace(token, kind="dateline") for token in block[led:after_place])
            rest = _with_words_inside_names(block[after_place:], borne)
            pairs = list(zip_longest(rest, rest[1:]))  # a dateline may be the whole paragraph
            if after_place > led and rest:  # behind a dateline a sentence opens: VELL — Hours before …
                pairs[0] = (replace(rest[0], opens=_SURELY), pairs[0][1])
            plain = [_only_opens(token, following, inside, small) for token, following in pairs]
        settled.extend(replace(t, kind="word") if p else t for t, p in zip(rest, plain, strict=True))
    return settled


@lru_cache(maxsize=256)
def is_title(text: str) -> bool:
    """Return whether a text is written as a title; a paragraph is asked about by each report in it."""
    return is_title_case(text.split())


def is_title_case(words: Sequence[str]) -> bool:
    """Return whether words are written as in a title: nearly all but the small ones capitalised.

    A long list of names is none: Sund: Ada Vell, Otto Lund, ….
    """
    if sum(word.endswith(",") for word in words) >= _LISTED:
        return False
    stripped = (word.strip("“”‘’\"'(.,:;?!") for word in words)
    large = [word for word in stripped if word[:1].isalpha() and word.lower() not in lang.words("closed")]
    return len(large) > 1 and sum(word[0].isupper() for word in large) >= _TITLE_SHARE * len(large)


def _dateline_length(block: Sequence[Token]) -> int:
    """Return how many tokens a dateline takes: PLACE (AGENCY) —, Place: or Place [Country], May 4 (Agency):."""
    place = block[0] if block else None
    colon = next((at for at, token in enumerate(block[:_LONGEST_DATELINE]) if token.low == ":"), 0)
    if colon and all(token.kind in ("name", "num", "time", "punct") for token in block[:colon]):
        words = " ".join(token.text for token in block[:colon])
        dated = block[colon - 1].low == ")" and any(token.kind == "num" for token in block[:colon])
        return colon + 1 if dated or lang.listed_place(words) else 0
    # LA SAREN: a short first word needs another in capitals.
    large = (token for token in block[:2] if token.text.isupper() and len(token.text) >= _SHORTEST_DATELINE_PLACE)
    if not place or not place.text.isupper() or place.kind != "name" or not any(large):
        return 0
    for at, token in enumerate(block[:_LONGEST_DATELINE]):
        if token.kind in ("dash", "quote"):
            return at + 1 if token.kind == "dash" else 0
    return 0


def _small_surnames(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the small words that a text has as family names: the May of Ann May, the Long of Mr Long."""
    return frozenset(
        token.text
        for before, token in pairwise(tokens)
        if before.kind == "name" and token.text[0].isupper() and token.among("verbs_as_surnames") and not token.opens
        if token.start == before.end + 1
        and (before.text in lang.words("firstnames") or before.low.rstrip(".") in lang.words("courtesies"))
    )


def _bears(token: Token, following: Token | None) -> bool:
    """Return whether such a word is the family name here too: within a sentence, or as who speaks or acts."""
    acts = following is not None and (following.kind in ("aux", "poss") or is_past(following.low))
    return not token.opens or acts


def _with_words_inside_names(block: Sequence[Token], borne: Container[str]) -> list[Token]:
    """Make small words inside a name part of it: Reporters Without Borders, in The Hill, Ann May, Vell & Marr.

    `borne` are the small words that are family names in the text: Ann May spoke. May said so.
    """
    tokens = list(block)
    for at, token in enumerate(block):
        if token.text in borne and _bears(token, block[at + 1] if at + 1 < len(block) else None):
            tokens[at] = replace(token, kind="name")
        if token.opens or not (token.text[0].isupper() or token.text == "&") or not at:
            continue
        before, after = tokens[at - 1], block[at + 1] if at + 1 < len(block) else None
        partners = token.text == "&" and before.kind == "name" and after is not None and after.kind == "name"
        adjoining = before.kind == "name" and before.end + 1 == token.start
        within = token.kind in _SMALL and after is not None and after.kind == "name"
        named = (
            token.text in lang.short("verbs_as_given_names") and after is not None and after.kind == "name"
        )  # said Will Doyle
        if (
            named
            or partners
            or (within and (adjoining or (token.low == "the" and before.low != ":")))  # Funds: The Vell campaign
            or (adjoining and token.among("verbs_as_surnames"))
        ):
            tokens[at] = replace(token, kind="name")
    return tokens


def _is_listed(token: Token) -> bool:
    return token.text in lang.places() or any(token.text in lang.words(name) for name in _NAME_LISTS)


def _is_plain_in_title(token: Token, before: str, inside: Container[str], small: Container[str]) -> bool:
    """Return whether neither the text below a headline nor a list knows a capitalised word as a name.

    What follows an article is known by the text alone: A Guy Walks In.
    """
    if token.kind != "name":
        return False
    if before in ("a", "an"):
        return token.text not in inside
    listed = _is_listed(token) or token.text in lang.words("surnames")
    return token.low in small or (token.text not in inside and not listed)


def _only_opens(token: Token, following: Token | None, inside: Container[str], small: Container[str]) -> bool:
    """Return whether a word is capitalised only because a sentence begins."""
    if token.kind != "name":
        return False
    if token.text.isupper() and len(token.text) > 1:
        known = token.low in small or token.low in lang.words("closed")
        return known or (_is_shouted(token, following) and token.text not in inside)
    of_office = following is not None and following.kind == "name" and following.among("ministers")  # Housing Secretary
    if (
        not token.opens
        or of_office
        or token.text in inside
        or _is_listed(token)
        or token.low.rstrip(".") in lang.words("titles")
    ):
        return False
    counted = "-" in token.text and token.low.partition("-")[0] in lang.words("numerals")  # Three-in-five farmers
    if counted or token.low in small or token.low in lang.words("roles") or token.low.endswith(("ing", "ed", "ly")):
        return True
    if following is None or following.kind == "name":
        return following is None
    common = any(lang.is_common(part) for part in token.low.split("-"))
    rare = not common and len(token.low) > _SHORTEST_NAME and not token.low.endswith("s")
    return not (rare or _speaks(token, following) or _is_family_name(token, following))


def _is_shouted(token: Token, following: Token | None) -> bool:
    """Return whether only the style of an article puts its first word in capitals: STRIKER Otto Lund."""
    plain = lang.is_common(token.low) or len(token.text) > _LONGEST_ACRONYM
    named = following is not None and following.kind == "name" and not following.text.isupper()
    return bool(token.opens) and named and plain and not _is_listed(token)


def _is_family_name(token: Token, following: Token) -> bool:
    """Return whether a lone capitalised word is a family name before a verb, or any word before what a person does."""
    if token.text in lang.words("surnames"):
        return following.kind in ("aux", "poss") or is_past(following.low)
    return following.low in lang.words("person_acts") and not token.low.endswith("s")


def _acts(token: Token, following: Token) -> bool:
    """Return whether a sentence shows its first word to be a name, for all others that begin with it."""
    return token.kind == "name" and (_speaks(token, following) or _is_family_name(token, following))


def _speaks(token: Token, following: Token) -> bool:
    """Return whether a lone capitalised word is the subject of a reporting verb: Quorl said."""
    verb = cue(following.low)
    if verb is None or verb.takes != "speech" or verb.form not in ("past", "s") or token.low.endswith("s"):
        return False
    if verb.form == "s" and lang.is_common(token.low):
        return False  # cost estimates
    lists = ("closed", "roles", "groups", "witnesses", "saying_nouns")
    return len(token.text) > 1 and not any(token.low in lang.words(name) for name in lists)
