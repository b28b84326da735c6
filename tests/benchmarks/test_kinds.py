from pathlib import Path

import pytest

from benchmarks.kinds import Amount, amounts, kind_of, unlike


@pytest.mark.parametrize(("address", "kind"), [
    ("stories/s1/index.html", "story"), ("stories/s1/timeline/index.html", "story timeline"),
    ("timelines/stories/s1/index.html", "story timeline"), ("stories/page/2/index.html", "story list"),
    ("quotes/q-abc/index.html", "quotation"), ("quotes/stated/page/2/index.html", "quotation list"),
    ("embed/timelines/s1/index.html", "timeline embed"),
    ("people/ada-marr/page/2/index.html", "person"), ("people/index.html", "people list"),
    ("people/organisations/index.html", "people list"),
    ("data/stories/s1.annotations.jsonld", "annotations"), ("data/stories/s1.quotes.csv", "table"),
    ("data/stories/s1.json", "story data"), ("data/proof/s1.json", "proof"),
    ("timeline/2020/05/index.html", "timeline"), ("theme/css/site.css", "the rest"),
])  # fmt: skip
def test_a_file_is_of_the_kind_that_its_address_says(address: str, kind: str) -> None:
    assert kind_of(address) == kind


def test_files_and_bytes_are_counted_by_kind(tmp_path: Path) -> None:
    for name, size in (("a", 10), ("b", 20)):
        (tmp_path / "stories" / name).mkdir(parents=True)
        (tmp_path / "stories" / name / "index.html").write_bytes(b"x" * size)
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind/index").write_bytes(b"x")
    assert amounts(tmp_path) == {"story": Amount(2, 30)}


@pytest.mark.parametrize(("theirs", "unlike_ours"), [
    pytest.param({"story": Amount(91, 90_900), "front": Amount(1, 500)}, [], id="a tenth less"),
    pytest.param({"story": Amount(100, 80_000), "front": Amount(1, 500)}, ["story"], id="much less"),
    pytest.param({"front": Amount(1, 500)}, ["story"], id="a kind is missing"),
    pytest.param({"story": Amount(100, 100_000), "front": Amount(1, 300)}, [], id="less of what there is hardly any"),
])  # fmt: skip
def test_a_site_is_like_ours_where_it_has_about_as_much_of_each_kind(
    theirs: dict[str, Amount], unlike_ours: list[str]
) -> None:
    ours = {"story": Amount(100, 100_000), "front": Amount(1, 500)}
    assert [fault.partition(":")[0] for fault in unlike(ours, theirs)] == unlike_ours
