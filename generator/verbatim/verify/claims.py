"""Says which words a site may show as somebody's: verify's own law, which knows nothing of how the site was built.

They are within the source's quotation marks, or set apart as a block of lines or a turn of a transcript; the reporter
does not speak between them; and no verb before them in their sentence denies, doubts, asks or supposes them. What is
shown without marks is a whole sentence.
"""

import re
from functools import lru_cache

from verbatim.verify.marks import MARKS

_ENDS = "\r\n\u2029"
_CLOSES = {"“": "”", "«": "»", '"': '"'}
# The reporter speaks within the words: “I will,” she said, “but …”.
_INTERRUPTED = re.compile(r"(?:[”»]|[,.?!…–—-]\")[^\w“”\"«»\r\n]*+\w[^“”\"«»\r\n]*+[“\"«]")
_QUOTED = re.compile(r"“[^“”]*+”|\"[^\"]*+\"|«[^«»]*+»|(?:''|``)[^'`]*+''")
_BEFORE_A_BLOCK = re.compile(r"[\s>*#_–—-]*|[^:\r\n]{1,60}:\s*|[*_]{0,2}[QA]\.[*_]{0,2}\s+")
_SENTENCE_START = re.compile(r".*[.?!…][”\"»’')\]]*\s+(?=[\w“\"«‘„'`]|\Z)", re.DOTALL)
_TURNS = re.compile(
    r"\b(?:denie[sd]|deny(?:ing)?|falsely|wrongly|allegedly|supposedly|purportedly|misquoted|never said"
    r"|(?:did|does|do|has|have|had) not (?:say|said|call|called)"
    r"|refus(?:ed|es|ing) to (?:say|call)|declin(?:ed|es|ing) to (?:say|call)"
    r"|ask(?:ed|s|ing) (?:whether|if)|whether|would have said|if)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"[,;:–—-]\s|\b(?:and|but|then|yet)\s")
_ASKED = re.compile(r"(?:''|[”\"»’'])(?:[^.!?\r\n“\"«‘']|'(?!'))*+\?")  # before another quotation begins
_ENDED = re.compile(r"[.!?…](?:''|[”\"»’'])\s+[^\w\s]?\w")
# What turns a sentence, or says whose it is: a part that is shown without it would tell something else.
_OMITTED = re.compile(
    r"\b(?:denie[sd]|deny(?:ing)?|not|never|no|nobody|none|neither|nor|without|hardly|\w+n[’']t|if|unless|until|whether|but"
    r"|although|though|except|according to|allegedly|reportedly|supposedly|purportedly|falsely|wrongly|claim(?:ed|s)"
    r"|sa(?:id|ys?)|told|asked|refus(?:ed|es)|reject(?:ed|s)|dismiss(?:ed|es)|would|could|might|(?-i:may))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…][”\"»’')\]]*(?=\s+[\w“\"«‘„'`]|\s*\Z)")
# A mark that opens speech again, which nothing closed before it: "It rained. "We left. They stayed.
_REOPENED = re.compile(r'(?:\A|[\s(\[—–-])"\w[^"]*\Z')
OUTSIDE = "they stand outside of the source's quotation marks"
INTERRUPTED = "the reporter speaks within them"
TURNED = "their sentence denies, doubts, asks or supposes them, and is not shown"
CUT = "they are cut out of a sentence, and in no quotation marks of the source's"


@lru_cache(maxsize=1 << 14)
def fault_of_words(text: str, start: int, end: int) -> str:
    """Return why the slice must not be shown as somebody's words; empty where it may."""
    if _INTERRUPTED.search(text, start, end):
        return INTERRUPTED
    line = max(text.rfind(one, 0, start) for one in _ENDS) + 1
    lead = text[line:start]
    if not _is_set_apart(text, (line, start, end), lead):
        return OUTSIDE
    ended = _SENTENCE_START.match(lead)
    sentence = lead[ended.end() :] if ended else lead
    sentence = _QUOTED.sub(" ", sentence)
    turned = max((found.end() for found in _TURNS.finditer(sentence)), default=-1)
    # After “asked whether it was over, she said: …” the words are hers again.
    is_turned = turned >= 0 and not _TOLD.search(sentence, turned)
    return TURNED if is_turned or (_ASKED.match(text, end) and not _has_ended(text, end)) else ""


def _has_ended(text: str, end: int) -> bool:
    """Return whether the sentence of words in marks ends with them, as before a question: “It is over.” Do they …."""
    found = _ENDED.match(text, end - 1)
    return found is not None and text[found.end() - 1].isupper()


def _is_set_apart(text: str, place: tuple[int, int, int], lead: str) -> bool:
    """Return whether words are in marks, next to them or further off in their line, or are lines of their own."""
    _, start, end = place
    closed = text[end : end + 1] in MARKS and end < len(text)
    if closed or (start > 0 and text[start - 1] in MARKS) or (text[start] in MARKS and text[end - 1] in MARKS):
        return True
    after = min((at for one in _ENDS if (at := text.find(one, end)) >= 0), default=len(text))
    within = lead.count('"') % 2 == 1 or _REOPENED.search(lead) is not None
    if lead.count('"') % 2 == 1 and text[start] == '"':
        return False  # it begins with the mark that closes what stands before it
    # A quotation that goes on in the next paragraph is not closed in its own: its last piece begins with a mark alone.
    if text[start] in _CLOSES and text.find(_CLOSES[text[start]], start + 1, after) < 0:
        return True
    if _BEFORE_A_BLOCK.fullmatch(lead) and not text[end:after].strip():
        return True
    typed = (lead.count("''") + lead.count("``")) % 2 == 1
    return lead.rfind("“") > lead.rfind("”") or within or typed or lead.rfind("«") > lead.rfind("»")


@lru_cache(maxsize=1 << 14)
def fault_of_sentence(text: str, start: int, end: int) -> str:
    """Return why a slice that bears no quotation marks is no whole sentence; empty where it is.

    A sentence has its marks within it: what begins right behind one or ends right before one is quoted words.
    """
    if (text[max(0, start - 1) : start] in MARKS and start) or (text[end : end + 1] in MARKS and end < len(text)):
        return CUT
    before, after = text[:start].rstrip(" \t")[-1:], text[end:].lstrip(" \t")[:1]
    begins = not (before.isalnum() or before == ",")
    ends = not (text[end - 1].isalnum() or text[end - 1] == ",") or not after or after in _ENDS
    # A heading stands in capitals, and what follows it does not.
    is_heading = text[start:end].isupper() and text[end:].lstrip()[1:2].islower()
    return "" if begins and (ends or is_heading) else CUT


def fault_of_omission(text: str, places: list[tuple[int, int]]) -> str:
    """Return a word that turns a sentence of which slices show a part without it; empty where there is none."""
    for at, (start, end) in enumerate(places):
        line = max(text.rfind(one, 0, start) for one in _ENDS) + 1
        first = max([line, *(stop for _, stop in places[:at] if stop <= start)])
        last = min([*(begin for begin, _ in places[at + 1 :] if begin >= end), len(text)])
        ended = _SENTENCE_START.match(text, first, start)
        stops = not _SENTENCE_END.match(text, end - 1, last) and _SENTENCE_END.search(text, end, last)
        rest = min([at for one in _ENDS if (at := text.find(one, end)) >= 0] + [last, stops.end() if stops else last])
        is_whole = _SENTENCE_START.fullmatch(text, first, end) or text[end - 1 : end] in '.?!…”"»'
        for left in (text[ended.end() if ended else first : start], "" if is_whole else text[end:rest]):
            if found := _OMITTED.search(left):
                return found[0]
    return ""
