"""Revisions are append-only; erasing and other keys pass, and nothing beside them."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from kentongan.accounts.models import User
from kentongan.encryption.erasing import erase
from kentongan.reports.append_only import REVISIONS
from kentongan.reports.models import Report, Revision
from tests.website.conftest import client_of

Made = Callable[..., Report]
EMPTY = ["reason", "noticed", "place_text", "things", "destination", "job", "fee"]


@pytest.fixture
def revision(sari: User, made_report: Made) -> Revision:
    found = made_report(sari, destination="Taiwan").current
    assert found is not None
    return found


def write(**columns: object) -> None:
    """An UPDATE of every revision as a shell would send it."""
    settings = ", ".join(f"{name} = %s" for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE reports_revision SET {settings}", list(columns.values()))


def emptied() -> dict[str, object]:
    return {"data_key": None, "key_id": "", **dict.fromkeys(EMPTY, b"")}


def test_a_revision_can_be_erased(revision: Revision) -> None:
    erase(revision)
    again = Revision.objects.get()
    assert (again.is_erased, again.noticed, again.destination, again.things) == (True, "", "", [])
    assert again.number == 1


def test_erasing_twice_is_erasing_once(revision: Revision) -> None:
    erase(revision)
    erase(Revision.objects.get())
    assert Revision.objects.get().is_erased


def test_another_wrapping_of_the_key_passes(revision: Revision) -> None:
    write(data_key=b"x" * 61, key_id="lain")
    assert Revision.objects.get().key_id == "lain"


@pytest.mark.parametrize(
    "change",
    [
        {"data_key": b"x", "noticed": b"y"},
        {"data_key": b"x", "region_id": None},
        {"data_key": b"x", "written_at": "2020-01-01 00:00:00+00:00"},
        {"data_key": None},
        {"key_id": "lain"},
        {"data_key": None, "key_id": "", "noticed": b""},
        {"number": 2},
        {**emptied(), "number": 2},
        {**emptied(), "key_id": "lain"},
        {**emptied(), "fee": b"ada"},
    ],
    ids=str,
)
def test_nothing_else_passes(revision: Revision, change: dict[str, object]) -> None:
    with pytest.raises(DatabaseError, match="never changed"):
        write(**change)
    assert Revision.objects.get().destination == "Taiwan"


def test_an_erased_revision_gets_no_words_again(revision: Revision) -> None:
    erase(revision)
    for change in ({"data_key": b"x"}, {"noticed": b"x"}, emptied()):
        with pytest.raises(DatabaseError, match="never changed"):
            write(**change)


def test_the_trigger_knows_every_column_of_a_revision() -> None:
    known = {*REVISIONS.plain, *REVISIONS.encrypted, "data_key", "key_id"}
    assert known == {field.column for field in Revision._meta.concrete_fields}
    assert set(REVISIONS.encrypted) == {field.name for field in Revision.encrypted_fields()}


def test_the_page_of_an_erased_report_says_so(bima: User, revision: Revision) -> None:
    erase(revision)
    page = client_of(bima).get(f"/laporan/{revision.report.uuid}/")
    assert page.status_code == 200
    assert "dihapus" in page.text
    assert "dihapus" in client_of(bima).get("/laporan/").text
