"""A table in pieces: each once, in order, by one process or several."""

import os
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from kentongan.engine.linkage.batch import chunks
from kentongan.engine.linkage.batch.chunks import in_chunks

TABLE = pa.table({"number": list(range(10))})


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK", 4)


def remembering() -> Callable[[Any, int], tuple[int, list[int], int, int]]:
    """A worker that tells where it is, what it got, and how many pieces it had before."""
    had: list[int] = []

    def work(piece: Any, first: int) -> tuple[int, list[int], int, int]:
        had.append(first)
        return first, piece["number"].to_pylist(), len(had), os.getpid()

    return work


@pytest.mark.parametrize("processes", [1, 2])
def test_every_row_is_worked_on_once_and_in_order(processes: int) -> None:
    found = list(in_chunks(TABLE, remembering, processes))
    assert [first for first, *_ in found] == [0, 4, 8]
    assert [number for _, numbers, *_ in found for number in numbers] == list(range(10))


def test_one_process_remembers_what_it_met() -> None:
    assert [had for _, _, had, _ in in_chunks(TABLE, remembering)] == [1, 2, 3]


def test_more_processes_leave_this_one_alone() -> None:
    assert os.getpid() not in {process for *_, process in in_chunks(TABLE, remembering, 2)}
    assert not chunks.INHERITED


@pytest.mark.parametrize("processes", [1, 2])
def test_an_empty_table_has_no_pieces(processes: int) -> None:
    assert list(in_chunks(TABLE.slice(0, 0), remembering, processes)) == []
