"""Words of the text that an editor selects: marked, or given to what is marked, and nothing else changed."""

from pathlib import Path

import pytest

from tests.desk.made_desk import DAY, STORY, files_in, lay_story, quoted, settle, source, state_of, write
from verbatim.content.journal import Journal
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load
from verbatim.core.errors import ContentError
from verbatim.desk import marking
from verbatim.desk.decisions import READ, Decision
from verbatim.desk.queue import paragraphs_shown
from verbatim.model import Mark, MarkKind, Span
from verbatim.newsroom import join

LONG = source("quay")


@pytest.fixture
def quay(tmp_path: Path) -> Path:
    return lay_story(tmp_path, LONG, "quay")


def span_of(content: Path, words: str, story: str = STORY) -> Span:
    start = state_of(content, story).story.text.index(words)
    return Span(start, start + len(words))


def said_of(bounds: Span, **said: str) -> Decision:
    return Decision("new" if said.get("name") else "mark", bounds=bounds, **said)


def marked(content: Path, kind: MarkKind, words: str, story: str = STORY, **said: str) -> list[Mark]:
    """Mark the words, write it, and return the marks that are new."""
    state = state_of(content, story)
    before = [one for fragment in state.story.fragments for one in fragment.marks]
    write(content, state, marking.mark(state, kind, said_of(span_of(content, words, story), **said), DAY))
    after = [one for fragment in state_of(content, story).story.fragments for one in fragment.marks]
    return [one for one in after if one not in before]


def test_a_name_is_marked_and_nothing_else_changes(content: Path) -> None:
    before = files_in(content)
    (new,) = marked(content, "organisation", "the harbour board", ref="harbour-board")
    assert (new.kind, new.attrs) == ("organisation", {"ref": "harbour-board"})
    (path,) = (path for path, data in files_in(content).items() if before.get(path) != data)
    assert files_in(content)[path] == before[path].replace(
        b"the harbour board", b'[the harbour board]{.organisation ref="harbour-board"}'
    )
    Journal(content, STORY).undo(DAY, "EV")
    assert files_in(content) == before


def test_somebody_new_gets_a_file_of_their_kind(content: Path) -> None:
    marked(content, "place", "Lantern Island", ref="lantern-island", name="Lantern Island")
    assert (content / "people/lantern-island.md").read_text("utf-8") == "Title: Lantern Island\nKind: place\n\n"


def test_a_role_a_moment_and_a_number_are_marked_with_what_they_say(content: Path) -> None:
    (role,) = marked(content, "role", "pilot on the quay", ref="nora-finch")
    assert role.attrs == {"of": "nora-finch"}
    (moment,) = marked(content, "moment", "She denied", value="2031-12", certainty="denied")
    assert (moment.attrs["date"], moment.attrs["basis"]) == ("2031-12", "editor")
    assert moment.attrs["certainty"] == "denied"
    (number,) = marked(content, "number", "twenty", value="steers for twenty  hours")
    phrase = span_of(content, "steers for twenty hours")
    assert number.attrs == {"means": f"{phrase.start},{phrase.end}"}
    newsroom = join(*load(content))
    assert any(one.date == "2031-12" for one in newsroom.moments)


def test_what_an_editor_marks_is_checked_by_it_and_what_follows_stays_so(content: Path) -> None:
    settle(content, "84,000 crowns", Decision("accept"))
    marked(content, "number", "lost", value="lost 84,000 crowns")
    state = state_of(content)
    left = {item.span.of(state.story.text) for item in state.queue().open}
    assert not {"lost", "84,000 crowns"} & left


def test_a_quotation_is_marked_with_its_speaker_and_the_marks_around_it(content: Path) -> None:
    settle(content, "“June is too late,”", Decision("unmark"))
    (new,) = marked(content, "quote", "June is too late", ref="nora-finch")
    fragment = next(one for one in state_of(content).story.fragments if new in one.marks)
    assert new.span.of(fragment.text) == "“June is too late,”"
    assert new.attrs == {"speaker": "nora-finch", "basis": "editor", "why": READ}
    assert new.id.startswith("q-")
    split_source(content, content / f"sources/{STORY}.txt")
    assert join(*load(content)).quotes[new.id].speaker == "nora-finch"


def test_a_quotation_over_two_paragraphs_has_a_piece_in_each(quay: Path) -> None:
    settle(quay, "“The quay is closed", Decision("unmark"), "quay")
    words = LONG[LONG.index("“Nobody may land") : LONG.index("\n\nThe board")]
    pieces = marked(quay, "quote", words, "quay", ref="ada-vell")
    assert [(one.attrs["part"], one.attrs.get("speaker")) for one in pieces] == [("1", "ada-vell"), ("2", None)]
    assert len({one.id for one in pieces}) == 1
    quote = join(*load(quay)).quotes[pieces[0].id]
    assert [part.words.of(LONG)[:10] for part in quote.parts] == ["Nobody may", "Boats will"]


def test_what_stands_between_the_pieces_is_nobodys_words(quay: Path) -> None:
    settle(quay, "“The quay is closed", Decision("unmark"), "quay")
    words = LONG[LONG.index("“The quay is closed") : LONG.index(" there.\n")]
    state = state_of(quay, "quay")
    assert (
        marking.kind_of(state.story, marking.parts_of_selection(state.story, span_of(quay, words, "quay"))) == "mixed"
    )
    pieces = marked(quay, "quote", words, "quay", ref="ada-vell", value="direct")
    found = [one.span.of(state_of(quay, "quay").story.fragments[1].text) for one in pieces]
    assert found == ["“The quay is closed from noon,”", "“Nobody may land"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("The board of the port sat for two hours.", "indirect"), ("Mia Lund saw “The Long Quay” in 2029", "mixed")],
)
def test_words_without_marks_are_never_quoted(quay: Path, words: str, kind: str) -> None:
    state = state_of(quay, "quay")
    assert marking.kind_of(state.story, marking.parts_of_selection(state.story, span_of(quay, words, "quay"))) == kind
    if kind == "indirect":
        with pytest.raises(ContentError, match="no quotation marks here"):
            marked(quay, "quote", words, "quay", value="direct")
    (new,) = marked(quay, "quote", words, "quay")
    assert new.attrs == {"basis": "none", "kind": kind}


@pytest.mark.parametrize(("kind", "words", "said", "told"), [
    ("person", "nine,” said Per", {"ref": "x"}, "marks may not cross"),
    ("person", "Per Olsen", {"ref": "x"}, "marked as the same already"),
    ("quote", "Nobody steers", {}, "marked as the same already"),
    ("person", "here.”\n\nOlsen", {"ref": "x"}, "several fragments"),
    ("person", "\n\n", {"ref": "x"}, "no words were selected"),
    ("person", "the island", {}, "nobody was chosen"),
    ("role", "the island", {}, "nobody was chosen"),
    ("moment", "She denied", {"value": "next winter"}, "is not a date"),
    ("number", "eleven", {"value": "twelve riders"}, "what is counted"),
    ("number", "eleven", {"value": " "}, "what is counted"),
    ("was", "eleven", {}, "no such kind"),
    ("quote", "The board meets again", {"value": "loud"}, "no such kind"),
    ("person", "the island", {"ref": "../x"}, "cannot be an id"),
])  # fmt: skip
def test_what_cannot_be_marked_is_told_and_changes_nothing(
    content: Path, kind: MarkKind, words: str, said: dict[str, str], told: str
) -> None:
    before = files_in(content)
    with pytest.raises(Exception, match=told):
        marked(content, kind, words, **said)
    assert files_in(content) == before


def test_a_quotation_gets_the_bounds_that_are_selected_also_over_paragraphs(quay: Path) -> None:
    state = state_of(quay, "quay")
    item = quoted(state, "“The quay is closed")
    speaker = item.first.attrs["speaker"]
    whole = Span(item.span.start, LONG.index("\n\nThe board"))
    for bounds in (whole, span_of(quay, "“The quay is closed from noon,”", "quay"), whole):
        state = state_of(quay, "quay")
        now = state.queue().items[item.id]
        write(quay, state, marking.change_bounds(state, now, bounds, "", DAY))
        found = state_of(quay, "quay").queue().items[item.id]
        assert (found.span, found.first.attrs["speaker"]) == (bounds, speaker)
    assert [one.mark.attrs.get("part") for one in found.pieces] == ["1", "2", "3"]
    join(*load(quay))


def test_what_is_left_out_of_a_quotation_is_said_and_so_is_a_change_of_nothing(quay: Path) -> None:
    def label(start: str, end: str) -> str:
        state = state_of(quay, "quay")
        bounds = Span(LONG.index(start), LONG.index(end) + len(end))
        change = marking.change_bounds(state, quoted(state, "“The quay is closed"), bounds, "", DAY)
        assert bool(change.files) == (change.label in (marking.CUT_BOUNDS, "The bounds were changed."))
        return change.label

    assert label("“The quay", "fined today.”") == marking.REFUSED_BOUNDS  # with the words between its pieces
    assert label("“The quay", "master of Sund") == marking.CUT_BOUNDS
    assert label("“The quay", "noon,”") == "The bounds were changed."
    state = state_of(quay, "quay")
    (number,) = [one for one in state.queue().items.values() if one.span.of(LONG).startswith("40")]
    assert marking.change_bounds(state, number, number.span, "", DAY).label == marking.KEPT_BOUNDS


def test_words_that_a_quoted_mark_leaves_out_are_said(quay: Path) -> None:
    settle(quay, "“The quay is closed", Decision("unmark"), "quay")
    state = state_of(quay, "quay")
    words = span_of(quay, "“The quay is closed from noon,” said Ada Vell", "quay")
    assert marking.mark(state, "quote", said_of(words, value="direct"), DAY).label == marking.CUT
    assert marking.mark(state, "quote", said_of(words), DAY).label == marking.LABELS["quote"]


def test_what_is_no_name_loses_its_mark_unless_other_marks_need_it(content: Path) -> None:
    before = files_in(content)
    state = state_of(content)
    write(content, state, marking.clear_names(state, span_of(content, "PORT SAREN, 4 March"), DAY))
    (path,) = (path for path, data in files_in(content).items() if before.get(path) != data)
    assert files_in(content)[path] == before[path].replace(b'[PORT SAREN]{.place ref="port-saren"}', b"PORT SAREN")
    with pytest.raises(ContentError, match="the only mention"):
        marking.clear_names(state_of(content), Span(0, len(state.story.text)), DAY)
    with pytest.raises(ContentError, match="no name is marked"):
        marking.clear_names(state_of(content), span_of(content, "from Monday"), DAY)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", 'Odo "The Crane" Vahl', "أحمد فيل", "Ada] Vell{.quote}", "  Odo \t Vahl "]
)
def test_a_hostile_name_is_written_as_a_name(content: Path, name: str) -> None:
    state = state_of(content)
    write(
        content,
        state,
        marking.mark(state, "person", said_of(span_of(content, "the island"), ref="somebody", name=name), DAY),
    )
    assert join(*load(content)).people["somebody"].name == " ".join(name.split())


def test_the_text_is_shown_whole_as_it_is_marked_no_quotation_takes_anothers_words_and_no_name_hides_its_direction(
    content: Path,
) -> None:
    state = state_of(content)
    shown = paragraphs_shown(state.story, state.queue().items.values())
    for fragment in (one for paragraph in shown for one in paragraph):
        words = "".join(part.words for part in fragment.segments)
        assert state.story.text.startswith(words, fragment.start)
    ids = {part.item for paragraph in shown for one in paragraph for part in one.segments} - {""}
    assert ids == {item.id for item in state.queue().items.values() if item.kind != "person"}
    item = quoted(state, "“It is the third cut")
    other = quoted(state, "“A boat at nine")
    with pytest.raises(ContentError, match="marked as the same already"):
        marking.change_bounds(state, item, Span(other.span.start, item.span.end), "", DAY)
    with pytest.raises(ContentError, match="needs a name"):
        marking.mark(
            state, "person", said_of(span_of(content, "the island"), ref="somebody", name="Ada \u202ellev"), DAY
        )


def test_a_name_gets_the_bounds_that_are_selected_and_stays_the_same_person(content: Path) -> None:
    state = state_of(content)
    text = state.story.text
    start = text.index("Nora Finch, who runs")
    refs = {one.mark.attrs["ref"] for one in marking.names_at(state.story, Span(start, start + 10))}
    write(content, state, marking.name_bounds(state, Span(start + 5, start + 10), DAY))
    state = state_of(content)
    (found,) = marking.names_at(state.story, Span(start, start + 10))
    assert (found.span, {found.mark.attrs["ref"]}) == (Span(start + 5, start + 10), refs)
    write(content, state, marking.name_bounds(state, Span(start, start + 10), DAY))
    assert marking.names_at(state_of(content).story, Span(start, start + 10))[0].span == Span(start, start + 10)


@pytest.mark.parametrize("words", ["will leave at nine", "Ada Vell, the harbour master of Port Saren"])
def test_bounds_are_given_to_one_name_alone(content: Path, words: str) -> None:
    state = state_of(content)
    start = state.story.text.index(words)
    with pytest.raises(ContentError, match="no marked name"):
        marking.name_bounds(state, Span(start, start + len(words)), DAY)
