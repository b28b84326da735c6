from pathlib import Path

import pytest

from benchmarks.kinds import Amount, amounts, kind_of, unlike


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("stories/s1/index.html", "story"),
        ("stories/s1/timeline/index.html", "story timeline"),
        ("timelines/stories/s1/index.html", "story timeline"),
        ("stories/page/2/index.html", "story list"),
        ("quotes/q-abc/index.html", "quotation"),
        ("quotes/stated/page/2/index.html", "quotation list"),
        ("embed/timelines/s1/index.html", "timeline embed"),
        ("people/ada-marr/page/2/index.html", "person"),
        ("people/index.html", "people list"),
        ("people/organisations/index.html", "people list"),
        ("data/stories/s1.annotations.jsonld", "annotations"),
        ("data/stories/s1.quotes.csv", "table"),
        ("data/stories/s1.json", "story data"),
        ("data/proof/s1.json", "proof"),
        ("timeline/2020/05/index.html", "timeline"),
        ("theme/css/site.css", "the rest"),
    ],
)
def test_a_file_is_of_the_kind_that_its_address_says(address: str, kind: str) -> None:
    assert kind_of(address) == kind


def test_files_and_bytes_are_counted_by_kind(tmp_path: Path) -> None:
    for name, size in (("a", 10), ("b", 20)):
        (tmp_path / "stories" / name).mkdir(parents=True)
        (tmp_path / "stories" / name / "index.html").write_bytes(b"x" * size)
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind/index").write_bytes(b"x")
    assert amounts(tmp_path) == {"story": Amount(2, 30)}


def test_a_site_with_a_tenth_less_of_a_kind_is_like_ours() -> None:
    assert unlike({"story": Amount(100, 1000)}, {"story": Amount(91, 1090)}) == []


def test_a_site_with_much_less_of_a_kind_is_unlike_ours() -> None:
    (fault,) = unlike({"story": Amount(100, 1000)}, {"story": Amount(100, 800)})
    assert fault.startswith("story:")


def test_a_site_without_a_kind_is_unlike_ours() -> None:
    assert len(unlike({"story": Amount(100, 1000)}, {})) == 1


def test_a_kind_of_which_there_is_hardly_anything_may_differ() -> None:
    ours = {"story": Amount(1000, 100_000), "front": Amount(1, 500)}
    assert unlike(ours, {"story": Amount(1000, 100_000), "front": Amount(1, 300)}) == []
