from pathlib import Path

from tests.verify.conftest import Newsroom
from verbatim.core.errors import ContentError
from verbatim.verify import Verification


def test_faults_that_come_from_one_place_are_told_once_at_the_line_that_an_editor_can_mend(tmp_path: Path) -> None:
    made = Newsroom(tmp_path)
    made.story("pier", '[“No”]{.quote #q-one basis="none"} she said.')
    made.write("stories/pier.md", "Date: 2031-03-04\nTitle: “We sail” at Pier\n\n")
    marks, words = (
        "words within quotation marks stand in no source: “We sail”",
        "the words differ from pier.txt#char=0,4",
    )
    pages = [(f"output/{name}.html", fact) for fact in (marks, words, "this is not JSON") for name in "abc"]
    faults = tuple(ContentError(path, 3, fact, "Build again") for path, fact in pages)
    told = [str(one) for one in Verification(faults, 0, 3, 1, content=made.content).listed()]
    shown = "(shown in output/a.html:3, output/b.html:3 and 1 more). Build again."
    assert told[:2] == [
        f"content/stories/pier.md:2: {marks} {shown}",
        f"content/fragments/pier/text.md:3: {words} {shown}",
    ]
    assert told[2:] == [f"output/{name}.html:3: this is not JSON. Build again." for name in "abc"]
