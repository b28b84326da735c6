import pytest

from verbatim.annotate import read


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(row.speaker, row.span.of(text)) for row in read(text).quotes if row.kind == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "“We will not close the mill.” — Petra Vance (@pvance)",
        "“We will not close the mill.” — Petra Vance (@pvance) 4 March 2031",
        "We will not close the mill. — Petra Vance (@pvance) March 4, 2031",
        "The owner replied:\n\nWe will not close the mill.\n\n— Petra Vance (@pvance) 4 March 2031",
        "The owner replied:\n\nPetra Vance (@pvance) 4 March 2031\n\nWe will not close the mill.\n\nThe crowd left.",
    ],
)
def test_a_post_is_its_signers(text: str) -> None:
    assert spoken(text) == [("Petra Vance", "We will not close the mill.")]


def test_a_body_may_sign_a_post() -> None:
    assert spoken("We will not close the mill. — City of Brask (@brask) 4 March 2031")[0][0] == "City of Brask"


@pytest.mark.parametrize(
    "text",
    [
        "The mill closed on Monday.\n\nMara Quill (@quill)",
        "The mill closed on Monday. — Mara Quill (@quill)",
        "The mill closed on Monday.\n\n— Mara Quill (@quill) 4 March 2031",
        "The mill closed on Monday.\n\nMara Quill (@quill) 4 March 2031\n\nThe owner left.",
        "Vance posted a reply. We will not close. — Petra Vance (@pvance) 4 March 2031",
        "She replied: We will not close. — Petra Vance (@pvance) 4 March 2031",
        "The mill closed on Monday. — Mara Quill (@quill) of the Brask Herald",
    ],
)
def test_a_handle_alone_makes_no_post(text: str) -> None:
    assert spoken(text) == []
