"""Rows of the files about the whole site are sorted, in whatever order their targets were made."""

from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from verbatim.core.files import write_pieces
from verbatim.core.json import readable_list
from verbatim.site.incremental.output import Output
from verbatim.site.incremental.targets import WHOLE, DataRow
from verbatim.site.incremental.tracker import RowSorter

KEYS = st.text(st.sampled_from("ab\ue000\U0001f600\ud800"), max_size=2)
ROWS = st.builds(DataRow, st.sampled_from([*WHOLE, "another"]), st.text("xyß", max_size=3), KEYS)


@given(st.dictionaries(st.text("rst", min_size=1, max_size=2), st.lists(ROWS, max_size=5), max_size=5), st.randoms())
def test_rows_in_any_order_are_sorted_by_key_then_target(rows: dict[str, list[DataRow]], random: object) -> None:
    sorter = RowSorter(rows)
    names = list(rows)
    random.shuffle(names)  # type: ignore[attr-defined]
    others = [one for name in names for one in sorter.take(name, rows[name])]
    ordered = sorted((line for held in rows.values() for line in held), key=attrgetter("key"))
    with TemporaryDirectory() as folder:
        sorter.write(Output({"OUTPUT_PATH": folder, "SITEURL": "", "RELATIVE_URLS": True}))
        got = {file: (Path(folder) / file).read_bytes() for file in WHOLE}
    wanted = {file: [line.text.encode() for line in ordered if line.file == file] for file in WHOLE}
    assert got == {file: b"".join(readable_list(lines)) for file, lines in wanted.items()}
    assert {one.file for one in others} <= {"another"}


def test_a_file_that_is_there_already_is_replaced_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"one")
    (tmp_path / "new").hardlink_to(tmp_path / "old")
    write_pieces(f"{tmp_path}/new", [b"two"])
    assert ((tmp_path / "old").read_bytes(), (tmp_path / "new").read_bytes()) == (b"one", b"two")
