"""Plants faults of our own in a copy of the program, and tells which of them a build for the web finds: `make faults`.

Each is a slip of one line that a programmer may make, by which a page, feed or file says what the content does not. The
newsroom of `faulty_newsroom` is built with each. A build has found a fault where it refuses the site; where it ends
well, the site says something false. A fault that changes no byte of the site is one of this campaign.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.campaigns.faulty_newsroom import DAY, edit, lay_faulty_newsroom
from tests.campaigns.mutants import Fault

ROOT = Path(__file__).parents[2]
NEWSROOM, PUBLISH, SITE = (f"generator/verbatim/{name}" for name in ("newsroom", "publish", "site"))
THEME = "theme/templates"
QUOTE = f"{PUBLISH}/quotations.py"
PART = f"{THEME}/components"
TIMELINES = f"{PUBLISH}/moments.py"
MODEL = "generator/verbatim/model/__init__.py"

FAULTS = (
    # Who spoke
    Fault(
        "the speaker of the next quotation is shown", QUOTE,
        "speaker=refs.person_ref(edition, quote.speaker) if quote.speaker else None,",
        "speaker=refs.person_ref(edition, next((one.speaker for one in edition.quotes_by_story[quote.story]"
        " if one.span > quote.span and one.speaker), quote.speaker)) if quote.speaker else None,",
    ),
    Fault(
        "a namesake's words are given to the first of the name", f"{NEWSROOM}/record.py",
        'speaker=mark.attrs.get("speaker", "")', 'speaker=mark.attrs.get("speaker", "").removesuffix("-2")',
    ),
    Fault(
        "two speakers' words are exchanged in a topic", f"{PUBLISH}/topic_page.py",
        "best=_best(edition, [quote for quote in said if not screen.tells(quote)]),",
        "best=_best(edition, [one for one in edition.newsroom.quotes.values() if one.speaker != said[0].speaker]),",
    ),
    Fault(
        "who was named and who is named are swapped in a correction", f"{PUBLISH}/corrections/changes.py",
        "was, now = speaker_then(edition, before), speaker_then(edition, after)",
        "now, was = speaker_then(edition, before), speaker_then(edition, after)",
    ),
    Fault(
        "somebody's other name takes the place of the name", f"{PUBLISH}/refs.py",
        "        id=person.id,\n        name=person.name,\n        kind=person.kind,",
        "        id=person.id,\n        name=next(iter(person.aliases), person.name),\n        kind=person.kind,",
    ),
    Fault(
        "all attributions are called “named”", f"{PART}/trust.html",
        '"inferred": _("Speaker worked out"), "editor"', '"inferred": _("Speaker named"), "editor"',
    ),
    Fault(
        "what is worked out is taken for stated wherever it is shown", QUOTE,
        "        standing=standing_of(quote),",
        '        standing="stated" if quote.speaker else standing_of(quote),',
    ),
    Fault(
        "“worked out” is missing in the embed", f"{PUBLISH}/quote_page.py",
        'if quote.basis == "inferred":', 'if quote.basis == "infered":',
    ),
    Fault(
        "“worked out” is missing on the first screen", f"{PART}/screen.html",
        '{%- if basis != "stated" %} <span class="heard__how"',
        '{%- if basis not in ["stated", "inferred"] %} <span class="heard__how"',
    ),
    Fault(
        "another quotation's reason", QUOTE,
        "why=_why(edition, quote, story),", "why=_why(edition, edition.quotes_by_story[quote.story][0], story),",
    ),
    Fault(
        "a role is taken for that of whoever is named before it", f"{NEWSROOM}/people.py",
        'who = mark.attrs.get("of" if mark.kind == ROLE else "ref", "")',
        'who = found[-1].who if mark.kind == ROLE and found else mark.attrs.get("ref", "")',
    ),
    Fault(
        "who's who gives everybody the role of the first", f"{PUBLISH}/story_page.py",
        "for role in refs.different_roles_in(edition, person, story.id)],",
        "for role in refs.different_roles_in(edition, people[0], story.id)],",
    ),
    Fault(
        "namesakes share one memory of their roles", f"{PUBLISH}/refs.py",
        "edition.once(_listed_roles, person.id, person)", "edition.once(_listed_roles, person.name, person)",
    ),
    Fault(
        "a speaker who is not established is left out of what is open", f"{NEWSROOM}/attributions.py",
        "return not (is_attributed(quote) or is_unread(quote))",
        "return not (is_attributed(quote) or is_unread(quote) or quote.why)",
    ),
    # What they said
    Fault(
        "every slice names a place one character further", f"{PUBLISH}/refs.py",
        "return Slice(story=story, char=urls.char(span),", "return Slice(story=story, char=urls.char(span.shift(1)),",
    ),
    Fault(
        "the last character of direct words is cut off", f"{NEWSROOM}/record.py",
        "bare = stripped(text, Span(inner.start, inner.end - len(closer)))",
        "bare = stripped(text, Span(inner.start, inner.end - len(closer) - 1))",
    ),
    Fault(
        "the first words of direct speech are left out", f"{NEWSROOM}/record.py",
        "inner = stripped(text, Span(whole.start + len(opener), whole.end))",
        'inner = stripped(text, Span(text.find(" ", whole.start, whole.end) + 1, whole.end))',
    ),
    Fault(
        "a sentence of the reporter's stands in quotation marks", QUOTE,
        "marks=claim.stands_alone,", "marks=True,",
    ),
    Fault(
        "the marks close behind the reporter's words", f"{PART}/card.html",
        "{%- if quote.marks and not runs_on %}", "{%- if quote.marks and loop.last %}",
    ),
    Fault(
        "the source's words around a piece stand in quotation marks", f"{PART}/card.html",
        '{{ slice(quote.sentence, "span", "", true) }}</p>', '“{{ slice(quote.sentence, "span", "", true) }}”</p>',
    ),
    Fault(
        "a partly quoted sentence is called verbatim", f"{PART}/trust.html",
        '{%- elif quote.form == "partly" %}', '{%- elif quote.form == "part" %}',
    ),
    Fault(
        "a partly quoted sentence is taken for whole words", f"{PUBLISH}/claims.py",
        '"quoted" if quote.kind == "direct" else "partly"', '"quoted" if quote.kind != "indirect" else "partly"',
    ),
    Fault(
        "partly quoted words are taken for a paraphrase", f"{NEWSROOM}/record.py",
        'if quote.kind == "direct":\n        yield from', 'if quote.kind != "indirect":\n        yield from',
    ),
    Fault(
        "denied words stand without their sentence", f"{PUBLISH}/claims.py",
        r"\b(?:den(?:y|ied|ies|ying|ial)|", r"\b(?:den(?:y|ies|ying|ial)|",
    ),
    Fault(
        "words in titles are cut without “…”", f"{PUBLISH}/claims.py",
        'return f"{_in_marks(edition, quote, first)} …" if first else ""',
        'return _in_marks(edition, quote, first) if first else ""',
    ),
    Fault(
        "the hash of one story stands beside quotations of all", f"{PUBLISH}/quote_page.py",
        "edition.once(_sha256, quote.story,", 'edition.once(_sha256, "",',
    ),
    Fault(
        "withdrawn words are shown", QUOTE,
        'withdrawn=change_view(edition, quote.withdrawn, story.path, "withdrawn") if quote.withdrawn else None,',
        "withdrawn=None,",
    ),
    Fault(
        "withdrawn words stand in the data of what was changed", f"{PUBLISH}/exports/data.py",
        'return {**row, "words": version.words} if history.status == "current" else row',
        'return {**row, "words": version.words}',
    ),
    Fault(
        "withdrawn words stand in the speaker's feed", f"{PUBLISH}/feeds.py",
        "edition.quotes_by_speaker.get(person.id, []) if not quote.withdrawn]",
        "edition.quotes_by_speaker.get(person.id, [])]",
    ),
    Fault(
        "the whole text stands where a part is published", f"{NEWSROOM}/extent.py",
        "return _text_of(own)", "return own.story.text",
    ),
    Fault(
        "a withheld passage stands in the published source", f"{NEWSROOM}/extent.py",
        "pieces += (withheld[:lead], filled,", "pieces += (withheld[:lead], bare,",
    ),
    Fault(
        "the id of a closed person is in the text's markup", f"{NEWSROOM}/gate.py",
        "for mark in fragment.marks if not _is_of(mark, closed))", "for mark in fragment.marks)",
    ),
    Fault(
        "a closed person is named in the history of their words", f"{NEWSROOM}/gate.py",
        "histories=tuple(_closed_history(history, closed) for history in record.histories),",
        "histories=record.histories,",
    ),
    # What was changed
    Fault(
        "a corrected attribution is left out", f"{PUBLISH}/corrections/changes.py",
        'CORRECTING = frozenset(("words", "speaker", "source"))', 'CORRECTING = frozenset(("words", "source"))',
    ),
    Fault(
        "a correction is left out of the quotation's card", f"{PART}/card.html",
        "{{ changes(quote.changes) }}", "{{ changes(quote.changes[1:]) }}",
    ),
    Fault(
        "a correction is left out of the story's log", f"{PUBLISH}/corrections/log.py",
        "return _newest_first([*replaced, *in_ledger, *others])", "return _newest_first([*replaced, *in_ledger])",
    ),
    Fault(
        "corrected words are called verbatim in the search", f"{PUBLISH}/search.py",
        'mark="corrected" if view["corrections"] else mark,', "mark=mark,",
    ),
    # When it was
    Fault(
        "a date in words is its period's last day", f"{PUBLISH}/refs.py",
        "        human=human(value, words),",
        "        human=human(known.latest.isoformat() if known and known.latest else value, words),",
    ),
    Fault(
        "a date in `datetime` is its period's first day", f"{PUBLISH}/refs.py",
        "        machine=edtf.machine(value),",
        '        machine=known.earliest.isoformat() if known and known.earliest else "",',
    ),
    Fault(
        "the timeline's row of publication has the day of its first moment", TIMELINES,
        "published=refs.date_view(publication,", "published=refs.date_view(placed[0].date,",
    ),
    Fault(
        "what was planned is told as happened", TIMELINES,
        "certainty=moment.certainty,", 'certainty="reported",',
    ),
    Fault(
        "what was planned or denied is read as reported", f"{NEWSROOM}/record.py",
        'cast("Certainty", choice_attribute(fragment, mark, "certainty", CERTAINTIES))',
        'cast("Certainty", "reported")',
    ),
    Fault(
        "“denied” is missing beside a moment", f"{PART}/moment.html",
        '{%- elif moment.certainty == "denied" %}', '{%- elif moment.certainty == "deny" %}',
    ),
    Fault(
        "a day of a topic has the date of the text", f"{PUBLISH}/days.py",
        "shown = refs.date_view(day, edition.site.words, of)",
        "shown = refs.date_view(edition.newsroom.stories[told[0].story].date, edition.site.words, of)",
    ),
    # What belongs together, how much there is
    Fault(
        "what a text tells of a day stands as another's", f"{PUBLISH}/days.py",
        "DayText(story=refs.story_ref(edition, edition.newsroom.stories[name]), moments=list(views.values()))",
        "DayText(story=refs.story_ref(edition, edition.newsroom.stories[min(order)]), moments=list(views.values()))",
    ),
    Fault(
        "a key number has the meaning of another", f"{PUBLISH}/story_card.py",
        "means=refs.slice_of(edition, number.story, number.means),",
        "means=refs.slice_of(edition, number.story, edition.numbers_by_story[number.story][0].means),",
    ),
    Fault(
        "a count of quotations counts paraphrases too", MODEL,
        "return not (self.is_paraphrase or self.withdrawn)", "return not self.withdrawn",
    ),
    Fault(
        "a profile counts withdrawn quotations", f"{PUBLISH}/indexes.py",
        "sum(quote.counts for quote in", "sum(not quote.is_paraphrase for quote in",
    ),
    Fault(
        "partly quoted sentences are left out of a profile", f"{PUBLISH}/profile_page.py",
        "if not one.is_paraphrase)", 'if one.kind == "direct")',
    ),
    # Whose words they are: the editors', the interface's; how they are written
    Fault(
        "the editors' own marks are not marked as theirs", f"{PUBLISH}/markup/editors.py",
        "return f'<span class=\"editors\" data-editors=\"{escape(self.lookup.story)}\">{as_html(words)}</span>'",
        "return as_html(words)",
    ),
    Fault(
        "a note of the editors stands in the text without a label", f"{PART}/margin.html",
        "{{ note(one.html) }}", "{{ one.html }}",
    ),
    Fault(
        "nothing says that the introduction is the editors'", f"{THEME}/article.html",
        '<span class="visually-hidden" data-claim="by-editors">{{ _("Introduction by the editors") }}</span>', "",
    ),
    Fault(
        "names are escaped twice", f"{PUBLISH}/refs.py",
        "        id=person.id,\n        name=person.name,",
        "        id=person.id,\n        name=str(as_html(person.name)),",
    ),
    Fault(
        "the words of a source are not escaped", f"{PUBLISH}/html.py",
        "    if not is_markdown(story):\n        return as_html(span.of(story.text))",
        "    if not is_markdown(story):\n        return marked_safe(span.of(story.text))",
    ),
    # Files for programs that differ from the page
    Fault(
        "JSON-LD names another speaker", f"{PUBLISH}/jsonld.py",
        '"spokenByCharacter": _named(edition, speaker) if speaker else {},',
        '"spokenByCharacter": _named(edition, edition.people_by_story[story.id][-1]) if speaker else {},',
    ),
    Fault(
        "JSON-LD has the reporter's words between the pieces", f"{PUBLISH}/jsonld.py",
        '"text": words_text(edition, quote),', '"text": claim_of(edition, quote).place.of(story.text),',
    ),
    Fault(
        "JSON-LD dates a corrected story by its correction", f"{PUBLISH}/jsonld.py",
        '"datePublished": edtf.machine(story.date)',
        '"datePublished": edtf.machine(changed_on(edition, story) or story.date)',
    ),
    Fault(
        "JSON-LD tells what is denied as an event", TIMELINES,
        ', "CANCELLED", "", is_event=False)', ', "CANCELLED", "")',
    ),
    Fault(
        "a feed dates a corrected story by its correction", f"{PUBLISH}/feeds.py",
        "published=_instant([story.date]),",
        'published=_instant([story.date, *(change["date"]["edtf"] for change in changes)]),',
    ),
    Fault(
        "a feed leaves out who spoke", f"{PUBLISH}/quote_page.py",
        'between, f"{who}. " if who else "")', 'between, "")',
    ),
    Fault(
        "the preview of a quotation leaves out who spoke", f"{PUBLISH}/claims.py",
        'return f"{speaker_name(edition, quote)}: {told}" if claim_of(edition, quote).stands_alone else told',
        "return told",
    ),
    Fault(
        "the preview of a corrected quotation says nothing of it", f"{PUBLISH}/claims.py",
        'return f"{say(CORRECTED)}. {told}" if quote.corrections else told', "return told",
    ),
    Fault(
        "the preview of a story tells another quotation than its picture shows", f"{PUBLISH}/page.py",
        'card_alt(edition, edition.newsroom.quotes[quote["id"]])',
        'card_alt(edition, edition.quotes_by_story[quote["story"]["id"]][0])',
    ),
    Fault(
        "a table of quotations has the id where the name belongs", f"{PUBLISH}/exports/tables.py",
        "speaker speaker_name said_by", "speaker speaker_name=speaker said_by",
    ),
    Fault(
        "a table of moments has the date of the publication", f"{PUBLISH}/exports/tables.py",
        '"moment": moment.id,', '"moment": moment.id, "date": story.date,',
    ),
    Fault(
        "an event in a calendar ends a day early", f"{PUBLISH}/exports/calendar.py",
        "_day(one.last + timedelta(days=1))", "_day(one.last)",
    ),
    Fault(
        "a calendar confirms what is denied", TIMELINES,
        'msgid("denied"), "CANCELLED"', 'msgid("denied"), "CONFIRMED"',
    ),
    Fault(
        "a timeline for others tells what was planned as happened", TIMELINES,
        'certainty = CERTAINTIES[moment["certainty"]].words', 'certainty = ""',
    ),
    Fault(
        "oEmbed names the newspaper as the author of words", f"{PUBLISH}/embedding.py",
        'fields["author_name"] = embed.author', 'fields["author_name"] = site.name',
    ),
    Fault(
        "oEmbed says that corrected words are current", f"{PUBLISH}/embedding.py",
        '"corrected" if note else "current"', '"current"',
    ),
    Fault(
        "a card calls a speaker named who is worked out", f"{PUBLISH}/cards/quote.py",
        'if quote["standing"] in ("inferred", "editor"):', 'if quote["standing"] == "editor":',
    ),
    Fault(
        "a card shows the id instead of the name", f"{PUBLISH}/cards/quote.py",
        'shown = person["name"] if', 'shown = person["id"] if',
    ),
    Fault(
        "the database exchanges who is named and who is described", f"{PUBLISH}/exports/database.py",
        "speaker speaker_name said_by basis", "speaker speaker_name=said_by said_by=speaker_name basis",
    ),
    Fault(
        "the database tells of every moment as reported", f"{PUBLISH}/exports/database.py",
        'moments = [{**one, "people":', 'moments = [{**one, "certainty": "reported", "people":',
    ),
    Fault(
        "the data leaves out the corrections of a quotation", f"{PUBLISH}/exports/rows.py",
        'each correction of its words: the day and the reason",',
        'each correction of its words: the day and the reason", lambda *_: [],',
    ),
    # What a site has of its content
    Fault(
        "the site's setting publishes whole what a story's file withholds", f"{SITE}/context.py",
        "extent_of(stories[name], site.name, site.extent) for name in",
        "site.extent or extent_of(stories[name], site.name) for name in",
    ),
    Fault(
        "somebody who is closed is shown as everybody else", f"{SITE}/context.py",
        "records = (closed_record(record, closed) for name,", "records = (record for name,",
    ),
    Fault(
        "corrections of who spoke are left out of the database", f"{SITE}/build.py",
        'lists["changes"] = [change for story in stories for change in story["changes"]]', 'lists["changes"] = []',
    ),
)  # fmt: skip
# These show when a site is built again, after an editor withdrew a quotation and gave somebody another name.
STALE = (
    Fault(
        "pages of a story are kept though its files changed", f"{PUBLISH}/digests.py",
        'return self.stories.get(name, "")', "return name if name in self.stories else str()",
    ),
    Fault(
        "pages are kept though somebody's name changed", f"{PUBLISH}/digests.py",
        "own = (person.name, person.kind,", "own = (person.id, person.kind,",
    ),
)  # fmt: skip

SETTINGS = {"SITEURL": "https://brackholm.example", "SOURCE_DATE_EPOCH": DAY, "NO_COLOR": "1"}
VERIFIED = re.compile(r"^(?:error: )?(output/\S+: .+|.+\(shown in output/.+)$", re.MULTILINE)
RAISED = re.compile(r"^(?:[\w.]+)?(?:Error|Exception|Interrupt)\b.*$", re.MULTILINE)
REFUSED = re.compile(r"^(?:error: )?(\S+\.(?:md|py|html)\S*: .+)$", re.MULTILINE)
# What tells of the program as well, or sums up all others.
APART = frozenset(("SHA256SUMS", "data/log.jsonl", "data/edition.tar"))
VERIFY, BUILD, CRASH, MISSED, IDLE = "verify", "the build", "a crash", "NOT FOUND", "NOTHING CHANGES"


class Outcome(NamedTuple):
    """What came of a fault: who found it, what was said first, how long the build took."""

    by: str
    said: str
    seconds: float


class Campaign:
    """A copy of the program and the newsroom that is built with it; `control` is the site of the program as it is."""

    def __init__(self, folder: Path) -> None:
        self.project = lay_faulty_newsroom(folder / "newsroom")
        self.generator = folder / "generator"
        shutil.copytree(ROOT / "generator", self.generator)
        self._content = folder / "content"
        shutil.copytree(self.project / "content", self._content)
        self._environment = {
            **os.environ, **SETTINGS, "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONPATH": f"{ROOT}/tests/plain_pictures{os.pathsep}{self.generator}",
        }  # fmt: skip
        self.control = self._built_well()
        self._edit()
        self.control_again = self._built_well()
        self._restore()

    def outcome(self, fault: Fault) -> Outcome:
        """Plant a fault, build, and put the file back."""
        file = (self.project if fault.file.startswith("theme/") else self.generator.parent) / fault.file
        before, times = file.read_text("utf-8"), file.stat()
        file.write_text(fault.planted(before), "utf-8")
        began = time.monotonic()
        try:
            said, control = self._build(), self.control
            if fault in STALE and not said:
                self._edit()
                said, control = self._build(), self.control_again
            by, told = _found(said) if said is not None else self._missed(control)
        finally:
            self._restore()
            file.write_text(before, "utf-8")
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        return Outcome(by, told, time.monotonic() - began)

    def _build(self) -> str | None:
        """Build the site; return what was said where it was refused."""
        done = subprocess.run(
            [sys.executable, "-m", "verbatim", "build", "--settings", "publishconf.py"],
            cwd=self.project, env=self._environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout + done.stderr if done.returncode else None

    def _built_well(self) -> Mapping[str, str]:
        said = self._build()
        assert said is None, said
        return self._site()

    def _site(self) -> dict[str, str]:
        site = self.project / "output"
        names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        return {name: hashlib.sha256((site / name).read_bytes()).hexdigest() for name in names if name not in APART}

    def _missed(self, control: Mapping[str, str]) -> tuple[str, str]:
        site = self._site()
        differing = sorted(name for name in site.keys() | control.keys() if site.get(name) != control.get(name))
        return (MISSED, f"{len(differing)} files differ: {' '.join(differing[:3])}") if differing else (IDLE, "")

    def _edit(self) -> None:
        """Do what editors do between two builds."""
        edit(self.project, "choir-prize", "040", "", "Withdrawn: 2031-10-19 He says that he never said so")
        path = self.project / "content/people/marit-osk.md"
        path.write_text(path.read_text("utf-8").replace("Title: Marit Osk", "Title: Marit Osk-Lind"), "utf-8")

    def _restore(self) -> None:
        """Forget what was built, and put the content back; the fonts are the same for every site."""
        for path in (*(self.project / "output").iterdir(), *(self.project / ".cache").iterdir()):
            if path.name != "fonts":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(self.project / "content")
        shutil.copytree(self._content, self.project / "content")


def _found(said: str) -> tuple[str, str]:
    """Return who refused a site, and the first thing that was said."""
    if "Traceback" in said:
        return CRASH, next(iter(RAISED.findall(said)), said.strip()[-300:])
    if found := VERIFIED.search(said):
        return VERIFY, found[1]
    refused = REFUSED.search(said)
    return BUILD, refused[1] if refused else said.strip()[:300]


def line_of(fault: Fault) -> int:
    """Return the line on which a fault is planted."""
    text = (ROOT / fault.file).read_text("utf-8")
    return text[: text.index(fault.old)].count("\n") + 1


def main(wanted: list[str]) -> int:
    """Plant each fault, or those with one of the words; print a table; status 1 if one is missed, or does nothing."""
    every = [*enumerate((*FAULTS, *STALE), 1)]
    counts, seconds = Counter[str](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign(Path(folder))
        for number, fault in every:
            if wanted and not any(word in fault.what or word == str(number) for word in wanted):
                continue
            found = campaign.outcome(fault)
            counts[found.by] += 1
            seconds += found.seconds
            place = f"{fault.file.removeprefix('generator/verbatim/')}:{line_of(fault)}"
            sys.stdout.write(f"{number:3} {fault.what} · {place} · {found.by}: {found.said}\n")
            sys.stdout.flush()
    total = counts.total()
    told = ", ".join(f"{counts[by]} {by}" for by in (VERIFY, BUILD, CRASH, MISSED, IDLE) if counts[by])
    sys.stdout.write(f"{total} faults: {told}; {seconds / max(1, total):.1f} s each\n")
    return 1 if counts[MISSED] or counts[IDLE] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
