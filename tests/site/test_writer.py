from verbatim.site.incremental.render import Galley


def test_the_characters_of_pages_are_remembered() -> None:
    seen = Galley()
    seen.see("<p>é“</p>".encode())
    assert seen.characters == {"é", "“"}
