"""Several processes make the index that one makes, from the database of an office."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from kentongan.entities.models import PersonMention
from kentongan.entities.search import indexing
from kentongan.entities.search.indexing import bring_up_to_date, processes
from tests.entities.search.conftest import MOMENT
from tests.source import ROOT

type Person = Callable[..., PersonMention]


def in_a_file(folder: Path) -> Iterator[str]:
    """SQLite."""
    yield f"sqlite:///{folder / 'kantor.sqlite3'}"


def on_server(_folder: Path) -> Iterator[str]:
    """PostgreSQL: beside the database of the tests."""
    told = connection.settings_dict
    base = f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}"
    name = f"{told['NAME']}_daftar"
    gone = f"DROP DATABASE IF EXISTS {name}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(gone)
        server.execute(f"CREATE DATABASE {name}")
        yield f"{base}/{name}"
        server.execute(gone)


ON = {"sqlite": in_a_file, "postgresql": on_server}


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, Any]]:
    """What a process of its own says of the indexes that it made of its register."""
    folder = tmp_path_factory.mktemp("daftar")
    with django_db_blocker.unblock():
        for url in ON[connection.vendor](folder):
            surroundings = os.environ | {
                "KENTONGAN_DATA": str(folder),
                "KENTONGAN_DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "kentongan.website.settings",
            }
            run(surroundings, "fill")
            yield json.loads(run(surroundings, "compare"))


def run(surroundings: dict[str, str], verb: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.entities.search.several", verb],
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def told(index: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: index[name] for name in names}


@pytest.mark.slow
def test_two_processes_make_what_one_makes(made: dict[str, Any]) -> None:
    assert made["two"]["count"] > 60
    assert made["two"]["folders"] == [True]
    assert made["two"] == made["one"]


@pytest.mark.slow
def test_they_make_what_the_engine_says(made: dict[str, Any]) -> None:
    index, expected = made["two"], made["expected"]
    assert index["count"] == expected["count"]
    assert in_any_order(index["marks"]) == in_any_order(expected["marks"])


def in_any_order(marks: dict[str, dict[str, list[int]]]) -> dict[str, dict[str, list[int]]]:
    """Who is found by each mark, without saying who first."""
    return {
        sort: {mark: sorted(numbers) for mark, numbers in found.items()}
        for sort, found in marks.items()
    }


@pytest.mark.slow
def test_a_killed_clerk_is_an_error_and_the_index_before_is_asked(made: dict[str, Any]) -> None:
    assert made["killed"]["error"]
    assert made["killed"]["same"]
    assert told(made["killed"], "marks", "keys", "folders") == told(
        made["two"], "marks", "keys", "folders"
    )
    assert made["clerks left"] == {"count": 0}


# --- how many are worth it -----------------------------------------------------------------------


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As outside of any transaction."""
    monkeypatch.setattr(indexing, "connection", SimpleNamespace(in_atomic_block=False))


@pytest.mark.django_db
def test_few_people_are_read_by_one_process(
    alone: None, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, person: Person
) -> None:
    settings.SEARCH_PROCESSES = 4
    monkeypatch.setattr(indexing, "MANY", 2)
    person("Soleh Kusnowo")
    person("Warsito")
    assert processes() == 1
    person("Parjiyem")
    assert processes() == 4


@pytest.mark.django_db
def test_what_others_cannot_see_yet_is_read_by_one_process(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings, person: Person
) -> None:
    settings.SEARCH_PROCESSES = 4
    monkeypatch.setattr(indexing, "MANY", 0)
    person("Soleh Kusnowo")
    assert processes() == 1


@pytest.mark.django_db
def test_an_index_that_was_given_up_leaves_no_files(
    monkeypatch: pytest.MonkeyPatch, person: Person, folder: Path
) -> None:
    person("Soleh Kusnowo")
    bring_up_to_date(MOMENT)
    before = set(folder.iterdir())

    def broken(*_arguments: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(indexing, "put_all", broken)
    with pytest.raises(OSError, match="no space"):
        indexing.make_anew(MOMENT)
    assert set(folder.iterdir()) == before
