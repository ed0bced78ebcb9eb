"""The register of processing: page, CSV, command."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.audit.privacy import register
from kentongan.website.privacy.register import neutral
from tests.website.conftest import client_of
from tests.website.privacy.conftest import READERS, STRANGERS

PATHS = ("/privasi/", "/privasi/register/", "/privasi/register.csv")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", READERS)
def test_the_office_s_guardians_read_it(name: str, path: str, people: dict[str, User]) -> None:
    assert client_of(people[name]).get(path).status_code == 200


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", STRANGERS)
def test_others_find_no_such_page(name: str, path: str, people: dict[str, User]) -> None:
    assert client_of(people[name]).get(path).status_code == 404


def test_every_personal_column_stands_in_the_csv(agung: User) -> None:
    text = client_of(agung).get("/privasi/register.csv").text
    rows = {(row[0], row[1]) for row in csv.reader(io.StringIO(text))}
    personal = {(entry.model, entry.field) for entry in register() if entry.is_personal}
    assert personal <= rows


def test_taking_the_register_along_is_logged(agung: User) -> None:
    client_of(agung).get("/privasi/register.csv")
    assert AuditEvent.objects.filter(action="privacy.register_exported", actor="agung").exists()


def test_the_page_says_how_long_a_report_is_kept(agung: User) -> None:
    text = client_of(agung).get("/privasi/register/").text
    assert "180 hari sejak laporan dicatat" in text


@pytest.mark.parametrize("ending", ["csv", "html"])
def test_the_command_writes_a_file(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"register.{ending}"
    call_command("privacy_register", str(out))
    assert "reports.Revision" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-1", "@x", "|x", "%x", "\tx"])
def test_no_cell_is_computed_by_a_spreadsheet(cell: str) -> None:
    assert neutral(cell) == "'" + cell


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert neutral("isi laporan") == "isi laporan"
