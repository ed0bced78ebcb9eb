"""The index in its folder: whole changes, one writer, nothing to read in the files."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.linkage.index import Damaged, Index, described, keyed, marks_of
from kentongan.engine.linkage.people import Person, prepare

MARKS = st.frozensets(st.sampled_from(["m1", "m2", "m3", "m4", "m5"]), max_size=5)


def filled(folder: Path, records: dict[int, Sequence[str]]) -> Index:
    index = Index.made_in(folder)
    with index.writing() as writing:
        for number, marks in records.items():
            writing.put(number, marks)
    return index


def found(index: Index, *marks: str, most: int = 10) -> list[int]:
    return [one.number for one in index.find([(mark, 1.0) for mark in marks], most)]


def test_a_record_is_found_when_its_writing_has_ended(tmp_path: Path) -> None:
    index = Index.made_in(tmp_path)
    with index.writing() as writing:
        writing.put(7, ["m1", "m2"])
        assert found(index, "m1") == []
    assert found(index, "m1") == [7]
    assert index.count == 1


def break_off(index: Index) -> None:
    with index.writing() as writing:
        writing.put(2, ["m1"])
        writing.take_out(1)
        raise KeyError


def test_after_an_error_nothing_of_the_writing_is_kept(tmp_path: Path) -> None:
    index = filled(tmp_path, {1: ["m1"]})
    with pytest.raises(KeyError):
        break_off(index)
    assert found(index, "m1") == [1]


def test_what_is_put_after_taking_out_stays(tmp_path: Path) -> None:
    index = filled(tmp_path, {1: ["m1"], 2: ["m1"]})
    with index.writing() as writing:
        writing.take_out(1)
        writing.put(1, ["m2"])
    assert found(index, "m1") == [2]
    assert found(index, "m2") == [1]


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    index = filled(tmp_path, {})
    with (
        index.writing() as _first,
        pytest.raises(ValueError, match=r"[Ll]ock"),
        Index(tmp_path).writing(),
    ):
        pass


def test_another_reader_sees_what_was_written_since(tmp_path: Path) -> None:
    index = filled(tmp_path, {})
    reader = Index(tmp_path)
    with index.writing() as writing:
        writing.put(3, ["m1"])
    assert found(reader, "m1") == [3]


def test_the_rarer_mark_counts_more(tmp_path: Path) -> None:
    common = {number: ["m1"] for number in range(20)}
    index = filled(tmp_path, {**common, 50: ["m2"]})
    assert found(index, "m1", "m2", most=1) == [50]


def test_a_weight_can_turn_the_order_round(tmp_path: Path) -> None:
    index = filled(tmp_path, {1: ["m1"], 2: ["m2"]})
    assert index.find([("m1", 1.0), ("m2", 3.0)], 2)[0].number == 2
    assert index.find([("m1", 3.0), ("m2", 1.0)], 2)[0].number == 1


@given(records=st.lists(MARKS, max_size=12), asked=MARKS)
@settings(max_examples=15, deadline=None)
def test_exactly_the_records_that_share_a_mark_are_found(
    records: list[frozenset[str]], asked: frozenset[str]
) -> None:
    naive = {at for at, marks in enumerate(records) if marks & asked}
    with tempfile.TemporaryDirectory() as folder:
        index = filled(Path(folder), {at: sorted(marks) for at, marks in enumerate(records)})
        assert set(found(index, *sorted(asked), most=20)) == naive


@pytest.mark.parametrize("spoil", ["missing", "empty", "half"])
def test_a_folder_without_an_index_is_told(tmp_path: Path, spoil: str) -> None:
    folder = tmp_path / "index"
    if spoil != "missing":
        filled(folder, {1: ["m1"]})
    if spoil == "empty":
        for path in folder.iterdir():
            path.unlink()
    if spoil == "half":
        (folder / "meta.json").write_text("{")
    with pytest.raises(Damaged):
        Index(folder)


def test_an_index_that_goes_away_while_it_is_open_is_told(tmp_path: Path) -> None:
    index = filled(tmp_path, {1: ["m1"]})
    (tmp_path / "meta.json").unlink()
    with pytest.raises(Damaged):
        index.find([("m1", 1.0)], 1)


def test_no_word_of_a_person_stands_in_the_files(tmp_path: Path) -> None:
    person = Person(
        name="Kusnowitaningrum",
        mother="Parjiyem",
        national_id="3502710101800001",
        phones=("6285000012345",),
        region_code="35.02.08.2005",
    )
    told = described(prepare(person))
    index = filled(tmp_path, {1: sorted(marks_of(told, keyed(b"k" * 32)))})
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
    words = [*told.sounds, *told.coarse, *told.parents, told.day, told.district, person.phones[0]]
    assert not [word for word in words if word and word.encode() in held]
    assert index.size == sum(path.stat().st_size for path in tmp_path.iterdir())


def test_the_folder_opens_for_its_owner_alone(tmp_path: Path) -> None:
    filled(tmp_path / "index", {})
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0
