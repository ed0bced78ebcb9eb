"""Importing in a test: a file comes in, is checked and, if wished, brought in."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kentongan.accounts.models import User
from kentongan.accounts.roles import AgencyKind
from kentongan.engine.spreadsheets import asking, grids
from kentongan.engine.spreadsheets.limits import PREVIEW_ROWS
from kentongan.reports.actions.imports import advance_import, commit_import, receive_file
from kentongan.reports.models import ImportBatch
from tests import factories

Importing = Callable[..., ImportBatch]


@pytest.fixture
def partners(areas: dict[str, Any]) -> None:
    """The agencies that the lists speak of."""
    for kind in (AgencyKind.POLICE, AgencyKind.LABOUR, AgencyKind.PUBLIC):
        factories.make_office(f"Kantor {kind.value}", kind, [areas["35.03"]])


@pytest.fixture
def checked(bima: User, partners: None) -> Importing:
    """``checked(content)``: the batch after reading and checking, sent by Bima."""

    def run(content: bytes, by: User = bima, name: str = "daftar.xlsx") -> ImportBatch:
        return advance_import(receive_file(by=by, name=name, content=content))

    return run


@pytest.fixture
def committed(bima: User, checked: Importing) -> Importing:
    """``committed(content)``: the batch after its accepted rows came in."""

    def run(content: bytes, by: User = bima, name: str = "daftar.xlsx") -> ImportBatch:
        batch = checked(content, by, name)
        commit_import(by=by, batch=batch)
        batch.refresh_from_db()
        return batch

    return run


def answers(content: bytes, *question: str) -> Iterator[Any]:
    """What the reading process writes, as it arrives."""
    if question[0] == "describe":
        yield json.loads(json.dumps(grids.description(content, PREVIEW_ROWS)))
        return
    for row in grids.rows(content, int(question[1])):
        yield json.loads(json.dumps(row))
    yield {"end": 0}


@pytest.fixture
def read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read without starting a process, which has its own tests (``test_reading``)."""

    @contextmanager
    def asked(content: bytes, *question: str) -> Iterator[Iterator[Any]]:
        yield answers(content, *question)

    monkeypatch.setattr(asking, "asked", asked)
