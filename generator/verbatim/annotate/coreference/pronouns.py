"""Resolves pronouns: each has one reading, or its candidates are listed.

The nearest sentence with a compatible figure decides, its subjects before the rest. A described person (“a
spokeswoman”) who stands nearer is compatible too, and then no reading is given. At most one paragraph break lies
between a pronoun and what it means, paragraphs in which a quotation goes on left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.coreference.referents import (
    apposed_name,
    behind,
    described_holder,
    described_owner,
    figure_of,
    first_of,
    gender_of,
    is_titled,
    is_unheld_role,
    named_beside,
    role_holders,
    sentence_subjects,
    with_joined,
    words_of,
)
from verbatim.annotate.names.mentions import Name
from verbatim.annotate.names.people import Figure
from verbatim.annotate.reports import SpeechReport
from verbatim.annotate.text.phrases import Phrase

_GENDER = {"he": "m", "she": "f"}
_SENTENCES = lang.reach("sentences to an antecedent")
_PARAGRAPHS = lang.reach("paragraphs to an antecedent")
_MENTIONS = lang.reach("mentions of a sentence")
_REACH = lang.reach("sentences of a paragraph")
_CLAUSE = lang.reach("clause behind a pronoun")
_OTHERS = 2
_NAME_REACH = lang.reach("pronoun to its name")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a pronoun means: a `figure`, or the source's own `words` for a thing; else the candidates.

    `by_grammar`: the figure is meant because it is the subject there; `besides` are the persons who would fit as well.
    `by_role`: because nobody else has the role in the text.
    """

    figure: Figure | None = None
    words: str = ""
    candidates: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    by_grammar: bool = False
    by_role: bool = False


UNKNOWN = Reference()


def references(
    doc: AnalysedText, reports: Sequence[SpeechReport], barred: Mapping[int, frozenset[Figure]]
) -> dict[int, Reference]:
    """Return what each pronoun of the narrative means, by token; `barred` are those it cannot mean."""
    return _Resolver(doc, reports, barred).resolve()


class _Resolver:
    """Resolves the pronouns of one text in order, so that a resolved one counts as a mention for the next."""

    def __init__(
        self, doc: AnalysedText, reports: Sequence[SpeechReport], barred: Mapping[int, frozenset[Figure]]
    ) -> None:
        self.doc = doc
        self.barred = barred
        self.subjects = sentence_subjects(doc, reports)
        self.holders = role_holders(doc)
        self.holding = {figure for held in self.holders.values() for figure, _ in held}
        self.sources: list[list[Phrase]] = [[] for _ in doc.sentence_first]
        self.speakers: list[list[Phrase]] = [[] for _ in doc.sentence_first]  # of no report within another
        self.asking: dict[int, int] = {}  # the verb of the last question that a sentence reports
        for report in reports:
            if report.cue.lemma == "ask" and report.outer is None and report.source.last < report.verb:
                self.asking[doc.sentence_of[report.verb]] = report.verb
            self.sources[doc.sentence_of[report.verb]].append(report.source)
            subordinate = report.source.first and doc.tokens[report.source.first - 1].low in lang.short(
                "subordinating"
            ) | {"that"}
            joined = report.source.first and doc.tokens[report.source.first - 1].low == "and"
            first = report.outer is None and not subordinate and not joined
            if first and report.cue.takes in ("speech", "aside", "think"):
                named = apposed_name(doc, report.source) if report.source.last < report.verb else None
                self.speakers[doc.sentence_of[report.verb]].append(named or report.source)
        self.speaking = frozenset(report.source.first for report in reports if report.source.form == "pronoun")
        saying = (one for one in reports if one.cue.takes in ("speech", "aside") and one.cue.lemma != "ask")
        self.answering = self.speaking.intersection(report.source.first for report in saying)
        self.bynames = frozenset(r.source.first for r in reports if self._is_byname(r.source))
        self.described = {r.source.first: r.source for r in reports if r.source.form == "description"}
        self.narrated, self.parted = _counted(doc)
        self.found: dict[int, Reference] = {}
        self.mentioned: list[list[tuple[int, Figure]]] = [[] for _ in doc.sentence_first]  # by sentence
        self.called: dict[str, dict[Figure, None]] = {gender: {} for gender in _GENDER.values()}

    def resolve(self) -> dict[int, Reference]:
        """Return the readings; a figure that would be both he and she in the text is left open."""
        names = {name.token: name for name in self.doc.names if not (name.quoted or _is_attribute(self.doc, name))}
        for index, token in enumerate(self.doc.tokens):
            if index in names:
                for figure in self.doc.figures.named(names[index].span.start):
                    self.mentioned[self.doc.sentence_of[index]].append((index, figure))
            elif token.kind == "pron" and token.low in _GENDER:
                self.found[index] = self._he_or_she(index, _GENDER[token.low])
            elif token.kind == "pron" and token.low in ("it", "they"):
                self.found[index] = self._thing(index, plural=token.low == "they")
            elif index in self.bynames and (one := self._subject_so_far(self.doc.sentence_of[index])) is not None:
                self.found[index] = Reference(one)
            elif index in self.described and (one := self._titled(self.described[index])) is not None:
                self.found[index] = Reference(one, by_role=one in self.holding)
        both = set(self.called["m"]) & set(self.called["f"])
        return {
            index: Reference(candidates=(reading.figure.name,))
            if reading.figure and reading.figure in both
            else reading
            for index, reading in self.found.items()
        }

    def _he_or_she(self, index: int, gender: str) -> Reference:
        reading = self._unless_doubtful(index, gender, self._person(index, gender))
        if reading.figure is not None:
            self.called[gender][reading.figure] = None
            self.mentioned[self.doc.sentence_of[index]].append((index, reading.figure))
        return reading

    def _person(self, index: int, gender: str) -> Reference:
        sentence = self.doc.sentence_of[index]
        told = self.narrated[sentence]
        for number in range(sentence, max(-1, sentence - _REACH), -1):
            breaks = self.parted[sentence] - self.parted[number]
            if told - self.narrated[number] >= _SENTENCES or breaks > _PARAGRAPHS:
                break
            reading = self._in_sentence(number, index, gender)
            if reading is not None:
                return reading
        return UNKNOWN

    def _in_sentence(self, number: int, index: int, gender: str) -> Reference | None:
        """Return the reading that one sentence gives; None where no figure in it is compatible."""
        barred = self.barred.get(index, frozenset()) | self._named_behind(index)
        subjects, described = self._subjects_before(number, index, gender)
        own = number == self.doc.sentence_of[index]
        if not own and (open_one := self._left_open(number, gender)) is not None:
            return open_one
        mentioned = self.mentioned[number][-_MENTIONS:]
        topics = _topics(self.doc, mentioned, index, speaks=index in self.speaking) if own else []
        before = [f for at, f in mentioned if at < index and f not in barred and f not in topics]
        if own and index in self.speaking and not subjects and self._is_led(index):
            before = []
        fitting = [f for f in before if _is_compatible(f, gender) or (f in subjects and _may_be(f, gender))]
        fitting = list(dict.fromkeys(fitting))
        settled = self._by_turn(number, index, gender, fitting)
        if settled is None and described:
            words = [words_of(self.doc, phrase) for phrase in described]
            if not own and index in self.speaking and self._speaks_unnamed(number, described, fitting):
                return Reference(words=words[0])
            return Reference(candidates=(*words, *(f.name for f in fitting)))
        if settled is not None:
            return settled
        chosen = [figure for figure in subjects if figure in fitting]
        return _chosen(chosen, fitting)

    def _named_behind(self, index: int) -> frozenset[Figure]:
        """Return whom names of the same clause behind a pronoun mean, and it cannot: she came back with Anna Lund."""
        first, last, ceiling = self.doc.tokens[index], index + 1, min(self.doc.ceiling(index), index + _CLAUSE)
        while last < ceiling and self.doc.tokens[last].kind not in ("punct", "quote", "dash"):
            last += 1
        names = self.doc.names_within(first.end, self.doc.tokens[last - 1].end)
        return frozenset(figure for name in names for figure in self.doc.figures.named(name.span.start))

    def _is_led(self, index: int) -> bool:
        """Return whether nothing but where or when precedes a subject: At a talk hosted by NAME on Friday, he said."""
        lead = self.doc.tokens[max(self.doc.floor(index), index - _REACH) : index]
        lead = lead[1:] if lead and lead[0].low in ("and", "but") else lead
        if (
            not lead
            or not (lead[0].kind == "prep" or lead[0].low.endswith("ing"))
            or lead[0].among("introducing_sources")
        ):
            return False
        return [at for at, t in enumerate(lead) if t.low == "," or t.kind == "quote"] == [len(lead) - 1]

    def _by_turn(self, number: int, index: int, gender: str, fitting: Sequence[Figure]) -> Reference | None:
        """Return the last who spoke in a sentence before, or whom the pronoun has meant before in its own sentence."""
        own = number == self.doc.sentence_of[index]
        if index in self.answering and (answer := self._answer(number, fitting)) is not None:
            return answer
        if index in self.speaking and not own and (speaker := self._last_speaker(number, fitting)) is not None:
            besides = tuple(f.name for f in fitting if f is not speaker and f.kind == "person")
            return Reference(speaker, besides=besides, by_grammar=len(fitting) > 1)
        if own and (same := self._same_pronoun(number, index, gender)) in fitting:
            return Reference(same, by_grammar=len(fitting) > 1)
        return None

    def _answer(self, number: int, fitting: Sequence[Figure]) -> Reference | None:
        """Return whom a sentence asks: NAME asked NAME whether it held. “It does,” he said.

        Whoever is asked for something, and not about it, may be silent: then it could be either.
        """
        verb, doc = self.asking.get(number), self.doc
        listener = doc.phrase_from(verb + 1) if verb is not None and verb + 1 < doc.ceiling(verb) else None
        figure = self._named(listener) if listener else None
        if listener is None or figure not in fitting or len(fitting) == 1:
            return None
        besides = tuple(one.name for one in fitting if one is not figure and one.kind == "person")
        if doc.tokens[listener.last + 1].low not in lang.words("questions"):
            return Reference(candidates=tuple(one.name for one in fitting))
        return Reference(figure, besides=besides, by_grammar=True)

    def _same_pronoun(self, number: int, index: int, gender: str) -> Figure | None:
        """Return whom the same pronoun has meant before in the sentence."""
        for at in range(index - 1, max(self.doc.sentence_first[number], index - _REACH) - 1, -1):
            if at in self.found and _GENDER.get(self.doc.tokens[at].low) == gender:
                named = (phrase for phrase in self.subjects[number][:_MENTIONS] if phrase.form == "name")
                return None if any(at < phrase.first < index for phrase in named) else self.found[at].figure
        return None

    def _left_open(self, number: int, gender: str) -> Reference | None:
        """Return the reading of a subject of the sentence that is the same pronoun, where that was left open."""
        for phrase in self.subjects[number][-1:]:
            low = self.doc.tokens[phrase.first].low
            if phrase.form == "pronoun" and _GENDER.get(low) == gender and phrase.first not in self.barred:
                reading = self.found.get(phrase.first, UNKNOWN)
                return reading if reading.figure is None else None  # of words too: A spokesman said …, he said, he said
        return None

    def _last_speaker(self, number: int, fitting: Sequence[Figure]) -> Figure | None:
        """Return who speaks last in a sentence before the pronoun's, if that is one of those who fit."""
        speakers = self.speakers[number][-1:]
        figure = self._named(speakers[0]) if speakers else None
        return figure if figure in fitting else None

    def _speaks_unnamed(self, number: int, described: Sequence[Phrase], fitting: Sequence[Figure]) -> bool:
        """Return whether the one person whom a sentence describes is the last to speak there, and bears no name.

        Thus a spokesman, or a spokesman for NAME: nobody else may fit, and “the ROLE” may have a name elsewhere.
        """
        phrase, tokens = described[0], self.doc.tokens
        head = tokens[phrase.head_last].low
        unnamed = tokens[phrase.first].low in ("a", "an", "one") or head.startswith("spokes")
        if len(described) > 1 or not unnamed or self.speakers[number][-1:] != [phrase]:
            return False
        named = [at for at, figure in self.mentioned[number][-_MENTIONS:] if figure in fitting]
        return all(phrase.first <= at <= phrase.last for at in named)

    def _subjects_before(self, number: int, index: int, gender: str) -> tuple[list[Figure], list[Phrase]]:
        """Return the figures that are subjects in a sentence, and the persons that subjects only describe."""
        figures: list[Figure] = []
        described: list[Phrase] = []
        for phrase in self.subjects[number][:_MENTIONS]:
            if phrase.last >= index:
                continue
            phrase = described_owner(self.doc, phrase) or phrase  # noqa: PLW2901  the nominee’s support
            figure = self._subject(phrase, number, gender)
            byname = figure is None and self._is_byname(phrase)
            if byname and (figure := self._subject_so_far(number, gender)) is not None:
                self.mentioned[number].append((phrase.first, figure))
            if figure is None and gender_of(self.doc, phrase) in ("", gender):
                figure = named_beside(self.doc, phrase)
            if figure is None:
                if byname or gender_of(self.doc, phrase) in ("", gender):
                    described.append(phrase)
            elif not self._is_thing(phrase, figure):
                figures.append(figure)
        return list(dict.fromkeys(figures)), list(dict.fromkeys(described))

    def _titled(self, phrase: Phrase) -> Figure | None:
        """Return whom “the ROLE” means: by a bare role, which others may have, only whoever the sentences are about.

        Nobody where the text has a bare family name of somebody else: Mr. Vell, beside Ada Vell.
        """
        if self.doc.tokens[phrase.first].low != "the":
            return None
        number = self.doc.sentence_of[phrase.first]
        figure = described_holder(self.doc, self.holders, phrase)
        if figure is None:
            figure = self._so_called(number, phrase)
        elif not (is_titled(self.doc, phrase) or figure is self._subject_so_far(number)):
            return None
        namesakes = self.doc.figures.by_part(figure.words[-1]) if figure is not None else ()
        return None if any(len(other.words) == 1 and other is not figure for other in namesakes) else figure

    def _so_called(self, number: int, phrase: Phrase) -> Figure | None:
        """Return the person without a role whom the sentences are about, for a role that nobody has by name.

        Nobody else without a role is named just before, and the sentence does not name them as well. Of 35 such
        quotations that were read, of 1,544 texts, none is somebody else’s.

        >>> quoted("Ada Vell met Ivo Marr, the mayor of Sund. “It will hold,” the prime minister said.")
        Ada Vell: It will hold,
        """
        if not is_unheld_role(self.doc, self.holders, phrase):
            return None
        near = {one for held in self.mentioned[max(0, number - 2) : number + 1] for _, one in held}
        people = [one for one in near if one.kind == "person" and one not in self.holding]
        names = (name for name in self.doc.names if self.doc.sentence_of[name.token] == number)
        beside = {one for name in names for one in self.doc.figures.named(name.span.start)}
        if len(people) != 1 or people[0] in beside or self._subject_so_far(number) is not people[0]:
            return None
        gender = gender_of(self.doc, phrase)
        return None if gender and people[0].gender not in ("", gender) else people[0]

    def _is_byname(self, phrase: Phrase) -> bool:
        """Return whether a phrase means somebody by their people or age: the Texan, the Frenchman, the 31-year-old."""
        tokens, head = self.doc.tokens, self.doc.tokens[phrase.head_last]
        before = tokens[phrase.first - 1].low if phrase.first else ""
        if phrase.form == "pronoun" or "the" not in (tokens[phrase.first].low, before):
            return False
        if any(token.low.endswith("-year-old") for token in tokens[phrase.first : phrase.head_last + 1]):
            return True
        people = phrase.head_last - phrase.first <= 1 and head.text in lang.words("peoples")
        return people and not head.low.endswith(("s", "sh", "ch", "ese"))

    def _subject_so_far(self, number: int, gender: str = "") -> Figure | None:
        """Return the one person who is the subject of the nearest sentence before that has a person for one.

        Not somebody who is new there, where “but” turns from them to whom the text spoke of before.
        """
        for before in range(number - 1, max(-1, number - _SENTENCES // 2), -1):
            named = [self._named(phrase) for phrase in self.subjects[before][:_MENTIONS]]
            fitting = {f for f in named if f is not None and f.kind == "person"}
            fitting = {f for f in fitting if not gender or _is_compatible(f, gender)}
            if fitting:
                one = fitting.pop()
                doubtful = self._turns_from(one, before, number) or self._passes_over(one, before, number)
                return None if fitting or doubtful else one
        return None

    def _passes_over(self, figure: Figure, first: int, number: int) -> bool:
        """Return whether a subject behind the sentence `first` describes a person, who may be another named there.

        Ivan Tarn was sacked. Otto Lund's aides spoke to the mill. The Vellish boss was out of work. The 56-year-old ….
        """
        others = (one for held in self.mentioned[first:number] for _, one in held[-_MENTIONS:] if one.kind == "person")
        return any(one is not figure for one in others) and any(
            phrase.form == "description" and gender_of(self.doc, phrase) is not None
            for subjects in self.subjects[first + 1 : number]
            for phrase in subjects[:_MENTIONS]
        )

    def _turns_from(self, figure: Figure, first: int, number: int) -> bool:
        """Return whether “but” turns from somebody whom the sentence `first` brings in, and who is not the only one."""
        if self.doc.tokens[self.doc.sentence_first[number]].low != "but":
            return False
        before = [one for held in self.mentioned[max(0, first - _SENTENCES) : first] for _, one in held]
        return figure not in before and any(one.kind == "person" for one in before)

    def _is_thing(self, phrase: Phrase, figure: Figure) -> bool:
        """Return whether an article or a plural verb shows that a name of no known kind is no person's: the Merrow."""
        after = phrase.last + 1
        plural = after < len(self.doc.tokens) and self.doc.tokens[after].among("plural_verbs")
        if plural and figure.kind is None and self.doc.tokens[max(0, phrase.first - 1)].low != "and":
            return True  # Rovers have won
        articled = phrase.last > phrase.first and self.doc.tokens[phrase.first].low in ("the", "a", "an")
        return articled and figure.kind is None and self.doc.tokens[phrase.first + 1].kind == "name"

    def _subject(self, phrase: Phrase, number: int, gender: str) -> Figure | None:
        """Return the figure of a subject: by name, by a pronoun already resolved, or as the one holder of a role."""
        figure = self._named(phrase)
        if phrase.form == "pronoun" or figure is not None or gender_of(self.doc, phrase) is None:
            return figure
        figure = described_holder(self.doc, self.holders, phrase)
        mention = (phrase.first, figure)
        if figure and _is_compatible(figure, gender) and mention not in self.mentioned[number][-_MENTIONS:]:
            self.mentioned[number].append((phrase.first, figure))
        return figure

    def _named(self, phrase: Phrase) -> Figure | None:
        if phrase.form == "pronoun":
            return self.found.get(phrase.first, UNKNOWN).figure
        return figure_of(self.doc, phrase)

    def _unless_doubtful(self, index: int, gender: str, reading: Reference) -> Reference:
        """Return the reading, open where its figure is of another paragraph and nothing shows it to be he or she.

        It is not in doubt where that figure was the last to speak, and the paragraph opens with “…,” she said.
        """
        figure, others = reading.figure, self.called[gender]
        if figure is None or figure.gender or figure in others or not others:
            return reading
        first = self._first_of_paragraph(self.doc.sentence_of[index])
        here = range(first, self.doc.sentence_of[index] + 1)
        if any(mentioned is figure for number in here for _, mentioned in self.mentioned[number][-_REACH:]):
            return reading
        if index in self.speaking and self._spoke_last(figure, first - 1):
            return reading
        last = tuple(islice(reversed(others), _OTHERS))
        return Reference(candidates=(figure.name, *(other.name for other in reversed(last))))

    def _first_of_paragraph(self, number: int) -> int:
        """Return the first sentence of the paragraph that holds the sentence `number`, at most 40 back."""
        doc, reach = self.doc, number - _REACH
        paragraph = doc.paragraph_of[doc.sentence_first[number]]
        while number > max(0, reach) and doc.paragraph_of[doc.sentence_first[number - 1]] == paragraph:
            number -= 1
        return number

    def _spoke_last(self, figure: Figure, number: int) -> bool:
        """Return whether `figure` is the last to speak in the paragraph that ends with sentence `number`."""
        while number > 0 and self.narrated[number] == self.narrated[number - 1]:
            number -= 1
        if number < 0:
            return False
        for at in range(number, self._first_of_paragraph(number) - 1, -1):
            if speakers := self.speakers[at] or self.sources[at]:
                return self._named(speakers[-1]) is figure
        return False

    def _thing(self, index: int, *, plural: bool) -> Reference:
        """Return the thing that is the subject of the same sentence before the pronoun, or of the one before."""
        doc, sentence = self.doc, self.doc.sentence_of[index]
        for number in (sentence, sentence - 1):
            if number == sentence and plural and doc.tokens[index - 1].low == ",":
                continue  # the dams, they said, would hold
            if number < 0 or doc.paragraph_of[index] - doc.paragraph_of[doc.sentence_first[number]] > _PARAGRAPHS:
                break
            subjects = [p for p in self.subjects[number][:_MENTIONS] if p.last < index and p.form != "pronoun"]
            spoke = [p for p in self.speakers[number] if p.form != "pronoun"] if number < sentence else []
            if subjects:
                speaks = index in self.speaking
                one = spoke[-1] if speaks and spoke else subjects[0]  # The mills will close, farmers said. They added
                told = speaks and one in self.speakers[number]
                return self._as_thing(one, plural=plural, near=number == sentence or plural, told=told)
        return UNKNOWN

    def _as_thing(self, phrase: Phrase, *, plural: bool, near: bool, told: bool) -> Reference:
        """Return what a subject may be for it or they; who has just `told` something and is it, is a body."""
        figure = figure_of(self.doc, phrase)
        if figure is not None:
            unknown = figure.kind is None and not figure.gender and (not plural or figure.words[-1].endswith("s"))
            body = figure.kind == "organisation" or (told and unknown)
            return Reference(figure) if body and (told or not plural) else UNKNOWN
        last = self.doc.tokens[phrase.head_last]
        is_plural = last.low.endswith("s") and not last.low.endswith("ss")
        near = near or last.low in lang.words("groups") | lang.words("saying_nouns")
        if phrase.form != "description" or is_plural != plural or not near:
            return UNKNOWN
        if not plural and gender_of(self.doc, phrase) is not None:
            return UNKNOWN
        return Reference(words=words_of(self.doc, with_joined(self.doc, phrase)))


def _is_attribute(doc: AnalysedText, name: Name) -> bool:
    """Return whether a name only tells whose a thing is, and nobody who may be he: the Ann Lee government."""
    first, after = first_of(doc, name), behind(doc.tokens, name)
    if not first or doc.tokens[first - 1].low != "the" or len(name.words) == 1 or after >= doc.ceiling(first):
        return False
    noun = doc.tokens[after]
    return noun.kind == "word" and noun.among("led_by_name")


def _counted(doc: AnalysedText) -> tuple[list[int], list[int]]:
    """Return the sentences up to each that are more than a quotation going on, and the breaks between their paragraphs.

    Words of one speaker may run over many paragraphs: He said: “…” / “…” / “…” / He added.
    """
    narrated: list[int] = []
    parted: list[int] = []
    sentences = breaks = 0
    last = -1
    for number, first in enumerate(doc.sentence_first):
        ceiling = doc.sentence_first[number + 1] if number + 1 < len(doc.sentence_first) else len(doc.tokens)
        if not all(doc.tokens[at].kind == "punct" or _goes_on(doc, at) for at in range(first, ceiling)):
            sentences += 1
            breaks += last != doc.paragraph_of[first]
            last = doc.paragraph_of[first]
        narrated.append(sentences)
        parted.append(breaks)
    return narrated, parted


def _goes_on(doc: AnalysedText, at: int) -> bool:
    """Return whether a token is a quotation that goes on from the paragraph before, or in the next and no colon led."""
    if doc.tokens[at].kind != "quote":
        return False
    first, *onward = (quote.group for quote in doc.quotes[doc.tokens[at].quote : doc.tokens[at].quote + 2])
    return first != doc.tokens[at].quote or (onward == [first] and doc.tokens[at - 1].low != ":")


def _chosen(chosen: Sequence[Figure], fitting: Sequence[Figure]) -> Reference | None:
    """Return the one of those who fit whom the grammar chooses, else all."""
    others = [figure for figure in fitting if figure not in chosen]
    if len(chosen) == 1:
        known = chosen[0].gender or chosen[0].kind == "person"
        if known or not any(other.gender for other in others):  # else somebody else is known to fit
            besides = tuple(f.name for f in others if f.kind == "person")
            return Reference(chosen[0], besides=besides, by_grammar=bool(others))
    if len(fitting) == 1:
        return Reference(fitting[0])
    surest = [f for f in fitting if f.kind == "person"]
    if not chosen and len(surest) == 1:  # the others may be places, shows, things
        return Reference(surest[0])
    return Reference(candidates=tuple(f.name for f in fitting)) if fitting else None


def _is_compatible(figure: Figure, gender: str) -> bool:
    if figure.kind in ("organisation", "place") or (figure.kind is None and len(figure.words) == 1):
        return False
    if figure.kind is None and (figure.words[-1] in lang.words("things") or _is_named_plainly(figure.words)):
        return False
    return not figure.gender or figure.gender == gender


def _is_named_plainly(words: Sequence[str]) -> bool:
    """Return whether a name begins with a common word that is nobody's given name, or ends in letters: Sund XM."""
    if words[-1].isupper() and len(words[-1]) > 1 and not words[0].isupper() and words[-1] not in ("II", "III", "IV"):
        return True
    plain = lang.is_common(words[0].lower()) and words[0] not in lang.words("firstnames")
    return plain and words[-1] not in lang.words("surnames")


def _may_be(figure: Figure, gender: str) -> bool:
    """Return whether a subject of which nothing is known may be meant."""
    return figure.kind is None and figure.gender in ("", gender)


def _topics(doc: AnalysedText, mentioned: Sequence[tuple[int, Figure]], index: int, *, speaks: bool) -> list[Figure]:
    """Return those `mentioned` that the sentence begins with a question about, or by: Asked about NAME, he ….

    Where the pronoun `speaks`, nobody whom the question names answers it: Asked if NAME would leave, he said.
    """
    first = doc.floor(index)
    if doc.tokens[first].low not in lang.words("asked"):
        return []
    return [
        figure
        for at, figure in mentioned
        if first < at < index
        and (speaks or any(token.low in ("about", "by") for token in doc.tokens[max(first, at - _NAME_REACH) : at]))
    ]
